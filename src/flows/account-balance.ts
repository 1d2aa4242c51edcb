import { type Day, daysBetween } from "#core/day";
import type { Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { KINDS } from "#modules/ledger";
import { dueDay } from "#modules/receipts";

/** A month's movements of an account as the books hold them: openings, then lines of documents. */
export interface Books {
  readonly openings: readonly { readonly chargedFor: Period | undefined; readonly amount: Money }[];
  readonly lines: readonly {
    readonly kind: number;
    readonly chargedFor: Period | undefined;
    readonly amount: Money;
  }[];
}

/** Upper ends of the ages of a debt in days overdue; what is older than the last one stands apart. */
export const AGES = [30, 90, 365, 1095] as const;

export interface Debt {
  readonly chargedFor: Period;
  readonly due: Day;
  /** Days past the due day; nothing is overdue at 0 and less. */
  readonly late: number;
  readonly amount: Money;
}

export interface Balance {
  /** Negative when paid ahead. */
  readonly amount: Money;
  /** What is past its due day. */
  readonly overdue: Money;
  /** Of `overdue`: to 30 days, to 90, to a year, to three years, older. */
  readonly ages: readonly Money[];
  /** What is owed by the month charged for, the oldest first; it adds up to `amount` unless paid ahead. */
  readonly debts: readonly Debt[];
  /** The nearest due day of what is owed and not overdue. */
  readonly nextDue: { readonly day: Day; readonly amount: Money } | undefined;
}

/**
 * What an account owes on a day, and since when.
 *
 * Takes     the openings of a month and its lines up to the day
 * Practice  money pays the oldest months first: an overpaid service and the advance lessen the oldest debt, whichever
 *           service they stand with until the month is closed
 * Gives     the ages by the days since the due day of the month charged for
 */
export function balanceOf({ openings, lines }: Books, on: Day): Balance {
  const debts = new Map<Period, bigint>();
  let credit = 0n;
  const add = (chargedFor: Period | undefined, amount: bigint): void => {
    if (chargedFor === undefined) credit -= amount;
    else debts.set(chargedFor, (debts.get(chargedFor) ?? 0n) + amount);
  };
  for (const { chargedFor, amount } of openings) add(chargedFor, amount);
  for (const { kind, chargedFor, amount } of lines) {
    if (kind === KINDS.payment) add(chargedFor, -amount);
    else if (kind === KINDS.payment_to_advance) credit += amount;
    else if (kind === KINDS.advance_used) {
      add(chargedFor, -amount);
      credit -= amount;
    } else add(chargedFor, amount);
  }
  for (const amount of debts.values()) if (amount < 0n) credit -= amount;
  const owed = [...debts]
    .filter(([, amount]) => amount > 0n)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, amount]) => {
      const paid = credit > amount ? amount : credit;
      if (paid > 0n) credit -= paid;
      const due = dueDay(month);
      const left = (paid > 0n ? amount - paid : amount) as Money;
      return { chargedFor: month, due, late: daysBetween(due, on), amount: left };
    })
    .filter(({ amount }) => amount > 0n);
  return {
    amount: (owed.reduce((sum, { amount }) => sum + amount, 0n) - credit) as Money,
    debts: owed,
    ...aged(owed),
  };
}

function aged(owed: readonly Debt[]) {
  const ages: Money[] = [NOTHING, ...AGES.map(() => NOTHING)];
  let nextDue: Balance["nextDue"];
  for (const { due, late, amount } of owed) {
    if (late > 0) {
      const beyond = AGES.findIndex((days) => late <= days);
      const at = beyond < 0 ? AGES.length : beyond;
      ages[at] = ((ages[at] ?? 0n) + amount) as Money;
    } else if (nextDue === undefined || nextDue.day === due) {
      nextDue = { day: due, amount: ((nextDue?.amount ?? 0n) + amount) as Money };
    }
  }
  return { ages, overdue: ages.reduce((sum, age) => (sum + age) as Money, NOTHING), nextDue };
}
