import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, UserId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import type { LoginId, Right } from "#modules/residents";
import { intArray, textArray, type Tx } from "#platform/database";
import type {
  Channel,
  Language,
  MessageState,
  NotificationMessage,
  Settings,
  Subscription,
  Template,
  Value,
} from "./model.ts";
import type { NotifiedEvent } from "./rules/events.ts";

// --- who is told, and how they wish it -------------------------------------------------------------------------------

/** Somebody who is to be told, with their wishes. */
export interface Reader {
  /** Which of the asked it answers, from 0. */
  readonly at: number;
  readonly login: LoginId;
  readonly name: string;
  readonly language: Language;
  readonly wish: readonly Channel[] | null;
  readonly settings: Settings | undefined;
  readonly email: string | null;
  readonly sms: string | null;
  readonly push: boolean;
}

type ReaderRow = Omit<Reader, "settings"> & SettingsRow;

/** Readers of an event: each asked is an account, or one login. */
export async function listReaders(
  tx: Tx,
  asked: readonly {
    readonly building?: BuildingId | undefined;
    readonly account?: AccountId | undefined;
    readonly login?: LoginId | undefined;
  }[],
  of: { readonly event: NotifiedEvent; readonly right: Right },
): Promise<Reader[]> {
  const rows = await tx.query<ReaderRow>(
    `with asked as (
       select n.at::integer - 1 as at, coalesce(n.login, g.login_id) as login_id
       from unnest($1::integer[], $2::integer[], $3::integer[]) with ordinality as n (building, account, login, at)
       left join residents.grants g on n.login is null and g.building_id = n.building and g.account_id = n.account
         and g.revoked_at is null and $4 = any (g.rights))
     select a.at, l.login_id as login, l.name, l.locale as language, w.channels as wish, ${SETTINGS},
       e.address as email, p.address as sms, exists (select from notifications.subscriptions b where b.login_id = l.login_id and b.ended_at is null) as push
     from asked a join residents.logins l using (login_id)
     left join notifications.settings s using (login_id)
     left join notifications.wishes w on w.login_id = l.login_id and w.event = $5
     left join notifications.addresses e on e.login_id = l.login_id and e.channel = 'email' and e.confirmed_at is not null
     left join notifications.addresses p on p.login_id = l.login_id and p.channel = 'sms' and p.confirmed_at is not null
     order by a.at, l.login_id`,
    [
      asked.map(({ building }) => building ?? null),
      asked.map(({ account }) => account ?? null),
      asked.map(({ login }) => login ?? null),
      of.right,
      of.event,
    ],
  );
  return rows.map((row) => ({ ...row, settings: settingsOf(row) }));
}

interface SettingsRow {
  readonly quietFrom: number | null;
  readonly quietUntil: number;
  readonly isDigest: boolean;
  readonly attachesBill: boolean;
  readonly isPaperless: boolean;
}
const SETTINGS = `s.quiet_from as "quietFrom", s.quiet_until as "quietUntil", s.is_digest as "isDigest",
  s.attaches_bill as "attachesBill", s.is_paperless as "isPaperless"`;

const settingsOf = ({
  quietFrom,
  quietUntil,
  isDigest,
  attachesBill,
  isPaperless,
}: SettingsRow): Settings | undefined =>
  quietFrom === null ? undefined : { quietFrom, quietUntil, isDigest, attachesBill, isPaperless };

export async function findSettings(tx: Tx, login: LoginId): Promise<Settings | undefined> {
  const [row] = await tx.query<SettingsRow>(
    `select ${SETTINGS} from notifications.settings s where login_id = $1`,
    [login],
  );
  return row && settingsOf(row);
}

export async function putSettings(tx: Tx, login: LoginId, settings: Settings): Promise<void> {
  await tx.query(
    `insert into notifications.settings (login_id, quiet_from, quiet_until, is_digest, attaches_bill, is_paperless)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (login_id) do update set quiet_from = $2, quiet_until = $3, is_digest = $4, attaches_bill = $5,
       is_paperless = $6, changed_at = now()`,
    [
      login,
      settings.quietFrom,
      settings.quietUntil,
      settings.isDigest,
      settings.attachesBill,
      settings.isPaperless,
    ],
  );
}

