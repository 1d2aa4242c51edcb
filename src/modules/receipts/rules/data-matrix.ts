import { assert } from "#core/assert";
import type { PrintMark } from "../model.ts";
import type { Modules } from "./canvas.ts";

/**
 * Data Matrix ECC 200 of 16 × 16 modules (ISO/IEC 16022): 12 data and 12 error codewords, one region. Two marks stand
 * on every receipt, and drawing them through a general library would take most of the time of printing it.
 */
const SIZE = 16;
const INNER = SIZE - 2;
const DATA = 12;
const ERROR = 12;

/** job(6) batch(3) sequence(7) sheet(1) of(1). */
export function markDigits(mark: PrintMark, sheet: number, sheets: number): string {
  const { job, batch, sequence } = mark;
  const digits = [
    [job, 6],
    [batch, 3],
    [sequence, 7],
    [Math.min(sheet, 9), 1],
    [Math.min(sheets, 9), 1],
  ] as const;
  return digits
    .map(([value, length]) => {
      assert(
        Number.isInteger(value) && value >= 0 && value < 10 ** length,
        `a print mark of ${length} digits`,
      );
      return String(value).padStart(length, "0");
    })
    .join("");
}

/** At most 24 digits, an even number of them. */
export function dataMatrix(digits: string): Modules {
  assert(/^(\d\d){1,12}$/.test(digits), "a 16 × 16 Data Matrix takes up to 12 pairs of digits");
  const data = Array.from(
    { length: digits.length / 2 },
    (_, i) => Number(digits.slice(i * 2, i * 2 + 2)) + 130,
  );
  const words = padded(data);
  return { size: SIZE, rows: placed([...words, ...errorWords(words)]) };
}

/** The first pad is 129; the following ones are scrambled by their place, so that no pattern repeats. */
function padded(data: readonly number[]): number[] {
  const words = [...data];
  if (words.length < DATA) words.push(129);
  while (words.length < DATA) {
    const word = 129 + (((149 * (words.length + 1)) % 253) + 1);
    words.push(word > 254 ? word - 254 : word);
  }
  return words;
}

const EXP: number[] = [];
const LOG: number[] = [];
for (let i = 0, value = 1; i < 255; i++) {
  EXP[i] = value;
  LOG[value] = i;
  value = value < 128 ? value * 2 : (value * 2) ^ 0x12d;
}
const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (EXP[((LOG[a] ?? 0) + (LOG[b] ?? 0)) % 255] ?? 0);

/** Product of (x − 2^i), i = 1 to 12, lowest power first, without the leading 1. */
const GENERATOR = generator();
function generator(): number[] {
  let polynomial = [1];
  for (let i = 1; i <= ERROR; i++) {
    const next = Array.from({ length: polynomial.length + 1 }, () => 0);
    for (const [power, factor] of polynomial.entries()) {
      next[power] = (next[power] ?? 0) ^ times(factor, EXP[i] ?? 0);
      next[power + 1] = (next[power + 1] ?? 0) ^ factor;
    }
    polynomial = next;
  }
  return polynomial.slice(0, ERROR);
}

/** Reed–Solomon over GF(256), polynomial 0x12D. */
function errorWords(data: readonly number[]): number[] {
  const rest = Array.from({ length: ERROR }, () => 0);
  for (const word of data) {
    const factor = word ^ (rest[ERROR - 1] ?? 0);
    for (let i = ERROR - 1; i > 0; i--) rest[i] = (rest[i - 1] ?? 0) ^ times(factor, GENERATOR[i] ?? 0);
    rest[0] = times(factor, GENERATOR[0] ?? 0);
  }
  return rest.reverse();
}

/** Where each bit of each codeword goes, as row × 14 + column (annex F); it is the same for every mark. */
const PLACES = places();
function places(): readonly (readonly number[])[] {
  const taken = new Set<number>();
  const words: number[][] = [];
  const at = (row: number, column: number): number => {
    let r = row;
    let c = column;
    if (r < 0) {
      r += INNER;
      c += 4 - ((INNER + 4) % 8);
    }
    if (c < 0) {
      c += INNER;
      r += 4 - ((INNER + 4) % 8);
    }
    taken.add(r * INNER + c);
    return r * INNER + c;
  };
  const utah = (r: number, c: number): number[] => [
    at(r - 2, c - 2),
    at(r - 2, c - 1),
    at(r - 1, c - 2),
    at(r - 1, c - 1),
    at(r - 1, c),
    at(r, c - 2),
    at(r, c - 1),
    at(r, c),
  ];
  const free = (r: number, c: number): boolean =>
    r >= 0 && r < INNER && c >= 0 && c < INNER && !taken.has(r * INNER + c);
  let row = 4;
  let column = 0;
  // Of the standard's four corner cases only the second can occur in a square of 14 modules.
  while (row < INNER || column < INNER) {
    if (row === INNER - 2 && column === 0 && INNER % 4 !== 0) {
      words.push([
        at(INNER - 3, 0),
        at(INNER - 2, 0),
        at(INNER - 1, 0),
        at(0, INNER - 4),
        at(0, INNER - 3),
        at(0, INNER - 2),
        at(0, INNER - 1),
        at(1, INNER - 1),
      ]);
    }
    do {
      if (row < INNER && column >= 0 && free(row, column)) words.push(utah(row, column));
      row -= 2;
      column += 2;
    } while (row >= 0 && column < INNER);
    row += 1;
    column += 3;
    do {
      if (row >= 0 && column < INNER && free(row, column)) words.push(utah(row, column));
      row += 2;
      column -= 2;
    } while (row < INNER && column >= 0);
    row += 3;
    column += 1;
  }
  return words;
}

/** The border: the solid L on the left and at the bottom, alternating modules at the top and on the right. */
const BORDER = border();
function border(): Uint8Array {
  const rows = new Uint8Array(SIZE * 2);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const dark =
        x === 0 || y === SIZE - 1 || (y === 0 && x % 2 === 0) || (x === SIZE - 1 && y !== 0 && y % 2 === 1);
      if (dark) setDark(rows, y, x);
    }
  }
  // The corner that no codeword reaches has a fixed pattern.
  setDark(rows, INNER, INNER);
  setDark(rows, INNER - 1, INNER - 1);
  return rows;
}

function setDark(rows: Uint8Array, y: number, x: number): void {
  const at = y * 2 + (x >> 3);
  rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
}

function placed(words: readonly number[]): Uint8Array {
  const rows = BORDER.slice();
  for (let index = 0; index < PLACES.length; index++) {
    const places = PLACES[index] ?? [];
    const word = words[index] ?? 0;
    for (let bit = 0; bit < 8; bit++) {
      const place = places[bit] ?? 0;
      if ((word >> (7 - bit)) & 1) setDark(rows, Math.floor(place / INNER) + 1, (place % INNER) + 1);
    }
  }
  return rows;
}
