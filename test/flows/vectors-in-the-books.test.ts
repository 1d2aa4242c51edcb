import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { endDay, type Period, period as periodOf } from "#core/period";
import { moneyText } from "#core/money";
import type { Refusal, Result } from "#core/result";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import { receiptOf } from "#flows/issue-receipts";
import { type BuildingFacts, type ChargeLine, runVectors } from "#modules/charging";
import { listLines } from "#modules/ledger";
import { openPeriod } from "#modules/organizations";
import { allocationVectors } from "#modules/payments";
import { codeVectors } from "#modules/receipts";
import { type Ctx, contextOf } from "#platform/context";
import {
  account,
  buildingFacts,
  flat,
  meter,
  pairOfReadings,
  terms,
  value,
} from "../../src/modules/charging/vectors/sample-building.ts";
import { textOf } from "../../src/modules/receipts/vectors/reading.ts";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";
import { factsAsRows } from "../vectors/facts-as-rows.ts";

/*
 * The vectors of the law once more, this time through the whole product: the facts that a vector speaks of are set up
 * in the database by the actions that an import uses, charged by a run, and read back from the books and from the
 * printed receipt. What the vector expects is proved of the pure calculation by `npx paylogic vectors`; here the books
 * must have the same lines.
 */
const seen = vi.hoisted(() => ({ facts: [] as unknown[], isOn: false }));
vi.mock("../../src/modules/charging/rules/calculate-building.ts", async (original) => {
  const real: Record<string, unknown> & { calculateBuilding: (...of: unknown[]) => unknown } =
    await original();
  return {
    ...real,
    calculateBuilding: (...of: unknown[]) => {
      if (seen.isOn) seen.facts.push(of[0]);
      return real.calculateBuilding(...of);
    },
  };
});

interface Vector {
  readonly id: string;
  readonly area: string;
}
const file: { vectors: Vector[] } = JSON.parse(
  readFileSync(new URL("../../src/modules/charging/vectors/charge-vectors.json", import.meta.url), "utf8"),
);

interface Case {
  readonly id: string;
  readonly code: string;
  readonly facts: BuildingFacts;
  readonly due: readonly ChargeLine[];
}

/** Areas that a building's facts of one month do not make: their own flow tests carry them through the product. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  penalty: "test/flows/penalties.test.ts",
  recalculation: "test/flows/reductions.test.ts",
  benefit: "test/flows/benefits.test.ts",
  subsidy: "test/flows/benefits.test.ts",
  allocation: "test/http/payments.test.ts",
  "payment-document": "src/modules/receipts/receipts.test.ts",
};

/** Formulas that no shared vector speaks of; `src/modules/charging/vectors/*.md` proves them as rules. */
const OWN_CASES: Readonly<Record<string, BuildingFacts>> = {
  "own-boiler": buildingFacts("2026-11", {
    premises: [flat(1, "50"), flat(2, "1950")],
    accounts: [account(1), account(2)],
    terms: [terms("HEATING", "heating_made")],
    values: [value("GAS", "rate", "7.84"), value("HEATING", "heat_per_m3", "0.0079")],
    meters: [meter(900, "gas", undefined)],
    readings: pairOfReadings(900, periodOf("2026-11"), "100", "9100"),
  }),
};

let files: TestDatabase;
let database: Database;
const cases: Case[] = [];
const organizations = new Map<Period, OrganizationId>();
const buildings = new Map<string, BuildingId>();
const on = (period: Period): Ctx =>
  contextOf(database, { sees: "center", organizations: [], today: day(`${period}-28`) });

beforeAll(async () => {
  const { calculateBuilding } = await import("#modules/charging");
  for (const vector of file.vectors) {
    seen.facts.length = 0;
    seen.isOn = true;
    const [result] = runVectors({ vectors: [vector] });
    seen.isOn = false;
    if (!result?.ok) continue;
    const facts = (seen.facts as BuildingFacts[]).filter(isOfOneMonth);
    for (const [index, one] of facts.entries())
      cases.push({
        id: vector.id,
        code: `${vector.id}/${index + 1}`,
        facts: one,
        due: calculateBuilding(one).lines,
      });
  }
  for (const [id, facts] of Object.entries(OWN_CASES))
    cases.push({ id, code: id, facts, due: calculateBuilding(facts).lines });
  files = await withDatabase();
  database = files.open();
  for (const [period, ofMonth] of Map.groupBy(cases, (one) => one.facts.period))
    await settle(period, ofMonth);
});
afterAll(() => files.drop());

