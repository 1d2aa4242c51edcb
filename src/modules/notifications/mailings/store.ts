import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import type { Money } from "#core/units";
import { intArray, type Tx } from "#platform/database";
import type { Channel, MessageState } from "../model.ts";
import { mailingState } from "../rules/mailing.ts";
import type { Mailing, MailingDraft, MailingEvent, MailingKind, MailingTerms } from "./model.ts";

export async function findTerms(tx: Tx): Promise<MailingTerms> {
  const [row] = await tx.query<MailingTerms>(
    `select part_price as "partPrice", alone_messages as "aloneMessages" from notifications.mailing_terms
     order by version desc limit 1`,
  );
  if (!row) throw new Error("a city has terms of mailings from its first day");
  return row;
}

export async function insertTerms(tx: Tx, terms: MailingTerms): Promise<void> {
  await tx.query(
    `insert into notifications.mailing_terms (version, part_price, alone_messages, set_by)
     select max(version) + 1, $1, $2, $3 from notifications.mailing_terms`,
    [terms.partPrice, terms.aloneMessages, tx.scope.user ?? null],
  );
}

export async function insertMailing(tx: Tx, of: MailingDraft & { readonly by: number }): Promise<number> {
  const [row] = await tx.query<{ mailing: number }>(
    `insert into notifications.mailings (organization_id, kind, buildings, debt_min, months_min, title_ru, title_en, text_ru,
       text_en, drafted_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning mailing_id as mailing`,
    [
      of.organization ?? null,
      of.kind,
      intArray(of.buildings),
      of.debtMin,
      of.monthsMin,
      of.titleRu,
      of.titleEn,
      of.textRu,
      of.textEn,
      of.by,
    ],
  );
  return row?.mailing ?? 0;
}

interface MailingRow {
  readonly mailing: number;
  readonly organization: OrganizationId | null;
  readonly organizationName: string | null;
  readonly kind: MailingKind;
  readonly buildings: readonly BuildingId[];
  readonly debtMin: Money;
  readonly monthsMin: number;
  readonly titleRu: string;
  readonly titleEn: string;
  readonly textRu: string;
  readonly textEn: string;
  readonly draftedAt: Date;
  readonly draftedBy: number;
  readonly drafter: string | null;
  readonly event: MailingEvent | null;
  readonly lastBy: string | null;
  readonly lastAt: Date | null;
  readonly reason: string | null;
  readonly partPrice: Money | null;
  readonly needsSecond: boolean | null;
  readonly accounts: number;
  readonly unreached: number;
  readonly letters: number;
  readonly shortMessages: number;
  readonly pushes: number;
  readonly parts: number;
  readonly told: number;
  readonly leftOut: number;
}

const MAILINGS = `select m.mailing_id as mailing, m.organization_id as organization, o.name as "organizationName", m.kind,
    m.buildings, m.debt_min as "debtMin", m.months_min as "monthsMin", m.title_ru as "titleRu", m.title_en as "titleEn",
    m.text_ru as "textRu", m.text_en as "textEn", m.drafted_at as "draftedAt", m.drafted_by as "draftedBy", u.name as drafter,
    l.event, v.name as "lastBy", l.happened_at as "lastAt", l.reason, c.part_price as "partPrice",
    c.needs_second as "needsSecond", a.*
  from notifications.mailings m
  left join organizations.organizations o using (organization_id)
  left join access.users u on u.user_id = m.drafted_by
  left join lateral (select * from notifications.mailing_events e where e.mailing_id = m.mailing_id
    order by event_no desc limit 1) l on true
  left join access.users v on v.user_id = l.happened_by
  left join notifications.mailing_events c on c.mailing_id = m.mailing_id and c.event = 'counted'
  cross join lateral (select count(*)::integer as accounts,
      (count(*) filter (where letters + short_messages + pushes = 0))::integer as unreached,
      coalesce(sum(letters), 0)::integer as letters, coalesce(sum(short_messages), 0)::integer as "shortMessages",
      coalesce(sum(pushes), 0)::integer as pushes, coalesce(sum(parts), 0)::integer as parts,
      (count(*) filter (where outcome = 'told'))::integer as told,
      (count(*) filter (where outcome = 'left_out'))::integer as "leftOut"
    from notifications.mailing_accounts a where a.mailing_id = m.mailing_id) a`;

