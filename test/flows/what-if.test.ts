import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { ServiceId } from "#core/ids";
import { period } from "#core/period";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { syntheticCity } from "#flows/synthetic";
import { trialTasks, tryChange, tryTask } from "#flows/what-if";
import type { SupposedChange } from "#modules/charging";
import { setBusinessDate } from "#modules/organizations";
import { SERVICES } from "#modules/tariffs";
import { type Ctx, contextOf } from "#platform/context";
import { trialWorkers } from "../../src/app/trial-workers.ts";
import { type TestDatabase, withDatabase } from "../database.ts";
import { granted } from "../small-town.ts";

const NOVEMBER = period("2026-11");
const WATER: ServiceId = must(
  SERVICES.find(({ code }) => code === "COLD_WATER"),
  "cold water",
).id;

let database: TestDatabase;
let center: Ctx;

beforeAll(async () => {
  database = await withDatabase();
  const today = day("2026-11-30");
  center = contextOf(database.open(), { sees: "center", organizations: [], today });
  granted(await setBusinessDate(center, today));
  const rows = syntheticCity({ accounts: 230, seed: 3, months: 3, through: NOVEMBER });
  const codes = granted(await applyDictionary(center, rows.dictionary));
  granted(await applyBuildings(center, [...rows.bundles()], codes));
});
afterAll(() => database.drop());

const dearer: SupposedChange = {
  kind: "method",
  level: "city",
  organization: 0,
  building: 0,
  account: 0,
  method: {
    service: WATER,
    method: undefined,
    volume: "law",
    missing: "law",
    area: "total",
    rounding: "roubles",
    formula: {
      code: "draft",
      version: 0,
      author: "",
      unit: "m3",
      gives: "money",
      text: "max(volume; 2 m3 * points / 1 point) * rate * 1.3",
    },
  },
};

describe("a trial in threads", () => {
  it("comes to the same as in one, whatever the threads and their order", async () => {
    const tasks = granted(await trialTasks(center, { period: NOVEMBER, change: dearer }));
    // One building a task, so that threads have something to hurry with.
    const single = tasks.flatMap((task) =>
      task.buildings.map((building) => ({ ...task, buildings: [building] })),
    );
    const alone = await tryChange(tasks, { atOnce: 1, work: (task) => tryTask(center, task) });
    const workers = trialWorkers(database.appUrl, 2);
    try {
      const together = await tryChange(single, workers);
      expect(together).toEqual(alone);
    } finally {
      await workers.close();
    }
    expect(alone.affected).toBeGreaterThan(100);
    expect(alone.services.map(({ service }) => service)).toEqual([WATER]);
  });

  it("fails with the reason of the thread, which goes on with the next task", async () => {
    const [task] = granted(await trialTasks(center, { period: NOVEMBER, change: dearer }));
    const workers = trialWorkers(database.appUrl, 1);
    try {
      const broken = { ...must(task, "a task"), period: "no month" as typeof NOVEMBER };
      await expect(workers.work(broken)).rejects.toThrow(/date|month|period/i);
      expect((await workers.work(must(task, "a task"))).accounts).toBeGreaterThan(0);
    } finally {
      await workers.close();
    }
  });
});
