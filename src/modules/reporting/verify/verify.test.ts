import { createHash } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../../test/database.ts";
import { writeSmallLedger } from "./small-ledger.fixture.ts";
import { INVARIANTS, type Verdict, type VerifyOptions, verify } from "./verify.ts";

// Written once; each test breaks a copy of its own.
let right: TestDatabase;
let database: TestDatabase;
let app: Database;

beforeAll(async () => {
  right = await withDatabase();
  await writeSmallLedger(right.ownerUrl);
});
afterAll(() => right.drop());
beforeEach(async () => {
  database = await withDatabase(right.name);
  app = database.open({ max: 2 });
});
afterEach(() => database.drop());

test("nothing is found in books that are right, and every check has looked at something", async () => {
  const verdicts = await verdictsOf();
  expect(verdicts.map((verdict) => verdict.id)).toEqual(INVARIANTS);
  expect(brokenOf(verdicts)).toEqual([]);
  for (const verdict of verdicts.filter((one) => !one.note))
    expect(verdict.checked, verdict.id).toBeGreaterThan(0);
  expect(verdicts.filter((one) => one.note).map((one) => one.id)).toEqual([
    "I11",
    "I13",
    "I14",
    "I17",
    "I18",
    "I19",
  ]);
});

/** SQL of a closed shift, and of one payment that is cash now. */
const shiftOf = (count: number, total: number): string =>
  `insert into payments.cash_shifts (organization_id, desk, shift_no, cashier_id, day, float_amount, closed_at)
     values (0, 'Касса', 1, 1, '2026-11-23', 0, now());
   insert into payments.cash_closings (shift_id, organization_id, taken_count, taken_total, returned_count, returned_total,
     handed_total, expected, declared, reason, left_amount) values (1, 0, ${count}, ${total}, 0, 0, 0, ${total}, ${total}, '', ${total});
   update payments.payments set channel = 'cash' where payment_id = 10000000002;`;

