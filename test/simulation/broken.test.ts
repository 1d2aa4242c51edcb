import { expect, it } from "vitest";
import type { Day } from "#core/day";
import { withDatabase } from "../database.ts";
import { administer } from "../postgres.setup.ts";
import { simulate } from "./simulate.ts";

// A simulation that finds nothing must be one that would have found it.
it("a kopeck that nobody paid is found on its day, and the failure says how to repeat it", async () => {
  const files = await withDatabase();
  try {
    const days: Day[] = [];
    const story = simulate(files.open(), {
      seed: 9,
      months: 3,
      tell: (today) => days.push(today),
      meanwhile: async (today) => {
        if (today !== "2025-01-20") return;
        await administer(files.ownerUrl, (client) =>
          client.query(
            `insert into ledger.entries (amount, volume, rate, document_id, building_id, account_id, period, batch, charged_for, provider_id,
               line_no, service_id, part, kind, formula, basis)
             select 1, 0, 0, nextval('ledger.document_ids'), building_id, account_id, period, 0, charged_for, provider_id, 1, service_id, part, 10, 0, 0
             from ledger.entries where period = 202501 and kind = 10 limit 1`,
          ),
        );
      },
    });
    await expect(story).rejects.toThrow(
      /^seed 9, 2025-01-20, the guarantees of the day: UK-00[12] was paid in 2025-01/,
    );
    expect(days.at(-1)).toBe("2025-01-19");
  } finally {
    await files.drop();
  }
}, 120_000);
