import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { UserId } from "#core/ids";
import { money } from "#core/units";
import { registerUsers } from "#modules/access";
import { registerOrganizations } from "#modules/organizations";
import { registerAgent } from "#modules/payments";
import { verify } from "#modules/reporting";
import {
  approveOrder,
  approveSettlement,
  draftOrders,
  endOrder,
  sendOrders,
  settle,
  setTerms,
} from "#modules/settlements";
import { contextOf, type Ctx } from "#platform/context";
import { type Database } from "#platform/database";
import { agentRoutes, dialects } from "../../src/modules/gateways/agents/index.ts";
import { settingsToJson } from "../../src/modules/gateways/agents/settings.ts";
import {
  buildSmallTown,
  done,
  IVANOVA,
  owe,
  owed,
  PETROV,
  type SmallTown,
  TODAY,
} from "../../src/modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../database.ts";

/* An agent takes back a payment whose money the provider has already: by its own message, as its contract lets it. */

const SECRET = "a-secret-of-twenty-odd-letters";
let files: TestDatabase;
let database: Database;
let town: SmallTown;
let people: readonly [Ctx, Ctx];
let app: FastifyInstance;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
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
  people = [person(0), person(1)];
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
    ]),
  );
  const [organization] = town.companies;
  const { id } = done(
    await registerAgent(town.ctx, { organization, code: "cyber", name: "cyber", secret: SECRET }),
  );
  await town.ctx.transaction(async (tx) => {
    await tx.query(
      "insert into gateways.agent_settings (agent_id, version, settings, needs_second) values ($1, 1, $2, false)",
      [id, JSON.stringify(settingsToJson(dialects.cyberplat.defaults))],
    );
    await tx.query("update payments.agents set settings_version = 1 where agent_id = $1", [id]);
  });
  app = fastify();
  await app.register(agentRoutes, { context: () => Promise.resolve(town.ctx) });
});
afterAll(async () => {
  await app.close();
  await files.drop();
});

async function ask(query: Readonly<Record<string, string>>): Promise<{ code: string; body: string }> {
  const { body } = await app.inject({
    url: `/gateway/cyberplat/cyber?${new URLSearchParams(query).toString()}`,
    headers: { authorization: `Basic ${Buffer.from(`cyber:${SECRET}`).toString("base64")}` },
  });
  return { code: must(/<code>(-?\d+)</.exec(body)?.[1], "a code"), body };
}

const pay = (number: string, amount: string, receipt: string) =>
  ask({ action: "payment", number, type: "1", amount, receipt, date: "2025-11-10T12:13:14" });
const cancel = (receipt: string) => ask({ action: "cancel", receipt, mes: "ошибка кассира" });

/** Settled, ordered and confirmed by the bank's statement: the provider has the money. */
async function transfer(): Promise<bigint> {
  const [first, second] = people;
  const { settlements } = done(await settle(first, { organization: town.companies[0], through: TODAY }));
  const settlement = must(settlements[0], "a settlement");
  done(await approveSettlement(first, settlement.id));
  const { id, amount } = must(done(await draftOrders(first)).orders[0], "an order");
  done(await approveOrder(second, id));
  const write = () => ({ name: "orders.txt", bytes: new TextEncoder().encode("bytes") });
  done(await sendOrders(second, { orders: [id], format: "1c", write }));
  done(await endOrder(second, { order: id, outcome: "confirmed", on: TODAY, document: "Выписка" }));
  return amount;
}

const brokenGuarantees = async () =>
  (await Array.fromAsync(verify(database))).filter((verdict) => !verdict.ok);

it("S1 covered: the agent hears success, the debt stands again, and the provider's next money is less by as much", async () => {
  const [provider] = town.suppliers;
  await owe(town, [
    { account: IVANOVA, month: "2025-10", service: 21, provider, amount: "1000.00" },
    { account: PETROV, month: "2025-10", service: 21, provider, amount: "1800.00" },
  ]);
  done(
    await setTerms(people[0], {
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
    }),
  );
  expect((await pay(IVANOVA, "1000.00", "71")).code).toBe("0");
  expect(await transfer()).toBe(985_00n);

  const cancelled = await cancel("71");
  expect(cancelled.code).toBe("0");
  expect(await cancel("71")).toEqual(cancelled);
  expect((await owed(town, IVANOVA)).items).toMatchObject([{ provider, amount: 1_000_00n }]);
  expect((await ask({ action: "status", receipt: "71" })).code).toBe("6");
  expect(await brokenGuarantees()).toEqual([]);

  // What was given back is a settlement of its own, with its commission back; no order is below nothing.
  const [first] = people;
  const [negative] = done(
    await settle(first, { organization: town.companies[0], through: TODAY }),
  ).settlements;
  expect(negative).toMatchObject({
    provider,
    allocated: 0n,
    returned: -1_000_00n,
    withheld: -15_00n,
    toTransfer: -985_00n,
  });
  done(await approveSettlement(first, must(negative, "a settlement").id));
  expect(done(await draftOrders(first)).orders).toEqual([]);
  expect((await pay(PETROV, "1800.00", "72")).code).toBe("0");
  expect(await transfer()).toBe(1_773_00n - 985_00n);
  expect(await brokenGuarantees()).toEqual([]);
});
