import { day } from "#core/day";
import { firstDay, period } from "#core/period";
import type { AccountRow } from "#modules/gateways";
import { accountAt, except, household, learnReading, near } from "./habits.ts";
import { addMeter, change, type HouseRows, type Life, metersAt } from "./house-rows.ts";
import { PEOPLE, STORY_ACCOUNTS } from "./people.ts";
import { millionths } from "./tariffs.ts";

/**
 * Ленина 7: Ivanova's hot water of November 2026 is 6.21 m³ by her meter, 412.35 to 418.56. Also: co-owners with an
 * account each, an owner who lives elsewhere, a reading that came a month late.
 */
export function lenina7(rows: HouseRows, life: Life): void {
  const { ivanova, oconnor, morozov, abdulzade } = PEOPLE;
  const hot = except(near("5.2", 11), { "2026-10": "5.330", "2026-11": "6.210" });
  addMeter(
    rows,
    {
      flat: ivanova.flat,
      resource: "hot_water",
      serial: "18-204417",
      use: hot,
      final: [millionths("418.56")],
      day: 22,
    },
    life,
  );
  addMeter(
    rows,
    {
      flat: ivanova.flat,
      resource: "cold_water",
      serial: "18-204418",
      use: except(near("6.9", 12), { "2026-10": "7.100", "2026-11": "7.840" }),
      final: [millionths("588.34")],
      day: 22,
    },
    life,
  );
  addMeter(
    rows,
    {
      flat: ivanova.flat,
      resource: "electricity",
      serial: "011-77401",
      use: except(near("176", 13, 1_000_000n), { "2026-11": "186" }),
      final: [millionths("8412")],
      day: 22,
    },
    life,
  );
  household(rows, oconnor, { cold_water: "9.1", hot_water: "6.4", electricity: "210" }, life);
  household(rows, abdulzade, { cold_water: "10.4", hot_water: "7.2", electricity: "240" }, life);
  household(rows, morozov, { cold_water: "6.0", hot_water: "4.4", electricity: "150" }, life);
  // Morozov's reading of May 2025 lay in the letter box: the clerk entered it in June, and May was recalculated.
  learnReading(rows, morozov.flat, "cold_water", period("2025-05"), period("2025-06"));

  change<AccountRow>(
    rows.accounts,
    (row) => row.number === STORY_ACCOUNTS.oneThird,
    () => ({
      shareNumerator: 1n,
      shareDenominator: 3n,
      owners: 1,
      holderName: "Тихонов Лев Аркадьевич",
      holder: "person",
    }),
  );
  rows.accounts.push({
    ...accountAt(rows, "21"),
    number: STORY_ACCOUNTS.twoThirds,
    shareNumerator: 2n,
    shareDenominator: 3n,
    holderName: "Тихонова Нина Аркадьевна",
  });
  rows.residents = rows.residents.filter((row) => row.account !== STORY_ACCOUNTS.oneThird);
  for (const [account, givenName] of [
    [STORY_ACCOUNTS.oneThird, "Лев"],
    [STORY_ACCOUNTS.twoThirds, "Нина"],
  ] as const) {
    rows.residents.push({
      building: rows.code,
      account,
      surname: givenName === "Лев" ? "Тихонов" : "Тихонова",
      givenName,
      patronymic: givenName === "Лев" ? "Аркадьевич" : "Аркадьевна",
      born: day("1971-06-06"),
      registration: "permanent",
      from: firstDay(life.first),
    });
  }

  change<AccountRow>(
    rows.accounts,
    (row) => row.number === STORY_ACCOUNTS.absentOwner,
    () => ({ owners: 2, holderName: "Лазарев Олег Борисович" }),
  );
  rows.residents = rows.residents.filter((row) => row.account !== STORY_ACCOUNTS.absentOwner);
  for (const resource of ["cold_water", "hot_water"] as const) {
    const gone = new Set(metersAt(rows, "33", resource).map((meter) => meter.serial));
    rows.meters = rows.meters.filter((meter) => !gone.has(meter.serial));
    rows.readings = rows.readings.filter((reading) => !gone.has(reading.meter));
  }
}
