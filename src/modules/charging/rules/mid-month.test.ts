import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { exact, ZERO } from "#core/exact";
import { moneyText } from "#core/money";
import { period } from "#core/period";
import type { BuildingFacts } from "../model.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
  buildingState,
  flat,
  meter,
  premisesState,
  reading,
  residents,
  service,
  terms,
  value,
} from "../vectors/sample-building.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { volumesByRange } from "./ranges.ts";

/** What each account owes for the services, as text, in order. */
const owed = (facts: BuildingFacts): string[] =>
  calculateBuilding(facts).lines.map((line) => `${line.account} ${moneyText(line.amount)}`);

const changing = (
  code: string,
  parameter: Parameters<typeof value>[1],
  [before, after]: readonly [string, string],
  on: string,
) => [
  value(code, parameter, before, { from: ALWAYS, to: day(on) }),
  value(code, parameter, after, { from: day(on) }),
];

/** 23 units over the 23 days from the first of November to the reading of the 24th. */
const oneUnitADay = {
  meters: [meter(9, "hot_water", 1)],
  readings: [reading(9, "2026-10-24", "100"), reading(9, "2026-11-24", "123")],
};

describe("a norm that changes in mid-month, on the day of its rate", () => {
  it("of waste by area is billed by days", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      terms: [terms("WASTE", "waste_area")],
      values: [
        ...changing("WASTE", "norm_area", ["1.2", "2.4"], "2026-11-16"),
        value("WASTE", "rate", "100"),
      ],
    });
    // 50 × 1.2 / 12 × 15 / 30 + 50 × 2.4 / 12 × 15 / 30 = 2.5 + 5 m³.
    expect(owed(facts)).toEqual(["1 750.00"]);
  });

  it("of heating meets the rate of its own days", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      terms: [terms("HEATING", "heating_season")],
      values: [
        value("HEATING", "heating_season", "1"),
        ...changing("HEATING", "norm_area", ["0.02", "0.04"], "2026-11-16"),
        ...changing("HEATING", "rate", ["1000", "2000"], "2026-11-16"),
      ],
    });
    expect(owed(facts)).toEqual(["1 500.00", "1 2000.00"]);
  });

  it("of heat for a cubic metre is billed for the water of its days", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      terms: [terms("HOT_WATER_HEAT", "hot_water_heat")],
      values: [
        ...changing("HOT_WATER_HEAT", "heat_per_m3", ["0.05", "0.06"], "2026-11-11"),
        value("HOT_WATER_HEAT", "rate", "1000"),
      ],
      ...oneUnitADay,
    });
    // 10 m³ × 0.05 + 13 m³ × 0.06 = 1.28 Gcal.
    expect(owed(facts)).toEqual(["1 1280.00"]);
  });
});

describe("hot water made in the building", () => {
  const made = (more: Partial<BuildingFacts>) =>
    buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      terms: [terms("HOT_WATER", "hot_water_made")],
      values: [
        ...changing("COLD_WATER", "rate", ["40", "50"], "2026-11-11"),
        value("HEATING", "rate", "1000"),
        value("HOT_WATER", "heat_per_m3", "0.05"),
      ],
      ...more,
    });

  it("costs what its rates say on the day", () => {
    // 10 m³ × (50 + 40) and 13 m³ × (50 + 50).
    expect(owed(made(oneUnitADay))).toEqual(["1 900.00", "1 1300.00"]);
  });

  it("is credited where the estimates were more than the building used", () => {
    const facts = made({
      meters: oneUnitADay.meters,
      readings: [reading(9, "2026-09-24", "100"), reading(9, "2026-11-24", "100")],
      estimated: [
        {
          account: account(1).id,
          service: service("HOT_WATER"),
          part: 0,
          period: period("2026-10"),
          volume: 23_000_000n,
        },
      ],
    });
    expect(owed(facts)).toEqual(["1 -900.00", "1 -1300.00"]);
  });
});

