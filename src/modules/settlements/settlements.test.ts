import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import { type Money, money } from "#core/units";
import { registerUsers } from "#modules/access";
import { registerOrganizations } from "#modules/organizations";
import { reversePayment, takePayment } from "#modules/payments";
import { verify } from "../reporting/index.ts";
import { type Ctx, contextOf } from "#platform/context";
import { type Database, sqlState } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import {
  buildSmallTown,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  PETROV,
  type SmallTown,
  TODAY,
} from "../payments/small-town.fixture.ts";
import {
  approveOrder,
  approveSettlement,
  type Commission,
  commissionOf,
  discardSettlement,
  draftOrders,
  endOrder,
  listBuildingSums,
  listRows,
  listSettlements,
  listWaiting,
  type NewTerms,
  providerMonth,
  sendOrders,
  setTerms,
  settle,
} from "./index.ts";

let base: TestDatabase;
let database: Database;
let town: SmallTown;
/** Two people of the center. */
let first: Ctx;
let second: Ctx;
const [water, heat] = [21, 40];

beforeAll(async () => {
  base = await withDatabase();
  database = base.open();
  town = await buildSmallTown(database);
  const users = done(
    await registerUsers(
      town.ctx,
      ["first", "second"].map((login) => ({
        login,
        password: "twelve signs or more",
        name: login,
        role: "operator" as const,
      })),
    ),
  );
  const person = (at: number): Ctx =>
    contextOf(database, {
      sees: "center",
      organizations: [],
      today: TODAY,
      user: must(users[at], "a person").id as UserId,
    });
  first = person(0);
  second = person(1);
  const requisites = (account: string) => ({
    from: day("2020-01-01"),
    bank: "АО «СЕВЕРБАНК»",
    bic: "049876543",
    account,
    correspondentAccount: "30101810100000000543",
  });
  done(
    await registerOrganizations(town.ctx, [
      {
        code: "eirc",
        kind: "center",
        name: "ООО «ЕИРЦ»",
        inn: "9901001239",
        requisites: requisites("40821810900000000777"),
      },
      {
        code: "vodokanal",
        kind: "supplier",
        name: 'МУП "Водоканал"',
        requisites: requisites("40602810800000000517"),
      },
      {
        code: "teploset",
        kind: "supplier",
        name: 'АО "Теплосеть"',
        requisites: requisites("40702810900000002218"),
      },
    ]),
  );
});
afterAll(() => base.drop());

const terms = (provider: OrganizationId, of: Partial<NewTerms> = {}): NewTerms => ({
  provider,
  from: day("2025-11-01"),
  contract: "12",
  basis: "Договор № 12",
  commission: "percent",
  percent: 1_500_000n,
  fixed: money(0n),
  tiers: [],
  least: undefined,
  most: undefined,
  bearer: "provider",
  schedule: "weekly",
  scheduleDay: 2,
  ...of,
});

const asOrganization = (organization: OrganizationId): Ctx =>
  contextOf(database, { sees: "company", organizations: [organization], today: TODAY });

/** Of a provider: what the ledger allocated, what is withheld, transferred, and due by each of its steps. */
async function covered(provider: OrganizationId) {
  const sum = async (sql: string): Promise<bigint> => {
    const owner = new Client({ connectionString: base.ownerUrl });
    await owner.connect();
    await owner.query("select set_config('paylogic.scope', 'center', false)");
    const { rows } = await owner.query<{ sum: string }>(sql, [provider]);
    await owner.end();
    return BigInt(rows[0]?.sum ?? "0");
  };
  const allocated = await sum(
    "select coalesce(sum(amount), 0) as sum from ledger.entries where kind in (10, 12) and provider_id = $1",
  );
  const settlements = (await town.ctx.transaction((tx) => listSettlements(tx, { provider }))).filter(Boolean);
  const of = (
    wanted: (one: (typeof settlements)[number]) => boolean,
    value: (one: (typeof settlements)[number]) => Money,
  ) => settlements.filter(wanted).reduce((total, one) => total + value(one), 0n);
  const waiting = await town.ctx.transaction((tx) =>
    listWaiting(tx, { organizations: town.companies, period: town.period }),
  );
  return {
    allocated,
    withheld: of(
      () => true,
      (one) => one.withheld,
    ),
    transferred: of(
      (one) => one.state === "transferred",
      (one) => one.toTransfer,
    ),
    rest:
      of(
        (one) => one.state !== "transferred",
        (one) => one.toTransfer,
      ) + waiting.filter((one) => one.provider === provider).reduce((total, one) => total + one.amount, 0n),
  };
}

