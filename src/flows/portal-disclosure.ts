import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { next, type Period, period, periodOf } from "#core/period";
import { NOTHING } from "#core/units";
import { type Result, refuse } from "#core/result";
import { findManagements, findPassports, listBuildingLines, listCities } from "#modules/addresses";
import { turnover } from "#modules/ledger";
import { findOrganizations, type Organization } from "#modules/organizations";
import {
  disclose,
  type DisclosureForm,
  dueOf,
  listDisclosed,
  listDisclosureChanges,
  listFiles,
  listHouseDisclosed,
  type PortalRefusal,
  registryOf,
  type Statement,
} from "#modules/portal";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { companySite } from "./company-site-public.ts";
import { contactsOf, housePage, withoutCity } from "./portal-houses.ts";
import type {
  CompanyDisclosurePage,
  DisclosedField,
  DisclosedForm,
  DisclosedValue,
  DisclosureChangesPage,
  HouseDisclosurePage,
  PortalCompany,
} from "./portal-pages-contract.ts";

/* The forms of disclosure, filled from the books where these know, and from what the company states. */

/** What is known of a form's fields, by their codes; what is absent is missing. */
type Known = Readonly<Record<string, DisclosedValue | undefined>>;

const text = (value: string | undefined): DisclosedValue | undefined =>
  value === undefined || value.trim() === "" ? undefined : { is: "text", text: value };
const count = (value: number | undefined): DisclosedValue | undefined =>
  value === undefined ? undefined : { is: "count", count: value };
const area = (value: bigint | undefined): DisclosedValue | undefined =>
  value === undefined ? undefined : { is: "area", area: value };
const page = (href: string, of: number): DisclosedValue | undefined =>
  of === 0 ? undefined : { is: "page", href, count: of };

/** Years that can be chosen, the newest first: those that the books know of. */
function yearsOf(today: Day): number[] {
  const last = Number(today.slice(0, 4));
  return [last, last - 1, last - 2].filter((year) => registryOf(year) !== undefined);
}

/** The year asked for if it can be chosen, else the newest. */
const yearIn = (asked: number | undefined, today: Day): number => {
  const years = yearsOf(today);
  return years.find((year) => year === asked) ?? must(years[0], "a year of the forms");
};

function filled(
  form: DisclosureForm,
  known: Known,
  statements: readonly Statement[],
  year: number,
): DisclosedForm {
  const told = new Map(
    statements.filter((one) => one.form === form.code).map((one) => [one.field, one] as const),
  );
  const fields = form.fields.map(({ code, nameRu, nameEn, isKnown }): DisclosedField => {
    const nothing = { source: undefined, statedOn: undefined, statedBy: undefined };
    const ofBooks = isKnown ? known[code] : undefined;
    if (ofBooks !== undefined) return { code, nameRu, nameEn, ...nothing, value: ofBooks, source: "books" };
    const statement = told.get(code);
    const value = text(statement?.value);
    return value === undefined || statement === undefined
      ? { code, nameRu, nameEn, ...nothing, value: undefined }
      : { code, nameRu, nameEn, ...statement, value, source: "company" };
  });
  return {
    code: form.code,
    nameRu: form.nameRu,
    nameEn: form.nameEn,
    of: form.of,
    due: dueOf(form, year),
    fields,
    stated: fields.filter(({ value }) => value !== undefined).length,
  };
}

/** Its day has passed, and something is missing. */
export const isOverdue = ({ due, stated, fields }: DisclosedForm, today: Day): boolean =>
  due !== undefined && due < today && stated < fields.length;

interface Finances {
  readonly opening: bigint;
  readonly charged: bigint;
  readonly paid: bigint;
  readonly balance: bigint;
}

/** Months of a year that have ended. */
function monthsOf(year: number, today: Day): Period[] {
  const present = periodOf(today);
  const months: Period[] = [];
  for (
    let month = period(`${year}-01`);
    month.startsWith(String(year)) && month < present;
    month = next(month)
  )
    months.push(month);
  return months;
}

/** Sums of a year over some houses, month by month, up to the last month that has ended. */
async function financesOf(
  tx: Tx,
  buildings: readonly BuildingId[],
  year: number,
): Promise<Finances | undefined> {
  const months = monthsOf(year, tx.scope.today);
  if (months.length === 0 || buildings.length === 0) return undefined;
  let opening: bigint | undefined;
  let [charged, paid, balance] = [NOTHING as bigint, NOTHING as bigint, NOTHING as bigint];
  for (const month of months) {
    const sums = await turnover(tx, { buildings, period: month });
    opening ??= sums.opening;
    charged += sums.charged + sums.recalculated + sums.benefits + sums.penalties;
    paid -= sums.paid;
    balance = sums.closing;
  }
  return { opening: opening ?? 0n, charged, paid, balance };
}
const money = (kopecks: bigint | undefined): DisclosedValue | undefined =>
  kopecks === undefined ? undefined : { is: "money", kopecks };

