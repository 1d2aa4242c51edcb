import { assert } from "#core/assert";
import { compare, type Exact, exact, minus, plus, times, toMillionths, ZERO } from "#core/exact";
import type { AccountId, OrganizationId, PremisesId } from "#core/ids";
import { type Period, periodsFrom } from "#core/period";
import { shareOut } from "#core/share-out";
import type { Money } from "#core/units";
import type { AllocatedHeat, AllocatorSpan, CorrectionLine, Trace } from "../model.ts";
import { HEATING } from "./heating-year.ts";
import { shown, shownMillionths, shownMoney } from "./workings.ts";

/** Tells the line from the year-end correction by the building's meter, which is part 0. */
export const ALLOCATORS_PART = 1;

export interface AllocatedSpans {
  /** By account, then month; months without a difference are left out. */
  readonly lines: readonly CorrectionLine[];
  /** Spans whose allocators are in half of the building's area or less, or counted nothing. */
  readonly undivided: readonly AllocatorSpan[];
}

/**
 * The heating of a span of months divided anew by what heat-cost allocators counted.
 *
 * Law       Decree 354, annex 2, formula 3(5): where premises of more than half of the building's area have
 *           allocators, what those premises were charged for the span is shared among them by their units:
 *           P_i = ΣP × u_i / Σu; correction = P_i − P_billed. The other premises keep what they were charged
 * Practice  charges.md 4.2: booked per account for the months that it held. Each month's charges of all premises with
 *           allocators are divided by the units of the whole span, so that whoever held a premises in the cold months
 *           bears those. The sums of a month are kept to the kopeck, those of the span of each premises too: a month
 *           gives what the share of the months so far lacks, the kopecks left go to the largest remainders.
 *           Accounts of a premises divide its month by what each was charged. A year that was paid evenly is held
 *           against the building's meter first (3(2), 3(4)): its corrections are among what is divided
 * Takes     the counts of a span, what was charged in its months, and the lines of the year's correction of this run
 * Gives     lines of kind "correction"; none where the counts do not divide the span
 * Promises  C2 conserved: of every provider and month the corrections add up to nought
 */
export function divideByAllocators(
  spans: readonly AllocatorSpan[],
  options: {
    /** Of this run, whole: they stand for those that are booked of their months. */
    year?: { readonly months: ReadonlySet<Period>; readonly lines: readonly CorrectionLine[] } | undefined;
    trace?: ((account: AccountId) => Trace | undefined) | undefined;
  } = {},
): AllocatedSpans {
  const lines: CorrectionLine[] = [];
  const undivided: AllocatorSpan[] = [];
  for (const span of spans) {
    if (!isDivisible(span)) {
      undivided.push(span);
      continue;
    }
    const billed = billedIn(span, options.year);
    for (const provider of new Set(billed.map((of) => of.provider)))
      lines.push(
        ...ofProvider(
          span,
          billed.filter((of) => of.provider === provider),
          options.trace,
        ),
      );
  }
  lines.sort((a, b) => a.account - b.account || (a.chargedFor < b.chargedFor ? -1 : 1));
  return { lines, undivided };
}

function isDivisible(span: AllocatorSpan): boolean {
  const equipped = span.places.reduce((sum, of) => sum + of.area, 0n);
  return equipped * 2n > span.totalArea && span.places.some((of) => of.units > 0n);
}

/** What an account of a premises with allocators owes for the heat of a month, before it is divided. */
interface Billed {
  readonly period: Period;
  readonly account: AccountId;
  readonly premises: PremisesId;
  readonly provider: OrganizationId;
  readonly volume: bigint;
  readonly amount: bigint;
}

function billedIn(
  span: AllocatorSpan,
  year: { readonly months: ReadonlySet<Period>; readonly lines: readonly CorrectionLine[] } | undefined,
): Billed[] {
  const equipped = new Set(span.places.map((of) => of.premises));
  const own = span.billed.filter((of) => equipped.has(of.premises));
  const premisesOf = new Map(own.map((of) => [of.account, of.premises]));
  const corrections: Billed[] = (year?.lines ?? []).flatMap((line) => {
    const premises = premisesOf.get(line.account);
    const isOfSpan = line.chargedFor >= span.from && line.chargedFor <= span.to;
    return premises === undefined || !isOfSpan ? [] : [{ ...line, premises, period: line.chargedFor }];
  });
  const isHeldAgainstMeter = (of: AllocatedHeat) => year?.months.has(of.period) === true;
  return [...own.filter((of) => !(of.isCorrection && isHeldAgainstMeter(of))), ...corrections];
}

