import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, PremisesId } from "#core/ids";

export type CityId = number;
export type StreetId = number;

export interface City {
  readonly id: CityId;
  readonly region: string;
  readonly district: string;
  readonly kind: string;
  readonly name: string;
}

export interface Street {
  readonly id: StreetId;
  readonly city: CityId;
  /** The present name; the old ones are found as well. */
  readonly kind: string;
  readonly name: string;
}

/** A building on a list: what a clerk recognizes it by. */
export interface BuildingLine {
  readonly id: BuildingId;
  readonly code: string;
  /** With the present name of the street: "г. Североозёрск, ул. Лесная, д. 12". */
  readonly address: string;
  readonly number: string;
  /** Who manages it on the business date; undefined when nobody does. */
  readonly organization: OrganizationId | undefined;
}

export type BuildingKind = "apartments" | "house";

/** What a building is like from a day on. */
export interface BuildingStateFacts {
  readonly kind: BuildingKind;
  /** Millionths of m²: rooms in common use. */
  readonly commonPropertyArea: bigint;
  /** Improvement degree; picks the variant of the norms. */
  readonly improvement: string;
  readonly dilapidated: boolean;
  /** False where hot water is made in the building's own heat substation. */
  readonly centralHotWater: boolean;
}

/** A building and its state from a day on, as stated by a person or a file. Row types of imports fit as they are. */
export interface NewBuilding extends BuildingStateFacts {
  /** The key of imports: a portal's or a registry's number of the house. */
  readonly code: string;
  /** "обл. Новгородская": parts come with their kind; absent parts are absent, not empty. */
  readonly region?: string | undefined;
  readonly district?: string | undefined;
  /** "г. Великий Новгород", "д. Божонка". */
  readonly settlement: string;
  readonly quarter?: string | undefined;
  /** "ул. Новая"; absent where the houses of a village are numbered without streets. */
  readonly street?: string | undefined;
  /** "26", "12/1", "7 корп. 2 стр. 1": as printed after "д.". */
  readonly house: string;
  readonly postcode?: string | undefined;
  readonly builtYear?: number | undefined;
  readonly storeysMax?: number | undefined;
  /** How many; numbered from 1. */
  readonly entrances?: number | undefined;
  readonly lift?: boolean | undefined;
  /** Millionths of a degree; one without the other says nothing. */
  readonly latitude?: bigint | undefined;
  readonly longitude?: bigint | undefined;

  readonly from: Day;
  /** Who manages it from that day; absent where nobody is known to. Such a building is seen by the center alone. */
  readonly organization?: OrganizationId | undefined;
}

/** Where a building stands: millionths of a degree, WGS 84. */
export interface BuildingPoint {
  readonly latitude: bigint;
  readonly longitude: bigint;
}

export type PremisesKind = "flat" | "room" | "shop" | "parking" | "house";

/** What a premises is like from a day on. */
export interface PremisesStateFacts {
  /** Millionths of m². */
  readonly totalArea: bigint;
  readonly rooms: number;
  readonly heating: "central" | "own" | "none";
  readonly stove: "gas" | "electric";
  readonly ownership: "private" | "municipal";
  /** Resources for which a meter can be installed. */
  readonly meterInstallable: readonly string[];
}

/** A premises and its state from a day on. */
export interface NewPremises extends PremisesStateFacts {
  readonly building: BuildingId;
  /** "12", "12а", "Н3", for a room of a communal flat "12/1": unique within the building. */
  readonly number: string;
  readonly kind: PremisesKind;
  /** The number of the communal flat that a room is in. */
  readonly flat?: string | undefined;
  readonly entrance?: number | undefined;
  readonly storey?: number | undefined;
  readonly cadastralNumber?: string | undefined;
  readonly from: Day;
}

export interface Premises extends PremisesStateFacts {
  readonly building: BuildingId;
  readonly id: PremisesId;
  readonly kind: PremisesKind;
  readonly number: string;
  readonly flat: PremisesId | undefined;
  readonly entrance: number | undefined;
  readonly storey: number | undefined;
}

export interface BuildingCard extends BuildingLine {
  readonly postcode: string;
  readonly builtYear: number | undefined;
  readonly storeys: number | undefined;
  /** Undefined when no state covers the business date. */
  readonly state: BuildingStateFacts | undefined;
  readonly entrances: readonly {
    readonly entrance: number;
    readonly storeys: number | undefined;
    readonly lift: boolean;
  }[];
  readonly managements: readonly {
    readonly organization: OrganizationId;
    readonly from: Day;
    readonly to: Day | undefined;
  }[];
}

/** A fact without dates that a row states otherwise than the record. It was left as recorded. */
export interface AddressDifference {
  /** The position of the row in the input, from 0. */
  readonly row: number;
  readonly field:
    | "postcode"
    | "builtYear"
    | "storeysMax"
    | "entrances"
    | "entrance"
    | "storey"
    | "cadastralNumber";
  readonly recorded: string;
  readonly stated: string;
}

export interface Registered<Id> {
  /** Of the input rows, in their order. */
  readonly ids: readonly Id[];
  readonly added: number;
  /** Known ones of which a dated change was written. */
  readonly changed: number;
  readonly unchanged: number;
  readonly differences: readonly AddressDifference[];
}
