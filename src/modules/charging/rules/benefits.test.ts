import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "#core/day";
import { exact } from "#core/exact";
import type { AccountId } from "#core/ids";
import { period } from "#core/period";
import { money } from "#core/units";
import type { EntitlementFacts, SubsidyFacts } from "#modules/benefits";
import { BOILER } from "#modules/tariffs";
import type { BenefitRow, BuildingFacts, ChargeLine } from "../model.ts";
import { numbered, right, socialNorm } from "../vectors/adapters/benefits.ts";
import { failure, standardFor } from "../vectors/adapters/reductions.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
  flat,
  meter,
  millionths,
  pairOfReadings,
  terms,
  value,
} from "../vectors/sample-building.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { ExplanationTrace, explainLine } from "./explanation.ts";
import { serviceId } from "./terms.ts";

const NORMS = [socialNorm(1, exact(33n)), socialNorm(2, exact(21n)), socialNorm(3, exact(18n))];

/** Two people in 60 m²: maintenance 1800.00, heating 3000.00, cold water 6 m³ each of 50 roubles. */
const home = (more: Partial<BuildingFacts> = {}): BuildingFacts =>
  buildingFacts("2026-11", {
    premises: [flat(1, "60")],
    accounts: [account(1)],
    residents: numbered(2),
    terms: [
      terms("MAINTENANCE", "area"),
      terms("HEATING", "heating_season"),
      terms("COLD_WATER", "individual"),
      terms("INSURANCE", "area"),
    ],
    values: [
      value("MAINTENANCE", "rate", "30"),
      value("INSURANCE", "rate", "3"),
      value("HEATING", "rate", "2500"),
      value("HEATING", "norm_area", "0.02"),
      value("HEATING", "heating_season", "1"),
      value("COLD_WATER", "rate", "50"),
      value("COLD_WATER", "norm", "6"),
      value("COLD_WATER", "multiplier", "3"),
    ],
    socialNorms: NORMS,
    ...more,
  });

const benefits = (facts: BuildingFacts, code: string): readonly ChargeLine[] =>
  calculateBuilding(facts).lines.filter(
    (line) => line.kind === "benefit" && line.service === serviceId(code),
  );
const amounts = (lines: readonly { readonly amount: bigint }[]): bigint[] => lines.map((line) => line.amount);
const rows = (facts: BuildingFacts): readonly BenefitRow[] => calculateBuilding(facts).benefits;

const discount = (code: string, more: Partial<EntitlementFacts> = {}) =>
  right(code, { mode: "discount", ...more });

