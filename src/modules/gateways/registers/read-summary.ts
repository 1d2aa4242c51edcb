import type { Day } from "#core/day";
import type { Money } from "#core/units";
import type { RegisterRefusal } from "./model.ts";
import type { ProfileSummaryColumn } from "./profile.ts";
import { amountForm } from "./read-values.ts";
import { amountBy } from "./rules/amount.ts";
import { dayBy } from "./rules/time-format.ts";

/** What a header, a footer or a line of a companion file says. */
export interface Summary {
  readonly line: number;
  count?: number;
  total?: Money;
  net?: Money;
  fee?: Money;
  orderNumber?: string;
  orderDate?: Day;
  date?: Day;
  fileName?: string;
}

const SUMS = { "sum:amount": "total", "sum:netAmount": "net", "sum:fee": "fee" } as const;

/** Reads a summary's cells. An empty cell says nothing; one that is no number or date is refused. */
export function readSummary(
  columns: readonly ProfileSummaryColumn[],
  cells: readonly string[],
  of: { readonly line: number; readonly decimal?: "." | "," | "any" | undefined },
  refuse: (refusal: RegisterRefusal) => void,
): Summary {
  const summary: Summary = { line: of.line };
  for (const [index, column] of columns.entries()) {
    const text = (cells[index] ?? "").trim();
    if (text === "" || column.field === "ignore" || column.field === "inn") continue;
    const found = text.slice(0, 60);
    const no = (code: RegisterRefusal["code"], data: Record<string, string> = {}): void =>
      refuse({ code, line: of.line, field: column.field, data: { found, ...data } });
    switch (column.field) {
      case "rowCount":
        if (/^\d{1,9}$/.test(text)) summary.count = Number(text);
        else no("not-a-count");
        break;
      case "sum:amount":
      case "sum:netAmount":
      case "sum:fee": {
        const sum = amountBy(text, amountForm({ ...column, decimal: column.decimal ?? of.decimal ?? "any" }));
        if (typeof sum === "string") no(sum);
        else summary[SUMS[column.field]] = sum;
        break;
      }
      case "paymentOrderDate":
      case "date": {
        const day = dayBy(text, column.format ?? "");
        if (day === undefined) no("not-a-date", { wanted: column.format ?? "" });
        else summary[column.field === "date" ? "date" : "orderDate"] = day;
        break;
      }
      case "paymentOrderNo":
        summary.orderNumber = text;
        break;
      case "fileName":
        summary.fileName = text;
    }
  }
  return summary;
}
