import type { Day } from "#core/day";
import type { AccountId, BuildingId, PremisesId } from "#core/ids";
import type { Language } from "#platform/http";
import type { Tx } from "#platform/database";
import type {
  DataConsent,
  Grant,
  Login,
  LoginId,
  OwnAccount,
  PrintedSlips,
  ResidentSession,
  Right,
  SafetyEvent,
  SafetyKind,
  Slip,
} from "./model.ts";
import { SLIP_FAILURES_MAX } from "./rules/slip-code.ts";

/** Before anybody is signed in there is no scope: settings of the transaction open single rows. */
export type Unscoped = Omit<Tx, "scope">;

interface Place {
  readonly building: BuildingId;
  readonly account: AccountId;
}

// --- slips -----------------------------------------------------------------------------------------------------------

export async function insertSlips(
  tx: Unscoped,
  slips: readonly (Place & { readonly codeHash: Buffer })[],
  of: {
    readonly rights: readonly Right[];
    readonly issuedBy?: number | undefined;
    readonly invitedBy?: LoginId | undefined;
    readonly days: number;
  },
): Promise<{ id: number; expiresAt: Date }[]> {
  return tx.query<{ id: number; expiresAt: Date }>(
    `insert into residents.slips (building_id, account_id, code_hash, rights, issued_by, invited_by, expires_at)
     select building, account, decode(code, 'hex'), $4, $5, $6, now() + make_interval(days => $7)
     from unnest($1::integer[], $2::integer[], $3::text[]) with ordinality as s (building, account, code, at) order by at
     returning slip_id as id, expires_at as "expiresAt"`,
    [
      slips.map(({ building }) => building),
      slips.map(({ account }) => account),
      slips.map(({ codeHash }) => codeHash.toString("hex")),
      of.rights,
      of.issuedBy ?? null,
      of.invitedBy ?? null,
      of.days,
    ],
  );
}

