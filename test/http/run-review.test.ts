import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { startRun } from "#flows/charge-run";
import { type Verdict, verify } from "#modules/reporting";
import { granted } from "../small-town.ts";
import { ACCOUNTANT_B, LOGINS, NOVEMBER, type ServedCity, serveCity } from "./served-city.ts";

/*
 * Two companies are charged together, looked at and approved, as the people of the center do it: what is odd is found
 * by rules, decided by persons, and a second one approves what is large. Told in order.
 */

let city: ServedCity;
const { operator, chief_accountant: chief, accountant } = LOGINS;
const get = async <T>(login: string, url: string, language = "en"): Promise<T> => {
  const answer = await city.as(login, { url, headers: { "accept-language": language } });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json<T>();
};
const post = (login: string, url: string, payload: object = {}) =>
  city.as(login, { method: "POST", url, payload });

interface Group {
  readonly rule: string;
  readonly blocking: boolean;
  readonly count: number;
  readonly open: number;
  readonly together: boolean;
}
interface Anomaly {
  readonly building: number;
  readonly no: number;
  readonly rule: string;
  readonly number?: string;
  readonly was: string;
  readonly became: string;
  readonly sentence: string;
  readonly decision?: { readonly reason: string; readonly name: string };
}
const review = (run: number) => get<{ groups: Group[] }>(operator, `/api/charging/runs/${run}/review`);
const anomaliesOf = async (run: number, rule: string): Promise<Anomaly[]> =>
  (await get<{ anomalies: Anomaly[] }>(operator, `/api/charging/runs/${run}/anomalies?rule=${rule}`))
    .anomalies;

let runOfA: number;
let runOfB: number;

beforeAll(async () => {
  city = await serveCity();
});
afterAll(() => city.close());

describe("the preparation", () => {
  it("tells of every organization in sight what it lacks, in the reader's words", async () => {
    const { organizations } = await get<{
      organizations: {
        organization: number;
        accounts: number;
        items: { code: string; stops: boolean; sentence: string }[];
      }[];
    }>(operator, `/api/charging/preparations?period=${NOVEMBER}`, "ru");
    const ofA = organizations.find((one) => one.organization === city.companyA);
    expect(ofA?.accounts).toBe(city.accountsOfA.length);
    expect(ofA?.items.filter((item) => item.stops)).toEqual([]);
    for (const item of ofA?.items ?? []) expect(item.sentence, item.code).toMatch(/[а-я]/);
    const seen = await get<{ organizations: { organization: number }[] }>(
      ACCOUNTANT_B,
      `/api/charging/preparations?period=${NOVEMBER}`,
    );
    expect(seen.organizations.map((one) => one.organization)).toEqual([city.companyB]);
  });

  it("says that a month ahead waits for the one that is open", async () => {
    const { organizations } = await get<{ organizations: { items: { code: string; stops: boolean }[] }[] }>(
      operator,
      "/api/charging/preparations?period=2026-12",
    );
    for (const { items } of organizations)
      expect(items).toContainEqual(expect.objectContaining({ code: "earlier_month_open", stops: true }));
  });
});

describe("runs of several organizations", () => {
  it("start together; one that is refused does not hold up the others", async () => {
    const order = { period: NOVEMBER, organizations: [city.companyA, city.companyB] };
    expect((await post(accountant, "/api/charging/runs/batch", order)).statusCode).toBe(403);
    const answer = await post(operator, "/api/charging/runs/batch", order);
    expect(answer.statusCode).toBe(202);
    const { answers } = answer.json<{ answers: { organization: number; run: number }[] }>();
    expect(answers.map((one) => one.organization)).toEqual([city.companyA, city.companyB]);
    [runOfA, runOfB] = answers.map((one) => one.run) as [number, number];
    await city.worked();

    const again = await post(operator, "/api/charging/runs/batch", order);
    expect(again.json()).toMatchObject({
      answers: [
        { organization: city.companyA, refusal: { code: "charging.draft_exists" } },
        { organization: city.companyB, refusal: { code: "charging.draft_exists" } },
      ],
    });
    const { runs } = await get<{
      runs: { id: number; summary: { together: number; accountsDone: number } }[];
    }>(operator, `/api/charging/runs?period=${NOVEMBER}`);
    expect(runs.map((run) => run.summary.together)).toEqual([runOfA, runOfA]);
    expect(runs.find((run) => run.id === runOfA)?.summary.accountsDone).toBe(city.accountsOfA.length);
  });

  it("are long work like any other", async () => {
    const { work, running } = await get<{
      work: { id: string; state: string; startedBy: string }[];
      running: number;
    }>(operator, "/api/work");
    expect(running).toBe(0);
    expect(work.map((one) => one.id).sort()).toEqual([`run ${runOfA}`, `run ${runOfB}`].sort());
    expect(work[0]).toMatchObject({ state: "done", startedBy: `Person ${operator}` });
  });
});

