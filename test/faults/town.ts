import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import type { NetConnectOpts } from "node:net";
import path from "node:path";
import { Client } from "pg";
import { expect } from "vitest";
import { must } from "#core/assert";
import { setBusinessDate } from "#modules/organizations";
import { registerAgent } from "#modules/payments";
import { verify } from "#modules/reporting";
import type { Database } from "#platform/database";
import {
  buildSmallTown,
  done,
  owe,
  type SmallTown,
  TODAY,
} from "../../src/modules/payments/small-town.fixture.ts";
import { dialects } from "../../src/modules/gateways/index.ts";
import { settingsToJson } from "../../src/modules/gateways/agents/settings.ts";
import { type TestDatabase, withDatabase } from "../database.ts";

/** Seeds of each fault: ten in the build, as many as wanted by `FAULT_SEEDS`. */
export const SEEDS = Array.from({ length: Number(process.env["FAULT_SEEDS"] ?? "10") }, (_, at) => at + 1);

export const SECRET = "a-secret-of-twenty-odd-letters";
export const FLATS = 24;

/** A town with an agent, whose servers are processes of their own. */
export interface FaultyTown {
  readonly town: SmallTown;
  readonly test: TestDatabase;
  readonly database: Database;
  readonly accounts: readonly string[];
  /** A number that no message had yet. */
  newNumber(): string;
  close(): Promise<void>;
}

/** In a database of the run's PostgreSQL, or in one that has a fault of its own. */
export async function openTown(within?: TestDatabase): Promise<FaultyTown> {
  const test = within ?? (await withDatabase());
  const database = test.open();
  const town = await buildSmallTown(database, FLATS);
  done(await setBusinessDate(town.ctx, TODAY));
  const accounts = [...town.accounts.keys()].filter((number) => number.startsWith("45"));
  await owe(
    town,
    accounts.flatMap((account, at) => [
      {
        account,
        month: "2025-09",
        service: 1,
        provider: must(town.companies[at % 2], "a company"),
        amount: "310.10",
      },
      { account, month: "2025-10", service: 2, provider: town.suppliers[0], amount: "99.95" },
    ]),
  );
  const organization = town.companies[0];
  const { id } = done(
    await registerAgent(town.ctx, { organization, code: "terminal", name: "terminal", secret: SECRET }),
  );
  const settings = { ...dialects.cyberplat.defaults, cancelAfterClose: "open_month" as const };
  await town.ctx.transaction(async (tx) => {
    await tx.query(
      "insert into gateways.agent_settings (agent_id, version, settings, needs_second) values ($1, 1, $2, false)",
      [id, JSON.stringify(settingsToJson(settings))],
    );
    await tx.query("update payments.agents set settings_version = 1 where agent_id = $1", [id]);
  });
  let next = 50_000_000;
  return {
    town,
    test,
    database,
    accounts,
    newNumber: () => String(next++),
    close: () => test.drop(),
  };
}

export interface ServerProcess {
  readonly port: number;
  /** As a power cut would. */
  kill(): Promise<void>;
}

export async function startServer(url: string): Promise<ServerProcess> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, "serve-process.ts"), {
    env: { ...process.env, FAULTS_DATABASE_URL: url },
    execArgv: [],
    // What a server says of the faults is wanted by whoever looks for one: FAULTS_LOG=yes.
    stdio: ["ignore", "ignore", process.env["FAULTS_LOG"] === "yes" ? "inherit" : "ignore", "ipc"],
  });
  const [port] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => {
      throw new Error("the server did not start");
    }),
  ])) as [number];
  return {
    port,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** Where the database listens, for a wire in between. */
export function addressOf(url: string): { readonly to: NetConnectOpts; through(port: number): string } {
  const { host, port, user, password, database } = new Client({ connectionString: url });
  const credentials = `${encodeURIComponent(user ?? "")}${password ? `:${encodeURIComponent(password)}` : ""}`;
  return {
    to: host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port },
    through: (wire) => `postgresql://${credentials}@127.0.0.1:${wire}/${database}`,
  };
}

export interface Said {
  readonly code: string;
  readonly authcode: string | undefined;
  readonly text: string;
}

/** One message of the agent over a connection of its own; undefined where no answer came. */
export function send(port: number, query: Readonly<Record<string, string>>): Promise<Said | undefined> {
  return new Promise((resolve) => {
    const authorization = `Basic ${Buffer.from(`terminal:${SECRET}`).toString("base64")}`;
    const url = `http://127.0.0.1:${port}/gateway/cyberplat/terminal?${new URLSearchParams(query).toString()}`;
    const request = get(url, { agent: false, headers: { authorization }, timeout: 20_000 }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", () => resolve(undefined));
      response.on("end", () => {
        const text = new TextDecoder("windows-1251").decode(Buffer.concat(parts));
        const code = /<code>(-?\d+)<\/code>/.exec(text)?.[1];
        resolve(
          code === undefined
            ? undefined
            : { code, text, authcode: /<authcode>(\d+)<\/authcode>/.exec(text)?.[1] },
        );
      });
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(undefined));
    request.on("close", () => resolve(undefined));
  });
}

export const TEMPORARY = "-3";

/** Sends until there is a final answer, as an agent does. */
export async function sendUntilFinal(
  port: () => number,
  query: Readonly<Record<string, string>>,
): Promise<Said> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const said = await send(port(), query);
    if (said && said.code !== TEMPORARY) return said;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no final answer to ${JSON.stringify(query)}`);
}

export const payment = (account: string, receipt: string, amount: string) => ({
  action: "payment",
  number: account,
  type: "1",
  amount,
  receipt,
  date: "2025-11-10T12:13:14",
});
export const cancel = (receipt: string) => ({ action: "cancel", receipt, mes: "1" });
export const status = (receipt: string) => ({ action: "status", receipt });

/** What is on record of a number: how often, for how much, whether it is undone, and what its entries make. */
export async function recorded(
  { town }: FaultyTown,
  receipt: string,
): Promise<readonly { payment: string; amount: bigint; reversed: boolean; booked: bigint }[]> {
  const rows = await town.ctx.transaction((tx) =>
    tx.query<{ payment_id: bigint; amount: bigint; reversal_id: bigint | null; booked: bigint }>(
      `select t.payment_id, p.amount, r.reversal_id,
         (select coalesce(sum(e.amount), 0)::bigint from ledger.entries e
          where e.building_id = p.building_id and e.document_id in (p.payment_id, r.reversal_id)
            and e.kind in (10, 11)) as booked
       from payments.agent_transactions t join payments.payments p using (building_id, payment_id)
       left join payments.reversals r using (building_id, payment_id) where t.transaction_id = $1`,
      [receipt],
    ),
  );
  return rows.map((row) => ({
    payment: String(row.payment_id),
    amount: row.amount,
    reversed: row.reversal_id !== null,
    booked: row.booked,
  }));
}

/** All the guarantees, asked of the database itself. */
export async function expectGuarantees({ database }: FaultyTown): Promise<void> {
  const broken: string[] = [];
  for await (const verdict of verify(database)) {
    if (!verdict.ok) broken.push(`${verdict.id} ${verdict.counterExamples.join("; ")}`);
  }
  expect(broken).toEqual([]);
}
