import type { Day } from "#core/day";
import { printHouseNumber, printPart } from "#modules/addresses";
import type { OpenDataHouse, OpenDataHouses } from "./open-data-model.ts";
import type { BuildingRow, OrganizationRow } from "./rows.ts";

/** What the file does not say and an own default was put for: counted, so that nobody takes it for a fact. */
export interface FilledIn {
  readonly field: "region" | "kind" | "commonPropertyArea" | "improvement" | "centralHotWater" | "manager";
  readonly value: string;
  readonly rows: number;
}

export interface HouseRows {
  readonly organizations: readonly OrganizationRow[];
  readonly buildings: readonly BuildingRow[];
  readonly filledIn: readonly FilledIn[];
}

/**
 * The file's houses as building rows in force from a day, and its companies as organizations. The house's number
 * on the portal is the building's code, the profile's number the company's.
 */
export function rowsOfHouses(read: OpenDataHouses, from: Day): HouseRows {
  const filled = new Map<string, FilledIn>();
  const fill = (field: FilledIn["field"], value: string): void => {
    const key = `${field} ${value}`;
    filled.set(key, { field, value, rows: (filled.get(key)?.rows ?? 0) + 1 });
  };
  const region = mainRegion(read.houses);
  const buildings = read.houses.map((house): BuildingRow => {
    const { address } = house;
    if (!address.region && region) fill("region", region);
    if (house.houseType === undefined) fill("kind", "apartments");
    if (house.commonPropertyArea === undefined) fill("commonPropertyArea", "0");
    if (house.company === undefined) fill("manager", "");
    fill("improvement", "");
    fill("centralHotWater", "true");
    const regionName = address.region ? printPart(address.region) : region;
    return {
      code: house.houseId,
      ...(regionName ? { region: regionName } : {}),
      ...(address.district ? { district: printPart(address.district) } : {}),
      settlement: address.settlement ? printPart(address.settlement) : "",
      ...(address.quarter ? { quarter: printPart(address.quarter) } : {}),
      ...(address.street ? { street: printPart(address.street) } : {}),
      house: address.house ? printHouseNumber(address.house) : "",
      ...(house.houseGuid ? { houseGuid: house.houseGuid } : {}),
      ...(house.cadastralNumber ? { cadastralNumber: house.cadastralNumber } : {}),
      ...(house.latitude !== undefined ? { latitude: house.latitude } : {}),
      ...(house.longitude !== undefined ? { longitude: house.longitude } : {}),
      ...(house.builtYear !== undefined ? { builtYear: house.builtYear } : {}),
      ...(house.storeysMin !== undefined ? { storeysMin: house.storeysMin } : {}),
      ...(house.storeysMax !== undefined ? { storeysMax: house.storeysMax } : {}),
      ...(house.entrances !== undefined ? { entrances: house.entrances } : {}),
      from,
      ...(house.company !== undefined ? { manager: house.company } : {}),
      kind: house.houseType === "Жилой дом блокированной застройки" ? "house" : "apartments",
      commonPropertyArea: house.commonPropertyArea ?? 0n,
      improvement: "",
      dilapidated: house.dilapidated ?? false,
      centralHotWater: true,
    };
  });
  const organizations = read.companies.map(
    (company): OrganizationRow => ({ code: company.code, kind: "company", name: company.name }),
  );
  return { organizations, buildings, filledIn: [...filled.values()] };
}

function mainRegion(houses: readonly OpenDataHouse[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { address } of houses)
    if (address.region) {
      const text = printPart(address.region);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
