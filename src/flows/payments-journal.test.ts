import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { moneyText } from "#core/money";
import { period } from "#core/period";
import { type Money, money } from "#core/units";
import { openPeriod } from "#modules/organizations";
import { reversePayment, type TakenPayment, takePayment } from "#modules/payments";
import type { Ctx } from "#platform/context";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import { granted, settleSmallTown, type SmallTown } from "../../test/small-town.ts";
import { findAnything } from "./find-anything.ts";
import { type JournalWish, paymentCard, paymentsJournal } from "./payments-journal.ts";

const NOVEMBER = period("2026-11");
let test: TestDatabase;
let town: SmallTown;
let taken: TakenPayment[];

beforeAll(async () => {
  test = await withDatabase();
  town = await settleSmallTown(test.open());
  for (const company of [town.northCompany, town.southCompany])
    granted(await openPeriod(town.center, company, NOVEMBER));
  const pay = async (account: string, kopecks: bigint, paidOn: string, document: string) =>
    granted(
      await takePayment(town.center, { account, amount: money(kopecks), paidOn: day(paidOn), document }),
    );
  taken = [
    await pay("1000000012", 120_000n, "2026-11-05", "Ордер 7"),
    await pay("1000000512", 50_000n, "2026-11-20", "Ордер 8"),
    await pay("1000005012", 70_050n, "2026-10-30", "перевод"),
    await pay("1000000012", 30_000n, "2026-11-20", "Ордер 9"),
  ];
  granted(await reversePayment(town.center, must(taken[1], "a payment"), "внесён дважды"));
});
afterAll(() => test.drop());

const journal = (of: Partial<JournalWish> = {}, ctx: Ctx = town.center, limit = 100) =>
  paymentsJournal(ctx, { when: { period: NOVEMBER }, ...of, limit });
const shown = async (of: Partial<JournalWish>, ctx?: Ctx): Promise<string[]> =>
  (await journal(of, ctx)).rows.map(({ number, amount }) => `${number} ${moneyText(amount)}`);

describe("the journal", () => {
  it("shows the latest day first, with whose account it is and what was reversed", async () => {
    const { rows, totals, next } = await journal();
    expect(rows.map(({ paidOn, document }) => `${paidOn} ${document}`)).toEqual([
      "2026-11-20 Ордер 9",
      "2026-11-20 Ордер 8",
      "2026-11-05 Ордер 7",
      "2026-10-30 перевод",
    ]);
    expect(rows[0]).toMatchObject({
      address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
      holder: "Иванова Мария Петровна",
    });
    expect(rows[1]?.reversed).toMatchObject({ reason: "внесён дважды", period: NOVEMBER });
    expect(next).toBeUndefined();
    expect(totals).toMatchObject({
      count: 4,
      amount: 270_050n,
      reversedCount: 1,
      reversedAmount: 50_000n,
      channels: [{ channel: "hand", count: 4, amount: 270_050n }],
    });
  });

  it("is narrowed by days, sum, document, person, address, number and organization", async () => {
    expect(await shown({ when: { from: day("2026-10-30"), to: day("2026-11-05") } })).toEqual([
      "1000000012 1200.00",
      "1000005012 700.50",
    ]);
    expect(await shown({ amount: 30_000n as Money })).toEqual(["1000000012 300.00"]);
    expect(await shown({ text: "ОРДЕР 8" })).toEqual(["1000000512 500.00"]);
    expect(await shown({ text: "ивано" })).toHaveLength(3);
    expect(await shown({ text: "лесная 12" })).toEqual(["1000000012 300.00", "1000000012 1200.00"]);
    expect(await shown({ text: String(taken[2]?.payment) })).toEqual(["1000005012 700.50"]);
    expect(await shown({ reversedOnly: true })).toEqual(["1000000512 500.00"]);
    expect(await shown({ channel: "agent" })).toEqual([]);
    expect(await shown({ organization: town.southCompany })).toEqual(["1000005012 700.50"]);
    expect(await shown({ text: "нет такого" })).toEqual([]);
  });

  it("goes on where a page ended, payments of one day included, and each is shown once", async () => {
    const first = await journal({}, town.center, 1);
    const seen = [...first.rows];
    for (let { next } = first; next; ) {
      const page = await paymentsJournal(town.center, { when: { period: NOVEMBER }, after: next, limit: 1 });
      expect(page.totals).toBeUndefined();
      seen.push(...page.rows);
      next = page.next;
    }
    expect(seen.map(({ payment }) => payment)).toEqual((await journal()).rows.map(({ payment }) => payment));
  });

  it("shows a company nothing of another's", async () => {
    expect(await shown({}, town.south)).toEqual(["1000005012 700.50"]);
    const foreign = must(taken[0], "a payment of the northern company");
    expect(await paymentCard(town.south, foreign)).toMatchObject({
      refusal: { code: "payments.payment_not_found" },
    });
  });
});

it("opens one payment: its parts add up to it", async () => {
  const { payment, parts } = granted(await paymentCard(town.center, must(taken[3], "a payment")));
  expect(payment).toMatchObject({ number: "1000000012", document: "Ордер 9" });
  expect(parts).toMatchObject([{ service: undefined, chargedFor: undefined, amount: 30_000n }]);
  expect(parts.reduce((sum, { amount }) => sum + amount, 0n)).toBe(payment.amount);
});

it("is found by its number in the search box, where each account says what it owes", async () => {
  const number = String(taken[3]?.payment);
  expect((await findAnything(town.center, number)).payments).toMatchObject([
    { payment: taken[3]?.payment, number: "1000000012", amount: 30_000n },
  ]);
  expect((await findAnything(town.south, number)).payments).toEqual([]);
  const { accounts } = await findAnything(town.center, "ивано");
  expect(accounts.map((one) => [one.number, one.balance])).toEqual([
    ["1000000512", 0n],
    ["1000000012", -150_000n],
  ]);
});
