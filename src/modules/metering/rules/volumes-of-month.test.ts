import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type Day, day } from "#core/day";
import { plus, toMillionths, ZERO } from "#core/exact";
import type { MeterId, PremisesId } from "#core/ids";
import { addMonths, firstDay, period } from "#core/period";
import type { EarlierEstimate, MeterFacts, MeterVolumes, ReadingFacts } from "./facts.ts";
import { monthIndex, READING_DEADLINE } from "./months.ts";
import { monthOfReadings } from "./month-of-readings.ts";
import { volumesOfMonth } from "./volumes-of-month.ts";

const NOVEMBER = period("2026-11");
const of = monthOfReadings(NOVEMBER, { deadline: READING_DEADLINE, handovers: [], limited: true });

const meter = (id: number, more: Partial<MeterFacts> = {}): MeterFacts => ({
  id: id as MeterId,
  resource: "cold_water",
  premises: 1 as PremisesId,
  serial: `S${id}`,
  integerDigits: 5,
  ratio: 1n,
  installed: day("2020-01-01"),
  removed: undefined,
  verifiedUntil: undefined,
  brokenFrom: undefined,
  ...more,
});

const read = (
  id: number,
  takenOn: string,
  units: number,
  more: Partial<ReadingFacts> = {},
): ReadingFacts => ({
  meter: id as MeterId,
  scale: 0,
  takenOn: day(takenOn),
  value: BigInt(Math.round(units * 1000)) * 1000n,
  mark: "regular",
  source: "resident",
  ...more,
});

/** Monthly readings, the 24th of each month, ending so many months before November. */
const monthly = (id: number, values: readonly number[], back: number, scale = 0): ReadingFacts[] =>
  values.map((units, i) =>
    read(id, addDays(firstDay(addMonths(NOVEMBER, i - values.length + 1 - back)), 23), units, { scale }),
  );

function volumes(
  meters: readonly MeterFacts[],
  readings: readonly ReadingFacts[],
  earlier: readonly EarlierEstimate[] = [],
  month = of,
): MeterVolumes {
  const ordered = readings.toSorted((a, b) => a.scale - b.scale || (a.takenOn < b.takenOn ? -1 : 1));
  return volumesOfMonth(meters, (asked) => ordered.filter((one) => one.meter === asked.id), month, earlier);
}

const sums = (found: MeterVolumes) =>
  found.zones.map(({ zone, metered, estimated }) => ({
    zone,
    metered: Number(toMillionths(metered.map((s) => s.volume).reduce(plus, ZERO))) / 1e6,
    estimated: Number(toMillionths(estimated.map((s) => s.volume).reduce(plus, ZERO))) / 1e6,
  }));
const codes = (found: MeterVolumes) => found.warnings.map(({ code }) => code);

describe("readings", () => {
  it("taken after the 25th count for the next month", () => {
    const readings = [
      read(1, "2026-09-24", 94),
      read(1, "2026-10-26", 100),
      read(1, "2026-11-25", 106),
      read(1, "2026-11-26", 109),
    ];
    expect(sums(volumes([meter(1)], readings))).toEqual([{ zone: 0, metered: 12, estimated: 0 }]);
  });

  it("are multiplied by the transformers and kept by zones", () => {
    const readings = [...monthly(1, [10, 12], 0, 1), ...monthly(1, [5, 5], 0, 2)];
    expect(sums(volumes([meter(1, { ratio: 20n, resource: "electricity" })], readings))).toEqual([
      { zone: 1, metered: 40, estimated: 0 },
      { zone: 2, metered: 0, estimated: 0 },
    ]);
  });

  it("of one zone missing leave that zone alone to the average", () => {
    const readings = [...monthly(1, [10, 12, 14, 16, 18], 0, 1), ...monthly(1, [1, 2, 3, 4], 1, 2)];
    expect(sums(volumes([meter(1)], readings))).toEqual([
      { zone: 1, metered: 2, estimated: 0 },
      { zone: 2, metered: 0, estimated: 1 },
    ]);
  });

  it("pass zero unmarked only when the volume is at most three averages", () => {
    const history = monthly(1, [99_970, 99_980, 99_990, 99_995], 1);
    const passed = volumes([meter(1)], [...history, read(1, "2026-11-24", 4)]);
    expect(sums(passed)).toEqual([{ zone: 0, metered: 9, estimated: 0 }]);
    expect(codes(passed)).toEqual(["metering.rollover_assumed"]);
    const typo = volumes([meter(1)], [...history, read(1, "2026-11-24", 9_000)]);
    expect(sums(typo)).toEqual([{ zone: 0, metered: 0, estimated: 8.333 }]);
    expect(codes(typo)).toContain("metering.reading_below_previous");
  });

  it("far above anything known are held, and released by a second one that agrees", () => {
    const history = monthly(1, [10, 16, 22, 28], 2);
    const held = read(1, "2026-10-24", 340);
    const released = volumes(
      [meter(1)],
      [...history, held, read(1, "2026-11-24", 346)],
      [{ month: monthIndex(period("2026-10")), zone: 0, volume: 6_000_000n }],
    );
    expect(sums(released)).toEqual([{ zone: 0, metered: 312, estimated: 0 }]);
    const denied = volumes(
      [meter(1)],
      [...history, held, read(1, "2026-11-24", 40)],
      [{ month: monthIndex(period("2026-10")), zone: 0, volume: 6_000_000n }],
    );
    expect(sums(denied)).toEqual([{ zone: 0, metered: 6, estimated: 0 }]);
  });
});

