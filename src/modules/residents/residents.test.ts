import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { findAccountsByNumber } from "#modules/accounts";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import {
  buildSmallTown,
  contextAt,
  IVANOVA,
  OCONNOR,
  PETROV,
  type SmallTown,
  TODAY,
  YOLKINA,
} from "../payments/small-town.fixture.ts";
import * as actions from "./actions.ts";
import * as passkeys from "./passkeys/actions.ts";
import { device } from "./passkeys/device.fixture.ts";
import { DATA_CONSENT_VERSION, DATA_CONSENT_WORDS } from "./rules/data-consent.ts";

let files: TestDatabase;
let database: Database;
let town: SmallTown;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  town = await buildSmallTown(database);
});
afterAll(() => files.drop());

let visitors = 0;
/** Each test comes from an address of its own: guesses of one do not slow down another. */
const visitor = () => ({ remoteAddress: `192.0.2.${++visitors}`, userAgent: "test" });
const PASSWORD = "горячая вода по утрам";

async function slipOf(number: string): Promise<string> {
  const issued = await actions.issueSlips(town.ctx, [number]);
  if (!issued.ok) throw new Error(issued.refusal.code);
  return must(issued.value[0], "a slip").code;
}

async function signedIn(number: string, name: string): Promise<actions.SignedInResident> {
  const code = await slipOf(number);
  const activated = await actions.activate(
    database,
    { number, code, name, password: PASSWORD, language: "ru", consentVersion: DATA_CONSENT_VERSION },
    visitor(),
  );
  if (!activated.ok) throw new Error(activated.refusal.code);
  return must(await actions.residentBy(database, activated.value.token), "who has activated");
}

const numbersOf = ({ accounts }: actions.SignedInResident) => accounts.map(({ number }) => number);