describe("what is broken is named", () => {
  const ITEM = "MAINTENANCE to provider 1 for 202609";
  test.each<[what: string, sql: string, broken: string[], id: string, said: string]>([
    [
      "a payment without the receipt that it needs",
      "update payments.payments set channel = 'online' where channel = 'hand'",
      ["I14"],
      "I14",
      "needs a receipt and has none",
    ],
    [
      "a receipt that nothing carries out",
      `insert into gateways.fiscal_documents (building_id, payment_id, document_no, kind, external_id, amount, positions, contact,
         organization_id)
       select building_id, payment_id, 0, 'sell', 'P1', amount, jsonb_build_array(jsonb_build_object('amount', amount::text)), '', 1
       from payments.payments order by 1, 2 limit 1`,
      ["I13", "I14"],
      "I13",
      "the receipt P1",
    ],
    [
      "cash that no shift has taken",
      "update payments.payments set channel = 'cash' where payment_id = 10000000002",
      ["I14", "I19"],
      "I19",
      "payment 10000000002 is cash that no shift has taken",
    ],
    [
      "a Z report of more than its payments",
      `${shiftOf(2, 200_001)} insert into payments.cash_taken values (2, 10000000002, 1)`,
      ["I14", "I19"],
      "I19",
      'shift 1 at desk "Касса": 2 payments of 2000.01 were taken, its payments are 1 of 2000.00',
    ],
    [
      "a Z report whose sums do not make what must have lain in the drawer",
      `${shiftOf(1, 200_000)} insert into payments.cash_taken values (2, 10000000002, 1);
       update payments.cash_closings set expected = 1, declared = 1, left_amount = 1`,
      ["I14", "I19"],
      "I19",
      'shift 1 at desk "Касса": its own sums do not make the 0.01 that must have lain in the drawer',
    ],
    [
      "cash handed over that is not in the Z report",
      `${shiftOf(1, 200_000)} insert into payments.cash_taken values (2, 10000000002, 1);
       insert into payments.cash_handovers (shift_id, handover_no, organization_id, amount, receiver, document) values (1, 1, 0, 7, 'Bank', '')`,
      ["I14", "I19"],
      "I19",
      'shift 1 at desk "Касса": 0.00 was handed over, its handovers make 0.07',
    ],
    [
      "cash given back that is not reversed",
      `${shiftOf(1, 200_000)} insert into payments.cash_taken values (2, 10000000002, 1);
       insert into payments.cash_returned values (2, 10000000002, 1);
       update payments.cash_closings set returned_count = 1, returned_total = 200000, expected = 0, declared = 0, left_amount = 0`,
      ["I14", "I19"],
      "I19",
      "payment 10000000002 was given back out of the drawer, but is not reversed",
    ],
    [
      "an entry of an unknown kind",
      "update ledger.entries set kind = 13 where document_id = 10000000005",
      ["I1", "I2", "I3"],
      "I1",
      "building 2, 202610: document 10000000005 has entries of kind 13, which has no two books",
    ],
    [
      "a kind whose effect is not that of its books",
      "update ledger.kinds set debt_effect = 0 where code = 'excess'",
      ["I1"],
      "I1",
      "the kind excess is said to have another effect",
    ],
    [
      "an opening that does not continue",
      "update ledger.opening_balances set amount = amount + 1 where period = 202611 and account_id = 11 and charged_for = 202609",
      ["I2", "I3"],
      "I2",
      `account 1000000011 ${ITEM}: the month before 202611 opened with 500.00 and moved by -50.00, but 202611 opens with 450.01`,
    ],
    [
      "an opening that is missing",
      "delete from ledger.opening_balances where period = 202611 and account_id = 12 and charged_for = 202610",
      ["I2", "I3"],
      "I3",
      "account 1000000012 MAINTENANCE to provider 1 for 202610: 202611 opens with 0.00, the postings before it make 1500.00",
    ],
    [
      "an unmoved opening that is missing",
      "delete from ledger.opening_balances where period = 202610 and account_id = 21 and service_id = 0",
      ["I2", "I3"],
      "I2",
      "account 1000000021 advance: the month before 202610 opened with 0.00 and moved by -500.00, but 202610 opens with 0.00",
    ],
    [
      "balances that continue well from a wrong beginning",
      `insert into ledger.opening_balances select 7, 1, 11, p, 202608, 1, 1 from unnest('{202609,202610,202611}'::integer[]) as p`,
      ["I3"],
      "I3",
      "account 1000000011 MAINTENANCE to provider 1 for 202608: 202609 has an opening of 0.07, though the month before is not closed",
    ],
    [
      "a transaction without its payment",
      "insert into payments.agent_transactions values (1, 'T-9', 1, 10000000099, '1000000011', 5)",
      ["I4"],
      "I4",
      "transaction T-9 of agent 1 has no payment",
    ],
    [
      "an agent's payment without its transaction",
      "delete from payments.agent_transactions where transaction_id = 'T-1'",
      ["I4"],
      "I4",
      "payment 10000000001 of agent 1 has no transaction",
    ],
    [
      "a transaction of another amount",
      "update payments.agent_transactions set amount = 100001 where transaction_id = 'T-1'",
      ["I4"],
      "I4",
      "transaction T-1 of agent 1: 1000.01 for account 1000000011, but payment 10000000001 is 1000.00 for account 1000000011",
    ],
    [
      "a payment that stands for two transactions",
      "insert into payments.agent_transactions values (1, 'T-8', 1, 10000000001, '1000000011', 100000)",
      ["I4"],
      "I4",
      "payment 10000000001 stands for 2 transactions",
    ],
    [
      "a payment that is not its entries",
      "update payments.payments set amount = amount + 1 where payment_id = 10000000002",
      ["I5"],
      "I5",
      "account 1000000021: document 10000000002 is 2000.01, its entries make 2000.00",
    ],
    [
      "money without a payment",
      "delete from payments.payments where payment_id = 10000000002",
      ["I5"],
      "I5",
      "account 1000000021: entries of document 10000000002 received 2000.00, but it is no payment",
    ],
    [
      "a reversal of other months than were paid",
      `update ledger.entries set charged_for = case charged_for when 202609 then 202610 else 202609 end where document_id = 10000000004`,
      ["I2", "I3", "I5"],
      "I5",
      "account 1000000012: payment 10000000003 was reversed, but -100.00 of it remains allocated",
    ],
    [
      "a registry of another total than was declared",
      "alter table payments.registries drop constraint as_declared; update payments.registries set declared_total = declared_total + 1",
      ["I6"],
      "I6",
      "registry 1 of agent 1 (bank-202611.csv): 2 lines of 1450.01 were declared, 1 of 450.00 taken and 1 of 1000.00 repeated",
    ],
    [
      "a registry of another count than was declared",
      "alter table payments.registries drop constraint as_declared; update payments.registries set declared_count = 3",
      ["I6"],
      "I6",
      "registry 1 of agent 1 (bank-202611.csv): 3 lines of 1450.00 were declared, 1 of 450.00 taken and 1 of 1000.00 repeated",
    ],
    [
      "a registry that claims to have booked what it repeated",
      "update payments.registries set taken_count = 2, taken_total = 145000, repeated_count = 0, repeated_total = 0",
      ["I6"],
      "I6",
      "registry 1 of agent 1 (bank-202611.csv): 2 lines of 1450.00 were taken, its transactions are 1 of 450.00",
    ],
    [
      "a registry that has lost its lines",
      "update payments.agent_transactions set registry_id = null",
      ["I6"],
      "I6",
      "registry 1 of agent 1 (bank-202611.csv): 1 lines of 450.00 were taken, its transactions are 0 of 0.00",
    ],
    [
      "lines of a registry that is not kept",
      "delete from payments.registries",
      ["I6"],
      "I6",
      "registry 1: 1 transactions of 450.00 carry its number, but it is not kept",
    ],
    [
      "a registry that is said to be another agent's",
      "update payments.registries set agent_id = 2",
      ["I6"],
      "I6",
      "registry 1 of agent 2 (bank-202611.csv): its number is on transactions of another agent",
    ],
    [
      "a line that is counted twice",
      `insert into ledger.entries (amount, volume, rate, document_id, building_id, account_id, period, batch, charged_for,
         provider_id, line_no, service_id, part, kind, formula, basis)
       select 0, 0, 0, document_id, building_id, account_id, period, batch, charged_for, provider_id, 99, service_id, part, kind, formula, basis
       from ledger.entries where document_id = 7`,
      ["I7", "I10"],
      "I7",
      "account 1000000021: run 7 has 2 rows of service 1, part 0, kind 1 for 202611",
    ],
    [
      "a second draft",
      `insert into charging.runs (run_id, organization_id, charged_for, booked_in) overriding system value values (8, 1, 202611, 202611)`,
      ["I7"],
      "I7",
      "2 drafts of organization 1 for 202611",
    ],
    [
      "a run that counts unapproved",
      "delete from charging.run_events where run_id = 7 and event = 'approved'",
      ["I7"],
      "I7",
      "run 7 counts without having been approved",
    ],
    [
      "lines of a run that was given up",
      "delete from charging.open_drafts; insert into charging.run_events (run_id, event, organization_id) values (6, 'discarded', 1)",
      ["I7"],
      "I7",
      "document 6, building 1: lines of a run that was given up",
    ],
    [
      "lines of no run",
      "update ledger.entries set document_id = 77 where document_id = 6",
      ["I7", "I10"],
      "I7",
      "document 77, building 1: charge lines of no run",
    ],
    [
      "an entry in a month that was never opened",
      "update ledger.entries set period = 202608 where document_id = 10000000006",
      ["I3", "I5", "I9"],
      "I9",
      "building 1 has entries in 202608, a month that no manager of it has opened",
    ],
    [
      "a payment taken after the closure",
      "update payments.payments set received_at = '2026-10-01' where payment_id = 10000000001",
      ["I9"],
      "I9",
      "document 10000000001, building 1: taken at",
    ],
    [
      "a run approved after the closure",
      "update ledger.counted_runs set counted_at = '2026-11-02' where run_id = 5",
      ["I9"],
      "I9",
      "run 5 was approved at",
    ],
    [
      "a closed month without a following one",
      "insert into organizations.period_closures (organization_id, period, closed_at) values (2, 202611, '2026-11-30'); delete from organizations.period_openings where period = 202612",
      ["I2", "I3", "I9"],
      "I9",
      "organization 2 closed 202611, and the month after it was not opened",
    ],
    [
      "facts that were altered",
      "update charging.facts set sha256 = '\\x00' where run_id = 4",
      ["I10"],
      "I10",
      "building 2, 2026-10: the kept facts of building 2, run 4 were altered",
    ],
    [
      "lines that no longer come out",
      "update charging.facts set lines_sha256 = '\\x00' where run_id = 3",
      ["I10"],
      "I10",
      "run 3, building 1, 2026-10: the lines calculated from the kept facts differ",
    ],
    [
      "facts that are gone",
      "delete from charging.facts where run_id = 5",
      ["I10"],
      "I10",
      "run 5, building 1: the facts of the run are not kept",
    ],
    [
      "a draft whose lines were changed",
      "update ledger.entries set amount = amount + 100 where document_id = 6 and account_id = 11",
      ["I10"],
      "I10",
      "run 6, building 1: 2 lines of 3150.00 were calculated, the ledger has 2 of 3151.00",
    ],
    [
      "a run that reports another sum",
      "update charging.run_events set amount = amount + 1 where run_id = 7 and event = 'calculated'",
      ["I10"],
      "I10",
      "run 7: 1 lines of 1575.01 were reported, its buildings make 1 of 1575.00",
    ],
    [
      "a table without its policy",
      "alter table payments.payments no force row level security, disable row level security",
      ["I15"],
      "I15",
      "organization 1 sees 1 foreign rows of payments.payments",
    ],
    [
      "a policy that lets everybody in",
      "alter policy scope on ledger.counted_runs using (true)",
      ["I15"],
      "I15",
      "a session without a scope sees rows of ledger.counted_runs",
    ],
    [
      "a charge that calls itself a penalty",
      "update ledger.entries set kind = 6 where document_id = 1 and account_id = 11",
      ["I7", "I17"],
      "I17",
      "account 1000000011, provider 1, 202609: a penalty under another service",
    ],
    [
      "a penalty larger than its debt could cost",
      `insert into tariffs.services (service_id, code, unit, receipt_group, position, name_ru, name_en)
         values (70, 'PENALTY', 'point', 'other', 70, 'Пени', 'Penalties');
       update ledger.entries set kind = 6, service_id = 70, charged_for = 202608 where document_id = 1 and account_id = 11`,
      ["I2", "I3", "I17"],
      "I17",
      "account 1000000011, provider 1, 202608: penalties of 1500.00, more than 0.01 for the whole debt",
    ],
  ])("%s", async (_, sql, broken, id, said) => {
    await asOwner(sql);
    const verdicts = await verdictsOf();
    expect(brokenOf(verdicts)).toEqual(broken);
    const verdict = verdicts.find((one) => one.id === id);
    expect(verdict?.counterExamples.join("\n")).toContain(said);
    expect(verdict?.broken).toBeGreaterThan(0);
  });
});

