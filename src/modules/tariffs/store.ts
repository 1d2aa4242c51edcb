import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId, UserId } from "#core/ids";
import type { Dated } from "#core/in-force";
import { intArray, textArray, type Tx } from "#platform/database";
import type { DatedValue, Level, Method, Parameter, Service, ServiceTerms } from "./model.ts";

// ---- Dictionaries ------------------------------------------------------------------------------------------

/** Every service, in the order of the receipt. */
export async function listServices(tx: Tx): Promise<Service[]> {
  const rows = await tx.query<
    Omit<Service, "id" | "resource"> & { id: number; resource: Service["resource"] | null }
  >(
    `select service_id as id, code, unit, resource, receipt_group as "group", position, name_ru as "nameRu", name_en as "nameEn", penalized
     from tariffs.services order by position, service_id`,
  );
  return rows.map((row) => ({ ...row, id: row.id as ServiceId, resource: row.resource ?? undefined }));
}

/** Gives the number of services that were new. */
export async function insertServices(tx: Tx, services: readonly Service[]): Promise<number> {
  const rows = await tx.query(
    `insert into tariffs.services (service_id, code, unit, resource, receipt_group, position, name_ru, name_en, penalized)
     select * from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::text[], $8::text[],
       $9::boolean[])
     on conflict do nothing returning service_id`,
    [
      intArray(services.map((service) => service.id)),
      textArray(services.map((service) => service.code)),
      textArray(services.map((service) => service.unit)),
      textArray(services.map((service) => service.resource)),
      textArray(services.map((service) => service.group)),
      intArray(services.map((service) => service.position)),
      textArray(services.map((service) => service.nameRu)),
      textArray(services.map((service) => service.nameEn)),
      `{${services.map((service) => service.penalized).join(",")}}`,
    ],
  );
  return rows.length;
}

/** The ids of the documents, by title; unknown ones are added. */
export async function ensureBases(tx: Tx, titles: readonly string[]): Promise<Map<string, number>> {
  await tx.query(
    "insert into tariffs.bases (title) select distinct unnest($1::text[]) on conflict (title) do nothing",
    [textArray(titles)],
  );
  const rows = await tx.query<{ id: number; title: string }>(
    "select basis_id as id, title from tariffs.bases where title = any ($1::text[])",
    [textArray(titles)],
  );
  return new Map(rows.map((row) => [row.title, row.id]));
}

/** Values and terms are set one transaction after the other: two that overlap must see each other. */
export async function lockValues(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('tariffs.values'))");
}

// ---- Values ------------------------------------------------------------------------------------------------

/** What a dated value is about. `organization` 0 is the city, `provider` 0 anyone, `account` 0 the whole building. */
export interface CityKey {
  readonly service: ServiceId;
  readonly parameter: Parameter;
  readonly variant: string;
  readonly zone: number;
  readonly rangeFrom: bigint;
  readonly organization: OrganizationId | 0;
  readonly provider: OrganizationId | 0;
}
export interface BuildingKey extends Omit<CityKey, "organization" | "provider"> {
  readonly building: BuildingId;
  readonly account: AccountId | 0;
}
export interface ValueFacts {
  readonly value: bigint;
  readonly basis: string;
}

interface ValueRow {
  readonly service: number;
  readonly parameter: string;
  readonly variant: string;
  readonly zone: number;
  readonly rangeFrom: bigint;
  readonly value: bigint;
  readonly basis: string;
  readonly from: Day;
  readonly to: Day | null;
}
const VALUE_COLUMNS = `v.service_id as service, v.parameter, v.variant, v.zone, v.range_from as "rangeFrom", v.value,
  b.title as basis, lower(v.in_force) as "from", upper(v.in_force) as "to"`;

