import fc from "fast-check";
import type { BuildingFacts } from "#modules/charging";
import { ANNEX_1 } from "#modules/metering";

import type { Method, Parameter, Resource } from "#modules/tariffs";
import { daysOf, monthAfter } from "./calendar.ts";

/*
 * Whole buildings, made up. A plan says in a few words what is odd about the building (who moved, which meter fell
 * silent), and the facts are written out from it: a plan shrinks to something that a person can read.
 */

const LONG_AGO = "2000-01-01";
export const COMPANY = 1;
const SUPPLIER = 2;

const chance = (weight: number) => fc.integer({ min: 1, max: 100 }).map((n) => n > 100 - weight);
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
/** A day of the month from the second to the 28th. */
const inMonth = fc.integer({ min: 2, max: 28 });
const decimals = (min: number, max: number, step: bigint) =>
  fc.integer({ min, max }).map((n) => BigInt(n) * step);

const METER_STORIES = [
  "regular",
  "regular",
  "regular",
  "middle",
  "missing",
  "caughtUp",
  "expired",
  "broken",
  "replaced",
  "first",
  "rollover",
  "late",
  "slipped",
  "zero",
  "fallen",
] as const;

const meterPlan = fc.record({
  story: fc.constantFrom(...METER_STORIES),
  zones: fc.constantFrom(1, 1, 2, 3),
  /** Months with a reading before the story begins. */
  history: fc.integer({ min: 0, max: 7 }),
  /** Months of silence, or since the meter's fault. */
  silence: fc.integer({ min: 1, max: 5 }),
  day: fc.integer({ min: 15, max: 25 }),
  other: fc.integer({ min: 2, max: 14 }),
  volumes: fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 16, maxLength: 16 }),
});
export type MeterPlan = typeof meterPlan extends fc.Arbitrary<infer T> ? T : never;

const residentPlan = fc.record({ from: rarely(inMonth), to: rarely(inMonth) });

const accountsPlan = fc.record({
  story: fc.constantFrom("one", "one", "one", "handover", "shares", "opened", "closed", "vacant"),
  day: inMonth,
  numerator: fc.integer({ min: 1, max: 3 }),
  owners: fc.integer({ min: 0, max: 2 }),
  first: fc.array(residentPlan, { maxLength: 3 }),
  second: fc.array(residentPlan, { maxLength: 2 }),
});

const premisesPlan = fc.record({
  kind: fc.constantFrom("flat", "flat", "flat", "flat", "shop", "communal"),
  area: decimals(1500, 9000, 10_000n),
  newArea: rarely(fc.tuple(inMonth, decimals(1500, 9000, 10_000n))),
  heating: fc.constantFrom("central", "central", "central", "own", "none"),
  newHeating: rarely(fc.tuple(inMonth, fc.constantFrom("central", "own", "none"))),
  stove: fc.constantFrom("gas", "electric"),
  newStove: rarely(fc.tuple(inMonth, fc.constantFrom("gas", "electric"))),
  ownership: fc.constantFrom("private", "private", "municipal"),
  privatized: rarely(inMonth),
  isInstallable: fc.boolean(),
  accounts: accountsPlan,
  neighbour: accountsPlan,
  cold: rarely(meterPlan),
  /** A second meter beside the first, one whose months are not estimated. */
  coldToo: fc.option(
    meterPlan.map((plan) =>
      ["missing", "caughtUp", "expired", "broken", "slipped", "zero", "fallen"].includes(plan.story)
        ? { ...plan, story: "regular" as const }
        : plan,
    ),
    { nil: undefined, freq: 2 },
  ),
  hot: rarely(meterPlan),
  power: rarely(meterPlan),
  gas: rarely(meterPlan),
  heat: fc.option(meterPlan, { nil: undefined, freq: 2 }),
});
type PremisesPlan = typeof premisesPlan extends fc.Arbitrary<infer T> ? T : never;

const dated = (min: number, max: number, step: bigint) =>
  fc.record({ value: decimals(min, max, step), change: rarely(fc.tuple(inMonth, decimals(min, max, step))) });

const buildingMeterPlan = fc.record({
  story: fc.constantFrom("regular", "regular", "missing"),
  history: fc.integer({ min: 0, max: 7 }),
  silence: fc.integer({ min: 1, max: 4 }),
  day: fc.integer({ min: 15, max: 25 }),
  volumes: fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 16, maxLength: 16 }),
});

