import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { MeterId, PremisesId } from "#core/ids";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { granted, refusalOf, settleSmallTown, type SmallTown } from "../../../test/small-town.ts";
import {
  acceptReading,
  acceptReadings,
  findMeters,
  metersOf,
  type NewMeter,
  type NewReading,
  readingsOf,
  registerMeters,
  replaceMeter,
} from "./index.ts";

let test: TestDatabase;
let database: Database;
let town: SmallTown;
beforeAll(async () => {
  test = await withDatabase();
  database = test.open();
  town = await settleSmallTown(database);
});
afterAll(() => test.drop());

const flat = (number: string): PremisesId => must(town.flats.get(number), "the flat");
const newMeter = (serial: string, of: Partial<NewMeter> = {}): NewMeter => ({
  building: town.lesnaya12,
  premises: flat("12"),
  resource: "cold_water",
  serial,
  tariffScales: 1,
  integerDigits: 5,
  ratio: 1n,
  installed: day("2024-01-10"),
  verifiedUntil: day("2030-01-10"),
  opening: [{ scale: 0, value: 0n }],
  ...of,
});
const reading = (
  meter: MeterId,
  takenOn: string,
  value: bigint,
  of: Partial<NewReading> = {},
): NewReading => ({
  building: town.lesnaya12,
  meter,
  scale: 0,
  takenOn: day(takenOn),
  value: value * 1_000_000n,
  mark: "regular",
  source: "resident",
  ...of,
});
const install = async (serial: string, of: Partial<NewMeter> = {}): Promise<MeterId> =>
  must(granted(await registerMeters(town.center, [newMeter(serial, of)])).ids[0], "the meter");

describe("registering meters", () => {
  it("with opening readings, verifications, faults and removal; the same again changes nothing", async () => {
    const rows = [
      newMeter("CW-1"),
      newMeter("HEAT-1", { premises: undefined, resource: "heat", ratio: 40n }),
    ];
    const first = granted(await registerMeters(town.north, rows));
    expect(first).toMatchObject({ added: 2, differences: [] });
    expect(granted(await registerMeters(town.north, rows))).toMatchObject({
      ids: first.ids,
      added: 0,
      changed: 0,
      unchanged: 2,
    });
    const verified = newMeter("CW-1", {
      verified: day("2026-05-05"),
      verifiedUntil: day("2032-05-05"),
      integerDigits: 6,
    });
    expect(granted(await registerMeters(town.north, [verified]))).toMatchObject({
      changed: 1,
      differences: [{ field: "integerDigits", recorded: "5", stated: "6" }],
    });
    const broken = newMeter("HEAT-1", {
      premises: undefined,
      resource: "heat",
      ratio: 40n,
      brokenFrom: day("2026-10-01"),
    });
    expect(granted(await registerMeters(town.north, [broken]))).toMatchObject({ changed: 1 });
    await town.north.transaction(async (tx) => {
      const own = await metersOf(tx, { building: town.lesnaya12, premises: flat("12") });
      expect(own).toMatchObject([
        {
          serial: "CW-1",
          verifiedUntil: "2032-05-05",
          last: [{ value: 0n, mark: "opening", takenOn: "2024-01-10" }],
        },
      ]);
      expect(await metersOf(tx, { building: town.lesnaya12 })).toMatchObject([
        { serial: "HEAT-1", brokenFrom: "2026-10-01", ratio: 40n },
      ]);
    });
  });

  it("refuses all rows for one that cannot be, and names it", async () => {
    const refusal = refusalOf(
      await registerMeters(town.north, [
        newMeter("GOOD-1"),
        newMeter("CW-1", { premises: flat("1") }),
        newMeter(" "),
        newMeter("X-1", { integerDigits: 0 }),
        newMeter("X-2", { removed: day("2023-01-01") }),
        newMeter("X-3", { building: town.lenina50, premises: undefined }),
        newMeter("X-4", { premises: 99_999 as PremisesId }),
        newMeter("X-5", { tariffScales: 2 }),
        newMeter("X-6", { opening: [{ scale: 0, value: 100_000_000_000n }] }),
      ]),
    );
    expect(refusal).toMatchObject({
      rows: [
        { row: 1, refusal: { code: "metering.serial_taken", serial: "CW-1" } },
        { row: 2, refusal: { code: "metering.serial_empty" } },
        { row: 3, refusal: { code: "metering.digits_impossible" } },
        { row: 4, refusal: { code: "metering.removed_before_installed" } },
        { row: 5, refusal: { code: "metering.building_not_found" } },
        { row: 6, refusal: { code: "metering.premises_not_found" } },
        { row: 7, refusal: { code: "metering.scale_unknown", scale: 0, tariffScales: 2 } },
        { row: 8, refusal: { code: "metering.reading_too_long" } },
      ],
    });
    expect(await town.center.transaction((tx) => findMeters(tx, "GOOD"))).toEqual([]);
  });
});

