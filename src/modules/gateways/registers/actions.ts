import { assert } from "#core/assert";
import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { BUILT_IN_PROFILES, builtInProfile } from "./built-in.ts";
import type { ProfileRefusal } from "./contract.ts";
import type { NewProfileVersion, ProfileVersion } from "./model.ts";
import { parseDefinition, type RegisterProfile } from "./profile.ts";
import { readRegister } from "./read.ts";
import * as store from "./store.ts";

/** A profile by its newest version, the product's own or one that the center has saved. */
export interface ListedProfile extends RegisterProfile {
  /** Undefined: the product's own. */
  readonly saved: ProfileVersion | undefined;
}

export const listProfiles = (ctx: Ctx): Promise<ListedProfile[]> =>
  ctx.transaction(async (tx) => {
    const saved = await store.listProfileVersions(tx);
    const newest = new Map<string, ListedProfile>(
      BUILT_IN_PROFILES.map((profile) => [profile.code, { ...profile, saved: undefined }]),
    );
    for (const version of saved.toReversed()) newest.set(version.code, { ...version, saved: version });
    return [...newest.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  });

/** All versions of a profile, newest first; the product's own is the first of its code. */
export async function profileVersions(
  ctx: Ctx,
  code: string,
): Promise<Result<readonly ListedProfile[], ProfileRefusal>> {
  const saved = await ctx.transaction((tx) => store.listProfileVersions(tx, code));
  const own = builtInProfile(code);
  const versions = [
    ...saved.map((version) => ({ ...version, saved: version })),
    ...(own ? [{ ...own, saved: undefined }] : []),
  ];
  return versions.length === 0 ? refuse({ code: "gateways.profile_not_found", profile: code }) : ok(versions);
}

/** Each profile as files are read by it that come on a day: the newest version that is valid by then. */
export async function profilesInForce(tx: Tx, on: Day): Promise<RegisterProfile[]> {
  const saved = await store.listProfileVersions(tx);
  const inForce = new Map(BUILT_IN_PROFILES.map((profile) => [profile.code, profile]));
  for (const version of saved.toReversed()) if (version.validFrom <= on) inForce.set(version.code, version);
  return [...inForce.values()];
}

/**
 * Saves the next version of a profile, the first of a new one. It is saved with a sample that it reads, and reads the
 * samples of the versions before it: what worked goes on working. Where the bank has changed its files, only its own.
 */
export async function saveProfile(
  ctx: Ctx,
  of: NewProfileVersion,
): Promise<Result<RegisterProfile, ProfileRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "gateways.center_only" });
  const parsed = parseDefinition(of.definition);
  if ("faults" in parsed) return refuse({ code: "gateways.profile_faulty", faults: parsed.faults });
  const { definition } = parsed;
  const read = await readRegister(
    of.sample,
    { code: of.code, version: 0, definition },
    { companion: of.companion },
  );
  if (read.refusals.length > 0) return refuse({ code: "gateways.sample_refused", refusals: read.refusals });
  return attempt<RegisterProfile, ProfileRefusal>(ctx, async (tx) => {
    await store.lockProfiles(tx);
    const kept = await store.listKeptSamples(tx, of.code);
    const changedAt = kept.findLastIndex(({ layoutChanged }) => layoutChanged);
    const tests = of.layoutChanged ? [] : kept.slice(Math.max(changedAt, 0));
    for (const test of tests) {
      const again = await readRegister(test.sample, { code: of.code, version: 0, definition }, test);
      if (again.refusals.length > 0)
        return refuse({
          code: "gateways.kept_sample_refused",
          version: test.version,
          refusals: again.refusals,
        });
    }
    const before = kept.at(-1)?.version ?? (builtInProfile(of.code) ? 1 : 0);
    const version = before + 1;
    await store.insertProfileVersion(tx, { ...of, definition, version, author: personOf(ctx) });
    return ok({ code: of.code, version, definition });
  });
}

function personOf(ctx: Ctx): UserId {
  assert(ctx.scope.user !== undefined, "a profile is saved by somebody");
  return ctx.scope.user as UserId;
}
