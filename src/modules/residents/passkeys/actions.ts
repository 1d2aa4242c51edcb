import { createHash, randomBytes } from "node:crypto";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeClientDataJSON } from "@simplewebauthn/server/helpers";
import { ok, type Result, refuse } from "#core/result";
import { beginAttempt, isPassword, noteSuccess, type Origin } from "#modules/access";
import type { Database } from "#platform/database";
import { asSelf, openSession, type SignedInResident } from "../actions.ts";
import type { ResidentRefusal } from "../contract.ts";
import type { Passkey } from "../model.ts";
import { findLogin, noteSafety } from "../store.ts";
import * as store from "./store.ts";

/** The site that a key belongs to, as the reader's browser names it: "https://portal.example.ru". */
export interface KeySite {
  readonly origin: string;
  /** What the device calls it. */
  readonly name: string;
}

type Attempt<T> = Promise<Result<T, ResidentRefusal>>;
const REFUSED = { code: "residents.passkey_refused" } as const;
/** More keys than a person has devices. */
const PASSKEYS_MAX = 20;

/** ES256, EdDSA, RS256: what devices make; said, so that the library does not ask this machine what else it could do. */
const ALGORITHMS = [-7, -8, -257];

const siteId = ({ origin }: KeySite): string => new URL(origin).hostname;

/** One's own keys, the oldest first. */
export const listPasskeys = (database: Database, self: SignedInResident): Promise<Passkey[]> =>
  asSelf(database, self, async (tx) =>
    (await store.listPasskeys(tx, self.login.id)).map(({ id, name, addedAt, usedAt }) => ({
      id,
      name,
      addedAt,
      usedAt,
    })),
  );

/**
 * What the device is asked when a key is added. The password is asked for once more: a telephone left open must not let
 * somebody leave a key of theirs behind.
 */
export async function beginPasskey(
  database: Database,
  self: SignedInResident,
  of: { readonly password: string; readonly site: KeySite; readonly remoteAddress: string },
): Attempt<Awaited<ReturnType<typeof generateRegistrationOptions>>> {
  const attempted = { login: `lk:${self.login.name}`, remoteAddress: of.remoteAddress };
  const seconds = await beginAttempt(database, attempted);
  if (seconds > 0) return refuse({ code: "residents.too_often", seconds });
  const kept = await asSelf(database, self, (tx) => findLogin(tx, self.login.id));
  if (!(await isPassword(of.password, kept?.passwordHash)))
    return refuse({ code: "residents.password_wrong" });
  await noteSuccess(database, attempted);
  const { id: login, name } = self.login;
  const keys = await asSelf(database, self, (tx) => store.listPasskeys(tx, login));
  if (keys.length >= PASSKEYS_MAX) return refuse({ code: "residents.passkeys_too_many", most: PASSKEYS_MAX });
  const challenge = await ask(database, login);
  return ok(
    await generateRegistrationOptions({
      rpName: of.site.name,
      rpID: siteId(of.site),
      userName: name,
      userDisplayName: name,
      // Not the name: the device keeps it, and shows it to whoever holds the device.
      userID: new Uint8Array(createHash("sha256").update(`resident ${login}`).digest()),
      challenge: new Uint8Array(challenge),
      attestationType: "none",
      supportedAlgorithmIDs: ALGORITHMS,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: keys.map(({ credential, transports }) => ({
        id: credential.toString("base64url"),
        transports: [...transports],
      })),
    }),
  );
}

type Registration = Parameters<typeof verifyRegistrationResponse>[0]["response"];
type Assertion = Parameters<typeof verifyAuthenticationResponse>[0]["response"];

/** Keeps the key that the device has made, under the name by which its holder knows it. */
export async function finishPasskey(
  database: Database,
  self: SignedInResident,
  of: { readonly response: unknown; readonly name: string; readonly site: KeySite },
): Attempt<true> {
  const login = self.login.id;
  if (!isAnswer(of.response)) return refuse(REFUSED);
  const response = of.response as Registration;
  const challenge = await take(database, { response, login });
  if (challenge === undefined) return refuse(REFUSED);
  const verified = await judged(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: of.site.origin,
      expectedRPID: siteId(of.site),
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified?.verified) return refuse(REFUSED);
  const { credential } = verified.registrationInfo;
  const name = of.name.trim().slice(0, 60) || self.login.name.slice(0, 60);
  const isNew = await asSelf(database, self, async (tx) => {
    const isKept = await store.insertPasskey(tx, {
      login,
      credential: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      uses: credential.counter,
      transports: credential.transports ?? [],
      name,
    });
    if (isKept) await noteSafety(tx, { login, kind: "passkey_added", detail: name });
    return isKept;
  });
  return isNew ? ok(true) : refuse(REFUSED);
}

