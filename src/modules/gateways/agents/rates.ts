/** How often somebody asks: what was agreed for a minute holds for all processes together. */
export interface Rates {
  /** How many messages to ask PostgreSQL for, and of which minute; nothing while there are some at hand. */
  wanted(who: string, perMinuteMax: number): { readonly minute: number; readonly count: number } | undefined;
  /** What PostgreSQL gave of a minute; 0: the others have all of it. */
  grant(who: string, minute: number, count: number): void;
  /** False when there were as many within the minute already. */
  admit(who: string, perMinuteMax: number): boolean;
}

/**
 * A guard against a peer that has gone wild or tries numbers one after another, not a sum that anybody settles by. A
 * process takes a small part of the minute's messages at once, so that it asks seldom; what it does not use of it, also
 * because it is killed, is lost to the others. Beside that its own minute slides, so that two minutes' worth do not come at the turn of a minute.
 */
export function ratesOf(now: () => number): Rates {
  const windows = new Map<string, { began: number; count: number; before: number }>();
  const shares = new Map<string, { minute: number; left: number; isOver: boolean }>();
  return {
    wanted: (who, perMinuteMax) => {
      const minute = Math.floor(now() / MINUTE);
      const share = shares.get(who);
      if (share?.minute === minute && (share.left > 0 || share.isOver)) return undefined;
      return { minute, count: Math.max(1, Math.floor(perMinuteMax / PARTS)) };
    },
    grant: (who, minute, count) => {
      const share = shares.get(who);
      const left = count + (share?.minute === minute ? share.left : 0);
      shares.set(who, { minute, left, isOver: count === 0 });
    },
    admit: (who, perMinuteMax) => {
      const share = shares.get(who);
      if (!share || share.left <= 0) return false;
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
      const earlier = Math.max(0, 1 - (at - window.began) / MINUTE);
      if (window.count + window.before * earlier >= perMinuteMax) return false;
      share.left--;
      window.count++;
      return true;
    },
  };
}

const MINUTE = 60_000;
/** So many servers may be killed and begin anew within a minute before their agent is told to wait. */
const PARTS = 200;
