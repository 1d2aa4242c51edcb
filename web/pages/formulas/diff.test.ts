import fc from "fast-check";
import { expect, it } from "vitest";
import { differenceOf } from "./diff.ts";

it("names what was taken out and what was put in, word by word", () => {
  expect(differenceOf("volume * rate", "volume * rate * 1.5")).toEqual([
    { kind: "same", text: "volume * rate" },
    { kind: "added", text: " * 1.5" },
  ]);
  expect(differenceOf("объём * 1.5", "объём * 1.7")).toEqual([
    { kind: "same", text: "объём * " },
    { kind: "removed", text: "1.5" },
    { kind: "added", text: "1.7" },
  ]);
  expect(differenceOf("a", "a")).toEqual([{ kind: "same", text: "a" }]);
});

it("holds both texts whole, whatever they are", () => {
  const text = fc
    .array(fc.constantFrom("volume", "rate", " ", "*", "(", ")", "3 м3", "\n"), { maxLength: 25 })
    .map((words) => words.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = differenceOf(before, after);
      const without = (kind: string): string =>
        changes
          .filter((change) => change.kind !== kind)
          .map((change) => change.text)
          .join("");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});