function mailingOf(row: MailingRow): Mailing {
  const { accounts, unreached, letters, shortMessages, pushes, parts, told, leftOut } = row;
  return {
    mailing: row.mailing,
    organization: row.organization ?? undefined,
    organizationName: row.organizationName ?? undefined,
    kind: row.kind,
    buildings: row.buildings,
    debtMin: row.debtMin,
    monthsMin: row.monthsMin,
    titleRu: row.titleRu,
    titleEn: row.titleEn,
    textRu: row.textRu,
    textEn: row.textEn,
    draftedAt: row.draftedAt,
    draftedBy: row.draftedBy,
    drafter: row.drafter ?? undefined,
    state: mailingState(row.event ?? undefined),
    last:
      row.lastAt === null
        ? undefined
        : { by: row.lastBy ?? undefined, at: row.lastAt, reason: row.reason ?? "" },
    counts: { accounts, unreached, letters, shortMessages, pushes, parts, told, leftOut },
    partPrice: row.partPrice ?? undefined,
    needsSecond: row.needsSecond ?? false,
  };
}

/** Newest first. */
export async function listMailings(tx: Tx, limit = 200): Promise<Mailing[]> {
  const rows = await tx.query<MailingRow>(`${MAILINGS} order by m.mailing_id desc limit $1`, [limit]);
  return rows.map(mailingOf);
}

export async function findMailing(tx: Tx, mailing: number): Promise<Mailing | undefined> {
  const [row] = await tx.query<MailingRow>(`${MAILINGS} where m.mailing_id = $1`, [mailing]);
  return row && mailingOf(row);
}

/** One word at a time of a mailing, and none while a building of it is being told. */
export async function lockMailing(tx: Tx, mailing: number): Promise<Mailing | undefined> {
  await tx.query("select pg_advisory_xact_lock(hashtext('notifications.mailings'), $1)", [mailing]);
  return findMailing(tx, mailing);
}

/** Those that wait for the program: to be counted, or to be sent. */
export async function listMailingsIn(tx: Tx, state: "counting" | "sending"): Promise<number[]> {
  const rows = await tx.query<{ mailing: number }>(
    `select m.mailing_id as mailing from notifications.mailings m
     left join lateral (select event from notifications.mailing_events e where e.mailing_id = m.mailing_id
       order by event_no desc limit 1) l on true
     where case when $1 = 'counting' then l.event is null else l.event in ('started', 'approved') end order by 1`,
    [state],
  );
  return rows.map(({ mailing }) => mailing);
}

export async function insertMailingEvent(
  tx: Tx,
  of: Pick<Mailing, "mailing" | "organization" | "draftedBy">,
  happened: {
    readonly event: MailingEvent;
    readonly reason?: string;
    readonly partPrice?: Money;
    readonly needsSecond?: boolean;
  },
): Promise<void> {
  await tx.query(
    `insert into notifications.mailing_events (mailing_id, event_no, organization_id, event, reason, part_price, needs_second,
       drafted_by, happened_by)
     select $1, coalesce(max(event_no), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from notifications.mailing_events
     where mailing_id = $1`,
    [
      of.mailing,
      of.organization ?? null,
      happened.event,
      happened.reason ?? "",
      happened.partPrice ?? null,
      happened.needsSecond ?? null,
      of.draftedBy,
      tx.scope.user ?? null,
    ],
  );
}

export interface MailingAccount {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly amount: Money;
  readonly letters: number;
  readonly shortMessages: number;
  readonly pushes: number;
  readonly parts: number;
}

