import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { constants, gunzipSync } from "node:zlib";
import type { Day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { firstDay, type Period, periodOf } from "#core/period";
import { ok, type Refusal, type Result } from "#core/result";
import {
  type Bundled,
  type BuildingBundle,
  bundlesOf,
  type ColumnCount,
  type FallbackUsed,
  type FileRefusal,
  type FilledIn,
  insertRegistryHouses,
  keysOf,
  mergeReads,
  type OpenDataHouses,
  readOpenDataHouses,
  readTemplateCsv,
  readTemplateXlsx,
  type RowDoubt,
  type RowRefusal,
  rowsOfHouses,
  type SheetName,
  sheetNamed,
  SHEETS,
  type TemplateRead,
} from "#modules/gateways";
import type { Ctx } from "#platform/context";
import { within } from "#platform/deed";
import { type Applied, applyDictionary, type ApplyRefusal, type Changes } from "./apply-city.ts";
import { applyTogether, batchesOf } from "./apply-together.ts";
import { roomRefusalWords } from "./import-words.ts";
import { openFirstMonths } from "./open-first-months.ts";
import { knownKeys, recordedKeys } from "./recorded-keys.ts";

/** What became of an import, or would become of it: every row is taken, refused, or a part of a refused building. */
export interface ImportReport {
  readonly dryRun: boolean;
  /** Data rows read, of all sheets. */
  readonly rows: number;
  readonly refused: readonly RowRefusal[];
  readonly doubts: readonly RowDoubt[];
  /** Cells that were empty and for which something was put. */
  readonly filledIn: readonly FilledIn[];
  readonly fallbacks: readonly FallbackUsed[];
  /** Columns and sheets without a meaning here. */
  readonly ignored: readonly string[];
  /** Of the open-data file: what became of every column's values. */
  readonly columns: readonly ColumnCount[];
  /** The header of the file of refused rows; several sheets have none in common. */
  readonly header: readonly string[];
  readonly organizations: number;
  /** Buildings applied, whole. */
  readonly buildings: number;
  /** Codes of the buildings of which nothing was applied. */
  readonly refusedBuildings: readonly string[];
  readonly changes: Applied["changes"];
}

export interface ImportOptions {
  /** Reads, checks and applies everything, and then takes it all back: the counts are those of the real thing. */
  readonly dryRun?: boolean;
  /** The first month of companies that have none yet; absent: none is opened, and no balance can be taken over. */
  readonly firstMonth?: Period;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A file as handed over: its name tells a CSV's sheet. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Imports the product's own templates: workbooks, CSV files named after their sheets, or several of both. Applying
 * the same files twice changes nothing; a changed row becomes a dated change.
 */
export async function importTemplates(
  ctx: Ctx,
  files: readonly ImportFile[],
  options: ImportOptions = {},
): Promise<Result<ImportReport, FileRefusal>> {
  const reads: TemplateRead[] = [];
  for (const file of files) {
    const read = await readFile(file);
    if (!read.ok) return read;
    reads.push(read.value);
  }
  const read = mergeReads(reads);
  const rows = Object.values(read.sheets).reduce((sum, sheet) => sum + sheet.rows.length, 0);
  const lines = new Set(read.refused.map((one) => `${one.sheet}|${one.row}`)).size;
  return ok(
    await inOneGo(ctx, options, async (inner) => {
      const recorded = await inner.transaction((tx) => recordedKeys(tx, keysOf(read.sheets)));
      const bundled = bundlesOf(read.sheets, read.refused, knownKeys(recorded));
      const applied = await apply(inner, bundled, options, new Map(recorded.organizations));
      return {
        ...applied,
        dryRun: options.dryRun ?? false,
        rows: rows + lines,
        refused: [...read.refused, ...bundled.refused, ...applied.refused],
        refusedBuildings: [...bundled.refusedBuildings, ...applied.refusedBuildings].sort(),
        doubts: [],
        filledIn: [],
        fallbacks: read.fallbacks,
        ignored: read.ignored,
        columns: [],
        header: Object.values(read.sheets).length === 1 ? (Object.values(read.sheets)[0]?.header ?? []) : [],
      };
    }),
  );
}

/**
 * Imports the open-data houses file: its companies and buildings, in force from the first day of the month of the
 * file's newest row unless said otherwise. Areas and numbers of flats are kept beside the buildings.
 */
export async function importHouses(
  ctx: Ctx,
  source: Readable,
  options: ImportOptions & { readonly from?: Day } = {},
): Promise<Result<ImportReport, FileRefusal>> {
  const read = await readOpenDataHouses(source);
  if (!read.ok) return read;
  const saidOn = newest(read.value) ?? ctx.today;
  const from = options.from ?? firstDay(periodOf(saidOn));
  const { organizations, buildings, filledIn } = rowsOfHouses(read.value, from);
  const houses = new Map(read.value.houses.map((house) => [house.houseId, house]));
  const rowsByCode = new Map(buildings.map((row) => [row.code, row]));
  const origins = new Map(
    buildings.map((row) => [
      row,
      { sheet: "buildings" as const, line: houses.get(row.code)?.row ?? 0, original: [] },
    ]),
  );
  const bundled: Bundled = {
    dictionary: { organizations, values: [] },
    bundles: buildings.map((row) => bundleOf(row)),
    refused: [],
    refusedBuildings: [],
    originOf: (row) => origins.get(row as (typeof buildings)[number]),
  };
  return ok(
    await inOneGo(ctx, options, async (inner) => {
      const applied = await apply(inner, bundled, options, new Map(), async (done) => {
        await inner.transaction((tx) =>
          insertRegistryHouses(
            tx,
            [...done.ids.buildings].flatMap(([code, building]) => {
              const house = houses.get(code);
              const row = rowsByCode.get(code);
              return house && row
                ? [
                    {
                      building,
                      source: "houses-2016" as const,
                      saidOn,
                      flats: house.flats,
                      nonResidential: house.nonResidential,
                      livingArea: house.livingArea,
                      nonResidentialArea: house.nonResidentialArea,
                      row,
                    },
                  ]
                : [];
            }),
          ),
        );
      });
      return {
        ...applied,
        dryRun: options.dryRun ?? false,
        rows: read.value.rows,
        refused: [...read.value.refused, ...applied.refused],
        refusedBuildings: applied.refusedBuildings,
        doubts: read.value.doubts,
        filledIn,
        fallbacks: [],
        ignored: read.value.ignoredColumns,
        columns: read.value.columns,
        header: read.value.header,
      };
    }),
  );
}

/** Is this the open-data houses file? Its header says so, packed or not; a template's never does. */
export function isHousesFile(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 64 * 1024);
  let text = "";
  try {
    // Only the beginning is unpacked, so the end of the archive is not asked for.
    const packed = start[0] === 0x1f && start[1] === 0x8b;
    text = new TextDecoder().decode(
      packed ? gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }) : start,
    );
  } catch {
    return false;
  }
  return isHousesHeader(text.split(/\r?\n/, 1)[0] ?? "");
}

export const isHousesHeader = (line: string): boolean => /(^|[,;\t"])\s*HOUSE_ID\s*([,;\t"]|$)/i.test(line);

async function readFile(file: ImportFile): Promise<Result<TemplateRead, FileRefusal>> {
  // "PK": a workbook is a zip archive, whatever it is called.
  if (file.bytes[0] === 0x50 && file.bytes[1] === 0x4b) return readTemplateXlsx(file.bytes);
  const name = file.name.split(/[\\/]/).at(-1) ?? file.name;
  const sheet = sheetNamed(name);
  if (!sheet) {
    const known = Object.values(SHEETS)
      .flatMap((one) => [one.ru, one.name])
      .join(", ");
    return { ok: false, refusal: { code: "import.unknown_sheet", sheet: name, known } };
  }
  return readTemplateCsv(sheet, file.bytes);
}

/** A dry run is the import itself, in one transaction that is taken back. */
async function inOneGo<T>(ctx: Ctx, options: ImportOptions, work: (inner: Ctx) => Promise<T>): Promise<T> {
  if (!options.dryRun) return work(ctx);
  let report: { readonly value: T } | undefined;
  const takenBack = new Error("the dry run is over");
  try {
    await ctx.transaction(async (tx) => {
      report = { value: await work(within(ctx, tx)) };
      throw takenBack;
    });
  } catch (error) {
    if (error !== takenBack) throw error;
  }
  if (!report) throw takenBack;
  return report.value;
}

interface AppliedBundles {
  readonly organizations: number;
  readonly buildings: number;
  readonly refused: readonly RowRefusal[];
  readonly refusedBuildings: readonly string[];
  readonly changes: Applied["changes"];
}

const ROWS_A_BATCH = 8000;

