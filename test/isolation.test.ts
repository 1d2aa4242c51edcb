import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { type Database, type OwnPlaces, type Scope, sqlState, type Tx } from "#platform/database";
import { APP_ROLE, RESIDENT_ROLE } from "#platform/migrate";
import { type TestDatabase, withDatabase } from "./database.ts";
import { COMPANIES, type Company, TODAY, twoCompanies } from "./isolation-data.ts";

/*
 * A1 scoped, I15: nobody reads or writes outside the organizations given to them. The tables are taken from the
 * catalogue, so a new one is checked on the day it appears; one that nobody has thought about fails here.
 */

/** Tables whose rows belong to no company and no building, and who may read them. */
const WITHOUT_OWNER: Readonly<
  Record<string, { readonly company: "all" | "none"; readonly unscoped?: "all"; readonly because: string }>
> = {
  "access.sessions": { company: "none", because: "a session is opened by its own token alone" },
  "access.sign_in_attempts": {
    company: "none",
    because: "opened by the login or address that is signing in",
  },
  "notifications.mailing_terms": {
    company: "all",
    because: "the price of a part of a short message and the limit of one person, the same for all",
  },
  "addresses.cities": { company: "all", because: "the address book of the city" },
  "addresses.regions": { company: "all", because: "the address book of the city" },
  "addresses.street_names": { company: "all", because: "the address book of the city" },
  "addresses.streets": { company: "all", because: "the address book of the city" },
  "benefits.categories": { company: "all", because: "a dictionary" },
  "benefits.office_codes": { company: "all", because: "a dictionary" },
  "benefits.office_decisions": {
    company: "none",
    because: "lists of the office name people of the whole city",
  },
  "benefits.subsidy_registers": {
    company: "none",
    because: "registers of the office name people of the whole city",
  },
  "benefits.office_lists": { company: "none", because: "lists of the office name people of the whole city" },
  "benefits.rules": { company: "all", because: "acts of the region" },
  "benefits.social_norms": { company: "all", because: "acts of the region" },
  "formulas.approvals": { company: "all", because: "who answers for a formula that a company is charged by" },
  "formulas.formulas": { company: "all", because: "a company is charged by them" },
  "formulas.retirements": { company: "all", because: "as the formulas themselves" },
  "formulas.versions": { company: "all", because: "each line that they make shows their text" },
  "access.chores": { company: "none", because: "what the installation does by itself is the center's" },
  "charging.calendar_days": { company: "all", because: "the law of the country" },
  "charging.due_days": { company: "all", because: "the law of the country" },
  "charging.key_rate_caps": { company: "all", because: "the law of the country" },
  "charging.rule_decisions": { company: "all", because: "as the rules themselves" },
  "charging.rule_proposals": { company: "all", because: "the law of the country, before it is approved" },
  "charging.key_rates": { company: "all", because: "published by the Bank of Russia" },
  "charging.moratoria": { company: "all", because: "the law of the country" },
  "gateways.gis_services": { company: "all", because: "items of the state system's dictionaries" },
  "ledger.kinds": { company: "all", because: "a dictionary" },
  "gateways.profiles": { company: "none", because: "their samples hold names and sums of people" },
  "gateways.agent_minutes": { company: "none", because: "how busy agents are is the center's" },
  "gateways.card_messages": { company: "none", because: "what banks send is the center's" },
  "gateways.card_notifications": { company: "none", because: "what banks send is the center's" },
  "gateways.alerts_seen": {
    company: "none",
    because: "what the center has dealt with is the center's",
  },
  "gateways.outbox_breakers": {
    company: "none",
    because: "how the installation's peers are is the center's",
  },
  "messages.answer_terms": { company: "all", because: "the law of the country" },
  "metering.supply_standards": { company: "all", because: "annex 1 of decree 354" },
  "organizations.business_calendar": {
    company: "all",
    unscoped: "all",
    because: "the business date is asked before there is a scope",
  },
  "gateways.agent_settings": { company: "none", because: "what was agreed with agents is the center's" },
  "gateways.agent_settings_decisions": { company: "none", because: "as the settings themselves" },
  "payments.agent_cancellations": { company: "none", because: "numbers of agents are the center's" },
  "payments.agent_incident_decisions": { company: "none", because: "as the messages themselves" },
  "payments.agent_messages": { company: "none", because: "raw messages of agents are the center's" },
  "gateways.debt_file_parts": { company: "none", because: "as the files themselves" },
  "gateways.debt_files": { company: "none", because: "files for agents are the center's" },
  "gateways.drops": { company: "none", because: "where peers leave their files is the center's" },
  "gateways.drop_settings": { company: "none", because: "as the drops themselves" },
  "gateways.drop_items": { company: "none", because: "what peers leave is the center's" },
  "gateways.file_events": { company: "none", because: "what became of peers' files is the center's" },
  "gateways.files": { company: "none", because: "files of peers are the center's" },
  "notifications.settings": { company: "all", because: "as the logins of its accounts" },
  "notifications.wishes": { company: "all", because: "as the logins of its accounts" },
  "notifications.subscriptions": { company: "all", because: "as the logins of its accounts" },
  "notifications.addresses": { company: "all", because: "as the logins of its accounts" },
  "notifications.stops": { company: "none", because: "addresses of people of the whole city" },
  "payments.held": { company: "none", because: "money that is nobody's yet is the center's" },
  "payments.held_rule_withdrawals": { company: "none", because: "the center's decisions about such money" },
  "residents.logins": {
    company: "all",
    because: "a company sees whom its accounts are open to, and a test of its own that it sees no others",
  },
  "residents.consents": { company: "none", because: "a consent is its resident's own" },
  "residents.challenges": { company: "none", because: "a question is opened by its own hash alone" },
  "residents.passkeys": { company: "none", because: "a key is opened by its own number alone" },
  "residents.safety_events": {
    company: "none",
    because: "whose login it is, and the center that tells of it",
  },
  "residents.sessions": { company: "none", because: "a session is opened by its own token alone" },
  "settlements.order_files": { company: "none", because: "what goes to the bank is the center's" },
  "payments.statement_files": {
    company: "none",
    because: "the bytes of a file may have several accounts in it",
  },
  "tariffs.bases": { company: "all", because: "published acts" },
  "tariffs.services": { company: "all", because: "a dictionary" },
};

