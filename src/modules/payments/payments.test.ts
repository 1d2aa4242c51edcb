import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#core/day";
import type { PaymentId } from "#core/ids";
import { moneyText } from "#core/money";
import { period } from "#core/period";
import { type Money, money } from "#core/units";
import { accountBalances, insertEntries, listEntriesOf, nextDocuments, offsetsOf } from "#modules/ledger";
import { closePeriod, lockForClosing, openPeriod } from "#modules/organizations";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import * as payments from "./index.ts";
import {
  buildSmallTown,
  contextAt,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  owed,
  PETROV,
  placeOf,
  roubles,
  type SmallTown,
  TODAY,
  YOLKINA,
} from "./small-town.fixture.ts";

let database: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open(), 400);
  const [zarechye] = town.companies;
  const [vodokanal, teploset] = town.suppliers;
  await owe(town, [
    { account: IVANOVA, month: "2025-09", service: 1, provider: zarechye, amount: "1000.00" },
    { account: IVANOVA, month: "2025-10", service: 1, provider: zarechye, amount: "1528.55" },
    { account: IVANOVA, month: "2025-10", service: 20, provider: vodokanal, amount: "287.20" },
    { account: IVANOVA, month: "2025-10", service: 25, provider: teploset, amount: "3501.84" },
    { account: YOLKINA, month: "2025-06", service: 1, provider: zarechye, amount: "300.00" },
  ]);
  done(
    await payments.registerAgent(town.ctx, {
      organization: zarechye,
      code: "severbank",
      name: "АО СЕВЕРБАНК",
      secret: "a secret of twenty-odd letters",
    }),
  );
});
afterAll(() => database.drop());

const money_ = (amount: bigint) => moneyText(amount);
const lines = async (number: string) => {
  const { items, advance } = await owed(town, number);
  return [
    ...items.map((item) => `${item.chargedFor} ${item.service} ${money_(item.amount)}`),
    `advance ${money_(advance)}`,
  ];
};

