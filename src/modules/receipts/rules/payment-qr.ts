import { type Refusal, type Result, ok, refuse } from "#core/result";
import iconv from "iconv-lite";

/**
 * The payment code of GOST R 56042-2014: a service block "ST" + version "0001" + encoding digit + separator, then
 * Name=Value pairs joined by the separator. Five requisites are mandatory, come first and in this order; the others
 * may follow in any order. There is no escaping, so the separator must not occur in any value.
 */
export type Encoding = "windows-1251" | "utf-8" | "koi8-r";

/** Requisites by the standard's names, in the order in which they are written. */
export type PaymentFields = Readonly<Record<string, string>>;

export type PaymentCodeRefusal =
  | (Refusal & { readonly code: "receipts.payment_code_format"; readonly found: string })
  | (Refusal & { readonly code: "receipts.payment_code_version"; readonly found: string })
  | (Refusal & { readonly code: "receipts.payment_code_encoding"; readonly found: string })
  /** The bytes are not letters of the encoding that the header names, or were written in another one. */
  | (Refusal & { readonly code: "receipts.payment_code_letters"; readonly encoding: Encoding })
  | (Refusal & { readonly code: "receipts.payment_code_missing"; readonly field: string })
  | (Refusal & { readonly code: "receipts.payment_code_order"; readonly field: string })
  | (Refusal & {
      readonly code: "receipts.payment_code_value";
      readonly field: string;
      readonly rule: string;
    })
  | (Refusal & { readonly code: "receipts.payment_code_separator" })
  | (Refusal & { readonly code: "receipts.payment_code_too_long"; readonly bytes: number });

export interface PaymentCode {
  readonly encoding: Encoding;
  readonly separator: string;
  readonly fields: PaymentFields;
  readonly text: string;
  readonly bytes: Uint8Array;
}

export const MANDATORY = ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"] as const;
const DIGIT: Record<Encoding, string> = { "windows-1251": "1", "utf-8": "2", "koi8-r": "3" };
const ENCODINGS: Readonly<Record<string, Encoding>> = { 1: "windows-1251", 2: "utf-8", 3: "koi8-r" };
/** The standard allows any byte; these are tried in turn, the usual one first. */
const SEPARATORS = ["|", "~", "^", "#", "\\"];

interface ValueRule {
  readonly rule: string;
  readonly fits: (value: string) => boolean;
}
const upTo = (length: number): ValueRule => ({
  rule: `at most ${length} characters`,
  fits: (value) => value.length <= length,
});
const digits = (pattern: RegExp, rule: string): ValueRule => ({ rule, fits: (value) => pattern.test(value) });

/** Sizes of the standard's tables 2 and 3; requisites that are not here have no limit. */
const RULES: Readonly<Record<string, ValueRule>> = {
  name: { rule: "1 to 160 characters", fits: (value) => value.length > 0 && value.length <= 160 },
  personalacc: digits(/^\d{20}$/, "exactly 20 digits"),
  bankname: { rule: "1 to 45 characters", fits: (value) => value.length > 0 && value.length <= 45 },
  bic: digits(/^\d{9}$/, "exactly 9 digits"),
  correspacc: digits(/^(\d{20}|0?)$/, "20 digits, or 0 where the bank has none"),
  sum: digits(/^\d{1,18}$/, "kopecks, digits only"),
  purpose: upTo(210),
  payeeinn: upTo(12),
  payerinn: upTo(12),
  drawerstatus: upTo(2),
  kpp: upTo(9),
  cbc: upTo(20),
  oktmo: upTo(11),
  paytreason: upTo(2),
  taxperiod: upTo(10),
  docno: upTo(15),
  docdate: upTo(10),
  taxpaytkind: upTo(2),
};

