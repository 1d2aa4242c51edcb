import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { endDay, firstDay, type Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { type AccountHolder, countOpenAccounts, listHolders } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import { listBuildingsToCharge, listChargedBuildings } from "#modules/charging";
import { KINDS, listLines, listOpenings } from "#modules/ledger";
import { countIssued } from "#modules/receipts";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** Why an account of the month gets no receipt. */
export type ExclusionReason =
  /** No approved run has charged its house. */
  | "not_charged"
  /** The receipts of its house were issued before it was known: they stay as they are. */
  | "issued_before";

export interface Exclusion {
  readonly reason: ExclusionReason;
  readonly accounts: number;
  readonly buildings: number;
}

/** What a sample shows: the receipts that are looked at before all are printed. */
export const SAMPLE_KINDS = ["debt", "advance", "longest", "recalculated", "ordinary"] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

export interface Sample {
  readonly kind: SampleKind;
  readonly number: string;
  readonly holder: string;
  readonly address: string;
  /** Owed at the month's opening, negative when paid ahead. */
  readonly opening: Money;
  readonly lines: number;
}

export interface PrintPreview {
  /** Open on some day of the month. */
  readonly accounts: number;
  readonly buildings: number;
  /** That a batch would have now. */
  readonly receipts: number;
  /** Of `receipts`: issued already, printed again as they are. */
  readonly issued: number;
  /** Both sides of a sheet for each; a receipt of very many services takes one more. */
  readonly sheets: number;
  readonly excluded: readonly Exclusion[];
  readonly samples: readonly Sample[];
}

/** Samples are chosen from so many houses, spread over the organization: all of them would be the whole print. */
const SAMPLE_BUILDINGS = 3;

/** What printing an organization's month would give. Books and issues nothing; a fixed number of questions. */
export async function previewReceipts(
  ctx: Ctx,
  of: { readonly organization: OrganizationId; readonly period: Period },
): Promise<PrintPreview> {
  return ctx.transaction(async (tx) => {
    const { buildings, charged, ...counted } = await countToPrint(tx, of);
    return {
      ...counted,
      buildings: buildings.length,
      sheets: counted.receipts,
      samples: await samplesOf(tx, { buildings: spread([...charged], SAMPLE_BUILDINGS), period: of.period }),
    };
  });
}

/** The organization's houses of the month and what a batch of them would have. */
export async function countToPrint(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly period: Period },
) {
  const buildings = (await listBuildingsToCharge(tx, of)).map(({ building }) => building);
  const open = await countOpenAccounts(tx, { buildings, from: firstDay(of.period), to: endDay(of.period) });
  const charged = new Set(await listChargedBuildings(tx, { buildings, chargedFor: of.period }));
  const issued = await countIssued(tx, { buildings, period: of.period });
  return { buildings, charged, ...countReceipts({ buildings, open, charged, issued }) };
}

/** House by house: one that has receipts prints those, another prints one for each of its accounts. */
export function countReceipts(of: {
  readonly buildings: readonly BuildingId[];
  readonly open: ReadonlyMap<BuildingId, number>;
  readonly charged: ReadonlySet<BuildingId>;
  readonly issued: ReadonlyMap<BuildingId, number>;
}): Pick<PrintPreview, "accounts" | "receipts" | "issued" | "excluded"> {
  let accounts = 0;
  let receipts = 0;
  let issued = 0;
  const left = {
    not_charged: { accounts: 0, buildings: 0 },
    issued_before: { accounts: 0, buildings: 0 },
  };
  const leave = (reason: ExclusionReason, count: number): void => {
    if (count <= 0) return;
    left[reason].accounts += count;
    left[reason].buildings += 1;
  };
  for (const building of of.buildings) {
    const here = of.open.get(building) ?? 0;
    const known = of.issued.get(building) ?? 0;
    accounts += here;
    issued += known;
    if (known > 0) {
      receipts += known;
      leave("issued_before", here - known);
    } else if (of.charged.has(building)) receipts += here;
    else leave("not_charged", here);
  }
  const excluded = (["not_charged", "issued_before"] as const)
    .map((reason) => ({ reason, ...left[reason] }))
    .filter((one) => one.accounts > 0);
  return { accounts, receipts, issued, excluded };
}

/** So many of a list, evenly from its beginning to its end. */
export function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)] as T);
}

async function samplesOf(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<Sample[]> {
  if (of.buildings.length === 0) return [];
  const holders = await listHolders(tx, { ...of, from: firstDay(of.period), to: endDay(of.period) });
  const openings = sumBy(await listOpenings(tx, of));
  const lines = (await listLines(tx, of)).filter(({ kind }) => kind < KINDS.opening);
  const count = new Map<AccountId, number>();
  for (const { account } of lines) count.set(account, (count.get(account) ?? 0) + 1);
  const recalculated = new Set(
    lines.filter(({ kind }) => kind === KINDS.recalculation).map(({ account }) => account),
  );
  const chosen = chooseSamples(
    holders.map((holder) => ({
      holder,
      opening: openings.get(holder.account) ?? NOTHING,
      lines: count.get(holder.account) ?? 0,
      isRecalculated: recalculated.has(holder.account),
    })),
  );
  const addresses = await findPremisesAddresses(
    tx,
    chosen.map(({ candidate }) => candidate.holder),
  );
  return chosen.map(({ kind, candidate: { holder, opening, lines: linesOf } }) => ({
    kind,
    number: holder.number,
    holder: holder.holder,
    address: addresses.get(holder.premises)?.address ?? "",
    opening,
    lines: linesOf,
  }));
}

interface Candidate {
  readonly holder: AccountHolder;
  readonly opening: Money;
  readonly lines: number;
  readonly isRecalculated: boolean;
}

/** One account a kind, each account once; a kind that nobody shows is left out. */
export function chooseSamples(
  candidates: readonly Candidate[],
): { readonly kind: SampleKind; readonly candidate: Candidate }[] {
  const taken = new Set<AccountId>();
  const best: Readonly<Record<SampleKind, (one: Candidate) => bigint | undefined>> = {
    debt: ({ opening }) => (opening > 0n ? opening : undefined),
    advance: ({ opening }) => (opening < 0n ? -opening : undefined),
    longest: ({ lines }) => (lines > 0 ? BigInt(lines) : undefined),
    recalculated: ({ isRecalculated, lines }) => (isRecalculated ? BigInt(lines) : undefined),
    // Nothing special: the smallest opening balance either way.
    ordinary: ({ opening, lines }) => (lines > 0 ? (opening > 0n ? -opening : opening) : undefined),
  };
  return SAMPLE_KINDS.flatMap((kind) => {
    let most: { readonly candidate: Candidate; readonly rank: bigint } | undefined;
    for (const candidate of candidates) {
      const rank = taken.has(candidate.holder.account) ? undefined : best[kind](candidate);
      if (rank !== undefined && (most === undefined || rank > most.rank)) most = { candidate, rank };
    }
    if (!most) return [];
    taken.add(most.candidate.holder.account);
    return [{ kind, candidate: most.candidate }];
  });
}

function sumBy(
  rows: readonly { readonly account: AccountId; readonly amount: Money }[],
): Map<AccountId, Money> {
  const sums = new Map<AccountId, Money>();
  for (const { account, amount } of rows) sums.set(account, ((sums.get(account) ?? 0n) + amount) as Money);
  return sums;
}