describe("a slip", () => {
  test("opens its account once, and makes a login that signs in", async () => {
    const code = await slipOf(IVANOVA);
    const typed = { number: "4400 110 010", code: code.toLowerCase() };
    expect(await actions.trySlip(database, typed, visitor())).toMatchObject({ ok: true });
    const input = {
      ...typed,
      name: "Ivanova@mail.ru",
      password: PASSWORD,
      language: "ru",
      consentVersion: DATA_CONSENT_VERSION,
    } as const;
    const first = await actions.activate(database, input, visitor());
    expect(first).toMatchObject({ ok: true });
    expect(await actions.activate(database, input, visitor())).toEqual({
      ok: false,
      refusal: { code: "residents.slip_wrong" },
    });
    const again = await actions.signInResident(
      database,
      { name: "IVANOVA@mail.ru", password: PASSWORD },
      visitor(),
    );
    const self = must(again.ok && (await actions.residentBy(database, again.value.token)), "signed in");
    expect(self && numbersOf(self)).toEqual([IVANOVA]);
  });

  test("a newer one makes the one before void", async () => {
    const [older, newer] = [await slipOf(PETROV), await slipOf(PETROV)];
    expect(await actions.trySlip(database, { number: PETROV, code: older }, visitor())).toMatchObject({
      ok: false,
    });
    expect(await actions.trySlip(database, { number: PETROV, code: newer }, visitor())).toMatchObject({
      ok: true,
    });
  });

  test("is locked after five wrong codes, wherever they come from", async () => {
    const code = await slipOf(PETROV);
    for (let tries = 0; tries < 5; tries++) {
      const wrong = await actions.trySlip(database, { number: PETROV, code: "0000-0000-0000" }, visitor());
      expect(wrong).toEqual({ ok: false, refusal: { code: "residents.slip_wrong" } });
    }
    expect(await actions.trySlip(database, { number: PETROV, code }, visitor())).toMatchObject({ ok: false });
    const access = await actions.accessOf(town.ctx, PETROV);
    expect(access.ok && access.value.slips[0]?.state).toBe("locked");
  });

  test("that has waited for thirty days opens nothing", async () => {
    const code = await slipOf(PETROV);
    // Nobody but the owner of the tables sets a clock back.
    const owner = new Client({ connectionString: files.ownerUrl });
    await owner.connect();
    const { rowCount } = await owner.query(
      "update residents.slips set expires_at = now() - interval '1 second' where used_at is null and revoked_at is null",
    );
    await owner.end();
    expect(rowCount).toBeGreaterThan(0);
    expect(await actions.trySlip(database, { number: PETROV, code }, visitor())).toEqual({
      ok: false,
      refusal: { code: "residents.slip_wrong" },
    });
    const access = await actions.accessOf(town.ctx, PETROV);
    expect(access.ok && access.value.slips[0]?.state).toBe("expired");
  });

  test("of another account, of a closed one, of an unknown one opens nothing", async () => {
    const code = await slipOf(OCONNOR);
    expect(await actions.trySlip(database, { number: PETROV, code }, visitor())).toMatchObject({ ok: false });
    expect(await actions.issueSlips(town.ctx, [YOLKINA])).toEqual({
      ok: false,
      refusal: { code: "residents.account_closed", number: YOLKINA },
    });
    expect(await actions.issueSlips(town.ctx, [IVANOVA, "0000000000"])).toEqual({
      ok: false,
      refusal: { code: "residents.account_not_found", number: "0000000000" },
    });
  });

  test("is issued by the company that manages the house, not by another", async () => {
    const [own, other] = town.companies;
    expect(await actions.issueSlips(contextAt(database, TODAY, [own]), [PETROV])).toMatchObject({ ok: true });
    expect(await actions.issueSlips(contextAt(database, TODAY, [other]), [PETROV])).toMatchObject({
      ok: false,
      refusal: { code: "residents.account_not_found" },
    });
    expect(await actions.accessOf(contextAt(database, TODAY, [other]), PETROV)).toMatchObject({ ok: false });
  });

  test("once used by two at the same moment opens for one of them", async () => {
    const code = await slipOf(OCONNOR);
    const together = await Promise.all(
      ["one@mail.ru", "two@mail.ru", "three@mail.ru"].map((name) =>
        actions.activate(
          database,
          {
            number: OCONNOR,
            code,
            name,
            password: PASSWORD,
            language: "en",
            consentVersion: DATA_CONSENT_VERSION,
          },
          visitor(),
        ),
      ),
    );
    expect(together.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("a name that exists is not taken over: its password must be right", async () => {
    const code = await slipOf(PETROV);
    const input = {
      number: PETROV,
      code,
      name: "ivanova@mail.ru",
      language: "ru",
      consentVersion: DATA_CONSENT_VERSION,
    } as const;
    expect(
      await actions.activate(database, { ...input, password: "не тот пароль совсем" }, visitor()),
    ).toEqual({ ok: false, refusal: { code: "residents.name_taken" } });
    const added = await actions.activate(database, { ...input, password: PASSWORD }, visitor());
    const self = must(added.ok && (await actions.residentBy(database, added.value.token)), "signed in");
    expect(self && numbersOf(self)).toEqual([IVANOVA, PETROV]);
  });
});

describe("who is signed in", () => {
  test("reads their own accounts alone", async () => {
    const self = await signedIn(OCONNOR, "+7 916 123-45-67");
    const ctx = actions.residentContext(database, self);
    const found = await ctx.transaction((tx) => findAccountsByNumber(tx, [IVANOVA, PETROV, OCONNOR]));
    expect(found.map(({ number }) => number)).toEqual([OCONNOR]);
    expect(actions.ownAccount(self, OCONNOR, "pay")).toBeDefined();
    expect(actions.ownAccount(self, IVANOVA, "view")).toBeUndefined();
  });

  test("lets a tenant in with fewer rights, and takes them out at once", async () => {
    const holder = await signedIn(OCONNOR, "holder@mail.ru");
    const invited = await actions.invite(database, holder, { number: OCONNOR, rights: ["readings"] });
    const { code } = must(invited.ok && invited.value, "an invitation") as { code: string };
    const input = {
      number: OCONNOR,
      code,
      name: "tenant@mail.ru",
      password: PASSWORD,
      language: "en",
      consentVersion: DATA_CONSENT_VERSION,
    } as const;
    const entered = await actions.activate(database, input, visitor());
    const token = must(entered.ok && entered.value.token, "a token") as string;
    const tenant = must(await actions.residentBy(database, token), "the tenant");
    expect(actions.ownAccount(tenant, OCONNOR, "readings")).toBeDefined();
    expect(actions.ownAccount(tenant, OCONNOR, "pay")).toBeUndefined();
    // Whom a tenant may not let in, and what a stranger may not end.
    expect(await actions.invite(database, tenant, { number: OCONNOR, rights: [] })).toMatchObject({
      ok: false,
    });
    const to = await actions.invitedTo(database, holder, OCONNOR);
    const grant = must(to.ok && to.value.grants[0], "the tenant's grant") as { id: number; login: string };
    expect(grant.login).toBe("tenant@mail.ru");
    // What the tenant agreed to stays with the words that were shown.
    const agreed = await actions.listDataConsents(database, tenant);
    expect(agreed.map(({ version, wording }) => [version, wording])).toEqual([
      [DATA_CONSENT_VERSION, DATA_CONSENT_WORDS.en],
    ]);
    // An invitation that waits is made void, by who made it alone.
    const second = await actions.invite(database, holder, { number: OCONNOR, rights: [] });
    const slip = must(second.ok && second.value, "an invitation") as { id: number; code: string };
    const ending = { number: OCONNOR, slip: slip.id };
    expect((await actions.endInvitation(database, tenant, ending)).ok).toBe(false);
    expect((await actions.endInvitation(database, holder, ending)).ok).toBe(true);
    const late = await actions.trySlip(database, { number: OCONNOR, code: slip.code }, visitor());
    expect(late).toMatchObject({ refusal: { code: "residents.slip_wrong" } });
    const stranger = await signedIn(PETROV, "stranger@mail.ru");
    expect(await actions.endInvited(database, stranger, { number: OCONNOR, grant: grant.id })).toMatchObject({
      ok: false,
      refusal: { code: "residents.not_yours" },
    });
    expect(await actions.endInvited(database, holder, { number: OCONNOR, grant: grant.id })).toEqual({
      ok: true,
      value: true,
    });
    expect((await actions.residentBy(database, token))?.accounts).toEqual([]);
  });

  test("is out when the company ends the right, with every session", async () => {
    const self = await signedIn(OCONNOR, "moved@mail.ru");
    const access = await actions.accessOf(town.ctx, OCONNOR);
    const grant = must(
      access.ok && access.value.grants.find(({ login }) => login === "moved@mail.ru"),
      "the grant",
    ) as { id: number };
    expect(await actions.revokeAccess(town.ctx, { number: OCONNOR, grant: grant.id })).toMatchObject({
      ok: true,
    });
    const seen = await actions.signInResident(
      database,
      { name: self.login.name, password: PASSWORD },
      visitor(),
    );
    expect(seen.ok && (await actions.residentBy(database, seen.value.token))?.accounts).toEqual([]);
  });

  test("changes the password, and the other sessions end", async () => {
    const self = await signedIn(OCONNOR, "change@mail.ru");
    const other = await actions.signInResident(
      database,
      { name: "change@mail.ru", password: PASSWORD },
      visitor(),
    );
    const token = must(other.ok && other.value.token, "another session") as string;
    const next = "совсем другой длинный пароль";
    expect(
      await actions.changeResidentPassword(database, self, { present: "неправда неправда", next }),
    ).toEqual({
      ok: false,
      refusal: { code: "residents.password_wrong" },
    });
    expect(
      await actions.changeResidentPassword(database, self, { present: PASSWORD, next: "коротко" }),
    ).toMatchObject({
      ok: false,
      refusal: { code: "residents.password_too_short" },
    });
    expect(await actions.changeResidentPassword(database, self, { present: PASSWORD, next })).toEqual({
      ok: true,
      value: true,
    });
    expect(await actions.residentBy(database, token)).toBeUndefined();
    expect(await actions.listResidentSessions(database, self)).toHaveLength(1);
  });

  test("who guesses a password waits", async () => {
    const from = visitor();
    const outcomes = [];
    for (let tries = 0; tries < 5; tries++)
      outcomes.push(
        await actions.signInResident(
          database,
          { name: "nobody@mail.ru", password: `guess number ${tries}` },
          from,
        ),
      );
    const codes = outcomes.map((one) => (one.ok ? "in" : one.refusal.code));
    expect(codes.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => "residents.sign_in_failed"));
    expect(codes).toContain("residents.too_often");
  });
});

describe("a passkey", () => {
  const site = { origin: "https://portal.example", name: "Pay-logic" };
  const elsewhere = "https://portal.example.evil.example";

  /** A resident with a telephone whose key is kept. */
  async function withKey(name: string) {
    const self = await signedIn(PETROV, name);
    const phone = device(site);
    const begun = await passkeys.beginPasskey(database, self, { password: PASSWORD, site, ...visitor() });
    if (!begun.ok) throw new Error(begun.refusal.code);
    const response = phone.made(begun.value.challenge);
    const kept = await passkeys.finishPasskey(database, self, { response, name: "My telephone", site });
    expect(kept).toEqual({ ok: true, value: true });
    return { self, phone, response };
  }
  const question = async () => (await passkeys.beginSignIn(database, site)).challenge;
  const signIn = (response: unknown) => passkeys.signInByPasskey(database, { response, site }, visitor());
  const refused = { ok: false, refusal: { code: "residents.passkey_refused" } };

  test("signs in whom it was added by, and each answer counts once", async () => {
    const { self, phone } = await withKey("keys@mail.ru");
    const answer = phone.answer(await question());
    const signed = await signIn(answer);
    const by = must(signed.ok && (await actions.residentBy(database, signed.value.token)), "signed in");
    expect(by && by.login).toEqual(self.login);
    expect(await signIn(answer)).toEqual(refused);
    const [kept] = await passkeys.listPasskeys(database, self);
    expect(kept).toMatchObject({ name: "My telephone", usedAt: expect.any(Date) });
  });

  test("is added only with the password, and once", async () => {
    const { self, response } = await withKey("again@mail.ru");
    expect(
      await passkeys.beginPasskey(database, self, { password: "не тот пароль совсем", site, ...visitor() }),
    ).toEqual({ ok: false, refusal: { code: "residents.password_wrong" } });
    expect(await passkeys.finishPasskey(database, self, { response, name: "Twice", site })).toEqual(refused);
    const other = await signedIn(OCONNOR, "other@mail.ru");
    const begun = await passkeys.beginPasskey(database, self, { password: PASSWORD, site, ...visitor() });
    const foreign = device(site).made(begun.ok ? begun.value.challenge : "");
    expect(await passkeys.finishPasskey(database, other, { response: foreign, name: "", site })).toEqual(
      refused,
    );
    expect(await passkeys.listPasskeys(database, other)).toEqual([]);
  });

  test("of another site, with another's number, used less than before, or to no question opens nothing", async () => {
    const { phone } = await withKey("wrong@mail.ru");
    expect(await signIn(phone.answer(await question(), elsewhere))).toEqual(refused);
    expect(await signIn({ ...device(site).answer(await question()), id: phone.answer("").id })).toEqual(
      refused,
    );
    expect(await signIn(phone.answer(Buffer.alloc(32).toString("base64url")))).toEqual(refused);
    for (const nonsense of [undefined, {}, { id: "1", response: null }, { id: "", response: {} }])
      expect(await signIn(nonsense)).toEqual(refused);
    const [first, second] = [phone.answer(await question()), phone.answer(await question())];
    expect(await signIn(second)).toMatchObject({ ok: true });
    expect(await signIn(first)).toEqual(refused);
  });

  test("that is removed opens nothing; nobody removes another's", async () => {
    const { self, phone } = await withKey("lost@mail.ru");
    const id = must((await passkeys.listPasskeys(database, self))[0], "a key").id;
    const other = await signedIn(OCONNOR, "thief@mail.ru");
    expect(await passkeys.removePasskey(database, other, id)).toEqual({
      ok: false,
      refusal: { code: "residents.passkey_not_found" },
    });
    expect(await passkeys.removePasskey(database, self, id)).toEqual({ ok: true, value: true });
    expect(await signIn(phone.answer(await question()))).toEqual(refused);
  });
});
