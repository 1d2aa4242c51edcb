import type { AccountId, BuildingId, MeterId, OrganizationId, PremisesId } from "#core/ids";
import { findAccountsByNumber } from "#modules/accounts";
import { findBuildingsByCode, findPremisesByKey } from "#modules/addresses";
import type { KnownKeys } from "#modules/gateways";
import { findMetersBySerial } from "#modules/metering";
import { findOrganizationsByCode } from "#modules/organizations";
import type { Tx } from "#platform/database";

/** The keys that rows of an import speak of, in the sender's words. */
export interface AskedKeys {
  readonly organizations: readonly string[];
  readonly buildings: readonly string[];
  readonly premises: readonly { readonly building: string; readonly number: string }[];
  readonly accounts: readonly string[];
  readonly meters: readonly { readonly building: string; readonly serial: string }[];
}

/** Which of them are on record, and under which ids; premises and meters by "building|number". */
export interface RecordedKeys {
  readonly organizations: ReadonlyMap<string, OrganizationId>;
  readonly buildings: ReadonlyMap<string, BuildingId>;
  readonly premises: ReadonlyMap<string, PremisesId>;
  readonly accounts: ReadonlyMap<string, { readonly building: BuildingId; readonly account: AccountId }>;
  readonly meters: ReadonlyMap<string, { readonly meter: MeterId; readonly integerDigits: number }>;
}

/** Looks keys up, one question a room and ten thousand keys, so that a city's file does not become one huge query. */
export async function recordedKeys(tx: Tx, asked: AskedKeys): Promise<RecordedKeys> {
  const organizations = await inPieces(asked.organizations, (codes) => findOrganizationsByCode(tx, codes));
  const found = await inPieces(asked.buildings, (codes) => findBuildingsByCode(tx, codes));
  const buildings = new Map(found.map((at) => [at.code, at.id]));
  const codes = new Map(found.map((at) => [at.id, at.code]));
  const placed = <Key extends { readonly building: string }>(keys: readonly Key[]) =>
    keys.flatMap((key) => {
      const building = buildings.get(key.building);
      return building === undefined ? [] : [{ ...key, building }];
    });
  const premises = await inPieces(placed(asked.premises), (keys) => findPremisesByKey(tx, keys));
  const accounts = await inPieces(asked.accounts, (numbers) => findAccountsByNumber(tx, numbers));
  const meters = await inPieces(placed(asked.meters), (keys) => findMetersBySerial(tx, keys));
  return {
    organizations: new Map(organizations.map((at) => [at.code, at.id])),
    buildings,
    premises: new Map(premises.map((at) => [`${codes.get(at.building)}|${at.number}`, at.id])),
    accounts: new Map(accounts.map((at) => [at.number, { building: at.building, account: at.account }])),
    meters: new Map(
      meters.map((at) => [
        `${codes.get(at.building)}|${at.serial}`,
        { meter: at.id, integerDigits: at.integerDigits },
      ]),
    ),
  };
}

/** The same as the importer's checks want it: without ids. */
export function knownKeys(recorded: RecordedKeys): KnownKeys {
  const codes = new Map([...recorded.buildings].map(([code, id]) => [id, code]));
  return {
    organizations: new Set(recorded.organizations.keys()),
    buildings: new Set(recorded.buildings.keys()),
    premises: new Set(recorded.premises.keys()),
    // An account of a building that the file does not speak of is elsewhere, wherever that is.
    accounts: new Map([...recorded.accounts].map(([number, at]) => [number, codes.get(at.building) ?? ""])),
    meters: new Map([...recorded.meters].map(([key, at]) => [key, at.integerDigits])),
  };
}

async function inPieces<Key, Found>(
  keys: readonly Key[],
  ask: (keys: readonly Key[]) => Promise<Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < keys.length; at += 10_000) found.push(...(await ask(keys.slice(at, at + 10_000))));
  return found;
}
