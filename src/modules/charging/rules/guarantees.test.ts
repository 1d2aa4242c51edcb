import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type Day, day } from "#core/day";
import { compare, type Exact, exact, plus, rounded, times, ZERO } from "#core/exact";
import type { AccountId, ServiceId } from "#core/ids";
import { AREAS, type CalculationMethod, ROUNDINGS, VOLUME_SOURCES, WHEN_MISSING } from "#modules/formulas";
import { METHODS, SERVICES } from "#modules/tariffs";
import type { BuildingFacts, ChargeLine } from "../model.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
  buildingState,
  flat,
  meter,
  millionths,
  reading,
  residents,
  service,
  terms,
  value,
} from "../vectors/sample-building.ts";
import { sampleHouse } from "../vectors/sample-house.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { ExplanationTrace } from "./explanation.ts";
import { heatWithCommonPart, unmeteredHeat } from "./heating.ts";

const RUNS = { numRuns: 150 };

/** Any day near the month, so that many facts begin or end within it. */
const someDay = fc.integer({ min: -70, max: 70 }).map((days) => addDays(day("2026-11-15"), days));
const someSpan = fc
  .tuple(
    fc.constantFrom(ALWAYS, undefined),
    someDay,
    fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  )
  .map(([always, from, length]) => {
    const start: Day = always ?? from;
    return {
      from: start,
      to: length === undefined ? undefined : addDays(from > start ? from : start, length),
    };
  });
const someQuantity = fc.oneof(
  fc.constantFrom(0n, 1n, 1_000_000n, 33_333_333n),
  fc.bigInt({ min: 0n, max: 5_000_000_000n }),
);
const someId = fc.integer({ min: 1, max: 6 });
const someService = fc.constantFrom(...SERVICES.map((of) => of.code));
const someResource = fc.constantFrom(
  "cold_water",
  "hot_water",
  "sewerage",
  "electricity",
  "gas",
  "heat" as const,
);

const someValue = fc
  .record({
    code: someService,
    parameter: fc.constantFrom(
      "rate",
      "rate",
      "rate",
      "norm",
      "norm_area",
      "norm_year",
      "norm_common",
      "norm_stove",
      "norm_heating",
      "heat_per_m3",
      "multiplier",
      "heating_season",
      "heating_months",
      "social_norm_one",
      "social_norm_more" as const,
    ),
    amount: someQuantity,
    span: someSpan,
    zone: fc.constantFrom(0, 0, 0, 1, 2),
    rangeFrom: fc.constantFrom(0n, 0n, 0n, 50_000_000n),
    level: fc.constantFrom("city", "city", "organization", "building", "account" as const),
    of: someId,
  })
  .map(({ code, parameter, amount, span, zone, rangeFrom, level, of }) =>
    value(code, parameter, "0", {
      value: amount,
      zone,
      rangeFrom,
      level,
      account: level === "account" ? (of as AccountId) : 0,
      ...span,
    }),
  );

const somePremises = fc.record({
  id: someId,
  area: someQuantity,
  kind: fc.constantFrom("flat", "room", "shop" as const),
  flat: fc.option(someId, { nil: undefined }),
  heating: fc.constantFrom("central", "own", "none" as const),
});

/** Methods decided otherwise than the terms say, with formulas of volumes, areas, persons and norms. */
const someMethod = fc
  .record({
    code: someService,
    method: fc.option(fc.constantFrom(...METHODS), { nil: undefined }),
    text: fc.option(
      fc.constantFrom(
        "volume * rate",
        "max(0; volume_metered - persons * norm) * rate",
        "rate * volume * (area / building_area otherwise share)",
        "if has_meter then 10 rub else persons * 1 rub / 1 person * (days / days_in_month)",
        "rate_night * volume_night + points * 7 rub/point",
      ),
      { nil: undefined },
    ),
    gives: fc.constantFrom("money", "money", "volume" as const),
    volume: fc.constantFrom(...VOLUME_SOURCES),
    missing: fc.constantFrom(...WHEN_MISSING),
    area: fc.constantFrom(...AREAS),
    rounding: fc.constantFrom(...ROUNDINGS),
    span: someSpan,
    level: fc.constantFrom("city", "organization", "building", "account" as const),
    of: someId,
  })
  .map(({ code, text, gives, span, level, of, ...choice }): CalculationMethod => {
    const unit = SERVICES.find((one) => one.code === code)?.unit ?? "m3";
    const account = level === "account" ? (of as AccountId) : 0;
    const formula =
      text === undefined ? undefined : { code: "own", version: 1, author: "", unit, gives, text };
    return { service: service(code), level, account, formula, basis: "decision", ...span, ...choice };
  });