describe("a payment over the counter", () => {
  test("pays the oldest month, then shares the next one in proportion; the ledger has the same sum", async () => {
    const taken = done(
      await payments.takePayment(town.ctx, {
        account: IVANOVA,
        amount: roubles("3500.00"),
        paidOn: day("2025-11-20"),
        document: "ПО 17",
      }),
    );
    expect(taken.allocation.advance).toBe(0n);
    expect(
      taken.allocation.parts.map((part) => [part.chargedFor, part.service, money_(part.amount)]),
    ).toEqual([
      ["2025-09", 1, "1000.00"],
      ["2025-10", 1, "718.63"],
      ["2025-10", 20, "135.02"],
      ["2025-10", 25, "1646.35"],
    ]);
    const entries = await town.ctx.transaction((tx) =>
      listEntriesOf(tx, { ...taken, document: taken.payment }),
    );
    expect(entries.map((entry) => [entry.kind, entry.bookedIn, money_(entry.amount)])).toEqual([
      ["payment", "2025-11", "1000.00"],
      ["payment", "2025-11", "718.63"],
      ["payment", "2025-11", "135.02"],
      ["payment", "2025-11", "1646.35"],
    ]);
    expect(await lines(IVANOVA)).toEqual([
      "2025-10 1 809.92",
      "2025-10 20 152.18",
      "2025-10 25 1855.49",
      "advance 0.00",
    ]);
    const [listed] = await payments.listPaymentsOfAccount(town.ctx, { ...placeOf(town, IVANOVA), limit: 10 });
    expect(listed).toMatchObject({
      payment: taken.payment,
      amount: 350_000n,
      paidOn: "2025-11-20",
      period: "2025-11",
      channel: "hand",
      document: "ПО 17",
    });
  });

  test("a reversal puts back exactly what was paid, once", async () => {
    const before = await lines(IVANOVA);
    const taken = done(
      await payments.takePayment(town.ctx, {
        account: IVANOVA,
        amount: roubles("5000.00"),
        paidOn: TODAY,
        statedPeriod: period("2025-10"),
      }),
    );
    expect(await lines(IVANOVA)).toEqual(["advance 2182.41"]);
    const reversal = done(await payments.reversePayment(town.ctx, taken, " ошибка кассира "));
    expect(reversal.period).toBe("2025-11");
    expect(await lines(IVANOVA)).toEqual(before);
    expect(await payments.reversePayment(town.ctx, taken, "ещё раз")).toEqual({
      ok: false,
      refusal: { code: "payments.payment_already_reversed", reversedOn: "2025-11-23" },
    });
    expect(await lines(IVANOVA)).toEqual(before);
    const [listed] = await payments.listPaymentsOfAccount(town.ctx, { ...placeOf(town, IVANOVA), limit: 1 });
    expect(listed?.reversal).toEqual({ reversedOn: "2025-11-23", reason: "ошибка кассира" });
  });

  test("ten reversals at once undo it once", async () => {
    const before = await lines(PETROV);
    const taken = done(
      await payments.takePayment(town.ctx, { account: PETROV, amount: roubles("10.00"), paidOn: TODAY }),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => payments.reversePayment(town.ctx, taken, "дважды нажали")),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await lines(PETROV)).toEqual(before);
  });

  test("payments of one account at once do not pay the same debt twice", async () => {
    const [zarechye] = town.companies;
    await owe(town, [
      { account: PETROV, month: "2025-10", service: 1, provider: zarechye, amount: "100.00" },
    ]);
    const taken = await Promise.all(
      Array.from({ length: 8 }, () =>
        payments.takePayment(town.ctx, { account: PETROV, amount: roubles("20.00"), paidOn: TODAY }),
      ),
    );
    const parts = taken.flatMap((one) => done(one).allocation.parts);
    expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(10_000n);
    expect(await lines(PETROV)).toEqual(["advance 60.00"]);
  });

  test("refusals say what is wrong, in order", async () => {
    const take = async (input: Partial<payments.NewPayment>) => {
      const result = await payments.takePayment(town.ctx, {
        account: PETROV,
        amount: roubles("1.00"),
        paidOn: TODAY,
        ...input,
      });
      return result.ok ? "taken" : result.refusal;
    };
    expect(await take({ amount: money(0n), account: "1" })).toEqual({
      code: "payments.amount_not_positive",
      field: "amount",
      amount: "0.00",
    });
    expect(await take({ paidOn: day("2025-11-24") })).toEqual({
      code: "payments.paid_in_future",
      field: "paidOn",
      paidOn: "2025-11-24",
      today: "2025-11-23",
    });
    expect(await take({ account: "9999999999" })).toMatchObject({ code: "payments.account_not_found" });
    const reversed = await payments.reversePayment(
      town.ctx,
      { building: town.buildings[0], payment: 1n as PaymentId },
      "нет такого",
    );
    expect(reversed).toMatchObject({ refusal: { code: "payments.payment_not_found" } });
    expect(
      await payments.reversePayment(
        town.ctx,
        { building: town.buildings[0], payment: 1n as PaymentId },
        "  ",
      ),
    ).toMatchObject({
      refusal: { code: "payments.reason_missing" },
    });
  });

  test("a closed account pays its debt, and takes nothing beyond it", async () => {
    const pay = () =>
      payments.takePayment(town.ctx, { account: YOLKINA, amount: roubles("300.00"), paidOn: TODAY });
    const first = done(await pay());
    expect(await pay()).toEqual({
      ok: false,
      refusal: {
        code: "payments.account_closed",
        field: "account",
        account: YOLKINA,
        closedOn: "2025-07-01",
      },
    });
    done(await payments.reversePayment(town.ctx, first, "чужой счёт"));
    done(await pay());
  });

  test("A1 scoped: a company neither pays nor sees another company's account", async () => {
    const own = contextAt(town.database, TODAY, [town.companies[0]]);
    const result = await payments.takePayment(own, {
      account: OCONNOR,
      amount: roubles("1.00"),
      paidOn: TODAY,
    });
    expect(result).toMatchObject({ refusal: { code: "payments.account_not_found" } });
    const taken = done(
      await payments.takePayment(town.ctx, { account: OCONNOR, amount: roubles("1.00"), paidOn: TODAY }),
    );
    expect(await payments.listPaymentsOfAccount(own, { ...placeOf(town, OCONNOR), limit: 10 })).toEqual([]);
    expect(await payments.reversePayment(own, taken, "не моё")).toMatchObject({
      refusal: { code: "payments.payment_not_found" },
    });
    const listed = await payments.listPaymentsOfOrganization(own, {
      organization: town.companies[0],
      period: town.period,
      limit: 100,
    });
    expect(listed.length).toBeGreaterThan(5);
    expect(listed.every((payment) => payment.building === town.buildings[0])).toBe(true);
    const page = await payments.listPaymentsOfOrganization(own, {
      organization: town.companies[0],
      period: town.period,
      before: listed[1]?.payment,
      limit: 2,
    });
    expect(page).toEqual(listed.slice(2, 4));
  });
});