test("I6: without a registry there is nothing to check, and that is said", async () => {
  await asOwner("update payments.agent_transactions set registry_id = null; delete from payments.registries");
  expect(await verdictsOf({ only: ["I6"] })).toMatchObject([
    { ok: true, checked: 0, note: { en: expect.stringContaining("no registry is kept") } },
  ]);
});

test("I11: an issued receipt that renders otherwise is named", async () => {
  const text = "content of a receipt";
  const render = (suffix: string) => (receipt: { text: string }) => Buffer.from(`${receipt.text}${suffix}`);
  const hash = createHash("sha256").update(render("")({ text })).digest("hex");
  await asOwner(`insert into receipts.receipts (building_id, account_id, period, template_version, content, pdf_sha256, to_pay)
    values (1, 11, 202610, '1', '\\x${zstdCompressSync(text).toString("hex")}', '\\x${hash}', 0)`);
  const same = await verdictsOf({ only: ["I11"], renderReceipt: render("") });
  expect(same).toMatchObject([{ id: "I11", ok: true, checked: 1, broken: 0 }]);
  const other = await verdictsOf({ only: ["I11"], renderReceipt: render("!") });
  expect(other).toMatchObject([
    {
      ok: false,
      counterExamples: [
        "receipt of account_id 11, 202610, edition 1: renders to other bytes than when it was issued",
      ],
    },
  ]);
});

