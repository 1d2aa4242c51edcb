import type { MeterRow, ReceiptContent, ReferenceRow, Shown } from "../model.ts";
import type { Canvas, FaceName } from "./canvas.ts";
import { BODY, HEAD, LEFT, PAD, type PageFacts, RIGHT, ROW, rule, setSection } from "./page.ts";
import { baselineOf, boundedParagraph, setDecimal, setLine, setParagraph } from "./setting.ts";
import type { FormWords } from "./words.ts";

/**
 * Sections 2 and 4 in one table: a resource's meter on the left, its norms and the house's volumes on the right.
 * Six scales fit the front; the rest goes to the back.
 */
export interface ReadingRow {
  readonly resource: string;
  readonly unit: string;
  readonly meter?: MeterRow;
  /** Another scale of the meter in the row above: its number and verification are not repeated. */
  readonly sameMeter: boolean;
  readonly reference?: ReferenceRow;
}

export const READING_ROWS = 6;
export const READINGS_HEAD = 11.5;
const TOP = 210.5;
const PITCH = 3.65;
const ROOM = 22.2;

/** Right edges. */
const EDGE = {
  resource: 40.5,
  serial: 60.5,
  verified: 77.5,
  previous: 94.5,
  current: 111.5,
  consumption: 125.5,
  norm: 138.5,
  normCommon: 152,
  house: 169,
  premises: 185.5,
  common: RIGHT,
};

export function readingRows(content: ReceiptContent): readonly ReadingRow[] {
  const rows: ReadingRow[] = [];
  const push = (row: Omit<ReadingRow, "sameMeter">) => {
    const above = rows.at(-1)?.meter;
    rows.push({ ...row, sameMeter: row.meter !== undefined && above?.serial === row.meter.serial });
  };
  const resources = new Set(content.reference.map((row) => row.resource));
  for (const reference of content.reference) {
    const { resource, unit } = reference;
    const [first, ...others] = content.meters.filter((meter) => meter.resource === resource);
    push({ resource, unit, reference, ...(first ? { meter: first } : {}) });
    for (const meter of others) push({ resource, unit: meter.unit, meter });
  }
  for (const meter of content.meters) {
    if (!resources.has(meter.resource)) push({ resource: meter.resource, unit: meter.unit, meter });
  }
  return rows;
}

export function drawReadings(canvas: Canvas, page: PageFacts): void {
  const { content, words, format } = page;
  const hasMeters = content.meters.length > 0;
  const accepted = content.readings?.acceptedOn;
  const key = `readings ${content.language} ${hasMeters} ${accepted} ${content.house.areaTotal}`;
  canvas.stamp(key, (stamp) => {
    drawReadingsHead(stamp, words, TOP, hasMeters);
    setSection(
      stamp,
      { number: "2", top: TOP, right: EDGE.consumption - 1 },
      hasMeters ? words.meters : words.noMeters,
      hasMeters && accepted ? words.accepted(format.date(accepted)) : "",
    );
    drawReferenceHeading(stamp, page, TOP);
  });
  const rows = readingRows(content);
  const shown = rows.slice(0, READING_ROWS);
  const left = rows.length - shown.length;
  const pitch = Math.min(PITCH * 1.15, ROOM / Math.max(1, shown.length));
  const top = TOP + READINGS_HEAD;
  const bottom = drawReadingRows(canvas, page, { rows: shown, all: rows, top, pitch, hasMeters, end: HEAD });
  if (!hasMeters) drawNoMeters(canvas, page, top);
  if (left > 0) {
    const text = words.metersOverleaf(left);
    setLine(canvas, text, {
      x: 95,
      width: 29.6,
      y: baselineOf(TOP, 4.4, BODY),
      align: "right",
      face: "narrow",
    });
  }
  canvas.line(EDGE.consumption, TOP, EDGE.consumption, bottom, HEAD);
}

