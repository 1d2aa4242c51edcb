import { moneyText } from "#core/money";
import type { AgentFault, AgentReply, AgentRequest, AgentSettings, Dialect, Reason } from "./model.ts";
import { osmp } from "./osmp.ts";
import { clockOf, element, faultsAbout, nameIn, parametersOf, parseMoment, parseSum } from "./parameters.ts";
import { commentOf } from "./words.ts";

/**
 * Sber online, the protocol with ACTION.
 *
 * Source    gateways.md 1.2. Two tables of codes are in use; the first is the dialect's own here, the second is
 *           `SBER_CODES_SECOND`, to be put into an agent's settings
 * Reads     `ACTION=payment&ACCOUNT=4400110010&AMOUNT=1500.00&PAY_ID=777000001&PAY_DATE=10.11.2025_12:13:14`; names in
 *           any case
 * Gives     a repeat has a code of its own, with number, date and sum of the first registration; a repeat is known by
 *           its number alone, so that the same number with another sum is never booked again
 */
export const sber: Dialect = {
  codes: {
    accepted: 0,
    repeated: 8,
    may_be_paid: 0,
    cancelled: 0,
    cancelled_ahead: 0,
    status_paid: 0,
    status_cancelled: 6,
    status_unknown: 1,
    repeat_later: 1,
    command_unknown: 2,
    parameter_repeated: 300,
    transaction_malformed: 6,
    account_missing: 4,
    amount_malformed: 9,
    date_malformed: 12,
    transaction_differs: 300,
    transaction_cancelled: 300,
    account_malformed: 4,
    account_not_found: 3,
    account_closed: 5,
    amount_too_small: 10,
    amount_too_large: 11,
    forbidden: 7,
    day_limit_reached: 7,
    cancel_impossible: 300,
    signature_wrong: 300,
  },
  temporary: new Set([1]),
  defaults: { ...osmp.defaults, dialect: "sber", tellsDebt: true },
  read: readSber,
  write: (reply, settings) => {
    const text = xmlOf(reply, settings);
    return { text, body: Buffer.from(text, "utf8"), contentType: "application/xml; charset=utf-8" };
  },
};

/** The other table in use: it has no codes of its own for a closed account, and counts dates and sums differently. */
export const SBER_CODES_SECOND: Readonly<Record<Reason, number>> = {
  ...sber.codes,
  repeated: 5,
  transaction_malformed: 4,
  amount_malformed: 6,
  amount_too_small: 7,
  amount_too_large: 8,
  date_malformed: 9,
  account_missing: 3,
  account_malformed: 3,
  account_closed: 3,
  forbidden: 3,
  day_limit_reached: 8,
  transaction_differs: 4,
  transaction_cancelled: 4,
  parameter_repeated: 2,
  status_cancelled: 4,
  cancel_impossible: 2,
  signature_wrong: 2,
};

const NAMES = ["ACTION", "ACCOUNT", "AMOUNT", "PAY_ID", "PAY_DATE"];
const DATE =
  /^(?<day>\d{2})\.(?<month>\d{2})\.(?<year>\d{4})_(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})$/;

function readSber(raw: string, settings: AgentSettings): AgentRequest | AgentFault {
  const parameters = parametersOf(raw, settings, { anyCase: true });
  const stated = parameters.get("PAY_ID");
  const transaction = /^\d{1,20}$/.test(stated ?? "") ? stated : undefined;
  const fault = faultsAbout(parameters, transaction);
  const repeated = parameters.repeated(NAMES);
  if (repeated !== undefined) return fault("parameter_repeated", repeated);
  const action = parameters.get("ACTION");
  if (action !== "check" && action !== "payment") {
    const extra = settings.extras.find((one) => one === action);
    if (extra === undefined) return fault("command_unknown", "ACTION");
    if (transaction === undefined) return fault("transaction_malformed", "PAY_ID");
    return extra === "cancel"
      ? { command: extra, transaction, echo: transaction, cause: "" }
      : { command: extra, transaction };
  }
  const account = parameters.get("ACCOUNT") ?? "";
  if (account === "") return fault("account_missing", "ACCOUNT");
  const text = parameters.get("AMOUNT");
  const amount = text === undefined ? undefined : parseSum(text);
  if (text !== undefined && amount === undefined) return fault("amount_malformed", "AMOUNT");
  if (action === "check")
    return { command: "check", transaction, account, amount: amount === 0n ? undefined : amount };
  if (transaction === undefined) return fault("transaction_malformed", "PAY_ID");
  if (amount === undefined) return fault("amount_malformed", "AMOUNT");
  const paidOn = parseMoment(parameters.get("PAY_DATE") ?? "", DATE);
  return paidOn
    ? { command: "pay", transaction, account, amount, paidOn }
    : fault("date_malformed", "PAY_DATE");
}

function xmlOf(reply: AgentReply, settings: AgentSettings): string {
  const name = (of: string): string => nameIn(settings, of);
  const { payer, owes, registeredAt } = reply;
  const said = (text: string | undefined): string | undefined => (text === "" ? undefined : text);
  const clock = registeredAt && clockOf(registeredAt, settings.timeZone);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<response>',
    element(name("CODE"), String(settings.codes[reply.reason] ?? sber.codes[reply.reason])),
    element(name("MESSAGE"), commentOf(reply, settings)),
    element(name("FIO"), said(payer?.name)),
    element(name("ADDRESS"), said(payer?.address)),
    // A balance is what the account has: a debt is negative. What is recommended to pay is never below nothing.
    element(name("BALANCE"), owes === undefined ? undefined : moneyText(-owes)),
    element(name("REC_SUM"), owes === undefined ? undefined : moneyText(owes > 0n ? owes : 0n)),
    element(name("EXT_ID"), reply.payment === undefined ? undefined : String(reply.payment)),
    element(
      name("REG_DATE"),
      clock && `${clock.day}.${clock.month}.${clock.year}_${clock.hour}:${clock.minute}:${clock.second}`,
    ),
    element(name("AMOUNT"), reply.amount === undefined ? undefined : moneyText(reply.amount)),
    "</response>",
  ].join("");
}
