import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { moneyText } from "#core/money";
import { period } from "#core/period";
import type { BuildingFacts, ChargeLine } from "../model.ts";
import {
  account,
  buildingFacts,
  buildingState,
  flat,
  meter,
  millionths,
  pairOfReadings,
  premisesState,
  reading,
  resident,
  residents,
  service,
  terms,
  value,
} from "../vectors/sample-building.ts";
import { calculateBuilding } from "./calculate-building.ts";

const NOVEMBER = period("2026-11");

const shown = (line: ChargeLine): string =>
  `${line.account} ${line.part} ${line.kind} ${line.basis} ${line.formula} ${Number(line.volume) / 1e6} × ${Number(line.rate) / 1e6} = ${moneyText(line.amount)}`;

const linesOf = (facts: BuildingFacts): string[] => calculateBuilding(facts).lines.map(shown);

describe("area", () => {
  const base = {
    premises: [flat(1, "54.3")],
    terms: [terms("MAINTENANCE", "area")],
    values: [value("MAINTENANCE", "rate", "28.15")],
  };

  it("bills a whole month", () => {
    expect(linesOf(buildingFacts("2025-06", { ...base, accounts: [account(1)] }))).toEqual([
      "1 0 charge area area 54.3 × 28.15 = 1528.55",
    ]);
  });

  it("bills the opening day to the new holder and gives the last one the rest (HSG-03)", () => {
    const facts = buildingFacts("2025-03", {
      premises: [flat(1, "61.7")],
      accounts: [account(2, 1, { opened: day("2025-03-10") }), account(1, 1, { closed: day("2025-03-10") })],
      terms: base.terms,
      values: [value("MAINTENANCE", "rate", "31.44")],
    });
    expect(calculateBuilding(facts).lines.map((line) => moneyText(line.amount))).toEqual([
      "563.18",
      "1376.67",
    ]);
  });

  it("splits a premises between accounts by shares, the last taking the rest", () => {
    const third = (id: number) => account(id, 1, { state: { shareDenominator: 3n } });
    const lines = calculateBuilding(
      buildingFacts("2025-06", { ...base, accounts: [third(1), third(2), third(3)] }),
    ).lines;
    expect(lines.map((line) => moneyText(line.amount))).toEqual(["509.52", "509.52", "509.51"]);
  });

  it("makes no line and one warning where nobody has set a rate", () => {
    const charges = calculateBuilding(
      buildingFacts("2025-06", { ...base, values: [], accounts: [account(1)] }),
    );
    expect(charges.lines).toEqual([]);
    expect(charges.warnings.map(({ code }) => code)).toEqual(["charging.tariff_gap"]);
  });

  it("takes rent from municipal and capital repair from private premises, none from dilapidated buildings", () => {
    const facts = (ownership: "private" | "municipal", dilapidated: boolean) =>
      buildingFacts("2025-06", {
        states: [buildingState({ dilapidated })],
        premises: [flat(1, "50", { state: { ownership } })],
        accounts: [account(1)],
        terms: [terms("RENT", "area"), terms("CAPITAL_REPAIR", "area")],
        values: [value("RENT", "rate", "10"), value("CAPITAL_REPAIR", "rate", "14")],
      });
    const services = (of: BuildingFacts) => calculateBuilding(of).lines.map((line) => line.service);
    expect(services(facts("private", false))).toEqual([service("CAPITAL_REPAIR")]);
    expect(services(facts("municipal", false))).toEqual([service("RENT")]);
    expect(services(facts("private", true))).toEqual([]);
  });
});