/** Tables with an organization whose rows are public in the city. */
const PUBLISHED: Readonly<Record<string, string>> = {
  "organizations.organizations": "who the companies and suppliers are is public knowledge",
  "organizations.requisites": "printed on every receipt",
};

/** What the application may add to and never change, wherever the columns. */
const APPEND_ONLY = [
  "access.audit",
  "charging.rule_decisions",
  "charging.rule_proposals",
  "benefits.subsidy_payments",
  "benefits.subsidy_registers",
  "documents.papers",
  "formulas.approvals",
  "formulas.formulas",
  "formulas.retirements",
  "formulas.versions",
  "gateways.agent_settings",
  "gateways.agent_settings_decisions",
  "gateways.drop_settings",
  "gateways.file_events",
  "gateways.files",
  "ledger.counted_runs",
  "ledger.entries",
  "ledger.kinds",
  "ledger.opening_balances",
  "organizations.period_closures",
  "organizations.period_openings",
  "payments.agent_cancellations",
  "payments.agent_incident_decisions",
  "payments.agent_messages",
  "payments.agent_transactions",
  "payments.held",
  "payments.held_resolutions",
  "payments.held_rule_withdrawals",
  "payments.held_rules",
  "payments.payments",
  "payments.bank_accounts",
  "payments.reconciliations",
  "payments.registries",
  "payments.registry_repeats",
  "payments.statement_files",
  "payments.statement_lines",
  "payments.statement_outcomes",
  "payments.statements",
  "payments.reversals",
  "settlements.approvals",
  "settlements.building_sums",
  "settlements.order_approvals",
  "settlements.order_files",
  "settlements.order_outcomes",
  "settlements.order_sendings",
  "settlements.orders",
  "settlements.rows",
  "settlements.settlements",
];

interface Table {
  readonly name: string;
  readonly kind: "r" | "p";
  readonly isLeaf: boolean;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly byBuilding: boolean;
  readonly byOrganization: boolean;
  /** Columns that a statement may give a value. */
  readonly columns: readonly string[];
}

let database: TestDatabase;
let owner: Client;
let app: Database;
let tables: readonly Table[];

