import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { must } from "#core/assert";
import { addDays, type Day, day } from "#core/day";
import type { AccountId, BuildingId } from "#core/ids";
import { ok, type Result, refuse } from "#core/result";
import {
  beginAttempt,
  isPassword,
  judgePassword,
  noteSuccess,
  type Origin,
  passwordHashOf,
} from "#modules/access";
import { findAccountsByNumber } from "#modules/accounts";
import { centerContext, type Ctx, contextOf } from "#platform/context";
import type { Database, Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { Language } from "#platform/http";
import type { ResidentRefusal } from "./contract.ts";
import type {
  DataConsent,
  Grant,
  IssuedSlip,
  Login,
  LoginId,
  OwnAccount,
  ResidentSession,
  Right,
  Slip,
  SlipToPrint,
} from "./model.ts";
import { RIGHTS } from "./model.ts";
import { DATA_CONSENT_VERSION, DATA_CONSENT_WORDS } from "./rules/data-consent.ts";
import { readLoginName } from "./rules/login-name.ts";
import { readSlipCode, SLIP_DAYS, slipCode } from "./rules/slip-code.ts";
import * as store from "./store.ts";

/** A session ends after thirty days without a request, and after half a year in any case. */
export const SESSION_LIMITS = { idleSeconds: 30 * 86_400, absoluteSeconds: 180 * 86_400 };

/** A resident who is signed in, on the business day of the installation. */
export interface SignedInResident {
  readonly login: Login;
  readonly today: Day;
  readonly tokenHash: Buffer;
  /** What is open to them now, in the order in which it was opened. */
  readonly accounts: readonly OwnAccount[];
}

type Attempt<T> = Promise<Result<T, ResidentRefusal>>;

// --- slips: what gives a right ---------------------------------------------------------------------------------------

/**
 * Codes for the holders of accounts, to be printed: the only time that they are known. Earlier codes of the company for
 * these accounts that wait are void. Refuses everything if one account is unknown, not in sight, or closed.
 */
export async function issueSlips(ctx: Ctx, numbers: readonly string[]): Attempt<IssuedSlip[]> {
  return attempt<IssuedSlip[], ResidentRefusal>(ctx, async (tx) => {
    const found = new Map((await findAccountsByNumber(tx, numbers)).map((one) => [one.number, one]));
    const accounts = [];
    for (const number of numbers) {
      const account = found.get(number);
      if (!account) return refuse({ code: "residents.account_not_found", number });
      if (account.closed !== undefined && account.closed <= ctx.today)
        return refuse({ code: "residents.account_closed", number });
      accounts.push(account);
    }
    await store.revokeWaitingSlips(tx, accounts);
    const made = accounts.map((account) => ({ ...account, code: slipCode(randomBytes(12)) }));
    const issued = await store.insertSlips(
      tx,
      made.map((one) => ({ ...one, codeHash: hashOfCode(one.code) })),
      { rights: RIGHTS, issuedBy: ctx.scope.user, days: SLIP_DAYS },
    );
    return ok(
      made.map(({ number, code }, at) => {
        const { id, expiresAt } = must(issued[at], "the slip of an account");
        return { id, number, code, expiresAt };
      }),
    );
  });
}

/**
 * Codes to be printed for those of these accounts that nobody signs in to and no code waits for. None is good before
 * `keepSlips`: a file that did not come to its end leaves nothing behind, and printing again makes other codes.
 */
export async function makeSlips(
  tx: Tx,
  accounts: readonly { readonly building: BuildingId; readonly account: AccountId }[],
): Promise<SlipToPrint[]> {
  const buildings = [...new Set(accounts.map(({ building }) => building))];
  const reached = new Set(await store.listAccountsReached(tx, buildings));
  return accounts
    .filter(({ account }) => !reached.has(account))
    .map(({ building, account }) => ({ building, account, code: slipCode(randomBytes(12)) }));
}

/** The last day on which a code that is printed now is good. */
export const slipsGoodThrough = (now: Date): Day => addDays(day(now.toISOString().slice(0, 10)), SLIP_DAYS);

/** Makes printed codes good; one that was issued for such an account meanwhile is void, as with any newer one. */
export async function keepSlips(
  tx: Tx,
  of: { readonly slips: readonly SlipToPrint[]; readonly batch: number; readonly goodThrough: Day },
): Promise<void> {
  await store.revokeWaitingSlips(tx, of.slips);
  await store.insertPrintedSlips(
    tx,
    of.slips.map((one) => ({ ...one, codeHash: hashOfCode(one.code) })),
    {
      rights: RIGHTS,
      issuedBy: tx.scope.user,
      batch: of.batch,
      // The end of the printed day wherever in the country it is read.
      expiresAt: new Date(`${addDays(of.goodThrough, 1)}T00:00:00Z`),
    },
  );
}

export const countPrintedSlips = store.countPrintedSlips;

/** Makes every code of a print batch void that nobody has used; gives how many. */
export const revokePrintedSlips = (ctx: Ctx, batch: number): Promise<number> =>
  ctx.transaction((tx) => store.revokePrintedSlips(tx, batch));

/** Who has a right to an account, and which codes were given out for it; for the company. */
export async function accessOf(
  ctx: Ctx,
  number: string,
): Attempt<{ readonly grants: readonly Grant[]; readonly slips: readonly Slip[] }> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [number]);
    if (!account) return refuse({ code: "residents.account_not_found", number });
    return ok({ grants: await store.listGrants(tx, account), slips: await store.listSlips(tx, account) });
  });
}

