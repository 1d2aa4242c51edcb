import { createHash, timingSafeEqual } from "node:crypto";
import { covers } from "#core/day";
import { type AccountFound, findStates } from "#modules/accounts";
import { findPremisesAddresses, premisesText } from "#modules/addresses";
import {
  type Agent,
  findAgent,
  insertAgentMessage,
  judgeForAgent,
  takeAgentPayment,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import {
  checkAnswer,
  faultAnswer,
  type Payer,
  payAnswer,
  refusalAnswer,
  repeatLaterAnswer,
} from "./answers.ts";
import type { OsmpAnswer, OsmpProfile } from "./model.ts";
import { answerXml, parseOsmp, withoutSecrets } from "./protocol.ts";

export interface OsmpRequest {
  /** The agent's code, from the address. */
  readonly agent: string;
  /** The header as it came: "Basic …". */
  readonly authorization: string | undefined;
  readonly method: "GET" | "POST";
  /** Query string or body of the form, as it came. */
  readonly raw: string;
  readonly remoteAddress: string;
}

export type OsmpResponse = { readonly status: 200; readonly xml: string } | { readonly status: 401 };

export interface OsmpRim {
  /** A context of the center: an agent's numbers are unique in the whole city. */
  readonly context: () => Promise<Ctx>;
  readonly profile: OsmpProfile;
  /** An outcome that stayed open: somebody should know why. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Answers one request. Payment, message and answer are kept in one transaction: what was answered with success is
 * booked and on record. Whatever fails on the way, a silent database included, is answered "repeat later": the
 * outcome may be unknown, and every other code would be final.
 */
export async function answerOsmp(rim: OsmpRim, request: OsmpRequest): Promise<OsmpResponse> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => deadline.reject(new Error("the deadline of the answer has passed")),
    rim.profile.deadlineMs,
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
    return { status: 200, xml: repeatLaterXml(rim, request) };
  } finally {
    clearTimeout(timer);
  }
}

async function answerInTransaction(
  { context, profile }: OsmpRim,
  request: OsmpRequest,
): Promise<OsmpResponse> {
  const ctx = await context();
  return ctx.transaction(async (tx) => {
    const agent = await findAgent(tx, request.agent);
    if (!agent || !isSignedIn(agent, request.authorization)) return { status: 401 };
    const { answer, incident } = await answerAgent(tx, agent, request.raw, profile);
    const xml = answerXml(answer, profile);
    await insertAgentMessage(tx, messageOf(agent, request, { xml, incident }));
    return { status: 200, xml };
  });
}

function repeatLaterXml({ profile }: OsmpRim, request: OsmpRequest): string {
  const parsed = parseOsmp(request.raw);
  const transaction = parsed.ok ? parsed.value.transaction : parsed.refusal.transaction;
  return answerXml(repeatLaterAnswer(transaction, profile), profile);
}

/** A request whose outcome stayed open is an incident, if the database can still be told. */
async function keepTrouble(rim: OsmpRim, request: OsmpRequest): Promise<void> {
  const ctx = await rim.context();
  await ctx.transaction(async (tx) => {
    const agent = await findAgent(tx, request.agent);
    if (!agent || !isSignedIn(agent, request.authorization)) return;
    await insertAgentMessage(
      tx,
      messageOf(agent, request, { xml: repeatLaterXml(rim, request), incident: true }),
    );
  });
}

const messageOf = (
  agent: Agent,
  request: OsmpRequest,
  answer: { readonly xml: string; readonly incident: boolean },
) => ({
  agent: agent.id,
  remoteAddress: request.remoteAddress,
  request: `${request.method} ${withoutSecrets(request.raw)}`,
  answer: answer.xml,
  incident: answer.incident,
});

async function answerAgent(
  tx: Tx,
  agent: Agent,
  raw: string,
  profile: OsmpProfile,
): Promise<{ answer: OsmpAnswer; incident: boolean }> {
  const parsed = parseOsmp(raw);
  if (!parsed.ok) return { answer: faultAnswer(parsed.refusal, profile), incident: false };
  const command = parsed.value;
  if (command.command === "check") {
    const judged = await judgeForAgent(tx, agent, command);
    if (!judged.ok) return { answer: refusalAnswer(command, judged.refusal, profile), incident: false };
    const payer = await getPayer(tx, judged.value);
    return { answer: checkAnswer(command, payer, profile), incident: false };
  }
  const taken = await takeAgentPayment(tx, agent, command);
  if (taken.ok) return { answer: payAnswer(command, taken.value, profile), incident: false };
  const incident = taken.refusal.code === "payments.transaction_differs";
  return { answer: refusalAnswer(command, taken.refusal, profile), incident };
}

async function getPayer(tx: Tx, account: AccountFound): Promise<Payer> {
  const states = await findStates(tx, [account]);
  const state = states.find((one) => covers(one, tx.scope.today)) ?? states.at(-1);
  const premises = (await findPremisesAddresses(tx, [account])).get(account.premises);
  return {
    holder: state?.facts.holderName ?? "",
    premises: premises ? premisesText(premises.kind, premises.number) : "",
  };
}

/** The name is the agent's code; the password is compared by its hash, in a time that tells nothing. */
function isSignedIn(agent: Agent, authorization: string | undefined): boolean {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "");
  const [name, ...rest] = Buffer.from(match?.[1] ?? "", "base64")
    .toString("utf8")
    .split(":");
  const hash = createHash("sha256").update(rest.join(":")).digest();
  return timingSafeEqual(hash, agent.secretHash) && name === agent.code;
}
