import type { SupplyStandard } from "./supply.ts";

const NONE: Omit<SupplyStandard, "id" | "supply" | "kind" | "rule" | "percent" | "clause"> = {
  condition: "",
  measuredFrom: undefined,
  measuredTo: undefined,
  allowedHours: 0,
  allowedHoursAtOnce: undefined,
  least: undefined,
  most: undefined,
  toleranceByDay: 0n,
  toleranceByNight: 0n,
  toleranceAbove: 0n,
  step: 1_000_000n,
  removesUnsupplied: false,
};

/** 0.15 % and 0.1 % of the charge; 3.3 % of a day of waste. */
const FIFTEEN = 150_000n;
const TENTH = 100_000n;
const BY_HOURS = { kind: "interruption", rule: "hours_beyond_allowed", percent: FIFTEEN } as const;
const WATER = { ...BY_HOURS, allowedHours: 8, allowedHoursAtOnce: 4, removesUnsupplied: true } as const;
const HEAT = {
  ...BY_HOURS,
  supply: "heat",
  allowedHours: 24,
  removesUnsupplied: true,
  clause: "п. 14",
} as const;
const PRESSURE = { kind: "pressure", rule: "hours_beyond_allowed", percent: TENTH } as const;
const NO_PRESSURE = { kind: "pressure", rule: "days_without_charge", percent: 0n } as const;
const WARMTH = {
  supply: "heat",
  kind: "temperature",
  rule: "degrees_by_hour",
  percent: FIFTEEN,
  toleranceByNight: 3_000_000n,
  toleranceAbove: 4_000_000n,
  clause: "п. 15",
} as const;
const HOT = {
  supply: "hot_water",
  kind: "temperature",
  least: 60_000_000n,
  most: 75_000_000n,
  toleranceByDay: 3_000_000n,
  toleranceByNight: 5_000_000n,
  toleranceAbove: 3_000_000n,
  clause: "п. 5",
} as const;
const WASTE = {
  supply: "waste",
  kind: "interruption",
  rule: "full_days_beyond_allowed",
  percent: 3_300_000n,
  allowedHours: 72,
  clause: "п. 17",
} as const;

/**
 * Decree 354, annex 1 as the installation begins with it: `metering.supply_standards` is filled with these rows and a
 * test compares the two. What changes in the law is a further row with a date, not a change here.
 */
export const ANNEX_1: readonly SupplyStandard[] = [
  { ...NONE, ...WATER, id: 1, supply: "cold_water", clause: "п. 1" },
  {
    ...NONE,
    ...WATER,
    id: 2,
    supply: "cold_water",
    condition: "dead_end",
    allowedHoursAtOnce: 24,
    clause: "п. 1",
  },
  {
    ...NONE,
    id: 3,
    supply: "cold_water",
    kind: "composition",
    rule: "days_without_charge",
    percent: 0n,
    clause: "п. 2",
  },
  // 0.03 to 0.6 MPa: by up to a quarter off, by the hour; farther off, nothing is due for the days.
  {
    ...NONE,
    ...PRESSURE,
    id: 4,
    supply: "cold_water",
    measuredFrom: 22_500n,
    measuredTo: 30_000n,
    clause: "п. 3",
  },
  {
    ...NONE,
    ...PRESSURE,
    id: 5,
    supply: "cold_water",
    measuredFrom: 600_001n,
    measuredTo: 750_001n,
    clause: "п. 3",
  },
  {
    ...NONE,
    ...NO_PRESSURE,
    id: 6,
    supply: "cold_water",
    measuredFrom: 0n,
    measuredTo: 22_500n,
    clause: "п. 3",
  },
  { ...NONE, ...NO_PRESSURE, id: 7, supply: "cold_water", measuredFrom: 750_001n, clause: "п. 3" },
  { ...NONE, ...WATER, id: 10, supply: "hot_water", clause: "п. 4" },
  {
    ...NONE,
    ...WATER,
    id: 11,
    supply: "hot_water",
    condition: "dead_end",
    allowedHoursAtOnce: 24,
    clause: "п. 4",
  },
  {
    ...NONE,
    ...HOT,
    id: 12,
    rule: "degrees_by_hour",
    percent: TENTH,
    step: 3_000_000n,
    measuredFrom: 40_000_000n,
  },
  { ...NONE, ...HOT, id: 13, rule: "priced_as_cold_water", percent: 0n, measuredTo: 40_000_000n },
  {
    ...NONE,
    id: 14,
    supply: "hot_water",
    kind: "composition",
    rule: "days_without_charge",
    percent: 0n,
    clause: "п. 6",
  },
  // 0.03 to 0.45 MPa.
  {
    ...NONE,
    ...PRESSURE,
    id: 15,
    supply: "hot_water",
    measuredFrom: 22_500n,
    measuredTo: 30_000n,
    clause: "п. 7",
  },
  {
    ...NONE,
    ...PRESSURE,
    id: 16,
    supply: "hot_water",
    measuredFrom: 450_001n,
    measuredTo: 562_501n,
    clause: "п. 7",
  },
  {
    ...NONE,
    ...NO_PRESSURE,
    id: 17,
    supply: "hot_water",
    measuredFrom: 0n,
    measuredTo: 22_500n,
    clause: "п. 7",
  },
  { ...NONE, ...NO_PRESSURE, id: 18, supply: "hot_water", measuredFrom: 562_501n, clause: "п. 7" },
  { ...NONE, ...WATER, id: 20, supply: "sewerage", clause: "п. 8" },
  {
    ...NONE,
    ...BY_HOURS,
    id: 25,
    supply: "electricity",
    allowedHours: 24,
    removesUnsupplied: true,
    clause: "п. 9",
  },
  {
    ...NONE,
    ...BY_HOURS,
    id: 26,
    supply: "electricity",
    condition: "two_feeds",
    allowedHours: 2,
    removesUnsupplied: true,
    clause: "п. 9",
  },
  { ...NONE, ...BY_HOURS, id: 27, supply: "electricity", kind: "composition", clause: "п. 10" },
  { ...NONE, ...BY_HOURS, id: 30, supply: "gas", allowedHours: 4, removesUnsupplied: true, clause: "п. 11" },
  {
    ...NONE,
    id: 31,
    supply: "gas",
    kind: "composition",
    rule: "days_without_charge",
    percent: 0n,
    clause: "п. 12",
  },
  // At once: 16 hours while the rooms have 12 degrees and more, 8 from 10, 4 from 8.
  { ...NONE, ...HEAT, id: 40, allowedHoursAtOnce: 16 },
  { ...NONE, ...HEAT, id: 41, condition: "from_10_degrees", allowedHoursAtOnce: 8 },
  { ...NONE, ...HEAT, id: 42, condition: "from_8_degrees", allowedHoursAtOnce: 4 },
  { ...NONE, ...WARMTH, id: 43, least: 18_000_000n, most: 18_000_000n },
  { ...NONE, ...WARMTH, id: 44, condition: "corner", least: 20_000_000n, most: 20_000_000n },
  { ...NONE, ...WARMTH, id: 45, condition: "cold_region", least: 20_000_000n, most: 20_000_000n },
  { ...NONE, ...WARMTH, id: 46, condition: "cold_region_corner", least: 22_000_000n, most: 22_000_000n },
  { ...NONE, ...WASTE, id: 50, allowedHoursAtOnce: 24 },
  { ...NONE, ...WASTE, id: 51, condition: "to_5_degrees", allowedHoursAtOnce: 48 },
];
