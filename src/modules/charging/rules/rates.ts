import { type Day } from "#core/day";
import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import { placeInMonth } from "#modules/metering";
import {
  type DatedValue,
  indexValues,
  type Parameter,
  type ValueIndex,
  valueKey,
  valuesThrough,
} from "#modules/tariffs";
import type { Timed } from "./frame.ts";

/** The values in force on some days of the month, lowest range first; none is a tariff gap. */
export type ValueSpan = Timed<readonly DatedValue[]>;

export interface RateBook {
  readonly index: ValueIndex;
  readonly first: Day;
  readonly end: Day;
  readonly days: number;
  /** Answers already worked out: by service, parameter, zone and provider, then by variant. */
  readonly known: Map<number, Map<string, readonly ValueSpan[]>>;
}

export const rateBook = (
  values: readonly DatedValue[],
  month: { first: Day; end: Day; days: number },
): RateBook => ({
  index: indexValues(values),
  first: month.first,
  end: month.end,
  days: month.days,
  known: new Map(),
});

export interface Asked {
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly account: AccountId;
}

const PROVIDERS = 2 ** 31;

/** The month's values: one span in the ordinary month, more where something changes inside it. */
export function valuesOfMonth(
  book: RateBook,
  asked: Asked,
  parameter: Parameter,
  variant = "",
  zone = 0,
): readonly ValueSpan[] {
  const key = valueKey(asked.service, parameter);
  // An account with values of its own is rare, and answers for itself alone.
  if (book.index.accountsByKey.get(key)?.has(asked.account))
    return spansOf(book, asked, parameter, variant, zone);
  const place = (key * 4 + zone) * PROVIDERS + asked.provider;
  let variants = book.known.get(place);
  if (!variants) {
    variants = new Map();
    book.known.set(place, variants);
  }
  let spans = variants.get(variant);
  if (!spans) {
    spans = spansOf(book, asked, parameter, variant, zone);
    variants.set(variant, spans);
  }
  return spans;
}

function spansOf(
  book: RateBook,
  asked: Asked,
  parameter: Parameter,
  variant: string,
  zone: number,
): readonly ValueSpan[] {
  const { first, end, days } = book;
  return valuesThrough(book.index, { ...asked, parameter, variant, zone }, first, end).map((span) => ({
    from: placeInMonth(span.from, first, end, days),
    to: span.to === undefined ? days : placeInMonth(span.to, first, end, days),
    state: span.values,
  }));
}

/** The one value of a day of the month (counted from 0), without ranges. */
export function valueAt(
  book: RateBook,
  asked: Asked,
  parameter: Parameter,
  at: number,
  variant = "",
): DatedValue | undefined {
  const spans = valuesOfMonth(book, asked, parameter, variant);
  const only = spans[0];
  if (only && spans.length === 1) return only.state[0];
  return spans.find((span) => span.from <= at && at < span.to)?.state[0];
}

/** Whether any value was set for exactly this variant: a grid's cells are looked for one after another. */
export function hasVariant(
  book: RateBook,
  service: ServiceId,
  parameter: Parameter,
  variant: string,
): boolean {
  return (
    book.index.byKey.get(valueKey(service, parameter))?.some((value) => value.variant === variant) ?? false
  );
}