describe("the totals", () => {
  it("add up to the run, by service and by building alike", async () => {
    interface Line {
      readonly was: string;
      readonly became: string;
    }
    const totals = await get<{ all: Line; services: Line[]; buildings: Line[] }>(
      operator,
      `/api/charging/runs/${runOfA}/totals`,
    );
    const sum = (lines: readonly Line[]) =>
      String(lines.reduce((total, line) => total + BigInt(line.became), 0n));
    const run = await get<{ amount: string }>(operator, `/api/charging/runs/${runOfA}`);
    expect(totals.all.became).toBe(run.amount);
    expect(sum(totals.services)).toBe(run.amount);
    expect(sum(totals.buildings)).toBe(run.amount);
  });

  interface Row {
    readonly number: string;
    readonly was: string;
    readonly became: string;
  }
  const everyAccount = async (query: string): Promise<Row[]> => {
    const rows: Row[] = [];
    let after = "";
    do {
      const page = await get<{ accounts: Row[]; next?: string }>(
        operator,
        `/api/charging/runs/${runOfA}/accounts?limit=${query === "" ? 7 : 200}${query}${after}`,
      );
      rows.push(...page.accounts);
      after = page.next === undefined ? "" : `&after=${page.next}`;
    } while (after !== "");
    expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length);
    return rows;
  };
  const becameOf = (rows: readonly { became: string }[]) =>
    String(rows.reduce((total, row) => total + BigInt(row.became), 0n));

  it("are made of accounts: of the run, of a service, of a building, page by page, each once", async () => {
    const totals = await get<{
      all: { accounts: number };
      services: { code: string; became: string; accounts: number }[];
      buildings: { building: number; became: string }[];
    }>(operator, `/api/charging/runs/${runOfA}/totals`);
    const run = await get<{ amount: string }>(operator, `/api/charging/runs/${runOfA}`);
    const all = await everyAccount("");
    expect(all).toHaveLength(totals.all.accounts);
    expect(becameOf(all)).toBe(run.amount);
    for (const one of totals.services) {
      const rows = await everyAccount(`&service=${one.code}`);
      expect([rows.length, becameOf(rows)], one.code).toEqual([one.accounts, one.became]);
    }
    for (const one of totals.buildings) {
      expect(becameOf(await everyAccount(`&building=${one.building}`))).toBe(one.became);
    }
    const foreign = await city.as(ACCOUNTANT_B, { url: `/api/charging/runs/${runOfA}/accounts` });
    expect(foreign.statusCode).toBe(404);
  });

  it("are distributed by their changes: each account in one bin, and what is new apart", async () => {
    interface Changes {
      readonly before: string;
      readonly bins: { from?: string; to?: string; accounts: number; amount: string }[];
      readonly first: { accounts: number; amount: string };
    }
    const changes = await get<Changes>(operator, `/api/charging/runs/${runOfA}/changes`);
    const run = await get<{ amount: string }>(operator, `/api/charging/runs/${runOfA}`);
    // The month before charged nobody in this city: all of them are new.
    expect(changes).toMatchObject({ before: "2026-10", first: { amount: run.amount } });
    expect(changes.bins.every((bin) => bin.accounts === 0)).toBe(true);
    expect(await everyAccount("&first=true")).toHaveLength(changes.first.accounts);
    expect(await everyAccount("&from=0")).toEqual([]);
    // The bins leave no gap and share no kopeck.
    changes.bins.slice(1).forEach((bin, index) => {
      expect(BigInt(bin.from ?? "0")).toBe(BigInt(changes.bins[index]?.to ?? "0") + 1n);
    });
  });

  it("are compared with an earlier month only", async () => {
    const later = await city.as(operator, {
      url: `/api/charging/runs/${runOfA}/totals?before=${NOVEMBER}`,
      headers: { "accept-language": "ru" },
    });
    expect(later.statusCode).toBe(422);
    expect(later.json()).toMatchObject({ code: "charging.month_not_earlier" });
    expect(later.json<{ title: string }>().title).toContain("ноябрь 2026");
    expect(await get(operator, `/api/charging/runs/${runOfA}/totals?before=2025-11`)).toMatchObject({
      before: "2025-11",
      all: { was: "0" },
    });
  });

  it("and the anomalies of another company's run are as if it did not exist", async () => {
    for (const path of ["totals", "review", "anomalies"]) {
      const foreign = await city.as(ACCOUNTANT_B, { url: `/api/charging/runs/${runOfA}/${path}` });
      expect(foreign.statusCode, path).toBe(404);
    }
    const own = () => city.as(ACCOUNTANT_B, { url: `/api/charging/runs/${runOfB}/review` });
    expect((await own()).json()).toMatchObject({ code: "charging.not_reviewed" });
    await review(runOfB);
    expect((await own()).statusCode).toBe(200);
    const kept = () => get(operator, `/api/charging/runs/${runOfB}/totals`);
    expect(await kept()).toEqual(await kept());
    const rows = await city.center.transaction((tx) =>
      tx.query("select run_id from charging.run_totals where run_id = $1", [runOfB]),
    );
    expect(rows).toHaveLength(1);
  });
});

