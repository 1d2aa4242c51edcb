import { writeXlsx } from "hucre/xlsx";
import type { BuildingLine } from "#modules/addresses";
import { findPoints, listBuildingLines } from "#modules/addresses";
import { listOrganizations } from "#modules/organizations";
import { findCityValues, listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import { companyLine } from "./portal-companies.ts";
import { housesOf } from "./portal-houses.ts";
import type { OpenDataPage } from "./portal-pages-contract.ts";

/* Sets of open data: facts of houses, companies and prices, nothing of a person; stable addresses and columns. */

/** A value of a table: text, a number written out ("3776.5"), or nothing. */
type Value = string | number | undefined;

interface ColumnOf<Row> {
  readonly name: string;
  readonly type: "integer" | "number" | "string" | "date";
  readonly ru: string;
  readonly en: string;
  readonly of: (row: Row) => Value;
}

/** Millionths as a decimal text without needless zeros. */
function decimal(millionths: bigint): string {
  const [sign, size] = millionths < 0n ? ["-", -millionths] : ["", millionths];
  const rest = String(size % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${sign}${size / 1_000_000n}${rest === "" ? "" : `.${rest}`}`;
}

export const DATA_SETS = ["houses", "companies", "tariffs"] as const;
export type DataSet = (typeof DATA_SETS)[number];
export const DATA_FORMATS = ["csv", "json", "xlsx"] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];
/** https://creativecommons.org/licenses/by/4.0/ */
const LICENCE = "CC-BY-4.0";

interface Table {
  readonly columns: readonly Omit<ColumnOf<never>, "of">[];
  readonly rows: readonly (readonly Value[])[];
}

const tableOf = <Row>(columns: readonly ColumnOf<Row>[], rows: readonly Row[]): Table => ({
  columns: columns.map(({ name, type, ru, en }) => ({ name, type, ru, en })),
  rows: rows.map((row) => columns.map((column) => column.of(row))),
});

/** The rows of a set as they stand on the business day. */
export async function dataSet(ctx: Ctx, set: DataSet): Promise<Table> {
  return ctx.transaction(async (tx): Promise<Table> => {
    switch (set) {
      case "houses": {
        const lines = await listBuildingLines(tx, undefined);
        const houses = await housesOf(tx, lines);
        const found = await findPoints(
          tx,
          lines.map(({ id }) => id),
        );
        const points = new Map([...found].map(([id, point]) => [id as number, point]));
        const degrees = (value: bigint | undefined) => (value === undefined ? undefined : decimal(value));
        const codes = new Map(lines.map((line: BuildingLine) => [line.id as number, line.organization]));
        return tableOf<(typeof houses)[number]>(
          [
            {
              name: "house",
              type: "integer",
              ru: "Номер дома на портале",
              en: "Number of the house on the portal",
              of: ({ id }) => id,
            },
            { name: "address", type: "string", ru: "Адрес", en: "Address", of: ({ address }) => address },
            {
              name: "built",
              type: "integer",
              ru: "Год постройки",
              en: "Year built",
              of: ({ builtYear }) => builtYear,
            },
            { name: "storeys", type: "integer", ru: "Этажей", en: "Storeys", of: ({ storeys }) => storeys },
            { name: "flats", type: "integer", ru: "Квартир", en: "Flats", of: ({ dwellings }) => dwellings },
            {
              name: "area_m2",
              type: "number",
              ru: "Площадь помещений, м²",
              en: "Area of the premises, m²",
              of: ({ area }) => decimal(area),
            },
            {
              name: "company",
              type: "integer",
              ru: "Номер компании",
              en: "Number of the company",
              of: ({ id }) => codes.get(id),
            },
            {
              name: "company_name",
              type: "string",
              ru: "Компания",
              en: "Company",
              of: ({ company }) => company,
            },
            {
              name: "latitude",
              type: "number",
              ru: "Широта, градусы (WGS 84)",
              en: "Latitude, degrees (WGS 84)",
              of: ({ id }) => degrees(points.get(id)?.latitude),
            },
            {
              name: "longitude",
              type: "number",
              ru: "Долгота, градусы (WGS 84)",
              en: "Longitude, degrees (WGS 84)",
              of: ({ id }) => degrees(points.get(id)?.longitude),
            },
            {
              name: "managed_since",
              type: "date",
              ru: "В управлении с",
              en: "Managed since",
              of: ({ since }) => since,
            },
          ],
          houses.filter(({ company }) => company !== ""),
        );
      }
      case "companies": {
        const rows = [];
        for (const company of await listOrganizations(tx, ["company"])) {
          const line = await companyLine(tx, company);
          if (line !== undefined) rows.push({ ...company, ...line, number: company.id });
        }
        return tableOf<(typeof rows)[number]>(
          [
            {
              name: "company",
              type: "integer",
              ru: "Номер компании",
              en: "Number of the company",
              of: ({ number }) => number,
            },
            { name: "name", type: "string", ru: "Наименование", en: "Name", of: ({ name }) => name },
            { name: "inn", type: "string", ru: "ИНН", en: "INN (taxpayer’s number)", of: ({ inn }) => inn },
            { name: "address", type: "string", ru: "Адрес", en: "Address", of: ({ address }) => address },
            { name: "phone", type: "string", ru: "Телефон", en: "Telephone", of: ({ phone }) => phone },
            {
              name: "emergency_phone",
              type: "string",
              ru: "Аварийный телефон",
              en: "Emergency telephone",
              of: ({ emergencyPhone }) => emergencyPhone,
            },
            { name: "houses", type: "integer", ru: "Домов", en: "Houses", of: ({ buildings }) => buildings },
            {
              name: "accounts",
              type: "integer",
              ru: "Лицевых счетов",
              en: "Accounts",
              of: ({ accounts }) => accounts,
            },
            {
              name: "area_m2",
              type: "number",
              ru: "Площадь помещений, м²",
              en: "Area of the premises, m²",
              of: ({ area }) => decimal(area),
            },
            {
              name: "disclosed",
              type: "integer",
              ru: "Заполнено полей форм раскрытия",
              en: "Fields of disclosure forms that say something",
              of: ({ disclosed }) => disclosed.stated,
            },
            {
              name: "disclosed_of",
              type: "integer",
              ru: "Всего полей этих форм",
              en: "Fields of these forms in all",
              of: ({ disclosed }) => disclosed.of,
            },
          ],
          rows,
        );
      }
      case "tariffs": {
        const services = new Map((await listServices(tx)).map((service) => [service.id, service]));
        const values = await findCityValues(tx, { services: [...services.keys()], organizations: [0] });
        const rows = values
          .filter(({ parameter, provider }) => parameter === "rate" && provider === 0)
          .map((value) => ({ ...value, ...value.facts, known: services.get(value.service) }));
        return tableOf<(typeof rows)[number]>(
          [
            {
              name: "service",
              type: "string",
              ru: "Код услуги",
              en: "Code of the service",
              of: ({ known }) => known?.code,
            },
            {
              name: "name_ru",
              type: "string",
              ru: "Услуга",
              en: "Service, in Russian",
              of: ({ known }) => known?.nameRu,
            },
            {
              name: "name_en",
              type: "string",
              ru: "Услуга по-английски",
              en: "Service",
              of: ({ known }) => known?.nameEn,
            },
            { name: "unit", type: "string", ru: "Единица", en: "Unit", of: ({ known }) => known?.unit },
            {
              name: "group",
              type: "string",
              ru: "Группа потребителей",
              en: "Group of consumers",
              of: ({ variant }) => variant,
            },
            {
              name: "zone",
              type: "integer",
              ru: "Зона суток: 0 сутки, 1 день, 2 ночь, 3 пик",
              en: "Part of the day: 0 all, 1 day, 2 night, 3 peak",
              of: ({ zone }) => zone,
            },
            {
              name: "above",
              type: "number",
              ru: "Сверх этого объёма за месяц",
              en: "Beyond this quantity a month",
              of: ({ rangeFrom }) => decimal(rangeFrom),
            },
            {
              name: "price_rub",
              type: "number",
              ru: "Цена за единицу, руб.",
              en: "Price of a unit, roubles",
              of: ({ value }) => decimal(value),
            },
            { name: "from", type: "date", ru: "Действует с", en: "In force from", of: ({ from }) => from },
            { name: "to", type: "date", ru: "По день перед", en: "Until the day before", of: ({ to }) => to },
            { name: "basis", type: "string", ru: "Основание", en: "Basis", of: ({ basis }) => basis },
          ],
          rows,
        );
      }
    }
  });
}

/** The list of sets with their schemas. */
export async function openDataPage(ctx: Ctx): Promise<OpenDataPage> {
  const sets = [];
  for (const set of DATA_SETS) {
    const { columns, rows } = await dataSet(ctx, set);
    sets.push({ set, rows: rows.length, columns });
  }
  return { page: "portal.opendata", licence: LICENCE, day: ctx.today, formats: DATA_FORMATS, sets };
}

/** A set in one of the formats, with its media type. */
export async function dataFile(
  ctx: Ctx,
  of: { readonly set: DataSet; readonly format: DataFormat },
): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array | string }> {
  const { columns, rows } = await dataSet(ctx, of.set);
  switch (of.format) {
    case "csv":
      return {
        mediaType: "text/csv; charset=utf-8",
        bytes: csvOf(
          columns.map(({ name }) => name),
          rows,
        ),
      };
    case "json":
      return {
        mediaType: "application/json; charset=utf-8",
        bytes: JSON.stringify({
          set: of.set,
          date: ctx.today,
          licence: LICENCE,
          schema: columns,
          rows: rows.map((row) =>
            Object.fromEntries(row.map((value, at) => [columns[at]?.name ?? "", value ?? null])),
          ),
        }),
      };
    case "xlsx":
      return {
        mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: await writeXlsx({
          sheets: [
            {
              name: of.set,
              rows: [columns.map(({ name }) => name), ...rows.map((row) => row.map((value) => value ?? ""))],
            },
          ],
        }),
      };
  }
}

/** The columns of a set as programs read them (Table Schema of Frictionless Data), with the licence and the files. */
export async function dataSchema(ctx: Ctx, set: DataSet): Promise<object> {
  const { columns } = await dataSet(ctx, set);
  return {
    name: set,
    licenses: [{ name: LICENCE, path: "https://creativecommons.org/licenses/by/4.0/" }],
    resources: [
      {
        name: set,
        path: `${set}.csv`,
        profile: "tabular-data-resource",
        encoding: "utf-8",
        schema: {
          fields: columns.map(({ name, type, ru, en }) => ({
            name,
            type,
            title: ru,
            description: en,
          })),
          missingValues: [""],
        },
      },
    ],
  };
}

/** RFC 4180 with a mark of UTF-8; a text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvOf(names: readonly string[], rows: readonly (readonly Value[])[]): string {
  const lines = [names, ...rows].map((row) => row.map(csvCell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
function csvCell(value: Value): string {
  const text = value === undefined ? "" : String(value);
  // A number is no formula: "-5" stays what it is.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