/** Facts that no honest source would give, and some that every building has. */
const someFacts: fc.Arbitrary<BuildingFacts> = fc
  .record({
    period: fc.constantFrom("2026-11", "2026-07", "2024-02"),
    premises: fc.uniqueArray(somePremises, { selector: (of) => of.id, maxLength: 6 }),
    accounts: fc.uniqueArray(
      fc.record({
        id: someId,
        premises: someId,
        span: someSpan,
        numerator: fc.bigInt({ min: -1n, max: 3n }),
        denominator: fc.bigInt({ min: 0n, max: 3n }),
        owners: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: (of) => of.id, maxLength: 6 },
    ),
    residents: fc.array(fc.record({ of: someId, span: someSpan }), { maxLength: 8 }),
    terms: fc.array(
      fc.record({
        code: someService,
        method: fc.constantFrom(...METHODS),
        span: someSpan,
        of: fc.constantFrom(0, 0, 0, 1, 2),
      }),
      { maxLength: 12 },
    ),
    values: fc.array(someValue, { maxLength: 40 }),
    meters: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 12 }),
        resource: someResource,
        premises: fc.option(someId, { nil: undefined }),
        span: someSpan,
        until: fc.option(someDay, { nil: undefined }),
        broken: fc.option(someDay, { nil: undefined }),
      }),
      { selector: (of) => of.id, maxLength: 10 },
    ),
    readings: fc.array(
      fc.record({
        of: fc.integer({ min: 1, max: 12 }),
        scale: fc.constantFrom(0, 0, 0, 1, 2),
        on: someDay,
        value: someQuantity,
        mark: fc.constantFrom("regular", "regular", "regular", "opening", "closing", "rollover" as const),
      }),
      { maxLength: 40 },
    ),
    common: someQuantity,
    estimated: fc.array(fc.record({ of: someId, code: someService, volume: someQuantity }), { maxLength: 4 }),
    carried: fc.array(someService, { maxLength: 2 }),
    methods: fc.array(someMethod, { maxLength: 4 }),
  })
  .map((of) =>
    buildingFacts(of.period, {
      states: [buildingState({ commonPropertyArea: of.common })],
      premises: of.premises.map(({ id, area, kind, flat: inside, heating }) =>
        flat(id, "0", {
          kind,
          flat: inside as never,
          state: { totalArea: area, heating, meterInstallable: ["cold_water", "gas"] },
        }),
      ),
      accounts: of.accounts.map(({ id, premises, span, numerator, denominator, owners }) =>
        account(id, premises, {
          opened: span.from,
          closed: span.to,
          state: { shareNumerator: numerator, shareDenominator: denominator, owners },
        }),
      ),
      residents: of.residents.map(({ of: id, span }) => ({
        account: id as AccountId,
        registration: "permanent",
        ...span,
      })),
      terms: of.terms.map(({ code, method, span, of: own }) =>
        terms(code, method, { ...span, account: own as AccountId | 0 }),
      ),
      methods: of.methods,
      values: of.values,
      meters: of.meters.map(({ id, resource, premises, span, until, broken }) =>
        meter(id, resource, premises, {
          installed: span.from,
          removed: span.to,
          verifiedUntil: until,
          brokenFrom: broken,
        }),
      ),
      readings: of.readings.map((r) => ({
        ...reading(r.of, r.on, "0", { scale: r.scale, mark: r.mark }),
        value: r.value,
      })),
      estimated: of.estimated.map(({ of: id, code, volume }) => ({
        account: id as AccountId,
        service: service(code),
        part: 0,
        period: "2026-10" as never,
        volume,
      })),
      carried: of.carried.map((code) => ({ service: service(code), volume: millionths("-2.5") })),
    }),
  );

