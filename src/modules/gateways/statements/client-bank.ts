import { must } from "#core/assert";
import type { Money } from "#core/units";
import { check, type Declared } from "./checks.ts";
import { decoded, decodedUtf8, isAscii, type StatementEncoding } from "./decode.ts";
import { identified } from "./identity.ts";
import type { BankStatement, Counterparty, ReadStatements, StatementLine } from "./model.ts";
import { cut, Problems } from "./problems.ts";

const FIRST = "1CClientBankExchange";

/**
 * Reads 1CClientBankExchange: text of `Key=Value`, split at the first "=". A key that is not known here is kept in the
 * line's raw text and harms nothing, since banks add their own. Windows-1251 and cp866 are told apart by the words of
 * the format themselves; UTF-8 that calls itself Windows is read, and said so.
 */
export function readClientBank(bytes: Uint8Array): ReadStatements {
  const problems = new Problems();
  const read = (encoding: string, statements: readonly BankStatement[] = []): ReadStatements => ({
    format: "1c-statement",
    encoding,
    statements: problems.found.length > 0 ? [] : statements,
    refusals: problems.found,
    warnings: problems.warnings,
  });
  const text = textOf(bytes);
  if (!text) {
    problems.refuse("statement-encoding", 1, { wanted: "windows-1251, cp866, utf-8" });
    return read("unknown");
  }
  const file = parse(text.text, problems);
  judgeEncoding(text.encoding, file.header, problems);
  return read(text.encoding, problems.found.length > 0 ? [] : statementsOf(file, problems));
}

/** The encoding in which the words of the format can be read. */
function textOf(bytes: Uint8Array): { text: string; encoding: StatementEncoding } | undefined {
  const utf8 = decodedUtf8(bytes);
  if (utf8 !== undefined && (isAscii(bytes) || SPEAKS.test(utf8))) return { text: utf8, encoding: "utf-8" };
  for (const encoding of ["windows-1251", "cp866"] as const) {
    const text = decoded(bytes, encoding);
    if (SPEAKS.test(text)) return { text, encoding };
  }
  return undefined;
}
const SPEAKS = /^(?:ВерсияФормата|Кодировка|СекцияРасчСчет|СекцияДокумент|РасчСчет|КонецФайла)/m;

const NAMES: Readonly<Record<string, StatementEncoding>> = { windows: "windows-1251", dos: "cp866" };

function judgeEncoding(actual: StatementEncoding, header: Section, problems: Problems): void {
  const said = header.values.get("Кодировка");
  if (said === undefined) return;
  const meant = NAMES[said.value.toLowerCase()];
  if (meant !== actual)
    problems.warn("statement-encoding-differs", said.line, { declared: cut(said.value), actual });
}

interface Value {
  value: string;
  readonly line: number;
}

/** A section's keys in the order of the file. `raw` is kept for documents alone. */
interface Section {
  readonly line: number;
  readonly kind: string;
  readonly values: Map<string, Value>;
  readonly accounts: string[];
  readonly raw: string[];
}

interface Parsed {
  readonly header: Section;
  readonly balances: Section[];
  readonly documents: Section[];
}

const section = (line: number, kind = ""): Section => ({
  line,
  kind,
  values: new Map(),
  accounts: [],
  raw: [],
});

