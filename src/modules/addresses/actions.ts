import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, PremisesId } from "#core/ids";
import { changesOf, isUnchanged } from "#core/in-force";
import { ok, refuse, type Result } from "#core/result";
import { findOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { AddressRefusal, BuildingRowRefusal, PremisesRowRefusal } from "./contract.ts";
import type {
  AddressDifference,
  BuildingPoint,
  BuildingStateFacts,
  NewBuilding,
  NewPremises,
  PremisesStateFacts,
  Registered,
  StreetId,
} from "./model.ts";
import {
  type BuildingPlace,
  differencesOf,
  judgeBuilding,
  judgePremises,
  placeOf,
  type RecordedPremises,
} from "./rules/judge-rows.ts";
import { normalizeText } from "./rules/search-key.ts";
import * as store from "./store.ts";

/**
 * Registers buildings with their state and manager from a day on, or what is new about known ones, in one
 * transaction; for the center. The code is the key; several rows of a code are several states. To state the same
 * again changes nothing. Facts without dates (year, storeys, entrances) are kept as first recorded, and listed as
 * differences where a row has them otherwise.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function registerBuildings(
  ctx: Ctx,
  rows: readonly NewBuilding[],
): Promise<Result<Registered<BuildingId>, AddressRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "addresses.center_only" });
  return attempt<Registered<BuildingId>, AddressRefusal>(ctx, async (tx) => {
    await store.lockAddressBook(tx);
    const placed = await placeBuildings(tx, rows);
    if (!placed.ok) return placed;
    const known = new Map(
      (await store.findBuildingsByCode(tx, [...new Set(rows.map((row) => row.code))])).map((at) => [
        at.code,
        at,
      ]),
    );
    const first = firstOfEach(placed.value, (at) => at.stated.code);
    const elsewhere = placed.value.flatMap((at, row) => {
      const recorded =
        known.get(at.stated.code) ?? addressOf(must(first.get(at.stated.code), "the first row"));
      return judgeAddress(at, row, recorded);
    });
    if (elsewhere.length > 0) return refuse({ code: "addresses.rows_refused", rows: elsewhere });

    const fresh = [...first.values()].filter((at) => !known.has(at.stated.code));
    const made = fresh.length > 0 ? await store.insertBuildings(tx, fresh) : new Map<string, BuildingId>();
    const ids = rows.map((row) =>
      must(made.get(row.code) ?? known.get(row.code)?.id, `building ${row.code}`),
    );
    const changed = await changeBuildings(tx, rows, ids);
    if (!changed.ok) return changed;
    for (const id of await placeOnMap(tx, rows, ids)) changed.value.add(id);
    for (const id of made.values()) changed.value.delete(id);
    const all = new Set(ids).size;
    return ok({
      ids,
      added: made.size,
      changed: changed.value.size,
      unchanged: all - made.size - changed.value.size,
      differences: rows.flatMap((row, at) => buildingDifferences(at, row, known.get(row.code))),
    });
  });
}

/** Writes down where buildings stand, as the last row of each says; gives those of which that is new. */
async function placeOnMap(
  tx: Tx,
  rows: readonly NewBuilding[],
  ids: readonly BuildingId[],
): Promise<readonly BuildingId[]> {
  const stated = new Map<BuildingId, BuildingPoint>();
  for (const [at, { latitude, longitude }] of rows.entries())
    if (latitude !== undefined && longitude !== undefined)
      stated.set(must(ids[at], "the building's id"), { latitude, longitude });
  if (stated.size === 0) return [];
  const recorded = await store.findPoints(tx, [...stated.keys()]);
  const fresh = [...stated].filter(([building, point]) => {
    const known = recorded.get(building);
    return known?.latitude !== point.latitude || known.longitude !== point.longitude;
  });
  if (fresh.length > 0) await store.insertPoints(tx, new Map(fresh));
  return fresh.map(([building]) => building);
}

const buildingDifferences = (
  at: number,
  stated: NewBuilding,
  recorded: store.RecordedBuilding | undefined,
): AddressDifference[] =>
  recorded ? differencesOf(at, recorded, stated, ["postcode", "builtYear", "storeysMax", "entrances"]) : [];

type AddressOnRecord = Pick<store.RecordedBuilding, "city" | "street" | "number" | "printed">;

const addressOf = (at: store.PlacedBuilding): AddressOnRecord => ({
  city: at.city,
  street: at.street,
  number: at.place.number,
  printed: at.place.printed,
});

/** The first item of each key, in the order of the items. */
function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return first;
}

