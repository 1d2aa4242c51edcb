import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrganizationId } from "#core/ids";
import { registerAgent } from "#modules/payments";
import { type Verdict, verify } from "#modules/reporting";
import { granted } from "../small-town.ts";
import { LOGINS, NOVEMBER, type ServedCity, serveCity, TODAY } from "./served-city.ts";

/*
 * A month of a company as its people live it, over HTTP alone: find an account, enter a reading, charge, look why,
 * take money by hand and by an agent's protocol, print, close. Told in order.
 */

let city: ServedCity;
let account: string;
interface Card {
  readonly number: string;
  readonly building: number;
  readonly address: string;
  readonly state: { readonly holderName: string };
}
let card: Card;
let run: number;

const { operator, accountant } = LOGINS;
const get = async <T>(login: string, url: string): Promise<T> => {
  const answer = await city.as(login, { url });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json<T>();
};
const post = (login: string, url: string, payload: object = {}, headers: Record<string, string> = {}) =>
  city.as(login, { method: "POST", url, payload, headers });

beforeAll(async () => {
  city = await serveCity();
  account = city.accountsOfA[4] ?? "";
});
afterAll(() => city.close());

describe("the accountant", () => {
  it("finds an account five ways", async () => {
    card = await get<Card>(accountant, `/api/accounts/${account}`);
    expect(card).toMatchObject({ number: account, state: { holderName: expect.any(String) } });
    const { meters } = await get<{ meters: { serial: string }[] }>(
      accountant,
      `/api/accounts/${account}/meters`,
    );
    const [surname = "", given = ""] = card.state.holderName.split(" ");
    const [, street = "", house = "", flat = ""] =
      /(?:ул|пр-кт|пер|б-р|наб|ш)\.? ([^,]+), д\. ([^,]+), кв\. (.+)$/.exec(card.address) ?? [];
    const ways = [
      account,
      account.slice(-6),
      `${surname} ${given.slice(0, 2)}`,
      `${street} ${house}-${flat}`,
      // The keyboard was left in the other layout.
      inLatinLayout(surname.toLowerCase()),
    ];
    for (const typed of ways) {
      const { accounts } = await get<{ accounts: { number: string }[] }>(
        accountant,
        `/api/search?limit=20&q=${encodeURIComponent(typed)}`,
      );
      expect(
        accounts.map((one) => one.number),
        typed,
      ).toContain(account);
    }
    const bySerial = await get<{ meters: { serial: string }[] }>(
      accountant,
      `/api/search?q=${encodeURIComponent(meters[0]?.serial ?? "")}`,
    );
    expect(bySerial.meters[0]?.serial).toBe(meters[0]?.serial);
  });

  it("leaves a trace of having read the card", async () => {
    const { entries } = await get<{ entries: { action: string }[] }>(
      LOGINS.administrator,
      `/api/audit?subject=${encodeURIComponent(`account ${account}`)}`,
    );
    expect(entries.map((entry) => entry.action)).toEqual(["account.read"]);
  });

  it("enters readings: the good one is taken, the bad one says why in the reader's words", async () => {
    const { meters } = await get<{
      meters: {
        id: number;
        building: number;
        resource: string;
        last: { value: string; scale: number; takenOn: string }[];
      }[];
    }>(accountant, `/api/accounts/${account}/meters`);
    const meter = meters.find((one) => one.last.length === 1);
    const last = BigInt(meter?.last[0]?.value ?? 0);
    const reading = { building: meter?.building, meter: meter?.id };
    const answer = await post(
      accountant,
      "/api/metering/readings",
      {
        readings: [
          { ...reading, value: String(last + 2_500_000n), takenOn: TODAY },
          { ...reading, value: String(last - 1_000_000n), takenOn: "2026-11-29" },
          { ...reading, meter: 999_999, value: "1000000" },
        ],
      },
      { "accept-language": "ru" },
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      taken: 1,
      refused: [
        {
          row: 1,
          code: "metering.reading_below_previous",
          title: expect.stringContaining("прибор показывал"),
        },
        {
          row: 2,
          code: "metering.meter_not_found",
          title: expect.stringContaining("Прибор № 999999 не найден"),
        },
      ],
    });
    const readings = await get<{ readings: { value: string }[] }>(
      accountant,
      `/api/metering/buildings/${meter?.building}/meters/${meter?.id}/readings?limit=1`,
    );
    expect(readings.readings).toMatchObject([{ value: String(last + 2_500_000n), source: "clerk" }]);
  });
});

