import { writeXlsx } from "hucre/xlsx";
import { ok, type Result, refuse } from "#core/result";
import { plainHeading, readSheets, type TableTrouble } from "../import/table.ts";
import { harmlessCell } from "../import/text.ts";
import { hasForm } from "./identifiers.ts";
import { all, type MessageElement, messageTree, textAt } from "./message-tree.ts";
import type { GisResult, PackageKind } from "./model.ts";
import {
  type ColumnProfile,
  PLACE,
  type RowOf,
  type WorkbookProfile,
  WORKBOOKS,
} from "./workbook-profile.ts";

/** The same as a message, as a workbook of the system's import template. What it will answer has its columns already. */
export async function messageWorkbook(kind: PackageKind, xml: string): Promise<Uint8Array> {
  const profile = WORKBOOKS[kind];
  const message = messageTree(xml);
  const things = thingsOf(profile, message);
  const [main] = profile.sheets;
  return writeXlsx({
    sheets: profile.sheets.map((sheet) => {
      const added =
        sheet === main ? Object.values(profile.results).flatMap(([heading]) => heading ?? []) : [];
      const headings = [...sheet.columns.map(({ heading }) => heading), ...added];
      return {
        name: sheet.name,
        columns: headings.map((heading, at) => ({
          width: Math.min(48, Math.max(12, heading.length + 2)),
          ...(sheet.columns[at]?.isNumber ? {} : { numFmt: "@" }),
        })),
        rows: [
          headings,
          ...things.flatMap((thing, at) =>
            sheet
              .rows(thing)
              .map((row) => sheet.columns.map((one) => cellOf(one, { row, thing, message, place: at + 1 }))),
          ),
        ],
        freezePane: { rows: 1 },
      };
    }),
  });
}

const thingsOf = (profile: WorkbookProfile, message: MessageElement): readonly MessageElement[] =>
  all(message, profile.thing);

/** A number that a spreadsheet keeps whole is one; all else is text, and no text is a formula. */
function cellOf(column: ColumnProfile, of: RowOf): string | number {
  const text = column.value(of);
  return column.isNumber && /^-?\d{1,13}(\.\d{1,6})?$/.test(text) && text.length <= 16
    ? Number(text)
    : harmlessCell(text);
}

/** What is wrong with one line of a workbook that came back. */
export interface WorkbookFault {
  readonly line: number;
  readonly heading: string;
  readonly found: string;
  readonly fault: "no_such_row" | "row_twice" | "other_thing" | "malformed";
}
export type GisWorkbookRefusal =
  | { readonly code: "gis.workbook_unreadable"; readonly trouble: TableTrouble }
  | { readonly code: "gis.workbook_columns_missing"; readonly columns: readonly string[] }
  | {
      readonly code: "gis.workbook_lines_wrong";
      readonly lines: readonly WorkbookFault[];
      readonly count: number;
    };

const FAULTS_SHOWN = 20;
/** Of the state that the system writes when it has taken a row. */
const TAKEN = /успешн|загружен|обработан|принят/i;
const REFUSED = /ошибк|отклон|не загружен|не принят/i;

/**
 * Reads a workbook that the system has filled in: rows are told by their place in the message, and judged by what they
 * are called among ours. A row without a word of the system stays open. One wrong line refuses the file.
 */
