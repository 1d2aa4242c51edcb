import { afterAll, beforeAll, expect, test } from "vitest";
import { moneyText } from "#core/money";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import * as payments from "./index.ts";
import {
  buildSmallTown,
  done,
  IVANOVA,
  OCONNOR,
  owe,
  owed,
  PETROV,
  roubles,
  type SmallTown,
  TODAY,
  YOLKINA,
} from "./small-town.fixture.ts";

let database: TestDatabase;
let town: SmallTown;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  const [zarechye] = town.companies;
  await owe(town, [
    { account: IVANOVA, month: "2025-09", service: 1, provider: zarechye, amount: "1000.00" },
    { account: IVANOVA, month: "2025-10", service: 1, provider: zarechye, amount: "500.00" },
  ]);
});
afterAll(() => database.drop());

const batch = (
  rows: readonly (readonly [account: string, amount: string])[],
  more: Partial<payments.NewBatch> = {},
): payments.NewBatch => ({
  declared: { count: rows.length, total: roubles(sumText(rows)) },
  paidOn: TODAY,
  payments: rows.map(([account, amount], at) => ({
    account,
    amount: roubles(amount),
    document: `ПКО ${at + 1}`,
  })),
  ...more,
});
const sumText = (rows: readonly (readonly [string, string])[]): string =>
  moneyText(rows.reduce((sum, [, amount]) => sum + roubles(amount), 0n));
const owedBy = async (number: string): Promise<string> => {
  const { items, advance } = await owed(town, number);
  return moneyText(items.reduce((sum, item) => sum + item.amount, 0n) - advance);
};
const bookedOf = async (number: string) =>
  payments.listPaymentsOfAccount(town.ctx, { ...must(town.accounts.get(number)), limit: 50 });
function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("not in the town");
  return value;
}

test("a batch is booked whole, in both companies, and the second row of an account finds what the first left", async () => {
  const taken = done(
    await payments.takeBatch(
      town.ctx,
      batch([
        [IVANOVA, "1000.00"],
        [OCONNOR, "250.50"],
        [IVANOVA, "700.00"],
      ]),
    ),
  );
  expect([taken.count, moneyText(taken.total)]).toEqual([3, "1950.50"]);
  expect(taken.payments.map(({ account, amount }) => [account, moneyText(amount)])).toEqual([
    [IVANOVA, "1000.00"],
    [OCONNOR, "250.50"],
    [IVANOVA, "700.00"],
  ]);
  expect(await owedBy(IVANOVA)).toBe("-200.00");
  expect(await owedBy(OCONNOR)).toBe("-250.50");
  expect((await bookedOf(IVANOVA)).map(({ document, channel }) => [document, channel])).toEqual([
    ["ПКО 3", "hand"],
    ["ПКО 1", "hand"],
  ]);
});

test("a count or a sum that differs books nothing; a reason lets it pass", async () => {
  const wrong = batch([[PETROV, "100.00"]], { declared: { count: 2, total: roubles("150.00") } });
  expect(await payments.takeBatch(town.ctx, wrong)).toMatchObject({
    ok: false,
    refusal: {
      code: "payments.batch_differs",
      declaredCount: 2,
      counted: 1,
      declaredTotal: "150.00",
      countedTotal: "100.00",
    },
  });
  expect(await payments.takeBatch(town.ctx, { ...wrong, reason: "  " })).toMatchObject({ ok: false });
  expect(await bookedOf(PETROV)).toEqual([]);
  done(await payments.takeBatch(town.ctx, { ...wrong, reason: "одна квитанция возвращена плательщику" }));
  expect(await bookedOf(PETROV)).toHaveLength(1);
});

test("one row that cannot be taken refuses all, and each such row says why", async () => {
  const before = (await bookedOf(PETROV)).length;
  const unknown = await payments.takeBatch(
    town.ctx,
    batch([
      [PETROV, "10.00"],
      ["4400119999", "20.00"],
      [PETROV, "0.00"],
    ]),
  );
  expect(unknown).toMatchObject({
    refusal: {
      code: "payments.batch_rows_refused",
      rows: [
        { row: 1, refusal: { code: "payments.account_not_found" } },
        { row: 2, refusal: { code: "payments.amount_not_positive" } },
      ],
    },
  });
  const closed = await payments.takeBatch(
    town.ctx,
    batch([
      [PETROV, "10.00"],
      [YOLKINA, "20.00"],
    ]),
  );
  expect(closed).toMatchObject({
    refusal: { rows: [{ row: 1, refusal: { code: "payments.account_closed", account: YOLKINA } }] },
  });
  expect(await bookedOf(PETROV)).toHaveLength(before);
});
