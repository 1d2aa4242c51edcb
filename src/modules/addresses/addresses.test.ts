import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import {
  granted,
  newBuilding,
  newPremises,
  refusalOf,
  settleSmallTown,
  type SmallTown,
  TODAY,
} from "../../../test/small-town.ts";
import {
  findBuilding,
  findBuildings,
  findPoints,
  findPremisesAddresses,
  findPremisesStates,
  listBuildings,
  listCities,
  listPremises,
  listStreets,
  type NewBuilding,
  readQuery,
  registerBuildings,
  registerPremises,
  renameStreet,
  transferBuilding,
} from "./index.ts";
import { findBuildingsSql } from "./store.ts";

let test: TestDatabase;
let database: Database;
let town: SmallTown;
beforeAll(async () => {
  test = await withDatabase();
  database = test.open();
  town = await settleSmallTown(database);
});
afterAll(() => test.drop());

const find = (ctx: Ctx, typed: string): Promise<string[]> =>
  ctx.transaction(async (tx) => (await findBuildings(tx, readQuery(typed).words)).map((at) => at.address));

describe("registering buildings", () => {
  it("changes nothing the second time, and dates what changed", async () => {
    const lesnaya = newBuilding("house-1", {
      street: "ул. Лесная",
      house: "12",
      organization: town.northCompany,
      entrances: 2,
    });
    expect(granted(await registerBuildings(town.center, [lesnaya]))).toMatchObject({
      ids: [town.lesnaya12],
      added: 0,
      changed: 0,
      unchanged: 1,
      differences: [],
    });
    const measured = {
      ...lesnaya,
      from: day("2025-05-01"),
      commonPropertyArea: 400_000_000n,
      builtYear: 1974,
    };
    const again = granted(await registerBuildings(town.center, [measured]));
    expect(again).toMatchObject({
      added: 0,
      changed: 1,
      differences: [{ row: 0, field: "builtYear", recorded: "", stated: "1974" }],
    });
    expect(granted(await registerBuildings(town.center, [lesnaya, measured]))).toMatchObject({
      changed: 0,
      unchanged: 1,
    });
    const card = await town.center.transaction((tx) => findBuilding(tx, town.lesnaya12));
    expect(card).toMatchObject({
      address: "г. Североозёрск, ул. Лесная, д. 12",
      state: { commonPropertyArea: 400_000_000n },
      organization: town.northCompany,
      managements: [{ organization: town.northCompany, from: "2024-01-01", to: undefined }],
    });
    expect(card?.entrances.map((at) => at.entrance)).toEqual([1, 2]);
  });

  it("keeps where a house stands, and what was said of it before", async () => {
    const at = (latitude?: bigint, longitude?: bigint) =>
      newBuilding("house-1", {
        street: "ул. Лесная",
        house: "12",
        organization: town.northCompany,
        latitude,
        longitude,
      });
    const changed = async (row: NewBuilding) => granted(await registerBuildings(town.center, [row])).changed;
    const point = async (ctx: Ctx) =>
      (await ctx.transaction((tx) => findPoints(tx, [town.lesnaya12]))).get(town.lesnaya12);
    expect(await point(town.center)).toBeUndefined();
    expect(await changed(at(58_520_000n))).toBe(0);
    expect(await changed(at(58_520_000n, -31_270_000n))).toBe(1);
    expect(await changed(at(58_520_000n, -31_270_000n))).toBe(0);
    expect(await changed(at(58_520_000n, 31_270_000n))).toBe(1);
    // A file that says nothing of it leaves it where it is.
    expect(await changed(at())).toBe(0);
    expect(await point(town.north)).toEqual({ latitude: 58_520_000n, longitude: 31_270_000n });
    expect(await point(town.south)).toBeUndefined();
  });

  it("refuses all rows for one that cannot be, and names it", async () => {
    const known = { street: "ул. Лесная", house: "12", organization: town.northCompany };
    const refusal = refusalOf(
      await registerBuildings(town.center, [
        newBuilding("unborn", { street: "ул. Новая", house: "1", organization: town.northCompany }),
        newBuilding("house-1", { ...known, house: "14" }),
        newBuilding("house-1", { ...known, improvement: "none" }),
      ]),
    );
    expect(refusal).toEqual({
      code: "addresses.rows_refused",
      rows: [
        {
          row: 1,
          refusal: {
            code: "addresses.building_elsewhere",
            recorded: "г. Североозёрск, ул. Лесная, д. 12",
            stated: "г. Североозёрск, ул. Лесная, д. 14",
          },
        },
      ],
    });
    expect(
      refusalOf(
        await registerBuildings(town.center, [newBuilding("house-1", { ...known, improvement: "none" })]),
      ),
    ).toMatchObject({
      rows: [
        {
          row: 0,
          refusal: { code: "addresses.state_contradicts", from: "2024-01-01", recordedFrom: "2024-01-01" },
        },
      ],
    });
    expect(
      refusalOf(
        await registerBuildings(town.center, [
          newBuilding("x", { street: "ул. Новая", house: "б/н", organization: town.northCompany }),
          newBuilding("y", { street: "ул. Новая", house: "1", organization: 99_999 as OrganizationId }),
        ]),
      ),
    ).toMatchObject({
      rows: [
        { row: 0, refusal: { code: "addresses.house_number_unreadable", stated: "б/н" } },
        { row: 1, refusal: { code: "addresses.manager_not_found", organization: 99_999 } },
      ],
    });
    expect(await find(town.center, "новая")).toEqual([]);
    expect(refusalOf(await registerBuildings(town.north, [])).code).toBe("addresses.center_only");
  });

  it("tells streets of one name in two quarters apart", async () => {
    granted(
      await registerBuildings(town.center, [
        newBuilding("q-1", {
          street: "ул. Полевая",
          quarter: "мкр. Западный",
          house: "1",
          organization: town.southCompany,
        }),
        newBuilding("q-2", {
          street: "ул. Полевая",
          quarter: "мкр. Восточный",
          house: "1",
          organization: town.southCompany,
        }),
        newBuilding("q-3", {
          quarter: "мкр. Западный",
          house: "3",
          organization: town.southCompany,
          street: undefined,
        }),
      ]),
    );
    expect(await find(town.center, "полевая восточ")).toEqual([
      "г. Североозёрск, ул. Полевая (мкр. Восточный), д. 1",
    ]);
    expect(await find(town.center, "западный 3")).toEqual(["г. Североозёрск, мкр. Западный, д. 3"]);
  });
});

