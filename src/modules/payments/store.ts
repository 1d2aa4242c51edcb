import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PaymentId, UserId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import type { AccountFound } from "#modules/accounts";
import type { PremisesKind } from "#modules/addresses";
import { intArray, Overtaken, sqlState, textArray, type Tx } from "#platform/database";
import type { Agent, Channel, KeptRegistry, ListedPayment, Payment, PaymentRef } from "./model.ts";

/** An operation of an agent as it was first taken. */
export interface AgentTransaction extends PaymentRef {
  readonly transaction: string;
  readonly account: string;
  readonly amount: Money;
  /** When it was first registered: repeats are told the same. */
  readonly recordedAt: Date;
}

export interface AgentMessage {
  readonly agent: number;
  /** What was asked, and of which of the agent's numbers; empty if that could not be read. */
  readonly command: string;
  readonly transaction: string;
  /** What came of it: a word of the gateway that answered. */
  readonly outcome: string;
  readonly remoteAddress: string;
  /** Raw, secrets cut out. */
  readonly request: string;
  readonly answer: string;
  /** Something that a person must look at. */
  readonly incident: boolean;
}

/** What a payment has to know of an account's number before anything is locked. */
export interface Payable {
  readonly account: AccountFound;
  /** Manages the building on the business date. */
  readonly organization: OrganizationId | undefined;
}

/** Whose account it is, for a payer who wants to be sure of the number. */
export interface Payer extends Payable {
  /** The organization's open month; a close may be under way. */
  readonly period: Period | undefined;
  readonly holder: string;
  readonly premises: { readonly kind: PremisesKind; readonly number: string };
}

/** One question for the account and its building's organization: undefined where there is no account. */
export async function findPayable(tx: Tx, number: string): Promise<Payable | undefined> {
  const [row] = await tx.named<PayableRow>(
    "payments.find-payable",
    `select ${PAYABLE} ${payableFrom} where n.number = $1`,
    [number, tx.scope.today],
  );
  return row && payableOf(row);
}

/** The same with whom, where and in which month. */
export async function findPayer(tx: Tx, number: string): Promise<Payer | undefined> {
  const [row] = await tx.named<
    PayableRow & { period: number | null; holder: string | null; kind: PremisesKind; flat: string }
  >(
    "payments.find-payer",
    `select ${PAYABLE}, p.period, s.holder, r.kind, r.number as flat ${payableFrom}
     left join lateral (select max(o.period) as period from organizations.period_openings o
       where o.organization_id = m.organization_id and not exists (select from organizations.period_closures c
         where c.organization_id = o.organization_id and c.period = o.period)) p on true
     join addresses.premises r on r.building_id = a.building_id and r.premises_id = a.premises_id
     left join lateral (select holder from accounts.account_states one
       where one.building_id = a.building_id and one.account_id = a.account_id
       order by one.in_force @> $2::date desc, lower(one.in_force) desc limit 1) s on true
     where n.number = $1`,
    [number, tx.scope.today],
  );
  return (
    row && {
      ...payableOf(row),
      period: row.period === null ? undefined : periodFromNumber(row.period),
      holder: row.holder ?? "",
      premises: { kind: row.kind, number: row.flat },
    }
  );
}

const PAYABLE = `a.building_id, a.account_id, a.number, a.premises_id, a.opened_on, a.closed_on, a.unified_account,
  a.gis_service, m.organization_id`;
const payableFrom = `from accounts.account_numbers n join accounts.accounts a using (building_id, account_id)
  left join addresses.managements m on m.building_id = a.building_id and m.in_force @> $2::date`;

interface PayableRow {
  building_id: BuildingId;
  account_id: AccountId;
  number: string;
  premises_id: AccountFound["premises"];
  opened_on: Day;
  closed_on: Day | null;
  unified_account: string | null;
  gis_service: string | null;
  organization_id: OrganizationId | null;
}

