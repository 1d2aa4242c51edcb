import { periodOf, previous } from "#core/period";
import { NOTHING } from "#core/units";
import { listCities } from "#modules/addresses";
import { listBuildingsToCharge } from "#modules/charging";
import { turnover } from "#modules/ledger";
import { listOrganizations } from "#modules/organizations";
import { listOwnedValuesOn, listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { cityNews } from "./company-site-public.ts";
import { companyLine } from "./portal-companies.ts";
import type { CityPage, PortalCompany, PortalTariff } from "./portal-pages-contract.ts";
import { priceOf, serviceNames } from "./portal-tariffs.ts";
import type { SiteFrame } from "./site-contract.ts";
import { slugOf } from "./site-address.ts";

/** The city that an installation serves, as its addresses name it; the first where it serves several, none before one is known. */
export async function cityOf(ctx: Ctx): Promise<SiteFrame["city"] | undefined> {
  const [city] = await ctx.transaction((tx) => listCities(tx));
  return city && { name: city.name, slug: slugOf(city.name) };
}

/** The dispatchers' telephone of the whole city: the center's own. */
export async function emergencyPhoneOf(ctx: Ctx): Promise<string | undefined> {
  const [center] = await ctx.transaction((tx) => listOrganizations(tx, ["center"]));
  return center === undefined || center.emergencyPhone === "" ? undefined : center.emergencyPhone;
}

/** What the city's page shows: facts of companies and sums of all, nothing of a person. */
export async function cityPage(ctx: Ctx): Promise<CityPage> {
  return ctx.transaction(async (tx) => {
    const month = previous(periodOf(ctx.today));
    const companies: PortalCompany[] = [];
    let [charged, paid] = [NOTHING as bigint, NOTHING as bigint];
    for (const company of await listOrganizations(tx, ["company"])) {
      const line = await companyLine(tx, company);
      if (line === undefined) continue;
      const buildings = await listBuildingsToCharge(tx, { organization: company.id, period: month });
      const sums = await turnover(tx, {
        buildings: buildings.map(({ building }) => building),
        period: month,
      });
      charged += sums.charged + sums.recalculated + sums.benefits + sums.penalties;
      paid -= sums.paid;
      companies.push(line);
    }
    return {
      page: "portal.city",
      companies,
      tariffs: await cityTariffs(tx, ctx.today),
      news: await cityNews(tx),
      figures: {
        buildings: companies.reduce((sum, { buildings }) => sum + buildings, 0),
        accounts: companies.reduce((sum, { accounts }) => sum + accounts, 0),
        charged: charged as CityPage["figures"]["charged"],
        paid: paid as CityPage["figures"]["paid"],
      },
    };
  });
}

async function cityTariffs(tx: Tx, on: Ctx["today"]): Promise<PortalTariff[]> {
  const services = new Map((await listServices(tx)).map((service) => [service.id, service]));
  const values = await listOwnedValuesOn(tx, { kind: "rates", on });
  return values.flatMap((value): PortalTariff[] => {
    const service = services.get(value.service);
    if (value.level !== "city" || service === undefined || value.variant !== "" || value.rangeFrom !== 0n)
      return [];
    return [{ ...serviceNames(service), ...priceOf(service, value) }];
  });
}
