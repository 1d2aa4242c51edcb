import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { letterCarrier, smsCarrier } from "#flows/notification-carriers";
import { deliver, type Letter } from "#modules/gateways";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/*
 * A company's own words of what residents are told: shown before they are kept, refused where the reader would not learn
 * what they are for, in force for the company that wrote them and for no other, tested on whoever writes them.
 */

const { accountant, operator, provider } = LOGINS;
const SMS = { event: "bill_ready", channel: "sms", language: "ru" } as const;
const LETTER = { ...SMS, channel: "email" } as const;
let city: ServedCity;

beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

interface Words {
  readonly organization: number;
  readonly words: readonly {
    readonly event: string;
    readonly channel: string;
    readonly language: string;
    readonly own?: { readonly subject: string; readonly body: string };
    readonly version: number;
    readonly writtenByName?: string;
  }[];
}

const post = (login: string, url: string, payload: object) =>
  city.as(login, {
    method: "POST",
    url: `/api/notice-words${url}`,
    payload,
    headers: { "accept-language": "ru" },
  });
async function placeOf(login: string, place: typeof SMS | typeof LETTER) {
  const { words } = (await city.as(login, { url: "/api/notice-words" })).json<Words>();
  return words.find((one) => JSON.stringify({ ...place, ...one }) === JSON.stringify({ ...one, ...place }));
}

it("a sample shows what the reader gets, and what keeps the words from being kept", async () => {
  const shown = await post(accountant, "/preview", {
    ...SMS,
    subject: "",
    body: "К оплате {amount} до {due}",
  });
  expect(shown.json()).toMatchObject({
    subject: "",
    body: "К оплате 6 150,02 ₽ до 15.11.2026",
    parts: 1,
  });
  expect(shown.json()).not.toHaveProperty("fault");
  const faults = await Promise.all(
    [
      { ...SMS, subject: "", body: "{amount} {due} {debt}" },
      { ...SMS, subject: "", body: "До {due} оплатите счёт" },
      { ...SMS, subject: "", body: `{amount} {due} ${"слово ".repeat(40)}` },
      { ...LETTER, subject: " ", body: "{amount} {due}" },
    ].map(async (of) => (await post(accountant, "/preview", of)).json<{ fault: string }>().fault),
  );
  expect(faults).toEqual([
    expect.stringContaining("{debt}"),
    expect.stringContaining("не хватает: {amount}"),
    expect.stringContaining("частей SMS: 4"),
    expect.stringContaining("тему"),
  ]);
});

it("own words are kept in versions, for their company alone, and everybody's come back", async () => {
  const organization = city.companyA;
  const own = { organization, ...SMS, subject: "", body: "Счёт {account}: {amount}, до {due}", version: 0 };
  expect((await post(accountant, "", { ...own, body: "{amount}" })).json()).toMatchObject({
    code: "notice_words.place_missing",
    title: expect.stringContaining("{due}"),
  });
  const kept = await post(accountant, "", own);
  expect([kept.statusCode, kept.json()]).toEqual([201, { version: 1 }]);
  expect(await placeOf(accountant, SMS)).toMatchObject({ own: { body: own.body }, version: 1 });
  // Who saw the version before writes over nobody's.
  expect((await post(operator, "", own)).json()).toMatchObject({ code: "notice_words.changed_meanwhile" });
  // Another company neither sees nor writes them.
  expect(await placeOf(ACCOUNTANT_B, SMS)).toMatchObject({ version: 0 });
  expect((await post(ACCOUNTANT_B, "", { ...own, version: 1 })).json()).toMatchObject({
    code: "notice_words.organization_not_found",
  });
  expect((await city.as(provider, { url: "/api/notice-words" })).statusCode).toBe(403);
  const back = await post(accountant, "", { ...own, subject: "", body: "", version: 1 });
  expect(back.json()).toEqual({ version: 2 });
  const now = await placeOf(accountant, SMS);
  expect(now).toMatchObject({ version: 2 });
  expect(now).not.toHaveProperty("own");
});

it("a test message leaves in words that are not in force, to whoever asks for it", async () => {
  const letters: Letter[] = [];
  const texts: string[] = [];
  const origin = "https://portal.example";
  const carriers = [
    letterCarrier({
      origin,
      mailer: {
        send: async (letter, leaving) => {
          await leaving();
          letters.push(letter);
          return { outcome: "accepted", peerId: "" };
        },
        close: () => undefined,
      },
    }),
    smsCarrier({
      origin,
      sender: {
        send: async ({ to, text }, leaving) => {
          await leaving();
          texts.push(`${to} ${text}`);
          return { outcome: "accepted", peerId: "" };
        },
        close: () => undefined,
      },
    }),
  ];
  const organization = city.companyA;
  const words = { organization, subject: "Ваш счёт {account}", body: "К оплате {amount} до {due}." };
  // The people of this city sign in by names that are no mailboxes.
  expect((await post(accountant, "/tests", { ...words, ...LETTER })).json()).toMatchObject({
    code: "notice_words.address_missing",
    title: expect.stringContaining("некуда отправить"),
  });
  expect((await post(accountant, "/tests", { ...words, ...SMS, phone: "нет" })).statusCode).toBe(422);
  const tested = await post(accountant, "/tests", { ...words, ...SMS, phone: "8 900 000-00-02" });
  expect([tested.statusCode, tested.json()]).toEqual([202, { address: "+79000000002" }]);
  expect(
    (await post(ACCOUNTANT_B, "/tests", { ...words, ...SMS, phone: "+79000000002" })).json(),
  ).toMatchObject({ code: "notice_words.organization_not_found" });
  await deliver(city.center, carriers, { limit: 100, leaseSeconds: 60 });
  expect(texts).toEqual([`+79000000002 К оплате 6 150,02 ₽ до 15.11.2026.`]);
  expect(letters).toEqual([]);
  const log = (await city.as(accountant, { url: "/api/notice-messages" })).json<{
    messages: { state: string; channel: string }[];
  }>();
  expect(log.messages).toMatchObject([{ state: "sent", channel: "sms" }]);
  expect((await city.as(ACCOUNTANT_B, { url: "/api/notice-messages" })).json()).toMatchObject({
    messages: [],
  });
  const more = [];
  for (let at = 0; at < 20; at += 1)
    more.push((await post(accountant, "/tests", { ...words, ...SMS, phone: "+79000000002" })).statusCode);
  expect(more).toEqual([...Array.from({ length: 19 }, () => 202), 409]);

  // Whoever signs in by a mailbox gets the letter there, with nothing in it that would end letters to residents.
  const client = new pg.Client({ connectionString: city.ownerUrl });
  await client.connect();
  await client.query("update access.users set login = 'writer@zarechye.example' where login = $1", [
    ACCOUNTANT_B,
  ]);
  await client.end();
  const letter = await post(ACCOUNTANT_B, "/tests", { ...words, ...LETTER, organization: city.companyB });
  expect(letter.json()).toEqual({ address: "writer@zarechye.example" });
  await deliver(city.center, carriers, { limit: 100, leaseSeconds: 60 });
  expect(letters).toMatchObject([
    { to: "writer@zarechye.example", subject: "Ваш счёт 4400110010", unsubscribeUrl: undefined },
  ]);
  expect(letters[0]?.text).toContain("К оплате 6\u00A0150,02\u00A0₽ до 15.11.2026.");
});
