import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, PremisesId, UserId } from "#core/ids";
import type { Dated } from "#core/in-force";
import { intArray, textArray, type Tx } from "#platform/database";
import type { BuildingPlace, RecordedPremises } from "./rules/judge-rows.ts";
import { premisesAddress } from "./rules/premises-address.ts";
import { prefixEnd } from "./rules/search-key.ts";
import type {
  BuildingCard,
  BuildingKind,
  BuildingLine,
  BuildingPoint,
  BuildingStateFacts,
  City,
  CityId,
  NewBuilding,
  NewPremises,
  Premises,
  PremisesKind,
  PremisesStateFacts,
  Street,
  StreetId,
} from "./model.ts";

// ---- The address book --------------------------------------------------------------------------------------

/** Registrations of addresses follow one another: a street has no key by which the database could tell it twice. */
export async function lockAddressBook(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('addresses.address_book'))");
}

/**
 * Registrations of one building's premises follow one another. Buildings share 64 locks, so that a whole city in one
 * transaction does not fill the server's table of locks.
 */
export async function lockPremisesOf(tx: Tx, buildings: readonly BuildingId[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtext('addresses.premises'), lock)
     from (select distinct b % 64 as lock from unnest($1::integer[]) as b order by 1) x`,
    [intArray(new Set(buildings))],
  );
}

export interface CityKey {
  readonly region: string;
  readonly district: string;
  readonly kind: string;
  readonly name: string;
}

/** Ids of the cities in the order of the keys; those unknown are added. */
export async function ensureCities(tx: Tx, keys: readonly CityKey[]): Promise<CityId[]> {
  const values = [
    textArray(keys.map((key) => key.region)),
    textArray(keys.map((key) => key.district)),
    textArray(keys.map((key) => key.kind)),
    textArray(keys.map((key) => key.name)),
  ];
  await tx.query(
    "insert into addresses.regions (name) select distinct unnest($1::text[]) on conflict (name) do nothing",
    values.slice(0, 1),
  );
  await tx.query(
    `insert into addresses.cities (region_id, district, kind, name)
     select distinct r.region_id, n.district, n.kind, n.name
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as n (region, district, kind, name)
     join addresses.regions r on r.name = n.region
     on conflict (region_id, district, kind, name) do nothing`,
    values,
  );
  const rows = await tx.query<{ id: number }>(
    `select c.city_id as id
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as n (region, district, kind, name, at)
     join addresses.regions r on r.name = n.region
     join addresses.cities c on c.region_id = r.region_id and c.district = n.district and c.kind = n.kind and c.name = n.name
     order by n.at`,
    values,
  );
  return rows.map((row) => row.id);
}

export interface StreetKey {
  readonly city: CityId;
  readonly kind: string;
  readonly name: string;
}

/** Every name that the streets of these cities have or had, the present ones first. */
export async function findStreetNames(
  tx: Tx,
  cities: readonly CityId[],
): Promise<(StreetKey & { readonly street: StreetId; readonly present: boolean })[]> {
  return tx.query(
    `select s.city_id as city, n.kind, n.name, n.street_id as street, upper_inf(n.in_force) as present
     from addresses.streets s join addresses.street_names n using (street_id)
     where s.city_id = any ($1::integer[]) order by upper_inf(n.in_force) desc, n.street_id`,
    [intArray(cities)],
  );
}

/** Ids of the new streets, in the order of the keys. */
export async function insertStreets(tx: Tx, keys: readonly StreetKey[]): Promise<StreetId[]> {
  // An inserted row cannot be told from its neighbour in the same city, and need not be: it has no name yet.
  const made = await tx.query<{ street: number; city: number }>(
    `insert into addresses.streets (city_id) select unnest($1::integer[])
     returning street_id as street, city_id as city`,
    [intArray(keys.map((key) => key.city))],
  );
  const free = Map.groupBy(made, (street) => street.city);
  const ids = keys.map((key) => free.get(key.city)?.pop()?.street ?? 0);
  await insertStreetNames(
    tx,
    keys.map((key, at) => ({ street: ids[at] ?? 0, from: undefined, kind: key.kind, name: key.name })),
  );
  return ids;
}

/** A name whose first day is not known is in force since 1900. */
export async function insertStreetNames(
  tx: Tx,
  names: readonly {
    street: StreetId;
    from: Day | undefined;
    to?: Day | undefined;
    kind: string;
    name: string;
  }[],
): Promise<void> {
  await tx.query(
    `insert into addresses.street_names (street_id, in_force, kind, name)
     select n.street_id, daterange(coalesce(n.since, date '1900-01-01'), n.until), n.kind, n.name
     from unnest($1::integer[], $2::date[], $3::date[], $4::text[], $5::text[]) as n (street_id, since, until, kind, name)`,
    [
      intArray(names.map((name) => name.street)),
      textArray(names.map((name) => name.from)),
      textArray(names.map((name) => name.to)),
      textArray(names.map((name) => name.kind)),
      textArray(names.map((name) => name.name)),
    ],
  );
}

export async function endStreetName(tx: Tx, of: { street: StreetId; from: Day; to: Day }): Promise<void> {
  await tx.query(
    `update addresses.street_names set in_force = daterange(lower(in_force), $3)
     where street_id = $1 and lower(in_force) = $2`,
    [of.street, of.from, of.to],
  );
}

export async function findNamesOfStreet(
  tx: Tx,
  street: StreetId,
): Promise<(Dated<{ readonly kind: string; readonly name: string }> & { readonly city: CityId })[]> {
  const rows = await tx.query<{ city: number; from: Day; to: Day | null; kind: string; name: string }>(
    `select s.city_id as city, lower(n.in_force) as "from", upper(n.in_force) as "to", n.kind, n.name
     from addresses.streets s join addresses.street_names n using (street_id)
     where s.street_id = $1 order by lower(n.in_force)`,
    [street],
  );
  return rows.map(({ city, from, to, kind, name }) => ({
    city,
    from,
    to: to ?? undefined,
    facts: { kind, name },
  }));
}

export async function listCities(tx: Tx): Promise<City[]> {
  return tx.query<City>(
    `select c.city_id as id, r.name as region, c.district, c.kind, c.name
     from addresses.cities c join addresses.regions r using (region_id) order by c.name, c.district, c.city_id`,
  );
}

/** By name; renamed ones under the name of the business date. */
export async function listStreets(tx: Tx, city: CityId): Promise<Street[]> {
  return tx.query<Street>(
    `select s.street_id as id, s.city_id as city, n.kind, n.name
     from addresses.streets s join addresses.street_names n on n.street_id = s.street_id and n.in_force @> $2::date
     where s.city_id = $1 order by n.name, n.kind`,
    [city, tx.scope.today],
  );
}

// ---- Buildings ---------------------------------------------------------------------------------------------

export interface RecordedBuilding {
  readonly id: BuildingId;
  readonly code: string;
  readonly city: CityId;
  readonly street: StreetId | undefined;
  readonly number: string;
  readonly postcode: string;
  readonly builtYear: number | undefined;
  readonly storeysMax: number | undefined;
  readonly entrances: number;
  readonly printed: string;
}

export async function findBuildingsByCode(tx: Tx, codes: readonly string[]): Promise<RecordedBuilding[]> {
  const rows = await tx.query<{
    id: number;
    code: string;
    city: number;
    street: number | null;
    number: string;
    postcode: string;
    builtYear: number | null;
    storeysMax: number | null;
    entrances: number;
    printed: string;
  }>(
    `select b.building_id as id, b.code, b.city_id as city, b.street_id as street, b.number, b.postal_index as postcode,
       b.built_year as "builtYear", b.storeys as "storeysMax", b.printed,
       (select count(*)::integer from addresses.entrances e where e.building_id = b.building_id) as entrances
     from addresses.buildings b where b.code = any ($1::text[])`,
    [textArray(codes)],
  );
  return rows.map((row) => ({
    ...row,
    id: row.id as BuildingId,
    street: row.street ?? undefined,
    builtYear: row.builtYear ?? undefined,
    storeysMax: row.storeysMax ?? undefined,
  }));
}

export interface PlacedBuilding {
  readonly stated: NewBuilding;
  readonly place: BuildingPlace;
  readonly city: CityId;
  readonly street: StreetId | undefined;
}

/** Inserts the buildings with their entrances and search tokens; ids by code. */
export async function insertBuildings(
  tx: Tx,
  rows: readonly PlacedBuilding[],
): Promise<Map<string, BuildingId>> {
  const made = await tx.query<{ id: number; code: string }>(
    `insert into addresses.buildings (code, city_id, street_id, number, postal_index, printed, built_year, storeys)
     select * from unnest($1::text[], $2::integer[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::smallint[])
     returning building_id as id, code`,
    [
      textArray(rows.map((row) => row.stated.code)),
      intArray(rows.map((row) => row.city)),
      textArray(rows.map((row) => row.street?.toString())),
      textArray(rows.map((row) => row.place.number)),
      textArray(rows.map((row) => row.stated.postcode ?? "")),
      textArray(rows.map((row) => row.place.printed)),
      textArray(rows.map((row) => row.stated.builtYear?.toString())),
      textArray(rows.map((row) => row.stated.storeysMax?.toString())),
    ],
  );
  const ids = new Map(made.map((row) => [row.code, row.id as BuildingId]));
  const idOf = (row: PlacedBuilding): BuildingId => ids.get(row.stated.code) ?? (0 as BuildingId);
  await insertTokens(
    tx,
    rows.flatMap((row) => row.place.tokens.map((token) => ({ building: idOf(row), token }))),
  );
  const entrances = rows.filter((row) => row.stated.entrances !== undefined);
  await tx.query(
    `insert into addresses.entrances (building_id, entrance, storeys, lift)
     select n.building_id, entrance, n.storeys, n.lift
     from unnest($1::integer[], $2::integer[], $3::smallint[], $4::boolean[]) as n (building_id, entrances, storeys, lift),
       generate_series(1, n.entrances) as entrance`,
    [
      intArray(entrances.map(idOf)),
      intArray(entrances.map((row) => row.stated.entrances ?? 0)),
      textArray(entrances.map((row) => row.stated.storeysMax?.toString())),
      textArray(entrances.map((row) => String(row.stated.lift ?? false))),
    ],
  );
  return ids;
}

/** Where buildings stand; of which nothing is known is absent. */
export async function findPoints(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<Map<BuildingId, BuildingPoint>> {
  const rows = await tx.query<{ building: BuildingId; latitude: number; longitude: number }>(
    `select distinct on (building_id) building_id as building, latitude, longitude from addresses.building_places
     where building_id = any ($1::integer[]) order by building_id, version desc`,
    [intArray(buildings)],
  );
  return new Map(
    rows.map(({ building, latitude, longitude }) => [
      building,
      { latitude: BigInt(latitude), longitude: BigInt(longitude) },
    ]),
  );
}

export async function insertPoints(tx: Tx, points: ReadonlyMap<BuildingId, BuildingPoint>): Promise<void> {
  await tx.query(
    `insert into addresses.building_places (building_id, version, latitude, longitude)
     select n.building_id, 1 + coalesce((select max(p.version) from addresses.building_places p
       where p.building_id = n.building_id), 0), n.latitude, n.longitude
     from unnest($1::integer[], $2::integer[], $3::integer[]) as n (building_id, latitude, longitude)`,
    [
      intArray(points.keys()),
      intArray([...points.values()].map(({ latitude }) => Number(latitude))),
      intArray([...points.values()].map(({ longitude }) => Number(longitude))),
    ],
  );
}

export async function insertTokens(
  tx: Tx,
  tokens: readonly { readonly building: BuildingId; readonly token: string }[],
): Promise<void> {
  await tx.query(
    `insert into addresses.building_tokens (building_id, token) select * from unnest($1::integer[], $2::text[])
     on conflict do nothing`,
    [intArray(tokens.map((at) => at.building)), textArray(tokens.map((at) => at.token))],
  );
}

export interface RecordedManagement extends Dated<OrganizationId> {
  readonly building: BuildingId;
}

export async function findManagements(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<RecordedManagement[]> {
  const rows = await tx.named<{ building: number; organization: number; from: Day; to: Day | null }>(
    "addresses.find-managements",
    `select building_id as building, organization_id as organization, lower(in_force) as "from", upper(in_force) as "to"
     from addresses.managements where building_id = any ($1::integer[]) order by building_id, lower(in_force)`,
    [intArray(buildings)],
  );
  return rows.map((row) => ({
    building: row.building as BuildingId,
    from: row.from,
    to: row.to ?? undefined,
    facts: row.organization as OrganizationId,
  }));
}

interface BuildingEnd {
  readonly building: BuildingId;
  readonly from: Day;
  readonly to: Day;
}

const endValues = (ends: readonly BuildingEnd[]): string[] => [
  intArray(ends.map((end) => end.building)),
  textArray(ends.map((end) => end.from)),
  textArray(ends.map((end) => end.to)),
];

export async function endManagements(tx: Tx, ends: readonly BuildingEnd[]): Promise<void> {
  await tx.query(
    `update addresses.managements m set in_force = daterange(e.since, e.until)
     from unnest($1::integer[], $2::date[], $3::date[]) as e (building_id, since, until)
     where m.building_id = e.building_id and lower(m.in_force) = e.since`,
    endValues(ends),
  );
}

export async function insertManagements(tx: Tx, rows: readonly RecordedManagement[]): Promise<void> {
  await tx.query(
    `insert into addresses.managements (building_id, organization_id, in_force)
     select n.building_id, n.organization_id, daterange(n.since, n.until)
     from unnest($1::integer[], $2::integer[], $3::date[], $4::date[]) as n (building_id, organization_id, since, until)`,
    [
      intArray(rows.map((row) => row.building)),
      intArray(rows.map((row) => row.facts)),
      textArray(rows.map((row) => row.from)),
      textArray(rows.map((row) => row.to)),
    ],
  );
}

export interface RecordedBuildingState extends Dated<BuildingStateFacts> {
  readonly building: BuildingId;
}

export async function findBuildingStates(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<RecordedBuildingState[]> {
  const rows = await tx.query<BuildingStateFacts & { building: number; from: Day; to: Day | null }>(
    `select building_id as building, lower(in_force) as "from", upper(in_force) as "to", kind,
       common_property_area as "commonPropertyArea", improvement, dilapidated, central_hot_water as "centralHotWater"
     from addresses.building_states where building_id = any ($1::integer[]) order by building_id, lower(in_force)`,
    [intArray(buildings)],
  );
  return rows.map(({ building, from, to, ...facts }) => ({
    building: building as BuildingId,
    from,
    to: to ?? undefined,
    facts: { ...facts, kind: facts.kind as BuildingKind },
  }));
}

export async function endBuildingStates(tx: Tx, ends: readonly BuildingEnd[]): Promise<void> {
  await tx.query(
    `update addresses.building_states s set in_force = daterange(e.since, e.until)
     from unnest($1::integer[], $2::date[], $3::date[]) as e (building_id, since, until)
     where s.building_id = e.building_id and lower(s.in_force) = e.since`,
    endValues(ends),
  );
}

export async function insertBuildingStates(tx: Tx, rows: readonly RecordedBuildingState[]): Promise<void> {
  await tx.query(
    `insert into addresses.building_states
       (building_id, in_force, kind, common_property_area, improvement, dilapidated, central_hot_water)
     select n.building_id, daterange(n.since, n.until), n.kind, n.area, n.improvement, n.dilapidated, n.hot_water
     from unnest($1::integer[], $2::date[], $3::date[], $4::text[], $5::bigint[], $6::text[], $7::boolean[], $8::boolean[])
       as n (building_id, since, until, kind, area, improvement, dilapidated, hot_water)`,
    [
      intArray(rows.map((row) => row.building)),
      textArray(rows.map((row) => row.from)),
      textArray(rows.map((row) => row.to)),
      textArray(rows.map((row) => row.facts.kind)),
      intArray(rows.map((row) => row.facts.commonPropertyArea)),
      textArray(rows.map((row) => row.facts.improvement)),
      textArray(rows.map((row) => String(row.facts.dilapidated))),
      textArray(rows.map((row) => String(row.facts.centralHotWater))),
    ],
  );
}

/** Those of the buildings that are within sight of the scope. */
export async function findVisibleBuildings(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<Set<BuildingId>> {
  const rows = await tx.query<{ id: number }>(
    "select building_id as id from addresses.buildings where building_id = any ($1::integer[])",
    [intArray(buildings)],
  );
  return new Set(rows.map((row) => row.id as BuildingId));
}

// The printed address is put together from the name that the street has today, for streets are renamed.
const BUILDING_LINE = `b.building_id as id, b.code, b.number, m.organization_id as organization,
  concat_ws(', ', nullif(c.district, ''), trim(c.kind || ' ' || c.name), trim(n.kind || ' ' || n.name), 'д. ' || b.number) as address`;
const buildingJoins = (today: string): string => `join addresses.cities c on c.city_id = b.city_id
  left join addresses.street_names n on n.street_id = b.street_id and n.in_force @> ${today}::date
  left join addresses.managements m on m.building_id = b.building_id and m.in_force @> ${today}::date`;
const BY_NUMBER = "substring(b.number from '^\\d{1,9}')::integer nulls last, b.number";

interface BuildingLineRow {
  readonly id: number;
  readonly code: string;
  readonly number: string;
  readonly organization: number | null;
  readonly address: string;
}
const lineOf = (row: BuildingLineRow): BuildingLine => ({
  id: row.id as BuildingId,
  code: row.code,
  number: row.number,
  organization: (row.organization ?? undefined) as OrganizationId | undefined,
  address: row.address,
});

/**
 * Buildings of which each of the words begins some word of the address, old street names included; those with
 * more whole words first ("5" is 5 before 50). Words are normalized (`readQuery`). Nothing for no words.
 */
export async function findBuildings(tx: Tx, words: readonly string[], limit = 20): Promise<BuildingLine[]> {
  if (words.length === 0) return [];
  const rows = await tx.query<BuildingLineRow>(findBuildingsSql(words.length), [
    tx.scope.today,
    textArray(words),
    limit,
    ...words.flatMap((word) => [word, prefixEnd(word)]),
  ]);
  return rows.map(lineOf);
}

/** Only `>=` and `<` on the stored tokens: they are leakproof, and so may use the index under row-level security. */
export function findBuildingsSql(words: number): string {
  const ranges = Array.from(
    { length: words },
    (_, at) =>
      `select building_id from addresses.building_tokens where token >= $${at * 2 + 4} and token < $${at * 2 + 5}`,
  );
  return `select ${BUILDING_LINE}
    from (${ranges.join("\n intersect ")}) f join addresses.buildings b using (building_id) ${buildingJoins("$1")}
    order by (select count(*) from addresses.building_tokens t where t.building_id = f.building_id and t.token = any ($2::text[])) desc,
      c.name, n.name, ${BY_NUMBER}, b.building_id limit $3`;
}

/** Buildings of these printed numbers, whatever their street: lists of others name houses, not our ids. */
export async function findBuildingsByNumber(tx: Tx, numbers: readonly string[]): Promise<BuildingLine[]> {
  const rows = await tx.query<BuildingLineRow>(
    `select ${BUILDING_LINE} from addresses.buildings b ${buildingJoins("$1")}
     where b.number = any ($2::text[]) order by b.building_id`,
    [tx.scope.today, textArray([...numbers])],
  );
  return rows.map(lineOf);
}

/** In the order of house numbers; of a city, those without a street. */
export async function listBuildings(
  tx: Tx,
  where: { readonly street: StreetId } | { readonly city: CityId },
  limit = 1000,
): Promise<BuildingLine[]> {
  const [condition, id] =
    "street" in where
      ? ["b.street_id = $2", where.street]
      : ["b.city_id = $2 and b.street_id is null", where.city];
  const rows = await tx.query<BuildingLineRow>(
    `select ${BUILDING_LINE} from addresses.buildings b ${buildingJoins("$1")} where ${condition}
     order by ${BY_NUMBER}, b.building_id limit $3`,
    [tx.scope.today, id, limit],
  );
  return rows.map(lineOf);
}

/** The buildings that an organization manages on the business date, in the order of their ids. */
export async function listManagedBuildings(tx: Tx, organization: OrganizationId): Promise<BuildingLine[]> {
  const rows = await tx.query<BuildingLineRow>(
    `select ${BUILDING_LINE} from addresses.buildings b ${buildingJoins("$1")} where m.organization_id = $2 order by b.building_id`,
    [tx.scope.today, organization],
  );
  return rows.map(lineOf);
}

/** Buildings in sight, of one organization where it is named, in the order of streets and house numbers. */
export async function listBuildingLines(
  tx: Tx,
  organization: OrganizationId | undefined,
  limit = 5000,
): Promise<BuildingLine[]> {
  const rows = await tx.query<BuildingLineRow>(
    `select ${BUILDING_LINE} from addresses.buildings b ${buildingJoins("$1")}
     where $2::integer is null or m.organization_id = $2
     order by c.name, n.name nulls first, ${BY_NUMBER}, b.building_id limit $3`,
    [tx.scope.today, organization ?? null, limit],
  );
  return rows.map(lineOf);
}

export async function findBuildingLines(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<Map<BuildingId, BuildingLine>> {
  const rows = await tx.named<BuildingLineRow>(
    "addresses.find-building-lines",
    `select ${BUILDING_LINE} from addresses.buildings b ${buildingJoins("$1")} where b.building_id = any ($2::integer[])`,
    [tx.scope.today, intArray(buildings)],
  );
  return new Map(rows.map((row) => [row.id as BuildingId, lineOf(row)]));
}

/** The building with its entrances and the history of its management; undefined when it is not in sight. */
export async function findBuilding(tx: Tx, building: BuildingId): Promise<BuildingCard | undefined> {
  const line = (await findBuildingLines(tx, [building])).get(building);
  if (!line) return undefined;
  const [own] = await tx.query<{ postcode: string; builtYear: number | null; storeys: number | null }>(
    `select postal_index as postcode, built_year as "builtYear", storeys from addresses.buildings where building_id = $1`,
    [building],
  );
  const entrances = await tx.query<{ entrance: number; storeys: number | null; lift: boolean }>(
    "select entrance, storeys, lift from addresses.entrances where building_id = $1 order by entrance",
    [building],
  );
  const { today } = tx.scope;
  const state = (await findBuildingStates(tx, [building])).find(
    (at) => at.from <= today && !(at.to && at.to <= today),
  );
  const managements = await findManagements(tx, [building]);
  return {
    ...line,
    postcode: own?.postcode ?? "",
    builtYear: own?.builtYear ?? undefined,
    storeys: own?.storeys ?? undefined,
    state: state?.facts,
    entrances: entrances.map((at) => ({ ...at, storeys: at.storeys ?? undefined })),
    managements: managements.map(({ facts, from, to }) => ({ organization: facts, from, to })),
  };
}

/** What anyone may know of a building, for lists of many: its age, its height, how much of what is in it. */
export interface BuildingPassport {
  readonly builtYear: number | undefined;
  readonly storeys: number | undefined;
  /** Flats, rooms of shared flats in place of such a flat, and houses. */
  readonly dwellings: number;
  /** Millionths of m². */
  readonly dwellingsArea: bigint;
  /** Shops and places for cars. */
  readonly others: number;
  readonly othersArea: bigint;
}

export async function findPassports(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<Map<BuildingId, BuildingPassport>> {
  const rows = await tx.query<{
    id: number;
    builtYear: number | null;
    storeys: number | null;
    dwellings: number;
    dwellingsArea: bigint;
    others: number;
    othersArea: bigint;
  }>(
    `select b.building_id as id, b.built_year as "builtYear", b.storeys,
       count(p.kind) filter (where p.kind in ('flat', 'room', 'house'))::integer as dwellings,
       coalesce(sum(p.total_area) filter (where p.kind in ('flat', 'room', 'house')), 0)::bigint as "dwellingsArea",
       count(p.kind) filter (where p.kind in ('shop', 'parking'))::integer as others,
       coalesce(sum(p.total_area) filter (where p.kind in ('shop', 'parking')), 0)::bigint as "othersArea"
     from addresses.buildings b left join (
       select p.building_id, p.kind, s.total_area
       from addresses.premises p join addresses.premises_states s using (building_id, premises_id)
       where p.building_id = any ($1::integer[]) and s.in_force @> $2::date and not exists (
         select from addresses.premises room where room.building_id = p.building_id and room.flat_id = p.premises_id)
     ) p using (building_id)
     where b.building_id = any ($1::integer[]) group by b.building_id`,
    [intArray(buildings), tx.scope.today],
  );
  return new Map(
    rows.map(({ id, ...row }) => [
      id as BuildingId,
      { ...row, builtYear: row.builtYear ?? undefined, storeys: row.storeys ?? undefined },
    ]),
  );
}

export async function findBuildingsOfStreet(tx: Tx, street: StreetId): Promise<BuildingId[]> {
  const rows = await tx.query<{ id: number }>(
    "select building_id as id from addresses.buildings where street_id = $1",
    [street],
  );
  return rows.map((row) => row.id as BuildingId);
}

// ---- Premises ----------------------------------------------------------------------------------------------

/** Premises with a building and number, as many as are on record. */
export async function findPremisesByKey(
  tx: Tx,
  keys: readonly { readonly building: BuildingId; readonly number: string }[],
): Promise<RecordedPremises[]> {
  const rows = await tx.query<{
    building: number;
    id: number;
    number: string;
    kind: string;
    flat: string | null;
    entrance: number | null;
    storey: number | null;
    cadastralNumber: string | null;
  }>(
    `select p.building_id as building, p.premises_id as id, p.number, p.kind, f.number as flat, p.entrance, p.storey,
       p.cadastral_number as "cadastralNumber"
     from unnest($1::integer[], $2::text[]) as k (building_id, number)
     join addresses.premises p on p.building_id = k.building_id and p.number = k.number
     left join addresses.premises f on f.building_id = p.building_id and f.premises_id = p.flat_id`,
    [intArray(keys.map((key) => key.building)), textArray(keys.map((key) => key.number))],
  );
  return rows.map((row) => ({
    ...row,
    building: row.building as BuildingId,
    id: row.id as PremisesId,
    flat: row.flat ?? undefined,
    entrance: row.entrance ?? undefined,
    storey: row.storey ?? undefined,
    cadastralNumber: row.cadastralNumber ?? undefined,
  }));
}

/** A flat is inserted before its rooms: they point to it. */
export async function insertPremises(
  tx: Tx,
  rows: readonly { readonly stated: NewPremises; readonly flat: PremisesId | undefined }[],
): Promise<{ building: BuildingId; id: PremisesId; number: string }[]> {
  const made = await tx.query<{ building: number; id: number; number: string }>(
    `insert into addresses.premises (building_id, kind, number, flat_id, entrance, storey, cadastral_number)
     select * from unnest($1::integer[], $2::text[], $3::text[], $4::integer[], $5::smallint[], $6::smallint[], $7::text[])
     returning building_id as building, premises_id as id, number`,
    [
      intArray(rows.map((row) => row.stated.building)),
      textArray(rows.map((row) => row.stated.kind)),
      textArray(rows.map((row) => row.stated.number)),
      textArray(rows.map((row) => row.flat?.toString())),
      textArray(rows.map((row) => row.stated.entrance?.toString())),
      textArray(rows.map((row) => row.stated.storey?.toString())),
      textArray(rows.map((row) => row.stated.cadastralNumber)),
    ],
  );
  return made.map((row) => ({
    building: row.building as BuildingId,
    id: row.id as PremisesId,
    number: row.number,
  }));
}

export interface RecordedPremisesState extends Dated<PremisesStateFacts> {
  readonly building: BuildingId;
  readonly premises: PremisesId;
}

export async function findPremisesStates(
  tx: Tx,
  places: readonly { readonly building: BuildingId; readonly premises: PremisesId }[],
): Promise<RecordedPremisesState[]> {
  const rows = await tx.query<
    Omit<PremisesStateFacts, "meterInstallable"> & {
      building: number;
      premises: number;
      from: Day;
      to: Day | null;
      installable: string;
    }
  >(
    `select s.building_id as building, s.premises_id as premises, lower(s.in_force) as "from", upper(s.in_force) as "to",
       s.total_area as "totalArea", s.rooms, s.heating, s.stove, s.ownership, s.meter_installable as installable
     from (select distinct * from unnest($1::integer[], $2::integer[]) as k (building_id, premises_id)) k
     join addresses.premises_states s using (building_id, premises_id)
     order by s.building_id, s.premises_id, lower(s.in_force)`,
    [intArray(places.map((at) => at.building)), intArray(places.map((at) => at.premises))],
  );
  return rows.map(({ building, premises, from, to, installable, ...facts }) => ({
    building: building as BuildingId,
    premises: premises as PremisesId,
    from,
    to: to ?? undefined,
    facts: { ...facts, meterInstallable: installable === "" ? [] : installable.split(",") },
  }));
}

export async function endPremisesStates(
  tx: Tx,
  ends: readonly (BuildingEnd & { readonly premises: PremisesId })[],
): Promise<void> {
  await tx.query(
    `update addresses.premises_states s set in_force = daterange(e.since, e.until)
     from unnest($1::integer[], $2::date[], $3::date[], $4::integer[]) as e (building_id, since, until, premises_id)
     where s.building_id = e.building_id and s.premises_id = e.premises_id and lower(s.in_force) = e.since`,
    [...endValues(ends), intArray(ends.map((end) => end.premises))],
  );
}

export async function insertPremisesStates(tx: Tx, rows: readonly RecordedPremisesState[]): Promise<void> {
  await tx.query(
    `insert into addresses.premises_states
       (building_id, premises_id, in_force, total_area, rooms, heating, stove, ownership, meter_installable)
     select n.building_id, n.premises_id, daterange(n.since, n.until), n.area, n.rooms, n.heating, n.stove, n.ownership, n.installable
     from unnest($1::integer[], $2::integer[], $3::date[], $4::date[], $5::bigint[], $6::smallint[], $7::text[], $8::text[],
       $9::text[], $10::text[]) as n (building_id, premises_id, since, until, area, rooms, heating, stove, ownership, installable)`,
    [
      intArray(rows.map((row) => row.building)),
      intArray(rows.map((row) => row.premises)),
      textArray(rows.map((row) => row.from)),
      textArray(rows.map((row) => row.to)),
      intArray(rows.map((row) => row.facts.totalArea)),
      intArray(rows.map((row) => row.facts.rooms)),
      textArray(rows.map((row) => row.facts.heating)),
      textArray(rows.map((row) => row.facts.stove)),
      textArray(rows.map((row) => row.facts.ownership)),
      textArray(rows.map((row) => row.facts.meterInstallable.join(","))),
    ],
  );
}

/** A building's premises with their state on the business date, in the order of their numbers. */
export async function listPremises(tx: Tx, building: BuildingId): Promise<Premises[]> {
  const rows = await tx.query<
    Omit<PremisesStateFacts, "meterInstallable"> & {
      id: number;
      kind: string;
      number: string;
      flat: number | null;
      entrance: number | null;
      storey: number | null;
      installable: string;
    }
  >(
    `select p.premises_id as id, p.kind, p.number, p.flat_id as flat, p.entrance, p.storey,
       s.total_area as "totalArea", s.rooms, s.heating, s.stove, s.ownership, s.meter_installable as installable
     from addresses.premises p join addresses.premises_states s using (building_id, premises_id)
     where p.building_id = $1 and s.in_force @> $2::date
     order by substring(p.number from '^\\d{1,9}')::integer nulls last, p.number`,
    [building, tx.scope.today],
  );
  return rows.map(({ installable, ...row }) => ({
    ...row,
    building,
    id: row.id as PremisesId,
    kind: row.kind as PremisesKind,
    flat: (row.flat ?? undefined) as PremisesId | undefined,
    entrance: row.entrance ?? undefined,
    storey: row.storey ?? undefined,
    meterInstallable: installable === "" ? [] : installable.split(","),
  }));
}

/** Premises of the buildings with this number, and the rooms in that flat ("12" finds "12/1" too). */
export async function findPremisesByNumber(
  tx: Tx,
  buildings: readonly BuildingId[],
  number: string,
): Promise<{ building: BuildingId; premises: PremisesId }[]> {
  const spellings = [number, number.toUpperCase()];
  const rows = await tx.query<{ building: number; premises: number }>(
    `select p.building_id as building, p.premises_id as premises
     from addresses.premises p
     where p.building_id = any ($1::integer[]) and (p.number = any ($2::text[]) or p.number >= $3 || '/' and p.number < $3 || '0')
     order by p.building_id, p.number`,
    [intArray(buildings), textArray(spellings), number],
  );
  return rows.map((row) => ({ building: row.building as BuildingId, premises: row.premises as PremisesId }));
}

export interface PremisesPlace {
  readonly building: BuildingId;
  readonly premises: PremisesId;
}

/** What other rooms print of premises: kind, number and the whole address, by premises id. Unseen ones are absent. */
export async function findPremisesAddresses(
  tx: Tx,
  places: readonly PremisesPlace[],
): Promise<
  Map<PremisesId, { readonly kind: PremisesKind; readonly number: string; readonly address: string }>
> {
  const rows = await tx.named<{ building: number; premises: number; kind: string; number: string }>(
    "addresses.find-premises-addresses",
    `select p.building_id as building, p.premises_id as premises, p.kind, p.number
     from unnest($1::integer[], $2::integer[]) as k (building_id, premises_id)
     join addresses.premises p using (building_id, premises_id)`,
    [intArray(places.map((at) => at.building)), intArray(places.map((at) => at.premises))],
  );
  const buildings = await findBuildingLines(tx, [...new Set(rows.map((row) => row.building as BuildingId))]);
  return new Map(
    rows.map((row) => [
      row.premises as PremisesId,
      {
        kind: row.kind as PremisesKind,
        number: row.number,
        address: premisesAddress(
          buildings.get(row.building as BuildingId)?.address ?? "",
          row.kind,
          row.number,
        ),
      },
    ]),
  );
}

/** When the states of a premises were written down, by whom, and from which day they hold. */
export async function listPremisesRecords(
  tx: Tx,
  of: PremisesPlace,
): Promise<
  {
    readonly totalArea: bigint;
    readonly from: Day;
    readonly to: Day | undefined;
    readonly recordedAt: Date;
    readonly recordedBy: UserId | undefined;
  }[]
> {
  const rows = await tx.query<{
    totalArea: bigint;
    from: Day;
    to: Day | null;
    recordedAt: Date;
    recordedBy: UserId | null;
  }>(
    `select total_area as "totalArea", lower(in_force) as "from", upper(in_force) as "to", recorded_at as "recordedAt",
       recorded_by as "recordedBy"
     from addresses.premises_states where building_id = $1 and premises_id = $2 order by recorded_at desc, lower(in_force) desc`,
    [of.building, of.premises],
  );
  return rows.map((row) => ({ ...row, to: row.to ?? undefined, recordedBy: row.recordedBy ?? undefined }));
}
