import { day } from "#core/day";
import { type Money, NOTHING } from "#core/units";
import type { Language, ReceiptContent, ServiceLine } from "../model.ts";
import { total } from "../rules/truthful.ts";
import { kopecks, petrov, shown } from "./petrov.ts";

/** The special cases of the form, made from Petrov's bill so that their sums stay true. */
type Change = Partial<{ -readonly [K in keyof ReceiptContent]: ReceiptContent[K] }>;

const without = (content: ReceiptContent, ...keys: (keyof ReceiptContent)[]): ReceiptContent =>
  Object.fromEntries(
    Object.entries(content).filter(([key]) => !keys.includes(key as keyof ReceiptContent)),
  ) as unknown as ReceiptContent;

const billed = (lines: readonly ServiceLine[]): Money => total(lines, (line) => line.total);

/** Only what the front says: one provider, plain columns, no workings. */
export function plain(language: Language = "ru"): ReceiptContent {
  const content = petrov(language);
  const lines = (content.groups[1]?.lines ?? [])
    .filter((line) => line.recalculation === 0n && line.benefit === 0n && !line.multiplier)
    .slice(0, 4);
  const sum = billed(lines);
  const change: Change = {
    groups: [{ name: content.groups[1]?.name ?? "", lines }],
    voluntary: [],
    balance: [{ on: day("2026-11-30"), words: language === "ru" ? "Начислено" : "Charged", amount: sum }],
    toPay: sum,
    recalculations: [],
    settlements: [],
    workings: [],
    meters: content.meters.filter((meter) => !meter.expired),
  };
  return { ...without(content, "change", "mark", "paymentsCountedTo"), ...change };
}

export function firstBill(language: Language = "ru"): ReceiptContent {
  return { ...plain(language), use: [] };
}

/** Paid ahead: nothing to pay, no codes. */
export function credit(language: Language = "ru"): ReceiptContent {
  const content = petrov(language);
  const paid = kopecks(-1_500_000);
  return {
    ...content,
    balance: [...content.balance, { on: day("2026-11-30"), words: "Оплачено", amount: paid }],
    toPay: (content.toPay + paid) as Money,
    settlements: [],
    voluntary: [],
  };
}

export function settled(): ReceiptContent {
  const content = plain();
  const last = { on: day("2026-11-30"), words: "Оплачено", amount: (0n - content.toPay) as Money };
  return { ...content, balance: [...content.balance, last], toPay: NOTHING };
}

export function noMeters(language: Language = "ru"): ReceiptContent {
  return { ...plain(language), meters: [] };
}

/** Twenty-two lines, of which some have long names; nine scales; five recalculations; eight movements; instalments. */
export function crowded(): ReceiptContent {
  const content = petrov();
  const extra = (index: number): ServiceLine => ({
    name:
      index === 2
        ? "Обслуживание автоматических запирающих устройств и переговорно-замочных систем подъездов и дворовых ворот"
        : `Дополнительная услуга ${index + 1}`,
    method: "fixed",
    volume: shown("1"),
    unit: "кв.",
    tariff: shown("10.00"),
    charged: kopecks(1000),
    recalculation: NOTHING,
    benefit: NOTHING,
    fine: index === 0 ? kopecks(-150) : NOTHING,
    total: kopecks(index === 0 ? 850 : 1000),
  });
  const extras = Array.from({ length: 7 }, (_, index) => extra(index));
  const more = billed(extras);
  const groups = content.groups.map((group, index) =>
    index === 2 ? { ...group, lines: [...group.lines, ...extras] } : group,
  );
  const firstMeter = content.meters[0];
  const reasons = content.recalculations;
  const change: Change = {
    groups,
    balance: [
      ...content.balance,
      { on: day("2026-11-30"), words: "Дополнительные услуги", amount: more },
      { on: day("2026-11-30"), words: "Рассрочка: проценты", amount: kopecks(12345) },
    ],
    toPay: (content.toPay + more + 12345n) as Money,
    meters: firstMeter
      ? [
          ...content.meters,
          { ...firstMeter, serial: "18-204418" },
          { ...firstMeter, serial: "18-204419", resource: "Полив", unit: "м³" },
          { ...firstMeter, serial: "18-204420", resource: "Газ", unit: "м³" },
        ]
      : [],
    recalculations: [
      ...reasons,
      ...reasons.map((reason) => ({ ...reason, amount: (reason.amount / 2n) as Money })),
    ],
    instalments: [
      {
        service: "Отопление",
        ofThisMonth: kopecks(381871),
        ofEarlierMonths: kopecks(100000),
        percent: shown("12.5"),
        interest: kopecks(12345),
        toPay: kopecks(494216),
      },
    ],
    settlements: [],
  };
  return { ...without(content, "change"), ...change };
}

export function longNames(): ReceiptContent {
  const content = petrov();
  const long =
    "Товарищество собственников недвижимости «Жилищно-строительный кооператив работников Северного морского пароходства имени Отто Юльевича Шмидта»";
  return {
    ...content,
    payer: {
      ...content.payer,
      name: "Константинопольская-Преображенская Александра-Елизавета Владиславовна (наследники)",
      shortName: "Константинопольская-Преображенская А.-Е. В.",
      addressLines: [
        "проспект Пятидесятилетия Великой Октябрьской революции, дом 127, корпус 4, строение 2, квартира 1045",
        "посёлок городского типа Верхнесеверноозёрский",
        "Североозёрский муниципальный округ",
        "990012",
      ],
      shortAddress: "Пятидесятилетия Великой Октябрьской революции, 127/4/2–1045",
    },
    center: { ...content.center, name: long },
    company: {
      ...content.company,
      name: long,
      address: "улица Академика Шмидта, дом 3, корпус 1, помещение 14-Н",
    },
    recipient: { ...content.recipient, name: long },
    reprintedOn: day("2026-12-10"),
    toPay: content.toPay,
  };
}

/** Letters that few receipts have: of the second font, and of no font at all. */
export function rareLetters(): ReceiptContent {
  const content = petrov();
  return {
    ...content,
    payer: {
      ...content.payer,
      name: "Ђорђевић Ұлпан Ǵurǵevа",
      shortName: "Ђорђевић Ұ.",
      lastName: "Ђорђевић",
    },
  };
}
