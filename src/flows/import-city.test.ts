import { createReadStream, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import type { FileRefusal } from "#modules/gateways";
import {
  refusalSentence,
  type Rows,
  type SheetName,
  writeTemplateCsv,
  writeTemplateXlsx,
} from "#modules/gateways";
import { registerOrganizations } from "#modules/organizations";
import { type Ctx, contextOf } from "#platform/context";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  type ImportFile,
  importHouses,
  type ImportOptions,
  type ImportReport,
  importTemplates,
  isHousesFile,
} from "./import-city.ts";
import { seedImportedBuildings, seedSyntheticCity } from "./seed-buildings.ts";

const TODAY = day("2026-11-23");
const EXCERPT = new URL(
  "../modules/gateways/import/vectors/novgorod-houses-2016-excerpt.csv",
  import.meta.url,
);

const good = (
  result: { ok: true; value: ImportReport } | { ok: false; refusal: FileRefusal },
): ImportReport => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const centerOf = (database: TestDatabase): Ctx =>
  contextOf(database.open({ max: 2 }), { sees: "center", organizations: [], today: TODAY });
const count = async (ctx: Ctx, table: string): Promise<number> =>
  ctx.transaction(async (tx) =>
    Number((await tx.query<{ n: bigint }>(`select count(*) as n from ${table}`))[0]?.n ?? -1),
  );

/** Лесная 12 as a clerk would fill the templates in: two flats, a meter each, tariffs and a debt. */
const TOWN = {
  organizations: [
    { code: "UK", kind: "company", name: "ООО «УК Заречье»", inn: "9901004568" },
    { code: "VODA", kind: "supplier", name: "МУП «Водоканал»" },
  ],
  buildings: [building("L12", "12"), building("L14", "14")],
  premises: [
    premises("L12", "1", 52_400_000n),
    premises("L12", "2", 31_000_000n),
    premises("L14", "1", 40_000_000n),
  ],
  accounts: [
    account("L12", "1", "4400110010", "Иванова Мария Петровна"),
    account("L12", "2", "4400110145", "Петров Сергей Иванович"),
  ],
  residents: [
    {
      building: "L12",
      account: "4400110010",
      surname: "Иванова",
      givenName: "Мария",
      patronymic: "Петровна",
      born: day("1970-01-10"),
      registration: "permanent",
      from: day("2019-03-01"),
    },
  ],
  meters: [
    {
      building: "L12",
      premises: "1",
      serial: "SN-7000",
      resource: "cold_water",
      integerDigits: 5,
      fractionDigits: 3,
      tariffScales: 1,
      ratio: 1n,
      installed: day("2026-09-01"),
      verifiedUntil: day("2031-02-28"),
    },
  ],
  readings: [
    reading("L12", "2026-09-01", 100_000_000n, "opening"),
    reading("L12", "2026-10-20", 105_500_000n),
  ],
  services: [
    {
      building: "L12",
      service: "COLD_WATER",
      provider: "VODA",
      method: "individual",
      from: day("2026-09-01"),
    },
  ],
  values: [
    {
      level: "city",
      service: "COLD_WATER",
      parameter: "rate",
      variant: "",
      zone: 0,
      rangeFrom: 0n,
      from: day("2026-09-01"),
      value: 48_320_000n,
      basis: "Постановление № 1",
    },
    {
      level: "building",
      building: "L12",
      service: "COLD_WATER",
      parameter: "norm",
      variant: "",
      zone: 0,
      rangeFrom: 0n,
      from: day("2026-09-01"),
      value: 4_170_000n,
      basis: "Протокол № 2",
    },
  ],
} satisfies { readonly [N in SheetName]?: readonly Rows[N][] };

