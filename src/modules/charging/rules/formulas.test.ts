import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Exact, exact, fromKopecks, parseExact, toDecimal, toMillionths, ZERO } from "#core/exact";
import { areaVolume } from "./area.ts";
import { commonShare, volumeAfterCarry } from "./common-needs.ts";
import { heatWithCommonPart, unmeteredHeat } from "./heating.ts";
import { hotWaterHeat } from "./hot-water.ts";
import { chargeByNormWithMultiplier, normVolume } from "./norm.ts";
import { personsOfMonth } from "./persons.ts";
import { priceOf } from "./price.ts";
import { wasteByArea, wasteByPersons } from "./waste.ts";

type Row = Readonly<Record<string, string>>;

/** The tables that an accountant signs: each row is calculated and must give what the row says. */
function table(name: string): Row[] {
  const text = readFileSync(new URL(`../vectors/${name}.md`, import.meta.url), "utf8");
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [head = "", , ...rows] = text.split("\n").filter((line) => line.startsWith("|"));
  const names = cells(head);
  return rows.map((row) => Object.fromEntries(cells(row).map((cell, i) => [names[i] ?? "", cell])));
}

function number(row: Row, name: string): Exact {
  const found = parseExact(row[name] ?? "");
  if (!found) throw new Error(`${name} is not a number in ${JSON.stringify(row)}`);
  return found;
}

const millionths = (row: Row, name: string): bigint => toMillionths(number(row, name));
const whole = (row: Row, name: string): number => Number(row[name]);

/** What the formula gave, written with the decimals of the row. */
function expectRow(row: Row, results: Readonly<Record<string, Exact>>): void {
  for (const [name, value] of Object.entries(results)) {
    const scale = (row[name] ?? "").split(".")[1]?.length ?? 0;
    expect(toDecimal(value, scale, scale), name).toBe(row[name]);
  }
}

const FORMULAS: Readonly<Record<string, (row: Row) => Readonly<Record<string, Exact>>>> = {
  "housing-code-art154-area": (row) => {
    const volume = areaVolume({
      area: millionths(row, "area m²"),
      days: whole(row, "days"),
      daysInMonth: whole(row, "of days"),
    });
    return { charge: fromKopecks(priceOf(volume, millionths(row, "rate")).amount) };
  },
  "decree354-a2-f01-own-meter": (row) => ({
    charge: fromKopecks(priceOf(number(row, "volume"), millionths(row, "rate")).amount),
  }),
  "decree354-a2-f04-norm": (row) => {
    const persons = personsOfMonth({
      residentDays: [whole(row, "person days")],
      owners: whole(row, "owners"),
      daysInMonth: whole(row, "of days"),
    });
    const volume = normVolume({ persons, norm: millionths(row, "norm") });
    const { base, excess } = chargeByNormWithMultiplier({
      volume,
      rate: millionths(row, "rate"),
      multiplier: millionths(row, "multiplier"),
    });
    return { charge: fromKopecks(base.amount), surplus: fromKopecks(excess.amount) };
  },
  "decree354-a2-f03-heating": (row) => {
    const building = {
      totalArea: number(row, "S_total"),
      commonPropertyArea: number(row, "S_common"),
      disconnectedArea: number(row, "S_disconnected"),
    };
    const area = number(row, "area");
    const buildingVolume = number(row, "V_D");
    const own = row["own"]
      ? number(row, "own")
      : unmeteredHeat({ area: row["connected"] === "yes" ? area : ZERO, buildingVolume, building });
    const sumOfOwn = number(row, "sum of own");
    const volume = heatWithCommonPart({ own, area, buildingVolume, sumOfOwn, totalArea: building.totalArea });
    return { volume, charge: fromKopecks(priceOf(volume, millionths(row, "rate")).amount) };
  },
  "decree354-a2-f10-common-needs": (row) => {
    const share = commonShare({
      volume: number(row, "volume"),
      area: number(row, "area"),
      totalArea: number(row, "S_total"),
    });
    return { share, charge: fromKopecks(priceOf(share, millionths(row, "rate")).amount) };
  },
  "decree491-p29-carry": (row) => {
    const after = volumeAfterCarry({
      difference: number(row, "difference"),
      carried: number(row, "carried in"),
    });
    return { billed: after.billed, "carried on": after.carried };
  },
  "decree354-a2-f23-hot-water": (row) => {
    const volume = number(row, "volume");
    const heat = hotWaterHeat({ volume, heatPerM3: millionths(row, "Gcal a m³") });
    return {
      heat,
      "water charge": fromKopecks(priceOf(volume, millionths(row, "water rate")).amount),
      "heat charge": fromKopecks(priceOf(heat, millionths(row, "heat rate")).amount),
    };
  },
  "decree354-a2-f09-waste": (row) => {
    const normYear = millionths(row, "norm of a year");
    const volume = row["persons"]
      ? wasteByPersons({ persons: number(row, "persons"), normYear })
      : wasteByArea({ area: millionths(row, "area m²"), normYear });
    return { charge: fromKopecks(priceOf(volume, millionths(row, "rate")).amount) };
  },
};

for (const [name, formula] of Object.entries(FORMULAS)) {
  describe(name, () => {
    it.each(table(name).map((row) => [row["case"] ?? "", row] as const))("%s", (_, row) => {
      expectRow(row, formula(row));
    });
  });
}

describe("nothing divides by zero", () => {
  it("gives nothing where a building has no area", () => {
    const building = { totalArea: ZERO, commonPropertyArea: ZERO, disconnectedArea: ZERO };
    expect(unmeteredHeat({ area: ZERO, buildingVolume: exact(5n), building })).toEqual(ZERO);
    expect(commonShare({ volume: exact(5n), area: ZERO, totalArea: ZERO })).toEqual(ZERO);
  });
});
