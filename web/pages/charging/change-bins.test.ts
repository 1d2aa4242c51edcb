import { expect, test } from "vitest";
import { formatsOf } from "../../ui/format.ts";
import en from "../../words/en/index.ts";
import { wordsOf } from "../../words/words.ts";
import { binOf, columnsOf, idOfBin } from "./change-bins.ts";

const { t } = wordsOf("en", en);
const none = { accounts: 0, amount: "0" };

test("bins are named by whole roubles, on the side on which they lie", () => {
  const columns = columnsOf(
    [
      { to: "-500001", ...none },
      { from: "-10000", to: "-1", ...none },
      { from: "0", to: "0", ...none },
      { from: "10001", to: "50000", ...none },
      { from: "500001", ...none },
    ],
    t,
    formatsOf("en"),
  );
  expect(columns.map(({ label, shortLabel, side }) => [label, shortLabel, side])).toEqual([
    ["less by over 5,000 ₽", "< −5,000", "less"],
    ["less by 0 to 100 ₽", "−100", "less"],
    ["unchanged", "0", "same"],
    ["more by 100 to 500 ₽", "+500", "more"],
    ["more by over 5,000 ₽", "> 5,000", "more"],
  ]);
});

test("the address names a bin, and what is no bin is none", () => {
  for (const bin of [{ to: "-500001" }, { from: "0", to: "0" }, { from: "500001" }]) {
    expect(binOf(idOfBin(bin))).toEqual(bin);
  }
  for (const id of [undefined, "", "_", "first", "1_2_3", "1;2"]) expect(binOf(id)).toBeUndefined();
});
