import type { Money } from "#core/units";

/** How a column writes sums. */
export interface AmountForm {
  /** Whole kopecks instead of roubles. */
  readonly kopecks: boolean;
  readonly decimal: "." | "," | "any";
  /** Between thousands; a space stands for any blank. */
  readonly group?: string | undefined;
}

export type AmountFault = "not-an-amount" | "too-many-kopecks" | "amount-too-large";

const BLANK = "[ \\u00a0\\u2009\\u202f]";
const DIGITS_MAX = 15;
const shapes = new Map<string, RegExp>();

/**
 * A sum as its file writes it, in kopecks, digit by digit: no binary fraction comes near. A third decimal is refused
 * rather than rounded, and `1,500` is one and a half thousand nowhere, unless the profile says that a comma groups.
 */
export function amountBy(text: string, form: AmountForm): Money | AmountFault {
  const found = shapeOf(form).exec(text);
  if (!found) return "not-an-amount";
  const [, sign = "", grouped = "", fraction = ""] = found;
  const whole = grouped.replaceAll(/\D/g, "").replace(/^0+(?=\d)/, "");
  if (whole.length > DIGITS_MAX) return "amount-too-large";
  if (fraction.length > 2) return "too-many-kopecks";
  const kopecks = form.kopecks ? BigInt(whole) : BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
  return (sign === "-" || sign === "\u2212" ? -kopecks : kopecks) as Money;
}

function shapeOf(form: AmountForm): RegExp {
  const key = `${form.kopecks ? "k" : "r"}${form.decimal}${form.group ?? ""}`;
  let shape = shapes.get(key);
  if (!shape) {
    const group = form.group === undefined ? "" : /\s/u.test(form.group) ? BLANK : `[${escaped(form.group)}]`;
    const whole = group === "" ? "\\d{1,40}" : `\\d{1,3}(?:${group}\\d{3}){1,13}|\\d{1,40}`;
    const mark = form.decimal === "any" ? "[.,]" : `[${escaped(form.decimal)}]`;
    const fraction = form.kopecks ? "" : `(?:${mark}(\\d{1,20}))?`;
    shape = new RegExp(`^([+\\-\\u2212]?)(${whole})${fraction}$`, "u");
    shapes.set(key, shape);
  }
  return shape;
}

const escaped = (letter: string): string => letter.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/** The form of a sum that is written: the reading of it gives the same kopecks. */
export function writtenAmount(amount: bigint, form: AmountForm): string {
  const digits = (amount < 0n ? -amount : amount).toString();
  const sign = amount < 0n ? "-" : "";
  if (form.kopecks) return `${sign}${digits}`;
  const padded = digits.padStart(3, "0");
  return `${sign}${padded.slice(0, -2)}${form.decimal === "," ? "," : "."}${padded.slice(-2)}`;
}
