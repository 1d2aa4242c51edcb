import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { type Money, money } from "#core/units";
import type { ReceiptContent, ServiceLine } from "./model.ts";
import { formats } from "./rules/format.ts";
import { sumOfLine, total } from "./rules/truthful.ts";
import { petrov } from "./vectors/petrov.ts";
import { expectTidy, lettersOf, sidesOf } from "./vectors/recording.ts";
import {
  credit,
  crowded,
  firstBill,
  longNames,
  noMeters,
  plain,
  rareLetters,
  settled,
} from "./vectors/variants.ts";

const cases: Readonly<Record<string, ReceiptContent>> = {
  "Petrov's bill": petrov(),
  "the same in English": petrov("en"),
  "a plain bill": plain(),
  "a credit": credit(),
  "everything paid": settled(),
  "a first bill": firstBill("en"),
  "no meters": noMeters(),
  "twenty-two lines": crowded(),
  "long names": longNames(),
  "rare letters": rareLetters(),
};

describe("nothing stands on anything else, everything is on the paper", () => {
  for (const [name, content] of Object.entries(cases)) it(name, () => expectTidy(sidesOf(content)));
});

describe("special cases of the form", () => {
  const text = (content: ReceiptContent, side = 0) =>
    sidesOf(content)[side]?.texts.map((set) => set.text) ?? [];

  it("a credit says that nothing is to be paid, and has no payment codes", () => {
    const [front] = sidesOf(credit());
    expect(text(credit())).toEqual(
      expect.arrayContaining(["Платить не нужно", "0,00", "переплата 2\u00a0150,94 ₽"]),
    );
    expect(front?.bars).toBe(0);
    expect(front?.codes.every((code) => code.side < 10)).toBe(true);
  });

  it("a bill that is paid says so", () => {
    expect(text(settled())).toEqual(expect.arrayContaining(["Платить не нужно", "0,00", "всё оплачено"]));
  });

  it("a center may withhold the codes, and says why", () => {
    const withheld = { ...petrov(), codesWithheld: "Долг взыскан судом: платите приставам." };
    const [front] = sidesOf(withheld);
    expect(front?.bars).toBe(0);
    expect(lettersOf(sidesOf(withheld))).toContain("Долгвзыскансудом:платитеприставам.");
    expect(text(withheld)).toContain("12\u00a0849,06");
  });

  it("a first bill has one sentence in place of the comparison", () => {
    expect(text(firstBill("ru"))).toContain(
      "Это первый документ по лицевому счёту: сравнивать пока не с чем.",
    );
  });

  it("without meters the band tells how to have one, and the slip has no boxes", () => {
    expect(text(noMeters())).toContain("Приборов нет: плата по нормативу");
    expect(text(noMeters()).join(" ")).not.toContain("Прибор №");
    expect(text(noMeters())).toContain("Индивидуальных приборов нет, показания передавать не нужно.");
  });

  it("columns with nothing in them are dropped, and names have their room", () => {
    expect(text(plain())).not.toContain("Перерасчёт");
    expect(text(plain())).not.toContain("Льготы");
    expect(text(plain())).not.toContain("Повышающий");
    expect(text(petrov())).toEqual(expect.arrayContaining(["Перерасчёт", "Льготы", "Повышающий"]));
    expect(text(petrov())).not.toContain("Штраф");
    expect(text(crowded())).toContain("Штраф");
  });

  it("lines beyond the front go to the back with a carried subtotal, the total stays on the front", () => {
    const [front, back] = sidesOf(crowded());
    const onFront = front?.texts.map((set) => set.text) ?? [];
    const onBack = back?.texts.map((set) => set.text) ?? [];
    expect(onFront).toEqual(expect.arrayContaining(["Строки 15–22 на обороте", "Всего за ноябрь 2026"]));
    expect(onBack).toEqual(
      expect.arrayContaining(["Расчёт платы, продолжение", "Строки 1–14 с лицевой стороны", "22"]),
    );
  });

  it("sixteen lines in three groups fit the front", () => {
    expect(text(petrov())).toContain("16");
    expect(text(petrov()).some((one) => one.includes("на обороте") && one.startsWith("Строки"))).toBe(false);
  });

  it("meters, reasons and movements that do not fit are counted on the front and listed on the back", () => {
    const sides = sidesOf(crowded());
    expect(text(crowded())).toEqual(
      expect.arrayContaining(["ещё приборов: 3, на обороте", "и ещё 3 на обороте"]),
    );
    expect(text(crowded()).some((one) => one.startsWith("Ещё движений: 3"))).toBe(true);
    const back = sides.slice(1).flatMap((side) => side.texts.map((set) => set.text));
    expect(back).toEqual(expect.arrayContaining(["Движение по счёту", "18-204419", "Рассрочка: проценты"]));
  });

  it("a bill that the front says whole has no back; each side knows how many there are", () => {
    expect(sidesOf(plain())).toHaveLength(1);
    expect(sidesOf(petrov())).toHaveLength(2);
    expect(text(petrov()).some((one) => one.endsWith("лист 1/2"))).toBe(true);
    expect(text(petrov(), 1).some((one) => one.endsWith("лист 2/2"))).toBe(true);
  });

  it("through the window of a shifted sheet no sum can be read", () => {
    // DL: what lies between x 10 and 110, y 45 and 95 may be seen.
    const [front] = sidesOf(petrov());
    const seen =
      front?.texts.filter((set) => set.left < 110 && set.right > 10 && set.bottom > 57 && set.top < 88.5) ??
      [];
    for (const { text: words, left } of seen.filter((set) => set.left >= 97)) {
      expect(left < 110 && /^\d{2}\.\d{2}$|^Получатель$|р\/с|к\/с|ООО/.test(words), words).toBe(true);
    }
    expect(seen.some(({ text: words }) => /\d,\d{2}$/.test(words))).toBe(false);
  });
});

