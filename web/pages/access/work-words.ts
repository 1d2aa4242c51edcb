import { paths } from "../../paths.ts";
import type { Formats } from "../../ui/format.ts";
import type { Words } from "../../words/words.ts";
import type { LongWork } from "./queries.ts";

/** "Charge run for November 2026", "Receipts of October 2026", "Import: Лицевые счета.csv", "Trial: tariff or norm". */
export function nameOfWork(of: LongWork, t: Words["t"], formats: Formats): string {
  if (of.kind === "what_if") {
    // "method COLD_WATER": what was changed, and of which service.
    const [kind = ""] = of.subject.split(" ");
    return t("jobs.kind.what_if", { subject: t.of("trial.kind", kind).toLocaleLowerCase() });
  }
  const subject = /^\d{4}-\d{2}$/.test(of.subject) ? formats.period(of.subject) : of.subject;
  return t(`jobs.kind.${of.kind}`, { subject });
}

/** The page of what it made; undefined where there is none, or not yet. */
export const pageOfWork = (of: LongWork): string | undefined =>
  of.run !== undefined
    ? paths.run(of.run)
    : of.kind === "what_if" && of.state === "done"
      ? paths.trial({ job: of.job })
      : undefined;
