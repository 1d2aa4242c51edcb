import { sumOf } from "#core/money";
import type { Money } from "#core/units";
import { hasRightKey, isAccount, isBic } from "./account-check.ts";
import type { BankStatement, StatementLine } from "./model.ts";
import { type Problems, shown } from "./problems.ts";

/** What a statement says of its own sums, where it does. */
export interface Declared {
  readonly credited?: Money | undefined;
  readonly debited?: Money | undefined;
  readonly credits?: number | undefined;
  readonly debits?: number | undefined;
}

export const turnoverOf = (lines: readonly StatementLine[], direction: "in" | "out"): Money =>
  sumOf(lines.filter((line) => !line.pending && line.direction === direction).map(({ amount }) => amount));

/** Holds a statement to its own arithmetic: opening + in − out = closing, the sums and counts that it declares. */
export function check(statement: BankStatement, declared: Declared, problems: Problems, line: number): void {
  const { account, bic, opening, closing, lines } = statement;
  if (!isAccount(account))
    problems.refuse("statement-account-malformed", line, { account: account.slice(0, 40) });
  else if (bic !== undefined && isBic(bic) && !hasRightKey(account, bic))
    problems.warn("statement-account-check-digit", line, { account, bic });
  if (statement.currency !== "RUB")
    problems.refuse("statement-currency", line, { currency: statement.currency.slice(0, 10) });
  const [credited, debited] = [turnoverOf(lines, "in"), turnoverOf(lines, "out")];
  for (const [what, said, counted] of [
    ["in", declared.credited, credited],
    ["out", declared.debited, debited],
  ] as const) {
    if (said !== undefined && said !== counted)
      problems.refuse("statement-sum-differs", line, {
        what,
        declared: shown(said),
        counted: shown(counted),
      });
  }
  const booked = lines.filter(({ pending }) => !pending);
  for (const [what, said] of [
    ["in", declared.credits],
    ["out", declared.debits],
  ] as const) {
    const counted = booked.filter(({ direction }) => direction === what).length;
    if (said !== undefined && said !== counted)
      problems.refuse("statement-count-differs", line, {
        what,
        declared: String(said),
        counted: String(counted),
      });
  }
  if (opening !== undefined && closing !== undefined && opening + credited - debited !== closing) {
    problems.refuse("statement-balance-differs", line, {
      opening: shown(opening),
      credited: shown(credited),
      debited: shown(debited),
      closing: shown(closing),
    });
  }
  if (statement.from > statement.to)
    problems.refuse("statement-out-of-span", line, {
      day: statement.from,
      from: statement.from,
      to: statement.to,
    });
  for (const one of booked) {
    if (one.date < statement.from || one.date > statement.to)
      problems.refuse("statement-out-of-span", one.line, {
        day: one.date,
        from: statement.from,
        to: statement.to,
      });
  }
}
