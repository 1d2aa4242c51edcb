import { covers, type Day } from "#core/day";
import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import type { DatedValue, Level, Parameter } from "../model.ts";

/** Consumer groups of a rate: the variant of a rate's dated value. The ordinary flat has none (""). */
export const NON_RESIDENTIAL = "non_residential";
export const ELECTRIC_STOVE = "electric_stove";
/** Gas that a building's own boiler burns; without a rate of its own the ordinary one. */
export const BOILER = "boiler";

/** Who asks for a value. */
export interface ValueQuestion {
  readonly service: ServiceId;
  readonly parameter: Parameter;
  readonly variant: string;
  readonly zone: number;
  readonly provider: OrganizationId;
  readonly account: AccountId;
}

/**
 * The values in force over `[from, to)`, all from one source: a plain rate is one value, a rate with ranges of
 * consumption is several, ordered by the range's beginning. `to` is absent while nothing ends it.
 */
export interface ValuesInForce {
  readonly from: Day;
  readonly to: Day | undefined;
  readonly values: readonly DatedValue[];
}

/** Values by service and parameter, ordered from the most particular; built once for a building. */
export interface ValueIndex {
  readonly byKey: ReadonlyMap<number, readonly DatedValue[]>;
  /** Services and parameters (keys) that some account has values of its own for. */
  readonly accountsByKey: ReadonlyMap<number, ReadonlySet<AccountId>>;
}

const PARAMETER_NUMBERS: Readonly<Record<Parameter, number>> = {
  rate: 0,
  norm: 1,
  norm_area: 2,
  norm_year: 3,
  norm_common: 4,
  norm_stove: 5,
  norm_heater: 6,
  norm_heating: 7,
  heat_per_m3: 8,
  multiplier: 9,
  heating_season: 10,
  heating_months: 11,
  social_norm_one: 12,
  social_norm_more: 13,
};
const LEVEL_RANKS: Readonly<Record<Level, number>> = { account: 0, building: 1, organization: 2, city: 3 };

export const valueKey = (service: ServiceId, parameter: Parameter): number =>
  service * 16 + PARAMETER_NUMBERS[parameter];

/**
 * Orders the values of a building for asking: by level (account, building, organization, city), a provider's own
 * before anyone's, a named variant before the ordinary one, then by day, so that the order of the input is nothing.
 */
export function indexValues(values: readonly DatedValue[]): ValueIndex {
  const byKey = new Map<number, DatedValue[]>();
  const accountsByKey = new Map<number, Set<AccountId>>();
  for (const value of values) {
    const key = valueKey(value.service, value.parameter);
    const list = byKey.get(key);
    if (list) list.push(value);
    else byKey.set(key, [value]);
    if (value.level === "account" && value.account !== 0) {
      const accounts = accountsByKey.get(key);
      if (accounts) accounts.add(value.account);
      else accountsByKey.set(key, new Set([value.account]));
    }
  }
  for (const list of byKey.values()) if (list.length > 1) list.sort(moreParticularFirst);
  return { byKey, accountsByKey };
}

/**
 * The values in force on a day: those of the most particular source that says anything for this question.
 *
 * Order     account > building > organization > city; at one level the provider's own over anyone's; there the
 *           exact variant over "", and the exact zone over the whole day's value
 * Gives     the values of that one source: one value, or one for each range of consumption, lowest first, with
 *           the span over which this answer stays the same as far as that source is concerned
 * Refuses   nothing; undefined when nobody has set a value, which a screen shows as "tariff gap"
 */
export function valuesOn(index: ValueIndex, asked: ValueQuestion, at: Day): ValuesInForce | undefined {
  const list = index.byKey.get(valueKey(asked.service, asked.parameter));
  if (!list) return undefined;
  let best: DatedValue | undefined;
  let found: DatedValue[] = [];
  for (const value of list) {
    if (!applies(value, asked) || !covers(value, at)) continue;
    if (!best) {
      best = value;
      found = [value];
      continue;
    }
    const order = bySource(value, best, asked);
    if (order < 0) {
      best = value;
      found = [value];
    } else if (order === 0) found.push(value);
  }
  if (!best) return undefined;
  const values = oneForEachRange(found);
  let from = best.from;
  let to = best.to;
  for (const value of values) {
    if (value.from > from) from = value.from;
    if (value.to !== undefined && (to === undefined || value.to < to)) to = value.to;
  }
  return { from, to, values };
}