const datedOf = (row: ValueRow): Dated<ValueFacts> => ({
  from: row.from,
  to: row.to ?? undefined,
  facts: { value: row.value, basis: row.basis },
});
const commonOf = (row: ValueRow) => ({
  service: row.service as ServiceId,
  parameter: row.parameter as Parameter,
  variant: row.variant,
  zone: row.zone,
  rangeFrom: row.rangeFrom,
});

/** All values of these services that the city (0) and these organizations ever had. */
export async function findCityValues(
  tx: Tx,
  of: { readonly services: readonly ServiceId[]; readonly organizations: readonly (OrganizationId | 0)[] },
): Promise<(CityKey & Dated<ValueFacts>)[]> {
  const rows = await tx.query<ValueRow & { organization: number; provider: number }>(
    `select ${VALUE_COLUMNS}, v.organization_id as organization, v.provider_id as provider
     from tariffs.city_values v join tariffs.bases b using (basis_id)
     where v.service_id = any ($1::smallint[]) and v.organization_id = any ($2::integer[]) order by v.value_id`,
    [intArray(of.services), intArray(of.organizations)],
  );
  return rows.map((row) => ({
    ...datedOf(row),
    ...commonOf(row),
    organization: row.organization as OrganizationId | 0,
    provider: row.provider as OrganizationId | 0,
  }));
}