describe("registering premises", () => {
  it("dates a changed area, and keeps a communal flat with its rooms", async () => {
    const rows = [
      newPremises(town.mira7, "5/1", { kind: "room", flat: "5", totalArea: 18_000_000n }),
      newPremises(town.mira7, "5"),
      newPremises(town.mira7, "Н1", { kind: "shop" }),
    ];
    expect(granted(await registerPremises(town.center, rows))).toMatchObject({ added: 3 });
    expect(granted(await registerPremises(town.center, rows))).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 3,
    });
    const measured = newPremises(town.mira7, "5", {
      from: day("2026-02-01"),
      totalArea: 60_000_000n,
      storey: 2,
    });
    expect(granted(await registerPremises(town.south, [measured]))).toMatchObject({
      changed: 1,
      differences: [{ row: 0, field: "storey", recorded: "", stated: "2" }],
    });
    await town.south.transaction(async (tx) => {
      const premises = await listPremises(tx, town.mira7);
      expect(premises.map((at) => [at.number, at.kind, at.totalArea])).toEqual([
        ["5", "flat", 60_000_000n],
        ["5/1", "room", 18_000_000n],
        ["Н1", "shop", 54_300_000n],
      ]);
      expect(premises[1]?.flat).toBe(premises[0]?.id);
      const place = { building: town.mira7, premises: must(premises[0], "flat 5").id };
      const states = await findPremisesStates(tx, [place]);
      expect(states.map((at) => [at.from, at.to, at.facts.totalArea])).toEqual([
        ["2024-01-01", "2026-02-01", 54_300_000n],
        ["2026-02-01", undefined, 60_000_000n],
      ]);
      const room = must(premises[1], "the room");
      const addresses = await findPremisesAddresses(tx, [{ building: town.mira7, premises: room.id }]);
      expect(addresses.get(room.id)?.address).toBe("г. Североозёрск, пр-кт Мира, д. 7 корп. 2, ком. 5/1");
    });
  });

  it("refuses another company's building, an unknown flat and a premises that turns into another kind", async () => {
    const refusal = refusalOf(
      await registerPremises(town.south, [
        newPremises(town.lesnaya12, "100"),
        newPremises(town.mira7, "9/1", { kind: "room", flat: "9" }),
        newPremises(town.mira7, "Н1", { kind: "flat" }),
        newPremises(town.mira7, "77", { totalArea: -1n }),
      ]),
    );
    expect(refusal).toMatchObject({
      rows: [
        { row: 0, refusal: { code: "addresses.building_not_found", building: town.lesnaya12 } },
        { row: 1, refusal: { code: "addresses.flat_not_found", flat: "9" } },
        {
          row: 2,
          refusal: { code: "addresses.premises_differs", field: "kind", recorded: "shop", stated: "flat" },
        },
        { row: 3, refusal: { code: "addresses.area_negative" } },
      ],
    });
  });
});

