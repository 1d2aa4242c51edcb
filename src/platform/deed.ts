import type { Refusal, Result } from "#core/result";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/**
 * Runs `work` in one transaction of the context; a refusal rolls back whatever was written before it was found.
 * This is how an action is done that can judge some of its rows only by trying (a number unique in the city).
 */
export async function attempt<T, R extends Refusal>(
  ctx: Ctx,
  work: (tx: Tx) => Promise<Result<T, R>>,
): Promise<Result<T, R>> {
  try {
    return await ctx.transaction(async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new Refused(result.refusal);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal as R };
    throw error;
  }
}

/**
 * The context for actions that a flow does inside its own transaction: each runs within a savepoint of it, so that
 * a refused one leaves the transaction usable and a whole building is applied by one commit.
 */
export function within(ctx: Ctx, tx: Tx): Ctx {
  return {
    ...ctx,
    scope: tx.scope,
    transaction: async (work) => {
      await tx.query("savepoint deed");
      try {
        const value = await work(tx);
        await tx.query("release savepoint deed");
        return value;
      } catch (error) {
        await tx.query("rollback to savepoint deed");
        await tx.query("release savepoint deed");
        throw error;
      }
    },
  };
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