/** All values that these buildings and their accounts ever had of their own. */
export async function findBuildingValues(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<(BuildingKey & Dated<ValueFacts>)[]> {
  const rows = await tx.query<ValueRow & { building: number; account: number }>(
    `select ${VALUE_COLUMNS}, v.building_id as building, v.account_id as account
     from tariffs.building_values v join tariffs.bases b using (basis_id)
     where v.building_id = any ($1::integer[]) order by v.building_id, v.account_id, v.service_id, lower(v.in_force)`,
    [intArray(buildings)],
  );
  return rows.map((row) => ({
    ...datedOf(row),
    ...commonOf(row),
    building: row.building as BuildingId,
    account: row.account as AccountId | 0,
  }));
}

type End<Key> = Key & { readonly from: Day; readonly to: Day };

const keyValues = (rows: readonly Omit<CityKey, "organization" | "provider">[]): string[] => [
  intArray(rows.map((row) => row.service)),
  textArray(rows.map((row) => row.parameter)),
  textArray(rows.map((row) => row.variant)),
  intArray(rows.map((row) => row.zone)),
  intArray(rows.map((row) => row.rangeFrom)),
];
const KEY_ARRAYS = "$1::smallint[], $2::text[], $3::text[], $4::smallint[], $5::bigint[]";
const KEY_MATCHES = `v.service_id = e.service_id and v.parameter = e.parameter and v.variant = e.variant
  and v.zone = e.zone and v.range_from = e.range_from and lower(v.in_force) = e.since`;

export async function endCityValues(tx: Tx, ends: readonly End<CityKey>[]): Promise<void> {
  await tx.query(
    `update tariffs.city_values v set in_force = daterange(e.since, e.until)
     from unnest(${KEY_ARRAYS}, $6::integer[], $7::integer[], $8::date[], $9::date[])
       as e (service_id, parameter, variant, zone, range_from, organization_id, provider_id, since, until)
     where ${KEY_MATCHES} and v.organization_id = e.organization_id and v.provider_id = e.provider_id`,
    [
      ...keyValues(ends),
      intArray(ends.map((end) => end.organization)),
      intArray(ends.map((end) => end.provider)),
      textArray(ends.map((end) => end.from)),
      textArray(ends.map((end) => end.to)),
    ],
  );
}

export async function endBuildingValues(tx: Tx, ends: readonly End<BuildingKey>[]): Promise<void> {
  await tx.query(
    `update tariffs.building_values v set in_force = daterange(e.since, e.until)
     from unnest(${KEY_ARRAYS}, $6::integer[], $7::integer[], $8::date[], $9::date[])
       as e (service_id, parameter, variant, zone, range_from, building_id, account_id, since, until)
     where ${KEY_MATCHES} and v.building_id = e.building_id and v.account_id = e.account_id`,
    [
      ...keyValues(ends),
      intArray(ends.map((end) => end.building)),
      intArray(ends.map((end) => end.account)),
      textArray(ends.map((end) => end.from)),
      textArray(ends.map((end) => end.to)),
    ],
  );
}

const factValues = (rows: readonly Dated<ValueFacts>[], bases: ReadonlyMap<string, number>): string[] => [
  textArray(rows.map((row) => row.from)),
  textArray(rows.map((row) => row.to)),
  intArray(rows.map((row) => row.facts.value)),
  intArray(rows.map((row) => bases.get(row.facts.basis) ?? 0)),
];

export async function insertCityValues(
  tx: Tx,
  rows: readonly (CityKey & Dated<ValueFacts>)[],
  bases: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.query(
    `insert into tariffs.city_values (service_id, parameter, variant, zone, range_from, organization_id, provider_id,
       in_force, value, basis_id)
     select n.service_id, n.parameter, n.variant, n.zone, n.range_from, n.organization_id, n.provider_id,
       daterange(n.since, n.until), n.value, n.basis_id
     from unnest(${KEY_ARRAYS}, $6::integer[], $7::integer[], $8::date[], $9::date[], $10::bigint[], $11::integer[])
       as n (service_id, parameter, variant, zone, range_from, organization_id, provider_id, since, until, value, basis_id)`,
    [
      ...keyValues(rows),
      intArray(rows.map((row) => row.organization)),
      intArray(rows.map((row) => row.provider)),
      ...factValues(rows, bases),
    ],
  );
}

export async function insertBuildingValues(
  tx: Tx,
  rows: readonly (BuildingKey & Dated<ValueFacts>)[],
  bases: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.query(
    `insert into tariffs.building_values (service_id, parameter, variant, zone, range_from, building_id, account_id,
       in_force, value, basis_id)
     select n.service_id, n.parameter, n.variant, n.zone, n.range_from, n.building_id, n.account_id,
       daterange(n.since, n.until), n.value, n.basis_id
     from unnest(${KEY_ARRAYS}, $6::integer[], $7::integer[], $8::date[], $9::date[], $10::bigint[], $11::integer[])
       as n (service_id, parameter, variant, zone, range_from, building_id, account_id, since, until, value, basis_id)`,
    [
      ...keyValues(rows),
      intArray(rows.map((row) => row.building)),
      intArray(rows.map((row) => row.account)),
      ...factValues(rows, bases),
    ],
  );
}

export interface Correction {
  readonly from: Day;
  readonly value: bigint;
  readonly basis: number;
  readonly reason: string;
}

/** The value that begins on that very day is another one from now on; the database keeps what it was, and why. */
export async function correctCityValue(tx: Tx, of: CityKey & Correction): Promise<void> {
  await stateReason(tx, of.reason);
  await tx.query(
    `update tariffs.city_values v set value = $6, basis_id = $7
     where ${ONE_VALUE} and v.organization_id = $8 and v.provider_id = $9 and lower(v.in_force) = $10::date`,
    [...oneKey(of), of.value, of.basis, of.organization, of.provider, of.from],
  );
}

export async function correctBuildingValue(tx: Tx, of: BuildingKey & Correction): Promise<void> {
  await stateReason(tx, of.reason);
  await tx.query(
    `update tariffs.building_values v set value = $6, basis_id = $7
     where ${ONE_VALUE} and v.building_id = $8 and v.account_id = $9 and lower(v.in_force) = $10::date`,
    [...oneKey(of), of.value, of.basis, of.building, of.account, of.from],
  );
}

const ONE_VALUE =
  "v.service_id = $1 and v.parameter = $2 and v.variant = $3 and v.zone = $4 and v.range_from = $5";
const oneKey = (of: Omit<CityKey, "organization" | "provider">): unknown[] => [
  of.service,
  of.parameter,
  of.variant,
  of.zone,
  of.rangeFrom,
];

/** Read by the trigger that keeps what is corrected; without a reason it refuses. */
async function stateReason(tx: Tx, reason: string): Promise<void> {
  await tx.query("select set_config('paylogic.correction_reason', $1, true)", [reason]);
}

/** Everything that may bear on a building's charges on a day: its own values, its organization's and the city's. */
export async function listValuesFor(
  tx: Tx,
  of: { readonly building: BuildingId; readonly organization: OrganizationId | 0; readonly on: Day },
): Promise<DatedValue[]> {
  const rows = await tx.query<ValueRow & { level: Level; provider: number; account: number }>(
    `select ${VALUE_COLUMNS}, case v.organization_id when 0 then 'city' else 'organization' end as level,
       v.provider_id as provider, 0 as account
     from tariffs.city_values v join tariffs.bases b using (basis_id)
     where v.organization_id in (0, $2) and v.in_force @> $3::date
     union all
     select ${VALUE_COLUMNS}, case v.account_id when 0 then 'building' else 'account' end, 0, v.account_id
     from tariffs.building_values v join tariffs.bases b using (basis_id)
     where v.building_id = $1 and v.in_force @> $3::date`,
    [of.building, of.organization, of.on],
  );
  return rows.map((row) => ({
    ...commonOf(row),
    level: row.level,
    provider: row.provider as OrganizationId | 0,
    account: row.account as AccountId | 0,
    value: row.value,
    basis: row.basis,
    from: row.from,
    to: row.to ?? undefined,
  }));
}

/** A dated value with its owner, its document and when it was written down. */
export interface OwnedValue extends Omit<DatedValue, "account"> {
  readonly organization: OrganizationId | 0;
  readonly building: BuildingId | 0;
  readonly account: AccountId | 0;
  /** Where the document can be read. */
  readonly url: string | undefined;
  readonly recordedAt: Date;
  /** Nobody knows it of old values; of people out of sight neither. */
  readonly recordedBy: string | undefined;
}

/** What a value was before it was corrected, and why it was. */
export interface SupersededValue extends Omit<OwnedValue, "to" | "url"> {
  readonly reason: string;
  readonly correctedAt: Date;
  readonly correctedBy: string | undefined;
}

interface OwnedRow extends ValueRow {
  readonly organization: number;
  readonly provider: number;
  readonly building: number;
  readonly account: number;
  readonly url: string | null;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
}
const OWNED_OF_CITY = `select ${VALUE_COLUMNS}, v.organization_id as organization, v.provider_id as provider, 0 as building,
  0 as account, b.url, v.recorded_at as "recordedAt", u.name as "recordedBy"
  from tariffs.city_values v join tariffs.bases b using (basis_id) left join access.users u on u.user_id = v.recorded_by`;
const OWNED_OF_BUILDINGS = `select ${VALUE_COLUMNS}, 0 as organization, 0 as provider, v.building_id as building,
  v.account_id as account, b.url, v.recorded_at as "recordedAt", u.name as "recordedBy"
  from tariffs.building_values v join tariffs.bases b using (basis_id) left join access.users u on u.user_id = v.recorded_by`;

const ownedOf = (row: OwnedRow): OwnedValue => ({
  ...commonOf(row),
  level:
    row.account !== 0
      ? "account"
      : row.building !== 0
        ? "building"
        : row.organization !== 0
          ? "organization"
          : "city",
  organization: row.organization as OrganizationId | 0,
  provider: row.provider as OrganizationId | 0,
  building: row.building as BuildingId | 0,
  account: row.account as AccountId | 0,
  value: row.value,
  basis: row.basis,
  url: row.url ?? undefined,
  from: row.from,
  to: row.to ?? undefined,
  recordedAt: row.recordedAt,
  recordedBy: row.recordedBy ?? undefined,
});

/** All values in sight that are in force on a day, of rates or of everything else; the city's first. */
export async function listOwnedValuesOn(
  tx: Tx,
  of: { readonly kind: "rates" | "norms"; readonly on: Day },
  limit = 20_000,
): Promise<OwnedValue[]> {
  const chosen = "(v.parameter = 'rate') = ($1 = 'rates') and v.in_force @> $2::date";
  const rows = await tx.query<OwnedRow>(
    `select * from (${OWNED_OF_CITY} where ${chosen} union all ${OWNED_OF_BUILDINGS} where ${chosen}) x
     order by service, parameter, building, account, organization, variant, zone, "rangeFrom", provider limit $3`,
    [of.kind, of.on, limit],
  );
  return rows.map(ownedOf);
}

/** Everything in sight that was, is and will be of one service and parameter, at every level; by owner and day. */
export async function listOwnedValuesOf(
  tx: Tx,
  of: { readonly service: ServiceId; readonly parameter: Parameter },
  limit = 5000,
): Promise<OwnedValue[]> {
  const chosen = "v.service_id = $1 and v.parameter = $2";
  const rows = await tx.query<OwnedRow>(
    `select * from (${OWNED_OF_CITY} where ${chosen} union all ${OWNED_OF_BUILDINGS} where ${chosen}) x
     order by building, account, organization, variant, zone, "rangeFrom", provider, "from" limit $3`,
    [of.service, of.parameter, limit],
  );
  return rows.map(ownedOf);
}

/** The values that bear on an account on any of these days, at every level, with who wrote them down. */
export async function listOwnedValuesFor(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly account: AccountId;
    readonly organization: OrganizationId;
    readonly from: Day;
    readonly to: Day;
  },
): Promise<OwnedValue[]> {
  const days = "v.in_force && daterange($3::date, $4::date)";
  const rows = await tx.query<OwnedRow>(
    `${OWNED_OF_CITY} where v.organization_id in (0, $5) and ${days}
     union all ${OWNED_OF_BUILDINGS} where v.building_id = $1 and v.account_id in (0, $2) and ${days}`,
    [of.building, of.account, of.from, of.to, of.organization],
  );
  return rows.map(ownedOf);
}

