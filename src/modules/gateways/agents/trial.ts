import { assert } from "#core/assert";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { findAgent } from "#modules/payments";
import type { Ctx } from "#platform/context";
import { type AgentDeedRefusal, findAgentCard } from "./actions.ts";
import { queryOf } from "./asked.ts";
import { dialects } from "./dialects.ts";
import { check } from "./handler.ts";
import { type AgentReply, type AgentRequest, isFault, type Reason } from "./model.ts";

/** An answer as the agent would get it, with what it would have sent. */
export interface TriedCheck {
  readonly request: string;
  readonly reason: Reason;
  readonly answer: string;
  readonly contentType: string;
}

/**
 * Answers a check of an account as the agent would be answered, by the settings in force or by another version of
 * them. Nothing is kept of it: no message in the journal, nothing counted.
 */
export async function tryCheck(
  ctx: Ctx,
  of: {
    readonly code: string;
    readonly version?: number | undefined;
    readonly account: string;
    readonly amount?: Money | undefined;
    readonly at: Date;
  },
): Promise<Result<TriedCheck, AgentDeedRefusal>> {
  const card = await findAgentCard(ctx, of.code);
  if (!card) return refuse({ code: "agents.agent_not_found", agent: of.code });
  const version = card.versions.find((one) => one.version === of.version);
  if (of.version !== undefined && !version)
    return refuse({ code: "agents.version_not_found", version: of.version });
  const settings = version?.settings ?? card.settings;
  const request = queryOf(settings, "check", {
    transaction: "1",
    account: of.account,
    amount: of.amount,
    moment: of.at,
  });
  return ctx.transaction(async (tx) => {
    const agent = await findAgent(tx, of.code);
    if (!agent) return refuse({ code: "agents.agent_not_found", agent: of.code });
    // A version that waits is judged by its own limits.
    const { dialect: name, amountMin, amountMax, accountPattern } = settings;
    const limited = { ...agent, amountMin, amountMax, accountPattern };
    const dialect = dialects[name];
    const read = dialect.read(request, settings);
    const reply: AgentReply = isFault(read)
      ? { ...read, command: undefined }
      : await check(tx, limited, settings, onlyCheck(read));
    const { text, contentType } = dialect.write(reply, settings);
    return ok({ request, reason: reply.reason, answer: text, contentType });
  });
}

function onlyCheck(read: AgentRequest): Extract<AgentRequest, { command: "check" }> {
  assert(read.command === "check", "a check is read as a check");
  return read;
}
