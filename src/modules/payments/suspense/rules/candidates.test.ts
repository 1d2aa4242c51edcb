import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "#core/units";
import { type CandidateFacts, isSameAddress, isSameName, numbersMeant, scoreOf } from "./candidates.ts";

describe("numbers that may have been meant", () => {
  it.each([
    ["4400110010", "4400110010", "number"],
    ["44OO11OO1O", "4400110010", "look_alike"],
    ["4400 110-010", "4400110010", "look_alike"],
    ["4400110019", "4400110010", "one_digit"],
    ["4400110001", "4400110010", "swapped"],
    ["440011001", "4400110010", "length"],
    ["44001100100", "4400110010", "length"],
  ])("%s: %s, %s", (stated, number, reason) => {
    expect(numbersMeant(stated, "").get(number)).toBe(reason);
  });

  it("are also those of the purpose, and not its dates, houses and sums", () => {
    const meant = numbersMeant("", "ЖКУ за 11.2026 ЛС 4400110010, Ленина 7-3, 1510.02");
    expect([...meant]).toEqual([["4400110010", "in_purpose"]]);
  });

  it("are none of a text without a number", () => {
    expect(numbersMeant("Иванова", "за квартиру").size).toBe(0);
  });

  it("stay few, whatever is stated", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 200 }), (stated, purpose) => {
        expect(numbersMeant(stated, purpose).size).toBeLessThan(500);
      }),
    );
  });
});

it.each([
  ["иванова м п", "иванова мария петровна", true],
  ["иванова мария", "иванова мария петровна", true],
  ["иванова", "иванова мария петровна", false],
  ["иванова а п", "иванова мария петровна", false],
  ["петрова мария петровна", "иванова мария петровна", false],
  ["", "", false],
])("the name %s of %s: %s", (one, other, same) => {
  expect(isSameName(one, other)).toBe(same);
  expect(isSameName(other, one)).toBe(same);
});

it.each([
  ["Ленина 7-3", true],
  ["УЛ.ЛЕНИНА Д.7 КВ.3", true],
  ["г Североозёрск, ул Ленина, 7, кв 3", true],
  ["Ленина 7-33", false],
  ["Ленина 7", false],
  ["Лесная 7-3", false],
  ["7-3", false],
  ["", false],
])("the address %s: %s", (stated, same) => {
  expect(isSameAddress(stated, "г. Североозёрск, ул. Ленина, д. 7, кв. 3")).toBe(same);
});

describe("a score", () => {
  const held = { payerKey: "иванова м п", address: "Ленина 7-3", rest: money(151_002n) };
  const nothing: CandidateFacts = {
    number: undefined,
    isByRule: false,
    paidBefore: 0,
    holderKey: "петров сергей",
    address: "г. Североозёрск, ул. Ленина, д. 9, кв. 1",
    owes: money(1n),
  };

  it("is nothing where nothing speaks for the account", () => {
    expect(scoreOf(held, nothing)).toEqual({ score: 0, reasons: [] });
  });

  it("adds the reasons up, the weightiest first, and is never certain", () => {
    const all = scoreOf(held, {
      number: "one_digit",
      isByRule: true,
      paidBefore: 2,
      holderKey: "иванова мария петровна",
      address: "г. Североозёрск, ул. Ленина, д. 7, кв. 3",
      owes: held.rest,
    });
    expect(all.score).toBe(99);
    expect(all.reasons.map(({ kind }) => kind)).toEqual([
      "rule",
      "paid_before",
      "one_digit",
      "name",
      "address",
      "amount_due",
    ]);
  });

  it("prefers the account whose number, name and address agree to one of a number alone", () => {
    const wrong = scoreOf(held, { ...nothing, number: "one_digit" });
    const right = scoreOf(held, {
      ...nothing,
      number: "one_digit",
      holderKey: "иванова мария петровна",
      address: "г. Североозёрск, ул. Ленина, д. 7, кв. 3",
    });
    expect(right.score).toBeGreaterThan(wrong.score);
  });
});
