import { readFileSync } from "node:fs";
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
import { calculateBuilding } from "./calculate-building.ts";
import { shownMillionths } from "./workings.ts";

const MONTH = period("2026-11");

interface Boiler {
  readonly areas: readonly string[];
  readonly fuel: string;
  readonly rate: string;
  readonly heat?: string;
  readonly perM3?: string;
}

function heated(of: Boiler, more: Partial<BuildingFacts> = {}): BuildingFacts {
  return buildingFacts(MONTH, {
    premises: of.areas.map((area, i) => flat(i + 1, area)),
    accounts: of.areas.map((_, i) => account(i + 1)),
    terms: [terms("HEATING", "heating_made")],
    values: [value("GAS", "rate", of.rate), ...(of.perM3 ? [value("HEATING", "heat_per_m3", of.perM3)] : [])],
    meters: [meter(900, "gas", undefined), ...(of.heat ? [meter(901, "heat", undefined)] : [])],
    readings: [
      ...pairOfReadings(900, MONTH, "100", String(100 + Number(of.fuel))),
      ...(of.heat ? pairOfReadings(901, MONTH, "10", String(10 + Number(of.heat))) : []),
    ],
    ...more,
  });
}

const linesOf = (facts: BuildingFacts) =>
  calculateBuilding(facts).lines.filter((line) => line.service === service("HEATING"));
const warningsOf = (facts: BuildingFacts) => calculateBuilding(facts).warnings.map(({ code }) => code);

/** The table that an accountant signs. */
const rows = readFileSync(new URL("../vectors/decree354-a2-f18-own-boiler.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe("decree354-a2-f18-own-boiler", () => {
  it.each(rows.map((row) => [row[0] ?? "", row] as const))("%s", (_, row) => {
    const [, area = "", total = "", fuel = "", rate = "", heat, perM3, volume, charge] = row;
    const facts = heated({
      areas: [area, String(Number(total) - Number(area))],
      fuel,
      rate,
      ...(heat && { heat }),
      ...(perM3 && { perM3 }),
    });
    const [line] = linesOf(facts);
    expect({
      volume: line ? Number(shownMillionths(line.volume)) : 0,
      charge: line ? moneyText(line.amount) : "",
    }).toEqual({
      volume: Number(volume),
      charge,
    });
    expect(warningsOf(facts)).toEqual([]);
  });
});

describe("heat made in the building", () => {
  it("is shared by all premises, without radiators too, and adds up to what the gas costs", () => {
    const facts = heated({ areas: ["33.3", "51.7", "64.9"], fuel: "1234.5", rate: "7.84", heat: "9.7" });
    const own = {
      ...facts,
      premises: facts.premises.map((of, i) =>
        i === 0 ? flat(1, "33.3", { state: { heating: "none" } }) : of,
      ),
    };
    expect(linesOf(own)).toEqual(linesOf(facts));
    const sum = linesOf(facts).reduce((all, line) => all + line.amount, 0n);
    // 1234.5 × 7.84 = 9678.48; each flat is rounded by itself.
    expect(sum >= 967_847n && sum <= 967_849n).toBe(true);
  });

  it("is priced at the boiler's own rate of gas, by the days of each", () => {
    const changed = heated(
      { areas: ["100"], fuel: "3000", rate: "9.99", heat: "24" },
      {
        values: [
          value("GAS", "rate", "9.99"),
          value("GAS", "rate", "7.00", { variant: BOILER, to: "2026-11-11" as never }),
          value("GAS", "rate", "8.00", { variant: BOILER, from: "2026-11-11" as never }),
        ],
      },
    );
    expect(linesOf(changed).map(({ part, volume, amount }) => [part, volume, amount])).toEqual([
      [0, 8_000_000n, 700_000n],
      [10, 16_000_000n, 1_600_000n],
    ]);
  });

  it("says what is missing: the gas, its rate, or the heat that it gave", () => {
    const known = { areas: ["100"], fuel: "3000", rate: "8", heat: "24" } as const;
    expect(linesOf(heated(known))).toHaveLength(1);
    for (const facts of [
      heated(known, { meters: [meter(901, "heat", undefined)] }),
      heated(known, { values: [] }),
      heated({ areas: ["100"], fuel: "3000", rate: "8" }),
    ]) {
      expect(linesOf(facts)).toEqual([]);
      expect(warningsOf(facts)).toContain("charging.made_heat_unknown");
    }
  });

  it("is a method of heating alone", () => {
    const facts = buildingFacts(MONTH, {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      terms: [terms("GAS", "heating_made")],
    });
    expect(calculateBuilding(facts).lines).toEqual([]);
    expect(warningsOf(facts)).toEqual(["charging.method_unsuitable"]);
  });
});