describe("water and sewage", () => {
  const values = [
    value("COLD_WATER", "rate", "45.27"),
    value("COLD_WATER", "norm", "6.935"),
    value("COLD_WATER", "multiplier", "1.5", { to: day("2025-12-06") }),
    value("COLD_WATER", "multiplier", "3", { from: day("2025-12-06") }),
    value("HOT_WATER_WATER", "rate", "35.02"),
    value("HOT_WATER_WATER", "norm", "3.5"),
    value("HOT_WATER_HEAT", "rate", "1900.80"),
    value("HOT_WATER_HEAT", "heat_per_m3", "0.05328"),
    value("SEWERAGE", "rate", "34.12"),
  ];
  const water = [terms("COLD_WATER", "individual")];

  it("bills the meter, the two components of hot water and their sewage", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "54.3")],
      accounts: [account(1)],
      terms: [
        ...water,
        terms("HOT_WATER_WATER", "individual"),
        terms("HOT_WATER_HEAT", "hot_water_heat"),
        terms("SEWERAGE", "sewerage_sum"),
      ],
      values,
      meters: [meter(1, "cold_water", 1), meter(2, "hot_water", 1)],
      readings: [
        ...pairOfReadings(1, NOVEMBER, "341.870", "348.214"),
        ...pairOfReadings(2, NOVEMBER, "10", "14.102"),
      ],
    });
    expect(linesOf(facts)).toEqual([
      "1 0 charge meter 1 6.344 × 45.27 = 287.19",
      "1 0 charge meter 23.water 4.102 × 35.02 = 143.65",
      "1 0 charge meter 23.heat 0.218555 × 1900.8 = 415.43",
      "1 0 charge meter sewerage 10.446 × 34.12 = 356.42",
    ]);
  });

  it("bills the norm with the multiplier as two lines where a meter could be installed (CW-06, CW-07)", () => {
    const facts = (of: string) =>
      buildingFacts(of, {
        premises: [flat(1, "54.3", { state: { meterInstallable: ["cold_water"] } })],
        accounts: [account(1)],
        residents: residents(1, 2),
        terms: water,
        values,
      });
    expect(linesOf(facts("2025-11"))).toEqual([
      "1 0 charge norm 4(1) 13.87 × 45.27 = 627.89",
      "1 0 excess norm 4(1) 6.935 × 45.27 = 313.95",
    ]);
    expect(linesOf(facts("2026-01"))[1]).toContain("= 1255.79");
  });

  it("counts owners where nobody lives, and days where somebody came", () => {
    const facts = buildingFacts("2025-09", {
      premises: [flat(1, "54.3"), flat(2, "40")],
      accounts: [account(1, 1, { state: { owners: 2 } }), account(2)],
      residents: [...residents(2, 2), resident(2, day("2025-09-20"))],
      terms: water,
      values,
    });
    expect(linesOf(facts)).toEqual([
      "1 0 charge norm 4 13.87 × 45.27 = 627.89",
      "2 0 charge norm 4 16.412833 × 45.27 = 743.01",
    ]);
  });

  it("cuts the month where the rate changes, and loses no kopeck (CW-09)", () => {
    const facts = buildingFacts("2025-07", {
      premises: [flat(1, "54.3")],
      accounts: [account(1)],
      residents: residents(1, 3),
      terms: water,
      values: [
        value("COLD_WATER", "norm", "6.935"),
        value("COLD_WATER", "rate", "45.27", { to: day("2025-07-15") }),
        value("COLD_WATER", "rate", "49.80", { from: day("2025-07-15") }),
      ],
    });
    const { lines } = calculateBuilding(facts);
    expect(lines.map((line) => [line.part, moneyText(line.amount)])).toEqual([
      [0, "425.35"],
      [10, "568.18"],
    ]);
  });

  it("divides the flat's meter among the rooms of a communal flat by persons (formula 7)", () => {
    const room = (id: number) => flat(id, "20", { kind: "room", flat: flat(1, "60").id });
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "60"), room(2), room(3)],
      accounts: [account(2), account(3)],
      residents: [...residents(2, 1), ...residents(3, 3)],
      terms: water,
      values,
      meters: [meter(1, "cold_water", 1)],
      readings: pairOfReadings(1, NOVEMBER, "100", "112"),
    });
    expect(linesOf(facts)).toEqual([
      "2 0 charge meter 7 3 × 45.27 = 135.81",
      "3 0 charge meter 7 9 × 45.27 = 407.43",
    ]);
  });
});

describe("a communal flat whose meter is silent", () => {
  it("bills its rooms the norm without the multiplier, since a reading is missing and not a meter", () => {
    const room = (id: number) =>
      flat(id, "20", { kind: "room", flat: flat(1, "60").id, state: { meterInstallable: ["cold_water"] } });
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "60"), room(2)],
      accounts: [account(2)],
      residents: residents(2, 1),
      terms: [terms("COLD_WATER", "individual")],
      values: [
        value("COLD_WATER", "rate", "10"),
        value("COLD_WATER", "norm", "5"),
        value("COLD_WATER", "multiplier", "3"),
      ],
      meters: [meter(1, "cold_water", 1)],
      readings: [reading(1, "2026-05-24", "100")],
    });
    expect(linesOf(facts)).toEqual(["2 0 charge norm 4.missing 5 × 10 = 50.00"]);
  });
});

