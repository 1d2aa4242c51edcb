import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { MeterId } from "#core/ids";
import { period } from "#core/period";
import type { Database } from "#platform/database";
import { registerServices, setServiceTerms, setValues } from "#modules/tariffs";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { granted, refusalOf, settleSmallTown, type SmallTown } from "../../../test/small-town.ts";
import { registerResidents } from "#modules/accounts";
import { acceptReadings, entryRoute, entrySheetOf, registerMeters } from "./index.ts";
import type { ReadingFacts } from "./rules/facts.ts";
import { entryScaleOf } from "./rules/entry-scale.ts";
import { monthIndex } from "./rules/months.ts";

const meter = {
  id: 1 as MeterId,
  resource: "cold_water" as const,
  premises: 12 as never,
  serial: "CW-1",
  integerDigits: 5,
  ratio: 1n,
  tariffScales: 1 as const,
  installed: day("2025-01-10"),
  removed: undefined,
  verifiedUntil: undefined,
  brokenFrom: undefined,
};
const read = (takenOn: string, value: bigint, of: Partial<ReadingFacts> = {}): ReadingFacts => ({
  meter: meter.id,
  scale: 0,
  takenOn: day(takenOn),
  value: value * 1_000_000n,
  mark: "regular",
  source: "resident",
  ...of,
});
const scaleOf = (readings: readonly ReadingFacts[], of = "2026-11") =>
  entryScaleOf({ meter, scale: 0, readings, month: monthIndex(period(of)), today: day("2026-11-23") });

describe("one scale of the sheet of a month", () => {
  const history = [
    read("2026-06-20", 100n),
    read("2026-07-20", 104n),
    read("2026-08-20", 108n),
    read("2026-09-20", 112n),
    read("2026-10-20", 116n),
  ];

  it("has the reading before, the average and thirteen months, the last one open", () => {
    const scale = scaleOf(history);
    expect(scale).toMatchObject({
      previous: { takenOn: "2026-10-20" },
      reading: undefined,
      average: 4_000_000n,
    });
    expect(scale.months).toHaveLength(13);
    expect(scale.months.slice(-5)).toEqual([4_000_000n, 4_000_000n, 4_000_000n, 4_000_000n, undefined]);
  });

  it("keeps the last reading of the month apart from the one before the month, and judges it", () => {
    const scale = scaleOf([...history, read("2026-11-05", 118n), read("2026-11-20", 190n)]);
    expect(scale.previous?.takenOn).toBe("2026-10-20");
    expect(scale.reading?.value).toBe(190_000_000n);
    expect(scale.months.at(-1)).toBe(74_000_000n);
    expect(scale.warnings.map(({ code }) => code)).toEqual(["metering.above_three_averages"]);
  });

  it("counts a reading after the deadline for the next month", () => {
    const late = [...history, read("2026-11-26", 120n)];
    expect(scaleOf(late).reading).toBeUndefined();
    expect(scaleOf(late, "2026-12").reading?.value).toBe(120_000_000n);
  });

  it("has no reading before of a meter that is new this month but its opening", () => {
    const scale = scaleOf([read("2026-11-02", 0n, { mark: "opening" }), read("2026-11-20", 3n)]);
    expect(scale.previous?.mark).toBe("opening");
    expect(scale.months.at(-1)).toBe(3_000_000n);
    expect(scale.average).toBeUndefined();
  });
});

