import { type Day, day } from "#core/day";
import { period, periodOf } from "#core/period";
import type { AccountRow, ResidentRow } from "#modules/gateways";
import { accountAt, household, near, ownValue } from "./habits.ts";
import { addMeter, change, type HouseRows, type Life, monthsOf } from "./house-rows.ts";
import { PEOPLE, STORY_ACCOUNTS } from "./people.ts";
import { millionths } from "./tariffs.ts";

/**
 * Мира 45А: a rate from the middle of a month, a meter replaced, silence of one month and of four, a son who moved
 * out and whose leaving became known later, a flat sold in the middle of a month.
 */
export function mira45A(rows: HouseRows, life: Life): void {
  const { yolkina, kuznetsova, vasilyeva, nikitin } = PEOPLE;
  household(rows, kuznetsova, { cold_water: "7.7", hot_water: "5.0", electricity: "205" }, life);
  household(rows, vasilyeva, { cold_water: "4.4", hot_water: "3.2", electricity: "131" }, life, ["2026-03"]);
  household(rows, nikitin, { cold_water: "12.6", hot_water: "8.4", electricity: "322" }, life, [
    "2026-02",
    "2026-03",
    "2026-04",
    "2026-05",
  ]);
  household(rows, yolkina, { hot_water: "6.6", electricity: "188" }, life);
  replaced(rows, life);
  const moved = rows.residents.find((row) => row.account === kuznetsova.account && row.to !== undefined);
  if (moved) rows.learned.set(moved, period("2025-12"));
  rows.values.push(
    ownValue(
      rows,
      "MAINTENANCE",
      "29.10",
      day("2025-09-15"),
      "Решение общего собрания собственников, протокол № 5 от 10.09.2025",
    ),
  );
  sold(rows, life);
}

/** The day on which Yolkina's cold water meter was replaced, and what both dials showed. */
export const REPLACEMENT = {
  on: day("2025-09-14"),
  flat: PEOPLE.yolkina.flat,
  serial: "05-110274",
  closing: millionths("512.300"),
  by: {
    serial: "25-700318",
    integerDigits: 5,
    tariffScales: 1,
    ratio: 1n,
    verifiedUntil: day("2031-09-13"),
    opening: millionths("0.015"),
  },
} as const;

/** The new meter comes by the deed of replacing; here are the old one, and the readings of both. */
function replaced(rows: HouseRows, life: Life): void {
  const use = near("7.0", 31);
  const { on, flat, serial, by } = REPLACEMENT;
  const until = monthsOf(life).filter((of) => of < periodOf(on));
  // August's reading was 509.100; the dial was closed at 512.300.
  const opening = millionths("509.100") - until.reduce((sum, of) => sum + (use(of)[0] ?? 0n), 0n);
  addMeter(rows, { flat, resource: "cold_water", serial, use, opening: [opening], day: 22 }, life);
  rows.readings = rows.readings.filter((reading) => reading.meter !== serial || reading.takenOn < on);
  let shown: bigint = by.opening;
  for (const of of monthsOf(life).filter((at) => at >= periodOf(on))) {
    shown += of === periodOf(on) ? millionths("2.435") : (use(of)[0] ?? 0n);
    rows.readings.push({
      building: rows.code,
      meter: by.serial,
      scale: 0,
      takenOn: `${of}-22` as Day,
      value: shown,
      mark: "regular",
      source: "resident",
    });
  }
}

/** Кв. 20 was sold: the seller's account is closed with its debt, the buyer's begins on the same day. */
function sold(rows: HouseRows, life: Life): void {
  const on = day("2026-05-14");
  if (on >= life.today) return;
  const seller = accountAt(rows, "20");
  change<AccountRow>(
    rows.accounts,
    (row) => row === seller,
    () => ({ closed: on, holder: "person" }),
  );
  rows.accounts.push({
    ...seller,
    holder: "person",
    number: STORY_ACCOUNTS.buyer,
    opened: on,
    from: on,
    holderName: "Гаврилов Денис Артёмович",
  });
  change<ResidentRow>(
    rows.residents,
    (row) => row.account === seller.number,
    () => ({ to: on }),
  );
  for (const givenName of ["Денис", "Марина"]) {
    rows.residents.push({
      building: rows.code,
      account: STORY_ACCOUNTS.buyer,
      surname: givenName === "Денис" ? "Гаврилов" : "Гаврилова",
      givenName,
      patronymic: givenName === "Денис" ? "Артёмович" : "Павловна",
      born: day("1991-10-10"),
      registration: "permanent",
      from: on,
    });
  }
}
