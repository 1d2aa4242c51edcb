import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "web/**/*.test.ts", "test/**/*.test.ts"],
    // PostgreSQL is started once for the whole run; every store test clones its own database from a template.
    globalSetup: ["test/postgres.setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // A page that is waited for on a busy machine takes longer than a second.
    expect: { poll: { timeout: 10_000 } },
  },
});