/** Ends somebody's right to an account at once; for the company. */
export async function revokeAccess(
  ctx: Ctx,
  of: { readonly number: string; readonly grant: number },
): Attempt<true> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "residents.account_not_found", number: of.number });
    const ended = await store.revokeGrant(tx, { ...account, grant: of.grant });
    return ended > 0 ? ok(true) : refuse({ code: "residents.grant_not_found", grant: of.grant });
  });
}

/** Makes a code void that nobody has used; for the company. */
export async function revokeSlip(
  ctx: Ctx,
  of: { readonly number: string; readonly slip: number },
): Attempt<true> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "residents.account_not_found", number: of.number });
    const slips = await store.listSlips(tx, account);
    const ended = slips.some(({ id }) => id === of.slip)
      ? await store.revokeSlip(tx, { building: account.building, id: of.slip })
      : 0;
    return ended > 0 ? ok(true) : refuse({ code: "residents.slip_not_found", slip: of.slip });
  });
}

// --- the door --------------------------------------------------------------------------------------------------------

export interface SlipTyped {
  readonly number: string;
  readonly code: string;
}

/** Whether a code opens an account; nothing is used up but one of its five chances when it is wrong. */
export const trySlip = (
  database: Database,
  typed: SlipTyped,
  origin: Origin,
): Attempt<{ readonly rights: readonly Right[] }> =>
  withSlip(database, typed, origin, (_tx, { rights }) => Promise.resolve(ok({ rights })));

/**
 * Uses a code: gives its rights to the login of that name, which is made if there is none, and signs in. Of a login that
 * exists the password must be right.
 */
export async function activate(
  database: Database,
  input: SlipTyped & {
    readonly name: string;
    readonly password: string;
    readonly language: Language;
    /** Of the words that were agreed to. */
    readonly consentVersion: string;
  },
  origin: Origin,
): Attempt<{ readonly token: string }> {
  if (input.consentVersion !== DATA_CONSENT_VERSION) return refuse({ code: "residents.consent_missing" });
  const name = readLoginName(input.name);
  if (name === undefined) return refuse({ code: "residents.name_malformed" });
  const known = await database.unscoped({ signing_in: name }, (tx) => store.findLoginByName(tx, name));
  if (known) {
    const attempted = { login: `lk:${name}`, remoteAddress: origin.remoteAddress };
    const seconds = await beginAttempt(database, attempted);
    if (seconds > 0) return refuse({ code: "residents.too_often", seconds });
    if (!(await isPassword(input.password, known.passwordHash)))
      return refuse({ code: "residents.name_taken" });
    await noteSuccess(database, attempted);
  } else {
    const judged = passwordRefusal(input.password, name);
    if (judged) return refuse(judged);
  }
  const passwordHash = known ? undefined : await passwordHashOf(input.password);
  const used = await withSlip(database, input, origin, async (tx, slip) => {
    const login =
      known?.id ??
      (await store.insertLogin(tx, {
        name,
        passwordHash: must(passwordHash, "a hash"),
        language: input.language,
      }));
    if (login === undefined) return refuse<ResidentRefusal>({ code: "residents.name_taken" });
    await store.useSlip(tx, slip);
    await store.putGrant(tx, { ...slip, slip: slip.id, login });
    await store.actAs(tx, login);
    await store.insertConsent(tx, {
      ...origin,
      login,
      version: DATA_CONSENT_VERSION,
      language: input.language,
      wording: DATA_CONSENT_WORDS[input.language],
    });
    return ok(login);
  });
  return used.ok ? ok({ token: await openSession(database, used.value, origin) }) : used;
}

