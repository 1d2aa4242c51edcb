import { describe, expect, it } from "vitest";
import { withDatabase } from "../database.ts";
import { simulate } from "./simulate.ts";

const TIME_LIMIT = 600_000;

/**
 * Lives the town of each seed, in a database of its own. A failure names its seed, the day and the deed;
 * `npm run simulate -- --seed N --verbose` repeats it.
 */
export function live(of: {
  readonly months: number;
  readonly seeds: readonly number[];
  readonly law?: boolean;
}): void {
  describe.each(of.seeds)(`${of.months} months${of.law ? " with the law's facts" : ""}, seed %i`, (seed) => {
    it(
      "L1, L2, L3, C1, P1, P2, P3, R1, A1: every guarantee holds after every day",
      async () => {
        const files = await withDatabase();
        try {
          const lived = await simulate(files.open({ max: 4 }), {
            seed,
            months: of.months,
            law: of.law ?? false,
          });
          // A story in which little happened proves little.
          expect(lived.payments).toBeGreaterThan(15 * of.months);
          expect(lived.runs).toBeGreaterThan(2 * of.months);
          expect(lived.entries).toBeGreaterThan(300 * of.months);
        } finally {
          await files.drop();
        }
      },
      TIME_LIMIT,
    );
  });
}
