import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import { sumOf } from "#core/money";
import { money } from "#core/units";
import { writeClientBank, type WrittenLine } from "#modules/gateways";
import {
  candidatesOfLine,
  chooseRegistries,
  listOpenHeld,
  listPaymentsOfAccount,
  listStatementLines,
  matchAwaiting,
  reconcileDay,
  reconciliationDays,
  registerAgent,
  registerBankAccount,
  type RegistryLine,
  reopenDay,
  suspenseBalance,
  takeRegistry,
} from "#modules/payments";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  buildSmallTown,
  contextAt,
  done,
  IVANOVA,
  PETROV,
  placeOf,
  roubles,
  type SmallTown,
} from "../modules/payments/small-town.fixture.ts";
import { reconciliationBoard, reconciliationDay } from "./reconciliation.ts";
import { reconciliationCsv } from "./reconciliation-file.ts";
import { statementsTaken, statementWithLines, takeStatementFile } from "./statement-intake.ts";

const OURS = { name: 'ООО "ЕИРЦ"', inn: "9901001239", account: "40821810900000000777", bic: "049876543" };
const BANK = { name: 'АО "СЕВЕРБАНК"', inn: "9901001239", account: "30101810100000000543", bic: "049876543" };
const MONDAY = day("2025-11-10");
const TUESDAY = day("2025-11-11");
const WEDNESDAY = day("2025-11-12");

let database: TestDatabase;
let town: SmallTown;
let agent: number;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  const [zarechye] = town.companies;
  done(
    await registerBankAccount(town.ctx, {
      organization: zarechye,
      account: OURS.account,
      bic: OURS.bic,
      note: "",
    }),
  );
  agent = done(
    await registerAgent(town.ctx, {
      organization: zarechye,
      code: "severbank",
      name: "АО СЕВЕРБАНК",
      secret: "a secret of many letters",
    }),
  ).id;
});
afterAll(() => database.drop());

const sample = (name: string): Buffer =>
  readFileSync(path.join(import.meta.dirname, "../modules/gateways/statements/vectors", name));
const take = (bytes: Uint8Array, name = "kl_to_1c.txt") => takeStatementFile(town.ctx, { name, bytes }, "ru");
const registry = async (
  document: string,
  lines: readonly Pick<RegistryLine, "transaction" | "account" | "amount">[],
  more: { paidOn?: Day; fee?: bigint } = {},
) => {
  const total = sumOf(lines.map(({ amount }) => amount));
  const fee = more.fee === undefined ? {} : { fee: money(more.fee), net: money(total - more.fee) };
  return done(
    await takeRegistry(town.ctx, {
      agent: "severbank",
      document,
      declared: { count: lines.length, total },
      ...fee,
      lines: lines.map((line) => ({ ...line, paidOn: more.paidOn ?? MONDAY })),
    }),
  ).registry;
};
const written = (lines: readonly WrittenLine[], opening: string, on: Day = TUESDAY): Buffer =>
  writeClientBank({ owner: OURS, from: on, to: on, opening: roubles(opening), lines });
const credit = (amount: string, purpose: string, more: Partial<WrittenLine> = {}): WrittenLine => ({
  date: TUESDAY,
  direction: "in",
  amount: roubles(amount),
  number: "1",
  counterparty: BANK,
  purpose,
  ...more,
});
const outcomes = async (statement: number) =>
  done(await statementWithLines(town.ctx, statement)).lines.map(({ outcomes: parts, number }) => [
    number,
    ...parts.map(({ kind, reason, amount }) => `${kind} ${reason} ${amount}`),
  ]);

