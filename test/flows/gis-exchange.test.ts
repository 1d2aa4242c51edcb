import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { parseMoney, sumOf } from "#core/money";
import { period } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { money } from "#core/units";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import * as gis from "#flows/gis-exchange";
import { identifiersFile, takeIdentifiers } from "#flows/gis-identifiers";
import { listStandings } from "#flows/gis-standing";
import { receiptOfNumber } from "#flows/issue-receipts";
import { syntheticCity } from "#flows/synthetic";
import { findAccountsByPlace } from "#modules/accounts";
import { type GisChannel, gisStore } from "#modules/gateways";
import { findOrganizations, openPeriod, registerOrganizations } from "#modules/organizations";
import { takePayment } from "#modules/payments";
import { contentFromText, listIssued } from "#modules/receipts";
import { SERVICES } from "#modules/tariffs";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";

const NOVEMBER = period("2026-11");
const ACCOUNTS = 130;

let files: TestDatabase;
let database: Database;
let company: OrganizationId;
let buildings: BuildingId[];
const ctx = (): Ctx => contextOf(database, { sees: "center", organizations: [], today: day("2026-11-30") });

const guid = (kind: number, n: number): string =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** A system of our own that answers as the real one's schemas say; it keeps what it was sent, once a message. */
class System implements GisChannel {
  readonly messages = new Map<string, string>();
  readonly refuses = new Set<number>();
  #things = 0;

  send: GisChannel["send"] = async ({ messageGuid, xml }) => {
    this.messages.set(messageGuid, xml);
    return { ack: messageGuid };
  };

  state: GisChannel["state"] = async ({ ack }) => {
    const xml = must(this.messages.get(ack), "a message that was sent");
    const transports = [...xml.matchAll(/<base:TransportGUID>([^<]+)</g)].map((one) => one[1] ?? "");
    // The bank account of the documents has a TransportGUID too, and no result.
    const things = xml.includes("PaymentInformation>") ? transports.slice(1) : transports;
    const results = things.map((transport) => {
      const n = (this.#things += 1);
      if (this.refuses.has(n))
        return `<b:CommonResult><b:TransportGUID>${transport}</b:TransportGUID><b:Error><b:ErrorCode>FMT001</b:ErrorCode><b:Description>Нет дома</b:Description></b:Error></b:CommonResult>`;
      const account = String(10_000_000 + n);
      const numbers = xml.includes("importAccountRequest")
        ? `<b:UnifiedAccountNumber>20${account}</b:UnifiedAccountNumber><b:ServiceID>20${account}-01</b:ServiceID>`
        : `<b:UniqueNumber>20${account}-01-6111</b:UniqueNumber>`;
      return `<b:CommonResult><b:GUID>${guid(9, n)}</b:GUID><b:TransportGUID>${transport}</b:TransportGUID><b:UpdateDate>2026-12-01T00:00:00</b:UpdateDate>${numbers}</b:CommonResult>`;
    });
    const answer = `<b:getStateResult xmlns:b="x"><b:RequestState>3</b:RequestState><b:ImportResult>${results.join("")}</b:ImportResult></b:getStateResult>`;
    return { state: "done", answer: new TextEncoder().encode(answer) };
  };
}
const system = new System();

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  const rows = syntheticCity({ accounts: ACCOUNTS, seed: 11, months: 6, through: NOVEMBER });
  const codes = granted(await applyDictionary(ctx(), rows.dictionary));
  granted(await applyBuildings(ctx(), [...rows.bundles()], codes));
  company = must(codes.get(must(rows.bundle(0).buildings[0]?.manager, "a manager")), "the company");
  const { code, kind, name } = must(
    (await ctx().transaction((tx) => findOrganizations(tx, [company])))[0],
    "the company's record",
  );
  const requisites = {
    from: day("2026-01-01"),
    bank: "АО СЕВЕРБАНК",
    bic: "049876543",
    account: "40821810900000000777",
    correspondentAccount: "30101810000000000543",
  };
  granted(await registerOrganizations(ctx(), [{ code, kind, name, requisites }]));
  granted(await openPeriod(ctx(), company, NOVEMBER));
  const run = granted(await startRun(ctx(), { organization: company, period: NOVEMBER })).id;
  await workOnRuns(ctx(), { runs: [run] });
  granted(await approveRun(ctx(), run));
  buildings = await ctx().transaction(async (tx) =>
    (await tx.query<{ id: BuildingId }>("select building_id as id from addresses.buildings order by 1")).map(
      (row) => row.id,
    ),
  );
}, 120_000);
afterAll(() => files.drop());

describe("accounts", () => {
  it("of a company that does not take part are not told", async () => {
    expect(await gis.makeAccounts(ctx(), { organization: company })).toMatchObject({
      refusal: { code: "gis.not_participant" },
    });
    await ctx().transaction((tx) =>
      gisStore.keepParticipant(tx, { organization: company, ppaGuid: guid(1, 1), accountKind: "UO" }),
    );
  });

  it("wait for the identifiers of their premises, then go in packages of a hundred, once", async () => {
    expect(granted(await gis.makeAccounts(ctx(), { organization: company }))).toMatchObject({
      things: 0,
      waiting: ACCOUNTS,
    });
    await ctx().transaction(async (tx) => {
      const premises = await tx.query<{ building: BuildingId; thing: string }>(
        "select building_id as building, premises_id::text as thing from addresses.premises",
      );
      await gisStore.keepIdentifiers(
        tx,
        premises.map((one, n) => ({ ...one, kind: "premises", guid: guid(2, n + 1) })),
      );
    });
    const made = granted(await gis.makeAccounts(ctx(), { organization: company }));
    expect(made).toMatchObject({ things: ACCOUNTS, waiting: 0 });
    expect(made.packages).toHaveLength(2);
    expect(granted(await gis.makeAccounts(ctx(), { organization: company }))).toMatchObject({ things: 0 });
  });

  it("get their numbers from the answer; a refused one is sent again", async () => {
    system.refuses.add(3);
    expect(await gis.exchange(ctx(), { organization: company }, system)).toEqual({ sent: 2, answered: 2 });
    const known = await identifiers("account");
    expect(known).toHaveLength(ACCOUNTS - 1);
    expect(known[0]).toMatchObject({
      number: expect.stringMatching(/^20\d{8}$/),
      service: expect.stringMatching(/-01$/),
    });
    const [, first] = await packages();
    expect(first).toMatchObject({ accepted: 99, refused: 1 });
    expect(granted(await gis.makeAccounts(ctx(), { organization: company }))).toMatchObject({ things: 1 });
    expect(await gis.exchange(ctx(), { organization: company }, system)).toEqual({ sent: 1, answered: 1 });
    expect(await identifiers("account")).toHaveLength(ACCOUNTS);
  });
});

describe("a message that is refused whole", () => {
  it("leaves its things to be told again, and takes no other kind of answer", async () => {
    const building = must(buildings[0], "a building");
    const things = ["a", "b"].map((thing, n) => ({ building, transport: guid(5, n + 1), thing }));
    const id = await ctx().transaction((tx) =>
      gisStore.insertPackage(tx, {
        organization: company,
        kind: "payments",
        messageGuid: guid(5, 9),
        xml: "<a/>",
        total: money(0n),
        items: things,
      }),
    );
    const bytes = (text: string) => new TextEncoder().encode(text);
    const answer = (text: string) => gis.takeAnswer(ctx(), { package: id, answer: bytes(text) });
    expect(
      await answer(
        "<b:exportNotificationsOfOrderExecutionResult><b:NotificationOfOrderExecutionWithStatus><b:Amount>1</b:Amount></b:NotificationOfOrderExecutionWithStatus></b:exportNotificationsOfOrderExecutionResult>",
      ),
    ).toMatchObject({ refusal: { code: "gis.answer_unknown" } });
    const fault = "<s:Fault><faultcode>s:Client</faultcode><faultstring>AUT011003</faultstring></s:Fault>";
    expect(granted(await answer(fault))).toEqual({ accepted: 0, refused: 2, open: 0 });
    const sent = await ctx().transaction((tx) => gisStore.listSent(tx, { buildings, kind: "payments" }));
    expect([...sent]).toEqual([]);
  });
});

