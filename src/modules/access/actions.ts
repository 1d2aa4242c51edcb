import { createHash, randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import { ok, type Refusal, refuse, type Result } from "#core/result";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { attempt, within } from "#platform/deed";
import type { AccessRefusal, UserRowRefusal } from "./contract.ts";
import type { AuditEntry, AuditRecord, Job, NewUser, Origin, Session, User } from "./model.ts";
import { judgePassword, judgeUser, LOGIN_PATTERN } from "./rules/judge-user.ts";
import { isOfCenter } from "./rules/permissions.ts";
import { secondsToWait } from "./rules/sign-in-delay.ts";
import * as store from "./store.ts";

/** A session ends after twelve hours without a request, and after thirty days in any case. */
export const SESSION_LIMITS = { idleSeconds: 12 * 3600, absoluteSeconds: 30 * 86_400 };

/** Somebody who is signed in, on the business day of the installation. */
export interface SignedIn {
  readonly user: User;
  readonly today: Day;
  readonly tokenHash: Buffer;
}

/**
 * Signs a person in and opens a session. Unknown, wrong and disabled get the same answer in the same time; repeated
 * failures wait longer and longer.
 */
export async function signIn(
  database: Database,
  input: { readonly login: string; readonly password: string },
  origin: Origin,
): Promise<Result<SignedIn & { readonly token: string }, AccessRefusal>> {
  const login = input.login.trim().toLowerCase();
  const attempted = { login, remoteAddress: origin.remoteAddress };
  const seconds = await beginAttempt(database, attempted);
  if (seconds > 0) return refuse({ code: "access.sign_in_too_often", seconds });

  const known = LOGIN_PATTERN.test(login)
    ? await database.unscoped(settingsOf(attempted), (tx) => store.findUserWithHash(tx, login))
    : undefined;
  const right = await isPassword(input.password, known?.passwordHash);
  if (!known || !right || known.user.disabledAt) return refuse({ code: "access.sign_in_failed" });

  const token = randomBytes(32).toString("base64url");
  const tokenHash = hashOf(token);
  await database.unscoped({ ...settingsOf(attempted), session: tokenHash.toString("hex") }, async (tx) => {
    await store.insertAttempt(tx, { ...attempted, succeeded: true });
    await store.insertSession(tx, { ...origin, tokenHash, user: known.user.id });
  });
  const signedIn = await signedInBy(database, token);
  return ok({ ...must(signedIn, "the session just opened"), token });
}

/**
 * An attempt to get in, by a login or by anything else that can be guessed: written as failed before it is judged, so
 * that many guesses at once count one another. Gives the seconds to wait; 0: judge it now.
 */
export async function beginAttempt(database: Database, attempted: Attempted): Promise<number> {
  return database.unscoped(settingsOf(attempted), async (tx) => {
    await store.lockAttempts(tx, attempted);
    const wait = secondsToWait(await store.countFailures(tx, attempted));
    if (wait === 0) await store.insertAttempt(tx, { ...attempted, succeeded: false });
    return wait;
  });
}

/** The attempt was right after all: those before it count no more. */
export async function noteSuccess(database: Database, attempted: Attempted): Promise<void> {
  await database.unscoped(settingsOf(attempted), (tx) =>
    store.insertAttempt(tx, { ...attempted, succeeded: true }),
  );
}

interface Attempted {
  readonly login: string;
  readonly remoteAddress: string;
}

const settingsOf = (of: Attempted) => ({
  signing_in: of.login,
  remote_address: of.remoteAddress,
});

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Argon2id with 19 MiB and two passes (OWASP), in the thread pool: the event loop goes on meanwhile. */
export const passwordHashOf = (password: string): Promise<string> =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

/** Whether the password is that of the hash; without a hash it is not, and takes as long. */
export const isPassword = async (password: string, passwordHash: string | undefined): Promise<boolean> =>
  (await verify(passwordHash ?? (await nobodysHash()), password)) && passwordHash !== undefined;

// An unknown login must cost as much time as a known one.
let nobodys: Promise<string> | undefined;
const nobodysHash = (): Promise<string> => (nobodys ??= passwordHashOf(randomBytes(18).toString("base64")));

/** Who holds the token; undefined for nobody: never issued, over, or the user is disabled. */
export async function signedInBy(database: Database, token: string): Promise<SignedIn | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const tokenHash = hashOf(token);
  return database.unscoped({ session: tokenHash.toString("hex") }, async (tx) => {
    const session = await store.findSession(tx, tokenHash, SESSION_LIMITS);
    if (!session || session.over) return undefined;
    await store.actAs(tx, session.user);
    const user = await store.findUser(tx, session.user);
    if (!user || user.disabledAt) return undefined;
    if (session.stale) await store.noteSeen(tx, tokenHash);
    return { user, today: session.today, tokenHash };
  });
}

