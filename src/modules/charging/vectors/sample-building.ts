import { type Day, addDays, day } from "#core/day";
import type { AccountId, BuildingId, MeterId, OrganizationId, PremisesId, ServiceId } from "#core/ids";
import { firstDay, type Period, period as periodOf, previous } from "#core/period";
import {
  type DatedValue,
  type Method,
  type Parameter,
  type Resource,
  SERVICES,
  type ServiceTerms,
} from "#modules/tariffs";
import type {
  AccountFacts,
  AccountState,
  BuildingFacts,
  BuildingState,
  MeterFacts,
  PremisesFacts,
  PremisesState,
  ReadingFacts,
  ResidentFacts,
} from "../model.ts";

/**
 * Facts of made-up buildings for tests, benchmarks and vectors: every helper gives one fact with plain defaults, so
 * that a test says only what it is about. Decimals are written as text ("54.3").
 */
export const ALWAYS = day("2000-01-01");
export const COMPANY = 1 as OrganizationId;

export const millionths = (decimal: string): bigint => {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const magnitude = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0").slice(0, 6));
  return decimal.startsWith("-") ? -magnitude : magnitude;
};

export const service = (code: string): ServiceId => {
  const found = SERVICES.find((of) => of.code === code);
  if (!found) throw new Error(`no service ${code}`);
  return found.id;
};

export function buildingFacts(period: string, facts: Partial<BuildingFacts> = {}): BuildingFacts {
  return {
    building: 1 as BuildingId,
    period: periodOf(period),
    organization: COMPANY,
    states: [buildingState()],
    premises: [],
    accounts: [],
    residents: [],
    terms: [],
    methods: [],
    values: [],
    meters: [],
    readings: [],
    estimated: [],
    carried: [],
    absences: [],
    failures: [],
    entitlements: [],
    socialNorms: [],
    subsidies: [],
    ...facts,
  };
}

export const buildingState = (state: Partial<BuildingState> = {}): BuildingState => ({
  from: ALWAYS,
  commonPropertyArea: 0n,
  improvement: "",
  kind: "apartments",
  dilapidated: false,
  centralHotWater: true,
  ...state,
});

export const premisesState = (area: string, state: Partial<PremisesState> = {}): PremisesState => ({
  from: ALWAYS,
  totalArea: millionths(area),
  rooms: 2,
  heating: "central",
  stove: "gas",
  ownership: "private",
  meterInstallable: [],
  ...state,
});

export const flat = (
  id: number,
  area: string,
  more: Partial<PremisesFacts> & { state?: Partial<PremisesState> } = {},
): PremisesFacts => ({
  id: id as PremisesId,
  kind: more.kind ?? "flat",
  number: more.number ?? String(id),
  flat: more.flat,
  states: more.states ?? [premisesState(area, more.state)],
});

export const account = (
  id: number,
  premises: number = id,
  more: Partial<Omit<AccountFacts, "states">> & {
    state?: Partial<AccountState>;
    states?: readonly AccountState[];
  } = {},
): AccountFacts => ({
  id: id as AccountId,
  number: String(id),
  premises: premises as PremisesId,
  opened: more.opened ?? ALWAYS,
  closed: more.closed,
  states: more.states ?? [
    { from: ALWAYS, shareNumerator: 1n, shareDenominator: 1n, owners: 1, holder: "person", ...more.state },
  ],
});

export const resident = (of: number, from: Day = ALWAYS, to?: Day): ResidentFacts => ({
  account: of as AccountId,
  registration: "permanent",
  from,
  to,
});

export const residents = (of: number, count: number): ResidentFacts[] =>
  Array.from({ length: count }, () => resident(of));

export const terms = (code: string, method: Method, more: Partial<ServiceTerms> = {}): ServiceTerms => ({
  service: service(code),
  method,
  provider: COMPANY,
  account: 0,
  from: ALWAYS,
  ...more,
});

export const value = (
  code: string,
  parameter: Parameter,
  decimal: string,
  more: Partial<DatedValue> = {},
): DatedValue => ({
  service: service(code),
  parameter,
  variant: "",
  zone: 0,
  rangeFrom: 0n,
  level: "city",
  provider: 0,
  account: 0,
  value: millionths(decimal),
  basis: "decision",
  from: ALWAYS,
  ...more,
});

export const meter = (
  id: number,
  resource: Resource,
  premises: number | undefined,
  more: Partial<MeterFacts> = {},
): MeterFacts => ({
  id: id as MeterId,
  resource,
  premises: premises as PremisesId | undefined,
  serial: `S${id}`,
  integerDigits: 5,
  ratio: 1n,
  installed: ALWAYS,
  removed: undefined,
  verifiedUntil: undefined,
  brokenFrom: undefined,
  ...more,
});

export const reading = (
  of: number,
  takenOn: string,
  decimal: string,
  more: Partial<ReadingFacts> = {},
): ReadingFacts => ({
  meter: of as MeterId,
  scale: 0,
  takenOn: day(takenOn),
  value: millionths(decimal),
  mark: "regular",
  source: "resident",
  ...more,
});

/** The 24th of a period and of the one before: readings of an ordinary month. */
export const pairOfReadings = (
  of: number,
  period: Period,
  before: string,
  after: string,
  more: Partial<ReadingFacts> = {},
): ReadingFacts[] => [
  reading(of, addDays(firstDay(previous(period)), 23), before, more),
  reading(of, addDays(firstDay(period), 23), after, more),
];
