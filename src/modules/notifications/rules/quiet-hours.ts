/** Where the city's clocks are: Moscow time has had no summer since 2014. */
const HOURS_AHEAD = 3;
const HOUR = 3_600_000;

/** Milliseconds from a moment to the end of the quiet hours that it falls into; 0 outside of them. */
export function quietFor(
  at: Date,
  { quietFrom, quietUntil }: { readonly quietFrom: number; readonly quietUntil: number },
): number {
  const local = at.getTime() + HOURS_AHEAD * HOUR;
  const hour = Math.floor(local / HOUR) % 24;
  // Counted from their beginning, so that midnight is nothing special.
  const [length, passed] = [(quietUntil - quietFrom + 24) % 24, (hour - quietFrom + 24) % 24];
  return passed >= length ? 0 : (length - passed) * HOUR - (local % HOUR);
}
