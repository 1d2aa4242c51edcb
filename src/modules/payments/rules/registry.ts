import type { Day } from "#core/day";
import { moneyText, sumOf } from "#core/money";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { RegistryLineRefusal, RegistryRefusal } from "../contract.ts";
import type { LinesSum } from "../model.ts";

/** A file of a payment point, read: what it declares of itself and its lines. */
export interface Registry {
  /** Code of the agent whose numbers the lines carry. */
  readonly agent: string;
  /** What the file is called; kept with every payment. */
  readonly document: string;
  /** The control sums of the file. */
  readonly declared: LinesSum;
  /** What the agent keeps and what the bank transfers, where the file says so. */
  readonly fee?: Money | undefined;
  readonly net?: Money | undefined;
  /** The bank's order by which the money is transferred, where the file names it. */
  readonly order?: { readonly number: string; readonly date: Day } | undefined;
  readonly lines: readonly RegistryLine[];
}

export interface RegistryLine {
  /** The agent's number of the operation, by which a line is booked once. */
  readonly transaction: string;
  readonly account: string;
  /** Negative in a refund, which carries the number of the operation that it refunds. */
  readonly amount: Money;
  readonly paidOn: Day;
  readonly statedPeriod?: Period | undefined;
  /** What helps a person to find the account where the number does not. */
  readonly payerName?: string | undefined;
  readonly address?: string | undefined;
  /** The line as it stood in the file. */
  readonly raw?: string | undefined;
}

/** What is wrong with a registry by itself, before any account is looked for. */
export function judgeRegistry(registry: Registry, today: Day): RegistryRefusal | undefined {
  const { lines, declared } = registry;
  if (lines.length === 0) return { code: "payments.registry_empty" };
  if (declared.count !== lines.length) {
    return { code: "payments.registry_count_differs", declared: declared.count, counted: lines.length };
  }
  const total = sumOf(lines.map((line) => line.amount));
  if (declared.total !== total) {
    return {
      code: "payments.registry_total_differs",
      declared: moneyText(declared.total),
      counted: moneyText(total),
    };
  }
  const firstLines = new Map<string, number>();
  const refused = lines.flatMap((line, index) => {
    // A payment and its refund have one number.
    const key = line.amount < 0n ? `${line.transaction}/refund` : line.transaction;
    const refusal = judgeLine(line, today, firstLines.get(key));
    if (!firstLines.has(key)) firstLines.set(key, index + 1);
    return refusal ? [{ line: index + 1, refusal }] : [];
  });
  return refused.length > 0 ? { code: "payments.registry_lines_refused", lines: refused } : undefined;
}

function judgeLine(
  line: RegistryLine,
  today: Day,
  firstLine: number | undefined,
): RegistryLineRefusal | undefined {
  const { transaction } = line;
  if (line.amount === 0n) return { code: "payments.amount_not_positive", amount: moneyText(line.amount) };
  if (line.paidOn > today) return { code: "payments.paid_in_future", paidOn: line.paidOn, today };
  if (transaction === "") return { code: "payments.transaction_missing" };
  return firstLine === undefined ? undefined : { code: "payments.transaction_twice", transaction, firstLine };
}

/** A line whose number is known already: the same money, or a contradiction that a person must clear up. */
export function judgeRepeat(
  stated: { readonly transaction: string; readonly account: string; readonly amount: Money },
  recorded: { readonly account: string; readonly amount: Money },
): Extract<RegistryLineRefusal, { code: "payments.transaction_differs" }> | undefined {
  if (recorded.account === stated.account && recorded.amount === stated.amount) return undefined;
  return {
    code: "payments.transaction_differs",
    transaction: stated.transaction,
    recordedAccount: recorded.account,
    recordedAmount: moneyText(recorded.amount),
  };
}
