import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { AuditEntry, AuditRecord, Job, NewUser, Origin, Role, Session, User } from "./model.ts";
import type { RecentFailures } from "./rules/sign-in-delay.ts";

/** Before anybody is signed in there is no scope: settings of the transaction open single rows. */
export type Unscoped = Omit<Tx, "scope">;

interface UserRow {
  user_id: number;
  login: string;
  name: string;
  role: Role;
  organization_id: number | null;
  locale: "ru" | "en";
  disabled_at: Date | null;
}
const USER = "user_id, login, name, role, organization_id, locale, disabled_at";

const userOf = (row: UserRow): User => ({
  id: row.user_id as UserId,
  login: row.login,
  name: row.name,
  role: row.role,
  organization: (row.organization_id ?? undefined) as OrganizationId | undefined,
  language: row.locale,
  disabledAt: row.disabled_at ?? undefined,
});

/** Two guesses at once are judged one after the other, or a thousand would be judged by the same count. */
export async function lockAttempts(
  tx: Unscoped,
  of: { login: string; remoteAddress: string },
): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('access.address'), hashtext($1))", [
    of.remoteAddress,
  ]);
  await tx.query("select pg_advisory_xact_lock(hashtext('access.login'), hashtext($1))", [of.login]);
}

export async function countFailures(
  tx: Unscoped,
  of: { login: string; remoteAddress: string },
): Promise<RecentFailures> {
  const rows = await tx.query<{ what: keyof RecentFailures; count: number; ago: number | null }>(
    `with recent as (
       select login, remote_address, attempted_at, succeeded from access.sign_in_attempts
       where (login = $1 or remote_address = $2) and attempted_at > now() - interval '1 day')
     select 'pair' as what, count(*)::integer as count, extract(epoch from clock_timestamp() - max(attempted_at))::float8 as ago
     from recent where login = $1 and remote_address = $2 and attempted_at > coalesce(
       (select max(attempted_at) from recent where login = $1 and remote_address = $2 and succeeded), '-infinity')
     union all
     select 'login', count(*)::integer, extract(epoch from clock_timestamp() - max(attempted_at))::float8
     from recent where login = $1 and attempted_at > coalesce(
       (select max(attempted_at) from recent where login = $1 and succeeded), '-infinity')
     union all
     select 'address', greatest(0, count(*) filter (where not succeeded) - count(*) filter (where succeeded))::integer,
       extract(epoch from clock_timestamp() - max(attempted_at))::float8
     from recent where remote_address = $2 and attempted_at > now() - interval '1 hour'`,
    [of.login, of.remoteAddress],
  );
  const failures = (what: keyof RecentFailures) => {
    const row = rows.find((one) => one.what === what);
    return { count: row?.count ?? 0, secondsAgo: row?.ago ?? 0 };
  };
  return { pair: failures("pair"), login: failures("login"), address: failures("address") };
}

export async function insertAttempt(
  tx: Unscoped,
  of: { login: string; remoteAddress: string; succeeded: boolean },
): Promise<void> {
  await tx.query(
    `insert into access.sign_in_attempts (login, remote_address, succeeded, attempted_at)
     values ($1, $2, $3, clock_timestamp())`,
    [of.login, of.remoteAddress, of.succeeded],
  );
}

export async function findUserWithHash(
  tx: Unscoped,
  login: string,
): Promise<{ user: User; passwordHash: string } | undefined> {
  const rows = await tx.query<UserRow & { password_hash: string }>(
    `select ${USER}, password_hash from access.users where login = $1`,
    [login],
  );
  return rows[0] && { user: userOf(rows[0]), passwordHash: rows[0].password_hash };
}

/** Opens the row of a user whose session was found, and what they themselves may change. */
export async function actAs(tx: Unscoped, user: UserId): Promise<void> {
  await tx.named("access.actAs", "select set_config('paylogic.user', $1, true)", [String(user)]);
}

export async function findUser(tx: Unscoped, user: UserId): Promise<User | undefined> {
  const rows = await tx.named<UserRow>(
    "access.findUser",
    `select ${USER} from access.users where user_id = $1`,
    [user],
  );
  return rows[0] && userOf(rows[0]);
}

