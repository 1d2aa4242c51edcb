import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { period } from "#core/period";
import {
  deliver,
  type Letter,
  type Mailer,
  type Sending,
  type Sms,
  type SmsSender,
  smtpMailer,
} from "#modules/gateways";
import type { BuildingId } from "#core/ids";
import { openCase, write } from "#modules/messages";
import { registerFailure } from "#modules/metering";
import {
  askAddress,
  confirmAddress,
  deleteAddress,
  findMailing,
  insertMailingTerms,
  listAddresses,
  listLog,
  type MailingDecision,
  messagesOf,
  type MessageState,
  type Notice,
  smsParts,
  unsubscribe,
} from "#modules/notifications";
import { writeText } from "#modules/portal";
import { insertIssued } from "#modules/receipts";
import {
  accessOf,
  activate,
  DATA_CONSENT_VERSION,
  issueSlips,
  type LoginId,
  revokeAccess,
  signInResident,
} from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Database, Tx } from "#platform/database";
import { granted } from "#platform/http";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  buildSmallTown,
  IVANOVA,
  OCONNOR,
  owe,
  PETROV,
  roubles,
  type SmallTown,
} from "../modules/payments/small-town.fixture.ts";
import { letterCarrier, smsCarrier, smsListener } from "./notification-carriers.ts";
import { tellNews, writeDailyLetters } from "./notification-news.ts";
import { decideMailing, draftMailing, workMailings } from "./mailings.ts";
import { notify } from "./notify.ts";

let files: TestDatabase;
let database: Database;
let town: SmallTown;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  town = await buildSmallTown(database);
  await letIn(IVANOVA, "ivanova@mail.ru");
  await letIn(PETROV, "+79000000002");
  const [provider] = town.companies;
  await owe(town, [
    { account: IVANOVA, month: "2025-09", service: 1, provider, amount: "500.00" },
    // Too little to write of, and what is not late yet.
    { account: PETROV, month: "2025-09", service: 1, provider, amount: "99.99" },
    { account: PETROV, month: "2025-11", service: 1, provider, amount: "700.00" },
  ]);
});
afterAll(() => files.drop());

async function letIn(number: string, name: string): Promise<void> {
  const issued = await issueSlips(town.ctx, [number]);
  if (!issued.ok) throw new Error(issued.refusal.code);
  const { code } = must(issued.value[0], "a slip");
  const origin = { remoteAddress: "192.0.2.1", userAgent: "test" };
  const password = "горячая вода по утрам";
  const done = await activate(
    database,
    { number, code, name, password, language: "ru", consentVersion: DATA_CONSENT_VERSION },
    origin,
  );
  if (!done.ok) throw new Error(done.refusal.code);
}

let bills = 0;
const bill = (account: string, more: Partial<Notice> = {}): Notice => ({
  event: "bill_ready",
  key: `bill:${account}:${++bills}`,
  to: must(town.accounts.get(account), account),
  data: {
    account,
    address: "ул. Лесная, 12",
    month: "2025-10",
    amount: "481240",
    due: "2025-11-10",
    link: "/lk",
  },
  ...more,
});
const tell = (...notices: Notice[]) => town.ctx.transaction((tx) => notify(tx, notices));

/** Letters that leave; each attempt answers as told. */
function postman(answer: (letter: Letter, time: number) => Sending | Promise<Sending>) {
  const left: Letter[] = [];
  let times = 0;
  const mailer: Mailer = {
    send: async (letter, leaving) => {
      await leaving();
      left.push(letter);
      return answer(letter, ++times);
    },
    close: () => undefined,
  };
  const carrier = letterCarrier({ mailer, origin: "https://lk.example" });
  return {
    left,
    turn: (now?: Date) => deliver(town.ctx, [carrier], { leaseSeconds: 60, ...(now && { now }) }),
  };
}
const takes = (): Sending => ({ outcome: "accepted", peerId: "250 queued" });
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

