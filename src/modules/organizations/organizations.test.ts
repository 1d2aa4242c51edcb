import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { period } from "#core/period";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { within } from "#platform/deed";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { granted, refusalOf } from "../../../test/small-town.ts";
import {
  businessDate,
  closePeriod,
  findOrganizationsByCode,
  findRequisites,
  lockForBooking,
  lockForClosing,
  type NewOrganization,
  openNextPeriod,
  openPeriod,
  openPeriodOf,
  periodsOf,
  registerOrganizations,
  setBusinessDate,
} from "./index.ts";

let test: TestDatabase;
let database: Database;
let center: Ctx;
beforeAll(async () => {
  test = await withDatabase();
  database = test.open();
  center = contextOf(database, { sees: "center", organizations: [], today: day("2026-11-23") });
});
afterAll(() => test.drop());

const account = (digit: string) => digit.repeat(20);
const bank = { bank: "ПАО Сбербанк", bic: "044959698", correspondentAccount: account("3") };
const company = (code: string, of: Partial<NewOrganization> = {}): NewOrganization => ({
  code,
  kind: "company",
  name: `ООО «Дом ${code}»`,
  ...of,
});

describe("registering organizations", () => {
  it("knows them by code, renews how to reach them and dates their bank accounts", async () => {
    const rows = [
      company("a", { requisites: { ...bank, account: account("1"), from: day("2024-01-01") } }),
      company("b"),
    ];
    const first = granted(await registerOrganizations(center, rows));
    expect(first).toMatchObject({ added: 2, changed: 0, unchanged: 0 });
    expect(granted(await registerOrganizations(center, rows))).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
    });

    const moved = company("a", {
      phone: "+7 8162 55-55-55",
      requisites: { ...bank, account: account("2"), from: day("2026-03-01") },
    });
    expect(granted(await registerOrganizations(center, [moved]))).toMatchObject({ added: 0, changed: 1 });
    const id = must(first.byCode.get("a"), "company a");
    await center.transaction(async (tx) => {
      expect((await findOrganizationsByCode(tx, ["a"]))[0]?.phone).toBe("+7 8162 55-55-55");
      const requisites = await findRequisites(tx, [id]);
      expect(requisites.map(({ from, to, facts }) => [from, to, facts.account])).toEqual([
        ["2024-01-01", "2026-03-01", account("1")],
        ["2026-03-01", undefined, account("2")],
      ]);
    });
  });

  it("refuses all rows for one that cannot be, and names it", async () => {
    const refusal = refusalOf(
      await registerOrganizations(center, [
        company("fresh"),
        company("a", { kind: "supplier" }),
        company("c", {
          requisites: { ...bank, bic: "12345", account: account("1"), from: day("2024-01-01") },
        }),
        company("d", { name: " " }),
      ]),
    );
    expect(refusal).toEqual({
      code: "organizations.rows_refused",
      rows: [
        {
          row: 1,
          refusal: { code: "organizations.differs", field: "kind", recorded: "company", stated: "supplier" },
        },
        { row: 2, refusal: { code: "organizations.requisites_malformed", field: "bic", stated: "12345" } },
        { row: 3, refusal: { code: "organizations.name_empty" } },
      ],
    });
    expect(await center.transaction((tx) => findOrganizationsByCode(tx, ["fresh"]))).toEqual([]);
  });

  it("is for the center", async () => {
    const person = contextOf(database, { sees: "company", organizations: [1], today: day("2026-11-23") });
    expect(refusalOf(await registerOrganizations(person, [company("x")]))).toEqual({
      code: "organizations.center_only",
    });
    expect(refusalOf(await setBusinessDate(person, day("2026-01-01")))).toEqual({
      code: "organizations.center_only",
    });
  });

  it("may be done twice at once", async () => {
    const rows = Array.from({ length: 50 }, (_, n) => company(`parallel-${n}`));
    const results = await Promise.all([
      registerOrganizations(center, rows),
      registerOrganizations(center, rows),
    ]);
    expect(results.map((result) => granted(result).added).sort((a, b) => a - b)).toEqual([0, 50]);
    expect(granted(results[0]).ids).toEqual(granted(results[1]).ids);
  });
});