describe("a registry", () => {
  const registryOf = (lines: readonly payments.RegistryLine[], declared = {}): payments.Registry => ({
    agent: "severbank",
    document: "SB_20251123.txt",
    declared: {
      count: lines.length,
      total: lines.reduce((sum, line) => sum + line.amount, 0n) as Money,
      ...declared,
    },
    lines,
  });
  const line = (transaction: string, account: string, amount: string): payments.RegistryLine => ({
    transaction,
    account,
    amount: roubles(amount),
    paidOn: day("2025-11-22"),
  });
  const counted = async () =>
    (
      await Promise.all(
        town.companies.map((organization) =>
          payments.listPaymentsOfOrganization(town.ctx, {
            organization,
            period: town.period,
            limit: 100_000,
          }),
        ),
      )
    ).flat().length;
  const kept = (limit: number) => payments.listRegistries(town.ctx, { limit });
  /** The lines that carry a registry's number, as the table has them. */
  const carried = (registry = 0) =>
    town.ctx.transaction(async (tx) => {
      const [row] = await tx.query(
        `select count(*)::integer as count, coalesce(sum(amount), 0)::bigint as total
         from payments.agent_transactions where registry_id = $1`,
        [registry],
      );
      return row;
    });
  const asOwner = async (...statements: readonly string[]) => {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };

  test("is taken whole; again it changes nothing; two lines of one account follow one another", async () => {
    const [zarechye] = town.companies;
    const [one, two] = [...town.accounts.keys()].slice(4) as [string, string];
    await owe(town, [{ account: one, month: "2025-10", service: 1, provider: zarechye, amount: "100.00" }]);
    const registry = registryOf([line("1", one, "70.00"), line("2", two, "5.00"), line("3", one, "70.00")]);
    expect(done(await payments.takeRegistry(town.ctx, registry))).toMatchObject({
      taken: { count: 3, total: 14_500n },
      repeated: { count: 0, total: 0n },
    });
    expect(await lines(one)).toEqual(["advance 40.00"]);
    expect(await lines(two)).toEqual(["advance 5.00"]);
    const before = await counted();
    const longer = registryOf([...registry.lines, line("4", two, "1.00")]);
    expect(done(await payments.takeRegistry(town.ctx, longer))).toMatchObject({
      taken: { count: 1, total: 100n },
      repeated: { count: 3, total: 14_500n },
    });
    expect(await counted()).toBe(before + 1);
  });

  test("twice at once is taken once", async () => {
    const before = await counted();
    const numbers = [...town.accounts.keys()].slice(4, 54);
    const registry = registryOf(numbers.map((number, at) => line(`p${at}`, number, "1.00")));
    const outcomes = await Promise.all([1, 2, 3].map(() => payments.takeRegistry(town.ctx, registry)));
    expect(outcomes.map((outcome) => done(outcome).taken.count).sort((a, b) => a - b)).toEqual([0, 0, 50]);
    expect(await counted()).toBe(before + 50);
  });

  test("is kept each time that it is taken, with what it declared and what became of that", async () => {
    const [one, two] = [...town.accounts.keys()].slice(60) as [string, string];
    const declared = { count: 2, total: 3_000n };
    const registry = registryOf([line("k1", one, "10.00"), line("k2", two, "20.00")]);
    const nothing = { count: 0, total: 0n };
    done(await payments.takeRegistry(town.ctx, { ...registry, document: "kept.csv" }));
    done(await payments.takeRegistry(town.ctx, { ...registry, document: "kept again.csv" }));
    const [again, first] = await kept(2);
    expect(first).toMatchObject({ document: "kept.csv", declared, taken: declared, repeated: nothing });
    expect(again).toMatchObject({
      agent: "severbank",
      agentName: "АО СЕВЕРБАНК",
      document: "kept again.csv",
      declared,
      taken: nothing,
      repeated: declared,
    });
    const older = await payments.listRegistries(town.ctx, { before: again?.registry, limit: 1 });
    expect(older).toEqual([first]);
    const others = contextAt(town.database, TODAY, [town.companies[1]]);
    expect(await payments.listRegistries(others, { limit: 10 })).toEqual([]);
    const own = contextAt(town.database, TODAY, [town.companies[0]]);
    expect(await payments.listRegistries(own, { limit: 2 })).toEqual([again, first]);
  });

  test("that breaks off in its second portion leaves nothing, and is new when it is sent again", async () => {
    const numbers = [...town.accounts.keys()].slice(100);
    const inBuilding = (building: unknown) =>
      numbers.find((number) => placeOf(town, number).building === building) ?? "";
    const [first, second] = town.buildings.map(inBuilding) as [string, string];
    const ordinary = Array.from({ length: 2_000 }, (_, at) => line(`whole${at}`, first, "1.00"));
    // Lines are booked by building: this one comes last.
    const registry = registryOf([line("breaks", second, "1.00"), ...ordinary]);
    const [before, keptBefore] = [await counted(), await kept(1000)];
    await asOwner(
      `create function payments.break_off() returns trigger language plpgsql as
         $$ begin raise exception 'the power is gone'; end $$`,
      `create trigger break_off before insert on payments.agent_transactions for each row
         when (new.transaction_id = 'breaks') execute function payments.break_off()`,
    );
    await expect(payments.takeRegistry(town.ctx, registry)).rejects.toThrow("the power is gone");
    expect(await counted()).toBe(before);
    expect(await kept(1000)).toEqual(keptBefore);
    await asOwner("drop function payments.break_off cascade");
    const { taken } = done(await payments.takeRegistry(town.ctx, registry));
    expect(taken).toEqual({ count: 2_001, total: 200_100n });
    expect(await kept(1000)).toEqual([expect.objectContaining({ taken, declared: taken }), ...keptBefore]);
  });

  test("P3 declared: whatever comes and comes again, taken and repeated make what was declared", async () => {
    const numbers = [...town.accounts.keys()].slice(70, 90);
    const pool = numbers.map((number, at) => line(`pool${at}`, number, `${at + 1}.${10 + at}`));
    const files = fc.array(fc.subarray(pool, { minLength: 1 }), { minLength: 1, maxLength: 4 });
    const known = new Set<string>();
    await fc.assert(
      fc.asyncProperty(files, async (sent) => {
        for (const lines of sent) {
          const registry = registryOf(lines);
          const fresh = registryOf(lines.filter((one) => !known.has(one.transaction))).declared;
          done(await payments.takeRegistry(town.ctx, registry));
          for (const { transaction } of lines) known.add(transaction);
          const [row] = await kept(1);
          expect(row).toMatchObject({ declared: registry.declared, taken: fresh });
          expect(row?.repeated).toEqual({
            count: registry.declared.count - fresh.count,
            total: registry.declared.total - fresh.total,
          });
          expect(await carried(row?.registry)).toEqual(fresh);
        }
      }),
      { numRuns: 10 },
    );
  });

  test("nothing of a refused one is booked or kept, and the lines are named", async () => {
    const [before, keptBefore] = [await counted(), await kept(1000)];
    const good = line("10", PETROV, "5.00");
    const refusalOf = async (registry: payments.Registry) => {
      const result = await payments.takeRegistry(town.ctx, registry);
      return result.ok ? "taken" : result.refusal;
    };
    expect(await refusalOf(registryOf([]))).toEqual({ code: "payments.registry_empty" });
    expect(await refusalOf(registryOf([good], { count: 2 }))).toEqual({
      code: "payments.registry_count_differs",
      declared: 2,
      counted: 1,
    });
    expect(await refusalOf(registryOf([good], { total: money(501n) }))).toEqual({
      code: "payments.registry_total_differs",
      declared: "5.01",
      counted: "5.00",
    });
    expect(await refusalOf({ ...registryOf([good]), agent: "nobody" })).toEqual({
      code: "payments.agent_not_found",
      agent: "nobody",
    });
    expect(
      await refusalOf(
        registryOf([
          good,
          { ...line("11", PETROV, "0.00") },
          { ...line("10", PETROV, "5.00") },
          { ...line("12", PETROV, "1"), paidOn: day("2025-12-01") },
        ]),
      ),
    ).toEqual({
      code: "payments.registry_lines_refused",
      lines: [
        { line: 2, refusal: { code: "payments.amount_not_positive", amount: "0.00" } },
        { line: 3, refusal: { code: "payments.transaction_twice", transaction: "10", firstLine: 1 } },
        { line: 4, refusal: { code: "payments.paid_in_future", paidOn: "2025-12-01", today: "2025-11-23" } },
      ],
    });
    expect(
      await refusalOf(registryOf([good, line("13", "9999999999", "1.00"), line("1", PETROV, "70.00")])),
    ).toEqual({
      code: "payments.registry_lines_refused",
      lines: [
        {
          line: 3,
          refusal: {
            code: "payments.transaction_differs",
            transaction: "1",
            recordedAccount: [...town.accounts.keys()][4],
            recordedAmount: "70.00",
          },
        },
      ],
    });
    expect(await counted()).toBe(before);
    expect(await kept(1000)).toEqual(keptBefore);
  });

  test("5,000 lines take a moment, whatever their number of queries would be one by one", async () => {
    const numbers = [...town.accounts.keys()].slice(4);
    const registry = registryOf(
      Array.from({ length: 5_000 }, (_, at) => line(`big${at}`, numbers[at % numbers.length] ?? "", "12.34")),
    );
    const began = performance.now();
    const { taken } = done(await payments.takeRegistry(town.ctx, registry));
    const seconds = (performance.now() - began) / 1000;
    expect(taken).toEqual({ count: 5_000, total: 6_170_000n });
    console.info(`a registry of 5,000 lines: ${seconds.toFixed(2)} s`);
    expect(seconds).toBeLessThan(10);
  });
});

