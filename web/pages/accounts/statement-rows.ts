import type { StatementLine, StatementMonth, StatementService, StatementServices } from "./queries.ts";

/** The statement's rows: months, the services (or providers) beneath them, the documents beneath those. */
export type StatementRow =
  | { readonly kind: "month"; readonly key: string; readonly period: string; readonly sums: Sums }
  | {
      readonly kind: "service";
      readonly key: string;
      readonly period: string;
      readonly code: string;
      readonly name: string;
      readonly volume: bigint;
      readonly unit: string | undefined;
      readonly sums: Sums;
      readonly lines: readonly StatementLine[];
    }
  | { readonly kind: "line"; readonly key: string; readonly period: string; readonly line: StatementLine };

export interface Sums {
  readonly opening: bigint;
  readonly charged: bigint;
  readonly recalculated: bigint;
  readonly benefits: bigint;
  readonly penalties: bigint;
  readonly paid: bigint;
  readonly closing: bigint;
}

const sumsOf = (of: StatementMonth | StatementService): Sums => ({
  opening: BigInt(of.opening),
  charged: BigInt(of.charged),
  recalculated: BigInt(of.recalculated),
  benefits: BigInt(of.benefits),
  penalties: BigInt(of.penalties),
  paid: BigInt(of.paid),
  closing: BigInt(of.closing),
});

/** Opening and movements that do not make the closing: the row is marked. */
export const isUnequal = (of: Sums): boolean =>
  of.opening + of.charged + of.recalculated + of.benefits + of.penalties + of.paid !== of.closing;

/** Newest first. */
export const monthRows = (months: readonly StatementMonth[]): StatementRow[] =>
  months
    .map(
      (month): StatementRow => ({
        kind: "month",
        key: month.period,
        period: month.period,
        sums: sumsOf(month),
      }),
    )
    .reverse();

export function serviceRows(month: StatementServices): StatementRow[] {
  return month.services.map((service) => ({
    kind: "service",
    key: `${month.period}|${service.service}|${service.provider}`,
    period: month.period,
    code: service.code,
    name: service.name,
    volume: volumeOf(service.lines),
    unit: service.unit,
    sums: sumsOf(service),
    lines: service.lines,
  }));
}

/** The same month by provider: what its services come to together. */
export function providerRows(month: StatementServices): StatementRow[] {
  const providers = Map.groupBy(month.services, (service) => service.provider);
  return [...providers].map(([provider, services]) => ({
    kind: "service",
    key: `${month.period}|provider|${provider}`,
    period: month.period,
    code: "",
    name: services[0]?.providerName || (services[0]?.name ?? ""),
    volume: 0n,
    unit: undefined,
    sums: services.map(sumsOf).reduce(addSums),
    lines: services.flatMap(({ lines }) => lines),
  }));
}

/** Documents of a service: a payment of several months is one document with several lines. */
export const lineRows = (row: Extract<StatementRow, { kind: "service" }>): StatementRow[] =>
  row.lines.map((line) => ({
    kind: "line",
    key: `${row.key}|${line.document}|${line.line}`,
    period: row.period,
    line,
  }));

/** Of the months shown: the opening of the first, all movements, the closing of the last. */
export function totalOf(months: readonly StatementMonth[]): Sums | undefined {
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return undefined;
  const moved = months.map(sumsOf).reduce(addSums);
  return { ...moved, opening: BigInt(first.opening), closing: BigInt(last.closing) };
}

const addSums = (a: Sums, b: Sums): Sums => ({
  opening: a.opening + b.opening,
  charged: a.charged + b.charged,
  recalculated: a.recalculated + b.recalculated,
  benefits: a.benefits + b.benefits,
  penalties: a.penalties + b.penalties,
  paid: a.paid + b.paid,
  closing: a.closing + b.closing,
});

/** Of the charges for the month itself; the multiplier's surplus consumes nothing. */
const volumeOf = (lines: readonly StatementLine[]): bigint =>
  lines.reduce((sum, line) => (line.kind === "charge" ? sum + BigInt(line.volume) : sum), 0n);

/** What a line does to the debt: payments and uses of an advance lessen it. */
export const effectOf = (line: StatementLine): bigint =>
  LESSENS.has(line.kind) ? -BigInt(line.amount) : BigInt(line.amount);

const LESSENS: ReadonlySet<string> = new Set(["payment", "payment_to_advance", "advance_used"]);
