import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, PremisesId } from "#core/ids";
import type { Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { granted, newAccount, refusalOf, settleSmallTown, type SmallTown } from "../../../test/small-town.ts";
import { findAccounts, getAccount, lockAccounts, registerAccounts, registerResidents } from "./index.ts";
import { FIND_BY_DIGITS, findByHolderSql } from "./store.ts";

let test: TestDatabase;
let database: Database;
let town: SmallTown;
beforeAll(async () => {
  test = await withDatabase();
  database = test.open();
  town = await settleSmallTown(database);
  // Flat 2: Сидоров moved out in June, Павлова came.
  granted(
    await registerAccounts(town.center, [
      newAccount("1000000002", {
        ...flat("2"),
        holderName: "Сидоров Олег Павлович",
        closed: day("2026-06-15"),
      }),
      newAccount("1000000102", {
        ...flat("2"),
        holderName: "Павлова Анна Сергеевна",
        opened: day("2026-06-15"),
        from: day("2026-06-15"),
      }),
    ]),
  );
});
afterAll(() => test.drop());

const flat = (number: string) => ({
  building: town.lesnaya12,
  premises: must(town.flats.get(number), "the flat"),
});
const find = async (ctx: Ctx, typed: string): Promise<string[]> =>
  (await findAccounts(ctx, typed)).map((at) => at.number);

describe("registering accounts", () => {
  it("changes nothing the second time, and dates a new holder", async () => {
    const row = newAccount("1000000003", {
      ...flat("3"),
      holderName: "Котов Яков Львович",
      phone: "+7 900 000-00-03",
    });
    const first = granted(await registerAccounts(town.north, [row]));
    expect(first).toMatchObject({ added: 1 });
    expect(granted(await registerAccounts(town.north, [row]))).toMatchObject({
      ids: first.ids,
      added: 0,
      unchanged: 1,
    });
    const sold = {
      ...row,
      holderName: "Котова Ольга Яковлевна",
      from: day("2026-04-10"),
      opened: day("2023-01-01"),
    };
    expect(granted(await registerAccounts(town.north, [sold]))).toMatchObject({
      changed: 1,
      differences: [{ row: 0, field: "opened", recorded: "2024-01-01", stated: "2023-01-01" }],
    });
    const card = granted(await getAccount(town.north, "1000000003"));
    expect(card.state?.holderName).toBe("Котова Ольга Яковлевна");
    expect(card.states.map((at) => [at.from, at.to, at.holderName])).toEqual([
      ["2024-01-01", "2026-04-10", "Котов Яков Львович"],
      ["2026-04-10", undefined, "Котова Ольга Яковлевна"],
    ]);
  });

  it("closes an account once", async () => {
    const row = newAccount("1000000004", { ...flat("4"), holderName: "Зуев Глеб Ильич" });
    granted(await registerAccounts(town.center, [row]));
    const closed = { ...row, closed: day("2026-09-01") };
    expect(granted(await registerAccounts(town.center, [closed]))).toMatchObject({ changed: 1 });
    expect(granted(await registerAccounts(town.center, [closed, row]))).toMatchObject({
      changed: 0,
      unchanged: 1,
    });
    expect(
      refusalOf(await registerAccounts(town.center, [{ ...row, closed: day("2026-10-01") }])),
    ).toMatchObject({
      rows: [{ row: 0, refusal: { code: "accounts.closed_already", closed: "2026-09-01" } }],
    });
  });

  it("refuses all rows for one that cannot be, and names it", async () => {
    const holderName = "Белов Иван Иванович";
    const refusal = refusalOf(
      await registerAccounts(town.center, [
        newAccount("1000000900", { ...flat("3"), holderName }),
        newAccount("12-34", { ...flat("3"), holderName }),
        newAccount("1000000012", { ...flat("3"), holderName }),
        newAccount("1000000901", { ...flat("3"), holderName, shareNumerator: 3n, shareDenominator: 2n }),
        newAccount("1000000902", { building: town.lesnaya12, premises: 99_999 as PremisesId, holderName }),
        newAccount("1000000012", { ...flat("12"), holderName }),
      ]),
    );
    expect(refusal).toMatchObject({
      code: "accounts.rows_refused",
      rows: [
        { row: 1, refusal: { code: "accounts.number_malformed", number: "12-34" } },
        { row: 2, refusal: { code: "accounts.number_taken", number: "1000000012" } },
        { row: 3, refusal: { code: "accounts.share_impossible" } },
        { row: 4, refusal: { code: "accounts.premises_not_found" } },
      ],
    });
    expect(
      refusalOf(
        await registerAccounts(town.center, [newAccount("1000000012", { ...flat("12"), holderName })]),
      ),
    ).toMatchObject({
      rows: [{ refusal: { code: "accounts.state_contradicts", recordedFrom: "2024-01-01" } }],
    });
    expect(refusalOf(await getAccount(town.center, "1000000900")).code).toBe("accounts.account_not_found");
  });

  it("a number is unique in the city, also where the other account cannot be seen", async () => {
    const row = newAccount("1000005012", { ...flat("3"), holderName: "Белов Иван Иванович" });
    expect(
      refusalOf(
        await registerAccounts(town.north, [
          newAccount("1000000903", { ...flat("3"), holderName: "Белов" }),
          row,
        ]),
      ),
    ).toEqual({
      code: "accounts.rows_refused",
      rows: [{ row: 1, refusal: { code: "accounts.number_taken", number: "1000005012" } }],
    });
    expect(refusalOf(await getAccount(town.center, "1000000903")).code).toBe("accounts.account_not_found");
  });
});

describe("registering residents", () => {
  it("numbers them, ends a registration, and leaves an end that is known", async () => {
    const place = { building: town.lesnaya12, account: town.ivanova };
    const maria = {
      ...place,
      name: "Иванова Мария Петровна",
      born: day("1958-03-08"),
      registration: "permanent" as const,
      from: day("2001-05-01"),
    };
    const student = {
      ...place,
      name: "Иванов Павел Олегович",
      registration: "temporary" as const,
      from: day("2025-09-01"),
    };
    expect(granted(await registerResidents(town.north, [maria, student]))).toMatchObject({ added: 2 });
    expect(granted(await registerResidents(town.north, [maria, student]))).toMatchObject({
      added: 0,
      unchanged: 2,
    });
    const left = { ...student, to: day("2026-07-01") };
    expect(granted(await registerResidents(town.north, [left]))).toMatchObject({ changed: 1 });
    expect(granted(await registerResidents(town.north, [student]))).toMatchObject({
      changed: 0,
      differences: [{ row: 0, field: "to", recorded: "2026-07-01", stated: "" }],
    });
    const card = granted(await getAccount(town.north, "1000000012"));
    expect(card).toMatchObject({
      registered: 1,
      area: 54_300_000n,
      address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
    });
    expect(card.residents.map((at) => [at.no, at.name, at.to])).toEqual([
      [1, "Иванова Мария Петровна", undefined],
      [2, "Иванов Павел Олегович", "2026-07-01"],
    ]);
  });

  it("refuses what cannot be", async () => {
    const row = {
      building: town.lesnaya12,
      account: town.ivanova,
      name: "Гость",
      registration: "temporary" as const,
      from: day("2026-01-01"),
    };
    expect(
      refusalOf(
        await registerResidents(town.center, [
          row,
          row,
          { ...row, name: " " },
          { ...row, to: day("2026-01-01") },
          { ...row, account: 99_999 as AccountId },
        ]),
      ),
    ).toMatchObject({
      rows: [
        { row: 1, refusal: { code: "accounts.resident_twice_in_rows" } },
        { row: 2, refusal: { code: "accounts.resident_name_empty" } },
        { row: 3, refusal: { code: "accounts.resident_span_empty" } },
        { row: 4, refusal: { code: "accounts.account_not_found" } },
      ],
    });
    expect(refusalOf(await registerResidents(town.south, [row])).code).toBe("accounts.rows_refused");
  });
});

describe("finding accounts by anything typed", () => {
  it.each([
    ["the whole number", "1000000012", ["1000000012"]],
    ["the last digits", "0512", ["1000000512"]],
    ["the first digits with spaces", "1000 0050", ["1000005012"]],
    ["fewer than four digits are no number", "012", []],
    ["a surname", "ёлкин", ["1000000001"]],
    ["a surname and beginnings", "иванов ив", ["1000000512"]],
    ["the given name first", "мария иванова", ["1000000012"]],
    ["initials", "Иванова М.П.", ["1000000012"]],
    ["a company without its legal form", "ромашка", ["1000005012"]],
    ["the wrong keyboard layout", "bdfyjdf", ["1000000012"]],
    ["street, house and flat", "лен 5 12", ["1000000512", "1000005012"]],
    ["house and flat with a dash", "ленина 50-12", ["1000005012"]],
    ["with words for the parts", "ул. Лесная, д. 12, кв. 12", ["1000000012"]],
    ["the flat's word in the wrong layout", "ktyb 5 rd 12", ["1000000512", "1000005012"]],
    ["only a house and a flat", "12 кв 1", ["1000000001"]],
    ["a whole house", "ленина 50", ["1000005012"]],
    ["nothing", "  ", []],
    ["somebody unknown", "Рюрикович", []],
  ])("%s", async (_, typed, numbers) => {
    expect(await find(town.center, typed)).toEqual(numbers);
  });

  it("labels closed accounts and former holders", async () => {
    expect(await findAccounts(town.center, "сидоров")).toMatchObject([
      { number: "1000000002", closed: "2026-06-15", by: "holder", holder: "Сидоров Олег Павлович" },
    ]);
    expect(await findAccounts(town.center, "котов яков")).toMatchObject([
      { number: "1000000003", closed: undefined, by: "former_holder", holder: "Котова Ольга Яковлевна" },
    ]);
    // In a house the open accounts stand before the closed ones.
    expect(await find(town.center, "лесная 12 кв 2")).toEqual(["1000000102", "1000000002"]);
  });

  it("finds the holder by the telephone number, however it is written", async () => {
    for (const typed of ["+7 900 000-00-03", "8 (900) 000 00 03", "9000000003"]) {
      expect(await findAccounts(town.center, typed)).toMatchObject([{ number: "1000000003", by: "phone" }]);
    }
    expect(await find(town.center, "+7 900 000-00-04")).toEqual([]);
    expect(await find(town.south, "+7 900 000-00-03")).toEqual([]);
  });

  it("stays within what the company may see", async () => {
    expect(await find(town.south, "иванов")).toEqual([]);
    expect(await find(town.south, "1000000012")).toEqual([]);
    expect(await find(town.south, "ленина")).toEqual(["1000005012"]);
    expect(refusalOf(await getAccount(town.south, "1000000012")).code).toBe("accounts.account_not_found");
  });

  it("reads ranges of its indexes, under row-level security too", async () => {
    await town.north.transaction(async (tx) => {
      await tx.query("set local enable_seqscan = off");
      const planOf = async (sql: string, values: unknown[]): Promise<string> =>
        (await tx.query<{ "QUERY PLAN": string }>(`explain ${sql}`, values))
          .map((row) => row["QUERY PLAN"])
          .join("\n");
      const holder = await planOf(findByHolderSql(1), [
        "иванов",
        "иванов\u{10FFFF}",
        20,
        "ив",
        "ив\u{10FFFF}",
      ]);
      expect(holder).toContain("account_states_holder_key_building_id_account_id_idx");
      expect(holder).toMatch(/Index Cond: \(\(holder_key >=/);
      const digits = await planOf(FIND_BY_DIGITS, ["0012", "0012\u{10FFFF}", "2100", "2100\u{10FFFF}", 20]);
      expect(digits).toMatch(/Index Cond: \(\(number >=/);
      expect(digits).toMatch(/Index Cond: \(\(reversed >=/);
    });
  });
});

describe("locking accounts", () => {
  it("makes two bookings wait for each other, in whatever order they name the accounts", async () => {
    const first = { building: town.lesnaya12, account: town.ivanova };
    const [other] = await findAccounts(town.center, "1000000001");
    const second = must(other, "the other account");
    const work = (places: (typeof first)[]) =>
      town.center.transaction(async (tx) => {
        const locked = await lockAccounts(tx, places);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return locked.length;
      });
    const both = Array.from({ length: 6 }, (_, n) => work(n % 2 === 0 ? [first, second] : [second, first]));
    expect(await Promise.all(both)).toEqual([2, 2, 2, 2, 2, 2]);
  });
});