const payableOf = (row: PayableRow): Payable => ({
  account: {
    building: row.building_id,
    account: row.account_id,
    number: row.number,
    premises: row.premises_id,
    opened: row.opened_on,
    closed: row.closed_on ?? undefined,
    unifiedAccountId: row.unified_account ?? undefined,
    gisServiceId: row.gis_service ?? undefined,
  },
  organization: row.organization_id ?? undefined,
});

export async function insertPayments(tx: Tx, payments: readonly Payment[]): Promise<void> {
  await tx.named(
    "payments.insert-payments",
    `insert into payments.payments (building_id, payment_id, account_id, amount, paid_on, period, channel, agent_id,
       stated_period, document, recorded_by)
     select unnest($1::integer[]), unnest($2::bigint[]), unnest($3::integer[]), unnest($4::bigint[]), unnest($5::date[]),
       unnest($6::integer[]), unnest($7::text[]), unnest($8::integer[]), unnest($9::integer[]), unnest($10::text[]), $11::integer`,
    [
      intArray(payments.map((payment) => payment.building)),
      intArray(payments.map((payment) => payment.payment)),
      intArray(payments.map((payment) => payment.account)),
      intArray(payments.map((payment) => payment.amount)),
      textArray(payments.map((payment) => payment.paidOn)),
      intArray(payments.map((payment) => periodNumber(payment.period))),
      textArray(payments.map((payment) => payment.channel)),
      nullableIntArray(payments.map((payment) => payment.agent)),
      intArray(payments.map((payment) => (payment.statedPeriod ? periodNumber(payment.statedPeriod) : 0))),
      textArray(payments.map((payment) => payment.document)),
      tx.scope.user ?? null,
    ],
  );
}

export async function findAgentTransactions(
  tx: Tx,
  agent: number,
  transactions: readonly string[],
): Promise<AgentTransaction[]> {
  const rows = await tx.named<{
    transaction_id: string;
    building_id: number;
    payment_id: bigint;
    account_number: string;
    amount: bigint;
    recorded_at: Date;
  }>(
    "payments.find-agent-transactions",
    `select transaction_id, building_id, payment_id, account_number, amount, recorded_at
     from payments.agent_transactions where agent_id = $1 and transaction_id = any ($2::text[])`,
    [agent, textArray(transactions)],
  );
  return rows.map((row) => ({
    transaction: row.transaction_id,
    building: row.building_id as BuildingId,
    payment: row.payment_id as PaymentId,
    account: row.account_number,
    amount: row.amount as Money,
    recordedAt: row.recorded_at,
  }));
}

/**
 * Holds the agent's number until the transaction ends, so that a payment and its cancellation, which may come at once
 * and in either order, see one another. What is on record of the number is a question of its own: it has to be asked
 * after the number is held.
 */
export async function lockAgentTransaction(tx: Tx, agent: number, transaction: string): Promise<void> {
  await tx.named(
    "payments.lock-agent-transaction",
    "select pg_advisory_xact_lock(hashtextextended($2::text, $1::integer))",
    [agent, transaction],
  );
}

export interface AgentNumber {
  readonly recorded: AgentTransaction | undefined;
  /** The agent has cancelled it. */
  readonly cancelled: boolean;
  /** For a payment under a number that nothing is on record of: its own number, and the moment it is recorded at. */
  readonly free: { readonly payment: PaymentId; readonly recordedAt: Date } | undefined;
}