interface CompanyBooks {
  readonly houses: number;
  readonly area: bigint;
  readonly finances: Finances | undefined;
  readonly reports: number;
  readonly left: number;
}

const knownOfCompany = (company: Organization, books: CompanyBooks): Known => ({
  name: text(company.name),
  inn: text(company.inn),
  address: text(company.address),
  phone: text(company.phone),
  emergencyPhone: text(company.emergencyPhone),
  email: text(company.email),
  site: text(company.site),
  houses: count(books.houses),
  area: area(books.area),
  charged: money(books.finances?.charged),
  paid: money(books.finances?.paid),
  balance: money(books.finances?.balance),
  reports: page("documents", books.reports),
  managed: page("houses", books.houses),
  // That there are none is an answer too.
  left: count(books.left),
});

async function formsFilled(
  tx: Tx,
  company: Organization,
  year: number,
  books: Omit<CompanyBooks, "reports">,
): Promise<readonly DisclosedForm[]> {
  const reports = (await listFiles(tx, company.id)).filter(({ kind }) => kind === "report").length;
  const known = knownOfCompany(company, { ...books, reports });
  const statements = await listDisclosed(tx, { organization: company.id, year });
  return must(registryOf(year), "the forms of a year")
    .forms.filter(({ of }) => of === "company")
    .map((form) => filled(form, known, statements, year));
}

/** The company's own forms of a year. */
export async function companyForms(
  tx: Tx,
  company: Organization,
  year: number,
): Promise<readonly DisclosedForm[]> {
  const lines = await listBuildingLines(tx, company.id);
  const buildings = lines.map(({ id }) => id);
  const passports = [...(await findPassports(tx, buildings)).values()];
  const managements = await findManagements(tx, await everyHouse(tx));
  return formsFilled(tx, company, year, {
    houses: lines.length,
    area: passports.reduce((sum, one) => sum + one.dwellingsArea + one.othersArea, 0n),
    finances: await financesOf(tx, buildings, year),
    left: managements.filter(
      ({ facts, to }) => facts === company.id && to !== undefined && to.startsWith(String(year)),
    ).length,
  });
}

const everyHouse = async (tx: Tx): Promise<BuildingId[]> =>
  (await listBuildingLines(tx, undefined)).map(({ id }) => id);

/** The forms as far as it is told which fields say something: no sum is looked up for it. */
const formsInOutline = (
  tx: Tx,
  company: Organization,
  of: { readonly year: number; readonly houses: number },
): Promise<readonly DisclosedForm[]> =>
  formsFilled(tx, company, of.year, {
    houses: of.houses,
    area: NOTHING,
    finances: of.houses > 0 && monthsOf(of.year, tx.scope.today).length > 0 ? NO_FINANCES : undefined,
    left: 0,
  });
const NO_FINANCES: Finances = { opening: NOTHING, charged: NOTHING, paid: NOTHING, balance: NOTHING };

/** How many fields of the company's own forms of the present year say something. */
export async function companyCompleteness(
  tx: Tx,
  company: Organization,
  houses: number,
): Promise<PortalCompany["disclosed"]> {
  const forms = await formsInOutline(tx, company, { year: yearIn(undefined, tx.scope.today), houses });
  return {
    stated: forms.reduce((sum, { stated }) => sum + stated, 0),
    of: forms.reduce((sum, { fields }) => sum + fields.length, 0),
  };
}

/** The company's own forms of any year whose day has passed with something missing. */
export async function overdueForms(
  ctx: Ctx,
  organization: OrganizationId,
): Promise<readonly { readonly year: number; readonly form: string }[]> {
  return ctx.transaction(async (tx) => {
    const [company] = await findOrganizations(tx, [organization]);
    if (company?.kind !== "company") return [];
    const houses = (await listBuildingLines(tx, organization)).length;
    const overdue: { year: number; form: string }[] = [];
    for (const year of yearsOf(ctx.today)) {
      const forms = await formsInOutline(tx, company, { year, houses });
      for (const form of forms) if (isOverdue(form, ctx.today)) overdue.push({ year, form: form.code });
    }
    return overdue;
  });
}

/** The forms of a company with how complete they are, or one of them with its fields. */
export async function companyDisclosure(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId;
    readonly form: string | undefined;
    readonly year: number | undefined;
  },
): Promise<CompanyDisclosurePage | undefined> {
  return ctx.transaction(async (tx) => {
    const [company] = await findOrganizations(tx, [of.organization]);
    if (company?.kind !== "company") return undefined;
    const year = yearIn(of.year, ctx.today);
    const forms = await companyForms(tx, company, year);
    const form = forms.find(({ code }) => code === of.form);
    if (of.form !== undefined && form === undefined) return undefined;
    return {
      page: "portal.disclosure",
      company: contactsOf(company),
      houses: (await listBuildingLines(tx, company.id)).length,
      site: await companySite(tx, company.id),
      basis: must(registryOf(year), "the forms of a year").basis,
      year,
      years: yearsOf(ctx.today),
      forms,
      form,
    };
  });
}

