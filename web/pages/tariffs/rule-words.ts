import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import type { RuleChange } from "./queries.ts";

/** A row of the law as one sentence. */
export function useRuleWords(): (change: RuleChange) => string {
  const t = useT();
  const { day, period, quantity } = useFormats();
  return (change) => {
    switch (change.kind) {
      case "key_rate":
        return t("penaltyRules.of.key_rate", {
          percent: quantity(change.percent, 2),
          from: day(change.from),
        });
      case "cap":
        return t("penaltyRules.of.cap", {
          percent: quantity(change.percent, 2),
          from: day(change.from),
          through: change.through === undefined ? "…" : day(change.through),
        });
      case "moratorium":
        return [
          t("penaltyRules.of.moratorium", {
            from: day(change.from),
            through: change.through === undefined ? "…" : day(change.through),
          }),
          ...(change.dueBefore === undefined ? [] : [t("tariffs.dueBefore", { day: day(change.dueBefore) })]),
        ].join(", ");
      case "moratorium_applied":
        return t(change.applied ? "penaltyRules.of.applied" : "penaltyRules.of.notApplied", {
          from: day(change.from),
        });
      case "due_day":
        return t("penaltyRules.of.due_day", { from: period(change.from), day: change.day });
      case "calendar_day":
        return t(change.working ? "penaltyRules.of.worked" : "penaltyRules.of.dayOff", {
          day: day(change.day),
        });
    }
  };
}
