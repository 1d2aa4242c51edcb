import type { Ctx } from "#platform/context";
import * as store from "./store.ts";

/** Work that the installation does by itself at intervals. */
export interface Chore {
  /** Kebab case; the same in every process. */
  readonly name: string;
  /** From one beginning to the next. */
  readonly everySeconds: number;
  /** A turn that takes longer is taken over by another process: whatever `run` does must bear being done twice. */
  readonly leaseSeconds: number;
  readonly run: (ctx: Ctx) => Promise<void>;
}

/**
 * Does the chore if its turn has come and no other process is on it. What it throws is kept with it for the people who
 * watch, and the next turn comes all the same. Gives whether it was done here, and what went wrong.
 */
export async function doChore(
  ctx: Ctx,
  chore: Chore,
): Promise<{ readonly done: boolean; readonly trouble?: unknown }> {
  const turn = await ctx.transaction((tx) => store.takeChore(tx, chore));
  if (turn === undefined) return { done: false };
  const end = (trouble: string | undefined) =>
    ctx.transaction((tx) => store.endChore(tx, { name: chore.name, turn, trouble }));
  try {
    await chore.run(ctx);
    await end(undefined);
    return { done: true };
  } catch (error) {
    await end(error instanceof Error ? error.message : String(error));
    return { done: true, trouble: error };
  }
}

/** A chore as it went the last time. */
export interface ChoreState {
  readonly name: string;
  readonly beganAt: Date;
  readonly endedAt: Date | undefined;
  readonly trouble: string | undefined;
}

export const listChores = (ctx: Ctx): Promise<ChoreState[]> => ctx.transaction(store.listChores);