export async function readWorkbookResults(
  bytes: Uint8Array,
  of: { readonly kind: PackageKind; readonly xml: string },
): Promise<Result<readonly GisResult[], GisWorkbookRefusal>> {
  const sheets = await readSheets(bytes);
  if (typeof sheets === "string") return refuse({ code: "gis.workbook_unreadable", trouble: sheets });
  const profile = WORKBOOKS[of.kind];
  const [main] = profile.sheets;
  const message = messageTree(of.xml);
  const things = thingsOf(profile, message);
  const sheet = sheets.find(({ name }) => plainHeading(name) === plainHeading(main.name)) ?? sheets[0];
  const [head = [], ...rows] = sheet?.rows ?? [];
  const headings = head.map(plainHeading);
  const at = (names: readonly string[]): number => {
    const wanted = new Set(names.map(plainHeading));
    return headings.findIndex((heading) => wanted.has(heading));
  };
  const columns = {
    place: at([PLACE]),
    own: at([profile.own.heading]),
    number: at(profile.results.number ?? []),
    service: at(profile.results.service ?? []),
    guid: at(profile.results.guid ?? []),
    state: at(profile.results.state ?? []),
    error: at(profile.results.error ?? []),
  };
  const missing = [
    ...(columns.place < 0 ? [PLACE] : []),
    ...(columns.own < 0 ? [profile.own.heading] : []),
    ...(columns.number < 0 && columns.state < 0
      ? (profile.results.number ?? profile.results.state ?? []).slice(0, 1)
      : []),
  ];
  if (missing.length > 0) return refuse({ code: "gis.workbook_columns_missing", columns: missing });
  const faults: WorkbookFault[] = [];
  const results: GisResult[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const cell = (column: number): string => row[column] ?? "";
    if (row.every((one) => one === "")) continue;
    const line = index + 2;
    const place = cell(columns.place);
    const blame = (fault: WorkbookFault["fault"], heading: string, found: string): void =>
      void faults.push({ line, fault, heading, found: found.slice(0, 60) });
    const thing = /^\d{1,6}$/.test(place) ? things[Number(place) - 1] : undefined;
    if (!thing) blame("no_such_row", PLACE, place);
    else if (seen.has(place)) blame("row_twice", PLACE, place);
    else {
      seen.add(place);
      const own = profile.own.value({ row: thing, thing, message, place: Number(place) });
      const isOwn = profile.own.isNumber ? isSameSum(cell(columns.own), own) : cell(columns.own) === own;
      if (!isOwn) blame("other_thing", profile.own.heading, cell(columns.own));
      const said = {
        number: cell(columns.number),
        service: cell(columns.service),
        guid: cell(columns.guid).toLowerCase(),
      };
      for (const name of ["number", "service", "guid"] as const)
        if (said[name] !== "" && !hasForm(FORM_OF[of.kind][name], said[name]))
          blame("malformed", profile.results[name]?.[0] ?? name, said[name]);
      const result = resultOf(textAt(thing, "TransportGUID"), said, cell(columns.state), cell(columns.error));
      if (result) results.push(result);
    }
  }
  return faults.length > 0
    ? refuse({ code: "gis.workbook_lines_wrong", lines: faults.slice(0, FAULTS_SHOWN), count: faults.length })
    : ok(results);
}

const FORM_OF = {
  accounts: { number: "unifiedAccount", service: "service", guid: "guid" },
  documents: { number: "document", service: "service", guid: "guid" },
  payments: { number: "ownNumber", service: "service", guid: "guid" },
  acknowledgments: { number: "ownNumber", service: "service", guid: "guid" },
} as const;

/** "1500", "1500.00" and "1500,00" are one sum to whoever typed them. */
const isSameSum = (a: string, b: string): boolean => sumText(a) === sumText(b);
const sumText = (text: string): string => {
  const plain = text.replaceAll(/[\s\u00a0]/g, "").replace(",", ".");
  return plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
};

function resultOf(
  transport: string,
  said: { readonly number: string; readonly service: string; readonly guid: string },
  state: string,
  error: string,
): GisResult | undefined {
  const isRefused = error !== "" || REFUSED.test(state);
  if (isRefused)
    return { transport, ok: false, errors: [{ code: "", sentence: error === "" ? state : error }] };
  if (said.number === "" && said.guid === "" && !TAKEN.test(state)) return undefined;
  const given = (text: string): string | undefined => (text === "" ? undefined : text);
  return {
    transport,
    ok: true,
    guid: given(said.guid),
    number: given(said.number),
    service: given(said.service),
  };
}