describe("commission", () => {
  const none: Commission = {
    commission: "none",
    percent: 0n,
    fixed: money(0n),
    tiers: [],
    least: undefined,
    most: undefined,
  };

  it("is by the contract, to the kopeck", () => {
    const rows: [string, Partial<Commission>, bigint, bigint][] = [
      ["1.5 % of 1,000.00", { commission: "percent", percent: 1_500_000n }, 1_000_00n, 15_00n],
      ["half a kopeck goes up", { commission: "percent", percent: 1_500_000n }, 1_00n, 2n],
      ["as much of a reversal, back", { commission: "percent", percent: 1_500_000n }, -1_00n, -2n],
      [
        "not less than 30.00",
        { commission: "percent", percent: 1_000_000n, least: money(30_00n) },
        500_00n,
        30_00n,
      ],
      [
        "not more than 50.00",
        { commission: "percent", percent: 2_000_000n, most: money(50_00n) },
        9_000_00n,
        50_00n,
      ],
      ["never more than the payment", { commission: "fixed", fixed: money(25_00n) }, 10_00n, 10_00n],
      ["a fixed sum", { commission: "fixed", fixed: money(25_00n) }, 1_000_00n, 25_00n],
      ["the lower tier", LADDER, 999_99n, 20_00n],
      ["the upper tier from its sum on", LADDER, 1_000_00n, 10_00n],
      ["nothing", {}, 1_000_00n, 0n],
    ];
    for (const [name, of, amount, kept] of rows) {
      expect(commissionOf({ ...none, ...of }, money(amount)), name).toBe(kept);
    }
  });

  it("is the same in the database, whatever the terms and the sum", async () => {
    const sums = fc.bigInt(0n, 10n ** 9n).map(money);
    const some: fc.Arbitrary<Commission> = fc.record({
      commission: fc.constantFrom("none", "percent", "fixed", "tiers"),
      percent: fc.bigInt(0n, 100_000_000n),
      fixed: sums,
      tiers: fc
        .uniqueArray(fc.tuple(fc.bigInt(1n, 10n ** 9n), fc.bigInt(0n, 100_000_000n)), {
          maxLength: 4,
          selector: ([from]) => from,
        })
        .map((steps) =>
          [[0n, 700_000n] as const, ...steps.sort(([a], [b]) => (a < b ? -1 : 1))].map(([from, percent]) => ({
            from: money(from),
            percent,
          })),
        ),
      least: fc.option(sums, { nil: undefined }),
      most: fc.constant(undefined),
    });
    await fc.assert(
      fc.asyncProperty(
        some,
        fc.array(fc.bigInt(-(10n ** 12n), 10n ** 12n), { minLength: 1, maxLength: 30 }),
        async (of, amounts) => {
          const rows = await town.ctx.transaction((tx) =>
            tx.query<{ kept: bigint }>(
              `select settlements.commission_of(a.amount, t)::bigint as kept from unnest($1::bigint[]) with ordinality a (amount, at)
             cross join lateral jsonb_populate_record(null::settlements.terms, $2::jsonb) t order by a.at`,
              [
                `{${amounts.join(",")}}`,
                JSON.stringify({
                  commission: of.commission,
                  percent: Number(of.percent),
                  fixed: Number(of.fixed),
                  tier_from: of.tiers.map(({ from }) => Number(from)),
                  tier_percent: of.tiers.map(({ percent }) => Number(percent)),
                  least: of.least === undefined ? null : Number(of.least),
                }),
              ],
            ),
          );
          expect(rows.map((row) => row.kept)).toEqual(
            amounts.map((amount) => commissionOf(of, money(amount))),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

const LADDER: Partial<Commission> = {
  commission: "tiers",
  tiers: [
    { from: money(0n), percent: 2_000_000n },
    { from: money(1_000_00n), percent: 1_000_000n },
  ],
};

describe("terms", () => {
  it("are dated: a new value ends the one before, and the same again changes nothing", async () => {
    const [, teploset] = town.suppliers;
    const of = terms(teploset, {
      organization: town.companies[1],
      from: day("2025-10-01"),
      least: money(1n),
    });
    expect(done(await setTerms(first, of)).changed).toBe(true);
    expect(done(await setTerms(first, of)).changed).toBe(false);
    expect(done(await setTerms(first, { ...of, from: day("2025-12-01"), percent: 2_000_000n })).changed).toBe(
      true,
    );
    expect(await setTerms(first, { ...of, from: day("2025-11-15"), percent: 1n })).toMatchObject({
      refusal: { code: "settlements.terms_contradict", recordedFrom: "2025-12-01" },
    });
  });

  it.each([
    ["no contract", { contract: " " }, "settlements.contract_missing"],
    ["no paper", { basis: "" }, "settlements.basis_missing"],
    ["more than the whole", { percent: 100_000_001n }, "settlements.percent_impossible"],
    [
      "a ladder without its ground",
      { commission: "tiers", tiers: [{ from: money(1n), percent: 1n }] },
      "settlements.tiers_impossible",
    ],
    ["most below least", { least: money(2n), most: money(1n) }, "settlements.limits_impossible"],
    ["the eighth day of a week", { scheduleDay: 8 }, "settlements.day_impossible"],
    ["an unknown provider", { provider: 9999 as OrganizationId }, "settlements.organization_not_found"],
  ] as [string, Partial<NewTerms>, string][])("are refused with %s", async (_, of, code) => {
    expect(await setTerms(first, { ...terms(town.suppliers[0]), ...of })).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });
});

describe("a settlement", () => {
  it("S1 covered: takes what came once, gives back what was reversed, and is transferred by two people", async () => {
    const [vodokanal] = town.suppliers;
    const [zarechye] = town.companies;
    await owe(town, [
      { account: IVANOVA, month: "2025-10", service: water, provider: vodokanal, amount: "1000.00" },
      { account: PETROV, month: "2025-10", service: water, provider: vodokanal, amount: "500.00" },
    ]);
    const pay = async (account: string, amount: bigint, paidOn: Day = day("2025-11-10")) =>
      done(await takePayment(town.ctx, { account, amount: money(amount), paidOn }));
    const ivanovas = await pay(IVANOVA, 1_000_00n);
    await pay(PETROV, 500_00n, day("2025-11-20"));
    // Nothing was agreed: nothing is settled, and it is said.
    expect(done(await settle(first, { organization: zarechye, through: TODAY }))).toMatchObject({
      settlements: [],
      uncovered: [{ provider: vodokanal, amount: 1_500_00n, payments: 2 }],
    });
    done(await setTerms(first, terms(vodokanal)));
    const early = done(await settle(first, { organization: zarechye, through: day("2025-11-15") }));
    expect(early.settlements).toMatchObject([
      {
        provider: vodokanal,
        allocated: 1_000_00n,
        withheld: 15_00n,
        toTransfer: 985_00n,
        payments: 1,
        number: 1,
      },
    ]);
    // Given up, it is due again.
    done(await discardSettlement(first, must(early.settlements[0], "the draft").id));
    const [whole] = done(await settle(first, { organization: zarechye, through: TODAY })).settlements;
    const settled = must(whole, "a settlement");
    expect(settled).toMatchObject({
      allocated: 1_500_00n,
      withheld: 22_50n,
      toTransfer: 1_477_50n,
      payments: 2,
      number: 1,
    });
    expect(done(await settle(first, { organization: zarechye, through: TODAY })).settlements).toEqual([]);

    done(await approveSettlement(first, settled.id));
    expect(await discardSettlement(first, settled.id)).toMatchObject({
      refusal: { code: "settlements.approved_already" },
    });
    const [order] = done(await draftOrders(first)).orders;
    expect(order).toMatchObject({
      provider: vodokanal,
      number: 1,
      amount: 1_477_50n,
      purpose: "Перечисление платежей населения за 11.2025 по договору № 12, реестр № 1. НДС не облагается",
      receiver: { account: "40602810800000000517" },
      payer: { account: "40821810900000000777" },
    });
    const number = must(order, "an order").id;
    expect(await approveOrder(first, number)).toMatchObject({
      refusal: { code: "settlements.second_person_needed" },
    });
    expect(await approveOrder(town.ctx, number)).toMatchObject({
      refusal: { code: "settlements.person_needed" },
    });
    done(await approveOrder(second, number));
    const write = () => ({ name: "orders.txt", bytes: new TextEncoder().encode("bytes") });
    done(await sendOrders(second, { orders: [number], format: "1c", write }));
    expect(await sendOrders(second, { orders: [number], format: "1c", write })).toMatchObject({
      refusal: { code: "settlements.order_not_ready", state: "sent" },
    });
    done(await endOrder(second, { order: number, outcome: "confirmed", on: TODAY, document: "Выписка" }));
    expect(await covered(vodokanal)).toEqual({
      allocated: 1_500_00n,
      withheld: 22_50n,
      transferred: 1_477_50n,
      rest: 0n,
    });
    expect(
      await providerMonth(asOrganization(vodokanal), { provider: vodokanal, period: town.period }),
    ).toMatchObject({
      opening: 0n,
      sums: { allocated: 1_500_00n, withheld: 22_50n },
      transferred: 1_477_50n,
      closing: 0n,
    });

    // A reversal that comes after the transfer is a negative settlement, and is set against what comes next.
    done(await reversePayment(town.ctx, ivanovas, "чужой счёт"));
    const [back] = done(await settle(first, { organization: zarechye, through: TODAY })).settlements;
    expect(back).toMatchObject({
      allocated: 0n,
      returned: -1_000_00n,
      withheld: -15_00n,
      toTransfer: -985_00n,
      number: 2,
    });
    done(await approveSettlement(first, must(back, "a settlement").id));
    expect(done(await draftOrders(first))).toMatchObject({ orders: [], inDebt: [vodokanal] });
    const s1 = await covered(vodokanal);
    expect(s1.transferred + s1.withheld + s1.rest).toBe(s1.allocated);
  });

  it("is seen by its provider and its company alone, and the provider sees accounts by their last signs", async () => {
    const [vodokanal, teploset] = town.suppliers;
    const [zarechye, ozernaya] = town.companies;
    const idsOf = async (ctx: Ctx) =>
      (await ctx.transaction((tx) => listSettlements(tx, {}))).map(({ id }) => id);
    const [any] = await idsOf(asOrganization(vodokanal));
    const settlement = must(any, "a settlement in sight");
    expect(await idsOf(asOrganization(zarechye))).toContain(settlement);
    expect(await idsOf(asOrganization(teploset))).toEqual([]);
    expect(await idsOf(asOrganization(ozernaya))).toEqual([]);
    const numbers = async (ctx: Ctx) =>
      (await ctx.transaction((tx) => listRows(tx, { settlement, limit: 10 }))).map((row) => row.number);
    expect(await numbers(asOrganization(vodokanal))).toEqual(["••••0010"]);
    expect(await numbers(asOrganization(zarechye))).toEqual([IVANOVA]);
    const [house] = await asOrganization(vodokanal).transaction((tx) => listBuildingSums(tx, settlement));
    expect(house?.address).toContain("Ленина");
    // Neither accounts nor payments are the provider's to read.
    await asOrganization(vodokanal).transaction(async (tx) => {
      expect(await tx.query("select from accounts.accounts")).toEqual([]);
      expect(await tx.query("select from payments.payments")).toEqual([]);
    });
    expect(await settle(asOrganization(vodokanal), { organization: zarechye, through: TODAY })).toMatchObject(
      {
        refusal: { code: "settlements.center_only" },
      },
    );
  });

  it("is made once by twenty who run at once, and ordered once by twenty who draft", async () => {
    const [, teploset] = town.suppliers;
    const [, ozernaya] = town.companies;
    await owe(town, [
      { account: OCONNOR, month: "2025-10", service: heat, provider: teploset, amount: "777.77" },
    ]);
    done(await takePayment(town.ctx, { account: OCONNOR, amount: money(777_77n), paidOn: TODAY }));
    const runs = await Promise.all(
      Array.from({ length: 20 }, () => settle(first, { organization: ozernaya, through: TODAY })),
    );
    const made = runs.flatMap((run) => done(run).settlements);
    expect(made).toHaveLength(1);
    done(await approveSettlement(first, must(made[0], "the settlement").id));
    const drafts = await Promise.all(
      Array.from({ length: 20 }, () => draftOrders(first, { provider: teploset })),
    );
    const orders = drafts.flatMap((one) => done(one).orders);
    expect(orders).toHaveLength(1);
    const order = must(orders[0], "the order").id;
    const approvals = await Promise.all(Array.from({ length: 20 }, () => approveOrder(second, order)));
    expect(approvals.filter(({ ok }) => ok)).toHaveLength(1);
    // The keys refuse it too, whoever writes around the actions.
    const twice = await second
      .transaction((tx) =>
        tx.query(
          `insert into settlements.order_settlements select 1 as order_id, settlement_id, organization_id, provider_id, amount
           from settlements.order_settlements where order_id = $1`,
          [order],
        ),
      )
      .then(() => "written", sqlState);
    expect(twice).toMatch(/^23/);
    const alone = await second
      .transaction((tx) =>
        tx.query(
          "insert into settlements.order_approvals (order_id, organization_id, drafted_by, approved_by) select order_id, organization_id, drafted_by, drafted_by from settlements.orders",
        ),
      )
      .then(() => "written", sqlState);
    expect(alone).toBe("23514");
  });

  it("is due again when the bank refuses or returns the money", async () => {
    const [, teploset] = town.suppliers;
    const [open] = await second.transaction((tx) => listSettlements(tx, { provider: teploset }));
    const order = must(open?.order, "the order of the settlement");
    const write = () => ({ name: "orders.xml", bytes: new TextEncoder().encode("bytes") });
    done(await sendOrders(second, { orders: [order], format: "pain001", write }));
    expect(
      await endOrder(second, { order, outcome: "withdrawn", on: TODAY, document: "передумали" }),
    ).toMatchObject({
      refusal: { code: "settlements.order_not_ready" },
    });
    done(await endOrder(second, { order, outcome: "rejected", on: TODAY, document: "Счёт закрыт" }));
    const [again] = done(await draftOrders(second, { provider: teploset })).orders;
    expect(again).toMatchObject({ amount: open?.toTransfer, state: "drafted" });
    expect(again?.id).not.toBe(order);
  });
});

describe("S1 covered", () => {
  it("is found broken by verify, with the document named", async () => {
    const broken = async (sql: string) => {
      const owner = new Client({ connectionString: base.ownerUrl });
      await owner.connect();
      await owner.query(
        "select set_config('paylogic.scope', 'center', false), set_config('session_replication_role', 'replica', false)",
      );
      await owner.query(sql);
      await owner.end();
    };
    const said = async () => {
      const [verdict] = await Array.fromAsync(verify(database, { only: ["I18"] }));
      return verdict?.counterExamples ?? [];
    };
    expect(await said()).toEqual([]);
    const one = "where settlement_id = (select min(settlement_id) from settlements.rows)";
    await broken(`update settlements.rows set allocated = allocated + 1 ${one}`);
    expect((await said()).join("\n")).toMatch(/document \d+ gave provider \d+ .*took/);
    await broken(`update settlements.rows set allocated = allocated - 1 ${one}`);
    await broken(
      "update settlements.order_settlements set amount = amount - 1 where order_id = (select min(order_id) from settlements.orders)",
    );
    expect((await said()).join("\n")).toMatch(/order \d+ is .*, its settlements make/);
    await broken(
      "update settlements.order_settlements set amount = amount + 1 where order_id = (select min(order_id) from settlements.orders)",
    );
    expect(await said()).toEqual([]);
  });

  it("transferred + withheld + rest due = allocated, whatever is paid, reversed, settled and ordered", async () => {
    const [vodokanal, teploset] = town.suppliers;
    const deed = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant("pay" as const),
          at: fc.nat(2),
          amount: fc.bigInt(1n, 900_00n),
          day: fc.integer({ min: 1, max: 23 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("reverse" as const), at: fc.nat(20) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("settle" as const),
          at: fc.nat(1),
          day: fc.integer({ min: 1, max: 23 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("discard" as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant("order" as const),
          outcome: fc.constantFrom("confirmed", "rejected", "none"),
        }),
      },
    );
    const accounts = [IVANOVA, PETROV, OCONNOR];
    const onDay = (at: number): Day => day(`2025-11-${String(at).padStart(2, "0")}`);
    await owe(
      town,
      accounts.flatMap((account) => [
        { account, month: "2025-09", service: water, provider: vodokanal, amount: "30000.00" },
        { account, month: "2025-09", service: heat, provider: teploset, amount: "70000.01" },
      ]),
    );
    const paid: Awaited<ReturnType<typeof takePayment>>[] = [];
    const reversed = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 14 }), async (deeds) => {
        for (const one of deeds) {
          if (one.kind === "pay") {
            paid.push(
              await takePayment(town.ctx, {
                account: must(accounts[one.at], "an account"),
                amount: money(one.amount),
                paidOn: onDay(one.day),
              }),
            );
          } else if (one.kind === "reverse") {
            const payment = paid[one.at];
            if (!payment || reversed.has(one.at)) continue;
            reversed.add(one.at);
            done(await reversePayment(town.ctx, done(payment), "ошибка"));
          } else if (one.kind === "settle") {
            const organization = must(town.companies[one.at], "a company");
            done(await settle(first, { organization, through: onDay(one.day) }));
          } else if (one.kind === "discard") {
            const draft = (await first.transaction((tx) => listSettlements(tx, {}))).find(
              ({ state }) => state === "draft",
            );
            if (draft) done(await discardSettlement(first, draft.id));
          } else {
            const drafts = await first.transaction((tx) => listSettlements(tx, {}));
            for (const { id } of drafts.filter(({ state }) => state === "draft"))
              done(await approveSettlement(first, id));
            for (const order of done(await draftOrders(first)).orders) {
              if (one.outcome === "none") continue;
              done(await approveOrder(second, order.id));
              done(
                await sendOrders(second, {
                  orders: [order.id],
                  format: "1c",
                  write: () => ({ name: "x", bytes: new Uint8Array(1) }),
                }),
              );
              done(
                await endOrder(second, {
                  order: order.id,
                  outcome: one.outcome as "confirmed",
                  on: TODAY,
                  document: "Выписка",
                }),
              );
            }
          }
        }
        for (const provider of [vodokanal, teploset]) {
          const s1 = await covered(provider);
          expect(s1.transferred + s1.withheld + s1.rest, `provider ${provider}`).toBe(s1.allocated);
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);
});