/** Applies the dictionary, then the buildings in batches; what a room refuses is listed with its place in the file. */
async function apply(
  ctx: Ctx,
  bundled: Bundled,
  options: ImportOptions,
  organizationsBefore: ReadonlyMap<string, OrganizationId>,
  also: (applied: Applied) => Promise<void> = async () => {},
): Promise<AppliedBundles> {
  const refused: RowRefusal[] = [];
  const refusedBuildings: string[] = [];
  const dictionary = await applyDictionary(ctx, bundled.dictionary);
  if (!dictionary.ok) {
    const problem = dictionary.refusal;
    const sheetRows =
      problem.code === "import.refused" && problem.sheet === "organizations"
        ? bundled.dictionary.organizations
        : bundled.dictionary.values;
    // Buildings speak of organizations and tariffs: without them nothing further can be right.
    return {
      organizations: 0,
      buildings: 0,
      refused: refusalsOf(problem, sheetRows, bundled, undefined),
      refusedBuildings: bundled.bundles.map((bundle) => bundle.code),
      changes: NOTHING,
    };
  }
  const organizations = new Map([...organizationsBefore, ...dictionary.value]);
  if (options.firstMonth !== undefined) await openFirstMonths(ctx, options.firstMonth);
  const total = bundled.bundles.length;
  let done = 0;
  let buildings = 0;
  let changes = NOTHING;
  const take = async (applied: Applied): Promise<void> => {
    await also(applied);
    buildings += applied.buildings;
    changes = sumOf(changes, applied.changes);
    for (const { row, refusal } of applied.readingsRefused)
      refused.push(refusalOf(refusal, row, bundled, row.building));
  };
  for (const batch of batchesOf(bundled.bundles, ROWS_A_BATCH)) {
    const outcome = await applyTogether(ctx, batch, organizations);
    for (const { result } of outcome.applied) await take(result);
    for (const { bundle, refusal } of outcome.refused) {
      refusedBuildings.push(bundle.code);
      const sheet =
        refusal.code === "import.refused" && refusal.sheet !== "organizations" ? bundle[refusal.sheet] : [];
      refused.push(...refusalsOf(refusal, typeof sheet === "string" ? [] : sheet, bundled, bundle.code));
    }
    done += batch.length;
    options.onProgress?.(done, total);
  }
  return {
    organizations: bundled.dictionary.organizations.length,
    buildings,
    refused,
    refusedBuildings,
    changes,
  };
}

/** A room's refusal as rows of the file: those that it names, or the building as a whole. */
function refusalsOf(
  refusal: ApplyRefusal,
  rows: readonly object[],
  bundled: Bundled,
  building: string | undefined,
): RowRefusal[] {
  const inner: Refusal & { readonly rows?: unknown } =
    refusal.code === "import.refused" ? refusal.refusal : refusal;
  const named = Array.isArray(inner.rows)
    ? (inner.rows as readonly { readonly row: number; readonly refusal: Refusal }[])
    : [];
  if (named.length === 0) return [refusalOf(inner, undefined, bundled, building)];
  return named.map((one) => refusalOf(one.refusal, rows[one.row], bundled, building));
}

function refusalOf(
  refusal: Refusal,
  row: object | undefined,
  bundled: Bundled,
  building: string | undefined,
): RowRefusal {
  const origin = row === undefined ? undefined : bundled.originOf(row);
  return {
    sheet: origin ? SHEETS[origin.sheet satisfies SheetName].ru : "",
    row: origin?.line ?? 0,
    column: "",
    code: "refused-by-room",
    value: refusal.code,
    data: roomRefusalWords(refusal),
    original: origin?.original ?? [],
    ...(building === undefined ? {} : { building }),
  };
}

const ZERO: Changes = { added: 0, changed: 0, unchanged: 0 };
const NOTHING: Applied["changes"] = {
  buildings: ZERO,
  premises: ZERO,
  accounts: ZERO,
  residents: ZERO,
  meters: ZERO,
  terms: ZERO,
  values: ZERO,
  readings: ZERO,
};

function sumOf(left: Applied["changes"], right: Applied["changes"]): Applied["changes"] {
  const sum = (a: Changes, b: Changes): Changes => ({
    added: a.added + b.added,
    changed: a.changed + b.changed,
    unchanged: a.unchanged + b.unchanged,
  });
  return {
    buildings: sum(left.buildings, right.buildings),
    premises: sum(left.premises, right.premises),
    accounts: sum(left.accounts, right.accounts),
    residents: sum(left.residents, right.residents),
    meters: sum(left.meters, right.meters),
    terms: sum(left.terms, right.terms),
    values: sum(left.values, right.values),
    readings: sum(left.readings, right.readings),
  };
}

const bundleOf = (row: BuildingBundle["buildings"][number]): BuildingBundle => ({
  code: row.code,
  buildings: [row],
  premises: [],
  accounts: [],
  residents: [],
  meters: [],
  readings: [],
  terms: [],
  values: [],
  balances: [],
});

const newest = (read: OpenDataHouses): Day | undefined =>
  read.houses.reduce<Day | undefined>(
    (latest, house) =>
      house.updatedOn !== undefined && (latest === undefined || house.updatedOn > latest)
        ? house.updatedOn
        : latest,
    undefined,
  );
