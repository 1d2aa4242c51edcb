import { type Exact, exact, fromKopecks, fromMillionths, parseExact, toMillionths } from "#core/exact";
import { parseDay, type Day } from "#core/day";
import { parsePeriod, type Period, previous, firstDay } from "#core/period";
import { addDays } from "#core/day";
import type { Resource } from "#modules/tariffs";
import type { BuildingFacts, ChargeLine, MeterFacts, ReadingFacts } from "../../model.ts";
import { calculateBuilding } from "../../rules/calculate-building.ts";
import { meter, reading, service } from "../sample-building.ts";

export type Inputs = Readonly<Record<string, unknown>>;
/** What was worked out, by the names under which vectors expect it. */
export type Results = Readonly<Record<string, Exact | string>>;

/** Turns the inputs of one shape of vectors into a building's facts, and its lines into what vectors expect. */
export interface Adapter {
  readonly area: string;
  /** Names of inputs without which the shape is another one. */
  readonly needs: readonly string[];
  /** Names that may be there besides. */
  readonly may?: readonly string[];
  readonly run: (inputs: Inputs) => Results;
}

/** An input whose value this runner cannot read. */
export class NotSupported extends Error {
  override readonly name = "NotSupported";
}

/** Months without a period of their own are calculated in this one: thirty days, in the heating season's gap. */
export const ANY_PERIOD = "2025-11";

export function decimal(inputs: Inputs, name: string): Exact {
  return number(inputs[name], name);
}

export function number(value: unknown, name: string): Exact {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  const parsed = parseExact(text);
  if (!parsed) throw new NotSupported(`${name} is not a number`);
  return parsed;
}

/** Decimal text of at most six places, as facts hold it. */
export const text = (of: Exact): bigint => toMillionths(of);

export function wholeNumber(inputs: Inputs, name: string): number {
  const value = inputs[name];
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
    throw new NotSupported(`${name} is not a count`);
  return value;
}

export function periodIn(inputs: Inputs): Period {
  const value = inputs["period"];
  const found = parsePeriod(typeof value === "string" ? value : ANY_PERIOD);
  if (!found) throw new NotSupported("period is not a month");
  return found;
}

export function dayIn(inputs: Inputs, name: string): Day {
  const value = inputs[name];
  const found = typeof value === "string" ? parseDay(value) : undefined;
  if (!found) throw new NotSupported(`${name} is not a day`);
  return found;
}

export function listIn(inputs: Inputs, name: string): readonly Inputs[] {
  const value = inputs[name];
  if (!Array.isArray(value)) throw new NotSupported(`${name} is not a list`);
  return value as readonly Inputs[];
}

/** The lines of an account for a service. */
export function linesOf(facts: BuildingFacts, account: number, code: string): readonly ChargeLine[] {
  return calculateBuilding(facts).lines.filter(
    (line) => line.account === account && line.service === service(code),
  );
}

export const amountOf = (lines: readonly ChargeLine[], kind?: ChargeLine["kind"]): Exact =>
  fromKopecks(
    lines.reduce((sum, line) => (kind === undefined || line.kind === kind ? sum + line.amount : sum), 0n),
  );

/** Printed volume of the ordinary lines. */
export const volumeOf = (lines: readonly ChargeLine[]): Exact =>
  fromMillionths(lines.reduce((sum, line) => (line.kind === "charge" ? sum + line.volume : sum), 0n));

export const count = (n: number): Exact => exact(BigInt(n));

/** A meter with its readings of this month and, at the same pace, of four months before it. */
export function metered(
  id: number,
  resource: Resource,
  premises: number | undefined,
  period: Period,
  of: { before: Exact; after: Exact; scale?: number; more?: Partial<MeterFacts> },
): { meters: MeterFacts[]; readings: ReadingFacts[] } {
  const before = toMillionths(of.before);
  const after = toMillionths(of.after);
  const pace = after > before ? after - before : 0n;
  const readings: ReadingFacts[] = [];
  let at = period;
  for (let back = 0; back <= 4; back++) {
    const value = back === 0 ? after : before - pace * BigInt(back - 1);
    readings.unshift({ ...reading(id, addDays(firstDay(at), 23), "0"), scale: of.scale ?? 0, value });
    at = previous(at);
  }
  return { meters: [meter(id, resource, premises, of.more)], readings };
}
