import type { Day, Span } from "#core/day";
import { type Exact, exact, minus, ONE, plus, times, ZERO } from "#core/exact";
import type { AccountId, MeterId, PremisesId } from "#core/ids";
import { daysIn, endDay, firstDay } from "#core/period";
import {
  type MeterFacts,
  type MonthOfReadings,
  monthOfReadings,
  NO_DEADLINE,
  placeInMonth,
  type ReadingFacts,
} from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import type {
  AccountFacts,
  AccountState,
  BuildingFacts,
  BuildingState,
  EstimatedVolume,
  PremisesFacts,
  PremisesState,
} from "../model.ts";
import { newWarningBook, type WarningBook, warnOfAccount, warnOfBuilding } from "./warnings.ts";

/** A fact's days of the month, `[from, to)`, counted from 0. */
export interface Timed<T> {
  readonly from: number;
  readonly to: number;
  readonly state: T;
}

/** A share of the premises held on some days of the month. */
export interface Holding {
  readonly from: number;
  readonly to: number;
  readonly share: Exact;
}

export interface AccountFrame {
  readonly facts: AccountFacts;
  readonly premises: PremisesFrame;
  /** Days of the month that are this account's. */
  readonly from: number;
  readonly to: number;
  readonly states: readonly Timed<AccountState>[];
  readonly holdings: readonly Holding[];
  /** The only holder of the whole premises through the whole month. */
  readonly isWhole: boolean;
  readonly residents: readonly {
    readonly from: number;
    readonly to: number;
    /** Which of the account's residents; unknown in old documents. */
    readonly no: number | undefined;
  }[];
}

export interface PremisesFrame {
  readonly facts: PremisesFacts;
  readonly states: readonly Timed<PremisesState>[];
  /** The communal flat that this room is in, and the rooms of this communal flat. */
  flat: PremisesFrame | undefined;
  readonly rooms: PremisesFrame[];
  /** In order of opening, then number: the last one takes the rest. */
  readonly accounts: AccountFrame[];
  readonly meters: Map<Resource, MeterFacts[]>;
  /** Somebody lived here in the month. */
  inhabited: boolean;
  /** Average of the month, exact m²; the part of common volumes is by this. */
  area: Exact;
  /** Days of the month with radiators; the whole month where nothing is known of the premises. */
  readonly connected: readonly { readonly from: number; readonly to: number }[];
  isNonResidential: boolean;
}

/** A building's facts, indexed once and cut to the month. */
export interface Frame {
  readonly facts: BuildingFacts;
  readonly first: Day;
  readonly end: Day;
  readonly days: number;
  readonly states: readonly Timed<BuildingState>[];
  /** In order of id. */
  readonly premises: readonly PremisesFrame[];
  readonly accounts: readonly AccountFrame[];
  readonly buildingMeters: ReadonlyMap<Resource, readonly MeterFacts[]>;
  readonly buildingMonth: MonthOfReadings;
  readonly readingsOf: (meter: MeterFacts) => readonly ReadingFacts[];
  readonly estimatedOf: ReadonlyMap<AccountId, readonly EstimatedVolume[]>;
  /** Exact m², averages of the month. */
  readonly totalArea: Exact;
  readonly commonPropertyArea: Exact;
  readonly disconnectedArea: Exact;
  readonly book: WarningBook;
}

export function frameOf(facts: BuildingFacts): Frame {
  const first = firstDay(facts.period);
  const end = endDay(facts.period);
  const days = daysIn(facts.period);
  const book = newWarningBook();
  const timed = timer(first, end, days);
  const states = timed(facts.states);
  if (states.length === 0) warnOfBuilding(book, "charging.building_state_missing");

  const premises = facts.premises
    .map((of) => premisesFrame(of, timed(of.states), days))
    .sort((a, b) => a.facts.id - b.facts.id);
  const byId = new Map(premises.map((of) => [of.facts.id, of]));
  for (const room of premises) joinFlat(room, byId);
  for (const of of premises) if (of.rooms.length > 0) spreadFlatOverRooms(of);
  const accounts = accountFrames(facts, byId, timed, days, book);
  const buildingMeters = placeMeters(facts.meters, byId);

  // A communal flat stands in the sums as its rooms.
  const counted = premises.filter((of) => of.rooms.length === 0);
  return {
    facts,
    first,
    end,
    days,
    states,
    premises,
    accounts,
    buildingMeters,
    buildingMonth: monthOfReadings(facts.period, { deadline: NO_DEADLINE, handovers: [], limited: false }),
    readingsOf: readingIndex(facts.readings),
    estimatedOf: groupBy(facts.estimated, (of) => of.account),
    totalArea: sumOfAreas(counted),
    commonPropertyArea: averageOf(states, days, (state) => state.commonPropertyArea),
    disconnectedArea: minus(
      sumOfAreas(counted),
      counted.reduce<Exact>((sum, of) => plus(sum, connectedArea(of, days)), ZERO),
    ),
    book,
  };
}

