import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import type { LegSum, OddMessage, OddRow, SettledRegistry } from "./rules/differences.ts";

export interface Span {
  readonly from: Day;
  readonly to: Day;
  /** One agent's alone. */
  readonly agent?: number | undefined;
}

export interface ReconciledAgent {
  readonly id: number;
  readonly organization: OrganizationId;
  readonly name: string;
  /** It has sent messages of its own, ever. */
  readonly isOnline: boolean;
}

export async function listAgentsToReconcile(tx: Tx, agent?: number): Promise<ReconciledAgent[]> {
  return tx.query(
    `select a.agent_id as id, a.organization_id as organization, a.name,
       exists (select from payments.payments p where p.agent_id = a.agent_id and p.channel = 'agent') as "isOnline"
     from payments.agents a where $1::integer is null or a.agent_id = $1 order by a.name, a.agent_id limit 1000`,
    [agent ?? null],
  );
}

interface OfDay {
  readonly agent: number;
  readonly day: Day;
}

/** Messages by agent and day of payment; those that were reversed are no money. */
export async function sumMessages(tx: Tx, of: Span): Promise<(OfDay & LegSum)[]> {
  return tx.query(
    `select p.agent_id as agent, p.paid_on as day, count(*)::integer as count, sum(p.amount)::bigint as total
     from payments.payments p left join payments.reversals v using (building_id, payment_id)
     where p.channel = 'agent' and p.paid_on between $1 and $2 and ($3::integer is null or p.agent_id = $3)
       and v.payment_id is null group by 1, 2`,
    [of.from, of.to, of.agent ?? null],
  );
}

/** Registries of a span of days; one that was sent again is the same money once. */
const REGISTRIES = `select r.registry_id, r.agent_id, r.document, r.declared_count, r.declared_total, r.net_total,
    r.fee_total, coalesce(r.last_day, r.recorded_at::date) as day
  from payments.registries r
  where coalesce(r.last_day, r.recorded_at::date) between $1::date and $2::date
    and ($3::integer is null or r.agent_id = $3)
    and not (r.repeated_count = r.declared_count and (r.last_day is null or exists (
      select from payments.registries e where e.agent_id = r.agent_id and e.registry_id < r.registry_id
        and e.declared_total = r.declared_total and e.declared_count = r.declared_count
        and e.last_day = r.last_day)))`;

export async function listSettledRegistries(tx: Tx, of: Span): Promise<(OfDay & SettledRegistry)[]> {
  const rows = await tx.query<OfDay & Omit<SettledRegistry, "fee"> & { fee: Money | null }>(
    `select r.agent_id as agent, r.day, r.registry_id as registry, r.document, r.declared_count as count,
       r.declared_total as total, coalesce(r.net_total, r.declared_total - r.fee_total, r.declared_total)::bigint as net,
       r.fee_total as fee, coalesce((select sum(o.amount) from payments.statement_outcomes o
         where o.registry_id = r.registry_id and o.decision = (select max(l.decision)
           from payments.statement_outcomes l where l.line_id = o.line_id)), 0)::bigint as received
     from (${REGISTRIES}) r order by r.registry_id limit 20000`,
    [of.from, of.to, of.agent ?? null],
  );
  return rows.map(({ fee, ...row }) => ({ ...row, fee: fee ?? undefined }));
}

/** Lines of registries that no live message agrees with in account and amount, whatever its day. */
export async function listOddRows(tx: Tx, of: Span): Promise<(OfDay & OddRow)[]> {
  const rows = await tx.query<
    OfDay &
      Omit<OddRow, "online"> & { onlineAccount: string | null; onlineAmount: Money | null; reversed: boolean }
  >(
    `select r.agent_id as agent, r.day, r.registry_id as registry, l.transaction_id as transaction,
       l.account_number as account, l.amount, m.account_number as "onlineAccount", m.amount as "onlineAmount",
       coalesce(m.reversed, false) as reversed
     from (${REGISTRIES}) r join payments.registry_lines l using (registry_id)
     left join lateral (
       select t.account_number, t.amount, v.payment_id is not null as reversed
       from payments.agent_transactions t join payments.payments p using (building_id, payment_id)
       left join payments.reversals v using (building_id, payment_id)
       where t.agent_id = r.agent_id and t.transaction_id = l.transaction_id and p.channel = 'agent') m on true
     where l.amount > 0
       and not coalesce(m.amount = l.amount and m.account_number = l.account_number and not m.reversed, false)
       -- Money that a registry's own refund took back is no difference.
       and not exists (select from payments.registry_lines b where b.agent_id = r.agent_id
         and b.transaction_id = l.transaction_id and b.amount = -l.amount)
       and exists (select from payments.payments p where p.agent_id = r.agent_id and p.channel = 'agent')
     order by l.registry_id, l.transaction_id limit 20000`,
    [of.from, of.to, of.agent ?? null],
  );
  return rows.map(({ onlineAccount, onlineAmount, reversed, ...row }) => ({
    ...row,
    online:
      onlineAccount === null || onlineAmount === null
        ? undefined
        : { account: onlineAccount, amount: onlineAmount, reversed },
  }));
}

