import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { Level, Method, Parameter, Resource } from "#modules/tariffs";

/**
 * What an importing city hands over, row by row: the facts of a billing center in plain records, before anything
 * got an id here. Whatever the source was (an own template, open data, a generator), it ends in these rows, and
 * one path applies them.
 *
 * Keys are the sender's own texts: an organization's code, a building's code, a premises number within its
 * building, an account number (unique in the city), a meter's serial within its building. A row that is `from` a
 * day states what is in force from then on: two rows of one key with different days are two states, and the later
 * one ends the earlier. Areas and other quantities are millionths, money is kopecks.
 */
export interface OrganizationRow {
  readonly code: string;
  /** `company` manages buildings, `supplier` sells a resource, `fund` collects for capital repair. */
  readonly kind: "center" | "company" | "supplier" | "fund" | "agent";
  /** In full, with the legal form. */
  readonly name: string;
  readonly shortName?: string;
  readonly inn?: string;
  readonly kpp?: string;
  readonly ogrn?: string;
  readonly address?: string;
  readonly phone?: string;
  readonly emergencyPhone?: string;
  readonly email?: string;
  readonly site?: string;
  readonly bankAccount?: string;
  readonly bankName?: string;
  readonly bic?: string;
  readonly correspondentAccount?: string;
}

/** A building and its state from a day on. What identifies it (address, year) is taken from its first row. */
export interface BuildingRow {
  readonly code: string;
  /** "обл. Новгородская" in words of the address book; absent parts are absent, not empty. */
  readonly region?: string;
  readonly district?: string;
  /** With its kind first: "г. Великий Новгород", "д. Божонка". */
  readonly settlement: string;
  /** A part of the settlement with streets of its own: "мкр. Западный". */
  readonly quarter?: string;
  /** With its kind first: "ул. Новая"; absent where houses of a village are numbered without streets. */
  readonly street?: string;
  /** "26", "12/1", "28а", "7 корп. 2 стр. 1": as printed after "д.". */
  readonly house: string;
  readonly postcode?: string;
  /** Identifier of the state address register (FIAS/GAR), lower case. */
  readonly houseGuid?: string;
  readonly cadastralNumber?: string;
  /** Millionths of a degree. */
  readonly latitude?: bigint;
  readonly longitude?: bigint;
  readonly builtYear?: number;
  readonly storeysMin?: number;
  readonly storeysMax?: number;
  readonly entrances?: number;

  readonly from: Day;
  /** The managing organization's code: dated, since buildings change managers; absent where nobody is known. */
  readonly manager?: string;
  readonly kind: "apartments" | "house";
  /** Millionths of m²: rooms in common use. */
  readonly commonPropertyArea: bigint;
  /** Improvement degree; picks the variant of the norms. */
  readonly improvement: string;
  readonly dilapidated: boolean;
  /** Hot water comes from the city's network; false where the building or the flats heat it. */
  readonly centralHotWater: boolean;
}

/** A premises and its state from a day on. */
export interface PremisesRow {
  readonly building: string;
  /** "12", "12а", "Н3", for a room of a communal flat "12/1": unique within the building. */
  readonly number: string;
  readonly kind: "flat" | "room" | "shop" | "parking" | "house";
  /** The communal flat's number that a room is in. */
  readonly flat?: string;
  readonly entrance?: number;
  readonly storey?: number;
  readonly cadastralNumber?: string;

  readonly from: Day;
  /** Millionths of m². */
  readonly totalArea: bigint;
  readonly rooms: number;
  readonly heating: "central" | "own" | "none";
  readonly stove: "gas" | "electric";
  readonly ownership: "private" | "municipal";
  /** Resources for which a meter can be installed. */
  readonly meterInstallable: readonly Resource[];
}

/** A personal account and its state from a day on. */
export interface AccountRow {
  readonly building: string;
  readonly premises: string;
  /** Unique in the city. */
  readonly number: string;
  readonly opened: Day;
  /** The first day that is not this account's. */
  readonly closed?: Day;
  /** ЕЛС and ИЖКУ of the state system. */
  readonly unifiedAccountId?: string;
  readonly gisServiceId?: string;

  readonly from: Day;
  readonly shareNumerator: bigint;
  readonly shareDenominator: bigint;
  /** Counted where nobody is registered. */
  readonly owners: number;
  readonly holder: "person" | "legal";
  /** Surname, given name and patronymic, or the legal person's name. */
  readonly holderName: string;
  readonly phone?: string;
  readonly email?: string;
}

