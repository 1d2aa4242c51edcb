import type { Day } from "#core/day";
import { compare, type Exact, exact, ONE, plus, times, ZERO } from "#core/exact";
import type { OrganizationId, ServiceId } from "#core/ids";
import {
  type EarlierEstimate,
  type MeterVolumes,
  type MeteringWarning,
  monthIndex,
  type NormDays,
  type Slice,
  volumesOfMonth,
} from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { roomVolume } from "./communal-flat.ts";
import type { AccountFrame, PremisesFrame } from "./frame.ts";
import { gasNormVolume } from "./gas.ts";
import { heldBy, weightOf } from "./holdings.ts";
import type { Month, Series } from "./month.ts";
import { byDays, normVolume } from "./norm.ts";
import { type Asked, hasVariant, valueAt, valuesOfMonth } from "./rates.ts";
import { personDays, segmentsOf } from "./segments.ts";
import { sumOfSlices, within } from "./slices.ts";
import { serviceId, termsOf } from "./terms.ts";
import { warnOfAccount, warnOfBuilding, warnOfService } from "./warnings.ts";
import { shownMillionths, sourceOf } from "./workings.ts";
import { traceMeters } from "./trace-meters.ts";

/** Services that bill a resource by its own meter or norm; the first that the building has decides about the norm. */
export const CONSUMPTION_SERVICES: Readonly<Record<Resource, readonly ServiceId[]>> = {
  cold_water: [serviceId("COLD_WATER")],
  hot_water: [serviceId("HOT_WATER_WATER"), serviceId("HOT_WATER")],
  sewerage: [serviceId("SEWERAGE")],
  electricity: [serviceId("ELECTRICITY")],
  gas: [serviceId("GAS")],
  heat: [serviceId("HEATING")],
};

/** The service whose norm and whose earlier estimates stand for a resource in this building. */
export function consumptionServiceOf(month: Month, resource: Resource): ServiceId {
  const services = CONSUMPTION_SERVICES[resource];
  return services.find((service) => month.terms.services.includes(service)) ?? services[0] ?? serviceId("COLD_WATER");
}

/**
 * What an account used of a resource in the month: by meter, average or norm (decree 354, formulas 1, 4, 4(1), 7;
 * p. 59, 60). The same call with a trace shows the workings; the result without one is kept.
 */
export function consumptionOf(
  month: Month,
  account: AccountFrame,
  resource: Resource,
  trace?: Trace,
): readonly Series[] {
  let known = month.consumed.get(account);
  if (!known) {
    known = new Map();
    month.consumed.set(account, known);
  }
  const kept = known.get(resource);
  if (kept && !trace) return kept;
  const series = workedOut(month, account, resource, trace);
  known.set(resource, series);
  return series;
}

/** The volume of the resource without any multiplier: what sewage, heating of water and common needs count. */
export const consumedVolume = (month: Month, account: AccountFrame, resource: Resource): Exact => {
  const series = consumptionOf(month, account, resource);
  const only = series[0];
  if (only && series.length === 1) return sumOfSlices(only.slices);
  return series.reduce<Exact>((sum, of) => plus(sum, sumOfSlices(of.slices)), ZERO);
};

/** Of that, what was billed by the norm. */
export const consumedNorm = (month: Month, account: AccountFrame, resource: Resource): Exact => {
  let sum = ZERO;
  for (const of of consumptionOf(month, account, resource))
    if (of.basis === "norm") for (const slice of of.slices) sum = plus(sum, slice.volume);
  return sum;
};

function workedOut(month: Month, account: AccountFrame, resource: Resource, trace?: Trace): Series[] {
  const { premises } = account;
  const volumes = metersOf(month, premises, resource);
  const series: Series[] = [];
  if (premises.flat && isMetered(month, premises.flat, resource)) {
    const roomHasMeter = premises.meters.has(resource);
    if (roomHasMeter) addMetered(series, account, volumes, trace);
    addFlatShare(month, series, account, resource, trace);
    return series;
  }
  addMetered(series, account, volumes, trace);
  const flatCounts = premises.rooms.length > 0 && premises.accounts.length === 0;
  if (!flatCounts) for (const days of volumes.norm) addNorm(month, series, account, resource, days, trace);
  return withDigits(series);
}

function addMetered(series: Series[], account: AccountFrame, volumes: MeterVolumes, trace?: Trace): void {
  if (trace) traceMeters(trace, volumes);
  for (const zone of volumes.zones) {
    if (zone.metered.length > 0)
      series.push({ zone: zone.zone, digit: 0, basis: "meter", formula: "1", multiplied: false, slices: heldBy(account, zone.metered) });
    if (zone.estimated.length > 0) {
      const broken = zone.estimates.some((of) => of.reason === "unreliable");
      series.push({
        zone: zone.zone,
        digit: 1,
        basis: "average",
        formula: broken ? "1.average_broken" : "1.average",
        multiplied: false,
        slices: heldBy(account, zone.estimated),
      });
    }
  }
}

