import { expect, it } from "vitest";
import { day } from "#core/day";
import { addMonths, period } from "#core/period";
import type { Money } from "#core/units";
import type { CertificateContent, CertificateKind } from "./certificates/model.ts";
import { readCertificateNumber } from "./certificates/model.ts";
import { renderCertificate } from "./print.ts";
import { layOutCertificate } from "./rules/certificate.ts";
import { plainFromText, plainText } from "./rules/content-text.ts";
import { expectTidy, lettersOf, recorded, widthOf } from "./vectors/recording.ts";

const kopecks = (amount: bigint): Money => amount as Money;

const months = (count: number): CertificateContent["months"] =>
  Array.from({ length: count }, (_, at) => ({
    period: addMonths(period("2026-01"), at),
    opening: kopecks(100_000n),
    charged: kopecks(1_234_567n),
    recalculated: kopecks(-3_456n),
    benefits: kopecks(-20_000n),
    penalties: kopecks(789n),
    paid: kopecks(-1_211_900n),
    closing: kopecks(100_000n),
  }));

const content = (kind: CertificateKind, more: Partial<CertificateContent> = {}): CertificateContent => ({
  kind,
  language: "ru",
  number: "12-7",
  code: "K7QM-2XTB-9HRC",
  checkAddress: "https://eirc.example/check",
  on: day("2026-11-23"),
  company: {
    name: "Муниципальное унитарное предприятие жилищно-коммунального хозяйства «Северное Заозёрье»",
    inn: "5300000001",
    address: "г. Североозёрск, ул. Ленина, д. 3",
    phone: "(8100) 5-22-10",
  },
  account: {
    number: "12345678901234567890",
    address:
      "г. Североозёрск, микрорайон Строителей-Первопроходцев, проезд Академика Семенова-Тян-Шанского, д. 112, кв. 1012",
    holder: "Константинопольская-Преображенская Александра Вячеславовна",
  },
  year: kind === "payments" || kind === "charges" ? 2026 : undefined,
  amount: kopecks(1_301_993n),
  overdue: kopecks(0n),
  debts: [],
  payments: [],
  months: [],
  ...more,
});

const PAYMENTS = Array.from({ length: 120 }, (_, at) => ({
  paidOn: day(`2026-${String(1 + Math.floor(at / 12)).padStart(2, "0")}-15`),
  amount: kopecks(100_00n + BigInt(at)),
  channel: "agent",
}));

const ALL: readonly CertificateContent[] = [
  content("no_debt"),
  content("state", {
    overdue: kopecks(1_000_000n),
    debts: [
      { period: period("2026-10"), due: day("2026-11-10"), amount: kopecks(1_000_000n), isLate: true },
      { period: period("2026-11"), due: day("2026-12-10"), amount: kopecks(301_993n), isLate: false },
    ],
  }),
  content("state", { amount: kopecks(-5_00n) }),
  content("payments", { payments: PAYMENTS }),
  content("charges", { months: months(12) }),
];

it.each(["ru", "en"] as const)(
  "every certificate is tidy on its pages, with its code on each: %s",
  (language) => {
    for (const one of ALL.map((of) => ({ ...of, language }))) {
      const sides = recorded(layOutCertificate({ widthOf }, one));
      expectTidy(sides);
      for (const { codes } of sides) expect(codes.every(({ module }) => module > 0.4)).toBe(true);
      expect(sides.map(({ codes }) => codes.length)).toEqual(sides.map(() => 1));
      expect(lettersOf(sides)).toContain("K7QM-2XTB-9HRC");
    }
  },
);

it("says the answer in a sentence, with the sums that its rows add up to", () => {
  const lettersIn = (of: CertificateContent) => lettersOf(recorded(layOutCertificate({ widthOf }, of)));
  const [free, owing, ahead, paid, charged] = ALL.map(lettersIn);
  expect(free).toContain("просроченнойзадолженностиполицевомусчётунет");
  expect(owing).toContain("Изнихпросрочено:10000,00руб.");
  expect(ahead).toContain("оплаченовперёд:5,00руб.");
  // 120 payments of 100 roubles and a kopeck more each.
  expect(paid).toContain("оплачено12071,40руб.");
  expect(charged).toContain("начислено145428,00руб.");
  expect(recorded(layOutCertificate({ widthOf }, ALL[3] ?? content("state"))).length).toBeGreaterThan(1);
});

it("refuses to print what does not add up", () => {
  expect(() => layOutCertificate({ widthOf }, content("no_debt", { overdue: kopecks(1n) }))).toThrow(
    /no debt/,
  );
  expect(() => layOutCertificate({ widthOf }, content("state"))).toThrow(/add up/);
  const [month] = months(1);
  if (!month) throw new Error("a month");
  const untrue = { months: [{ ...month, closing: kopecks(0n) }] };
  expect(() => layOutCertificate({ widthOf }, content("charges", untrue))).toThrow(/closing/);
});

it("gives the same bytes for what was kept as for what was said", () => {
  for (const one of ALL) {
    const kept = plainFromText<CertificateContent>(plainText(one));
    expect(Buffer.from(renderCertificate(kept)).equals(renderCertificate(one))).toBe(true);
  }
});

it.each([
  ["12-7", 12, 7],
  [" № 12 – 7 ", 12, 7],
  ["No 12/7", 12, 7],
])("a number as people type it: %s", (typed, building, no) => {
  expect(readCertificateNumber(typed)).toEqual({ building, no });
});

it.each(["", "12", "12-", "0-7", "12-7-1", "1234567890-1"])("no number: %j", (typed) => {
  expect(readCertificateNumber(typed)).toBeUndefined();
});
