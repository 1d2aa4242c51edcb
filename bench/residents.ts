import { randomUUID } from "node:crypto";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "#core/assert";
import { activate, DATA_CONSENT_VERSION, issueSlips } from "#modules/residents";
import { centerContext } from "#platform/context";
import { type Database, openDatabase } from "#platform/database";

export interface ResidentsBenchOptions {
  /** Of the server that is asked: a town that nobody needs, since residents are let in and a run is made. */
  readonly address: string;
  /** Of the same town's database. */
  readonly database: string;
  readonly residents: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** The month whose bill is opened. */
  readonly period: string;
  /** Who starts a run of the open month meanwhile, "login:password:organization:month"; absent: no run. */
  readonly run?: string | undefined;
}

const PAGES = ["home", "bills", "bill"] as const;
type PageName = (typeof PAGES)[number];

/**
 * Residents who open their account at a fixed rate, whoever waits: home, bills, the bill of a month, one after another,
 * each of an account of its own. Tells how long each page took from when it was due, and what was refused.
 */
export async function residentsBench(options: ResidentsBenchOptions): Promise<void> {
  const log = (sentence: string) => process.stdout.write(`${sentence}\n`);
  const database = openDatabase(options.database, { max: 4 });
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  try {
    const tokens = await letIn(database, options.residents);
    log(`${tokens.length} residents`);
    const pathOf: Readonly<Record<PageName, string>> = {
      home: "/lk",
      bills: "/lk/bills",
      bill: `/lk/bills/${options.period}`,
    };
    const ask = (at: number) => {
      const page = must(PAGES[at % PAGES.length], "a page");
      const token = must(tokens[Math.floor(at / PAGES.length) % tokens.length], "a resident");
      return get(agent, `${options.address}${pathOf[page]}`, token).then((status) => ({ page, status }));
    };
    // Plans are made before anything is measured.
    for (let at = 0; at < 30; at++) await ask(at);
    if (options.run !== undefined) await startRun(agent, options.address, options.run);
    const began = performance.now();
    const asked = await Promise.all(
      Array.from({ length: options.perSecond * options.seconds }, async (_, at) => {
        const due = began + (at * 1000) / options.perSecond;
        await sleep(Math.max(0, due - performance.now()));
        const answer = await ask(at);
        return { ...answer, ms: performance.now() - due };
      }),
    );
    const took = (performance.now() - began) / 1000;
    log(`${options.perSecond} a second for ${options.seconds} s, answered in ${took.toFixed(1)} s`);
    for (const page of PAGES) {
      const ofPage = asked.filter((one) => one.page === page);
      const waits = ofPage.map(({ ms }) => ms).sort((a, b) => a - b);
      const at = (share: number) => `${Math.round(waits[Math.floor((waits.length - 1) * share)] ?? 0)} ms`;
      const failed = ofPage.filter(({ status }) => status !== 200).length;
      log(
        `${page}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}; ${failed} not answered with 200`,
      );
    }
    if (asked.some(({ status }) => status !== 200)) process.exitCode = 1;
  } finally {
    agent.destroy();
    await database.close();
  }
}

/** Makes logins for open accounts, spread over the town, and gives the tokens of their sessions. */
async function letIn(database: Database, count: number): Promise<string[]> {
  const ctx = await centerContext(database);
  const numbers = await ctx.transaction(async (tx) =>
    (
      await tx.query<{ number: string }>(
        "select number from accounts.accounts where closed_on is null order by md5(number) limit $1",
        [count],
      )
    ).map(({ number }) => number),
  );
  const slips = await issueSlips(ctx, numbers);
  if (!slips.ok) throw new Error(slips.refusal.code);
  const run = randomUUID().slice(0, 8);
  const tokens: string[] = [];
  for (const [at, { number, code }] of slips.value.entries()) {
    const name = `bench-${run}-${number}@example.org`;
    const signed = await activate(
      database,
      {
        number,
        code,
        name,
        password: `bench of residents ${run}`,
        language: "ru",
        consentVersion: DATA_CONSENT_VERSION,
      },
      { remoteAddress: `198.18.${at >> 8}.${at & 255}`, userAgent: "bench" },
    );
    if (!signed.ok) throw new Error(signed.refusal.code);
    tokens.push(signed.value.token);
  }
  return tokens;
}

const get = (agent: Agent, address: string, token: string): Promise<number> =>
  ask(agent, address, { headers: { cookie: `__Host-lk=${token}` } }).then(({ status }) => status);

/** As somebody of the workplaces: signs in and begins a run. */
async function startRun(agent: Agent, address: string, of: string): Promise<void> {
  const [login, password, organization, period] = of.split(":");
  const headers = { "content-type": "application/json" };
  const signed = await ask(agent, `${address}/api/session`, {
    method: "POST",
    headers,
    body: JSON.stringify({ login, password }),
  });
  const cookie = must(signed.headers["set-cookie"]?.[0]?.split(";")[0], "a session");
  const begun = await ask(agent, `${address}/api/charging/runs`, {
    method: "POST",
    headers: { ...headers, cookie },
    body: JSON.stringify({ organization: Number(organization), period }),
  });
  if (begun.status !== 202) throw new Error(`no run: ${begun.status} ${begun.body}`);
}

function ask(
  agent: Agent,
  address: string,
  of: {
    readonly method?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { agent, method: of.method ?? "GET", headers: of.headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(pieces).toString(),
        }),
      );
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(of.body);
  });
}