describe("electricity", () => {
  it("bills each zone by its own rate (EL-01)", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "54.3")],
      accounts: [account(1)],
      terms: [terms("ELECTRICITY", "individual")],
      values: [
        value("ELECTRICITY", "rate", "6.73", { zone: 1 }),
        value("ELECTRICITY", "rate", "3.02", { zone: 2 }),
        value("ELECTRICITY", "rate", "6.00"),
      ],
      meters: [meter(1, "electricity", 1)],
      readings: [
        ...pairOfReadings(1, NOVEMBER, "1000", "1187", { scale: 1 }),
        ...pairOfReadings(1, NOVEMBER, "500", "594", { scale: 2 }),
      ],
    });
    expect(linesOf(facts)).toEqual([
      "1 1000 charge meter 1 187 × 6.73 = 1258.51",
      "1 2000 charge meter 1 94 × 3.02 = 283.88",
    ]);
  });

  it("takes the norm of the grid of rooms and persons", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "54.3", { state: { rooms: 4, stove: "electric" } })],
      accounts: [account(1)],
      residents: residents(1, 7),
      terms: [terms("ELECTRICITY", "individual")],
      values: [
        value("ELECTRICITY", "rate", "5", { variant: "electric_stove" }),
        value("ELECTRICITY", "rate", "6"),
        value("ELECTRICITY", "norm", "100", { variant: "1×1" }),
        value("ELECTRICITY", "norm", "60", { variant: "3×5" }),
        value("ELECTRICITY", "norm", "50", { variant: "electric:3×4" }),
      ],
    });
    expect(linesOf(facts)).toEqual(["1 0 charge norm 4 350 × 5 = 1750.00"]);
  });

  it("counts in the grid all who live in the premises, on whichever account", () => {
    const half = { state: { shareDenominator: 2n } };
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "54.3")],
      accounts: [account(1, 1, half), account(2, 1, half)],
      residents: [...residents(1, 1), resident(2, day("2026-11-16"))],
      terms: [terms("ELECTRICITY", "individual")],
      values: [
        value("ELECTRICITY", "rate", "5"),
        value("ELECTRICITY", "norm", "100", { variant: "2×1" }),
        value("ELECTRICITY", "norm", "80", { variant: "2×2" }),
      ],
    });
    // Fifteen days alone and fifteen as one of two.
    expect(linesOf(facts)).toEqual([
      "1 0 charge norm 4 90 × 5 = 450.00",
      "2 0 charge norm 4 40 × 5 = 200.00",
    ]);
  });

  it("fills ranges of consumption and the social norm with flat and common volumes together (EL-03)", () => {
    const facts = buildingFacts("2026-11", {
      states: [buildingState({ commonPropertyArea: millionths("50") })],
      premises: [flat(1, "60")],
      accounts: [account(1)],
      residents: residents(1, 1),
      terms: [terms("ELECTRICITY", "individual_social_norm"), terms("ODN_ELECTRICITY", "common_needs")],
      values: [
        ...["ELECTRICITY", "ODN_ELECTRICITY"].flatMap((code) => [
          value(code, "rate", "2.10"),
          value(code, "rate", "3.40", { rangeFrom: millionths("110") }),
        ]),
        value("ELECTRICITY", "social_norm_one", "110"),
        value("ELECTRICITY", "social_norm_more", "75"),
        value("ODN_ELECTRICITY", "norm_common", "1"),
      ],
      meters: [meter(1, "electricity", 1)],
      readings: pairOfReadings(1, NOVEMBER, "0", "150"),
    });
    expect(linesOf(facts)).toEqual([
      "1 0 charge meter 1.social_norm 110 × 2.1 = 231.00",
      "1 100 charge meter 1.social_norm 40 × 3.4 = 136.00",
      "1 100 charge norm 15 50 × 3.4 = 170.00",
    ]);
  });
});

