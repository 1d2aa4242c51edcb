import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { period } from "#core/period";
import { money } from "#core/units";
import { code128Bars, code128Symbols, slipDigits } from "./rules/code128.ts";
import { dataMatrix, markDigits } from "./rules/data-matrix.ts";

interface Drawn {
  readonly sbs?: readonly number[];
  readonly pixs?: readonly number[];
  readonly pixx?: number;
}
/** The independent writer. Its ES module hides `raw` behind a symbology of the same name. */
const { raw } = createRequire(import.meta.url)("bwip-js") as {
  readonly raw: (options: { readonly bcid: string; readonly text: string }) => readonly Drawn[];
};

interface Vector {
  readonly symbology?: string;
  readonly payload?: string;
  readonly symbols?: readonly number[];
}
const vectors = JSON.parse(
  readFileSync(new URL("./vectors/barcode-vectors.json", import.meta.url), "utf8"),
) as readonly Vector[];

describe("Code 128, set C", () => {
  for (const { payload = "", symbols } of vectors.filter(
    (vector) => vector.symbology === "Code 128, set C",
  )) {
    it(`${payload} gives the vector's symbols`, () => expect(code128Symbols(payload)).toEqual(symbols));
    it(`${payload} gives the same bars as an independent writer`, () => {
      const [drawn] = raw({ bcid: "code128", text: payload });
      expect(code128Bars(payload)).toEqual(Array.from(drawn?.sbs ?? []));
    });
  }

  it("the slip's digits are account, month and kopecks", () => {
    expect(slipDigits("4400110010", period("2025-11"), money(543_789n))).toBe("4400110010112500543789");
    expect(slipDigits("145", period("2026-01"), money(5n))).toBe("0000000145012600000005");
  });

  it("there are none where the account or the sum does not fit", () => {
    expect(slipDigits("44001100101", period("2025-11"), money(1n))).toBeUndefined();
    expect(slipDigits("4400-1", period("2025-11"), money(1n))).toBeUndefined();
    expect(slipDigits("4400110010", period("2025-11"), money(100_000_000n))).toBeUndefined();
  });
});

describe("Data Matrix", () => {
  it("mark digits are job, batch, sequence, sheet and sheets", () => {
    expect(markDigits({ job: 261_107, batch: 3, sequence: 1520 }, 1, 2)).toBe("261107003000152012");
    expect(() => markDigits({ job: 1_000_000, batch: 0, sequence: 0 }, 1, 1)).toThrow(
      "a print mark of 6 digits",
    );
  });

  for (const digits of [
    "261107003000152012",
    "000000000000000011",
    "999999999999999999",
    "271102017004356722",
  ]) {
    it(`${digits} has the same modules as an independent writer's`, () => {
      const [drawn] = raw({ bcid: "datamatrix", text: digits });
      const { rows, size } = dataMatrix(digits);
      const own = Array.from({ length: size * size }, (_, i) => {
        const x = i % size;
        return ((rows[Math.floor(i / size) * 2 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      });
      expect(drawn?.pixx).toBe(16);
      expect(own).toEqual(Array.from(drawn?.pixs ?? []));
    });
  }
});
