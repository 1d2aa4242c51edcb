import { expect, it } from "vitest";
import { day } from "#core/day";
import type { AccessSlip } from "./model.ts";
import { renderSlips } from "./print.ts";
import { drawSlipPage, drawSlipSheet } from "./rules/access-slip.ts";
import { expectTidy, lettersOf, recorded } from "./vectors/recording.ts";

const slip = (language: "ru" | "en", more: Partial<AccessSlip> = {}): AccessSlip => ({
  language,
  company: "ООО «Управляющая компания Заречье»",
  place: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
  number: "4400110010",
  code: "K7QM-2XTB-9HRC",
  goodThrough: day("2026-12-23"),
  address: "https://eirc.example/activate?number=4400110010",
  ...more,
});
const long = {
  company: "Муниципальное унитарное предприятие жилищно-коммунального хозяйства «Северное Заозёрье»",
  place:
    "г. Североозёрск, микрорайон Строителей-Первопроходцев, проезд Академика Семенова-Тян-Шанского, д. 112, корп. 4, кв. 1012",
  number: "12345678901234567890",
  address: "https://raschetny-centr.severoozersk.example/activate?number=12345678901234567890",
};

it.each(["ru", "en"] as const)("a code stands on its page and on the sheet of four, tidy: %s", (language) => {
  for (const one of [slip(language), slip(language, long)]) {
    const sides = recorded([
      (canvas) => drawSlipPage(canvas, one),
      (canvas) => drawSlipSheet(canvas, [one, one, one, one]),
    ]);
    expectTidy(sides);
    expect(sides.map(({ codes }) => codes.length)).toEqual([1, 4]);
    // A module that a telephone reads from paper.
    for (const { module } of sides.flatMap(({ codes }) => codes)) expect(module).toBeGreaterThan(0.5);
    const letters = lettersOf(sides);
    expect(letters).toContain("K7QM-2XTB-9HRC");
    expect(letters).toContain(language === "ru" ? "23декабря2026" : "23December2026");
  }
});

it("sheets hold four, and nobody's codes are no file", async () => {
  const pieces: Uint8Array[] = [];
  const write = (piece: Uint8Array) => void pieces.push(piece);
  expect(
    await renderSlips(
      Array.from({ length: 5 }, () => slip("ru")),
      write,
    ),
  ).toMatchObject({
    pages: 2,
    missingLetters: [],
  });
  expect(Buffer.concat(pieces).subarray(0, 5).toString()).toBe("%PDF-");
  expect(await renderSlips([], write)).toMatchObject({ pages: 0, bytes: 0 });
});
