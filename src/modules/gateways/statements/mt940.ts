import { addDays, type Day, daysBetween, parseDay } from "#core/day";
import type { Money } from "#core/units";
import { encodingOf, decodeText } from "../import/text.ts";
import { check } from "./checks.ts";
import { identified } from "./identity.ts";
import type { BankStatement, Counterparty, ReadStatements, StatementLine } from "./model.ts";
import { cut, Problems } from "./problems.ts";

/**
 * Reads SWIFT MT940, in its envelope or without. A statement may be several messages: all but the first open with an
 * intermediate balance (60M), all but the last close with one (62M), and each begins where the one before ended. RC
 * takes back what had come and is money out, RD is money in; EC and ED are announced only.
 */
export function readMt940(bytes: Uint8Array): ReadStatements {
  const problems = new Problems();
  const messages = messagesOf(fieldsOf(decodeText(bytes), problems), problems);
  const statements = problems.found.length > 0 ? [] : statementsOf(messages, problems);
  return {
    format: "mt940",
    encoding: encodingOf(bytes),
    statements: problems.found.length > 0 ? [] : statements,
    refusals: problems.found,
    warnings: problems.warnings,
  };
}

/** A tag with its lines. */
interface Field {
  readonly tag: string;
  readonly line: number;
  readonly rows: string[];
}

