import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import type { ChargeLine, LineKind } from "../model.ts";
import type { BookedLine } from "./difference.ts";

/** What a sum is of: the month's own lines, the year's correction of it, the penalty of its debt. */
export type SumOf = "charge" | "correction" | "penalty";

export interface SumAndVolume {
  readonly amount: Money;
  /** Millionths of the service's unit. */
  readonly volume: bigint;
}

/** What an account owes a provider for a service and a month, as it was booked and as other rules would have it. */
export interface DueOtherwise {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly what: SumOf;
  readonly period: Period;
  readonly booked: SumAndVolume;
  readonly due: SumAndVolume;
}

/**
 * Holds what is due against what is booked, a sum for each account, service, provider and month: how the parts of a
 * service are cut is no matter of money.
 *
 * Takes     lines due and booked lines; those without a month of their own are of `month`
 * Gives     every sum that either of them speaks of, the equal ones too, in the order in which they are met
 */
export function sumsOf(
  month: Period,
  { due, booked }: { due: readonly ChargeLine[]; booked: readonly BookedLine[] },
): DueOtherwise[] {
  const sums = new Map<string, { -readonly [K in keyof DueOtherwise]: DueOtherwise[K] }>();
  const sumFor = (line: ChargeLine | BookedLine) => {
    const what = WHAT[line.kind] ?? "charge";
    const period = line.chargedFor ?? month;
    const key = keyOfSum({ ...line, what, period });
    const known = sums.get(key);
    if (known) return known;
    const { account, service, provider } = line;
    const made = { account, service, provider, what, period, booked: NONE, due: NONE };
    sums.set(key, made);
    return made;
  };
  for (const line of due) {
    const sum = sumFor(line);
    sum.due = added(sum.due, line);
  }
  for (const line of booked) {
    const sum = sumFor(line);
    sum.booked = added(sum.booked, line);
  }
  return [...sums.values()];
}

export const isOtherwise = ({ booked, due }: DueOtherwise): boolean =>
  booked.amount !== due.amount || booked.volume !== due.volume;

export const keyOfSum = (
  of: Pick<DueOtherwise, "account" | "service" | "provider" | "what" | "period">,
): string => `${of.account}|${of.service}|${of.provider}|${of.what}|${of.period}`;

const NONE: SumAndVolume = { amount: NOTHING, volume: 0n };
const WHAT: Partial<Record<LineKind, SumOf>> = { correction: "correction", penalty: "penalty" };

const added = (sum: SumAndVolume, line: SumAndVolume): SumAndVolume => ({
  amount: (sum.amount + line.amount) as Money,
  volume: sum.volume + line.volume,
});
