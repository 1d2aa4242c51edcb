import { day } from "#core/day";
import type { AccountId, OrganizationId, PremisesId } from "#core/ids";
import { period, periodsFrom } from "#core/period";
import { money, NOTHING } from "#core/units";
import type { PenaltyFacts, StepsCode } from "../penalties/model.ts";
import { PENALTY_LAW } from "../penalties/reference.ts";
import type { AllocatedHeat, BuildingFacts, FormulaCode, HeatingYear } from "../model.ts";
import { failure, standardFor } from "./adapters/reductions.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
  buildingState,
  COMPANY,
  flat,
  meter,
  pairOfReadings,
  reading,
  residents,
  service,
  terms,
  value,
} from "./sample-building.ts";

/** A vector of a formula: what account 1 owes by it, worked out by hand from the words of the law. */
export interface FormulaVector {
  readonly formula: FormulaCode;
  readonly title: string;
  readonly law: string;
  /** The hand's work, from the facts to the sum. */
  readonly arithmetic: string;
  readonly service: string;
  readonly facts: BuildingFacts;
  /** Kopecks of all lines of account 1 for the service by the formula; a correction's months together. */
  readonly due: bigint;
}

const MONTH = period("2026-11");
const one = (more: Partial<BuildingFacts>): BuildingFacts =>
  buildingFacts(MONTH, { premises: [flat(1, "50")], accounts: [account(1)], ...more });

/** Two rooms of a communal flat, with one and two residents. */
const communal = (more: Partial<BuildingFacts>): BuildingFacts =>
  buildingFacts(MONTH, {
    premises: [
      flat(9, "60"),
      flat(1, "20", { kind: "room", flat: 9 as PremisesId }),
      flat(2, "20", { kind: "room", flat: 9 as PremisesId }),
      flat(3, "1140"),
    ],
    accounts: [account(1), account(2)],
    residents: [...residents(1, 1), ...residents(2, 2)],
    ...more,
  });

const house = (method: "heating_season" | "heating_even_year"): BuildingFacts =>
  buildingFacts(MONTH, {
    states: [buildingState({ kind: "house" })],
    premises: [flat(1, "80", { kind: "house" })],
    accounts: [account(1)],
    terms: [terms("HEATING", method)],
    values: [
      value("HEATING", "rate", "2150.40"),
      value("HEATING", "norm_area", "0.025"),
      value("HEATING", "heating_season", "1"),
      value("HEATING", "heating_months", "7"),
    ],
  });

/** Six months' volumes to the end of October, 36 m³ together. */
const SIX_MONTHS = [
  ["2026-04", "100"],
  ["2026-05", "106"],
  ["2026-06", "113"],
  ["2026-07", "118"],
  ["2026-08", "126"],
  ["2026-09", "132"],
  ["2026-10", "136"],
] as const;

/** A year paid evenly in a building where all flats have heat meters: each month 1 and 2 Gcal of its 3.6. */
function meteredYear(): HeatingYear {
  const months = [...periodsFrom(period("2025-01"), period("2025-12"))];
  const shown = (id: number, aMonth: number) =>
    ["2024-12", ...months].map((month, i) => reading(id, `${month}-25`, (10 + (aMonth * i) / 10).toFixed(1)));
  const readings = [...shown(1, 10), ...shown(2, 20), ...shown(900, 36)];
  return {
    months: months.map((month) =>
      buildingFacts(month, {
        premises: [flat(1, "50"), flat(2, "50")],
        accounts: [account(1), account(2)],
        terms: [terms("HEATING", "heating_even_year")],
        values: [value("HEATING", "heating_season", "1"), value("HEATING", "rate", "2000")],
        meters: [meter(1, "heat", 1), meter(2, "heat", 2), meter(900, "heat", undefined)],
        readings: readings.filter((of) => of.takenOn <= `${month}-25`),
      }),
    ),
    billed: months.map((month) => ({
      account: 1 as AccountId,
      provider: COMPANY,
      period: month,
      volume: 1_250_000n,
      amount: money(250_000n),
    })),
  };
}

const heatOf = (of: number, month: string): AllocatedHeat => ({
  account: of as AccountId,
  premises: of as PremisesId,
  provider: COMPANY,
  period: period(month),
  volume: 1_500_000n,
  amount: money(322_560n),
  isCorrection: false,
});