/** Live messages that no registry has, of days that have a registry. */
export async function listOddMessages(tx: Tx, of: Span): Promise<(OfDay & OddMessage)[]> {
  return tx.query(
    `select p.agent_id as agent, p.paid_on as day, t.transaction_id as transaction, t.account_number as account, t.amount
     from payments.payments p join payments.agent_transactions t using (building_id, payment_id)
     left join payments.reversals v using (building_id, payment_id)
     where p.channel = 'agent' and p.paid_on between $1 and $2 and ($3::integer is null or p.agent_id = $3)
       and v.payment_id is null
       and exists (select from (${REGISTRIES}) r where r.agent_id = p.agent_id and r.day = p.paid_on)
       and not exists (select from payments.registry_lines l
         where l.agent_id = t.agent_id and l.transaction_id = t.transaction_id)
     order by t.transaction_id limit 20000`,
    [of.from, of.to, of.agent ?? null],
  );
}

/** The last word on an agent's day. */
export interface ReconciliationEvent extends OfDay {
  readonly no: number;
  readonly event: "reconciled" | "reopened";
  readonly online: Money;
  readonly registry: Money;
  readonly fee: Money;
  readonly received: Money;
  readonly differences: number;
  readonly note: string;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

export async function listLastEvents(tx: Tx, of: Span): Promise<ReconciliationEvent[]> {
  const rows = await tx.query<Omit<ReconciliationEvent, "recordedBy"> & { recordedBy: UserId | null }>(
    `select distinct on (agent_id, day) agent_id as agent, day, event_no as no, event, online_total as online,
       registry_total as registry, fee, received, differences, note, recorded_at as "recordedAt",
       recorded_by as "recordedBy"
     from payments.reconciliations
     where day between $1 and $2 and ($3::integer is null or agent_id = $3)
     order by agent_id, day, event_no desc`,
    [of.from, of.to, of.agent ?? null],
  );
  return rows.map(({ recordedBy, ...row }) => ({ ...row, recordedBy: recordedBy ?? undefined }));
}

/** Returns false if somebody wrote the same number meanwhile. */
export async function insertEvent(
  tx: Tx,
  event: Omit<ReconciliationEvent, "recordedAt" | "recordedBy"> & { readonly organization: OrganizationId },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into payments.reconciliations (agent_id, organization_id, day, event_no, event, online_total, registry_total,
       fee, received, differences, note, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (agent_id, day, event_no) do nothing returning event_no`,
    [
      event.agent,
      event.organization,
      event.day,
      event.no,
      event.event,
      event.online,
      event.registry,
      event.fee,
      event.received,
      event.differences,
      event.note,
      tx.scope.user ?? null,
    ],
  );
  return rows.length > 0;
}

/** Lines of the bank that brought a registry's money, by registry. */
export async function listMoneyOf(
  tx: Tx,
  registries: readonly number[],
): Promise<
  {
    readonly registry: number;
    readonly line: bigint;
    readonly statement: number;
    readonly bookedOn: Day;
    readonly amount: Money;
    readonly number: string;
    readonly purpose: string;
  }[]
> {
  return tx.query(
    `select o.registry_id as registry, l.line_id as line, l.statement_id as statement, l.booked_on as "bookedOn",
       o.amount, l.number, l.purpose
     from payments.statement_outcomes o join payments.statement_lines l using (line_id)
     where o.registry_id = any ($1::integer[]) and o.decision = (select max(p.decision)
       from payments.statement_outcomes p where p.line_id = o.line_id)
     order by l.booked_on, l.line_id limit 1000`,
    [`{${registries.join(",")}}`],
  );
}
