import { ok, type Result, refuse } from "#core/result";

/** Why a text is not a sum. Each has its sentence under `ui.money.…`; none of them ever yields another sum instead. */
export type MoneyRefusal =
  | { readonly code: "unreadable" }
  | { readonly code: "unfinished" }
  | { readonly code: "too_many_decimals" }
  /** "1,234" is 1234 to an Englishman and 1.23 with a slip to a Russian: the two ways to write it plainly. */
  | { readonly code: "ambiguous"; readonly whole: string; readonly part: string }
  | { readonly code: "too_large" };

/** A thousand billion roubles fits every column that holds kopecks, with room for totals. */
const WHOLE_DIGITS_MAX = 13;

/**
 * Kopecks of what was typed or pasted: "1 234,50 ₽", "1234.5", "1,234.50", "1200+350,5−12". Nothing typed is undefined.
 * Both marks are accepted whatever the language, because a clerk pastes from both kinds of programs.
 */
export function parseMoneyText(text: string): Result<bigint | undefined, MoneyRefusal> {
  const plain = text
    .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, " ")
    .replace(/\s*(₽|руб\.?|р\.|RUB)\s*$/i, "")
    .replace(/[\u2212\u2013]/g, "-")
    .trim();
  if (plain === "") return text.trim() === "" ? ok(undefined) : refuse({ code: "unreadable" });
  if (!/^[-+\d., ]+$/.test(plain)) return refuse({ code: "unreadable" });
  if (/[-+]\s*$/.test(plain)) return refuse({ code: "unfinished" });
  const signed = /^[-+]/.test(plain) ? plain : `+${plain}`;
  let sum = 0n;
  for (const [, sign, number = ""] of signed.matchAll(/([-+])([^-+]*)/g)) {
    const term = parseTerm(number.trim());
    if (!term.ok) return term;
    sum += sign === "-" ? -term.value : term.value;
  }
  return ok(sum);
}

function parseTerm(text: string): Result<bigint, MoneyRefusal> {
  const fraction = /([.,])(\d*)$/.exec(text);
  if (!fraction) return parseWhole(text, "");
  const [matched, mark = "", digits = ""] = fraction;
  const before = text.slice(0, -matched.length);
  // The same mark once more on the left can only part groups: "1,234,567".
  if (before.includes(mark)) return isGrouped(text, mark) ? wholeOf(text) : refuse({ code: "unreadable" });
  if (digits.length > 2) {
    return digits.length === 3 && /^[1-9]\d{0,2}$/.test(before)
      ? refuse({ code: "ambiguous", whole: before + digits, part: before + mark + digits.slice(0, 2) })
      : refuse({ code: "too_many_decimals" });
  }
  if (before === "" && digits === "") return refuse({ code: "unreadable" });
  return parseWhole(before === "" ? "0" : before, digits);
}

/** The roubles, whose groups may be parted by one kind of sign, and the digits after the decimal mark. */
function parseWhole(text: string, digits: string): Result<bigint, MoneyRefusal> {
  const separator = /[ .,]/.exec(text)?.[0];
  if (separator !== undefined && !isGrouped(text, separator)) return refuse({ code: "unreadable" });
  // A zero in front belongs to a date or to an account's number, pasted into the wrong field.
  if (!/^(0|[1-9]\d*)$/.test(text.replace(/[ .,]/g, ""))) return refuse({ code: "unreadable" });
  return wholeOf(text, digits);
}

const isGrouped = (text: string, separator: string): boolean =>
  new RegExp(`^[1-9]\\d{0,2}(\\${separator}\\d{3})+$`).test(text);

function wholeOf(text: string, digits = ""): Result<bigint, MoneyRefusal> {
  const whole = text.replace(/[ .,]/g, "");
  return whole.length > WHOLE_DIGITS_MAX
    ? refuse({ code: "too_large" })
    : ok(BigInt(whole) * 100n + BigInt(digits.padEnd(2, "0")));
}