/** What the values of one service and parameter were before they were corrected, the latest correction first. */
export async function listSupersededOf(
  tx: Tx,
  of: { readonly service: ServiceId; readonly parameter: Parameter },
  limit = 1000,
): Promise<SupersededValue[]> {
  const columns = `v.service_id as service, v.parameter, v.variant, v.zone, v.range_from as "rangeFrom", v.value,
    b.title as basis, v.from_day as "from", null::date as "to", null::text as url, v.recorded_at as "recordedAt",
    r.name as "recordedBy", v.reason, v.superseded_at as "correctedAt", c.name as "correctedBy"`;
  const joined = `join tariffs.bases b using (basis_id) left join access.users r on r.user_id = v.recorded_by
    left join access.users c on c.user_id = v.superseded_by`;
  const chosen = "v.service_id = $1 and v.parameter = $2";
  const rows = await tx.query<
    OwnedRow & {
      readonly reason: string;
      readonly correctedAt: Date;
      readonly correctedBy: string | null;
    }
  >(
    `select * from (
       select ${columns}, v.organization_id as organization, v.provider_id as provider, 0 as building, 0 as account
       from tariffs.superseded_city_values v ${joined} where ${chosen}
       union all
       select ${columns}, 0, 0, v.building_id, v.account_id
       from tariffs.superseded_building_values v ${joined} where ${chosen}) x
     order by "correctedAt" desc limit $3`,
    [of.service, of.parameter, limit],
  );
  return rows.map((row) => {
    const { to: _to, url: _url, ...value } = ownedOf(row);
    const { reason, correctedAt, correctedBy } = row;
    return { ...value, reason, correctedAt, correctedBy: correctedBy ?? undefined };
  });
}