describe("a discount", () => {
  it("is of the person's share within the norm, as a line of its own that lowers the bill", () => {
    const facts = home({
      entitlements: [discount("MAINTENANCE"), discount("HEATING"), discount("COLD_WATER")],
    });
    // 21 of 60 m² × 30 × 50 %; heating follows the area: 3000 × 21 / 60 × 50 %; 6 m³ × 50 × 50 %.
    expect(amounts(benefits(facts, "MAINTENANCE"))).toEqual([-31500n]);
    expect(amounts(benefits(facts, "HEATING"))).toEqual([-52500n]);
    expect(benefits(facts, "COLD_WATER")).toMatchObject([{ amount: -15000n, volume: -6_000_000n, part: 0 }]);
    expect(rows(facts)).toMatchObject([
      {
        resident: 1,
        category: "VETERAN",
        mode: "discount",
        amount: 31500n,
        norm: millionths("21"),
        charged: 180000n,
      },
      { amount: 15000n, norm: millionths("6"), volume: millionths("6") },
      { amount: 52500n },
    ]);
  });

  it("covers the family where the rule does, and the whole share where no norm limits it", () => {
    const facts = home({ entitlements: [discount("MAINTENANCE", { covers: "family", area: "share" })] });
    expect(amounts(benefits(facts, "MAINTENANCE"))).toEqual([-90000n]);
    expect(rows(facts)).toMatchObject([{ resident: 1, persons: 2_000_000n }]);
  });

  it("is the better of two on a person, per service", () => {
    const facts = home({
      entitlements: [
        discount("MAINTENANCE", {
          category: "LARGE_FAMILY",
          percent: 30_000_000n,
          covers: "family",
          resident: 2,
        }),
        discount("MAINTENANCE", { percent: 50_000_000n }),
      ],
    });
    // The first person's own 50 %, the second's 30 % of the family: 21 m² × 30 each.
    expect(amounts(benefits(facts, "MAINTENANCE"))).toEqual([-50400n]);
    expect(rows(facts).map(({ category, amount }) => [category, amount])).toEqual([
      ["VETERAN", 31500n],
      ["LARGE_FAMILY", 18900n],
    ]);
  });

  it("begins and ends with the right and with the person, by days", () => {
    const half = { from: day("2026-11-16") };
    expect(amounts(benefits(home({ entitlements: [discount("MAINTENANCE", half)] }), "MAINTENANCE"))).toEqual(
      [-15750n],
    );
    const follows = home({
      entitlements: [
        discount("MAINTENANCE", { to: day("2026-11-16") }),
        discount("MAINTENANCE", { ...half, category: "DISABLED", percent: 25_000_000n }),
      ],
    });
    expect(rows(follows).map((row) => [row.category, row.amount])).toEqual([
      ["DISABLED", 7875n],
      ["VETERAN", 15750n],
    ]);
  });

  it("is, of heat made in the building, of the Gcal and the price that are printed", () => {
    const since = day("2026-11-16");
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "60"), flat(2, "40")],
      accounts: [account(1), account(2)],
      residents: numbered(2),
      terms: [terms("HEATING", "heating_made")],
      values: [
        value("HEATING", "heat_per_m3", "0.0079"),
        value("GAS", "rate", "7.13", { variant: BOILER, to: since }),
        value("GAS", "rate", "7.55", { variant: BOILER, from: since }),
      ],
      meters: [meter(900, "gas", undefined)],
      readings: pairOfReadings(900, period("2026-11"), "100", "1007"),
      socialNorms: NORMS,
      entitlements: [discount("HEATING")],
    });
    // 907 m³ × 0.0079 × 60 / 100 / 2 = 2.14959 Gcal of each half; × 902.531646 = 1940.073001 and × 955.696203 =
    // 2054.355001, together 3994.428002. Of that 21 of 60 m² × 50 % = 699.0249; of the lines' kopecks, 3994.43, it would
    // be 699.02525.
    expect(
      calculateBuilding(facts).lines.flatMap(({ account: id, kind, volume, rate, amount }) =>
        id === 1 && kind === "charge" ? [{ volume, rate, amount }] : [],
      ),
    ).toEqual([
      { volume: 2_149_590n, rate: 902_531_646n, amount: 194007n },
      { volume: 2_149_590n, rate: 955_696_203n, amount: 205436n },
    ]);
    expect(amounts(benefits(facts, "HEATING"))).toEqual([-69902n]);
  });

  it("is on the charge less reductions, and not on the surplus of the multiplier", () => {
    const installable = flat(1, "60", { state: { meterInstallable: ["cold_water"] } });
    const surplus = home({ premises: [installable], entitlements: [discount("COLD_WATER")] });
    expect(amounts(benefits(surplus, "COLD_WATER"))).toEqual([-15000n]);
    // Heating off for 40 hours: 24 of them beyond 16 at once, 3.6 % of 3000, and 40 / 720 of the norm.
    const cold = home({
      entitlements: [discount("HEATING")],
      failures: [failure(standardFor("heat", "interruption"), { on: day("2026-11-10"), hours: 40 })],
    });
    const net = 300000n - 10800n - 16667n;
    expect(amounts(benefits(cold, "HEATING"))).toEqual([-(net * 21n) / 120n]);
  });

  it("knows no voluntary service", () => {
    expect(rows(home({ entitlements: [discount("INSURANCE")] }))).toEqual([]);
  });

  it("is explained: share, norm with its act, percentage, rounding", () => {
    const facts = home({ entitlements: [discount("MAINTENANCE")] });
    const found = explainLine(facts, { account: 1 as AccountId, service: serviceId("MAINTENANCE") });
    expect(found?.amount).toBe("1485.00");
    const benefit = found?.root.children.find((node) => node.name === "benefit");
    expect(benefit?.note).toBe("VETERAN: certificate");
    expect(benefit?.children.map((node) => `${node.name} ${node.value}`)).toEqual([
      "net_charge 1800.00",
      "benefit_share 30",
      "benefit_norm 21",
      "benefit_persons 1",
      "benefit 315.00",
    ]);
  });
});

describe("a compensation in cash", () => {
  it("leaves the bill whole and is a row of the register", () => {
    const facts = home({ entitlements: [right("MAINTENANCE", { mode: "cash" })] });
    expect(benefits(facts, "MAINTENANCE")).toEqual([]);
    expect(rows(facts)).toMatchObject([{ mode: "cash", amount: 31500n }]);
    expect(explainLine(facts, { account: 1 as AccountId, service: serviceId("MAINTENANCE") })?.amount).toBe(
      "1800.00",
    );
  });
});