describe("common volumes", () => {
  const two = {
    premises: [flat(1, "60"), flat(2, "40")],
    accounts: [account(1), account(2)],
    meters: [meter(1, "cold_water", 1), meter(2, "cold_water", 2), meter(9, "cold_water", undefined)],
  };

  it("shares the building's remainder and carries a negative one (SOI-02)", () => {
    const facts = (building: string, carried: string) =>
      buildingFacts("2026-11", {
        ...two,
        terms: [terms("SOI_COLD_WATER", "common_property_meter")],
        values: [value("SOI_COLD_WATER", "rate", "45.27")],
        readings: [
          ...pairOfReadings(1, NOVEMBER, "0", "6"),
          ...pairOfReadings(2, NOVEMBER, "0", "4"),
          ...pairOfReadings(9, NOVEMBER, "0", building),
        ],
        carried: carried === "0" ? [] : [{ service: service("SOI_COLD_WATER"), volume: millionths(carried) }],
      });
    expect(linesOf(facts("14", "0"))).toEqual([
      "1 0 charge building_meter soi.meter 2.4 × 45.27 = 108.65",
      "2 0 charge building_meter soi.meter 1.6 × 45.27 = 72.43",
    ]);
    const negative = calculateBuilding(facts("7", "0"));
    expect(negative.lines.map((line) => line.amount)).toEqual([0n, 0n]);
    expect(negative.carried).toEqual([{ service: service("SOI_COLD_WATER"), volume: millionths("-3") }]);
    expect(linesOf(facts("14", "-3"))[0]).toContain("0.6 × 45.27");
  });

  it("caps common needs of a managing company at the norm, and not those of a supplier", () => {
    const facts = (provider: number) =>
      buildingFacts("2026-11", {
        states: [buildingState({ commonPropertyArea: millionths("10") })],
        ...two,
        terms: [terms("ODN_COLD_WATER", "common_needs", { provider: provider as never })],
        values: [value("ODN_COLD_WATER", "rate", "10"), value("ODN_COLD_WATER", "norm_common", "0.1")],
        readings: [
          ...pairOfReadings(1, NOVEMBER, "0", "0"),
          ...pairOfReadings(2, NOVEMBER, "0", "0"),
          ...pairOfReadings(9, NOVEMBER, "0", "5"),
        ],
      });
    expect(linesOf(facts(1))[0]).toContain("0.6 × 10");
    expect(linesOf(facts(2))[0]).toContain("3 × 10");
  });

  it("returns a negative difference by persons, never below zero (p. 47)", () => {
    const facts = buildingFacts("2026-11", {
      ...two,
      residents: [...residents(1, 1), ...residents(2, 1)],
      terms: [terms("ODN_COLD_WATER", "common_needs")],
      values: [value("ODN_COLD_WATER", "rate", "10")],
      readings: [
        ...pairOfReadings(1, NOVEMBER, "0", "9"),
        ...pairOfReadings(2, NOVEMBER, "0", "1"),
        ...pairOfReadings(9, NOVEMBER, "0", "6"),
      ],
    });
    expect(linesOf(facts)).toEqual([
      "1 0 charge building_meter 47 -2 × 10 = -20.00",
      "2 0 charge building_meter 47 -1 × 10 = -10.00",
    ]);
  });
});

