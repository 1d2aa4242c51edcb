import type { Day } from "#core/day";
import type { Period } from "#core/period";
import { dayBy, periodBy, timeFormatFault, writtenBy } from "./time-format.ts";

/**
 * Names of files: letters as they are, and fields in braces. `{number:3}` is three digits, `{period:MMYY}` a month,
 * `{date:YYMMDD}` a day, `{month:hex}` a month as one hexadecimal digit, `{kind:*}` anything up to the next letter.
 */
type Piece = { readonly literal: string } | { readonly field: string; readonly form: string };

const PIECE = /\{([a-zA-Z]+):([^{}]{1,12})\}|[^{}]+|[{}]/g;

function piecesOf(template: string): readonly Piece[] {
  return [...template.matchAll(PIECE)].map(([all, field, form]) =>
    field === undefined ? { literal: all } : { field, form: form ?? "" },
  );
}

export function templateFault(template: string): boolean {
  const pieces = piecesOf(template);
  return pieces.some((piece, index) => {
    if ("literal" in piece) return /[{}\\/]/.test(piece.literal);
    if (piece.form === "*") {
      // Where it ends is told by what follows it.
      const after = pieces[index + 1];
      return after !== undefined && "field" in after;
    }
    return widthOf(piece) === undefined;
  });
}

function widthOf(piece: { readonly field: string; readonly form: string }): number | undefined {
  if (/^[1-9]\d?$/.test(piece.form)) return Number(piece.form);
  if (piece.form === "hex") return 1;
  const kind = piece.field === "period" ? "period" : "date";
  return timeFormatFault(piece.form, kind) ? undefined : piece.form.length;
}

/** The fields of a file's name; undefined where the name is of another make. Case of letters is nobody's intent. */
export function fieldsOfName(name: string, template: string): Record<string, string> | undefined {
  const pieces = piecesOf(template);
  const fields: Record<string, string> = {};
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if ("literal" in piece) {
      const there = name.slice(at, at + piece.literal.length);
      if (there.toLowerCase() !== piece.literal.toLowerCase()) return undefined;
      at += there.length;
      continue;
    }
    const next = pieces[index + 1];
    const end =
      piece.form !== "*"
        ? at + (widthOf(piece) ?? 0)
        : next && "literal" in next
          ? name.toLowerCase().indexOf(next.literal.toLowerCase(), at)
          : name.length;
    const text = end < at ? "" : name.slice(at, end);
    if (text === "" || !holds(piece, text)) return undefined;
    fields[piece.field] = text;
    at = end;
  }
  return at === name.length ? fields : undefined;
}

function holds(piece: { readonly field: string; readonly form: string }, text: string): boolean {
  if (piece.form === "*") return true;
  if (piece.form === "hex") return /^[1-9a-c]$/i.test(text);
  if (/^\d+$/.test(piece.form)) return text.length === Number(piece.form) && /^\d+$/.test(text);
  return (piece.field === "period" ? periodBy(text, piece.form) : dayBy(text, piece.form)) !== undefined;
}

/** The fields that a name speaks of. */
export const fieldsNamedBy = (template: string): readonly string[] =>
  piecesOf(template).flatMap((piece) => ("field" in piece ? [piece.field] : []));

export type NameValues = Readonly<Record<string, string>> & {
  readonly period?: Period;
  readonly date?: Day;
};

/** The name of a file that is written; a field without a value is a defect of the caller's. */
export function nameBy(template: string, values: NameValues): string {
  return piecesOf(template)
    .map((piece) => {
      if ("literal" in piece) return piece.literal;
      const value = values[piece.field];
      if (value === undefined) throw new Error(`no value for {${piece.field}} of a file's name`);
      if (/^\d+$/.test(piece.form)) return value.padStart(Number(piece.form), "0");
      if (piece.form === "*") return value;
      if (piece.form === "hex") return Number(value).toString(16).toUpperCase();
      return writtenBy(value as Day | Period, piece.form);
    })
    .join("");
}
