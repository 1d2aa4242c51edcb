import { writeXlsx } from "hucre/xlsx";
import { ok, type Result, refuse } from "#core/result";
import { plainHeading, readSheets, type TableTrouble } from "../import/table.ts";
import { harmlessCell } from "../import/text.ts";
import { hasForm } from "./identifiers.ts";

/** What the system calls a house, premises or an account of ours, as a line of a file says it. */
export interface IdentifierLine {
  readonly line: number;
  /** The building's own code; of an account it may be absent. */
  readonly building: string;
  /** Absent: the line is about the house. */
  readonly premises: string;
  /** Our number: the line is about the account. */
  readonly account: string;
  readonly guid: string;
  /** ЕЛС and ИЖКУ, of an account alone. */
  readonly unified: string;
  readonly service: string;
}

export type IdentifierFault =
  | "place_missing"
  | "nothing_said"
  | "guid_malformed"
  | "unified_malformed"
  | "service_malformed"
  | "service_of_other_account"
  | "numbers_of_no_account"
  | "line_twice"
  | "building_unknown"
  | "premises_unknown"
  | "account_unknown";
export interface RefusedIdentifier {
  readonly line: number;
  readonly fault: IdentifierFault;
  readonly found: string;
}
export type IdentifierFileRefusal =
  | { readonly code: "gis.identifiers_unreadable"; readonly trouble: TableTrouble }
  | { readonly code: "gis.identifiers_columns_missing"; readonly columns: readonly string[] };

const COLUMNS = {
  building: ["Код дома", "Building code"],
  address: ["Адрес", "Address"],
  premises: ["Номер помещения", "Premises"],
  account: ["Номер лицевого счета", "Account"],
  guid: ["Идентификатор в ГИС ЖКХ (GUID)", "GIS identifier (GUID)", "GUID"],
  unified: ["Единый лицевой счет (ЕЛС)", "Unified account (ЕЛС)", "ЕЛС"],
  service: ["Идентификатор ЖКУ (ИЖКУ)", "Service identifier (ИЖКУ)", "ИЖКУ"],
} as const;
type ColumnName = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as ColumnName[];
const HEADINGS = new Map(NAMES.map((name) => [name, new Set(COLUMNS[name].map(plainHeading))]));

/** Reads XLSX or a text with separators. A line that cannot be understood is refused with its number, the rest is read. */
export async function readIdentifiers(bytes: Uint8Array): Promise<
  Result<
    {
      readonly lines: readonly IdentifierLine[];
      readonly refused: readonly RefusedIdentifier[];
      /** Lines of the file to fill in that nobody has filled in. */
      readonly unfilled: number;
    },
    IdentifierFileRefusal
  >
> {
  const sheets = await readSheets(bytes);
  if (typeof sheets === "string") return refuse({ code: "gis.identifiers_unreadable", trouble: sheets });
  const [head = [], ...rows] = sheets[0]?.rows ?? [];
  const headings = head.map(plainHeading);
  const at = Object.fromEntries(
    NAMES.map((name) => [name, headings.findIndex((heading) => HEADINGS.get(name)?.has(heading))]),
  ) as Readonly<Record<ColumnName, number>>;
  const missing = [
    ...(at.building < 0 && at.account < 0 ? [COLUMNS.building[0], COLUMNS.account[0]] : []),
    ...(at.guid < 0 && at.unified < 0 ? [COLUMNS.guid[0], COLUMNS.unified[0]] : []),
  ];
  if (missing.length > 0) return refuse({ code: "gis.identifiers_columns_missing", columns: missing });
  const lines: IdentifierLine[] = [];
  const refused: RefusedIdentifier[] = [];
  const seen = new Set<string>();
  let unfilled = 0;
  for (const [index, row] of rows.entries()) {
    if (row.every((cell) => cell === "")) continue;
    const text = (name: ColumnName): string => row[at[name]] ?? "";
    const one: IdentifierLine = {
      line: index + 2,
      building: text("building"),
      premises: text("premises"),
      account: text("account"),
      guid: text("guid").toLowerCase(),
      unified: text("unified").toUpperCase(),
      service: text("service").toUpperCase(),
    };
    const fault = faultOf(one, seen);
    if (fault === "nothing_said") unfilled += 1;
    else if (fault) refused.push({ line: one.line, fault, found: foundBy(fault, one).slice(0, 60) });
    else lines.push(one);
  }
  return ok({ lines, refused, unfilled });
}

function faultOf(one: IdentifierLine, seen: Set<string>): IdentifierFault | undefined {
  if (one.account === "" && one.building === "") return "place_missing";
  if (one.guid === "" && one.unified === "" && one.service === "") return "nothing_said";
  if (one.guid !== "" && !hasForm("guid", one.guid)) return "guid_malformed";
  if (one.account === "" && (one.unified !== "" || one.service !== "")) return "numbers_of_no_account";
  if (one.unified !== "" && !hasForm("unifiedAccount", one.unified)) return "unified_malformed";
  if (one.service !== "" && !hasForm("service", one.service)) return "service_malformed";
  if (one.unified !== "" && one.service !== "" && !one.service.startsWith(`${one.unified}-`))
    return "service_of_other_account";
  const key = one.account === "" ? `${one.building}|${one.premises}` : one.account;
  if (seen.has(key)) return "line_twice";
  seen.add(key);
  return undefined;
}

function foundBy(fault: IdentifierFault, one: IdentifierLine): string {
  if (fault === "guid_malformed") return one.guid;
  if (fault === "unified_malformed" || fault === "numbers_of_no_account") return one.unified || one.service;
  if (fault === "service_malformed" || fault === "service_of_other_account") return one.service;
  return one.account || [one.building, one.premises].filter((part) => part !== "").join(", ");
}

/** A row of the file to fill in: what is known already stands in it. */
export interface IdentifierRow {
  readonly building: string;
  readonly address: string;
  readonly premises: string;
  readonly account: string;
  readonly guid: string;
  readonly unified: string;
  readonly service: string;
}

/** All houses, premises and accounts with what the system calls them, to be filled in and put in again. */
export const identifiersWorkbook = (
  rows: readonly IdentifierRow[],
  language: "ru" | "en",
): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: language === "ru" ? "Идентификаторы" : "Identifiers",
        columns: NAMES.map((name) => ({
          width: name === "address" ? 48 : name === "guid" ? 40 : 20,
          numFmt: "@",
        })),
        rows: [
          NAMES.map((name) => COLUMNS[name][language === "ru" ? 0 : 1]),
          ...rows.map((row) => NAMES.map((name) => harmlessCell(row[name]))),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });
