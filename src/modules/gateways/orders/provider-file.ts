import { writeXlsx } from "hucre/xlsx";
import type { Day } from "#core/day";
import { fromKopecks, toDecimal } from "#core/exact";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import { harmlessCell } from "../import/text.ts";

export interface ProviderFileHead {
  readonly provider: string;
  readonly period: Period;
  readonly opening: Money;
  readonly allocated: Money;
  readonly returned: Money;
  readonly withheld: Money;
  readonly transferred: Money;
  readonly closing: Money;
}

/** One payment in a provider's month. */
export interface ProviderFileRow {
  readonly company: string;
  /** Of the registry. */
  readonly number: number;
  readonly address: string;
  readonly account: string;
  readonly day: Day;
  readonly document: bigint;
  readonly allocated: Money;
  readonly commission: Money;
  readonly withheld: Money;
}

const HEAD = {
  ru: [
    "Сальдо на начало",
    "Распределено",
    "Возвращено",
    "Удержана комиссия",
    "Перечислено",
    "Сальдо на конец",
  ],
  en: [
    "Due at the beginning",
    "Allocated",
    "Returned",
    "Commission withheld",
    "Transferred",
    "Due at the end",
  ],
} as const;
const COLUMNS = {
  ru: ["Организация", "Реестр", "Дом", "Счёт", "Дата", "Документ", "Сумма", "Комиссия", "Удержано"],
  en: ["Company", "Registry", "Building", "Account", "Day", "Document", "Amount", "Commission", "Withheld"],
} as const;

/** A provider's month as a workbook: the sums on one sheet, the payments on another. Sums are numbers. */
export async function providerMonthXlsx(
  head: ProviderFileHead,
  rows: readonly ProviderFileRow[],
  language: "ru" | "en",
): Promise<Uint8Array> {
  const sums = [head.opening, head.allocated, head.returned, head.withheld, head.transferred, head.closing];
  return writeXlsx({
    sheets: [
      {
        name: language === "ru" ? "Отчёт" : "Statement",
        columns: [{ width: 32 }, { width: 18 }],
        rows: [
          [harmlessCell(head.provider), head.period],
          ...HEAD[language].map((name, at) => [name, cellOf(sums[at] ?? head.closing)]),
        ],
      },
      {
        name: language === "ru" ? "Платежи" : "Payments",
        columns: COLUMNS[language].map((name) => ({ width: Math.max(14, name.length + 2) })),
        rows: [
          [...COLUMNS[language]],
          ...rows.map((row) => [
            harmlessCell(row.company),
            row.number,
            harmlessCell(row.address),
            harmlessCell(row.account),
            row.day,
            String(row.document),
            cellOf(row.allocated),
            cellOf(row.commission),
            cellOf(row.withheld),
          ]),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });
}

/** A spreadsheet has numbers of its own; the text of ours is exact. */
const cellOf = (sum: Money): number => Number(toDecimal(fromKopecks(sum), 2, 2));