describe("the month", () => {
  test("a reversal of a payment whose advance was used takes the money back from the debts it paid", async () => {
    const [, ozernaya] = town.companies;
    const taken = done(
      await payments.takePayment(town.ctx, { account: OCONNOR, amount: roubles("500.00"), paidOn: TODAY }),
    );
    // Charges come, and the advance of 501.00 pays them: 400.00 of October, then 101.00 of November.
    await owe(town, [
      { account: OCONNOR, month: "2025-10", service: 1, provider: ozernaya, amount: "400.00" },
      { account: OCONNOR, month: "2025-11", service: 1, provider: ozernaya, amount: "300.00" },
    ]);
    const place = placeOf(town, OCONNOR);
    await town.ctx.transaction(async (tx) => {
      const balance = (await accountBalances(tx, { accounts: [place], period: town.period })).get(
        place.account,
      );
      const [document] = await nextDocuments(tx, 1);
      if (!balance || document === undefined) throw new Error("no balance");
      await insertEntries(
        tx,
        offsetsOf(balance).map((offset, at) => ({
          ...place,
          document,
          lineNo: at + 1,
          bookedIn: town.period,
          kind: "advance_used",
          ...offset,
        })),
      );
    });
    expect(await lines(OCONNOR)).toEqual(["2025-11 1 199.00", "advance 0.00"]);
    done(await payments.reversePayment(town.ctx, taken, "платёж отозван банком"));
    // Only the other payment of 1.00 is left, and it still stands against the oldest debt.
    expect(await lines(OCONNOR)).toEqual(["2025-10 1 399.00", "2025-11 1 300.00", "advance 0.00"]);
  });

  test("after the close the next month takes the payment, and a month that is not open takes none", async () => {
    const [, ozernaya] = town.companies;
    const pay = () =>
      payments.takePayment(town.ctx, { account: OCONNOR, amount: roubles("1.00"), paidOn: TODAY });
    const older = done(await pay());
    await town.ctx.transaction(async (tx) => {
      await lockForClosing(tx, ozernaya);
      done(await closePeriod(tx, ozernaya, town.period));
    });
    expect(await pay()).toEqual({
      ok: false,
      refusal: { code: "payments.period_not_open", organization: ozernaya },
    });
    expect(await payments.reversePayment(town.ctx, older, "поздно")).toMatchObject({
      refusal: { code: "payments.period_not_open" },
    });
    done(await openPeriod(town.ctx, ozernaya, period("2025-12")));
    const taken = done(await pay());
    expect([taken.period, taken.paidOn]).toEqual(["2025-12", "2025-11-23"]);
    expect(done(await payments.reversePayment(town.ctx, older, "отозван")).period).toBe("2025-12");
    const paid = await town.ctx.transaction((tx) =>
      payments.listPaidInPeriod(tx, { buildings: [town.buildings[1]], period: period("2025-12") }),
    );
    expect(paid.map((one) => money_(one.amount)).sort()).toEqual(["-1.00", "1.00"]);
  });
});

