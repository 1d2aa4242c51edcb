import { type Day, parseDay } from "#core/day";
import { moneyText, parseMoney } from "#core/money";
import type { Money } from "#core/units";
import type { StatementProblem, StatementProblemCode } from "./model.ts";

/** A person corrects a file, not a list of a thousand: more problems than these are counted as one. */
const PROBLEMS_MAX = 100;

/** Gathers what is wrong with a file, in the order in which it is met. */
export class Problems {
  readonly found: StatementProblem[] = [];
  readonly warnings: StatementProblem[] = [];

  refuse(code: StatementProblemCode, line: number, data: Readonly<Record<string, string>> = {}): void {
    if (this.found.length < PROBLEMS_MAX) this.found.push({ code, line, data });
    else if (this.found.length === PROBLEMS_MAX)
      this.found.push({ code: "statement-too-many-problems", line, data: { most: String(PROBLEMS_MAX) } });
  }

  warn(code: StatementProblemCode, line: number, data: Readonly<Record<string, string>> = {}): void {
    if (this.warnings.length < PROBLEMS_MAX) this.warnings.push({ code, line, data });
  }

  /** A required amount; `undefined` after it was refused. */
  money(text: string | undefined, what: string, line: number): Money | undefined {
    if (text === undefined || text === "") {
      this.refuse("statement-value-missing", line, { what });
      return undefined;
    }
    const amount = parseMoney(text);
    if (amount === undefined) this.refuse("statement-not-money", line, { what, text: cut(text) });
    return amount;
  }

  /** A required day. */
  day(text: string | undefined, what: string, line: number): Day | undefined {
    if (text === undefined || text === "") {
      this.refuse("statement-value-missing", line, { what });
      return undefined;
    }
    const day = parseDay(text) ?? dayOfPoints(text);
    if (day === undefined) this.refuse("statement-not-a-day", line, { what, text: cut(text) });
    return day;
  }
}

/** "10.11.2025". */
function dayOfPoints(text: string): Day | undefined {
  const match = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
  return match ? parseDay(`${match[3]}-${match[2]}-${match[1]}`) : undefined;
}

/** A strange value is shown, not the whole of a hostile one. */
export const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

export const shown = (amount: Money): string => moneyText(amount);
