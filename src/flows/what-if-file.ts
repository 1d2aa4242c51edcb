import { createWriteStream } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { writeXlsx } from "hucre/xlsx";
import type { ServiceId } from "#core/ids";
import { moneyText } from "#core/money";
import { BYTE_ORDER_MARK, csvLine, harmlessCell } from "#modules/gateways";
import type { TriedAccount } from "./what-if.ts";

const HEADINGS = {
  ru: ["Адрес", "Лицевой счёт", "Услуга", "Было, ₽", "Станет, ₽", "Разница, ₽"],
  en: ["Address", "Account", "Service", "Before, ₽", "After, ₽", "Difference, ₽"],
} as const;

export interface TrialFile {
  add(accounts: readonly TriedAccount[]): Promise<void>;
  /** It gets its name when it is complete. */
  end(): Promise<void>;
}

export interface TrialFileOptions {
  readonly language: "ru" | "en";
  readonly nameOf: (service: ServiceId) => string;
}

/** Every account that would owe another sum, a row for each service: as CSV, written while the trial goes on. */
export function csvOfTrial(path: string, options: TrialFileOptions): TrialFile {
  const part = `${path}.part`;
  const stream = createWriteStream(part);
  const failed = once(stream, "error").then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await Promise.race([once(stream, "drain"), failed]);
  };
  let begun: Promise<void> | undefined;
  const comma = (text: string): string => (options.language === "ru" ? text.replace(".", ",") : text);
  return {
    async add(accounts) {
      begun ??= write(BYTE_ORDER_MARK + csvLine(HEADINGS[options.language]));
      await begun;
      const lines = rowsOf(accounts, options).map(([address, number, service, ...sums]) =>
        csvLine([harmlessCell(address), number, service, ...sums.map(comma)]),
      );
      if (lines.length > 0) await write(lines.join(""));
    },
    async end() {
      begun ??= write(BYTE_ORDER_MARK + csvLine(HEADINGS[options.language]));
      await begun;
      stream.end();
      await Promise.race([finished(stream), failed]);
      await rename(part, path);
    },
  };
}

/** A sheet holds so many rows; what is longer is left to CSV, and the last row says so. */
const ROWS_MOST = 200_000;

/** The same as a workbook, whose sums are numbers to a spreadsheet. It is put together at the end. */
export function xlsxOfTrial(path: string, options: TrialFileOptions): TrialFile {
  const rows: (string | number)[][] = [];
  let left = 0;
  return {
    add(accounts) {
      for (const [address, number, service, ...sums] of rowsOf(accounts, options)) {
        if (rows.length < ROWS_MOST)
          rows.push([...[address, number, service].map(harmlessCell), ...sums.map(Number)]);
        else left++;
      }
      return Promise.resolve();
    },
    async end() {
      const cut =
        options.language === "ru" ? `Ещё строк: ${left}. Все — в CSV.` : `${left} more rows: see CSV.`;
      const headings = [...HEADINGS[options.language]];
      const bytes = await writeXlsx({
        sheets: [
          {
            name: options.language === "ru" ? "Изменения" : "Changes",
            columns: [48, 16, 32, 14, 14, 14].map((width) => ({ width })),
            rows: [headings, ...rows, ...(left > 0 ? [[cut]] : [])],
            freezePane: { rows: 1 },
          },
        ],
      });
      await writeFile(`${path}.part`, bytes);
      await rename(`${path}.part`, path);
    },
  };
}

type Row = readonly [string, string, string, string, string, string];

const rowsOf = (accounts: readonly TriedAccount[], { nameOf }: TrialFileOptions): Row[] =>
  accounts.flatMap(({ address, number, services }) =>
    services.map(
      ({ service, before, after }): Row => [
        address,
        number,
        nameOf(service),
        moneyText(before),
        moneyText(after),
        moneyText(after - before),
      ],
    ),
  );
