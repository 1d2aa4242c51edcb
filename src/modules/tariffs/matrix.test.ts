import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import { openPeriod } from "#modules/organizations";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { granted, refusalOf, settleSmallTown, type SmallTown } from "../../../test/small-town.ts";
import { registerServices, setServiceTerms, valuesInForce } from "./index.ts";
import {
  correctStated,
  endValue,
  setValue,
  type StatedOwner,
  type StatedValue,
  tariffMatrix,
  tryValue,
  valueTimeline,
} from "./matrix.ts";

let test: TestDatabase;
let database: Database;
let town: SmallTown;

const rate = (value: bigint, from: string, of: Partial<StatedValue> = {}): StatedValue => ({
  level: "city",
  service: "MAINTENANCE",
  parameter: "rate",
  variant: "",
  zone: 0,
  rangeFrom: 0n,
  value,
  from: day(from),
  basis: "Приказ 1",
  ...of,
});
const ofNorth = (): StatedOwner => ({ level: "organization", organization: town.northCompany });
const ofLesnaya = (): StatedOwner => ({ level: "building", building: town.lesnaya12 });

beforeAll(async () => {
  test = await withDatabase();
  database = test.open();
  town = await settleSmallTown(database);
  granted(await registerServices(town.center));
  granted(
    await setServiceTerms(
      town.center,
      [town.lesnaya12, town.lenina5, town.lenina50].map((building) => ({
        building,
        service: "MAINTENANCE",
        provider: town.northCompany,
        method: "area" as const,
        from: day("2024-01-01"),
      })),
    ),
  );
  granted(await setValue(town.center, rate(30_000_000n, "2025-01-01")));
  granted(await setValue(town.center, rate(32_000_000n, "2026-01-01", ofNorth())));
  granted(await setValue(town.center, rate(35_000_000n, "2026-03-01", ofLesnaya())));
});
afterAll(() => test.drop());

/** Whose value each line of the matrix shows, and what it is. */
async function shownOn(on: string, organization = town.northCompany) {
  const { lines } = await tariffMatrix(town.center, { kind: "rates", on: day(on), organization });
  return lines.map(({ level, name, cells: [cell] }) => [
    level,
    name.split(", ").slice(-2).join(", "),
    cell && `${cell.value.value / 1_000_000n} ${cell.level} ${cell.overridden}`,
  ]);
}

describe("the matrix", () => {
  it("shows the same service at three dates, inherited, overridden and own", async () => {
    expect(await shownOn("2025-06-01")).toEqual([
      ["city", "", "30 city 0"],
      ["organization", "ООО «Северный дом»", "30 city 0"],
      ["building", "ул. Ленина, д. 5", "30 city 0"],
      ["building", "ул. Лесная, д. 12", "30 city 0"],
    ]);
    expect(await shownOn("2026-02-01")).toEqual([
      ["city", "", "30 city 1"],
      ["organization", "ООО «Северный дом»", "32 organization 0"],
      ["building", "ул. Ленина, д. 5", "32 organization 0"],
      ["building", "ул. Лесная, д. 12", "32 organization 0"],
    ]);
    expect(await shownOn("2026-11-23")).toEqual([
      ["city", "", "30 city 2"],
      ["organization", "ООО «Северный дом»", "32 organization 1"],
      ["building", "ул. Ленина, д. 5", "32 organization 0"],
      ["building", "ул. Лесная, д. 12", "35 building 0"],
    ]);
  });

  it("agrees with the resolver that charges", async () => {
    for (const building of [town.lesnaya12, town.lenina5]) {
      const inForce = granted(await valuesInForce(town.center, { building, on: day("2026-11-23") }));
      const { lines } = await tariffMatrix(town.center, {
        kind: "rates",
        on: day("2026-11-23"),
        organization: town.northCompany,
      });
      const cell = lines.find((line) => line.building === building)?.cells[0];
      expect(cell?.value.value).toBe(inForce[0]?.values[0]?.inForce.values[0]?.value);
    }
  });

  it("A1 scoped: shows a company nobody else's values", async () => {
    const { lines } = await tariffMatrix(town.south, { kind: "rates", on: day("2026-11-23") });
    expect(lines.flatMap(({ cells }) => cells.map(({ value }) => value.level))).not.toContain("building");
    expect(JSON.stringify(lines.map(({ name }) => name))).not.toContain("Лесная");
  });
});

describe("the timeline of a value", () => {
  it("has every level from the city down, and what goes before it beneath", async () => {
    const of = { service: "MAINTENANCE", parameter: "rate" as const };
    const house = granted(await valueTimeline(town.center, { ...of, owner: ofLesnaya() }));
    expect(house.levels.map(({ level, values }) => [level, values.length])).toEqual([
      ["city", 1],
      ["organization", 1],
      ["building", 1],
    ]);
    const city = granted(await valueTimeline(town.center, { ...of, owner: { level: "city" } }));
    expect(city.beneath.map(({ level, name }) => [level, name.split(", ").slice(-2).join(", ")])).toEqual([
      ["organization", "ООО «Северный дом»"],
      ["building", "ул. Лесная, д. 12"],
    ]);
    expect(refusalOf(await valueTimeline(town.south, { ...of, owner: ofLesnaya() })).code).toBe(
      "tariffs.building_not_found",
    );
  });
});

describe("a value set by a person", () => {
  it("is tried first: whom it concerns is counted, and nothing is left of it", async () => {
    const tried = granted(await tryValue(town.center, rate(31_000_000n, "2026-09-01")));
    // Ленина 50 is the southern company's; the north keeps its own.
    expect(tried).toEqual({ accounts: 1, buildings: 1, overridden: 3, pastMonths: 2 });
    const north = granted(await tryValue(town.center, rate(33_000_000n, "2026-12-01", ofNorth())));
    expect(north).toEqual({ accounts: 1, buildings: 1, overridden: 2, pastMonths: 0 });
    expect(await shownOn("2026-12-01")).toEqual(await shownOn("2026-11-23"));
  });

  it("is refused by its own sentence where it contradicts", async () => {
    expect(refusalOf(await tryValue(town.center, rate(31_000_000n, "2025-12-01", ofNorth())))).toMatchObject({
      code: "tariffs.value_contradicts",
      recordedFrom: "2026-01-01",
    });
    expect(refusalOf(await setValue(town.center, rate(1n, "2027-01-01", { basis: " " }))).code).toBe(
      "tariffs.basis_missing",
    );
    expect(refusalOf(await setValue(town.north, rate(1n, "2027-01-01"))).code).toBe("tariffs.not_yours");
  });

  it("of an account is set by its number, and goes before all others", async () => {
    const own: StatedOwner = { level: "account", building: town.lesnaya12, account: "1000000012" };
    granted(await setValue(town.center, rate(0n, "2026-11-01", own)));
    const inForce = granted(
      await valuesInForce(town.center, {
        building: town.lesnaya12,
        account: town.ivanova,
        on: day("2026-11-23"),
      }),
    );
    expect(inForce[0]?.values[0]?.inForce.values[0]).toMatchObject({ level: "account", value: 0n });
    expect(
      refusalOf(await setValue(town.center, rate(0n, "2026-11-01", { ...own, account: "1000005012" }))).code,
    ).toBe("tariffs.owner_not_found");
  });
});

describe("the return to the value above", () => {
  const end = (on: string, owner: StatedOwner, ctx: typeof town.center = town.center) =>
    endValue(ctx, { service: "MAINTENANCE", parameter: "rate", variant: "", zone: 0, on: day(on), ...owner });

  it("ends the own value on a day; nothing is erased", async () => {
    expect(granted(await end("2026-12-01", ofLesnaya()))).toEqual({ ended: 1 });
    const lesnayaOn = async (on: string) =>
      (await shownOn(on)).find(([, name]) => name === "ул. Лесная, д. 12")?.[2];
    // The account's own value of the test before stays beneath.
    expect(await lesnayaOn("2026-11-30")).toBe("35 building 1");
    expect(await lesnayaOn("2026-12-01")).toBe("32 organization 1");
    expect(refusalOf(await end("2026-12-01", ofLesnaya()))).toEqual({
      code: "tariffs.nothing_to_end",
      on: "2026-12-01",
    });
  });

  it("does not end a value before it begins, nor the city's, nor another's", async () => {
    expect(refusalOf(await end("2026-01-01", ofNorth()))).toEqual({
      code: "tariffs.value_begins_later",
      on: "2026-01-01",
      recordedFrom: "2026-01-01",
    });
    expect(refusalOf(await end("2026-12-01", { level: "city" })).code).toBe("tariffs.nothing_to_end");
    expect(refusalOf(await end("2026-12-01", ofNorth(), town.south)).code).toBe("tariffs.not_yours");
  });
});