describe("the social norm of electricity", () => {
  it("of premises that change hands is divided by days, not given twice", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1, 1, { closed: day("2026-11-16") }), account(2, 1, { opened: day("2026-11-16") })],
      residents: [...residents(1, 1), ...residents(2, 1)],
      terms: [terms("ELECTRICITY", "individual_social_norm")],
      values: [
        value("ELECTRICITY", "rate", "2"),
        value("ELECTRICITY", "rate", "3", { rangeFrom: 110_000_000n }),
        value("ELECTRICITY", "social_norm_one", "110"),
        value("ELECTRICITY", "social_norm_more", "75"),
      ],
      meters: [meter(9, "electricity", 1)],
      readings: [reading(9, "2026-10-24", "100"), reading(9, "2026-11-24", "330")],
    });
    // 55 kWh of the norm for each half of the month: of 150 kWh in fifteen days, and of 80 in the eight to the reading.
    expect(owed(facts)).toEqual(["1 110.00", "1 285.00", "2 110.00", "2 75.00"]);
  });

  it("is left from above when a common volume is returned, and refilled from below nought", () => {
    const ranges = [
      { rangeFrom: ZERO, rate: 2_000_000n },
      { rangeFrom: exact(110n), rate: 3_000_000n },
    ];
    const parts = (volume: bigint, taken: bigint) =>
      volumesByRange({ volume: exact(volume), ranges, taken: exact(taken) }).map((of) => of.volume);
    expect(parts(-20n, 150n)).toEqual([exact(0n), exact(-20n)]);
    expect(parts(-50n, 150n)).toEqual([exact(-10n), exact(-40n)]);
    expect(parts(10n, -5n)).toEqual([exact(10n), exact(0n)]);
    expect(parts(-7n, 0n)).toEqual([exact(-7n), exact(0n)]);
  });
});

describe("a meter that does not stand the whole month", () => {
  it("of heat leaves the days before it to the area", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50"), flat(2, "50")],
      accounts: [account(1), account(2)],
      terms: [terms("HEATING", "heating_season")],
      values: [value("HEATING", "heating_season", "1"), value("HEATING", "rate", "100")],
      meters: [meter(8, "heat", undefined), meter(9, "heat", 1, { installed: day("2026-11-16") })],
      readings: [
        reading(8, "2026-10-30", "100"),
        reading(8, "2026-11-30", "130"),
        reading(9, "2026-11-16", "0", { mark: "opening" }),
        reading(9, "2026-11-24", "2"),
      ],
    });
    // V_1 = 2 + 15 × 15 / 30, V_2 = 15; 5.5 Gcal in common.
    expect(owed(facts)).toEqual(["1 1225.00", "2 1775.00"]);
  });

  it("is replaced by the norm between its removal and its successor where no average is known", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      residents: residents(1, 1),
      terms: [terms("COLD_WATER", "individual")],
      values: [value("COLD_WATER", "rate", "50"), value("COLD_WATER", "norm", "6")],
      meters: [
        meter(8, "cold_water", 1, { removed: day("2026-11-10") }),
        meter(9, "cold_water", 1, { installed: day("2026-11-13") }),
      ],
      readings: [
        reading(8, "2026-10-24", "10"),
        reading(8, "2026-11-10", "11", { mark: "closing" }),
        reading(9, "2026-11-13", "0", { mark: "opening" }),
        reading(9, "2026-11-24", "1"),
      ],
    });
    // 2 m³ by the meters, 6 × 3 / 30 m³ between them.
    expect(owed(facts)).toEqual(["1 100.00", "1 30.00"]);
  });

  it("of a communal flat leaves its rooms' norm in the sum that the common volume is found from", () => {
    const facts = buildingFacts("2026-11", {
      premises: [
        flat(10, "60"),
        flat(1, "20", { kind: "room", flat: flat(10, "60").id }),
        flat(2, "20", { kind: "room", flat: flat(10, "60").id }),
      ],
      accounts: [account(1), account(2)],
      residents: [...residents(1, 1), ...residents(2, 1)],
      terms: [terms("ELECTRICITY", "individual"), terms("SOI_ELECTRICITY", "common_property_meter")],
      values: [
        value("ELECTRICITY", "rate", "5"),
        value("SOI_ELECTRICITY", "rate", "5"),
        value("ELECTRICITY", "norm", "60"),
      ],
      meters: [
        meter(8, "electricity", undefined),
        meter(9, "electricity", 10, { installed: day("2026-11-16") }),
      ],
      readings: [
        reading(8, "2026-10-30", "1000"),
        reading(8, "2026-11-30", "1400"),
        reading(9, "2026-11-16", "0", { mark: "opening" }),
        reading(9, "2026-11-24", "100"),
      ],
    });
    // The meter's 100 kWh, and 60 for fifteen days of two people.
    expect(calculateBuilding(facts).common).toEqual([
      expect.objectContaining({ building: 400_000_000n, premises: 160_000_000n, shared: 240_000_000n }),
    ]);
  });
});

