import { describe, expect, test } from "vitest";
import { neighbourEntry, nextEmpty, placeAfter } from "./moves.ts";

const size = { rows: 100, columns: 5, page: 20, hasHead: true };
const at = { row: 50, column: 2 };

describe("keys of movement", () => {
  test.each([
    ["ArrowUp", { row: 49, column: 2 }],
    ["ArrowDown", { row: 51, column: 2 }],
    ["ArrowLeft", { row: 50, column: 1 }],
    ["ArrowRight", { row: 50, column: 3 }],
    ["Home", { row: 50, column: 0 }],
    ["End", { row: 50, column: 4 }],
    ["PageUp", { row: 30, column: 2 }],
    ["PageDown", { row: 70, column: 2 }],
    ["Ctrl+Home", { row: 0, column: 0 }],
    ["Ctrl+End", { row: 99, column: 4 }],
  ])("%s", (keys, expected) => expect(placeAfter(keys, at, size)).toEqual(expected));

  test("stop at the edges", () => {
    expect(placeAfter("ArrowLeft", { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 });
    expect(placeAfter("PageDown", { row: 95, column: 0 }, size)).toEqual({ row: 99, column: 0 });
    expect(placeAfter("PageUp", { row: 5, column: 0 }, size)).toEqual({ row: 0, column: 0 });
  });

  test("the head is reached by arrow up, where it can sort", () => {
    expect(placeAfter("ArrowUp", { row: 0, column: 1 }, size)).toEqual({ row: -1, column: 1 });
    expect(placeAfter("ArrowUp", { row: 0, column: 1 }, { ...size, hasHead: false })).toEqual({
      row: 0,
      column: 1,
    });
  });

  test("others are left alone", () => expect(placeAfter("Ctrl+ArrowDown", at, size)).toBeUndefined());
});

describe("next empty cell", () => {
  const columns = [1, 3];
  const only =
    (...empty: string[]) =>
    (place: { row: number; column: number }) =>
      empty.includes(`${place.row}:${place.column}`);

  test("goes along the row first, then down", () => {
    expect(nextEmpty({ row: 0, column: 1 }, 3, columns, only("0:3", "1:1"))).toEqual({ row: 0, column: 3 });
    expect(nextEmpty({ row: 0, column: 3 }, 3, columns, only("1:3", "2:1"))).toEqual({ row: 1, column: 3 });
  });

  test("comes round to the beginning, the left of its own row last", () => {
    expect(nextEmpty({ row: 2, column: 3 }, 3, columns, only("0:3", "2:1"))).toEqual({ row: 0, column: 3 });
    expect(nextEmpty({ row: 2, column: 3 }, 3, columns, only("2:1"))).toEqual({ row: 2, column: 1 });
  });

  test("there is none when all are filled, though the cell itself be empty still", () => {
    expect(nextEmpty({ row: 1, column: 1 }, 3, columns, only("1:1"))).toBeUndefined();
  });

  test("Tab goes to the neighbour, filled or not, and ends with the list", () => {
    expect(neighbourEntry({ row: 0, column: 3 }, 2, columns, 1)).toEqual({ row: 1, column: 1 });
    expect(neighbourEntry({ row: 1, column: 1 }, 2, columns, -1)).toEqual({ row: 0, column: 3 });
    expect(neighbourEntry({ row: 1, column: 3 }, 2, columns, 1)).toBeUndefined();
    expect(neighbourEntry({ row: 0, column: 1 }, 2, columns, -1)).toBeUndefined();
  });
});