/** Codes that were printed with a batch of receipts, in any order. */
export async function insertPrintedSlips(
  tx: Unscoped,
  slips: readonly (Place & { readonly codeHash: Buffer })[],
  of: {
    readonly rights: readonly Right[];
    readonly issuedBy: number | undefined;
    readonly batch: number;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into residents.slips (building_id, account_id, code_hash, rights, issued_by, expires_at, print_batch)
     select building, account, decode(code, 'hex'), $4, $5, $6, $7
     from unnest($1::integer[], $2::integer[], $3::text[]) as s (building, account, code)`,
    [
      slips.map(({ building }) => building),
      slips.map(({ account }) => account),
      slips.map(({ codeHash }) => codeHash.toString("hex")),
      of.rights,
      of.issuedBy ?? null,
      of.expiresAt,
      of.batch,
    ],
  );
}

/** Accounts of these buildings that somebody signs in to, or that a code of the company waits for. */
export async function listAccountsReached(
  tx: Unscoped,
  buildings: readonly BuildingId[],
): Promise<AccountId[]> {
  const rows = await tx.query<{ account: AccountId }>(
    `select account_id as account from residents.grants
     where building_id = any ($1::integer[]) and revoked_at is null
     union
     select account_id from residents.slips
     where building_id = any ($1::integer[]) and invited_by is null and used_at is null and revoked_at is null
       and expires_at > now() and failures < $2`,
    [buildings, SLIP_FAILURES_MAX],
  );
  return rows.map(({ account }) => account);
}

/** What became of the codes of each of these batches; one that was printed without is absent. */
export async function countPrintedSlips(
  tx: Unscoped,
  batches: readonly number[],
): Promise<Map<number, PrintedSlips>> {
  const rows = await tx.query<PrintedSlips & { batch: number }>(
    `select print_batch as batch, count(*)::integer as printed,
       (count(*) filter (where used_at is not null))::integer as used,
       (count(*) filter (where used_at is null and revoked_at is null and expires_at > now() and failures < $2))::integer as waiting
     from residents.slips where print_batch = any ($1::integer[]) group by print_batch`,
    [batches, SLIP_FAILURES_MAX],
  );
  return new Map(rows.map(({ batch, ...counts }) => [batch, counts]));
}

/** Gives how many codes of the batch ended. */
export async function revokePrintedSlips(tx: Unscoped, batch: number): Promise<number> {
  const rows = await tx.query(
    `update residents.slips set revoked_at = now()
     where print_batch = $1 and used_at is null and revoked_at is null returning 1`,
    [batch],
  );
  return rows.length;
}

/** Codes of the company for these accounts that wait are not good any more: the newest alone is. */
export async function revokeWaitingSlips(tx: Unscoped, places: readonly Place[]): Promise<void> {
  await tx.query(
    `update residents.slips s set revoked_at = now()
     from unnest($1::integer[], $2::integer[]) as p (building, account)
     where s.building_id = p.building and s.account_id = p.account and s.invited_by is null
       and s.used_at is null and s.revoked_at is null`,
    [places.map(({ building }) => building), places.map(({ account }) => account)],
  );
}

export interface WaitingSlip extends Place {
  readonly id: number;
  readonly codeHash: Buffer;
  readonly rights: readonly Right[];
}

/** Codes of an account that can still be used, locked so that each is used once. */
export async function lockWaitingSlips(tx: Unscoped, { building, account }: Place): Promise<WaitingSlip[]> {
  return tx.query<WaitingSlip>(
    `select building_id as building, account_id as account, slip_id as id, code_hash as "codeHash", rights
     from residents.slips where building_id = $1 and account_id = $2 and used_at is null and revoked_at is null
       and expires_at > now() and failures < $3 order by slip_id for update`,
    [building, account, SLIP_FAILURES_MAX],
  );
}

export async function countSlipFailure(tx: Unscoped, slips: readonly WaitingSlip[]): Promise<void> {
  await tx.query(
    `update residents.slips s set failures = failures + 1 from unnest($1::integer[], $2::integer[]) as w (building, id)
     where s.building_id = w.building and s.slip_id = w.id`,
    [slips.map(({ building }) => building), slips.map(({ id }) => id)],
  );
}

export async function useSlip(
  tx: Unscoped,
  { building, id }: { building: BuildingId; id: number },
): Promise<void> {
  await tx.query("update residents.slips set used_at = now() where building_id = $1 and slip_id = $2", [
    building,
    id,
  ]);
}

/** Gives the number of slips that ended: 0 where none waited. */
export async function revokeSlip(tx: Unscoped, of: { building: BuildingId; id: number }): Promise<number> {
  const rows = await tx.query(
    `update residents.slips set revoked_at = now()
     where building_id = $1 and slip_id = $2 and used_at is null and revoked_at is null returning 1`,
    [of.building, of.id],
  );
  return rows.length;
}

export async function listSlips(tx: Unscoped, { building, account }: Place): Promise<Slip[]> {
  return tx.query<Slip>(
    `select slip_id as id, rights, issued_at as "issuedAt", expires_at as "expiresAt", invited_by is not null as "isInvitation",
       case when used_at is not null then 'used' when revoked_at is not null then 'revoked'
         when failures >= $3 then 'locked' when expires_at <= now() then 'expired' else 'waiting' end as state
     from residents.slips where building_id = $1 and account_id = $2 order by slip_id desc limit 50`,
    [building, account, SLIP_FAILURES_MAX],
  );
}

// --- logins ----------------------------------------------------------------------------------------------------------

interface LoginRow {
  readonly id: LoginId;
  readonly name: string;
  readonly language: Language;
  readonly passwordHash: string;
}
const LOGIN = `login_id as id, name, locale as language, password_hash as "passwordHash"`;

export interface LoginWithHash extends Login {
  readonly passwordHash: string;
}

export async function findLoginByName(tx: Unscoped, name: string): Promise<LoginWithHash | undefined> {
  const [row] = await tx.query<LoginRow>(`select ${LOGIN} from residents.logins where name = $1`, [name]);
  return row;
}

export async function findLogin(tx: Unscoped, id: LoginId): Promise<LoginWithHash | undefined> {
  const [row] = await tx.named<LoginRow>(
    "residents.findLogin",
    `select ${LOGIN} from residents.logins where login_id = $1`,
    [id],
  );
  return row;
}

/** Undefined when the name has been taken meanwhile. */
export async function insertLogin(
  tx: Unscoped,
  of: { readonly name: string; readonly passwordHash: string; readonly language: Language },
): Promise<LoginId | undefined> {
  const [row] = await tx.query<{ id: LoginId }>(
    `insert into residents.logins (name, password_hash, locale) values ($1, $2, $3)
     on conflict (name) do nothing returning login_id as id`,
    [of.name, of.passwordHash, of.language],
  );
  return row?.id;
}

export async function updatePassword(tx: Unscoped, id: LoginId, passwordHash: string): Promise<void> {
  await tx.query("update residents.logins set password_hash = $2 where login_id = $1", [id, passwordHash]);
}

export async function updateLanguage(tx: Unscoped, id: LoginId, language: Language): Promise<void> {
  await tx.query("update residents.logins set locale = $2 where login_id = $1", [id, language]);
}

// --- consents --------------------------------------------------------------------------------------------------------

export async function insertConsent(
  tx: Unscoped,
  of: Omit<DataConsent, "agreedAt"> & {
    readonly login: LoginId;
    readonly language: Language;
    readonly remoteAddress: string;
  },
): Promise<void> {
  await tx.query(
    "insert into residents.consents (login_id, version, locale, wording, remote_address) values ($1, $2, $3, $4, $5)",
    [of.login, of.version, of.language, of.wording, of.remoteAddress],
  );
}

export async function listConsents(tx: Unscoped, login: LoginId): Promise<DataConsent[]> {
  return tx.query<DataConsent>(
    `select version, wording, agreed_at as "agreedAt" from residents.consents where login_id = $1 order by consent_id desc`,
    [login],
  );
}

// --- grants ----------------------------------------------------------------------------------------------------------

/** Rights of a login that had some already are those of the newer slip. */
export async function putGrant(
  tx: Unscoped,
  of: Place & { readonly login: LoginId; readonly slip: number; readonly rights: readonly Right[] },
): Promise<void> {
  await tx.query(
    `update residents.grants set revoked_at = now()
     where building_id = $1 and account_id = $2 and login_id = $3 and revoked_at is null`,
    [of.building, of.account, of.login],
  );
  await tx.query(
    `insert into residents.grants (building_id, account_id, login_id, slip_id, rights) values ($1, $2, $3, $4, $5)`,
    [of.building, of.account, of.login, of.slip, of.rights],
  );
  // Who manages the account learns whom else it was opened to.
  await tx.query(
    `insert into residents.safety_events (login_id, kind, detail, of_building_id, of_account_id)
     select g.login_id, 'access_given', l.name, g.building_id, g.account_id
     from residents.grants g join residents.logins l on l.login_id = $3
     where g.building_id = $1 and g.account_id = $2 and g.login_id <> $3 and g.revoked_at is null
       and 'manage' = any (g.rights)`,
    [of.building, of.account, of.login],
  );
}

interface OwnRow {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly premises: PremisesId;
  readonly number: string;
  readonly rights: readonly Right[];
}

/** The accounts that are open to a login now. Asked as the center: what a resident may see is known only after it. */
export async function listOwnAccounts(tx: Tx, login: LoginId): Promise<OwnAccount[]> {
  const rows = await tx.named<OwnRow>(
    "residents.own-accounts",
    `select g.building_id as building, g.account_id as account, a.premises_id as premises, a.number, g.rights
     from residents.grants g join accounts.accounts a using (building_id, account_id)
     where g.login_id = $1 and g.revoked_at is null order by g.grant_id`,
    [login],
  );
  return rows.map((row) => ({ ...row, rights: new Set(row.rights) }));
}

export async function listGrants(tx: Unscoped, { building, account }: Place): Promise<Grant[]> {
  const rows = await tx.query<Omit<Grant, "revokedAt"> & { revokedAt: Date | null }>(
    `select g.grant_id as id, l.name as login, g.rights, g.granted_at as "grantedAt", g.revoked_at as "revokedAt",
       s.invited_by is not null as "isInvited"
     from residents.grants g join residents.logins l using (login_id)
     join residents.slips s on s.building_id = g.building_id and s.slip_id = g.slip_id
     where g.building_id = $1 and g.account_id = $2 order by g.grant_id desc limit 50`,
    [building, account],
  );
  return rows.map((row) => ({ ...row, revokedAt: row.revokedAt ?? undefined }));
}

/** Gives the number of grants that ended. Only those that somebody invited, where `invitedBy` is given. */
export async function revokeGrant(
  tx: Unscoped,
  of: Place & { readonly grant: number; readonly invitedBy?: LoginId | undefined },
): Promise<number> {
  const rows = await tx.query<{ login: LoginId }>(
    `update residents.grants g set revoked_at = now()
     where g.building_id = $1 and g.account_id = $2 and g.grant_id = $3 and g.revoked_at is null
       and ($4::integer is null or exists (select from residents.slips s
         where s.building_id = g.building_id and s.slip_id = g.slip_id and s.invited_by = $4))
     returning g.login_id as login`,
    [of.building, of.account, of.grant, of.invitedBy ?? null],
  );
  for (const { login } of rows) await noteSafety(tx, { ...of, login, kind: "access_ended", detail: "" });
  return rows.length;
}

// --- sessions --------------------------------------------------------------------------------------------------------

export async function insertSession(
  tx: Unscoped,
  of: {
    readonly tokenHash: Buffer;
    readonly login: LoginId;
    readonly remoteAddress: string;
    readonly userAgent: string;
  },
): Promise<void> {
  await tx.query(
    "insert into residents.sessions (token_hash, login_id, remote_address, user_agent) values ($1, $2, $3, $4)",
    [of.tokenHash, of.login, of.remoteAddress, of.userAgent],
  );
}

/** Whether somebody who has signed in before does so from a browser that they never used. */
export async function isNewDevice(
  tx: Unscoped,
  of: { readonly login: LoginId; readonly userAgent: string },
): Promise<boolean> {
  const [row] = await tx.query<{ isNew: boolean | null }>(
    `select bool_and(user_agent <> $2) as "isNew" from residents.sessions where login_id = $1`,
    [of.login, of.userAgent],
  );
  return row?.isNew === true;
}

export interface SessionState {
  readonly login: LoginId;
  readonly over: boolean;
  /** Not noted as seen for a minute: worth a write. */
  readonly stale: boolean;
  readonly today: Day;
}

/** The session with the business date. */
export async function findSession(
  tx: Unscoped,
  tokenHash: Buffer,
  limits: { readonly idleSeconds: number; readonly absoluteSeconds: number },
): Promise<SessionState | undefined> {
  const [row] = await tx.named<SessionState>(
    "residents.findSession",
    `select login_id as login, seen_at < now() - interval '1 minute' as stale, organizations.business_date() as today,
       ended_at is not null or seen_at < now() - make_interval(secs => $2)
         or started_at < now() - make_interval(secs => $3) as over
     from residents.sessions where token_hash = $1`,
    [tokenHash, limits.idleSeconds, limits.absoluteSeconds],
  );
  return row;
}

/** Opens the rows of a login whose session or password was right. */
export async function actAs(tx: Unscoped, login: LoginId): Promise<void> {
  await tx.named("residents.actAs", "select set_config('paylogic.resident', $1, true)", [String(login)]);
}

export async function noteSeen(tx: Unscoped, tokenHash: Buffer): Promise<void> {
  await tx.query("update residents.sessions set seen_at = now() where token_hash = $1", [tokenHash]);
}

/** One session by the beginning of its hash, or all but one; gives how many ended. */
export async function endSessions(
  tx: Unscoped,
  of: { readonly login: LoginId; readonly id?: string | undefined; readonly except?: Buffer | undefined },
): Promise<number> {
  const rows = await tx.query(
    `update residents.sessions set ended_at = now()
     where login_id = $1 and ended_at is null and ($2::text is null or left(encode(token_hash, 'hex'), 16) = $2)
       and ($3::bytea is null or token_hash <> $3) returning 1`,
    [of.login, of.id ?? null, of.except ?? null],
  );
  return rows.length;
}

export async function listSessions(
  tx: Unscoped,
  login: LoginId,
  limits: { readonly idleSeconds: number; readonly absoluteSeconds: number },
): Promise<ResidentSession[]> {
  return tx.query<ResidentSession>(
    `select left(encode(token_hash, 'hex'), 16) as id, started_at as "startedAt", seen_at as "seenAt",
       remote_address as "remoteAddress", user_agent as "userAgent"
     from residents.sessions where login_id = $1 and ended_at is null and seen_at > now() - make_interval(secs => $2)
       and started_at > now() - make_interval(secs => $3) order by seen_at desc`,
    [login, limits.idleSeconds, limits.absoluteSeconds],
  );
}

// --- safety ----------------------------------------------------------------------------------------------------------

/** Noted for whom it concerns, in the transaction that makes it so. */
export async function noteSafety(
  tx: Unscoped,
  of: {
    readonly login: LoginId;
    readonly kind: SafetyKind;
    readonly detail: string;
    readonly building?: BuildingId;
    readonly account?: AccountId;
  },
): Promise<void> {
  await tx.query(
    `insert into residents.safety_events (login_id, kind, detail, of_building_id, of_account_id) values ($1, $2, $3, $4, $5)`,
    [of.login, of.kind, of.detail.slice(0, 500), of.building ?? null, of.account ?? null],
  );
}

/** What nobody has been told of yet, the oldest first; from now on it counts as told. */
export async function takeSafetyEvents(tx: Tx, of: { readonly limit: number }): Promise<SafetyEvent[]> {
  const rows = await tx.query<
    Omit<SafetyEvent, "about"> & { building: BuildingId | null; account: AccountId | null }
  >(
    `update residents.safety_events e set told_at = now()
     where event_id in (select event_id from residents.safety_events where told_at is null
       order by event_id limit $1 for update skip locked)
     returning event_id as id, login_id as login, kind, detail, of_building_id as building, of_account_id as account,
       happened_at as "happenedAt"`,
    [of.limit],
  );
  return rows.map(({ building, account, ...row }) => ({
    ...row,
    about: building === null || account === null ? undefined : { building, account },
  }));
}