describe("taking readings", () => {
  it("takes the good ones of a file, and says of each other one why not", async () => {
    const meter = await install("BULK-1");
    const rows = [
      reading(meter, "2026-03-20", 30n),
      reading(meter, "2026-01-20", 10n),
      reading(meter, "2026-02-20", 20n),
      reading(meter, "2026-02-25", 15n),
      reading(meter, "2027-01-20", 90n),
      reading(meter, "2023-12-20", 1n),
      reading(meter, "2026-04-20", 100_000n),
      reading(meter, "2026-04-20", 40n, { scale: 1 }),
      reading(99_999 as MeterId, "2026-04-20", 40n),
      reading(meter, "2026-04-20", 40n, { building: town.lenina5 }),
    ];
    const outcome = await acceptReadings(town.north, rows);
    expect(outcome).toMatchObject({
      taken: 3,
      unchanged: 0,
      refused: [
        {
          row: 3,
          refusal: { code: "metering.reading_below_previous", previous: "20000000", takenOn: "2026-02-20" },
        },
        {
          row: 4,
          refusal: { code: "metering.reading_in_future", takenOn: "2027-01-20", today: "2026-11-23" },
        },
        { row: 5, refusal: { code: "metering.before_installation", installed: "2024-01-10" } },
        { row: 6, refusal: { code: "metering.reading_too_long", integerDigits: 5 } },
        { row: 7, refusal: { code: "metering.scale_unknown" } },
        { row: 8, refusal: { code: "metering.meter_not_found" } },
        { row: 9, refusal: { code: "metering.meter_not_found" } },
      ],
    });
    expect(await acceptReadings(town.north, rows.slice(0, 3))).toMatchObject({
      taken: 0,
      unchanged: 3,
      refused: [],
    });
    expect(await acceptReadings(town.south, rows.slice(0, 1))).toMatchObject({
      taken: 0,
      refused: [{ row: 0, refusal: { code: "metering.meter_not_found" } }],
    });
    const listed = await town.north.transaction((tx) =>
      readingsOf(tx, { building: town.lesnaya12, meter }, 2),
    );
    expect(listed.map((at) => [at.takenOn, at.value, at.version])).toEqual([
      ["2026-03-20", 30_000_000n, 1],
      ["2026-02-20", 20_000_000n, 1],
    ]);
  });

  it("a correction is a further version, judged by its neighbours", async () => {
    const meter = await install("FIX-1");
    await acceptReadings(town.north, [
      reading(meter, "2026-01-20", 10n),
      reading(meter, "2026-02-20", 20n),
      reading(meter, "2026-03-20", 30n),
    ]);
    const corrected = granted(
      await acceptReading(town.north, reading(meter, "2026-02-20", 22n, { source: "clerk" })),
    );
    expect(corrected.reading).toMatchObject({ version: 2, value: 22_000_000n, source: "clerk" });
    expect(refusalOf(await acceptReading(town.north, reading(meter, "2026-02-20", 31n)))).toEqual({
      code: "metering.reading_above_next",
      next: "30000000",
      takenOn: "2026-03-20",
    });
    expect(refusalOf(await acceptReading(town.north, reading(meter, "2026-03-20", 21n)))).toEqual({
      code: "metering.reading_below_previous",
      previous: "22000000",
      takenOn: "2026-02-20",
    });
    const listed = await town.north.transaction((tx) => readingsOf(tx, { building: town.lesnaya12, meter }));
    expect(listed.map((at) => at.value)).toEqual([30_000_000n, 22_000_000n, 10_000_000n, 0n]);
  });

  it("two clerks at once: both corrections are kept, one after the other", async () => {
    const meter = await install("RACE-1");
    const results = await Promise.all(
      [1n, 2n, 3n, 4n].map((value) => acceptReading(town.north, reading(meter, "2026-01-20", value))),
    );
    expect(results.map((result) => granted(result).reading.version).sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it("warns of what deserves a look", async () => {
    const meter = await install("WARN-1", {
      verifiedUntil: day("2026-04-30"),
      brokenFrom: day("2026-06-01"),
    });
    const months = ["2026-01-20", "2026-02-20", "2026-03-20", "2026-04-20"];
    await acceptReadings(
      town.north,
      months.map((takenOn, at) => reading(meter, takenOn, BigInt(10 * (at + 1)))),
    );
    const warnings = async (input: NewReading) =>
      granted(await acceptReading(town.north, input)).warnings.map((warning) => warning.code);
    // A month away from home is nothing to look at; three are.
    expect(await warnings(reading(meter, "2026-05-20", 40n))).toEqual(["metering.verification_expired"]);
    await acceptReading(town.north, reading(meter, "2026-06-20", 40n));
    const still = granted(await acceptReading(town.north, reading(meter, "2026-07-20", 40n)));
    expect(still.warnings).toEqual([
      { code: "metering.verification_expired", verifiedUntil: "2026-04-30" },
      { code: "metering.meter_broken", brokenFrom: "2026-06-01" },
      { code: "metering.nothing_consumed", since: "2026-04-20" },
    ]);
    expect(await warnings(reading(meter, "2026-08-20", 140n))).toEqual([
      "metering.verification_expired",
      "metering.meter_broken",
      "metering.above_three_averages",
    ]);
  });

  it("believes in passing zero when it is marked or plausible", async () => {
    const meter = await install("ZERO-1", {
      installed: day("2025-12-20"),
      opening: [{ scale: 0, value: 99_960_000_000n }],
    });
    await acceptReadings(town.north, [
      reading(meter, "2026-01-20", 99_970n),
      reading(meter, "2026-02-20", 99_980n),
      reading(meter, "2026-03-20", 99_990n),
    ]);
    expect(refusalOf(await acceptReading(town.north, reading(meter, "2026-04-20", 50n))).code).toBe(
      "metering.reading_below_previous",
    );
    const assumed = granted(await acceptReading(town.north, reading(meter, "2026-04-20", 1n)));
    expect(assumed.warnings).toEqual([{ code: "metering.rollover_assumed", previous: "99990000000" }]);
    const marked = await install("ZERO-2", { opening: [{ scale: 0, value: 99_000_000_000n }] });
    granted(await acceptReading(town.north, reading(marked, "2026-04-20", 50n, { mark: "rollover" })));
  });
});

describe("a whole building's readings", () => {
  const SINCE = day("2024-06-01");

  it("judged together or meter by meter, the same is taken, refused and warned of", async () => {
    const many = await installMany("MANY", 45);
    const alone = await installMany("ALONE", 45);
    const of = (meters: readonly MeterId[], takenOn: string, valueOf: (at: number) => bigint) =>
      meters.map((meter, at) => reading(meter, takenOn, valueOf(at)));
    for (const month of ["06", "07", "08", "09", "10"]) {
      const value = (at: number) => BigInt(Number(month) * 10 + at);
      const together = await acceptReadings(town.center, of(many, `2026-${month}-20`, value));
      expect(together).toMatchObject({ taken: 45, refused: [] });
      const rows = of(alone, `2026-${month}-20`, value);
      for (let at = 0; at < rows.length; at += 15)
        expect(await acceptReadings(town.center, rows.slice(at, at + 15))).toMatchObject({ refused: [] });
    }
    // One shows less than before, one ten times its usual.
    const last = (at: number) => (at === 3 ? 50n : at === 4 ? 1_000n : BigInt(110 + at));
    const together = await acceptReadings(town.center, of(many, "2026-11-20", last));
    expect(together.refused.map(({ row, refusal }) => [row, refusal.code])).toEqual([
      [3, "metering.reading_below_previous"],
    ]);
    expect(together.warnings.map(({ row, warning }) => [row, warning.code])).toEqual([
      [4, "metering.above_three_averages"],
    ]);
    for (const [at, row] of of(alone, "2026-11-20", last).entries()) {
      const taken = await acceptReading(town.center, row);
      const { refusal } = together.refused.find((one) => one.row === at) ?? {};
      if (refusal) expect(refusalOf(taken)).toMatchObject({ code: refusal.code });
      else
        expect(granted(taken).warnings).toEqual(
          together.warnings.filter((one) => one.row === at).map(({ warning }) => warning),
        );
    }
  });

  it("a meter that is not there is refused by the database, for whichever of the rows", async () => {
    const meter = await install("HERE");
    const insert = (meters: readonly number[]) =>
      database.transaction(town.center.scope, (tx) =>
        tx.query(
          `insert into metering.readings (building_id, taken_on, meter_id, scale, value, source)
           select $1, $2, meter, 0, 1, 'act' from unnest($3::integer[]) as meter`,
          [town.lesnaya12, SINCE, meters],
        ),
      );
    await expect(insert([meter, 999_999])).rejects.toMatchObject({ code: "23503" });
    await expect(insert([meter])).resolves.toEqual([]);
  });

  async function installMany(prefix: string, count: number): Promise<readonly MeterId[]> {
    const rows = Array.from({ length: count }, (_, at) =>
      newMeter(`${prefix}-${at}`, { premises: undefined }),
    );
    return granted(await registerMeters(town.center, rows)).ids;
  }
});

describe("replacing a meter", () => {
  it("closes the old one and opens the new one on one day", async () => {
    const old = await install("OLD-1", { premises: flat("1") });
    await acceptReadings(town.north, [reading(old, "2026-09-20", 100n)]);
    const replacement = {
      building: town.lesnaya12,
      meter: old,
      on: day("2026-10-05"),
      closing: [{ scale: 0, value: 104_000_000n }],
      by: {
        serial: "NEW-1",
        tariffScales: 1 as const,
        integerDigits: 5,
        ratio: 1n,
        verifiedUntil: day("2032-10-04"),
        opening: [{ scale: 0, value: 200_000n }],
      },
    };
    expect(
      refusalOf(
        await replaceMeter(town.north, { ...replacement, closing: [{ scale: 0, value: 99_000_000n }] }),
      ).code,
    ).toBe("metering.reading_below_previous");
    expect(
      refusalOf(
        await replaceMeter(town.north, { ...replacement, by: { ...replacement.by, serial: "OLD-1" } }),
      ).code,
    ).toBe("metering.serial_taken");
    const made = granted(await replaceMeter(town.north, replacement));
    await town.north.transaction(async (tx) => {
      expect(await metersOf(tx, { building: town.lesnaya12, premises: flat("1") })).toMatchObject([
        {
          id: made,
          serial: "NEW-1",
          removed: undefined,
          verifiedUntil: "2032-10-04",
          last: [{ value: 200_000n, mark: "opening" }],
        },
        {
          id: old,
          serial: "OLD-1",
          removed: "2026-10-05",
          last: [{ value: 104_000_000n, mark: "closing", takenOn: "2026-10-05" }],
        },
      ]);
    });
    expect(refusalOf(await replaceMeter(town.north, replacement))).toEqual({
      code: "metering.removed_already",
      removed: "2026-10-05",
    });
    expect(refusalOf(await acceptReading(town.north, reading(old, "2026-11-20", 110n))).code).toBe(
      "metering.meter_removed",
    );
  });
});