/** A further account for somebody who is signed in. */
export const addAccount = (
  database: Database,
  { login }: SignedInResident,
  typed: SlipTyped,
  origin: Origin,
): Attempt<true> =>
  withSlip(database, typed, origin, async (tx, slip) => {
    await store.useSlip(tx, slip);
    await store.putGrant(tx, { ...slip, slip: slip.id, login: login.id });
    return ok(true as const);
  });

/**
 * Finds the code among those that wait for the account. It is judged as the center, since nobody is signed in yet; a
 * wrong one costs each of them a chance, and is remembered even so.
 */
async function withSlip<T>(
  database: Database,
  { number, code }: SlipTyped,
  origin: Origin,
  work: (tx: Parameters<Parameters<Ctx["transaction"]>[0]>[0], slip: store.WaitingSlip) => Attempt<T>,
): Attempt<T> {
  const digits = number.replaceAll(/\D/g, "");
  const attempted = { login: `slip:${digits.slice(0, 20)}`, remoteAddress: origin.remoteAddress };
  const seconds = await beginAttempt(database, attempted);
  if (seconds > 0) return refuse({ code: "residents.too_often", seconds });
  const signs = readSlipCode(code);
  const ctx = await centerContext(database);
  const judged = await ctx.transaction(async (tx): Attempt<T> => {
    const [account] = await findAccountsByNumber(tx, [digits]);
    if (!account || signs === undefined) return refuse({ code: "residents.slip_wrong" });
    const waiting = await store.lockWaitingSlips(tx, account);
    const codeHash = hashOfCode(signs);
    const slip = waiting.find((one) => timingSafeEqual(one.codeHash, codeHash));
    if (!slip) {
      await store.countSlipFailure(tx, waiting);
      return refuse({ code: "residents.slip_wrong" });
    }
    return work(tx, slip);
  });
  if (judged.ok) await noteSuccess(database, attempted);
  return judged;
}

const hashOfCode = (code: string): Buffer =>
  createHash("sha256")
    .update(must(readSlipCode(code), "a code of ours"))
    .digest();

/** Unknown and wrong get the same answer in the same time; repeated failures wait longer and longer. */
export async function signInResident(
  database: Database,
  input: { readonly name: string; readonly password: string },
  origin: Origin,
): Attempt<{ readonly token: string }> {
  const name = readLoginName(input.name);
  const attempted = { login: `lk:${name ?? ""}`, remoteAddress: origin.remoteAddress };
  const seconds = await beginAttempt(database, attempted);
  if (seconds > 0) return refuse({ code: "residents.too_often", seconds });
  const known =
    name === undefined
      ? undefined
      : await database.unscoped({ signing_in: name }, (tx) => store.findLoginByName(tx, name));
  const right = await isPassword(input.password, known?.passwordHash);
  if (!known || !right) return refuse({ code: "residents.sign_in_failed" });
  await noteSuccess(database, attempted);
  return ok({ token: await openSession(database, known.id, origin) });
}

