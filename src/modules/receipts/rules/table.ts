import type { Canvas, Ruler } from "./canvas.ts";
import type { Block } from "./flow.ts";
import { BODY, HEAD, LEFT, PAD, ROW, rule, setPieces, TYPE, WIDTH } from "./page.ts";
import {
  type Align,
  baselineOf,
  type Paragraph,
  paragraph,
  type Piece,
  setLine,
  setParagraph,
} from "./setting.ts";

/** The tables of the back. */
const PITCH = 3.7;

export interface Table {
  readonly edges: readonly { readonly x: number; readonly width: number; readonly align: Align }[];
}
export interface CellText {
  readonly pieces: readonly Piece[];
  /** A second line in small type. */
  readonly under?: string;
  readonly narrow?: boolean;
  /** The same on all bills of a house: pages share it. */
  readonly common?: boolean;
}
export const plain = (text: string): CellText => ({ pieces: [{ text }] });
export const strong = (text: string): CellText => ({ pieces: [{ text, bold: true }] });

export function tableOf(widths: readonly number[], aligns: readonly Align[]): Table {
  let x = LEFT;
  const edges = widths.map((width, index) => {
    const start = index === 0 ? x : x + PAD;
    const end = index === widths.length - 1 ? x + width : x + width - PAD;
    x += width;
    return { x: start, width: end - start, align: aligns[index] ?? "left" };
  });
  return { edges };
}

export function tableHead(
  table: Table,
  heading: string,
  after: string,
  heads: readonly (readonly string[])[],
): Block {
  const lines = Math.max(...heads.map((head) => head.length));
  const height = 4.6 + lines * 3.2 + 1;
  return {
    height,
    draw(canvas, top) {
      const key = `head ${top.toFixed(2)} ${heading} ${after} ${heads.join("\t")}`;
      canvas.stamp(key, (stamp) => {
        setPieces(
          stamp,
          [
            [heading, "bold", 9.5],
            [after ? ` ${after}` : "", "regular", BODY],
          ],
          { x: LEFT, y: baselineOf(top, 4.4, 9.5), width: WIDTH },
        );
        const low = baselineOf(top + height - 4.1, 3.2, BODY);
        for (const [index, head] of heads.entries()) {
          const edge = table.edges[index];
          if (!edge) continue;
          for (const [line, text] of head.entries()) {
            const y = low - (head.length - 1 - line) * 3.2;
            setLine(stamp, text, { ...edge, y, face: "narrow" });
          }
        }
        rule(stamp, top + height - 0.2, HEAD);
      });
    },
  };
}

/** A row as tall as its tallest cell. Words are broken into lines, what stands on the right (sums) never. */
export function tableRow(ruler: Ruler, table: Table, cells: readonly CellText[]): Block {
  const set: SetCell[] = [];
  let tallest = 0;
  for (const [index, cell] of cells.entries()) {
    const edge = table.edges[index];
    if (!edge) continue;
    const style = {
      width: edge.width,
      size: cell.narrow ? BODY : TYPE,
      pitch: PITCH,
      narrow: cell.narrow === true,
    };
    const words = edge.align === "right" ? undefined : paragraph(ruler, cell.pieces, style);
    const small = { width: edge.width, size: BODY, pitch: 3.5, narrow: true };
    const under = cell.under ? paragraph(ruler, [{ text: cell.under }], small) : undefined;
    tallest = Math.max(tallest, (words?.height ?? PITCH) + (under?.height ?? 0));
    set.push({ cell, edge, words, under });
  }
  const height = tallest + 0.9;
  const common = set.filter(({ cell }) => cell.common);
  const own = set.filter(({ cell }) => !cell.common);
  return {
    height,
    draw(canvas, top) {
      if (common.length > 0) {
        const texts = common.map(({ cell }) => `${cell.pieces[0]?.text} ${cell.under}`);
        canvas.stamp(`row ${top.toFixed(2)} ${texts.join("\t")}`, (stamp) => {
          for (const entry of common) drawCell(stamp, entry, top + 0.45);
        });
      }
      for (const entry of own) drawCell(canvas, entry, top + 0.45);
      rule(canvas, top + height, ROW);
    },
  };
}

interface SetCell {
  readonly cell: CellText;
  readonly edge: Table["edges"][number];
  /** Absent where the cell is one line that stands on the right. */
  readonly words: Paragraph | undefined;
  readonly under: Paragraph | undefined;
}

function drawCell(canvas: Canvas, { cell, edge, words, under }: SetCell, top: number): void {
  if (words) {
    setParagraph(canvas, words, edge.x, top);
    if (under) setParagraph(canvas, under, edge.x, top + words.height);
    return;
  }
  const [piece] = cell.pieces;
  const face = piece?.bold ? "bold" : "regular";
  setLine(canvas, piece?.text ?? "", { ...edge, y: baselineOf(top, PITCH, TYPE), face, size: TYPE });
}
