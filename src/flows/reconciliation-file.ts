import { writeXlsx } from "hucre/xlsx";
import { fromKopecks, toDecimal } from "#core/exact";
import type { Money } from "#core/units";
import { BYTE_ORDER_MARK, csvLine, harmlessCell } from "#modules/gateways";
import { dayText } from "../words/words.ts";
import type { DayRow } from "./reconciliation.ts";

type FileLanguage = "ru" | "en";
interface Column {
  readonly ru: string;
  readonly en: string;
  readonly text: (day: DayRow, language: FileLanguage) => string;
  readonly isNumber?: true;
}

const roubles = (amount: Money): string => toDecimal(fromKopecks(amount), 2, 2);
const STATES = {
  ru: { open: "не сверен", reconciled: "сверен", changed: "изменился после сверки" },
  en: { open: "open", reconciled: "reconciled", changed: "changed since" },
} as const;

const COLUMNS: readonly Column[] = [
  { ru: "День", en: "Day", text: ({ day }) => dayText(day) },
  { ru: "Агент", en: "Agent", text: ({ agentName }) => agentName },
  {
    ru: "Онлайн, операций",
    en: "Online, operations",
    text: ({ online }) => String(online.count),
    isNumber: true,
  },
  { ru: "Онлайн, сумма", en: "Online, sum", text: ({ online }) => roubles(online.total), isNumber: true },
  {
    ru: "Реестр, строк",
    en: "Registry, lines",
    text: ({ registry }) => String(registry.count),
    isNumber: true,
  },
  {
    ru: "Реестр, сумма",
    en: "Registry, sum",
    text: ({ registry }) => roubles(registry.total),
    isNumber: true,
  },
  { ru: "Комиссия", en: "Fee", text: ({ fee }) => roubles(fee), isNumber: true },
  { ru: "К поступлению", en: "To be received", text: ({ net }) => roubles(net), isNumber: true },
  { ru: "Поступило", en: "Received", text: ({ received }) => roubles(received), isNumber: true },
  {
    ru: "Расхождений",
    en: "Differences",
    text: ({ differences }) => String(differences.length),
    isNumber: true,
  },
  { ru: "Состояние", en: "State", text: ({ state }, language) => STATES[language][state] },
  { ru: "Кто сверил", en: "By", text: ({ decidedByName }) => decidedByName ?? "" },
  { ru: "Примечание", en: "Note", text: ({ last }) => last?.note ?? "" },
];

/** CSV with `;`, UTF-8 with its mark, decimals with the mark of the language. */
export function reconciliationCsv(days: readonly DayRow[], language: FileLanguage): string {
  const lines = days.map((day) =>
    csvLine(
      COLUMNS.map(({ text, isNumber }) => {
        const cell = text(day, language);
        if (!isNumber) return harmlessCell(cell);
        return language === "ru" ? cell.replace(".", ",") : cell;
      }),
    ),
  );
  return BYTE_ORDER_MARK + csvLine(COLUMNS.map((column) => column[language])) + lines.join("");
}

/** The same as a workbook, with its sums as numbers. */
export const reconciliationXlsx = (days: readonly DayRow[], language: FileLanguage): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: language === "ru" ? "Сверка" : "Reconciliation",
        columns: COLUMNS.map((column) => ({ width: Math.max(12, column[language].length + 2) })),
        rows: [
          COLUMNS.map((column) => column[language]),
          ...days.map((day) =>
            COLUMNS.map(({ text, isNumber }) => {
              const cell = text(day, language);
              return isNumber ? Number(cell) : harmlessCell(cell);
            }),
          ),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });
