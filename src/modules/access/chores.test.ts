import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ctx, centerContext } from "#platform/context";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { type Chore, doChore, listChores } from "./chores.ts";

describe("chores", () => {
  let files: TestDatabase;
  let ctx: Ctx;
  beforeAll(async () => {
    files = await withDatabase();
    ctx = await centerContext(files.open());
  });
  afterAll(() => files.drop());

  const chore = (name: string, run: () => Promise<void>, times: Partial<Chore> = {}): Chore => ({
    name,
    everySeconds: 0,
    leaseSeconds: 60,
    run,
    ...times,
  });

  it("are done by one of many that offer at once", async () => {
    let done = 0;
    const offers = await Promise.all(
      Array.from({ length: 10 }, () =>
        doChore(
          ctx,
          chore("at-once", async () => {
            done += 1;
            await new Promise((resolve) => setTimeout(resolve, 300));
          }),
        ),
      ),
    );
    expect(done).toBe(1);
    expect(offers.filter((offer) => offer.done)).toHaveLength(1);
  });

  it("wait for their interval", async () => {
    const hourly = chore("hourly", async () => undefined, { everySeconds: 3_600 });
    expect([(await doChore(ctx, hourly)).done, (await doChore(ctx, hourly)).done]).toEqual([true, false]);
  });

  it("keep what went wrong, and come round again", async () => {
    const broken = chore("broken", () => Promise.reject(new Error("the bank does not answer")));
    expect(await doChore(ctx, broken)).toMatchObject({
      done: true,
      trouble: new Error("the bank does not answer"),
    });
    const state = async () => (await listChores(ctx)).find(({ name }) => name === "broken")?.trouble;
    expect(await state()).toBe("the bank does not answer");
    expect(
      await doChore(
        ctx,
        chore("broken", async () => undefined),
      ),
    ).toEqual({ done: true });
    expect(await state()).toBeUndefined();
  });

  it("pass to another when the lease of a dead process has ended; the late end of the first is not believed", async () => {
    const leased = (leaseSeconds: number) => {
      const begun = Promise.withResolvers<void>();
      const work = Promise.withResolvers<void>();
      const run = () => {
        begun.resolve();
        return work.promise;
      };
      return {
        begun: begun.promise,
        end: work.resolve,
        done: doChore(ctx, chore("leased", run, { leaseSeconds })),
      };
    };
    const first = leased(0);
    await first.begun;
    const second = leased(60);
    await second.begun;
    first.end();
    expect(await first.done).toEqual({ done: true });
    expect((await listChores(ctx)).find(({ name }) => name === "leased")?.endedAt).toBeUndefined();
    second.end();
    await second.done;
    expect((await listChores(ctx)).find(({ name }) => name === "leased")?.endedAt).toBeInstanceOf(Date);
  });
});
