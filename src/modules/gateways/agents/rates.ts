/** How often somebody asks. */
export interface Rates {
  /** False when there were as many within the minute already. */
  admit(who: string, perMinuteMax: number): boolean;
}

/**
 * Counts in this process, for as long as it lives: a guard against a peer that has gone wild or tries numbers one after
 * another, not a sum that anybody settles by. Each process that listens admits as many.
 */
export function ratesOf(now: () => number): Rates {
  const windows = new Map<string, { began: number; count: number; before: number }>();
  return {
    admit: (who, perMinuteMax) => {
      const at = now();
      const held = windows.get(who);
      const passed = held ? Math.floor((at - held.began) / MINUTE) : 0;
      const window =
        held && passed < 2
          ? passed === 0
            ? held
            : { began: held.began + MINUTE, count: 0, before: held.count }
          : { began: at, count: 0, before: 0 };
      windows.set(who, window);
      // The minute slides: of the one before, the part that still lies within sixty seconds.
      const share = Math.max(0, 1 - (at - window.began) / MINUTE);
      if (window.count + window.before * share >= perMinuteMax) return false;
      window.count++;
      return true;
    },
  };
}

const MINUTE = 60_000;
