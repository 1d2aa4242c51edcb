import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveRun } from "#flows/charge-run";
import type { Ctx } from "#platform/context";
import { FORMULAS, listBuildingsWithFacts, replayBuildings } from "#modules/charging";
import type { RunId } from "#core/ids";
import { findAccountsByNumber } from "#modules/accounts";
import { findIssued } from "#modules/receipts";
import { granted } from "../small-town.ts";
import { LOGINS, NOVEMBER, type ServedCity, serveCity } from "./served-city.ts";

/*
 * A company decides to charge cold water by a formula of the center's own and to round maintenance to roubles: stated
 * over HTTP, charged by a run, read on a card with its explanation, replayed. Told in order.
 */

/** The number under which lines of own formulas are kept. */
const OWN: number = FORMULAS.own.id;

let city: ServedCity;
const { operator, chief_accountant: chief, accountant, administrator } = LOGINS;

const get = async <T>(login: string, url: string, language = "en"): Promise<T> => {
  const answer = await city.as(login, { url, headers: { "accept-language": language } });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json<T>();
};
const post = (login: string, url: string, payload: object = {}, language = "en") =>
  city.as(login, { method: "POST", url, payload, headers: { "accept-language": language } });

const decision = () => ({
  level: "organization",
  organization: city.companyA,
  service: "COLD_WATER",
  formula: { code: "double_water", version: 1 },
  from: "2026-11-01",
  basis: "Protocol 5 of 10.11.2026",
});

beforeAll(async () => {
  city = await serveCity();
  const written = await post(operator, "/api/formulas/double_water/versions", {
    title: "Cold water at the double rate",
    unit: "m3",
    gives: "money",
    text: "volume * rate * 2",
    cases: [{ name: "One", inputs: { volume: "1000000", rate: "10000000" }, expected: "2000" }],
  });
  expect(written.statusCode, written.body).toBe(201);
});
afterAll(() => city.close());

describe("a calculation method", () => {
  it("names an approved formula only, for a service of its unit, with a document", async () => {
    expect((await post(operator, "/api/formulas/methods", decision())).json()).toMatchObject({
      code: "formulas.not_approved",
    });
    const approved = await post(chief, "/api/formulas/double_water/versions/1/approval");
    expect(approved.statusCode).toBe(201);
    const refusals = [
      [{ service: "MAINTENANCE" }, "formulas.unit_differs"],
      [{ service: "NO_SUCH" }, "formulas.service_unknown"],
      [{ organization: 999_999 }, "formulas.owner_not_found"],
      [{ organization: undefined }, "formulas.owner_missing"],
      [{ method: "by_ear" }, "formulas.method_unknown"],
      [{ basis: " " }, "formulas.basis_missing"],
      [{ to: "2026-11-01" }, "formulas.span_empty"],
      [{ formula: { code: "double_water", version: 7 } }, "formulas.version_not_found"],
      [{ service: "MAINTENANCE", formula: undefined, missing: "norm" }, "formulas.choice_unsuitable"],
    ] as const;
    for (const [change, code] of refusals)
      expect(
        (await post(operator, "/api/formulas/methods", { ...decision(), ...change })).json(),
      ).toMatchObject({
        code,
      });
    expect((await post(accountant, "/api/formulas/methods", decision())).statusCode).toBe(403);
  });

  it("is set once, said again changes nothing, and cannot be undone from its own day", async () => {
    expect((await post(operator, "/api/formulas/methods", decision())).json()).toEqual({
      added: 1,
      ended: 0,
    });
    expect((await post(operator, "/api/formulas/methods", decision())).json()).toEqual({
      added: 0,
      ended: 0,
    });
    const other = { ...decision(), formula: undefined, rounding: "roubles" };
    expect((await post(operator, "/api/formulas/methods", other)).json()).toMatchObject({
      code: "formulas.method_contradicts",
      data: { recordedFrom: "2026-11-01" },
    });
    const rounded = { ...other, service: "MAINTENANCE" };
    expect((await post(chief, "/api/formulas/methods", rounded)).json()).toEqual({ added: 1, ended: 0 });
    const { methods } = await get<{ methods: object[] }>(operator, "/api/formulas/methods?on=2026-11-30");
    expect(methods).toMatchObject([
      { service: "MAINTENANCE", level: "organization", rounding: "roubles" },
      {
        service: "COLD_WATER",
        organization: city.companyA,
        formula: { code: "double_water", text: "volume * rate * 2", author: `Person ${operator}` },
        basis: "Protocol 5 of 10.11.2026",
      },
    ]);
    const { entries } = await get<{ entries: { action: string; data: object }[] }>(
      administrator,
      "/api/audit?subject=method%20COLD_WATER",
    );
    expect(entries[0]).toMatchObject({ action: "method.set", data: { formula: "double_water@1" } });
  });

  it("of an account goes before the company's, and ends on its day", async () => {
    const own = { ...decision(), level: "account", organization: undefined, account: city.accountsOfA[0] };
    const lawAgain = { ...own, formula: undefined, basis: "Letter 12" };
    expect((await post(operator, "/api/formulas/methods", lawAgain)).json()).toMatchObject({ added: 1 });
    const { basis, level, account, service } = lawAgain;
    const end = { basis, level, account, service, on: "2026-12-01" };
    expect((await post(operator, "/api/formulas/methods/end", end)).json()).toMatchObject({ ended: 1 });
    expect((await post(operator, "/api/formulas/methods/end", end)).json()).toMatchObject({
      code: "formulas.nothing_to_end",
    });
  });
});