/** Somebody away from a day, counted from the month's first, for so many days. */
const absencePlan = fc.record({
  place: fc.integer({ min: 0, max: 3 }),
  resident: fc.integer({ min: 0, max: 2 }),
  left: fc.integer({ min: -25, max: 27 }),
  days: fc.integer({ min: 4, max: 40 }),
});

const RULES = [...new Set(ANNEX_1.map((of) => of.rule))];
const failurePlan = fc
  .record({
    rule: fc.constantFrom(...RULES),
    standard: fc.nat(),
    place: rarely(fc.integer({ min: 0, max: 3 })),
    day: fc.integer({ min: -1, max: 30 }),
    minute: fc.integer({ min: 0, max: 1439 }),
    minutes: fc.oneof(fc.integer({ min: 30, max: 900 }), fc.integer({ min: 900, max: 9000 })),
    /** Tenths of a degree or of what else is measured. */
    measured: fc.integer({ min: 50, max: 850 }),
  })
  .map(({ rule, standard, ...more }) => {
    const own = ANNEX_1.filter((of) => of.rule === rule);
    return { ...more, standard: own[standard % own.length] as (typeof own)[number] };
  });

const rightPlan = fc.record({
  place: fc.integer({ min: 0, max: 3 }),
  resident: fc.integer({ min: 0, max: 2 }),
  services: fc.subarray([1, 6, 7, 20, 21, 22, 23, 24, 25, 26, 27, 28], { minLength: 4 }),
  percent: fc.constantFrom(30, 50, 50, 100),
  covers: fc.constantFrom("person", "person", "family"),
  volume: fc.constantFrom("within_norm", "actual"),
  area: fc.constantFrom("social_norm", "share"),
  mode: fc.constantFrom("discount", "cash"),
  from: rarely(inMonth),
  to: rarely(inMonth),
});

export const buildingPlan = fc.record({
  period: fc.constantFrom("2026-11", "2026-02", "2025-12", "2026-03"),
  kind: fc.constantFrom("apartments", "apartments", "apartments", "house"),
  commonArea: decimals(0, 30_000, 10_000n),
  newCommonArea: rarely(fc.tuple(inMonth, decimals(0, 30_000, 10_000n))),
  isDilapidated: chance(15),
  hasCentralHotWater: fc.boolean(),
  premises: fc.array(premisesPlan, { minLength: 1, maxLength: 4 }),
  hotWater: fc.constantFrom("two lines", "made here"),
  power: fc.constantFrom<Method>("individual", "individual_social_norm"),
  heating: fc.constantFrom<Method>(
    "heating_season",
    "heating_season",
    "heating_season",
    "heating_even_year",
    "heating_even_year",
    "heating_made",
  ),
  season: fc.constantFrom("whole", "whole", "begins", "ends", "none"),
  seasonDay: inMonth,
  common: fc.constantFrom<Method>("common_property_meter", "common_property_norm", "common_needs"),
  commonProvider: fc.constantFrom(COMPANY, SUPPLIER),
  waste: fc.constantFrom<Method>("waste_persons", "waste_area"),
  hasRanges: fc.boolean(),
  newProvider: rarely(inMonth),
  ownRate: rarely(fc.integer({ min: 1, max: 9000 })),
  /** Values of the first account, of the organization and of one supplier. */
  particular: rarely(fc.constantFrom("account", "organization", "supplier")),
  /** The first account has an aerial of another company's. */
  hasOwnTerms: fc.boolean(),
  hasGrid: fc.boolean(),
  hasSewageNorm: fc.boolean(),
  rate: dated(1, 400_000, 1_000n),
  norm: dated(0, 9_000, 1_000n),
  normCommon: dated(0, 4_000, 1_000n),
  meters: fc.record({
    cold: rarely(buildingMeterPlan),
    hot: rarely(buildingMeterPlan),
    power: rarely(buildingMeterPlan),
    heat: fc.option(buildingMeterPlan, { nil: undefined, freq: 2 }),
    fuel: buildingMeterPlan,
  }),
  carried: rarely(fc.integer({ min: 1, max: 20_000 })),
  lastYear: fc.boolean(),
  absences: fc.array(absencePlan, { maxLength: 3 }),
  failures: fc.array(failurePlan, { maxLength: 4 }),
  rights: fc.array(rightPlan, { maxLength: 3 }),
  hasSocialNorms: chance(80),
});
export type BuildingPlan = typeof buildingPlan extends fc.Arbitrary<infer T> ? T : never;