const log = (event: Notice["event"] = "bill_ready") =>
  town.ctx.transaction((tx) =>
    tx.query<{
      state: MessageState;
      reason: string;
      channel: string;
      address: string;
      key: string;
      token: string;
    }>(
      "select state, reason, channel, address, key, token from notifications.messages where event = $1 order by message_id",
      [event],
    ),
  );
const last = async () => must((await log()).at(-1), "a message");

describe("a notice", () => {
  test("reaches who is let into the account, once, in words with a way to end it", async () => {
    const notice = bill(IVANOVA);
    expect([await tell(notice), await tell(notice)]).toEqual([1, 0]);
    const { left, turn } = postman(takes);
    await turn();
    await turn();
    expect(left).toHaveLength(1);
    const { token } = await last();
    expect(left[0]).toMatchObject({
      to: "ivanova@mail.ru",
      fromName: 'ООО "УК Заречье"',
      subject: "Квитанция за октябрь 2025: 4\u00a0812,40\u00a0₽",
      unsubscribeUrl: `https://lk.example/u/${token}`,
    });
    expect(left[0]?.text.replaceAll("\u00a0", " ")).toContain("К оплате: 4 812,40 ₽, до 10.11.2025.");
    expect(await last()).toMatchObject({ state: "sent", reason: "" });
  });

  test("is written with what it tells of, or not at all", async () => {
    const notice = bill(IVANOVA);
    const failing = town.ctx.transaction(async (tx) => {
      await notify(tx, [notice]);
      throw new Error("the bill was not issued");
    });
    await expect(failing).rejects.toThrow("the bill was not issued");
    expect((await log()).filter(({ key }) => key === notice.key)).toEqual([]);
  });

  test("of a debt reaches the holder alone, by telephone where there is no private account", async () => {
    const debt = (account: string, phone?: string): Notice =>
      bill(account, { event: "debt", key: `debt:${account}`, ...(phone !== undefined && { phone }) });
    await tell(debt(IVANOVA, "8 (900) 000-00-01"), debt(OCONNOR, "8 (900) 000-00-09"), debt(PETROV));
    expect(await log("debt")).toMatchObject([
      { channel: "email", address: "ivanova@mail.ru" },
      { channel: "sms", address: "+79000000002" },
      { channel: "sms", address: "+79000000009" },
    ]);
  });

  test("of nobody's account reaches nobody", async () => {
    expect(await tell(bill(OCONNOR))).toBe(0);
  });
});

describe("never twice:", () => {
  test("a process that dies while a letter leaves makes it unsure, and it is not sent again", async () => {
    await postman(takes).turn();
    await tell(bill(IVANOVA));
    const died = postman(() => new Promise<Sending>(() => undefined));
    void died.turn();
    await expect.poll(() => died.left.length).toBe(1);
    const next = postman(takes);
    await next.turn(later(5));
    expect(next.left).toEqual([]);
    expect(await last()).toMatchObject({ state: "unsure", reason: "left_unsure" });
    await next.turn(later(60));
    expect(next.left).toEqual([]);
  });

  test("many processes at once send each letter once", async () => {
    await tell(...Array.from({ length: 20 }, () => bill(IVANOVA)));
    const { left, turn } = postman(takes);
    await Promise.all([turn(), turn(), turn(), turn()]);
    await turn();
    expect(new Set(left.map(({ id }) => id)).size).toBe(20);
    expect(left).toHaveLength(20);
  });

  test("a server that is busy gets the letter later; one that is gone for days, not at all", async () => {
    await tell(bill(IVANOVA));
    const { left, turn } = postman((_letter, time) =>
      time === 1 ? { outcome: "later", reason: "451 try later" } : takes(),
    );
    await turn();
    expect(await last()).toMatchObject({ state: "waiting", reason: "451 try later" });
    await turn(later(1));
    expect(left).toHaveLength(2);
    expect(await last()).toMatchObject({ state: "sent" });
  });

  test("a real server that takes half of a pile and goes away gets the rest later, each once", async () => {
    const { port, ids, server } = await countingServer();
    await tell(...Array.from({ length: 10 }, () => bill(IVANOVA)));
    const settings = {
      host: "127.0.0.1",
      port,
      secure: false,
      allowsPlain: true,
      from: "bills@eirc.example",
    };
    const mailer = smtpMailer({ ...settings, timeoutMs: 2_000 });
    const carrier = letterCarrier({ mailer, origin: "https://lk.example" });
    await deliver(town.ctx, [carrier], { limit: 4 });
    mailer.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await deliver(town.ctx, [carrier], { limit: 1 })).toMatchObject({ sent: 0, failed: 1 });
    const again = await countingServer(port);
    await deliver(town.ctx, [carrier], { now: later(5) });
    mailer.close();
    await new Promise<void>((resolve) => again.server.close(() => resolve()));
    expect([ids.length, again.ids.length, new Set([...ids, ...again.ids]).size]).toEqual([4, 6, 10]);
  });
});