function judgeAddress(
  at: store.PlacedBuilding,
  row: number,
  recorded: AddressOnRecord,
): { row: number; refusal: BuildingRowRefusal }[] {
  if (recorded.city === at.city && recorded.street === at.street && recorded.number === at.place.number)
    return [];
  return [
    {
      row,
      refusal: { code: "addresses.building_elsewhere", recorded: recorded.printed, stated: at.place.printed },
    },
  ];
}

/** Finds or makes the cities and streets of the rows. A street is known by any name it ever had. */
async function placeBuildings(
  tx: Tx,
  rows: readonly NewBuilding[],
): Promise<Result<store.PlacedBuilding[], AddressRefusal>> {
  const refused: { row: number; refusal: BuildingRowRefusal }[] = [];
  const places: { stated: NewBuilding; place: BuildingPlace }[] = [];
  const managers = new Set(
    (await findOrganizations(tx, [...new Set(rows.flatMap((row) => row.organization ?? []))])).map(
      (at) => at.id,
    ),
  );
  for (const [row, stated] of rows.entries()) {
    const place = judgeBuilding(stated, managers) ?? placeOf(stated);
    if ("code" in place) refused.push({ row, refusal: place });
    else places.push({ stated, place });
  }
  if (refused.length > 0) return refuse({ code: "addresses.rows_refused", rows: refused });

  const cities = await store.ensureCities(
    tx,
    places.map(({ place }) => ({ region: place.region, district: place.district, ...place.settlement })),
  );
  const streets = new Map<string, StreetId>();
  const keyOf = (of: store.StreetKey): string => `${of.city}|${of.kind}|${of.name}`;
  for (const name of await store.findStreetNames(tx, [...new Set(cities)])) {
    // The present names come first: a street now called so is meant before one that once was.
    if (!streets.has(keyOf(name))) streets.set(keyOf(name), name.street);
  }
  const missing = new Map<string, store.StreetKey>();
  for (const [at, { place }] of places.entries()) {
    const key = place.street && { city: must(cities[at], "the city of a row"), ...place.street };
    if (key && !streets.has(keyOf(key))) missing.set(keyOf(key), key);
  }
  const made = missing.size > 0 ? await store.insertStreets(tx, [...missing.values()]) : [];
  for (const [at, key] of [...missing.keys()].entries()) streets.set(key, must(made[at], "the street's id"));
  return ok(
    places.map(({ stated, place }, at) => {
      const city = must(cities[at], "the city of a row");
      return { stated, place, city, street: place.street && streets.get(keyOf({ city, ...place.street })) };
    }),
  );
}

