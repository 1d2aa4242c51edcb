import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#core/day";
import type { OrganizationId, ServiceId } from "#core/ids";
import { moneyText, parseMoney, sumOf } from "#core/money";
import { addMonths, type Period, period } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import {
  type Allocation,
  type AllocationPolicy,
  type AllocationRule,
  type DebtItem,
  LAWFUL_RULE,
} from "./model.ts";
import { ruleOn } from "./rules/allocation-policy.ts";
import { allocate } from "./rules/allocate.ts";
import { oldestInLimitation } from "./rules/limitation.ts";
import { allocationVectors } from "./vectors.ts";

const roubles = (text: string): Money => {
  const amount = parseMoney(text);
  if (amount === undefined) throw new Error(`not an amount: ${text}`);
  return amount;
};

const owed = (
  month: string,
  service: number,
  provider: number,
  amount: string,
  voluntary = false,
): DebtItem => ({
  service: service as ServiceId,
  provider: provider as OrganizationId,
  chargedFor: period(month),
  amount: roubles(amount),
  ...(voluntary ? { voluntary } : {}),
});

const shown = (allocation: Allocation) => ({
  parts: allocation.parts.map(
    (part) => `${part.chargedFor} ${part.service} ${part.provider} ${moneyText(part.amount)}`,
  ),
  advance: moneyText(allocation.advance),
});

describe("vectors of charges.md section 8", () => {
  const file: unknown = JSON.parse(
    readFileSync(`${import.meta.dirname}/vectors/payment-allocation.json`, "utf8"),
  );

  test.each(allocationVectors(file))("$id", (result) => {
    expect(result.actual).toEqual(result.expected);
    expect(result.ok).toBe(true);
  });

  test("all three are there", () => {
    expect(allocationVectors(file).map((result) => result.id)).toEqual(["PAY-01", "PAY-02", "PAY-03"]);
  });

  test("a wrong expectation and an unknown shape fail, a vector of another room is left to it", () => {
    const vectors = [
      {
        id: "A",
        area: "allocation",
        inputs: { payment: "1.00", debts: [{ period: "2025-01", amount: "3.00" }] },
        expected: { allocated: { "2025-01": "0.99" } },
      },
      { id: "B", area: "allocation", inputs: { payment: "1.00", letters: [] }, expected: { allocated: [] } },
      { id: "C", area: "heating", inputs: {}, expected: {} },
    ];
    const results = allocationVectors({ vectors });
    expect(results.map((result) => [result.id, result.ok])).toEqual([
      ["A", false],
      ["B", false],
    ]);
    expect(results[1]?.why).toContain("not supported");
  });
});

describe("an organization's own rule", () => {
  const rule = (own: Partial<AllocationRule>) => ({ rule: { ...LAWFUL_RULE, ...own } });
  const penalty = (month: string, amount: string): DebtItem => ({
    ...owed(month, 9, 1, amount),
    penalty: true,
  });

  test("penalties of a month right after its debt", () => {
    const items = [
      owed("2025-01", 1, 1, "100.00"),
      penalty("2025-01", "7.00"),
      owed("2025-02", 1, 1, "100.00"),
    ];
    expect(shown(allocate(roubles("150.00"), items)).parts).toEqual([
      "2025-01 1 1 100.00",
      "2025-02 1 1 50.00",
    ]);
    expect(shown(allocate(roubles("150.00"), items, rule({ penalties: "after_month" }))).parts).toEqual([
      "2025-01 1 1 100.00",
      "2025-01 9 1 7.00",
      "2025-02 1 1 43.00",
    ]);
  });

  test("exactly what a month owes pays that month; of two equal months the older; a named month wins", () => {
    const items = [
      owed("2025-01", 1, 1, "100.00"),
      owed("2025-02", 1, 1, "80.00"),
      owed("2025-02", 2, 2, "40.00"),
      owed("2025-03", 1, 1, "120.00"),
    ];
    const whole = rule({ wholeMonth: true });
    expect(shown(allocate(roubles("120.00"), items, whole)).parts).toEqual([
      "2025-02 1 1 80.00",
      "2025-02 2 2 40.00",
    ]);
    expect(shown(allocate(roubles("120.01"), items, whole)).parts).toEqual([
      "2025-01 1 1 100.00",
      "2025-02 1 1 13.34",
      "2025-02 2 2 6.67",
    ]);
    const named = { ...whole, statedPeriod: period("2025-03") };
    expect(shown(allocate(roubles("120.00"), items, named)).parts).toEqual(["2025-03 1 1 120.00"]);
  });

  test("what is past the limitation is paid after all else, and never taken for the month that was meant", () => {
    const items = [
      owed("2020-01", 1, 1, "100.00"),
      owed("2025-02", 1, 1, "80.00"),
      penalty("2025-02", "5.00"),
    ];
    const barred = { barredBefore: period("2022-01") };
    expect(shown(allocate(roubles("100.00"), items, barred)).advance).toBe("15.00");
    const last = { ...barred, ...rule({ barred: "last", wholeMonth: true }) };
    expect(shown(allocate(roubles("100.00"), items, last))).toEqual({
      parts: ["2020-01 1 1 15.00", "2025-02 1 1 80.00", "2025-02 9 1 5.00"],
      advance: "0.00",
    });
  });

  test("is the organization's on the day of payment, else the center's, else the law's", () => {
    const policy = (organization: number, from: string, to: string | undefined): AllocationPolicy => ({
      ...LAWFUL_RULE,
      organization: organization as OrganizationId,
      from: day(from),
      to: to === undefined ? undefined : day(to),
      basis: "a decision",
      recordedAt: new Date(0),
      recordedBy: undefined,
    });
    const center = { ...policy(0, "2025-01-01", undefined), barred: "last" as const };
    const own = { ...policy(5, "2025-06-01", "2025-07-01"), wholeMonth: true };
    expect(ruleOn([center, own], day("2025-06-30"))).toBe(own);
    expect(ruleOn([center, own], day("2025-07-01"))).toBe(center);
    expect(ruleOn([center, own], day("2024-12-31"))).toBe(LAWFUL_RULE);
  });
});