/** `-` and the envelope's `-}` end a message; they stand as a field of their own. */
function fieldsOf(text: string, problems: Problems): Field[] {
  const fields: Field[] = [];
  for (const [index, whole] of text.split(/\r\n|\n|\r/).entries()) {
    const line = index + 1;
    const row = whole.replace(/^(?:\{\d:[^{}]*\})*\{4:$/, "").trimEnd();
    if (row === "" || row === "\u001A" || /^(?:\{\d:[^{}]*\})+$/.test(row)) continue;
    const begun = /^:(\d{2}[A-Z]?):(.*)$/.exec(row);
    if (begun) fields.push({ tag: begun[1] ?? "", line, rows: [begun[2] ?? ""] });
    else if (row === "-" || row.startsWith("-}")) fields.push({ tag: "-", line, rows: [] });
    else if (fields.length > 0 && fields.at(-1)?.tag !== "-") fields.at(-1)?.rows.push(row);
    else problems.refuse("statement-line-unreadable", line, { text: cut(row) });
  }
  return fields;
}

interface Balance {
  readonly amount: Money;
  readonly day: Day;
  readonly currency: string;
  readonly isFinal: boolean;
}

interface Message {
  readonly line: number;
  readonly account: string;
  readonly bic: string | undefined;
  readonly number: string;
  readonly opening: Balance;
  readonly closing: Balance;
  readonly lines: readonly Omit<StatementLine, "identity">[];
}

function messagesOf(fields: readonly Field[], problems: Problems): Message[] {
  if (fields[0]?.tag !== "20") {
    problems.refuse("statement-unknown-format", fields[0]?.line ?? 1, { wanted: ":20:" });
    return [];
  }
  const messages: Message[] = [];
  let begun: Field[] = [];
  const end = (): void => {
    const message = begun.length > 0 ? messageOf(begun, problems) : undefined;
    if (message) messages.push(message);
    begun = [];
  };
  for (const field of fields) {
    if (field.tag === "-" || field.tag === "20") end();
    if (field.tag !== "-") begun.push(field);
  }
  end();
  return messages;
}

function messageOf(fields: readonly Field[], problems: Problems): Message | undefined {
  const line = fields[0]?.line ?? 1;
  const one = (...tags: readonly string[]): Field | undefined => {
    const found = fields.filter(({ tag }) => tags.includes(tag));
    if (found.length > 1)
      problems.refuse("statement-value-twice", found[1]?.line ?? line, { what: `:${found[1]?.tag}:` });
    if (found.length === 0)
      problems.refuse(
        tags[0] === "62F" ? "statement-truncated" : "statement-value-missing",
        line,
        tags[0] === "62F" ? { wanted: ":62F:" } : { what: `:${tags[0]}:` },
      );
    return found[0];
  };
  const [account, opened, closed] = [one("25"), one("60F", "60M"), one("62F", "62M")];
  const opening = opened && balanceOf(opened, problems);
  const closing = closed && balanceOf(closed, problems);
  const owner = /^(?:([A-Z0-9]{8,11})\/)?([A-Z0-9]{5,34})$/.exec(account?.rows[0]?.trim() ?? "");
  if (account && !owner)
    problems.refuse("statement-account-malformed", account.line, { account: cut(account.rows[0] ?? "") });
  if (!owner || !opening || !closing) return undefined;
  return {
    line,
    account: owner[2] ?? "",
    bic: owner[1],
    number: fields.find(({ tag }) => tag === "28C" || tag === "28")?.rows[0]?.split("/")[0] ?? "",
    opening,
    closing,
    lines: fields.flatMap((field, at) =>
      field.tag === "61" ? (lineOf(field, fields[at + 1], problems) ?? []) : [],
    ),
  };
}

/** "C251110RUB120000,00". */
function balanceOf(field: Field, problems: Problems): Balance | undefined {
  const match = /^([CD])(\d{6})([A-Z]{3})(\d{1,15},\d{0,2})$/.exec(field.rows[0]?.trim() ?? "");
  const day = match && shortDay(match[2] ?? "");
  if (!match || !day) {
    problems.refuse("statement-line-unreadable", field.line, {
      text: cut(`:${field.tag}:${field.rows[0] ?? ""}`),
    });
    return undefined;
  }
  const amount = moneyOf(match[4] ?? "", problems, field.line);
  if (amount === undefined) return undefined;
  return {
    amount: match[1] === "D" ? (-amount as Money) : amount,
    day,
    currency: match[3] === "RUR" ? "RUB" : (match[3] ?? ""),
    isFinal: field.tag.endsWith("F"),
  };
}

/** The comma always stands, and what is behind it may be missing: "100,". */
const moneyOf = (text: string, problems: Problems, line: number): Money | undefined =>
  problems.money(text.replace(/,$/, ",0"), "amount", line);

const shortDay = (text: string): Day | undefined =>
  parseDay(`20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`);

/** The day of booking has no year: it is the one next to the day of value. */
function bookedDay(value: Day, monthAndDay: string | undefined): Day | undefined {
  if (monthAndDay === undefined) return value;
  const year = Number(value.slice(0, 4));
  const near = [year - 1, year, year + 1]
    .map((one) => parseDay(`${one}-${monthAndDay.slice(0, 2)}-${monthAndDay.slice(2)}`))
    .filter((day) => day !== undefined)
    .toSorted((a, b) => Math.abs(daysBetween(value, a)) - Math.abs(daysBetween(value, b)));
  return near[0];
}

/** Value day, day of booking, mark, funds letter, amount, kind, own reference, // the bank's. */
const LINE =
  /^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?(\d{1,15},\d{0,2})([A-Z][A-Z0-9]{3})?([^/]*(?:\/(?!\/)[^/]*)*)(?:\/\/(.*))?$/;

function lineOf(
  field: Field,
  next: Field | undefined,
  problems: Problems,
): Omit<StatementLine, "identity"> | undefined {
  const match = LINE.exec((field.rows[0] ?? "").slice(0, 200));
  const value = match && shortDay(match[1] ?? "");
  const date = value && bookedDay(value, match[2]);
  const amount = match ? moneyOf(match[5] ?? "", problems, field.line) : undefined;
  if (!match || !date || amount === undefined || amount <= 0n) {
    problems.refuse("statement-line-unreadable", field.line, { text: cut(`:61:${field.rows[0] ?? ""}`) });
    return undefined;
  }
  const mark = match[3] ?? "";
  const told = next?.tag === "86" ? joined(next.rows) : "";
  const parts = subfields(told);
  return {
    line: field.line,
    date,
    direction: mark === "C" || mark === "RD" || mark === "EC" ? "in" : "out",
    amount,
    number: (match[7] ?? "").trim() === "NONREF" ? "" : (match[7] ?? "").trim(),
    documentDate: undefined,
    reference: (match[8] ?? "").trim(),
    counterparty: parts.counterparty,
    purpose: parts.purpose,
    reversal: mark.startsWith("R"),
    pending: mark.startsWith("E"),
    transactions: [],
    raw: [...field.rows, ...(next?.tag === "86" ? next.rows : [])].join("\n"),
  };
}

/** Rows of 65 characters are cut anywhere; shorter ones end with a word. */
function joined(rows: readonly string[]): string {
  let text = "";
  for (const [at, row] of rows.entries()) {
    const goesOn = at > 0 && (rows[at - 1]?.length ?? 0) >= 65;
    text += at === 0 || goesOn || row.startsWith("?") ? row : ` ${row}`;
  }
  return text.trim();
}

/** `?20`–`?29` purpose, `?30` bank, `?31` account, `?32`–`?33` name, where a bank writes so; otherwise all is purpose. */
function subfields(told: string): { purpose: string; counterparty: Counterparty } {
  const nobody = { name: "", inn: "", account: "", bic: "" };
  if (!/^\d{3}\?\d{2}|^\?\d{2}/.test(told)) return { purpose: told, counterparty: nobody };
  let purpose = "";
  let name = "";
  let [account, bic] = ["", ""];
  for (const piece of told.split("?").slice(1)) {
    const [code, text] = [piece.slice(0, 2), piece.slice(2)];
    if (/^(?:2\d|6[0-3])$/.test(code)) purpose += text;
    else if (code === "30") bic = text.trim();
    else if (code === "31") account = text.trim();
    else if (code === "32" || code === "33") name += text;
  }
  return { purpose: purpose.trim(), counterparty: { ...nobody, name: name.trim(), account, bic } };
}

function statementsOf(messages: readonly Message[], problems: Problems): BankStatement[] {
  const statements: BankStatement[] = [];
  let group: Message[] = [];
  for (const message of messages) {
    const before = group.at(-1);
    if (before) {
      const goesOn = before.account === message.account && before.closing.amount === message.opening.amount;
      if (message.opening.isFinal || !goesOn)
        problems.refuse("statement-discontinuous", message.line, { account: message.account });
    } else if (!message.opening.isFinal) {
      problems.refuse("statement-discontinuous", message.line, { account: message.account });
    }
    group.push(message);
    if (message.closing.isFinal) {
      const statement = statementOf(group, problems);
      if (statement) statements.push(statement);
      group = [];
    }
  }
  const open = group.at(-1);
  if (open) problems.refuse("statement-truncated", open.line, { wanted: ":62F:" });
  return statements;
}

function statementOf(group: readonly Message[], problems: Problems): BankStatement | undefined {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return undefined;
  const lines = group.flatMap((message) => message.lines);
  const booked = lines.filter(({ pending }) => !pending).map(({ date }) => date);
  // The opening balance carries the day of the closing one before it, or its own: lines decide between the two.
  const eve = first.opening.day < last.closing.day ? addDays(first.opening.day, 1) : first.opening.day;
  const from = booked.some((day) => day < eve) ? first.opening.day : eve;
  const statement: BankStatement = {
    account: first.account,
    bic: first.bic,
    opening: first.opening.amount,
    closing: last.closing.amount,
    from,
    to: last.closing.day,
    currency: last.closing.currency,
    number: first.number,
    lines: identified(first.account, "mt940", lines),
  };
  check(statement, {}, problems, first.line);
  return statement;
}
