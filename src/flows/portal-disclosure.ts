import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { next, type Period, period, periodOf } from "#core/period";
import { NOTHING } from "#core/units";
import { findManagements, findPassports, listBuildingLines } from "#modules/addresses";
import { turnover } from "#modules/ledger";
import { findOrganizations, type Organization } from "#modules/organizations";
import {
  type DisclosureForm,
  dueOf,
  listFiles,
  listDisclosed,
  registryOf,
  type Disclosed,
} from "#modules/portal";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { companySite } from "./company-site-public.ts";
import { contactsOf, housePage } from "./portal-houses.ts";
import type {
  CompanyDisclosurePage,
  DisclosedField,
  DisclosedForm,
  DisclosedValue,
  HouseDisclosurePage,
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
  statements: readonly Disclosed[],
  year: number,
): DisclosedForm {
  const told = new Map(
    statements.filter((one) => one.form === form.code).map(({ field, value }) => [field, value]),
  );
  const fields = form.fields.map((field): DisclosedField => {
    const value = field.isKnown ? known[field.code] : text(told.get(field.code));
    return { ...field, value };
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

interface Finances {
  readonly opening: bigint;
  readonly charged: bigint;
  readonly paid: bigint;
  readonly balance: bigint;
}

/** Sums of a year over some houses, month by month, up to the last month that has ended. */
async function financesOf(
  tx: Tx,
  buildings: readonly BuildingId[],
  year: number,
): Promise<Finances | undefined> {
  const present = periodOf(tx.scope.today);
  const months: Period[] = [];
  for (
    let month = period(`${year}-01`);
    month.startsWith(String(year)) && month < present;
    month = next(month)
  )
    months.push(month);
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

/** The company's own forms of a year. */
export async function companyForms(
  tx: Tx,
  company: Organization,
  year: number,
): Promise<readonly DisclosedForm[]> {
  const lines = await listBuildingLines(tx, company.id);
  const buildings = lines.map(({ id }) => id);
  const passports = [...(await findPassports(tx, buildings)).values()];
  const finances = await financesOf(tx, buildings, year);
  const files = await listFiles(tx, company.id);
  const managements = await findManagements(tx, await everyHouse(tx));
  const left = managements.filter(
    ({ facts, to }) => facts === company.id && to !== undefined && to.startsWith(String(year)),
  );
  const reports = files.filter(({ kind }) => kind === "report");
  const known: Known = {
    name: text(company.name),
    inn: text(company.inn),
    address: text(company.address),
    phone: text(company.phone),
    emergencyPhone: text(company.emergencyPhone),
    email: text(company.email),
    site: text(company.site),
    houses: count(lines.length),
    area: area(passports.reduce((sum, one) => sum + one.dwellingsArea + one.othersArea, 0n)),
    charged: money(finances?.charged),
    paid: money(finances?.paid),
    balance: money(finances?.balance),
    reports: page("documents", reports.length),
    managed: page("houses", lines.length),
    // That there are none is an answer too.
    left: count(left.length),
  };
  const statements = await listDisclosed(tx, { organization: company.id, year });
  return must(registryOf(year), "the forms of a year")
    .forms.filter(({ of }) => of === "company")
    .map((form) => filled(form, known, statements, year));
}

const everyHouse = async (tx: Tx): Promise<BuildingId[]> =>
  (await listBuildingLines(tx, undefined)).map(({ id }) => id);

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
  const finances = await ctx.transaction((tx) => financesOf(tx, [of.building], year));
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
    forms: registry.forms.filter((form) => form.of === "house").map((form) => filled(form, known, [], year)),
  };
}