interface ResidentFacts {
  readonly account: number;
  readonly no: number;
  readonly registration: string;
  readonly from: string;
  readonly to: string | undefined;
}

interface Draft {
  premises: object[];
  accounts: object[];
  residents: ResidentFacts[];
  terms: object[];
  values: object[];
  meters: object[];
  readings: object[];
  estimated: object[];
  carried: object[];
  methods: object[];
  absences: object[];
  failures: object[];
  entitlements: object[];
  socialNorms: object[];
  subsidies: object[];
}

/** Writes the facts of a plan out. */
export function factsOf(plan: BuildingPlan): BuildingFacts {
  const draft: Draft = {
    premises: [],
    accounts: [],
    residents: [],
    terms: [],
    values: [],
    meters: [],
    readings: [],
    estimated: [],
    carried: [],
    methods: [],
    absences: [],
    failures: [],
    entitlements: [],
    socialNorms: [],
    subsidies: [],
  };
  for (const [i, premises] of plan.premises.entries()) addPremises(draft, plan, premises, (i + 1) * 100);
  addServices(draft, plan);
  addBuildingMeters(draft, plan);
  addReductions(draft, plan);
  addRights(draft, plan);
  if (plan.carried !== undefined && plan.common === "common_property_meter")
    draft.carried.push({ service: 2, volume: BigInt(-plan.carried) * 1_000n });
  const state = (from: string, to: string | undefined, commonPropertyArea: bigint) => ({
    from,
    to,
    commonPropertyArea,
    improvement: "full",
    kind: plan.kind,
    dilapidated: plan.isDilapidated,
    centralHotWater: plan.hasCentralHotWater,
  });
  const [changed, area] = plan.newCommonArea ?? [];
  const change = changed === undefined ? undefined : dayIn(plan, changed);
  return {
    building: 1,
    period: plan.period,
    organization: COMPANY,
    states:
      change === undefined || area === undefined
        ? [state(LONG_AGO, undefined, plan.commonArea)]
        : [state(LONG_AGO, change, plan.commonArea), state(change, undefined, area)],
    ...draft,
  } as unknown as BuildingFacts;
}

const dayIn = (plan: BuildingPlan, day: number): string => daysOf(plan.period)[day - 1] as string;

function addPremises(draft: Draft, plan: BuildingPlan, premises: PremisesPlan, id: number): void {
  const isCommunal = premises.kind === "communal";
  const states = statesOf(plan, premises);
  draft.premises.push({
    id,
    kind: isCommunal ? "flat" : premises.kind,
    number: String(id),
    flat: undefined,
    states,
  });
  if (isCommunal) {
    for (const [i, accounts] of [premises.accounts, premises.neighbour].entries()) {
      const room = id + 1 + i;
      const rooms = states.map((state) => ({
        ...state,
        totalArea: state.totalArea / BigInt(i + 3),
        rooms: 1,
      }));
      draft.premises.push({ id: room, kind: "room", number: String(room), flat: id, states: rooms });
      addAccounts(draft, plan, accounts, room, false);
    }
  } else addAccounts(draft, plan, premises.accounts, id, premises.kind === "shop");

  const meters: [Resource, MeterPlan | undefined, bigint][] = [
    ["cold_water", premises.cold, 1_000n],
    ["cold_water", premises.cold && premises.coldToo, 1_000n],
    ["hot_water", premises.hot, 1_000n],
    ["electricity", premises.power, 100_000n],
    ["gas", isCommunal ? undefined : premises.gas, 1_000n],
    ["heat", isCommunal || plan.heating !== "heating_season" ? undefined : premises.heat, 137n],
  ];
  for (const [i, [resource, meter, step]] of meters.entries())
    if (meter)
      addMeter(draft, plan, meter, { id: id + i * 10, resource, premises: id, step, plan: premises });
}

