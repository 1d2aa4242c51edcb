import { addDays, covers, type Day, daysBetween, type Span } from "#core/day";
import { exact, type Exact, total } from "#core/exact";
import { toMoney } from "#core/money";
import { type Money, money } from "#core/units";
import { type DebtSlice, slicesOf } from "./debt.ts";
import { dueDayOf } from "./due-day.ts";
import { percentOf, rateOn } from "./key-rate.ts";
import type {
  DebtItem,
  PenaltyDue,
  PenaltyFacts,
  PenaltyPolicy,
  PenaltySegment,
  RateUsed,
  StepsCode,
} from "./model.ts";
import { STEPS_BY_LAW } from "./steps.ts";

/**
 * What a day's delay costs: base × rate / 100 × fraction × days, in roubles, not rounded.
 *
 * Law       Housing Code art. 155 p. 14
 */
export const penaltyOf = (of: { base: Money; percent: bigint; denominator: number; days: number }): Exact =>
  exact(of.base * of.percent * BigInt(of.days), 100n * 100n * 1_000_000n * BigInt(of.denominator));

/** The penalties of a building's debts, to date and less what was booked before, in the order of the items. */
export const penaltiesOf = (facts: PenaltyFacts): PenaltyDue[] =>
  facts.items.map((item) => {
    const toDate = penaltyToDate(segmentsOf(item, facts));
    return {
      item,
      steps: stepsOf(item, facts.policies.at(-1)) ?? "resident",
      toDate,
      posted: money(toDate - item.before),
    };
  });

/** Rounded half up, once an item and day of calculation; what was waived is left out. */
export const penaltyToDate = (segments: readonly PenaltySegment[]): Money =>
  toMoney(total(segments.flatMap((one) => (one.waivedBy === undefined ? [one.penalty] : []))));

/**
 * The days of delay of one debt, cut wherever base, fraction or rate changes.
 *
 * Law       Housing Code art. 155 p. 14, 14.1; sector laws for those who are not residents (`steps.ts`); Civil Code
 *           art. 193
 * Takes     a debt item with its movements; the law's dated rules, the organization's policies, waivers; the day of
 *           calculation, which counts as the day of payment of what is owed still
 * Gives     segments, oldest part first; none for days outside every policy or inside a moratorium: the numbers of the
 *           days of delay run on through both
 * Refuses   nothing: a month before the first known rule of due days has no penalty
 */
export function segmentsOf(item: DebtItem, facts: Omit<PenaltyFacts, "items">): PenaltySegment[] {
  return slicesOf(item.movements, item.chargedFor, facts.calculatedTo).flatMap((slice) =>
    facts.policies.flatMap((policy) => segmentsOfSlice(item, slice, policy, facts)),
  );
}

function segmentsOfSlice(
  item: DebtItem,
  slice: DebtSlice,
  policy: PenaltyPolicy,
  facts: Omit<PenaltyFacts, "items">,
): PenaltySegment[] {
  const { law, calculatedTo } = facts;
  const code = stepsOf(item, policy);
  const due = dueDayOf(slice.billedFor, law);
  if (!code || !due) return [];
  const steps = STEPS_BY_LAW[code];
  const last = slice.settledOn ?? calculatedTo;
  const first = latest(addDays(due, steps[0]?.fromDay ?? 1), policy.from);
  const end = earliest(addDays(last, 1), policy.to);
  if (first >= end) return [];
  const moratoria = law.moratoria.filter((one) => one.dueBefore === undefined || due < one.dueBefore);
  const waivers = facts.waivers.filter(
    (one) => one.account === item.account && (one.provider === 0 || one.provider === item.provider),
  );
  const cuts = [
    ...steps.map((step) => addDays(due, step.fromDay)),
    ...bordersOf(moratoria),
    ...bordersOf(waivers),
    ...(policy.mode === "BY_DAY" ? [...law.keyRates.map(({ from }) => from), ...bordersOf(law.caps)] : []),
  ];
  const segments: PenaltySegment[] = [];
  for (const [from, to] of spansBetween(first, end, cuts)) {
    if (moratoria.some((one) => covers(one, from))) continue;
    const day = daysBetween(due, from);
    const denominator = steps.findLast((step) => step.fromDay <= day)?.denominator;
    const rate = rateOn(policy.mode === "BY_DAY" ? from : last, law);
    if (denominator === undefined || !rate) continue;
    const percent = percentOf(rate);
    const days = daysBetween(from, to);
    const waivedBy = waivers.find((one) => covers(one, from))?.document;
    const penalty = penaltyOf({ base: slice.amount, percent, denominator, days });
    const through = addDays(to, -1);
    const now = {
      base: slice.amount,
      due,
      from,
      through,
      days,
      denominator,
      percent,
      rate,
      waivedBy,
      penalty,
    };
    const before = segments.at(-1);
    // Two key rates above one cap are one rate: such a cut would only make the workings longer.
    if (before && joins(before, now)) segments[segments.length - 1] = joined(before, now);
    else segments.push(now);
  }
  return segments;
}

/** The steps of a debt: capital repair has its own, and a holder who is no resident those of the policy. */
export function stepsOf(item: DebtItem, policy: PenaltyPolicy | undefined): StepsCode | undefined {
  if (item.capitalRepair) return "capital_repair";
  return item.holder === "legal" ? policy?.legalSteps : "resident";
}

const joins = (before: PenaltySegment, now: PenaltySegment): boolean =>
  addDays(before.through, 1) === now.from &&
  before.denominator === now.denominator &&
  before.percent === now.percent &&
  before.waivedBy === now.waivedBy &&
  sourceOf(before.rate) === sourceOf(now.rate);

const sourceOf = (rate: RateUsed): unknown => rate.cap ?? rate.keyRate;

function joined(before: PenaltySegment, now: PenaltySegment): PenaltySegment {
  const days = before.days + now.days;
  return { ...before, through: now.through, days, penalty: penaltyOf({ ...before, days }) };
}

const bordersOf = (spans: readonly Span[]): Day[] =>
  spans.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));

/** `[from, end)` cut at the days that lie inside it. */
function spansBetween(from: Day, end: Day, cuts: readonly Day[]): [Day, Day][] {
  const inside = [...new Set(cuts.filter((cut) => cut > from && cut < end))].sort();
  const starts = [from, ...inside];
  return starts.map((start, index) => [start, starts[index + 1] ?? end]);
}

const latest = (a: Day, b: Day): Day => (a > b ? a : b);
const earliest = (a: Day, b: Day | undefined): Day => (b === undefined || a < b ? a : b);
