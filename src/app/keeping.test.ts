import { expect, test } from "vitest";
import { FRESH_MS, type Keeping, keeping, LATE_MS } from "./keeping.ts";

const AWAY = Object.assign(new Error("no database"), { code: "ECONNREFUSED" });

/** A shelf over a clock of the test's own, and a database that counts its questions. */
function shelf(most = 10) {
  const clock = { now: 0 };
  const errors: unknown[] = [];
  const kept: Keeping<string> = keeping({
    most,
    onError: (error) => errors.push(error),
    now: () => clock.now,
  });
  const database = { asked: 0, fails: undefined as Error | undefined };
  const ask = (name = "city") =>
    kept.of(name, async () => {
      database.asked++;
      if (database.fails) throw database.fails;
      return `answer ${database.asked}`;
    });
  return { clock, errors, kept, database, ask };
}

test("many readers at once are one question, and so is a whole minute", async () => {
  const { clock, database, ask } = shelf();
  const answers = await Promise.all([ask(), ask(), ask()]);
  clock.now = FRESH_MS - 1;
  answers.push(await ask());
  expect(answers.map(({ value }) => value)).toEqual(Array.from({ length: 4 }, () => "answer 1"));
  expect(database.asked).toBe(1);
});

test("after a minute the reader does not wait: the next one sees what is newer", async () => {
  const { clock, ask } = shelf();
  await ask();
  clock.now = FRESH_MS;
  expect((await ask()).value).toBe("answer 1");
  await Promise.resolve();
  expect(await ask()).toEqual({ value: "answer 2", at: new Date(FRESH_MS), isOld: false });
});

test("while the database is away the last answer is shown with its date, and the new one once it is back", async () => {
  const { clock, database, errors, ask } = shelf();
  await ask();
  database.fails = AWAY;
  clock.now = LATE_MS * 10;
  expect(await ask()).toEqual({ value: "answer 1", at: new Date(0), isOld: true });
  await expect(ask("never seen")).rejects.toBe(AWAY);
  database.fails = undefined;
  expect((await ask()).isOld).toBe(false);
  expect(errors).toEqual([]);
});

test("an outage within the ten minutes is told from the second reader on", async () => {
  const { clock, database, errors, ask } = shelf();
  await ask();
  database.fails = AWAY;
  clock.now = FRESH_MS;
  await ask();
  await Promise.resolve();
  expect((await ask()).isOld).toBe(true);
  expect(errors).toEqual([]);
});

test("a defect is not taken for an outage", async () => {
  const { clock, database, errors, ask } = shelf();
  await ask();
  database.fails = new TypeError("a defect");
  clock.now = FRESH_MS;
  expect((await ask()).value).toBe("answer 1");
  await expect.poll(() => errors).toEqual([database.fails]);
  clock.now = LATE_MS;
  await expect(ask()).rejects.toBe(database.fails);
});

test("a change is seen by whoever asks after it, also where a question was under way", async () => {
  const { kept, ask } = shelf();
  let answer: (value: string) => void = () => undefined;
  const early = kept.of("city", () => new Promise<string>((resolve) => (answer = resolve)));
  kept.forget();
  answer("from before the change");
  expect((await early).value).toBe("from before the change");
  expect((await ask()).value).toBe("answer 1");
  kept.forget();
  expect((await ask()).value).toBe("answer 2");
});

test("what was asked for longest ago is forgotten first", async () => {
  const { database, ask } = shelf(2);
  for (const name of ["a", "b", "a", "c", "a"]) await ask(name);
  expect(database.asked).toBe(3);
  await ask("b");
  expect(database.asked).toBe(4);
});

test("that there is nothing is not kept", async () => {
  const kept = keeping<string | undefined>({ most: 1, onError: () => undefined });
  let asked = 0;
  const nothing = (): Promise<undefined> => {
    asked++;
    return Promise.resolve(undefined);
  };
  await kept.of("page", () => Promise.resolve("a page"));
  await kept.of("no such page", nothing);
  await kept.of("no such page", nothing);
  expect(asked).toBe(2);
  expect((await kept.of("page", nothing)).value).toBe("a page");
});
