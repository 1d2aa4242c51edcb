import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import { judgeChange, reachOf } from "./judge.ts";

const known = {
  keyRates: [{ from: day("2026-02-16") }],
  caps: [{ from: day("2022-02-28") }],
  moratoria: [{ from: day("2022-04-01"), applied: false }],
  dueDays: [{ from: period("2026-03") }],
  calendar: [{ day: day("2026-11-04") }],
};
const codeOf = (change: Parameters<typeof judgeChange>[0]): string | undefined =>
  judgeChange(change, known)?.code;

describe("a proposed rule of penalties", () => {
  it.each([
    [{ kind: "key_rate", from: day("2026-02-16"), percent: 1n }, "penalties.rate_known"],
    [{ kind: "key_rate", from: day("2026-02-17"), percent: 1n }, undefined],
    [{ kind: "cap", from: day("2022-02-28"), percent: 1n }, "penalties.cap_begun_later"],
    [{ kind: "cap", from: day("2022-03-01"), percent: 1n }, undefined],
    [
      { kind: "cap", from: day("2026-03-01"), through: day("2026-02-28"), percent: 1n },
      "penalties.span_empty",
    ],
    [{ kind: "moratorium", from: day("2022-04-01") }, "penalties.moratorium_known"],
    [{ kind: "moratorium", from: day("2027-04-01"), through: day("2027-03-01") }, "penalties.span_empty"],
    [{ kind: "moratorium_applied", from: day("2022-04-01"), applied: true }, undefined],
    [{ kind: "moratorium_applied", from: day("2022-04-01"), applied: false }, "penalties.nothing_changes"],
    [{ kind: "due_day", from: period("2026-03"), day: 15 }, "penalties.due_day_known"],
    [{ kind: "calendar_day", day: day("2026-11-04"), working: false }, "penalties.day_known"],
    // A Sunday and a Monday, before and after the Monday that is counted from.
    [{ kind: "calendar_day", day: day("2026-11-22"), working: false }, "penalties.day_as_its_weekday"],
    [{ kind: "calendar_day", day: day("2026-11-23"), working: false }, undefined],
    [{ kind: "calendar_day", day: day("2019-05-05"), working: false }, "penalties.day_as_its_weekday"],
    [{ kind: "calendar_day", day: day("2019-05-06"), working: true }, "penalties.day_as_its_weekday"],
  ] as const)("is judged, case %#", (change, code) => expect(codeOf(change)).toBe(code));

  it("reaches the months from its own, where penalties are asked, to the open one", () => {
    const organizations = [
      { name: "A", begins: day("2024-12-01"), open: period("2026-11") },
      { name: "B", begins: day("2026-10-15"), open: period("2026-10") },
    ];
    const reach = (from: string) =>
      reachOf({ kind: "key_rate", from: day(from), percent: 1n }, organizations).map((one) => [
        one.name,
        one.from,
        one.months,
      ]);
    expect(reach("2026-09-07")).toEqual([
      ["A", "2026-09", 3],
      ["B", "2026-10", 1],
    ]);
    expect(reach("2019-01-01")[0]).toEqual(["A", "2024-12", 24]);
    expect(reach("2026-11-30")).toEqual([["A", "2026-11", 1]]);
    expect(reach("2026-12-01")).toEqual([]);
  });
});
