import { moneyText } from "#core/money";
import { money } from "#core/units";
import type { AgentReply, AgentRequest, AgentFault, AgentSettings, Dialect } from "./model.ts";
import { element, faultsAbout, nameIn, parametersOf, parseMoment, parseSum } from "./parameters.ts";
import { commentOf } from "./words.ts";
import { xmlEscaped } from "../xml/index.ts";

/**
 * OSMP: the protocol of terminals and many banks.
 *
 * Source    QIWI provider protocol; gateways.md 1.1. `cancel` with `cancel_txn_id`, `status` and `verify` are of the
 *           dialects that grew from it
 * Reads     `command=pay&txn_id=1234570&txn_date=20251110121314&account=4400110010&sum=1500.00`; other parameters
 *           (`prv_id`, `trm_id`, `data1` …) are not needed and not read. A check without a sum, or with zero, asks
 *           about the account alone
 * Refuses   anything that could be read in two ways: a repeated parameter, a third decimal, an exponent, a comma
 */
export const osmp: Dialect = {
  codes: {
    accepted: 0,
    repeated: 0,
    may_be_paid: 0,
    cancelled: 0,
    cancelled_ahead: 0,
    status_paid: 0,
    status_cancelled: 251,
    // Not "unknown for good": the payment may still be on its way.
    status_unknown: 90,
    repeat_later: 1,
    command_unknown: 300,
    parameter_repeated: 300,
    transaction_malformed: 300,
    account_missing: 300,
    amount_malformed: 300,
    date_malformed: 300,
    transaction_differs: 300,
    transaction_cancelled: 300,
    account_malformed: 4,
    account_not_found: 5,
    account_closed: 79,
    amount_too_small: 241,
    amount_too_large: 242,
    forbidden: 7,
    day_limit_reached: 8,
    cancel_impossible: 251,
    signature_wrong: 300,
  },
  temporary: new Set([1, 90]),
  defaults: {
    dialect: "osmp",
    language: "ru",
    timeZone: "Europe/Moscow",
    deadlineMs: 40_000,
    names: {},
    codes: {},
    extras: [],
    cancelAfterClose: "open_month",
    maskName: "initials",
    maskAddress: "premises",
    tellsDebt: false,
    signIn: ["password"],
    certificates: [],
    publicKeys: [],
    signature: undefined,
    addresses: [],
    messagesPerMinuteMax: 6_000,
    amountMin: money(1n),
    amountMax: money(60_000_000n),
    dayTotalMax: undefined,
    accountPattern: String.raw`^\d{10}$`,
  },
  read: readOsmp,
  write: (reply, settings) => {
    const text = xmlOf(reply, settings);
    return { text, body: Buffer.from(text, "utf8"), contentType: "application/xml; charset=utf-8" };
  },
};

const NAMES = ["command", "txn_id", "txn_date", "account", "sum", "cancel_txn_id"];
const DATE = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})$/;

function readOsmp(raw: string, settings: AgentSettings): AgentRequest | AgentFault {
  const parameters = parametersOf(raw, settings);
  const transaction = numberIn(parameters.get("txn_id"));
  const fault = faultsAbout(parameters, transaction);
  const repeated = parameters.repeated(NAMES);
  if (repeated !== undefined) return fault("parameter_repeated", repeated);
  const command = commandOf(parameters.get("command"), settings);
  if (command === undefined) return fault("command_unknown", "command");
  // A question about the account alone may come without a number.
  if (transaction === undefined && parameters.get("command") !== "getInfo")
    return fault("transaction_malformed", "txn_id");
  if (command === "cancel") return readCancel(parameters.get("cancel_txn_id"), transaction ?? "", fault);
  if (command === "status") return { command, transaction: transaction ?? "" };
  const account = parameters.get("account") ?? "";
  if (account === "") return fault("account_missing", "account");
  const text = parameters.get("sum");
  const amount = text === undefined ? undefined : parseSum(text);
  if (text !== undefined && amount === undefined) return fault("amount_malformed", "sum");
  if (command === "check")
    return { command, transaction, account, amount: amount === 0n ? undefined : amount };
  if (amount === undefined) return fault("amount_malformed", "sum");
  const paidOn = parseMoment(parameters.get("txn_date") ?? "", DATE);
  return paidOn
    ? { command, transaction: transaction ?? "", account, amount, paidOn }
    : fault("date_malformed", "txn_date");
}

/** The payment is named beside the cancellation's own number, or is the only number there. */
function readCancel(
  named: string | undefined,
  own: string,
  fault: ReturnType<typeof faultsAbout>,
): AgentRequest | AgentFault {
  const transaction = named === undefined ? own : numberIn(named);
  return transaction === undefined
    ? fault("transaction_malformed", "cancel_txn_id")
    : { command: "cancel", transaction, echo: own, cause: "" };
}

function commandOf(text: string | undefined, settings: AgentSettings): AgentRequest["command"] | undefined {
  const means: Readonly<Record<string, AgentRequest["command"]>> = {
    check: "check",
    getInfo: "check",
    pay: "pay",
    cancel: "cancel",
    status: "status",
    verify: "status",
  };
  if (text === undefined || !Object.hasOwn(means, text)) return undefined;
  const command = means[text];
  return (command === "cancel" || command === "status") && !settings.extras.includes(command)
    ? undefined
    : command;
}

const numberIn = (text: string | undefined): string | undefined =>
  /^\d{1,20}$/.test(text ?? "") ? text : undefined;

/** One line of XML in UTF-8, as the agents' own examples have it. */
function xmlOf(reply: AgentReply, settings: AgentSettings): string {
  const name = (of: string): string => nameIn(settings, of);
  const shown = [
    { name: "name", value: reply.payer?.name ?? "" },
    { name: "address", value: reply.payer?.address ?? "" },
    { name: "debt", value: reply.owes === undefined ? "" : moneyText(reply.owes) },
  ].filter((field) => field.value !== "");
  const fields = shown.map(
    (field, index) =>
      `<field${index + 1} name="${xmlEscaped(field.name)}" type="disp">${xmlEscaped(field.value)}</field${index + 1}>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<response>',
    element(name("osmp_txn_id"), reply.transaction),
    element(name("prv_txn"), reply.payment === undefined ? undefined : String(reply.payment)),
    element(name("sum"), reply.amount === undefined ? undefined : moneyText(reply.amount)),
    element(name("result"), String(settings.codes[reply.reason] ?? osmp.codes[reply.reason])),
    fields.length === 0 ? "" : `<fields>${fields.join("")}</fields>`,
    element(name("comment"), commentOf(reply, settings)),
    "</response>",
  ].join("");
}
