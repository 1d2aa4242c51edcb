/** Failures in a row, and how long ago the last of them was. */
export interface Failures {
  readonly count: number;
  readonly secondsAgo: number;
}

export interface RecentFailures {
  /** Of this login from this address, since it last succeeded from there. */
  readonly pair: Failures;
  /** Of this login from anywhere, since it last succeeded. */
  readonly login: Failures;
  /** From this address with any login, within an hour. */
  readonly address: Failures;
}

/**
 * Seconds until the next attempt is judged; 0 for now. The delay doubles with each failure. It grows long only where
 * the guesses come from: a stranger who guesses from elsewhere can hold up the owner of a login for a minute at
 * most, never lock them out. Many people share an address, so an address alone slows down late.
 */
export function secondsToWait(recent: RecentFailures): number {
  return Math.max(
    remaining(recent.pair, { free: 3, secondsMax: 900 }),
    remaining(recent.login, { free: 10, secondsMax: 60 }),
    remaining(recent.address, { free: 30, secondsMax: 900 }),
  );
}

function remaining(of: Failures, limit: { free: number; secondsMax: number }): number {
  const over = of.count - limit.free;
  if (over < 0) return 0;
  return Math.max(0, Math.ceil(Math.min(limit.secondsMax, 2 ** Math.min(over, 20)) - of.secondsAgo));
}
