import type { CellProblem, CellType, Share } from "./cells.ts";
import type {
  AccountRow,
  BuildingRow,
  MeterRow,
  OpeningBalanceRow,
  OrganizationRow,
  PremisesRow,
  ReadingRow,
  ResidentRow,
  ServiceTermsRow,
  ValueRow,
} from "./rows.ts";

/** A column of a template: its heading with the unit, an example and a note, in both languages. */
export interface Column<T> {
  readonly type: CellType<T>;
  readonly ru: string;
  readonly en: string;
  readonly example: string;
  readonly noteRu: string;
  readonly noteEn: string;
  /** A cell must be filled in; an optional one may be empty. */
  readonly required: boolean;
  /** What an empty cell stands for, as it would be written; said in the note and counted when used. */
  readonly fallback?: string;
}

/** A column for each field of a row: required and fallback columns where the field is, optional ones elsewhere. */
export type Columns<Row> = {
  readonly [K in keyof Row]-?: Column<Exclude<Row[K], undefined>> &
    (object extends Pick<Row, K> ? { readonly required: false } : { readonly required: true });
};

export interface Sheet<Name extends SheetName = SheetName> {
  readonly name: Name;
  readonly ru: string;
  readonly en: string;
  readonly columns: Columns<Written[Name]>;
  /** What two cells say together: the row, or what is wrong with it and in which column. */
  finish(
    written: Written[Name],
  ):
    | { readonly row: Rows[Name] }
    | { readonly column: string; readonly value: string; readonly problem: CellProblem };
}

export interface Rows {
  organizations: OrganizationRow;
  buildings: BuildingRow;
  premises: PremisesRow;
  accounts: AccountRow;
  residents: ResidentRow;
  meters: MeterRow;
  readings: ReadingRow;
  services: ServiceTermsRow;
  values: ValueRow;
  balances: OpeningBalanceRow;
}
export type SheetName = keyof Rows;

/** Rows as written in cells: a share is one cell, coordinates are left to open data. */
export interface Written extends Omit<Rows, "accounts"> {
  accounts: Omit<AccountRow, "shareNumerator" | "shareDenominator"> & { readonly share: Share };
}

export type About = readonly [ru: string, en: string, example: string, noteRu: string, noteEn: string];
export const must = <T>(
  type: CellType<T>,
  [ru, en, example, noteRu, noteEn]: About,
): Column<T> & { readonly required: true } => ({
  type,
  ru,
  en,
  example,
  noteRu,
  noteEn,
  required: true,
});
export const may = <T>(
  type: CellType<T>,
  [ru, en, example, noteRu, noteEn]: About,
): Column<T> & { readonly required: false } => ({
  type,
  ru,
  en,
  example,
  noteRu,
  noteEn,
  required: false,
});
export const or = <T>(
  fallback: string,
  type: CellType<T>,
  about: About,
): Column<T> & { readonly required: true } => ({
  ...must(type, about),
  fallback,
});

/** What a sheet with nothing to check across its cells makes of a row. */
export const same = <Row>(written: Row): { readonly row: Row } => ({ row: written });

/** Half-open spans that would be empty. */
export const reversed = (from: string | undefined, to: string | undefined): boolean =>
  from !== undefined && to !== undefined && to <= from;
export const datesProblem = (column: string, from: string, value: string) => ({
  column,
  value,
  problem: { code: "dates-reversed" as const, data: { from } },
});
