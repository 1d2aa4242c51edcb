import { z } from "zod";
import { ENCODINGS } from "./model.ts";
import { patternFault } from "./rules/pattern.ts";
import { timeFormatFault } from "./rules/time-format.ts";
import { templateFault } from "./rules/name-template.ts";

/**
 * How a file of some bank is read, as data. The same words serve every kind: a column says which field of a payment it
 * holds and where it stands (its place in the row, its letters, its name, its path), and how its text is understood.
 */

export const KINDS_OF_FILE = ["delimited", "fixed", "dbf", "xlsx", "xml"] as const;
export type KindOfFile = (typeof KINDS_OF_FILE)[number];

/** What a file is about: payments come in; what is owed, and what a month was charged and paid, is told to desks. */
const DIRECTIONS = ["payments", "debts", "charges"] as const;

/** What a column of a row may hold. */
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
  "meters[].code",
  "meters[].reading",
  "ignore",
] as const;
export type RowField = (typeof ROW_FIELDS)[number];

/** What a header, a footer or a companion file may say of the whole. */
export const SUMMARY_FIELDS = [
  "rowCount",
  "sum:amount",
  "sum:netAmount",
  "sum:fee",
  "paymentOrderNo",
  "paymentOrderDate",
  "date",
  "fileName",
  "inn",
  "ignore",
] as const;
export type SummaryField = (typeof SUMMARY_FIELDS)[number];

export const CHECKS = ["amount=netAmount+fee", "amount>0"] as const;
export type Check = (typeof CHECKS)[number];

const place = z.int().min(0).max(10_000);
const Place = {
  from: place.optional().meta({ description: "Fixed width: the first letter, from 0." }),
  to: place.optional().meta({ description: "Fixed width: the letter after the last." }),
  name: z.string().min(1).max(100).optional().meta({ description: "Heading of the column, or DBF field." }),
  path: z
    .string()
    .regex(/^(?:[\w.:-]+\/)*@?[\w.:-]+$/)
    .max(200)
    .optional()
    .meta({ description: "XML: from the element of the row, e.g. payer/@account." }),
};
const Understanding = {
  format: z.string().min(1).max(40).optional().meta({
    description: "Of a date, a time or a month: DD.MM.YYYY, HH-mm-ss, MMYY. Of an amount: kopecks.",
  }),
  decimal: z.enum([".", ",", "any"]).optional(),
  group: z.string().length(1).optional().meta({ description: "Between thousands; a space is any space." }),
};

const Part = z.strictObject({ field: z.enum(ROW_FIELDS), from: place, to: place, ...Understanding });

const Column = z.strictObject({
  field: z.enum(ROW_FIELDS),
  ...Place,
  ...Understanding,
  pattern: z.string().max(200).optional(),
  digits: z.int().min(1).max(30).optional().meta({ description: "Exactly so many digits." }),
  nullToken: z.string().max(40).optional().meta({ description: "A word that stands for nothing." }),
  optional: z.boolean().optional(),
  lengthMax: z.int().min(1).max(4000).optional(),
  contains: z.array(Part).max(5).optional().meta({ description: "Other fields within this one's letters." }),
  type: z.enum(["C", "N", "D"]).optional().meta({ description: "DBF, for writing." }),
  length: z.int().min(1).max(254).optional().meta({ description: "DBF, for writing." }),
  decimals: z.int().min(0).max(6).optional().meta({ description: "DBF, for writing." }),
});
export type ProfileColumn = z.output<typeof Column>;

const Repeat = z.strictObject({
  repeat: z.int().min(1).max(50),
  path: Place.path,
  columns: z.array(Column).min(1).max(10),
});
export type ProfileRepeat = z.output<typeof Repeat>;

const SummaryColumn = z.strictObject({ field: z.enum(SUMMARY_FIELDS), ...Place, ...Understanding });
export type ProfileSummaryColumn = z.output<typeof SummaryColumn>;

const delimiter = z.string().length(1);

const Header = z.strictObject({
  lines: z.int().min(1).max(50).default(1),
  names: z.boolean().default(false).meta({ description: "It holds the names of the columns." }),
  startsWith: z.string().min(1).max(40).optional(),
  columns: z.array(SummaryColumn).max(30).default([]),
});
const Footer = z.strictObject({
  startsWith: z.string().min(1).max(40).optional().meta({ description: "It is taken off the first column." }),
  delimiter: delimiter.optional(),
  required: z.boolean().default(true),
  columns: z.array(SummaryColumn).min(1).max(30),
});
const Companion = z.strictObject({
  suffix: z.string().min(1).max(40).meta({ description: "In place of the file's extension: .receipt.txt" }),
  delimiter: delimiter.optional(),
  decimal: Understanding.decimal,
  byOrder: z
    .boolean()
    .default(false)
    .meta({ description: "A line for each payment order, not for the file." }),
  columns: z.array(SummaryColumn).min(1).max(30),
});

