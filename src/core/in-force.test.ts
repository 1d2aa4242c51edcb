import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, covers, day } from "./day.ts";
import { type Changes, changesOf, type Dated, isUnchanged } from "./in-force.ts";

const rules = { same: (a: string, b: string) => a === b, later: "until_next" as const };
const careful = { ...rules, later: "refuse" as const };
const span = (facts: string, from: string, to?: string): Dated<string> => ({
  facts,
  from: day(from),
  to: to === undefined ? undefined : day(to),
});
const changes = (
  recorded: Dated<string>[],
  stated: Dated<string>[],
  by: typeof rules | typeof careful = rules,
) => {
  const verdict = changesOf(recorded, stated, by);
  if (!verdict.ok) throw new Error(`contradicts what is recorded from ${verdict.recorded.from}`);
  return verdict.changes;
};

describe("what is stated from a day on", () => {
  it("ends what runs, and begins", () => {
    expect(changes([span("a", "2024-01-01")], [span("b", "2024-07-01")])).toEqual({
      ends: [{ from: "2024-01-01", to: "2024-07-01" }],
      begins: [span("b", "2024-07-01")],
    });
  });

  it("changes nothing when it is known", () => {
    const recorded = [span("a", "2024-01-01", "2024-07-01"), span("b", "2024-07-01")];
    expect(isUnchanged(changes(recorded, [span("a", "2024-01-01"), span("b", "2024-07-01")]))).toBe(true);
    expect(isUnchanged(changes(recorded, [span("b", "2025-01-01")]))).toBe(true);
  });

  it("holds until the next statement of the same file, and until what is recorded for later", () => {
    expect(changes([], [span("b", "2024-07-01"), span("a", "2024-01-01")]).begins).toEqual([
      span("a", "2024-01-01", "2024-07-01"),
      span("b", "2024-07-01"),
    ]);
    expect(changes([span("c", "2024-07-01")], [span("a", "2024-01-01")]).begins).toEqual([
      span("a", "2024-01-01", "2024-07-01"),
    ]);
  });

  it("may be split into history when the later statement is repeated", () => {
    const recorded = [span("a", "2024-01-01", "2024-07-01"), span("c", "2024-07-01")];
    const stated = [span("a", "2024-01-01"), span("b", "2024-04-01"), span("c", "2024-07-01")];
    expect(changes(recorded, stated, careful)).toEqual({
      ends: [{ from: "2024-01-01", to: "2024-04-01" }],
      begins: [span("b", "2024-04-01", "2024-07-01")],
    });
  });

  it("contradicts another statement of the same day", () => {
    expect(changesOf([span("a", "2024-01-01")], [span("b", "2024-01-01")], rules)).toMatchObject({
      ok: false,
    });
    expect(changesOf([], [span("a", "2024-01-01"), span("b", "2024-01-01")], rules)).toMatchObject({
      ok: false,
    });
  });

  it("may not reach over a later record where that is refused, unless it says its end", () => {
    const recorded = [span("c", "2024-07-01")];
    expect(changesOf(recorded, [span("a", "2024-01-01")], careful)).toMatchObject({
      ok: false,
      recorded: { from: "2024-07-01" },
    });
    expect(changes(recorded, [span("a", "2024-01-01", "2024-07-01")], careful).begins).toHaveLength(1);
    expect(changesOf(recorded, [span("a", "2024-01-01", "2024-08-01")], rules)).toMatchObject({ ok: false });
  });

  it("ends by itself when it says so, and the end may come later as news", () => {
    expect(changes([span("a", "2024-01-01")], [span("a", "2024-01-01", "2024-05-01")])).toEqual({
      ends: [{ from: "2024-01-01", to: "2024-05-01" }],
      begins: [],
    });
    expect(isUnchanged(changes([span("a", "2024-01-01", "2024-05-01")], [span("a", "2024-01-01")]))).toBe(
      true,
    );
  });
});

const dated = record({
  facts: constantFrom("a", "b", "c"),
  from: integer({ min: 0, max: 30 }).map((n) => addDays(day("2024-01-01"), n)),
});

function applied(recorded: readonly Dated<string>[], { ends, begins }: Changes<string>): Dated<string>[] {
  const kept = recorded.map((at) => ({ ...at, to: ends.find((end) => end.from === at.from)?.to ?? at.to }));
  return [...kept, ...begins].sort((a, b) => (a.from < b.from ? -1 : 1));
}

describe("any history", () => {
  it("never overlaps, says what was stated, and is unchanged by the same statements", () => {
    assert(
      property(array(array(dated, { maxLength: 4 }), { maxLength: 5 }), (files) => {
        let recorded: Dated<string>[] = [];
        for (const stated of files) {
          const verdict = changesOf(recorded, stated, rules);
          if (!verdict.ok) continue;
          recorded = applied(recorded, verdict.changes);
          for (const at of recorded) expect(at.to === undefined || at.from < at.to).toBe(true);
          for (const [i, at] of recorded.entries()) {
            const following = recorded[i + 1];
            if (following) expect(at.to !== undefined && at.to <= following.from).toBe(true);
          }
          for (const one of stated) {
            expect(recorded.find((at) => covers(at, one.from))?.facts).toBe(one.facts);
          }
          expect(changesOf(recorded, stated, rules)).toEqual({ ok: true, changes: { ends: [], begins: [] } });
        }
      }),
    );
  });
});
