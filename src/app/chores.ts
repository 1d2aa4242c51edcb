import { type Chore, doChore } from "#modules/access";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";

/** How often a process asks whether a chore's turn has come. */
const ASK_EVERY_MILLISECONDS = 1_000;

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
  const offer = async (chore: Chore): Promise<void> => {
    try {
      const { trouble } = await doChore(await centerContext(database), chore);
      if (trouble !== undefined) onTrouble(chore.name, trouble);
    } catch (error) {
      onTrouble(chore.name, error);
    } finally {
      busy.delete(chore.name);
    }
  };
  const timer = setInterval(() => {
    for (const chore of chores) if (!busy.has(chore.name)) busy.set(chore.name, offer(chore));
  }, ASK_EVERY_MILLISECONDS);
  return {
    close: async () => {
      clearInterval(timer);
      await Promise.all(busy.values());
    },
  };
}
