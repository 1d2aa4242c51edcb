/**
 * What a receipt is drawn on, so that its layout knows of paper and not of files. Millimetres from the top left
 * corner of the page, text by its baseline, sizes in points.
 */
export interface Canvas extends Ruler {
  /** `stretch` is the horizontal scale of the letters, 1 as they are. */
  text(text: string, x: number, y: number, face: FaceName, size: number, stretch?: number): void;
  /** 0 is black, 1 is paper. */
  fill(x: number, y: number, width: number, height: number, grey: number): void;
  frame(x: number, y: number, width: number, height: number, thickness: number): void;
  line(fromX: number, fromY: number, toX: number, toY: number, thickness: number, dashed?: boolean): void;
  bits(square: Modules, x: number, y: number, module: number): void;
  bars(widths: readonly number[], x: number, y: number, height: number, module: number): void;
  /** Draws what many pages share. `key` names everything that the drawing depends on. */
  stamp(key: string, draw: (canvas: Canvas) => void): void;
}

export interface Ruler {
  /** Width of a text in millimetres. */
  widthOf(face: FaceName, size: number, text: string): number;
}

export type FaceName = "regular" | "bold" | "narrow" | "narrowBold";

/** A square code: one bit a module, the highest bit leftmost, each row begins a byte; a set bit is dark. */
export interface Modules {
  readonly size: number;
  readonly rows: Uint8Array;
}