type Timer = <T extends Span>(spans: readonly T[]) => Timed<T>[];

function timer(first: Day, end: Day, days: number): Timer {
  return (spans) => {
    const only = spans[0];
    if (only && spans.length === 1 && only.from <= first && (only.to === undefined || only.to >= end))
      return [{ from: 0, to: days, state: only }];
    const timed = [];
    for (const state of spans) {
      const from = placeInMonth(state.from, first, end, days);
      const to = state.to === undefined ? days : placeInMonth(state.to, first, end, days);
      if (from < to) timed.push({ from, to, state });
    }
    return timed.sort((a, b) => a.from - b.from);
  };
}

function premisesFrame(
  facts: PremisesFacts,
  states: readonly Timed<PremisesState>[],
  days: number,
): PremisesFrame {
  return {
    facts,
    states,
    flat: undefined,
    rooms: [],
    accounts: [],
    meters: new Map(),
    inhabited: false,
    area: averageOf(states, days, (state) => state.totalArea),
    connected:
      states.length === 0
        ? [{ from: 0, to: days }]
        : states.filter(({ state }) => state.heating === "central").map(({ from, to }) => ({ from, to })),
    isNonResidential: facts.kind === "shop" || facts.kind === "parking",
  };
}

function joinFlat(room: PremisesFrame, byId: ReadonlyMap<PremisesId, PremisesFrame>): void {
  if (room.facts.flat === undefined || room.facts.flat === room.facts.id) return;
  const flat = byId.get(room.facts.flat);
  // A room of a room is a fault of the data; it stands alone rather than in a circle.
  if (!flat || flat.facts.flat !== undefined) return;
  room.flat = flat;
  flat.rooms.push(room);
}

/** Shares of common volumes are by the flat's whole area, divided among its rooms by theirs (formula 17). */
function spreadFlatOverRooms(flat: PremisesFrame): void {
  const rooms = sumOfAreas(flat.rooms);
  if (flat.area.n === 0n) flat.area = rooms;
  if (rooms.n === 0n) {
    for (const room of flat.rooms) room.area = times(flat.area, exact(1n, BigInt(flat.rooms.length)));
    return;
  }
  const factor = { n: flat.area.n * rooms.d, d: flat.area.d * rooms.n };
  for (const room of flat.rooms) room.area = times(room.area, factor);
}

/**
 * What of a premises' area has radiators: the area times the part of the month on which it has (charges.md 4.6: a fact
 * that changes inside the month counts by days). Of some days of the month alone: times the part that those are of it.
 */
export function connectedArea(
  premises: PremisesFrame,
  daysInMonth: number,
  of: readonly { readonly from: number; readonly to: number }[] = [{ from: 0, to: daysInMonth }],
): Exact {
  let days = 0;
  for (const { from, to } of of)
    for (const span of premises.connected)
      days += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
  if (days === daysInMonth) return premises.area;
  return days === 0 ? ZERO : times(premises.area, exact(BigInt(days), BigInt(daysInMonth)));
}

const sumOfAreas = (premises: readonly PremisesFrame[]): Exact =>
  premises.reduce((sum, of) => plus(sum, of.area), ZERO);

/** A millionths' average of the month's days, as an exact number. */
export function averageOf<T>(states: readonly Timed<T>[], days: number, value: (state: T) => bigint): Exact {
  const only = states[0];
  if (only && states.length === 1 && only.from === 0 && only.to === days)
    return { n: value(only.state), d: 1_000_000n };
  let sum = 0n;
  for (const { from, to, state } of states) sum += value(state) * BigInt(to - from);
  return sum % BigInt(days) === 0n
    ? { n: sum / BigInt(days), d: 1_000_000n }
    : { n: sum, d: 1_000_000n * BigInt(days) };
}

