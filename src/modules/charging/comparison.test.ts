import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exact } from "#core/exact";
import { money } from "#core/units";
import { compareMonths, type ServiceMonth, sumComparisons } from "./rules/comparison.ts";

const month = (
  volume: bigint,
  rate: bigint,
  amount: bigint,
  more: Partial<ServiceMonth> = {},
): ServiceMonth => ({
  lines: [{ kind: "charge", volume, rate, amount: money(amount) }],
  recalculated: money(0n),
  ...more,
});

describe("why a month costs more than another", () => {
  it("splits hot water of a cold year by volume, tariff and recalculation", () => {
    // 5.33 m³ × 227.79 became 6.21 m³ × 243.16, and 49.83 were given back.
    const before = month(5_330_000n, 227_790_000n, 121_412n);
    const after = month(6_210_000n, 243_160_000n, 151_002n, { recalculated: money(-4_983n) });
    expect(compareMonths(before, after)).toEqual({
      before: 121_412n,
      after: 146_019n,
      steps: [
        { cause: "volume", amount: 20_046n },
        { cause: "tariff", amount: 9_544n },
        { cause: "recalculation", amount: -4_983n },
      ],
    });
  });

  it("names no tariff while the rate is the same, whatever the roundings", () => {
    const compared = compareMonths(
      month(3_333_000n, 33_330_000n, 11_109n),
      month(6_667_000n, 33_330_000n, 22_221n),
    );
    expect(compared.steps).toEqual([{ cause: "volume", amount: 11_112n }]);
  });

  it("tells a tariff from a volume that stood still", () => {
    const compared = compareMonths(
      month(91_990_000n, 31_440_000n, 289_217n),
      month(91_990_000n, 32_800_000n, 301_727n),
    );
    expect(compared.steps).toEqual([{ cause: "tariff", amount: 12_510n }]);
  });

  it("gives to the persons what a norm follows them in", () => {
    const compared = compareMonths(
      month(192_500n, 702_160_000n, 13_517n, { persons: exact(1n) }),
      month(385_000n, 702_160_000n, 27_033n, { persons: exact(2n) }),
    );
    expect(compared.steps).toEqual([{ cause: "persons", amount: 13_516n }]);
  });

  it("parts persons, norm and tariff where all three changed", () => {
    const compared = compareMonths(
      month(4_000_000n, 100_000_000n, 40_000n, { persons: exact(1n) }),
      month(10_000_000n, 110_000_000n, 110_000n, { persons: exact(2n) }),
    );
    expect(compared.steps).toEqual([
      { cause: "persons", amount: 40_000n },
      { cause: "volume", amount: 20_000n },
      { cause: "tariff", amount: 10_000n },
    ]);
  });

  it("tells a benefit that began apart from what the month costs", () => {
    const before = month(6_210_000n, 243_160_000n, 151_002n);
    const after = month(6_210_000n, 243_160_000n, 151_002n, { benefits: money(-75_501n) });
    expect(compareMonths(before, after)).toEqual({
      before: 151_002n,
      after: 75_501n,
      steps: [{ cause: "benefit", amount: -75_501n }],
    });
  });

  it("calls all of it volume where a month has none, and other where neither has", () => {
    const none: ServiceMonth = { lines: [], recalculated: money(0n) };
    const heating = month(1_823_946n, 2_684_570_000n, 489_651n);
    expect(compareMonths(none, heating).steps).toEqual([{ cause: "volume", amount: 489_651n }]);
    expect(compareMonths(heating, none).steps).toEqual([{ cause: "volume", amount: -489_651n }]);
    expect(compareMonths(month(0n, 0n, 5_000n), month(0n, 0n, 6_000n)).steps).toEqual([
      { cause: "other", amount: 1_000n },
    ]);
    expect(compareMonths(heating, heating).steps).toEqual([]);
  });

  it("adds up to the difference exactly, for one service and for all", () => {
    const volumes = fc.bigInt({ min: -5_000_000_000n, max: 5_000_000_000n });
    const line = fc.record({
      kind: fc.constantFrom("charge" as const, "excess" as const),
      volume: volumes,
      rate: fc.bigInt({ min: 0n, max: 3_000_000_000n }),
      amount: fc.bigInt({ min: -10_000_000n, max: 10_000_000n }).map(money),
    });
    const months = fc.record({
      lines: fc.array(line, { maxLength: 4 }),
      persons: fc.option(
        fc
          .tuple(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 1n, max: 31n }))
          .map(([n, d]) => exact(n, d)),
        { nil: undefined },
      ),
      recalculated: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }).map(money),
      benefits: fc.option(fc.bigInt({ min: -1_000_000n, max: 0n }).map(money), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(months, months), { minLength: 1, maxLength: 4 }), (pairs) => {
        const compared = pairs.map(([before, after]) => compareMonths(before, after));
        for (const one of [...compared, sumComparisons(compared)]) {
          const sum = one.steps.reduce((total, { amount }) => total + amount, 0n);
          expect(sum).toBe(one.after - one.before);
        }
      }),
    );
  });
});