/** 5,000.00 of January 2025, due on Monday 10 February, not paid by 30 June 2025. */
const owing = (steps: StepsCode): BuildingFacts => {
  const penalties: PenaltyFacts = {
    calculatedTo: day("2025-06-30"),
    law: PENALTY_LAW,
    policies: [{ from: ALWAYS, mode: "PAYMENT_DATE", legalSteps: "sector", basis: "Order 1" }],
    waivers: [],
    items: [
      {
        account: 1 as AccountId,
        provider: 1 as OrganizationId,
        chargedFor: period("2025-01"),
        capitalRepair: steps === "capital_repair",
        holder: steps === "sector" ? "legal" : "person",
        before: NOTHING,
        beforeInMonth: NOTHING,
        movements: [
          {
            what: "charge",
            bookedIn: period("2025-01"),
            day: day("2025-01-31"),
            amount: money(500_000n),
          },
        ],
      },
    ],
  };
  return buildingFacts("2025-06", { penalties });
};

/**
 * Formulas that none of the 63 shared vectors speaks of. `every-formula.test.ts` holds that with these no formula is
 * without one.
 */
export const FORMULA_VECTORS: readonly FormulaVector[] = [
  {
    formula: "fixed",
    title: "An intercom by its contract",
    law: "contract of the premises; charges.md 3",
    arithmetic: "58.50 a premises, the whole month: 58.50",
    service: "INTERCOM",
    facts: one({ terms: [terms("INTERCOM", "fixed")], values: [value("INTERCOM", "rate", "58.50")] }),
    due: 58_50n,
  },
  {
    formula: "1.average_broken",
    title: "A water meter broken since the first of the month",
    law: "Decree 354 p. 59(a): the average month of six, for three months at most",
    arithmetic: "(6 + 7 + 5 + 8 + 6 + 4) / 6 = 6.000 m³; 6 × 48.32 = 289.92",
    service: "COLD_WATER",
    facts: one({
      terms: [terms("COLD_WATER", "individual")],
      values: [value("COLD_WATER", "rate", "48.32")],
      meters: [meter(1, "cold_water", 1, { brokenFrom: day("2026-11-01") })],
      readings: SIX_MONTHS.map(([month, shown]) => reading(1, `${month}-24`, shown)),
    }),
    due: 289_92n,
  },
  {
    formula: "7",
    title: "A communal flat's water by persons",
    law: "Decree 354, annex 2, formula 7: V_flat × n_room / n_flat × T",
    arithmetic: "12 m³ × 1 / 3 = 4; 4 × 48.32 = 193.28",
    service: "COLD_WATER",
    facts: communal({
      terms: [terms("COLD_WATER", "individual")],
      values: [value("COLD_WATER", "rate", "48.32")],
      meters: [meter(9, "cold_water", 9)],
      readings: pairOfReadings(9, MONTH, "100", "112"),
    }),
    due: 193_28n,
  },
  {
    formula: "17",
    title: "A room's part of the flat's common needs",
    law: "Decree 354, annex 2, formulas 15, 17, 10",
    arithmetic:
      "0.03 × 400 = 12 m³; the flat 12 × 60 / 1200 = 0.6; the room 0.6 × 20 / 40 = 0.300; × 48.32 = 14.496, 14.50",
    service: "ODN_COLD_WATER",
    facts: communal({
      states: [buildingState({ commonPropertyArea: 400_000_000n })],
      terms: [terms("ODN_COLD_WATER", "common_needs")],
      values: [value("ODN_COLD_WATER", "rate", "48.32"), value("ODN_COLD_WATER", "norm_common", "0.03")],
    }),
    due: 14_50n,
  },
  {
    formula: "2",
    title: "A house without a meter, paid in the season",
    law: "Decree 354, annex 2, formula 2: S × N × T",
    arithmetic: "80 × 0.025 = 2 Gcal; 2 × 2150.40 = 4300.80",
    service: "HEATING",
    facts: house("heating_season"),
    due: 4300_80n,
  },
  {
    formula: "2(1)",
    title: "The same house, paid evenly through the year",
    law: "Decree 354, annex 2, formula 2(1): S × (N × K) × T, K = 7 / 12",
    arithmetic: "80 × 0.025 × 7 / 12 = 7 / 6 Gcal; 7 / 6 × 2150.40 = 2508.80",
    service: "HEATING",
    facts: house("heating_even_year"),
    due: 2508_80n,
  },
  {
    formula: "18",
    title: "Heat of the building's own boiler",
    law: "Decree 354, annex 2, formula 18: V_fuel × T_fuel × S / S_total",
    arithmetic: "9000 m³ × 7.84 = 70560; 70560 × 50 / 2000 = 1764.00",
    service: "HEATING",
    facts: one({
      premises: [flat(1, "50"), flat(2, "1950")],
      terms: [terms("HEATING", "heating_made")],
      values: [value("GAS", "rate", "7.84"), value("HEATING", "heat_per_m3", "0.0079")],
      meters: [meter(900, "gas", undefined)],
      readings: pairOfReadings(900, MONTH, "100", "9100"),
    }),
    due: 1764_00n,
  },
  {
    formula: "47",
    title: "The flats used more than the building",
    law: "Decree 354 p. 47: the difference by persons, no flat's volume below nought",
    arithmetic: "20 − (15 + 13) = −8 m³; −8 × 3 / 4 = −6, less than 15; −6 × 48.32 = −289.92",
    service: "ODN_COLD_WATER",
    facts: buildingFacts(MONTH, {
      premises: [flat(1, "50"), flat(2, "50")],
      accounts: [account(1), account(2)],
      residents: [...residents(1, 3), ...residents(2, 1)],
      terms: [terms("COLD_WATER", "individual"), terms("ODN_COLD_WATER", "common_needs")],
      values: [value("COLD_WATER", "rate", "48.32"), value("ODN_COLD_WATER", "rate", "48.32")],
      meters: [meter(1, "cold_water", 1), meter(2, "cold_water", 2), meter(900, "cold_water", undefined)],
      readings: [
        ...pairOfReadings(1, MONTH, "100", "115"),
        ...pairOfReadings(2, MONTH, "100", "113"),
        ...pairOfReadings(900, MONTH, "100", "120"),
      ],
    }),
    due: -289_92n,
  },
  {
    formula: "3(4)",
    title: "A year paid evenly where all flats have heat meters",
    law: "Decree 354 p. 42(1), annex 2, formulas 3(4), 3(3)",
    arithmetic:
      "a month 1 + 50 × (3.6 − 3) / 100 = 1.3 Gcal × 2000 = 2600.00; billed 2500.00; 12 × 100.00 = 1200.00",
    service: "HEATING",
    facts: buildingFacts("2026-01", { heatingYear: meteredYear() }),
    due: 1200_00n,
  },
  {
    formula: "3(5)",
    title: "A span divided by heat-cost allocators",
    law: "Decree 354, annex 2, formula 3(5): ΣP × u / Σu − P_billed, allocators in more than half of the area",
    arithmetic:
      "two flats, two months: 4 × 3225.60 = 12902.40; × 900 / 1200 = 9676.80; billed 6451.20; 3225.60 more",
    service: "HEATING",
    facts: buildingFacts("2026-01", {
      allocators: [
        {
          from: period("2025-10"),
          to: period("2025-11"),
          totalArea: 150_000_000n,
          places: [
            { premises: 1 as PremisesId, area: 50_000_000n, units: 900_000_000n, document: "Act 14" },
            { premises: 2 as PremisesId, area: 50_000_000n, units: 300_000_000n, document: "Act 14" },
          ],
          billed: ["2025-10", "2025-11"].flatMap((month) => [1, 2, 3].map((of) => heatOf(of, month))),
        },
      ],
    }),
    due: 3225_60n,
  },
  {
    formula: "own",
    title: "A formula of the center: what is above three cubic metres costs half as much again",
    law: "formula of the center, version 2",
    arithmetic: "3 × 50 + (10 − 3) × 50 × 1.5 = 150 + 525 = 675.00",
    service: "COLD_WATER",
    facts: one({
      terms: [terms("COLD_WATER", "individual")],
      values: [value("COLD_WATER", "rate", "50")],
      meters: [meter(1, "cold_water", 1)],
      readings: pairOfReadings(1, MONTH, "100", "110"),
      methods: [
        {
          service: service("COLD_WATER"),
          level: "city",
          account: 0,
          method: undefined,
          volume: "law",
          missing: "law",
          area: "total",
          rounding: "kopecks",
          from: ALWAYS,
          basis: "Decision 7",
          formula: {
            code: "above_three",
            version: 2,
            author: "Petrova",
            unit: "m3",
            gives: "money",
            text: "if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.5 else volume * rate",
          },
        },
      ],
    }),
    due: 675_00n,
  },
  {
    formula: "absence.waste",
    title: "One of three residents away for twelve full days",
    law: "Decree 354 p. 148(44), 91",
    arithmetic: "3 × 2.4 / 12 × 600 = 360.00; / 3 × 12 / 30 = 48.00",
    service: "WASTE",
    facts: one({
      residents: residents(1, 3),
      terms: [terms("WASTE", "waste_persons")],
      values: [value("WASTE", "rate", "600"), value("WASTE", "norm_year", "2.4")],
      absences: [
        {
          account: 1 as AccountId,
          resident: 1,
          left: day("2026-11-05"),
          returned: day("2026-11-18"),
          registered: { from: ALWAYS },
          document: "Travel order 5",
        },
      ],
    }),
    due: -48_00n,
  },
  {
    formula: "quality.no_charge",
    title: "Water of a bad composition on two days",
    law: "Decree 354 p. 101, annex 1 p. 2: nothing is due for the days",
    arithmetic: "9 × 50 = 450.00; × 2 / 30 = 30.00",
    service: "COLD_WATER",
    facts: one({
      terms: [terms("COLD_WATER", "individual")],
      values: [value("COLD_WATER", "rate", "50")],
      meters: [meter(1, "cold_water", 1)],
      readings: pairOfReadings(1, MONTH, "100", "109"),
      failures: [
        failure(standardFor("cold_water", "composition"), { on: day("2026-11-10"), hour: 20, hours: 8 }),
      ],
    }),
    due: -30_00n,
  },
  {
    formula: "quality.unsupplied",
    title: "No water for a day and a half, charged by norm",
    law: "Decree 354 p. 99, 100: what was not supplied is not paid",
    arithmetic: "3 × 6 × 50 = 900.00; × 36 h / 720 h = 45.00",
    service: "COLD_WATER",
    facts: one({
      residents: residents(1, 3),
      terms: [terms("COLD_WATER", "individual")],
      values: [value("COLD_WATER", "rate", "50"), value("COLD_WATER", "norm", "6")],
      failures: [failure(standardFor("cold_water", "interruption"), { on: day("2026-11-10"), hours: 36 })],
    }),
    due: -45_00n,
  },
  {
    formula: "penalty",
    title: "A resident's debt of 5,000.00",
    law: "ЖК РФ art. 155 p. 14; decree 474 of 26.03.2022: min(9.5, 20) %",
    arithmetic:
      "days 31–90: 5000 × 9.5 % / 300 × 60 = 95.00; days 91–140: 5000 × 9.5 % / 130 × 50 = 182.6923; 277.69",
    service: "PENALTY",
    facts: owing("resident"),
    due: 277_69n,
  },
  {
    formula: "penalty.capital_repair",
    title: "The same debt of capital repair",
    law: "ЖК РФ art. 155 p. 14.1: 1/300 from day 31, without a step",
    arithmetic: "days 31–140: 5000 × 9.5 % / 300 × 110 = 174.1667; 174.17",
    service: "PENALTY",
    facts: owing("capital_repair"),
    due: 174_17n,
  },
  {
    formula: "penalty.sector",
    title: "The same debt of a legal person",
    law: "190-FZ art. 15 and its sisters: from day 1 1/300, from day 61 1/170, from day 91 1/130",
    arithmetic:
      "5000 × 9.5 % × (60 / 300 + 30 / 170 + 50 / 130) = 95.00 + 83.8235 + 182.6923 = 361.5158; 361.52",
    service: "PENALTY",
    facts: owing("sector"),
    due: 361_52n,
  },
];