/** Whoever calls it has made sure who it is. */
export async function openSession(database: Database, login: LoginId, origin: Origin): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const tokenHash = hashOfToken(token);
  await database.unscoped({ resident: String(login) }, async (tx) => {
    const { userAgent } = origin;
    if (await store.isNewDevice(tx, { login, userAgent }))
      await store.noteSafety(tx, { login, kind: "new_device", detail: userAgent });
    await store.insertSession(tx, { ...origin, tokenHash, login });
  });
  return token;
}

const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Who holds the token, with what is open to them now; undefined for nobody. */
export async function residentBy(database: Database, token: string): Promise<SignedInResident | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const tokenHash = hashOfToken(token);
  const found = await database.unscoped({ session: tokenHash.toString("hex") }, async (tx) => {
    const session = await store.findSession(tx, tokenHash, SESSION_LIMITS);
    if (!session || session.over) return undefined;
    await store.actAs(tx, session.login);
    const login = must(await store.findLogin(tx, session.login), "the login of a session");
    if (session.stale) await store.noteSeen(tx, tokenHash);
    return { login: { id: login.id, name: login.name, language: login.language }, today: session.today };
  });
  if (!found) return undefined;
  const center = contextOf(database, { sees: "center", organizations: [], today: found.today });
  const accounts = await center.transaction((tx) => store.listOwnAccounts(tx, found.login.id));
  return { ...found, tokenHash, accounts };
}

/** Reads as the resident: their own accounts, premises and houses, and writes nothing. */
export const residentContext = (database: Database, { accounts, today }: SignedInResident): Ctx =>
  contextOf(database, {
    sees: "resident",
    organizations: [],
    today,
    own: {
      accounts: accounts.map(({ account }) => account),
      premises: accounts.map(({ premises }) => premises),
      buildings: [...new Set(accounts.map(({ building }) => building))],
    },
  });

/** The account of that number if it is open to the resident with that right. */
export const ownAccount = (
  { accounts }: SignedInResident,
  number: string,
  right: Right,
): OwnAccount | undefined => accounts.find((one) => one.number === number && one.rights.has(right));

// --- one's own -------------------------------------------------------------------------------------------------------

/** Works on rows of one's own login. */
export const asSelf = <T>(
  database: Database,
  { login }: SignedInResident,
  work: (tx: store.Unscoped) => Promise<T>,
): Promise<T> => database.unscoped({ resident: String(login.id) }, work);

export const endResidentSession = (database: Database, self: SignedInResident): Promise<unknown> =>
  asSelf(database, self, (tx) => store.endSessions(tx, { login: self.login.id, id: sessionIdOf(self) }));

export const sessionIdOf = ({ tokenHash }: SignedInResident): string =>
  tokenHash.toString("hex").slice(0, 16);

export const listResidentSessions = (
  database: Database,
  self: SignedInResident,
): Promise<ResidentSession[]> =>
  asSelf(database, self, (tx) => store.listSessions(tx, self.login.id, SESSION_LIMITS));

/** What one agreed to, the newest first. */
export const listDataConsents = (database: Database, self: SignedInResident): Promise<DataConsent[]> =>
  asSelf(database, self, (tx) => store.listConsents(tx, self.login.id));

/** Ends a session of one's own: a telephone that was lost. */
export async function endOtherSession(database: Database, self: SignedInResident, id: string): Attempt<true> {
  const ended = await asSelf(database, self, (tx) => store.endSessions(tx, { login: self.login.id, id }));
  return ended > 0 ? ok(true) : refuse({ code: "residents.session_not_found" });
}

/** Changes one's own password; all other sessions end. */
export async function changeResidentPassword(
  database: Database,
  self: SignedInResident,
  input: { readonly present: string; readonly next: string },
): Attempt<true> {
  const judged = passwordRefusal(input.next, self.login.name);
  if (judged) return refuse(judged);
  const seconds = await beginAttempt(database, { login: `lk:${self.login.name}`, remoteAddress: "own" });
  if (seconds > 0) return refuse({ code: "residents.too_often", seconds });
  const kept = await asSelf(database, self, (tx) => store.findLogin(tx, self.login.id));
  if (!(await isPassword(input.present, kept?.passwordHash)))
    return refuse({ code: "residents.password_wrong" });
  await noteSuccess(database, { login: `lk:${self.login.name}`, remoteAddress: "own" });
  const passwordHash = await passwordHashOf(input.next);
  await asSelf(database, self, async (tx) => {
    await store.updatePassword(tx, self.login.id, passwordHash);
    await store.endSessions(tx, { login: self.login.id, except: self.tokenHash });
    await store.noteSafety(tx, { login: self.login.id, kind: "password_changed", detail: "" });
  });
  return ok(true);
}