function drawReferenceHeading(canvas: Canvas, { content, words, format }: PageFacts, top: number): void {
  const x = EDGE.consumption + 1.4;
  const y = baselineOf(top, 4.4, 9.5);
  const heading = `4\u00a0\u00a0${words.reference}`;
  const area = content.house.areaTotal;
  const after = area === undefined ? "" : `${format.exactly(area, 2)} ${words.m2}`;
  const afterWidth = after ? canvas.widthOf("narrow", BODY, after) + 1 : 0;
  setLine(canvas, heading, { x, width: RIGHT - x - afterWidth, y, face: "bold", size: 9.5 });
  if (after)
    setLine(canvas, after, { x: RIGHT - afterWidth, width: afterWidth, y, align: "right", face: "narrow" });
}

/** The column heads without the headings of the sections. */
export function drawReadingsHead(canvas: Canvas, words: FormWords, top: number, hasMeters: boolean): void {
  const low = baselineOf(top + READINGS_HEAD - 4.05, 3.2, BODY);
  const head = (lines: readonly string[], left: number, right: number, align: "left" | "right") => {
    for (const [index, text] of lines.entries()) {
      const y = low - (lines.length - 1 - index) * 3.2;
      setLine(canvas, text, { x: left, width: right - left, y, align, face: "narrow" });
    }
  };
  head([words.resource], LEFT, EDGE.resource, "left");
  if (hasMeters) {
    head([words.meterNumber], EDGE.resource + PAD, EDGE.serial, "left");
    head([words.verified], EDGE.serial + PAD, EDGE.verified, "left");
    head([words.previous], EDGE.verified, EDGE.previous - PAD, "right");
    head([words.current], EDGE.previous, EDGE.current - PAD, "right");
    head([words.consumption], EDGE.current, EDGE.consumption - PAD, "right");
  }
  head(words.norm, EDGE.consumption, EDGE.norm - PAD, "right");
  head(words.normCommon, EDGE.norm, EDGE.normCommon - PAD, "right");
  head([words.houseMeter], EDGE.normCommon, EDGE.house - PAD, "right");
  head([words.premises], EDGE.house, EDGE.premises - PAD, "right");
  head(words.common, EDGE.premises, EDGE.common, "right");
  rule(canvas, top + READINGS_HEAD - 0.35, HEAD);
}

export function drawReadingRows(
  canvas: Canvas,
  page: PageFacts,
  table: {
    readonly rows: readonly ReadingRow[];
    /** Rows of the whole document: their decimals decide where the commas stand. */
    readonly all: readonly ReadingRow[];
    readonly top: number;
    readonly pitch: number;
    readonly hasMeters: boolean;
    /** The rule under the last row. */
    readonly end: number;
  },
): number {
  const { rows, all, pitch, hasMeters, end } = table;
  const columns = columnsOf(canvas, all);
  const bottom = table.top + rows.length * pitch;
  const key = keyOfReference(page, table, columns);
  canvas.stamp(key, (stamp) => {
    for (const [index, row] of rows.entries()) {
      const top = table.top + index * pitch;
      const y = baselineOf(top, pitch, BODY);
      setLine(stamp, `${row.resource}, ${row.unit}`, { x: LEFT, width: EDGE.resource - LEFT - 0.5, y });
      for (const column of columns) if (!column.ofMeter) drawNumber(stamp, page, row, column, y);
      if (index === rows.length - 1) continue;
      if (hasMeters) rule(stamp, top + pitch, ROW);
      else {
        rule(stamp, top + pitch, ROW, LEFT, EDGE.resource - 0.5);
        rule(stamp, top + pitch, ROW, EDGE.consumption);
      }
    }
    rule(stamp, bottom, end);
  });
  if (!hasMeters) return bottom;
  for (const [index, row] of rows.entries()) {
    const y = baselineOf(table.top + index * pitch, pitch, BODY);
    drawMeterCells(canvas, page, row, y);
    for (const column of columns) if (column.ofMeter) drawNumber(canvas, page, row, column, y);
  }
  return bottom;
}

function drawNumber(
  canvas: Canvas,
  { format }: PageFacts,
  row: ReadingRow,
  column: NumberColumn,
  y: number,
): void {
  const shown = column.value(row);
  const text = shown ? format.number(shown) : row.sameMeter && column.ofMeter ? "" : "—";
  setDecimal(canvas, text, {
    commaX: column.comma,
    left: column.left + 0.3,
    right: column.right,
    y,
    comma: format.comma,
    face: column.face,
  });
}

