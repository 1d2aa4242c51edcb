import { writeXlsx } from "hucre/xlsx";
import { parseExact, toMillionths } from "#core/exact";
import { ok, refuse, type Result } from "#core/result";
import { readSheets } from "./table.ts";
import { harmlessCell } from "./text.ts";

/** A line of a file of allocators' counts: the premises by their number in the building. */
export interface AllocatorLine {
  /** As the file counts: the heading is 1. */
  readonly line: number;
  readonly number: string;
  /** Millionths of a unit; undefined: the cell is empty, nothing was counted there. */
  readonly units: bigint | undefined;
}
export type AllocatorLineFault = "number_missing" | "units_wrong";
export interface RefusedAllocatorLine {
  readonly line: number;
  readonly fault: AllocatorLineFault;
  /** What stands there. */
  readonly found: string;
}
export type AllocatorFileRefusal =
  | { readonly code: "metering.allocator_file_unread" }
  | { readonly code: "metering.allocator_file_columns"; readonly columns: readonly string[] };

type Language = "ru" | "en";
const COLUMNS = {
  number: { ru: "Помещение", en: "Premises" },
  units: { ru: "Единиц", en: "Units" },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** The template with a line for each of these premises: what was counted is typed into the second column. */
export const allocatorTemplate = (numbers: readonly string[], language: Language): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: language === "ru" ? "Распределители" : "Allocators",
        columns: [{ width: 16, numFmt: "@" }, { width: 16 }],
        rows: [
          [COLUMNS.number[language], COLUMNS.units[language]],
          ...numbers.map((number) => [harmlessCell(number), ""]),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });

/** Reads a workbook or a text with a heading; what cannot be understood is refused with its line. */
export async function readAllocatorCounts(
  bytes: Uint8Array,
): Promise<
  Result<
    { readonly lines: readonly AllocatorLine[]; readonly refused: readonly RefusedAllocatorLine[] },
    AllocatorFileRefusal
  >
> {
  const sheets = await readSheets(bytes);
  const [heading, ...below] = typeof sheets === "string" ? [] : (sheets[0]?.rows ?? []);
  if (!heading) return refuse({ code: "metering.allocator_file_unread" });
  const places = {
    number: placeOf(heading, COLUMNS.number),
    units: placeOf(heading, COLUMNS.units),
  };
  const missing = (["number", "units"] as const).filter((name) => places[name] < 0);
  if (missing.length > 0) {
    return refuse({
      code: "metering.allocator_file_columns",
      columns: missing.map((name) => `${COLUMNS[name].ru} / ${COLUMNS[name].en}`),
    });
  }
  const lines: AllocatorLine[] = [];
  const refused: RefusedAllocatorLine[] = [];
  below.forEach((row, index) => {
    const line = index + 2;
    const number = (row[places.number] ?? "").trim();
    const text = (row[places.units] ?? "").trim();
    if (number === "" && text === "") return;
    const units = text === "" ? undefined : unitsOf(text);
    if (number === "") refused.push({ line, fault: "number_missing", found: text });
    else if (units === "wrong") refused.push({ line, fault: "units_wrong", found: text });
    else lines.push({ line, number, units });
  });
  return ok({ lines, refused });
}

const placeOf = (heading: readonly string[], names: Readonly<Record<Language, string>>): number =>
  heading.findIndex((cell) =>
    Object.values(names).some((name) => name.toLowerCase() === cell.trim().toLowerCase()),
  );

/** "1 840,5" is 1840.5; a count below zero, or finer than a millionth, is no count. */
function unitsOf(text: string): bigint | "wrong" {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(plain)) return "wrong";
  const read = parseExact(plain);
  return read === undefined ? "wrong" : toMillionths(read);
}
