import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import type { DatedValue } from "../model.ts";
import { indexValues, valueOn, type ValueQuestion, valuesOn, valuesThrough } from "./resolve.ts";

const WATER = 20 as ServiceId;
const SUPPLIER = 7 as OrganizationId;
const IVANOVA = 42 as AccountId;

const value = (rate: bigint, more: Partial<DatedValue> = {}): DatedValue => ({
  service: WATER,
  parameter: "rate",
  variant: "",
  zone: 0,
  rangeFrom: 0n,
  level: "city",
  provider: 0,
  account: 0,
  value: rate,
  basis: `document ${rate}`,
  from: day("2026-01-01"),
  ...more,
});

const asked: ValueQuestion = {
  service: WATER,
  parameter: "rate",
  variant: "",
  zone: 0,
  provider: SUPPLIER,
  account: IVANOVA,
};
const JUNE = day("2026-06-15");

const answer = (
  values: readonly DatedValue[],
  more: Partial<ValueQuestion> = {},
  at = JUNE,
): bigint | undefined => valueOn(indexValues(values), { ...asked, ...more }, at)?.value;

describe("the value in force", () => {
  it("is the account's, then the building's, the organization's, the city's", () => {
    const all = [
      value(1n),
      value(2n, { level: "organization" }),
      value(3n, { level: "building" }),
      value(4n, { level: "account", account: IVANOVA }),
    ];
    expect(answer(all)).toBe(4n);
    expect(answer(all, { account: 1 as AccountId })).toBe(3n);
    expect(answer(all.slice(0, 2))).toBe(2n);
    expect(answer(all.slice(0, 1))).toBe(1n);
    expect(answer([])).toBeUndefined();
  });

  it("at one level is the provider's own before anyone's, and never another provider's", () => {
    const all = [value(1n), value(2n, { provider: SUPPLIER }), value(3n, { provider: 8 as OrganizationId })];
    expect(answer(all)).toBe(2n);
    expect(answer(all, { provider: 9 as OrganizationId })).toBe(1n);
  });

  it("is the exact variant and zone before the ordinary one", () => {
    const all = [value(1n), value(2n, { variant: "non_residential" }), value(3n, { zone: 1 })];
    expect(answer(all, { variant: "non_residential" })).toBe(2n);
    expect(answer(all, { variant: "other" })).toBe(1n);
    expect(answer(all, { zone: 1 })).toBe(3n);
    expect(answer(all, { zone: 2 })).toBe(1n);
  });

  it("a building's ordinary value goes before the city's exact variant", () => {
    expect(answer([value(1n, { variant: "x" }), value(2n, { level: "building" })], { variant: "x" })).toBe(
      2n,
    );
  });

  it("is in force from its first day to the day before its end", () => {
    const all = [value(1n, { to: day("2026-07-01") }), value(2n, { from: day("2026-07-01") })];
    expect(answer(all, {}, day("2026-06-30"))).toBe(1n);
    expect(answer(all, {}, day("2026-07-01"))).toBe(2n);
    expect(answer(all, {}, day("2025-12-31"))).toBeUndefined();
  });

  it("of ranges comes whole from one source, lowest first", () => {
    const all = [
      value(9n, { rangeFrom: 3_900n }),
      value(5n),
      value(7n, { level: "organization" }),
      value(8n, { level: "organization", rangeFrom: 100n }),
    ];
    const found = valuesOn(indexValues(all), asked, JUNE);
    expect(found?.values.map((of) => [of.rangeFrom, of.value])).toEqual([
      [0n, 7n],
      [100n, 8n],
    ]);
  });
});

describe("the month's values", () => {
  const through = (values: readonly DatedValue[]) =>
    valuesThrough(indexValues(values), asked, day("2026-07-01"), day("2026-08-01")).map((span) => [
      span.from,
      span.to,
      span.values[0]?.value,
    ]);

  it("are cut where the answer changes, with gaps shown", () => {
    expect(through([value(1n, { to: day("2026-07-15") }), value(2n, { from: day("2026-07-20") })])).toEqual([
      ["2026-07-01", "2026-07-15", 1n],
      ["2026-07-15", "2026-07-20", undefined],
      ["2026-07-20", "2026-08-01", 2n],
    ]);
  });

  it("are one span where the same value was set again", () => {
    expect(through([value(1n, { to: day("2026-07-15") }), value(1n, { from: day("2026-07-15") })])).toEqual([
      ["2026-07-01", "2026-08-01", 1n],
    ]);
  });
});

describe("C1 repeatable", () => {
  const someValue = fc
    .record({
      rate: fc.bigInt({ min: 1n, max: 5n }),
      level: fc.constantFrom("city", "organization", "building", "account" as const),
      provider: fc.constantFrom(0, SUPPLIER, 9),
      variant: fc.constantFrom("", "x"),
      zone: fc.constantFrom(0, 1),
      from: fc.constantFrom("2026-01-01", "2026-06-01", "2026-06-15", "2026-06-16"),
    })
    .map(({ rate, level, provider, variant, zone, from }) =>
      value(rate, {
        level,
        provider: provider as OrganizationId | 0,
        variant,
        zone,
        from: day(from),
        account: level === "account" ? IVANOVA : 0,
      }),
    );

  it("the answer does not depend on the order in which values are known", () => {
    fc.assert(
      fc.property(
        fc.array(someValue, { maxLength: 12 }),
        fc.constantFrom("", "x"),
        fc.constantFrom(0, 1),
        (values, variant, zone) => {
          const question = { variant, zone };
          expect(answer(values.toReversed(), question)).toBe(answer(values, question));
        },
      ),
    );
  });
});
