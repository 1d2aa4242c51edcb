import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { parseMoney } from "#core/money";
import type { Money } from "#core/units";
import { debitOf } from "./actions.ts";
import type { RegistryDue } from "./model.ts";
import { matchRegistry, matchTogether } from "./rules/match-registry.ts";
import { dividedAmong, registryCandidates } from "./rules/registry-candidates.ts";
import { accountsIn, speaksOfRegistry, sumsIn } from "./rules/purpose.ts";

const roubles = (text: string): Money => parseMoney(text) ?? (0n as Money);
const MONDAY = day("2025-11-10");

describe("a purpose", () => {
  it.each([
    ["Оплата ЖКУ ЛС 4400110539 за 11.2025, без НДС", ["4400110539"]],
    ["л/с №4400110539", ["4400110539"]],
    ["лицевой счёт: 4400110539", ["4400110539"]],
    ["OPLATA ZHKU LS 4400110539", ["4400110539"]],
    ["ЛС 4400110010, 4400110145", ["4400110010", "4400110145"]],
    ["ЛС 4400110010 и ЛС 4400110010", ["4400110010"]],
    ["за квартиру", []],
    ["Договор № 4400110539 от 01.02.2024", []],
    ["ИНН 9901009990 услуги", []],
    // A word that ends in the letters is another word.
    ["балс 4400110539", []],
  ])("%s names %j", (purpose, accounts) => {
    expect(accountsIn(purpose)).toEqual(accounts);
  });

  it("is read in bounded time, however it is written", () => {
    const begun = performance.now();
    for (const hostile of [
      "лс ".repeat(50_000),
      "лс №".repeat(50_000),
      "1 ".repeat(100_000),
      "лс 1".repeat(50_000),
    ])
      accountsIn(hostile);
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it("tells of a registry and of its sums", () => {
    const purpose =
      "Перевод принятых платежей ЖКУ по реестру от 10.11.2025, кол-во 7, сумма 22471.73, комиссия 269.66";
    expect(speaksOfRegistry(purpose)).toBe(true);
    expect(sumsIn(purpose)).toEqual({ total: "22471.73", fee: "269.66" });
    expect(speaksOfRegistry("REESTR")).toBe(true);
    expect(speaksOfRegistry("за квартиру")).toBe(false);
  });
});

const due = (registry: number, on: string, total: string, more: Partial<RegistryDue> = {}): RegistryDue => ({
  registry,
  agent: 1,
  document: `${registry}.txt`,
  day: day(on),
  total: roubles(total),
  net: roubles(total),
  fee: undefined,
  order: undefined,
  ...more,
});
const line = (amount: string, more: object = {}) => ({
  amount: roubles(amount),
  date: MONDAY,
  number: "4512",
  documentDate: MONDAY,
  purpose: "по реестру",
  ...more,
});

describe("a registry's money", () => {
  it("is known by the bank's order, whatever the sum", () => {
    const ordered = due(1, "2025-11-10", "100.00", { order: { number: "004512", date: MONDAY } });
    expect(matchRegistry(line("99.00"), [ordered, due(2, "2025-11-10", "99.00")])).toEqual({
      reason: "order_number",
      parts: [{ registry: 1, amount: 9_900n }],
    });
  });

  it("is known by what the purpose says of its sums", () => {
    const purpose = "реестр, сумма 100.00, комиссия 1.20";
    expect(matchRegistry(line("98.80", { purpose }), [due(1, "2025-11-09", "100.00")])).toEqual({
      reason: "sums_in_purpose",
      parts: [{ registry: 1, amount: 9_880n }],
    });
  });

  it("is not guessed where two registries fit, unless the purpose names a day", () => {
    const both = [due(1, "2025-11-08", "100.00"), due(2, "2025-11-09", "100.00")];
    expect(matchRegistry(line("100.00"), both)).toBe("several");
    expect(matchRegistry(line("100.00", { purpose: "реестр от 09.11.2025" }), both)).toMatchObject({
      parts: [{ registry: 2 }],
    });
  });

  it("of three days comes together after a weekend", () => {
    const days = [
      due(1, "2025-11-07", "10.00"),
      due(2, "2025-11-08", "20.00"),
      due(3, "2025-11-09", "30.00"),
    ];
    expect(matchRegistry(line("60.00"), days)).toEqual({
      reason: "days_together",
      parts: [
        { registry: 1, amount: 1_000n },
        { registry: 2, amount: 2_000n },
        { registry: 3, amount: 3_000n },
      ],
    });
  });

  it("comes in two lines, which are put together where only one pair fits", () => {
    const lines = [line("40.00"), line("60.00"), line("70.00")];
    expect(matchTogether(lines, [due(1, "2025-11-10", "100.00")])).toEqual([{ registry: 1, lines: [0, 1] }]);
    expect(matchTogether([...lines, line("30.00")], [due(1, "2025-11-10", "100.00")])).toEqual([]);
  });

  it("is no small sum that happens to be equal", () => {
    expect(
      matchRegistry(line("100.00", { purpose: "за квартиру" }), [due(1, "2025-11-10", "100.00")]),
    ).toBeUndefined();
  });
});

it("a debit confirms the order with its sum, recipient and number, and no other", () => {
  const out = {
    direction: "out" as const,
    amount: roubles("18000.00"),
    number: "301",
    date: MONDAY,
    counterparty: { name: "", inn: "", account: "40702810000000005678", bic: "" },
  };
  const wanted = {
    amount: out.amount,
    counterpartyAccount: "40702810000000005678",
    number: "000301",
    date: MONDAY,
  };
  expect(debitOf(wanted, [out])).toBe(out);
  expect(debitOf({ ...wanted, number: "302" }, [out])).toBeUndefined();
  expect(debitOf(wanted, [out, out])).toBeUndefined();
  expect(debitOf(wanted, [{ ...out, date: day("2025-11-09") }])).toBeUndefined();
});

describe("registries proposed to a person", () => {
  const line = {
    amount: roubles("990.00"),
    date: day("2025-11-12"),
    number: "0045",
    documentDate: undefined,
    purpose: "по реестру от 10.11.2025",
  };
  it("stand by what speaks for them, with the reasons, and never from after the money", () => {
    const proposed = registryCandidates(line, [
      due(1, "2025-11-13", "990.00"),
      due(2, "2025-10-01", "5000.00"),
      due(3, "2025-11-11", "1000.00"),
      due(4, "2025-11-10", "1000.00", { net: roubles("990.00"), fee: roubles("10.00") }),
      due(5, "2025-10-02", "7.00", { order: { number: "45", date: MONDAY } }),
    ]);
    expect(proposed.map(({ registry, reasons }) => [registry.registry, ...reasons])).toEqual([
      [4, "net_equal", "day_named", "day_near"],
      [5, "order_number"],
      [3, "sum_near", "day_near"],
      [2],
    ]);
  });
  it("share a line as it stands: the last one takes what is more or less, none takes nothing", () => {
    const nets = (...texts: string[]) => texts.map((net, at) => ({ registry: at, net: roubles(net) }));
    expect(dividedAmong(roubles("15.00"), nets("10.00", "6.00"))?.map(({ amount }) => amount)).toEqual([
      1_000n,
      500n,
    ]);
    expect(dividedAmong(roubles("10.00"), nets("10.00", "6.00"))).toBeUndefined();
    expect(dividedAmong(roubles("10.00"), [])).toBeUndefined();
  });
});