async function countingServer(wanted = 0) {
  const ids: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        ids.push(/^Message-ID: (.*)$/im.exec(Buffer.concat(parts).toString("latin1"))?.[1] ?? "");
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(wanted, "127.0.0.1", resolve));
  return { ids, server, port: (server.server.address() as { port: number }).port };
}

describe("an address", () => {
  test("that is nobody's is not written to again, and who ends a kind of messages gets no more of it", async () => {
    await tell(bill(IVANOVA), bill(IVANOVA));
    const { left, turn } = postman(() => ({
      outcome: "refused",
      reason: "550 5.1.1 No such user",
      isGone: true,
    }));
    await turn();
    expect(left).toHaveLength(1);
    expect((await log()).slice(-2)).toMatchObject([
      { state: "bounced", reason: "550 5.1.1 No such user" },
      { state: "stopped", reason: "bounced" },
    ]);
    expect(await tell(bill(IVANOVA))).toBe(0);
    await town.ctx.transaction((tx) => tx.query("update notifications.stops set until = now()"));

    await tell(bill(IVANOVA));
    const { token } = await last();
    expect(await town.ctx.transaction((tx) => unsubscribe(tx, token))).toBe(true);
    expect(await last()).toMatchObject({ state: "stopped", reason: "unsubscribed" });
    expect(await tell(bill(IVANOVA))).toBe(0);
    expect(await town.ctx.transaction((tx) => unsubscribe(tx, "x".repeat(22)))).toBe(false);
  });
});

test("who wants one letter a day gets what did not hurry in one, once", async () => {
  await town.ctx.transaction(async (tx) => {
    await tx.query("delete from notifications.wishes");
    await tx.query(
      `insert into notifications.settings (login_id, quiet_from, quiet_until, is_digest, attaches_bill, is_paperless)
       select login_id, 22, 9, true, false, false from residents.logins where name = 'ivanova@mail.ru'`,
    );
  });
  expect(await tell(bill(IVANOVA), bill(IVANOVA))).toBe(0);
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const evening = new Date(`${inTwoDays}T19:00:00+03:00`);
  expect([await writeDailyLetters(town.ctx, evening), await writeDailyLetters(town.ctx, evening)]).toEqual([
    1, 0,
  ]);
  const { left, turn } = postman(takes);
  await turn();
  expect(left).toMatchObject([{ to: "ivanova@mail.ru", subject: "Новости вашего дома за день" }]);
  expect(left[0]?.text.match(/Готова квитанция за октябрь 2025/g)).toHaveLength(2);
});

