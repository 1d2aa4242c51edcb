import { expect, it } from "vitest";
import ru from "./ru/index.ts";
import { wordsOf } from "./words.ts";

const { t } = wordsOf("ru", ru);

it("a code of a list has its word, one that the list does not have yet is shown as it is written", () => {
  expect(t.of("tariffs.unit", "m3")).toBe("м³");
  expect(t.of("tariffs.unit", "parsec")).toBe("parsec");
  expect(t.of("accounts.trait", "share", { share: "1/2" })).toBe("Доля 1/2");
  // A name that every object has is no word of ours.
  expect(t.of("accounts.trait", "constructor")).toBe("constructor");
});
