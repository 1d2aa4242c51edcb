import { isDatabaseAway } from "#platform/http/problems";

/** What was looked up, and when. */
export interface Kept<T> {
  readonly value: T;
  readonly at: Date;
  /** Nothing newer could be had: the database is away. */
  readonly isOld: boolean;
}

export interface Keeping<T> {
  /**
   * What is known by that name, looked up where it has to be. Throws what the look-up throws if nothing is known.
   */
  readonly of: (name: string, lookUp: () => Promise<T>) => Promise<Kept<T>>;
  /** Something has been changed: everything is looked up again when it is next asked for. */
  readonly forget: () => void;
}

export interface KeepingOptions<T> {
  /** Names that are remembered; the one asked for longest ago goes first. */
  readonly most: number;
  /** A look-up behind the reader's back failed, and not for want of a database. */
  readonly onError: (error: unknown) => void;
  /**
   * Whether an answer is kept; absent: whatever is something. Answers to names that nobody gave would push out those that
   * are read.
   */
  readonly isKept?: (value: T) => boolean;
  readonly now?: () => number;
}

/** So long an answer is as good as new. */
export const FRESH_MS = 60_000;
/** So long it is shown while a newer one is looked up. */
export const LATE_MS = 600_000;
/** A database that does not answer is waited for so long by a reader who could be shown something older. */
const PATIENCE_MS = 2_000;

interface Entry<T> {
  value: T;
  at: number;
  isAway: boolean;
  isForgotten: boolean;
}

/**
 * Answers kept in memory for readers of whom nothing is known: asked for by many at once they are looked up once, and
 * while the database is away the last ones are shown.
 */
export function keeping<T>(options: KeepingOptions<T>): Keeping<T> {
  const { most, onError, isKept = (value) => value !== undefined, now = Date.now } = options;
  const entries = new Map<string, Entry<T>>();
  const asking = new Map<string, Promise<Entry<T>>>();

  const lookedUp = (name: string, lookUp: () => Promise<T>): Promise<Entry<T>> => {
    const asked = asking.get(name);
    if (asked) return asked;
    const at = now();
    const answer = lookUp().then(
      (value) => {
        const entry = { value, at, isAway: false, isForgotten: false };
        // What was begun before a change may not have seen it, and must not stand for what comes after.
        if (asking.get(name) === answer) {
          if (isKept(value)) put(name, entry);
          else entries.delete(name);
        }
        return entry;
      },
      (error: unknown) => {
        const entry = entries.get(name);
        if (!entry || !isDatabaseAway(error)) throw error;
        entry.isAway = true;
        return entry;
      },
    );
    asking.set(name, answer);
    const done = (): void => {
      if (asking.get(name) === answer) asking.delete(name);
    };
    void answer.finally(done).catch(() => undefined);
    return answer;
  };

  const put = (name: string, entry: Entry<T>): void => {
    entries.delete(name);
    entries.set(name, entry);
    const [first] = entries.keys();
    if (entries.size > most && first !== undefined) entries.delete(first);
  };

  const keptOf = ({ value, at, isAway }: Entry<T>): Kept<T> => ({ value, at: new Date(at), isOld: isAway });

  return {
    of: async (name, lookUp) => {
      const entry = entries.get(name);
      if (!entry) return keptOf(await lookedUp(name, lookUp));
      put(name, entry);
      const age = now() - entry.at;
      if (!entry.isForgotten && age < FRESH_MS) return keptOf(entry);
      const newer = lookedUp(name, lookUp);
      if (!entry.isForgotten && age < LATE_MS) {
        newer.catch(onError);
        return keptOf(entry);
      }
      return keptOf(await inPatience(newer, entry, onError));
    },
    forget: () => {
      for (const entry of entries.values()) entry.isForgotten = true;
      asking.clear();
    },
  };
}

/** The newer answer if it comes soon, else the one that is known. */
async function inPatience<T>(
  newer: Promise<Entry<T>>,
  known: Entry<T>,
  onError: (error: unknown) => void,
): Promise<Entry<T>> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<"enough">((resolve) => {
    timer = setTimeout(() => resolve("enough"), PATIENCE_MS);
  });
  try {
    const first = await Promise.race([newer, enough]);
    if (first !== "enough") return first;
    known.isAway = true;
    newer.catch(onError);
    return known;
  } finally {
    clearTimeout(timer);
  }
}