export async function insertSession(
  tx: Unscoped,
  of: Origin & { tokenHash: Buffer; user: UserId },
): Promise<void> {
  await tx.query(
    "insert into access.sessions (token_hash, user_id, remote_address, user_agent) values ($1, $2, $3, $4)",
    [of.tokenHash, of.user, of.remoteAddress, of.userAgent],
  );
}

export interface SessionState {
  readonly user: UserId;
  readonly over: boolean;
  /** Not noted as seen for a minute: worth a write. */
  readonly stale: boolean;
  readonly today: Day;
}

/** The session with the business date, which every request needs: one question instead of two. */
export async function findSession(
  tx: Unscoped,
  tokenHash: Buffer,
  limits: { idleSeconds: number; absoluteSeconds: number },
): Promise<SessionState | undefined> {
  const rows = await tx.named<{ user_id: number; over: boolean; stale: boolean; today: Day }>(
    "access.findSession",
    `select user_id, seen_at < now() - interval '1 minute' as stale, organizations.business_date() as today,
       ended_at is not null or seen_at < now() - make_interval(secs => $2)
         or started_at < now() - make_interval(secs => $3) as over
     from access.sessions where token_hash = $1`,
    [tokenHash, limits.idleSeconds, limits.absoluteSeconds],
  );
  const row = rows[0];
  return row && { user: row.user_id as UserId, over: row.over, stale: row.stale, today: row.today };
}

export async function noteSeen(tx: Unscoped, tokenHash: Buffer): Promise<void> {
  await tx.named(
    "access.noteSeen",
    "update access.sessions set seen_at = now() where token_hash = $1 and ended_at is null",
    [tokenHash],
  );
}

export async function endSession(tx: Unscoped, tokenHash: Buffer): Promise<void> {
  await tx.query("update access.sessions set ended_at = now() where token_hash = $1 and ended_at is null", [
    tokenHash,
  ]);
}

const SESSION_ID = "left(encode(token_hash, 'hex'), 16)";

/** Ends the sessions of a user, all or those named; keeps `except`. Gives how many were running. */
export async function endSessionsOf(
  tx: Tx,
  of: { user: UserId; id?: string | undefined; except?: Buffer | undefined },
): Promise<number> {
  const rows = await tx.query(
    `update access.sessions set ended_at = now()
     where user_id = $1 and ended_at is null and ($2::text is null or ${SESSION_ID} = $2)
       and ($3::bytea is null or token_hash <> $3) returning 1`,
    [of.user, of.id ?? null, of.except ?? null],
  );
  return rows.length;
}

export async function listSessions(
  tx: Tx,
  user: UserId,
  limits: { idleSeconds: number; absoluteSeconds: number },
): Promise<Session[]> {
  return tx.query<Session>(
    `select ${SESSION_ID} as id, started_at as "startedAt", seen_at as "seenAt", remote_address as "remoteAddress",
       user_agent as "userAgent"
     from access.sessions where user_id = $1 and ended_at is null and seen_at > now() - make_interval(secs => $2)
       and started_at > now() - make_interval(secs => $3)
     order by seen_at desc limit 100`,
    [user, limits.idleSeconds, limits.absoluteSeconds],
  );
}

export async function listUsers(tx: Tx): Promise<User[]> {
  const rows = await tx.query<UserRow>(`select ${USER} from access.users order by login limit 10000`);
  return rows.map(userOf);
}

/** Gives undefined for a login that is taken. */
export async function insertUser(tx: Tx, of: NewUser & { passwordHash: string }): Promise<User | undefined> {
  const rows = await tx.query<UserRow>(
    `insert into access.users (login, password_hash, name, role, organization_id, locale)
     values ($1, $2, $3, $4, $5, $6) on conflict (login) do nothing returning ${USER}`,
    [of.login, of.passwordHash, of.name, of.role, of.organization ?? null, of.language ?? "ru"],
  );
  return rows[0] && userOf(rows[0]);
}

