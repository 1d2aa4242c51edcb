import { must } from "#core/assert";
import type { OrganizationId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { KindState, ListedMessage, Message, NewMessage } from "./model.ts";

/** Returns false if a message of this kind and key is there already. */
export async function insertMessage(tx: Tx, message: NewMessage): Promise<boolean> {
  const rows = await tx.named(
    "gateways.insert-message",
    `insert into gateways.outbox (kind, key, payload, organization_id, next_at) values ($1, $2, $3, $4, coalesce($5, now()))
     on conflict (kind, key) do nothing returning message_id`,
    [
      message.kind,
      message.key,
      JSON.stringify(message.payload),
      message.organization ?? null,
      message.notBefore ?? null,
    ],
  );
  return rows.length === 1;
}

/** Many at once; one that is there already stays as it is. */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.query(
    `insert into gateways.outbox (kind, key, payload, organization_id, next_at)
     select kind, key, payload, organization, coalesce("notBefore", now())
     from jsonb_to_recordset($1) as m (kind text, key text, payload jsonb, organization integer, "notBefore" timestamptz)
     on conflict (kind, key) do nothing`,
    [JSON.stringify(messages)],
  );
}

export interface Leased extends Message {
  readonly lease: bigint;
}

/** Takes up to `limit` messages whose time has come; other processes pass them by until the lease ends. */
export async function leaseMessages(
  tx: Tx,
  of: {
    readonly kind: string;
    readonly limit: number;
    readonly leaseSeconds: number;
    readonly now?: Date | undefined;
  },
): Promise<Leased[]> {
  const rows = await tx.named<MessageRow & { lease: bigint }>(
    "gateways.lease-messages",
    `with due as (
       select message_id from gateways.outbox
       where kind = $1 and state = 'pending' and next_at <= coalesce($4::timestamptz, now())
         and (leased_until is null or leased_until <= coalesce($4::timestamptz, now()))
       order by next_at, message_id limit $2 for update skip locked)
     update gateways.outbox o set lease = o.lease + 1,
       leased_until = coalesce($4::timestamptz, now()) + make_interval(secs => $3)
     from due where o.message_id = due.message_id
     returning o.message_id, o.kind, o.key, o.payload, o.progress, o.attempts, o.created_at, o.organization_id, o.lease`,
    [of.kind, of.limit, of.leaseSeconds, of.now ?? null],
  );
  return rows.map((row) => ({ ...messageOf(row), lease: row.lease })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Notes what became of an attempt; false if another process has taken the message over meanwhile. */
export async function endAttempt(
  tx: Tx,
  message: Leased,
  became: {
    readonly state: ListedMessage["state"];
    readonly reason: string;
    readonly progress: Message["progress"];
    readonly seconds: number;
    readonly now?: Date | undefined;
  },
): Promise<boolean> {
  const rows = await tx.named(
    "gateways.end-attempt",
    `update gateways.outbox set state = $3, reason = $4, progress = $5, attempts = attempts + 1, leased_until = null,
       next_at = coalesce($7::timestamptz, now()) + make_interval(secs => $6),
       ended_at = case when $3 = 'pending' then null else coalesce($7::timestamptz, now()) end
     where message_id = $1 and lease = $2 and state = 'pending' returning message_id`,
    [
      message.id,
      message.lease,
      became.state,
      became.reason.slice(0, 500),
      JSON.stringify(became.progress),
      became.seconds,
      became.now ?? null,
    ],
  );
  return rows.length === 1;
}

const GIVEN_UP = "state = 'dead' and written_off_at is null";
const REVIVED = "state = 'pending', reason = '', attempts = 0, next_at = now(), ended_at = null";

/** Puts a message that was given up back among those that wait; false if it is not, or if it was written off. */
export async function reviveMessage(tx: Tx, message: bigint): Promise<boolean> {
  const rows = await tx.query(
    `update gateways.outbox set ${REVIVED} where message_id = $1 and ${GIVEN_UP} returning message_id`,
    [message],
  );
  return rows.length === 1;
}

/** Puts all of a kind that were given up back among those that wait, but for those written off; gives how many. */
export async function reviveMessages(tx: Tx, kind: string): Promise<number> {
  const rows = await tx.query(
    `update gateways.outbox set ${REVIVED} where kind = $1 and ${GIVEN_UP} returning message_id`,
    [kind],
  );
  return rows.length;
}

/** Something else stands in the place of a message that was given up: nobody has to look at it or may send it again. */
export async function writeOffMessage(
  tx: Tx,
  of: { readonly kind: string; readonly key: string },
): Promise<void> {
  await tx.query(
    `update gateways.outbox set written_off_at = now()
     where kind = $1 and key = $2 and state = 'dead' and written_off_at is null`,
    [of.kind, of.key],
  );
}

export async function findMessage(
  tx: Tx,
  of: { readonly kind: string; readonly key: string },
): Promise<ListedMessage | undefined> {
  const rows = await tx.named<ListedRow>("gateways.find-message", `${LISTED} where kind = $1 and key = $2`, [
    of.kind,
    of.key,
  ]);
  return rows[0] && listedOf(rows[0]);
}

/** The state of a message, which stays so until the transaction ends: a person who revives it waits. */
export async function lockMessage(
  tx: Tx,
  of: { readonly kind: string; readonly key: string },
): Promise<ListedMessage["state"] | undefined> {
  const [row] = await tx.query<{ state: ListedMessage["state"] }>(
    "select state from gateways.outbox where kind = $1 and key = $2 for update",
    [of.kind, of.key],
  );
  return row?.state;
}

/** The peer says that it has news: the message is looked at in the next turn. False if none waits. */
export async function hastenMessage(
  tx: Tx,
  of: { readonly kind: string; readonly key: string },
): Promise<boolean> {
  const rows = await tx.query(
    `update gateways.outbox set next_at = now() where kind = $1 and key = $2 and state = 'pending' and next_at > now()
     returning message_id`,
    [of.kind, of.key],
  );
  return rows.length === 1;
}

/** Newest first. */
export async function listMessages(
  tx: Tx,
  of: { readonly state?: ListedMessage["state"] | undefined; readonly limit: number },
): Promise<ListedMessage[]> {
  const rows = await tx.query<ListedRow>(
    `${LISTED} where $1::text is null or state = $1 order by message_id desc limit $2`,
    [of.state ?? null, of.limit],
  );
  return rows.map(listedOf);
}

export interface Breaker {
  readonly failures: number;
  readonly openUntil: Date | undefined;
  /** Its time is over: one message may try. */
  readonly probing: boolean;
}

export async function findBreaker(tx: Tx, kind: string, now?: Date): Promise<Breaker> {
  const [row] = await tx.named<{ failures: number; open_until: Date | null; over: boolean }>(
    "gateways.find-breaker",
    `select failures, open_until, coalesce(open_until <= coalesce($2::timestamptz, now()), false) as over
     from gateways.outbox_breakers where kind = $1`,
    [kind, now ?? null],
  );
  return {
    failures: row?.failures ?? 0,
    openUntil: row?.open_until ?? undefined,
    probing: row?.over ?? false,
  };
}

/** Adds a failure, or forgets them all; gives how many there are in a row now. */
export async function countFailure(
  tx: Tx,
  of: { readonly kind: string; readonly failed: boolean; readonly reason: string },
): Promise<number> {
  const [row] = await tx.named<{ failures: number }>(
    "gateways.count-failure",
    `insert into gateways.outbox_breakers as b (kind, failures, reason) values ($1, $2, $3)
     on conflict (kind) do update set failures = case when $2 = 0 then 0 else b.failures + 1 end,
       open_until = case when $2 = 0 then null else b.open_until end, reason = $3, changed_at = now()
     returning failures`,
    [of.kind, of.failed ? 1 : 0, of.reason.slice(0, 500)],
  );
  return must(row, "the breaker of a kind").failures;
}

export async function openBreaker(
  tx: Tx,
  of: { readonly kind: string; readonly seconds: number; readonly now?: Date | undefined },
): Promise<void> {
  await tx.query(
    `update gateways.outbox_breakers set open_until = coalesce($3::timestamptz, now()) + make_interval(secs => $2),
       changed_at = now() where kind = $1`,
    [of.kind, of.seconds, of.now ?? null],
  );
}

export async function listKinds(tx: Tx): Promise<KindState[]> {
  const rows = await tx.query<{
    kind: string;
    pending: number;
    sent: number;
    dead: number;
    oldest: Date | null;
    unseen: number;
    unseen_since: Date | null;
    unseen_last: Date | null;
    failures: number | null;
    open_until: Date | null;
    reason: string | null;
  }>(
    // A person is told a moment in milliseconds: what ended within the one that he has seen is seen.
    `select kind, coalesce(pending, 0) as pending, coalesce(sent, 0) as sent, coalesce(dead, 0) as dead, oldest,
       coalesce(unseen, 0) as unseen, unseen_since, unseen_last, failures, open_until, reason
     from (select kind, count(*) filter (where state = 'pending')::integer as pending,
         count(*) filter (where state = 'sent')::integer as sent, count(*) filter (where state = 'dead')::integer as dead,
         min(created_at) filter (where state = 'pending') as oldest,
         count(*) filter (where is_unseen)::integer as unseen,
         min(ended_at) filter (where is_unseen) as unseen_since, max(ended_at) filter (where is_unseen) as unseen_last
       from (select kind, state, created_at, ended_at,
           state = 'dead' and written_off_at is null and (up_to is null or date_trunc('milliseconds', ended_at) > up_to) as is_unseen
         from gateways.outbox left join (select about as kind, max(up_to) as up_to from gateways.alerts_seen
           where code = 'outbox_dead' group by about) s using (kind)) m
       group by kind) o
     full join gateways.outbox_breakers b using (kind) order by kind`,
  );
  return rows.map((row) => ({
    kind: row.kind,
    pending: row.pending,
    sent: row.sent,
    dead: row.dead,
    oldest: row.oldest ?? undefined,
    unseen: row.unseen,
    unseenSince: row.unseen_since ?? undefined,
    unseenLast: row.unseen_last ?? undefined,
    failures: row.failures ?? 0,
    openUntil: row.open_until ?? undefined,
    reason: row.reason ?? "",
  }));
}

export type SeenCode = "outbox_dead" | "agent_silent";

/** A person has dealt with all of this that had happened up to a moment. */
export async function insertAlertSeen(
  tx: Tx,
  seen: { readonly code: SeenCode; readonly about: string; readonly upTo: Date; readonly note: string },
): Promise<void> {
  await tx.query(
    "insert into gateways.alerts_seen (code, about, up_to, note, seen_by) values ($1, $2, $3, $4, $5)",
    [seen.code, seen.about, seen.upTo, seen.note, tx.scope.user ?? null],
  );
}

/** Up to when each agent's silence is dealt with, by the agent's code. */
export async function listSilencesSeen(tx: Tx): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.query<{ about: string; up_to: Date }>(
    "select about, max(up_to) as up_to from gateways.alerts_seen where code = 'agent_silent' group by about",
  );
  return new Map(rows.map(({ about, up_to }) => [about, up_to]));
}

const LISTED = `
  select message_id, kind, key, payload, progress, attempts, created_at, organization_id, state, reason, next_at, ended_at
  from gateways.outbox`;

interface MessageRow {
  message_id: bigint;
  kind: string;
  key: string;
  payload: Message["payload"];
  progress: Message["progress"];
  attempts: number;
  created_at: Date;
  organization_id: number | null;
}

interface ListedRow extends MessageRow {
  state: ListedMessage["state"];
  reason: string;
  next_at: Date;
  ended_at: Date | null;
}

const messageOf = (row: MessageRow): Message => ({
  id: row.message_id,
  kind: row.kind,
  key: row.key,
  payload: row.payload,
  progress: row.progress,
  attempts: row.attempts,
  createdAt: row.created_at,
  organization: (row.organization_id ?? undefined) as OrganizationId | undefined,
});

const listedOf = (row: ListedRow): ListedMessage => ({
  ...messageOf(row),
  state: row.state,
  reason: row.reason,
  nextAt: row.next_at,
  endedAt: row.ended_at ?? undefined,
});