function building(code: string, house: string): Rows["buildings"] {
  return {
    code,
    region: "обл. Северная",
    settlement: "г. Североозёрск",
    street: "ул. Лесная",
    house,
    from: day("2026-09-01"),
    manager: "UK",
    kind: "apartments",
    commonPropertyArea: 120_000_000n,
    improvement: "full",
    dilapidated: false,
    centralHotWater: true,
    builtYear: 1982,
  };
}
function premises(code: string, number: string, totalArea: bigint): Rows["premises"] {
  return {
    building: code,
    number,
    kind: "flat",
    from: day("2026-09-01"),
    totalArea,
    rooms: 2,
    heating: "central",
    stove: "gas",
    ownership: "private",
    meterInstallable: ["cold_water"],
  };
}
function account(code: string, flat: string, number: string, holderName: string): Rows["accounts"] {
  return {
    building: code,
    premises: flat,
    number,
    opened: day("2019-03-01"),
    from: day("2026-09-01"),
    shareNumerator: 1n,
    shareDenominator: 1n,
    owners: 1,
    holder: "person",
    holderName,
  };
}
function reading(
  code: string,
  takenOn: string,
  value: bigint,
  mark: Rows["readings"]["mark"] = "regular",
): Rows["readings"] {
  return {
    building: code,
    meter: "SN-7000",
    scale: 0,
    takenOn: day(takenOn),
    value,
    mark,
    source: "resident",
  };
}
const csvFile = <N extends SheetName>(name: N, rows: readonly Rows[N][]): ImportFile => ({
  name: `${name}.csv`,
  bytes: Buffer.from([...writeTemplateCsv(name, "ru", rows)].join("")),
});
const town = async (): Promise<ImportFile> => ({
  name: "city.xlsx",
  bytes: await writeTemplateXlsx("ru", TOWN),
});

