import type { AccountRowRefusal, ResidentRowRefusal } from "../contract.ts";
import type { AccountStateFacts, NewAccount, NewResident } from "../model.ts";

/** What is wrong with a row by itself, whatever is on record. */
export function judgeAccount(row: NewAccount): AccountRowRefusal | undefined {
  if (!/^\d{6,20}$/.test(row.number)) return { code: "accounts.number_malformed", number: row.number };
  if (row.holderName.trim() === "") return { code: "accounts.holder_empty" };
  const { shareNumerator: numerator, shareDenominator: denominator } = row;
  if (numerator <= 0n || numerator > denominator) {
    return {
      code: "accounts.share_impossible",
      numerator: String(numerator),
      denominator: String(denominator),
    };
  }
  if (row.closed !== undefined && row.closed <= row.opened) {
    return { code: "accounts.closed_before_opened", opened: row.opened, closed: row.closed };
  }
  return undefined;
}

export function judgeResident(row: NewResident): ResidentRowRefusal | undefined {
  if (row.name.trim() === "") return { code: "accounts.resident_name_empty" };
  if (row.to !== undefined && row.to <= row.from) {
    return { code: "accounts.resident_span_empty", from: row.from, to: row.to };
  }
  return undefined;
}

export const sameState = (a: AccountStateFacts, b: AccountStateFacts): boolean =>
  a.shareNumerator === b.shareNumerator &&
  a.shareDenominator === b.shareDenominator &&
  a.owners === b.owners &&
  a.holder === b.holder &&
  a.holderName === b.holderName &&
  // A file without phones does not erase the one that a clerk has written down.
  (a.phone === undefined || b.phone === undefined || a.phone === b.phone);
