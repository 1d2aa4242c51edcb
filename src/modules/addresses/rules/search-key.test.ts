import { describe, expect, it } from "vitest";
import { parseAddress } from "./address.ts";
import { inOtherLayout } from "#core/keyboard-layout";
import { buildingTokens, nameKey, normalizeText, prefixEnd, readQuery } from "./search-key.ts";

const tokens = (text: string) => buildingTokens(parseAddress(text).address);
/** What the database does: every word typed is the beginning of some token. */
const finds = (typed: string, address: string): boolean => {
  const have = tokens(address);
  const hit = (words: readonly string[]) =>
    words.length > 0 && words.every((word) => have.some((token) => token >= word && token < prefixEnd(word)));
  const query = readQuery(typed);
  return hit(query.words) || (query.otherWords !== undefined && hit(query.otherWords));
};

describe("a building is found by anything typed", () => {
  const corner = "обл. Новгородская, г. Великий Новгород, пр-кт. Александра Корсунова, д. 23/2, к. А";
  const block = "обл. Новгородская, г. Великий Новгород, пр-кт. Мира, д. 40, к. 2";
  const letter = "г. Североозёрск, ул. Озёрная, д. 28а";
  it.each([
    ["корсунова", corner],
    ["Корсунова 23", corner],
    ["пр-кт А. Корсунова, д. 23/2", corner],
    ["просп. корс 23/2а", corner],
    ["23/2 корсунова", corner],
    ["мира 40", block],
    ["мира 40 к 2", block],
    ["мира 40к2", block],
    ["мира 40 корп. 2", block],
    ["мира 40/2", block],
    ["пр.Мира,д.40,корпус 2", block],
    ["великий новгород мира", block],
    ["vbhf 40", block],
    ["озерная 28", letter],
    ["ул Озёрная 28 а", letter],
    ["озерная 28a", letter],
    ["jpthyfz 28f", letter],
    ["североозерск озе", letter],
  ])("%s", (typed, address) => expect(finds(typed, address)).toBe(true));

  it.each([
    ["мира 41", block],
    ["мира 40 к 3", block],
    ["ленина", block],
  ])("and not by %s", (typed, address) => expect(finds(typed, address)).toBe(false));

  it("an old name of the street finds it too", () => {
    const renamed = buildingTokens(parseAddress("г. Валдай, ул. Народная, д. 3").address, [
      { kind: "ул.", name: "Ленина" },
    ]);
    expect(renamed).toContain("ленина");
    expect(renamed).toContain("народная");
  });
});

describe("the query", () => {
  it("names the flat", () =>
    expect(readQuery("ул. Ленина, д. 7, кв. 3")).toMatchObject({ words: ["ленина", "7"], flat: "3" }));
  it("a number of an account, however grouped", () => {
    expect(readQuery("4400110010").digits).toBe("4400110010");
    expect(readQuery("4400 110-010").digits).toBe("4400110010");
    expect(readQuery("мира 40").digits).toBeUndefined();
  });
  it("the beginning of a kind is a word while it is the last one", () => {
    expect(readQuery("пер").words).toEqual(["пер"]);
    expect(readQuery("пер. реч").words).toEqual(["реч"]);
    expect(readQuery("ул.").words).toEqual([]);
  });
  it("an empty box asks for nothing", () =>
    expect(readQuery("  ")).toMatchObject({ words: [], digits: undefined }));
});

describe("the keyboard in the wrong layout", () => {
  it.each([
    ["bdfyjd", "иванов"],
    ["Bdfyjdf", "Иванова"],
    ["`krbyf", "ёлкина"],
    ["{fhbnjyjd", "Харитонов"],
    [";erjdf", "жукова"],
    ["vbhf 40 r 2", "мира 40 к 2"],
    ["шмфтщм", "ivanov"],
  ])("%s is %s", (typed, meant) => expect(inOtherLayout(typed)).toBe(meant));
  it("there and back again", () => {
    const text = "Съешь ещё этих мягких французских булок, да выпей чаю";
    const letters = text.replaceAll(/[^а-яё ]/giu, "");
    expect(inOtherLayout(inOtherLayout(letters) ?? "")).toBe(letters);
  });
  it("a text in both alphabets, or in none, was meant", () => {
    expect(inOtherLayout("дом A")).toBeUndefined();
    expect(inOtherLayout("12/1")).toBeUndefined();
  });
});

describe("normalized names", () => {
  it("ё, case, marks", () => {
    expect(nameKey("Ёлкина Анна-Мария")).toBe("елкина анна мария");
    expect(nameKey("О'Коннор Денис")).toBe("о коннор денис");
    expect(normalizeText("  ООО «Вече-3+» ")).toBe("ооо вече 3+");
  });
});