/** The right half is the same for all accounts of a house: the key is everything it shows. */
function keyOfReference(
  page: PageFacts,
  table: {
    readonly rows: readonly ReadingRow[];
    readonly top: number;
    readonly pitch: number;
    readonly hasMeters: boolean;
    readonly end: number;
  },
  columns: readonly NumberColumn[],
): string {
  let key = `reference ${page.content.language} ${table.top} ${table.pitch} ${table.hasMeters} ${table.end}`;
  for (const column of columns) if (!column.ofMeter) key += ` ${column.comma}`;
  for (const row of table.rows) {
    key += `\n${row.resource}\t${row.unit}`;
    for (const column of columns) {
      if (column.ofMeter) continue;
      const shown = column.value(row);
      key += shown ? ` ${shown.millionths}.${shown.decimals}` : " -";
    }
  }
  return key;
}

function drawMeterCells(canvas: Canvas, { words, format }: PageFacts, row: ReadingRow, y: number): void {
  if (row.sameMeter) return;
  const { meter } = row;
  const serial = { x: EDGE.resource + PAD, width: EDGE.serial - EDGE.resource - PAD - 0.3, y };
  const verified = { x: EDGE.serial + PAD, width: EDGE.verified - EDGE.serial - PAD - 0.3, y };
  setLine(canvas, meter?.serial ?? "—", serial);
  if (meter?.expired) setLine(canvas, words.expired, { ...verified, face: "bold" });
  else setLine(canvas, meter?.verifiedUntil ? format.monthDate(meter.verifiedUntil) : "—", verified);
}

interface NumberColumn {
  readonly left: number;
  readonly right: number;
  readonly comma: number;
  readonly face: FaceName;
  readonly ofMeter: boolean;
  readonly value: (row: ReadingRow) => Shown | undefined;
}

function columnsOf(canvas: Canvas, rows: readonly ReadingRow[]): readonly NumberColumn[] {
  const column = (
    left: number,
    right: number,
    value: NumberColumn["value"],
    kind: { readonly face?: FaceName; readonly ofMeter?: boolean } = {},
  ): NumberColumn => {
    const { face = "regular", ofMeter = false } = kind;
    const decimals = rows.reduce((max, row) => Math.max(max, value(row)?.decimals ?? 0), 0);
    const fraction = decimals === 0 ? 0 : canvas.widthOf(face, BODY, `,${"0".repeat(decimals)}`);
    const edge = right === RIGHT ? right : right - PAD;
    return { left, right: edge, comma: edge - fraction, face, ofMeter, value };
  };
  return [
    column(EDGE.verified, EDGE.previous, (row) => row.meter?.previous, { ofMeter: true }),
    column(EDGE.previous, EDGE.current, (row) => row.meter?.current, { ofMeter: true }),
    column(EDGE.current, EDGE.consumption, (row) => row.meter?.consumption, { face: "bold", ofMeter: true }),
    column(EDGE.consumption, EDGE.norm, (row) => row.reference?.norm),
    column(EDGE.norm, EDGE.normCommon, (row) => row.reference?.normCommon),
    column(EDGE.normCommon, EDGE.house, (row) => row.reference?.houseReading),
    column(EDGE.house, EDGE.premises, (row) => row.reference?.premisesVolume),
    column(EDGE.premises, EDGE.common, (row) => row.reference?.commonVolume),
  ];
}

/** The place of the meters tells how to have one. */
function drawNoMeters(canvas: Canvas, { content, words }: PageFacts, top: number): void {
  const { company } = content;
  const whom = [company.name, company.phone].filter((part) => part !== undefined).join(", ");
  const set = boundedParagraph(canvas, [{ text: words.noMetersWords }, { text: whom, bold: true }], {
    width: EDGE.consumption - EDGE.resource - 8,
    size: BODY,
    pitch: 3.7,
    linesMax: 6,
  });
  setParagraph(canvas, set, EDGE.resource + 4, top + 0.5);
}
