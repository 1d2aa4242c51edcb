import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountId, OrganizationId, PremisesId } from "#core/ids";
import { addMonths, period, type Period, periodsFrom } from "#core/period";
import type { Money } from "#core/units";
import type { AllocatedHeat, AllocatorSpan } from "../model.ts";
import { buildingFacts } from "../vectors/sample-building.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { explainLines } from "./explanation.ts";
import { account, flat, terms, value } from "../vectors/sample-building.ts";
import { divideByAllocators } from "./heat-allocators.ts";
import { HEATING } from "./heating-year.ts";

const FROM = period("2025-10");
const PROVIDER = 7 as OrganizationId;

const billed = (
  account: number,
  month: number,
  amount: bigint,
  more: Partial<AllocatedHeat> = {},
): AllocatedHeat => ({
  account: account as AccountId,
  premises: account as PremisesId,
  provider: PROVIDER,
  period: addMonths(FROM, month),
  volume: amount * 10n,
  amount: amount as Money,
  isCorrection: false,
  ...more,
});
const place = (premises: number, units: bigint, area = 50n) => ({
  premises: premises as PremisesId,
  area: area * 1_000_000n,
  units: units * 1_000_000n,
  document: "Act 14",
});
const span = (more: Partial<AllocatorSpan>): AllocatorSpan => ({
  from: FROM,
  to: addMonths(FROM, 11),
  totalArea: 150_000_000n,
  places: [],
  billed: [],
  ...more,
});
const due = (of: AllocatorSpan) =>
  divideByAllocators([of]).lines.map((line) => [line.account, line.chargedFor, line.amount] as const);