function accountFrames(
  facts: BuildingFacts,
  premises: ReadonlyMap<PremisesId, PremisesFrame>,
  timed: Timer,
  days: number,
  book: WarningBook,
): AccountFrame[] {
  const residents = groupBy(facts.residents, (of) => of.account);
  const frames: AccountFrame[] = [];
  for (const account of facts.accounts.toSorted((a, b) => a.id - b.id)) {
    const home = premises.get(account.premises);
    if (!home) {
      warnOfAccount(book, "charging.premises_unknown", account.id);
      continue;
    }
    const life = timed([{ from: account.opened, to: account.closed }])[0];
    if (!life) continue;
    const states = timed(account.states);
    const holdings = holdingsOf(account, states, life, book);
    const lived = timed(residents.get(account.id) ?? [])
      .map(({ from, to, state }) => ({
        from: Math.max(from, life.from),
        to: Math.min(to, life.to),
        no: state.no,
      }))
      .filter(({ from, to }) => from < to);
    const [only] = holdings;
    const isWhole =
      only !== undefined && only.from === 0 && only.to === days && only.share.n === only.share.d;
    const frame: AccountFrame = {
      facts: account,
      premises: home,
      from: life.from,
      to: life.to,
      states,
      holdings,
      isWhole,
      residents: lived,
    };
    if (lived.length > 0) home.inhabited = true;
    home.accounts.push(frame);
    frames.push(frame);
  }
  for (const home of premises.values())
    if (home.accounts.length > 1) home.accounts.sort((a, b) => a.from - b.from || a.facts.id - b.facts.id);
  return frames;
}

/** An account without a dated share holds the whole. A share that is no fraction of a whole is a fault of the data. */
function holdingsOf(
  account: AccountFacts,
  states: readonly Timed<AccountState>[],
  life: { from: number; to: number },
  book: WarningBook,
): Holding[] {
  const holdings: Holding[] = [];
  let at = life.from;
  for (const { from, to, state } of states) {
    const start = Math.max(from, at);
    const end = Math.min(to, life.to);
    if (start >= end) continue;
    if (start > at) holdings.push({ from: at, to: start, share: ONE });
    const bad =
      state.shareDenominator <= 0n ||
      state.shareNumerator < 0n ||
      state.shareNumerator > state.shareDenominator;
    if (bad) warnOfAccount(book, "charging.share_impossible", account.id);
    const share = bad ? ONE : exact(state.shareNumerator, state.shareDenominator);
    const last = holdings.at(-1);
    if (last && last.to === start && last.share.n * share.d === share.n * last.share.d)
      holdings[holdings.length - 1] = { ...last, to: end };
    else holdings.push({ from: start, to: end, share });
    at = end;
  }
  if (at < life.to) {
    const last = holdings.at(-1);
    if (last && last.share.n === last.share.d && last.to === at)
      holdings[holdings.length - 1] = { ...last, to: life.to };
    else holdings.push({ from: at, to: life.to, share: ONE });
  }
  return holdings;
}

function placeMeters(
  meters: readonly MeterFacts[],
  premises: ReadonlyMap<PremisesId, PremisesFrame>,
): Map<Resource, MeterFacts[]> {
  const building = new Map<Resource, MeterFacts[]>();
  for (const meter of meters) {
    const place = meter.premises === undefined ? building : premises.get(meter.premises)?.meters;
    if (!place) continue;
    const list = place.get(meter.resource);
    if (list) list.push(meter);
    else place.set(meter.resource, [meter]);
  }
  return building;
}

const NO_READINGS: readonly ReadingFacts[] = [];

function readingIndex(readings: readonly ReadingFacts[]): (meter: MeterFacts) => readonly ReadingFacts[] {
  const byMeter = new Map<MeterId, ReadingFacts[]>();
  let list: ReadingFacts[] = [];
  let meter: MeterId | undefined;
  for (const reading of readings) {
    if (reading.meter !== meter) {
      meter = reading.meter;
      list = byMeter.get(meter) ?? [];
      byMeter.set(meter, list);
    }
    list.push(reading);
  }
  for (const of of byMeter.values()) if (!isOrdered(of)) of.sort(byScaleAndDay);
  return (of) => byMeter.get(of.id) ?? NO_READINGS;
}

function isOrdered(readings: readonly ReadingFacts[]): boolean {
  for (let i = 1; i < readings.length; i++) {
    const a = readings[i - 1];
    const b = readings[i];
    if (a && b && byScaleAndDay(a, b) > 0) return false;
  }
  return true;
}

const MARK_ORDER = { opening: 0, regular: 1, rollover: 2, closing: 3 } as const;

function byScaleAndDay(a: ReadingFacts, b: ReadingFacts): number {
  if (a.scale !== b.scale) return a.scale - b.scale;
  if (a.takenOn !== b.takenOn) return a.takenOn < b.takenOn ? -1 : 1;
  if (a.mark !== b.mark) return MARK_ORDER[a.mark] - MARK_ORDER[b.mark];
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