describe("the sample's statement", () => {
  it("is resolved as it is expected to be", async () => {
    const sber = await registry(
      "sber-register.txt",
      [
        { transaction: "6000000000", account: IVANOVA, amount: roubles("1500.00") },
        { transaction: "6000000137", account: PETROV, amount: roubles("20971.73") },
      ],
      { fee: 26_966n },
    );
    // The sample's account is nobody's in this town: one of ours stands for it.
    const bytes = Buffer.from(
      sample("1c-statement.txt").toString("latin1").replace("4400110539", PETROV),
      "latin1",
    );
    const [taken] = done(await take(bytes));
    expect(taken).toMatchObject({ account: OURS.account, lines: 4, fresh: 4, gap: undefined });
    expect(await outcomes(must(taken, "a statement").statement)).toEqual([
      ["4512", "registry sums_in_purpose 2220207"],
      ["15", "payment one_account 250000"],
      ["16", "held no_account 10000"],
      ["77", "held no_account 100000"],
    ]);
    const [line] = done(await statementWithLines(town.ctx, must(taken, "a statement").statement)).lines;
    expect(line?.outcomes[0]).toMatchObject({ registry: sber, document: "sber-register.txt" });
    const [payment] = await listPaymentsOfAccount(town.ctx, { ...placeOf(town, PETROV), limit: 1 });
    expect(payment).toMatchObject({ amount: 250_000n, channel: "bank", paidOn: MONDAY });
    expect((await town.ctx.transaction(suspenseBalance)).total).toBe(110_000n);
    const held = await town.ctx.transaction((tx) => listOpenHeld(tx, { limit: 10 }));
    expect(held.map(({ payerName, purpose }) => [payerName, purpose])).toContainEqual([
      "Кузнецова Ольга Викторовна",
      "за квартиру",
    ]);
  });

  it("is taken once: the same file and the same lines change nothing", async () => {
    const bytes = Buffer.from(
      sample("1c-statement.txt").toString("latin1").replace("4400110539", PETROV),
      "latin1",
    );
    expect(await take(bytes)).toMatchObject({ refusal: { code: "statements.taken_before" } });
    const [again] = done(await take(Buffer.concat([bytes, Buffer.from("\r\n")]), "again.txt"));
    expect(again).toMatchObject({ lines: 4, fresh: 0, found: [] });
    expect((await town.ctx.transaction(suspenseBalance)).total).toBe(110_000n);
  });

  it("in another form is refused: its lines could not be told from those that are known", async () => {
    expect(await take(sample("camt053.xml"), "camt.xml")).toMatchObject({
      refusal: { code: "statements.other_form", day: "2025-11-10" },
    });
  });

  it("of an account that is not ours, of tomorrow, or broken is refused whole", async () => {
    const foreign = Buffer.from(
      sample("1c-statement.txt").toString("latin1").replaceAll(OURS.account, "40702810600000001234"),
      "latin1",
    );
    expect(await take(foreign)).toMatchObject({ refusal: { code: "statements.account_not_ours" } });
    const tomorrow = day("2025-11-24");
    expect(await take(written([credit("1.00", "x", { date: tomorrow })], "0.00", tomorrow))).toMatchObject({
      refusal: { code: "statements.in_future" },
    });
    expect(await take(Buffer.from("1CClientBankExchange\r\n"))).toMatchObject({
      refusal: { code: "statements.file_refused", problems: [expect.stringContaining("Файл обрывается")] },
    });
    expect(
      await takeStatementFile(
        contextAt(town.database, town.ctx.today, [town.companies[0]]),
        { name: "x", bytes: sample("1c-statement.txt") },
        "ru",
      ),
    ).toMatchObject({
      refusal: { code: "statements.center_only" },
    });
  });
});