/** The key opens nothing from now on; the device may still offer it. */
export async function removePasskey(database: Database, self: SignedInResident, id: number): Attempt<true> {
  const login = self.login.id;
  const ended = await asSelf(database, self, async (tx) => {
    const removed = await store.removePasskey(tx, { login, id });
    if (removed > 0) await noteSafety(tx, { login, kind: "passkey_removed", detail: "" });
    return removed;
  });
  return ended > 0 ? ok(true) : refuse({ code: "residents.passkey_not_found" });
}

/** What a device is asked when somebody signs in: any key of this site will do, and its number says whose it is. */
export const beginSignIn = async (database: Database, site: KeySite) =>
  generateAuthenticationOptions({
    rpID: siteId(site),
    challenge: new Uint8Array(await ask(database, undefined)),
    userVerification: "required",
  });

/** Signs in by the answer of a device; unknown, removed and wrong keys get the same answer. */
export async function signInByPasskey(
  database: Database,
  of: { readonly response: unknown; readonly site: KeySite },
  origin: Origin,
): Attempt<{ readonly token: string }> {
  // Whoever guesses keys guesses 256 bits: what is slowed down is the work that this makes.
  const attempted = { login: "lk:passkey", remoteAddress: origin.remoteAddress };
  const seconds = await beginAttempt(database, attempted);
  if (seconds > 0) return refuse({ code: "residents.too_often", seconds });
  if (!isAnswer(of.response)) return refuse(REFUSED);
  const response = of.response as Assertion;
  const challenge = await take(database, { response, login: undefined });
  if (challenge === undefined) return refuse(REFUSED);
  const credential = Buffer.from(response.id, "base64url");
  const login = await database.unscoped({ passkey: credential.toString("hex") }, async (tx) => {
    const key = await store.lockPasskey(tx, credential);
    if (!key) return undefined;
    const verified = await judged(() =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: of.site.origin,
        expectedRPID: siteId(of.site),
        credential: {
          id: response.id,
          publicKey: new Uint8Array(key.publicKey),
          counter: key.uses,
        },
      }),
    );
    if (!verified?.verified) return undefined;
    await store.noteUsed(tx, { id: key.id, uses: verified.authenticationInfo.newCounter });
    return key.login;
  });
  if (login === undefined) return refuse(REFUSED);
  await noteSuccess(database, attempted);
  return ok({ token: await openSession(database, login, origin) });
}

async function ask(database: Database, login: SignedInResident["login"]["id"] | undefined): Promise<Buffer> {
  const challenge = randomBytes(32);
  const hash = hashOf(challenge);
  await database.unscoped({ challenge: hash.toString("hex") }, (tx) =>
    store.insertChallenge(tx, { hash, login }),
  );
  return challenge;
}

/** The question that is answered, if it waits: whatever becomes of the answer, nobody answers it again. */
async function take(
  database: Database,
  of: {
    readonly response: Registration | Assertion;
    readonly login: SignedInResident["login"]["id"] | undefined;
  },
): Promise<string | undefined> {
  const told = await judged(() => decodeClientDataJSON(of.response.response.clientDataJSON).challenge);
  if (typeof told !== "string") return undefined;
  const hash = hashOf(Buffer.from(told, "base64url"));
  const isTaken = await database.unscoped({ challenge: hash.toString("hex") }, (tx) =>
    store.takeChallenge(tx, { hash, login: of.login }),
  );
  return isTaken ? told : undefined;
}

const hashOf = (challenge: Buffer): Buffer => createHash("sha256").update(challenge).digest();

/** An answer in the shape of a browser's; the library judges the rest. */
const isAnswer = (response: unknown): boolean =>
  typeof response === "object" &&
  response !== null &&
  "id" in response &&
  typeof response.id === "string" &&
  /^[\w-]{1,1364}$/.test(response.id) &&
  "response" in response &&
  typeof response.response === "object" &&
  response.response !== null;

/** The library throws whatever it finds wrong with an answer; nothing here but its own work is begun in this way. */
async function judged<T>(verify: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}
