import type { OrganizationId } from "#core/ids";
import { periodOf } from "#core/period";
import { findPassports, listBuildingLines, normalizeText } from "#modules/addresses";
import { listBuildingsToCharge } from "#modules/charging";
import { findOrganizations, listOrganizations, type Organization } from "#modules/organizations";
import { findBuildingValues, findCityValues, listServices } from "#modules/tariffs";
import { covers } from "#core/day";
import { must } from "#core/assert";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { companySite } from "./company-site-public.ts";
import { companyCompleteness } from "./portal-disclosure.ts";
import { companySlug, contactsOf, housesOf } from "./portal-houses.ts";
import type {
  CompaniesPage,
  CompanyOrder,
  CompanyPage,
  PortalCompany,
  PortalHouse,
} from "./portal-pages-contract.ts";
import { priceOf, serviceNames } from "./portal-tariffs.ts";

/** A company with its houses counted; undefined while it manages none. */
export async function companyLine(tx: Tx, company: Organization): Promise<PortalCompany | undefined> {
  const buildings = await listBuildingsToCharge(tx, {
    organization: company.id,
    period: periodOf(tx.scope.today),
  });
  if (buildings.length === 0) return undefined;
  const passports = await findPassports(
    tx,
    buildings.map(({ building }) => building),
  );
  return {
    slug: companySlug(company),
    name: company.name,
    buildings: buildings.length,
    accounts: buildings.reduce((count, { accounts }) => count + accounts, 0),
    area: [...passports.values()].reduce((sum, one) => sum + one.dwellingsArea + one.othersArea, 0n),
    emergencyPhone: company.emergencyPhone,
    disclosed: await companyCompleteness(tx, company, buildings.length),
  };
}

/** Companies whose name has each word that was typed, in the order asked for; by name where they are equal. */
export async function companiesPage(
  ctx: Ctx,
  asked: { readonly typed: string; readonly order: CompanyOrder },
): Promise<CompaniesPage> {
  const words = normalizeText(asked.typed).split(" ").filter(Boolean);
  return ctx.transaction(async (tx) => {
    const companies: PortalCompany[] = [];
    for (const company of await listOrganizations(tx, ["company"])) {
      const name = normalizeText(company.name);
      if (!words.every((word) => name.includes(word))) continue;
      const line = await companyLine(tx, company);
      if (line !== undefined) companies.push(line);
    }
    return { page: "portal.companies", ...asked, companies: companies.sort(ORDERS[asked.order]) };
  });
}

/** "ООО «Весна»" and "ТСЖ «Восход»" are looked for by what stands in the quotation marks. */
const ownName = (name: string): string => name.replace(/^[^«]*«/, "");
const byName = (a: PortalCompany, b: PortalCompany): number =>
  ownName(a.name).localeCompare(ownName(b.name), "ru");
const ORDERS: Readonly<Record<CompanyOrder, (a: PortalCompany, b: PortalCompany) => number>> = {
  name: byName,
  houses: (a, b) => b.buildings - a.buildings || byName(a, b),
  area: (a, b) => Number(b.area - a.area) || byName(a, b),
  disclosed: (a, b) =>
    b.disclosed.stated * a.disclosed.of - a.disclosed.stated * b.disclosed.of || byName(a, b),
};

/** The organization that an address of the portal names, if it manages houses. */
export async function companyPage(
  ctx: Ctx,
  of: { readonly organization: OrganizationId; readonly tab: CompanyPage["tab"] },
): Promise<CompanyPage | undefined> {
  return ctx.transaction(async (tx) => {
    const [company] = await findOrganizations(tx, [of.organization]);
    if (company?.kind !== "company") return undefined;
    const line = await companyLine(tx, company);
    const houses = await housesOf(tx, await listBuildingLines(tx, company.id));
    return {
      page: "portal.company",
      tab: of.tab,
      company: contactsOf(company),
      site: await companySite(tx, company.id),
      accounts: line?.accounts ?? 0,
      area: houses.reduce((sum, { area }) => sum + area, 0n),
      houses,
      tariffs: await ownTariffs(tx, company.id, houses),
    };
  });
}

/** What the company has decided by itself or with the owners of one house; the city's tariffs are the city's. */
async function ownTariffs(
  tx: Tx,
  organization: OrganizationId,
  houses: readonly PortalHouse[],
): Promise<CompanyPage["tariffs"]> {
  const services = await listServices(tx);
  const known = new Map(services.map((service) => [service.id, service]));
  const addresses = new Map(houses.map(({ id, address }) => [id, address]));
  const ofAll = await findCityValues(tx, {
    services: services.map(({ id }) => id),
    organizations: [organization],
  });
  const ofHouses = await findBuildingValues(
    tx,
    houses.map(({ id }) => id as Parameters<typeof findBuildingValues>[1][number]),
  );
  return [
    ...ofAll.map((value) => ({ ...value, account: 0, house: undefined })),
    ...ofHouses.map((value) => ({ ...value, house: addresses.get(value.building) })),
  ]
    .filter((value) => value.parameter === "rate" && value.account === 0 && covers(value, tx.scope.today))
    .map(({ facts, house, ...value }) => {
      const service = must(known.get(value.service), "the service of a rate");
      return { ...serviceNames(service), ...priceOf(service, { ...value, ...facts }), house };
    });
}
