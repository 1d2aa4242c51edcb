import { describe, expect, it } from "vitest";
import {
  type Entered,
  layOver,
  type Line,
  linesOf,
  progressOf,
  resourcesOf,
  type Sheet,
  usedAt,
} from "./sheet.ts";

const scale = (number: number, previous: string, reading?: string) => ({
  scale: number,
  previous: { value: previous, takenOn: "2026-10-23", mark: "regular" as const, source: "resident" as const },
  ...(reading
    ? {
        reading: {
          value: reading,
          takenOn: "2026-11-20",
          mark: "regular" as const,
          source: "resident" as const,
        },
      }
    : {}),
  months: [],
  warnings: [],
});
const meter = (id: number, resource: string, scales: ReturnType<typeof scale>[], ratio = "1") => ({
  id,
  resource,
  serial: `S-${id}`,
  pictures: [],
  integerDigits: 5,
  ratio,
  installed: "2024-01-01",
  scales,
});
const row = (number: string, meters: ReturnType<typeof meter>[]) => ({
  premises: Number(number),
  number,
  kind: "flat",
  accounts: [],
  persons: 1,
  meters,
});
const sheet = {
  building: { id: 1, code: "x", address: "ул. Лесная, д. 12", number: "12" },
  period: "2026-11",
  deadline: "2026-11-25",
  rows: [
    row("1", [
      meter(1, "cold_water", [scale(0, "10000000", "14000000")]),
      meter(2, "cold_water", [scale(0, "5000000")]),
      meter(3, "electricity", [scale(1, "100000000"), scale(2, "50000000", "60000000")], "40"),
    ]),
    row("2", [meter(4, "cold_water", [scale(0, "7000000")])]),
  ],
} as Sheet;

const NONE: ReadonlyMap<string, Entered> = new Map();
const entered = (value: bigint): Entered => ({ value, takenOn: "2026-11-23", state: "saved", warnings: [] });
const at = (lines: readonly Line[], index: number): Line => lines[index] as Line;

describe("the sheet of a building", () => {
  it("gives a flat with two meters of one resource, or two zones, two lines", () => {
    const lines = linesOf(sheet, NONE);
    expect(lines.map(({ key, isFirst }) => [key, isFirst])).toEqual([
      ["1:0", true],
      ["1:1", false],
      ["2:0", true],
    ]);
    expect(at(lines, 1).dials.get("cold_water")?.meter.id).toBe(2);
    expect(at(lines, 1).dials.get("electricity")?.scale.scale).toBe(2);
    expect(resourcesOf(sheet)).toEqual(["cold_water", "electricity"]);
  });

  it("counts a meter as read when all of its dials are", () => {
    expect(progressOf(linesOf(sheet, NONE))).toEqual({ read: 1, meters: 4 });
    const more = new Map([
      ["3|1", entered(101_000_000n)],
      ["4|0", entered(9_000_000n)],
    ]);
    expect(progressOf(linesOf(sheet, more))).toEqual({ read: 3, meters: 4 });
  });

  it("says what was used, with the transformers", () => {
    const [line] = linesOf(sheet, new Map([["3|1", entered(101_000_000n)]]));
    const dial = line?.dials.get("electricity");
    expect(line && dial && usedAt(line, dial)).toBe(40_000_000n);
    const cold = line?.dials.get("cold_water");
    expect(line && cold && usedAt(line, cold)).toBe(4_000_000n);
  });
});

describe("a pasted block", () => {
  const lines = linesOf(sheet, NONE);
  const resources = resourcesOf(sheet);

  it("follows the lines from the cell it is pasted at", () => {
    const pasted = layOver(
      [["6,5", "51"], ["8"]],
      { line: at(lines, 1), columnId: "cold_water" },
      lines,
      resources,
    );
    expect(pasted.map(({ text, dial }) => [text, dial?.key])).toEqual([
      ["6,5", "2|0"],
      ["51", "3|2"],
      ["8", "4|0"],
    ]);
  });

  it("finds flats by their numbers where the first column names them", () => {
    const pasted = layOver(
      [
        ["кв. 2", "8"],
        ["1", "", "101"],
        ["99", "5"],
      ],
      { line: at(lines, 0), columnId: "flat" },
      lines,
      resources,
    );
    expect(pasted.map(({ text, dial, named }) => [text, dial?.key, named])).toEqual([
      ["8", "4|0", "2"],
      ["101", "3|1", "1"],
      ["5", undefined, "99"],
    ]);
  });

  it("has nothing to say beyond the last line and column", () => {
    const pasted = layOver(
      [["1", "2"], ["3"]],
      { line: at(lines, 2), columnId: "cold_water" },
      lines,
      resources,
    );
    expect(pasted.map(({ dial }) => dial?.key)).toEqual(["4|0", undefined, undefined]);
  });
});