/** Writes what is new about managers and states; gives the buildings of which something changed. */
async function changeBuildings(
  tx: Tx,
  rows: readonly NewBuilding[],
  ids: readonly BuildingId[],
): Promise<Result<Set<BuildingId>, AddressRefusal>> {
  const buildings = [...new Set(ids)];
  const managers = Map.groupBy(await store.findManagements(tx, buildings), (at) => at.building);
  const states = Map.groupBy(await store.findBuildingStates(tx, buildings), (at) => at.building);
  const refused: { row: number; refusal: BuildingRowRefusal }[] = [];
  const changed = new Set<BuildingId>();
  const managementEnds: { building: BuildingId; from: Day; to: Day }[] = [];
  const managementBegins: store.RecordedManagement[] = [];
  const stateEnds: { building: BuildingId; from: Day; to: Day }[] = [];
  const stateBegins: store.RecordedBuildingState[] = [];
  for (const [building, entries] of Map.groupBy(rows.entries(), ([at]) =>
    must(ids[at], "the building's id"),
  )) {
    const rowFrom = (day: Day): number =>
      must(
        entries.find(([, row]) => row.from === day),
        "the refused row",
      )[0];
    const management = changesOf(
      managers.get(building) ?? [],
      entries.flatMap(([, row]) =>
        row.organization === undefined ? [] : [{ from: row.from, facts: row.organization }],
      ),
      { same: (a, b) => a === b, later: "until_next" },
    );
    const state = changesOf(
      states.get(building) ?? [],
      entries.map(([, row]) => ({ from: row.from, facts: stateOf(row) })),
      { same: sameBuildingState, later: "until_next" },
    );
    if (!management.ok || !state.ok) {
      const wrong = management.ok ? state : management;
      if (wrong.ok) continue;
      const code = management.ok ? "addresses.state_contradicts" : "addresses.manager_contradicts";
      const { from } = wrong.stated;
      refused.push({ row: rowFrom(from), refusal: { code, from, recordedFrom: wrong.recorded.from } });
      continue;
    }
    if (!isUnchanged(management.changes) || !isUnchanged(state.changes)) changed.add(building);
    managementEnds.push(...management.changes.ends.map((end) => ({ building, ...end })));
    managementBegins.push(...management.changes.begins.map((begin) => ({ building, ...begin })));
    stateEnds.push(...state.changes.ends.map((end) => ({ building, ...end })));
    stateBegins.push(...state.changes.begins.map((begin) => ({ building, ...begin })));
  }
  if (refused.length > 0) return refuse({ code: "addresses.rows_refused", rows: refused });
  if (managementEnds.length > 0) await store.endManagements(tx, managementEnds);
  if (managementBegins.length > 0) await store.insertManagements(tx, managementBegins);
  if (stateEnds.length > 0) await store.endBuildingStates(tx, stateEnds);
  if (stateBegins.length > 0) await store.insertBuildingStates(tx, stateBegins);
  return ok(changed);
}

const stateOf = (row: NewBuilding): BuildingStateFacts => ({
  kind: row.kind,
  commonPropertyArea: row.commonPropertyArea,
  improvement: row.improvement,
  dilapidated: row.dilapidated,
  centralHotWater: row.centralHotWater,
});

const sameBuildingState = (a: BuildingStateFacts, b: BuildingStateFacts): boolean =>
  a.kind === b.kind &&
  a.commonPropertyArea === b.commonPropertyArea &&
  a.improvement === b.improvement &&
  a.dilapidated === b.dilapidated &&
  a.centralHotWater === b.centralHotWater;

/**
 * Registers premises with their state from a day on, or what is new about known ones, in one transaction. The key
 * is the number within the building; several rows of a number are several states. Rooms of a communal flat name
 * its number; the flat is on record or among the rows.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function registerPremises(
  ctx: Ctx,
  rows: readonly NewPremises[],
): Promise<Result<Registered<PremisesId>, AddressRefusal>> {
  return attempt<Registered<PremisesId>, AddressRefusal>(ctx, async (tx) => {
    await store.lockPremisesOf(
      tx,
      rows.map((row) => row.building),
    );
    const visible = await store.findVisibleBuildings(tx, [...new Set(rows.map((row) => row.building))]);
    const known = await knownPremises(tx, rows);
    const inRows = firstOfEach(rows, (row) => premisesKey(row.building, row.number));
    const refused = rows.flatMap((stated, row): { row: number; refusal: PremisesRowRefusal }[] => {
      const key = premisesKey(stated.building, stated.number);
      const recorded = known.get(key) ?? must(inRows.get(key), "the first row");
      const refusal = !visible.has(stated.building)
        ? ({ code: "addresses.building_not_found", building: stated.building } as const)
        : (judgePremises(stated, recorded) ?? flatIsMissing(stated, known, inRows));
      return refusal ? [{ row, refusal }] : [];
    });
    if (refused.length > 0) return refuse({ code: "addresses.rows_refused", rows: refused });

    const before = new Set(known.keys());
    await insertNewPremises(
      tx,
      [...inRows].flatMap(([key, row]) => (before.has(key) ? [] : [row])),
      known,
    );
    const idOf = (row: NewPremises): PremisesId =>
      must(known.get(premisesKey(row.building, row.number)), `premises ${row.number}`).id;
    const changed = await changePremises(tx, rows, idOf);
    if (!changed.ok) return changed;
    const added = known.size - before.size;
    const changedBefore = [...changed.value].filter((key) => before.has(key)).length;
    return ok({
      ids: rows.map(idOf),
      added,
      changed: changedBefore,
      unchanged: inRows.size - added - changedBefore,
      differences: rows.flatMap((row, at) => {
        const key = premisesKey(row.building, row.number);
        const recorded = before.has(key) ? known.get(key) : undefined;
        return recorded ? differencesOf(at, recorded, row, ["entrance", "storey", "cadastralNumber"]) : [];
      }),
    });
  });
}

const premisesKey = (building: BuildingId, number: string): string => `${building}/${number}`;

/** The rows' premises on record, and the communal flats that they name. */
async function knownPremises(tx: Tx, rows: readonly NewPremises[]): Promise<Map<string, RecordedPremises>> {
  const keys = new Map<string, { building: BuildingId; number: string }>();
  for (const { building, number, flat } of rows) {
    keys.set(premisesKey(building, number), { building, number });
    if (flat !== undefined) keys.set(premisesKey(building, flat), { building, number: flat });
  }
  const found = await store.findPremisesByKey(tx, [...keys.values()]);
  return new Map(found.map((at) => [premisesKey(at.building, at.number), at]));
}