describe("the operator", () => {
  it("looks whether the month is ready, starts a run and watches it to its end", async () => {
    const query = `organization=${city.companyA}&period=${NOVEMBER}`;
    const ready = await get<{ accounts: number; open: string }>(operator, `/api/charging/readiness?${query}`);
    expect(ready).toMatchObject({ open: NOVEMBER, withoutRate: [] });
    expect(ready.accounts).toBe(city.accountsOfA.length);
    const started = await post(operator, "/api/charging/runs", {
      organization: city.companyA,
      period: NOVEMBER,
    });
    expect(started.statusCode).toBe(202);
    run = started.json<{ id: number }>().id;
    const twice = await post(operator, "/api/charging/runs", {
      organization: city.companyA,
      period: NOVEMBER,
    });
    expect(twice.statusCode).toBe(409);
    expect(twice.json()).toMatchObject({ code: "charging.draft_exists", data: { run } });

    const events = await city.as(operator, { url: `/api/charging/runs/${run}/events` });
    expect(events.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    const told = events.body
      .split("\n\n")
      .filter((event) => event.startsWith("event: "))
      .map((event) => {
        const [name = "", data = ""] = event.split("\n");
        return {
          name: name.slice(7),
          data: JSON.parse(data.slice(6)) as { progress: { accountsDone: number } },
        };
      });
    expect(told.at(-1)).toMatchObject({
      name: "end",
      data: { state: "calculated", progress: { accountsDone: ready.accounts, buildingsFailed: 0 } },
    });
    await city.worked();
    const { runs } = await get<{ runs: { id: number; amount: string }[] }>(
      accountant,
      `/api/charging/runs?organization=${city.companyA}`,
    );
    expect(runs).toMatchObject([{ id: run, state: "calculated", amount: expect.stringMatching(/^\d+$/) }]);
  });

  it("approves it once, and not an accountant", async () => {
    expect((await post(accountant, `/api/charging/runs/${run}/approval`)).statusCode).toBe(403);
    const approved = await post(operator, `/api/charging/runs/${run}/approval`);
    expect(approved.json()).toMatchObject({ id: run, state: "approved" });
    const twice = await post(operator, `/api/charging/runs/${run}/approval`);
    expect(twice.statusCode).toBe(409);
    expect(twice.json()).toMatchObject({ code: "charging.already_approved" });
  });

  it("finds a second run empty, and discards it", async () => {
    const again = (
      await post(operator, "/api/charging/runs", { organization: city.companyA, period: NOVEMBER })
    ).json<{ id: number }>().id;
    await city.worked();
    expect(await get(operator, `/api/charging/runs/${again}`)).toMatchObject({
      state: "calculated",
      progress: { lines: 0, amount: "0" },
    });
    expect((await post(operator, `/api/charging/runs/${again}/discard`)).json()).toMatchObject({
      state: "discarded",
    });
  });
});

describe("the amount", () => {
  it("adds up from line to service to month, and explains itself in both languages", async () => {
    const { months } = await get<{ months: Record<string, string>[] }>(
      accountant,
      `/api/accounts/${account}/statement?from=${NOVEMBER}&to=${NOVEMBER}`,
    );
    const month = months[0] ?? {};
    expect(months).toHaveLength(1);
    const sum = ["opening", "charged", "recalculated", "benefits", "penalties", "paid"].reduce(
      (total, name) => total + BigInt(month[name] ?? 0),
      0n,
    );
    expect(String(sum)).toBe(month["closing"]);
    const { services } = await get<{
      services: { code: string; charged: string; lines: { kind: string; amount: string }[] }[];
    }>(accountant, `/api/accounts/${account}/statement/${NOVEMBER}`);
    expect(String(services.reduce((total, one) => total + BigInt(one.charged), 0n))).toBe(month["charged"]);
    for (const service of services) {
      const charged = service.lines.reduce((total, line) => total + BigInt(line.amount), 0n);
      expect(String(charged), service.code).toBe(service.charged);
      const url = `/api/accounts/${account}/charges/${NOVEMBER}/${service.code}/explanation`;
      const explained = await get<{ services: { amount: string; sentence: string; workings: object }[] }>(
        accountant,
        url,
      );
      expect(explained.services).toMatchObject([{ amount: service.charged, service: service.code }]);
    }
    const all = await city.as(accountant, {
      url: `/api/accounts/${account}/charges/${NOVEMBER}/explanation`,
      headers: { "accept-language": "ru" },
    });
    const russian = all.json<{ services: { sentence: string; workings: { label: string } }[] }>();
    expect(russian.services).toHaveLength(services.length);
    expect(russian.services[0]?.sentence).toContain("за ноябрь 2026");
    expect(russian.services[0]?.workings.label).toBe("услуга");
  });

  it("is priced by the tariffs in force", async () => {
    const inForce = await get<{ services: { code: string; values: { parameter: string }[] }[] }>(
      accountant,
      `/api/tariffs/in-force?building=${card.building}&account=${account}`,
    );
    const services = await get<{ services: { code: string }[] }>(accountant, "/api/tariffs/services");
    for (const service of inForce.services) {
      expect(services.services.map((one) => one.code)).toContain(service.code);
    }
    expect(inForce.services.some((one) => one.values.some((value) => value.parameter === "rate"))).toBe(true);
  });
});

describe("a payment", () => {
  const debt = async () => {
    const { months } = await get<{ months: { closing: string }[] }>(
      accountant,
      `/api/accounts/${account}/statement`,
    );
    return BigInt(months.at(-1)?.closing ?? 0);
  };

  it("is taken once under its key, however often and however many at once", async () => {
    const before = await debt();
    const pay = (key: string, amount: string) =>
      post(
        accountant,
        `/api/accounts/${account}/payments`,
        { amount, document: "order 17" },
        { "idempotency-key": key },
      );
    const answers = await Promise.all(Array.from({ length: 10 }, () => pay("till-1-000017", "150000")));
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]));
    // Byte for byte.
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers["idempotency-replayed"] === "false")).toHaveLength(1);
    expect(await debt()).toBe(before - 150_000n);
    const taken = answers[0]?.json<{ parts: { amount: string }[]; advance: string; paidOn: string }>();
    const parts = taken?.parts.reduce((sum, part) => sum + BigInt(part.amount), BigInt(taken.advance));
    expect(parts).toBe(150_000n);
    expect(taken?.paidOn).toBe(TODAY);

    const other = await pay("till-1-000017", "150001");
    expect(other.statusCode).toBe(409);
    expect(other.json()).toMatchObject({ code: "access.idempotency_key_reused" });
    const without = await post(accountant, `/api/accounts/${account}/payments`, { amount: "1" });
    expect(without.statusCode).toBe(400);
    expect(without.json()).toMatchObject({ code: "access.idempotency_key_missing" });
    const { payments } = await get<{ payments: unknown[] }>(accountant, `/api/accounts/${account}/payments`);
    expect(payments).toHaveLength(1);
  });

  it("is the key's of its organization: another company's same key is another", async () => {
    const [ofB = ""] = city.accountsOfB;
    const answer = await post(
      "accountant-b",
      `/api/accounts/${ofB}/payments`,
      { amount: "500" },
      { "idempotency-key": "till-1-000017" },
    );
    expect(answer.statusCode).toBe(201);
    expect(answer.headers["idempotency-replayed"]).toBe("false");
  });

  it("that is refused leaves its key free", async () => {
    const pay = (amount: string) =>
      post(
        accountant,
        `/api/accounts/${account}/payments`,
        { amount },
        { "idempotency-key": "till-1-000018" },
      );
    const refused = await pay("0");
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: "payments.amount_not_positive" });
    expect((await pay("20000")).statusCode).toBe(201);
  });

  it("is reversed once, and the debt is what it was", async () => {
    const { payments } = await get<{ payments: { payment: string; building: number; amount: string }[] }>(
      accountant,
      `/api/payments?organization=${city.companyA}&period=${NOVEMBER}`,
    );
    const wrong = payments.find((one) => one.amount === "20000");
    const before = await debt();
    const reverse = (key: string) =>
      post(
        accountant,
        `/api/payments/${wrong?.building}/${wrong?.payment}/reversal`,
        { reason: "another account's" },
        { "idempotency-key": key },
      );
    const reversed = await reverse("till-1-000019");
    expect(reversed.statusCode).toBe(201);
    expect(await debt()).toBe(before + 20_000n);
    expect((await reverse("till-1-000019")).body).toBe(reversed.body);
    expect((await reverse("till-1-000020")).json()).toMatchObject({
      code: "payments.payment_already_reversed",
    });
  });

  it("comes by the agent's protocol, too, and its repeat gets the same answer", async () => {
    const secret = "a secret of the agent";
    granted(
      await registerAgent(city.center, {
        organization: city.companyA as OrganizationId,
        code: "kiosk",
        name: "Kiosks",
        secret,
        accountPattern: String.raw`^\d+$`,
      }),
    );
    const ask = (query: string) =>
      city.app.inject({
        url: `/gateway/osmp/kiosk?${query}`,
        headers: { authorization: `Basic ${Buffer.from(`kiosk:${secret}`).toString("base64")}` },
      });
    const check = await ask(`command=check&txn_id=900001&account=${account}&sum=100.00`);
    expect(check.body).toContain("<result>0</result>");
    const before = await debt();
    const pay = `command=pay&txn_id=900002&txn_date=20261130101500&account=${account}&sum=100.00`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(pay)));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(answers[0]?.body).toContain("<result>0</result>");
    expect(await debt()).toBe(before - 10_000n);
    const stranger = await city.app.inject({ url: `/gateway/osmp/kiosk?${pay}` });
    expect(stranger.statusCode).toBe(401);
  });
});

