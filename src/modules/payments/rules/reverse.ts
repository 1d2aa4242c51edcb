import { assert } from "#core/assert";
import type { Period } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import type { AccountBalance, AdvanceUse, Entry } from "#modules/ledger";

/**
 * The entries that undo a payment: its own, with the sign turned, booked in the open period and for the months it
 * had paid (charges.md section 8: "a reversal with the original allocation").
 *
 * Its advance may have paid later charges meanwhile. That money has never come, so as much as the account's advance
 * is short of is taken back from the debts that advances paid, the newest month first; the oldest stay paid.
 *
 * Takes     the entries of the payment; the account's balance now; what advances have paid, newest month first
 * Gives     entries that sum to minus the payment; the advance does not fall below nothing
 */
export function reversalOf(
  entries: readonly Entry[],
  reversal: { readonly document: bigint; readonly bookedIn: Period },
  balance: AccountBalance,
  uses: readonly AdvanceUse[],
): Entry[] {
  const turned = entries.map((entry) => ({ ...entry, ...reversal, amount: money(NOTHING - entry.amount) }));
  const first = entries[0];
  assert(first, "P1 accounted: a payment has entries");
  const advance = entries.reduce(
    (sum, entry) => (entry.kind === "payment_to_advance" ? sum + entry.amount : sum),
    0n,
  );
  let short: Money = advance > balance.advance ? money(advance - balance.advance) : NOTHING;
  let lineNo = Math.max(...entries.map((entry) => entry.lineNo));
  for (const use of uses) {
    if (short === 0n) break;
    const taken = use.amount < short ? use.amount : short;
    short = money(short - taken);
    turned.push({
      building: first.building,
      account: first.account,
      ...reversal,
      lineNo: ++lineNo,
      kind: "advance_used",
      chargedFor: use.chargedFor,
      service: use.service,
      provider: use.provider,
      amount: money(NOTHING - taken),
    });
  }
  assert(short === 0n, "P1 accounted: an advance that is gone has paid something");
  return turned;
}