describe("heating divided anew by allocators", () => {
  // Worked by hand from formula 3(5). Two flats of 50 m² of a building of 150 m² have allocators; each was charged
  // 3,225.60 a month for two months, 12,902.40 together. They counted 900 and 300 units: the first owes three quarters
  // of it, 9,676.80, the other 3,225.60; the third flat, without allocators, keeps its charge.
  const year = span({
    places: [place(1, 900n), place(2, 300n)],
    billed: [0, 1].flatMap((month) => [1, 2, 3].map((of) => billed(of, month, 322_560n))),
  });

  it("by the units of the whole span, month by month, those without allocators left out", () => {
    expect(due(year)).toEqual([
      [1, "2025-10", 161_280n],
      [1, "2025-11", 161_280n],
      [2, "2025-10", -161_280n],
      [2, "2025-11", -161_280n],
    ]);
    expect(divideByAllocators([year]).lines[0]).toMatchObject({
      formula: "3(5)",
      part: 1,
      volume: 1_612_800n,
    });
  });

  it("only where they are in more than half of the area, and counted something", () => {
    const half = { ...year, totalArea: 200_000_000n };
    expect(divideByAllocators([half])).toEqual({ lines: [], undivided: [half] });
    const silent = { ...year, places: [place(1, 0n), place(2, 0n)] };
    expect(divideByAllocators([silent])).toEqual({ lines: [], undivided: [silent] });
    const facts = buildingFacts("2026-11", { allocators: [half] });
    expect(calculateBuilding(facts).warnings).toMatchObject([{ code: "charging.allocators_undivided" }]);
  });

  it("whoever held a premises in a month bears that month, and two holders of a month divide it by their charges", () => {
    const handed = span({
      places: [place(1, 300n), place(2, 100n)],
      billed: [
        billed(11, 0, 30_000n, { premises: 1 as PremisesId }),
        billed(2, 0, 10_000n),
        billed(11, 1, 10_000n, { premises: 1 as PremisesId }),
        billed(12, 1, 30_000n, { premises: 1 as PremisesId }),
        billed(2, 1, 40_000n),
      ],
    });
    expect(due(handed)).toEqual([
      [2, "2025-11", -20_000n],
      [11, "2025-11", 5_000n],
      [12, "2025-11", 15_000n],
    ]);
  });

  it("a premises that was not charged in a month does not divide it", () => {
    const late = span({
      places: [place(1, 500n), place(2, 500n)],
      billed: [billed(1, 0, 10_000n), billed(1, 1, 10_000n), billed(2, 1, 30_000n)],
    });
    expect(due(late)).toEqual([
      [1, "2025-11", 10_000n],
      [2, "2025-11", -10_000n],
    ]);
  });

  it("of a year held against the building's meter, its corrections are divided too, this run's for those booked", () => {
    const corrected = span({
      places: [place(1, 300n), place(2, 100n)],
      billed: [
        billed(1, 3, 20_000n),
        billed(2, 3, 20_000n),
        billed(1, 3, 400n, { isCorrection: true }),
        billed(2, 3, 400n, { isCorrection: true }),
      ],
    });
    // (40,000 + 800) × 3/4 = 30,600; less 20,400.
    expect(due(corrected)[0]).toEqual([1, "2026-01", 10_200n]);
    const month = period("2026-01");
    const line = {
      account: 1 as AccountId,
      service: HEATING,
      provider: PROVIDER,
      part: 0,
      kind: "correction",
      basis: "building_meter",
      formula: "3(2)",
      volume: 0n,
      rate: 0n,
      amount: 4_000n as Money,
      chargedFor: month,
    } as const;
    // (40,000 + 4,000) × 3/4 = 33,000; less 24,000.
    const { lines } = divideByAllocators([corrected], {
      year: { months: new Set([month]), lines: [line] },
    });
    expect(lines[0]).toMatchObject({ account: 1, amount: 9_000n });
  });

  it("C2 conserved: every month of every provider keeps its sum, every premises its exact share of the span", () => {
    const months = 4;
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            units: fc.bigInt({ min: 0n, max: 5_000n }),
            amounts: fc.array(fc.option(fc.bigInt({ min: -5_000n, max: 500_000n }), { nil: undefined }), {
              minLength: months,
              maxLength: months,
            }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (flats) => {
          const one = span({
            totalArea: 50_000_000n,
            places: flats.map(({ units }, i) => place(i + 1, units)),
            billed: flats.flatMap(({ amounts }, i) =>
              amounts.flatMap((amount, month) =>
                amount === undefined ? [] : [billed(i + 1, month, amount)],
              ),
            ),
          });
          const sums = new Map<Period, bigint>();
          for (const { chargedFor, amount } of divideByAllocators([one]).lines)
            sums.set(chargedFor, (sums.get(chargedFor) ?? 0n) + amount);
          expect([...sums.values()].every((sum) => sum === 0n)).toBe(true);
          const isWhole = flats.every(({ amounts }) => amounts.every((of) => of !== undefined));
          const allUnits = flats.reduce((sum, { units }) => sum + units, 0n);
          if (!isWhole || allUnits === 0n) return;
          const pool = one.billed.reduce((sum, of) => sum + of.amount, 0n);
          for (const [i, { units }] of flats.entries()) {
            const own = one.billed.filter((of) => of.account === i + 1);
            const before = own.reduce((sum, of) => sum + of.amount, 0n);
            const moved = due(one).reduce((sum, [id, , of]) => (id === i + 1 ? sum + of : sum), 0n);
            const off = (before + moved) * allUnits - pool * units;
            expect(off < 0n ? -off : off).toBeLessThan(allUnits);
          }
        },
      ),
    );
  });

  it("explains itself: the premises' units, and each month's share less what was billed", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      terms: [terms("HEATING", "heating_season")],
      values: [
        value("HEATING", "heating_season", "1"),
        value("HEATING", "norm_area", "0.02"),
        value("HEATING", "rate", "2150.40"),
      ],
      allocators: [year],
    });
    const [explained] = explainLines(facts, { account: 1 as AccountId, services: [HEATING] });
    const node = explained?.root.children.find(({ name }) => name === "correction");
    expect(node).toMatchObject({ value: "3225.60", law: "ПП РФ 354, прил. 2, ф. 3(5)" });
    expect(node?.children[0]).toMatchObject({ name: "allocator_units", value: "900", note: "Act 14" });
    expect(node?.children.slice(1).map(({ note }) => note)).toEqual([
      ...periodsFrom(FROM, addMonths(FROM, 1)),
    ]);
    expect(node?.children[1]?.children.map(({ name, value: of }) => [name, of])).toEqual([
      ["all_allocator_units", "1200"],
      ["allocated_heat", "6451.20"],
      ["allocated_share", "4838.40"],
      ["billed", "3225.60"],
      ["correction", "1612.80"],
    ]);
  });
});