/**
 * How many open accounts take this service on a day, of the whole city in sight, of an organization, a building or
 * one account; and how many of them have a nearer value of their own, which goes before.
 */
export async function countAffected(
  tx: Tx,
  of: {
    readonly service: ServiceId;
    readonly parameter: Parameter;
    readonly on: Day;
    readonly organization: OrganizationId | 0;
    readonly building: BuildingId | 0;
    readonly account: AccountId | 0;
  },
): Promise<{ readonly accounts: number; readonly overridden: number; readonly buildings: number }> {
  const [row] = await tx.query<{ accounts: number; overridden: number; buildings: number }>(
    `with taking as (
       select a.building_id, a.account_id, m.organization_id
       from accounts.accounts a
       left join addresses.managements m on m.building_id = a.building_id and m.in_force @> $3::date
       where a.opened_on <= $3::date and (a.closed_on is null or a.closed_on > $3::date)
         and ($4::integer = 0 or m.organization_id = $4) and ($5::integer = 0 or a.building_id = $5)
         and ($6::integer = 0 or a.account_id = $6)
         and exists (select from tariffs.service_terms t where t.building_id = a.building_id and t.account_id in (0, a.account_id)
           and t.service_id = $1 and t.in_force @> $3::date)),
     judged as (
       select t.building_id, t.account_id,
         exists (select from tariffs.building_values v where v.building_id = t.building_id and v.service_id = $1
           and v.parameter = $2 and v.in_force @> $3::date
           and (v.account_id = t.account_id and $6::integer = 0 or v.account_id = 0 and $5::integer = 0))
         or $4::integer = 0 and $5::integer = 0 and exists (select from tariffs.city_values v
           where v.organization_id = t.organization_id and v.service_id = $1 and v.parameter = $2 and v.in_force @> $3::date)
           as is_overridden
       from taking t)
     select count(*) filter (where not is_overridden)::integer as accounts,
       count(*) filter (where is_overridden)::integer as overridden,
       count(distinct building_id) filter (where not is_overridden)::integer as buildings
     from judged`,
    [of.service, of.parameter, of.on, of.organization, of.building, of.account],
  );
  return row ?? { accounts: 0, overridden: 0, buildings: 0 };
}