describe("the review", () => {
  it("finds what is odd in itself, since there is no month before, and keeps it", async () => {
    const first = await get<{ foundAt: string; buildingsWithoutBefore: number; groups: Group[] }>(
      operator,
      `/api/charging/runs/${runOfA}/review`,
    );
    expect(first.buildingsWithoutBefore).toBeGreaterThan(0);
    expect(first.groups.map((group) => group.rule)).toContain("missing_reading");
    expect(first.groups.map((group) => group.rule)).not.toContain("jump");
    const second = await get<{ foundAt: string }>(operator, `/api/charging/runs/${runOfA}/review`);
    expect(second).toEqual(first);
    const rows = await anomaliesOf(runOfA, "missing_reading");
    expect(rows).toHaveLength(first.groups.find((group) => group.rule === "missing_reading")?.count ?? -1);
    expect(rows[0]?.sentence).toMatch(/^No reading: /);
    const ours = new Set(city.accountsOfA);
    for (const row of rows) expect(ours.has(row.number ?? ""), row.number).toBe(true);
  });

  it("is read page by page, each row once", async () => {
    const all = await anomaliesOf(runOfA, "missing_reading");
    const paged: Anomaly[] = [];
    for (let next: string | undefined = "0-0"; next !== undefined; ) {
      const page: { anomalies: Anomaly[]; next?: string } = await get(
        operator,
        `/api/charging/runs/${runOfA}/anomalies?rule=missing_reading&limit=5&after=${next}`,
      );
      paged.push(...page.anomalies);
      next = page.next;
    }
    expect(paged).toEqual(all);
  });

  it("takes a decision once, keeps it, and gives it back while the run is a draft", async () => {
    const [one] = await anomaliesOf(runOfA, "missing_reading");
    const anomalies = [{ building: one?.building, no: one?.no }];
    const url = `/api/charging/runs/${runOfA}/anomalies`;
    const accept = () => post(operator, `${url}/decisions`, { anomalies, reason: "checked" });
    expect((await accept()).json()).toEqual({ decided: 1 });
    expect((await accept()).json()).toEqual({ decided: 0 });
    const [decided] = await anomaliesOf(runOfA, "missing_reading");
    expect(decided?.decision).toMatchObject({ reason: "checked", name: `Person ${operator}` });
    expect((await post(accountant, `${url}/decisions`, { anomalies, reason: "checked" })).statusCode).toBe(
      403,
    );
    const other = await post(operator, `${url}/decisions`, { anomalies, reason: "other" });
    expect(other.json()).toMatchObject({ code: "charging.note_missing" });
    expect((await post(operator, `${url}/revocations`, { anomalies })).json()).toEqual({ decided: 1 });
    const { entries } = await get<{ entries: { action: string }[] }>(
      chief,
      `/api/audit?subject=${encodeURIComponent(`run ${runOfA}`)}`,
    );
    expect(entries.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(["run.anomalies_accepted", "run.anomalies_reopened"]),
    );
  });

  it("takes a group at once up to a limit that is data, dated", async () => {
    const limits = { from: `${NOVEMBER}-01`, jumpPermille: 500, jumpAmount: "50000", ownRunAmount: "100" };
    expect(
      (await post(operator, "/api/charging/review-limits", { ...limits, groupAmount: "0" })).statusCode,
    ).toBe(403);
    const set = await post(chief, "/api/charging/review-limits", {
      ...limits,
      organization: city.companyB,
      groupAmount: "0",
    });
    expect(set.statusCode).toBe(201);
    const twice = await post(chief, "/api/charging/review-limits", {
      ...limits,
      organization: city.companyB,
      groupAmount: "1",
    });
    expect(twice.json()).toMatchObject({ code: "charging.limits_begun_later" });
    const listed = await get<{
      limits: { organization?: number; from: string; ownRunAmount: string; by: string }[];
      rules: { rule: string; blocks: boolean }[];
    }>(operator, "/api/charging/review-limits");
    expect(listed.limits).toContainEqual(
      expect.objectContaining({ from: limits.from, ownRunAmount: "100", by: `Person ${chief}` }),
    );
    expect(listed.rules).toContainEqual({ rule: "rate_gap", blocks: true });

    const url = `/api/charging/runs/${runOfB}/anomalies/decisions`;
    const refused = await post(operator, url, { rule: "missing_reading", reason: "season" });
    expect(refused.json()).toMatchObject({ code: "charging.group_above_limit", data: { limit: "0" } });
    const group = (await review(runOfA)).groups.find((one) => one.rule === "missing_reading");
    expect(group?.together).toBe(true);
    const accepted = await post(operator, `/api/charging/runs/${runOfA}/anomalies/decisions`, {
      rule: "missing_reading",
      reason: "season",
    });
    expect(accepted.json()).toEqual({ decided: group?.open });
  });
});

