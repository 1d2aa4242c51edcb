import { addDays, type Day } from "#core/day";
import { sumOf } from "#core/money";
import { firstDay, type Period, previous } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import type { Registry } from "#modules/payments";
import { randomFrom, seedOf } from "#platform/random";
import { AGENTS } from "./organizations.ts";
import { type Habit, PEOPLE, STORY_ACCOUNTS } from "./people.ts";

type RegistryLine = Registry["lines"][number];

/** What an account owes on the first of the month; an advance is negative. */
export interface Owing {
  readonly account: string;
  readonly amount: Money;
}

/** The month's payments: two registries, and those that are taken over the counter. */
export interface Payments {
  readonly registries: readonly Registry[];
  readonly byHand: readonly { readonly account: string; readonly amount: Money; readonly paidOn: Day }[];
}

/** Who pays what of last month's bills, and where. Pure: the same debts and seed give the same registries. */
export function paymentsOf(
  owing: readonly Owing[],
  of: { period: Period; seed: number; through: Day; isOpen: boolean },
): Payments {
  const lines = { bank: [] as RegistryLine[], terminal: [] as RegistryLine[] };
  const byHand: Payments["byHand"][number][] = [];
  for (const { account, amount } of owing) {
    const random = randomFrom(
      seedOf(seedOf(of.seed, Number(account.slice(2))), Number(of.period.replace("-", ""))),
    );
    const paid = paidBy(habitOf(account, of.seed), amount, of.period);
    const draw = random.below(1000);
    // Ivanova has not been to the counter yet in the open month.
    if (paid < 10_00n || (of.isOpen && account === PEOPLE.ivanova.account)) continue;
    const paidOn = addDays(firstDay(of.period), random.between(4, 19));
    if (paidOn > of.through) continue;
    if (account === PEOPLE.ivanova.account || draw < 3) {
      byHand.push({ account, amount: paid, paidOn });
      continue;
    }
    const at = draw < 720 ? "bank" : "terminal";
    const prefix = at === "bank" ? "SB" : "T";
    lines[at].push({
      transaction: `${prefix}${of.period.replace("-", "")}${String(lines[at].length + 1).padStart(6, "0")}`,
      account,
      amount: paid,
      paidOn,
      // Some payers name the month of the receipt that they hold.
      ...(random.perMille(60) ? { statedPeriod: previous(of.period) } : {}),
    });
  }
  const registry = (at: keyof typeof lines): Registry => ({
    agent: AGENTS[at].code,
    document: `Реестр ${AGENTS[at].name}, ${of.period}`,
    declared: { count: lines[at].length, total: sumOf(lines[at].map((line) => line.amount)) },
    lines: lines[at],
  });
  return {
    registries: (["bank", "terminal"] as const).filter((at) => lines[at].length > 0).map(registry),
    byHand,
  };
}

const NAMED: ReadonlyMap<string, Habit> = new Map([
  ...Object.values(PEOPLE).map((person): [string, Habit] => [person.account, person.habit]),
  [STORY_ACCOUNTS.seller, "since_spring"],
]);

/** Shares of a thousand households. */
const HABITS: readonly (readonly [Habit, number])[] = [
  ["exact", 660],
  ["rounding_up", 130],
  ["half", 35],
  ["alternate", 75],
  ["quarter", 30],
  ["ahead", 15],
  ["since_spring", 30],
  ["never", 10],
  ["for_two_years", 15],
];

function habitOf(account: string, seed: number): Habit {
  const named = NAMED.get(account);
  if (named) return named;
  let draw = randomFrom(seedOf(seed, Number(account.slice(2)))).below(1000);
  for (const [habit, share] of HABITS) {
    if (draw < share) return habit;
    draw -= share;
  }
  return "exact";
}

/** Kopecks paid in the month on what is owed; nothing on an advance. */
function paidBy(habit: Habit, owed: Money, of: Period): Money {
  if (owed <= 0n) return NOTHING;
  const month = Number(of.slice(5));
  const HUNDRED = 100_00n;
  switch (habit) {
    case "exact":
      return owed;
    case "rounding_up":
      return money(((owed + HUNDRED - 1n) / HUNDRED) * HUNDRED);
    case "half":
      return money(owed / 2n);
    case "alternate":
      return month % 2 === 0 ? owed : NOTHING;
    case "quarter":
      return month % 3 === 0 ? owed : NOTHING;
    case "ahead":
      return money(((owed * 5n) / HUNDRED) * HUNDRED + HUNDRED);
    case "never":
      return NOTHING;
    case "since_spring":
      return of < "2026-04" ? owed : NOTHING;
    case "for_two_years":
      // Two payments in two years: when the court order came, and when it was explained.
      return of === "2025-02" || of === "2025-11" ? money(owed / 3n) : NOTHING;
  }
}