function ofProvider(
  span: AllocatorSpan,
  billed: readonly Billed[],
  traceOf: ((account: AccountId) => Trace | undefined) | undefined,
): CorrectionLine[] {
  const units = new Map(span.places.map((of) => [of.premises, of.units]));
  const lines: CorrectionLine[] = [];
  /** What a premises' share of the months so far is, less what it was given of it. */
  const lacking = new Map<PremisesId, Exact>();
  const begun = new Set<AccountId>();
  for (const period of periodsFrom(span.from, span.to)) {
    const ofMonth = billed.filter((of) => of.period === period);
    const places = Map.groupBy(ofMonth, (of) => of.premises);
    const counted = [...places.keys()].map((premises) => units.get(premises) ?? 0n);
    const allUnits = counted.reduce((sum, of) => sum + of, 0n);
    // Nobody who was charged in this month counted anything: there is nothing to divide it by.
    if (allUnits === 0n) continue;
    const pool = ofMonth.reduce((sum, of) => sum + of.amount, 0n);
    const heat = ofMonth.reduce((sum, of) => sum + of.volume, 0n);
    const shares = [...places.keys()].map((premises, i) =>
      plus(lacking.get(premises) ?? ZERO, exact(pool * (counted[i] ?? 0n), allUnits)),
    );
    const given = wholeKopecks(shares, pool);
    for (const [i, [premises, accounts]] of [...places].entries()) {
      const share = given[i] ?? 0n;
      lacking.set(premises, minus(shares[i] ?? ZERO, exact(share)));
      const part = exact(counted[i] ?? 0n, allUnits);
      for (const due of ofAccounts(accounts, share)) {
        const { account, provider, amount: before } = due;
        const trace = traceOf?.(account);
        if (trace && !begun.has(account)) {
          begun.add(account);
          trace.input(
            "allocator_units",
            shownMillionths(units.get(premises) ?? 0n),
            undefined,
            "",
            documentOf(span, premises),
          );
        }
        const correction = due.share - before;
        if (trace) {
          trace.open("month_corrected", period);
          trace.input("all_allocator_units", shownMillionths(allUnits));
          trace.input("allocated_heat", shownMoney(pool), "rub");
          trace.step("allocated_share", `${shownMoney(pool)} × ${shown(part)}`, shownMoney(due.share), "rub");
          trace.step("billed", "", shownMoney(before), "rub");
          trace.step(
            "correction",
            `${shownMoney(due.share)} − ${shownMoney(before)}`,
            shownMoney(correction),
            "rub",
          );
          trace.close();
        }
        const volume = toMillionths(times(times(exact(heat, 1_000_000n), part), due.part)) - due.volume;
        if (correction === 0n && volume === 0n) continue;
        lines.push({
          account,
          service: HEATING,
          provider,
          part: ALLOCATORS_PART,
          kind: "correction",
          basis: "meter",
          formula: "3(5)",
          volume,
          rate: 0n,
          amount: correction as Money,
          chargedFor: period,
        });
      }
    }
  }
  return lines;
}

const documentOf = (span: AllocatorSpan, premises: PremisesId): string =>
  span.places.find((of) => of.premises === premises)?.document ?? "";

/** The shares as whole kopecks that add up to the pool: rounded down, the rest to the largest remainders. */
function wholeKopecks(shares: readonly Exact[], pool: bigint): bigint[] {
  const floors = shares.map(({ n, d }) => (n >= 0n ? n / d : -((-n + d - 1n) / d)));
  const order = shares
    .map((share, i) => ({ i, rest: minus(share, exact(floors[i] ?? 0n)) }))
    .sort((a, b) => compare(b.rest, a.rest) || a.i - b.i);
  let left = pool - floors.reduce((sum, of) => sum + of, 0n);
  // What earlier months gave too much or too little to premises that are not charged in this one may be more, or
  // less, than a kopeck for each.
  for (let at = 0; left > 0n; at = (at + 1) % order.length, left -= 1n) add(floors, order[at]?.i, 1n);
  for (let at = order.length - 1; left < 0n; at = (at + order.length - 1) % order.length, left += 1n)
    add(floors, order[at]?.i, -1n);
  return floors;
}

function add(to: bigint[], at: number | undefined, kopeck: bigint): void {
  assert(at !== undefined, "C2 conserved: a pool has premises");
  to[at] = (to[at] ?? 0n) + kopeck;
}

interface Due {
  readonly account: AccountId;
  readonly provider: OrganizationId;
  /** What was charged, and the heat of it. */
  readonly amount: bigint;
  readonly volume: bigint;
  readonly share: bigint;
  /** Of the premises' heat. */
  readonly part: Exact;
}

/** A premises' month divided among its accounts by what each was charged. */
function ofAccounts(billed: readonly Billed[], share: bigint): Due[] {
  const accounts = [...Map.groupBy(billed, (of) => of.account)].map(([account, own]) => ({
    account,
    provider: own[0]?.provider as OrganizationId,
    amount: own.reduce((sum, of) => sum + of.amount, 0n),
    volume: own.reduce((sum, of) => sum + of.volume, 0n),
  }));
  const charged = accounts.map(({ amount }) => (amount > 0n ? amount : 0n));
  const weights = charged.some((of) => of > 0n) ? charged : accounts.map(() => 1n);
  const all = weights.reduce((sum, of) => sum + of, 0n);
  const shares = shareOut(share as Money, weights);
  return accounts.map((of, i) => ({
    ...of,
    share: shares[i] ?? 0n,
    part: exact(weights[i] ?? 0n, all),
  }));
}