describe("the approval", () => {
  it("of an own run above the limit is refused with the name of who may", async () => {
    const refused = await post(operator, `/api/charging/runs/${runOfB}/approval`);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: "charging.own_run_above_limit",
      data: { limit: "100", approvers: `Person ${chief}` },
    });
    expect(refused.json<{ title: string }>().title).toContain(`Person ${chief}`);
    expect((await post(chief, `/api/charging/runs/${runOfB}/approval`)).json()).toMatchObject({
      state: "approved",
    });
  });

  it("waits for what blocks, which is decided one by one and in words", async () => {
    const two = (await anomaliesOf(runOfA, "missing_reading")).slice(0, 2);
    const owner = new pg.Client({ connectionString: city.ownerUrl });
    await owner.connect();
    try {
      // No rate is missing in this city, so two of what was found are made to block.
      for (const { building, no } of two) {
        await owner.query(
          "update charging.anomalies set blocking = true where run_id = $1 and building_id = $2 and anomaly_no = $3",
          [runOfA, building, no],
        );
      }
      await owner.query("delete from charging.anomaly_decisions where run_id = $1", [runOfA]);
    } finally {
      await owner.end();
    }
    const refused = await post(chief, `/api/charging/runs/${runOfA}/approval`);
    expect(refused.json()).toMatchObject({ code: "charging.anomalies_open", data: { open: 2 } });
    const rows = (
      await get<{ anomalies: (Anomaly & { blocking: boolean })[] }>(
        operator,
        `/api/charging/runs/${runOfA}/anomalies?limit=500`,
      )
    ).anomalies.filter((one) => one.blocking);
    expect(rows).toHaveLength(2);
    const url = `/api/charging/runs/${runOfA}/anomalies/decisions`;
    const keys = rows.map(({ building, no }) => ({ building, no }));
    const note = "the provider confirmed it by letter 17";
    expect((await post(operator, url, { anomalies: keys, reason: "other", note })).json()).toMatchObject({
      code: "charging.blocking_one_by_one",
    });
    expect(
      (await post(operator, url, { anomalies: keys.slice(0, 1), reason: "checked" })).json(),
    ).toMatchObject({
      code: "charging.note_missing",
    });
    for (const key of keys)
      expect((await post(operator, url, { anomalies: [key], reason: "other", note })).json()).toEqual({
        decided: 1,
      });
    // Below the limit whoever started it approves it, too.
    expect((await post(operator, `/api/charging/runs/${runOfA}/approval`)).json()).toMatchObject({
      state: "approved",
    });
    const late = await post(operator, url, { anomalies: keys, reason: "checked" });
    expect(late.json()).toMatchObject({ code: "charging.already_approved" });
  });
});