/** A series alone in its zone is the ordinary line, whatever its kind. */
function withDigits(series: Series[]): Series[] {
  const first = series[0];
  if (!first) return series;
  if (series.length === 1) return first.digit === 0 ? series : [{ ...first, digit: 0 }];
  return series.map((of) => (series.some((other) => other !== of && other.zone === of.zone) ? of : { ...of, digit: 0 }));
}

/** The volumes of the premises' own meters (not of the communal flat around it). */
export function metersOf(month: Month, premises: PremisesFrame, resource: Resource): MeterVolumes {
  let known = month.metered.get(premises);
  if (!known) {
    known = new Map();
    month.metered.set(premises, known);
  }
  let volumes = known.get(resource);
  if (!volumes) {
    volumes = readMeters(month, premises, resource);
    known.set(resource, volumes);
  }
  return volumes;
}

const isMetered = (month: Month, premises: PremisesFrame, resource: Resource): boolean =>
  premises.meters.has(resource) && metersOf(month, premises, resource).zones.length > 0;

function readMeters(month: Month, premises: PremisesFrame, resource: Resource): MeterVolumes {
  const { frame } = month;
  const meters = premises.meters.get(resource);
  if (!meters)
    return { zones: [], norm: [{ from: 0, to: frame.days, reason: "no_meter" }], warnings: [] };
  const handovers = handoverDays(month, premises);
  const ordinary = premises.isNonResidential ? month.ofOthers : month.ofDwellings;
  const of = handovers.length === 0 ? ordinary : { ...ordinary, handovers };
  const volumes = volumesOfMonth(meters, frame.readingsOf, of, earlierEstimates(month, premises, resource));
  for (const warning of volumes.warnings) warnOfMeter(month, warning, premises);
  return volumes;
}

export function warnOfMeter(month: Month, warning: MeteringWarning, premises: PremisesFrame | undefined): void {
  const data: Record<string, string> = { meter: warning.meter.serial };
  if (premises) data["premises"] = premises.facts.number;
  if (warning.on !== undefined) data["on"] = warning.on;
  warnOfBuilding(month.frame.book, warning.code, data);
}

const NO_HANDOVERS: readonly Day[] = [];

/** Days near this month on which the premises changed hands. */
function handoverDays(month: Month, premises: PremisesFrame): readonly Day[] {
  let days: Day[] | undefined;
  for (const { facts } of premises.accounts) {
    if (facts.opened >= month.handoversSince && facts.opened < month.frame.end) days = [...(days ?? []), facts.opened];
    if (facts.closed !== undefined && facts.closed < month.frame.end) days = [...(days ?? []), facts.closed];
  }
  return days ?? NO_HANDOVERS;
}

const NO_ESTIMATES: readonly EarlierEstimate[] = [];

function earlierEstimates(month: Month, premises: PremisesFrame, resource: Resource): readonly EarlierEstimate[] {
  const { estimatedOf } = month.frame;
  if (estimatedOf.size === 0) return NO_ESTIMATES;
  const service = consumptionServiceOf(month, resource);
  const earlier: EarlierEstimate[] = [];
  for (const place of [premises, ...premises.rooms])
    for (const account of place.accounts)
      for (const of of estimatedOf.get(account.facts.id) ?? [])
        if (of.service === service)
          earlier.push({ month: monthIndex(of.period), zone: Math.trunc(of.part / 1000), volume: of.volume });
  return earlier;
}

/** Formula 7: the flat's meter divided among its rooms, less what meters of the rooms themselves counted. */
function addFlatShare(month: Month, series: Series[], account: AccountFrame, resource: Resource, trace?: Trace): void {
  const { flat } = account.premises;
  if (!flat) return;
  const roomsAlone = flat.rooms.filter((room) => room.meters.has(resource));
  const weights = roomWeights(month, account, flat);
  trace?.open("communal_flat", flat.facts.number);
  if (trace) traceMeters(trace, metersOf(month, flat, resource));
  for (const zone of metersOf(month, flat, resource).zones) {
    for (const [slices, basis] of [
      [zone.metered, "meter"],
      [zone.estimated, "average"],
    ] as const) {
      if (slices.length === 0) continue;
      let rest: readonly Slice[] = slices;
      if (basis === "meter" && roomsAlone.length > 0) rest = lessRooms(month, slices, roomsAlone, resource, zone.zone);
      const shared = rest.map((slice) => ({
        ...slice,
        volume: roomVolume({ flatVolume: slice.volume, room: weights.room, flat: weights.flat }),
      }));
      if (trace) roomVolume({ flatVolume: sumOfSlices(rest), room: weights.room, flat: weights.flat }, trace);
      series.push({ zone: zone.zone, digit: basis === "meter" ? 0 : 1, basis, formula: "7", multiplied: false, slices: withinLife(account, shared) });
    }
  }
  trace?.close();
  const merged = merge(series);
  series.splice(0, series.length, ...merged);
}