describe("the month charged by it", () => {
  interface Explained {
    readonly lines: { formula: string; amount: string; volume: string; rate: string }[];
    readonly workings: unknown;
  }
  const explained = async (number: string, service: string): Promise<Explained[]> =>
    (
      await get<{ services: Explained[] }>(
        accountant,
        `/api/accounts/${number}/charges/${NOVEMBER}/explanation`,
      )
    ).services.filter((one) => JSON.stringify(one).includes(service));
  let run: RunId;

  it("is calculated by the formula for all but the account that has decided otherwise", async () => {
    const answer = await post(operator, "/api/charging/runs", {
      organization: city.companyA,
      period: NOVEMBER,
    });
    expect(answer.statusCode, answer.body).toBe(202);
    run = answer.json<{ id: RunId }>().id;
    await city.worked();
    const lines = await linesOf(city.center, run);
    const water = lines.filter((line) => line.service === "COLD_WATER");
    expect(water.length).toBeGreaterThan(50);
    const [first] = city.accountsOfA;
    for (const line of water) {
      expect(line.formula === OWN, line.number).toBe(line.number !== first);
      if (line.formula !== OWN) continue;
      const twice = (line.volume * line.rate * 2n + 5_000_000_000n) / 10_000_000_000n;
      expect(line.amount, line.number).toBe(twice);
    }
    const maintenance = lines.filter((line) => line.service === "MAINTENANCE");
    expect(maintenance.length).toBeGreaterThan(50);
    expect(maintenance.filter((line) => line.amount % 100n !== 0n)).toEqual([]);
  });

  it("explains each line: formula, version, author, inputs with their sources", async () => {
    granted(await approveRun(city.center, run));
    const number = city.accountsOfA[3] ?? "";
    const [water] = await explained(number, "double_water");
    const text = JSON.stringify(water);
    expect(text).toContain(`double_water@1, Person ${operator}`);
    expect(text).toContain("volume * rate * 2");
    expect(text).toContain("Protocol 5 of 10.11.2026");
  });

  it("R1 truthful: the receipt tells no product that is not the sum", async () => {
    const number = city.accountsOfA[3] ?? "";
    const pdf = await city.as(accountant, { url: `/api/accounts/${number}/receipts/${NOVEMBER}.pdf` });
    expect(pdf.statusCode).toBe(200);
    const [place] = await city.center.transaction((tx) => findAccountsByNumber(tx, [number]));
    const issued =
      place && (await city.center.transaction((tx) => findIssued(tx, { ...place, period: NOVEMBER })));
    const { workings } = JSON.parse(issued?.text ?? "{}") as { workings: { working: string }[] };
    const own = workings.filter(({ working }) => working.startsWith("по формуле расчётного центра (объём"));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ basis: "формула расчётного центра" });
  });

  it("C1 repeatable: replayed from the kept facts, without a difference", async () => {
    const buildings = await city.center.transaction((tx) => listBuildingsWithFacts(tx, NOVEMBER));
    expect(buildings.length).toBeGreaterThan(1);
    const { replayed, differences } = await replayBuildings(city.center, { chargedFor: NOVEMBER, buildings });
    expect(replayed).toBe(buildings.length);
    expect(differences).toEqual([]);
  });

  it("decided late, marks the buildings that it reaches", async () => {
    const late = {
      ...decision(),
      level: "city",
      organization: undefined,
      service: "HOT_WATER",
      formula: undefined,
    };
    const set = await post(operator, "/api/formulas/methods", {
      ...late,
      missing: "norm",
      service: "ELECTRICITY",
    });
    expect(set.json()).toEqual({ added: 1, ended: 0 });
    const marks = await city.center.transaction((tx) =>
      tx.query<{ count: number }>(
        "select count(*)::integer as count from charging.late_facts where source = 'formulas.city_methods'",
      ),
    );
    expect(marks[0]?.count).toBeGreaterThan(0);
  });
});

interface BookedLine {
  readonly number: string;
  readonly service: string;
  readonly formula: number;
  readonly volume: bigint;
  readonly rate: bigint;
  readonly amount: bigint;
}

const linesOf = (center: Ctx, run: RunId): Promise<BookedLine[]> =>
  center.transaction((tx) =>
    tx.query<BookedLine>(
      `select a.number, s.code as service, e.formula, e.volume, e.rate, e.amount
       from ledger.entries e join accounts.accounts a using (building_id, account_id) join tariffs.services s using (service_id)
       where e.document_id = $1 and e.kind = 1`,
      [run],
    ),
  );
