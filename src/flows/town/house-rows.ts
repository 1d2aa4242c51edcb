import type { Day } from "#core/day";
import { addMonths, firstDay, type Period, periodsFrom } from "#core/period";
import type {
  AccountRow,
  BuildingBundle,
  BuildingRow,
  MeterRow,
  OpeningBalanceRow,
  PremisesRow,
  ReadingRow,
  ResidentRow,
  ServiceTermsRow,
  ValueRow,
} from "#modules/gateways";
import { scalesOf } from "#modules/metering";
import type { Resource } from "#modules/tariffs";

/** How long the town lives. */
export interface Life {
  readonly seed: number;
  readonly first: Period;
  /** The open month: its readings are in, it is not charged. */
  readonly open: Period;
  /** No fact is known after this day. */
  readonly today: Day;
}

export const monthsOf = (life: Life): Period[] => [...periodsFrom(life.first, life.open)];

/**
 * One house with everything that will ever be said of it, while it is made. `learned` holds the rows that become
 * known in another month than the one they are about.
 */
export interface HouseRows {
  readonly code: string;
  readonly buildings: BuildingRow[];
  premises: PremisesRow[];
  accounts: AccountRow[];
  residents: ResidentRow[];
  meters: MeterRow[];
  readings: ReadingRow[];
  terms: ServiceTermsRow[];
  readonly values: ValueRow[];
  readonly balances: OpeningBalanceRow[];
  readonly learned: Map<object, Period>;
}

export const openBundle = (bundle: BuildingBundle): HouseRows => ({
  code: bundle.code,
  buildings: [...bundle.buildings],
  premises: [...bundle.premises],
  accounts: [...bundle.accounts],
  residents: [...bundle.residents],
  meters: [...bundle.meters],
  readings: [...bundle.readings],
  terms: [...bundle.terms],
  values: [...bundle.values],
  balances: [...bundle.balances],
  learned: new Map(),
});

/** A meter that is made month by month. */
export interface MeterPlan {
  readonly flat: string | undefined;
  readonly resource: Resource;
  readonly serial: string;
  /** 1 by default. */
  readonly scales?: 1 | 2 | 3;
  readonly integerDigits?: number;
  readonly verifiedUntil?: Day;
  readonly brokenFrom?: Day;
  readonly installed?: Day;
  /** What is used in a month, millionths, by scale. */
  readonly use: (period: Period) => readonly bigint[];
  /** What the dial shows at the end, by scale: the opening follows from it; by default a small opening is taken. */
  readonly final?: readonly bigint[];
  readonly opening?: readonly bigint[];
  /** Months without a reading; the consumption goes on. */
  readonly silent?: readonly string[];
  /** Day of the month on which it is read. */
  readonly day: number;
  readonly source?: ReadingRow["source"];
}

/** Adds a meter with its readings; what the place had for the resource before is taken out of the story. */
export function addMeter(rows: HouseRows, plan: MeterPlan, life: Life): MeterRow {
  removeMeters(rows, plan.flat, plan.resource);
  const installed = plan.installed ?? firstDay(life.first);
  const meter: MeterRow = {
    building: rows.code,
    ...(plan.flat === undefined ? {} : { premises: plan.flat }),
    serial: plan.serial,
    resource: plan.resource,
    integerDigits: plan.integerDigits ?? (plan.flat === undefined ? 8 : 5),
    fractionDigits: 3,
    tariffScales: plan.scales ?? 1,
    ratio: 1n,
    installed,
    verifiedUntil: plan.verifiedUntil ?? firstDay(addMonths(life.open, 30)),
    ...(plan.brokenFrom === undefined ? {} : { brokenFrom: plan.brokenFrom }),
  };
  rows.meters.push(meter);
  const periods = monthsOf(life).filter((period) => `${period}-${plan.day}` > installed);
  const scales = scalesOf(meter);
  const uses = periods.map((period) => plan.use(period));
  const dial = 10n ** BigInt(meter.integerDigits + 6);
  for (const [at, scale] of scales.entries()) {
    const whole = uses.reduce((sum, use) => sum + (use[at] ?? 0n), 0n);
    const final = plan.final?.[at];
    let shown = plan.opening?.[at] ?? (final === undefined ? 120_000_000n : final - whole);
    rows.readings.push({
      building: rows.code,
      meter: plan.serial,
      scale,
      takenOn: installed,
      value: shown,
      mark: "opening",
      source: "act",
    });
    for (const [index, period] of periods.entries()) {
      shown += uses[index]?.[at] ?? 0n;
      const passed = shown >= dial;
      if (passed) shown -= dial;
      if (plan.silent?.includes(period)) continue;
      rows.readings.push({
        building: rows.code,
        meter: plan.serial,
        scale,
        takenOn: `${period}-${String(plan.day).padStart(2, "0")}` as Day,
        value: shown,
        mark: passed ? "rollover" : "regular",
        source: plan.source ?? "resident",
      });
    }
  }
  return meter;
}

export function removeMeters(rows: HouseRows, flat: string | undefined, resource: Resource): void {
  const gone = new Set(metersAt(rows, flat, resource).map((meter) => meter.serial));
  if (gone.size === 0) return;
  rows.meters = rows.meters.filter((meter) => !gone.has(meter.serial));
  rows.readings = rows.readings.filter((reading) => !gone.has(reading.meter));
}

export const metersAt = (rows: HouseRows, flat: string | undefined, resource: Resource): MeterRow[] =>
  rows.meters.filter((meter) => meter.premises === flat && meter.resource === resource);

/** Changes the rows that fit. */
export function change<Row extends object>(
  list: Row[],
  fits: (row: Row) => boolean,
  to: (row: Row) => Partial<Row>,
): void {
  for (const [at, row] of list.entries()) if (fits(row)) list[at] = { ...row, ...to(row) };
}

/** What all meters of the resource in the house's premises counted in a month, by their readings. Millionths. */
export function countedIn(rows: HouseRows, resource: Resource): Map<Period, bigint> {
  const serials = new Set(
    rows.meters
      .filter((meter) => meter.premises !== undefined && meter.resource === resource)
      .map((meter) => meter.serial),
  );
  const last = new Map<string, bigint>();
  const counted = new Map<Period, bigint>();
  for (const reading of rows.readings) {
    if (!serials.has(reading.meter)) continue;
    const key = `${reading.meter}|${reading.scale}`;
    const before = last.get(key);
    last.set(key, reading.value);
    if (before === undefined || reading.mark === "opening" || reading.value < before) continue;
    const period = reading.takenOn.slice(0, 7) as Period;
    counted.set(period, (counted.get(period) ?? 0n) + reading.value - before);
  }
  return counted;
}
