import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { addMonths, type Period, period } from "#core/period";
import { money } from "#core/units";
import { KINDS } from "#modules/ledger";
import { balanceOf } from "./account-balance.ts";

const opening = (chargedFor: string | undefined, amount: bigint) => ({
  chargedFor: chargedFor === undefined ? undefined : period(chargedFor),
  amount: money(amount),
});
const line = (kind: keyof typeof KINDS, chargedFor: string | undefined, amount: bigint) => ({
  kind: KINDS[kind],
  ...opening(chargedFor, amount),
});
const ON = day("2026-11-23");

describe("what an account owes", () => {
  it("is told by the age of the month that was not paid", () => {
    const balance = balanceOf(
      {
        openings: [
          opening("2026-09", 100n),
          opening("2026-07", 20n),
          opening("2025-12", 3n),
          opening("2022-01", 4n),
        ],
        lines: [line("charge", "2026-11", 5000n), line("payment", "2026-09", 40n)],
      },
      ON,
    );
    // September was due on 15 October, July on 17 August, December on 12 January, 2022 on 10 February of that year.
    expect(balance.ages).toEqual([0n, 60n, 23n, 0n, 4n]);
    expect(balance.overdue).toBe(87n);
    expect(balance.amount).toBe(5087n);
    expect(balance.nextDue).toEqual({ day: "2026-12-15", amount: 5000n });
    expect(balance.debts.map(({ chargedFor, amount }) => [chargedFor, amount])).toEqual([
      ["2022-01", 4n],
      ["2025-12", 3n],
      ["2026-07", 20n],
      ["2026-09", 60n],
      ["2026-11", 5000n],
    ]);
    // A day after September's due day began its age; November is not due for three weeks.
    expect(balance.debts.slice(-2).map(({ due, late }) => [due, late > 0])).toEqual([
      ["2026-10-15", true],
      ["2026-12-15", false],
    ]);
  });

  it("is lessened from the oldest month by an overpaid service and by the advance", () => {
    const balance = balanceOf(
      {
        openings: [
          opening("2026-05", 300n),
          opening("2026-09", 200n),
          opening("2026-10", -150n),
          opening(undefined, -250n),
        ],
        lines: [],
      },
      ON,
    );
    expect(balance).toMatchObject({
      amount: 100n,
      overdue: 100n,
      ages: [0n, 100n, 0n, 0n, 0n],
      nextDue: undefined,
    });
  });

  it("is negative when more was paid than charged, and then nothing is due", () => {
    const balance = balanceOf(
      {
        openings: [opening("2026-10", 100n)],
        lines: [line("payment", "2026-10", 100n), line("payment_to_advance", undefined, 70n)],
      },
      ON,
    );
    expect(balance).toMatchObject({ amount: -70n, overdue: 0n, nextDue: undefined });
  });

  it("is the plain sum of the books, however the credits lie", () => {
    const months = fc.integer({ min: 0, max: 40 }).map((back): Period => addMonths(period("2026-11"), -back));
    const amounts = fc.bigInt({ min: -100_000n, max: 100_000n }).map(money);
    const openings = fc.array(
      fc.record({ chargedFor: fc.option(months, { nil: undefined }), amount: amounts }),
      { maxLength: 8 },
    );
    const lines = fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constantFrom(KINDS.charge, KINDS.payment, KINDS.advance_used),
          chargedFor: months,
          amount: amounts,
        }),
        fc.record({
          kind: fc.constant(KINDS.payment_to_advance),
          chargedFor: fc.constant(undefined),
          amount: amounts,
        }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(openings, lines, (opened, moved) => {
        const balance = balanceOf({ openings: opened, lines: moved }, ON);
        const effect = (kind: number) =>
          kind === KINDS.charge ? 1n : kind === KINDS.advance_used ? 0n : -1n;
        const sum =
          opened.reduce((total, { amount }) => total + amount, 0n) +
          moved.reduce((total, { kind, amount }) => total + effect(kind) * amount, 0n);
        expect(balance.amount).toBe(sum);
        expect(balance.overdue).toBe(balance.ages.reduce((total, age) => total + age, 0n));
        expect(balance.overdue <= (sum > 0n ? sum : 0n)).toBe(true);
      }),
    );
  });
});
