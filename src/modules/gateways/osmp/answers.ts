import { assert } from "#core/assert";
import type { AgentOutcome, AgentRefusal } from "#modules/payments";
import { maskedName } from "./mask.ts";
import type { OsmpAnswer, OsmpCommand, OsmpFault, OsmpProfile } from "./model.ts";
import { RESULTS } from "./protocol.ts";
import { commentOf } from "./words.ts";

/** Whose money it would be, as the accounts room knows it; only a part of it leaves the house. */
export interface Payer {
  readonly holder: string;
  /** "кв. 3" */
  readonly premises: string;
}

export const faultAnswer = (fault: OsmpFault, profile: OsmpProfile): OsmpAnswer => ({
  transaction: fault.transaction,
  result: RESULTS.other,
  comment: commentOf(fault.code, profile),
});

export const refusalAnswer = (
  command: OsmpCommand,
  refusal: AgentRefusal,
  profile: OsmpProfile,
): OsmpAnswer => ({
  transaction: command.transaction,
  result: RESULT_OF[refusal.code],
  comment: commentOf(refusal.code, profile),
});

export const checkAnswer = (command: OsmpCommand, payer: Payer, profile: OsmpProfile): OsmpAnswer => ({
  transaction: command.transaction,
  result: RESULTS.accepted,
  comment: commentOf("osmp.may_be_paid", profile),
  fields: [
    { name: "name", value: maskedName(payer.holder) },
    { name: "address", value: payer.premises },
  ].filter((field) => field.value !== ""),
});

/** The first answer and each repeated one are the same to the letter. */
export function payAnswer(command: OsmpCommand, outcome: AgentOutcome, profile: OsmpProfile): OsmpAnswer {
  assert(command.amount === outcome.amount, "P2 once: a repeat is answered only for the same amount");
  return {
    transaction: command.transaction,
    payment: outcome.payment,
    amount: outcome.amount,
    result: RESULTS.accepted,
    comment: commentOf("osmp.accepted", profile),
  };
}

export const repeatLaterAnswer = (transaction: string | undefined, profile: OsmpProfile): OsmpAnswer => ({
  transaction,
  result: RESULTS.repeatLater,
  comment: commentOf("osmp.repeat_later", profile),
});

/**
 * The code of each refusal. A month that is not open yet will be, and an agent's clock that is ahead is caught up
 * with: these are to be repeated. The rest is final, and the agent returns the money.
 */
const RESULT_OF: Readonly<Record<AgentRefusal["code"], number>> = {
  "payments.transaction_differs": RESULTS.other,
  "payments.agent_closed": RESULTS.forbidden,
  "payments.account_malformed": RESULTS.accountMalformed,
  "payments.account_not_found": RESULTS.accountNotFound,
  "payments.account_closed": RESULTS.accountNotActive,
  "payments.amount_not_positive": RESULTS.sumTooSmall,
  "payments.amount_too_small": RESULTS.sumTooSmall,
  "payments.amount_too_large": RESULTS.sumTooLarge,
  "payments.paid_in_future": RESULTS.repeatLater,
  "payments.building_unmanaged": RESULTS.forbidden,
  "payments.period_not_open": RESULTS.repeatLater,
};