const flatIsMissing = (
  stated: NewPremises,
  known: ReadonlyMap<string, unknown>,
  inRows: ReadonlyMap<string, unknown>,
): PremisesRowRefusal | undefined => {
  if (stated.flat === undefined) return undefined;
  const key = premisesKey(stated.building, stated.flat);
  return known.has(key) || inRows.has(key)
    ? undefined
    : { code: "addresses.flat_not_found", flat: stated.flat };
};

/** Inserts premises and adds them to `known`. */
async function insertNewPremises(
  tx: Tx,
  fresh: readonly NewPremises[],
  known: Map<string, RecordedPremises>,
): Promise<void> {
  // A flat comes before its rooms, which point to it.
  for (const part of [
    fresh.filter((row) => row.flat === undefined),
    fresh.filter((row) => row.flat !== undefined),
  ]) {
    if (part.length === 0) continue;
    const stated = new Map(part.map((row) => [premisesKey(row.building, row.number), row]));
    const made = await store.insertPremises(
      tx,
      part.map((row) => ({
        stated: row,
        flat: row.flat === undefined ? undefined : known.get(premisesKey(row.building, row.flat))?.id,
      })),
    );
    for (const { building, id, number } of made) {
      const row = must(stated.get(premisesKey(building, number)), "the inserted row");
      known.set(premisesKey(building, number), {
        building,
        id,
        number,
        kind: row.kind,
        flat: row.flat,
        entrance: row.entrance,
        storey: row.storey,
        cadastralNumber: row.cadastralNumber,
      });
    }
  }
}

/** Writes what is new about the states; gives the keys of the premises that changed. */
async function changePremises(
  tx: Tx,
  rows: readonly NewPremises[],
  idOf: (row: NewPremises) => PremisesId,
): Promise<Result<ReadonlySet<string>, AddressRefusal>> {
  const recorded = Map.groupBy(
    await store.findPremisesStates(
      tx,
      rows.map((row) => ({ building: row.building, premises: idOf(row) })),
    ),
    (at) => at.premises,
  );
  const refused: { row: number; refusal: PremisesRowRefusal }[] = [];
  const changed = new Set<string>();
  const ends: { building: BuildingId; premises: PremisesId; from: Day; to: Day }[] = [];
  const begins: store.RecordedPremisesState[] = [];
  for (const [premises, entries] of Map.groupBy(rows.entries(), ([, row]) => idOf(row))) {
    const [, { building, number }] = must(entries[0], "a row of the premises");
    const verdict = changesOf(
      recorded.get(premises) ?? [],
      entries.map(([, row]) => ({ from: row.from, facts: premisesStateOf(row) })),
      { same: samePremisesState, later: "until_next" },
    );
    if (!verdict.ok) {
      const { from } = verdict.stated;
      const [row] = must(
        entries.find(([, at]) => at.from === from),
        "the refused row",
      );
      refused.push({
        row,
        refusal: { code: "addresses.state_contradicts", from, recordedFrom: verdict.recorded.from },
      });
      continue;
    }
    if (!isUnchanged(verdict.changes)) changed.add(premisesKey(building, number));
    for (const end of verdict.changes.ends) ends.push({ building, premises, ...end });
    for (const begin of verdict.changes.begins) begins.push({ building, premises, ...begin });
  }
  if (refused.length > 0) return refuse({ code: "addresses.rows_refused", rows: refused });
  if (ends.length > 0) await store.endPremisesStates(tx, ends);
  if (begins.length > 0) await store.insertPremisesStates(tx, begins);
  return ok(changed);
}

