import { ok, type Result, refuse } from "#core/result";
import type { Ctx } from "#platform/context";
import { attempt } from "#platform/deed";
import { seal, unseal } from "../outgoing/sealed.ts";
import { openMail } from "./mail.ts";
import { type Drop, type DropFault, type DropSettings, DropTrouble, type FarPlace } from "./model.ts";
import { judgeDrop } from "./rules/drop-rules.ts";
import { openSftp } from "./sftp.ts";
import * as store from "./store.ts";

export type DropRefusal =
  | { readonly code: "drops.center_only" }
  | { readonly code: "drops.not_found"; readonly drop: number }
  | { readonly code: "drops.settings_wrong"; readonly fault: DropFault }
  /** A secret that was given for one server is not shown to another. */
  | { readonly code: "drops.secret_missing" };

/**
 * Keeps what was agreed about a drop, a new one or another version. The secret is written once and never shown; without
 * a new one the old one stays, as long as server and user are the same.
 */
export async function saveDrop(
  ctx: Ctx,
  of: {
    readonly agent: number;
    /** Absent: a new one. */
    readonly drop?: number | undefined;
    readonly settings: DropSettings;
    readonly secret?: string | undefined;
    readonly key: Buffer;
  },
): Promise<Result<{ readonly drop: number; readonly version: number }, DropRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "drops.center_only" });
  const fault = judgeDrop(of.settings);
  if (fault) return refuse({ code: "drops.settings_wrong", fault });
  return attempt<{ readonly drop: number; readonly version: number }, DropRefusal>(ctx, async (tx) => {
    const drop = of.drop ?? (await store.insertDrop(tx, of.agent));
    await store.lockDrop(tx, drop);
    const before = await store.findDrop(tx, drop);
    if (of.drop !== undefined && !before) return refuse({ code: "drops.not_found", drop });
    const kept =
      before && isSameServer(before.settings, of.settings)
        ? await store.findSecret(tx, inForce(before))
        : undefined;
    const secret = of.secret === undefined ? kept : seal(of.key, of.secret, placeOf(drop));
    if (!secret) return refuse({ code: "drops.secret_missing" });
    const version = await store.insertSettings(tx, { drop, settings: of.settings, secret });
    return ok({ drop, version });
  });
}

const inForce = ({ id, version }: Drop) => ({ drop: id, version });

const isSameServer = (one: DropSettings, other: DropSettings): boolean =>
  one.kind === other.kind && one.host === other.host && one.port === other.port && one.user === other.user;

const placeOf = (drop: number): string => `drop ${drop}`;

export interface FarOptions {
  readonly key: Buffer;
  /** Of one file. */
  readonly bytesMax: number;
  /** A server that says nothing for so long is given up. */
  readonly patienceMs: number;
}

/** Opens the place where a peer leaves its files. Throws a `DropTrouble`; whoever opens closes. */
export async function openDrop(
  ctx: Ctx,
  drop: Drop,
  { key, bytesMax, patienceMs }: FarOptions,
): Promise<FarPlace> {
  const sealed = await ctx.transaction((tx) =>
    store.findSecret(tx, { drop: drop.id, version: drop.version }),
  );
  const secret = sealed && unseal(key, sealed, placeOf(drop.id));
  if (secret === undefined) throw new DropTrouble("secret_unreadable");
  const open = drop.settings.kind === "sftp" ? openSftp : openMail;
  return open(drop.settings, { secret, bytesMax, patienceMs });
}
