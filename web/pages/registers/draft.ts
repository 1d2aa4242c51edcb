/*
 * A definition as the editor holds it: the JSON of the contract, of which the form knows the common things. What the
 * form does not know stays as it is, and can be written as text.
 */

export type Json = Readonly<Record<string, unknown>>;

export interface ColumnDraft {
  readonly field: string;
  readonly from?: number;
  readonly to?: number;
  readonly name?: string;
  readonly path?: string;
  readonly format?: string;
  readonly decimal?: string;
  readonly group?: string;
  readonly digits?: number;
  readonly nullToken?: string;
  readonly optional?: boolean;
}

export interface RepeatDraft {
  readonly repeat: number;
  readonly columns: readonly ColumnDraft[];
}

export type EntryDraft = ColumnDraft | RepeatDraft;

export interface HeaderDraft {
  readonly lines?: number;
  readonly names?: boolean;
  readonly startsWith?: string;
  readonly columns?: readonly ColumnDraft[];
}

export interface FooterDraft {
  readonly startsWith?: string;
  readonly delimiter?: string;
  readonly columns: readonly ColumnDraft[];
}

export interface Definition {
  readonly title: string;
  readonly direction: string;
  readonly kind: Kind;
  readonly encodings: readonly string[];
  readonly delimiter?: string;
  readonly quote?: string;
  readonly header?: HeaderDraft;
  readonly rowStartsWith?: string;
  readonly columns: readonly EntryDraft[];
  readonly footer?: FooterDraft;
  readonly companion?: Json;
  readonly sheet?: string;
  readonly row?: string;
  readonly identity: readonly string[];
  readonly checks: readonly string[];
  readonly empty?: boolean;
}

export const KINDS = ["delimited", "fixed", "dbf", "xlsx", "xml"] as const;
export type Kind = (typeof KINDS)[number];
export const ENCODINGS = ["windows-1251", "cp866", "koi8-r", "utf-8", "utf-16le", "utf-16be"] as const;
export const DELIMITERS = [";", "|", ",", "\t"] as const;
export const CHECKS = ["amount=netAmount+fee", "amount>0"] as const;
export const DECIMALS = [".", ",", "any", "kopecks"] as const;
export type DecimalChoice = (typeof DECIMALS)[number];

export const ROW_FIELDS = [
  "date",
  "time",
  "dateTime",
  "operationId",
  "account",
  "payerName",
  "address",
  "period",
  "amount",
  "netAmount",
  "fee",
  "branch",
  "cashier",
  "paymentOrderNo",
  "paymentOrderDate",
  "comment",
  "serviceNo",
  "serviceName",
  "providerInn",
  "providerName",
  "opening",
  "charged",
  "paid",
  "ignore",
] as const;
export const SUMMARY_FIELDS = [
  "rowCount",
  "sum:amount",
  "sum:netAmount",
  "sum:fee",
  "paymentOrderNo",
  "paymentOrderDate",
  "date",
  "ignore",
] as const;

export const EMPTY: Definition = {
  title: "",
  direction: "payments",
  kind: "delimited",
  encodings: ["windows-1251"],
  delimiter: ";",
  columns: [
    { field: "date", format: "DD.MM.YYYY" },
    { field: "operationId" },
    { field: "account" },
    { field: "amount", decimal: "." },
  ],
  identity: ["operationId"],
  checks: ["amount>0"],
};

const DATED = new Set(["date", "time", "dateTime", "period", "paymentOrderDate"]);
const SUMS = new Set([
  "amount",
  "netAmount",
  "fee",
  "opening",
  "charged",
  "paid",
  "sum:amount",
  "sum:netAmount",
  "sum:fee",
]);
const USUAL_FORMAT: Readonly<Record<string, string>> = {
  date: "DD.MM.YYYY",
  paymentOrderDate: "DD.MM.YYYY",
  time: "HH:mm:ss",
  dateTime: "DD.MM.YYYY HH:mm:ss",
  period: "MMYY",
};

export const isDated = (field: string): boolean => DATED.has(field);
export const isSum = (field: string): boolean => SUMS.has(field);
export const isRepeat = (entry: EntryDraft): entry is RepeatDraft => "repeat" in entry;

/** The same column for another field: what was said of its text is kept only where it means the same. */
export function withField(column: ColumnDraft, field: string): ColumnDraft {
  const { format: _, decimal: __, group: ___, digits: ____, nullToken: _____, ...place } = column;
  const kept = isSum(column.field) && isSum(field) ? column : undefined;
  return {
    ...place,
    field,
    ...(isDated(field) ? { format: USUAL_FORMAT[field] ?? "DD.MM.YYYY" } : {}),
    ...(isSum(field) ? { decimal: kept?.decimal ?? "." } : {}),
    ...(kept?.format === undefined ? {} : { format: kept.format }),
  };
}

/** How a sum is written, as one choice: a mark of decimals, or whole kopecks. */
export const decimalOf = (column: ColumnDraft): DecimalChoice =>
  column.format === "kopecks" ? "kopecks" : (DECIMALS.find((one) => one === column.decimal) ?? ".");

export function withDecimal(column: ColumnDraft, choice: DecimalChoice): ColumnDraft {
  const { format: _, decimal: __, ...rest } = column;
  return choice === "kopecks" ? { ...rest, format: "kopecks" } : { ...rest, decimal: choice };
}

/** A value put into a record, or taken out of it where there is none. */
export function withValue<T extends object, K extends keyof T>(of: T, key: K, value: T[K] | undefined): T {
  const { [key]: _, ...rest } = of;
  return (value === undefined || value === "" ? rest : { ...rest, [key]: value }) as T;
}

/** The definition that a text holds; undefined while it is no JSON object. */
export function definitionOf(text: string): Definition | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? { ...EMPTY, columns: [], checks: [], ...value }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The place of a fault as a person counts: "columns.3.format" is column 4. */
export const columnOf = (path: string): number | undefined => {
  const index = /^columns\.(\d+)/.exec(path)?.[1];
  return index === undefined ? undefined : Number(index);
};