describe("an answer that leaves things out", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const result = (n: number, more = "") =>
    `<b:CommonResult><b:TransportGUID>${guid(5, n)}</b:TransportGUID>${more}</b:CommonResult>`;
  const answered = (...results: string[]) => bytes(`<b:ImportResult>${results.join("")}</b:ImportResult>`);

  it("leaves the message open; a second one adds to it, and what none names is told again when a person says so", async () => {
    const building = must(buildings[0], "a building");
    const items = [11, 12, 13].map((n) => ({ building, transport: guid(5, n), thing: `t${n}` }));
    const id = await ctx().transaction((tx) =>
      gisStore.insertPackage(tx, {
        organization: company,
        kind: "payments",
        messageGuid: guid(5, 19),
        xml: "<a/>",
        total: money(0n),
        items,
      }),
    );
    const of = { package: id };
    const take = async (answer: Uint8Array) => granted(await gis.takeAnswer(ctx(), { ...of, answer }));
    const found = async () => (await packages()).find((one) => one.package === id);
    expect(await gis.leaveOut(ctx(), of)).toMatchObject({ refusal: { code: "gis.nothing_left_out" } });
    expect(await take(answered(result(11)))).toEqual({ accepted: 1, refused: 0, open: 2 });
    expect(await found()).toMatchObject({ open: 2, partly: true, answeredAt: undefined });
    const failed = "<b:Error><b:ErrorCode>E</b:ErrorCode><b:Description>x</b:Description></b:Error>";
    // What was said before stands, whatever a later answer says of it.
    expect(await take(answered(result(11, failed), result(12, failed)))).toEqual({
      accepted: 0,
      refused: 1,
      open: 1,
    });
    expect(granted(await gis.leaveOut(ctx(), of))).toEqual({ leftOut: 1 });
    expect(await found()).toMatchObject({ accepted: 1, refused: 2, open: 0, partly: false });
    expect((await found())?.answeredAt).toBeInstanceOf(Date);
    const sent = await ctx().transaction((tx) => gisStore.listSent(tx, { buildings, kind: "payments" }));
    expect([...sent]).toEqual([`${building}|t11`]);
    expect(await gis.takeAnswer(ctx(), { ...of, answer: answered(result(13)) })).toMatchObject({
      refusal: { code: "gis.package_answered" },
    });
  });
});

describe("identifiers by a file", () => {
  it("are judged, then kept with the accounts' numbers, and change nothing the second time", async () => {
    const file = await identifiersFile(ctx(), { organization: company, language: "ru" });
    const known = await takeIdentifiers(ctx(), { organization: company, file, take: false });
    expect(granted(known)).toMatchObject({ fresh: 0, changed: 0, same: ACCOUNTS * 2, refused: [] });
    const one = await anAccount();
    const text = [
      "Номер лицевого счета;ЕЛС;ИЖКУ",
      `${one.number};77ЖЖ000001;77ЖЖ000001-02`,
      "9999999999;77ЖЖ000002;",
    ].join("\n");
    const of = { organization: company, file: new TextEncoder().encode(text) };
    const review = { fresh: 0, changed: 1, same: 0, unfilled: 0 };
    const refused = [{ line: 3, fault: "account_unknown", found: "9999999999" }];
    expect(granted(await takeIdentifiers(ctx(), { ...of, take: false }))).toEqual({
      ...review,
      refused,
      taken: false,
    });
    expect(await unifiedOf(one)).not.toBe("77ЖЖ000001");
    expect(granted(await takeIdentifiers(ctx(), { ...of, take: true }))).toMatchObject({
      ...review,
      taken: true,
    });
    expect(await unifiedOf(one)).toBe("77ЖЖ000001");
    expect(granted(await takeIdentifiers(ctx(), { ...of, take: true }))).toMatchObject({
      changed: 0,
      same: 1,
    });
  });

  it("that the system answered with stand on the account, where its receipts take them from", async () => {
    const all = await identifiers("account");
    const { building, thing, number } = must(all.at(-1), "an account");
    expect(await unifiedOf({ building, account: Number(thing) as AccountId })).toBe(number);
  });
});

describe("where a company stands", () => {
  it("says what is known and what is missing next", async () => {
    const [standing] = await listStandings(ctx());
    expect(standing).toMatchObject({
      organization: company,
      accountKind: "UO",
      requisites: true,
      services: { known: 0 },
      premises: ACCOUNTS,
      accounts: { known: ACCOUNTS, total: ACCOUNTS },
      next: "services",
    });
  });
});