/** Writes a payment code. The mandatory requisites must be there; they are put in their order by themselves. */
export function encodePayment(
  fields: PaymentFields,
  encoding: Encoding,
): Result<PaymentCode, PaymentCodeRefusal> {
  const refused = refusalOf(fields);
  if (refused) return refuse(refused);
  const ordered: Record<string, string> = {};
  for (const name of MANDATORY) ordered[name] = fields[name] ?? "";
  for (const [name, value] of Object.entries(fields)) ordered[name] = value;
  const pairs = Object.entries(ordered).map(([name, value]) => `${name}=${value}`);
  const separator = SEPARATORS.find((candidate) => pairs.every((pair) => !pair.includes(candidate)));
  if (separator === undefined) return refuse({ code: "receipts.payment_code_separator" });
  const text = `ST0001${DIGIT[encoding]}${separator}${pairs.join(separator)}`;
  const bytes = iconv.encode(text, encoding);
  // iconv writes "?" for a letter that the encoding does not have: such a code would name somebody else.
  if (encoding !== "utf-8" && questionMarks(bytes) !== text.split("?").length - 1) {
    return refuse({ code: "receipts.payment_code_letters", encoding });
  }
  return ok({ encoding, separator, fields: ordered, text, bytes });
}

function questionMarks(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0x3f) count += 1;
  return count;
}

/** Reads a payment code, as a terminal does. Names are matched without regard to case, as they are found in the wild. */
export function parsePayment(bytes: Uint8Array): Result<PaymentCode, PaymentCodeRefusal> {
  const head = iconv.decode(Buffer.from(bytes.subarray(0, 8)), "latin1");
  if (!head.startsWith("ST") || head.length < 8) {
    return refuse({ code: "receipts.payment_code_format", found: head.slice(0, 2) });
  }
  if (head.slice(2, 6) !== "0001")
    return refuse({ code: "receipts.payment_code_version", found: head.slice(2, 6) });
  const encoding = ENCODINGS[head.slice(6, 7)];
  if (!encoding) return refuse({ code: "receipts.payment_code_encoding", found: head.slice(6, 7) });
  const text = iconv.decode(Buffer.from(bytes), encoding);
  if (!isText(bytes, text, encoding)) return refuse({ code: "receipts.payment_code_letters", encoding });
  const separator = text.slice(7, 8);
  const fields: Record<string, string> = {};
  for (const pair of text.slice(8).split(separator)) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    if (at < 1)
      return refuse({ code: "receipts.payment_code_value", field: pair.slice(0, 40), rule: "Name=Value" });
    fields[pair.slice(0, at)] = pair.slice(at + 1);
  }
  const refused = refusalOf(fields) ?? orderRefusal(Object.keys(fields));
  return refused ? refuse(refused) : ok({ encoding, separator, fields, text, bytes });
}

function refusalOf(fields: PaymentFields): PaymentCodeRefusal | undefined {
  const names = new Set(Object.keys(fields).map((name) => name.toLowerCase()));
  const missing = MANDATORY.find((name) => !names.has(name.toLowerCase()));
  if (missing) return { code: "receipts.payment_code_missing", field: missing };
  for (const [field, value] of Object.entries(fields)) {
    const rule = RULES[field.toLowerCase()];
    if (rule && !rule.fits(value)) return { code: "receipts.payment_code_value", field, rule: rule.rule };
  }
  return undefined;
}

function orderRefusal(names: readonly string[]): PaymentCodeRefusal | undefined {
  const wrong = MANDATORY.find((name, index) => names[index]?.toLowerCase() !== name.toLowerCase());
  return wrong ? { code: "receipts.payment_code_order", field: wrong } : undefined;
}

/**
 * Whether the bytes really are text of the encoding. UTF-8 under a windows-1251 header is a known mistake: each
 * Cyrillic letter becomes a pair whose first is Р or С ("РћРћРћ"), and the whole is valid UTF-8.
 */
function isText(bytes: Uint8Array, text: string, encoding: Encoding): boolean {
  if (encoding === "utf-8") return !text.includes("\ufffd");
  if (!bytes.some((byte) => byte >= 0x80)) return true;
  return iconv.decode(Buffer.from(bytes), "utf-8").includes("\ufffd");
}