describe("accounting months", () => {
  it("follow one another, closed before the next is opened", async () => {
    const id = must(granted(await registerOrganizations(center, [company("months")])).ids[0], "the company");
    expect(granted(await openPeriod(center, id, period("2026-10")))).toBe("2026-10");
    expect(granted(await openPeriod(center, id, period("2026-10")))).toBe("2026-10");
    expect(refusalOf(await openPeriod(center, id, period("2026-11")))).toEqual({
      code: "organizations.period_still_open",
      open: "2026-10",
    });
    await center.transaction(async (tx) => {
      await lockForClosing(tx, id);
      expect(await openPeriodOf(tx, id)).toBe("2026-10");
      granted(await closePeriod(tx, id, period("2026-10")));
      expect(await openNextPeriod(tx, id, period("2026-10"))).toBe("2026-11");
      expect(refusalOf(await closePeriod(tx, id, period("2026-10")))).toMatchObject({
        code: "organizations.period_closed",
      });
      expect(await openPeriodOf(tx, id)).toBe("2026-11");
      expect(await periodsOf(tx, id)).toEqual([
        { period: "2026-10", closed: true },
        { period: "2026-11", closed: false },
      ]);
      granted(await closePeriod(tx, id, period("2026-11")));
    });
    expect(refusalOf(await openPeriod(center, id, period("2027-01")))).toEqual({
      code: "organizations.period_not_next",
      expected: "2026-12",
    });
    expect(refusalOf(await openPeriod(center, id, period("2026-11")))).toEqual({
      code: "organizations.period_closed",
      period: "2026-11",
    });
    expect(refusalOf(await openPeriod(center, 9_999 as OrganizationId, period("2026-11")))).toMatchObject({
      code: "organizations.not_found",
    });
  });

  it("cannot be closed under a booking: the close waits for it, other bookings do not", async () => {
    const id = must(granted(await registerOrganizations(center, [company("locks")])).ids[0], "the company");
    const happened: string[] = [];
    let closing: Promise<void> | undefined;
    await center.transaction(async (tx) => {
      await lockForBooking(tx, id);
      await center.transaction(async (other) => {
        await lockForBooking(other, id);
        happened.push("another booking");
      });
      closing = center.transaction(async (close) => {
        await lockForClosing(close, id);
        happened.push("closing");
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      happened.push("booked");
    });
    await closing;
    expect(happened).toEqual(["another booking", "booked", "closing"]);
  });
});

describe("the business date", () => {
  it("is what the center sets, until it gives it back", async () => {
    granted(await setBusinessDate(center, day("2025-02-28")));
    expect(await businessDate(center)).toBe("2025-02-28");
    const given = granted(await setBusinessDate(center, undefined));
    expect(given > "2025-02-28").toBe(true);
  });
});

describe("deeds within a flow's transaction", () => {
  it("a refused one leaves nothing behind, and the transaction usable", async () => {
    await center.transaction(async (tx) => {
      const inner = within(center, tx);
      granted(await registerOrganizations(inner, [company("inner-1")]));
      const bad = company("a", { requisites: { ...bank, account: account("9"), from: day("2024-01-01") } });
      expect(refusalOf(await registerOrganizations(inner, [company("inner-2"), bad])).code).toBe(
        "organizations.rows_refused",
      );
      granted(await registerOrganizations(inner, [company("inner-3")]));
    });
    const codes = await center.transaction((tx) =>
      findOrganizationsByCode(tx, ["inner-1", "inner-2", "inner-3"]),
    );
    expect(codes.map((at) => at.code).sort()).toEqual(["inner-1", "inner-3"]);
  });
});
