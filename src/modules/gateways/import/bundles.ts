import type { RowRefusal, RowRefusalCode } from "./problems.ts";
import type { BuildingBundle, CityDictionary, MeterRow } from "./rows.ts";
import type { ReadRow, ReadSheet, ReadSheets } from "./template-read.ts";
import { type Rows, SHEET_NAMES, type SheetName, SHEETS } from "./template-sheets.ts";

/** Keys that are on record already: a file of the month's readings speaks of meters that an earlier file brought. */
export interface KnownKeys {
  readonly organizations: ReadonlySet<string>;
  readonly buildings: ReadonlySet<string>;
  /** "building|number". */
  readonly premises: ReadonlySet<string>;
  /** Account number → building code. */
  readonly accounts: ReadonlyMap<string, string>;
  /** "building|serial" → digits before the point. */
  readonly meters: ReadonlyMap<string, number>;
}

/** Where a row stood in the files, so that a room's refusal of it can be shown with its place. */
export interface RowOrigin {
  readonly sheet: SheetName;
  readonly line: number;
  readonly original: readonly string[];
}

export interface Bundled {
  readonly dictionary: CityDictionary;
  /** Buildings without a refused row, in the order of their codes. */
  readonly bundles: readonly BuildingBundle[];
  readonly refused: readonly RowRefusal[];
  /** Codes of the buildings that have refused rows and are left out whole. */
  readonly refusedBuildings: readonly string[];
  readonly originOf: (row: object) => RowOrigin | undefined;
}

/** The keys that the rows of a file speak of: what must be looked up before `bundlesOf`. */
export function keysOf(sheets: ReadSheets): {
  readonly organizations: readonly string[];
  readonly buildings: readonly string[];
  readonly premises: readonly { readonly building: string; readonly number: string }[];
  readonly accounts: readonly string[];
  readonly meters: readonly { readonly building: string; readonly serial: string }[];
} {
  const rows = <N extends SheetName>(name: N) => rowsOf(sheets, name).map((one) => one.row);
  const present = (texts: readonly (string | undefined)[]): string[] => [
    ...new Set(texts.filter((text) => text !== undefined)),
  ];
  const premises = [...rows("accounts"), ...rows("meters")].flatMap((row) =>
    row.premises === undefined ? [] : [{ building: row.building, number: row.premises }],
  );
  const flats = rows("premises").flatMap((row) =>
    row.flat === undefined ? [] : [{ building: row.building, number: row.flat }],
  );
  return {
    organizations: present([
      ...rows("organizations").map((row) => row.code),
      ...rows("buildings").map((row) => row.manager),
      ...rows("services").map((row) => row.provider),
      ...rows("values").flatMap((row) => [row.organization, row.provider]),
      ...rows("balances").map((row) => row.provider),
    ]),
    buildings: present(
      SHEET_NAMES.flatMap((name) => rowsOf(sheets, name).map((one) => buildingOf(name, one.row))),
    ),
    premises: [...premises, ...flats],
    accounts: present([
      ...rows("accounts").map((row) => row.number),
      ...rows("residents").map((row) => row.account),
      ...rows("services").map((row) => row.account),
      ...rows("values").map((row) => row.account),
      ...rows("balances").map((row) => row.account),
    ]),
    meters: rows("readings").map((row) => ({ building: row.building, serial: row.meter })),
  };
}

/**
 * Puts the rows of all sheets together by building, and checks what no sheet can know alone: that keys exist, that
 * nothing is said twice, that an account stays in its building. A refused row leaves its whole building out, since
 * a building half applied would be charged wrongly.
 */
