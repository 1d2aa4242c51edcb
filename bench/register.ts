import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import copyStreams from "pg-copy-streams";
import { must } from "#core/assert";
import { moneyText } from "#core/money";
import { receiveRegister } from "#flows/register-intake";
import { verify } from "#modules/reporting";
import { centerContext, type Ctx } from "#platform/context";
import { openDatabase } from "#platform/database";
import { startPostgres } from "#platform/embedded-postgres";
import { migrate } from "#platform/migrate";
import { peakRss, report } from "./measure.ts";
import { agentCode, settlePayers } from "./payers.ts";

const COMPANIES = 20;
const FLATS = 100;
/** Each payment is divided among so many debts. */
const DEBTS = 5;
const FILES = 3;
const PROFILE = "sber-register";

/**
 * A bank's file with a control line, from its bytes to posted payments, as the page of files takes it: kept, read by
 * its profile, found, divided among debts, written. Against COPY of the rows that the file leaves behind, into tables of
 * the same keys; beside it, told and not judged, COPY of the file's lines into a table of text columns without a key.
 */
export async function registerBench(options: { readonly lines: number }): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "paylogic-bench-"));
  const log = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const postgres = await startPostgres({ dataDir: path.join(folder, "postgres"), log, temporary: true });
  try {
    await migrate(postgres.url("postgres"));
    const url = postgres.url("postgres", "paylogic_app");
    const houses = Math.ceil(options.lines / (COMPANIES * FLATS));
    const numbers = await settlePayers(url, { companies: COMPANIES, houses, flats: FLATS, debts: DEBTS });
    const database = openDatabase(url);
    const owner = new pg.Client({ connectionString: postgres.url("postgres") });
    await owner.connect();
    try {
      await owner.query("vacuum analyze");
      const ctx = await centerContext(database);
      // Code is compiled and pages are read before anything is measured.
      await take(ctx, bankFile(numbers, { lines: Math.min(options.lines, 2_000), no: 0 }));
      const staged = bankFile(numbers, { lines: options.lines, no: FILES + 1 }).lines;
      const floors = [await staging(owner, staged)];
      const values: number[] = [];
      for (let no = 1; no <= FILES; no++) {
        await owner.query("checkpoint");
        values.push(await take(ctx, bankFile(numbers, { lines: options.lines, no })));
      }
      floors.push(await staging(owner, staged));
      const size = { lines: options.lines, debts: DEBTS };
      const written = [await rowsLeft(owner, options.lines), await rowsLeft(owner, options.lines)];
      // What is judged: a line of text without a key is no measure of seven rows with keys, see docs/runs/payments.md.
      const good = report({
        name: "register",
        size,
        floors: written,
        values,
        most: 5,
        goal: 3,
        peakRssMiB: peakRss(),
      });
      report({ name: "register-staging", size, floors, values, most: 5, goal: 3, peakRssMiB: peakRss() });
      const best = Math.min(...values);
      log(`${Math.round((options.lines * 1000) / best)} lines a second at best (goal 5,000)`);
      if (!good) process.exitCode = 1;
      for await (const verdict of verify(database, {})) {
        if (!verdict.ok) throw new Error(`${verdict.id} is broken: ${verdict.counterExamples.join("; ")}`);
      }
    } finally {
      await owner.end();
      await database.close();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface BankFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** Without the control line. */
  readonly lines: readonly string[];
}

/** Payers in no order of theirs, and no two files with the same operations. */
function bankFile(numbers: readonly string[], of: { readonly lines: number; readonly no: number }): BankFile {
  let total = 0n;
  let fees = 0n;
  const lines = Array.from({ length: of.lines }, (_, at) => {
    const amount = 10_000n + BigInt((at * 37) % 200_000);
    const fee = amount / 100n;
    total += amount;
    fees += fee;
    return [
      "22-11-2026",
      "10-15-00",
      "8999/0123",
      "0001",
      `8${of.no}${String(at).padStart(8, "0")}`,
      must(numbers[(at * 7919) % numbers.length], "an account"),
      "Ivanova M. P.",
      "ul. Lenina, 7-3",
      "1126",
      moneyText(amount),
      moneyText(amount - fee),
      moneyText(fee),
    ].join(";");
  });
  const sums = [moneyText(total), moneyText(total - fees), moneyText(fees)];
  const control = `=${[of.lines, ...sums, String(4_500 + of.no), "23-11-2026"].join(";")}`;
  return {
    name: `register-${of.no}.txt`,
    bytes: Buffer.from(`${[...lines, control].join("\r\n")}\r\n`, "latin1"),
    lines,
  };
}

/** Milliseconds from bytes to posted. */
async function take(ctx: Ctx, { name, bytes }: BankFile): Promise<number> {
  const began = performance.now();
  const taken = await receiveRegister(ctx, {
    agent: agentCode(0),
    name,
    bytes,
    source: "upload",
    profile: PROFILE,
  });
  const ms = performance.now() - began;
  if (!taken.ok) throw new Error(`refused: ${JSON.stringify(taken.refusal)}`);
  if (taken.value.file.state !== "posted")
    throw new Error(
      `${name} is ${taken.value.file.state}: ${JSON.stringify(taken.value.file).slice(0, 500)}`,
    );
  return ms;
}

/** Milliseconds for COPY of the lines as they stand. */
async function staging(owner: pg.Client, lines: readonly string[]): Promise<number> {
  const columns = must(lines[0], "a line").split(";").length;
  await owner.query("drop table if exists staging");
  await owner.query(
    `create table staging (${Array.from({ length: columns }, (_, at) => `column_${at} text`).join(", ")})`,
  );
  await owner.query("checkpoint");
  const began = performance.now();
  const text = Readable.from([`${lines.join("\n")}\n`]);
  await pipeline(text, owner.query(copyStreams.from("copy staging from stdin (delimiter ';')")));
  const ms = performance.now() - began;
  await owner.query("drop table staging");
  return ms;
}

/** Milliseconds for COPY of what the last file has left in the books, into empty tables of the same columns and keys. */
async function rowsLeft(owner: pg.Client, lines: number): Promise<number> {
  const last = `(select payment_id from payments.payments order by payment_id desc limit ${lines})`;
  const tables = [
    { table: "payments.payments", where: `payment_id in ${last}`, key: "building_id, payment_id" },
    {
      table: "payments.agent_transactions",
      where: `payment_id in ${last}`,
      key: "agent_id, transaction_id",
    },
    {
      table: "ledger.entries",
      where: `document_id in ${last}`,
      key: "building_id, account_id, period, batch, document_id, line_no",
    },
  ];
  let ms = 0;
  for (const { table, where, key } of tables) {
    const chunks: Buffer[] = [];
    const source = owner.query(
      copyStreams.to(`copy (select * from ${table} where ${where}) to stdout (format binary)`),
    );
    for await (const chunk of source) chunks.push(chunk as Buffer);
    await owner.query(`create table floor (like ${table} including defaults, primary key (${key}))`);
    await owner.query("checkpoint");
    const began = performance.now();
    await pipeline(
      Readable.from(chunks),
      owner.query(copyStreams.from("copy floor from stdin (format binary)")),
    );
    ms += performance.now() - began;
    await owner.query("drop table floor");
  }
  return ms;
}
