import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "#core/assert";
import { deliver, type Push, type PushTarget, type Sending } from "#modules/gateways";
import {
  type Channel,
  type MessageState,
  type Notice,
  quietFor,
  type Settings,
  type Subscription,
} from "#modules/notifications";
import {
  activate,
  DATA_CONSENT_VERSION,
  issueSlips,
  residentBy,
  residentContext,
  type SignedInResident,
} from "#modules/residents";
import type { Database } from "#platform/database";
import { granted } from "#platform/http";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  buildSmallTown,
  IVANOVA,
  PETROV,
  placeOf,
  type SmallTown,
} from "../modules/payments/small-town.fixture.ts";
import { pushCarrier } from "./notification-carriers.ts";
import { agreeToPushes, endPushes, saveWishes, wishesPage } from "./notification-wishes.ts";
import { notify } from "./notify.ts";

let files: TestDatabase;
let database: Database;
let town: SmallTown;
let ivanova: SignedInResident;
let petrov: SignedInResident;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  town = await buildSmallTown(database);
  ivanova = await signedIn(IVANOVA, "ivanova@mail.ru");
  petrov = await signedIn(PETROV, "petrov@mail.ru");
});
afterAll(() => files.drop());

const AWAKE = { quietFrom: 0, quietUntil: 0, isDigest: false, attachesBill: false, isPaperless: false };

/** Of bills, by these channels; of nothing else. */
const wish = (channels: readonly Channel[], settings: Settings = AWAKE) =>
  saveWishes(town.ctx, ivanova, { chosen: new Map([["bill_ready", channels]]), settings, resumes: false });

/** One story, told in order: each test goes on where the one before it ended. */
const TELEPHONE = browserOf("telephone");
const TABLET = browserOf("tablet");

test("a browser that agreed is told of what its owner wishes, by the page that it opens", async () => {
  expect(await tell("1")).toEqual(["email"]);
  expect(await agreeToPushes(town.ctx, ivanova, TELEPHONE)).toBe(true);
  await wish(["email", "push"]);
  // Pressed twice.
  expect(await agreeToPushes(town.ctx, ivanova, TELEPHONE)).toBe(true);
  expect(await tell("2")).toEqual(["email", "push"]);
  const { shown, turn } = service();
  await turn();
  expect(shown).toEqual([
    {
      to: TELEPHONE.endpoint,
      title: "Квитанция за октябрь 2025: 4\u00a0812,40\u00a0₽",
      url: "https://lk.example/lk/bills/2025-10",
    },
  ]);
  await turn();
  expect(shown).toHaveLength(1);
  expect(await last()).toMatchObject({ state: "sent" });
});

test("by each of the owner's browsers; one that its service knows no more is struck off", async () => {
  await agreeToPushes(town.ctx, ivanova, TABLET);
  await tell("3");
  const { shown, turn } = service(({ endpoint }) =>
    endpoint === TELEPHONE.endpoint ? { outcome: "refused", reason: "410", isGone: true } : TAKEN,
  );
  await turn();
  expect(shown.map(({ to }) => to)).toEqual([TELEPHONE.endpoint, TABLET.endpoint]);
  expect(await last()).toMatchObject({ state: "sent" });
  expect((await browsersOf(ivanova)).map(({ agreedAt }) => typeof agreedAt)).toEqual(["string"]);
});

test("what may have arrived is not sent again, what did not is", async () => {
  await tell("4");
  const away = service(() => ({ outcome: "later", reason: "503" }));
  await away.turn();
  expect(await last()).toMatchObject({ state: "waiting" });
  const unsure = service(() => ({ outcome: "unsure", reason: "reset" }));
  await unsure.turn(new Date(Date.now() + 3_600_000));
  expect(await last()).toMatchObject({ state: "unsure" });
  const again = service();
  await again.turn(new Date(Date.now() + 7_200_000));
  expect(again.shown).toEqual([]);
});

test("the matrix is respected, and the quiet hours", async () => {
  await wish(["email"]);
  expect(await tell("5")).toEqual(["email"]);
  // All day but an hour: one of the two holds now, wherever the clock stands.
  const quiet = [
    { quietFrom: 0, quietUntil: 23 },
    { quietFrom: 12, quietUntil: 11 },
  ].find((hours) => quietFor(new Date(), { ...AWAKE, ...hours }) > 0);
  await wish(["push"], { ...AWAKE, ...must(quiet, "quiet hours that hold now") });
  expect(await tell("6")).toEqual(["push"]);
  const { shown, turn } = service();
  await turn();
  expect(shown).toEqual([]);
  await turn(new Date(Date.now() + 24 * 3_600_000));
  expect(shown).toHaveLength(1);
});