export const chooseResidentLanguage = (
  database: Database,
  self: SignedInResident,
  language: Language,
): Promise<void> => asSelf(database, self, (tx) => store.updateLanguage(tx, self.login.id, language));

/** A code that lets somebody else in, with fewer rights; for who may manage the account. Shown once. */
export async function invite(
  database: Database,
  self: SignedInResident,
  of: { readonly number: string; readonly rights: readonly Exclude<Right, "manage">[] },
): Attempt<IssuedSlip> {
  const account = ownAccount(self, of.number, "manage");
  if (!account) return refuse({ code: "residents.not_yours" });
  const code = slipCode(randomBytes(12));
  const [issued] = await asSelf(database, self, (tx) =>
    store.insertSlips(tx, [{ ...account, codeHash: hashOfCode(code) }], {
      rights: [...new Set<Right>(["view", ...of.rights])],
      invitedBy: self.login.id,
      days: SLIP_DAYS,
    }),
  );
  const { id, expiresAt } = must(issued, "the slip of an invitation");
  return ok({ id, number: of.number, code, expiresAt });
}

/** Whom one has let into an account of one's own, and the invitations that wait. */
export async function invitedTo(
  database: Database,
  self: SignedInResident,
  number: string,
): Attempt<{ readonly grants: readonly Grant[]; readonly slips: readonly Slip[] }> {
  const account = ownAccount(self, number, "manage");
  if (!account) return refuse({ code: "residents.not_yours" });
  return asSelf(database, self, async (tx) =>
    ok({
      grants: (await store.listGrants(tx, account)).filter(({ isInvited }) => isInvited),
      slips: (await store.listSlips(tx, account)).filter(({ isInvitation }) => isInvitation),
    }),
  );
}

/** Makes an invitation of one's own void that nobody has used. */
export async function endInvitation(
  database: Database,
  self: SignedInResident,
  of: { readonly number: string; readonly slip: number },
): Attempt<true> {
  const account = ownAccount(self, of.number, "manage");
  if (!account) return refuse({ code: "residents.not_yours" });
  return asSelf(database, self, async (tx) => {
    // Slips of the company are out of a resident's sight.
    const isOwn = (await store.listSlips(tx, account)).some(({ id }) => id === of.slip);
    const ended = isOwn ? await store.revokeSlip(tx, { building: account.building, id: of.slip }) : 0;
    return ended > 0 ? ok(true as const) : refuse({ code: "residents.slip_not_found", slip: of.slip });
  });
}

/** Takes a right back that one gave, at once. */
export async function endInvited(
  database: Database,
  self: SignedInResident,
  of: { readonly number: string; readonly grant: number },
): Attempt<true> {
  const account = ownAccount(self, of.number, "manage");
  if (!account) return refuse({ code: "residents.not_yours" });
  const ended = await asSelf(database, self, (tx) =>
    store.revokeGrant(tx, { ...account, grant: of.grant, invitedBy: self.login.id }),
  );
  return ended > 0 ? ok(true) : refuse({ code: "residents.grant_not_found", grant: of.grant });
}

function passwordRefusal(password: string, name: string): ResidentRefusal | undefined {
  const judged = judgePassword(password, name);
  switch (judged?.code) {
    case "access.password_too_short":
      return { code: "residents.password_too_short", charactersMin: judged.charactersMin };
    case "access.password_too_long":
      return { code: "residents.password_too_long", charactersMax: judged.charactersMax };
    case undefined:
      return undefined;
    default:
      return { code: "residents.password_easy" };
  }
}
