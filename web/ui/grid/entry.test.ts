import { expect, test } from "vitest";
import { type EntryColumn, entryOf, gravest } from "./entry.ts";

test("the gravest state speaks for the row", () => {
  const warning = { kind: "warning", sentence: "Over 3 times the average" } as const;
  expect(gravest([{ kind: "saved" }, warning, { kind: "saving" }])).toBe(warning);
  const error = { kind: "error", sentence: "Not a number" } as const;
  expect(gravest([warning, error])).toBe(error);
  expect(gravest([])).toEqual({ kind: "empty" });
});

test("a row without a meter has nothing to enter", () => {
  const column: EntryColumn<{ meter: string | undefined }> = {
    id: "hot",
    header: "Hot water",
    cell: () => "",
    entry: {
      has: (row) => row.meter !== undefined,
      valueOf: () => "",
      parse: (text) => ({ value: text }),
      commit: () => undefined,
      stateOf: () => ({ kind: "empty" }),
    },
  };
  expect(entryOf(column, { meter: undefined })).toBeUndefined();
  expect(entryOf(column, { meter: "18-204417" })).toBe(column.entry);
});
