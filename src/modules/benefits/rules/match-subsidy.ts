/** An account as a payment of a subsidy may mean it, with the insurance numbers of its residents that are known. */
export interface PaidAccount {
  readonly number: string;
  readonly insured: readonly string[];
}

export type SubsidyMatch =
  | { readonly state: "matched"; readonly number: string }
  /** Held until a person has looked: no such account, several of one resident, or another resident's number. */
  | { readonly state: "unknown" | "several" | "snils_differs" };

/**
 * Whose a payment is: the account of its number, where the insurance number is of a resident there or no number of
 * that account is known; without an account's number, the one account of the insurance number.
 */
export function matchSubsidy(
  line: { readonly account: string | undefined; readonly snils: string | undefined },
  known: {
    readonly byNumber: (number: string) => PaidAccount | undefined;
    readonly bySnils: (snils: string) => readonly string[];
  },
): SubsidyMatch {
  const { account, snils } = line;
  if (account !== undefined) {
    const own = known.byNumber(account);
    if (!own) return { state: "unknown" };
    const isOther = snils !== undefined && own.insured.length > 0 && !own.insured.includes(snils);
    return isOther ? { state: "snils_differs" } : { state: "matched", number: own.number };
  }
  const [only, ...others] = new Set(snils === undefined ? [] : known.bySnils(snils));
  if (only === undefined) return { state: "unknown" };
  return others.length > 0 ? { state: "several" } : { state: "matched", number: only };
}