/** One line for a room: its own meter and its part of the flat's belong together. */
function merge(series: readonly Series[]): Series[] {
  const byKey = new Map<number, Series>();
  for (const of of series) {
    const key = of.zone * 10 + of.digit;
    const other = byKey.get(key);
    byKey.set(key, other ? { ...of, slices: [...other.slices, ...of.slices] } : of);
  }
  return withDigits([...byKey.values()]);
}

function lessRooms(
  month: Month,
  slices: readonly Slice[],
  rooms: readonly PremisesFrame[],
  resource: Resource,
  zone: number,
): readonly Slice[] {
  const own = rooms
    .flatMap((room) => metersOf(month, room, resource).zones)
    .filter((of) => of.zone === zone)
    .flatMap((of) => [...of.metered, ...of.estimated]);
  const first = slices[0];
  if (!first || own.length === 0) return slices;
  const sum = sumOfSlices(own);
  return [...slices, { from: first.from, to: first.to, volume: { n: -sum.n, d: sum.d } }];
}

/** Persons of the room's account and of the flat; where nobody is counted, areas, which is product policy. */
function roomWeights(month: Month, account: AccountFrame, flat: PremisesFrame): { room: Exact; flat: Exact } {
  const persons = (of: AccountFrame) => byDaysOf(personDays(of), month.frame.days);
  const all = flat.rooms.flatMap((room) => room.accounts);
  const whole = all.reduce<Exact>((sum, of) => plus(sum, persons(of)), ZERO);
  if (whole.n > 0n) return { room: persons(account), flat: whole };
  warnOfAccount(month.frame.book, "charging.room_weights_unknown", account.facts.id);
  return { room: times(account.premises.area, weightOf(account, month.frame.days)), flat: flat.area };
}

const byDaysOf = (personDays: number, days: number): Exact => exact(BigInt(personDays), BigInt(days));

/** Persons already carry the account's days; only the rest of the slices' days is cut. */
const withinLife = (account: AccountFrame, slices: readonly Slice[]): Slice[] =>
  slices.map((slice) => ({
    from: Math.min(Math.max(slice.from, account.from), account.to - 1),
    to: Math.max(Math.min(slice.to, account.to), Math.min(Math.max(slice.from, account.from), account.to - 1) + 1),
    volume: slice.volume,
  }));

/** Formulas 4 and 4(1), and the gas norm: persons by days, with the norm of each part of the month. */
function addNorm(
  month: Month,
  series: Series[],
  account: AccountFrame,
  resource: Resource,
  of: NormDays,
  trace?: Trace,
): void {
  const { frame } = month;
  if (account.premises.isNonResidential) {
    warnOfAccount(frame.book, "charging.non_residential_without_meter", account.facts.id, consumptionServiceOf(month, resource));
    return;
  }
  const plain: Slice[] = [];
  const multiplied: Slice[] = [];
  for (const segment of segmentsOf(month, account, of.from, of.to)) {
    const { from, to } = segment;
    const whole = monthNorm(month, account, resource, from, segment.persons, trace);
    const volume = byDays(whole, to - from, frame.days);
    const installable = segment.premises?.meterInstallable.includes(resource) ?? false;
    const penalized = of.reason === "unreliable" || (of.reason === "no_meter" && installable);
    (penalized ? multiplied : plain).push({ from, to, volume });
    if (to - from < frame.days) trace?.step("by_days", `${to - from} / ${frame.days}`, `${to - from}`);
  }
  const missing = of.reason === "missing";
  if (plain.length > 0)
    append(series, { zone: 0, digit: 2, basis: "norm", formula: missing ? "4.missing" : resource === "gas" ? "gas" : "4", multiplied: false, slices: plain });
  if (multiplied.length > 0)
    append(series, { zone: 0, digit: 3, basis: "norm", formula: "4(1)", multiplied: true, slices: multiplied });
}

function append(series: Series[], added: Series): void {
  const at = series.findIndex((of) => of.zone === added.zone && of.digit === added.digit);
  const known = series[at];
  if (known) series[at] = { ...known, slices: [...known.slices, ...added.slices] };
  else series.push(added);
}