describe("the sheet of a building", () => {
  let test: TestDatabase;
  let database: Database;
  let town: SmallTown;
  beforeAll(async () => {
    test = await withDatabase();
    database = test.open();
    town = await settleSmallTown(database);
    granted(await registerServices(town.center));
    const flat = must(town.flats.get("12"), "flat 12");
    const common = {
      building: town.lesnaya12,
      tariffScales: 1 as const,
      integerDigits: 5,
      ratio: 1n,
      installed: day("2024-01-10"),
      opening: [{ scale: 0, value: 0n }],
    };
    const [cold] = granted(
      await registerMeters(town.center, [
        { ...common, premises: flat, resource: "cold_water", serial: "CW-12" },
        { ...common, premises: undefined, resource: "heat", serial: "HEAT" },
        {
          ...common,
          premises: must(town.flats.get("1"), "flat 1"),
          resource: "electricity",
          serial: "EL-1",
          tariffScales: 2,
          opening: [
            { scale: 1, value: 0n },
            { scale: 2, value: 0n },
          ],
        },
      ]),
    ).ids;
    await acceptReadings(
      town.center,
      ["2026-09-20", "2026-10-20", "2026-11-20"].map((takenOn, at) => ({
        building: town.lesnaya12,
        meter: must(cold, "the meter"),
        scale: 0,
        takenOn: day(takenOn),
        value: BigInt(at + 1) * 5_000_000n,
        mark: "regular" as const,
        source: "resident" as const,
      })),
    );
    granted(
      await registerResidents(town.center, [
        {
          building: town.lesnaya12,
          account: town.ivanova,
          name: "Иванова Мария Петровна",
          registration: "permanent",
          from: day("2024-01-01"),
        },
      ]),
    );
    granted(
      await setServiceTerms(town.center, [
        {
          building: town.lesnaya12,
          service: "COLD_WATER",
          provider: town.waterworks,
          method: "individual",
          from: day("2024-01-01"),
        },
      ]),
    );
    granted(
      await setValues(town.center, [
        {
          level: "city",
          service: "COLD_WATER",
          parameter: "norm",
          variant: "",
          zone: 0,
          rangeFrom: 0n,
          value: 3_190_000n,
          from: day("2024-01-01"),
          basis: "Приказ 1",
        },
      ]),
    );
  });
  afterAll(() => test.drop());

  it("has the building's own meters first, then the flats in the order of their numbers, with holder and norm", async () => {
    const sheet = granted(
      await entrySheetOf(town.north, { building: town.lesnaya12, period: period("2026-11") }),
    );
    expect(sheet.rows.map(({ number, kind }) => [number, kind])).toEqual([
      ["", "building"],
      ["1", "flat"],
      ["12", "flat"],
    ]);
    expect(sheet.deadline).toBe("2026-11-25");
    expect(sheet.rows[1]?.meters[0]?.scales.map(({ scale }) => scale)).toEqual([1, 2]);
    expect(sheet.rows[2]).toMatchObject({
      accounts: [{ number: "1000000012", holder: "Иванова Мария Петровна" }],
      persons: 1,
      meters: [
        {
          serial: "CW-12",
          norm: { persons: 1, perPerson: 3_190_000n },
          scales: [{ previous: { value: 10_000_000n }, reading: { value: 15_000_000n } }],
        },
      ],
    });
  });

  it("of a scale that has been silent for years shows its last reading", async () => {
    const sheet = granted(
      await entrySheetOf(town.north, { building: town.lesnaya12, period: period("2026-11") }),
    );
    expect(sheet.rows[1]?.meters[0]?.scales[0]?.previous?.takenOn).toBe("2024-01-10");
  });

  it("A1 scoped: is not there for another company", async () => {
    const asked = { building: town.lesnaya12, period: period("2026-11") };
    expect(refusalOf(await entrySheetOf(town.south, asked))).toEqual({
      code: "metering.building_not_found",
      building: town.lesnaya12,
    });
    expect(await entryRoute(town.south, { organization: undefined, period: period("2026-11") })).toEqual([]);
  });

  it("the route says how many meters of each house are read in the month", async () => {
    const route = (of: string) =>
      entryRoute(town.center, { organization: town.northCompany, period: period(of) });
    expect(await route("2026-11")).toMatchObject([{ id: town.lesnaya12, meters: 3, read: 1 }]);
    expect(await route("2026-08")).toMatchObject([{ id: town.lesnaya12, meters: 3, read: 0 }]);
  });
});
