import { addMonths, firstDay, periodOf } from "#core/period";
import type { Day } from "#core/day";
import type { BenefitRefusal } from "../contract.ts";
import type { NewEntitlement } from "../model.ts";

/** A right that nobody could have. */
export function judgeEntitlement(row: NewEntitlement): BenefitRefusal | undefined {
  if (row.to !== undefined && row.to <= row.from)
    return { code: "benefits.span_empty", from: row.from, to: row.to };
  return row.document.trim() === "" ? { code: "benefits.document_missing" } : undefined;
}

const SUBSIDY_MONTHS = 6;

/** A subsidy is of whole months, six at most. */
export function judgeSubsidySpan({ from, to }: { from: Day; to: Day }): BenefitRefusal | undefined {
  if (to <= from) return { code: "benefits.span_empty", from, to };
  const months = from.endsWith("-01") && to.endsWith("-01");
  const last = firstDay(addMonths(periodOf(from), SUBSIDY_MONTHS));
  return months && to <= last
    ? undefined
    : { code: "benefits.subsidy_term", from, to, months: SUBSIDY_MONTHS };
}