function parse(text: string, problems: Problems): Parsed {
  const file: Parsed = { header: section(1), balances: [], documents: [] };
  const lines = text.split(/\r\n|\n|\r/);
  if (lines[0]?.trim() !== FIRST) {
    problems.refuse("statement-unknown-format", 1, { wanted: FIRST });
    return file;
  }
  let now: { section: Section; end: string } | undefined;
  let last: Value | undefined;
  let ended = false;
  for (const [index, untrimmed] of lines.entries()) {
    const no = index + 1;
    const content = untrimmed.trim();
    if (index === 0 || content === "" || content === "\u001A") continue;
    if (ended) {
      problems.refuse("statement-after-end", no, { text: cut(content) });
      break;
    }
    const at = content.indexOf("=");
    const key = at < 0 ? content : content.slice(0, at).trim();
    const value = at < 0 ? "" : content.slice(at + 1).trim();
    if (key === "КонецФайла" && !now) {
      ended = true;
    } else if (!now && (key === "СекцияРасчСчет" || key === "СекцияДокумент")) {
      const begun = section(no, value);
      const isDocument = key === "СекцияДокумент";
      (isDocument ? file.documents : file.balances).push(begun);
      now = { section: begun, end: isDocument ? "КонецДокумента" : "КонецРасчСчет" };
      last = undefined;
      begun.raw.push(content);
    } else if (now && key === now.end) {
      now.section.raw.push(content);
      now = undefined;
    } else if (STRUCTURE.has(key)) {
      problems.refuse("statement-truncated", no, { wanted: now?.end ?? "СекцияДокумент" });
      return file;
    } else {
      const where = now?.section ?? file.header;
      where.raw.push(content);
      // A purpose that was written in several lines goes on in a line without a key.
      if (at < 0 && last && where.values.get("НазначениеПлатежа") === last) last.value += ` ${content}`;
      else if (at < 0) problems.refuse("statement-line-unreadable", no, { text: cut(content) });
      else last = put(where, key, { value, line: no }, problems);
    }
  }
  if (!ended) problems.refuse("statement-truncated", lines.length, { wanted: "КонецФайла" });
  return file;
}
const STRUCTURE = new Set([
  "СекцияРасчСчет",
  "СекцияДокумент",
  "КонецДокумента",
  "КонецРасчСчет",
  "КонецФайла",
]);
/** The header names several accounts and several kinds of documents. */
const REPEATS = new Set(["РасчСчет", "Документ"]);

function put(into: Section, key: string, value: Value, problems: Problems): Value {
  if (key === "РасчСчет") into.accounts.push(value.value);
  const before = into.values.get(key);
  if (before && before.value !== value.value && !REPEATS.has(key))
    problems.refuse("statement-value-twice", value.line, { what: key });
  into.values.set(key, value);
  return value;
}

const textIn = (from: Section, ...keys: readonly string[]): string => {
  for (const key of keys) {
    const value = from.values.get(key)?.value;
    if (value !== undefined && value !== "") return value;
  }
  return "";
};
const lineIn = (from: Section, key: string): number => from.values.get(key)?.line ?? from.line;

interface Balances {
  readonly section: Section;
  readonly from: BankStatement["from"];
  readonly to: BankStatement["to"];
  readonly opening: Money;
  readonly closing: Money | undefined;
  readonly declared: Declared;
}

function statementsOf(file: Parsed, problems: Problems): BankStatement[] {
  const byAccount = Map.groupBy(
    file.balances,
    (one) => textIn(one, "РасчСчет") || file.header.accounts[0] || "",
  );
  if (byAccount.size === 0) {
    problems.refuse("statement-no-account", 1, { wanted: "СекцияРасчСчет" });
    return [];
  }
  const documents = file.documents.flatMap((one) => documentOf(one, byAccount, problems));
  return [...byAccount].flatMap(([account, sections]) => {
    const days = sections.flatMap((one) => balancesOf(one, file.header, problems));
    days.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.section.line - b.section.line));
    const [first, last] = [days[0], days.at(-1)];
    if (!first || !last || problems.found.length > 0) return [];
    for (const [at, one] of days.entries()) {
      const before = days[at - 1];
      if (before && before.closing !== one.opening)
        problems.refuse("statement-discontinuous", one.section.line, { account });
    }
    const own = documents.filter((one) => one.account === account);
    const statement: BankStatement = {
      account,
      bic: own[0]?.bic,
      opening: first.opening,
      closing: last.closing,
      from: first.from,
      to: last.to,
      currency: currencyOf(account),
      number: textIn(file.header, "Номер"),
      lines: identified(
        account,
        "1c-statement",
        own.map(({ line }) => line),
      ),
    };
    const total = (of: (one: Declared) => Money | undefined): Money | undefined =>
      days.some((day) => of(day.declared) === undefined)
        ? undefined
        : (days.reduce((sum, day) => sum + (of(day.declared) ?? 0n), 0n) as Money);
    check(
      statement,
      { credited: total((one) => one.credited), debited: total((one) => one.debited) },
      problems,
      first.section.line,
    );
    return [statement];
  });
}

/** Digits six to eight of an account are its currency; 810 and 643 are both the rouble. */
const currencyOf = (account: string): string => {
  const code = account.slice(5, 8);
  return code === "810" || code === "643" || !/^\d{20}$/.test(account) ? "RUB" : code;
};

