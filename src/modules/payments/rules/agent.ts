import { moneyText } from "#core/money";
import type { OrganizationId } from "#core/ids";
import type { Money } from "#core/units";
import type { AgentRefusal, RegisterAgentRefusal } from "../contract.ts";
import type { Agent } from "../model.ts";

/** An agent as a person registers it. */
export interface NewAgent {
  readonly organization: OrganizationId;
  /** In its address here and in its sign-in: lower-case letters, digits, hyphens. */
  readonly code: string;
  readonly name: string;
  /** What it sends as its password; only its hash is kept. */
  readonly secret: string;
  readonly amountMin: Money;
  readonly amountMax: Money;
  /** A regular expression that account numbers fit, agreed with the agent. */
  readonly accountPattern: string;
}

const SECRET_CHARACTERS_MIN = 16;

export function judgeNewAgent(agent: NewAgent): RegisterAgentRefusal | undefined {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(agent.code)) {
    return { code: "payments.agent_code_malformed", agent: agent.code };
  }
  if (agent.secret.length < SECRET_CHARACTERS_MIN) {
    return { code: "payments.secret_too_short", charactersMin: SECRET_CHARACTERS_MIN };
  }
  if (agent.amountMin <= 0n || agent.amountMax < agent.amountMin) {
    return {
      code: "payments.limits_impossible",
      amountMin: moneyText(agent.amountMin),
      amountMax: moneyText(agent.amountMax),
    };
  }
  return isPattern(agent.accountPattern)
    ? undefined
    : { code: "payments.account_pattern_malformed", pattern: agent.accountPattern };
}

/**
 * What the agent's contract forbids; `amount` is absent in a question about the account alone. A number longer than
 * any account is not put to the pattern at all.
 */
export function judgeByContract(
  agent: Agent,
  asked: { readonly account: string; readonly amount: Money | undefined },
): AgentRefusal | undefined {
  const { account, amount } = asked;
  if (agent.closed) return { code: "payments.agent_closed", agent: agent.code };
  if (account.length > 40 || !new RegExp(agent.accountPattern).test(account)) {
    return { code: "payments.account_malformed", account };
  }
  if (amount === undefined) return undefined;
  if (amount < agent.amountMin)
    return { code: "payments.amount_too_small", amountMin: moneyText(agent.amountMin) };
  return amount > agent.amountMax
    ? { code: "payments.amount_too_large", amountMax: moneyText(agent.amountMax) }
    : undefined;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source === text;
  } catch {
    return false;
  }
}
