import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { takeDroppedFiles } from "#flows/register-drops";
import { receiveRegister } from "#flows/register-intake";
import { listFiles } from "#modules/gateways";
import { registerAgent } from "#modules/payments";
import { buildSmallTown, done, type SmallTown } from "../../src/modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../database.ts";

let database: TestDatabase;
let town: SmallTown;
let drop: string;
beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  drop = await mkdtemp(path.join(tmpdir(), "drop-"));
  done(
    await registerAgent(town.ctx, {
      organization: town.companies[0],
      code: "severbank",
      name: "АО СЕВЕРБАНК",
      secret: "a secret of twenty-odd letters",
    }),
  );
});
afterAll(async () => {
  await database.drop();
  await rm(drop, { recursive: true, force: true });
});

const SAMPLE = path.join(
  import.meta.dirname,
  "../../src/modules/gateways/registers/vectors/register-utf8-tab.csv",
);
const put = async (agent: string, name: string, bytes: string | Buffer, isOld = true): Promise<void> => {
  const file = path.join(drop, agent, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  if (isOld) await utimes(file, 1_000_000, 1_000_000);
};
const look = () => takeDroppedFiles(town.ctx, drop);
const lying = async (...folder: string[]) =>
  (await readdir(path.join(drop, ...folder), { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
const states = async () =>
  (await town.ctx.transaction((tx) => listFiles(tx, { limit: 100 }))).map(
    ({ name, state, duplicates }) => `${name} ${state} ${duplicates}`,
  );

it("a dropped file is taken once, and moved to what became of it", async () => {
  await put("severbank", "a.csv", await readFile(SAMPLE));
  await put("severbank", "growing.csv", "half of a fi", false);
  expect(await look()).toEqual([]);
  expect(await lying("severbank")).toEqual(["growing.csv"]);
  expect(await lying("severbank", "done")).toEqual(["a.csv"]);
  expect(await states()).toEqual(["a.csv posted 0"]);
  await rm(path.join(drop, "severbank", "growing.csv"));
});

it("one that was kept before the process died is moved at the next look, and booked once", async () => {
  const text = (await readFile(SAMPLE, "utf8")).replaceAll("60000", "90000");
  await put("severbank", "b.csv", text);
  done(
    await receiveRegister(town.ctx, {
      agent: "severbank",
      name: "b.csv",
      bytes: Buffer.from(text),
      source: "folder",
    }),
  );
  await look();
  expect(await lying("severbank")).toEqual([]);
  expect(await states()).toEqual(["b.csv posted 1", "a.csv posted 0"]);
});

it("nothing that came is overwritten, and a folder of nobody is told of", async () => {
  const text = (await readFile(SAMPLE, "utf8")).replaceAll("60000", "95000");
  await put("severbank", "a.csv", text);
  await put("nobody", "c.csv", text);
  expect(await look()).toEqual([path.join("nobody", "c.csv")]);
  expect(await lying("severbank", "done")).toEqual(["a (2).csv", "a.csv", "b.csv"]);
  expect(await lying("nobody")).toEqual(["c.csv"]);
});
