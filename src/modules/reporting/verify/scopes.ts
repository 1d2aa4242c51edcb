import type { OrganizationId } from "#core/ids";
import type { Ctx } from "#platform/context";
import { type Finding, findingOf, type Snapshot } from "./snapshot.ts";

/** Public in the city, so open to every company: who the organizations are, and where their bills are paid to. */
const PUBLISHED: ReadonlySet<string> = new Set(["organizations.organizations", "organizations.requisites"]);
const OF_EVERYONE: ReadonlySet<string> = new Set([
  "tariffs.city_values",
  "tariffs.superseded_city_values",
  "gateways.fiscal_rules",
]);
/** Read before anybody has a scope. */
const WITHOUT_SCOPE: ReadonlySet<string> = new Set(["organizations.business_calendar"]);

const ORGANIZATIONS_PROBED = 5;
const BUILDINGS_PROBED = 50;

/**
 * I15. Probes every table as a company and as nobody, through the product's own way of setting a scope. A probe asks
 * for rows that must not be there, by the keys of other companies' buildings, so that it is quick on any size.
 */
export async function scoped(ctx: Ctx, snapshot: Snapshot): Promise<Finding> {
  const [role] = await snapshot.query<{ name: string; bypasses: boolean }>(
    "select rolname as name, rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user",
  );
  if (!role || role.bypasses) {
    return findingOf(1, [
      `the role ${role?.name ?? "?"} of this connection bypasses row-level security: connect as the application's role`,
    ]);
  }
  const tables = await snapshot.query<TableRow>(TABLES);
  const managed = await snapshot.query<{ organization: OrganizationId; buildings: number[] }>(
    `select organization_id as organization, (array_agg(building_id order by building_id))[1:${BUILDINGS_PROBED}] as buildings
     from addresses.managements where in_force @> $1::date group by 1 order by 1 limit ${ORGANIZATIONS_PROBED}`,
    [ctx.today],
  );
  const seen: string[] = [];
  let probes = 0;
  for (const own of managed) {
    const foreign = managed.filter((other) => other !== own).flatMap((other) => other.buildings);
    const scope = { sees: "company", organizations: [own.organization], today: ctx.today } as const;
    await ctx.database.transaction(scope, async (tx) => {
      for (const table of tables) {
        const probe = probeOf(table, own.organization, foreign);
        if (!probe) continue;
        probes++;
        const [found] = await tx.query<{ count: number }>(
          `select count(*)::integer as count from ${table.name} where ${probe.where}`,
          probe.values,
        );
        if (found?.count !== 0)
          seen.push(
            `organization ${own.organization} sees ${found?.count ?? "?"} foreign rows of ${table.name}`,
          );
      }
    });
  }
  const everyone = managed.flatMap((own) => own.buildings);
  await ctx.database.unscoped({}, async (tx) => {
    for (const table of tables.filter((table) => !WITHOUT_SCOPE.has(table.name))) {
      probes++;
      const where = table.by_building ? "building_id = any ($1::integer[])" : "true";
      const rows = await tx.query(
        `select from ${table.name} where ${where} limit 1`,
        table.by_building ? [everyone] : [],
      );
      if (rows.length > 0) seen.push(`a session without a scope sees rows of ${table.name}`);
    }
  });
  return findingOf(probes, seen);
}

function probeOf(
  table: TableRow,
  own: OrganizationId,
  foreign: readonly number[],
): { where: string; values: readonly unknown[] } | undefined {
  if (PUBLISHED.has(table.name)) return undefined;
  // The city's own tariffs, and the law of receipts, carry organization 0 and are everyone's.
  const own_or_city = OF_EVERYONE.has(table.name) ? [own, 0] : [own];
  if (table.by_organization)
    return { where: "organization_id <> all ($1::integer[])", values: [own_or_city] };
  return table.by_building ? { where: "building_id = any ($1::integer[])", values: [foreign] } : undefined;
}

interface TableRow {
  readonly name: string;
  readonly by_building: boolean;
  readonly by_organization: boolean;
}

/** Tables of the rooms that this role may read; leaves are reached through their tables. */
const TABLES = `
  select c.oid::regclass::text as name,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'building_id') as by_building,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') as by_organization
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'public'
    and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and has_schema_privilege(n.oid, 'usage')
    and has_table_privilege(c.oid, 'select') order by 1`;
