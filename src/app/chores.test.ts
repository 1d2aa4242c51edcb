import { expect, test } from "vitest";
import { withDatabase } from "../../test/database.ts";
import { startChores } from "./chores.ts";

test("chores come round at their intervals, one process of two at a time, and one that fails holds up no other", async () => {
  const files = await withDatabase();
  const database = files.open();
  const began = { often: 0, seldom: 0, broken: 0 };
  const chore = (name: keyof typeof began, everySeconds: number) => ({
    name,
    everySeconds,
    leaseSeconds: 60,
    run: async () => {
      began[name] += 1;
      if (name === "broken") throw new Error("the bank does not answer");
    },
  });
  const all = [chore("often", 1), chore("seldom", 3_600), chore("broken", 1)];
  const trouble: string[] = [];
  const processes = [1, 2].map(() => startChores(database, all, (name) => void trouble.push(name)));
  await new Promise((resolve) => setTimeout(resolve, 6_500));
  await Promise.all(processes.map((one) => one.close()));
  expect(began.seldom).toBe(1);
  // Six seconds hold three turns at the least, and never one a process.
  expect(began.often).toBeGreaterThanOrEqual(3);
  expect(began.often).toBeLessThanOrEqual(6);
  expect(trouble).toEqual(Array.from({ length: began.broken }, () => "broken"));
  expect(began.broken).toBeGreaterThanOrEqual(3);
  await files.drop();
});
