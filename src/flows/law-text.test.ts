import { describe, expect, it } from "vitest";
import { FORMULAS } from "#modules/charging";
import { ACTS, clausesOf, lawText } from "./law-text.ts";
import { placeInLaw } from "./law-place.ts";

describe("the stored text of an act", () => {
  it("is the same in both languages, row by row", async () => {
    for (const act of ACTS) {
      const [en, ru] = [await lawText(act, "en"), await lawText(act, "ru")];
      const shape = (of: typeof en) =>
        of.blocks.map((block) =>
          block.kind === "table"
            ? block.rows.map(({ clauses, cells }) => [clauses, cells.length])
            : block.kind,
        );
      // The formula of gas has no number in either language.
      expect(shape(ru), act).toEqual(shape(en));
      expect(ru.title, act).toMatch(/[а-яё]/);
      expect(en.title, act).toMatch(/^[A-Z]/);
    }
  });

  it("names the clauses of a reference and of a row alike", () => {
    expect(clausesOf("ПП РФ 354, п. 60; прил. 2, ф. 4")).toEqual(["p60", "f4"]);
    expect(clausesOf("ПП РФ 354, прил. 2, ф. 10, 11, 12")).toEqual(["f10", "f11", "f12"]);
    expect(clausesOf("ЖК РФ ст. 155 ч. 14.1")).toEqual(["art155"]);
    expect(clausesOf("p. 98–101")).toEqual(["p98", "p99", "p100", "p101"]);
    expect(clausesOf("2, 2(1)")).toEqual(["f2", "f2(1)"]);
    expect(clausesOf("п. 148(34), 148(36)")).toEqual(["p148(34)", "p148(36)"]);
  });

  it("is found at a row by each formula that cites one", async () => {
    const missing: string[] = [];
    for (const { law } of Object.values(FORMULAS)) {
      const place = placeInLaw(law);
      // Clauses of annex 1 are rows of data; the text tells of them as a whole.
      if (!place || place.clauses.every((clause) => clause.startsWith("a1-"))) continue;
      const { blocks } = await lawText(place.act, "en");
      const rows = blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));
      if (!rows.some(({ clauses }) => clauses.some((one) => place.clauses.includes(one)))) missing.push(law);
    }
    expect([...new Set(missing)]).toEqual([]);
  });
});
