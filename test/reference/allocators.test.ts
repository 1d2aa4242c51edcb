import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BuildingFacts, calculateBuilding } from "#modules/charging";
import { allocated } from "./allocators.ts";
import { factsOf, buildingPlan } from "./buildings.ts";
import { monthAfter } from "./calendar.ts";

const SPANS = Number(process.env["REFERENCE_BUILDINGS"] ?? 300);
const SEED = Number(process.env["REFERENCE_SEED"] ?? 354);
const FROM = "2025-10";

/** One to five premises, some with allocators; in each month one account of a premises, two, or none. */
const spanPlan = fc
  .record({
    months: fc.integer({ min: 1, max: 12 }),
    more: fc.integer({ min: 0, max: 120 }),
    places: fc.array(
      fc.record({
        area: fc.integer({ min: 20, max: 90 }),
        units: fc.option(fc.integer({ min: 0, max: 1500 }), { nil: undefined, freq: 4 }),
        provider: fc.constantFrom(7, 7, 7, 8),
        bills: fc.array(
          fc.record({
            who: fc.constantFrom("one", "one", "one", "both", "other", "none"),
            first: fc.integer({ min: -500, max: 400_000 }),
            second: fc.integer({ min: 0, max: 90_000 }),
            correction: fc.option(fc.integer({ min: -40_000, max: 40_000 }), { nil: undefined, freq: 3 }),
          }),
          { minLength: 12, maxLength: 12 },
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ months, more, places }) => {
    const billed: object[] = [];
    for (const [i, { provider, bills }] of places.entries())
      for (const [month, { who, first, second, correction }] of bills.slice(0, months).entries()) {
        const period = monthAfter(FROM, month);
        const bill = (account: number, amount: number, isCorrection = false) =>
          billed.push({
            account,
            premises: i + 1,
            provider,
            period,
            volume: BigInt(Math.abs(amount)) * 3n,
            amount: BigInt(amount),
            isCorrection,
          });
        if (who === "one" || who === "both") bill(i + 1, first);
        if (who === "both" || who === "other") bill(i + 101, second);
        if (who === "one" && correction !== undefined) bill(i + 1, correction, true);
      }
    return {
      from: FROM,
      to: monthAfter(FROM, months - 1),
      totalArea: BigInt(places.reduce((sum, of) => sum + of.area, more)) * 1_000_000n,
      places: places.flatMap(({ area, units }, i) =>
        units === undefined
          ? []
          : [
              {
                premises: i + 1,
                area: BigInt(area) * 1_000_000n,
                units: BigInt(units) * 1_000n,
                document: "act",
              },
            ],
      ),
      billed,
    } as unknown as NonNullable<BuildingFacts["allocators"]>[number];
  });

const EMPTY = factsOf({ ...fc.sample(buildingPlan, { numRuns: 1, seed: 1 })[0], premises: [] } as never);

describe(`the product and the reference divide heat by allocators, ${SPANS} made-up spans of seed ${SEED}`, () => {
  it("alike to the kopeck, and met money", () => {
    let withMoney = 0;
    fc.assert(
      fc.property(spanPlan, (span) => {
        const { corrections } = calculateBuilding({ ...EMPTY, allocators: [span] });
        const sums = new Map<string, { product: bigint; reference: bigint }>();
        const sumOf = (account: number, provider: number, month: string) => {
          const key = `account ${account}, provider ${provider}, ${month}`;
          const sum = sums.get(key) ?? { product: 0n, reference: 0n };
          sums.set(key, sum);
          return sum;
        };
        for (const of of corrections) sumOf(of.account, of.provider, of.chargedFor).product += of.amount;
        for (const of of allocated(span)) sumOf(of.account, of.provider, of.month).reference += of.kopecks;
        const different = [...sums].filter(([, of]) => of.product !== of.reference);
        if (corrections.some((of) => of.amount !== 0n)) withMoney += 1;
        expect(different).toEqual([]);
      }),
      { numRuns: SPANS, seed: SEED },
    );
    expect(withMoney).toBeGreaterThan(SPANS / 5);
  });
});
