import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { OrganizationId, RunId } from "#core/ids";
import { period } from "#core/period";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { workOnRuns } from "#flows/charge-run";
import { syntheticCity } from "#flows/synthetic";
import { type NewUser, registerUsers, type Role, ROLES } from "#modules/access";
import { transferBuilding } from "#modules/addresses";
import { openPeriod, registerOrganizations, setBusinessDate } from "#modules/organizations";
import { type Ctx, contextOf } from "#platform/context";
import type { Http } from "#platform/http";
import { type OnlineGateways, onlineGateways } from "../../src/app/online.ts";
import { createApp } from "../../src/app/server.ts";
import type { Database } from "#platform/database";
import { withDatabase } from "../database.ts";
import { granted } from "../small-town.ts";

/** The business date of the served city: the last day of its open month. */
export const TODAY = day("2026-11-30");
export const NOVEMBER = period("2026-11");
export const PASSWORD = "twelve signs or more";

/** Two companies with some 230 accounts, their people, and the whole server before them. */
export interface ServedCity {
  readonly app: Http;
  readonly ownerUrl: string;
  /** The pool of the application. */
  readonly database: Database;
  readonly center: Ctx;
  /** The test bank and the test cash register. */
  readonly online: OnlineGateways;
  readonly companyA: OrganizationId;
  readonly companyB: OrganizationId;
  /** Whose person the login of a provider is. */
  readonly supplier: OrganizationId;
  /** Account numbers of each company. */
  readonly accountsOfA: readonly string[];
  readonly accountsOfB: readonly string[];
  /** What the server wrote to its log. */
  readonly log: string[];
  /** Waits for the runs that were started. */
  worked(): Promise<void>;
  /** A request of a person, by their token; of nobody without. */
  as(login: string | undefined, request: InjectOptions): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** One of each role; of accountants one of each company. */
export const LOGINS: Readonly<Record<Role, string>> = {
  operator: "operator",
  chief_accountant: "chief",
  administrator: "admin",
  accountant: "accountant-a",
  provider: "provider",
};
export const ACCOUNTANT_B = "accountant-b";

export async function serveCity(): Promise<ServedCity> {
  const files = await withDatabase();
  const database = files.open();
  const filesDir = await mkdtemp(path.join(os.tmpdir(), "pay-logic-http-"));
  const center = contextOf(database, { sees: "center", organizations: [], today: TODAY });
  granted(await setBusinessDate(center, TODAY));
  const rows = syntheticCity({ accounts: 230, seed: 7, months: 8, through: NOVEMBER });
  const bundles = [...rows.bundles()];
  const codes = granted(await applyDictionary(center, rows.dictionary));
  const applied = granted(await applyBuildings(center, bundles, codes));
  const managers = rows.dictionary.organizations.filter((row) => row.kind === "company");
  const companyOf = (at: number) => must(codes.get(must(managers[at], "a company").code), "its number");
  const [companyA, companyB] = [companyOf(0), companyOf(1)];
  const accountsOf = (at: number) => must(bundles[at], "a building").accounts.map((row) => row.number);
  const second = must(bundles[1]?.buildings[0]?.code, "the second building");
  granted(
    await transferBuilding(center, {
      building: must(applied.ids.buildings.get(second), "its number"),
      organization: companyB,
      from: day("2026-11-01"),
    }),
  );
  // Receipts name the bank account that the money goes to.
  const requisites = {
    from: day("2024-01-01"),
    bank: "Банк города",
    bic: "044959000",
    account: "40702810000000000001",
    correspondentAccount: "30101810000000000001",
  };
  granted(
    await registerOrganizations(center, [
      { code: "5300000017", kind: "center", name: "МУП «Расчётный центр»", inn: "5300000017", requisites },
    ]),
  );
  for (const company of [companyA, companyB]) granted(await openPeriod(center, company, NOVEMBER));
  const suppliers = rows.dictionary.organizations.filter((row) => row.kind === "supplier");
  const supplier = must(codes.get(must(suppliers[0], "a supplier").code), "its number");
  granted(await registerUsers(center, usersOf(companyA, companyB, supplier)));

  const log: string[] = [];
  const working: Promise<void>[] = [];
  const online = onlineGateways({
    dataDir: filesDir,
    demo: true,
    notify: async (url, payload) => {
      const headers = { "content-type": "application/json" };
      await app.inject({ method: "POST", url: new URL(url).pathname, payload, headers });
    },
  });
  const app: Http = await createApp({
    database,
    filesDir,
    demo: true,
    online,
    log: { write: (line: string) => void log.push(line) },
    work: (runs: readonly RunId[]) => void working.push(workOnRuns(center, { runs })),
  });
  const tokens = new Map<string, string>();
  const tokenOf = async (login: string): Promise<string> => {
    const known = tokens.get(login);
    if (known !== undefined) return known;
    const answer = await app.inject({
      method: "POST",
      url: "/api/session",
      payload: { login, password: PASSWORD },
    });
    const { token } = answer.json<{ token: string }>();
    tokens.set(login, token);
    return token;
  };
  return {
    app,
    online,
    ownerUrl: files.ownerUrl,
    database,
    center,
    companyA,
    companyB,
    supplier,
    accountsOfA: [...accountsOf(0), ...accountsOf(2)],
    accountsOfB: accountsOf(1),
    log,
    worked: async () => {
      await Promise.all(working.splice(0));
    },
    as: async (login, request) =>
      app.inject({
        ...request,
        headers: {
          ...(login === undefined ? {} : { authorization: `Bearer ${await tokenOf(login)}` }),
          ...request.headers,
        },
      }),
    close: async () => {
      await app.close();
      await files.drop();
      await rm(filesDir, { recursive: true });
    },
  };
}

function usersOf(companyA: OrganizationId, companyB: OrganizationId, supplier: OrganizationId): NewUser[] {
  const user = (login: string, role: Role, organization?: OrganizationId): NewUser => ({
    login,
    password: PASSWORD,
    name: `Person ${login}`,
    role,
    organization,
    language: "en",
  });
  const own: Partial<Record<Role, OrganizationId>> = { accountant: companyA, provider: supplier };
  return [
    ...ROLES.map((role) => user(LOGINS[role], role, own[role])),
    user(ACCOUNTANT_B, "accountant", companyB),
  ];
}
