import type { Formats } from "../../ui/format.ts";
import type { Words } from "../../words/words.ts";
import type { LongWork } from "./queries.ts";

/** "Charge run for November 2026", "Receipts of October 2026", "Import: Лицевые счета.csv". */
export function nameOfWork(of: LongWork, t: Words["t"], formats: Formats): string {
  const subject = /^\d{4}-\d{2}$/.test(of.subject) ? formats.period(of.subject) : of.subject;
  return t(`jobs.kind.${of.kind}`, { subject });
}
