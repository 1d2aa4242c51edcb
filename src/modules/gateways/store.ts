import type { Day } from "#core/day";
import type { BuildingId } from "#core/ids";
import { intArray, textArray, type Tx } from "#platform/database";
import type { BuildingRow } from "./import/rows.ts";

/** What a registry says of a building's size; absent where it does not say, or where it was doubted. */
export interface RegistryHouse {
  readonly building: BuildingId;
  readonly source: "houses-2016";
  readonly saidOn: Day;
  readonly flats: number | undefined;
  readonly nonResidential: number | undefined;
  /** Millionths of m². */
  readonly livingArea: bigint | undefined;
  readonly nonResidentialArea: bigint | undefined;
  /** The building as the importer stated it. */
  readonly row: BuildingRow;
}

/** Adds what is new; what the same source said of the same day is on record already. Returns how many were added. */
export async function insertRegistryHouses(tx: Tx, houses: readonly RegistryHouse[]): Promise<number> {
  const optional = (values: readonly (number | bigint | undefined)[]): string =>
    `{${values.map((value) => value ?? "NULL").join(",")}}`;
  const added = await tx.query(
    `insert into gateways.registry_houses
       (building_id, source, said_on, flats, non_residential, living_area, non_residential_area, building)
     select * from unnest($1::integer[], $2::text[], $3::date[], $4::smallint[], $5::smallint[], $6::bigint[], $7::bigint[], $8::jsonb[])
     on conflict do nothing
     returning building_id`,
    [
      intArray(houses.map((house) => house.building)),
      textArray(houses.map((house) => house.source)),
      textArray(houses.map((house) => house.saidOn)),
      optional(houses.map((house) => house.flats)),
      optional(houses.map((house) => house.nonResidential)),
      optional(houses.map((house) => house.livingArea)),
      optional(houses.map((house) => house.nonResidentialArea)),
      textArray(houses.map((house) => JSON.stringify(house.row, bigintAsText))),
    ],
  );
  return added.length;
}

/** The newest word of a registry on every building in sight that has areas and flats, by building. */
export async function listRegistryHouses(tx: Tx): Promise<RegistryHouse[]> {
  const rows = await tx.query<{
    building: number;
    source: "houses-2016";
    saidOn: Day;
    flats: number | null;
    nonResidential: number | null;
    livingArea: bigint | null;
    nonResidentialArea: bigint | null;
    row: Readonly<Record<string, unknown>>;
  }>(
    `select distinct on (building_id) building_id as building, source, said_on as "saidOn", flats,
       non_residential as "nonResidential", living_area as "livingArea", non_residential_area as "nonResidentialArea",
       building as row
     from gateways.registry_houses
     where flats > 0 and living_area > 0
     order by building_id, said_on desc, recorded_at desc`,
  );
  return rows.map((row) => ({
    ...row,
    building: row.building as BuildingId,
    flats: row.flats ?? undefined,
    nonResidential: row.nonResidential ?? undefined,
    livingArea: row.livingArea ?? undefined,
    nonResidentialArea: row.nonResidentialArea ?? undefined,
    row: rowFromJson(row.row),
  }));
}

const bigintAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;

/** JSON has no bigint: areas and coordinates were written as text. */
function rowFromJson(json: Readonly<Record<string, unknown>>): BuildingRow {
  const numbers = Object.fromEntries(
    ["commonPropertyArea", "latitude", "longitude"].flatMap((name) => {
      const text = json[name];
      return typeof text === "string" ? [[name, BigInt(text)]] : [];
    }),
  );
  return { ...json, ...numbers } as unknown as BuildingRow;
}