const premisesStateOf = (row: NewPremises): PremisesStateFacts => ({
  totalArea: row.totalArea,
  rooms: row.rooms,
  heating: row.heating,
  stove: row.stove,
  ownership: row.ownership,
  meterInstallable: row.meterInstallable,
});

const samePremisesState = (a: PremisesStateFacts, b: PremisesStateFacts): boolean =>
  a.totalArea === b.totalArea &&
  a.rooms === b.rooms &&
  a.heating === b.heating &&
  a.stove === b.stove &&
  a.ownership === b.ownership &&
  a.meterInstallable.length === b.meterInstallable.length &&
  a.meterInstallable.every((resource) => b.meterInstallable.includes(resource));

/**
 * Hands a building over to another organization from a day on; for the center. The one that managed it keeps its
 * closed months, and sees the building until that day. Refuses to reach over a later transfer.
 */
export async function transferBuilding(
  ctx: Ctx,
  of: { readonly building: BuildingId; readonly organization: OrganizationId; readonly from: Day },
): Promise<Result<BuildingId, AddressRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "addresses.center_only" });
  return attempt<BuildingId, AddressRefusal>(ctx, async (tx) => {
    await store.lockAddressBook(tx);
    const [manager] = await findOrganizations(tx, [of.organization]);
    if (!manager) return refuse({ code: "addresses.manager_not_found", organization: of.organization });
    const recorded = await store.findManagements(tx, [of.building]);
    if (recorded.length === 0) return refuse({ code: "addresses.building_not_found", building: of.building });
    const verdict = changesOf(recorded, [{ from: of.from, facts: of.organization }], {
      same: (a, b) => a === b,
      later: "refuse",
    });
    if (!verdict.ok) {
      return refuse({
        code: "addresses.manager_contradicts",
        from: of.from,
        recordedFrom: verdict.recorded.from,
      });
    }
    const { ends, begins } = verdict.changes;
    await store.endManagements(
      tx,
      ends.map((end) => ({ building: of.building, ...end })),
    );
    await store.insertManagements(
      tx,
      begins.map((begin) => ({ building: of.building, ...begin })),
    );
    return ok(of.building);
  });
}

/**
 * Gives a street another name from a day on; for the center. Its buildings are found by the old and the new name
 * at once. Refuses a name that another street of the same city bears.
 */
export async function renameStreet(
  ctx: Ctx,
  of: { readonly street: StreetId; readonly kind: string; readonly name: string; readonly from: Day },
): Promise<Result<StreetId, AddressRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "addresses.center_only" });
  return attempt<StreetId, AddressRefusal>(ctx, async (tx) => {
    await store.lockAddressBook(tx);
    const names = await store.findNamesOfStreet(tx, of.street);
    const city = names[0]?.city;
    if (city === undefined) return refuse({ code: "addresses.street_not_found", street: of.street });
    const others = (await store.findStreetNames(tx, [city])).filter(
      (at) => at.present && at.street !== of.street,
    );
    if (others.some((at) => at.kind === of.kind && at.name === of.name)) {
      return refuse({ code: "addresses.street_name_taken", name: `${of.kind} ${of.name}` });
    }
    const verdict = changesOf(names, [{ from: of.from, facts: { kind: of.kind, name: of.name } }], {
      same: (a, b) => a.kind === b.kind && a.name === b.name,
      later: "refuse",
    });
    if (!verdict.ok) {
      return refuse({
        code: "addresses.street_name_contradicts",
        from: of.from,
        recordedFrom: verdict.recorded.from,
      });
    }
    for (const end of verdict.changes.ends) await store.endStreetName(tx, { street: of.street, ...end });
    await store.insertStreetNames(
      tx,
      verdict.changes.begins.map(({ from, to, facts }) => ({ street: of.street, from, to, ...facts })),
    );
    const buildings = await store.findBuildingsOfStreet(tx, of.street);
    const words = normalizeText(of.name).split(" ");
    await store.insertTokens(
      tx,
      buildings.flatMap((building) => words.map((token) => ({ building, token }))),
    );
    return ok(of.street);
  });
}