/** What is on record of a number, all in one question. */
export async function findAgentNumber(tx: Tx, agent: number, transaction: string): Promise<AgentNumber> {
  const [row] = await tx.named<{
    building_id: number | null;
    payment_id: bigint;
    account_number: string;
    amount: bigint;
    recorded_at: Date;
    cancelled: boolean;
    free: PaymentId | null;
    now: Date;
  }>(
    "payments.find-agent-number",
    `select t.building_id, t.payment_id, t.account_number, t.amount, t.recorded_at,
       exists (select from payments.agent_cancellations c
         where c.agent_id = $1 and c.transaction_id = $2) as cancelled,
       case when t.building_id is null then nextval('ledger.document_ids') end as free, now() as now
     from (select) as one left join payments.agent_transactions t on t.agent_id = $1 and t.transaction_id = $2`,
    [agent, transaction],
  );
  return {
    cancelled: row?.cancelled ?? false,
    free: row && row.free !== null ? { payment: row.free, recordedAt: row.now } : undefined,
    recorded:
      row === undefined || row.building_id === null
        ? undefined
        : {
            transaction,
            building: row.building_id as BuildingId,
            payment: row.payment_id as PaymentId,
            account: row.account_number,
            amount: row.amount as Money,
            recordedAt: row.recorded_at,
          },
  };
}

/** Uses up the number: whatever comes under it later is not booked. */
export async function insertAgentCancellation(
  tx: Tx,
  cancellation: {
    readonly agent: number;
    readonly transaction: string;
    readonly cause: string;
    readonly payment: PaymentId | undefined;
  },
): Promise<void> {
  await tx.query(
    `insert into payments.agent_cancellations (agent_id, transaction_id, cause, payment_id)
     values ($1, $2, $3, $4) on conflict (agent_id, transaction_id) do nothing`,
    [
      cancellation.agent,
      cancellation.transaction,
      cancellation.cause.slice(0, 200),
      cancellation.payment ?? null,
    ],
  );
}

/** What the agent has taken online on the day of the database's clock, in its own zone. */
export async function getOnlineTotalOfDay(tx: Tx, agent: number, timeZone: string): Promise<Money> {
  const [row] = await tx.named<{ total: bigint }>(
    "payments.online-total-of-day",
    `select coalesce(sum(amount), 0)::bigint as total from payments.agent_transactions
     where agent_id = $1 and registry_id is null
       and recorded_at >= date_trunc('day', now() at time zone $2::text) at time zone $2::text`,
    [agent, timeZone],
  );
  return must(row, "the total of a day").total as Money;
}

/**
 * Takes possession of the agent's numbers: the unique key decides between two that come at once, and the later one
 * waits here until the earlier is committed. Returns those that were free, with the moment that they are recorded at.
 */
export async function insertAgentTransactions(
  tx: Tx,
  { agent, registry }: { readonly agent: number; readonly registry?: number },
  transactions: readonly Omit<AgentTransaction, "recordedAt">[],
): Promise<Map<string, Date>> {
  const rows = await tx.named<{ transaction_id: string; recorded_at: Date }>(
    "payments.insert-agent-transactions",
    `insert into payments.agent_transactions (agent_id, transaction_id, building_id, payment_id, account_number, amount,
       registry_id)
     select $1, n.transaction_id, n.building_id, n.payment_id, n.account_number, n.amount, $7::integer
     from unnest($2::text[], $3::integer[], $4::bigint[], $5::text[], $6::bigint[])
       as n (transaction_id, building_id, payment_id, account_number, amount)
     on conflict (agent_id, transaction_id) do nothing returning transaction_id, recorded_at`,
    [
      agent,
      textArray(transactions.map((one) => one.transaction)),
      intArray(transactions.map((one) => one.building)),
      intArray(transactions.map((one) => one.payment)),
      textArray(transactions.map((one) => one.account)),
      intArray(transactions.map((one) => one.amount)),
      registry ?? null,
    ],
  );
  return new Map(rows.map((row) => [row.transaction_id, row.recorded_at]));
}