test("I15: a role that is not bound by the policies proves nothing and is refused", async () => {
  const owner = openDatabase(database.ownerUrl, { max: 2 });
  try {
    const verdicts = await verdictsOf({ only: ["I15"] }, owner);
    expect(verdicts[0]?.counterExamples[0]).toContain("bypasses row-level security");
  } finally {
    await owner.close();
  }
});

test("only ten counter-examples are told, all are counted", async () => {
  await asOwner(
    `insert into payments.agent_transactions select 1, 'N-' || n, 1, 20000000000 + n, '1000000011', 5 from generate_series(1, 25) as n`,
  );
  const [verdict] = await verdictsOf({ only: ["I4"] });
  expect(verdict).toMatchObject({ ok: false, broken: 25 });
  expect(verdict?.counterExamples).toHaveLength(10);
});

test("a reader who leaves early gives the connection back", async () => {
  for await (const verdict of verify(app)) if (verdict.id === "I2") break;
  expect(app.pool.idleCount).toBe(app.pool.totalCount);
  expect(await verdictsOf({ only: ["I1"] })).toMatchObject([{ ok: true }]);
});

async function verdictsOf(options: VerifyOptions = {}, on: Database = app): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for await (const verdict of verify(on, options)) verdicts.push(verdict);
  return verdicts;
}

const brokenOf = (verdicts: readonly Verdict[]): string[] =>
  verdicts.filter((one) => !one.ok).map((one) => one.id);

/** As the owner with the triggers off: what no user of the application can do, and a database administrator can. */
async function asOwner(sql: string): Promise<void> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query(
      "select set_config('paylogic.scope', 'center', false), set_config('session_replication_role', 'replica', false), ledger.ensure_period(202608)",
    );
    await client.query(sql);
  } finally {
    await client.end();
  }
}