/** A house in which something changes: a subset of services, shares, handovers and rates of the sample house. */
const someHouse: fc.Arbitrary<BuildingFacts> = fc
  .record({ flats: fc.integer({ min: 1, max: 9 }), from: someDay, closed: fc.boolean(), rate: fc.boolean() })
  .map(({ flats, from, closed, rate }) => {
    const house = sampleHouse(flats);
    const first = house.accounts[0];
    if (!first) return house;
    const handed = closed
      ? [
          { ...first, closed: from },
          { ...first, id: 500 as AccountId, opened: from },
          ...house.accounts.slice(1),
        ]
      : house.accounts;
    const values = rate
      ? house.values.flatMap((of) =>
          of.parameter === "rate" && of.service % 2 === 0
            ? [
                { ...of, to: from },
                { ...of, from, value: of.value + 10_007n },
              ]
            : [of],
        )
      : house.values;
    return { ...house, accounts: handed, values };
  });

const anyFacts = fc.oneof(someFacts, someHouse);

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const copy = [...items];
  let state = seed;
  for (let i = copy.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const k = state % (i + 1);
    const one = copy[i];
    const other = copy[k];
    if (one !== undefined && other !== undefined) [copy[i], copy[k]] = [other, one];
  }
  return copy;
}

const shuffledFacts = (facts: BuildingFacts, seed: number): BuildingFacts => ({
  ...facts,
  premises: shuffled(facts.premises, seed),
  accounts: shuffled(facts.accounts, seed + 1),
  residents: shuffled(facts.residents, seed + 2),
  terms: shuffled(facts.terms, seed + 3),
  methods: shuffled(facts.methods, seed + 9),
  values: shuffled(facts.values, seed + 4),
  meters: shuffled(facts.meters, seed + 5),
  readings: shuffled(facts.readings, seed + 6),
  estimated: shuffled(facts.estimated, seed + 7),
  carried: shuffled(facts.carried, seed + 8),
});

const keyOf = (line: ChargeLine): string => `${line.account} ${line.service} ${line.part} ${line.kind}`;

describe("C1 repeatable", () => {
  it("never throws, whatever the facts, and gives each line's key once, in order", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { lines } = calculateBuilding(facts);
        expect(new Set(lines.map(keyOf)).size).toBe(lines.length);
        const order = lines.map(
          (of) => [of.account, of.service, of.part, of.kind === "charge" ? 0 : 1] as const,
        );
        for (let i = 1; i < order.length; i++) {
          const [a, b] = [order[i - 1] ?? [], order[i] ?? []];
          const at = a.findIndex((part, k) => part !== b[k]);
          expect(Number(a[at])).toBeLessThan(Number(b[at]));
        }
      }),
      { numRuns: 400 },
    );
  });

  it("the same facts in any order give the same lines, warnings and carry", () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(1_000_000), (facts, seed) => {
        expect(calculateBuilding(shuffledFacts(facts, seed))).toEqual(calculateBuilding(facts));
      }),
      RUNS,
    );
  });

  it("one account's lines alone are those that it has among all", () => {
    fc.assert(
      fc.property(anyFacts, someId, (facts, id) => {
        const whole = calculateBuilding(facts);
        const alone = calculateBuilding(facts, { only: id as AccountId });
        const own = (lines: readonly ChargeLine[]) => lines.filter((line) => line.account === id);
        expect(own(alone.lines)).toEqual(own(whole.lines));
      }),
      RUNS,
    );
  });

  it("a trace changes nothing: what explains is what calculates", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const traced = calculateBuilding(facts, { trace: () => new ExplanationTrace() });
        expect(traced).toEqual(calculateBuilding(facts));
      }),
      RUNS,
    );
  });

  it("a value set again unchanged in mid-month changes nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 29 }), (flats, on) => {
        const house = sampleHouse(flats);
        const cut = addDays(day("2026-11-01"), on - 1);
        const again: BuildingFacts = {
          ...house,
          values: house.values.flatMap((of) => [
            { ...of, to: cut },
            { ...of, from: cut },
          ]),
          terms: house.terms.flatMap((of) => [
            { ...of, to: cut },
            { ...of, from: cut },
          ]),
          states: house.states.flatMap((of) => [
            { ...of, to: cut },
            { ...of, from: cut },
          ]),
          premises: house.premises.map((of) => ({
            ...of,
            states: of.states.flatMap((s) => [
              { ...s, to: cut },
              { ...s, from: cut },
            ]),
          })),
          accounts: house.accounts.map((of) => ({
            ...of,
            states: of.states.flatMap((s) => [
              { ...s, to: cut },
              { ...s, from: cut },
            ]),
          })),
          residents: house.residents.flatMap((of) => [
            { ...of, to: cut },
            { ...of, from: cut },
          ]),
        };
        expect(calculateBuilding(again)).toEqual(calculateBuilding(house));
      }),
      RUNS,
    );
  });
});