const Definition = z.strictObject({
  title: z.string().min(1).max(200),
  direction: z.enum(DIRECTIONS).default("payments"),
  kind: z.enum(KINDS_OF_FILE),
  encodings: z
    .array(z.enum(ENCODINGS))
    .max(ENCODINGS.length)
    .default([])
    .meta({ description: "One: fixed. Several: found out among them. XLSX needs none." }),
  eol: z
    .enum(["crlf", "lf"])
    .default("crlf")
    .meta({ description: "For writing; in reading either is taken." }),
  delimiter: delimiter.optional(),
  quote: z.enum(['"', "'"]).optional(),
  header: Header.optional(),
  rowStartsWith: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .meta({ description: "Marks a row among other records." }),
  columns: z
    .array(z.union([Column, Repeat]))
    .min(1)
    .max(100),
  footer: Footer.optional(),
  companion: Companion.optional(),
  sheet: z.string().max(100).optional().meta({ description: "XLSX; absent: the first." }),
  row: z
    .string()
    .regex(/^[\w.:-]+(?:\/[\w.:-]+)*$/)
    .max(200)
    .optional()
    .meta({ description: "XML: path of a row's element from the root, e.g. register/payment." }),
  fileName: z.string().min(1).max(200).optional().meta({
    description: "{inn:10}_{account:20}_{number:3}_{period:MMYY}.txt",
  }),
  identity: z.array(z.enum(ROW_FIELDS)).min(1).max(6).default(["operationId"]),
  checks: z.array(z.enum(CHECKS)).default([]),
  empty: z.boolean().default(false).meta({ description: "A file without rows is a day without payments." }),
});

/** A profile's definition; what contradicts itself is refused with the place of it. */
export const ProfileDefinition = Definition.superRefine((it, context) => {
  for (const { path, problem } of faultsOf(it))
    context.addIssue({ code: "custom", path, message: problem, params: { profile: problem } });
});
export type ProfileDefinition = z.output<typeof Definition>;
/** As a person or a file writes it: with what is absent left out. */
export type WrittenDefinition = z.input<typeof Definition>;

/** A definition with the name and version under which it is known. */
export interface RegisterProfile {
  readonly code: string;
  readonly version: number;
  readonly definition: ProfileDefinition;
}

/** What is wrong with a definition that is well-formed; each has its sentence in words.ts. */
export const PROFILE_PROBLEMS = [
  "encodings-missing",
  "delimiter-missing",
  "row-path-missing",
  "place-missing",
  "place-reversed",
  "name-missing",
  "path-missing",
  "format-missing",
  "format-unclear",
  "pattern-too-free",
  "template-unclear",
  "amount-missing",
  "account-missing",
  "date-missing",
  "identity-not-read",
  "check-not-read",
  "field-twice",
  "meters-outside-repeat",
  "footer-unmarked",
  /** A value is of a wrong kind, missing or unknown. */
  "malformed",
] as const;
export type ProfileProblem = (typeof PROFILE_PROBLEMS)[number];
/** A place of a definition, "columns.3.format", and what is wrong there. */
export interface ProfileFault {
  readonly path: string;
  readonly problem: ProfileProblem;
}

/** Reads a definition that a person wrote. */
export function parseDefinition(
  written: unknown,
): { readonly definition: ProfileDefinition } | { readonly faults: readonly ProfileFault[] } {
  const parsed = ProfileDefinition.safeParse(written);
  if (parsed.success) return { definition: parsed.data };
  return {
    faults: parsed.error.issues.map((issue) => ({
      path: issue.path.join("."),
      problem:
        PROFILE_PROBLEMS.find((one) => issue.code === "custom" && one === issue.message) ?? "malformed",
    })),
  };
}

type Fault = { path: (string | number)[]; problem: ProfileProblem };

/** All columns of a row with their places in the definition. */
function* columnsOf(
  it: ProfileDefinition,
): Generator<{ column: ProfileColumn; at: (string | number)[]; inRepeat: boolean }> {
  for (const [index, one] of it.columns.entries()) {
    if (!("repeat" in one)) yield { column: one, at: ["columns", index], inRepeat: false };
    else
      for (const [inner, column] of one.columns.entries())
        yield { column, at: ["columns", index, "columns", inner], inRepeat: true };
  }
}

