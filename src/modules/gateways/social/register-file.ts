import { writeXlsx } from "hucre/xlsx";
import type { Day } from "#core/day";
import { fromKopecks, fromMillionths, toDecimal } from "#core/exact";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import { BYTE_ORDER_MARK, csvLine, harmlessCell } from "../import/text.ts";

export type RegisterLanguage = "ru" | "en";

/** One line of the monthly register for the social office: one right, one service, one month charged for. */
export interface SocialRegisterRow {
  readonly account: string;
  readonly address: string;
  /** Absent of a subsidy, which is the account's. */
  readonly beneficiary: string | undefined;
  /** Of the account, at the end of the month. */
  readonly holder: string;
  readonly place: SocialPlace;
  readonly born: Day | undefined;
  readonly category: string;
  readonly document: string;
  readonly mode: "discount" | "cash" | "subsidy";
  readonly chargedFor: Period;
  readonly service: string;
  /** "HEATING"; empty of a subsidy. */
  readonly serviceCode: string;
  readonly provider: string;
  readonly unit: string;
  /** Millionths; absent where there is none. */
  readonly rate: bigint | undefined;
  readonly norm: bigint | undefined;
  readonly volume: bigint | undefined;
  readonly persons: bigint;
  readonly percent: bigint;
  readonly charged: Money;
  readonly amount: Money;
  /** Months that the account owes for. */
  readonly monthsInArrears: number;
  /** What the account owed when the month was opened; nothing where it was paid ahead. */
  readonly owed: Money;
}

/** An address in the fields of an exchange; what there is none of is empty. */
export interface SocialPlace {
  readonly settlement: string;
  readonly street: string;
  readonly house: string;
  readonly block: string;
  readonly premises: string;
}

interface Column {
  readonly ru: string;
  readonly en: string;
  readonly text: (row: SocialRegisterRow, language: RegisterLanguage) => string;
  /** A number for the spreadsheet's own sums. */
  readonly isNumber?: true;
}

const MODES = {
  ru: { discount: "скидка", cash: "выплата", subsidy: "субсидия" },
  en: { discount: "discount", cash: "cash", subsidy: "subsidy" },
} as const;

const decimal = (value: bigint | undefined): string =>
  value === undefined ? "" : toDecimal(fromMillionths(value), 6);
const roubles = (value: Money): string => toDecimal(fromKopecks(value), 2, 2);

const COLUMNS: readonly Column[] = [
  { ru: "Лицевой счёт", en: "Account", text: (row) => row.account },
  { ru: "Адрес", en: "Address", text: (row) => row.address },
  { ru: "Льготник", en: "Beneficiary", text: (row) => row.beneficiary ?? "" },
  { ru: "Дата рождения", en: "Born", text: (row) => row.born ?? "" },
  { ru: "Категория", en: "Category", text: (row) => row.category },
  { ru: "Документ", en: "Document", text: (row) => row.document },
  { ru: "Форма", en: "Mode", text: (row, language) => MODES[language][row.mode] },
  { ru: "За месяц", en: "Month", text: (row) => row.chargedFor },
  { ru: "Услуга", en: "Service", text: (row) => row.service },
  { ru: "Поставщик", en: "Provider", text: (row) => row.provider },
  { ru: "Единица", en: "Unit", text: (row) => row.unit },
  { ru: "Тариф", en: "Rate", text: (row) => decimal(row.rate), isNumber: true },
  { ru: "Норма на человека", en: "Norm of a person", text: (row) => decimal(row.norm), isNumber: true },
  { ru: "Льготный объём", en: "Volume covered", text: (row) => decimal(row.volume), isNumber: true },
  { ru: "Льготников", en: "Persons covered", text: (row) => decimal(row.persons), isNumber: true },
  { ru: "Процент", en: "Percent", text: (row) => decimal(row.percent), isNumber: true },
  { ru: "Начислено", en: "Charged", text: (row) => roubles(row.charged), isNumber: true },
  { ru: "Сумма льготы", en: "Benefit", text: (row) => roubles(row.amount), isNumber: true },
  { ru: "Месяцев долга", en: "Months of debt", text: (row) => String(row.monthsInArrears), isNumber: true },
];

/** CSV with `;`, UTF-8 with its mark, decimals with the mark of the language; the total is the last line. */
export function* socialRegisterCsv(
  rows: readonly SocialRegisterRow[],
  language: RegisterLanguage,
): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS.map((column) => column[language]));
  for (const row of rows) {
    yield csvLine(
      COLUMNS.map(({ text, isNumber }) => {
        const cell = text(row, language);
        if (!isNumber) return harmlessCell(cell);
        return language === "ru" ? cell.replace(".", ",") : cell;
      }),
    );
  }
  const total = totals(rows, language);
  yield csvLine(total.map((cell) => (language === "ru" ? cell.replace(/(\d)\.(\d)/, "$1,$2") : cell)));
}

/** The same as a workbook: sums are numbers, the head is frozen, the total is the last line. */
export async function socialRegisterXlsx(
  rows: readonly SocialRegisterRow[],
  language: RegisterLanguage,
): Promise<Uint8Array> {
  const cellOf = ({ text, isNumber }: Column, row: SocialRegisterRow) => {
    const cell = text(row, language);
    return isNumber && cell !== "" ? Number(cell) : harmlessCell(cell);
  };
  const total = totals(rows, language).map((cell, at) =>
    COLUMNS[at]?.isNumber && cell !== "" ? Number(cell) : cell,
  );
  return writeXlsx({
    sheets: [
      {
        name: language === "ru" ? "Реестр льгот" : "Benefits",
        columns: COLUMNS.map((column) => ({
          width: Math.max(12, column[language].length + 2),
          ...(column.isNumber ? {} : { numFmt: "@" }),
        })),
        rows: [
          COLUMNS.map((column) => column[language]),
          ...rows.map((row) => COLUMNS.map((column) => cellOf(column, row))),
          total,
        ],
        freezePane: { rows: 1 },
      },
    ],
  });
}

/** The control totals that an exchange is checked by: rows and the sum of benefits. */
function totals(rows: readonly SocialRegisterRow[], language: RegisterLanguage): string[] {
  const sum = rows.reduce((all, row) => all + row.amount, 0n) as Money;
  return COLUMNS.map((column, at) => {
    if (at === 0) return `${language === "ru" ? "Итого строк" : "Rows in all"}: ${rows.length}`;
    return column.en === "Benefit" ? roubles(sum) : "";
  });
}