describe("heating", () => {
  const season = value("HEATING", "heating_season", "1");
  const rate = value("HEATING", "rate", "2150.40");

  it("shares the building's meter by area (HEAT-03) and bills a flat with its own boiler the common part (HEAT-04)", () => {
    const facts = buildingFacts("2026-11", {
      states: [buildingState({ commonPropertyArea: millionths("500") })],
      premises: [
        flat(1, "50"),
        flat(2, "50", { state: { heating: "own" } }),
        flat(3, "3550"),
        flat(4, "350", { state: { heating: "own" } }),
      ],
      accounts: [account(1), account(2)],
      terms: [terms("HEATING", "heating_season")],
      values: [season, rate],
      meters: [meter(9, "heat", undefined)],
      readings: pairOfReadings(9, NOVEMBER, "0", "120"),
    });
    expect(linesOf(facts)).toEqual([
      "1 0 charge building_meter 3 1.646341 × 2150.4 = 3540.29",
      "2 0 charge building_meter 3 0.182927 × 2150.4 = 393.37",
    ]);
  });

  it("bills the norm in the season only, or evenly through the year", () => {
    const facts = (of: string, method: "heating_season" | "heating_even_year") =>
      buildingFacts(of, {
        premises: [flat(1, "54.3")],
        accounts: [account(1)],
        terms: [terms("HEATING", method)],
        values: [
          { ...season, from: day("2026-10-01"), to: day("2027-05-01") },
          rate,
          value("HEATING", "norm_area", "0.036"),
          value("HEATING", "heating_months", "6"),
        ],
      });
    expect(linesOf(facts("2026-11", "heating_season"))).toEqual([
      "1 0 charge norm 2(3) 1.9548 × 2150.4 = 4203.60",
    ]);
    expect(linesOf(facts("2026-07", "heating_season"))).toEqual([]);
    expect(linesOf(facts("2026-07", "heating_even_year"))).toEqual([
      "1 0 charge norm 2(4) 0.9774 × 2150.4 = 2101.80",
    ]);
  });

  it("names the formula by how many premises have meters", () => {
    const facts = (metered: number[]) =>
      buildingFacts("2026-11", {
        premises: [flat(1, "50"), flat(2, "50")],
        accounts: [account(1), account(2)],
        terms: [terms("HEATING", "heating_season")],
        values: [season, rate],
        meters: [meter(9, "heat", undefined), ...metered.map((id) => meter(id, "heat", id))],
        readings: [
          ...pairOfReadings(9, NOVEMBER, "0", "3"),
          ...metered.flatMap((id) => pairOfReadings(id, NOVEMBER, "0", "1")),
        ],
      });
    const formulas = (of: BuildingFacts) => calculateBuilding(of).lines.map((line) => line.formula);
    expect(formulas(facts([]))).toEqual(["3", "3"]);
    expect(formulas(facts([1]))).toEqual(["3(1)", "3(1)"]);
    expect(formulas(facts([1, 2]))).toEqual(["3(3)", "3(3)"]);
  });
});

describe("waste, gas, fixed sums", () => {
  it("bills waste by persons and by area, gas by its norms, an intercom by premises", () => {
    const facts = buildingFacts("2026-11", {
      premises: [flat(1, "54.3", { state: { heating: "own" } })],
      accounts: [account(1)],
      residents: residents(1, 3),
      terms: [terms("WASTE", "waste_persons"), terms("GAS", "gas"), terms("INTERCOM", "fixed")],
      values: [
        value("WASTE", "rate", "712.46"),
        value("WASTE", "norm_year", "2.05"),
        value("GAS", "rate", "7.45"),
        value("GAS", "norm_stove", "10.8"),
        value("GAS", "norm_heating", "7.5"),
        value("GAS", "norm_heater", "99"),
        value("INTERCOM", "rate", "55"),
      ],
    });
    expect(linesOf(facts)).toEqual([
      "1 0 charge norm gas 439.65 × 7.45 = 3275.39",
      "1 0 charge norm 9(1) 0.5125 × 712.46 = 365.14",
      "1 0 charge fixed fixed 1 × 55 = 55.00",
    ]);
  });
});

