import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { endDay, firstDay, type Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { type AccountHolder, listHolders } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import { KINDS, listLines, listOpenings } from "#modules/ledger";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { averagePaper } from "./issue-receipts.ts";
import { countToPrint, type ReceiptCounts } from "./receipt-counts.ts";

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

export interface PrintPreview extends ReceiptCounts {
  readonly buildings: number;
  /** About so many, printed on both sides: by the receipts of one house. */
  readonly sheets: number;
  /** The same when every receipt begins a new sheet (`duplex`). */
  readonly sheetsApart: number;
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
    const typical = [...charged][charged.size >> 1];
    const paper = typical === undefined ? undefined : await averagePaper(tx, { ...of, building: typical });
    return {
      ...counted,
      buildings: buildings.length,
      sheets: Math.ceil((counted.receipts * (paper?.sides ?? 2)) / 2),
      sheetsApart: Math.ceil(counted.receipts * (paper?.sheetsApart ?? 1)),
      samples: await samplesOf(tx, { buildings: spread([...charged], SAMPLE_BUILDINGS), period: of.period }),
    };
  });
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
