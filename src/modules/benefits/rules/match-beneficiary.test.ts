import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { type Candidate, matchBeneficiary, type Named } from "./match-beneficiary.ts";
import { isSnils, maskedSnils, snilsDigits } from "./snils.ts";

const named: Named = {
  snils: "18454142777",
  surname: "Елкина",
  givenName: "Анна-Мария",
  patronymic: "Сергеевна",
  born: day("1950-03-12"),
};
const anna: Candidate = {
  number: "4400110270",
  resident: 1,
  name: "Ёлкина Анна-Мария Сергеевна",
  born: day("1950-03-12"),
  snils: undefined,
  isPresent: true,
  isAtAddress: true,
};
const doubtsOf = (of: Named, ...residents: Candidate[]) => {
  const { outcome, candidates } = matchBeneficiary(of, residents);
  return [outcome, ...candidates.map(({ doubts }) => doubts)];
};

describe("an insurance number", () => {
  it.each(["162-498-494 04", "125-488-219-72", "18454142777", "159 940 718 15"])("%s holds", (text) =>
    expect(isSnils(snilsDigits(text) ?? "")).toBe(true),
  );
  it.each(["162-498-494 05", "999-999-999-99", "1624984940"])("%s does not", (text) =>
    expect(isSnils(snilsDigits(text) ?? "")).toBe(false),
  );
  it("below 001-001-998 has no check digits", () => expect(isSnils("00100199800")).toBe(true));
  it("is shown by its end", () => expect(maskedSnils("16249849404")).toBe("•••-•••-494 04"));
});

describe("a line of the office", () => {
  it("means the one of that name and birthday at that address, however Ё is spelled", () =>
    expect(doubtsOf(named, anna)).toEqual(["matched", []]));

  it("means nobody when only the surname is the same", () =>
    expect(doubtsOf(named, { ...anna, name: "Ёлкина Дарья Борисовна" })).toEqual(["unknown"]));

  it("of another birthday, or of none, is doubtful", () => {
    expect(doubtsOf(named, { ...anna, born: day("1984-06-17") })).toEqual(["doubtful", ["born_differs"]]);
    expect(doubtsOf(named, { ...anna, born: undefined })).toEqual(["doubtful", ["born_unknown"]]);
  });

  it("after a change of surname is found by the number, or by the rest of the name", () => {
    const married = { ...anna, name: "Петрова Анна-Мария Сергеевна" };
    expect(doubtsOf(named, married)).toEqual(["doubtful", ["surname_differs"]]);
    expect(doubtsOf(named, { ...married, born: undefined, snils: named.snils })).toEqual([
      "doubtful",
      ["surname_differs", "born_unknown"],
    ]);
  });

  it("whose number is another's, who lives elsewhere or is registered no more, is doubtful", () =>
    expect(doubtsOf(named, { ...anna, snils: "16249849404", isAtAddress: false, isPresent: false })).toEqual([
      "doubtful",
      ["snils_differs", "elsewhere", "not_registered"],
    ]));

  it("of two alike is decided by a person; one without doubts goes before one with them", () => {
    expect(doubtsOf(named, anna, { ...anna, number: "4400110271" })).toEqual([
      "doubtful",
      ["several"],
      ["several"],
    ]);
    expect(doubtsOf(named, { ...anna, isAtAddress: false }, anna)).toEqual(["matched", []]);
  });
});
