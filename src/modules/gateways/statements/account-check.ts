const WEIGHTS = [7, 1, 3] as const;

/**
 * Whether an account of twenty digits carries the control key that its bank's BIC asks for: last three digits of the
 * BIC (of a settlement centre, "0" and its fifth and sixth) and the account, weights 7, 1, 3, the sum of the last
 * digits of the products ends in 0.
 *
 * Law       Bank of Russia, Order of reckoning the control key in the number of a personal account, 08.09.1997 No 515
 */
export function hasRightKey(account: string, bic: string): boolean {
  const correspondent = account.startsWith("30101");
  const prefix = correspondent ? `0${bic.slice(4, 6)}` : bic.slice(6);
  let sum = 0;
  for (const [at, digit] of [...(prefix + account)].entries()) {
    sum += (Number(digit) * (WEIGHTS[at % 3] ?? 0)) % 10;
  }
  return sum % 10 === 0;
}

export const isAccount = (text: string): boolean => /^\d{20}$/.test(text);
export const isBic = (text: string): boolean => /^\d{9}$/.test(text);
