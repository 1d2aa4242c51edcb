import type { Day, Span } from "./day.ts";

/** A value that is in force over its span. */
export interface Dated<T> extends Span {
  readonly facts: T;
}

/** What must be written so that the record says what was stated: old spans end first, then new ones begin. */
export interface Changes<T> {
  /** By the day the recorded span began: its new end. */
  readonly ends: readonly { readonly from: Day; readonly to: Day }[];
  readonly begins: readonly Dated<T>[];
}

/** The recorded span, or the other statement, that a statement contradicts. */
export interface Contradiction<T> {
  readonly ok: false;
  readonly stated: Dated<T>;
  readonly recorded: Dated<T>;
}

export interface ChangeRules<T> {
  readonly same: (a: T, b: T) => boolean;
  /**
   * A statement without an end, made before something already recorded: `until_next` holds it till then (an area
   * measured in March does not undo the one measured in July); `refuse` asks a person (a tariff).
   */
  readonly later: "until_next" | "refuse";
}

/**
 * How a statement "from this day on it is so" changes the record of one key, nothing being overwritten: what runs
 * ends on that day and the new begins. To state the same again changes nothing, so a file may be applied twice.
 * A statement from the very day of another one is a contradiction, for one of them would have to vanish; so is one
 * that reaches over a later record.
 *
 * `recorded` has no overlaps. `stated` are statements of one key in any order; each holds until the next one.
 */
export function changesOf<T>(
  recorded: readonly Dated<T>[],
  stated: readonly Dated<T>[],
  rules: ChangeRules<T>,
): { readonly ok: true; readonly changes: Changes<T> } | Contradiction<T> {
  const timeline: Entry<T>[] = recorded.map((at) => ({ ...at, to: at.to, was: at.to, isNew: false }));
  const inOrder = [...stated].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  for (const [index, statement] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (before?.from === statement.from && !rules.same(before.facts, statement.facts)) {
      return { ok: false, stated: statement, recorded: before };
    }
    const nextStatement = inOrder.find((other) => other.from > statement.from)?.from;
    const contradicted = state(timeline, statement, nextStatement, rules);
    if (contradicted) return { ok: false, stated: statement, recorded: contradicted };
  }
  return {
    ok: true,
    changes: {
      ends: timeline.flatMap((at) =>
        !at.isNew && at.to !== at.was && at.to !== undefined ? [{ from: at.from, to: at.to }] : [],
      ),
      begins: timeline.filter((at) => at.isNew).map(({ from, to, facts }) => ({ from, to, facts })),
    },
  };
}

/** The change is nothing at all. */
export const isUnchanged = (changes: Changes<unknown>): boolean =>
  changes.ends.length === 0 && changes.begins.length === 0;

interface Entry<T> extends Span {
  to: Day | undefined;
  readonly was: Day | undefined;
  readonly facts: T;
  readonly isNew: boolean;
}

/** Takes one statement into the timeline; returns the entry that it contradicts. */
function state<T>(
  timeline: Entry<T>[],
  statement: Dated<T>,
  nextStatement: Day | undefined,
  rules: ChangeRules<T>,
): Entry<T> | undefined {
  const running = timeline.find(
    (at) => at.from <= statement.from && (at.to === undefined || statement.from < at.to),
  );
  if (running && rules.same(running.facts, statement.facts)) return prolong(timeline, running, statement.to);
  if (running && running.from === statement.from) return running;
  const following = nextAfter(timeline, statement.from);
  const end = earliest(statement.to, nextStatement);
  const reaches = following && (end === undefined || following.from < end);
  if (reaches && (rules.later === "refuse" || statement.to !== undefined)) return following;
  if (running) running.to = statement.from;
  timeline.push({
    from: statement.from,
    to: reaches ? following.from : end,
    was: undefined,
    facts: statement.facts,
    isNew: true,
  });
  return undefined;
}

/** The same is in force already; only its end may be news. A statement without an end says nothing about one. */
function prolong<T>(timeline: Entry<T>[], running: Entry<T>, to: Day | undefined): Entry<T> | undefined {
  if (to === undefined || to === running.to) return undefined;
  if (running.to === undefined || to < running.to) {
    running.to = to;
    return undefined;
  }
  const following = nextAfter(timeline, running.from);
  if (following && following.from < to) {
    // "Until December" restated after a change in July was recorded: the later record stands.
    return following.from === running.to ? undefined : following;
  }
  timeline.push({ from: running.to, to, was: undefined, facts: running.facts, isNew: true });
  return undefined;
}

function nextAfter<T>(timeline: readonly Entry<T>[], day: Day): Entry<T> | undefined {
  return timeline
    .filter((at) => at.from > day)
    .reduce<Entry<T> | undefined>((first, at) => (first && first.from <= at.from ? first : at), undefined);
}

const earliest = (a: Day | undefined, b: Day | undefined): Day | undefined =>
  a === undefined ? b : b === undefined || a < b ? a : b;