describe("R1 truthful", () => {
  it("a content that does not add up is not printed", () => {
    const content = petrov();
    const more = (amount: Money) => (amount + 1n) as Money;
    const [row] = content.balance;
    const [group] = content.groups;
    const [line] = group?.lines ?? [];
    if (!row || !group || !line) throw new Error("Petrov's bill has lines");
    expect(() => sidesOf({ ...content, toPay: more(content.toPay) })).toThrow("R1 truthful");
    expect(() => sidesOf({ ...content, balance: [{ ...row, amount: more(row.amount) }] })).toThrow(
      "R1 truthful",
    );
    expect(() =>
      sidesOf({ ...content, groups: [{ ...group, lines: [{ ...line, total: more(line.total) }] }] }),
    ).toThrow('"Содержание жилого помещения" adds up to its total');
  });
});

/** Any content that is true: sums follow from the parts. */
const amount = fc.bigInt({ min: -999_999_999n, max: 9_999_999_999n }).map((kopecks) => money(kopecks));
const words = fc
  .array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc.string({
          unit: fc.constantFrom(...Array.from("абвгдежийклмнопрстуфхшщыьэюяАБВЩ0123456789«»—№")),
          minLength: 1,
          maxLength: 14,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.string({
          unit: fc.constantFrom(...Array.from("ЩШЖЮabcЂÆ")),
          minLength: 20,
          maxLength: 60,
        }),
      },
    ),
    { minLength: 1, maxLength: 16 },
  )
  .map((parts) => parts.join(" "));
const number = fc.record({
  millionths: fc.bigInt({ min: 0n, max: 99_999_999_000_000n }),
  decimals: fc.integer({ min: 0, max: 6 }),
});
const line = fc
  .record({
    name: words,
    volume: number,
    tariff: number,
    unit: fc.constantFrom("м³", "кВт·ч", "Гкал", "чел.", "кв."),
    method: fc.constantFrom("area", "meter", "norm", "building", "fixed", "average"),
    charged: amount,
    excess: fc.option(amount, { nil: undefined }),
    recalculation: amount,
    benefit: amount,
    fine: fc.option(amount, { nil: undefined }),
  })
  .map(({ excess, fine, ...rest }): ServiceLine => {
    const whole = {
      ...rest,
      ...(fine === undefined ? {} : { fine }),
      ...(excess === undefined ? {} : { multiplier: { coefficient: rest.tariff, excess } }),
      total: money(0n),
    };
    return { ...whole, total: money(sumOfLine(whole)) };
  });
