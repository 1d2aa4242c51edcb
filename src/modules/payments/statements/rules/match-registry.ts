import { addDays } from "#core/day";
import { parseMoney, sumOf } from "#core/money";
import type { Money } from "#core/units";
import type { NewStatementLine, OutcomeReason, RegistryDue } from "../model.ts";
import { speaksOfRegistry, sumsIn } from "./purpose.ts";
import { dividedAmong } from "./registry-candidates.ts";

/** A bank transfers what it took within ten days, holidays and all. */
const DAYS_BACK = 10;
/** A Friday to a holiday Monday, and some. */
const DAYS_TOGETHER = 7;

export interface RegistryMatch {
  readonly reason: OutcomeReason;
  /** The parts of the line by registry; they add up to it. */
  readonly parts: readonly { readonly registry: number; readonly amount: Money }[];
}

/** Several fit equally: a person says which, nothing is guessed. */
export type RegistryVerdict = RegistryMatch | "several" | undefined;

/**
 * Which registries a line of money in settles. The bank's order number decides, then sums that the purpose names, then
 * the amount to the kopeck: of one registry, or of an agent's registries of days that follow one another.
 */
export function matchRegistry(
  line: Pick<NewStatementLine, "amount" | "date" | "number" | "documentDate" | "purpose">,
  open: readonly RegistryDue[],
): RegistryVerdict {
  const near = open.filter(({ day }) => day <= line.date && day >= addDays(line.date, -DAYS_BACK));
  const ordered = near.filter(
    ({ order }) =>
      order !== undefined &&
      bare(order.number) === bare(line.number) &&
      (line.documentDate === undefined || order.date === line.documentDate),
  );
  if (ordered.length > 0) return shared(line.amount, ordered, "order_number");
  const sums = sumsIn(line.purpose);
  const stated = sums && parseMoney(sums.total);
  const fee = sums && parseMoney(sums.fee);
  if (stated !== undefined && fee !== undefined && stated - fee === line.amount) {
    const named = near.filter(({ total }) => total === stated);
    if (named.length === 1) return shared(line.amount, named, "sums_in_purpose");
    if (named.length > 1) return ofItsDay(line, named) ?? "several";
  }
  const equal = near.filter(({ net }) => net === line.amount);
  if (equal.length === 1 && isLikely(line, equal)) return shared(line.amount, equal, "amount_equal");
  if (equal.length > 1) return ofItsDay(line, equal) ?? "several";
  const runs = runsOf(near).filter((run) => sumOf(run.map(({ net }) => net)) === line.amount);
  if (runs.length > 1) return "several";
  return runs[0] ? shared(line.amount, runs[0], "days_together") : undefined;
}

/**
 * Lines of one day that settle a registry together: an agent with several acquiring contracts transfers in parts. Only
 * lines that speak of a registry are put together, two or three of them.
 */
export function matchTogether(
  lines: readonly Pick<NewStatementLine, "amount" | "date" | "purpose">[],
  open: readonly RegistryDue[],
): { readonly registry: number; readonly lines: readonly number[] }[] {
  const taken = new Set<number>();
  const matches: { registry: number; lines: readonly number[] }[] = [];
  for (const due of open) {
    const candidates = lines
      .map((line, index) => ({ ...line, index }))
      .filter(
        ({ index, date, purpose }) =>
          !taken.has(index) &&
          due.day <= date &&
          due.day >= addDays(date, -DAYS_BACK) &&
          speaksOfRegistry(purpose),
      )
      .slice(0, 40);
    const groups = groupsOf(candidates).filter(
      (group) =>
        new Set(group.map(({ date }) => date)).size === 1 &&
        sumOf(group.map(({ amount }) => amount)) === due.net,
    );
    const [only] = groups;
    if (groups.length !== 1 || !only) continue;
    for (const { index } of only) taken.add(index);
    matches.push({ registry: due.registry, lines: only.map(({ index }) => index) });
  }
  return matches;
}

/** "004512" and "4512" are one number. */
const bare = (number: string): string => number.replace(/^0+/, "") || "0";

/** An amount alone may be a coincidence: small sums are matched where the purpose speaks of a registry. */
const SURE_ABOVE = 100_000n;
const isLikely = (
  line: { readonly amount: Money; readonly purpose: string },
  _of: readonly RegistryDue[],
): boolean => line.amount >= SURE_ABOVE || speaksOfRegistry(line.purpose);

/** Of several that fit, the one whose day the purpose names: "по реестру от 10.11.2025". */
function ofItsDay(
  line: { readonly amount: Money; readonly purpose: string },
  fit: readonly RegistryDue[],
): RegistryMatch | undefined {
  const named = fit.filter(({ day }) => line.purpose.includes(day.split("-").reverse().join(".")));
  return named.length === 1 ? shared(line.amount, named, "amount_equal") : undefined;
}

/** Each registry gets its net; what the bank transferred more or less is the last one's, and shows as a difference. */
function shared(
  amount: Money,
  registries: readonly RegistryDue[],
  reason: OutcomeReason,
): RegistryMatch | undefined {
  const parts = dividedAmong(amount, registries);
  return parts && { reason, parts };
}

/** Two to seven registries of one agent, day after day. */
function runsOf(registries: readonly RegistryDue[]): RegistryDue[][] {
  const runs: RegistryDue[][] = [];
  for (const ofAgent of Map.groupBy(registries, ({ agent }) => agent).values()) {
    const sorted = ofAgent.toSorted((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : a.registry - b.registry,
    );
    for (const [at] of sorted.entries()) {
      for (let count = 2; count <= DAYS_TOGETHER && at + count <= sorted.length; count += 1)
        runs.push(sorted.slice(at, at + count));
    }
  }
  return runs;
}

/** Pairs and threes. */
function groupsOf<T>(items: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const [a, one] of items.entries()) {
    for (const [b, two] of items.slice(a + 1).entries()) {
      groups.push([one, two]);
      for (const three of items.slice(a + b + 2)) groups.push([one, two, three]);
    }
  }
  return groups;
}
