import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/*
 * Of two workers none shall stand idle at the end while the other is in the middle of a long file, so the long ones go
 * first; in a fresh clone vitest knows only how large the files are. The first file of a browser settles the town that
 * the others clone, so a story that needs none lives beside it.
 */
const LONGEST = [
  "test/e2e/workplaces.test.ts",
  "test/simulation/lives-a.test.ts",
  "test/simulation/lives-b.test.ts",
  "test/city/town.test.ts",
  "test/e2e/states.test.ts",
  "test/e2e/methodologist.test.ts",
  "src/modules/reporting/verify/verify.test.ts",
  "test/e2e/charging.test.ts",
  "test/e2e/day-of-center.test.ts",
  "test/e2e/accounts.test.ts",
  "test/faults/agents.test.ts",
  "test/e2e/lighthouse.test.ts",
  "test/e2e/payments.test.ts",
  "test/e2e/kit.test.ts",
  "test/e2e/figures.test.ts",
  "test/e2e/metering.test.ts",
  "test/e2e/door.test.ts",
  "test/http/month.test.ts",
  "test/faults/online-payments.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at === -1 ? LONGEST.length : at;
    };
    const others = await super.sort(files);
    return others.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "web/**/*.test.ts", "test/**/*.test.ts"],
    // PostgreSQL is started once for the whole run; every store test clones its own database from a template.
    globalSetup: ["test/postgres.setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A page that is waited for on a busy machine takes longer than a second.
    expect: { poll: { timeout: 10_000 } },
  },
});
