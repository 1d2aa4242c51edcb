/** The first repeat comes after so long, the latest after an hour. */
const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 3600;

/**
 * Seconds until the next attempt: twice as long each time, up to an hour, and up to a quarter more or less, so that
 * messages that failed together do not come back together. The spread is made of the message's number: no chance.
 */
export function secondsUntilNext(of: { readonly message: bigint; readonly attempts: number }): number {
  const plain = Math.min(FIRST_SECONDS * 2 ** Math.min(of.attempts - 1, 20), LONGEST_SECONDS);
  // A multiplicative hash spreads neighbours widely.
  const spread = Number((of.message * 2_654_435_761n + BigInt(of.attempts) * 40_503n) % 1001n) / 1000;
  return Math.round(plain * (0.75 + spread / 2));
}

/** How long a peer is left alone after so many failures in a row. */
export const secondsOpen = (failures: number, failuresMax: number): number =>
  Math.min(30 * 2 ** Math.min(failures - failuresMax, 10), LONGEST_SECONDS / 4);