/** Whom a mailing is for; what is there already stays. */
export async function insertMailingAccounts(
  tx: Tx,
  mailing: number,
  accounts: readonly MailingAccount[],
): Promise<void> {
  await tx.query(
    `insert into notifications.mailing_accounts (mailing_id, building_id, account_id, amount, letters, short_messages, pushes, parts)
     select $1, n.* from unnest($2::integer[], $3::integer[], $4::bigint[], $5::integer[], $6::integer[], $7::integer[],
       $8::integer[]) as n on conflict do nothing`,
    [
      mailing,
      intArray(accounts.map(({ building }) => building)),
      intArray(accounts.map(({ account }) => account)),
      intArray(accounts.map(({ amount }) => amount)),
      intArray(accounts.map(({ letters }) => letters)),
      intArray(accounts.map(({ shortMessages }) => shortMessages)),
      intArray(accounts.map(({ pushes }) => pushes)),
      intArray(accounts.map(({ parts }) => parts)),
    ],
  );
}

/** The accounts of a building of the mailing that have not had their turn, of the first such building. */
export async function nextMailingAccounts(
  tx: Tx,
  mailing: number,
): Promise<{ readonly building: BuildingId; readonly account: AccountId }[]> {
  return tx.query(
    `select building_id as building, account_id as account from notifications.mailing_accounts
     where mailing_id = $1 and outcome is null and building_id =
       (select min(building_id) from notifications.mailing_accounts where mailing_id = $1 and outcome is null)
     order by account_id`,
    [mailing],
  );
}

/** An account of the mailing that somebody reads of, to show what is said. */
export async function findMailingSample(
  tx: Tx,
  mailing: number,
): Promise<{ readonly building: BuildingId; readonly account: AccountId } | undefined> {
  const [row] = await tx.query<{ building: BuildingId; account: AccountId }>(
    `select building_id as building, account_id as account from notifications.mailing_accounts
     where mailing_id = $1 order by (letters > 0) desc, (short_messages > 0) desc, building_id, account_id limit 1`,
    [mailing],
  );
  return row;
}

export async function endMailingAccounts(
  tx: Tx,
  of: {
    readonly mailing: number;
    readonly building: BuildingId;
    readonly accounts: readonly AccountId[];
    readonly outcome: "told" | "left_out";
  },
): Promise<void> {
  await tx.query(
    `update notifications.mailing_accounts set outcome = $4, ended_at = now()
     where mailing_id = $1 and building_id = $2 and account_id = any ($3::integer[]) and outcome is null`,
    [of.mailing, of.building, intArray(of.accounts), of.outcome],
  );
}

/** What of a mailing waits does not leave any more; gives how many messages. */
export async function stopMailing(tx: Tx, mailing: number): Promise<number> {
  const rows = await tx.query(
    `update notifications.messages set state = 'stopped', reason = 'withdrawn', ended_at = now()
     where mailing_id = $1 and state in ('waiting', 'gathered') returning 1`,
    [mailing],
  );
  return rows.length;
}

export interface LoggedMessage {
  readonly message: bigint;
  readonly mailing: number | null;
  readonly event: string;
  readonly channel: Channel;
  readonly address: string;
  readonly account: string | null;
  readonly state: MessageState;
  readonly reason: string;
  readonly parts: number | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

export interface LogQuery {
  readonly mailing?: number | undefined;
  readonly state?: MessageState | undefined;
  readonly channel?: Channel | undefined;
  /** An account's number, or a part of an address. */
  readonly find?: string | undefined;
  readonly before?: bigint | undefined;
  readonly limit: number;
}

/** What was told and what became of it, newest first. */
export async function listLog(tx: Tx, of: LogQuery): Promise<LoggedMessage[]> {
  return tx.query<LoggedMessage>(
    `select m.message_id as message, m.mailing_id as mailing, m.event, m.channel, m.address, a.number as account, m.state,
       m.reason, m.parts, m.created_at as "createdAt", m.ended_at as "endedAt"
     from notifications.messages m left join accounts.accounts a using (building_id, account_id)
     where ($1::integer is null or m.mailing_id = $1) and ($2::text is null or m.state = $2)
       and ($3::text is null or m.channel = $3) and ($4::bigint is null or m.message_id < $4)
       and ($5::text is null or a.number = $5 or strpos(lower(m.address), lower($5)) > 0)
     order by m.message_id desc limit $6`,
    [of.mailing ?? null, of.state ?? null, of.channel ?? null, of.before ?? null, of.find ?? null, of.limit],
  );
}
