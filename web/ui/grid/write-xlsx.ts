import { type Cell, type CellStyle, writeXlsx } from "hucre/xlsx";
import type { Sheet } from "./sheet.ts";

/** The file of a list: its head stays in sight and can filter, totals are bold, rows under rows are indented. */
export function xlsxOf({ name, columns, rows, levels, totals }: Sheet): Promise<Uint8Array> {
  const cells = new Map<string, Partial<Cell>>();
  const style = (row: number, column: number, of: CellStyle): void => {
    const format = columns[column]?.format;
    cells.set(`${row},${column}`, {
      style: { ...of, ...(format === undefined || row === 0 ? {} : { numFmt: format }) },
    });
  };
  columns.forEach((_, index) => {
    style(0, index, { font: { bold: true }, alignment: { wrapText: true, vertical: "top" } });
    if (totals) style(rows.length + 1, index, { font: { bold: true } });
  });
  levels.forEach((level, index) => {
    if (level > 0) style(index + 1, 0, { alignment: { indent: level * 2 } });
  });
  return writeXlsx({
    sheets: [
      {
        name,
        columns: columns.map(({ width, format }) => ({
          width,
          ...(format === undefined ? {} : { numFmt: format }),
        })),
        rows: [
          columns.map(({ header }) => header),
          ...rows.map((row) => [...row]),
          ...(totals ? [[...totals]] : []),
        ],
        cells,
        freezePane: { rows: 1 },
        ...(rows.length > 0
          ? { autoFilter: { range: `A1:${lettersOf(columns.length - 1)}${rows.length + 1}` } }
          : {}),
      },
    ],
  });
}

const lettersOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${lettersOf(Math.floor(index / 26) - 1)}${lettersOf(index % 26)}`;
