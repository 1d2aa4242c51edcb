import { type Day, parseDay } from "#core/day";
import { moneyText, parseMoney } from "#core/money";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import type { OsmpAnswer, OsmpCommand, OsmpFault, OsmpProfile } from "./model.ts";

/**
 * Codes of the dialect that we send. A final code lets the agent return the money to the payer, so that whatever
 * leaves the outcome open must be `repeatLater`: the agent then sends the same transaction again.
 */
export const RESULTS = {
  accepted: 0,
  repeatLater: 1,
  accountMalformed: 4,
  accountNotFound: 5,
  forbidden: 7,
  accountNotActive: 79,
  sumTooSmall: 241,
  sumTooLarge: 242,
  other: 300,
} as const;

/**
 * Reads a query string or the body of a form.
 *
 * Source    QIWI provider protocol; gateways.md 1.1
 * Takes     `command=pay&txn_id=1234570&txn_date=20251110121314&account=4400110010&sum=1500.00`; other parameters of
 *           the dialect (`prv_id`, `trm_id`, `data1` …) are not needed and not read
 * Gives     the command; a negative or zero sum is read too, since the limits judge it. A check without a sum, or with
 *           zero, asks about the account alone
 * Refuses   anything that could be read in two ways: a repeated parameter, a third decimal, an exponent, a comma
 */
export function parseOsmp(raw: string): Result<OsmpCommand, OsmpFault> {
  const query = new URLSearchParams(raw);
  const transaction = /^\d{1,20}$/.test(query.get("txn_id") ?? "")
    ? (query.get("txn_id") ?? undefined)
    : undefined;
  const fault = (code: OsmpFault["code"], parameter: string) =>
    refuse<OsmpFault>({ code, parameter, transaction });
  for (const name of ["command", "txn_id", "txn_date", "account", "sum"]) {
    if (query.getAll(name).length > 1) return fault("osmp.parameter_repeated", name);
  }
  const command = query.get("command");
  if (command !== "check" && command !== "pay") return fault("osmp.command_unknown", "command");
  if (transaction === undefined) return fault("osmp.transaction_malformed", "txn_id");
  const account = query.get("account") ?? "";
  if (account === "") return fault("osmp.account_missing", "account");

  const sumText = query.get("sum");
  const amount = sumText === null ? undefined : parseSum(sumText);
  if (sumText !== null && amount === undefined) return fault("osmp.sum_malformed", "sum");
  if (command === "check")
    return ok({ command, transaction, account, amount: amount === 0n ? undefined : amount });

  if (amount === undefined) return fault("osmp.sum_malformed", "sum");
  const paidOn = parseDate(query.get("txn_date") ?? "");
  return paidOn
    ? ok({ command, transaction, account, amount, paidOn })
    : fault("osmp.date_malformed", "txn_date");
}

/** One line of XML in UTF-8, as the agents' own examples have it. */
export function answerXml(answer: OsmpAnswer, profile: OsmpProfile): string {
  const fields = (answer.fields ?? []).map(
    (field, index) =>
      `<field${index + 1} name="${escaped(field.name)}" type="disp">${escaped(field.value)}</field${index + 1}>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<response>',
    answer.transaction === undefined ? "" : element(profile.echoElement, answer.transaction),
    answer.payment === undefined ? "" : element("prv_txn", String(answer.payment)),
    answer.amount === undefined ? "" : element("sum", moneyText(answer.amount)),
    element("result", String(answer.result)),
    fields.length === 0 ? "" : `<fields>${fields.join("")}</fields>`,
    element("comment", answer.comment),
    "</response>",
  ].join("");
}

/** The request as it is kept: without values that a misguided agent might send as secrets, and of a bounded length. */
export function withoutSecrets(raw: string): string {
  return raw
    .replaceAll("\0", "")
    .replaceAll(/(^|&)((?:pass|passwd|password|pwd|secret|token|sign|signature|key)=)[^&]*/gi, "$1$2***")
    .slice(0, 4096);
}

function parseSum(text: string): Money | undefined {
  return /^-?\d{1,15}(\.\d{1,2})?$/.test(text) ? parseMoney(text) : undefined;
}

/** `YYYYMMDDHHmmss`: the day of it, once the time is a time too. */
function parseDate(text: string): Day | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})([01]\d|2[0-3])[0-5]\d[0-5]\d$/.exec(text);
  return match ? parseDay(`${match[1]}-${match[2]}-${match[3]}`) : undefined;
}

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Characters that XML 1.0 forbids are dropped: one of them would make the whole answer unreadable. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll(/[&<>"']/g, (found) => ENTITIES[found] ?? "");