describe("payment documents", () => {
  it("are not made while a service is no item of the system's dictionaries", async () => {
    expect(await gis.makeDocuments(ctx(), { organization: company, period: NOVEMBER })).toMatchObject({
      refusal: { code: "gis.services_unmapped", services: expect.arrayContaining([1]) },
    });
    await ctx().transaction((tx) =>
      gisStore.keepMappedServices(
        tx,
        SERVICES.map((service) => {
          const section =
            service.code === "CAPITAL_REPAIR"
              ? "capital_repair"
              : service.code === "PENALTY"
                ? "penalty"
                : service.group === "utilities"
                  ? "municipal"
                  : service.group === "housing"
                    ? "housing"
                    : "additional";
          // Common needs of a resource are the volume "O" of its own item.
          const common = service.code.startsWith("ODN_");
          const of = common
            ? must(
                SERVICES.find((one) => one.code === service.code.slice(4)),
                "the service",
              ).id
            : service.id;
          return {
            service: service.id as ServiceId,
            section,
            code: String(of),
            guid: guid(3, of),
            common,
          } as const;
        }),
      ),
    );
  });

  it("ask for exactly what the receipts ask for", async () => {
    const account = await anAccount();
    granted(
      await takePayment(ctx(), {
        account: account.number,
        amount: money(123_45n),
        paidOn: day("2026-11-20"),
      }),
    );
    const steps: number[] = [];
    const made = granted(
      await gis.makeDocuments(
        ctx(),
        { organization: company, period: NOVEMBER },
        { portion: 1_000, onBuildings: (done) => void steps.push(done) },
      ),
    );
    expect(made).toMatchObject({ waiting: 0 });
    expect(steps).toEqual([buildings.length]);
    const xml = must(
      await ctx().transaction((tx) => gisStore.findPackageXml(tx, must(made.packages[0], "a package"))),
      "its text",
    );
    const body = new XMLParser({ removeNSPrefix: true, parseTagValue: false }).parse(
      xml.toString(),
    ).importPaymentDocumentRequest;
    const told = new Map<string, string>(
      body.PaymentDocument.map((one: Record<string, string>) => [
        must(one["PaymentDocumentNumber"], "a number").split("-")[0],
        one["TotalPayableByPDWithDebtAndAdvance"],
      ]),
    );
    for (const number of told.keys())
      granted(await receiptOfNumber(ctx(), { number, period: NOVEMBER, language: "ru" }));
    const receipts = await ctx().transaction((tx) => listIssued(tx, { buildings, period: NOVEMBER }));
    const asked = receipts.map(
      (receipt) => [contentFromText(receipt.text).account.number, receipt.toPay] as const,
    );
    expect(asked.length).toBe(made.things);
    for (const [number, toPay] of asked)
      expect([number, parseMoney(must(told.get(number), number))]).toEqual([number, toPay]);
    // And every document's parts make its total.
    for (const one of body.PaymentDocument) {
      const parts = [...[one.ChargeInfo].flat(), { x: one.CapitalRepairCharge }]
        .flatMap((info) =>
          Object.values((info ?? {}) as Record<string, { TotalPayable?: string } | undefined>),
        )
        .map((part) => must(parseMoney(part?.TotalPayable ?? "0.00"), "an amount"));
      expect(sumOf(parts)).toBe(parseMoney(one.TotalPayableByChargeInfo));
    }
    expect((await packages())[0]).toMatchObject({
      kind: "documents",
      total: sumOf(asked.map(([, toPay]) => toPay)),
    });
  });

  it("get their numbers, and are not sent twice; an answer is taken once, and only its own", async () => {
    await gis.exchange(ctx(), { organization: company }, system);
    expect(
      granted(await gis.makeDocuments(ctx(), { organization: company, period: NOVEMBER })),
    ).toMatchObject({ things: 0 });
    const [newest] = await packages();
    const answer = new TextEncoder().encode(
      `<b:ImportResult><b:CommonResult><b:TransportGUID>${guid(7, 7)}</b:TransportGUID><b:UpdateDate>x</b:UpdateDate></b:CommonResult></b:ImportResult>`,
    );
    const id = must(newest, "the newest package").package;
    expect(await gis.takeAnswer(ctx(), { package: id, answer })).toMatchObject({
      refusal: { code: "gis.package_answered" },
    });
    expect(await gis.takeAnswer(ctx(), { package: 9_999, answer })).toMatchObject({
      refusal: { code: "gis.package_not_found" },
    });
  });
});

