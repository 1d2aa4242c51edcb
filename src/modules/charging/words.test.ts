import { describe, expect, it } from "vitest";
import type { AccountId } from "#core/ids";
import { FORMULAS, TRACE_NAMES } from "./model.ts";
import { explainLine, type ExplanationNode } from "./rules/explanation.ts";
import { pairOfReadings, service } from "./vectors/sample-building.ts";
import { account, buildingFacts, flat, meter, terms, value } from "./vectors/sample-building.ts";
import { sampleHouse } from "./vectors/sample-house.ts";
import { lawWords } from "./law-words.ts";
import { chargingWords, explanationSentence, renderExplanation, warningSentence } from "./words.ts";
import { period } from "#core/period";

const hotWater = buildingFacts("2026-11", {
  premises: [flat(1, "54.3")],
  accounts: [account(1)],
  terms: [terms("HOT_WATER", "individual")],
  values: [value("HOT_WATER", "rate", "243.16", { basis: "Decision 12 of 20.12.2025" })],
  meters: [meter(1, "hot_water", 1)],
  readings: pairOfReadings(1, period("2026-11"), "100", "106.21"),
});
const asked = { account: 1 as AccountId, service: service("HOT_WATER") };
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("the explanation of a line", () => {
  it("begins with one plain sentence in either language", () => {
    const explanation = explainLine(hotWater, asked);
    expect(explanation && plain(explanationSentence(explanation, "ru"))).toBe(
      "Горячая вода: 6,21 м³ × 243,16 ₽ = 1 510,02 ₽ за ноябрь 2026",
    );
    expect(explanation && plain(explanationSentence(explanation, "en"))).toBe(
      "Hot water: 6.21 m³ × 243.16 ₽ = 1,510.02 ₽ for November 2026",
    );
  });

  it("shows readings, rate with its document, roundings and the law", () => {
    const explanation = explainLine(hotWater, asked);
    const text = explanation ? plain(renderExplanation(explanation, "ru")) : "";
    expect(text).toContain("предыдущее показание: 100 [24.10.2026, передал житель]");
    expect(text).toContain("расход: 106,21 − 100 = 6,21");
    expect(text).toMatch(/тариф: 243,16 ₽ \[город, с \d{2}\.\d{2}\.\d{4}: Decision 12 of 20\.12\.2025\]/);
    expect(text).toContain("1510,0236 → 1510,02, до копейки, половина — вверх");
    expect(text).toContain("ПП РФ 354, прил. 2, ф. 1");
  });

  it("is plain JSON, and absent where there is no line", () => {
    const explanation = explainLine(hotWater, asked);
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    expect(explainLine(hotWater, { ...asked, service: service("GAS") })).toBeUndefined();
  });

  it("of every line of a house adds up to the line, in words that are all known", () => {
    const house = sampleHouse(8);
    const names = (node: ExplanationNode): string[] => [node.name, ...node.children.flatMap(names)];
    for (const { id } of house.accounts)
      for (const { service: of } of house.terms) {
        const explanation = explainLine(house, { account: id, service: of });
        if (!explanation) continue;
        for (const name of names(explanation.root)) expect(TRACE_NAMES).toContain(name);
        const rounded = JSON.stringify(explanation.root.children);
        for (const line of explanation.lines) expect(rounded).toContain(`"value":"${line.amount}"`);
        expect(renderExplanation(explanation, "ru")).not.toContain("undefined");
      }
  });
});

describe("words", () => {
  it("say what a warning means, and show an unknown code as it is", () => {
    expect(warningSentence("charging.tariff_gap", "ru")).toContain("тариф");
    expect(warningSentence("x.y", "en")).toBe("x.y");
    expect(Object.keys(chargingWords.ru.warnings)).toEqual(Object.keys(chargingWords.en.warnings));
  });

  it("formulas have numbers of their own that never meet", () => {
    const ids = Object.values(FORMULAS).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the law behind a line", () => {
  it("is cited in full in the reader's language, without a letter of the other one left", () => {
    expect(lawWords("1", "ru").citation).toBe(
      "Постановление Правительства РФ от 06.05.2011 № 354, приложение 2, формула 1",
    );
    expect(lawWords("10", "en").citation).toBe(
      "Government decree 354 of 06.05.2011, annex 2, formulas 10, 11, 12",
    );
    for (const code of Object.keys(FORMULAS) as (keyof typeof FORMULAS)[]) {
      expect(lawWords(code, "en").citation, code).not.toMatch(/[а-яё]/i);
      expect(lawWords(code, "ru").citation, code).not.toMatch(/ПП РФ|прил\.|ф\. /);
    }
  });
});