describe("finding buildings", () => {
  it("by beginnings of words, the exact house first", async () => {
    expect(await find(town.center, "лен 5")).toEqual([
      "г. Североозёрск, ул. Ленина, д. 5",
      "г. Североозёрск, ул. Ленина, д. 50",
    ]);
    expect(await find(town.center, "мира 7к2")).toEqual(["г. Североозёрск, пр-кт Мира, д. 7 корп. 2"]);
    expect(await find(town.center, "лесная 13")).toEqual([]);
  });

  it("only those that the company manages", async () => {
    expect(await find(town.north, "ленина")).toEqual(["г. Североозёрск, ул. Ленина, д. 5"]);
    expect(await find(town.south, "ленина")).toEqual(["г. Североозёрск, ул. Ленина, д. 50"]);
  });

  it("by ranges of the token index, under row-level security too", async () => {
    await town.north.transaction(async (tx) => {
      // The town is so small that a sequential scan would be cheaper: the question is whether the index may be used.
      await tx.query("set local enable_seqscan = off");
      const values = [TODAY, "{ленина,5}", 20, "ленина", "ленина\u{10FFFF}", "5", "5\u{10FFFF}"];
      const plan = (await tx.query<{ "QUERY PLAN": string }>(`explain ${findBuildingsSql(2)}`, values))
        .map((row) => row["QUERY PLAN"])
        .join("\n");
      const conditions = plan.split("\n").filter((line) => line.includes("Index Cond: ((token >="));
      expect(conditions).toHaveLength(2);
      expect(plan).toContain("building_tokens_token_building_id_idx");
    });
  });

  it("walks the tree from city to premises", async () => {
    await town.center.transaction(async (tx) => {
      const city = must(
        (await listCities(tx)).find((at) => at.name === "Североозёрск"),
        "the city",
      );
      const street = must(
        (await listStreets(tx, city.id)).find((at) => at.name === "Ленина"),
        "the street",
      );
      expect((await listBuildings(tx, { street: street.id })).map((at) => at.number)).toEqual(["5", "50"]);
    });
  });
});

describe("a building that changes hands", () => {
  it("is seen by its manager of the day", async () => {
    const [building] = granted(
      await registerBuildings(town.center, [
        newBuilding("moving", { street: "ул. Садовая", house: "3", organization: town.northCompany }),
      ]),
    ).ids;
    const id = must(building, "the building");
    granted(
      await transferBuilding(town.center, {
        building: id,
        organization: town.southCompany,
        from: day("2026-12-01"),
      }),
    );
    const visible = (organization: OrganizationId, today: string): Promise<boolean> =>
      contextOf(database, { sees: "company", organizations: [organization], today: day(today) }).transaction(
        async (tx) => (await findBuilding(tx, id)) !== undefined,
      );
    expect(await visible(town.northCompany, "2026-11-30")).toBe(true);
    expect(await visible(town.southCompany, "2026-11-30")).toBe(false);
    expect(await visible(town.northCompany, "2026-12-01")).toBe(false);
    expect(await visible(town.southCompany, "2026-12-01")).toBe(true);
  });

  it("refuses to reach over a later transfer, an unknown building, and anybody but the center", async () => {
    const transfer = { building: town.lenina5, organization: town.southCompany, from: day("2027-01-01") };
    expect(refusalOf(await transferBuilding(town.north, transfer)).code).toBe("addresses.center_only");
    granted(await transferBuilding(town.center, transfer));
    expect(
      refusalOf(
        await transferBuilding(town.center, {
          ...transfer,
          organization: town.waterworks,
          from: day("2026-06-01"),
        }),
      ),
    ).toEqual({ code: "addresses.manager_contradicts", from: "2026-06-01", recordedFrom: "2027-01-01" });
    expect(
      refusalOf(await transferBuilding(town.center, { ...transfer, building: 99_999 as BuildingId })).code,
    ).toBe("addresses.building_not_found");
  });
});

describe("a street that is renamed", () => {
  it("prints its new name and is found by both", async () => {
    const street = await town.center.transaction(async (tx) => {
      const city = must((await listCities(tx))[0], "the city");
      return must(
        (await listStreets(tx, city.id)).find((at) => at.name === "Лесная"),
        "the street",
      );
    });
    expect(
      refusalOf(
        await renameStreet(town.center, {
          street: street.id,
          kind: "ул.",
          name: "Ленина",
          from: day("2026-03-01"),
        }),
      ),
    ).toEqual({ code: "addresses.street_name_taken", name: "ул. Ленина" });
    granted(
      await renameStreet(town.center, {
        street: street.id,
        kind: "ул.",
        name: "Академика Лихачёва",
        from: day("2026-03-01"),
      }),
    );
    const renamed = "г. Североозёрск, ул. Академика Лихачёва, д. 12";
    expect(await find(town.center, "лесная 12")).toEqual([renamed]);
    expect(await find(town.center, "лихачева 12")).toEqual([renamed]);
    // An old file still says the old name, and means the same house.
    const old = newBuilding("house-1", {
      street: "ул. Лесная",
      house: "12",
      organization: town.northCompany,
    });
    expect(granted(await registerBuildings(town.center, [old]))).toMatchObject({ added: 0, changed: 0 });
  });
});
