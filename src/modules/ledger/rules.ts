import { assert } from "#core/assert";
import type { ServiceId, OrganizationId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import { PENALTY_SERVICE } from "#modules/tariffs";
import type { AccountBalance, DebtItem } from "./model.ts";

/** One use of a credit: a positive amount lowers the debt item and the advance; a negative one adds to the advance. */
export interface Offset {
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
  readonly amount: Money;
}

/**
 * Sets an account's credits against its debts at the close of a month: overpaid items (a negative recalculation, a
 * lowered charge) become advance, and the advance pays the oldest months first, inside a month the services in
 * their order, penalties after every debt (Civil Code art. 319). No interest, nothing is lost: the debt in all stays the same.
 *
 * Practice  charges.md section 8: an advance is consumed by the next charges.
 */
export function offsetsOf(balance: AccountBalance): Offset[] {
  const offsets: Offset[] = [];
  let advance: bigint = balance.advance;
  for (const item of balance.items) {
    if (item.amount < 0n) {
      advance -= item.amount;
      offsets.push(offset(item, item.amount));
    }
  }
  const isPenalty = (item: DebtItem): boolean => item.service === PENALTY_SERVICE;
  for (const item of [
    ...balance.items.filter((one) => !isPenalty(one)),
    ...balance.items.filter(isPenalty),
  ]) {
    if (advance === 0n) break;
    if (item.amount <= 0n) continue;
    const used = item.amount < advance ? item.amount : advance;
    advance -= used;
    offsets.push(offset(item, used));
  }
  assert(advance >= 0n, "P1 accounted: no more is used than was paid ahead");
  return offsets;
}

const offset = (item: DebtItem, amount: bigint): Offset => ({
  service: item.service,
  provider: item.provider,
  chargedFor: item.chargedFor,
  amount: amount as Money,
});
