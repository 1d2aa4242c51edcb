import { describe, expect, it } from "vitest";
import { bodyOf, queryOf, trialIn, trialOf } from "./trial-draft.ts";

const texts = (query: Record<string, string | number | undefined>) =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

const value = {
  kind: "value",
  service: "COLD_WATER",
  level: "organization",
  of: "2",
  parameter: "rate",
  part: "|1|100000000",
  value: "33900000",
  scope: "building",
  in: "31",
};
const method = {
  kind: "method",
  service: "HEATING",
  level: "city",
  formula: "heat_twice",
  version: "3",
  missing: "nothing",
  rounding: "roubles",
};

describe("a change in the address", () => {
  it("is the same when it is read and written", () => {
    for (const query of [value, method]) expect(texts(queryOf(trialIn(query)))).toEqual(query);
  });

  it("that makes no sense is the ordinary one", () => {
    expect(trialIn({ kind: "?", value: "-1", level: "moon", scope: "all", version: "x" })).toMatchObject({
      kind: "value",
      value: undefined,
      owner: { level: "city" },
      scope: "concerned",
      choice: { formula: undefined },
    });
  });

  it("is asked of the server as its contract says", () => {
    expect(bodyOf(trialIn(value), "2026-11")).toEqual({
      period: "2026-11",
      building: 31,
      file: "xlsx",
      change: {
        kind: "value",
        level: "organization",
        organization: 2,
        service: "COLD_WATER",
        parameter: "rate",
        variant: "",
        zone: 1,
        above: "100000000",
        value: "33900000",
      },
    });
    // What the server keeps of it fills the form again; whom it was tried on is not a part of the change.
    for (const query of [value, method]) {
      const draft = { ...trialIn(query), scope: "concerned", within: undefined } as const;
      expect(trialOf(bodyOf(draft, "2026-11").change)).toEqual(draft);
    }
    expect(bodyOf(trialIn(method), "2026-11")).toMatchObject({
      change: { kind: "method", level: "city", formula: { code: "heat_twice", version: 3 }, volume: "law" },
    });
  });
});