function statesOf(plan: BuildingPlan, premises: PremisesPlan) {
  const days = [
    premises.newArea?.[0],
    premises.privatized,
    premises.newHeating?.[0],
    premises.newStove?.[0],
  ].filter((day) => day !== undefined);
  const since = <T>(from: string, change: readonly [number, T] | undefined, before: T): T =>
    change && from >= dayIn(plan, change[0]) ? change[1] : before;
  const begins = [LONG_AGO, ...[...new Set(days)].sort((a, b) => a - b).map((day) => dayIn(plan, day))];
  return begins.map((from, i) => ({
    from,
    to: begins[i + 1],
    totalArea: since(from, premises.newArea, premises.area),
    rooms: 2,
    heating: since(from, premises.newHeating, premises.heating),
    stove: since(from, premises.newStove, premises.stove),
    ownership:
      premises.privatized !== undefined && from >= dayIn(plan, premises.privatized)
        ? "private"
        : premises.ownership,
    meterInstallable: premises.isInstallable ? ["cold_water", "hot_water", "electricity"] : [],
  }));
}

function addAccounts(
  draft: Draft,
  plan: BuildingPlan,
  accounts: PremisesPlan["accounts"],
  premises: number,
  isShop: boolean,
): void {
  const { story } = accounts;
  if (story === "vacant") return;
  const day = dayIn(plan, accounts.day);
  const denominator = 4;
  const account = (id: number, opened: string, closed: string | undefined, numerator: number) => ({
    id,
    number: String(id),
    premises,
    opened,
    closed,
    states: [
      {
        from: LONG_AGO,
        shareNumerator: BigInt(numerator),
        shareDenominator: BigInt(denominator),
        owners: isShop ? 0 : accounts.owners,
        holder: isShop ? "legal" : "person",
      },
    ],
  });
  const ends = story === "handover" || story === "closed" ? day : undefined;
  const numerator = story === "shares" ? accounts.numerator : denominator;
  draft.accounts.push(account(premises, story === "opened" ? day : LONG_AGO, ends, numerator));
  if (story === "handover") draft.accounts.push(account(premises + 50, day, undefined, denominator));
  if (story === "shares")
    draft.accounts.push(account(premises + 50, LONG_AGO, undefined, denominator - numerator));
  if (isShop) return;
  const move = (id: number, people: PremisesPlan["accounts"]["first"]) => {
    for (const [no, person] of people.entries()) {
      const from = person.from === undefined ? LONG_AGO : dayIn(plan, person.from);
      const to = person.to === undefined ? undefined : dayIn(plan, person.to);
      if (to !== undefined && to <= from) continue;
      draft.residents.push({ account: id, no, registration: "permanent", from, to });
    }
  };
  move(premises, accounts.first);
  if (story === "handover" || story === "shares") move(premises + 50, accounts.second);
}

/** A resident of the account that an absence or a right is of; undefined where there is none. */
const residentOf = (draft: Draft, of: { place: number; resident: number }): ResidentFacts | undefined =>
  draft.residents.find(
    (one) =>
      Math.trunc(one.account / 100) === of.place + 1 && one.no === of.resident && one.account % 50 === 0,
  ) ?? draft.residents.find((one) => Math.trunc(one.account / 100) === of.place + 1);

