/** A place in a text, in letters from its beginning. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

export interface Piece {
  readonly text: string;
  readonly isFault: boolean;
}

/** A text cut where faults begin and end; one of no length, at the end of the text, is an empty piece. */
export function piecesOf(text: string, faults: readonly Place[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { at, length } of faults.toSorted((a, b) => a.at - b.at || b.length - a.length)) {
    const from = Math.min(Math.max(at, done), text.length);
    const to = Math.min(at + length, text.length);
    // Within a place that is marked already.
    if (to <= done && !(length === 0 && from === text.length)) continue;
    if (from > done) pieces.push({ text: text.slice(done, from), isFault: false });
    pieces.push({ text: text.slice(from, to), isFault: true });
    done = to;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), isFault: false });
  return pieces;
}

/** Line and letter of a place, both from 1, as a person counts. */
export function lineOf(text: string, at: number): { readonly line: number; readonly letter: number } {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return { line, letter: at - (before.lastIndexOf("\n") + 1) + 1 };
}

/** How a name is put where the caret is: parted by spaces from what is not a bracket. */
export function nameBetween(name: string, before: string, after: string): string {
  const left = before === "" || /[\s(]$/.test(before) ? "" : " ";
  const right = after === "" || /^[\s);]/.test(after) ? "" : " ";
  return `${left}${name}${right}`;
}