describe("penalties (Civil Code art. 319)", () => {
  const penalty = (month: string, provider: number, amount: string): DebtItem => ({
    ...owed(month, 70, provider, amount),
    penalty: true,
  });
  const items = [
    penalty("2026-08", 10, "30"),
    owed("2026-08", 1, 10, "500"),
    owed("2026-09", 1, 10, "500"),
    penalty("2026-09", 20, "7"),
    owed("2026-09", 60, 10, "90", true),
  ];

  test("are paid when every debt is, oldest first, and before what is voluntary", () => {
    expect(shown(allocate(roubles("1000"), items)).parts).toEqual([
      "2026-08 1 10 500.00",
      "2026-09 1 10 500.00",
    ]);
    expect(shown(allocate(roubles("1035"), items))).toEqual({
      parts: ["2026-08 70 10 30.00", "2026-08 1 10 500.00", "2026-09 1 10 500.00", "2026-09 70 20 5.00"],
      advance: "0.00",
    });
  });

  test("are paid first where the payer named them, of the month that he named", () => {
    expect(shown(allocate(roubles("40"), items, { statedPenalty: true })).parts).toEqual([
      "2026-08 70 10 30.00",
      "2026-08 1 10 3.00",
      "2026-09 70 20 7.00",
    ]);
    const wish = { statedPenalty: true, statedPeriod: period("2026-09") };
    expect(shown(allocate(roubles("40"), items, wish)).parts).toEqual([
      "2026-08 1 10 33.00",
      "2026-09 70 20 7.00",
    ]);
  });

  test("of a month that the payer named wait for its debt and all the others", () => {
    expect(shown(allocate(roubles("510"), items, { statedPeriod: period("2026-08") })).parts).toEqual([
      "2026-08 1 10 500.00",
      "2026-09 1 10 10.00",
    ]);
  });

  test("a credit of penalties lowers other penalties of its provider, never a debt", () => {
    const credited = [penalty("2026-07", 10, "-10"), ...items];
    expect(shown(allocate(roubles("1030"), credited))).toEqual({
      parts: ["2026-08 70 10 20.00", "2026-08 1 10 500.00", "2026-09 1 10 500.00", "2026-09 70 20 7.00"],
      advance: "3.00",
    });
  });
});

