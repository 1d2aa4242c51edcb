import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CHARGING_VECTOR_PREFIXES, runVectors } from "./vectors.ts";

const file: { vectors: { id: string; area: string; inputs: object; expected: Record<string, unknown> }[] } =
  JSON.parse(readFileSync(new URL("./vectors/charge-vectors.json", import.meta.url), "utf8"));
const prefixes: readonly string[] = CHARGING_VECTOR_PREFIXES;
const ours = file.vectors.filter(({ id }) => prefixes.includes(id.split("-")[0] ?? ""));
const vector = (id: string) => {
  const found = file.vectors.find((of) => of.id === id);
  if (!found) throw new Error(`no vector ${id}`);
  return found;
};
const one = (changed: object) => runVectors({ vectors: [changed] })[0];

describe("shared charge vectors", () => {
  it("are all there", () => {
    expect(ours).toHaveLength(59);
  });

  it.each(runVectors({ vectors: ours }).map((result) => [result.id, result] as const))("%s", (_, result) => {
    expect(result.why).toBe("");
    expect(result.ok).toBe(true);
  });
});

describe("a vector is never passed over", () => {
  it("fails when its area or its inputs are not known", () => {
    expect(one({ ...vector("CW-01"), area: "rainwater" })).toMatchObject({ ok: false, why: "not supported" });
    expect(one({ ...vector("CW-01"), inputs: { ...vector("CW-01").inputs, leak: "1" } })).toMatchObject({
      ok: false,
      why: "not supported",
    });
    expect(one({ ...vector("CW-01"), inputs: { ...vector("CW-01").inputs, prev: "soon" } })).toMatchObject({
      ok: false,
      why: "not supported: prev is not a number",
    });
    expect(runVectors({ vectors: [{}, 5] }).map(({ ok }) => ok)).toEqual([false, false]);
    expect(runVectors("text")).toMatchObject([{ id: "(file)", ok: false }]);
  });

  it("fails when one expected number is a kopeck away, not worked out, or nothing is expected", () => {
    expect(one({ ...vector("CW-01"), expected: { charge: "287.20" } })).toMatchObject({
      ok: false,
      why: "charge: expected 287.20, got 287.19",
    });
    expect(one({ ...vector("CW-01"), expected: { charge: "287.19", benefit: "1" } })).toMatchObject({
      ok: false,
      why: "benefit: not worked out",
    });
    expect(one({ ...vector("CW-01"), expected: {} })).toMatchObject({
      ok: false,
      why: "nothing is expected",
    });
  });

  it("goes to another room's runner by its prefix", () => {
    const runner = () => [{ id: "PAY-01", ok: true, expected: {}, actual: {}, why: "" }];
    expect(runVectors({ vectors: [vector("PAY-01")] }, { PAY: runner })[0]).toMatchObject({
      id: "PAY-01",
      ok: true,
    });
    expect(runVectors({ vectors: [vector("PAY-01")] }, { PAY: () => [] })[0]).toMatchObject({
      ok: false,
      why: "not supported",
    });
  });
});