/** The same for one number that the caller holds, and that only a registry can have taken meanwhile. */
export async function insertAgentTransaction(
  tx: Tx,
  agent: number,
  one: Omit<AgentTransaction, "recordedAt">,
): Promise<void> {
  try {
    await tx.named(
      "payments.insert-agent-transaction",
      `insert into payments.agent_transactions (agent_id, transaction_id, building_id, payment_id, account_number, amount)
       values ($1, $2, $3, $4, $5, $6)`,
      [agent, one.transaction, one.building, one.payment, one.account, one.amount],
    );
  } catch (error) {
    if (sqlState(error) === "23505") throw new Overtaken("the number came in a registry", { cause: error });
    throw error;
  }
}

/** Registries of one agent follow one another, so that the same file sent twice at once is read once. */
export async function lockRegistries(tx: Tx, agent: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('payments.registries'), $1::integer)", [agent]);
}

/** Gives the registry's number, which its lines carry. */
export async function insertRegistry(
  tx: Tx,
  agent: Agent,
  registry: Omit<KeptRegistry, "registry" | "agent" | "agentName" | "recordedAt" | "recordedBy"> & {
    readonly lastDay: Day;
    readonly order?: { readonly number: string; readonly date: Day } | undefined;
  },
): Promise<number> {
  const { document, declared, taken, repeated, held, reversed } = registry;
  const [row] = await tx.query<{ registry_id: number }>(
    `insert into payments.registries (agent_id, organization_id, document, declared_count, declared_total, taken_count,
       taken_total, repeated_count, repeated_total, held_count, held_total, reversed_count, reversed_total, fee_total,
       net_total, recorded_by, last_day, order_number, order_date)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) returning registry_id`,
    [
      agent.id,
      agent.organization,
      document,
      declared.count,
      declared.total,
      taken.count,
      taken.total,
      repeated.count,
      repeated.total,
      held.count,
      held.total,
      reversed.count,
      reversed.total,
      registry.fee ?? null,
      registry.net ?? null,
      tx.scope.user ?? null,
      registry.lastDay,
      registry.order?.number ?? "",
      registry.order?.date ?? null,
    ],
  );
  return must(row, "the number of a registry").registry_id;
}

/** Lines that a registry did not bring first: with those that it did they are the whole of it. */
export async function insertRepeats(
  tx: Tx,
  of: { readonly registry: number; readonly organization: OrganizationId },
  lines: readonly (Pick<AgentTransaction, "transaction" | "account" | "amount"> & { readonly paidOn: Day })[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `insert into payments.registry_repeats (registry_id, line_no, organization_id, transaction_id, account_number, amount,
       paid_on)
     select $1, n.line_no, $2, n.transaction_id, n.account_number, n.amount, n.paid_on
     from unnest($3::text[], $4::text[], $5::bigint[], $6::date[]) with ordinality
       as n (transaction_id, account_number, amount, paid_on, line_no)`,
    [
      of.registry,
      of.organization,
      textArray(lines.map(({ transaction }) => transaction)),
      textArray(lines.map(({ account }) => account)),
      intArray(lines.map(({ amount }) => amount)),
      textArray(lines.map(({ paidOn }) => paidOn)),
    ],
  );
}

/** Newest first; `before` is the last registry of the page before. */
export async function listRegistries(
  tx: Tx,
  of: { readonly before?: number | undefined; readonly limit: number },
): Promise<KeptRegistry[]> {
  const rows = await tx.query<RegistryRow>(
    `${REGISTRIES} where $1::integer is null or r.registry_id < $1 order by r.registry_id desc limit $2`,
    [of.before ?? null, of.limit],
  );
  return rows.map(registryOf);
}

/** A registry in sight by its number. */
export async function findRegistry(tx: Tx, registry: number): Promise<KeptRegistry | undefined> {
  const [row] = await tx.query<RegistryRow>(`${REGISTRIES} where r.registry_id = $1`, [registry]);
  return row && registryOf(row);
}

/** Which of these payments have a reversal. */
export async function listReversed(tx: Tx, payments: readonly PaymentRef[]): Promise<Set<PaymentId>> {
  const rows = await tx.query<{ payment_id: PaymentId }>(
    `select payment_id from payments.reversals
     where (building_id, payment_id) in (select * from unnest($1::integer[], $2::bigint[]))`,
    [intArray(payments.map(({ building }) => building)), intArray(payments.map(({ payment }) => payment))],
  );
  return new Set(rows.map((row) => row.payment_id));
}