export async function findPasswordHash(tx: Tx, user: UserId): Promise<string | undefined> {
  const rows = await tx.query<{ password_hash: string }>(
    "select password_hash from access.users where user_id = $1 for update",
    [user],
  );
  return rows[0]?.password_hash;
}

export async function updatePassword(tx: Tx, user: UserId, passwordHash: string): Promise<void> {
  await tx.query("update access.users set password_hash = $2 where user_id = $1", [user, passwordHash]);
}

export async function disableUser(tx: Tx, user: UserId): Promise<void> {
  await tx.query("update access.users set disabled_at = now() where user_id = $1 and disabled_at is null", [
    user,
  ]);
}

export async function insertAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const own = tx.scope.sees === "company" ? tx.scope.organizations[0] : undefined;
  await tx.named(
    "access.insertAudit",
    `insert into access.audit (user_id, organization_id, action, subject, data, request_id)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      tx.scope.user ?? null,
      own ?? entry.organization ?? null,
      entry.action,
      entry.subject,
      JSON.stringify(entry.data ?? {}),
      entry.requestId ?? null,
    ],
  );
}

export async function listAudit(
  tx: Tx,
  of: { subject?: string | undefined; limit: number },
): Promise<AuditRecord[]> {
  const rows = await tx.query<{
    entry_id: bigint;
    recorded_at: Date;
    user_id: number | null;
    organization_id: number | null;
    action: string;
    subject: string;
    data: Record<string, unknown>;
    request_id: string | null;
  }>(
    `select entry_id, recorded_at, user_id, organization_id, action, subject, data, request_id
     from access.audit where $1::text is null or subject = $1 order by entry_id desc limit $2`,
    [of.subject ?? null, of.limit],
  );
  return rows.map((row) => ({
    id: row.entry_id,
    recordedAt: row.recorded_at,
    user: (row.user_id ?? undefined) as UserId | undefined,
    organization: (row.organization_id ?? undefined) as OrganizationId | undefined,
    action: row.action,
    subject: row.subject,
    data: row.data,
    requestId: row.request_id ?? undefined,
  }));
}

/** The center's keys are of organization 0. */
const keeperOf = (tx: Tx): number => (tx.scope.sees === "center" ? 0 : (tx.scope.organizations[0] ?? 0));

export interface KeptAnswer {
  readonly requestHash: string;
  readonly status: number;
  /** The very text that was sent. */
  readonly text: string;
}

/** The same command sent twice at once: the second waits here and finds the answer of the first. */
export async function lockKey(tx: Tx, key: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('access.idempotency'), hashtext($1))", [
    `${keeperOf(tx)} ${key}`,
  ]);
}

export async function findAnswer(tx: Tx, key: string): Promise<KeptAnswer | undefined> {
  const rows = await tx.query<{ request_hash: string; status: number; text: string }>(
    `select request_hash, status, response #>> '{}' as text from access.idempotency_keys
     where organization_id = $1 and key = $2`,
    [keeperOf(tx), key],
  );
  const row = rows[0];
  return row && { requestHash: row.request_hash, status: row.status, text: row.text };
}

export async function insertAnswer(tx: Tx, key: string, answer: KeptAnswer): Promise<void> {
  // As a JSON string, not as a document: jsonb would reorder its fields, and the repeat would not be the same bytes.
  await tx.query(
    `insert into access.idempotency_keys (organization_id, key, request_hash, status, response)
     values ($1, $2, $3, $4, to_jsonb($5::text))`,
    [keeperOf(tx), key, answer.requestHash, answer.status, answer.text],
  );
}

interface JobRow {
  job_id: number;
  kind: string;
  subject: string;
  organization_id: number | null;
  started_at: Date;
  started_by: number | null;
  ended_at: Date | null;
  outcome: "done" | "refused" | "failed" | null;
  silent: boolean;
  done: number;
  total: number | null;
  result: Record<string, unknown>;
}
const JOB = `job_id, kind, subject, organization_id, started_at, started_by, ended_at, outcome,
  seen_at < now() - interval '1 minute' as silent, done, total, result`;

const jobOf = (row: JobRow): Job => ({
  id: row.job_id,
  kind: row.kind,
  subject: row.subject,
  organization: (row.organization_id ?? undefined) as OrganizationId | undefined,
  state: row.outcome ?? (row.silent ? "interrupted" : "running"),
  startedAt: row.started_at,
  startedBy: (row.started_by ?? undefined) as UserId | undefined,
  endedAt: row.ended_at ?? undefined,
  done: row.done,
  total: row.total ?? undefined,
  result: row.result,
});

export async function insertJob(
  tx: Tx,
  of: { kind: string; subject: string; organization: OrganizationId | undefined },
): Promise<Job> {
  const own = tx.scope.sees === "company" ? tx.scope.organizations[0] : undefined;
  const rows = await tx.query<JobRow>(
    `insert into access.jobs (kind, subject, organization_id, started_by) values ($1, $2, $3, $4) returning ${JOB}`,
    [of.kind, of.subject, own ?? of.organization ?? null, tx.scope.user ?? null],
  );
  return jobOf(must(rows[0], "the new job"));
}

export async function noteProgress(
  tx: Tx,
  job: number,
  of: { done: number; total?: number | undefined },
): Promise<void> {
  await tx.query(
    `update access.jobs set seen_at = now(), done = $2, total = coalesce($3, total)
     where job_id = $1 and ended_at is null`,
    [job, of.done, of.total ?? null],
  );
}

export async function endJob(
  tx: Tx,
  job: number,
  of: { outcome: "done" | "refused" | "failed"; result: string; done: number; total: number | undefined },
): Promise<void> {
  await tx.query(
    `update access.jobs set ended_at = now(), seen_at = now(), outcome = $2, result = $3, done = $4, total = $5
     where job_id = $1 and ended_at is null`,
    [job, of.outcome, of.result, of.done, of.total ?? null],
  );
}

export async function findJob(tx: Tx, job: number): Promise<Job | undefined> {
  const rows = await tx.query<JobRow>(`select ${JOB} from access.jobs where job_id = $1`, [job]);
  return rows[0] && jobOf(rows[0]);
}

/** Newest first. */
export async function listJobs(tx: Tx, limit: number): Promise<Job[]> {
  const rows = await tx.query<JobRow>(`select ${JOB} from access.jobs order by job_id desc limit $1`, [
    limit,
  ]);
  return rows.map(jobOf);
}

/** Takes the turn if the interval has passed and nobody holds the lease; undefined if not. */
export async function takeChore(
  tx: Tx,
  chore: { readonly name: string; readonly everySeconds: number; readonly leaseSeconds: number },
): Promise<bigint | undefined> {
  const rows = await tx.query<{ turn: bigint }>(
    `insert into access.chores as c (name, leased_until, turn, began_at)
     values ($1, clock_timestamp() + make_interval(secs => $3), 1, clock_timestamp())
     on conflict (name) do update set leased_until = excluded.leased_until, turn = c.turn + 1,
       began_at = excluded.began_at, ended_at = null
     where c.began_at <= clock_timestamp() - make_interval(secs => $2)
       and (c.ended_at is not null or c.leased_until <= clock_timestamp())
     returning turn`,
    [chore.name, chore.everySeconds, chore.leaseSeconds],
  );
  return rows[0]?.turn;
}

/** Says nothing if the lease has passed to another turn meanwhile. */
export async function endChore(
  tx: Tx,
  of: { readonly name: string; readonly turn: bigint; readonly trouble: string | undefined },
): Promise<void> {
  await tx.query(
    "update access.chores set ended_at = clock_timestamp(), trouble = $3 where name = $1 and turn = $2",
    [of.name, of.turn, of.trouble ?? null],
  );
}

export async function listChores(
  tx: Tx,
): Promise<{ name: string; beganAt: Date; endedAt: Date | undefined; trouble: string | undefined }[]> {
  const rows = await tx.query<{
    name: string;
    began_at: Date;
    ended_at: Date | null;
    trouble: string | null;
  }>("select name, began_at, ended_at, trouble from access.chores order by name");
  return rows.map((row) => ({
    name: row.name,
    beganAt: row.began_at,
    endedAt: row.ended_at ?? undefined,
    trouble: row.trouble ?? undefined,
  }));
}
