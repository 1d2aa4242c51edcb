import { createHash } from "node:crypto";
import type { BuildingId, OrganizationId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import { findAccountsByNumber } from "#modules/accounts";
import { findManagements, findVisibleBuildings } from "#modules/addresses";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { DocumentRefusal } from "./contract.ts";
import { PAPER_KINDS, type Paper, type PaperOwner } from "./model.ts";
import { safeFileName, sniffPaper } from "./rules/paper-kind.ts";
import * as store from "./store.ts";

/** Whose it is, as it is stated: an account by its number, a house, an organization; none of them is the city's. */
export interface StatedOwner {
  readonly organization?: OrganizationId | undefined;
  readonly building?: BuildingId | undefined;
  readonly account?: string | undefined;
}

export interface NewPaper extends StatedOwner {
  readonly title: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface KeptPaper {
  readonly paper: number;
  readonly fileName: string;
  readonly mediaType: string;
  /** False: the very file was there. */
  readonly isNew: boolean;
}

/**
 * Keeps a file under the title of its document, for good. The same file again is the one that is there. Refuses what
 * is neither a picture nor a document that an office makes, and what carries a program.
 */
export async function keepPaper(ctx: Ctx, of: NewPaper): Promise<Result<KeptPaper, DocumentRefusal>> {
  const title = of.title.trim();
  if (title === "") return refuse({ code: "documents.title_missing" });
  if (of.bytes.length === 0) return refuse({ code: "documents.file_empty" });
  const sniffed = sniffPaper(of.bytes);
  if (sniffed === "unknown") return refuse({ code: "documents.kind_unknown", fileName: of.fileName });
  if (sniffed === "macros") return refuse({ code: "documents.has_macros", fileName: of.fileName });
  const { mediaType } = PAPER_KINDS.find(({ kind }) => kind === sniffed) ?? PAPER_KINDS[0];
  const fileName = safeFileName(of.fileName, sniffed);
  return attempt<KeptPaper, DocumentRefusal>(ctx, async (tx) => {
    const owner = await placeOf(tx, of);
    if (!owner) return refuse({ code: "documents.owner_not_found" });
    if (!isTheirs(ctx, owner)) return refuse({ code: "documents.not_yours" });
    const sha256 = createHash("sha256").update(of.bytes).digest();
    const kept = await store.insertPaper(tx, {
      ...owner,
      title,
      fileName,
      mediaType,
      sha256,
      body: of.bytes,
    });
    return ok({ ...kept, fileName, mediaType });
  });
}

/** A house in sight is one's own; the city's documents are the center's, an organization's are its people's too. */
const isTheirs = (ctx: Ctx, { building, organization }: PaperOwner): boolean =>
  ctx.scope.sees === "center" ||
  building !== 0 ||
  (organization !== 0 && ctx.scope.organizations.includes(organization));

/** Files of documents by their titles: the place's own, its companies', and the city's. */
export async function papersOf(
  ctx: Ctx,
  of: StatedOwner & { readonly titles: readonly string[] },
): Promise<Result<readonly Paper[], DocumentRefusal>> {
  return ctx.transaction(async (tx) => {
    const owner = await placeOf(tx, of);
    if (!owner) return refuse({ code: "documents.owner_not_found" });
    const building = owner.building === 0 ? undefined : owner.building;
    const managers = building === undefined ? [] : await findManagements(tx, [building]);
    const organizations = [
      ...managers.map(({ facts }) => facts),
      ...(owner.organization === 0 ? [] : [owner.organization]),
    ];
    const titles = of.titles.map((title) => title.trim());
    const account = owner.account === 0 ? undefined : owner.account;
    return ok(await store.findPapers(tx, { titles, organizations, building, account }));
  });
}

/** Undefined: no such account or house, or not in sight. */
async function placeOf(
  tx: Tx,
  { organization, building, account }: StatedOwner,
): Promise<PaperOwner | undefined> {
  if (account !== undefined) {
    const [place] = await findAccountsByNumber(tx, [account]);
    return place && { ...place, organization: 0 };
  }
  if (building !== undefined) {
    const seen = await findVisibleBuildings(tx, [building]);
    return seen.has(building) ? { building, account: 0, organization: 0 } : undefined;
  }
  return { building: 0, account: 0, organization: organization ?? 0 };
}
