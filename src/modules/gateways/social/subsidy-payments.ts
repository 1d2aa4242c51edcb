import type { Day } from "#core/day";
import type { Period } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import type { Money } from "#core/units";
import { isSnils, snilsDigits } from "#modules/benefits";
import { type CellType, date, money, month } from "../import/cells.ts";
import { readSheets } from "../import/table.ts";
import type { ListRefusal } from "./beneficiary-list.ts";

/** A payment of a subsidy, as the office tells it: by account, by insurance number, or by both. */
export interface SubsidyPaymentLine {
  /** As the file counts: the heading is 1. */
  readonly line: number;
  readonly account: string | undefined;
  readonly snils: string | undefined;
  /** The month that is paid for. */
  readonly month: Period;
  readonly paidOn: Day;
  readonly amount: Money;
}

export type SubsidyFault = "whom_missing" | "snils_wrong" | "month_wrong" | "day_wrong" | "amount_wrong";
export interface BrokenLine {
  readonly line: number;
  readonly fault: SubsidyFault;
  readonly found: string;
}

export type SubsidyFileRefusal =
  | Extract<
      ListRefusal,
      { readonly code: "social.columns_missing" | "social.not_a_list" | "social.too_many_lines" }
    >
  | { readonly code: "social.no_payments" }
  /** Nothing of a file is taken that tells one payment wrongly: its totals would be nobody's. */
  | {
      readonly code: "social.payments_broken";
      readonly lines: readonly BrokenLine[];
      readonly count: number;
    };

const COLUMNS = {
  account: ["лицевой счёт", "лицевой счет", "account"],
  snils: ["снилс", "snils"],
  month: ["месяц", "month"],
  amount: ["сумма", "amount"],
  paidOn: ["дата выплаты", "paid on"],
} as const;
type ColumnName = keyof typeof COLUMNS;
const LINES_MAX = 100_000;
const TOLD_MOST = 50;

/** A workbook or a text with a heading, whole or not at all. */
export async function readSubsidyPayments(
  bytes: Uint8Array,
): Promise<Result<readonly SubsidyPaymentLine[], SubsidyFileRefusal>> {
  const sheets = await readSheets(bytes);
  const [heading, ...below] = typeof sheets === "string" ? [] : (sheets[0]?.rows ?? []);
  if (!heading) return refuse({ code: "social.not_a_list" });
  const names = heading.map((cell) => cell.trim().toLowerCase());
  const places = new Map(
    (Object.keys(COLUMNS) as ColumnName[]).map((name) => [
      name,
      names.findIndex((text) => COLUMNS[name].some((word) => word === text)),
    ]),
  );
  const has = (name: ColumnName): boolean => (places.get(name) ?? -1) >= 0;
  const wanted: readonly ColumnName[] = has("snils")
    ? ["month", "amount", "paidOn"]
    : ["account", "month", "amount", "paidOn"];
  const missing = wanted.filter((name) => !has(name));
  if (missing.length > 0)
    return refuse({ code: "social.columns_missing", columns: missing.map((name) => COLUMNS[name][0]) });
  const rows = below.flatMap((row, index) =>
    row.every((cell) => cell.trim() === "") ? [] : [{ line: index + 2, row }],
  );
  if (rows.length === 0) return refuse({ code: "social.no_payments" });
  if (rows.length > LINES_MAX) return refuse({ code: "social.too_many_lines", most: LINES_MAX });
  const read = rows.map(({ line, row }) =>
    lineOf(line, (name) => (row[places.get(name) ?? -1] ?? "").trim()),
  );
  const broken = read.filter((one): one is BrokenLine => "fault" in one);
  return broken.length > 0
    ? refuse({ code: "social.payments_broken", lines: broken.slice(0, TOLD_MOST), count: broken.length })
    : ok(read.filter((one): one is SubsidyPaymentLine => !("fault" in one)));
}

function lineOf(line: number, cell: (name: ColumnName) => string): SubsidyPaymentLine | BrokenLine {
  const [account, written] = [cell("account"), cell("snils")];
  if (account === "" && written === "") return { line, fault: "whom_missing", found: "" };
  const snils = written === "" ? undefined : snilsDigits(written);
  if (written !== "" && (snils === undefined || !isSnils(snils)))
    return { line, fault: "snils_wrong", found: written };
  const of = valueOf(month, cell("month"));
  if (of === undefined) return { line, fault: "month_wrong", found: cell("month") };
  const paidOn = valueOf(date, cell("paidOn"));
  if (paidOn === undefined) return { line, fault: "day_wrong", found: cell("paidOn") };
  const amount = valueOf(money, cell("amount"));
  // A sum taken back stands with a minus; nothing at all is no payment.
  if (amount === undefined || amount === 0n) return { line, fault: "amount_wrong", found: cell("amount") };
  return { line, account: account === "" ? undefined : account, snils, month: of, paidOn, amount };
}

const valueOf = <T>(type: CellType<T>, text: string): T | undefined => {
  const read = type.read(text);
  return "value" in read ? read.value : undefined;
};
