import { type Day, day } from "#core/day";
import { period } from "#core/period";
import type { DueDay, KeyRate, Moratorium, PenaltyLaw, RateCap } from "./model.ts";

/*
 * The law as it stood when this version was made. Migrations put the same rows into every installation, where later
 * ones are added without a release; what is here serves calculations without a database (vectors, tests), and a test
 * holds the two together.
 */

const BANK = "Банк России: ключевая ставка";
const DECREES = "ПП РФ 474 от 26.03.2022, 2479 от 28.12.2022, 2382 от 29.12.2023, 329 от 18.03.2025";

const KEY_RATES: readonly KeyRate[] = (
  [
    ["2019-12-16", 625n],
    ["2020-02-10", 600n],
    ["2020-04-27", 550n],
    ["2020-06-22", 450n],
    ["2020-07-27", 425n],
    ["2021-03-22", 450n],
    ["2021-04-26", 500n],
    ["2021-06-15", 550n],
    ["2021-07-26", 650n],
    ["2021-09-13", 675n],
    ["2021-10-25", 750n],
    ["2021-12-20", 850n],
    ["2022-02-14", 950n],
    ["2022-02-28", 2000n],
    ["2022-04-11", 1700n],
    ["2022-05-04", 1400n],
    ["2022-05-27", 1100n],
    ["2022-06-14", 950n],
    ["2022-07-25", 800n],
    ["2022-09-19", 750n],
    ["2023-07-24", 850n],
    ["2023-08-15", 1200n],
    ["2023-09-18", 1300n],
    ["2023-10-30", 1500n],
    ["2023-12-18", 1600n],
    ["2024-07-29", 1800n],
    ["2024-09-16", 1900n],
    ["2024-10-28", 2100n],
    ["2025-06-09", 2000n],
    ["2025-07-28", 1800n],
    ["2025-09-15", 1700n],
    ["2025-10-27", 1650n],
    ["2025-12-22", 1600n],
    ["2026-02-16", 1550n],
  ] as const
).map(([from, hundredths]) => ({ from: day(from), percent: hundredths * 10_000n, basis: BANK }));

const CAPS: readonly RateCap[] = [
  { from: day("2022-02-28"), to: day("2027-01-01"), percent: 9_500_000n, basis: DECREES },
];

const MORATORIA: readonly Moratorium[] = [
  { from: day("2020-04-06"), to: day("2021-01-01"), basis: "ПП РФ 424 от 02.04.2020" },
];

/** The bankruptcy moratorium: some courts apply it to debts older than itself. Known, and off until a center turns it on. */
export const MORATORIUM_OF_2022: Moratorium = {
  from: day("2022-04-01"),
  to: day("2022-10-02"),
  dueBefore: day("2022-04-01"),
  basis: "ПП РФ 497 от 28.03.2022",
};

const DUE_DAYS: readonly DueDay[] = [
  { from: period("2005-03"), day: 10, basis: "ЖК РФ ст. 155 ч. 1" },
  { from: period("2026-03"), day: 15, basis: "ЖК РФ ст. 155 ч. 1 (с платы за март 2026 года)" },
];

const HOLIDAYS = ["02-23", "03-08", "05-01", "05-09", "06-12", "11-04"];
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027];

/** Moved by the Labour Code (a holiday on a weekend) and by each year's decree. */
const MOVED_OFF = `
  2019-05-02 2019-05-03 2019-05-10
  2020-02-24 2020-03-09 2020-05-04 2020-05-05 2020-05-11
  2021-02-22 2021-05-03 2021-05-10 2021-06-14 2021-11-05 2021-12-31
  2022-03-07 2022-05-02 2022-05-03 2022-05-10 2022-06-13
  2023-02-24 2023-05-08 2023-11-06
  2024-04-29 2024-04-30 2024-05-10 2024-12-30 2024-12-31
  2025-05-02 2025-05-08 2025-06-13 2025-11-03 2025-12-31
  2026-01-09 2026-03-09 2026-05-11 2026-12-31
  2027-05-03 2027-05-10 2027-06-14`
  .trim()
  .split(/\s+/);
const WORKED: readonly string[] = [
  "2021-02-20",
  "2022-03-05",
  "2024-04-27",
  "2024-11-02",
  "2024-12-28",
  "2025-11-01",
];

const CALENDAR: ReadonlyMap<Day, boolean> = new Map([
  ...YEARS.flatMap((year) =>
    [...Array.from({ length: 8 }, (_, at) => `01-0${at + 1}`), ...HOLIDAYS].map((date): [Day, boolean] => [
      day(`${year}-${date}`),
      false,
    ]),
  ),
  ...MOVED_OFF.map((date): [Day, boolean] => [day(date), false]),
  ...WORKED.map((date): [Day, boolean] => [day(date), true]),
]);

export const PENALTY_LAW: PenaltyLaw = {
  keyRates: KEY_RATES,
  caps: CAPS,
  moratoria: MORATORIA,
  dueDays: DUE_DAYS,
  calendar: CALENDAR,
};