describe("vectors in the books", () => {
  it("all of them pass as rules", () => {
    const results = runVectors(file, { PAY: allocationVectors, QR: codeVectors });
    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(results).toHaveLength(63);
  });

  it("each area of the law that a month's facts make has one at least", () => {
    const covered = new Set(cases.map((one) => one.id));
    const areas = Map.groupBy(file.vectors, (vector) => vector.area);
    const without = [...areas]
      .filter(([, vectors]) => !vectors.some((vector) => covered.has(vector.id)))
      .map(([area]) => area);
    expect(without.filter((area) => !(area in ELSEWHERE))).toEqual([]);
    expect(covered.size).toBeGreaterThanOrEqual(30);
  });

  it("a run books the lines that the vectors were proved with, to the kopeck and the millionth", async () => {
    for (const one of cases) {
      const lines = await booked(one);
      expect({ of: one.code, lines }).toEqual({
        of: one.code,
        lines: one.due
          .map(
            (line) =>
              `${line.account} ${line.service} ${line.part} ${line.kind} ${line.volume} ${line.amount}`,
          )
          .toSorted(),
      });
    }
  });

  it("and the printed receipt shows them", async () => {
    for (const [area, vectors] of Map.groupBy(file.vectors, (vector) => vector.area)) {
      const one = cases.find(
        (of) => vectors.some((vector) => vector.id === of.id) && of.due.some((line) => line.amount > 0n),
      );
      if (!one) continue;
      const line = must(
        one.due.find((of) => of.amount > 0n && of.kind === "charge"),
        `a line of ${area}`,
      );
      const account = await accountOf(one, line.account);
      const pdf = granted(
        await receiptOf(on(one.facts.period), {
          building: must(buildings.get(one.code), one.code),
          account,
          organization: must(organizations.get(one.facts.period), "the company"),
          period: one.facts.period,
          language: "ru",
        }),
      );
      const text = (await textOf(pdf)).join(" ").replaceAll(/\s/g, "");
      expect({ of: one.code, has: text.includes(moneyText(line.amount).replace(".", ",")) }).toEqual({
        of: one.code,
        has: true,
      });
    }
  });
});

/** What an earlier month has left (estimates, carries), or another flow has decided, needs its own story. */
function isOfOneMonth(facts: BuildingFacts): boolean {
  const decided: readonly (readonly unknown[])[] = [
    facts.estimated,
    facts.carried,
    facts.absences,
    facts.failures,
    facts.entitlements,
    facts.subsidies,
  ];
  return decided.every((list) => list.length === 0) && facts.accounts.length > 0;
}

async function settle(period: Period, ofMonth: readonly Case[]): Promise<void> {
  const code = `COMPANY-${period}`;
  const codes = granted(
    await applyDictionary(on(period), {
      organizations: [
        {
          code,
          kind: "company",
          name: `ООО «Управляющая ${period}»`,
          bankAccount: "40702810000000000001",
          bankName: "Банк",
          bic: "044525225",
          correspondentAccount: "30101810400000000225",
        },
      ],
      values: [],
    }),
  );
  const organization = must(codes.get(code), "the company");
  organizations.set(period, organization);
  const bundles = ofMonth.map((one) =>
    factsAsRows(one.facts, { code: one.code, ordinal: cases.indexOf(one) + 1, organization: code }),
  );
  const applied = granted(await applyBuildings(on(period), bundles, codes));
  for (const [of, id] of applied.ids.buildings) buildings.set(of, id);
  granted(await openPeriod(on(period), organization, period));
  const run = granted(await startRun(on(period), { organization, period, acceptMissingRates: true }));
  await workOnRuns(on(period), { runs: [run.id] });
  granted(await approveRun(on(period), run.id));
  expect(endDay(period) > `${period}-28`).toBe(true);
}

async function booked(one: Case): Promise<string[]> {
  const building = must(buildings.get(one.code), one.code);
  const rows = await on(one.facts.period).transaction(async (tx) => {
    const numbers = await tx.query<{ account_id: number; number: string }>(
      "select account_id, number from accounts.accounts where building_id = $1",
      [building],
    );
    const known = new Map(numbers.map((row) => [row.account_id, Number(row.number.slice(-5))]));
    const lines = await listLines(tx, { buildings: [building], period: one.facts.period });
    return lines.map(
      (line) =>
        `${known.get(line.account)} ${line.service} ${line.part} ${KINDS[line.kind]} ${line.volume} ${line.amount}`,
    );
  });
  return rows.toSorted();
}
const KINDS: Readonly<Record<number, string>> = {
  1: "charge",
  2: "excess",
  3: "recalculation",
  5: "benefit",
};

async function accountOf(one: Case, account: number): Promise<AccountId> {
  const rows = await on(one.facts.period).transaction((tx) =>
    tx.query<{ id: AccountId; number: string }>(
      "select account_id as id, number from accounts.accounts where building_id = $1",
      [buildings.get(one.code)],
    ),
  );
  return must(
    rows.find((row) => Number(row.number.slice(-5)) === account),
    "the account",
  ).id;
}

function granted<T, R extends Refusal>(result: Result<T, R>): T {
  if (result.ok) return result.value;
  throw new Error(
    `refused: ${JSON.stringify(result.refusal, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
  );
}