describe("the preparation of a charged month", () => {
  it("names the run that charged it, and does not hold another one up", async () => {
    const { organizations } = await get<{
      organizations: {
        organization: number;
        items: { code: string; stops: boolean; run?: number; sentence: string }[];
      }[];
    }>(operator, `/api/charging/preparations?period=${NOVEMBER}`);
    const said = organizations
      .filter(({ organization }) => organization === city.companyA || organization === city.companyB)
      .map(({ organization, items }) => [organization, items.find((one) => one.code === "charged_already")]);
    expect(said).toEqual([
      [city.companyA, expect.objectContaining({ stops: false, run: runOfA })],
      [
        city.companyB,
        expect.objectContaining({ run: runOfB, sentence: expect.stringContaining(`Run No ${runOfB}`) }),
      ],
    ]);
  });
});

describe("the board", () => {
  it("shows the steps of the month and what waits for whom", async () => {
    interface Board {
      readonly organizations: { id: number; steps: { step: string; state: string }[] }[];
      readonly waiting: { code: string; organization: number }[];
    }
    const board = await get<Board>(operator, `/api/board?period=${NOVEMBER}`);
    const ofA = board.organizations.find((one) => one.id === city.companyA);
    expect(Object.fromEntries(ofA?.steps.map((one) => [one.step, one.state]) ?? [])).toMatchObject({
      charges: "done",
      approval: "done",
      closing: "waits",
      print: "waits",
    });
    expect(board.waiting.map((one) => one.code)).toEqual(["to_close", "to_close", "to_print", "to_print"]);
    const own = await get<Board>(accountant, `/api/board?period=${NOVEMBER}`);
    expect(own.organizations.map((one) => one.id)).toEqual([city.companyA]);
    expect(own.waiting.map((one) => one.code)).toEqual(["to_print"]);
  });

  it("and the books are right after all that", async () => {
    const broken: Verdict[] = [];
    for await (const verdict of verify(city.center.database)) if (!verdict.ok) broken.push(verdict);
    expect(broken).toEqual([]);
  });
});

