import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { granted, refusalOf, settleSmallTown, type SmallTown } from "../../../test/small-town.ts";
import {
  listServices,
  type NewValue,
  registerServices,
  type Service,
  SERVICES,
  setServiceTerms,
  setValues,
  valuesInForce,
} from "./index.ts";

let test: TestDatabase;
let database: Database;
let town: SmallTown;
beforeAll(async () => {
  test = await withDatabase();
  database = test.open();
  town = await settleSmallTown(database);
  granted(await registerServices(town.center));
});
afterAll(() => test.drop());

const rate = (value: bigint, from: string, of: Partial<NewValue> = {}): NewValue => ({
  level: "city",
  service: "COLD_WATER",
  parameter: "rate",
  variant: "",
  zone: 0,
  rangeFrom: 0n,
  value,
  from: day(from),
  basis: "Постановление КГРЦ 55/1",
  ...of,
});

describe("the dictionary of services", () => {
  it("is registered once, with a center's own services beside the law's", async () => {
    expect(granted(await registerServices(town.center))).toEqual({ added: 0 });
    const concierge: Service = { ...SERVICES[0], id: 101, code: "CONCIERGE", position: 101 } as Service;
    expect(granted(await registerServices(town.center, [concierge]))).toEqual({ added: 1 });
    expect(refusalOf(await registerServices(town.center, [{ ...concierge, code: "PORTER" }]))).toEqual({
      code: "tariffs.service_differs",
      service: "PORTER",
    });
    expect(refusalOf(await registerServices(town.north)).code).toBe("tariffs.center_only");
    const services = await town.north.transaction(listServices);
    expect(services).toHaveLength(SERVICES.length + 1);
    expect(services[0]).toEqual(SERVICES[0]);
  });
});

describe("dated values", () => {
  it("end the running one, and change nothing when stated again", async () => {
    const rows = [rate(40_000_000n, "2025-07-01"), rate(36_000_000n, "2024-07-01")];
    expect(granted(await setValues(town.center, rows))).toEqual({ added: 2, ended: 0, unchanged: 0 });
    expect(granted(await setValues(town.center, rows))).toEqual({ added: 0, ended: 0, unchanged: 2 });
    expect(granted(await setValues(town.center, [rate(44_000_000n, "2026-07-01")]))).toEqual({
      added: 1,
      ended: 1,
      unchanged: 0,
    });
    expect(granted(await setValues(town.center, rows))).toEqual({ added: 0, ended: 0, unchanged: 2 });
  });

  it("may not reach over a later one, nor change one that is recorded", async () => {
    expect(refusalOf(await setValues(town.center, [rate(38_000_000n, "2025-01-01")]))).toEqual({
      code: "tariffs.rows_refused",
      rows: [
        {
          row: 0,
          refusal: {
            code: "tariffs.value_contradicts",
            from: "2025-01-01",
            recordedFrom: "2025-07-01",
            recordedTo: "2026-07-01",
            recordedValue: "40000000",
            recordedBasis: "Постановление КГРЦ 55/1",
          },
        },
      ],
    });
    expect(refusalOf(await setValues(town.center, [rate(41_000_000n, "2025-07-01")]))).toMatchObject({
      rows: [{ refusal: { code: "tariffs.value_contradicts", recordedFrom: "2025-07-01" } }],
    });
    expect(
      granted(await setValues(town.center, [rate(38_000_000n, "2025-01-01", { to: day("2025-07-01") })])),
    ).toMatchObject({ added: 1, ended: 1 });
  });

  it("of different zones, ranges, variants and owners do not touch each other", async () => {
    const electricity = (value: bigint, of: Partial<NewValue>) =>
      rate(value, "2026-01-01", { service: "ELECTRICITY", ...of });
    const rows = [
      electricity(5_500_000n, { zone: 1 }),
      electricity(2_500_000n, { zone: 2 }),
      electricity(6_500_000n, { zone: 1, rangeFrom: 3_900_000_000n }),
      electricity(4_000_000n, { zone: 1, variant: "electric_stove" }),
      electricity(5_000_000n, { zone: 1, provider: town.waterworks }),
      electricity(5_100_000n, { zone: 1, level: "organization", organization: town.northCompany }),
      electricity(5_200_000n, { zone: 1, level: "building", building: town.lesnaya12 }),
      electricity(5_300_000n, { zone: 1, level: "account", building: town.lesnaya12, account: town.ivanova }),
    ];
    expect(granted(await setValues(town.center, rows))).toEqual({ added: 8, ended: 0, unchanged: 0 });
    expect(granted(await setValues(town.center, rows))).toEqual({ added: 0, ended: 0, unchanged: 8 });
  });

  it("refuse what cannot be", async () => {
    const refusal = refusalOf(
      await setValues(town.center, [
        rate(1n, "2027-01-01"),
        rate(1n, "2027-01-01", { service: "TELEPATHY" }),
        rate(-1n, "2027-01-01"),
        rate(1n, "2027-01-01", { basis: " " }),
        rate(1n, "2027-01-01", { to: day("2027-01-01") }),
        rate(1n, "2027-01-01", { level: "organization" }),
        rate(1n, "2027-01-01", { level: "building", building: 99_999 as BuildingId }),
        rate(1n, "2027-01-01", { level: "account", building: town.lesnaya12, account: 99_999 as AccountId }),
        rate(1n, "2027-01-01", { level: "building", building: town.lesnaya12, provider: town.waterworks }),
        rate(1n, "2027-01-01", { provider: 99_999 as OrganizationId }),
      ]),
    );
    expect(refusal).toMatchObject({
      rows: [
        { row: 1, refusal: { code: "tariffs.service_unknown", service: "TELEPATHY" } },
        { row: 2, refusal: { code: "tariffs.value_negative" } },
        { row: 3, refusal: { code: "tariffs.basis_missing" } },
        { row: 4, refusal: { code: "tariffs.span_empty" } },
        { row: 5, refusal: { code: "tariffs.owner_missing", level: "organization" } },
        { row: 6, refusal: { code: "tariffs.owner_not_found", level: "building" } },
        { row: 7, refusal: { code: "tariffs.owner_not_found", level: "account" } },
        { row: 8, refusal: { code: "tariffs.provider_not_at_this_level" } },
        { row: 9, refusal: { code: "tariffs.provider_not_found" } },
      ],
    });
    // None of the rows was set, the good one neither.
    expect(granted(await setValues(town.center, [rate(1n, "2027-01-01")]))).toMatchObject({ added: 1 });
  });

  it("are a company's to set for itself and its buildings only", async () => {
    const own = { service: "MAINTENANCE", level: "organization" as const };
    granted(
      await setValues(town.north, [
        rate(30_000_000n, "2026-01-01", { ...own, organization: town.northCompany }),
      ]),
    );
    const refusal = refusalOf(
      await setValues(town.north, [
        rate(31_000_000n, "2026-01-01", { service: "MAINTENANCE" }),
        rate(31_000_000n, "2026-01-01", { ...own, organization: town.southCompany }),
        rate(31_000_000n, "2026-01-01", { ...own, level: "building", building: town.lenina50 }),
      ]),
    );
    expect(refusal).toMatchObject({
      rows: [
        { row: 0, refusal: { code: "tariffs.not_yours", level: "city" } },
        { row: 1, refusal: { code: "tariffs.not_yours", level: "organization" } },
        { row: 2, refusal: { code: "tariffs.owner_not_found", level: "building" } },
      ],
    });
  });
});

