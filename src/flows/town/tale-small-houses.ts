import { day } from "#core/day";
import { firstDay, period } from "#core/period";
import { type Money, money } from "#core/units";
import type { MeterRow, PremisesRow } from "#modules/gateways";
import { except, household, ownValue } from "./habits.ts";
import { addMeter, change, type HouseRows, type Life, metersAt } from "./house-rows.ts";
import { ORGANIZATION } from "./organizations.ts";
import { millionths } from "./tariffs.ts";

/** ул. Полевая 3 is heated by electricity: 6,420 kWh in January reach the third range. */
export function electricHeating(rows: HouseRows, life: Life): void {
  const winter = except(
    (of) => [millionths(["11", "12", "02", "03"].includes(of.slice(5)) ? "4350" : "690")],
    { "2025-01": "6420", "2026-01": "6420" },
  );
  addMeter(
    rows,
    { flat: "1", resource: "electricity", serial: "011-30003", integerDigits: 6, use: winter, day: 20 },
    life,
  );
  change<PremisesRow>(
    rows.premises,
    () => true,
    () => ({ heating: "none" }),
  );
}

/** ул. Садовая 4 still has the social norm: one rate within it, a higher one above. */
export function socialNorm(rows: HouseRows, life: Life): void {
  const from = firstDay(life.first);
  for (const zone of [0, 1, 2, 3]) {
    rows.values.push(
      { ...ownValue(rows, "ELECTRICITY", "4.20", from, "Тариф в пределах социальной нормы (условно)"), zone },
      {
        ...ownValue(rows, "ELECTRICITY", "6.80", from, "Тариф сверх социальной нормы (условно)"),
        zone,
        rangeFrom: 1_000_000n,
      },
    );
  }
}

/** ул. Советская 5 came over from another center with debts of different age. */
export function takenOverDebts(rows: HouseRows): void {
  for (const [at, account] of rows.accounts.slice(0, 3).entries()) {
    for (const [back, month] of ["2024-10", "2024-07", "2022-03"].slice(0, at + 1).entries()) {
      const amount: Money = money(124_512n + BigInt(back) * 20_391n);
      rows.balances.push({
        building: rows.code,
        account: account.number,
        service: "MAINTENANCE",
        provider: ORGANIZATION.housing,
        period: period(month),
        amount,
      });
    }
  }
  const advance = rows.accounts[5];
  if (advance)
    rows.balances.push({
      building: rows.code,
      account: advance.number,
      service: "MAINTENANCE",
      provider: ORGANIZATION.housing,
      period: period("2024-10"),
      amount: money(-83_000n),
    });
}

/** A meter that was reported broken in spring and that nobody has replaced since. */
export function brokenMeter(rows: HouseRows, life: Life): void {
  household(rows, { flat: "45", account: "broken" }, { cold_water: "6.3" }, life);
  for (const meter of metersAt(rows, "45", "cold_water")) {
    change<MeterRow>(
      rows.meters,
      (row) => row === meter,
      () => ({ brokenFrom: day("2026-04-08") }),
    );
    rows.readings = rows.readings.filter(
      (reading) => reading.meter !== meter.serial || reading.takenOn < "2026-04-08",
    );
  }
}