/** What the person sees: the center everything, the others their organization. */
export const contextFor = (database: Database, { user, today }: SignedIn): Ctx =>
  contextOf(database, {
    sees: isOfCenter(user.role) ? "center" : "company",
    organizations: user.organization === undefined ? [] : [user.organization],
    today,
    user: user.id,
  });

export async function signOut(database: Database, { tokenHash }: SignedIn): Promise<void> {
  await database.unscoped({ session: tokenHash.toString("hex") }, (tx) => store.endSession(tx, tokenHash));
}

export const listSessions = (ctx: Ctx, user: UserId): Promise<Session[]> =>
  ctx.transaction((tx) => store.listSessions(tx, user, SESSION_LIMITS));

export const sessionIdOf = ({ tokenHash }: SignedIn): string => tokenHash.toString("hex").slice(0, 16);

/** Ends a session of one's own. */
export async function endSession(
  ctx: Ctx,
  of: { readonly user: UserId; readonly id: string },
): Promise<Result<true, AccessRefusal>> {
  const ended = await ctx.transaction((tx) => store.endSessionsOf(tx, of));
  return ended > 0 ? ok(true) : refuse({ code: "access.session_not_found" });
}

/** Changes one's own password; all other sessions end. */
export async function changePassword(
  ctx: Ctx,
  { user, tokenHash }: SignedIn,
  input: { readonly present: string; readonly next: string },
): Promise<Result<true, AccessRefusal>> {
  const judged = judgePassword(input.next, user.login);
  if (judged) return refuse(judged);
  const passwordHash = await passwordHashOf(input.next);
  return ctx.transaction(async (tx) => {
    const present = must(await store.findPasswordHash(tx, user.id), "one's own password");
    if (!(await verify(present, input.present))) return refuse({ code: "access.password_wrong" });
    await store.updatePassword(tx, user.id, passwordHash);
    await store.endSessionsOf(tx, { user: user.id, except: tokenHash });
    return ok(true);
  });
}

/**
 * Registers people who may sign in; for the center. Refuses everything if one row is refused, and names each such
 * row. Whether the organization exists is known below this room: an unknown one sees nothing.
 */
export async function registerUsers(
  ctx: Ctx,
  rows: readonly NewUser[],
): Promise<Result<User[], AccessRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "access.center_only" });
  const refused = rows.flatMap((row, at): { row: number; refusal: UserRowRefusal }[] => {
    const refusal = judgeUser(row);
    return refusal ? [{ row: at, refusal }] : [];
  });
  if (refused.length > 0) return refuse({ code: "access.rows_refused", rows: refused });
  const hashes = await Promise.all(rows.map((row) => passwordHashOf(row.password)));
  return attempt<User[], AccessRefusal>(ctx, async (tx) => {
    const users: User[] = [];
    for (const [at, row] of rows.entries()) {
      const passwordHash = must(hashes[at], "the hash of the row");
      const user = await store.insertUser(tx, { ...row, passwordHash });
      if (user) users.push(user);
      else refused.push({ row: at, refusal: { code: "access.login_taken", login: row.login } });
    }
    return refused.length > 0 ? refuse({ code: "access.rows_refused", rows: refused }) : ok(users);
  });
}

export const listUsers = (ctx: Ctx): Promise<User[]> => ctx.transaction((tx) => store.listUsers(tx));

/** Takes the right to sign in, and ends every session at once. The user stays: old records name them. */
export async function disableUser(ctx: Ctx, user: UserId): Promise<Result<User, AccessRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "access.center_only" });
  return ctx.transaction(async (tx) => {
    await store.disableUser(tx, user);
    await store.endSessionsOf(tx, { user });
    const disabled = await store.findUser(tx, user);
    return disabled ? ok(disabled) : refuse({ code: "access.user_not_found", user });
  });
}

