import type { Day } from "#core/day";
import { type Period, periodOf } from "#core/period";
import type { AccountRow } from "#modules/gateways";
import type { Resource } from "#modules/tariffs";
import { type Random, randomFrom, seedOf } from "#platform/random";
import { addMeter, type HouseRows, type Life, metersAt } from "./house-rows.ts";
import { millionths } from "./tariffs.ts";

/** Litres, or tenths of a kWh, near a monthly habit. */
export function near(habit: string, seed: number, unit = 10_000n): (period: Period) => readonly bigint[] {
  return (of) => {
    const random = randomFrom(seedOf(seed, Number(of.replace("-", ""))));
    return [((millionths(habit) * BigInt(random.between(880, 1120))) / (1_000n * unit)) * unit];
  };
}

/** The named month's volume; near the habit in all the others. */
export const except =
  (use: (period: Period) => readonly bigint[], months: Readonly<Record<string, string>>) => (of: Period) => {
    const stated = months[of];
    return stated === undefined ? use(of) : stated.split("|").map(millionths);
  };

/** Meters of a household by what it uses in a month. */
export function household(
  rows: HouseRows,
  of: { flat: string; account: string },
  habits: Partial<Record<Resource, string>>,
  life: Life,
  silent: readonly string[] = [],
): void {
  for (const [at, resource] of (["cold_water", "hot_water", "electricity"] as const).entries()) {
    const habit = habits[resource];
    if (habit === undefined) continue;
    const random: Random = randomFrom(seedOf(Number(of.flat) * 10 + at, life.first.length));
    addMeter(
      rows,
      {
        flat: of.flat,
        resource,
        serial: `${["18", "19", "011"][at] ?? ""}-${random.between(300_000, 999_999)}`,
        use: near(habit, Number(of.flat) * 100 + at, resource === "electricity" ? 1_000_000n : 10_000n),
        opening: [BigInt(random.between(40, 900)) * 1_000_000n],
        silent,
        day: random.between(18, 23),
      },
      life,
    );
  }
}

export function learnReading(
  rows: HouseRows,
  flat: string,
  resource: Resource,
  about: Period,
  learnedIn: Period,
): void {
  const serials = metersAt(rows, flat, resource).map((meter) => meter.serial);
  for (const reading of rows.readings) {
    if (serials.includes(reading.meter) && periodOf(reading.takenOn) === about)
      rows.learned.set(reading, learnedIn);
  }
}

export function accountAt(rows: HouseRows, flat: string): AccountRow {
  const account = rows.accounts.find((row) => row.premises === flat);
  if (!account) throw new Error(`${rows.code} has no flat ${flat}`);
  return account;
}

export const ownValue = (rows: HouseRows, service: string, value: string, from: Day, basis: string) =>
  ({
    level: "building",
    building: rows.code,
    service,
    parameter: "rate",
    variant: "",
    zone: 0,
    rangeFrom: 0n,
    from,
    value: millionths(value),
    basis,
  }) as const;