export function bundlesOf(
  sheets: ReadSheets,
  refusedBefore: readonly RowRefusal[],
  known: KnownKeys,
): Bundled {
  const origins = new Map<object, RowOrigin>();
  const refused: RowRefusal[] = [];
  const check = checker(sheets, known);
  const sound: { [N in SheetName]: Rows[N][] } = {
    organizations: [],
    buildings: [],
    premises: [],
    accounts: [],
    residents: [],
    meters: [],
    readings: [],
    services: [],
    values: [],
    balances: [],
  };
  const take = (name: SheetName): void => {
    const into = sound[name] as Rows[SheetName][];
    const first = new Map<string, number>();
    for (const { row, line, original } of rowsOf(sheets, name)) {
      const key = keyOf(name, row);
      const building = buildingOf(name, row);
      const before = first.get(key);
      const problem: Problem | undefined =
        before === undefined
          ? check(name, row)
          : { field: "", code: "row-twice", value: key, data: { first: String(before) } };
      first.set(key, before ?? line);
      if (problem) {
        refused.push({
          sheet: SHEETS[name].ru,
          row: line,
          column: columnOf(name, problem.field),
          code: problem.code,
          value: problem.value,
          data: problem.data,
          original,
          ...(building === undefined ? {} : { building }),
        });
        continue;
      }
      origins.set(row, { sheet: name, line, original });
      into.push(row);
    }
  };
  for (const name of SHEET_NAMES) take(name);

  const refusedBuildings = new Set([...refusedBefore, ...refused].flatMap((one) => one.building ?? []));
  const codes = new Set(
    SHEET_NAMES.flatMap((name) => sound[name].flatMap((row) => buildingOf(name, row) ?? [])),
  );
  const groups = groupsOf(sound);
  const bundles = [...codes]
    .filter((code) => !refusedBuildings.has(code))
    .sort()
    .map((code) => groups(code));
  return {
    dictionary: {
      organizations: sound.organizations,
      values: sound.values.filter((row) => row.level === "city" || row.level === "organization"),
    },
    bundles,
    refused,
    refusedBuildings: [...refusedBuildings].sort(),
    originOf: (row) => origins.get(row),
  };
}

interface Problem {
  /** The row's field whose column is named; "" for the row. */
  readonly field: string;
  readonly code: RowRefusalCode;
  readonly value: string;
  readonly data: Readonly<Record<string, string>>;
}

type Check = <N extends SheetName>(name: N, row: Rows[N]) => Problem | undefined;

function checker(sheets: ReadSheets, known: KnownKeys): Check {
  const stated = <N extends SheetName>(name: N, key: (row: Rows[N]) => string): Set<string> =>
    new Set(rowsOf(sheets, name).map((one) => key(one.row)));
  const organizations = stated("organizations", (row) => row.code);
  const buildings = stated("buildings", (row) => row.code);
  const premises = stated("premises", (row) => `${row.building}|${row.number}`);
  const accounts = new Map<string, string>(known.accounts);
  // The first row of a number says whose it is; one on record stays where it is.
  for (const { row } of rowsOf(sheets, "accounts"))
    if (!accounts.has(row.number)) accounts.set(row.number, row.building);
  const meters = new Map<string, number>(known.meters);
  for (const { row } of rowsOf(sheets, "meters"))
    meters.set(`${row.building}|${row.serial}`, row.integerDigits);

  const unknown = (field: string, value: string, sheet: SheetName): Problem => ({
    field,
    code: "key-unknown",
    value,
    data: { sheet: SHEETS[sheet].ru, sheetEn: SHEETS[sheet].en },
  });
  const organization = (field: string, code: string | undefined): Problem | undefined =>
    code === undefined || organizations.has(code) || known.organizations.has(code)
      ? undefined
      : unknown(field, code, "organizations");
  const building = (code: string | undefined): Problem | undefined =>
    code === undefined || buildings.has(code) || known.buildings.has(code)
      ? undefined
      : unknown("building", code, "buildings");
  const place = (field: string, of: string, number: string | undefined): Problem | undefined =>
    number === undefined || premises.has(`${of}|${number}`) || known.premises.has(`${of}|${number}`)
      ? undefined
      : unknown(field, number, "premises");
  const account = (
    field: string,
    of: string | undefined,
    number: string | undefined,
  ): Problem | undefined => {
    if (number === undefined) return undefined;
    const at = accounts.get(number);
    if (at === undefined) return unknown(field, number, "accounts");
    return at === of
      ? undefined
      : { field, code: "key-in-other-building", value: number, data: { building: at } };
  };
  const checks: { readonly [N in SheetName]: (row: Rows[N]) => Problem | undefined } = {
    organizations: () => undefined,
    buildings: (row) => organization("manager", row.manager),
    premises: (row) => building(row.building) ?? place("flat", row.building, row.flat),
    accounts: (row) =>
      building(row.building) ??
      place("premises", row.building, row.premises) ??
      account("number", row.building, row.number),
    residents: (row) => building(row.building) ?? account("account", row.building, row.account),
    meters: (row) => building(row.building) ?? place("premises", row.building, row.premises) ?? scales(row),
    readings: (row) => {
      const digits = meters.get(`${row.building}|${row.meter}`);
      if (digits === undefined) return building(row.building) ?? unknown("meter", row.meter, "meters");
      return row.value < 10n ** BigInt(digits) * 1_000_000n
        ? undefined
        : {
            field: "value",
            code: "reading-impossible",
            value: String(row.value / 1_000_000n),
            data: { digits: String(digits) },
          };
    },
    services: (row) =>
      building(row.building) ??
      organization("provider", row.provider) ??
      account("account", row.building, row.account),
    values: (row) =>
      building(row.building) ??
      organization("organization", row.organization) ??
      organization("provider", row.provider) ??
      account("account", row.building, row.account),
    balances: (row) =>
      building(row.building) ??
      organization("provider", row.provider) ??
      account("account", row.building, row.account),
  };
  return (name, row) => checks[name](row);
}

