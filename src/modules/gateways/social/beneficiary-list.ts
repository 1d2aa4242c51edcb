import { day, type Day } from "#core/day";
import { ok, refuse, type Result } from "#core/result";
import { isSnils, snilsDigits } from "#modules/benefits";
import { readSheets } from "../import/table.ts";
import { type DbfRefusal, looksLikeDbf, readDbf } from "./dbf.ts";

/** A line of the office's list of beneficiaries. */
export interface BeneficiaryLine {
  /** As the file counts: of a table with a heading, the heading is 1. */
  readonly line: number;
  readonly snils: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly born: Day | undefined;
  readonly settlement: string;
  readonly street: string;
  readonly house: string;
  readonly block: string;
  readonly flat: string;
  /** The office's own code of the right. */
  readonly code: string;
  /** As it stands: "50". */
  readonly percent: string;
  readonly from: Day;
  /** The first day without the right, where the list knows it. */
  readonly to: Day | undefined;
}

export type LineFault = "snils_missing" | "snils_wrong" | "name_missing" | "day_wrong" | "code_missing";
export interface RefusedLine {
  readonly line: number;
  readonly fault: LineFault;
  /** What stands there. */
  readonly found: string;
}
export interface BeneficiaryList {
  readonly lines: readonly BeneficiaryLine[];
  readonly refused: readonly RefusedLine[];
}

export type ListRefusal =
  | DbfRefusal
  | { readonly code: "social.columns_missing"; readonly columns: readonly string[] }
  | { readonly code: "social.not_a_list" }
  | { readonly code: "social.too_many_lines"; readonly most: number };

/** Names of the DBF layout (base.garant.ru/24567118, annex 8), and what a table is headed with. */
const COLUMNS = {
  PFR: ["снилс", "snils"],
  FM: ["фамилия", "surname"],
  IM: ["имя", "given name"],
  OT: ["отчество", "patronymic"],
  DTR: ["дата рождения", "born"],
  NSP: ["населённый пункт", "населенный пункт", "settlement"],
  ULC: ["улица", "street"],
  DOM: ["дом", "house"],
  KORP: ["корпус", "block"],
  KVAR: ["квартира", "flat"],
  LG_KOD: ["код льготы", "code"],
  LG_PRC: ["процент", "percent"],
  OBR_D: ["дата начала", "from"],
  LG_END: ["дата окончания", "to"],
} as const;
type ColumnName = keyof typeof COLUMNS;
const WANTED = ["PFR", "FM", "IM", "DOM", "ULC", "LG_KOD", "OBR_D"] as const satisfies readonly ColumnName[];
const LINES_MAX = 20_000;

interface Raw {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** DBF, a workbook, or a text with a heading. What cannot be understood is refused with its line, the rest is read. */
export async function readBeneficiaries(bytes: Uint8Array): Promise<Result<BeneficiaryList, ListRefusal>> {
  const raw = looksLikeDbf(bytes) ? readDbf(bytes) : await readTable(bytes);
  if (!raw.ok) return raw;
  if (raw.value.length > LINES_MAX) return refuse({ code: "social.too_many_lines", most: LINES_MAX });
  const lines: BeneficiaryLine[] = [];
  const refused: RefusedLine[] = [];
  for (const one of raw.value) {
    const judged = lineOf(one);
    if ("fault" in judged) refused.push(judged);
    else lines.push(judged);
  }
  return ok({ lines, refused });
}

async function readTable(bytes: Uint8Array): Promise<Result<readonly Raw[], ListRefusal>> {
  const sheets = await readSheets(bytes);
  const [heading, ...below] = typeof sheets === "string" ? [] : (sheets[0]?.rows ?? []);
  if (!heading) return refuse({ code: "social.not_a_list" });
  const names = heading.map((cell) => nameOf(cell));
  const missing = WANTED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    return refuse({ code: "social.columns_missing", columns: missing.map((name) => COLUMNS[name][0]) });
  return ok(
    below.flatMap((row, index) =>
      row.every((cell) => cell.trim() === "")
        ? []
        : [
            {
              line: index + 2,
              cells: new Map(names.map((name, at): [string, string] => [name, (row[at] ?? "").trim()])),
            },
          ],
    ),
  );
}

/** "PFR" of "СНИЛС", and of "PFR" itself. */
function nameOf(heading: string): string {
  const text = heading.trim().toLowerCase();
  const known = (Object.keys(COLUMNS) as ColumnName[]).find(
    (name) => name.toLowerCase() === text || COLUMNS[name].some((word) => word === text),
  );
  return known ?? heading.trim();
}

function lineOf({ line, cells }: Raw): BeneficiaryLine | RefusedLine {
  const text = (name: ColumnName): string => cells.get(name) ?? "";
  const snils = snilsDigits(text("PFR"));
  if (snils === undefined) return { line, fault: "snils_missing", found: text("PFR") };
  if (!isSnils(snils)) return { line, fault: "snils_wrong", found: text("PFR") };
  if (text("FM") === "" || text("IM") === "")
    return { line, fault: "name_missing", found: [text("FM"), text("IM")].join(" ").trim() };
  if (text("LG_KOD") === "") return { line, fault: "code_missing", found: "" };
  const born = dayOf(text("DTR"));
  const from = dayOf(text("OBR_D"));
  const to = dayOf(text("LG_END"));
  if (born === null) return { line, fault: "day_wrong", found: text("DTR") };
  if (from === null || from === undefined) return { line, fault: "day_wrong", found: text("OBR_D") };
  if (to === null || (to !== undefined && to <= from))
    return { line, fault: "day_wrong", found: text("LG_END") };
  return {
    line,
    snils,
    surname: text("FM"),
    givenName: text("IM"),
    patronymic: text("OT"),
    born,
    settlement: text("NSP"),
    street: text("ULC"),
    house: text("DOM"),
    block: text("KORP"),
    flat: text("KVAR"),
    code: text("LG_KOD"),
    percent: text("LG_PRC"),
    from,
    to,
  };
}

/** "2025-01-01" or "01.01.2025"; undefined of nothing, null of what is no day. */
function dayOf(text: string): Day | undefined | null {
  if (text === "") return undefined;
  const [, d, m, y] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text) ?? [];
  const written = y === undefined ? text : `${y}-${m}-${d}`;
  const at = new Date(`${written}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(written) && !Number.isNaN(at.getTime());
  return isDay && at.toISOString().slice(0, 10) === written ? day(written) : null;
}