describe("what a payment pays", () => {
  test("a stated provider is paid first, over an older debt to another", () => {
    const items = [
      owed("2026-08", 1, 10, "500"),
      owed("2026-09", 1, 10, "500"),
      owed("2026-10", 25, 20, "700"),
    ];
    const allocation = allocate(roubles("900"), items, { statedProvider: 20 as OrganizationId });
    expect(shown(allocation)).toEqual({
      parts: ["2026-08 1 10 200.00", "2026-10 25 20 700.00"],
      advance: "0.00",
    });
  });

  test("a stated month and provider mean both at once", () => {
    const items = [
      owed("2026-09", 1, 10, "100"),
      owed("2026-09", 2, 20, "100"),
      owed("2026-10", 1, 10, "100"),
    ];
    const wish = { statedPeriod: period("2026-09"), statedProvider: 20 as OrganizationId };
    expect(shown(allocate(roubles("150"), items, wish)).parts).toEqual([
      "2026-09 1 10 50.00",
      "2026-09 2 20 100.00",
    ]);
  });

  test("a stated service is paid first, of the stated month alone if one is named", () => {
    const items = [
      owed("2026-08", 1, 10, "100"),
      owed("2026-09", 2, 20, "100"),
      owed("2026-10", 2, 30, "100"),
    ];
    const wish = { statedService: 2 as ServiceId };
    expect(shown(allocate(roubles("200"), items, wish)).parts).toEqual([
      "2026-09 2 20 100.00",
      "2026-10 2 30 100.00",
    ]);
    expect(
      shown(allocate(roubles("100"), items, { ...wish, statedPeriod: period("2026-10") })).parts,
    ).toEqual(["2026-10 2 30 100.00"]);
  });

  test("a negative line lowers the other lines of its own provider only", () => {
    const items = [
      owed("2026-10", 1, 10, "600"),
      owed("2026-10", 2, 10, "300"),
      owed("2026-10", 3, 10, "-300"),
      owed("2026-10", 4, 20, "600"),
    ];
    // Provider 10 is owed 400 + 200 after its credit, provider 20 its whole 600.
    expect(shown(allocate(roubles("600"), items)).parts).toEqual([
      "2026-10 1 10 200.00",
      "2026-10 2 10 100.00",
      "2026-10 4 20 300.00",
    ]);
    expect(shown(allocate(roubles("1200"), items))).toEqual({
      parts: ["2026-10 1 10 400.00", "2026-10 2 10 200.00", "2026-10 4 20 600.00"],
      advance: "0.00",
    });
  });

  test("a credit left by a recalculated month stands for the same provider's other debt: the bill's total settles all", () => {
    const items = [
      owed("2026-08", 25, 20, "-200"),
      owed("2026-09", 25, 20, "1000"),
      owed("2026-09", 1, 10, "300"),
    ];
    expect(shown(allocate(roubles("1100"), items))).toEqual({
      parts: ["2026-09 25 20 800.00", "2026-09 1 10 300.00"],
      advance: "0.00",
    });
  });

  test("a provider in credit takes nothing, and no other provider's debt is lowered by it", () => {
    const items = [owed("2026-10", 1, 10, "-500"), owed("2026-10", 2, 20, "400")];
    expect(shown(allocate(roubles("400"), items))).toEqual({
      parts: ["2026-10 2 20 400.00"],
      advance: "0.00",
    });
  });

  test("a month past the limitation is paid only when the payer names it", () => {
    const items = [
      owed("2023-09", 1, 10, "100"),
      owed("2023-10", 1, 10, "100"),
      owed("2026-10", 1, 10, "100"),
    ];
    const barredBefore = oldestInLimitation(day("2026-11-23"));
    expect(barredBefore).toBe("2023-10");
    expect(shown(allocate(roubles("250"), items, { barredBefore }))).toEqual({
      parts: ["2023-10 1 10 100.00", "2026-10 1 10 100.00"],
      advance: "50.00",
    });
    expect(
      shown(allocate(roubles("250"), items, { barredBefore, statedPeriod: period("2023-09") })).parts,
    ).toEqual(["2023-09 1 10 100.00", "2023-10 1 10 100.00", "2026-10 1 10 50.00"]);
  });

  test("voluntary insurance is paid by a payment that includes it whole, otherwise not at all", () => {
    const items = [owed("2026-10", 1, 10, "900"), owed("2026-10", 60, 30, "100", true)];
    expect(shown(allocate(roubles("1000"), items))).toEqual({
      parts: ["2026-10 1 10 900.00", "2026-10 60 30 100.00"],
      advance: "0.00",
    });
    expect(shown(allocate(roubles("999.99"), items))).toEqual({
      parts: ["2026-10 1 10 900.00"],
      advance: "99.99",
    });
    expect(shown(allocate(roubles("500"), items))).toEqual({
      parts: ["2026-10 1 10 500.00"],
      advance: "0.00",
    });
  });

  test("nothing is owed: all of it is an advance", () => {
    expect(allocate(roubles("0.01"), [])).toEqual({ parts: [], advance: 1n });
  });

  test("a payment that is not positive is our own mistake", () => {
    expect(() => allocate(NOTHING, [])).toThrow("P1 accounted");
  });
});

