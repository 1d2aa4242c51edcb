import * as fc from "fast-check";
import { expect, it } from "vitest";
import { contentFromText, contentText } from "./rules/content-text.ts";
import { petrov } from "./vectors/petrov.ts";
import { crowded } from "./vectors/variants.ts";

it("a content is the same after it was kept as text", () => {
  for (const content of [petrov(), petrov("en"), crowded()]) {
    expect(contentFromText(contentText(content))).toEqual(content);
  }
});

it("amounts of any size and texts that look like amounts stay what they are", () => {
  const content = petrov();
  fc.assert(
    fc.property(fc.bigInt(), fc.stringMatching(/^~{0,2}-?\d{0,3}n?$/), (amount, serial) => {
      const odd = { ...content, premises: { areaTotal: amount }, payer: { ...content.payer, name: serial } };
      const back = contentFromText(contentText(odd));
      expect(back.premises.areaTotal).toBe(amount);
      expect(back.payer.name).toBe(serial);
    }),
  );
});