const anyContent = fc
  .record({
    language: fc.constantFrom("ru", "en"),
    payer: words,
    address: fc.array(words, { minLength: 1, maxLength: 4 }),
    center: words,
    company: words,
    recipient: words,
    groups: fc.array(fc.record({ name: words, lines: fc.array(line, { maxLength: 14 }) }), { maxLength: 4 }),
    voluntary: fc.array(line, { maxLength: 5 }),
    balance: fc.array(fc.record({ words, amount }), { minLength: 1, maxLength: 12 }),
    meters: fc.array(fc.record({ resource: words, serial: words, previous: number, current: number }), {
      maxLength: 11,
    }),
    reasons: fc.array(fc.record({ service: words, reason: words, amount }), { maxLength: 7 }),
    changes: fc.array(fc.record({ words, amount, why: words }), { maxLength: 9 }),
    workings: fc.array(fc.record({ line: words, working: words, basis: words, amount }), { maxLength: 20 }),
    providers: fc.array(
      fc.record({ name: words, debt: amount, paid: amount, charged: amount, penalty: amount }),
      {
        maxLength: 6,
      },
    ),
  })
  .map((parts): ReceiptContent => {
    const base = petrov(parts.language as "ru" | "en");
    const charged = total(
      parts.groups.flatMap((group) => group.lines),
      (one) => one.total,
    );
    const explained = total(parts.changes, (row) => row.amount);
    const settlements = parts.providers.map(({ name, ...row }) => ({
      ...row,
      provider: { name, inn: "9901004568", address: name },
      bankAccount: "40702810000000005678",
      lines: "1–40",
      toPay: (row.debt + row.paid + row.charged + row.penalty) as Money,
    }));
    const settledFor = total(settlements, (row) => row.toPay);
    const shown = total(parts.balance, (row) => row.amount);
    const rows = parts.balance.map((row) => ({ ...row, on: day("2026-11-30") }));
    const rest = { on: day("2026-11-30"), words: "Прочее", amount: (settledFor - shown) as Money };
    return {
      ...base,
      payer: { name: parts.payer, addressLines: parts.address },
      center: { ...base.center, name: parts.center },
      company: { ...base.company, name: parts.company },
      recipient: { ...base.recipient, name: parts.recipient.slice(0, 160) },
      groups: parts.groups,
      voluntary: parts.voluntary,
      balance: settlements.length > 0 ? [...rows, rest] : rows,
      toPay: settlements.length > 0 ? settledFor : shown,
      meters: parts.meters.map((meter) => ({ ...meter, unit: "м³", consumption: meter.current })),
      recalculations: parts.reasons,
      change: { rows: parts.changes, total: charged, previousTotal: (charged - explained) as Money },
      workings: parts.workings,
      settlements,
    };
  });

describe("any content", () => {
  it("is printed whole: nothing throws, nothing overlaps, no word and no sum is lost", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const sides = sidesOf(content);
        expectTidy(sides);
        const letters = lettersOf(sides);
        const { sum } = formats[content.language];
        const squeezed = (text: string) => text.replaceAll(/\s/g, "");
        const said = [
          content.payer.name,
          sum(content.toPay < 0n ? 0n : content.toPay),
          ...content.groups.flatMap((group) =>
            group.lines.flatMap((one) => [one.name, sum(one.charged), sum(one.total)]),
          ),
          ...content.recalculations.map((row) => row.reason),
          ...content.workings.map((row) => row.working),
          ...(content.settlements.length > 1 ? content.settlements.map((row) => sum(row.toPay)) : []),
        ];
        expect(said.filter((text) => !letters.includes(squeezed(text)))).toEqual([]);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});