const REGISTRIES = `
  select r.registry_id, a.code, a.name, r.document, r.declared_count, r.declared_total, r.taken_count, r.taken_total,
    r.repeated_count, r.repeated_total, r.held_count, r.held_total, r.reversed_count, r.reversed_total, r.fee_total,
    r.net_total, r.recorded_at, r.recorded_by
  from payments.registries r join payments.agents a using (agent_id)`;

const registryOf = (row: RegistryRow): KeptRegistry => ({
  registry: row.registry_id,
  agent: row.code,
  agentName: row.name,
  document: row.document,
  declared: { count: row.declared_count, total: row.declared_total },
  taken: { count: row.taken_count, total: row.taken_total },
  repeated: { count: row.repeated_count, total: row.repeated_total },
  held: { count: row.held_count, total: row.held_total },
  reversed: { count: row.reversed_count, total: row.reversed_total },
  fee: row.fee_total ?? undefined,
  net: row.net_total ?? undefined,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by ?? undefined,
});

interface RegistryRow {
  registry_id: number;
  code: string;
  name: string;
  document: string;
  declared_count: number;
  declared_total: Money;
  taken_count: number;
  taken_total: Money;
  repeated_count: number;
  repeated_total: Money;
  held_count: number;
  held_total: Money;
  reversed_count: number;
  reversed_total: Money;
  fee_total: Money | null;
  net_total: Money | null;
  recorded_at: Date;
  recorded_by: UserId | null;
}

export async function findPayment(tx: Tx, ref: PaymentRef): Promise<ListedPayment | undefined> {
  const rows = await tx.named<PaymentRow>(
    "payments.find-payment",
    `${LISTED} where p.building_id = $1 and p.payment_id = $2`,
    [ref.building, ref.payment],
  );
  return rows[0] && paymentOf(rows[0]);
}

/** Newest first. */
export async function listPaymentsOfAccount(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId; readonly limit: number },
): Promise<ListedPayment[]> {
  const rows = await tx.named<PaymentRow>(
    "payments.list-of-account",
    `${LISTED} where p.building_id = $1 and p.account_id = $2 order by p.paid_on desc, p.payment_id desc limit $3`,
    [of.building, of.account, of.limit],
  );
  return rows.map(paymentOf);
}

/** Booked in a period, newest first; `before` is the last payment of the page before. */
export async function listPaymentsOfBuildings(
  tx: Tx,
  of: {
    readonly buildings: readonly BuildingId[];
    readonly period: Period;
    readonly before?: PaymentId | undefined;
    readonly limit: number;
  },
): Promise<ListedPayment[]> {
  const rows = await tx.query<PaymentRow>(
    `${LISTED} where p.building_id = any ($1::integer[]) and p.period = $2
       and ($3::bigint is null or p.payment_id < $3) order by p.payment_id desc limit $4`,
    [intArray(of.buildings), periodNumber(of.period), of.before ?? null, of.limit],
  );
  return rows.map(paymentOf);
}

/**
 * What came in for the accounts of these buildings in a period, by the days of payment: what was reversed within the
 * period is left out, a reversal of an earlier period's payment is negative. The sums are those of the ledger.
 */