describe("the receipt", () => {
  it("is a PDF, the same bytes each time", async () => {
    const receipt = () => city.as(accountant, { url: `/api/accounts/${account}/receipts/${NOVEMBER}.pdf` });
    const first = await receipt();
    expect(first.statusCode, first.body.slice(0, 300)).toBe(200);
    expect(first.headers["content-type"]).toBe("application/pdf");
    expect(first.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
    expect(Buffer.compare((await receipt()).rawPayload, first.rawPayload)).toBe(0);
    // Of this account alone: the neighbours' receipts say what is known when they are printed.
    const { issued } = await get<{ issued: number }>(
      accountant,
      `/api/receipts/preview?organization=${city.companyA}&period=${NOVEMBER}`,
    );
    expect(issued).toBe(1);
    const none = await city.as(accountant, { url: `/api/accounts/${account}/receipts/2026-01.pdf` });
    expect(none.statusCode).toBe(409);
    expect(none.json()).toMatchObject({ code: "receipts.not_charged" });
  });

  it("is printed with all the others by a job, whose file is fetched", async () => {
    const begun = await post(operator, "/api/receipts/batches", {
      organization: city.companyA,
      period: NOVEMBER,
    });
    expect(begun.statusCode).toBe(202);
    const { id } = begun.json<{ id: number }>();
    const job = await ended(id);
    expect(job).toMatchObject({
      state: "done",
      total: city.accountsOfA.length,
      result: { receipts: city.accountsOfA.length },
    });
    const file = await city.as(operator, { url: `/api/jobs/${id}/file` });
    expect(file.headers["content-type"]).toBe("application/pdf");
    expect(file.rawPayload.length).toBe((job.result as { bytes: number }).bytes);
    const { batches } = await get<{ batches: unknown[] }>(
      accountant,
      `/api/receipts/batches?organization=${city.companyA}`,
    );
    expect(batches).toMatchObject([{ receipts: city.accountsOfA.length, period: NOVEMBER }]);
    // Another company's file, and one for a role that sees no people.
    expect((await city.as("accountant-b", { url: `/api/jobs/${id}/file` })).statusCode).toBe(404);
    expect((await city.as(LOGINS.administrator, { url: `/api/jobs/${id}/file` })).statusCode).toBe(403);
  });

  it("printed on both sides, each begins a new sheet; the preview counts the sheets of either way", async () => {
    const receipts = city.accountsOfA.length;
    const order = { organization: city.companyA, period: NOVEMBER };
    const pagesOf = async (duplex: boolean) => {
      const { id } = (await post(operator, "/api/receipts/batches", { ...order, duplex })).json<{
        id: number;
      }>();
      return ((await ended(id)).result as { pages: number }).pages;
    };
    const preview = await get<{ sheets: number; sheetsApart: number }>(
      accountant,
      `/api/receipts/preview?organization=${city.companyA}&period=${NOVEMBER}`,
    );
    const together = await pagesOf(false);
    const apart = await pagesOf(true);
    expect(together).toBeGreaterThan(receipts);
    // Those with an odd number of sides get a blank one, and no other does.
    expect(apart % 2).toBe(0);
    expect(apart).toBeGreaterThanOrEqual(2 * receipts);
    expect(apart).toBeGreaterThan(together);
    expect(apart).toBeLessThanOrEqual(together + receipts);
    // The preview estimates by the receipts of one house, and a receipt has a sheet at least.
    expect(preview.sheetsApart).toBeGreaterThanOrEqual(Math.max(receipts, preview.sheets));
  });

  it("has a code behind it where nobody has access, none twice, and a batch of codes can be made void", async () => {
    const order = { organization: city.companyA, period: NOVEMBER };
    const print = async (place: "behind_receipts" | "apart") => {
      const body = { ...order, place };
      const begun = await post(accountant, "/api/receipts/slip-batches", body);
      expect(begun.statusCode).toBe(202);
      return ended(begun.json<{ id: number }>().id);
    };
    const all = city.accountsOfA.length;
    const first = (await print("behind_receipts")).result as { slips: number; pages: number; batch: number };
    expect(first).toMatchObject({ receipts: all });
    expect(first.slips).toBeGreaterThan(all / 2);
    expect(await print("behind_receipts")).toMatchObject({
      state: "done",
      result: { slips: 0, pages: first.pages - first.slips },
    });
    expect(await print("apart")).toMatchObject({
      state: "refused",
      result: { code: "receipts.nobody_without_access" },
    });

    const batchOf = async (batch: number) =>
      (
        await get<{ batches: { id: number; slips?: object }[] }>(
          accountant,
          `/api/receipts/batches?organization=${city.companyA}`,
        )
      ).batches.find(({ id }) => id === batch)?.slips;
    expect(await batchOf(first.batch)).toEqual({ printed: first.slips, used: 0, waiting: first.slips });
    const end = (login: string) =>
      city.as(login, { method: "DELETE", url: `/api/receipts/batches/${first.batch}/slips` });
    expect((await end("accountant-b")).json()).toEqual({ voided: 0 });
    expect((await end(LOGINS.administrator)).statusCode).toBe(403);
    expect((await end(accountant)).json()).toEqual({ voided: first.slips });
    expect(await batchOf(first.batch)).toEqual({ printed: first.slips, used: 0, waiting: 0 });
    expect(await print("apart")).toMatchObject({
      state: "done",
      result: { slips: first.slips, pages: Math.ceil(first.slips / 4) },
    });
  });

  it("that cannot be printed says why in the job", async () => {
    const { id } = (
      await post(operator, "/api/receipts/batches", { organization: city.companyB, period: NOVEMBER })
    ).json<{ id: number }>();
    expect(await ended(id)).toMatchObject({
      state: "refused",
      result: { code: "receipts.not_charged" },
      title: expect.stringContaining("no approved run"),
    });
    expect((await city.as(operator, { url: `/api/jobs/${id}/file` })).json()).toMatchObject({
      code: "access.job_without_file",
    });
  });
});

describe("an import", () => {
  it("begins with the templates, in the reader's language", async () => {
    const template = await city.as(operator, {
      url: "/api/import/template",
      headers: { "accept-language": "ru" },
    });
    expect(template.headers["content-type"]).toContain("spreadsheetml");
    expect(template.rawPayload.subarray(0, 2).toString()).toBe("PK");
  });

  it("is uploaded, checked, applied, and changes nothing the second time", async () => {
    const csv = "﻿Код организации;Вид;Наименование;ИНН\r\n5300999991;ук;ООО «Новый дом»;5300999991\r\n";
    const upload = async (name: string, payload: string | Buffer) =>
      city.as(operator, {
        method: "POST",
        url: `/api/import/files?name=${encodeURIComponent(name)}`,
        headers: { "content-type": "text/csv" },
        payload,
      });
    const uploaded = await upload("Организации.csv", csv);
    expect(uploaded.statusCode, uploaded.body).toBe(201);
    const { file, bytes } = uploaded.json<{ file: string; bytes: number }>();
    expect(bytes).toBe(Buffer.byteLength(csv));
    const importRun = async (files: string[], dryRun: boolean) =>
      ended((await post(operator, "/api/import/runs", { files, dryRun })).json<{ id: number }>().id);
    const count = async () =>
      (await get<{ organizations: unknown[] }>(operator, "/api/organizations")).organizations.length;
    const before = await count();
    const checked = await importRun([file], true);
    expect(checked, JSON.stringify(checked)).toMatchObject({
      state: "done",
      kind: "import.check",
      result: { dryRun: true, rows: 1 },
    });
    expect(await count()).toBe(before);
    await importRun([file], false);
    expect(await count()).toBe(before + 1);
    await importRun([file], false);
    expect(await count()).toBe(before + 1);

    const odd = (await upload("something else.csv", "a;b\r\n1;2\r\n")).json<{ file: string }>().file;
    expect(await importRun([odd], true)).toMatchObject({
      state: "refused",
      result: { code: "import.unknown_sheet" },
    });
    const unknown = await post(operator, "/api/import/runs", { files: ["0".repeat(32)], dryRun: true });
    expect(unknown.statusCode).toBe(404);
  });
});

describe("the month", () => {
  it("is closed by the center, and the next one opens with what was owed", async () => {
    const url = `/api/organizations/${city.companyA}/periods/${NOVEMBER}/closure`;
    expect((await post(accountant, url)).statusCode).toBe(403);
    const closed = await post(operator, url);
    expect(closed.statusCode, closed.body).toBe(200);
    expect(closed.json()).toMatchObject({ period: NOVEMBER, opened: "2026-12" });
    const again = await post(operator, url);
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: "close.not_the_open_period", data: { open: "2026-12" } });
    const { periods } = await get<{ periods: unknown[] }>(
      accountant,
      `/api/organizations/${city.companyA}/periods`,
    );
    expect(periods).toEqual([
      { period: NOVEMBER, closed: true },
      { period: "2026-12", closed: false },
    ]);
    const { months } = await get<{ months: { opening: string; closing: string }[] }>(
      accountant,
      `/api/accounts/${account}/statement?from=${NOVEMBER}&to=2026-12`,
    );
    expect(months[1]?.opening).toBe(months[0]?.closing);
    const figures = await get<{ organizations: { id: number; period: string; debt: string }[] }>(
      operator,
      "/api/figures",
    );
    expect(figures.organizations.find((one) => one.id === city.companyA)).toMatchObject({
      period: "2026-12",
    });
  });

  it("leaves a trail of who did what", async () => {
    const { entries } = await get<{ entries: { action: string }[] }>(
      LOGINS.administrator,
      "/api/audit?limit=500",
    );
    const actions = new Set(entries.map((entry) => entry.action));
    for (const action of [
      "session.started",
      "account.read",
      "run.started",
      "run.approved",
      "run.discarded",
      "payment.taken",
      "payment.reversed",
      "receipt.read",
      "receipts.printed",
      "import.applied",
      "period.closed",
    ]) {
      expect(actions, action).toContain(action);
    }
  });

  it("keeps every invariant of the books", async () => {
    const broken: Verdict[] = [];
    for await (const verdict of verify(city.center.database)) if (!verdict.ok) broken.push(verdict);
    expect(broken).toEqual([]);
  });
});

interface JobAnswer {
  readonly state: string;
  readonly result: object;
}

async function ended(job: number): Promise<JobAnswer> {
  for (let patience = 200; patience > 0; patience--) {
    const present = await get<JobAnswer>(operator, `/api/jobs/${job}`);
    if (present.state !== "running") return present;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`job ${job} does not end`);
}

const LATIN = "f,dult`;pbqrkvyjghcnea[wxio]sm'.z";
const CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
const inLatinLayout = (text: string): string =>
  [...text].map((letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter).join("");
