import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { must } from "#core/assert";
import { startPostgres } from "#platform/embedded-postgres";
import { migrate } from "#platform/migrate";
import { median, peakRss, report } from "./measure.ts";
import { agentCode, AGENT_SECRET, settlePayers } from "./payers.ts";

const COMPANIES = 20;
const FLATS = 50;
const CONNECTIONS = [16, 64] as const;

export interface PayBenchOptions {
  /** Payments of one measurement. */
  readonly payments: number;
  /** Of the open loop at 200 a second. */
  readonly seconds: number;
}

/**
 * Check and pay over HTTP, durably, against the least transaction that posts a payment: the rows of the payment, of its
 * number and of its entries, by as many connections straight to PostgreSQL. Then the same with all payments going to
 * one organization, against the spread ones; then a fixed rate of 200 a second, whoever waits.
 */
export async function payBench(options: PayBenchOptions): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "paylogic-bench-"));
  const log = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const postgres = await startPostgres({ dataDir: path.join(folder, "postgres"), log, temporary: true });
  let server: ChildProcess | undefined;
  try {
    await migrate(postgres.url("postgres"));
    const url = postgres.url("postgres", "paylogic_app");
    const accounts = await settlePayers(url, { companies: COMPANIES, flats: FLATS });
    server = fork(path.join(import.meta.dirname, "pay-server.ts"), {
      env: { ...process.env, BENCH_DATABASE_URL: url },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const [port] = (await once(server, "message")) as [number];
    const spread = (at: number): string => must(accounts[(at * 7919) % accounts.length], "an account");
    const hot = (at: number): string => must(accounts[at % FLATS], "an account of the one organization");
    // Plans are made and pages are read before anything is measured.
    await payMany(port, { ...options, payments: 200, connections: 16, accountOf: spread });
    const spreads = new Map<number, number>();
    for (const connections of CONNECTIONS) {
      const before = await floor(url, { ...options, connections });
      const values = [
        await payMany(port, { ...options, connections, accountOf: spread }),
        await payMany(port, { ...options, connections, accountOf: spread }),
      ];
      const after = await floor(url, { ...options, connections });
      spreads.set(connections, median(values));
      const good = report({
        name: `pay-${connections}`,
        size: { payments: options.payments, connections },
        floors: [before, after],
        values,
        most: 2,
        goal: 1.25,
        peakRssMiB: peakRss(),
      });
      log(`${perSecond(options.payments, median(values))} checks and payments a second`);
      if (!good) process.exitCode = 1;
    }
    const hots = [
      await payMany(port, { ...options, connections: 16, accountOf: hot }),
      await payMany(port, { ...options, connections: 16, accountOf: hot }),
    ];
    const again = await payMany(port, { ...options, connections: 16, accountOf: spread });
    const good = report({
      name: "pay-hot",
      size: { payments: options.payments, connections: 16 },
      floors: [must(spreads.get(16), "the spread payments"), again],
      values: hots,
      most: 1.11,
      goal: 1,
      peakRssMiB: peakRss(),
    });
    if (!good) process.exitCode = 1;
    const waits = await openLoop(port, { perSecond: 200, seconds: options.seconds, accountOf: spread });
    const at = (share: number): string =>
      `${Math.round(must(waits[Math.floor((waits.length - 1) * share)], "a wait"))} ms`;
    log(`at 200 a second: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} (goal 100 ms), most ${at(1)}`);
  } finally {
    server?.disconnect();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const perSecond = (count: number, milliseconds: number): number => Math.round((count * 1000) / milliseconds);

let nextNumber = 1;

interface Load {
  readonly payments: number;
  readonly connections: number;
  readonly accountOf: (at: number) => string;
}

/** Milliseconds for so many checks, each followed by its payment, each connection one after another. */
async function payMany(port: number, { payments, connections, accountOf }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const began = performance.now();
  let at = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let mine = at++; mine < payments; mine = at++) await checkAndPay(port, agent, accountOf(mine));
    }),
  );
  agent.destroy();
  return performance.now() - began;
}

/** Milliseconds that each payment waited since the moment it was due, sorted. */
async function openLoop(
  port: number,
  load: { readonly perSecond: number; readonly seconds: number; readonly accountOf: (at: number) => string },
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const began = performance.now();
  const waits = await Promise.all(
    Array.from({ length: load.perSecond * load.seconds }, async (_, at) => {
      const due = began + (at * 1000) / load.perSecond;
      await sleep(Math.max(0, due - performance.now()));
      await checkAndPay(port, agent, load.accountOf(at));
      return performance.now() - due;
    }),
  );
  agent.destroy();
  return waits.sort((a, b) => a - b);
}

async function checkAndPay(port: number, agent: Agent, account: string): Promise<void> {
  const number = nextNumber++;
  const txn_id = String(number);
  const code = agentCode(number);
  await ask(port, agent, code, { command: "check", txn_id, account, sum: "100.00" });
  await ask(port, agent, code, {
    command: "pay",
    txn_id,
    txn_date: "20261123101500",
    account,
    sum: "100.00",
  });
}

function ask(
  port: number,
  agent: Agent,
  code: string,
  query: Readonly<Record<string, string>>,
): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${code}:${AGENT_SECRET}`).toString("base64")}`;
  const url = `http://127.0.0.1:${port}/gateway/osmp/${code}?${new URLSearchParams(query).toString()}`;
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization } }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString("utf8")));
      response.on("end", () => {
        if (text.includes("<result>0</result>")) resolve();
        else reject(new Error(`not taken: ${text}`));
      });
    }).on("error", reject);
  });
}

/** Milliseconds for so many transactions that insert what a payment leaves behind, and nothing else. */
async function floor(
  url: string,
  { payments, connections }: { readonly payments: number; readonly connections: number },
): Promise<number> {
  const pool = new Pool({ connectionString: url, max: connections });
  try {
    const places = await pool.connect().then(async (client) => {
      await client.query("begin");
      await client.query("select set_config('paylogic.scope', 'center', true)");
      const found = await client.query<{ b: number; a: number }>(
        "select building_id as b, account_id as a from accounts.accounts",
      );
      await client.query("commit");
      client.release();
      return found.rows;
    });
    let at = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: connections }, async () => {
        const client = await pool.connect();
        for (let mine = at++; mine < payments; mine = at++) {
          const { a, b } = must(places[(mine * 7919) % places.length], "a place");
          const id = 90_000_000_000 + nextNumber++;
          await client.query("begin");
          await client.query({
            name: "scope",
            text: "select set_config('paylogic.scope', 'center', true)",
          });
          await client.query({
            name: "number",
            text: `insert into payments.agent_transactions (agent_id, transaction_id, building_id, payment_id, account_number, amount)
              values (1, $1, $2, $3, '', 100)`,
            values: [`floor-${id}`, b, id],
          });
          await client.query({
            name: "payment",
            text: `insert into payments.payments (building_id, payment_id, account_id, amount, paid_on, period, channel)
              values ($1, $2, $3, 100, '2026-11-23', 202611, 'agent')`,
            values: [b, id, a],
          });
          await client.query({
            name: "entry",
            text: `insert into ledger.entries (amount, volume, rate, document_id, building_id, account_id, period, batch,
                charged_for, provider_id, line_no, service_id, part, kind, formula, basis)
              values (100, 0, 0, $2, $1, $3, 202611, 0, 0, 0, 1, 0, 0, 11, 0, 0)`,
            values: [b, id, a],
          });
          await client.query("commit");
        }
        client.release();
      }),
    );
    return performance.now() - began;
  } finally {
    await pool.end();
  }
}