test("bills are told of by the chore, once, with the day to pay by", async () => {
  await town.ctx.transaction(async (tx) => {
    await tx.query("delete from notifications.wishes");
    await tx.query("delete from notifications.settings");
    const { building, account } = must(town.accounts.get(IVANOVA), IVANOVA);
    await insertIssued(tx, [
      {
        building,
        account,
        period: period("2025-10"),
        templateVersion: "1",
        text: "",
        pdfSha256: Buffer.alloc(32),
        toPay: roubles("4812.40"),
      },
    ]);
  });
  expect(await tellNews(town.ctx)).toMatchObject({ bills: 1, payments: 0 });
  expect(await tellNews(town.ctx)).toMatchObject({ bills: 0 });
  const { left, turn } = postman(takes);
  await turn();
  const letter = must(
    left.find(({ subject }) => subject.includes("4\u00a0812,40")),
    "the letter of the bill",
  );
  expect(letter.text).toContain(`https://lk.example/lk/bills/2025-10?account=${IVANOVA}`);
  expect(letter.text).toContain("до 10.11.2025");
});

test("a short message has two parts at most, its fate is kept, and who asks for silence has it", async () => {
  const sent: Sms[] = [];
  const sender: SmsSender = {
    send: async (sms, leaving) => {
      await leaving();
      sent.push(sms);
      return { outcome: "accepted", peerId: `sms-${sent.length}` };
    },
    close: () => undefined,
  };
  const carrier = smsCarrier({ sender, origin: "https://lk.example" });
  const hears = smsListener(() => Promise.resolve(town.ctx));
  await deliver(town.ctx, [carrier], { now: later(24 * 60) });
  const shutOff = (key: string): Notice =>
    bill(PETROV, {
      event: "outage",
      key,
      data: {
        title: "Авария",
        text: "Нет холодной воды. ".repeat(20),
        address: "ул. Лесная, 12",
        link: "/lk",
      },
    });
  sent.splice(0);
  await tell(shutOff("outage:1"));
  await deliver(town.ctx, [carrier]);
  expect(sent).toMatchObject([{ to: "+79000000002", text: expect.stringMatching(/^Авария\. .* …$/) }]);
  expect(smsParts(sent[0]?.text ?? "")).toBe(2);
  await hears.report({ peerId: "sms-1", state: "delivered", reason: "DELIVRD" });
  expect(await log("outage")).toMatchObject([{ state: "delivered" }]);
  await hears.incoming({ from: "+79000000002", text: "спасибо" });
  expect(await tell(shutOff("outage:2"))).toBe(1);
  await hears.incoming({ from: "+79000000002", text: " Стоп!" });
  expect(await tell(shutOff("outage:3"))).toBe(0);
  await deliver(town.ctx, [carrier]);
  expect(await log("outage")).toMatchObject([{}, { state: "stopped", reason: "stop_word" }]);
});