describe("a fact of the premises that changes in mid-month", () => {
  it("radiators taken away: the heat of the flat is by the days on which it had them", () => {
    const facts = buildingFacts("2026-11", {
      premises: [
        flat(1, "50"),
        flat(2, "0", {
          states: [
            premisesState("50", { to: day("2026-11-16") }),
            premisesState("50", { from: day("2026-11-16"), heating: "own" }),
          ],
        }),
      ],
      accounts: [account(1), account(2)],
      terms: [terms("HEATING", "heating_season")],
      values: [value("HEATING", "heating_season", "1"), value("HEATING", "rate", "3")],
      meters: [meter(9, "heat", undefined)],
      readings: [reading(9, "2026-10-24", "100"), reading(9, "2026-11-24", "110")],
    });
    // 10 Gcal over 50 m² and 50 × 15 / 30 m² with radiators: two thirds and one third of them.
    expect(owed(facts)).toEqual(["1 20.00", "2 10.00"]);
    const house = buildingFacts("2026-11", {
      ...facts,
      states: [buildingState({ kind: "house" })],
      premises: facts.premises.slice(1),
      accounts: facts.accounts.slice(1),
      meters: [],
      readings: [],
      values: [...facts.values, value("HEATING", "norm_area", "0.02")],
    });
    // 50 × 0.02 × 15 / 30 Gcal.
    expect(owed(house)).toEqual(["2 1.50"]);
  });

  it("a stove: electricity is at the rate of the group of each day", () => {
    const facts = buildingFacts("2026-11", {
      premises: [
        flat(1, "0", {
          states: [
            premisesState("50", { to: day("2026-11-16") }),
            premisesState("50", { from: day("2026-11-16"), stove: "electric" }),
          ],
        }),
      ],
      accounts: [account(1)],
      terms: [terms("ELECTRICITY", "individual")],
      values: [
        value("ELECTRICITY", "rate", "5"),
        value("ELECTRICITY", "rate", "3", { variant: "electric_stove" }),
      ],
      meters: [meter(9, "electricity", 1)],
      readings: [reading(9, "2026-10-24", "100"), reading(9, "2026-11-24", "123")],
    });
    // 15 kWh before the 16th, 8 from then on.
    expect(owed(facts)).toEqual(["1 75.00", "1 24.00"]);
  });
});

describe("a meter of a room of a communal flat", () => {
  it("takes its part off the flat's volume before that is divided, also where the flat's is an average", () => {
    const room = (id: number) => flat(id, "20", { kind: "room", flat: flat(1, "60").id });
    const facts = (read: boolean) =>
      buildingFacts("2026-11", {
        premises: [flat(1, "60"), room(2), room(3)],
        accounts: [account(2), account(3)],
        residents: [...residents(2, 1), ...residents(3, 1)],
        terms: [terms("COLD_WATER", "individual")],
        values: [value("COLD_WATER", "rate", "1")],
        meters: [meter(8, "cold_water", 1), meter(9, "cold_water", 2)],
        readings: [
          ...["07", "08", "09", "10"].map((month, i) => reading(8, `2026-${month}-24`, String(100 + 20 * i))),
          ...(read ? [reading(8, "2026-11-24", "180")] : []),
          reading(9, "2026-10-24", "10"),
          reading(9, "2026-11-24", "14"),
        ],
      });
    // Of the flat's 20 m³ the room counted 4; the rest is 8 for each of the two persons.
    expect(owed(facts(true))).toEqual(["2 12.00", "3 8.00"]);
    expect(owed(facts(false))).toEqual(["2 4.00", "2 8.00", "3 8.00"]);
  });
});

describe("sewage of water that a meter did not count", () => {
  it("is by norm, though a meter beside it stood still", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      residents: residents(1, 2),
      terms: [terms("SEWERAGE", "sewerage_sum"), terms("HOT_WATER_WATER", "individual")],
      values: [value("SEWERAGE", "rate", "30"), value("COLD_WATER", "norm", "4")],
      meters: [meter(9, "hot_water", 1)],
      readings: [reading(9, "2026-10-24", "10"), reading(9, "2026-11-24", "10")],
    });
    const sewage = calculateBuilding(facts).lines.filter((line) => line.formula === "sewerage");
    expect(sewage.map((line) => [line.basis, line.amount])).toEqual([["norm", 24_000n]]);
  });
});

describe("a house of several parts, one of them with a heat meter", () => {
  it("is charged by formula 2 where there is none, and says so", () => {
    const facts = buildingFacts("2026-11", {
      states: [buildingState({ kind: "house" })],
      premises: [flat(1, "50", { kind: "house" }), flat(2, "80", { kind: "house" })],
      accounts: [account(1), account(2)],
      terms: [terms("HEATING", "heating_season")],
      values: [
        value("HEATING", "heating_season", "1"),
        value("HEATING", "norm_area", "0.025"),
        value("HEATING", "rate", "1000"),
      ],
      meters: [meter(9, "heat", 1)],
      readings: [reading(9, "2026-10-24", "10"), reading(9, "2026-11-24", "11.5")],
    });
    const lines = calculateBuilding(facts).lines.map((line) => [line.formula, line.basis, line.amount]);
    expect(lines).toEqual([
      ["1", "meter", 150_000n],
      ["2", "norm", 200_000n],
    ]);
  });
});
