import { type Day, day, daysBetween } from "#core/day";
import { type Period, periodOf, periodsFrom } from "#core/period";
import type { PenaltyRefusal } from "../../contract.ts";
import { beginsOn, type RuleChange } from "./model.ts";

/** What is on record, as far as it bears on a further row. */
export interface OnRecord {
  readonly keyRates: readonly { readonly from: Day }[];
  readonly caps: readonly { readonly from: Day }[];
  readonly moratoria: readonly { readonly from: Day; readonly applied: boolean }[];
  readonly dueDays: readonly { readonly from: Period }[];
  readonly calendar: readonly { readonly day: Day }[];
}

/** Why a row cannot be; undefined where it can. What is recorded is not overwritten: a further row holds from its day. */
export function judgeChange(change: RuleChange, known: OnRecord): PenaltyRefusal | undefined {
  switch (change.kind) {
    case "key_rate":
      return known.keyRates.some(({ from }) => from === change.from)
        ? { code: "penalties.rate_known", from: change.from }
        : undefined;
    case "cap": {
      if (change.through !== undefined && change.through < change.from)
        return { code: "penalties.span_empty", from: change.from, through: change.through };
      const later = known.caps.find(({ from }) => from >= change.from);
      return later && { code: "penalties.cap_begun_later", from: later.from };
    }
    case "moratorium":
      if (change.through !== undefined && change.through < change.from)
        return { code: "penalties.span_empty", from: change.from, through: change.through };
      return known.moratoria.some(({ from }) => from === change.from)
        ? { code: "penalties.moratorium_known", from: change.from }
        : undefined;
    case "moratorium_applied": {
      const own = known.moratoria.find(({ from }) => from === change.from);
      if (!own) return { code: "penalties.moratorium_not_found", from: change.from };
      return own.applied === change.applied ? { code: "penalties.nothing_changes" } : undefined;
    }
    case "due_day":
      return known.dueDays.some(({ from }) => from === change.from)
        ? { code: "penalties.due_day_known", from: change.from }
        : undefined;
    case "calendar_day": {
      const { day: on, working } = change;
      if (working === isWeekday(on)) return { code: "penalties.day_as_its_weekday", day: on, working };
      return known.calendar.some((one) => one.day === on)
        ? { code: "penalties.day_known", day: on }
        : undefined;
    }
  }
}

/** Monday to Friday, counted from a Monday. */
const isWeekday = (on: Day): boolean => ((daysBetween(MONDAY, on) % 7) + 7) % 7 < 5;
const MONDAY = day("2024-01-01");

/** An organization that asks for penalties: since when, and the month that is open in its books. */
export interface Asking {
  readonly name: string;
  readonly begins: Day;
  readonly open: Period;
}

/**
 * The months whose penalties the next run of each organization looks at again: from the month that a change is about,
 * no earlier than the first penalties were asked, to the open one, in which the difference is booked.
 */
export function reachOf(
  change: RuleChange,
  organizations: readonly Asking[],
): { readonly name: string; readonly from: Period; readonly through: Period; readonly months: number }[] {
  const first = periodOf(beginsOn(change));
  return organizations.flatMap(({ name, begins, open }) => {
    const asked = periodOf(begins);
    const from = first > asked ? first : asked;
    if (from > open) return [];
    return [{ name, from, through: open, months: [...periodsFrom(from, open)].length }];
  });
}