function balancesOf(from: Section, header: Section, problems: Problems): Balances[] {
  const begin = problems.day(
    textIn(from, "ДатаНачала") || textIn(header, "ДатаНачала"),
    "ДатаНачала",
    lineIn(from, "ДатаНачала"),
  );
  const end = problems.day(
    textIn(from, "ДатаКонца") || textIn(header, "ДатаКонца"),
    "ДатаКонца",
    lineIn(from, "ДатаКонца"),
  );
  const sum = (key: string): Money | undefined =>
    textIn(from, key) === "" ? undefined : problems.money(textIn(from, key), key, lineIn(from, key));
  const opening = problems.money(
    textIn(from, "НачальныйОстаток"),
    "НачальныйОстаток",
    lineIn(from, "НачальныйОстаток"),
  );
  const closing = problems.money(
    textIn(from, "КонечныйОстаток"),
    "КонечныйОстаток",
    lineIn(from, "КонечныйОстаток"),
  );
  const declared = { credited: sum("ВсегоПоступило"), debited: sum("ВсегоСписано") };
  return begin === undefined || end === undefined || opening === undefined
    ? []
    : [{ section: from, from: begin, to: end, opening, closing, declared }];
}

interface OwnLine {
  readonly account: string;
  readonly bic: string | undefined;
  readonly line: Omit<StatementLine, "identity">;
}

/** A document between two accounts of the file is a line of each of them. */
function documentOf(
  from: Section,
  ours: ReadonlyMap<string, readonly Section[]>,
  problems: Problems,
): OwnLine[] {
  const amount = problems.money(textIn(from, "Сумма"), "Сумма", lineIn(from, "Сумма"));
  const documentDate = problems.day(textIn(from, "Дата"), "Дата", lineIn(from, "Дата"));
  if (amount === undefined || documentDate === undefined) return [];
  if (amount <= 0n) {
    problems.refuse("statement-not-money", lineIn(from, "Сумма"), {
      what: "Сумма",
      text: cut(textIn(from, "Сумма")),
    });
    return [];
  }
  const sides = (["Плательщик", "Получатель"] as const).flatMap((side) => {
    const accounts = [textIn(from, `${side}Счет`), textIn(from, `${side}РасчСчет`)];
    const account = accounts.find((one) => ours.has(one));
    return account === undefined ? [] : [{ side, account }];
  });
  if (sides.length === 0) {
    problems.refuse("statement-line-of-another-account", from.line, {
      payer: cut(textIn(from, "ПлательщикСчет", "ПлательщикРасчСчет")),
      recipient: cut(textIn(from, "ПолучательСчет", "ПолучательРасчСчет")),
    });
    return [];
  }
  return sides.flatMap(({ side, account }) => {
    const isOut = side === "Плательщик";
    const key = isOut ? "ДатаСписано" : "ДатаПоступило";
    // Some banks leave the day of booking out: then the sums of the statement say whether the line is in it.
    const booked = textIn(from, key);
    const date = booked === "" ? documentDate : problems.day(booked, key, lineIn(from, key));
    if (date === undefined) return [];
    return [
      {
        account,
        bic: textIn(from, `${side}БИК`) || undefined,
        line: {
          line: from.line,
          date,
          direction: isOut ? ("out" as const) : ("in" as const),
          amount,
          number: textIn(from, "Номер"),
          documentDate,
          reference: "",
          counterparty: counterpartyOf(from, isOut ? "Получатель" : "Плательщик"),
          purpose: purposeOf(from),
          reversal: false,
          pending: false,
          transactions: [],
          raw: from.raw.join("\n"),
        },
      },
    ];
  });
}

const counterpartyOf = (from: Section, side: "Плательщик" | "Получатель"): Counterparty => ({
  name: textIn(from, `${side}1`) || textIn(from, side).replace(/^ИНН\s+\d{10,12}\s+/, ""),
  inn: textIn(from, `${side}ИНН`),
  account: textIn(from, `${side}РасчСчет`, `${side}Счет`),
  bic: textIn(from, `${side}БИК`),
});

/** In one value, or in six numbered lines of the paper. */
function purposeOf(from: Section): string {
  const whole = textIn(from, "НазначениеПлатежа");
  if (whole !== "") return whole;
  return [1, 2, 3, 4, 5, 6]
    .map((no) => textIn(from, `НазначениеПлатежа${no}`))
    .filter((part) => part !== "")
    .join(" ");
}

/** Whether a file calls itself this format, before anything else is looked at. */
export const isClientBank = (bytes: Uint8Array): boolean => {
  const start = bytes.subarray(0, 64);
  const marked = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
  return must(
    decoded(marked ? start.subarray(3) : start, "windows-1251").split(/[\r\n]/, 1)[0],
    "a first line",
  )
    .trim()
    .startsWith(FIRST);
};
