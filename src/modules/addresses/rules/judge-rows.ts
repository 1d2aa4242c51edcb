import type { BuildingId, OrganizationId, PremisesId } from "#core/ids";
import type { BuildingRowRefusal, PremisesRowRefusal } from "../contract.ts";
import type { AddressDifference, NewBuilding, NewPremises } from "../model.ts";
import { type Address, type NamedPart, printAddress, readPart } from "./address.ts";
import { printHouseNumber, readHouseNumber } from "./house-number.ts";
import { buildingTokens } from "./search-key.ts";

/** Where a building stands, in the terms of the address book. */
export interface BuildingPlace {
  readonly region: string;
  readonly district: string;
  readonly settlement: NamedPart;
  readonly street: NamedPart | undefined;
  readonly number: string;
  readonly printed: string;
  readonly tokens: readonly string[];
}

/**
 * Reads the parts of a stated address. A quarter has no level of its own in the address book: it is the street
 * where there is none, and otherwise belongs to the street's name, since two quarters may both have a ул. Новая.
 */
export function placeOf(stated: NewBuilding): BuildingPlace | BuildingRowRefusal {
  const settlement = partOf(stated.settlement);
  if (!settlement) return { code: "addresses.settlement_unknown", stated: stated.settlement };
  const house = readHouseNumber(stated.house).house;
  if (!house) return { code: "addresses.house_number_unreadable", stated: stated.house };
  const region = partOf(stated.region);
  const district = partOf(stated.district);
  const quarter = partOf(stated.quarter);
  const street = partOf(stated.street);
  const address: Address = {
    ...(region ? { region } : {}),
    ...(district ? { district } : {}),
    settlement,
    ...(quarter ? { quarter } : {}),
    ...(street ? { street } : {}),
    house,
  };
  return {
    region: stated.region ?? "",
    district: stated.district ?? "",
    settlement,
    street:
      street && quarter
        ? { kind: street.kind, name: `${street.name} (${stated.quarter})` }
        : (street ?? quarter),
    number: printHouseNumber(house),
    printed: printAddress(address, "district"),
    tokens: buildingTokens(address),
  };
}

function partOf(text: string | undefined): NamedPart | undefined {
  const part = readPart(text ?? "");
  return part.name === "" ? undefined : { kind: part.kind, name: part.name };
}

/** What is wrong with a row by itself, whatever is on record of the building. */
export function judgeBuilding(
  stated: NewBuilding,
  managers: ReadonlySet<OrganizationId>,
): BuildingRowRefusal | undefined {
  if (stated.code.trim() === "") return { code: "addresses.code_empty" };
  if (stated.commonPropertyArea < 0n) return { code: "addresses.area_negative" };
  return stated.organization === undefined || managers.has(stated.organization)
    ? undefined
    : { code: "addresses.manager_not_found", organization: stated.organization };
}

/** What is on record of a premises, apart from its dated state. */
export interface RecordedPremises {
  readonly building: BuildingId;
  readonly id: PremisesId;
  readonly number: string;
  readonly kind: string;
  readonly flat: string | undefined;
  readonly entrance: number | undefined;
  readonly storey: number | undefined;
  readonly cadastralNumber: string | undefined;
}

export function judgePremises(
  stated: NewPremises,
  recorded: Pick<RecordedPremises, "kind" | "flat"> | Pick<NewPremises, "kind" | "flat">,
): PremisesRowRefusal | undefined {
  if (stated.number.trim() === "") return { code: "addresses.number_empty" };
  if (stated.totalArea < 0n) return { code: "addresses.area_negative" };
  for (const field of ["kind", "flat"] as const) {
    if (recorded[field] !== stated[field]) {
      return {
        code: "addresses.premises_differs",
        field,
        recorded: recorded[field] ?? "",
        stated: stated[field] ?? "",
      };
    }
  }
  return undefined;
}

/** The stated facts without dates that the record has otherwise. What a row does not state does not differ. */
export function differencesOf<Field extends AddressDifference["field"]>(
  row: number,
  recorded: Readonly<Record<Field, string | number | undefined>>,
  stated: Readonly<Partial<Record<Field, string | number | undefined>>>,
  fields: readonly Field[],
): AddressDifference[] {
  return fields.flatMap((field) => {
    const now = stated[field];
    const was = recorded[field];
    return now === undefined || now === was
      ? []
      : [{ row, field, recorded: String(was ?? ""), stated: String(now) }];
  });
}
