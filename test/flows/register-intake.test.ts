import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishRegisters, readAgain, receiveRegister, retakeRegister } from "#flows/register-intake";
import { type FileSource, insertFile, listFileEvents } from "#modules/gateways";
import { findAgent, listHeldOfRegistry, registerAgent } from "#modules/payments";
import { verify } from "#modules/reporting";
import {
  buildSmallTown,
  done,
  IVANOVA,
  owed,
  type SmallTown,
} from "../../src/modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../database.ts";

/* The samples are those of the registers' vectors: seven payments of 9 November 2025, three of them of accounts that
   the small town has. */

let database: TestDatabase;
let town: SmallTown;
beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  for (const code of ["severbank", "pochta", "gorod"]) {
    done(
      await registerAgent(town.ctx, {
        organization: town.companies[0],
        code,
        name: code,
        secret: "a secret of twenty-odd letters",
      }),
    );
  }
});
afterAll(() => database.drop());

const VECTORS = path.join(import.meta.dirname, "../../src/modules/gateways/registers/vectors");
const sample = (name: string): Buffer => readFileSync(path.join(VECTORS, name));
const receive = async (
  agent: string,
  name: string,
  bytes: Buffer,
  more: { profile?: string; source?: FileSource } = {},
) => done(await receiveRegister(town.ctx, { agent, name, bytes, source: "upload", ...more }));
const eventsOf = async (file: number) =>
  (await town.ctx.transaction((tx) => listFileEvents(tx, file))).map(({ event }) => event);

describe("a register", () => {
  it("is recognized, booked, and kept as it came; unknown accounts wait", async () => {
    const before = await owed(town, IVANOVA);
    const { file } = await receive("severbank", "register-utf8-tab.csv", sample("register-utf8-tab.csv"));
    expect(file).toMatchObject({ state: "posted", profile: "register-tab", agentCode: "severbank" });
    expect(file.detail).toMatchObject({
      taken: { count: 4, total: "924840" },
      held: { count: 3, total: "1322333" },
      repeated: { count: 0 },
    });
    expect((await owed(town, IVANOVA)).advance - before.advance).toBe(150_000n);
    const held = await town.ctx.transaction((tx) => listHeldOfRegistry(tx, file.registry ?? 0, 10));
    expect(held.map(({ statedAccount }) => statedAccount).sort()).toEqual([
      "4400110539",
      "4400110664",
      "4400110790",
    ]);
    expect(held[0]?.raw).toContain(held[0]?.statedAccount);
    expect((await readAgain(town.ctx, file))?.rows).toHaveLength(7);
  });

  it("whose bytes came before is a duplicate, whatever its name; whose operations came before is repeated", async () => {
    const bytes = sample("register-utf8-tab.csv");
    const again = await receive("severbank", "another name.csv", bytes);
    expect(again).toMatchObject({ isDuplicate: true, file: { state: "posted", duplicates: 1 } });
    const other = Buffer.concat([bytes, Buffer.from("\r\n")]);
    const renamed = await receive("severbank", "renamed.csv", other, { profile: "register-tab" });
    expect(renamed).toMatchObject({
      isDuplicate: false,
      file: { state: "posted", detail: { taken: { count: 0 }, held: { count: 0 }, repeated: { count: 7 } } },
    });
  });

  it("of a broken structure books nothing and names the lines; another profile may read it", async () => {
    const before = await owed(town, IVANOVA);
    const text = sample("register-utf8-tab.csv").toString("utf8").replaceAll("60000", "70000");
    const { file } = await receive("pochta", "broken.csv", Buffer.from(text.replace(/"5.437,89"/, "much")), {
      profile: "register-tab",
    });
    expect(file).toMatchObject({ state: "refused", detail: { read: [{ code: "not-an-amount", line: 3 }] } });
    expect(await owed(town, IVANOVA)).toEqual(before);
    const good = await receive("pochta", "wrong profile.csv", Buffer.from(text), {
      profile: "sber-register",
    });
    expect(good.file.state).toBe("refused");
    expect(done(await retakeRegister(town.ctx, good.file.id, "register-tab")).state).toBe("posted");
    expect(await retakeRegister(town.ctx, good.file.id, "register-tab")).toMatchObject({
      refusal: { code: "registers.file_done" },
    });
  });

  it("that nobody can read waits for a person", async () => {
    const { file } = await receive("pochta", "letter.txt", Buffer.from("Уважаемые коллеги!\n"));
    expect(file).toMatchObject({ state: "unclear", registry: undefined });
  });

  it("waits for the file that comes with it, and is booked when that comes", async () => {
    const { file } = await receive("gorod", "register-17col.txt", sample("register-17col.txt"));
    expect(file).toMatchObject({ state: "waiting", detail: { wanted: "register-17col.receipt.txt" } });
    const receipt = await receive(
      "gorod",
      "register-17col.receipt.txt",
      sample("register-17col.receipt.txt"),
    );
    expect(receipt.file.state).toBe("companion");
    const again = await receive("gorod", "register-17col.txt", sample("register-17col.txt"));
    expect(again.file).toMatchObject({ state: "posted", detail: { taken: { count: 4 } } });
    // The town has no meters: the readings are listed, the payments taken.
    expect(again.file.detail["readings"]).toMatchObject({ taken: 0, refused: { length: 4 } });
  });

  it("that a process kept and died before reading is finished once", async () => {
    const text = sample("register-utf8-tab.csv").toString("utf8").replaceAll("60000", "80000");
    const kept = await town.ctx.transaction(async (tx) => {
      const agent = await findAgent(tx, "gorod");
      return insertFile(tx, {
        agent: agent?.id ?? 0,
        name: "left.csv",
        bytes: Buffer.from(text),
        source: "folder",
      });
    });
    const counts = await Promise.all([finishRegisters(town.ctx), finishRegisters(town.ctx)]);
    expect(Math.max(...counts)).toBe(1);
    expect(await eventsOf(kept ?? 0)).toEqual(["posted"]);
    expect(await finishRegisters(town.ctx)).toBe(0);
  });

  it("leaves the books right", async () => {
    const verdicts = await Array.fromAsync(
      verify(town.database, { only: ["I1", "I2", "I3", "I4", "I5", "I6"] }),
    );
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
  });
});
