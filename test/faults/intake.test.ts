import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moneyText, sumOf } from "#core/money";
import { money, type Money } from "#core/units";
import { finishRegisters, receiveRegister } from "#flows/register-intake";
import { listFiles } from "#modules/gateways";
import { listRegistries, registerAgent, type RegistryTaken } from "#modules/payments";
import { verify } from "#modules/reporting";
import { type Random, randomFrom } from "#platform/random";
import {
  buildSmallTown,
  done,
  IVANOVA,
  OCONNOR,
  PETROV,
  type SmallTown,
} from "../../src/modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../database.ts";

/* What may happen to a register on its way into the books: F21 of quality.md for the intake, F9 where the file itself
   contradicts what is recorded, and a process that dies between reading a file and booking it. Ten seeds each. */

const SEEDS = Array.from({ length: 10 }, (_, at) => at + 1);

let database: TestDatabase;
let town: SmallTown;
beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open());
  done(
    await registerAgent(town.ctx, {
      organization: town.companies[0],
      code: "severbank",
      name: "АО СЕВЕРБАНК",
      secret: "a secret of twenty-odd letters",
    }),
  );
});
afterAll(() => database.drop());

interface Row {
  readonly operation: string;
  readonly account: string;
  readonly amount: Money;
}
/** The bank's default layout, with its footer of count and sums. */
const textOf = (rows: readonly Row[]): string => {
  const total = moneyText(sumOf(rows.map(({ amount }) => amount)));
  return [
    ...rows.map(
      ({ operation, account, amount }) =>
        `10-11-2025;09-00-00;8600/0123;000012Q;${operation};${account};Payer;Lenina 7-3;1025;${moneyText(amount)};${moneyText(amount)};0.00`,
    ),
    `=${rows.length};${total};${total};0.00;4512;10-11-2025`,
    "",
  ].join("\r\n");
};
const rowsOf = (random: Random, seed: string): Row[] =>
  Array.from({ length: random.between(3, 12) }, (_, at) => ({
    operation: `${seed}${1000 + at}`,
    account: [IVANOVA, PETROV, OCONNOR, "4400110019"][random.below(4)] ?? IVANOVA,
    amount: money(BigInt(random.between(1, 500_000))),
  }));
const take = async (name: string, text: string | Buffer) =>
  done(
    await receiveRegister(town.ctx, {
      agent: "severbank",
      name,
      bytes: Buffer.from(text),
      source: "upload",
      profile: "sber-register",
    }),
  ).file;
/** All money that registers brought: booked, held, taken back. */
const brought = async (): Promise<bigint> =>
  (await listRegistries(town.ctx, { limit: 1_000 })).reduce(
    (sum, { taken, held, reversed }) => sum + taken.total + held.total + reversed.total,
    0n,
  );
const sumIn = (detail: Readonly<Record<string, unknown>>, name: keyof RegistryTaken): bigint =>
  BigInt((detail[name] as { total: string }).total);
const booksAreRight = async () => {
  const verdicts = await Array.fromAsync(
    verify(town.database, { only: ["I1", "I2", "I3", "I4", "I5", "I6"] }),
  );
  expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
};

const SPOILS: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, random.between(1, bytes.length - 1)),
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  (bytes, random) => {
    const lines = bytes.toString("latin1").split("\r\n");
    const at = random.below(lines.length - 2);
    return Buffer.from([...lines.slice(0, at), lines[at], ...lines.slice(at)].join("\r\n"), "latin1");
  },
  (bytes, random) => {
    const lines = bytes.toString("latin1").split("\r\n");
    lines.splice(random.below(lines.length - 2), 1);
    return Buffer.from(lines.join("\r\n"), "latin1");
  },
  (bytes) => Buffer.from(bytes.toString("latin1"), "utf16le"),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.from(bytes.toString("latin1").replaceAll(";", "\t"), "latin1"),
  (bytes) => Buffer.from(bytes.toString("latin1").replace(/;(\d+)\.(\d\d);/, ";-$1.$2;"), "latin1"),
  (bytes) => Buffer.concat([bytes, Buffer.alloc(100_000, 0x41)]),
  (bytes) => Buffer.from(`<!DOCTYPE x [<!ENTITY a "b">]>${bytes.toString("latin1")}`, "latin1"),
];