export async function listWishes(tx: Tx, login: LoginId): Promise<Map<NotifiedEvent, readonly Channel[]>> {
  const rows = await tx.query<{ event: NotifiedEvent; channels: Channel[] }>(
    "select event, channels from notifications.wishes where login_id = $1",
    [login],
  );
  return new Map(rows.map(({ event, channels }) => [event, channels]));
}

export async function putWishes(
  tx: Tx,
  login: LoginId,
  wishes: readonly { readonly event: NotifiedEvent; readonly channels: readonly Channel[] }[],
): Promise<void> {
  await tx.query(
    `insert into notifications.wishes (login_id, event, channels)
     select $1, w.event, string_to_array(w.channels, ',') from unnest($2::text[], $3::text[]) as w (event, channels)
     on conflict (login_id, event) do update set channels = excluded.channels, changed_at = now()`,
    [
      login,
      textArray(wishes.map(({ event }) => event)),
      textArray(wishes.map(({ channels }) => channels.join(","))),
    ],
  );
}

// --- browsers that agreed to be told ---------------------------------------------------------------------------------

export async function listSubscriptions(tx: Tx, login: LoginId): Promise<Subscription[]> {
  return tx.query<Subscription>(
    `select subscription_id::integer as id, endpoint, p256dh, auth, user_agent as "userAgent", agreed_at as "agreedAt"
     from notifications.subscriptions where login_id = $1 and ended_at is null order by subscription_id`,
    [login],
  );
}

/** A browser that another login agreed with is this login's now; one that is known already stays as it is. */
export async function putSubscription(
  tx: Tx,
  login: LoginId,
  of: Pick<Subscription, "endpoint" | "p256dh" | "auth" | "userAgent">,
): Promise<void> {
  await tx.query(
    `update notifications.subscriptions set ended_at = now(), end_reason = 'taken_over'
     where endpoint = $1 and ended_at is null and (login_id, p256dh, auth) <> ($2, $3, $4)`,
    [of.endpoint, login, of.p256dh, of.auth],
  );
  await tx.query(
    `insert into notifications.subscriptions (login_id, endpoint, p256dh, auth, user_agent) values ($1, $2, $3, $4, $5)
     on conflict (endpoint) where ended_at is null do nothing`,
    [login, of.endpoint, of.p256dh, of.auth, of.userAgent],
  );
}

/** Gives whether there was one that lived. */
export async function endSubscription(
  tx: Tx,
  of: { readonly login: LoginId; readonly id: number; readonly reason: "resident" | "gone" },
): Promise<boolean> {
  const rows = await tx.query(
    `update notifications.subscriptions set ended_at = now(), end_reason = $3
     where subscription_id = $1 and login_id = $2 and ended_at is null returning 1 as ended`,
    [of.id, of.login, of.reason],
  );
  return rows.length > 0;
}

// --- addresses that are left alone -----------------------------------------------------------------------------------

export interface Addressed {
  readonly channel: Channel;
  readonly address: string;
}