describe("the own templates", () => {
  let database: TestDatabase;
  let ctx: Ctx;
  beforeAll(async () => {
    database = await withDatabase();
    ctx = centerOf(database);
  });
  afterAll(() => database.drop());
  const load = async (files: readonly ImportFile[], options: ImportOptions = {}) =>
    good(await importTemplates(ctx, files, options));

  it("a dry run counts everything and changes nothing", async () => {
    const report = await load([await town()], { dryRun: true });
    expect(report.refused).toEqual([]);
    expect(report).toMatchObject({ dryRun: true, rows: 16, organizations: 2, buildings: 2 });
    expect(report.changes).toMatchObject({
      buildings: { added: 2 },
      premises: { added: 3 },
      accounts: { added: 2 },
      meters: { added: 1 },
      readings: { added: 1 },
    });
    for (const table of [
      "organizations.organizations",
      "addresses.buildings",
      "accounts.accounts",
      "tariffs.city_values",
    ])
      expect(await count(ctx, table), table).toBe(0);
  });

  it("the same for real, and a second time it changes nothing", async () => {
    const first = await load([await town()]);
    expect(first.changes.accounts).toEqual({ added: 2, changed: 0, unchanged: 0 });
    expect(await count(ctx, "metering.readings")).toBe(2);
    const tables = [
      "addresses.building_states",
      "addresses.premises_states",
      "accounts.account_states",
      "accounts.residents",
      "metering.readings",
      "tariffs.service_terms",
      "tariffs.city_values",
      "tariffs.building_values",
    ];
    const before = await Promise.all(tables.map((table) => count(ctx, table)));
    const second = await load([await town()]);
    expect(second.refused).toEqual([]);
    for (const changes of Object.values(second.changes))
      expect(changes).toMatchObject({ added: 0, changed: 0 });
    expect(await Promise.all(tables.map((table) => count(ctx, table)))).toEqual(before);
  });

  it("a changed row is a dated change: the old state ends where the new one begins", async () => {
    const report = await load([
      csvFile("premises", [{ ...premises("L12", "2", 33_500_000n), from: day("2026-11-01") }]),
    ]);
    expect(report.changes.premises).toEqual({ added: 0, changed: 1, unchanged: 0 });
    const states = await ctx.transaction((tx) =>
      tx.query<{ area: bigint; span: string }>(
        `select s.total_area as area, s.in_force::text as span from addresses.premises_states s
         join addresses.premises p using (building_id, premises_id) where p.number = '2' order by lower(s.in_force)`,
      ),
    );
    expect(states).toEqual([
      { area: 31_000_000n, span: "[2026-09-01,2026-11-01)" },
      { area: 33_500_000n, span: "[2026-11-01,)" },
    ]);
  });

  it("a file of the month's readings alone finds its meters on record", async () => {
    const rows = [reading("L12", "2026-11-20", 111_000_000n)];
    const report = await load([csvFile("readings", rows)]);
    expect(report.refused).toEqual([]);
    expect(report.changes.readings).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect((await load([csvFile("readings", rows)])).changes.readings).toEqual({
      added: 0,
      changed: 0,
      unchanged: 1,
    });
  });

  it("an impossible reading is refused alone, with its line and what to do", async () => {
    const report = await load([csvFile("readings", [reading("L12", "2026-11-22", 5_000_000n)])]);
    expect(report.buildings).toBe(1);
    expect(report.refused).toMatchObject([
      { sheet: "Показания", row: 2, code: "refused-by-room", value: "metering.reading_below_previous" },
    ]);
    const [refusal] = report.refused;
    expect(refusal && refusalSentence("ru", refusal)).toContain("111");
    expect(refusal && refusalSentence("en", refusal)).toContain("20.11.2026");
  });

  it("a building with a refused row is left out whole, its neighbours are not", async () => {
    const report = await load([
      csvFile("buildings", [building("L16", "16"), building("L18", "18")]),
      csvFile("premises", [
        premises("L16", "1", 30_000_000n),
        { ...premises("L18", "1", 30_000_000n), building: "L18" },
      ]),
      csvFile("accounts", [
        account("L16", "99", "4400110270", "Ёлкина Анна"),
        account("L18", "1", "4400110403", "О'Коннор Денис"),
      ]),
    ]);
    expect(report.refusedBuildings).toEqual(["L16"]);
    expect(report.refused).toMatchObject([
      {
        sheet: "Лицевые счета",
        row: 2,
        column: "Номер помещения",
        code: "key-unknown",
        value: "99",
        building: "L16",
      },
    ]);
    expect(report).toMatchObject({
      buildings: 1,
      changes: { buildings: { added: 1 }, accounts: { added: 1 } },
    });
  });

  it("what only a room can know is shown with its place too", async () => {
    const report = await load([
      csvFile("buildings", [
        { ...building("L12", "99"), from: day("2026-11-01") },
        { ...building("L20", "20") },
      ]),
    ]);
    expect(report.refused).toMatchObject([
      {
        sheet: "Дома",
        row: 2,
        code: "refused-by-room",
        value: "addresses.building_elsewhere",
        building: "L12",
      },
    ]);
    expect(report.refusedBuildings).toEqual(["L12"]);
    expect(report.changes.buildings.added).toBe(1);
  });

  it("keys that nobody knows, accounts of another building, rows said twice", async () => {
    const report = await load([
      csvFile("residents", [
        {
          building: "L12",
          account: "999999",
          surname: "Никто",
          givenName: "Нигде",
          registration: "permanent",
          from: day("2026-09-01"),
        },
        {
          building: "L14",
          account: "4400110010",
          surname: "Иванова",
          givenName: "Мария",
          registration: "permanent",
          from: day("2026-09-01"),
        },
      ]),
      csvFile("readings", [
        reading("L12", "2026-11-21", 112_000_000n),
        reading("L12", "2026-11-21", 113_000_000n),
      ]),
    ]);
    expect(report.refused.map((one) => `${one.sheet} ${one.row} ${one.code}`)).toEqual([
      "Жители 2 key-unknown",
      "Жители 3 key-in-other-building",
      "Показания 3 row-twice",
    ]);
    expect(report.buildings).toBe(0);
  });

  it("an opening balance is a debt of its month, once", async () => {
    const rows: Rows["balances"][] = [
      {
        building: "L12",
        account: "4400110010",
        service: "COLD_WATER",
        provider: "VODA",
        period: period("2026-10"),
        amount: 150_025n as Rows["balances"]["amount"],
      },
    ];
    const files = [csvFile("balances", rows), csvFile("buildings", [building("L12", "12")])];
    expect((await load(files)).refused).toMatchObject([{ value: "import.period_not_open", building: "L12" }]);
    expect((await load(files, { firstMonth: period("2026-11") })).refused).toEqual([]);
    const entries = await count(ctx, "ledger.entries");
    expect(entries).toBeGreaterThan(0);
    expect((await load(files)).refused).toEqual([]);
    expect(await count(ctx, "ledger.entries")).toBe(entries);
  });

  it("files that are none are refused whole", async () => {
    const refusal = async (file: ImportFile) => {
      const result = await importTemplates(ctx, [file]);
      return result.ok ? undefined : result.refusal.code;
    };
    expect(await refusal({ name: "что-то.csv", bytes: Buffer.from("a;b") })).toBe("import.unknown_sheet");
    expect(await refusal({ name: "readings.csv", bytes: Buffer.from("a;b") })).toBe("import.missing_columns");
    expect(await refusal({ name: "city.xlsx", bytes: Buffer.from("PK nonsense") })).toBe(
      "import.not_a_table",
    );
  });
});

