import type { EntrySheetResponse } from "#contracts/metering";
import type { Wire } from "../../api/wire.ts";

export type Sheet = Wire<typeof EntrySheetResponse>;
export type SheetRow = Sheet["rows"][number];
export type SheetMeter = SheetRow["meters"][number];
export type SheetScale = SheetMeter["scales"][number];

/** One dial to be read: a scale of a meter. */
export interface Dial {
  /** Unique in the city: the meter and its scale. */
  readonly key: string;
  readonly meter: SheetMeter;
  readonly scale: SheetScale;
}

/** A line of the grid: a flat and its dials by resource; a flat with two of one resource has two lines. */
export interface Line {
  readonly key: string;
  readonly row: SheetRow;
  /** The first line of its flat says its number and holder. */
  readonly isFirst: boolean;
  readonly dials: ReadonlyMap<string, Dial>;
  /** What was entered here since the sheet was read, by dial; a changed line is another object. */
  readonly entered: ReadonlyMap<string, Entered>;
}

/** What became of a reading that was entered here. */
export interface Entered {
  readonly value: bigint;
  readonly takenOn: string;
  readonly state: "saved" | "waiting";
  readonly warnings: readonly { readonly code: string; readonly title: string }[];
}

/** In the order of a sheet on paper. */
export const RESOURCES = ["cold_water", "hot_water", "electricity", "gas", "heat", "sewerage"] as const;

const dialsOf = (row: SheetRow): Dial[] =>
  row.meters.flatMap((meter) =>
    meter.scales.map((scale) => ({ key: `${meter.id}|${scale.scale}`, meter, scale })),
  );

/** The flats' meters, or the building's own, which are read by the company itself at any day of the month. */
export type Part = "flats" | "house";
export const partOf = (sheet: Sheet, part: Part): Sheet => ({
  ...sheet,
  rows: sheet.rows.filter(({ premises }) => (premises === undefined) === (part === "house")),
});

/** The sheet as lines; those of a flat stand together. */
export function linesOf(sheet: Sheet, entered: ReadonlyMap<string, Entered>): Line[] {
  return sheet.rows.flatMap((row) => {
    const byResource = Map.groupBy(dialsOf(row), ({ meter }) => meter.resource);
    const count = Math.max(...[...byResource.values()].map((dials) => dials.length));
    return Array.from({ length: count }, (_, at): Line => {
      const dials = new Map(
        [...byResource].flatMap(([resource, all]) => {
          const dial = all[at];
          return dial ? [[resource, dial] as const] : [];
        }),
      );
      const own = [...dials.values()].flatMap(({ key }) => {
        const one = entered.get(key);
        return one ? [[key, one] as const] : [];
      });
      return {
        key: `${row.premises ?? 0}:${at}`,
        row,
        isFirst: at === 0,
        dials,
        entered: new Map(own),
      };
    });
  });
}

export const resourcesOf = (sheet: Sheet): string[] => {
  const present = new Set(sheet.rows.flatMap(({ meters }) => meters.map(({ resource }) => resource)));
  return RESOURCES.filter((resource) => present.has(resource));
};

/** The month's reading as it stands: entered here, or known before. */
export function readingAt(line: Line, dial: Dial): bigint | undefined {
  const entered = line.entered.get(dial.key);
  if (entered) return entered.value;
  return dial.scale.reading === undefined ? undefined : BigInt(dial.scale.reading.value);
}

/** What the dial counted in the month, transformers applied; undefined without a reading. */
export function usedAt(line: Line, dial: Dial): bigint | undefined {
  const now = readingAt(line, dial);
  const before = dial.scale.previous;
  if (now === undefined || before === undefined) return undefined;
  return (now - BigInt(before.value)) * BigInt(dial.meter.ratio);
}

export const warningsAt = (
  line: Line,
  dial: Dial,
): readonly { readonly code: string; readonly title: string }[] =>
  line.entered.get(dial.key)?.warnings ?? dial.scale.warnings;

/** How far the sheet is filled, by meters: one is read when all of its dials are. */
export function progressOf(lines: readonly Line[]): { readonly read: number; readonly meters: number } {
  const isRead = new Map<number, boolean>();
  for (const line of lines) {
    for (const dial of line.dials.values()) {
      const before = isRead.get(dial.meter.id) ?? true;
      isRead.set(dial.meter.id, before && readingAt(line, dial) !== undefined);
    }
  }
  return { read: [...isRead.values()].filter(Boolean).length, meters: isRead.size };
}

/** One cell of a pasted block, matched with a dial or not. */
export interface Pasted {
  readonly text: string;
  readonly line: Line | undefined;
  readonly dial: Dial | undefined;
  /** How it is named where nothing was found for it: the flat as it stands in the block. */
  readonly named: string;
}

/**
 * A block from a spreadsheet laid over the sheet. Pasted at the column of flats, its first column names the flats, so
 * that the order may differ; pasted at a reading, its lines follow the sheet's. Its columns follow the resources.
 */
export function layOver(
  block: readonly (readonly string[])[],
  at: { readonly line: Line; readonly columnId: string },
  lines: readonly Line[],
  resources: readonly string[],
): Pasted[] {
  const isNamed = !resources.includes(at.columnId);
  const first = isNamed ? 0 : resources.indexOf(at.columnId);
  const start = lines.findIndex(({ key }) => key === at.line.key);
  const firstLines = new Map(
    lines.filter(({ isFirst }) => isFirst).map((line) => [flatKey(line.row.number), line]),
  );
  return block.flatMap((cells, offset) => {
    const named = isNamed ? (cells[0] ?? "") : "";
    const line = isNamed ? firstLines.get(flatKey(named)) : lines[start + offset];
    return cells.slice(isNamed ? 1 : 0).flatMap((text, column): Pasted[] => {
      if (text === "") return [];
      const resource = resources[first + column];
      const dial = resource === undefined ? undefined : line?.dials.get(resource);
      return [{ text, line, dial, named: line?.row.number ?? named }];
    });
  });
}

/** "кв. 12", "Кв 12 " and "12" name one flat. */
const flatKey = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(кв|apt|flat|пом|комн)\.?\s*/, "");