describe("a mailing", () => {
  const draft = {
    organization: undefined,
    buildings: [],
    debtMin: roubles("0"),
    monthsMin: 0,
    titleRu: "Собрание",
    titleEn: "",
    textRu: "В субботу в 11 часов общее собрание дома.",
    textEn: "",
  };
  const as = (user: number): Ctx => ({
    ...town.ctx,
    scope: { ...town.ctx.scope, user },
    transaction: (work) => database.transaction({ ...town.ctx.scope, user }, work),
  });
  const work = () => workMailings(town.ctx, "https://lk.example");
  const seen = async (mailing: number) =>
    must(await town.ctx.transaction((tx) => findMailing(tx, mailing)), "the mailing");
  const logged = (mailing: number) => town.ctx.transaction((tx) => listLog(tx, { mailing, limit: 100 }));

  test("sends what its dry run counted, once, after a second person said yes", async () => {
    const [first, second] = await town.ctx.transaction(async (tx) => [
      await insertUser(tx, "first@example"),
      await insertUser(tx, "second@example"),
    ]);
    await town.ctx.transaction((tx) => insertMailingTerms(tx, { partPrice: roubles("4"), aloneMessages: 0 }));
    const drafted = await draftMailing(as(must(first, "a user")), { ...draft, kind: "outage" });
    const { mailing } = granted(drafted);
    await work();
    const counted = await seen(mailing);
    expect(counted).toMatchObject({ state: "ready", needsSecond: true, partPrice: roubles("4") });
    expect(messagesOf(counted.counts)).toBeGreaterThan(0);
    expect(counted.counts.accounts).toBe(3);
    expect(await logged(mailing)).toEqual([]);

    const decide = (user: number | undefined, decision: MailingDecision) =>
      decideMailing(as(must(user, "a user")), { mailing, decision, reason: "" });
    expect(await decide(first, "start")).toMatchObject({ refusal: { code: "mailings.second_person" } });
    granted(await decide(first, "ask"));
    expect(await decide(first, "approve")).toMatchObject({ refusal: { code: "mailings.second_person" } });
    granted(await decide(second, "approve"));
    await work();
    await work();

    const done = await seen(mailing);
    const sent = await logged(mailing);
    const of = (channel: string) => sent.filter((one) => one.channel === channel).length;
    expect(done.state).toBe("done");
    expect(done.counts).toMatchObject({ told: done.counts.accounts, leftOut: 0 });
    expect([of("email"), of("sms"), of("push")]).toEqual([
      done.counts.letters,
      done.counts.shortMessages,
      done.counts.pushes,
    ]);
  });

  test("of debt reaches the holder of who owes, and leaves out who paid meanwhile", async () => {
    const [user] = await town.ctx.transaction(async (tx) => [await insertUser(tx, "third@example")]);
    await town.ctx.transaction((tx) =>
      insertMailingTerms(tx, { partPrice: roubles("4"), aloneMessages: 100 }),
    );
    const [provider] = town.suppliers;
    const late = (account: string, amount: string) =>
      owe(town, [{ account, month: "2025-08", service: 20, provider, amount }]);
    await late(IVANOVA, "500.00");
    await late(OCONNOR, "300.00");
    await owe(town, [{ account: PETROV, month: "2025-11", service: 20, provider, amount: "900.00" }]);
    const by = as(must(user, "a user"));
    const { mailing } = granted(
      await draftMailing(by, { ...draft, kind: "debt", debtMin: roubles("300.00"), titleRu: "", textRu: "" }),
    );
    await work();
    // Whose month is not due yet owes nothing that is late.
    expect((await seen(mailing)).counts).toMatchObject({ accounts: 2, unreached: 1, told: 0 });
    await late(OCONNOR, "-0.01");
    granted(await decideMailing(by, { mailing, decision: "start", reason: "" }));
    await work();
    const { state, counts } = await seen(mailing);
    expect([state, counts.told, counts.leftOut]).toEqual(["done", 1, 1]);
    const sent = await logged(mailing);
    expect(sent.length).toBe(messagesOf(counts));
    expect(new Set(sent.map(({ account }) => account))).toEqual(new Set([IVANOVA]));
  });

  test("taken back on its way leaves no further, and a building of another is refused", async () => {
    const [user] = await town.ctx.transaction(async (tx) => [await insertUser(tx, "fourth@example")]);
    const by = as(must(user, "a user"));
    const { mailing } = granted(await draftMailing(by, { ...draft, kind: "house" }));
    await work();
    granted(await decideMailing(by, { mailing, decision: "start", reason: "" }));
    await work();
    const waiting = (await logged(mailing)).filter(({ state }) => state === "waiting");
    expect(waiting.length).toBeGreaterThan(0);
    expect(await decideMailing(by, { mailing, decision: "withdraw", reason: "" })).toMatchObject({
      refusal: { code: "mailings.not_in_state", state: "done" },
    });
    const stranger = 999_999 as BuildingId;
    expect(await draftMailing(by, { ...draft, kind: "house", buildings: [stranger] })).toMatchObject({
      refusal: { code: "mailings.building_not_own", building: stranger },
    });
  });
});