/** The forms of one house of a year; undefined where nobody manages it. */
export async function houseDisclosure(
  ctx: Ctx,
  of: { readonly building: BuildingId; readonly year: number | undefined },
): Promise<HouseDisclosurePage | undefined> {
  const house = await housePage(ctx, of.building);
  if (house === undefined) return undefined;
  const year = yearIn(of.year, ctx.today);
  const registry = must(registryOf(year), "the forms of a year");
  const { finances, statements } = await ctx.transaction(async (tx) => ({
    finances: await financesOf(tx, [of.building], year),
    statements: await listHouseDisclosed(tx, { building: of.building, year }),
  }));
  const rates = (code: string): DisclosedValue | undefined => {
    const service = house.services.find((one) => one.code === code);
    const [price] = service?.prices ?? [];
    return price === undefined ? undefined : { is: "rate", price: price.price };
  };
  const known: Known = {
    address: text(house.address),
    since: house.since === undefined ? undefined : { is: "day", day: house.since },
    builtYear: house.builtYear === undefined ? undefined : text(String(house.builtYear)),
    storeys: count(house.storeys),
    entrances: count(house.entrances),
    lifts: count(house.lifts),
    dwellings: count(house.dwellings),
    others: count(house.others),
    dwellingsArea: area(house.dwellingsArea),
    othersArea: area(house.othersArea),
    commonArea: area(house.commonArea),
    dilapidated: { is: "yes", yes: house.dilapidated },
    meters: count(house.meters.length),
    hotWater: house.hotWater === undefined ? undefined : { is: "hotWater", from: house.hotWater },
    maintenanceRate: rates("MAINTENANCE"),
    services: page("", house.services.length),
    repairRate: rates("CAPITAL_REPAIR"),
    opening: money(finances?.opening),
    charged: money(finances?.charged),
    paid: money(finances?.paid),
    balance: money(finances?.balance),
  };
  return {
    page: "portal.houseDisclosure",
    house: { id: house.id, address: house.address },
    company: house.company,
    basis: registry.basis,
    year,
    years: yearsOf(ctx.today),
    forms: registry.forms
      .filter((form) => form.of === "house")
      .map((form) => filled(form, known, statements, year)),
  };
}

/** States fields of a form where the books do not tell them; what they tell is refused. */
export async function stateForm(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId;
    readonly building: BuildingId | undefined;
    readonly year: number;
    readonly form: string;
    readonly fields: readonly { readonly field: string; readonly value: string }[];
  },
): Promise<Result<number, PortalRefusal>> {
  const { building, organization, year } = of;
  const shown =
    building === undefined
      ? await companyDisclosure(ctx, { organization, form: undefined, year })
      : await houseDisclosure(ctx, { building, year });
  const form = shown?.year === year ? shown.forms.find(({ code }) => code === of.form) : undefined;
  if (shown !== undefined && form === undefined)
    return refuse({ code: "portal.form_not_found", form: of.form, year });
  const lacking = form?.fields.filter(({ source }) => source !== "books").map(({ code }) => code);
  return disclose(ctx, { ...of, lacking: lacking ?? [] });
}

const CHANGES_MAX = 200;

/** What a company stated, newest first; what the books tell changes with them, and is not listed. */
export async function disclosureChanges(
  ctx: Ctx,
  organization: OrganizationId,
): Promise<DisclosureChangesPage | undefined> {
  return ctx.transaction(async (tx) => {
    const [company] = await findOrganizations(tx, [organization]);
    if (company?.kind !== "company") return undefined;
    const found = await listDisclosureChanges(tx, { organization, limit: CHANGES_MAX + 1 });
    const lines = new Map((await listBuildingLines(tx, undefined)).map((line) => [line.id, line.address]));
    const cities = await listCities(tx);
    return {
      page: "portal.disclosureChanges",
      company: contactsOf(company),
      houses: (await listBuildingLines(tx, company.id)).length,
      site: await companySite(tx, company.id),
      hasMore: found.length > CHANGES_MAX,
      changes: found.slice(0, CHANGES_MAX).map((one) => {
        const form = registryOf(one.year)?.forms.find(({ code }) => code === one.form);
        const field = form?.fields.find(({ code }) => code === one.field);
        return {
          day: one.statedOn,
          year: one.year,
          house: one.house && { id: one.house, address: withoutCity(lines.get(one.house) ?? "", cities) },
          form: one.form,
          nameRu: field?.nameRu ?? one.field,
          nameEn: field?.nameEn ?? one.field,
          before: one.before,
          value: one.value === "" ? undefined : one.value,
        };
      }),
    };
  });
}