describe("the next day's statement", () => {
  it("sees a gap, a transfer of ours, a return, and waits for a registry that comes later", async () => {
    const [zarechye] = town.companies;
    const second = "40702810600000001234";
    done(
      await registerBankAccount(town.ctx, {
        organization: zarechye,
        account: second,
        bic: OURS.bic,
        note: "",
      }),
    );
    const supplier = {
      name: "МУП Водоканал",
      inn: "9901004568",
      account: "40702810000000005678",
      bic: OURS.bic,
    };
    const [taken] = done(
      await take(
        written(
          [
            credit("500.00", "Перевод на счёт", { number: "2", counterparty: { ...OURS, account: second } }),
            credit("70.00", "по п/п 301", { number: "301", direction: "out", counterparty: supplier }),
            credit("70.00", "Возврат ошибочно перечисленного", { number: "3", counterparty: supplier }),
            credit("4950.00", "Перечисление по реестру от 11.11.2025", { number: "4" }),
            credit("10.00", `ЛС ${IVANOVA}, ЛС ${PETROV}`, { number: "5" }),
            credit("11.00", "ЛС 9999999999", { number: "6" }),
          ],
          "145803.07",
        ),
      ),
    );
    const { statement, gap } = must(taken, "a statement");
    expect(gap).toBe(100n);
    expect(await outcomes(statement)).toEqual([
      ["2", "own own_account 50000"],
      ["301"],
      ["3", "return returned 7000"],
      ["4", "awaiting no_registry_yet 495000"],
      ["5", "held several_accounts 1000"],
      ["6", "held account_unknown 1100"],
    ]);
    const board = await reconciliationBoard(town.ctx, { from: MONDAY, to: TUESDAY });
    expect(board.unclaimed.map(({ amount }) => amount)).toEqual([495_000n]);
    await registry("bank-11.txt", [{ transaction: "t11", account: IVANOVA, amount: roubles("5000.00") }], {
      paidOn: TUESDAY,
      fee: 5_000n,
    });
    expect(await matchAwaiting(town.ctx)).toEqual({ matched: 1 });
    expect(await matchAwaiting(town.ctx)).toEqual({ matched: 0 });
    expect((await outcomes(statement))[3]).toEqual(["4", "registry amount_equal 495000"]);
    const debits = await town.ctx.transaction((tx) =>
      listStatementLines(tx, { direction: "out", limit: 10 }),
    );
    expect(debits.map(({ number, amount }) => [number, amount])).toEqual([["301", 7_000n]]);
    expect((await statementsTaken(town.ctx, { limit: 10 }))[0]).toMatchObject({
      gap: 100n,
      held: 2_100n,
      awaiting: 0n,
    });
  });
});

