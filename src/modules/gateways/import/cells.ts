import { type Day, parseDay } from "#core/day";
import { type Exact, parseExact, toDecimal, toMillionths } from "#core/exact";
import { parseMoney } from "#core/money";
import { type Period, parsePeriod } from "#core/period";
import type { Money } from "#core/units";
import type { RowRefusalCode } from "./problems.ts";

/** What is wrong with one cell. */
export interface CellProblem {
  readonly code: RowRefusalCode;
  readonly data: Readonly<Record<string, string>>;
}
export type CellResult<T> = { readonly value: T } | { readonly problem: CellProblem };

/** What a column holds: how a cell is read, and how a value is written into one. */
export interface CellType<T> {
  /** For the template's notes. */
  readonly kind:
    | "text"
    | "whole"
    | "decimal"
    | "money"
    | "date"
    | "month"
    | "yes"
    | "choice"
    | "choices"
    | "share";
  readonly choices?: readonly Choice[];
  read(text: string): CellResult<T>;
  write(value: T): string;
}

/** A closed list's value with the words that people write for it; the first of each language is printed. */
export interface Choice {
  readonly value: string;
  readonly ru: readonly [string, ...string[]];
  readonly en: readonly [string, ...string[]];
}

const wrong = (
  code: RowRefusalCode,
  data: Readonly<Record<string, string>> = {},
): { problem: CellProblem } => ({
  problem: { code, data },
});

/** Words, one line, at most `most` characters. A pattern is named in both languages for the refusal. */
export function text(most = 250, pattern?: { is: RegExp; ru: string; en: string }): CellType<string> {
  return {
    kind: "text",
    read: (cell) => {
      if (cell.length > most) return wrong("text-too-long", { most: String(most) });
      if (pattern && !pattern.is.test(cell))
        return wrong("text-not-allowed", { wanted: pattern.ru, wantedEn: pattern.en });
      return { value: cell };
    },
    write: (value) => value,
  };
}

export const digits = (...counts: readonly number[]): CellType<string> =>
  text(40, {
    is: new RegExp(`^(?:${counts.map((count) => `\\d{${count}}`).join("|")})$`),
    ru: `нужно ${counts.join(" или ")} цифр`,
    en: `${counts.join(" or ")} digits are wanted`,
  });

export function whole<N extends number = number>(least: number, most: number): CellType<N> {
  return {
    kind: "whole",
    read: (cell) => {
      const exact = numberOf(cell);
      if (!exact || exact.n % exact.d !== 0n) return wrong("not-a-number");
      const value = exact.n / exact.d;
      if (value < BigInt(least) || value > BigInt(most))
        return wrong("number-out-of-range", { least: String(least), most: String(most) });
      return { value: Number(value) as N };
    },
    write: String,
  };
}

export function wholeBig(least: bigint, most: bigint): CellType<bigint> {
  const small = whole(Number(least), Number(most));
  return {
    kind: "whole",
    read: (cell) => {
      const found = small.read(cell);
      return "value" in found ? { value: BigInt(found.value) } : found;
    },
    write: String,
  };
}

/** A decimal with at most six places, as millionths. `most` is in whole units. */
export function millionths(least: bigint, most: bigint): CellType<bigint> {
  return {
    kind: "decimal",
    read: (cell) => {
      const exact = numberOf(cell);
      if (!exact) return wrong("not-a-number");
      // A seventh place would be lost without anyone's word for it.
      if ((exact.n * 1_000_000n) % exact.d !== 0n) return wrong("too-many-decimals", { most: "6" });
      const value = toMillionths(exact);
      if (value < least * 1_000_000n || value > most * 1_000_000n)
        return wrong("number-out-of-range", { least: String(least), most: String(most) });
      return { value };
    },
    write: (value) => toDecimal({ n: value, d: 1_000_000n }, 6),
  };
}

/** Roubles with kopecks. */
export const money: CellType<Money> = {
  kind: "money",
  read: (cell) => {
    const value = parseMoney(cell);
    if (value !== undefined) return { value };
    return numberOf(cell) ? wrong("too-many-decimals", { most: "2" }) : wrong("not-a-number");
  },
  write: (value) => toDecimal({ n: value, d: 100n }, 2, 2),
};