const dayFrom = (plan: BuildingPlan, days: number): string =>
  new Date(Date.parse(`${plan.period}-01T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function addReductions(draft: Draft, plan: BuildingPlan): void {
  for (const { left, days, ...of } of plan.absences) {
    const away = residentOf(draft, of);
    if (away)
      draft.absences.push({
        account: away.account,
        resident: away.no,
        left: dayFrom(plan, left),
        returned: dayFrom(plan, left + days),
        registered: { from: away.from, to: away.to },
        document: "paper",
      });
  }
  for (const [i, { standard, place, day, minute, minutes, measured }] of plan.failures.entries()) {
    const from = Date.parse(`${dayFrom(plan, day)}T00:00:00Z`) / 60_000 + minute;
    const isTemperature = standard.rule === "degrees_by_hour";
    draft.failures.push({
      no: i + 1,
      premises: place === undefined ? undefined : (place + 1) * 100,
      from,
      to: from + minutes,
      measured: isTemperature ? BigInt(measured) * 100_000n : undefined,
      standard,
      document: "act",
    });
  }
}

function addRights(draft: Draft, plan: BuildingPlan): void {
  for (const [
    i,
    { services, percent, from, to, covers, volume, area, mode, ...of },
  ] of plan.rights.entries()) {
    const entitled = residentOf(draft, of);
    if (!entitled) continue;
    for (const service of services)
      draft.entitlements.push({
        account: entitled.account,
        resident: entitled.no,
        category: `C${i}`,
        service,
        percent: BigInt(percent) * 1_000_000n,
        covers,
        volume,
        area,
        mode,
        from: from === undefined ? LONG_AGO : dayIn(plan, from),
        to: to === undefined || (from !== undefined && to <= from) ? undefined : dayIn(plan, to),
        act: "act",
        document: "certificate",
      });
  }
  if (plan.hasSocialNorms)
    for (const [i, square] of [33n, 21n, 18n].entries())
      draft.socialNorms.push({
        persons: i + 1,
        areaPerPerson: square * 1_000_000n,
        act: "act",
        from: LONG_AGO,
        to: undefined,
      });
}

const SERVICE_OF: Readonly<Record<string, number>> = { cold_water: 20, electricity: 26, gas: 27, heat: 25 };

/** A dial of five digits before the comma, told from the last reading of its history on. */
function addMeter(
  draft: Draft,
  plan: BuildingPlan,
  meter: MeterPlan,
  of: { id: number; resource: Resource; premises: number; step: bigint; plan: PremisesPlan },
): void {
  const { story } = meter;
  const zones = of.resource === "electricity" && meter.zones > 1 ? [1, 2, 3].slice(0, meter.zones) : [0];
  const fact = (id: number, more: object) =>
    draft.meters.push({
      id,
      resource: of.resource,
      premises: of.premises,
      serial: `S${id}`,
      integerDigits: 5,
      ratio: 1n,
      installed: LONG_AGO,
      removed: undefined,
      verifiedUntil: undefined,
      brokenFrom: undefined,
      ...more,
    });
  const on = (month: string, day: number) => `${month}-${String(day).padStart(2, "0")}`;
  const take = (id: number, scale: number, takenOn: string, value: bigint, mark = "regular") =>
    draft.readings.push({ meter: id, scale, takenOn, value, mark, source: "resident" });

  const now = plan.period;
  const isFaulty = story === "expired" || story === "broken";
  const silence = story === "missing" || story === "caughtUp" || isFaulty ? meter.silence : 1;
  /** The last month of the ordinary history. */
  const last = monthAfter(now, -silence);
  const faultMonth = monthAfter(now, 1 - silence);

  if (story === "expired") fact(of.id, { verifiedUntil: on(faultMonth, meter.other) });
  else if (story === "broken") fact(of.id, { brokenFrom: on(faultMonth, meter.other) });
  else if (story === "replaced") fact(of.id, { removed: on(now, meter.other) });
  else if (story === "first") fact(of.id, { installed: on(now, meter.other) });
  else fact(of.id, {});
  if (story === "replaced") fact(of.id + 1, { installed: on(now, meter.other + (meter.silence - 1)) });

  for (const [z, scale] of zones.entries()) {
    const used = (i: number): bigint => BigInt(meter.volumes[(i + z * 3) % 16] ?? 0) * of.step;
    let value = story === "rollover" ? 99_990_000_000n : 100_000_000n;
    if (story === "zero") {
      value = 99_999_000_000n;
      for (let i = 1; i <= meter.history; i += 1) value -= used(i);
    }
    if (story === "first") {
      take(of.id, scale, on(now, meter.other), value, "opening");
      take(of.id, scale, on(now, meter.day), value + used(0));
      continue;
    }
    if (story === "rollover") value -= used(1);
    for (let back = story === "rollover" ? 1 : meter.history; back >= 0; back -= 1) {
      take(of.id, scale, on(monthAfter(last, -back), meter.day), value);
      if (back > 0) value += used(back);
    }
    if (story === "missing") continue;
    if (isFaulty) {
      // It is read on; nobody is bound by that.
      for (let i = 0; i < silence; i += 1) {
        value += used(i + 8);
        take(of.id, scale, on(monthAfter(faultMonth, i), 20), value);
      }
      continue;
    }
    if (story === "middle") {
      value += used(8);
      take(of.id, scale, on(now, meter.other), value);
    }
    if (story === "replaced") {
      take(of.id, scale, on(now, meter.other), value + used(8), "closing");
      take(of.id + 1, scale, on(now, meter.other + meter.silence - 1), 5_000_000n, "opening");
      take(of.id + 1, scale, on(now, 25), 5_000_000n + used(9));
      continue;
    }
    value += used(0) * BigInt(silence);
    // A slipped decimal point; a dial that passed zero unmarked; a reading below the last that nothing explains.
    if (story === "slipped")
      value += 400n * used(1) + 400_000_000n * (of.resource === "electricity" ? 30n : 1n);
    if (story === "fallen") value = 50_000_000n;
    if (story === "zero") take(of.id, scale, on(now, meter.day), 3_000_000n + used(0) / 2n);
    else if (story === "rollover")
      take(of.id, scale, on(now, meter.day), 10_000_000n + used(0) / 2n, "rollover");
    else if (story === "late") take(of.id, scale, on(now, 26 + (meter.silence % 3)), value);
    else take(of.id, scale, on(now, meter.day), value);
    if (story === "caughtUp") {
      const service = SERVICE_OF[of.resource] ?? (plan.hotWater === "made here" ? 21 : 22);
      for (let i = 1; i < silence; i += 1)
        draft.estimated.push({
          account: of.premises,
          service,
          part: scale * 1000,
          period: monthAfter(last, i),
          volume: used(i + 9),
        });
    }
  }
}

function addBuildingMeters(draft: Draft, plan: BuildingPlan): void {
  const meters: [Resource, BuildingPlan["meters"]["cold"], bigint][] = [
    ["cold_water", plan.meters.cold, 1_000n],
    ["hot_water", plan.meters.hot, 1_000n],
    ["electricity", plan.meters.power, 100_000n],
    ["heat", plan.meters.heat, 137n],
    ["gas", plan.heating === "heating_made" ? plan.meters.fuel : undefined, 10_000n],
  ];
  for (const [i, [resource, meter, step]] of meters.entries()) {
    if (!meter) continue;
    const id = 10 + i;
    draft.meters.push({
      id,
      resource,
      premises: undefined,
      serial: `B${id}`,
      integerDigits: 7,
      ratio: 1n,
      installed: LONG_AGO,
      removed: undefined,
      verifiedUntil: undefined,
      brokenFrom: undefined,
    });
    const last = monthAfter(plan.period, meter.story === "missing" ? -meter.silence : 0);
    const isWholeYear = resource === "heat" && plan.heating === "heating_even_year" && plan.lastYear;
    const history = isWholeYear ? 26 : meter.history + 1;
    for (const scale of resource === "hot_water" && plan.hotWater === "made here" ? [0, 1] : [0]) {
      let value = 1_000_000_000n;
      for (let back = history; back >= 0; back -= 1) {
        const month = monthAfter(last, -back);
        draft.readings.push({
          meter: id,
          scale,
          takenOn: `${month}-${meter.day}`,
          value,
          mark: "regular",
          source: "clerk",
        });
        value += BigInt((meter.volumes[(back + scale) % 16] ?? 0) + 1) * (scale === 1 ? step / 10n : step);
      }
    }
  }
}

const ownTerms = { service: 40, method: "fixed", provider: SUPPLIER, from: LONG_AGO, to: undefined };

function addServices(draft: Draft, plan: BuildingPlan): void {
  const change = plan.newProvider === undefined ? undefined : dayIn(plan, plan.newProvider);
  const term = (service: number, method: Method, provider = COMPANY, span: object = {}) =>
    draft.terms.push({ service, method, provider, account: 0, from: LONG_AGO, to: undefined, ...span });
  const isNeeds = plan.common === "common_needs";

  term(1, "area", COMPANY, change ? { to: change } : {});
  if (change) term(1, "area", SUPPLIER, { from: change });
  term(6, "area");
  term(7, "area", SUPPLIER);
  term(20, "individual", SUPPLIER);
  if (plan.hotWater === "made here") term(21, "hot_water_made");
  else {
    term(22, "individual", SUPPLIER);
    term(23, "hot_water_heat", SUPPLIER);
  }
  term(24, "sewerage_sum", SUPPLIER);
  term(25, plan.heating, SUPPLIER);
  term(26, plan.power, SUPPLIER);
  term(27, "gas", SUPPLIER);
  term(28, plan.waste, SUPPLIER);
  term(40, "fixed");
  if (plan.hasOwnTerms) draft.terms.push({ ...ownTerms, account: 100 });
  if (plan.kind === "apartments")
    for (const service of isNeeds ? [29, 30, 31] : [2, 3, 5]) term(service, plan.common, plan.commonProvider);
  if (plan.kind === "apartments" && plan.common === "common_property_meter") term(4, plan.common);

  const value = (
    service: number,
    parameter: Parameter,
    of: { value: bigint; change?: readonly [number, bigint] | undefined },
    more: object = {},
  ) => {
    const fact = {
      service,
      parameter,
      variant: "",
      zone: 0,
      rangeFrom: 0n,
      level: "city",
      provider: 0,
      account: 0,
    };
    const [day, next] = of.change ?? [];
    const from = day === undefined ? undefined : dayIn(plan, day);
    draft.values.push({ ...fact, value: of.value, basis: "decision", from: LONG_AGO, to: from, ...more });
    if (from !== undefined)
      draft.values.push({ ...fact, value: next, basis: "decision", from, to: undefined, ...more });
  };
  const scaled = (of: BuildingPlan["rate"], top: bigint, bottom = 1n) => ({
    value: (of.value * top) / bottom,
    change: of.change && ([of.change[0], (of.change[1] * top) / bottom] as const),
  });
  const { rate, norm, normCommon } = plan;
  for (const service of [1, 2, 3, 4, 5, 6, 7, 20, 22, 23, 24, 25, 27, 28, 29, 30, 40])
    value(service, "rate", scaled(rate, BigInt(7 + (service % 13)), 10n));
  if (plan.ownRate !== undefined)
    value(1, "rate", { value: BigInt(plan.ownRate) * 10_000n }, { level: "building" });
  value(20, "rate", scaled(rate, 3n), { variant: "non_residential" });
  const particulars = {
    account: { level: "account", account: 100 },
    organization: { level: "organization" },
    supplier: { provider: SUPPLIER },
  };
  if (plan.particular !== undefined)
    for (const service of [20, 24, 26]) value(service, "rate", rate, particulars[plan.particular]);
  if (plan.hasSewageNorm) value(24, "norm", scaled(norm, 3n, 2n));
  if (plan.hasGrid)
    for (const stove of ["gas", "electric"])
      for (const rooms of [1, 2])
        for (const persons of [1, 2, 3])
          value(26, "norm", scaled(norm, BigInt(30 - 5 * persons + 4 * rooms + stove.length)), {
            variant: `${stove}:${rooms}×${persons}`,
          });
  const isSocial = plan.power === "individual_social_norm";
  for (const service of [26, 31])
    for (const zone of [0, 1, 2, 3])
      for (const [range, rangeFrom] of (isSocial
        ? [0n, 100_000_000n]
        : service === 26 && plan.hasRanges
          ? [0n, 150_000_000n, 400_000_000n]
          : [0n]
      ).entries())
        for (const variant of ["", "electric_stove"])
          value(service, "rate", scaled(rate, BigInt(zone + 2 + range * 3 + variant.length), 5n), {
            zone,
            rangeFrom,
            variant,
          });
  for (const service of [20, 21, 22]) value(service, "norm", norm, { variant: service === 20 ? "full" : "" });
  value(26, "norm", scaled(norm, 20n));
  value(25, "norm_area", scaled(norm, 1n, 100n));
  value(25, "heating_months", { value: 7_000_000n });
  const edge = dayIn(plan, plan.seasonDay);
  const seasons: Readonly<Record<BuildingPlan["season"], object | undefined>> = {
    whole: {},
    begins: { from: edge },
    ends: { to: edge },
    none: undefined,
  };
  const season = seasons[plan.season];
  if (season) value(25, "heating_season", { value: 1_000_000n }, season);
  value(27, "norm_stove", norm);
  value(27, "norm_heater", scaled(norm, 2n));
  value(27, "norm_heating", scaled(norm, 1n, 2n));
  value(28, "norm_year", norm);
  value(28, "norm_area", scaled(norm, 1n, 50n));
  value(21, "heat_per_m3", { value: 53_280n });
  value(25, "heat_per_m3", { value: 7_900n });
  if (plan.hasGrid) value(27, "rate", scaled(rate, 5n, 2n), { variant: "boiler" });
  value(23, "heat_per_m3", { value: 53_280n, change: norm.change && [norm.change[0], 61_070n] });
  for (const service of [20, 22, 26]) {
    if (service === 20) {
      value(20, "multiplier", { value: 1_500_000n }, { to: "2025-12-06" });
      value(20, "multiplier", { value: 3_000_000n }, { from: "2025-12-06" });
    } else value(service, "multiplier", { value: 1_500_000n });
  }
  for (const service of [2, 3, 5, 29, 30, 31]) value(service, "norm_common", normCommon);
  value(26, "social_norm_one", { value: 110_000_000n });
  value(26, "social_norm_more", { value: 75_000_000n });
}