beforeAll(async () => {
  database = await withDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  // An owner that is no superuser is bound by the forced policies; the triggers would refuse the closed months.
  await owner.query(
    "select set_config('paylogic.scope', 'center', false), set_config('session_replication_role', 'replica', false)",
  );
  await owner.query(twoCompanies());
  app = database.open({ max: 1 });
  tables = (await owner.query<Table>(TABLES)).rows;
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const roots = (): readonly Table[] => tables.filter((table) => !table.isLeaf);
const owned = (): readonly Table[] => roots().filter((table) => table.byBuilding || table.byOrganization);

describe("every table", () => {
  test("has row-level security enabled and forced, its leaves too", () => {
    expect(tables.length).toBeGreaterThan(40);
    expect(tables.filter((table) => !table.enabled || !table.forced).map((table) => table.name)).toEqual([]);
  });

  test("belongs to a company, to a building, or is named here with its reason", () => {
    const unknown = roots().filter(
      (table) => !table.byBuilding && !table.byOrganization && !(table.name in WITHOUT_OWNER),
    );
    expect(
      unknown.map((table) => table.name),
      "say in WITHOUT_OWNER who may read them",
    ).toEqual([]);
    const names = new Set(roots().map((table) => table.name));
    expect(
      [...Object.keys(WITHOUT_OWNER), ...Object.keys(PUBLISHED)].filter((name) => !names.has(name)),
    ).toEqual([]);
  });

  test("has rows of both companies in this test, so that there is something to hide", async () => {
    for (const table of owned()) {
      for (const company of COMPANIES) {
        expect(
          await countAsOwner(table, company),
          `${table.name}: add rows to isolation-data.ts`,
        ).toBeGreaterThan(0);
      }
    }
  });
});

describe("through one connection, tenants interleaved", () => {
  const [A, B] = COMPANIES;

  test.each([
    ["company A", A, B],
    ["company B", B, A],
    ["company A again", A, B],
  ])("%s sees all of its own rows and none of the other's", async (_, own, other) => {
    await app.transaction(scopeOf(own), async (tx) => {
      for (const table of owned()) {
        if (table.name in PUBLISHED) continue;
        expect(await countIn(tx, table, own), `own rows of ${table.name}`).toBe(
          await countAsOwner(table, own),
        );
        expect(await countIn(tx, table, other), `foreign rows of ${table.name}`).toBe(0);
      }
    });
    await expectNothingWithoutScope();
  });

  test("a company of several organizations sees all of them", async () => {
    const both: Scope = { ...scopeOf(A), organizations: COMPANIES.map((company) => company.organization) };
    await app.transaction(both, async (tx) => {
      for (const table of owned()) expect(await countIn(tx, table, B), table.name).toBeGreaterThan(0);
    });
  });

  test("a company with no organization sees nothing that belongs to anybody", async () => {
    await app.transaction({ ...scopeOf(A), organizations: [] }, async (tx) => {
      for (const table of owned().filter((table) => !(table.name in PUBLISHED))) {
        for (const company of COMPANIES) expect(await countIn(tx, table, company), table.name).toBe(0);
      }
    });
  });

  test("dictionaries are open to companies, and what is the center's is not", async () => {
    await app.transaction(scopeOf(A), async (tx) => {
      for (const [name, { company }] of Object.entries(WITHOUT_OWNER)) {
        const rows = await tx.query(`select from ${name} limit 1`);
        expect(rows.length, name).toBe(company === "all" ? 1 : 0);
      }
    });
  });

  test("a scope ends with its transaction, committed or failed", async () => {
    await app.transaction(scopeOf(B), (tx) => tx.query("select 1"));
    await expectNothingWithoutScope();
    await expect(app.transaction(scopeOf(B), (tx) => tx.query("select 1 / 0"))).rejects.toThrow(
      "division by zero",
    );
    await expectNothingWithoutScope();
    const settings = await app.pool.query<{ scope: string; organizations: string }>(
      "select current_setting('paylogic.scope', true) as scope, current_setting('paylogic.organizations', true) as organizations",
    );
    expect(settings.rows).toEqual([{ scope: "", organizations: "" }]);
    expect(app.pool.totalCount).toBe(1);
  });

  test("the building's past manager sees it no more, the present one does", async () => {
    await app.transaction({ ...scopeOf(A), today: day("2019-12-31") }, async (tx) => {
      expect(await tx.query("select from accounts.accounts")).toHaveLength(0);
    });
  });

  test("nobody writes a row into another's books, published or not", async () => {
    for (const table of owned()) {
      if (!(await mayAppInsert(table))) continue;
      const row = await rowAsOwner(table, A);
      const columns = table.columns.map((column) => `"${column}"`).join(", ");
      const insert = `insert into ${table.name} (${columns}) select ${columns} from jsonb_populate_record(null::${table.name}, $1::jsonb)`;
      const state = await app
        .transaction(scopeOf(B), (tx) => tx.query(insert, [JSON.stringify(row)]))
        .then(() => "written", sqlState);
      expect(state, `${table.name}: refused by its policy`).toBe("42501");
    }
  });

  test("nobody changes a published row of another", async () => {
    for (const sql of [
      "update organizations.organizations set phone = '1' where organization_id = 1",
      "update organizations.requisites set in_force = '[2020-01-01,2020-02-01)' where organization_id = 1",
      "update tariffs.city_values set in_force = '[2020-01-01,2020-02-01)' where organization_id = 0",
      "insert into tariffs.city_values (service_id, parameter, value, in_force, basis_id) values (1, 'norm', 1, '[2020-01-01,)', 1)",
      "update addresses.managements set in_force = '[2020-01-01,2020-02-01)' where organization_id = 2",
    ]) {
      expect(
        await app.transaction(scopeOf(B), (tx) => tx.query(sql)).then(() => "written", sqlState),
        sql,
      ).toBe("42501");
    }
  });
});

describe("a resident, through the same connection", () => {
  const [A, B] = COMPANIES;
  const own = { accounts: [A.building], premises: [A.building], buildings: [A.building] };
  const resident = (of: OwnPlaces): Scope => ({
    sees: "resident",
    organizations: [],
    today: day(TODAY),
    own: of,
  });
  const opened = async (): Promise<Table[]> => {
    const { rows } = await owner.query<{ name: string }>(
      "select c.oid::regclass::text as name from pg_class c where relkind in ('r', 'p') and has_table_privilege($1, c.oid, 'select') and not relispartition and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)",
      [RESIDENT_ROLE],
    );
    const names = new Set(rows.map(({ name }) => name));
    return roots().filter(({ name }) => names.has(name));
  };

  beforeAll(async () => {
    // A neighbour in the house, with money, a meter and an order of his own.
    await owner.query(`
      insert into addresses.premises (building_id, premises_id, kind, number) values (101, 191, 'flat', '2');
      insert into accounts.accounts (building_id, account_id, number, premises_id, opened_on)
        select building_id, 191, '9999999191', 191, opened_on from accounts.accounts where account_id = 101;
      insert into metering.meters (building_id, meter_id, premises_id, resource, serial, integer_digits, installed_on)
        values (101, 191, 191, 'cold_water', 'N-191', 5, '2020-01-01');
      insert into metering.readings (building_id, taken_on, meter_id, scale, value, source)
        select building_id, taken_on, 191, scale, value, source from metering.readings where building_id = 101 limit 1`);
    await owner.query(
      `insert into payments.payments (building_id, payment_id, account_id, amount, paid_on, period, channel, agent_id)
       select building_id, 191, 191, amount, paid_on, period, channel, agent_id from payments.payments where building_id = 101 limit 1`,
    );
  });

  test("sees their own of every table that is opened, and nothing of a neighbour or of another house", async () => {
    const tables = await opened();
    expect(tables.length).toBeGreaterThan(30);
    await app.transaction(resident(own), async (tx) => {
      for (const table of tables.filter(({ byBuilding }) => byBuilding)) {
        expect(await countIn(tx, table, A), `own rows of ${table.name}`).toBeGreaterThan(0);
        if (!table.byOrganization)
          expect(await countIn(tx, table, B), `foreign rows of ${table.name}`).toBe(0);
        for (const key of ["account_id", "premises_id", "meter_id"].filter((one) =>
          table.columns.includes(one),
        )) {
          const neighbours = await tx.query(`select from ${table.name} where ${key} = 191`);
          expect(neighbours, `a neighbour's rows of ${table.name}`).toHaveLength(0);
        }
      }
      expect(await tx.query("select from payments.payments where payment_id = 191")).toHaveLength(0);
      // What the company notes for itself is no part of what a resident reads of a case.
      expect(await tx.query("select author from messages.entries")).toEqual([{ author: "applicant" }]);
      expect(await tx.query("select name from messages.attachments")).toEqual([{ name: "a.pdf" }]);
    });
    await expectNothingWithoutScope();
  });

  test("is refused what is not opened, and every writing", async () => {
    const names = new Set((await opened()).map(({ name }) => name));
    for (const { name, columns } of roots()) {
      if (!names.has(name)) {
        const state = await app
          .transaction(resident(own), (tx) => tx.query(`select from ${name} limit 1`))
          .then(() => "read", sqlState);
        expect(state, name).toBe("42501");
      }
      const write = `update ${name} set "${columns[0]}" = "${columns[0]}"`;
      for (const sql of [write, `delete from ${name}`]) {
        const state = await app
          .transaction(resident(own), (tx) => tx.query(sql))
          .then(() => "written", sqlState);
        expect(state, sql).toBe("42501");
      }
    }
  });

  test("who has no account sees nothing that is anybody's, and the next one of the connection is nobody", async () => {
    await app.transaction(resident({ accounts: [], premises: [], buildings: [] }), async (tx) => {
      for (const table of (await opened()).filter(({ byBuilding }) => byBuilding))
        expect(await tx.query(`select from ${table.name} limit 1`), table.name).toHaveLength(0);
    });
    await expect(app.transaction(resident(own), (tx) => tx.query("select 1 / 0"))).rejects.toThrow(
      "division by zero",
    );
    await expectNothingWithoutScope();
    const [role] = (await app.pool.query<{ role: string }>("select current_user as role")).rows;
    expect(role?.role).toBe(APP_ROLE);
  });
});

describe("the application's role", () => {
  test("is no superuser, bypasses nothing and creates nothing", async () => {
    const { rows } = await owner.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = $1`,
      [APP_ROLE],
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
      },
    ]);
    const creatable = await owner.query<{ name: string }>(
      "select nspname as name from pg_namespace where has_schema_privilege($1, oid, 'create') and nspname not like 'pg\\_temp%'",
      [APP_ROLE],
    );
    expect(creatable.rows).toEqual([]);
    // It may become the residents' role for a transaction, and has nothing of its rights before.
    const member = await owner.query(
      `select g.rolname as role, pg_has_role($1, g.oid, 'usage') as inherited from pg_auth_members m
       join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid where r.rolname = $1`,
      [APP_ROLE],
    );
    expect(member.rows).toEqual([{ role: RESIDENT_ROLE, inherited: false }]);
  });

  test("owns nothing", async () => {
    const { rows } = await owner.query(
      `select classid::regclass::text as catalogue, objid from pg_shdepend
       where refobjid = (select oid from pg_roles where rolname = $1) and deptype = 'o'
         and dbid in (0, (select oid from pg_database where datname = current_database()))`,
      [APP_ROLE],
    );
    expect(rows).toEqual([]);
  });

  test.each(APPEND_ONLY)("cannot change, remove or truncate %s", async (name) => {
    const { rows } = await owner.query(
      `select has_any_column_privilege($1, $2::regclass, 'update') as update, has_table_privilege($1, $2::regclass, 'delete') as delete,
         has_table_privilege($1, $2::regclass, 'truncate') as truncate`,
      [APP_ROLE, name],
    );
    expect(rows).toEqual([{ update: false, delete: false, truncate: false }]);
    const [column] = tables.find((table) => table.name === name)?.columns ?? [];
    for (const sql of [
      `update ${name} set "${column}" = "${column}"`,
      `delete from ${name}`,
      `truncate ${name}`,
    ]) {
      const state = await app.transaction(center(), (tx) => tx.query(sql)).then(() => "done", sqlState);
      expect(state, sql).toBe("42501");
    }
  });

  test("reaches leaves through their tables only", async () => {
    const leaves = tables.filter((table) => table.isLeaf);
    expect(leaves.map((leaf) => leaf.name)).toContain("ledger.entries_202611");
    for (const leaf of leaves) expect(await privilegesOn(leaf.name), leaf.name).toEqual([]);
  });

  test("cannot read a leaf that stands aside, nor find it open once it is attached", async () => {
    await owner.query("update charging.runs set leaf = 7 where run_id = 1");
    await app.transaction(center(), (tx) => tx.query("select ledger.create_leaf(7)"));
    expect(await privilegesOn("ledger.entries_load_7")).toEqual(["insert"]);
    await app.transaction(center(), (tx) => tx.query("select ledger.attach_leaf(7)"));
    expect(await privilegesOn("ledger.entries_load_7")).toEqual([]);
    const attached = (await owner.query<Table>(TABLES)).rows.find(
      (table) => table.name === "ledger.entries_load_7",
    );
    expect(attached).toMatchObject({ isLeaf: true, enabled: true, forced: true });
  });

  test("cannot make leaves for another's run, and nothing at all without a scope", async () => {
    await owner.query("update charging.runs set leaf = 8 where run_id = 1");
    const [, B] = COMPANIES;
    await expect(
      app.transaction(scopeOf(B), (tx) => tx.query("select ledger.create_leaf(8)")),
    ).rejects.toThrow("in sight");
    await expect(
      app.transaction(scopeOf(B), (tx) => tx.query("select ledger.discard_run(1)")),
    ).rejects.toThrow("in sight");
    await expect(app.unscoped({}, (tx) => tx.query("select ledger.ensure_period(203001)"))).rejects.toThrow(
      "permission denied",
    );
  });

  test("works with the owner's rights in a few named functions only, none of them open to the public", async () => {
    const { rows } = await owner.query<{ name: string; path: string[] | null; open: boolean }>(
      `select p.oid::regproc::text as name, p.proconfig as path, has_function_privilege('public', p.oid, 'execute') as open
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual([
      "ledger.attach_leaf",
      "ledger.create_leaf",
      "ledger.discard_run",
      "ledger.ensure_period",
      "ledger.prepare_opened_period",
      "settlements.discard",
    ]);
    for (const row of rows) {
      expect(row.open, row.name).toBe(false);
      expect(row.path, row.name).toEqual([`search_path=${row.name.split(".")[0]}, pg_temp`]);
    }
  });

  test("reads views with its own rights", async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('v', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
         and not coalesce(c.reloptions @> '{security_invoker=true}', false)`,
    );
    expect(rows).toEqual([]);
  });
});

const scopeOf = (company: Company): Scope => ({
  sees: "company",
  organizations: [company.organization],
  today: day(TODAY),
});

const center = (): Scope => ({ sees: "center", organizations: [] as OrganizationId[], today: day(TODAY) });

async function expectNothingWithoutScope(): Promise<void> {
  await app.unscoped({}, async (tx) => {
    for (const table of roots()) {
      if (WITHOUT_OWNER[table.name]?.unscoped === "all" || !(await mayAppRead(table))) continue;
      expect(
        await tx.query(`select from ${table.name} limit 1`),
        `${table.name} without a scope`,
      ).toHaveLength(0);
    }
  });
}

/** The rows of one company: by organization where there is one, since a building's manager is a fact of its own. */
const whereOf = (table: Table, company: Company): string =>
  table.byOrganization ? `organization_id = ${company.organization}` : `building_id = ${company.building}`;

async function countIn(tx: Tx, table: Table, company: Company): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::integer as count from ${table.name} where ${whereOf(table, company)}`,
  );
  return row?.count ?? -1;
}

async function countAsOwner(table: Table, company: Company): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::integer as count from ${table.name} where ${whereOf(table, company)}`,
  );
  return rows[0]?.count ?? -1;
}

async function rowAsOwner(table: Table, company: Company): Promise<unknown> {
  const { rows } = await owner.query<{ row: unknown }>(
    `select to_jsonb(t) as row from ${table.name} t where ${whereOf(table, company)} limit 1`,
  );
  return rows[0]?.row;
}

const privilegesOn = async (name: string): Promise<string[]> =>
  (
    await owner.query<{ privilege: string }>(
      `select p as privilege from unnest('{select,insert,update,delete,truncate}'::text[]) as p where has_table_privilege($1, $2::regclass, p)`,
      [APP_ROLE, name],
    )
  ).rows.map((row) => row.privilege);

const mayAppRead = async (table: Table): Promise<boolean> =>
  (await privilegesOn(table.name)).includes("select");
const mayAppInsert = async (table: Table): Promise<boolean> =>
  (await privilegesOn(table.name)).includes("insert");

/** All tables but the list of migrations and what PostgreSQL or an extension keeps for itself. */
const TABLES = `
  select c.oid::regclass::text as name, c.relkind as kind, c.relispartition as "isLeaf", c.relrowsecurity as enabled,
    c.relforcerowsecurity as forced,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'building_id') as "byBuilding",
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') as "byOrganization",
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attidentity = '' and a.attgenerated = '' order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    and c.oid <> 'public.migrations'::regclass
  order by 1`;
