import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { addDays, type Day, day } from "#core/day";
import { sumOf } from "#core/money";
import { type Money, money } from "#core/units";
import { writeClientBank } from "#modules/gateways";
import { takeStatementFile } from "#flows/statement-intake";
import {
  type Agent,
  type DifferenceKind,
  findAgent,
  reconciliationDays,
  registerAgent,
  registerBankAccount,
  type RegistryLine,
  sumJournal,
  takeAgentPayment,
  takeRegistry,
} from "#modules/payments";
import { randomFrom } from "#platform/random";
import { buildSmallTown, done, type SmallTown } from "../../src/modules/payments/small-town.fixture.ts";
import { type TestDatabase, withDatabase } from "../database.ts";

/*
 * F9: an agent's register that lacks lines, has lines too many, or has other sums than its messages. Each difference is
 * named for what it is, and nothing is posted that a person has not seen come.
 */
const SEEDS = Array.from({ length: Number(process.env["FAULT_SEEDS"] ?? 10) }, (_, at) => at + 1);
const OURS = { name: "ЕИРЦ", inn: "9901001239", account: "40821810900000000777", bic: "049876543" };
const BANK = { name: "Банк", inn: "9901001239", account: "30101810100000000543", bic: "049876543" };
const FLATS = 30;

let database: TestDatabase;
let town: SmallTown;
let agent: Agent;

beforeAll(async () => {
  database = await withDatabase();
  town = await buildSmallTown(database.open(), FLATS);
  const [organization] = town.companies;
  done(
    await registerAgent(town.ctx, {
      organization,
      code: "terminal",
      name: "Терминалы",
      secret: "a secret of many letters",
    }),
  );
  done(await registerBankAccount(town.ctx, { organization, account: OURS.account, bic: OURS.bic, note: "" }));
  agent = must(await town.ctx.transaction((tx) => findAgent(tx, "terminal")), "the agent");
});
afterAll(() => database.drop());

const booked = async (on: Day): Promise<Money> =>
  sumOf(
    (await town.ctx.transaction((tx) => sumJournal(tx, { when: { from: on, to: on } }))).map(
      ({ amount }) => amount,
    ),
  );
const dayOf = async (on: Day) =>
  must((await town.ctx.transaction((tx) => reconciliationDays(tx, { from: on, to: on })))[0], "the day");
const kinds = (
  found: readonly { readonly kind: DifferenceKind; readonly transaction?: string | undefined }[],
) => found.map(({ kind, transaction }) => `${kind} ${transaction ?? ""}`.trim()).sort();

describe("F9 a register that differs from the messages", () => {
  it.each(SEEDS)("seed %i: each difference has its kind, and reconciling posts nothing", async (seed) => {
    const random = randomFrom(seed);
    const on = addDays(day("2025-11-01"), seed);
    const flat = (): string => String(4_500_000_000 + random.below(FLATS));
    const messages = Array.from(
      { length: 12 },
      (_, at): RegistryLine => ({
        transaction: `${seed}-${at}`,
        account: flat(),
        amount: money(BigInt(random.between(100, 900_000))),
        paidOn: on,
      }),
    );
    for (const message of messages)
      done(await town.ctx.transaction((tx) => takeAgentPayment(tx, agent, message)));
    const online = sumOf(messages.map(({ amount }) => amount));
    expect(kinds((await dayOf(on)).differences)).toEqual(["registry_missing"]);

    // The register says another sum of one operation: it is refused whole, with the line, and nothing is posted.
    const changed = random.below(messages.length);
    const register = (lines: readonly RegistryLine[], fee = 0n) =>
      takeRegistry(town.ctx, {
        agent: "terminal",
        document: `register-${seed}.txt`,
        declared: { count: lines.length, total: sumOf(lines.map(({ amount }) => amount)) },
        fee: money(fee),
        lines,
      });
    const spoilt = messages.map((line, at) =>
      at === changed ? { ...line, amount: money(line.amount + 1n) } : line,
    );
    expect(await register(spoilt)).toMatchObject({
      refusal: {
        code: "payments.registry_lines_refused",
        lines: [{ line: changed + 1, refusal: { code: "payments.transaction_differs" } }],
      },
    });
    expect(await booked(on)).toBe(online);

    // The mended one lacks some operations and has some that no message told.
    const missing = new Set(
      messages.filter(() => random.below(4) === 0).map(({ transaction }) => transaction),
    );
    const extra = Array.from(
      { length: 1 + random.below(3) },
      (_, at): RegistryLine => ({
        transaction: `${seed}-x${at}`,
        account: flat(),
        amount: money(7_00n),
        paidOn: on,
      }),
    );
    const lines = [...messages.filter(({ transaction }) => !missing.has(transaction)), ...extra];
    const total = sumOf(lines.map(({ amount }) => amount));
    const fee = total / 100n;
    const taken = done(await register(lines, fee));
    expect(taken.taken.count).toBe(extra.length);
    const expected = [
      ...[...missing].map((transaction) => `online_not_in_registry ${transaction}`),
      ...extra.map(({ transaction }) => `registry_not_online ${transaction}`),
    ];
    expect(kinds((await dayOf(on)).differences)).toEqual([...expected, "registry_without_money"].sort());
    const posted = await booked(on);
    expect(posted).toBe(online + sumOf(extra.map(({ amount }) => amount)));

    // The bank keeps a kopeck more than the register says: the fee differs, and that is all that is new.
    const date = addDays(on, 1);
    done(
      await takeStatementFile(
        town.ctx,
        {
          name: `statement-${seed}.txt`,
          bytes: writeClientBank({
            owner: OURS,
            from: date,
            to: date,
            opening: money(0n),
            lines: [
              {
                date,
                direction: "in",
                amount: money(total - fee - 1n),
                number: String(seed),
                counterparty: BANK,
                purpose: `Реестр, сумма ${rouble(total)}, комиссия ${rouble(fee + 1n)}`,
              },
            ],
          }),
        },
        "ru",
      ),
    );
    const after = await dayOf(on);
    expect(kinds(after.differences)).toEqual([...expected, "fee_differs"].sort());
    expect(after).toMatchObject({
      received: total - fee - 1n,
      fee,
      registry: { count: lines.length, total },
    });
    expect(await booked(on)).toBe(posted);
  });
});

const rouble = (kopecks: bigint): string => `${kopecks / 100n}.${String(kopecks % 100n).padStart(2, "0")}`;