describe("a month without a reading", () => {
  const history = [10, 16, 22, 28, 34, 40, 46];

  it("is the average for three periods, then the norm without the multiplier", () => {
    for (const back of [1, 2, 3]) {
      const found = volumes([meter(1)], monthly(1, history, back));
      expect(sums(found)).toEqual([{ zone: 0, metered: 0, estimated: 6 }]);
      expect(found.zones[0]?.estimates[0]).toMatchObject({ reason: "missing", ordinal: back, months: 6 });
    }
    expect(volumes([meter(1)], monthly(1, history, 4)).norm).toEqual([
      { from: 0, to: 30, reason: "missing" },
    ]);
  });

  it("is the norm at once where fewer than three months are known", () => {
    const found = volumes([meter(1)], monthly(1, [10, 16, 22], 1));
    expect(found.norm).toEqual([{ from: 0, to: 30, reason: "missing" }]);
    expect(codes(found)).toContain("metering.average_unknown");
  });

  it("of a building's heat is the average of the twelve months before, of those with heat in them", () => {
    const building = meter(1, { resource: "heat", premises: undefined });
    // Nine months with heat: 10, then 20 for eight; the one before them lies more than a year back.
    const shown = [0, 900, 900, 900, 900, 910, 930, 950, 970, 990, 1010, 1030, 1050, 1070];
    const month = monthOfReadings(NOVEMBER, { deadline: 31, handovers: [], limited: false });
    const found = volumes([building], monthly(1, shown, 1), [], month);
    expect(found.zones[0]?.estimates[0]).toMatchObject({ average: 18_888_889n, months: 9 });
  });

  it("settles the estimates of two meters by their averages, each when its own reading comes", () => {
    const earlier = [{ month: monthIndex(period("2026-10")), zone: 0, volume: 9_000_000n }];
    const kitchen = monthly(1, [10, 16, 22, 28], 2);
    const bath = monthly(2, [10, 13, 16, 19], 2);
    const both = volumes(
      [meter(1), meter(2)],
      [...kitchen, ...bath, read(1, "2026-11-20", 40), read(2, "2026-11-20", 25)],
      earlier,
    );
    expect(sums(both)).toEqual([{ zone: 0, metered: 9, estimated: 0 }]);
    const one = volumes([meter(1), meter(2)], [...kitchen, ...bath, read(1, "2026-11-20", 40)], earlier);
    expect(sums(one)).toEqual([{ zone: 0, metered: 6, estimated: 3 }]);
  });

  it("does not set off what was billed before the meter was installed, or settled since", () => {
    const fresh = volumes(
      [meter(1, { installed: day("2026-10-20") })],
      [read(1, "2026-10-20", 0, { mark: "opening" }), read(1, "2026-11-20", 5)],
      [{ month: monthIndex(period("2026-09")), zone: 0, volume: 7_000_000n }],
    );
    expect(sums(fresh)).toEqual([{ zone: 0, metered: 5, estimated: 0 }]);
    const settled = volumes(
      [meter(1)],
      [...monthly(1, history, 3), read(1, "2026-10-20", 58), read(1, "2026-11-20", 64)],
      [{ month: monthIndex(period("2026-09")), zone: 0, volume: 6_000_000n }],
    );
    expect(sums(settled)).toEqual([{ zone: 0, metered: 6, estimated: 0 }]);
  });
});

