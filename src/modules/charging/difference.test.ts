import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import type { Money } from "#core/units";
import type { ChargeLine } from "./model.ts";
import { type BookedLine, differenceOf } from "./rules/difference.ts";

const line = (service: number, part: number, volume: bigint, amount: bigint): ChargeLine => ({
  account: 1 as AccountId,
  service: service as ServiceId,
  provider: 5 as OrganizationId,
  part,
  kind: "charge",
  basis: "meter",
  formula: "1",
  volume,
  rate: 45_270_000n,
  amount: amount as Money,
});

const book = (booked: readonly BookedLine[], posted: readonly ChargeLine[]): BookedLine[] => {
  const sums = new Map<string, BookedLine>();
  for (const one of [...booked, ...posted]) {
    const key = `${one.service}|${one.part}`;
    const before = sums.get(key);
    sums.set(key, {
      ...one,
      volume: (before?.volume ?? 0n) + one.volume,
      amount: ((before?.amount ?? 0n) + one.amount) as Money,
    });
  }
  return [...sums.values()];
};

describe("a run posts the difference between what is due and what is booked", () => {
  it("posts everything the first time, and nothing the second", () => {
    const due = [line(20, 0, 6_344_000n, 28_719n), line(22, 0, 4_102_000n, 14_365n)];
    const posted = differenceOf(due, []);
    expect(posted).toEqual(due);
    expect(differenceOf(due, book([], posted))).toEqual([]);
  });

  it("takes back a line that is no longer due, under its old formula", () => {
    const booked = book([], [line(20, 0, 6_344_000n, 28_719n)]);
    expect(differenceOf([], booked)).toMatchObject([
      { service: 20, volume: -6_344_000n, amount: -28_719n, formula: "1" },
    ]);
  });

  it("posts only what a late reading changed", () => {
    const booked = book([], [line(20, 0, 6_000_000n, 27_162n), line(25, 0, 1_000_000n, 215_040n)]);
    const due = [line(20, 0, 6_344_000n, 28_719n), line(25, 0, 1_000_000n, 215_040n)];
    expect(differenceOf(due, booked)).toMatchObject([{ service: 20, volume: 344_000n, amount: 1_557n }]);
  });

  it("makes booked equal to due after any sequence of runs", () => {
    const lines = fc.uniqueArray(
      fc.record({
        service: fc.integer({ min: 1, max: 6 }),
        part: fc.constantFrom(0, 10, 1000),
        volume: fc.bigInt({ min: 0n, max: 10n ** 7n }),
        amount: fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }),
      }),
      { selector: (one) => `${one.service}|${one.part}`, maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 5 }), (runs) => {
        let booked: BookedLine[] = [];
        for (const run of runs) {
          const due = run.map((one) => line(one.service, one.part, one.volume, one.amount));
          booked = book(booked, differenceOf(due, booked));
          expect(differenceOf(due, booked)).toEqual([]);
          const total = booked.reduce((sum, one) => sum + one.amount, 0n);
          expect(total).toBe(due.reduce((sum, one) => sum + one.amount, 0n));
        }
      }),
    );
  });
});