/** Only electricity is told by the time of day; a building's hot water meter may count m³ and the Gcal spent on them. */
function scales(row: MeterRow): Problem | undefined {
  const most =
    row.resource === "electricity" ? 3 : row.resource === "hot_water" && row.premises === undefined ? 2 : 1;
  return row.tariffScales > most
    ? {
        field: "tariffScales",
        code: "number-out-of-range",
        value: String(row.tariffScales),
        data: { least: "1", most: String(most) },
      }
    : undefined;
}

/** What makes two rows of a sheet the same statement. */
function keyOf<N extends SheetName>(name: N, row: Rows[N]): string {
  const keys: {
    readonly [K in SheetName]: (of: Rows[K]) => readonly (string | number | bigint | undefined)[];
  } = {
    organizations: (of) => [of.code],
    buildings: (of) => [of.code, of.from],
    premises: (of) => [of.building, of.number, of.from],
    accounts: (of) => [of.number, of.from],
    residents: (of) => [of.building, of.account, of.surname, of.givenName, of.patronymic, of.born, of.from],
    meters: (of) => [of.building, of.serial],
    readings: (of) => [of.building, of.meter, of.scale, of.takenOn],
    services: (of) => [of.building, of.service, of.account, of.from],
    values: (of) => [
      of.level,
      of.organization,
      of.building,
      of.account,
      of.provider,
      of.service,
      of.parameter,
      of.variant,
      of.zone,
      of.rangeFrom,
      of.from,
    ],
    balances: (of) => [of.account, of.service, of.provider, of.period],
  };
  return keys[name](row)
    .map((part) => part ?? "")
    .join(" ");
}

function buildingOf<N extends SheetName>(name: N, row: Rows[N]): string | undefined {
  if (name === "buildings") return (row as Rows["buildings"]).code;
  if (name === "organizations") return undefined;
  return (row as { readonly building?: string }).building;
}

const columnOf = (name: SheetName, field: string): string =>
  (SHEETS[name].columns as Readonly<Record<string, { readonly ru: string }>>)[field]?.ru ?? "";

function groupsOf(
  sound: { readonly [N in SheetName]: readonly Rows[N][] },
): (code: string) => BuildingBundle {
  const by = <Row>(
    rows: readonly Row[],
    code: (row: Row) => string | undefined,
  ): Map<string | undefined, Row[]> => Map.groupBy(rows, code);
  const buildings = by(sound.buildings, (row) => row.code);
  const premises = by(sound.premises, (row) => row.building);
  const accounts = by(sound.accounts, (row) => row.building);
  const residents = by(sound.residents, (row) => row.building);
  const meters = by(sound.meters, (row) => row.building);
  const readings = by(sound.readings, (row) => row.building);
  const terms = by(sound.services, (row) => row.building);
  const values = by(
    sound.values.filter((row) => row.level === "building" || row.level === "account"),
    (row) => row.building,
  );
  const balances = by(sound.balances, (row) => row.building);
  return (code) => ({
    code,
    // States in the order of their days, whatever the order of the file.
    buildings: (buildings.get(code) ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    premises: (premises.get(code) ?? []).toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    accounts: (accounts.get(code) ?? []).toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    residents: residents.get(code) ?? [],
    meters: meters.get(code) ?? [],
    readings: (readings.get(code) ?? []).toSorted((a, b) =>
      a.takenOn < b.takenOn ? -1 : a.takenOn > b.takenOn ? 1 : 0,
    ),
    terms: terms.get(code) ?? [],
    values: values.get(code) ?? [],
    balances: balances.get(code) ?? [],
  });
}

function rowsOf<N extends SheetName>(sheets: ReadSheets, name: N): readonly ReadRow<Rows[N]>[] {
  const sheet = sheets[name] as ReadSheet<N> | undefined;
  return sheet?.rows ?? [];
}