describe("an agent's day", () => {
  const dayOf = async (on: Day) => {
    const [one] = await town.ctx.transaction((tx) => reconciliationDays(tx, { from: on, to: on, agent }));
    return must(one, "the day");
  };
  const seen = (one: Awaited<ReturnType<typeof dayOf>>) => ({
    online: one.online.total,
    registry: one.registry.total,
    fee: one.fee,
    received: one.received,
    differences: one.differences.length,
  });

  it("with two legs that agree is declared in order with what was seen", async () => {
    const monday = await dayOf(MONDAY);
    expect(monday).toMatchObject({
      isOnline: false,
      registry: { count: 2, total: 2_247_173n },
      net: 2_220_207n,
      fee: 26_966n,
      received: 2_220_207n,
      differences: [],
      state: "open",
    });
    const of = { agent, day: MONDAY, note: "" };
    expect(
      await reconcileDay(town.ctx, { ...of, seen: { ...seen(monday), received: money(1n) } }),
    ).toMatchObject({
      refusal: { code: "reconciliation.changed_meanwhile" },
    });
    expect(done(await reconcileDay(town.ctx, { ...of, seen: seen(monday) })).state).toBe("reconciled");
    expect(await reconcileDay(town.ctx, { ...of, seen: seen(monday) })).toMatchObject({
      refusal: { code: "reconciliation.already_reconciled" },
    });
    expect(await reopenDay(town.ctx, of)).toMatchObject({ refusal: { code: "reconciliation.note_missing" } });
    expect(done(await reopenDay(town.ctx, { ...of, note: "банк прислал исправленный реестр" })).state).toBe(
      "open",
    );
    expect(done(await reconcileDay(town.ctx, { ...of, seen: seen(monday) })).state).toBe("reconciled");
  });

  it("that changes after it was declared in order says so", async () => {
    await registry("late.txt", [{ transaction: "late", account: PETROV, amount: roubles("33.00") }]);
    const monday = await dayOf(MONDAY);
    expect(monday.state).toBe("changed");
    expect(monday.differences).toMatchObject([{ kind: "registry_without_money", inRegistry: 3_300n }]);
    const of = { agent, day: MONDAY, seen: seen(monday) };
    expect(await reconcileDay(town.ctx, { ...of, note: "" })).toMatchObject({
      refusal: { code: "reconciliation.note_missing", differences: 1 },
    });
    expect(done(await reconcileDay(town.ctx, { ...of, note: "деньги обещаны 12.11" })).state).toBe(
      "reconciled",
    );
  });

  it("opens to the lines that brought its money, and goes into a file", async () => {
    const card = done(await reconciliationDay(town.ctx, { agent, day: MONDAY }));
    expect(card.money).toMatchObject([{ amount: 2_220_207n, number: "4512" }]);
    const { days } = await reconciliationBoard(town.ctx, { from: MONDAY, to: TUESDAY });
    const csv = reconciliationCsv(days, "ru").split("\r\n");
    expect(csv).toHaveLength(4);
    expect(csv.find((row) => row.startsWith("11.11.2025"))).toBe(
      "11.11.2025;АО СЕВЕРБАНК;0;0,00;1;5000,00;50,00;4950,00;4950,00;0;не сверен;;",
    );
  });
});

describe("a line that several registries fit", () => {
  it("is divided by a person among those that are chosen, once", async () => {
    const first = await registry(
      "a.txt",
      [{ transaction: "ca", account: IVANOVA, amount: roubles("3000.00") }],
      { paidOn: TUESDAY },
    );
    const second = await registry("b.txt", [
      { transaction: "cb", account: PETROV, amount: roubles("3000.00") },
    ]);
    const third = await registry("c.txt", [
      { transaction: "cc", account: PETROV, amount: roubles("500.00") },
    ]);
    const [taken] = done(
      await take(
        written([credit("3500.10", "Реестры", { number: "50", date: WEDNESDAY })], "1.00", WEDNESDAY),
        "wed.txt",
      ),
    );
    const { statement } = must(taken, "a statement");
    const [line] = done(await statementWithLines(town.ctx, statement)).lines;
    const id = must(line, "the line").id;
    expect(await outcomes(statement)).toEqual([["50", "awaiting no_registry_yet 350010"]]);
    const proposed = done(await candidatesOfLine(town.ctx, { line: id, limit: 10 }));
    expect(proposed.map(({ registry: one }) => one.registry)).toEqual(
      expect.arrayContaining([first, second, third]),
    );
    const choose = (registries: readonly number[]) => chooseRegistries(town.ctx, { line: id, registries });
    expect(await choose([first, second, third])).toMatchObject({
      refusal: { code: "statements.nothing_left" },
    });
    expect(await choose([first, 999])).toMatchObject({
      refusal: { code: "statements.registry_not_due", registry: 999 },
    });
    expect(
      await chooseRegistries(contextAt(town.database, town.ctx.today, [town.companies[0]]), {
        line: id,
        registries: [first],
      }),
    ).toMatchObject({ refusal: { code: "statements.center_only" } });
    done(await choose([first, third]));
    expect(await outcomes(statement)).toEqual([["50", "registry chosen 300000", "registry chosen 50010"]]);
    expect(await choose([second])).toMatchObject({ refusal: { code: "statements.line_decided" } });
    expect(await candidatesOfLine(town.ctx, { line: id, limit: 10 })).toMatchObject({
      refusal: { code: "statements.line_decided" },
    });
  });
});