export async function listPaidInPeriod(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<{ account: AccountId; paidOn: Day; amount: Money }[]> {
  return tx.query(
    `select p.account_id as account, p.paid_on as "paidOn", p.amount
     from payments.payments p left join payments.reversals r using (building_id, payment_id)
     where p.building_id = any ($1::integer[]) and p.period = $2 and r.period is distinct from $2
     union all
     select p.account_id, r.reversed_on, -p.amount
     from payments.reversals r join payments.payments p using (building_id, payment_id)
     where r.building_id = any ($1::integer[]) and r.period = $2 and p.period <> $2
     order by 1, 2`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
}

/** Returns false if the payment has a reversal already. */
export async function insertReversal(
  tx: Tx,
  reversal: PaymentRef & {
    readonly reversal: bigint;
    readonly period: Period;
    readonly reversedOn: Day;
    readonly reason: string;
    /** The registry whose refund it is. */
    readonly registry?: number | undefined;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into payments.reversals (building_id, payment_id, reversal_id, period, reversed_on, reason, recorded_by,
       registry_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (building_id, payment_id) do nothing returning payment_id`,
    [
      reversal.building,
      reversal.payment,
      reversal.reversal,
      periodNumber(reversal.period),
      reversal.reversedOn,
      reversal.reason,
      tx.scope.user ?? null,
      reversal.registry ?? null,
    ],
  );
  return rows.length === 1;
}

export async function findAgent(tx: Tx, code: string): Promise<Agent | undefined> {
  const rows = await tx.named<AgentRow>("payments.find-agent", `${AGENTS} where code = $1`, [code]);
  return rows[0] && agentOf(rows[0]);
}

/** Returns undefined if the code is taken. */
export async function insertAgent(
  tx: Tx,
  agent: Omit<Agent, "id" | "closed" | "settingsVersion" | "formerSecretHash">,
): Promise<Agent | undefined> {
  const rows = await tx.query<{ agent_id: number }>(
    `insert into payments.agents (organization_id, code, name, secret_hash, amount_min, amount_max, account_pattern)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (code) do nothing returning agent_id`,
    [
      agent.organization,
      agent.code,
      agent.name,
      agent.secretHash,
      agent.amountMin,
      agent.amountMax,
      agent.accountPattern,
    ],
  );
  return rows[0] && { ...agent, id: rows[0].agent_id, closed: false, settingsVersion: 0 };
}

export async function insertAgentMessage(tx: Tx, message: AgentMessage): Promise<void> {
  await tx.named(
    "payments.insert-agent-message",
    `insert into payments.agent_messages
       (agent_id, remote_address, request, answer, incident, command, transaction_id, outcome)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      message.agent,
      message.remoteAddress,
      message.request,
      message.answer,
      message.incident,
      message.command,
      message.transaction,
      message.outcome,
    ],
  );
}

/** What a person has to look at, newest first. */
export async function listIncidents(
  tx: Tx,
  limit: number,
): Promise<(AgentMessage & { readonly receivedAt: Date })[]> {
  return tx.query(
    `select agent_id as agent, remote_address as "remoteAddress", request, answer, incident, received_at as "receivedAt",
       command, transaction_id as transaction, outcome
     from payments.agent_messages where incident order by message_id desc limit $1`,
    [limit],
  );
}

const LISTED = `
  select p.building_id, p.payment_id, p.account_id, p.amount, p.paid_on, p.received_at, p.period, p.channel, p.agent_id,
    p.stated_period, p.document, r.reversed_on, r.reason
  from payments.payments p left join payments.reversals r using (building_id, payment_id)`;

const AGENTS = `
  select agent_id, organization_id, code, name, secret_hash, amount_min, amount_max, account_pattern,
    closed_at is not null as closed, settings_version,
    case when former_secret_until > now() then former_secret_hash end as former_secret_hash
  from payments.agents`;

export interface PaymentRow {
  building_id: number;
  payment_id: bigint;
  account_id: number;
  amount: bigint;
  paid_on: Day;
  received_at: Date;
  period: number;
  channel: Channel;
  agent_id: number | null;
  stated_period: number;
  document: string;
  reversed_on: Day | null;
  reason: string | null;
}

const paymentOf = (row: PaymentRow): ListedPayment => ({
  building: row.building_id as BuildingId,
  payment: row.payment_id as PaymentId,
  account: row.account_id as AccountId,
  amount: row.amount as Money,
  paidOn: row.paid_on,
  receivedAt: row.received_at,
  period: periodFromNumber(row.period),
  channel: row.channel,
  agent: row.agent_id ?? undefined,
  statedPeriod: row.stated_period === 0 ? undefined : periodFromNumber(row.stated_period),
  document: row.document,
  ...(row.reversed_on && row.reason ? { reversal: { reversedOn: row.reversed_on, reason: row.reason } } : {}),
});

interface AgentRow {
  agent_id: number;
  organization_id: number;
  code: string;
  name: string;
  secret_hash: Buffer;
  amount_min: bigint;
  amount_max: bigint;
  account_pattern: string;
  closed: boolean;
  settings_version: number;
  former_secret_hash: Buffer | null;
}

const agentOf = (row: AgentRow): Agent => ({
  id: row.agent_id,
  organization: row.organization_id as OrganizationId,
  code: row.code,
  name: row.name,
  secretHash: row.secret_hash,
  amountMin: row.amount_min as Money,
  amountMax: row.amount_max as Money,
  accountPattern: row.account_pattern,
  closed: row.closed,
  settingsVersion: row.settings_version,
  formerSecretHash: row.former_secret_hash ?? undefined,
});

const nullableIntArray = (values: readonly (number | undefined)[]): string =>
  `{${values.map((value) => value ?? "NULL").join(",")}}`;

/** A payment and its reversal with who booked them and when: the documents of an account's money. */
export interface PaymentDocuments extends ListedPayment {
  readonly agentName: string | undefined;
  readonly recordedBy: UserId | undefined;
  readonly reversed:
    | {
        readonly document: bigint;
        readonly period: Period;
        readonly on: Day;
        readonly reason: string;
        readonly recordedAt: Date;
        readonly recordedBy: UserId | undefined;
      }
    | undefined;
}

/** Newest first; those booked or reversed in one month where it is given. An agent out of sight has no name. */
export async function listPaymentDocuments(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly account: AccountId;
    readonly period?: Period | undefined;
    readonly limit: number;
  },
): Promise<PaymentDocuments[]> {
  const rows = await tx.named<PaymentRow & DocumentsRow>(
    "payments.list-documents",
    `select p.building_id, p.payment_id, p.account_id, p.amount, p.paid_on, p.received_at, p.period, p.channel, p.agent_id,
       p.stated_period, p.document, p.recorded_by, a.name as agent_name, r.reversed_on, r.reason, r.reversal_id,
       r.period as reversal_period, r.recorded_at as reversed_at, r.recorded_by as reversed_by
     from payments.payments p left join payments.reversals r using (building_id, payment_id)
     left join payments.agents a using (agent_id)
     where p.building_id = $1 and p.account_id = $2 and ($3::integer is null or $3 in (p.period, r.period))
     order by p.paid_on desc, p.payment_id desc limit $4`,
    [of.building, of.account, of.period ? periodNumber(of.period) : null, of.limit],
  );
  return rows.map(documentsOf);
}

export const documentsOf = (row: PaymentRow & DocumentsRow): PaymentDocuments => ({
  ...paymentOf(row),
  agentName: row.agent_name ?? undefined,
  recordedBy: (row.recorded_by ?? undefined) as UserId | undefined,
  reversed:
    row.reversal_id === null || row.reversed_on === null
      ? undefined
      : {
          document: row.reversal_id,
          period: periodFromNumber(row.reversal_period),
          on: row.reversed_on,
          reason: row.reason ?? "",
          recordedAt: row.reversed_at,
          recordedBy: (row.reversed_by ?? undefined) as UserId | undefined,
        },
});

export interface DocumentsRow {
  recorded_by: number | null;
  agent_name: string | null;
  reversal_id: bigint | null;
  reversal_period: number;
  reversed_at: Date;
  reversed_by: number | null;
}
