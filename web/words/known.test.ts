import { expect, it } from "vitest";
import ru from "./ru/index.ts";
import { loadSentences, withLateSentences, wordsOf } from "./words.ts";

const { t } = wordsOf("ru", ru);

it("a code of a list has its word, one that the list does not have yet is shown as it is written", () => {
  expect(t.of("tariffs.unit", "m3")).toBe("м³");
  expect(t.of("tariffs.unit", "parsec")).toBe("parsec");
  expect(t.of("accounts.trait", "share", { share: "1/2" })).toBe("Доля 1/2");
  // A name that every object has is no word of ours.
  expect(t.of("accounts.trait", "constructor")).toBe("constructor");
});

it("late sentences are said by words that were there before them, in whatever language is chosen next", async () => {
  const { t: say } = wordsOf("ru", await loadSentences("ru"));
  expect(say.of("benefits.mode", "cash")).toBe("cash");
  await expect(withLateSentences(Promise.resolve("page"))).resolves.toBe("page");
  expect(say("benefits.title")).toBe("Льготы");
  expect(say.of("benefits.mode", "cash")).toBe("выплата");
  expect(wordsOf("en", await loadSentences("en")).t("benefits.title")).toBe("Benefits");
});