describe("a meter that is not to be believed", () => {
  const history = [10, 16, 22, 28, 34, 40, 46];

  it("counts up to the day it expired, then the average by days", () => {
    const found = volumes(
      [meter(1, { verifiedUntil: day("2026-11-15") })],
      [...monthly(1, history, 1), read(1, "2026-11-14", 50), read(1, "2026-11-24", 70)],
    );
    expect(sums(found)).toEqual([{ zone: 0, metered: 4, estimated: 3 }]);
    expect(codes(found)).toEqual(["metering.verification_expired"]);
  });

  it("is the average for three periods from the event, then the norm for the consumer's own omission", () => {
    const broken = (from: string) => volumes([meter(1, { brokenFrom: day(from) })], monthly(1, history, 3));
    expect(sums(broken("2026-09-01"))).toEqual([{ zone: 0, metered: 0, estimated: 6 }]);
    expect(broken("2026-08-30").norm).toEqual([{ from: 0, to: 30, reason: "unreliable" }]);
  });
});

describe("a replacement", () => {
  const old = meter(1, { removed: day("2026-11-11") });

  it("bills both meters, and the average for the days between them", () => {
    const fresh = meter(2, { installed: day("2026-11-14") });
    const found = volumes(
      [fresh, old],
      [
        ...monthly(1, [10, 16, 22, 28], 1),
        read(1, "2026-11-11", 31, { mark: "closing" }),
        read(2, "2026-11-14", 0.5, { mark: "opening" }),
        read(2, "2026-11-24", 2.5),
      ],
    );
    expect(sums(found)).toEqual([{ zone: 0, metered: 5, estimated: 0.6 }]);
    expect(found.norm).toEqual([]);
  });

  it("without a new meter leaves the rest of the month to the norm", () => {
    const found = volumes(
      [old],
      [...monthly(1, [10, 16, 22, 28], 1), read(1, "2026-11-11", 31, { mark: "closing" })],
    );
    expect(sums(found)).toEqual([{ zone: 0, metered: 3, estimated: 0 }]);
    expect(found.norm).toEqual([{ from: 10, to: 30, reason: "no_meter" }]);
  });

  it("bills the norm before a first meter was installed", () => {
    const first = meter(3, { installed: day("2026-11-16") });
    const found = volumes([first], [read(3, "2026-11-16", 0, { mark: "opening" }), read(3, "2026-11-24", 2)]);
    expect(sums(found)).toEqual([{ zone: 0, metered: 2, estimated: 0 }]);
    expect(found.norm).toEqual([{ from: 0, to: 15, reason: "no_meter" }]);
  });
});

describe("properties", () => {
  it("over the months a chain of readings is billed once: the sum is the last less the first", () => {
    const steps = fc.array(
      fc.record({ days: fc.integer({ min: 1, max: 60 }), units: fc.integer({ min: 0, max: 20 }) }),
      { minLength: 1, maxLength: 14 },
    );
    fc.assert(
      fc.property(steps, fc.boolean(), (walk, handover) => {
        let on: Day = day("2025-06-24");
        let units = 100;
        const readings = [read(1, on, units)];
        for (const step of walk) {
          on = addDays(on, step.days);
          units += step.units;
          readings.push(read(1, on, units));
        }
        const last = readings.at(-1)?.takenOn ?? on;
        let earlier: EarlierEstimate[] = [];
        let billed = 0n;
        for (
          let at = period("2025-06");
          at <= addMonths(period(last.slice(0, 7)), 1);
          at = addMonths(at, 1)
        ) {
          const month = monthOfReadings(at, {
            deadline: READING_DEADLINE,
            handovers: handover ? [last] : [],
            limited: true,
          });
          const found = volumes([meter(1)], readings, earlier, month);
          for (const zone of found.zones) {
            for (const slice of [...zone.metered, ...zone.estimated]) billed += toMillionths(slice.volume);
            const estimated = zone.estimated.map((s) => toMillionths(s.volume)).reduce((a, b) => a + b, 0n);
            if (zone.metered.length > 0) earlier = [];
            if (estimated !== 0n) earlier = [...earlier, { month: month.month, zone: 0, volume: estimated }];
          }
        }
        // The month after the last reading is estimated in its turn; that is not yet settled.
        const open = earlier.reduce((sum, { volume }) => sum + volume, 0n);
        expect(billed - open).toBe(BigInt(units - 100) * 1_000_000n);
      }),
      { numRuns: 300 },
    );
  });

  it("the ordinary month is what the general way gives", () => {
    const rising = fc
      .array(fc.integer({ min: 0, max: 40_000 }), { minLength: 3, maxLength: 8 })
      .map((steps) => {
        let sum = 100;
        return steps.map((step) => (sum += step / 1000));
      });
    fc.assert(
      fc.property(rising, (values) => {
        const readings = monthly(1, values, 0);
        const general = { ...of, handovers: [day("1999-01-01")] };
        expect(volumes([meter(1)], readings, [], general)).toEqual(volumes([meter(1)], readings));
      }),
    );
  });
});
