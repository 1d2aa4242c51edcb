import iconv from "iconv-lite";
import type { AgentFault, AgentReply, AgentRequest, AgentSettings, Dialect } from "./model.ts";
import { osmp } from "./osmp.ts";
import { clockOf, element, faultsAbout, nameIn, parametersOf, parseMoment, parseSum } from "./parameters.ts";
import { commentOf } from "./words.ts";

/**
 * The CyberPlat family: `action`, `number`, `receipt`; XML in windows-1251; payments can be cancelled and asked about.
 *
 * Source    gateways.md 1.3
 * Reads     `action=payment&number=4400110010&type=1&amount=500.00&receipt=88000001&date=2025-11-10T12:13:14`
 * Gives     a repeat of a payment, and of a cancellation, answers as the first did, with its `authcode` and `date`
 */
export const cyberplat: Dialect = {
  codes: {
    accepted: 0,
    repeated: 0,
    may_be_paid: 0,
    cancelled: 0,
    cancelled_ahead: 6,
    status_paid: 0,
    status_cancelled: 6,
    status_unknown: 6,
    repeat_later: -3,
    command_unknown: 1,
    parameter_repeated: 1,
    transaction_malformed: 4,
    account_missing: 2,
    amount_malformed: 3,
    date_malformed: 5,
    transaction_differs: 8,
    transaction_cancelled: 7,
    account_malformed: 2,
    account_not_found: 2,
    account_closed: 7,
    amount_too_small: 3,
    amount_too_large: 3,
    forbidden: 7,
    day_limit_reached: 7,
    cancel_impossible: 9,
    signature_wrong: 7,
  },
  temporary: new Set([-3]),
  defaults: {
    ...osmp.defaults,
    dialect: "cyberplat",
    extras: ["cancel", "status"],
    cancelAfterClose: "refused",
  },
  read: readCyberplat,
  write: (reply, settings) => {
    const text = xmlOf(reply, settings);
    return {
      text,
      body: iconv.encode(text, "windows-1251"),
      contentType: "text/xml; charset=windows-1251",
    };
  },
};

const NAMES = ["action", "number", "amount", "receipt", "date", "mes"];
const DATE =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})T(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})$/;

function readCyberplat(raw: string, settings: AgentSettings): AgentRequest | AgentFault {
  const parameters = parametersOf(raw, settings);
  const stated = parameters.get("receipt");
  const transaction = /^\d{1,20}$/.test(stated ?? "") ? stated : undefined;
  const fault = faultsAbout(parameters, transaction);
  const repeated = parameters.repeated(NAMES);
  if (repeated !== undefined) return fault("parameter_repeated", repeated);
  const action = parameters.get("action");
  if (action !== "check" && action !== "payment") {
    const extra = settings.extras.find((one) => one === action);
    if (extra === undefined) return fault("command_unknown", "action");
    if (transaction === undefined) return fault("transaction_malformed", "receipt");
    return extra === "cancel"
      ? { command: extra, transaction, echo: transaction, cause: parameters.get("mes") ?? "" }
      : { command: extra, transaction };
  }
  const account = parameters.get("number") ?? "";
  if (account === "") return fault("account_missing", "number");
  const text = parameters.get("amount");
  const amount = text === undefined ? undefined : parseSum(text);
  if (text !== undefined && amount === undefined) return fault("amount_malformed", "amount");
  if (action === "check")
    return { command: "check", transaction, account, amount: amount === 0n ? undefined : amount };
  if (transaction === undefined) return fault("transaction_malformed", "receipt");
  if (amount === undefined) return fault("amount_malformed", "amount");
  const paidOn = parseMoment(parameters.get("date") ?? "", DATE);
  return paidOn ? { command: "pay", transaction, account, amount, paidOn } : fault("date_malformed", "date");
}

function xmlOf(reply: AgentReply, settings: AgentSettings): string {
  const name = (of: string): string => nameIn(settings, of);
  const clock = reply.registeredAt && clockOf(reply.registeredAt, settings.timeZone);
  const payer = [reply.payer?.name, reply.payer?.address].filter((one) => one !== undefined && one !== "");
  return [
    '<?xml version="1.0" encoding="windows-1251"?>\n<response>',
    element(name("code"), String(settings.codes[reply.reason] ?? cyberplat.codes[reply.reason])),
    element(name("authcode"), reply.payment === undefined ? undefined : String(reply.payment)),
    element(
      name("date"),
      clock && `${clock.year}-${clock.month}-${clock.day}T${clock.hour}:${clock.minute}:${clock.second}`,
    ),
    element(name("message"), commentOf(reply, settings)),
    element(name("add"), payer.length === 0 ? undefined : payer.join(", ")),
    "</response>",
  ].join("");
}
