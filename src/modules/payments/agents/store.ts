import type { Day } from "#core/day";
import type { OrganizationId, PaymentId, UserId } from "#core/ids";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";

/** An agent in the list of the center, with how it has been of late. */
export interface AgentHealth {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly organization: OrganizationId;
  readonly closedAt: Date | undefined;
  readonly settingsVersion: number;
  readonly amountMin: Money;
  readonly amountMax: Money;
  readonly accountPattern: string;
  /** The secret before the present one is right until then. */
  readonly formerSecretUntil: Date | undefined;
  readonly lastMessageAt: Date | undefined;
  /** Within the last twenty-four hours. */
  readonly messages: number;
  readonly refusals: number;
  /** Taken online since midnight in Moscow, less what was cancelled by a message. */
  readonly paymentsToday: number;
  readonly totalToday: Money;
  /** Nobody has decided them yet, however old. */
  readonly incidents: number;
}

/** All agents, or the one of a code. */
export async function listAgentHealth(tx: Tx, code?: string): Promise<AgentHealth[]> {
  return tx.query(
    `select a.agent_id as id, a.code, a.name, a.organization_id as organization, a.closed_at as "closedAt",
       a.settings_version as "settingsVersion", a.amount_min as "amountMin", a.amount_max as "amountMax",
       a.account_pattern as "accountPattern",
       case when a.former_secret_until > now() then a.former_secret_until end as "formerSecretUntil",
       (select max(m.received_at) from payments.agent_messages m where m.agent_id = a.agent_id) as "lastMessageAt",
       day.messages, day.refusals, open.incidents, today.payments as "paymentsToday", today.total as "totalToday"
     from payments.agents a
     cross join lateral (
       select count(*)::integer as messages, count(*) filter (where m.outcome not in ('', 'accepted', 'repeated',
           'may_be_paid', 'cancelled', 'cancelled_ahead', 'status_paid', 'status_cancelled', 'status_unknown'))::integer
           as refusals
       from payments.agent_messages m where m.agent_id = a.agent_id and m.received_at > now() - interval '24 hours') as day
     cross join lateral (
       select count(*)::integer as incidents from payments.agent_messages m
       where m.agent_id = a.agent_id and m.incident
         and not exists (select from payments.agent_incident_decisions d where d.message_id = m.message_id)) as open
     cross join lateral (
       select count(*)::integer as payments, coalesce(sum(t.amount), 0)::bigint as total
       from payments.agent_transactions t
       where t.agent_id = a.agent_id and t.registry_id is null
         and t.recorded_at >= date_trunc('day', now() at time zone 'Europe/Moscow') at time zone 'Europe/Moscow'
         and not exists (select from payments.agent_cancellations c
           where c.agent_id = t.agent_id and c.transaction_id = t.transaction_id)) as today
     where $1::text is null or a.code = $1 order by a.closed_at is not null, a.name, a.agent_id limit 1000`,
    [code ?? null],
  );
}

/** A message in the journal, with what was decided about it where it is an incident. */
export interface JournalMessage {
  readonly message: bigint;
  readonly receivedAt: Date;
  readonly remoteAddress: string;
  readonly command: string;
  readonly transaction: string;
  readonly outcome: string;
  readonly request: string;
  readonly answer: string;
  readonly incident: boolean;
  readonly note: string | undefined;
  readonly decidedAt: Date | undefined;
  readonly decidedBy: UserId | undefined;
}

/** Newest first; `before` is the last message of the page before. */
export async function listAgentMessages(
  tx: Tx,
  of: {
    readonly agent: number;
    readonly incidentsOnly: boolean;
    readonly transaction?: string | undefined;
    readonly before?: bigint | undefined;
    readonly limit: number;
  },
): Promise<JournalMessage[]> {
  return tx.query(
    `select m.message_id as message, m.received_at as "receivedAt", m.remote_address as "remoteAddress", m.command,
       m.transaction_id as transaction, m.outcome, m.request, m.answer, m.incident, d.note, d.decided_at as "decidedAt",
       d.decided_by as "decidedBy"
     from payments.agent_messages m left join payments.agent_incident_decisions d using (message_id)
     where m.agent_id = $1 and (not $2::boolean or m.incident) and ($3::text is null or m.transaction_id = $3)
       and ($4::bigint is null or m.message_id < $4)
     order by m.message_id desc limit $5`,
    [of.agent, of.incidentsOnly, of.transaction ?? null, of.before ?? null, of.limit],
  );
}

