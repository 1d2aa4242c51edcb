import { day } from "#core/day";
import type { Period } from "#core/period";
import type { PremisesRow } from "#modules/gateways";
import { accountAt, except, household, near, ownValue } from "./habits.ts";
import { addMeter, change, type HouseRows, type Life, monthsOf } from "./house-rows.ts";
import { ORGANIZATION } from "./organizations.ts";
import { OZYORNAYA_7, PEOPLE } from "./people.ts";
import { millionths } from "./tariffs.ts";

/**
 * Озёрная 12/1: Petrov's hot water meter is not verified since August 2026 and he pays by average, from November by
 * the norm with the multiplier; he has a two-zone meter. Smirnov's meter passes zero. The owners' meeting has set a
 * rate of the house's own; Shcherbakova on the ground floor does not pay for the lift.
 */
export function ozyornaya12(rows: HouseRows, life: Life): void {
  const { petrov, sidorov, smirnov, shcherbakova } = PEOPLE;
  addMeter(
    rows,
    {
      flat: petrov.flat,
      resource: "cold_water",
      serial: "18-204430",
      use: except(near("6.1", 21), { "2026-11": "6.213" }),
      final: [millionths("418.331")],
      day: 21,
    },
    life,
  );
  addMeter(
    rows,
    {
      flat: petrov.flat,
      resource: "hot_water",
      serial: "18-204431",
      use: near("3.9", 22),
      verifiedUntil: day("2026-07-31"),
      day: 21,
    },
    life,
  );
  const zones = (of: Period) => [...near("139", 23, 1_000_000n)(of), ...near("58", 24, 1_000_000n)(of)];
  addMeter(
    rows,
    {
      flat: petrov.flat,
      resource: "electricity",
      serial: "011-90217",
      scales: 2,
      use: except(zones, { "2026-11": "143|61" }),
      opening: [millionths("5120"), millionths("2204")],
      day: 21,
    },
    life,
  );
  household(rows, sidorov, { cold_water: "4.2", hot_water: "3.1", electricity: "118" }, life);
  household(rows, shcherbakova, { cold_water: "8.8", hot_water: "6.1", electricity: "226" }, life);
  household(rows, smirnov, { hot_water: "8.2", electricity: "301" }, life);
  // 99,998.412 to 3.105: passing zero, as the clerk confirmed (November 2025).
  const passing = except(near("11.3", 25), { "2025-11": "4.693" });
  const before = monthsOf(life)
    .filter((of) => of < "2025-11")
    .reduce((sum, of) => sum + (passing(of)[0] ?? 0n), 0n);
  addMeter(
    rows,
    {
      flat: smirnov.flat,
      resource: "cold_water",
      serial: "07-551203",
      use: passing,
      opening: [millionths("99998.412") - before],
      day: 20,
    },
    life,
  );

  change<PremisesRow>(
    rows.premises,
    (row) => row.number === shcherbakova.flat,
    () => ({ storey: 1 }),
  );
  const decision = "Решение общего собрания собственников";
  rows.values.push(
    ownValue(rows, "MAINTENANCE", "33.42", day("2026-04-01"), `${decision}, протокол № 2 от 14.03.2026`),
    {
      ...ownValue(
        rows,
        "LIFT",
        "0",
        day("2025-03-01"),
        `${decision}, протокол № 1 от 20.02.2025: первый этаж лифт не оплачивает`,
      ),
      level: "account",
      account: shcherbakova.account,
    },
  );
  const inherited = accountAt(rows, "10");
  rows.accounts.push({
    ...inherited,
    from: day("2025-08-19"),
    holder: "person",
    holderName: "Фролова Алла Романовна",
  });
}

/** Озёрная 7 went over to another company on 1 October 2025; maintenance is that company's from then on. */
export function ozyornaya7(rows: HouseRows): void {
  for (const terms of rows.terms.filter((of) => of.provider === ORGANIZATION.pribrezhnaya)) {
    rows.terms.push({ ...terms, provider: ORGANIZATION.zarechye, from: TRANSFER.from });
  }
}

/** The building that changed its manager. */
export const TRANSFER = {
  building: OZYORNAYA_7,
  to: ORGANIZATION.zarechye,
  from: day("2025-10-01"),
} as const;
