import { expect } from "vitest";
import { readFaces } from "#platform/pdf/document";
import type { ReceiptContent } from "../model.ts";
import type { Canvas, FaceName, Modules } from "../rules/canvas.ts";
import { layOutReceipt } from "../rules/receipt.ts";
import { MM_PER_POINT } from "../rules/setting.ts";

/** A canvas that remembers, to ask what was put where. */
export interface SetText {
  readonly text: string;
  readonly face: FaceName;
  readonly size: number;
  readonly stretch: number;
  readonly left: number;
  readonly right: number;
  /** Of the letters' bodies: ascenders and descenders of two lines may meet, x-heights may not. */
  readonly top: number;
  readonly bottom: number;
}
export interface Side {
  readonly texts: readonly SetText[];
  readonly codes: readonly {
    readonly x: number;
    readonly y: number;
    readonly side: number;
    readonly module: number;
  }[];
  readonly bars: number;
}

const faces = readFaces(new URL("../fonts/faces.json", import.meta.url));
export const widthOf = (face: FaceName, size: number, text: string): number =>
  ((faces.byName[face]?.widthOf(text) ?? 0) * size * MM_PER_POINT) / 1000;

export const sidesOf = (content: ReceiptContent): Side[] => recorded(layOutReceipt({ widthOf }, content));

export function recorded(drawings: readonly ((canvas: Canvas) => void)[]): Side[] {
  return drawings.map((draw) => {
    const texts: SetText[] = [];
    const codes: { x: number; y: number; side: number; module: number }[] = [];
    let bars = 0;
    const canvas: Canvas = {
      widthOf,
      text(text, x, y, face, size, stretch = 1) {
        if (text.trim() === "") return;
        const height = size * MM_PER_POINT;
        const right = x + widthOf(face, size, text) * stretch;
        texts.push({
          text,
          face,
          size,
          stretch,
          left: x,
          right,
          top: y - 0.55 * height,
          bottom: y + 0.05 * height,
        });
      },
      fill: () => undefined,
      frame: () => undefined,
      line: () => undefined,
      bits(square: Modules, x, y, module) {
        codes.push({ x, y, side: square.size * module, module });
      },
      bars() {
        bars += 1;
      },
      stamp: (_key, stamp) => stamp(canvas),
    };
    draw(canvas);
    return { texts, codes, bars };
  });
}

/** Everything is on the paper, nothing stands on anything else, and nothing in the quiet zone of a code. */
export function expectTidy(sides: readonly Side[]): void {
  expect(sides.flatMap(disorderOf)).toEqual([]);
}

function disorderOf(side: Side): string[] {
  const found: string[] = [];
  for (const { text, left, right, top, bottom } of side.texts) {
    if (left < 11.99 || right > 200.05 || top < 7 || bottom > 292.8) found.push(`"${text}" is off the paper`);
  }
  const sorted = side.texts.toSorted((a, b) => a.top - b.top);
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next];
      if (!other || other.top >= one.bottom - 0.05) break;
      const apart = other.left >= one.right - 0.05 || one.left >= other.right - 0.05;
      if (!apart) found.push(`"${one.text}" stands on "${other.text}"`);
    }
  }
  for (const { x, y, side: width, module } of side.codes) {
    const quiet = width > 20 ? module * 4 : module;
    for (const { text, left, right, top, bottom } of side.texts) {
      const aside = right <= x - quiet + 0.05 || left >= x + width + quiet - 0.05;
      if (!aside && bottom > y - quiet && top < y + width + quiet)
        found.push(`"${text}" stands too near a code`);
    }
  }
  return found;
}

/** All text of a side in the order of setting, without spaces: words may be broken into lines, never lost. */
export const lettersOf = (sides: readonly Side[]): string =>
  sides
    .flatMap((side) => side.texts.map(({ text }) => text))
    .join("")
    .replaceAll(/\s/g, "");
