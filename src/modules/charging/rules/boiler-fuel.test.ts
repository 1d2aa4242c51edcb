import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moneyText } from "#core/money";
import { period } from "#core/period";
import { BOILER } from "#modules/tariffs";
import type { BuildingFacts } from "../model.ts";
import {
  account,
  buildingFacts,
  flat,
  meter,
  pairOfReadings,
  service,
  terms,
  value,
} from "../vectors/sample-building.ts";
import { renderExplanation } from "../words.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { explainLine } from "./explanation.ts";

const MONTH = period("2026-11");

interface Boiler {
  readonly fuel: string;
  readonly waterHeat?: string;
  readonly norm?: string;
  readonly heat?: string;
  readonly volumes?: readonly string[];
  readonly perM3?: string;
}

const counted = (id: number, more: string, scale = 0) =>
  pairOfReadings(id, MONTH, "100", String(100 + Number(more)), { scale });

function heated(of: Boiler, more: Partial<BuildingFacts> = {}): BuildingFacts {
  const { fuel, waterHeat, heat, norm = "0.06", perM3 = "0.008", volumes = ["25", "35"] } = of;
  const water = volumes.reduce((sum, one) => sum + Number(one), 0);
  return buildingFacts(MONTH, {
    premises: volumes.map((_, i) => flat(i + 1, "50")),
    accounts: volumes.map((_, i) => account(i + 1)),
    terms: [terms("HEATING", "heating_made"), terms("HOT_WATER", "hot_water_made")],
    values: [
      value("GAS", "rate", "8"),
      value("COLD_WATER", "rate", "40"),
      // What the town's heat costs is nothing to a building that makes its own.
      value("HEATING", "rate", "2150.40"),
      ...(perM3 ? [value("HEATING", "heat_per_m3", perM3)] : []),
      ...(norm ? [value("HOT_WATER", "heat_per_m3", norm)] : []),
    ],
    meters: [
      ...volumes.map((_, i) => meter(i + 1, "hot_water", i + 1)),
      meter(900, "gas", undefined),
      meter(901, "hot_water", undefined),
      ...(heat ? [meter(902, "heat", undefined)] : []),
    ],
    readings: [
      ...volumes.flatMap((one, i) => counted(i + 1, one)),
      ...counted(900, fuel),
      ...counted(901, String(water)),
      ...(waterHeat ? counted(901, waterHeat, 1) : []),
      ...(heat ? counted(902, heat) : []),
    ],
    ...more,
  });
}

const linesOf = (facts: BuildingFacts, code: string) =>
  calculateBuilding(facts).lines.filter((line) => line.service === service(code));
const warningsOf = (facts: BuildingFacts) => calculateBuilding(facts).warnings.map(({ code }) => code);

/** The table that an accountant signs. */
const rows = readFileSync(new URL("../vectors/decree354-p54-one-boiler.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe("decree354-p54-one-boiler", () => {
  it.each(rows.map((row) => [row[0] ?? "", row] as const))("%s", (_, row) => {
    const [, fuel = "", waterHeat, norm, heat, ofWater = "", ofHeating = "", price, water, heating] = row;
    const facts = heated({
      fuel,
      ...(waterHeat && { waterHeat }),
      ...(norm && { norm }),
      ...(heat && { heat }),
    });
    const [first] = linesOf(facts, "HOT_WATER");
    const [rooms] = linesOf(facts, "HEATING");
    expect({
      price: first && (Number(first.rate) / 1e6).toFixed(2),
      water: first && moneyText(first.amount),
      heating: rooms ? moneyText(rooms.amount) : "",
    }).toEqual({ price, water, heating });
    expect(warningsOf(facts)).toEqual([]);
    expect(Number(ofWater) + Number(ofHeating)).toBeCloseTo(Number(fuel), 5);
    const explanation = explainLine(facts, { account: 1 as never, service: service("HOT_WATER") });
    const text = explanation ? renderExplanation(explanation, "en") : "";
    expect(text.replaceAll(" ", "")).toContain(`=${ofWater}`);
    expect(text).toContain("fuel of hot water");
  });
});

describe("gas of one meter for heat and hot water", () => {
  it("is paid once: both together cost the gas and the cold water", () => {
    const amount = fc.integer({ min: 1, max: 9000 }).map(String);
    const ofFlat = fc.integer({ min: 1, max: 90 }).map(String);
    fc.assert(
      fc.property(amount, amount, amount, fc.array(ofFlat, { minLength: 1, maxLength: 5 }), (...of) => {
        const [fuel, waterHeat, heat, volumes] = of;
        const facts = heated({ fuel, waterHeat, heat, volumes });
        const lines = [...linesOf(facts, "HEATING"), ...linesOf(facts, "HOT_WATER")];
        const paid = lines.reduce((sum, line) => sum + line.amount, 0n);
        const water = volumes.reduce((sum, one) => sum + Number(one), 0);
        const cost = BigInt(Number(fuel) * 800 + water * 4000);
        // Each line is rounded once.
        expect(paid - cost <= BigInt(lines.length) && cost - paid <= BigInt(lines.length)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("costs the boiler's own rate of gas, by the days of each", () => {
    const facts = heated({ fuel: "3000", waterHeat: "6", heat: "18" });
    const values = [
      ...facts.values,
      value("GAS", "rate", "8", { variant: BOILER, to: "2026-11-16" as never }),
      value("GAS", "rate", "16", { variant: BOILER, from: "2026-11-16" as never }),
    ];
    // Half of the month at (750 × 8 + 2400) / 60 = 140, half at (750 × 16 + 2400) / 60 = 240.
    const water = linesOf({ ...facts, values }, "HOT_WATER").filter((line) => line.account === 1);
    expect(water.map(({ rate }) => rate)).toEqual([140_000_000n, 240_000_000n]);
    expect(linesOf({ ...facts, values }, "HEATING")).toHaveLength(4);
  });

  it("is not divided where the water is heated by bought heat", () => {
    const facts = heated({ fuel: "3000", waterHeat: "6", heat: "18" });
    const bought = { ...facts, terms: [terms("HOT_WATER", "hot_water_made")] };
    // (6 × 2150.40 + 60 × 40) / 60.
    expect(linesOf(bought, "HOT_WATER")[0]?.rate).toBe(255_040_000n);
  });

  it("says what is missing: the gas, or the heat of either", () => {
    const both = ["charging.hot_water_cost_unknown", "charging.made_heat_unknown"];
    const known = heated({ fuel: "3000", waterHeat: "6", heat: "18" });
    const noGas = { ...known, meters: known.meters.filter((of) => of.resource !== "gas") };
    for (const facts of [
      noGas,
      heated({ fuel: "3000", waterHeat: "6", perM3: "" }),
      heated({ fuel: "3000", heat: "18", norm: "" }),
    ]) {
      expect(linesOf(facts, "HEATING")).toEqual([]);
      expect(linesOf(facts, "HOT_WATER")).toEqual([]);
      expect(warningsOf(facts)).toEqual(both);
    }
  });
});