/** Adds to the audit trail, which the application can neither change nor shorten. */
export const recordAudit = (ctx: Ctx, entry: AuditEntry): Promise<void> =>
  ctx.transaction((tx) => store.insertAudit(tx, entry));

/** Does a deed and records it, both or neither. The deed runs inside the one transaction. */
export async function audited<T>(
  ctx: Ctx,
  entryOf: (value: T) => AuditEntry,
  deed: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  return ctx.transaction(async (tx) => {
    const value = await deed(within(ctx, tx));
    await store.insertAudit(tx, entryOf(value));
    return value;
  });
}

export const listAudit = (
  ctx: Ctx,
  of: { readonly subject?: string | undefined; readonly limit: number },
): Promise<AuditRecord[]> => ctx.transaction((tx) => store.listAudit(tx, of));

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** It had been given before, and nothing was done now. */
  readonly repeated: boolean;
}

/**
 * Does a command once. Its answer is kept under the key in the transaction of the effect, so that a repeat gets the
 * same bytes, also when both arrive at once. A refused command (a throw) leaves nothing, and may be tried again.
 */
export async function once(
  ctx: Ctx,
  of: { readonly key: string; readonly request: string },
  deed: (ctx: Ctx) => Promise<{ readonly status: number; readonly text: string }>,
): Promise<Result<Answer, AccessRefusal>> {
  const requestHash = createHash("sha256").update(of.request).digest("hex");
  return ctx.transaction(async (tx) => {
    await store.lockKey(tx, of.key);
    const kept = await store.findAnswer(tx, of.key);
    if (kept) {
      return kept.requestHash === requestHash
        ? ok({ status: kept.status, text: kept.text, repeated: true })
        : refuse({ code: "access.idempotency_key_reused", key: of.key });
    }
    const answer = await deed(within(ctx, tx));
    await store.insertAnswer(tx, of.key, { requestHash, ...answer });
    return ok({ ...answer, repeated: false });
  });
}

/** Tells how far a job has come; not waited for. */
export type Progress = (done: number, total?: number) => void;

/**
 * Begins long work and gives its job at once; the work goes on in this process. `work` throws what fails; what it
 * refuses is an outcome, too. The job is a record, not a queue: one that a stopped process leaves is `interrupted`,
 * and is begun again by whoever needs it.
 */
export async function beginJob(
  ctx: Ctx,
  of: { readonly kind: string; readonly subject: string; readonly organization?: OrganizationId | undefined },
  work: (progress: Progress, job: number) => Promise<Result<object, Refusal>>,
  onFailure: (error: unknown) => void,
): Promise<Job> {
  const job = await ctx.transaction((tx) => store.insertJob(tx, { ...of, organization: of.organization }));
  let at: { done: number; total: number | undefined } = { done: 0, total: undefined };
  const alive = setInterval(() => {
    ctx.transaction((tx) => store.noteProgress(tx, job.id, at)).catch(onFailure);
  }, 1_000);
  const end = (outcome: "done" | "refused" | "failed", result: object) =>
    ctx.transaction((tx) => store.endJob(tx, job.id, { outcome, result: textOf(result), ...at }));
  void (async () => {
    try {
      const result = await work((done, total = at.total) => {
        at = { done, total };
      }, job.id);
      await (result.ok ? end("done", result.value) : end("refused", result.refusal));
    } catch (error) {
      onFailure(error);
      await end("failed", {}).catch(onFailure);
    } finally {
      clearInterval(alive);
    }
  })();
  return job;
}

const textOf = (result: object): string =>
  JSON.stringify(result, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));

export async function findJob(ctx: Ctx, job: number): Promise<Result<Job, AccessRefusal>> {
  const found = await ctx.transaction((tx) => store.findJob(tx, job));
  return found ? ok(found) : refuse({ code: "access.job_not_found", job });
}

export const listJobs = (ctx: Ctx, limit: number): Promise<Job[]> =>
  ctx.transaction((tx) => store.listJobs(tx, limit));