/** "23.11.2026", "2026-11-23"; a spreadsheet's own dates arrive in the second form. */
export const date: CellType<Day> = {
  kind: "date",
  read: (cell) => {
    const russian = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell);
    const iso = russian
      ? `${russian[3]}-${russian[2]?.padStart(2, "0")}-${russian[1]?.padStart(2, "0")}`
      : cell;
    const value = parseDay(iso);
    if (!value) return wrong("not-a-date");
    // A year of 0206 or 20266 is a slip that would stay in force for ever.
    const year = Number(value.slice(0, 4));
    return year >= 1850 && year <= 2150
      ? { value }
      : wrong("number-out-of-range", { least: "1850", most: "2150" });
  },
  write: (value) => value,
};

/** "11.2026", "2026-11", or any day of the month from a spreadsheet. */
export const month: CellType<Period> = {
  kind: "month",
  read: (cell) => {
    const russian = /^(\d{1,2})\.(\d{4})$/.exec(cell);
    const iso = russian
      ? `${russian[2]}-${russian[1]?.padStart(2, "0")}`
      : cell.replace(/^(\d{4}-\d{2})-\d{2}$/, "$1");
    const value = parsePeriod(iso);
    return value ? { value } : wrong("not-a-period");
  },
  write: (value) => value,
};

export const yesOrNo: CellType<boolean> = {
  kind: "yes",
  read: (cell) => {
    const word = cell.toLowerCase();
    if (["да", "yes", "true", "1", "истина", "+"].includes(word)) return { value: true };
    if (["нет", "no", "false", "0", "ложь", "-"].includes(word)) return { value: false };
    return wrong("not-a-choice", { choices: "да (yes), нет (no)" });
  },
  write: (value) => (value ? "да" : "нет"),
};

const plain = (word: string): string =>
  word.toLowerCase().replaceAll("ё", "е").replaceAll(/\s+/g, " ").trim();

export function choice<T extends string>(choices: readonly (Choice & { readonly value: T })[]): CellType<T> {
  const byWord = new Map(
    choices.flatMap((one) =>
      [one.value, ...one.ru, ...one.en].map((word) => [plain(word), one.value] as const),
    ),
  );
  return {
    kind: "choice",
    choices,
    read: (cell) => {
      const value = byWord.get(plain(cell));
      return value === undefined
        ? wrong("not-a-choice", { choices: choices.map((one) => one.ru[0]).join(", ") })
        : { value };
    },
    write: (value) => choices.find((one) => one.value === value)?.ru[0] ?? value,
  };
}

/** Several of a list, with commas between; "нет" for none. */
export function choices<T extends string>(
  list: readonly (Choice & { readonly value: T })[],
): CellType<readonly T[]> {
  const one = choice(list);
  return {
    kind: "choices",
    choices: list,
    read: (cell) => {
      if (["нет", "none", "-"].includes(plain(cell))) return { value: [] };
      const values: T[] = [];
      for (const word of cell.split(/[,;]/)) {
        const found = one.read(word.trim());
        if ("problem" in found) return found;
        if (!values.includes(found.value)) values.push(found.value);
      }
      return { value: values };
    },
    write: (values) => (values.length === 0 ? "нет" : values.map((value) => one.write(value)).join(", ")),
  };
}

export interface Share {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** "1", "1/2": an exact fraction, for 33.33 % three times is not the whole. */
export const share: CellType<Share> = {
  kind: "share",
  read: (cell) => {
    const match = /^(\d{1,9})(?:\s*\/\s*(\d{1,9}))?$/.exec(cell);
    if (!match)
      return wrong("text-not-allowed", {
        wanted: "доля пишется дробью: 1/2",
        wantedEn: "a share is a fraction: 1/2",
      });
    const numerator = BigInt(match[1] ?? "0");
    const denominator = BigInt(match[2] ?? "1");
    if (numerator === 0n || denominator === 0n || numerator > denominator) return wrong("share-over-whole");
    return { value: { numerator, denominator } };
  },
  write: (value) =>
    value.denominator === 1n ? String(value.numerator) : `${value.numerator}/${value.denominator}`,
};

/** A decimal comma or point; thousands may be set apart by spaces, of which spreadsheets know three kinds. */
function numberOf(cell: string): Exact | undefined {
  const tight = cell.replaceAll(/(\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))/g, "$1");
  return parseExact(tight.replace("−", "-"));
}