describe("a building that fails", () => {
  it("holds its run up, is told with its reason to the center, and is calculated again alone", async () => {
    const started = granted(
      await startRun(city.center, { organization: city.companyB, period: NOVEMBER }),
    ).id;
    const owner = new pg.Client({ connectionString: city.ownerUrl });
    await owner.connect();
    try {
      await owner.query(
        "update charging.run_buildings set state = 'failed', failure = 'Error: no norm' where run_id = $1",
        [started],
      );
    } finally {
      await owner.end();
    }
    const url = `/api/charging/runs/${started}`;
    interface Failing {
      readonly state: string;
      readonly failures: { building: number; address: string; reason?: string }[];
    }
    const told = await get<Failing>(operator, url);
    expect(told).toMatchObject({ state: "calculating", failures: [{ reason: "Error: no norm" }] });
    const [failure] = (await get<Failing>(ACCOUNTANT_B, url)).failures;
    expect(failure?.address).toContain("ул.");
    expect(failure?.reason).toBeUndefined();
    const board = await get<{ waiting: { code: string; run?: number }[] }>(
      operator,
      `/api/board?period=${NOVEMBER}`,
    );
    expect(board.waiting[0]).toMatchObject({ code: "run_stopped", run: started });
    const retry = () => post(operator, `${url}/buildings/${failure?.building}/retry`);
    expect((await retry()).statusCode).toBe(202);
    await city.worked();
    expect(await get(operator, url)).toMatchObject({ state: "calculated", failures: [] });
    expect((await retry()).json()).toMatchObject({ code: "charging.building_not_failed" });
    expect((await post(operator, `${url}/discard`)).statusCode).toBe(200);
  });
});

describe("a review of the next month", () => {
  it("compares with the month before, and a second run of the same facts finds nothing changed", async () => {
    for (const organization of [city.companyA, city.companyB]) {
      const closed = await post(operator, `/api/organizations/${organization}/periods/${NOVEMBER}/closure`);
      expect(closed.statusCode).toBe(200);
    }
    const started = await post(chief, "/api/charging/runs/batch", {
      period: "2026-12",
      organizations: [city.companyA],
    });
    const [answer] = started.json<{ answers: { run: number }[] }>().answers;
    await city.worked();
    const totals = await get<{
      all: { was: string; became: string; accounts: number; changed: number };
      before: string;
    }>(operator, `/api/charging/runs/${answer?.run}/totals`);
    expect(totals.before).toBe(NOVEMBER);
    expect(BigInt(totals.all.was)).toBeGreaterThan(0n);
    const before = await get<{ amount: string }>(operator, `/api/charging/runs/${runOfA}`);
    expect(totals.all.was).toBe(before.amount);
    // Each account of the month is in one bin or is new, and the bins make up the difference of the totals.
    interface Bin {
      readonly from?: string;
      readonly to?: string;
      readonly accounts: number;
      readonly amount: string;
    }
    const changes = await get<{ bins: Bin[]; first: Bin }>(
      operator,
      `/api/charging/runs/${answer?.run}/changes`,
    );
    const bins = [...changes.bins, changes.first];
    expect(bins.reduce((sum, bin) => sum + bin.accounts, 0)).toBe(totals.all.accounts);
    expect(bins.reduce((sum, bin) => sum + BigInt(bin.amount), 0n)).toBe(
      BigInt(totals.all.became) - BigInt(totals.all.was),
    );
    for (const { from, to, accounts, amount } of changes.bins.filter((bin) => bin.accounts > 0)) {
      const ends = `${from === undefined ? "" : `&from=${from}`}${to === undefined ? "" : `&to=${to}`}`;
      const rows = await get<{ accounts: { was: string; became: string }[] }>(
        operator,
        `/api/charging/runs/${answer?.run}/accounts?limit=500${ends}`,
      );
      expect(rows.accounts).toHaveLength(accounts);
      const sum = rows.accounts.reduce((all, row) => all + BigInt(row.became) - BigInt(row.was), 0n);
      expect(String(sum)).toBe(amount);
    }
    // A draft explains itself before it is in any book.
    const [odd] = await anomaliesOf(answer?.run ?? 0, "missing_reading");
    const why = `/api/accounts/${odd?.number}/charges/2026-12/explanation`;
    expect((await city.as(operator, { url: why })).json()).toMatchObject({ code: "explain.not_charged" });
    expect((await city.as(operator, { url: `${why}?run=${answer?.run}` })).statusCode).toBe(200);
    const { groups } = await review(answer?.run ?? 0);
    for (const rule of ["jump", "zero_after_charges"]) {
      for (const one of await anomaliesOf(answer?.run ?? 0, rule))
        expect(one.was, `${rule} of ${one.number}`).not.toBe(one.became);
    }
    expect(groups.find((group) => group.rule === "missing_reading")?.count).toBeGreaterThan(0);
  });
});