describe("readings that are late, absent or odd", () => {
  const values = [
    value("COLD_WATER", "rate", "10"),
    value("COLD_WATER", "norm", "5"),
    value("COLD_WATER", "multiplier", "3"),
  ];
  const facts = (more: Partial<BuildingFacts>) =>
    buildingFacts("2026-11", {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      residents: residents(1, 2),
      terms: [terms("COLD_WATER", "individual")],
      values,
      meters: [meter(1, "cold_water", 1)],
      ...more,
    });
  const history = ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08"].map((of, i) =>
    reading(1, `${of}-24`, String(100 + i * 6)),
  );

  it("bills the average for three periods, then the norm without the multiplier", () => {
    const until = (count: number) => linesOf(facts({ readings: history.slice(0, count) }));
    expect(until(7)).toEqual(["1 0 charge average 1.average 6 × 10 = 60.00"]);
    expect(until(6)).toEqual(["1 0 charge norm 4.missing 10 × 10 = 100.00"]);
  });

  it("sets the estimates off when the reading comes, below zero if it must be", () => {
    const estimated = (["2026-09", "2026-10"] as const).map((of) => ({
      account: 1 as never,
      service: service("COLD_WATER"),
      part: 0,
      period: period(of),
      volume: millionths("6"),
    }));
    const arrived = (of: string) =>
      linesOf(facts({ readings: [...history, reading(1, "2026-11-20", of)], estimated }));
    expect(arrived("154")).toEqual(["1 0 charge meter 1 6 × 10 = 60.00"]);
    expect(arrived("140")).toEqual(["1 0 charge meter 1 -8 × 10 = -80.00"]);
  });

  it("does not believe a meter after its verification: average, then norm with the multiplier", () => {
    const expired = (until: string) =>
      linesOf(
        facts({
          meters: [meter(1, "cold_water", 1, { verifiedUntil: day(until) })],
          readings: [...history, reading(1, "2026-11-20", "160")],
        }),
      );
    expect(expired("2026-09-10")).toEqual(["1 0 charge average 1.average_broken 6 × 10 = 60.00"]);
    expect(expired("2026-08-10")).toEqual([
      "1 0 charge norm 4(1) 10 × 10 = 100.00",
      "1 0 excess norm 4(1) 20 × 10 = 200.00",
    ]);
  });

  it("adds the old and the new meter of a month, and passes zero when it was confirmed", () => {
    const replaced = facts({
      meters: [
        meter(1, "cold_water", 1, { removed: day("2026-11-14") }),
        meter(2, "cold_water", 1, { installed: day("2026-11-14") }),
      ],
      readings: [
        reading(1, "2026-10-24", "509.100"),
        reading(1, "2026-11-14", "512.300", { mark: "closing" }),
        reading(2, "2026-11-14", "0.015", { mark: "opening" }),
        reading(2, "2026-11-24", "2.450"),
      ],
    });
    expect(linesOf(replaced)).toEqual(["1 0 charge meter 1 5.635 × 10 = 56.35"]);
    const rolled = facts({
      readings: [
        reading(1, "2026-10-24", "99998.412"),
        reading(1, "2026-11-24", "3.105", { mark: "rollover" }),
      ],
    });
    expect(linesOf(rolled)).toEqual(["1 0 charge meter 1 4.693 × 10 = 46.93"]);
  });

  it("divides a handover by its reading, and by days without one", () => {
    const handed = (readings: ReturnType<typeof reading>[]) =>
      calculateBuilding(
        facts({
          accounts: [
            account(1, 1, { closed: day("2026-11-11") }),
            account(2, 1, { opened: day("2026-11-11") }),
          ],
          readings,
        }),
      ).lines.map((line) => [line.account, moneyText(line.amount)]);
    expect(
      handed([
        reading(1, "2026-10-24", "100"),
        reading(1, "2026-11-11", "104"),
        reading(1, "2026-11-24", "105"),
      ]),
    ).toEqual([
      [1, "40.00"],
      [2, "10.00"],
    ]);
    expect(handed([reading(1, "2026-10-24", "100"), reading(1, "2026-11-21", "110")])).toEqual([
      [1, "50.00"],
      [2, "50.00"],
    ]);
  });

  it("leaves a reading below the previous one out, with a warning", () => {
    const charges = calculateBuilding(
      facts({ readings: [...history, reading(1, "2026-10-24", "150"), reading(1, "2026-11-24", "140")] }),
    );
    expect(charges.lines.map(shown)).toEqual(["1 0 charge average 1.average 6.333 × 10 = 63.33"]);
    expect(charges.warnings.map(({ code }) => code)).toContain("metering.reading_below_previous");
  });

  it("holds a slipped decimal point until a second reading confirms it", () => {
    const held = calculateBuilding(facts({ readings: [...history, reading(1, "2026-11-24", "1360")] }));
    expect(held.lines.map(shown)).toEqual(["1 0 charge average 1.average 6 × 10 = 60.00"]);
    expect(held.warnings.map(({ code }) => code)).toContain("metering.reading_above_limit");
  });
});

describe("premises states", () => {
  it("bills each area for its own days", () => {
    const facts = buildingFacts("2026-11", {
      premises: [
        flat(1, "50", {
          states: [
            premisesState("50", { to: day("2026-11-16") }),
            premisesState("60", { from: day("2026-11-16") }),
          ],
        }),
      ],
      accounts: [account(1)],
      terms: [terms("MAINTENANCE", "area")],
      values: [value("MAINTENANCE", "rate", "10")],
    });
    expect(linesOf(facts)).toEqual(["1 0 charge area area 55 × 10 = 550.00"]);
  });
});