describe("the open-data houses, and people for them", () => {
  let database: TestDatabase;
  let ctx: Ctx;
  beforeAll(async () => {
    database = await withDatabase();
    ctx = centerOf(database);
  });
  afterAll(() => database.drop());

  it("the excerpt's houses and companies, twice the same", async () => {
    const first = good(await importHouses(ctx, createReadStream(EXCERPT)));
    expect(first).toMatchObject({
      rows: 270,
      buildings: 244,
      refusedBuildings: [],
      changes: { buildings: { added: 244 } },
    });
    expect(first.refused).toHaveLength(26);
    expect(await count(ctx, "addresses.buildings")).toBe(244);
    expect(await count(ctx, "gateways.registry_houses")).toBe(244);
    const second = good(await importHouses(ctx, createReadStream(EXCERPT)));
    expect(second.changes.buildings).toEqual({ added: 0, changed: 0, unchanged: 244 });
    expect(await count(ctx, "gateways.registry_houses")).toBe(244);
  });

  it("are known by their header, packed or not", () => {
    const bytes = readFileSync(EXCERPT);
    expect(isHousesFile(bytes)).toBe(true);
    expect(isHousesFile(gzipSync(bytes))).toBe(true);
    expect(isHousesFile(csvFile("buildings", []).bytes)).toBe(false);
    expect(isHousesFile(Buffer.from([0x1f, 0x8b, 1, 2, 3]))).toBe(false);
  });

  it("a dry run leaves no trace", async () => {
    const one =
      'HOUSE_ID,ADDRESS,MGMT_COMPANY\n1,"обл. Новгородская, г. Пестово, ул. Новая, д. 1",ООО «Новое»';
    const report = good(await importHouses(ctx, Readable.from([Buffer.from(one)]), { dryRun: true }));
    expect(report.changes.buildings.added).toBe(1);
    expect(await count(ctx, "addresses.buildings")).toBe(244);
  });

  it("are filled with people where areas and flats are known; what has people is left alone", async () => {
    const seeded = await seedImportedBuildings(ctx, { seed: 1, months: 2 });
    if (!seeded.ok) throw new Error(JSON.stringify(seeded.refusal));
    expect(seeded.value.refused).toEqual([]);
    expect(seeded.value.period).toBe("2026-10");
    expect(seeded.value.buildings).toBeGreaterThan(50);
    expect(await count(ctx, "accounts.accounts")).toBe(seeded.value.accounts);
    expect(await count(ctx, "addresses.premises")).toBe(seeded.value.premises);
    const areas = await ctx.transaction((tx) =>
      tx.query<{ differs: bigint }>(
        `select count(*) as differs from (
           select p.building_id, sum(s.total_area) filter (where p.kind <> 'shop') as flats
           from addresses.premises p join addresses.premises_states s using (building_id, premises_id) group by 1) f
         join gateways.registry_houses r using (building_id) where f.flats is distinct from r.living_area`,
      ),
    );
    expect(areas[0]?.differs).toBe(0n);
    const again = await seedImportedBuildings(ctx, { seed: 1, months: 2 });
    expect(again).toMatchObject({ ok: true, value: { buildings: 0, skipped: seeded.value.buildings } });
  }, 120_000);
});

describe("a synthetic city", () => {
  it("is applied through the rooms' own actions, and a second time changes nothing", async () => {
    const database = await withDatabase();
    try {
      const ctx = centerOf(database);
      const first = await seedSyntheticCity(ctx, { accounts: 150, seed: 5, months: 2 });
      expect(first).toMatchObject({ ok: true, value: { accounts: 150, buildings: 2, refused: [] } });
      const before = await count(ctx, "metering.readings");
      expect(await seedSyntheticCity(ctx, { accounts: 150, seed: 5, months: 2 })).toMatchObject({
        ok: true,
        value: { refused: [] },
      });
      expect(await count(ctx, "metering.readings")).toBe(before);
      expect(await count(ctx, "accounts.account_states")).toBe(150);
    } finally {
      await database.drop();
    }
  }, 60_000);

  it("does not mind organizations that are there already", async () => {
    const database = await withDatabase();
    try {
      const ctx = centerOf(database);
      await registerOrganizations(ctx, [{ code: "VODA", kind: "supplier", name: "Водоканал" }]);
      expect(await seedSyntheticCity(ctx, { accounts: 20, seed: 5, months: 1 })).toMatchObject({ ok: true });
    } finally {
      await database.drop();
    }
  });
});