describe("payments", () => {
  it("of the own counter are told with the account's service; those of banks are theirs to tell", async () => {
    const made = granted(await gis.makePayments(ctx(), { organization: company, period: NOVEMBER }));
    expect(made).toMatchObject({ things: 1, waiting: 0 });
    expect((await packages())[0]).toMatchObject({ kind: "payments", total: 123_45n });
    expect(granted(await gis.makePayments(ctx(), { organization: company, period: NOVEMBER }))).toMatchObject(
      { things: 0 },
    );
  });

  it("that banks tell of are acknowledged against their document, never beyond it", async () => {
    const [document] = await identifiers("document");
    const { number, building, thing } = must(document, "a document that the system knows");
    const notified = (n: number, kopecks: bigint) =>
      `<b:NotificationOfOrderExecutionWithStatus><b:OrderID>${n}</b:OrderID><b:Amount>${kopecks}</b:Amount><b:PaymentDocumentID>${number}</b:PaymentDocumentID><b:NotificationsOfOrderExecutionGUID>${guid(6, n)}</b:NotificationsOfOrderExecutionGUID></b:NotificationOfOrderExecutionWithStatus>`;
    const answer = new TextEncoder().encode(
      `<b:exportNotificationsOfOrderExecutionResult>${notified(1, 100_00n)}${notified(2, 9_999_999_00n)}</b:exportNotificationsOfOrderExecutionResult>`,
    );
    const organization = company;
    expect(granted(await gis.takeNotifications(ctx(), { organization, answer }))).toEqual({
      taken: 2,
      repeated: 0,
    });
    expect(granted(await gis.takeNotifications(ctx(), { organization, answer }))).toEqual({
      taken: 0,
      repeated: 2,
    });
    const made = granted(await gis.makeAcknowledgments(ctx(), { organization }));
    expect(made.waiting).toBe(0);
    const xml = must(
      await ctx().transaction((tx) => gisStore.findPackageXml(tx, must(made.packages[0], "a package"))),
      "its text",
    ).toString();
    const parts = [...xml.matchAll(/<pb:NotificationsOfOrderExecutionGUID>([^<]+)<.*?<pb:Amount>([^<]+)</g)];
    const sumOfNotification = (n: number) =>
      parts
        .filter((one) => one[1] === guid(6, n))
        .reduce((sum, one) => sum + (parseMoney(one[2] ?? "") ?? 0n), 0n);
    expect(sumOfNotification(1)).toBe(100_00n);
    const month = await ctx().transaction((tx) =>
      tx.query<{ amount: bigint }>(
        `select sum(amount)::bigint as amount from ledger.booked_entries where building_id = $1 and account_id = $2 and period = 202611
           and kind < 10 and kind <> 6 and service_id <> 60 having sum(amount) > 0`,
        [building, Number(thing.split("|")[0])],
      ),
    );
    expect(sumOfNotification(2)).toBe(month[0]?.amount);
    expect(granted(await gis.makeAcknowledgments(ctx(), { organization }))).toMatchObject({ things: 0 });
  });
});

const packages = () =>
  ctx().transaction((tx) => gisStore.listPackages(tx, { organization: company, limit: 20 }));
const identifiers = (kind: "account" | "document") =>
  ctx().transaction((tx) => gisStore.listIdentifiers(tx, { buildings, kinds: [kind] }));
const anAccount = async (building?: BuildingId) => {
  const rows = await ctx().transaction((tx) =>
    tx.query<{ number: string; account: never; building: BuildingId }>(
      `select number, account_id as account, building_id as building from accounts.accounts where ($1::integer is null or building_id = $1) and closed_on is null
       order by building_id, account_id limit 1`,
      [building ?? null],
    ),
  );
  return must(rows[0], "an account");
};

function granted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

async function unifiedOf(of: { readonly building: BuildingId; readonly account: AccountId }) {
  const [found] = await ctx().transaction((tx) => findAccountsByPlace(tx, [of]));
  return found?.unifiedAccountId;
}
