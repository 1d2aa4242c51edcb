import { ok, type Result, refuse } from "#core/result";
import type { Language } from "../words/words.ts";

export type QuantityRefusal =
  | { readonly code: "unreadable" }
  | { readonly code: "negative" }
  | { readonly code: "too_many_decimals"; readonly digits: number }
  | { readonly code: "ambiguous"; readonly whole: string; readonly part: string }
  | { readonly code: "too_large" };

/** More than any dial shows; what is longer is an account's number in the wrong field. */
const WHOLE_DIGITS_MAX = 10;

/**
 * Millionths of a reading or volume. A dial is copied as it stands, so zeros in front are fine; groups may be parted by
 * spaces. "1,234" is a fraction in Russian; in English it may be a group, and is refused. Nothing typed is undefined.
 * A dial shows nothing below zero; what is no dial may be `isSigned`.
 */
export function parseQuantityText(
  text: string,
  of: { readonly digits: number; readonly language: Language; readonly isSigned?: boolean },
): Result<bigint | undefined, QuantityRefusal> {
  const { digits: digitsMax, language } = of;
  const plain = text.replace(/[\s\u00a0\u2007\u2009\u202f]+/g, " ").trim();
  if (plain === "") return ok(undefined);
  if (/^[-\u2212\u2013] ?[\d.,]/.test(plain)) {
    if (!of.isSigned) return refuse({ code: "negative" });
    const read = parseQuantityText(plain.slice(1), { digits: digitsMax, language });
    return read.ok && read.value !== undefined ? ok(-read.value) : read;
  }
  const read = /^(\d+|\d{1,3}(?: \d{3})+|[1-9]\d{0,2}(?:,\d{3})+(?=\.))?(?:([.,])(\d*))?$/.exec(plain);
  if (!read) return refuse({ code: "unreadable" });
  const [, before = "", mark, digits = ""] = read;
  if (before === "" && digits === "") return refuse({ code: "unreadable" });
  const whole = before.replace(/[ ,]/g, "");
  if (language === "en" && mark === "," && digits.length === 3 && /^[1-9]\d{0,2}$/.test(before)) {
    return refuse({ code: "ambiguous", whole: whole + digits, part: `${whole}.${digits}` });
  }
  if (digits.length > digitsMax) return refuse({ code: "too_many_decimals", digits: digitsMax });
  if (whole.replace(/^0+/, "").length > WHOLE_DIGITS_MAX) return refuse({ code: "too_large" });
  return ok(BigInt(whole === "" ? "0" : whole) * 1_000_000n + BigInt(digits.padEnd(6, "0")));
}

/** As a dial shows it: no groups, so that what stands in the field is read back as itself. */
export function writeQuantityText(millionths: bigint, language: Language): string {
  if (millionths < 0n) return `\u2212${writeQuantityText(-millionths, language)}`;
  const fraction = String(millionths % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const whole = String(millionths / 1_000_000n);
  return fraction === "" ? whole : `${whole}${language === "ru" ? "," : "."}${fraction}`;
}