async function insertUser(tx: Tx, login: string): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    "insert into access.users (login, password_hash, name, role) values ($1, 'x', $1, 'operator') returning user_id as id",
    [login],
  );
  return must(row, "a user").id;
}
describe("the chore tells of", () => {
  const mine = () => must(town.accounts.get(IVANOVA), IVANOVA);
  const keysOf = async (event: Notice["event"]) => (await log(event)).map(({ key }) => key);

  test("a sign-in from a new device, once, and not of the first one", async () => {
    const before = await tellNews(town.ctx);
    expect(before.safety).toBe(0);
    const password = { name: "ivanova@mail.ru", password: "горячая вода по утрам" };
    const signIn = (userAgent: string) =>
      signInResident(database, password, { remoteAddress: "192.0.2.1", userAgent });
    await signIn("test");
    expect(await tellNews(town.ctx)).toMatchObject({ safety: 0 });
    await signIn("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
    expect(await tellNews(town.ctx)).toMatchObject({ safety: 1 });
    expect(await tellNews(town.ctx)).toMatchObject({ safety: 0 });
    const { left, turn } = postman(takes);
    await turn();
    const [letter] = left.filter(({ subject }) => subject === "Вход с нового устройства");
    expect(letter?.text).toContain("Firefox, Windows");
    expect(letter?.unsubscribeUrl).toBeUndefined();
  });

  test("somebody else whom an account was opened to its holder, and of the end the other", async () => {
    await letIn(IVANOVA, "neighbour@mail.ru");
    expect(await tellNews(town.ctx)).toMatchObject({ safety: 1 });
    const access = await accessOf(town.ctx, IVANOVA);
    if (!access.ok) throw new Error(access.refusal.code);
    const grant = must(
      access.value.grants.find(({ login }) => login === "neighbour@mail.ru"),
      "a grant",
    );
    await revokeAccess(town.ctx, { number: IVANOVA, grant: grant.id });
    expect(await tellNews(town.ctx)).toMatchObject({ safety: 1 });
    expect((await log("security")).slice(-2)).toMatchObject([
      { address: "ivanova@mail.ru" },
      { address: "neighbour@mail.ru" },
    ]);
  });

  test("a debt whoever manages the account, once a month", async () => {
    const debts = (await keysOf("debt")).filter((key) => key.endsWith(":2025-11"));
    expect(debts).toEqual([`debt:${IVANOVA}:2025-11`]);
    expect(await tellNews(town.ctx)).toMatchObject({ debts: 0 });
  });

  test("an outage everybody in the house, and of an answer whoever asked", async () => {
    const { today } = town.ctx;
    const { building, account } = mine();
    const failed = await registerFailure(town.ctx, {
      building,
      supply: "hot_water",
      kind: "interruption",
      condition: "",
      startedAt: `${today}T00:10`,
      endedAt: `${today}T23:50`,
      source: "outage",
      document: "Журнал диспетчера, № 7",
    });
    if (!failed.ok) throw new Error(failed.refusal.code);
    const [login] = await town.ctx.transaction((tx) =>
      tx.query<{ id: LoginId }>("select login_id as id from residents.logins where name = 'ivanova@mail.ru'"),
    );
    const opened = await openCase(town.ctx, {
      organization: town.companies[0],
      kind: "question",
      origin: "account",
      text: "Когда дадут воду?",
      building,
      account,
      authorName: "Иванова",
      email: "",
      phone: "",
      login: must(login, "a login").id,
      mayPublish: false,
    });
    if (!opened.ok) throw new Error(opened.refusal.code);
    await write(town.ctx, { number: opened.value.number, text: "Проверяем", isNote: true });
    expect(await tellNews(town.ctx)).toMatchObject({ answers: 0 });
    await write(town.ctx, { number: opened.value.number, text: "Сегодня вечером", isNote: false });
    expect(await tellNews(town.ctx)).toMatchObject({ answers: 1, outages: 0 });
    expect(await keysOf("outage")).toContain(`outage:${building}:${failed.value.no}`);
    const { left, turn } = postman(takes);
    await turn();
    const outage = left.find(({ subject }) => subject === "Отключение: нет горячей воды");
    expect(outage?.text).toContain("С 23.11.2025 00:10 до 23.11.2025 23:50.");
    const answer = left.find(({ subject }) => subject.startsWith("Обращение"));
    expect(answer?.subject).toBe(`Обращение ${opened.value.number}: вам ответили`);
    expect(answer?.text).not.toContain("Сегодня вечером");
  });

  test("a company's news who has asked for them, once", async () => {
    const article = {
      organization: town.companies[0],
      kind: "news",
      slug: "subbotnik",
      title: "Субботник",
      body: "Приходите в субботу.",
      state: "published",
      shownFrom: town.ctx.today,
    } as const;
    expect((await writeText(town.ctx, article)).ok).toBe(true);
    await tellNews(town.ctx);
    expect(await log("company_news")).toEqual([]);
    await town.ctx.transaction((tx) =>
      tx.query(`insert into notifications.wishes (login_id, event, channels)
        select login_id, 'company_news', '{email}' from residents.logins where name = 'ivanova@mail.ru'`),
    );
    expect((await tellNews(town.ctx)).company).toBeGreaterThan(0);
    expect((await tellNews(town.ctx)).company).toBe(0);
    expect(await log("company_news")).toMatchObject([{ address: "ivanova@mail.ru" }]);
  });
});

describe("an address of one's own", () => {
  test("is taken by its code alone, five times guessed and half an hour long", async () => {
    const logins = await town.ctx.transaction((tx) =>
      tx.query<{ id: LoginId }>("select login_id as id from residents.logins order by 1 limit 1"),
    );
    const of = { login: must(logins[0], "a login").id, channel: "sms" } as const;
    const ask = (typed: string) => town.ctx.transaction((tx) => askAddress(tx, { ...of, typed }));
    const confirm = (code: string) => town.ctx.transaction((tx) => confirmAddress(tx, { ...of, code }));
    expect(await ask("нет")).toBe("unreadable");
    // A mailbox is no telephone.
    expect(await ask("home@mail.ru")).toBe("unreadable");
    expect(await confirm("000000")).toBe("expired");
    const asked = await ask("8 900 000-00-77");
    if (typeof asked === "string") throw new Error(asked);
    expect(asked.address).toBe("+79000000077");
    const wrong = asked.code === "111111" ? "222222" : "111111";
    for (let guess = 0; guess < 5; guess += 1) expect(await confirm(wrong)).toBe("wrong");
    expect(await confirm(asked.code)).toBe("expired");
    const again = await ask("8 900 000-00-77");
    if (typeof again === "string") throw new Error(again);
    await town.ctx.transaction((tx) =>
      tx.query("update notifications.addresses set code_until = now() where login_id = $1", [of.login]),
    );
    expect(await confirm(again.code)).toBe("expired");
    const last = await ask("8 900 000-00-77");
    if (typeof last === "string") throw new Error(last);
    expect(await confirm(last.code)).toBe("confirmed");
    expect(await town.ctx.transaction((tx) => listAddresses(tx, of.login))).toEqual([
      { channel: "sms", address: "+79000000077", isConfirmed: true },
    ]);
    // What is in use is not replaced by what somebody types.
    expect(await ask("8 900 000-00-78")).toBe("in_use");
    expect(await town.ctx.transaction((tx) => listAddresses(tx, of.login))).toMatchObject([
      { address: "+79000000077" },
    ]);
    await town.ctx.transaction((tx) => deleteAddress(tx, of));
    expect(await town.ctx.transaction((tx) => listAddresses(tx, of.login))).toEqual([]);
  });
});