/** Those of the addresses that nothing is sent to, as "email:name@mail.ru", with the cause. */
export async function listStops(tx: Tx, addresses: readonly Addressed[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const rows = await tx.query<Addressed & { cause: string }>(
    `select channel, address, cause from notifications.stops where until is null
       and (channel, address) in (select * from unnest($1::text[], $2::text[]))`,
    [textArray(addresses.map(({ channel }) => channel)), textArray(addresses.map(({ address }) => address))],
  );
  return new Map(rows.map(({ channel, address, cause }) => [`${channel}:${address}`, cause]));
}

export async function insertStop(
  tx: Tx,
  of: Addressed & { readonly cause: "bounced" | "stop_word" | "unsubscribed"; readonly detail: string },
): Promise<void> {
  await tx.query(
    `insert into notifications.stops (channel, address, cause, detail) values ($1, $2, $3, $4)
     on conflict (channel, address) where until is null do nothing`,
    [of.channel, of.address, of.cause, of.detail.slice(0, 500)],
  );
}

/** Whose address it is says that messages may come again. */
export async function endStops(tx: Tx, addresses: readonly Addressed[]): Promise<void> {
  await tx.query(
    `update notifications.stops set until = now() where until is null
       and (channel, address) in (select * from unnest($1::text[], $2::text[]))`,
    [textArray(addresses.map(({ channel }) => channel)), textArray(addresses.map(({ address }) => address))],
  );
}

// --- words of companies ----------------------------------------------------------------------------------------------

export interface TemplatePlace {
  readonly organization: OrganizationId;
  readonly event: NotifiedEvent;
  readonly channel: Channel;
  readonly language: Language;
}

/** A company's own words in force; undefined where it says it as everybody does. */
export async function findTemplate(tx: Tx, of: TemplatePlace): Promise<Template | undefined> {
  const [row] = await tx.named<Template>(
    "notifications.find-template",
    `select subject, body from notifications.templates
     where organization_id = $1 and event = $2 and channel = $3 and language = $4 order by version desc limit 1`,
    [of.organization, of.event, of.channel, of.language],
  );
  return row?.body === "" ? undefined : row;
}

/** A version of a company's words, the newest of its place. */
export interface OwnWords extends Template {
  readonly event: NotifiedEvent;
  readonly channel: Channel;
  readonly language: Language;
  /** Empty words are kept as a version too: everybody's are back since. */
  readonly version: number;
  readonly writtenAt: Date;
  readonly writtenBy: UserId | undefined;
}

/** The newest version of each of a company's own words. */
export async function listOwnWords(tx: Tx, organization: OrganizationId): Promise<OwnWords[]> {
  const rows = await tx.query<Omit<OwnWords, "writtenBy"> & { readonly writtenBy: UserId | null }>(
    `select distinct on (event, channel, language) event, channel, language, version, subject, body,
       written_at as "writtenAt", written_by as "writtenBy"
     from notifications.templates where organization_id = $1 order by event, channel, language, version desc`,
    [organization],
  );
  return rows.map((row) => ({ ...row, writtenBy: row.writtenBy ?? undefined }));
}

/** False where that version is there already: somebody else wrote it. */
export async function insertOwnWords(
  tx: Tx,
  of: TemplatePlace & Template & { readonly version: number },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into notifications.templates (organization_id, event, channel, language, version, subject, body, written_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning version`,
    [
      of.organization,
      of.event,
      of.channel,
      of.language,
      of.version,
      of.subject,
      of.body,
      tx.scope.user ?? null,
    ],
  );
  return rows.length === 1;
}

/** How many messages a recipient was written within the last hour. */
export async function countOfHour(tx: Tx, recipient: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::integer as count from notifications.messages
     where recipient = $1 and created_at > now() - interval '1 hour'`,
    [recipient],
  );
  return row?.count ?? 0;
}

// --- messages --------------------------------------------------------------------------------------------------------

export interface NewMessage {
  readonly organization: OrganizationId | undefined;
  readonly mailing?: number | undefined;
  readonly building: BuildingId | undefined;
  readonly account: AccountId | undefined;
  readonly login: LoginId | undefined;
  readonly event: NotifiedEvent | "digest";
  readonly channel: Channel;
  readonly key: string;
  readonly recipient: string;
  readonly address: string;
  readonly language: Language;
  readonly data: Readonly<Record<string, Value>>;
  readonly token: string;
  readonly state: "waiting" | "gathered";
  readonly notBefore: Date | undefined;
}

/** Writes those that nobody has written before; gives the numbers of the new ones by their token. */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<Map<string, bigint>> {
  if (messages.length === 0) return new Map();
  const rows = await tx.query<{ message_id: bigint; token: string }>(
    `insert into notifications.messages (organization_id, building_id, account_id, login_id, event, channel, key, recipient,
       address, language, data, token, state, mailing_id, not_before)
     select organization, building, account, login, event, channel, key, recipient, address, language, data, token, state,
       mailing, coalesce("notBefore", now())
     from jsonb_to_recordset($1) as m (organization integer, building integer, account integer, login integer, event text,
       channel text, key text, recipient text, address text, language text, data jsonb, token text, state text,
       mailing integer, "notBefore" timestamptz)
     on conflict do nothing returning message_id, token`,
    [JSON.stringify(messages)],
  );
  return new Map(rows.map((row) => [row.token, row.message_id]));
}

interface MessageRow {
  readonly id: bigint;
  readonly event: NotifiedEvent | "digest";
  readonly channel: Channel;
  readonly organization: OrganizationId | null;
  readonly building: BuildingId | null;
  readonly account: AccountId | null;
  readonly login: LoginId | null;
  readonly address: string;
  readonly language: Language;
  readonly data: Readonly<Record<string, Value>>;
  readonly token: string;
  readonly state: MessageState;
  readonly reason: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

const MESSAGE = `message_id as id, event, channel, organization_id as organization, building_id as building,
  account_id as account, login_id as login, address, language, data, token, state, reason, created_at as "createdAt",
  ended_at as "endedAt"`;

const messageOf = (row: MessageRow): NotificationMessage => ({
  ...row,
  organization: row.organization ?? undefined,
  building: row.building ?? undefined,
  account: row.account ?? undefined,
  login: row.login ?? undefined,
  endedAt: row.endedAt ?? undefined,
});

export async function findMessage(tx: Tx, id: bigint): Promise<NotificationMessage | undefined> {
  const [row] = await tx.named<MessageRow>(
    "notifications.find-message",
    `select ${MESSAGE} from notifications.messages where message_id = $1`,
    [id],
  );
  return row && messageOf(row);
}

export async function findMessageByToken(tx: Tx, token: string): Promise<NotificationMessage | undefined> {
  const [row] = await tx.query<MessageRow>(`select ${MESSAGE} from notifications.messages where token = $1`, [
    token,
  ]);
  return row && messageOf(row);
}

/** Noted before the first byte leaves; false if another is on it or it has ended. */
export async function beginSending(tx: Tx, id: bigint): Promise<boolean> {
  const rows = await tx.query(
    `update notifications.messages set state = 'sending', sending_at = now()
     where message_id = $1 and state = 'waiting' returning 1`,
    [id],
  );
  return rows.length === 1;
}

export interface Ended {
  readonly id: bigint;
  readonly state: MessageState;
  readonly reason: string;
  readonly parts?: number | undefined;
  readonly peer?: string | undefined;
}

export async function endSending(tx: Tx, of: Ended): Promise<void> {
  await tx.query(
    `update notifications.messages set state = $2, reason = $3, parts = coalesce($4, parts), peer_id = coalesce($5, peer_id),
       ended_at = case when $2 = 'waiting' then null else now() end
     where message_id = $1 and state in ('waiting', 'sending')`,
    [of.id, of.state, of.reason.slice(0, 500), of.parts ?? null, of.peer ?? null],
  );
}

/** The peer tells of a message that it took: its fate, by its number. False for a number of nobody's. */
export async function endReported(
  tx: Tx,
  of: {
    readonly channel: Channel;
    readonly peer: string;
    readonly state: "delivered" | "failed";
    readonly reason: string;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update notifications.messages set state = $3, reason = case when $3 = 'failed' then $4 else '' end, ended_at = now()
     where channel = $1 and peer_id = $2 and state in ('sending', 'sent', 'unsure') returning 1`,
    [of.channel, of.peer, of.state, of.reason.slice(0, 500)],
  );
  return rows.length > 0;
}

/** What waits and is not wanted any more does not leave; gives how many. */
export async function stopWaiting(
  tx: Tx,
  of: {
    readonly login: LoginId;
    readonly event: NotifiedEvent;
    readonly channel: Channel;
    readonly reason: string;
  },
): Promise<number> {
  const rows = await tx.query(
    `update notifications.messages set state = 'stopped', reason = $4, ended_at = now()
     where login_id = $1 and event = $2 and channel = $3 and state in ('waiting', 'gathered') returning 1`,
    [of.login, of.event, of.channel, of.reason],
  );
  return rows.length;
}

// --- news that chores look for ---------------------------------------------------------------------------------------

export interface ToldOf {
  readonly building: BuildingId;
  readonly account: AccountId;
}

export async function insertTold(
  tx: Tx,
  of: readonly (ToldOf & { readonly event: NotifiedEvent; readonly key: string })[],
): Promise<void> {
  await tx.query(
    `insert into notifications.told (building_id, account_id, event, key)
     select * from unnest($1::integer[], $2::integer[], $3::text[], $4::text[]) on conflict do nothing`,
    [
      intArray(of.map(({ building }) => building)),
      intArray(of.map(({ account }) => account)),
      textArray(of.map(({ event }) => event)),
      textArray(of.map(({ key }) => key)),
    ],
  );
}

export interface IssuedBill extends ToldOf {
  readonly period: Period;
  readonly toPay: Money;
}

/** Bills issued of late, of accounts that somebody has let themselves into, which nobody has told of. */
export async function listBillsUntold(
  tx: Tx,
  of: { readonly from: Period; readonly limit: number },
): Promise<IssuedBill[]> {
  const rows = await tx.query<ToldOf & { period: number; toPay: Money }>(
    `select r.building_id as building, r.account_id as account, r.period, r.to_pay as "toPay"
     from receipts.receipts r
     where r.issued_at > now() - interval '5 days' and r.edition = 1 and r.period >= $1
       and exists (select from residents.grants g where g.building_id = r.building_id and g.account_id = r.account_id
         and g.revoked_at is null)
       and not exists (select from notifications.told t where t.building_id = r.building_id
         and t.account_id = r.account_id and t.event = 'bill_ready' and t.key = r.period::text)
     order by r.building_id, r.account_id, r.period limit $2`,
    [periodNumber(of.from), of.limit],
  );
  return rows.map((row) => ({ ...row, period: periodFromNumber(row.period) }));
}

export interface PostedPayment extends ToldOf {
  readonly payment: bigint;
  readonly amount: Money;
  readonly paidOn: Day;
}

/** Payments taken of late, of accounts that somebody has let themselves into, which nobody has told of. */
export async function listPaymentsUntold(tx: Tx, of: { readonly limit: number }): Promise<PostedPayment[]> {
  return tx.query<PostedPayment>(
    `select p.building_id as building, p.account_id as account, p.payment_id as payment, p.amount, p.paid_on as "paidOn"
     from residents.grants g join payments.payments p using (building_id, account_id)
     where g.revoked_at is null and p.received_at > greatest(g.granted_at, now() - interval '2 days')
       and not exists (select from payments.reversals v where v.building_id = p.building_id and v.payment_id = p.payment_id)
       and not exists (select from notifications.told t where t.building_id = p.building_id
         and t.account_id = p.account_id and t.event = 'payment_posted' and t.key = p.payment_id::text)
     order by p.payment_id limit $1`,
    [of.limit],
  );
}

/** Accounts that somebody has let themselves into and whom nobody has told this, from one number on. */
export async function listAccountsUntold(
  tx: Tx,
  of: {
    readonly event: NotifiedEvent;
    readonly key: string;
    readonly right: Right;
    readonly limit: number;
  },
): Promise<ToldOf[]> {
  return tx.query<ToldOf>(
    `select distinct g.building_id as building, g.account_id as account from residents.grants g
     join accounts.accounts a using (building_id, account_id)
     where g.revoked_at is null and $3 = any (g.rights) and (a.closed_on is null or a.closed_on > access.today())
       and not exists (select from notifications.told t where t.building_id = g.building_id
         and t.account_id = g.account_id and t.event = $1 and t.key = $2)
     order by 1, 2 limit $4`,
    [of.event, of.key, of.right, of.limit],
  );
}

export interface RegisteredOutage extends ToldOf {
  readonly no: number;
  readonly supply: string;
  /** Minutes of the local clock. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** The holder's telephone on the account; "" for none. */
  readonly phone: string;
}

/**
 * Outages that dispatch has registered of late and that are not long over, for each open account of the premises that
 * they touch and whom nobody has told.
 */
export async function listOutagesUntold(tx: Tx, of: { readonly limit: number }): Promise<RegisteredOutage[]> {
  return tx.query<RegisteredOutage>(
    `select f.building_id as building, a.account_id as account, f.failure_no as no, d.supply,
       to_char(f.started_at, 'YYYY-MM-DD"T"HH24:MI') as "startedAt", to_char(f.ended_at, 'YYYY-MM-DD"T"HH24:MI') as "endedAt",
       coalesce(s.phone, '') as phone
     from metering.supply_failures f
     join metering.supply_standards d using (standard_id)
     join accounts.accounts a on a.building_id = f.building_id and (a.closed_on is null or a.closed_on > access.today())
     join addresses.premises p on p.building_id = a.building_id and p.premises_id = a.premises_id
     left join accounts.account_states s on s.building_id = a.building_id and s.account_id = a.account_id
       and s.in_force @> access.today()
     where f.source = 'outage' and d.kind = 'interruption' and f.recorded_at > now() - interval '12 hours'
       and f.ended_at >= access.today()
       and (f.premises_id is null or f.premises_id = a.premises_id) and (f.entrance is null or f.entrance = p.entrance)
       and not exists (select from metering.supply_failure_decisions w where w.building_id = f.building_id
         and w.failure_no = f.failure_no and w.decision <> 'accepted')
       and not exists (select from notifications.told t where t.building_id = a.building_id
         and t.account_id = a.account_id and t.event = 'outage' and t.key = f.failure_no::text)
     order by f.building_id, f.failure_no, a.account_id limit $1`,
    [of.limit],
  );
}

export interface AnsweredCase extends ToldOf {
  readonly login: LoginId;
  readonly organization: OrganizationId;
  readonly number: number;
  readonly entry: number;
}

/** Answers of late to what residents wrote in the private account and may still read, which nobody has told of. */
export async function listAnswersUntold(tx: Tx, of: { readonly limit: number }): Promise<AnsweredCase[]> {
  return tx.query<AnsweredCase>(
    `select c.building_id as building, c.account_id as account, c.login_id as login, c.organization_id as organization,
       c.case_id as number, e.entry_id as entry
     from messages.entries e join messages.cases c using (case_id)
     join residents.grants g on g.building_id = c.building_id and g.account_id = c.account_id and g.login_id = c.login_id
       and g.revoked_at is null
     where e.author = 'staff' and e.written_at > now() - interval '2 days'
       and not exists (select from notifications.told t where t.building_id = c.building_id
         and t.account_id = c.account_id and t.event = 'request_status' and t.key = e.entry_id::text)
     order by e.entry_id limit $1`,
    [of.limit],
  );
}

/** Accounts of whom somebody has asked for an event that nobody is told of unasked, and who have not been told this. */
export async function listWishersUntold(
  tx: Tx,
  of: {
    readonly event: NotifiedEvent;
    readonly key: string;
    readonly right: Right;
    readonly limit: number;
  },
): Promise<ToldOf[]> {
  return tx.query<ToldOf>(
    `select distinct g.building_id as building, g.account_id as account
     from notifications.wishes w join residents.grants g using (login_id)
     where w.event = $1 and w.channels <> '{}' and g.revoked_at is null and $3 = any (g.rights)
       and not exists (select from notifications.told t where t.building_id = g.building_id
         and t.account_id = g.account_id and t.event = $1 and t.key = $2)
     order by 1, 2 limit $4`,
    [of.event, of.key, of.right, of.limit],
  );
}

// --- the letter of the day -------------------------------------------------------------------------------------------

/** What was gathered for letters of the day until a moment, whole logins at a time. */
export async function lockGathered(
  tx: Tx,
  of: { readonly until: Date; readonly logins: number },
): Promise<NotificationMessage[]> {
  const rows = await tx.query<MessageRow>(
    `select ${MESSAGE} from notifications.messages where state = 'gathered' and created_at <= $1 and login_id in
       (select login_id from notifications.messages where state = 'gathered' and created_at <= $1 and login_id is not null
        group by login_id order by login_id limit $2)
     order by login_id, message_id for update skip locked`,
    [of.until, of.logins],
  );
  return rows.map(messageOf);
}

export async function endGathered(tx: Tx, ids: readonly bigint[]): Promise<void> {
  await tx.query(
    `update notifications.messages set state = 'sent', reason = 'in_digest', ended_at = now()
     where message_id = any ($1::bigint[]) and state = 'gathered'`,
    [intArray(ids)],
  );
}