test("a browser is one login's: who agrees there after another takes it over, and ends only their own", async () => {
  const [tablet] = await browsersOf(ivanova);
  expect(await agreeToPushes(town.ctx, petrov, TABLET)).toBe(true);
  expect(await browsersOf(ivanova)).toEqual([]);
  const [taken] = await browsersOf(petrov);
  expect(taken?.id).not.toBe(tablet?.id);
  expect(await endPushes(town.ctx, ivanova, must(taken, "Petrov's tablet").id)).toBe(false);
  expect(await endPushes(town.ctx, petrov, must(taken, "Petrov's tablet").id)).toBe(true);
  expect(await browsersOf(petrov)).toEqual([]);
});

test.each([
  ["no address", { endpoint: "not an address" }],
  ["an address without encryption", { endpoint: "http://push.example/1" }],
  ["keys that are none", { p256dh: "short" }],
  ["no secret", { auth: "" }],
])("is kept of nobody with %s", async (_what, wrong) => {
  expect(await agreeToPushes(town.ctx, petrov, { ...TELEPHONE, ...wrong })).toBe(false);
  expect(await browsersOf(petrov)).toEqual([]);
});

function browserOf(name: string): Pick<Subscription, "endpoint" | "p256dh" | "auth" | "userAgent"> {
  return {
    endpoint: `https://push.example/${name}`,
    p256dh: "B".repeat(87),
    auth: "a".repeat(22),
    userAgent: "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
  };
}

const TAKEN: Sending = { outcome: "accepted", peerId: "" };

/** A service of pushes that answers as told. */
function service(answer: (to: PushTarget) => Sending = () => TAKEN) {
  const shown: { to: string; title: string; url: string }[] = [];
  const pusher = {
    send: async ({ title, url }: Push, to: PushTarget, leaving: () => Promise<void>): Promise<Sending> => {
      await leaving();
      shown.push({ to: to.endpoint, title, url });
      return answer(to);
    },
  };
  const carrier = pushCarrier({ pusher, origin: "https://lk.example" });
  return {
    shown,
    turn: (now?: Date) => deliver(town.ctx, [carrier], { leaseSeconds: 60, ...(now && { now }) }),
  };
}

/** Tells Ivanova of a bill; gives by which channels. */
async function tell(key: string): Promise<string[]> {
  const notice: Notice = {
    event: "bill_ready",
    key: `bill:${key}`,
    to: placeOf(town, IVANOVA),
    data: {
      account: IVANOVA,
      address: "ул. Ленина, 7",
      month: "2025-10",
      amount: "481240",
      due: "2025-11-10",
      link: "/lk/bills/2025-10",
    },
  };
  await town.ctx.transaction((tx) => notify(tx, [notice]));
  const rows = await town.ctx.transaction((tx) =>
    tx.query<{ channel: string }>(
      "select channel from notifications.messages where key = $1 order by channel",
      [notice.key],
    ),
  );
  return rows.map(({ channel }) => channel);
}

async function last() {
  const rows = await town.ctx.transaction((tx) =>
    tx.query<{ state: MessageState; reason: string }>(
      "select state, reason from notifications.messages where channel = 'push' order by message_id desc limit 1",
    ),
  );
  return must(rows[0], "a push");
}

async function browsersOf(self: SignedInResident) {
  const page = await wishesPage({ resident: residentContext(database, self), center: town.ctx }, self, {
    account: must(self.accounts[0], "an account"),
    isSaved: false,
    pushKey: "key",
    done: undefined,
    addressDone: undefined,
  });
  return page.push.browsers;
}

async function signedIn(number: string, name: string): Promise<SignedInResident> {
  const { code } = must(granted(await issueSlips(town.ctx, [number]))[0], "a slip");
  const password = "горячая вода по утрам";
  const origin = { remoteAddress: "192.0.2.1", userAgent: "test" };
  const activated = granted(
    await activate(
      database,
      { number, code, name, password, language: "ru", consentVersion: DATA_CONSENT_VERSION },
      origin,
    ),
  );
  return must(await residentBy(database, activated.token), "who has activated");
}
