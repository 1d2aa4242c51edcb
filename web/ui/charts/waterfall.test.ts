import fc from "fast-check";
import { expect, test } from "vitest";
import { percentOf } from "./scales.ts";
import { waterfallOf } from "./waterfall.ts";

const step = (label: string, amount: bigint) => ({ label, amount });

test("November against November: volume, tariff and recalculation make up the difference", () => {
  const shape = waterfallOf(
    step("November 2025", 121_414n),
    [step("Volume", 21_385n), step("Tariff", 8_203n), step("Recalculation", -4_983n)],
    step("November 2026", 146_019n),
  );
  expect(shape.difference).toBe(24_605n);
  expect(shape.unexplained).toBe(0n);
  expect(shape.bars.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ["total", shape.axis.from, 121_414n],
    ["more", 121_414n, 142_799n],
    ["more", 142_799n, 151_002n],
    ["less", 151_002n, 146_019n],
    ["total", shape.axis.from, 146_019n],
  ]);
  expect(shape.isBroken).toBe(true);
  expect(shape.axis.from).toBeGreaterThan(0n);
});

test("large steps are shown from zero, a credit to the left of it", () => {
  expect(waterfallOf(step("a", 100n), [step("b", 400n)], step("c", 500n))).toMatchObject({
    isBroken: false,
    axis: { from: 0n, to: 500n },
  });
  expect(waterfallOf(step("a", 100n), [step("b", -300n)], step("c", -200n)).axis).toEqual({
    from: -200n,
    to: 100n,
  });
});

test("what the steps leave out is named", () => {
  expect(waterfallOf(step("a", 100n), [step("b", 10n)], step("c", 115n)).unexplained).toBe(5n);
});

test("bars follow one another, lie within the axis and sum exactly", () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  fc.assert(
    fc.property(amount, fc.array(amount, { maxLength: 12 }), (first, amounts) => {
      const last = amounts.reduce((sum, one) => sum + one, first);
      const { bars, axis, difference, unexplained } = waterfallOf(
        step("first", first),
        amounts.map((one, index) => step(String(index), one)),
        step("last", last),
      );
      expect(unexplained).toBe(0n);
      expect(bars.slice(1, -1).reduce((sum, bar) => sum + (bar.to - bar.from), 0n)).toBe(difference);
      for (const bar of bars) {
        expect(bar.from >= axis.from && bar.from <= axis.to).toBe(true);
        expect(bar.to >= axis.from && bar.to <= axis.to).toBe(true);
      }
    }),
  );
});

test("percent of a whole", () => {
  expect(percentOf(251_255n, 815_898n)).toBeCloseTo(30.7949, 4);
  expect(percentOf(0n, 0n)).toBe(0);
});
