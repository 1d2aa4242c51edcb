import { type Chore, doChore } from "#modules/access";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";

const LOOK_EVERY_MILLISECONDS = 1_000;
/** Behind the turn itself, so that the database's clock has passed it too. */
const LATE_MILLISECONDS = 250;

/**
 * Offers to do the chores until closed; any number of processes may. A slow one (a bank that does not answer) does not
 * hold up the others. `close` waits for those that are being done.
 */
export function startChores(
  database: Database,
  chores: readonly Chore[],
  onTrouble: (chore: string, error: unknown) => void,
): { close(): Promise<void> } {
  const busy = new Map<string, Promise<void>>();
  /** Until when the database need not be asked: a turn of our own ends with the interval, another's a part of it later. */
  const rests = new Map<string, number>();
  const offer = async (chore: Chore): Promise<void> => {
    const began = performance.now();
    try {
      const { done, trouble } = await doChore(await centerContext(database), chore);
      const seconds = done ? chore.everySeconds : chore.everySeconds / 10;
      rests.set(chore.name, began + seconds * 1_000 + LATE_MILLISECONDS);
      if (trouble !== undefined) onTrouble(chore.name, trouble);
    } catch (error) {
      onTrouble(chore.name, error);
    } finally {
      busy.delete(chore.name);
    }
  };
  const timer = setInterval(() => {
    const now = performance.now();
    for (const chore of chores) {
      const isDue = now >= (rests.get(chore.name) ?? 0);
      if (isDue && !busy.has(chore.name)) busy.set(chore.name, offer(chore));
    }
  }, LOOK_EVERY_MILLISECONDS);
  return {
    close: async () => {
      clearInterval(timer);
      await Promise.all(busy.values());
    },
  };
}
