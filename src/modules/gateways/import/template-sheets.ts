import type { CellProblem } from "./cells.ts";
import { METERS, READINGS } from "./sheets-of-meters.ts";
import { ACCOUNTS, RESIDENTS } from "./sheets-of-people.ts";
import { BUILDINGS, ORGANIZATIONS, PREMISES } from "./sheets-of-places.ts";
import { BALANCES, BUILDING_SERVICES, VALUES } from "./sheets-of-prices.ts";
import type { Column, Rows, Sheet, SheetName } from "./template-model.ts";

export type { Column, Rows, Sheet, SheetName, Written } from "./template-model.ts";

/** The sheets in the order in which they are filled in: each speaks of keys that an earlier one gave. */
export const SHEETS: { readonly [N in SheetName]: Sheet<N> } = {
  organizations: ORGANIZATIONS,
  buildings: BUILDINGS,
  premises: PREMISES,
  accounts: ACCOUNTS,
  residents: RESIDENTS,
  meters: METERS,
  readings: READINGS,
  services: BUILDING_SERVICES,
  values: VALUES,
  balances: BALANCES,
};

export const SHEET_NAMES = Object.keys(SHEETS) as readonly SheetName[];

/** A sheet whose rows are not told apart by type: how the reader and the writer walk over all of them. */
export interface AnySheet {
  readonly ru: string;
  readonly en: string;
  readonly columns: Readonly<Record<string, Column<unknown>>>;
  finish(
    written: object,
  ):
    | { readonly row: Rows[SheetName] }
    | { readonly column: string; readonly value: string; readonly problem: CellProblem };
}
export const anySheet = (name: SheetName): AnySheet => SHEETS[name] as unknown as AnySheet;