describe("a subsidy", () => {
  const granted = (more: Partial<SubsidyFacts> = {}): SubsidyFacts => ({
    account: 1 as AccountId,
    from: day("2026-09-01"),
    to: day("2027-03-01"),
    familySize: 2,
    standard: money(688270n),
    income: money(2100000n),
    subsistenceMinimum: money(2700000n),
    maxShare: 22_000_000n,
    document: "decision",
    ...more,
  });

  it("is what decree 761 gives, of the months that it was granted for", () => {
    expect(rows(home({ subsidies: [granted()] }))).toMatchObject([{ mode: "subsidy", amount: 328937n }]);
    expect(rows(home({ subsidies: [granted({ to: day("2026-11-01") })] }))).toEqual([]);
  });

  it("is not more than what is left to pay after benefits", () => {
    const much = granted({ income: money(0n), standard: money(1_000_000n) });
    // 1800 + 3000 + 600; half of it is a benefit of the family in cash. The insurance is nobody's duty.
    const cash = ["MAINTENANCE", "HEATING", "COLD_WATER"].map((code) =>
      right(code, { mode: "cash", covers: "family", area: "share", volume: "actual" }),
    );
    expect(rows(home({ subsidies: [much] })).at(-1)?.amount).toBe(540000n);
    expect(rows(home({ subsidies: [much], entitlements: cash })).at(-1)?.amount).toBe(270000n);
  });
});

describe("whatever the rights", () => {
  const codes = ["MAINTENANCE", "HEATING", "COLD_WATER"] as const;
  const someRight = fc
    .record({
      code: fc.constantFrom(...codes),
      resident: fc.integer({ min: 1, max: 4 }),
      percent: fc.bigInt({ min: 1n, max: 100_000_000n }),
      covers: fc.constantFrom("person", "family" as const),
      volume: fc.constantFrom("actual", "within_norm" as const),
      area: fc.constantFrom("share", "social_norm" as const),
      mode: fc.constantFrom("discount", "cash" as const),
      from: fc.integer({ min: -10, max: 35 }),
      days: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      category: fc.constantFrom("A", "B", "C"),
    })
    .map(({ code, from, days, ...of }) => {
      const start = addDays(day("2026-11-01"), from);
      return right(code, { ...of, from: start, to: days === undefined ? undefined : addDays(start, days) });
    });
  const someFailure = fc
    .record({ hours: fc.integer({ min: 1, max: 300 }), on: fc.integer({ min: 0, max: 29 }) })
    .map(({ hours, on }) =>
      failure(standardFor("cold_water", "interruption"), { on: addDays(day("2026-11-01"), on), hours }),
    );

  it("a benefit never exceeds its charge less reductions; rows add up to lines; order and trace change nothing", () => {
    fc.assert(
      fc.property(
        fc.array(someRight, { maxLength: 6 }),
        fc.array(someFailure, { maxLength: 2 }),
        fc.integer({ min: 1, max: 3 }),
        (entitlements, failures, people) => {
          const facts = home({ entitlements, failures, residents: numbered(people) });
          const { lines, benefits: made } = calculateBuilding(facts);
          for (const code of codes) {
            const own = lines.filter((line) => line.service === serviceId(code) && line.kind !== "excess");
            const paid = own.reduce((sum, line) => sum + line.amount, 0n);
            const ofService = made.filter((row) => row.service === serviceId(code));
            const cash = ofService.reduce((sum, row) => (row.mode === "cash" ? sum + row.amount : sum), 0n);
            expect(paid - cash).toBeGreaterThanOrEqual(0n);
            const line = own.filter((one) => one.kind === "benefit");
            expect(line.length).toBeLessThanOrEqual(1);
            const discounts = ofService.reduce(
              (sum, row) => (row.mode === "discount" ? sum + row.amount : sum),
              0n,
            );
            expect(line.reduce((sum, one) => sum - one.amount, 0n)).toBe(discounts);
          }
          const turned = calculateBuilding({ ...facts, residents: facts.residents.toReversed() });
          expect(turned.lines).toEqual(lines);
          expect(calculateBuilding(facts, { trace: () => new ExplanationTrace() }).lines).toEqual(lines);
          const shuffled = calculateBuilding({ ...facts, entitlements: entitlements.toReversed() });
          expect(shuffled.lines).toEqual(lines);
          expect(shuffled.benefits).toEqual(made);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("a further right of the same person never lessens what they get", () => {
    fc.assert(
      fc.property(someRight, someRight, (a, b) => {
        const sum = (entitlements: EntitlementFacts[]) =>
          rows(home({ entitlements })).reduce((total, row) => total + row.amount, 0n);
        const one = { ...a, resident: 1, covers: "person" as const, from: ALWAYS, to: undefined };
        const other = {
          ...b,
          resident: 1,
          covers: "person" as const,
          service: a.service,
          from: ALWAYS,
          to: undefined,
        };
        expect(sum([one, other])).toBe(sum([one]) > sum([other]) ? sum([one]) : sum([other]));
      }),
    );
  });
});