/** An operation as the agent's online messages made it: one leg of the day's reconciliation. */
export interface OnlineTransaction {
  readonly transaction: string;
  readonly account: string;
  readonly amount: Money;
  readonly recordedAt: Date;
  readonly payment: PaymentId;
  /** By the agent's own message; its money is undone. */
  readonly cancelled: boolean;
}

/** What an agent paid online on the days `[from, to)` of its own clock, in the order of its numbers. */
export async function listOnlineTransactions(
  tx: Tx,
  of: { readonly agent: number; readonly from: Day; readonly to: Day; readonly timeZone: string },
): Promise<OnlineTransaction[]> {
  return tx.query(
    `select t.transaction_id as transaction, t.account_number as account, t.amount, t.recorded_at as "recordedAt",
       t.payment_id as payment, c.transaction_id is not null as cancelled
     from payments.agent_transactions t left join payments.agent_cancellations c using (agent_id, transaction_id)
     where t.agent_id = $1 and t.registry_id is null
       and t.recorded_at >= $2::date::timestamp at time zone $4::text
       and t.recorded_at < $3::date::timestamp at time zone $4::text
     order by t.transaction_id`,
    [of.agent, of.from, of.to, of.timeZone],
  );
}

/** Gives what came of it: the first decision stays. */
export async function insertIncidentDecision(
  tx: Tx,
  decision: { readonly agent: number; readonly message: bigint; readonly note: string },
): Promise<"decided" | "decided_before" | "no_incident"> {
  const found = await tx.query(
    "select from payments.agent_messages where message_id = $1 and agent_id = $2 and incident",
    [decision.message, decision.agent],
  );
  if (found.length === 0) return "no_incident";
  const rows = await tx.query(
    `insert into payments.agent_incident_decisions (message_id, note, decided_by) values ($1, $2, $3)
     on conflict (message_id) do nothing returning message_id`,
    [decision.message, decision.note, tx.scope.user ?? null],
  );
  return rows.length === 1 ? "decided" : "decided_before";
}

/** Puts a version of the settings in force, with the terms that payments are judged by. */
export async function updateAgentTerms(
  tx: Tx,
  terms: {
    readonly agent: number;
    readonly settingsVersion: number;
    readonly amountMin: Money;
    readonly amountMax: Money;
    readonly accountPattern: string;
  },
): Promise<void> {
  await tx.query(
    `update payments.agents set settings_version = $2, amount_min = $3, amount_max = $4, account_pattern = $5
     where agent_id = $1`,
    [terms.agent, terms.settingsVersion, terms.amountMin, terms.amountMax, terms.accountPattern],
  );
}

/** The present secret stays right beside the new one for so many hours; 0: it ends now. */
export async function replaceAgentSecret(
  tx: Tx,
  of: { readonly agent: number; readonly secretHash: Buffer; readonly keepHours: number },
): Promise<void> {
  await tx.query(
    `update payments.agents set former_secret_hash = secret_hash, secret_hash = $2,
       former_secret_until = now() + make_interval(hours => $3::integer) where agent_id = $1`,
    [of.agent, of.secretHash, of.keepHours],
  );
}

/** False if it was closed before. Repeats of what it has paid are still answered. */
export async function closeAgent(tx: Tx, agent: number): Promise<boolean> {
  const rows = await tx.query(
    "update payments.agents set closed_at = now() where agent_id = $1 and closed_at is null returning agent_id",
    [agent],
  );
  return rows.length === 1;
}
