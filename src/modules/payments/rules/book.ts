import { assert } from "#core/assert";
import type { AccountId, BuildingId, OrganizationId, PaymentId, ServiceId } from "#core/ids";
import type { Day } from "#core/day";
import type { Period } from "#core/period";
import { type Money, money } from "#core/units";
import type { AccountBalance, Entry } from "#modules/ledger";
import { PENALTY_SERVICE, SERVICES } from "#modules/tariffs";
import type { Allocation, AllocationRule } from "../model.ts";
import { allocate } from "./allocate.ts";
import { oldestInLimitation } from "./limitation.ts";

/** Money about to be booked on an account that is found, locked and judged. */
export interface Taking {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly payment: PaymentId;
  readonly amount: Money;
  readonly paidOn: Day;
  /** The open period, in which it is booked. */
  readonly period: Period;
  readonly statedPeriod?: Period | undefined;
  readonly statedService?: ServiceId | undefined;
  readonly statedProvider?: OrganizationId | undefined;
  readonly statedPenalty?: boolean | undefined;
  /** Of the organization in whose books it is booked; the lawful one if absent. */
  readonly rule?: AllocationRule | undefined;
}

export interface Booked {
  /** Of the takings, in their order. */
  readonly allocations: readonly Allocation[];
  readonly entries: readonly Entry[];
}

/**
 * The entries of payments. Two payments of one account are taken one after the other: the second finds what the
 * first has left. `balances` has every account of the takings.
 */
export function bookTakings(
  takings: readonly Taking[],
  balances: ReadonlyMap<AccountId, AccountBalance>,
): Booked {
  const left = new Map<AccountId, AccountBalance>(balances);
  const allocations = takings.map((taking) => {
    const balance = left.get(taking.account);
    assert(balance, "the balance of an account is read before a payment is allocated");
    const allocation = allocate(
      taking.amount,
      balance.items.map((item) => ({
        ...item,
        voluntary: VOLUNTARY.has(item.service),
        penalty: item.service === PENALTY_SERVICE,
      })),
      { ...taking, barredBefore: oldestInLimitation(taking.paidOn) },
    );
    left.set(taking.account, paidOff(balance, allocation));
    return allocation;
  });
  return { allocations, entries: takings.flatMap((taking, index) => entriesOf(taking, allocations[index])) };
}

/** One entry a part, then one for the advance: the amounts add up to the payment (P1). */
function entriesOf(taking: Taking, allocation: Allocation | undefined): Entry[] {
  assert(allocation, "every payment is allocated");
  const common = {
    building: taking.building,
    account: taking.account,
    document: taking.payment,
    bookedIn: taking.period,
  };
  const entries: Entry[] = allocation.parts.map((part, index) => ({
    ...common,
    ...part,
    lineNo: index + 1,
    kind: "payment",
  }));
  if (allocation.advance > 0n) {
    entries.push({
      ...common,
      lineNo: entries.length + 1,
      kind: "payment_to_advance",
      chargedFor: undefined,
      service: 0,
      provider: 0,
      amount: allocation.advance,
    });
  }
  return entries;
}

function paidOff(balance: AccountBalance, { parts, advance }: Allocation): AccountBalance {
  const items = balance.items.map((item) => {
    const part = parts.find(
      (one) =>
        one.service === item.service && one.provider === item.provider && one.chargedFor === item.chargedFor,
    );
    return part ? { ...item, amount: money(item.amount - part.amount) } : item;
  });
  return {
    ...balance,
    items: items.filter((item) => item.amount !== 0n),
    advance: money(balance.advance + advance),
  };
}

const VOLUNTARY: ReadonlySet<number> = new Set(
  SERVICES.filter((service) => service.group === "voluntary").map((service) => service.id),
);
