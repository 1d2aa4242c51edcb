import type { Outgoing } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import type { Random } from "#platform/random";

/** A line that loses questions, loses answers and brings garbage, until it heals. */
export function faults(random: Random, often: number) {
  let healed = false;
  const through = async (send: Outgoing, request: Parameters<Outgoing>[0]): ReturnType<Outgoing> => {
    if (healed || !random.perMille(often)) return send(request);
    const fault = random.pick(["question", "answer", "garbage"] as const);
    if (fault === "question") return { status: 503, body: "" };
    await send(request);
    return fault === "answer" ? { status: 504, body: "" } : { status: 200, body: "<html>nginx</html>" };
  };
  return Object.assign(through, {
    heal: () => {
      healed = true;
    },
  });
}

export class PowerGone extends Error {}

/**
 * A context whose process dies at one of its next `most` transactions, or not at all: before it, within it, so that
 * nothing of it is written, or after it, so that nobody hears of it. From then on it does nothing any more.
 */
export function mortal(ctx: Ctx, random: Random, most: number): Ctx {
  let left = random.between(0, most);
  const moment = random.pick(["before", "within", "after"] as const);
  return {
    ...ctx,
    transaction: async (work) => {
      left -= 1;
      if (left < -1 || (left === -1 && moment === "before")) throw new PowerGone();
      const isLast = left === -1;
      const value = await ctx.transaction(async (tx) => {
        const result = await work(tx);
        if (isLast && moment === "within") throw new PowerGone();
        return result;
      });
      if (isLast) throw new PowerGone();
      return value;
    },
  };
}