/** The single value in force on a day (the lowest range of several). */
export function valueOn(index: ValueIndex, asked: ValueQuestion, at: Day): DatedValue | undefined {
  return valuesOn(index, asked, at)?.values[0];
}

/**
 * The same answer for every day of `[first, end)`, as consecutive spans. A span without values is a gap. Equal
 * neighbours are one span, so that the same rate set twice does not split a line.
 */
export function valuesThrough(
  index: ValueIndex,
  asked: ValueQuestion,
  first: Day,
  end: Day,
): readonly ValuesInForce[] {
  const list = index.byKey.get(valueKey(asked.service, asked.parameter));
  if (!list) return [];
  const cuts: Day[] = [first];
  for (const value of list) {
    if (!applies(value, asked)) continue;
    if (value.from > first && value.from < end) cuts.push(value.from);
    if (value.to !== undefined && value.to > first && value.to < end) cuts.push(value.to);
  }
  if (cuts.length > 1) cuts.sort();
  const spans: ValuesInForce[] = [];
  for (const [position, from] of cuts.entries()) {
    const to = cuts[position + 1] ?? end;
    if (from === to) continue;
    const values = valuesOn(index, asked, from)?.values ?? [];
    const last = spans.at(-1);
    if (last && sameValues(last.values, values)) spans[spans.length - 1] = { ...last, to };
    else spans.push({ from, to, values });
  }
  return spans;
}

function applies(value: DatedValue, asked: ValueQuestion): boolean {
  return (
    (value.variant === asked.variant || value.variant === "") &&
    (value.zone === asked.zone || value.zone === 0) &&
    (value.provider === 0 || value.provider === asked.provider) &&
    (value.account === 0 || value.account === asked.account)
  );
}

function bySource(a: DatedValue, b: DatedValue, asked: ValueQuestion): number {
  return (
    LEVEL_RANKS[a.level] - LEVEL_RANKS[b.level] ||
    Number(a.provider === 0) - Number(b.provider === 0) ||
    Number(a.variant !== asked.variant) - Number(b.variant !== asked.variant) ||
    Number(a.zone !== asked.zone) - Number(b.zone !== asked.zone)
  );
}

/** Two values of one source on one day are a fault of the data; the one that began later is taken, always. */
function oneForEachRange(found: readonly DatedValue[]): readonly DatedValue[] {
  if (found.length === 1) return found;
  const byRange = new Map<bigint, DatedValue>();
  for (const value of found) {
    const other = byRange.get(value.rangeFrom);
    if (!other || laterFirst(value, other) < 0) byRange.set(value.rangeFrom, value);
  }
  return [...byRange.values()].sort((a, b) => (a.rangeFrom < b.rangeFrom ? -1 : 1));
}

function sameValues(a: readonly DatedValue[], b: readonly DatedValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((value, i) => value.value === b[i]?.value && value.rangeFrom === b[i]?.rangeFrom)
  );
}

function moreParticularFirst(a: DatedValue, b: DatedValue): number {
  return (
    LEVEL_RANKS[a.level] - LEVEL_RANKS[b.level] ||
    Number(a.provider === 0) - Number(b.provider === 0) ||
    (a.variant === b.variant ? 0 : a.variant > b.variant ? -1 : 1) ||
    laterFirst(a, b)
  );
}

function laterFirst(a: DatedValue, b: DatedValue): number {
  if (a.from !== b.from) return a.from > b.from ? -1 : 1;
  if (a.value !== b.value) return a.value > b.value ? -1 : 1;
  return a.basis < b.basis ? -1 : a.basis > b.basis ? 1 : 0;
}
