import type { Day } from "#core/day";
import { fromKopecks, fromMillionths, toDecimal } from "#core/exact";
import { type DbfField, writeDbf } from "./dbf.ts";
import type { SocialRegisterRow } from "./register-file.ts";

interface Column extends DbfField {
  readonly of: (row: SocialRegisterRow) => string;
}

/**
 * A region's layout of charges for the social office (docs.cntd.ru/document/450383626): who and where, what was charged
 * for a service in a month, what is owed; SUML as in the layout of ivan-gov.ru/doc/15034 is the benefit itself. What was
 * paid for one service and what a court has confirmed are not known to the register: OPLATA and SUDDOLG stay blank.
 */
const LAYOUT: readonly Column[] = [
  { name: "LCHET", type: "C", length: 15, of: (row) => row.account },
  { name: "FAM", type: "C", length: 40, of: (row) => nameOf(row)[0] },
  { name: "IM", type: "C", length: 40, of: (row) => nameOf(row)[1] },
  { name: "OT", type: "C", length: 40, of: (row) => nameOf(row)[2] },
  { name: "NNASP", type: "C", length: 40, of: ({ place }) => place.settlement },
  { name: "NYLIC", type: "C", length: 40, of: ({ place }) => place.street },
  { name: "NDOM", type: "C", length: 6, of: ({ place }) => place.house },
  { name: "NKORP", type: "C", length: 3, of: ({ place }) => place.block },
  { name: "NKW", type: "C", length: 4, of: ({ place }) => place.premises },
  { name: "KODUSL", type: "C", length: 8, of: (row) => CODES[row.serviceCode] ?? row.serviceCode },
  { name: "GOD", type: "C", length: 4, of: (row) => row.chargedFor.slice(0, 4) },
  { name: "MES", type: "C", length: 2, of: (row) => row.chargedFor.slice(5) },
  { name: "OBJEM", type: "N", length: 14, decimals: 4, of: (row) => decimal(row.volume, 4) },
  { name: "TARIF", type: "N", length: 12, decimals: 4, of: (row) => decimal(row.rate, 4) },
  { name: "NACH", type: "N", length: 12, decimals: 2, of: (row) => roubles(row.charged) },
  { name: "OPLATA", type: "N", length: 12, decimals: 2, of: () => "" },
  { name: "DOLG", type: "N", length: 12, decimals: 2, of: (row) => roubles(row.owed) },
  { name: "DOLGMES", type: "N", length: 3, of: (row) => String(row.monthsInArrears) },
  { name: "SUDDOLG", type: "N", length: 12, decimals: 2, of: () => "" },
  { name: "SUML", type: "N", length: 12, decimals: 2, of: (row) => roubles(row.amount) },
];

/** The offices' codes of services; eight letters at most. */
const CODES: Readonly<Record<string, string>> = {
  MAINTENANCE: "SODERZH",
  SOI_COLD_WATER: "ODNHVS",
  SOI_HOT_WATER: "ODNGVS",
  SOI_SEWERAGE: "ODNVO",
  SOI_ELECTRICITY: "ODNEL",
  RENT: "NAEM",
  CAPITAL_REPAIR: "KAPREM",
  COLD_WATER: "HVS",
  HOT_WATER: "GVS",
  HOT_WATER_WATER: "GVSVODA",
  HOT_WATER_HEAT: "GVSTEPLO",
  SEWERAGE: "VODOOTV",
  HEATING: "OTOPL",
  ELECTRICITY: "ELEKTR",
  GAS: "GAZ",
  WASTE: "TKO",
  LIFT: "LIFT",
  INTERCOM: "DOMOFON",
  ANTENNA: "ANTENNA",
  RADIO: "RADIO",
  VIDEO: "VIDEO",
  INSURANCE: "STRAH",
  "": "SUBSID",
};

export const socialRegisterDbf = (
  rows: readonly SocialRegisterRow[],
  on: { readonly day: Day },
): Uint8Array =>
  writeDbf(
    LAYOUT,
    rows.map((row) => LAYOUT.map((column) => column.of(row))),
    on,
  );

/** Of the beneficiary; of a subsidy, which is the account's, of its holder. */
function nameOf({ beneficiary, holder }: SocialRegisterRow): readonly [string, string, string] {
  const [last = "", first = "", ...patronymic] = (beneficiary ?? holder).split(/\s+/);
  return [last, first, patronymic.join(" ")];
}

const decimal = (value: bigint | undefined, digits: number): string =>
  value === undefined ? "" : toDecimal(fromMillionths(value), digits, digits);
const roubles = (value: SocialRegisterRow["owed"]): string => toDecimal(fromKopecks(value), 2, 2);