const DATED: ReadonlySet<string> = new Set(["date", "time", "dateTime", "period", "paymentOrderDate"]);

function* faultsOf(it: ProfileDefinition): Generator<Fault> {
  if (it.kind !== "xlsx" && it.encodings.length === 0)
    yield { path: ["encodings"], problem: "encodings-missing" };
  if (it.kind === "delimited" && it.delimiter === undefined)
    yield { path: ["delimiter"], problem: "delimiter-missing" };
  if (it.kind === "xml" && it.row === undefined) yield { path: ["row"], problem: "row-path-missing" };
  if (
    (it.kind === "delimited" || it.kind === "fixed" || it.kind === "xlsx") &&
    it.footer &&
    it.footer.startsWith === undefined
  )
    yield { path: ["footer", "startsWith"], problem: "footer-unmarked" };
  if (it.fileName !== undefined && templateFault(it.fileName))
    yield { path: ["fileName"], problem: "template-unclear" };
  const seen = new Set<string>();
  for (const { column, at, inRepeat } of columnsOf(it)) {
    yield* placeFaults(it, column, at);
    yield* formatFaults(column, at);
    if (column.pattern !== undefined && patternFault(column.pattern))
      yield { path: [...at, "pattern"], problem: "pattern-too-free" };
    for (const [index, part] of (column.contains ?? []).entries()) {
      yield* formatFaults(part, [...at, "contains", index]);
      if (part.from >= part.to) yield { path: [...at, "contains", index, "to"], problem: "place-reversed" };
    }
    for (const { field } of [column, ...(column.contains ?? [])]) {
      if (field === "ignore") continue;
      if (field.startsWith("meters[]") !== inRepeat)
        yield { path: [...at, "field"], problem: "meters-outside-repeat" };
      if (!inRepeat && seen.has(field)) yield { path: [...at, "field"], problem: "field-twice" };
      seen.add(field);
    }
  }
  for (const [where, part] of [
    ["header", it.header],
    ["footer", it.footer],
    ["companion", it.companion],
  ] as const) {
    for (const [index, column] of (part?.columns ?? []).entries()) {
      if (where !== "companion") yield* placeFaults(it, column, [where, "columns", index]);
      yield* formatFaults(column, [where, "columns", index]);
    }
  }
  yield* missingFields(it, seen);
}

function* placeFaults(
  it: ProfileDefinition,
  column: ProfileColumn | ProfileSummaryColumn,
  at: (string | number)[],
): Generator<Fault> {
  if (it.kind === "fixed") {
    if (column.from === undefined || column.to === undefined)
      yield { path: [...at, "from"], problem: "place-missing" };
    else if (column.from >= column.to) yield { path: [...at, "to"], problem: "place-reversed" };
  }
  if (at[0] === "columns" && column.field !== "ignore") {
    if (it.kind === "dbf" && column.name === undefined)
      yield { path: [...at, "name"], problem: "name-missing" };
    if (it.kind === "xlsx" && it.header?.names && column.name === undefined)
      yield { path: [...at, "name"], problem: "name-missing" };
  }
  if (it.kind === "xml" && column.path === undefined)
    yield { path: [...at, "path"], problem: "path-missing" };
}

function* formatFaults(
  column: { readonly field: string; readonly format?: string | undefined },
  at: (string | number)[],
): Generator<Fault> {
  if (!DATED.has(column.field)) return;
  if (column.format === undefined) yield { path: [...at, "format"], problem: "format-missing" };
  else if (timeFormatFault(column.format, column.field))
    yield { path: [...at, "format"], problem: "format-unclear" };
}

function* missingFields(it: ProfileDefinition, has: ReadonlySet<string>): Generator<Fault> {
  if (!has.has("amount")) yield { path: ["columns"], problem: "amount-missing" };
  if (!has.has("account")) yield { path: ["columns"], problem: "account-missing" };
  const headed = [...(it.header?.columns ?? []), ...(it.footer?.columns ?? [])].map(
    ({ field }) => field as string,
  );
  const dated = ["date", "dateTime", "paymentOrderDate"].some(
    (field) => has.has(field) || headed.includes(field),
  );
  if (it.direction === "payments" && !dated) yield { path: ["columns"], problem: "date-missing" };
  for (const [index, field] of it.identity.entries())
    if (!has.has(field)) yield { path: ["identity", index], problem: "identity-not-read" };
  if (it.checks.includes("amount=netAmount+fee") && !(has.has("netAmount") && has.has("fee")))
    yield { path: ["checks"], problem: "check-not-read" };
}
