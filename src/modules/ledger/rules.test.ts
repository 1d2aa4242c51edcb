import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import { addMonths, period } from "#core/period";
import type { Money } from "#core/units";
import type { AccountBalance } from "./model.ts";
import { offsetsOf } from "./rules.ts";

const item = (month: number, service: number, amount: bigint) => ({
  account: 1 as AccountId,
  service: service as ServiceId,
  provider: 7 as OrganizationId,
  chargedFor: addMonths(period("2026-01"), month),
  amount: amount as Money,
});
const balanceOf = (advance: bigint, items: readonly ReturnType<typeof item>[]): AccountBalance => ({
  account: 1 as AccountId,
  items,
  advance: advance as Money,
});

describe("setting credits against debts at the close of a month", () => {
  it("pays the oldest month first", () => {
    const offsets = offsetsOf(balanceOf(700n, [item(0, 20, 500n), item(1, 20, 400n)]));
    expect(offsets.map(({ chargedFor, amount }) => [chargedFor, amount])).toEqual([
      ["2026-01", 500n],
      ["2026-02", 200n],
    ]);
  });

  it("pays penalties after every debt (Civil Code art. 319)", () => {
    const offsets = offsetsOf(balanceOf(700n, [item(0, 20, 500n), item(0, 70, 90n), item(1, 20, 150n)]));
    expect(offsets.map(({ chargedFor, service, amount }) => [chargedFor, service, amount])).toEqual([
      ["2026-01", 20, 500n],
      ["2026-02", 20, 150n],
      ["2026-01", 70, 50n],
    ]);
  });

  it("turns what was overpaid into an advance", () => {
    expect(offsetsOf(balanceOf(0n, [item(0, 20, -120n)]))).toMatchObject([
      { chargedFor: "2026-01", amount: -120n },
    ]);
  });

  it("leaves an account alone that only owes, or only has an advance", () => {
    expect(offsetsOf(balanceOf(0n, [item(0, 20, 500n)]))).toEqual([]);
    expect(offsetsOf(balanceOf(500n, []))).toEqual([]);
  });

  it("P1 accounted: the debt in all stays, no item passes zero, and credit and debt do not stand side by side after", () => {
    const items = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        fc.bigInt({ min: -900n, max: 900n }),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 3000n }), items, (advance, rows) => {
        const distinct = [...new Map(rows.map((row) => [`${row[0]}|${row[1]}`, row])).values()];
        const debts = distinct
          .filter(([, , amount]) => amount !== 0n)
          .map(([month, service, amount]) => item(month, service, amount));
        const before = balanceOf(advance, debts);
        const offsets = offsetsOf(before);
        const after = debts.map((debt) => ({
          before: debt.amount,
          amount:
            debt.amount -
            offsets
              .filter((offset) => offset.chargedFor === debt.chargedFor && offset.service === debt.service)
              .reduce((sum, offset) => sum + offset.amount, 0n),
        }));
        const advanceAfter = advance - offsets.reduce((sum, offset) => sum + offset.amount, 0n);
        expect(advanceAfter >= 0n).toBe(true);
        for (const one of after)
          expect(one.amount >= 0n && (one.before < 0n ? one.amount === 0n : one.amount <= one.before)).toBe(
            true,
          );
        if (after.some((one) => one.amount > 0n)) expect(advanceAfter).toBe(0n);
        const debtBefore = debts.reduce((sum, debt) => sum + debt.amount, -advance);
        expect(after.reduce((sum, one) => sum + one.amount, -advanceAfter)).toBe(debtBefore);
      }),
    );
  });
});
