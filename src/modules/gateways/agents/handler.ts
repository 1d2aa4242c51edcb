import { assert } from "#core/assert";
import { premisesText } from "#modules/addresses";
import {
  type Agent,
  type AgentOutcome,
  type AgentPayer,
  type AgentRefusal,
  cancelAgentPayment,
  findAgent,
  findAgentPayment,
  insertAgentMessage,
  judgeForAgent,
  owedForAgent,
  takeAgentPayment,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { dialects } from "./dialects.ts";
import { maskedName } from "./mask.ts";
import {
  type AgentReply,
  type AgentRequest,
  type AgentSettings,
  type DialectName,
  isFault,
  type Payer,
  type Reason,
  type WrittenAnswer,
} from "./model.ts";
import { withoutSecrets } from "./parameters.ts";
import type { Rates } from "./rates.ts";
import { type Credentials, isSignatureRight, isSignedIn } from "./sign-in.ts";
import { findSettings, takeOfMinute } from "./store.ts";

export interface AgentHttpRequest extends Credentials {
  /** The agent's code, from the address. */
  readonly agent: string;
  readonly dialect: DialectName;
  readonly method: "GET" | "POST";
}

export type AgentHttpResponse =
  | { readonly status: 200; readonly answer: WrittenAnswer; readonly settings: AgentSettings }
  | { readonly status: 401 };

export interface AgentRim {
  /** A context of the center: an agent's numbers are unique in the whole city. */
  readonly context: () => Promise<Ctx>;
  /** An outcome that stayed open: somebody should know why. */
  readonly onTrouble: (error: unknown) => void;
  /** How often each agent has asked. */
  readonly rates: Rates;
  /** Settings by agent and version: a version never changes. */
  readonly known: Map<string, AgentSettings>;
  /** Shorter in tests. */
  readonly deadlineMs?: number | undefined;
}

/**
 * Answers one request. Payment, message and answer are kept in one transaction: what was answered with success is
 * booked and on record. Whatever fails on the way, a silent database included, is answered "repeat later": the
 * outcome may be unknown, and every other code would be final.
 */
export async function answerAgent(rim: AgentRim, request: AgentHttpRequest): Promise<AgentHttpResponse> {
  const deadline = Promise.withResolvers<never>();
  const settings = knownSettings(rim, request);
  const timer = setTimeout(
    () => deadline.reject(new Error("the deadline of the answer has passed")),
    rim.deadlineMs ?? settings.deadlineMs,
  );
  const answered = answerInTransaction(rim, request);
  // After the deadline nobody waits for it any more, and its failure has been told of by then.
  answered.catch(() => undefined);
  try {
    return await Promise.race([answered, deadline.promise]);
  } catch (error) {
    rim.onTrouble(error);
    // The payer waits for the answer, not for the journal.
    void keepTrouble(rim, request).catch(rim.onTrouble);
    return { status: 200, settings, answer: repeatLater(settings, request) };
  } finally {
    clearTimeout(timer);
  }
}

async function answerInTransaction(rim: AgentRim, request: AgentHttpRequest): Promise<AgentHttpResponse> {
  const ctx = await rim.context();
  return ctx.transaction(async (tx) => {
    const found = await signedIn(tx, rim, request);
    if (!found) return { status: 401 };
    const { agent, settings } = found;
    const { reply, incident } = await replyTo(tx, found, rim, request);
    const answer = dialects[settings.dialect].write(reply, settings);
    const message = messageOf(agent, request, { reply, text: answer.text, incident });
    await tx.send(() => insertAgentMessage(tx, message));
    return { status: 200, answer, settings };
  });
}

interface SignedInAgent {
  readonly agent: Agent;
  readonly settings: AgentSettings;
}

/** Nobody learns whether the agent, the dialect, the address or the secret was wrong. */
async function signedIn(
  tx: Tx,
  rim: AgentRim,
  request: AgentHttpRequest,
): Promise<SignedInAgent | undefined> {
  const [agent] = await tx.together(
    () => findAgent(tx, request.agent),
    // As the agent last signed in: asked along with it, so that the limit of a minute costs no message of its own.
    () => takeShare(tx, rim, request.agent, rim.known.get(request.agent)),
  );
  if (!agent) return undefined;
  const settings = await settingsOf(tx, rim, agent);
  rim.known.set(agent.code, settings);
  return settings.dialect === request.dialect && isSignedIn(agent, settings, request)
    ? { agent, settings }
    : undefined;
}

async function settingsOf(tx: Tx, { known }: AgentRim, agent: Agent): Promise<AgentSettings> {
  if (agent.settingsVersion === 0) return dialects.osmp.defaults;
  const key = `${agent.id} ${agent.settingsVersion}`;
  const held = known.get(key);
  if (held) return held;
  const settings = await findSettings(tx, agent.id, agent.settingsVersion);
  assert(settings, "an agent's settings in force are on record");
  known.set(key, settings);
  return settings;
}

/** As the agent last signed in: for an answer that the database has no part in. */
const knownSettings = ({ known }: AgentRim, request: AgentHttpRequest): AgentSettings =>
  known.get(request.agent) ?? dialects[request.dialect].defaults;

function repeatLater(settings: AgentSettings, request: AgentHttpRequest): WrittenAnswer {
  const dialect = dialects[request.dialect];
  const read = dialect.read(request.raw, settings);
  return dialect.write(
    {
      reason: "repeat_later",
      command: isFault(read) ? undefined : read.command,
      transaction: isFault(read) ? read.transaction : echoOf(read),
    },
    settings,
  );
}

/** A request whose outcome stayed open is an incident, if the database can still be told. */
async function keepTrouble(rim: AgentRim, request: AgentHttpRequest): Promise<void> {
  const ctx = await rim.context();
  await ctx.transaction(async (tx) => {
    const found = await signedIn(tx, rim, request);
    if (!found) return;
    const read = dialects[request.dialect].read(request.raw, found.settings);
    const reply: AgentReply = {
      reason: "repeat_later",
      command: isFault(read) ? undefined : read.command,
      transaction: isFault(read) ? read.transaction : read.transaction,
    };
    const { text } = repeatLater(found.settings, request);
    await insertAgentMessage(tx, messageOf(found.agent, request, { reply, text, incident: true }));
  });
}

const messageOf = (
  agent: Agent,
  request: AgentHttpRequest,
  answer: { readonly reply: AgentReply; readonly text: string; readonly incident: boolean },
) => ({
  agent: agent.id,
  remoteAddress: request.remoteAddress,
  request: `${request.method} ${withoutSecrets(request.raw)}`,
  answer: answer.text,
  incident: answer.incident,
  command: answer.reply.command ?? "",
  transaction: answer.reply.transaction ?? "",
  outcome: answer.reply.reason,
});

interface Replied {
  readonly reply: AgentReply;
  readonly incident: boolean;
}

async function replyTo(
  tx: Tx,
  { agent, settings }: SignedInAgent,
  rim: AgentRim,
  request: AgentHttpRequest,
): Promise<Replied> {
  const read = dialects[settings.dialect].read(request.raw, settings);
  if (!isSignatureRight(settings, request)) {
    const reply = { reason: "signature_wrong", command: undefined, transaction: undefined } as const;
    return { reply, incident: true };
  }
  if (isFault(read)) return { reply: { ...read, command: undefined }, incident: false };
  await takeShare(tx, rim, agent.code, settings);
  if (!rim.rates.admit(agent.code, settings.messagesPerMinuteMax))
    return { reply: replyOf(read, "repeat_later"), incident: false };
  switch (read.command) {
    case "check":
      return { reply: await check(tx, agent, settings, read), incident: false };
    case "pay":
      return pay(tx, agent, settings, read);
    case "cancel":
      return cancel(tx, agent, settings, read);
    case "status":
      return { reply: await status(tx, agent, read), incident: false };
  }
}

/** Where the process has used up its share of the minute's messages, it takes another. */
async function takeShare(
  tx: Tx,
  { rates }: AgentRim,
  agent: string,
  settings: AgentSettings | undefined,
): Promise<void> {
  const perMinuteMax = settings?.messagesPerMinuteMax;
  const wanted = perMinuteMax === undefined ? undefined : rates.wanted(agent, perMinuteMax);
  if (perMinuteMax === undefined || wanted === undefined) return;
  rates.grant(agent, wanted.minute, await takeOfMinute(tx, { agent, ...wanted, perMinuteMax }));
}

const echoOf = (request: AgentRequest): string | undefined =>
  request.command === "cancel" ? request.echo : request.transaction;

const replyOf = (request: AgentRequest, reason: Reason, outcome?: AgentOutcome): AgentReply => ({
  reason,
  command: request.command,
  transaction: echoOf(request),
  payment: outcome?.payment,
  amount: outcome?.amount,
  registeredAt: outcome?.registeredAt,
});

/** What a check of an account is answered with; books nothing. */
export async function check(
  tx: Tx,
  agent: Agent,
  settings: AgentSettings,
  request: Extract<AgentRequest, { command: "check" }>,
): Promise<AgentReply> {
  const judged = await judgeForAgent(tx, agent, request);
  if (!judged.ok) return replyOf(request, REASON_OF[judged.refusal.code]);
  return {
    ...replyOf(request, "may_be_paid"),
    payer: payerOf(judged.value, settings),
    owes: settings.tellsDebt ? await owedForAgent(tx, judged.value) : undefined,
  };
}

/** The first answer and each repeated one are the same to the letter, except where the dialect has a code for repeats. */
async function pay(
  tx: Tx,
  agent: Agent,
  settings: AgentSettings,
  request: Extract<AgentRequest, { command: "pay" }>,
): Promise<Replied> {
  const taken = await takeAgentPayment(tx, agent, request, settings);
  if (!taken.ok) {
    const reason = REASON_OF[taken.refusal.code];
    const incident = reason === "transaction_differs" || reason === "transaction_cancelled";
    return { reply: replyOf(request, reason), incident };
  }
  assert(request.amount === taken.value.amount, "P2 once: a repeat is answered only for the same amount");
  const { codes } = dialects[settings.dialect];
  const tellsRepeats =
    (settings.codes.repeated ?? codes.repeated) !== (settings.codes.accepted ?? codes.accepted);
  const reason = taken.value.repeated && tellsRepeats ? "repeated" : "accepted";
  return { reply: replyOf(request, reason, taken.value), incident: false };
}

async function cancel(
  tx: Tx,
  agent: Agent,
  settings: AgentSettings,
  request: Extract<AgentRequest, { command: "cancel" }>,
): Promise<Replied> {
  const cancelled = await cancelAgentPayment(tx, agent, {
    ...request,
    afterClose: settings.cancelAfterClose,
  });
  if (!cancelled.ok) {
    // A month that is not open yet will be.
    const open = cancelled.refusal.code === "payments.period_not_open";
    return { reply: replyOf(request, open ? "repeat_later" : "cancel_impossible"), incident: !open };
  }
  const { payment } = cancelled.value;
  return { reply: replyOf(request, payment ? "cancelled" : "cancelled_ahead", payment), incident: false };
}

async function status(
  tx: Tx,
  agent: Agent,
  request: Extract<AgentRequest, { command: "status" }>,
): Promise<AgentReply> {
  const { payment, cancelled } = await findAgentPayment(tx, agent, request.transaction);
  if (cancelled) return replyOf(request, "status_cancelled", payment);
  return replyOf(request, payment ? "status_paid" : "status_unknown", payment);
}

const payerOf = ({ holder, premises }: AgentPayer, settings: AgentSettings): Payer => ({
  name: settings.maskName === "hidden" ? "" : maskedName(holder),
  address: settings.maskAddress === "hidden" ? "" : premisesText(premises.kind, premises.number),
});

/**
 * What each refusal is to an agent. A month that is not open yet will be, and an agent's clock that is ahead is caught
 * up with: these are to be repeated. The rest is final, and the agent returns the money.
 */
const REASON_OF: Readonly<Record<AgentRefusal["code"], Reason>> = {
  "payments.transaction_differs": "transaction_differs",
  "payments.transaction_cancelled": "transaction_cancelled",
  "payments.agent_closed": "forbidden",
  "payments.account_malformed": "account_malformed",
  "payments.account_not_found": "account_not_found",
  "payments.account_closed": "account_closed",
  "payments.amount_not_positive": "amount_too_small",
  "payments.amount_too_small": "amount_too_small",
  "payments.amount_too_large": "amount_too_large",
  "payments.day_limit_reached": "day_limit_reached",
  "payments.paid_in_future": "repeat_later",
  "payments.building_unmanaged": "forbidden",
  "payments.period_not_open": "repeat_later",
};