describe("F21: a spoiled file", () => {
  it.each(SEEDS)(
    "books all that it declares or nothing, and says which, seed %i",
    async (seed) => {
      const random = randomFrom(seed);
      for (const [at, spoil] of SPOILS.entries()) {
        const good = Buffer.from(textOf(rowsOf(random, `2${seed}${at}`)), "latin1");
        const before = await brought();
        const file = await take(`spoiled-${seed}-${at}.txt`, spoil(good, random));
        const came = (await brought()) - before;
        if (file.state === "posted") {
          const { detail } = file;
          expect(came).toBe(sumIn(detail, "taken") + sumIn(detail, "held") + sumIn(detail, "reversed"));
        } else {
          expect(file.state).toBe("refused");
          expect(JSON.stringify(file.detail)).toMatch(/"code":"/);
          expect(came).toBe(0n);
        }
      }
      await booksAreRight();
    },
    60_000,
  );
});

describe("F9: a register beside what is recorded", () => {
  it.each(SEEDS)(
    "missing lines change nothing, extra ones are booked, changed ones refuse all, seed %i",
    async (seed) => {
      const random = randomFrom(seed * 100);
      const rows = rowsOf(random, `3${seed}`);
      const total = sumOf(rows.map(({ amount }) => amount));
      expect((await take(`first-${seed}.txt`, textOf(rows))).state).toBe("posted");
      const before = await brought();

      const shorter = await take(`shorter-${seed}.txt`, textOf(rows.slice(1)));
      expect(sumIn(shorter.detail, "repeated")).toBe(total - (rows[0]?.amount ?? 0n));
      const extra = { operation: `3${seed}9999`, account: PETROV, amount: money(777n) };
      const longer = await take(`longer-${seed}.txt`, textOf([...rows, extra]));
      expect([sumIn(longer.detail, "taken"), sumIn(longer.detail, "repeated")]).toEqual([777n, total]);
      expect((await brought()) - before).toBe(777n);

      const at = random.below(rows.length);
      const changed = rows.map((row, index) =>
        index === at ? { ...row, amount: money(row.amount + 1n) } : row,
      );
      const further = { operation: `3${seed}8888`, account: PETROV, amount: money(5n) };
      const refused = await take(`changed-${seed}.txt`, textOf([...changed, further]));
      expect(refused).toMatchObject({
        state: "refused",
        detail: { lines: [{ line: at + 1, refusal: { code: "payments.transaction_differs" } }] },
      });
      expect((await brought()) - before).toBe(777n);
      await booksAreRight();
    },
  );
});

describe("a process that dies between reading and booking", () => {
  const asOwner = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };

  it.each(SEEDS)("leaves the file received, and the next one books it once, seed %i", async (seed) => {
    const random = randomFrom(seed * 1000);
    const rows = rowsOf(random, `4${seed}`);
    const victim = rows[random.below(rows.length)]?.operation ?? "";
    const before = await brought();
    await asOwner(
      `create function payments.die() returns trigger language plpgsql as
         $$ begin raise exception 'the power is gone'; end $$;
       create trigger die before insert on payments.agent_transactions for each row
         when (new.transaction_id = '${victim}') execute function payments.die()`,
    );
    await expect(take(`dies-${seed}.txt`, textOf(rows))).rejects.toThrow("the power is gone");
    expect(await brought()).toBe(before);
    const [left] = await town.ctx.transaction((tx) => listFiles(tx, { state: "received", limit: 10 }));
    expect(left?.name).toBe(`dies-${seed}.txt`);
    await asOwner("drop function payments.die cascade");
    expect(await finishRegisters(town.ctx)).toBe(1);
    expect(await finishRegisters(town.ctx)).toBe(0);
    expect((await brought()) - before).toBe(sumOf(rows.map(({ amount }) => amount)));
    await booksAreRight();
  });
});