describe("services of a building", () => {
  it("change hands and methods by date, and say which values are in force and whose", async () => {
    const terms = (service: string, from: string, of: Partial<{ to: string; account: AccountId }> = {}) => ({
      building: town.lesnaya12,
      service,
      provider: town.waterworks,
      method: "individual" as const,
      from: day(from),
      to: of.to === undefined ? undefined : day(of.to),
      account: of.account,
    });
    const rows = [terms("COLD_WATER", "2024-01-01"), terms("ELECTRICITY", "2024-01-01")];
    expect(granted(await setServiceTerms(town.north, rows))).toEqual({ added: 2, ended: 0, unchanged: 0 });
    expect(granted(await setServiceTerms(town.north, rows))).toEqual({ added: 0, ended: 0, unchanged: 2 });
    expect(
      granted(await setServiceTerms(town.north, [terms("COLD_WATER", "2024-01-01", { to: "2026-12-01" })])),
    ).toEqual({ added: 0, ended: 1, unchanged: 0 });
    expect(refusalOf(await setServiceTerms(town.south, rows))).toMatchObject({
      rows: [
        { row: 0, refusal: { code: "tariffs.owner_not_found" } },
        { row: 1, refusal: { code: "tariffs.owner_not_found" } },
      ],
    });

    const on = day("2026-11-23");
    const services = granted(await valuesInForce(town.north, { building: town.lesnaya12, on }));
    expect(services.map((at) => at.terms.service)).toEqual([20, 26]);
    expect(services[0]?.values).toMatchObject([
      {
        parameter: "rate",
        zone: 0,
        inForce: { from: "2026-07-01", values: [{ value: 44_000_000n, level: "city" }] },
      },
    ]);
    const dayRate = services[1]?.values.find((at) => at.zone === 1 && at.variant === "");
    expect(dayRate?.inForce.values).toMatchObject([{ value: 5_200_000n, level: "building" }]);
    const own = granted(
      await valuesInForce(town.north, { building: town.lesnaya12, account: town.ivanova, on }),
    );
    const ownRate = own[1]?.values.find((at) => at.zone === 1 && at.variant === "");
    expect(ownRate?.inForce.values).toMatchObject([{ value: 5_300_000n, level: "account" }]);
    expect(
      granted(await valuesInForce(town.north, { building: town.lesnaya12, on: day("2026-12-01") })),
    ).toHaveLength(1);
    expect(refusalOf(await valuesInForce(town.south, { building: town.lesnaya12, on })).code).toBe(
      "tariffs.building_not_found",
    );
  });
});