describe("a value recorded in error", () => {
  const wrong = () => rate(34_000_000n, "2026-01-01", ofNorth());
  const correct = (
    of: Partial<Parameters<typeof correctStated>[1]> = {},
    ctx: typeof town.center = town.center,
  ) => correctStated(ctx, { ...wrong(), basis: "Протокол 2", reason: "Цифры переставлены", ...of });
  const northHistory = async () => {
    const timeline = granted(
      await valueTimeline(town.center, { service: "MAINTENANCE", parameter: "rate", owner: ofNorth() }),
    );
    return timeline.levels.at(-1)?.values.map(({ from, value, basis, was }) => ({
      from,
      value,
      basis,
      was: was.map((old) => [old.value, old.basis, old.reason]),
    }));
  };

  it("is another one from its very day on; what it was stays beside it with the reason, each time", async () => {
    expect(granted(await correct())).toEqual({ was: 32_000_000n, wasBasis: "Приказ 1" });
    expect(await shownOn("2026-01-01")).toContainEqual([
      "organization",
      "ООО «Северный дом»",
      "34 organization 0",
    ]);
    granted(await correct({ value: 33_000_000n, reason: "Не та строка протокола" }));
    expect(await northHistory()).toEqual([
      {
        from: "2026-01-01",
        value: 33_000_000n,
        basis: "Протокол 2",
        was: [
          [34_000_000n, "Протокол 2", "Не та строка протокола"],
          [32_000_000n, "Приказ 1", "Цифры переставлены"],
        ],
      },
    ]);
  });

  it("of a house keeps its past in the house's own books", async () => {
    const own = { ...ofLesnaya(), from: day("2026-03-01"), value: 36_000_000n };
    expect(granted(await correct(own))).toMatchObject({ was: 35_000_000n });
    const timeline = granted(
      await valueTimeline(town.north, { service: "MAINTENANCE", parameter: "rate", owner: ofLesnaya() }),
    );
    expect(timeline.levels.at(-1)?.values[0]?.was).toMatchObject([
      { value: 35_000_000n, reason: "Цифры переставлены" },
    ]);
  });

  it("marks the months charged by it, of the houses that it reached and no others", async () => {
    granted(await openPeriod(town.center, town.northCompany, period("2026-11")));
    granted(await openPeriod(town.center, town.southCompany, period("2026-11")));
    const marks = () =>
      town.center.transaction(async (tx) =>
        (
          await tx.query<{ building: number; from: string; source: string }>(
            'select building_id as building, from_day as "from", source from charging.late_facts order by mark_id',
          )
        ).map(({ building, from, source }) => [building, from, source]),
      );
    const before = await marks();
    granted(await correct({ value: 33_500_000n }));
    granted(await correct({ ...ofLesnaya(), from: day("2026-03-01"), value: 36_500_000n }));
    // Another document of the same figure charges nothing otherwise.
    granted(
      await correct({ ...ofLesnaya(), from: day("2026-03-01"), value: 36_500_000n, basis: "Протокол 3" }),
    );
    expect((await marks()).slice(before.length)).toEqual([
      [town.lesnaya12, "2026-01-01", "tariffs.city_values"],
      [town.lenina5, "2026-01-01", "tariffs.city_values"],
      [town.lesnaya12, "2026-03-01", "tariffs.building_values"],
    ]);
  });

  it("is not corrected without a reason, on another day, to the same, or by another company", async () => {
    expect(refusalOf(await correct({ reason: " " })).code).toBe("tariffs.reason_missing");
    expect(refusalOf(await correct({ from: day("2026-01-02") }))).toEqual({
      code: "tariffs.nothing_to_correct",
      from: "2026-01-02",
    });
    expect(refusalOf(await correct({ value: 33_500_000n })).code).toBe("tariffs.nothing_corrected");
    expect(refusalOf(await correct({ value: 1n }, town.south)).code).toBe("tariffs.not_yours");
  });

  it("cannot be written over past the deed: the database demands the reason", async () => {
    await expect(
      town.center.transaction((tx) =>
        tx.query("update tariffs.city_values set value = 1 where organization_id = 0"),
      ),
    ).rejects.toMatchObject({ code: "23514" });
  });
});