describe("C2 conserved", () => {
  const area = fc.bigInt({ min: 1n, max: 200_000_000n });

  it("heat of all premises is the building's heat (formulas 3, 3(1), 3(3))", () => {
    const places = fc.array(
      fc.record({
        area,
        connected: fc.boolean(),
        meter: fc.option(fc.bigInt({ min: 0n, max: 5_000_000n }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(places, fc.bigInt({ min: 0n, max: 500_000_000n }), area, (of, volume, common) => {
        const toExact = (n: bigint): Exact => exact(n, 1_000_000n);
        const sum = (items: readonly Exact[]): Exact => items.reduce(plus, ZERO);
        const totalArea = sum(of.map((place) => toExact(place.area)));
        const building = {
          totalArea,
          commonPropertyArea: toExact(common),
          disconnectedArea: sum(of.filter((place) => !place.connected).map((place) => toExact(place.area))),
        };
        const buildingVolume = toExact(volume);
        const own = of.map((place) =>
          place.meter === undefined
            ? unmeteredHeat({
                area: place.connected ? toExact(place.area) : ZERO,
                buildingVolume,
                building,
              })
            : toExact(place.meter),
        );
        const sumOfOwn = sum(own);
        const all = of.map((place, i) =>
          heatWithCommonPart({
            own: own[i] ?? ZERO,
            area: toExact(place.area),
            buildingVolume,
            sumOfOwn,
            totalArea,
          }),
        );
        expect(compare(sum(all), buildingVolume)).toBe(0);
      }),
      RUNS,
    );
  });

  it("accounts of one premises pay together what one account would pay", () => {
    const handover = fc.record({
      on: fc.integer({ min: 2, max: 29 }),
      parts: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), handover, (flats, { on, parts }) => {
        const house = sampleHouse(flats);
        const whole = {
          ...house,
          residents: [],
          accounts: house.accounts.map((of) => ({
            ...of,
            states: of.states.map((s) => ({ ...s, owners: 0 })),
          })),
        };
        const cut = addDays(day("2026-11-01"), on);
        const split: BuildingFacts = {
          ...whole,
          accounts: whole.accounts.flatMap((of) =>
            Array.from({ length: parts }, (_, i) => {
              const state = of.states.map((s) => ({
                ...s,
                shareNumerator: 1n,
                shareDenominator: BigInt(parts),
              }));
              const id = (part: number) => (of.id * 100 + i * 2 + part) as AccountId;
              return [
                { ...of, id: id(0), states: state, closed: cut },
                { ...of, id: id(1), states: state, opened: cut },
              ];
            }).flat(),
          ),
        };
        const sums = (facts: BuildingFacts, premisesOf: (line: ChargeLine) => number) => {
          const totals = new Map<string, bigint>();
          for (const line of calculateBuilding(facts).lines) {
            const key = `${premisesOf(line)} ${line.service} ${line.kind}`;
            totals.set(key, (totals.get(key) ?? 0n) + line.amount);
          }
          return Object.fromEntries([...totals].filter(([, amount]) => amount !== 0n));
        };
        const asOne = sums(whole, (line) => line.account);
        const asMany = sums(split, (line) => Math.trunc(line.account / 100));
        // The heat of hot water is rounded to a printed volume for each account, so its sum may differ by those roundings.
        const heat = service("HOT_WATER_HEAT");
        const others = (of: Record<string, bigint>) =>
          Object.fromEntries(Object.entries(of).filter(([key]) => !key.includes(` ${heat} `)));
        expect(others(asMany)).toEqual(others(asOne));
      }),
      RUNS,
    );
  });

  it("rooms of a communal flat use together what the flat's meter counted (formula 7)", () => {
    const rooms = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rooms, fc.integer({ min: 0, max: 90_000 }), (persons, thousandths) => {
        const ids = persons.map((_, i) => i + 2);
        const facts = buildingFacts("2026-11", {
          premises: [
            flat(1, "60"),
            ...ids.map((id) => flat(id, "15", { kind: "room", flat: flat(1, "0").id })),
          ],
          accounts: ids.map((id) => account(id)),
          residents: persons.flatMap((count, i) => residents(i + 2, count)),
          terms: [terms("COLD_WATER", "individual"), terms("SOI_COLD_WATER", "common_property_meter")],
          values: [value("COLD_WATER", "rate", "1"), value("SOI_COLD_WATER", "rate", "1")],
          meters: [meter(1, "cold_water", 1), meter(2, "cold_water", undefined)],
          readings: [1, 2].flatMap((id) => [
            reading(id, "2026-10-24", "100"),
            { ...reading(id, "2026-11-24", "0"), value: 100_000_000n + BigInt(thousandths) * 1000n },
          ]),
        });
        const { lines, common } = calculateBuilding(facts);
        const water = lines.filter((line) => line.service === service("COLD_WATER"));
        const sum = water.reduce((of, line) => of + line.volume, 0n);
        const left = sum - BigInt(thousandths) * 1000n;
        expect(left < 0n ? -left : left).toBeLessThanOrEqual(BigInt(ids.length));
        expect(common[0]?.shared).toBe(0n);
      }),
      RUNS,
    );
  });

  it("shares of a common volume differ from it by the roundings alone, which are reported", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (flats) => {
        for (const of of calculateBuilding(sampleHouse(flats)).common) {
          const left = of.shared - of.shares;
          expect(left < 0n ? -left : left).toBeLessThanOrEqual(500n * BigInt(flats));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("an ordinary line is the rounding of volume × rate", () => {
    const measured = new Set<ServiceId>(
      ["MAINTENANCE", "COLD_WATER", "HOT_WATER_WATER", "HOT_WATER_HEAT", "ELECTRICITY", "SOI_COLD_WATER"].map(
        service,
      ),
    );
    for (const line of calculateBuilding(sampleHouse(40)).lines) {
      if (!measured.has(line.service) || line.kind === "excess") continue;
      const cost = times(exact(line.volume, 1_000_000n), exact(line.rate, 1_000_000n));
      expect(line.amount).toBe(rounded(cost, 2));
    }
  });
});

describe("oddities", () => {
  it("a building without anything gives nothing", () => {
    expect(calculateBuilding(buildingFacts("2026-11")).lines).toEqual([]);
    expect(
      calculateBuilding(
        buildingFacts("2026-11", { accounts: [account(1)], residents: residents(1, 2) }),
      ).warnings.map(({ code }) => code),
    ).toEqual(["charging.premises_unknown"]);
  });
});