// ---- Terms -------------------------------------------------------------------------------------------------

export interface TermsKey {
  readonly building: BuildingId;
  readonly account: AccountId | 0;
  readonly service: ServiceId;
}
export interface TermsFacts {
  readonly provider: OrganizationId;
  readonly method: Method;
}

/** All terms that these buildings and their accounts ever had. */
export async function findTerms(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<(TermsKey & Dated<TermsFacts>)[]> {
  const rows = await tx.query<{
    building: number;
    account: number;
    service: number;
    provider: number;
    method: string;
    from: Day;
    to: Day | null;
  }>(
    `select building_id as building, account_id as account, service_id as service, provider_id as provider, method,
       lower(in_force) as "from", upper(in_force) as "to"
     from tariffs.service_terms where building_id = any ($1::integer[])
     order by building_id, service_id, account_id, lower(in_force)`,
    [intArray(buildings)],
  );
  return rows.map((row) => ({
    building: row.building as BuildingId,
    account: row.account as AccountId | 0,
    service: row.service as ServiceId,
    from: row.from,
    to: row.to ?? undefined,
    facts: { provider: row.provider as OrganizationId, method: row.method as Method },
  }));
}

/** The services of a building on a day, in the form of the charge facts. */
export async function listTermsOn(tx: Tx, building: BuildingId, on: Day): Promise<ServiceTerms[]> {
  return (await findTerms(tx, [building]))
    .filter((terms) => terms.from <= on && (terms.to === undefined || on < terms.to))
    .map(({ account, service, from, to, facts }) => ({ account, service, from, to, ...facts }));
}

const termsKeyValues = (rows: readonly TermsKey[]): string[] => [
  intArray(rows.map((row) => row.building)),
  intArray(rows.map((row) => row.account)),
  intArray(rows.map((row) => row.service)),
];

export async function endTerms(tx: Tx, ends: readonly End<TermsKey>[]): Promise<void> {
  await tx.query(
    `update tariffs.service_terms t set in_force = daterange(e.since, e.until)
     from unnest($1::integer[], $2::integer[], $3::smallint[], $4::date[], $5::date[]) as e (building_id, account_id, service_id, since, until)
     where t.building_id = e.building_id and t.account_id = e.account_id and t.service_id = e.service_id
       and lower(t.in_force) = e.since`,
    [...termsKeyValues(ends), textArray(ends.map((end) => end.from)), textArray(ends.map((end) => end.to))],
  );
}

export async function insertTerms(tx: Tx, rows: readonly (TermsKey & Dated<TermsFacts>)[]): Promise<void> {
  await tx.query(
    `insert into tariffs.service_terms (building_id, account_id, service_id, provider_id, method, in_force)
     select n.building_id, n.account_id, n.service_id, n.provider_id, n.method, daterange(n.since, n.until)
     from unnest($1::integer[], $2::integer[], $3::smallint[], $4::date[], $5::date[], $6::integer[], $7::text[])
       as n (building_id, account_id, service_id, since, until, provider_id, method)`,
    [
      ...termsKeyValues(rows),
      textArray(rows.map((row) => row.from)),
      textArray(rows.map((row) => row.to)),
      intArray(rows.map((row) => row.facts.provider)),
      textArray(rows.map((row) => row.facts.method)),
    ],
  );
}

/** Terms or a value of a building's or an account's own as they were recorded, also what a correction replaced. */
export interface TariffRecord {
  readonly what: "terms" | "value" | "superseded";
  readonly isOwn: boolean;
  readonly service: ServiceId;
  /** The parameter of a value, the method of terms. */
  readonly name: string;
  readonly value: bigint | undefined;
  readonly from: Day;
  readonly to: Day | undefined;
  readonly basis: string | undefined;
  /** Why it was replaced. */
  readonly reason: string | undefined;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** What was recorded for an account itself and for the whole of its building, newest first. */
export async function listTariffRecords(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<TariffRecord[]> {
  const rows = await tx.query<
    Omit<TariffRecord, "value" | "to" | "basis" | "reason" | "recordedBy"> & {
      readonly value: bigint | null;
      readonly to: Day | null;
      readonly basis: string | null;
      readonly reason: string | null;
      readonly recordedBy: UserId | null;
    }
  >(
    `select 'terms' as what, account_id <> 0 as "isOwn", service_id as service, method as name, null::bigint as value,
       lower(in_force) as "from", upper(in_force) as "to", null as basis, null as reason, recorded_at as "recordedAt",
       recorded_by as "recordedBy"
     from tariffs.service_terms where building_id = $1 and account_id in (0, $2)
     union all
     select 'value', v.account_id <> 0, v.service_id, v.parameter, v.value, lower(v.in_force), upper(v.in_force), b.title,
       null, v.recorded_at, v.recorded_by
     from tariffs.building_values v join tariffs.bases b using (basis_id)
     where v.building_id = $1 and v.account_id in (0, $2)
     union all
     select 'superseded', v.account_id <> 0, v.service_id, v.parameter, v.value, v.from_day, null, b.title, v.reason,
       v.recorded_at, v.recorded_by
     from tariffs.superseded_building_values v join tariffs.bases b using (basis_id)
     where v.building_id = $1 and v.account_id in (0, $2)
     order by 10 desc, 6 desc`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    ...row,
    value: row.value ?? undefined,
    to: row.to ?? undefined,
    basis: row.basis ?? undefined,
    reason: row.reason ?? undefined,
    recordedBy: row.recordedBy ?? undefined,
  }));
}
