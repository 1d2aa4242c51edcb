import type { Day } from "#core/day";
import { parseExact } from "#core/exact";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { RegisterRefusal, RegisterRefusalCode } from "./model.ts";
import type { ProfileColumn, ProfileRepeat, ProfileDefinition, RowField } from "./profile.ts";
import { amountBy, type AmountForm } from "./rules/amount.ts";
import { fitsPattern } from "./rules/pattern.ts";
import { dayBy, periodBy, timeBy } from "./rules/time-format.ts";

/** A column of a row with its repetition counted out: the third meter's code stands in a place of its own. */
export interface FlatColumn {
  readonly column: ProfileColumn;
  /** Which repetition, from 0; undefined outside of a repeated group. */
  readonly turn?: number | undefined;
  readonly repeat?: ProfileRepeat | undefined;
}

export function flatColumns(definition: ProfileDefinition): FlatColumn[] {
  return definition.columns.flatMap((one): FlatColumn[] =>
    "repeat" in one
      ? Array.from({ length: one.repeat }, (_, turn) =>
          one.columns.map((column) => ({ column, turn, repeat: one })),
        ).flat()
      : [{ column: one }],
  );
}

/** What a row's cells say, before it is asked whether that is a payment. */
export interface RowValues {
  date?: Day;
  time?: string;
  operationId?: string;
  account?: string;
  payerName?: string;
  address?: string;
  period?: Period;
  amount?: Money;
  netAmount?: Money;
  fee?: Money;
  branch?: string;
  cashier?: string;
  paymentOrderNo?: string;
  paymentOrderDate?: Day;
  comment?: string;
  serviceNo?: string;
  serviceName?: string;
  providerInn?: string;
  providerName?: string;
  opening?: Money;
  charged?: Money;
  paid?: Money;
  readonly meters: { code?: string; reading?: bigint }[];
}

/** Of a text whose length nobody has limited. */
const LENGTH_MAX = 1000;
const LENGTHS: Partial<Record<RowField, number>> = { account: 40, operationId: 60, paymentOrderNo: 40 };

export type Refuse = (code: RegisterRefusalCode, data?: Readonly<Record<string, string>>) => undefined;

/** Reads the cells of one line; what cannot be read is told to `refuse`. False: the line is no row of payments. */
export function readCells(
  flat: readonly FlatColumn[],
  cells: readonly string[],
  line: number,
  refusals: (refusal: RegisterRefusal) => void,
): RowValues | undefined {
  const values: RowValues = { meters: [] };
  let sound = true;
  for (const [index, { column, turn }] of flat.entries()) {
    if (column.field === "ignore" && !column.contains) continue;
    const refuse: Refuse = (code, data = {}) => {
      sound = false;
      refusals({ code, line, field: column.field, data });
      return undefined;
    };
    const text = textOf(cells[index] ?? "", column);
    if (text === "") {
      // A meter may be absent whole; whether half of one is there is judged when the row is complete.
      if (turn === undefined && !column.optional) refuse("value-missing");
      continue;
    }
    if (!isSound(text, column, refuse)) continue;
    put(values, { field: column.field, text, form: column, turn }, refuse);
    for (const part of column.contains ?? [])
      put(values, { field: part.field, text: text.slice(part.from, part.to), form: part }, refuse);
  }
  return sound ? values : undefined;
}

function textOf(cell: string, column: ProfileColumn): string {
  const text = cell.trim();
  return column.nullToken !== undefined && text === column.nullToken ? "" : text;
}

function isSound(text: string, column: ProfileColumn, refuse: Refuse): boolean {
  const most = column.lengthMax ?? LENGTHS[column.field] ?? LENGTH_MAX;
  const isNumber =
    column.field === "account" || column.field === "operationId" || column.digits !== undefined;
  if (text.length > most) refuse("value-too-long", { found: text.slice(0, 60), most: String(most) });
  else if (isNumber && /^\d+(?:[.,]\d+)?E\+?\d+$/i.test(text)) refuse("digits-lost", { found: text });
  else if (column.digits !== undefined && /^\d+$/.test(text) && text.length < column.digits)
    refuse("zeros-lost", { found: text, digits: String(column.digits) });
  else if (column.digits !== undefined && !(text.length === column.digits && /^\d+$/.test(text)))
    refuse("not-allowed", { found: text.slice(0, 60), wanted: `${column.digits} × 0…9` });
  else if (column.pattern !== undefined && !fitsPattern(text, column.pattern))
    refuse("not-allowed", { found: text.slice(0, 60), wanted: column.pattern });
  else return true;
  return false;
}

interface Cell {
  readonly field: RowField;
  readonly text: string;
  readonly form: {
    readonly format?: string | undefined;
    readonly decimal?: "." | "," | "any" | undefined;
    readonly group?: string | undefined;
  };
  readonly turn?: number | undefined;
}

function put(values: RowValues, { field, text, form, turn }: Cell, refuse: Refuse): void {
  switch (field) {
    case "ignore":
      return;
    case "date":
    case "paymentOrderDate": {
      const day = dayBy(text, form.format ?? "") ?? refuse("not-a-date", wanted(text, form.format));
      if (day !== undefined) values[field] = day;
      return;
    }
    case "time": {
      const time = timeBy(text, form.format ?? "") ?? refuse("not-a-time", wanted(text, form.format));
      if (time !== undefined) values.time = time;
      return;
    }
    case "dateTime": {
      const day = dayBy(text, form.format ?? "");
      const time = timeBy(text, form.format ?? "");
      if (day === undefined) refuse("not-a-date", wanted(text, form.format));
      else if (time === undefined) refuse("not-a-time", wanted(text, form.format));
      else Object.assign(values, { date: day, time });
      return;
    }
    case "period": {
      const period = periodBy(text, form.format ?? "") ?? refuse("not-a-month", wanted(text, form.format));
      if (period !== undefined) values.period = period;
      return;
    }
    case "amount":
    case "netAmount":
    case "fee":
    case "opening":
    case "charged":
    case "paid": {
      const amount = amountBy(text, amountForm(form));
      if (typeof amount === "string") refuse(amount, { found: text.slice(0, 60) });
      else values[field] = amount;
      return;
    }
    case "meters[].code":
      meterAt(values, turn ?? 0).code = text;
      return;
    case "meters[].reading": {
      const reading = readingBy(text, form.decimal) ?? refuse("not-a-reading", { found: text.slice(0, 60) });
      if (reading !== undefined) meterAt(values, turn ?? 0).reading = reading;
      return;
    }
    default:
      values[field] = text;
  }
}

const wanted = (found: string, format = ""): Record<string, string> => ({
  found: found.slice(0, 60),
  wanted: format,
});

export const amountForm = (form: Cell["form"]): AmountForm => ({
  kopecks: form.format === "kopecks",
  decimal: form.decimal ?? ".",
  group: form.group,
});

const meterAt = (values: RowValues, turn: number) => (values.meters[turn] ??= {});

/** Millionths; a seventh decimal, a sign or a longer number than any meter shows is no reading. */
function readingBy(text: string, decimal: "." | "," | "any" = "any"): bigint | undefined {
  if (!/^\d{1,12}(?:[.,]\d{1,6})?$/.test(text)) return undefined;
  if (decimal !== "any" && /[.,]/.exec(text)?.[0] !== decimal && /[.,]/.test(text)) return undefined;
  const exact = parseExact(text);
  return exact && (exact.n * 1_000_000n) / exact.d;
}
