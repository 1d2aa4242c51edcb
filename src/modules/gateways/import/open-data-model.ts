import type { Day } from "#core/day";
import type { Address } from "#modules/addresses";
import type { ReadCompany } from "./companies.ts";
import type { ColumnCount, RowDoubt, RowRefusal } from "./problems.ts";

/**
 * A building of the disclosure portal's houses file (2014–2017 harvest), with what is sound in its row. Areas are
 * millionths of m², coordinates millionths of a degree; an absent value was not filled in, or was set aside.
 */
export interface OpenDataHouse {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly houseId: string;
  readonly addressText: string;
  readonly address: Address;
  /** The code of one of the file's companies. */
  readonly company?: string;
  readonly builtYear?: number;
  readonly updatedOn?: Day;
  readonly servedSince?: Day;
  readonly storeysMax?: number;
  readonly storeysMin?: number;
  readonly entrances?: number;
  readonly premises?: number;
  readonly flats?: number;
  readonly nonResidential?: number;
  readonly totalArea?: bigint;
  readonly livingArea?: bigint;
  readonly nonResidentialArea?: bigint;
  readonly commonPropertyArea?: bigint;
  readonly landArea?: bigint;
  readonly parkingArea?: bigint;
  readonly dilapidated?: boolean;
  readonly latitude?: bigint;
  readonly longitude?: bigint;
  readonly houseType?: string;
  readonly series?: string;
  readonly capitalRepairFund?: string;
  readonly energyClass?: string;
  readonly cadastralNumber?: string;
  readonly houseGuid?: string;
}

/** A house of one row, before it was compared with the others. */
export interface JudgedHouse extends OpenDataHouse {
  /** How much the row says: decides which of two rows of one house is taken. */
  readonly filledCells: number;
}

export interface OpenDataHouses {
  /** Data rows in the file, taken or not. */
  readonly rows: number;
  readonly houses: readonly OpenDataHouse[];
  readonly companies: readonly ReadCompany[];
  readonly refused: readonly RowRefusal[];
  readonly doubts: readonly RowDoubt[];
  readonly columns: readonly ColumnCount[];
  /** The file's header, for the file of refused rows. */
  readonly header: readonly string[];
  /** Columns that this importer has no use for. */
  readonly ignoredColumns: readonly string[];
}

export interface ReadLimits {
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly rows: number;
}
/** The largest region's file is some 60 MB unpacked; anything far beyond is a mistake or an attack. */
export const HOUSES_LIMITS: ReadLimits = { bytes: 256 << 20, unpackedBytes: 1 << 30, rows: 1_000_000 };

/** The columns that are read; a file may have more, in any order. */
export const HOUSE_COLUMNS = [
  "LAT",
  "LON",
  "HOUSE_ID",
  "ADDRESS",
  "YEAR",
  "LASTUPDATE",
  "SERVICEDATE_START",
  "SERIE",
  "HOUSE_TYPE",
  "CAPFOND",
  "MGMT_COMPANY",
  "MGMT_COMPANY_LINK",
  "AVAR",
  "LEVELS_MAX",
  "LEVELS_MIN",
  "DOORS",
  "ROOM_COUNT",
  "ROOM_COUNT_LIVE",
  "ROOM_COUNT_NONLIVE",
  "AREA",
  "AREA_LIVE",
  "AREA_NONLIVE",
  "AREA_GEN",
  "AREA_LAND",
  "AREA_PARK",
  "CADNO",
  "ENERGY_CLASS",
  "FIAS",
] as const;
export type HouseColumn = (typeof HOUSE_COLUMNS)[number];

/** "Не заполнено", "Незаполнено" and an empty cell say nothing: absent, not zero. */
export function presentCell(cell: string | undefined): string | undefined {
  const text = (cell ?? "").replaceAll(/\s+/g, " ").trim();
  return text === "" || /^не\s?заполнено\.?$/i.test(text) ? undefined : text;
}
