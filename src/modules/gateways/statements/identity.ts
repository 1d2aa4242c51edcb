import { createHash } from "node:crypto";
import type { StatementFormat, StatementLine } from "./model.ts";
import { familyOf } from "./model.ts";

type Drawn = Omit<StatementLine, "identity">;

/**
 * Gives each line its identity. A number alone repeats, so everything that the bank tells takes part; a camt entry has
 * the bank's own reference, which stays the same in a notification and in the statement.
 */
export function identified(
  account: string,
  format: StatementFormat,
  lines: readonly Drawn[],
): StatementLine[] {
  const turns = new Map<string, number>();
  return lines.map((line) => {
    const facts = [
      familyOf(format),
      account,
      line.date,
      line.direction,
      String(line.amount),
      line.number,
      line.reference,
      line.counterparty.account,
      line.counterparty.inn,
      // A notification abbreviates the purpose that the statement has in full.
      familyOf(format) === "camt" && line.reference !== "" ? "" : line.purpose,
    ].join("\u0000");
    const turn = (turns.get(facts) ?? 0) + 1;
    turns.set(facts, turn);
    return { ...line, identity: createHash("sha256").update(`${facts}\u0000${turn}`).digest("hex") };
  });
}