/** A whole month's norm volume, with the persons and norms of one day of it. */
function monthNorm(
  month: Month,
  account: AccountFrame,
  resource: Resource,
  at: number,
  persons: number,
  trace?: Trace,
): Exact {
  const service = consumptionServiceOf(month, resource);
  const asked = askedFor(month, account, service, at);
  if (resource === "gas") return gasNorm(month, account, asked, at, persons, trace);
  const variant = normVariant(month, account, resource, service, at, persons);
  const norm = valueAt(month.rates, asked, "norm", at, variant);
  if (!norm) {
    if (valuesOfMonth(month.rates, asked, "norm", variant).every((span) => span.state.length === 0))
      warnOfService(month.frame.book, "charging.norm_gap", service, { parameter: "norm" });
    return ZERO;
  }
  if (persons === 0) warnOfAccount(month.frame.book, "charging.nobody_counted", account.facts.id, service);
  trace?.input("norm", shownMillionths(norm.value), undefined, sourceOf(norm));
  return normVolume({ persons: persons === 1 ? ONE : exact(BigInt(persons)), norm: norm.value }, trace);
}

/** Who supplies the service to the account on a day; the norm of nobody's service is anyone's. */
export function askedFor(month: Month, account: AccountFrame, service: ServiceId, at: number): Asked {
  const spans = termsOf(month.terms, account, service);
  const terms = spans.find((span) => span.from <= at && at < span.to) ?? spans[0];
  return { service, provider: terms?.state.provider ?? (0 as OrganizationId), account: account.facts.id };
}

/** Electricity has a grid of rooms and persons, with or without an electric stove; other norms go by improvement. */
function normVariant(
  month: Month,
  account: AccountFrame,
  resource: Resource,
  service: ServiceId,
  at: number,
  persons: number,
): string {
  const improvement = improvementAt(month, at);
  if (resource !== "electricity" || persons === 0) return improvement;
  const state = account.premises.states.find((of) => of.from <= at && at < of.to)?.state;
  if (!state) return improvement;
  for (const stove of [`${state.stove}:`, ""])
    for (let n = Math.min(persons, GRID_END); n >= 1; n--)
      for (let rooms = Math.min(state.rooms, GRID_END); rooms >= 1; rooms--) {
        const variant = `${stove}${rooms}×${n}`;
        if (hasVariant(month.rates, service, "norm", variant)) return variant;
      }
  return improvement;
}

/** Grids end with "five rooms and more" or earlier; farther cells are not looked for. */
const GRID_END = 10;

export function improvementAt(month: Month, at: number): string {
  const { states } = month.frame;
  const only = states[0];
  if (only && states.length === 1) return only.state.improvement;
  return states.find((of) => of.from <= at && at < of.to)?.state.improvement ?? "";
}

function gasNorm(month: Month, account: AccountFrame, asked: Asked, at: number, persons: number, trace?: Trace): Exact {
  const premises = account.premises.states.find((of) => of.from <= at && at < of.to)?.state;
  const building = month.frame.states.find((of) => of.from <= at && at < of.to)?.state;
  const norm = (parameter: "norm_stove" | "norm_heater" | "norm_heating"): bigint =>
    valueAt(month.rates, asked, parameter, at, improvementAt(month, at))?.value ?? 0n;
  const stove = premises?.stove === "gas" ? norm("norm_stove") : 0n;
  const heater = building && !building.centralHotWater ? norm("norm_heater") : 0n;
  const heating = premises?.heating === "own" ? norm("norm_heating") : 0n;
  if (stove === 0n && heater === 0n && heating === 0n && premises?.stove === "gas")
    warnOfService(month.frame.book, "charging.norm_gap", asked.service, { parameter: "norm_stove" });
  const whole = gasNormVolume(
    { persons: exact(BigInt(persons)), area: premises?.totalArea ?? 0n, stove, heater, heating },
    trace,
  );
  if (heating === 0n || compare(whole, ZERO) === 0) return whole;
  // The area's part is the premises', not a person's: of several accounts each answers for its share.
  const share = account.holdings.find((of) => of.from <= at && at < of.to)?.share ?? ONE;
  if (share.n === share.d) return whole;
  const byPersons = gasNormVolume({ persons: exact(BigInt(persons)), area: 0n, stove, heater, heating: 0n });
  return plus(byPersons, times(gasNormVolume({ persons: ZERO, area: premises?.totalArea ?? 0n, stove: 0n, heater: 0n, heating }), share));
}

/** Volumes of an account's own days, for a service whose terms cover part of the month. */
export const slicesWithin = (slices: readonly Slice[], from: number, to: number): readonly Slice[] =>
  within(slices, from, to, ONE);