/** One registration of one person. The same person registered twice is two rows. */
export interface ResidentRow {
  readonly building: string;
  readonly account: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic?: string;
  readonly born?: Day;
  /** Eleven digits. */
  readonly snils?: string;
  readonly registration: "permanent" | "temporary";
  readonly from: Day;
  /** The first day not registered. */
  readonly to?: Day;
}

export interface MeterRow {
  readonly building: string;
  /** Absent for a meter of the whole building. */
  readonly premises?: string;
  /** Unique within the building. */
  readonly serial: string;
  readonly resource: Resource;
  readonly model?: string;
  readonly integerDigits: number;
  readonly fractionDigits: number;
  /** 1 single, 2 day and night, 3 day, night and peak: readings have scales 0; 1–2; 1–3. */
  readonly tariffScales: 1 | 2 | 3;
  /** Current and voltage transformers; 1 for a direct meter. */
  readonly ratio: bigint;
  readonly installed: Day;
  readonly removed?: Day;
  /** Last day of legal validity. */
  readonly verifiedUntil?: Day;
  /** Broken or lost, by a report. */
  readonly brokenFrom?: Day;
}

export interface ReadingRow {
  readonly building: string;
  readonly meter: string;
  /** 0 single, 1 day, 2 night, 3 peak. */
  readonly scale: number;
  readonly takenOn: Day;
  /** Millionths of the meter's unit, before the transformation ratio. */
  readonly value: bigint;
  readonly mark: "regular" | "opening" | "closing" | "rollover";
  readonly source: "resident" | "clerk" | "agent" | "act" | "automatic";
}

/** How a service is charged in a building (or for one account of it) from a day on, and whose it is. */
export interface ServiceTermsRow {
  readonly building: string;
  /** COLD_WATER, HEATING … */
  readonly service: string;
  /** The provider's organization code. */
  readonly provider: string;
  readonly method: Method;
  /** Absent: the whole building. */
  readonly account?: string;
  readonly from: Day;
  readonly to?: Day;
}

/** A tariff, norm or other dated value with the document that set it. */
export interface ValueRow {
  readonly level: Level;
  /** Organization code, for level `organization`. */
  readonly organization?: string;
  /** Building code, for levels `building` and `account`. */
  readonly building?: string;
  /** Account number, for level `account`. */
  readonly account?: string;
  /** A supplier's own value: its organization code; absent for anyone's. */
  readonly provider?: string;
  readonly service: string;
  readonly parameter: Parameter;
  /** Improvement degree or "rooms×persons" of the grid; "" for the ordinary one. */
  readonly variant: string;
  /** 0 whole day, 1 day, 2 night, 3 peak. */
  readonly zone: number;
  /** The range begins above this many millionths of the unit a month. */
  readonly rangeFrom: bigint;
  readonly from: Day;
  readonly to?: Day;
  /** Millionths. */
  readonly value: bigint;
  readonly basis: string;
}

/** What an account owed (positive) or had paid ahead (negative) for a service when it came over. */
export interface OpeningBalanceRow {
  readonly building: string;
  readonly account: string;
  readonly service: string;
  /** The provider's organization code: whose debt it is. */
  readonly provider: string;
  /** The month that the debt is for: its age decides penalties and the order of payment. */
  readonly period: Period;
  readonly amount: Money;
}

/** Everything of one building: the unit that is checked, applied, and refused as a whole. */
export interface BuildingBundle {
  readonly code: string;
  readonly buildings: readonly BuildingRow[];
  readonly premises: readonly PremisesRow[];
  readonly accounts: readonly AccountRow[];
  readonly residents: readonly ResidentRow[];
  readonly meters: readonly MeterRow[];
  readonly readings: readonly ReadingRow[];
  readonly terms: readonly ServiceTermsRow[];
  /** Of levels `building` and `account` only. */
  readonly values: readonly ValueRow[];
  readonly balances: readonly OpeningBalanceRow[];
}

/** What is common to all buildings; applied before any of them. */
export interface CityDictionary {
  readonly organizations: readonly OrganizationRow[];
  /** Of levels `city` and `organization` only. */
  readonly values: readonly ValueRow[];
}