describe("a rule of allocation", () => {
  const rule = { penalties: "after_debts", wholeMonth: true, barred: "never" } as const;
  const basis = "Решение правления № 14";

  test("divides the payments from its day on, of its organization alone; a trial says so before and books nothing", async () => {
    const [zarechye] = town.companies;
    const before = await lines(PETROV);
    await owe(town, [
      { account: PETROV, month: "2025-09", service: 1, provider: zarechye, amount: "500.00" },
      { account: PETROV, month: "2025-10", service: 1, provider: zarechye, amount: "700.00" },
    ]);
    const asked = { account: PETROV, amount: roubles("700.00") };
    const monthsOf = (allocation: payments.Allocation) => allocation.parts.map((part) => part.chargedFor);
    expect(monthsOf(done(await payments.tryAllocation(town.ctx, asked)))).toEqual(["2025-09", "2025-10"]);
    expect(monthsOf(done(await payments.tryAllocation(town.ctx, { ...asked, rule })))).toEqual(["2025-10"]);
    done(
      await payments.setAllocationPolicy(town.ctx, { organization: zarechye, from: TODAY, ...rule, basis }),
    );
    expect(monthsOf(done(await payments.tryAllocation(town.ctx, asked)))).toEqual(["2025-10"]);
    expect((await lines(PETROV)).length).toBe(before.length + 2);
    // Paid before the rule began: by the order of the law.
    const yesterday = { ...asked, paidOn: day("2025-11-22") };
    expect(monthsOf(done(await payments.tryAllocation(town.ctx, yesterday)))).toEqual(["2025-09", "2025-10"]);
    const taken = done(await payments.takePayment(town.ctx, { ...asked, paidOn: TODAY }));
    expect(monthsOf(taken.allocation)).toEqual(["2025-10"]);
    done(await payments.reversePayment(town.ctx, taken, "the test is over"));
  });

  test("is refused without a basis, for a past day, before a later rule and for a stranger", async () => {
    const [zarechye] = town.companies;
    const set = async (own: Partial<Parameters<typeof payments.setAllocationPolicy>[1]>) => {
      const outcome = await payments.setAllocationPolicy(town.ctx, {
        organization: zarechye,
        from: day("2025-12-01"),
        ...rule,
        basis,
        ...own,
      });
      return outcome.ok ? "set" : outcome.refusal.code;
    };
    expect(await set({ basis: "  " })).toBe("payments.rule_basis_missing");
    expect(await set({ from: day("2025-11-22") })).toBe("payments.rule_begins_in_past");
    expect(await set({ from: TODAY })).toBe("payments.rule_begun_later");
    expect(await set({ organization: 9_999 as never })).toBe("payments.rule_organization_unknown");
    expect(await set({})).toBe("set");
    const policies = (await payments.listPolicies(town.ctx)).filter((one) => one.organization === zarechye);
    expect(policies.map(({ from, to }) => [from, to])).toEqual([
      [TODAY, "2025-12-01"],
      ["2025-12-01", undefined],
    ]);
  });
});