describe("guarantees", () => {
  const FIRST: Period = period("2026-01");
  const debtItems = fc
    .uniqueArray(
      fc.record({
        month: fc.integer({ min: 0, max: 5 }),
        service: fc.integer({ min: 1, max: 6 }),
        provider: fc.integer({ min: 1, max: 3 }),
        amount: fc.bigInt({ min: -50_000n, max: 200_000n }).filter((amount) => amount !== 0n),
        voluntary: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      }),
      { maxLength: 30, selector: (row) => `${row.month} ${row.service} ${row.provider}` },
    )
    .map((rows) =>
      rows.map(
        (row): DebtItem => ({
          service: row.service as ServiceId,
          provider: row.provider as OrganizationId,
          chargedFor: addMonths(FIRST, row.month),
          amount: money(row.amount),
          voluntary: row.voluntary,
          penalty: !row.voluntary && row.service === 6,
        }),
      ),
    );
  const amounts = fc.bigInt({ min: 1n, max: 3_000_000n }).map(money);
  const wishes = fc.record({
    statedPeriod: fc.option(
      fc.integer({ min: 0, max: 6 }).map((n) => addMonths(FIRST, n)),
      { nil: undefined },
    ),
    statedPenalty: fc.boolean(),
    statedService: fc.option(
      fc.integer({ min: 1, max: 6 }).map((n) => n as ServiceId),
      { nil: undefined },
    ),
    statedProvider: fc.option(
      fc.integer({ min: 1, max: 3 }).map((n) => n as OrganizationId),
      { nil: undefined },
    ),
    barredBefore: fc.option(
      fc.integer({ min: 0, max: 3 }).map((n) => addMonths(FIRST, n)),
      { nil: undefined },
    ),
    rule: fc.record({
      penalties: fc.constantFrom("after_debts" as const, "after_month" as const),
      wholeMonth: fc.boolean(),
      barred: fc.constantFrom("never" as const, "last" as const),
    }),
  });

  test("P1 accounted: a payment = its allocations + the advance, and no part exceeds its debt", () => {
    fc.assert(
      fc.property(amounts, debtItems, wishes, (amount, items, wish) => {
        const { parts, advance } = allocate(amount, items, wish);
        expect(sumOf(parts.map((part) => part.amount)) + advance).toBe(amount);
        expect(advance).toBeGreaterThanOrEqual(0n);
        for (const part of parts) {
          const matching = items.filter(
            (item) =>
              item.service === part.service &&
              item.provider === part.provider &&
              item.chargedFor === part.chargedFor,
          );
          expect(matching).toHaveLength(1);
          expect(part.amount > 0n && part.amount <= (matching[0]?.amount ?? 0n)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("no provider gets more than it is owed in all", () => {
    fc.assert(
      fc.property(amounts, debtItems, (amount, items) => {
        const { parts } = allocate(amount, items);
        for (const provider of [1, 2, 3]) {
          for (const voluntary of [true, false]) {
            const own = items.filter(
              (item) => item.provider === provider && item.voluntary === voluntary && !item.penalty,
            );
            const owedInAll = sumOf(own.map((item) => item.amount));
            const got = sumOf(
              parts
                .filter((part) =>
                  own.some(
                    (item) =>
                      item.provider === part.provider &&
                      item.service === part.service &&
                      item.chargedFor === part.chargedFor,
                  ),
                )
                .map((part) => part.amount),
            );
            expect(got <= (owedInAll > 0n ? owedInAll : 0n)).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("an advance remains only when every debt in sight is paid", () => {
    fc.assert(
      fc.property(amounts, debtItems, (amount, items) => {
        const compulsory = items.filter((item) => !item.voluntary && !item.penalty);
        const { advance } = allocate(amount, compulsory);
        const due = [1, 2, 3]
          .map((provider) =>
            sumOf(compulsory.filter((item) => item.provider === provider).map((item) => item.amount)),
          )
          .reduce((sum, net) => sum + (net > 0n ? net : 0n), 0n);
        expect(advance).toBe(amount > due ? amount - due : 0n);
      }),
      { numRuns: 1000 },
    );
  });

  test("a penalty gets money only when no debt is left, unless the payer named it", () => {
    fc.assert(
      fc.property(amounts, debtItems, (amount, items) => {
        const positive = items.filter((item) => item.amount > 0n && !item.voluntary);
        const { parts } = allocate(amount, positive);
        const isPenalty = (part: { readonly service: ServiceId }) => part.service === 6;
        if (!parts.some(isPenalty)) return;
        const debts = positive.filter((item) => !item.penalty).map((item) => item.amount);
        expect(sumOf(parts.filter((part) => !isPenalty(part)).map((part) => part.amount))).toBe(sumOf(debts));
      }),
      { numRuns: 1000 },
    );
  });

  test("the oldest month is paid first: a later one gets money only when the earlier are settled", () => {
    fc.assert(
      fc.property(amounts, debtItems, (amount, items) => {
        const positive = items.filter((item) => item.amount > 0n && !item.voluntary && !item.penalty);
        const { parts } = allocate(amount, positive);
        const latest = parts.reduce<string>(
          (max, part) => (part.chargedFor > max ? part.chargedFor : max),
          "",
        );
        for (const item of positive.filter((one) => one.chargedFor < latest)) {
          const part = parts.find(
            (one) =>
              one.service === item.service &&
              one.provider === item.provider &&
              one.chargedFor === item.chargedFor,
          );
          expect(part?.amount).toBe(item.amount);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
