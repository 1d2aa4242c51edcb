import { must } from "#core/assert";
import { covers } from "#core/day";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import {
  type BuildingLine,
  findBuilding,
  findBuildings,
  findManagements,
  findPassports,
  listCities,
  listPremises,
  readQuery,
} from "#modules/addresses";
import { listFailuresOf, metersOf } from "#modules/metering";
import { findOrganizations, type Organization } from "#modules/organizations";
import {
  ELECTRIC_STOVE,
  indexValues,
  listServices,
  listTermsOn,
  listValuesFor,
  NON_RESIDENTIAL,
  type Service,
  type ServiceTerms,
  type ValueIndex,
  valuesOn,
} from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { HousePage, HouseSearchPage, PortalContacts, PortalHouse } from "./portal-pages-contract.ts";
import { priceOf, serviceNames } from "./portal-tariffs.ts";
import { slugOf } from "./site-address.ts";

/** "2-ooo-uk-zarechye". */
export const companySlug = ({ id, name }: Pick<Organization, "id" | "name">): string =>
  `${id}-${slugOf(name)}`;

export const contactsOf = (company: Organization): PortalContacts => ({
  slug: companySlug(company),
  name: company.name,
  emergencyPhone: company.emergencyPhone,
  phone: company.phone,
  email: company.email,
  address: company.address,
  site: company.site,
  inn: company.inn,
  kpp: company.kpp,
});

const FOUND_MAX = 40;

/**
 * The houses that a resident may mean. Letters may be of the other keyboard layout; a flat that was typed along says
 * nothing about the house. Where nothing has all of the words, those that have all but the last are the nearest:
 * "Ленина 7 12" may be a flat of Ленина 7, and "Ленина 70" is answered with the houses of the street.
 */
export async function searchHouses(ctx: Ctx, typed: string): Promise<HouseSearchPage> {
  const query = readQuery(typed);
  const attempts = [
    { words: query.words, isExact: true },
    { words: query.otherWords ?? [], isExact: true },
    { words: query.words.slice(0, -1), isExact: false },
  ];
  return ctx.transaction(async (tx) => {
    for (const { words, isExact } of attempts) {
      const found = (await findBuildings(tx, words, FOUND_MAX + 1)).filter(isManaged);
      if (found.length === 0) continue;
      const houses = await housesOf(tx, found.slice(0, FOUND_MAX));
      return { page: "portal.search", typed, isExact, found: houses, hasMore: found.length > FOUND_MAX };
    }
    return { page: "portal.search", typed, isExact: false, found: [], hasMore: false };
  });
}
const isManaged = ({ organization }: BuildingLine): boolean => organization !== undefined;

/** Lines of the lists of houses, in the order given. */
export async function housesOf(tx: Tx, lines: readonly BuildingLine[]): Promise<PortalHouse[]> {
  if (lines.length === 0) return [];
  const ids = lines.map(({ id }) => id);
  const passports = await findPassports(tx, ids);
  const since = await managedSince(tx, ids);
  const companies = await findOrganizations(tx, [
    ...new Set(lines.flatMap(({ organization }) => (organization === undefined ? [] : [organization]))),
  ]);
  const names = new Map(companies.map(({ id, name }) => [id, name]));
  const cities = await listCities(tx);
  return lines.map(({ id, address, organization }) => {
    const passport = must(passports.get(id), "the passport of a building on a list");
    return {
      id,
      address: withoutCity(address, cities),
      builtYear: passport.builtYear,
      storeys: passport.storeys,
      dwellings: passport.dwellings,
      area: passport.dwellingsArea + passport.othersArea,
      since: since.get(id),
      company: organization === undefined ? "" : (names.get(organization) ?? ""),
    };
  });
}

async function managedSince(tx: Tx, buildings: readonly BuildingId[]): Promise<Map<BuildingId, string>> {
  const managements = await findManagements(tx, buildings);
  return new Map(
    managements
      .filter((one) => covers(one, tx.scope.today))
      .map(({ building, from }) => [building, from as string]),
  );
}

/** "г. Североозёрск, ул. Ленина, д. 7" on the portal of that one city is "ул. Ленина, д. 7". */
export function withoutCity(address: string, cities: readonly { readonly name: string }[]): string {
  const [city] = cities;
  const at = address.indexOf(", ");
  return cities.length === 1 && city !== undefined && at > 0 && address.slice(0, at).endsWith(` ${city.name}`)
    ? address.slice(at + 2)
    : address;
}

/** All that the public may know of one house; undefined where there is none, or where nobody manages it. */
export async function housePage(ctx: Ctx, building: BuildingId): Promise<HousePage | undefined> {
  return ctx.transaction(async (tx) => {
    const card = await findBuilding(tx, building);
    if (card?.organization === undefined) return undefined;
    const [company] = await findOrganizations(tx, [card.organization]);
    const passport = must((await findPassports(tx, [building])).get(building), "the passport of a building");
    const meters = await metersOf(tx, { building });
    return {
      page: "portal.house",
      id: building,
      address: withoutCity(card.address, await listCities(tx)),
      postcode: card.postcode,
      builtYear: card.builtYear,
      storeys: card.storeys,
      entrances: card.entrances.length,
      lifts: card.entrances.filter(({ lift }) => lift).length,
      dwellings: passport.dwellings,
      dwellingsArea: passport.dwellingsArea,
      others: passport.others,
      othersArea: passport.othersArea,
      commonArea: card.state?.commonPropertyArea,
      dilapidated: card.state?.dilapidated ?? false,
      hotWater: card.state === undefined ? undefined : card.state.centralHotWater ? "central" : "own",
      company: contactsOf(must(company, "the company that manages a building")),
      since: card.managements.find((one) => covers(one, ctx.today))?.from,
      services: await servicesOf(tx, building, card.organization),
      meters: meters
        .filter(({ premises, removed }) => premises === undefined && removed === undefined)
        .map(({ resource, serial, installed, verifiedUntil }) => ({
          resource,
          serial,
          installed,
          verifiedUntil,
        })),
      failures: await failuresOf(tx, building),
    };
  });
}

/** What was established for more than one flat; what one flat lacked is its own affair. */
async function failuresOf(tx: Tx, building: BuildingId): Promise<HousePage["failures"]> {
  return (await listFailuresOf(tx, building))
    .filter(({ state, premises }) => state === "accepted" && premises === undefined)
    .map(({ supply, kind, entrance, startedAt, endedAt }) => ({
      supply,
      kind,
      entrance,
      startedAt,
      endedAt,
    }))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

async function servicesOf(
  tx: Tx,
  building: BuildingId,
  organization: OrganizationId,
): Promise<HousePage["services"]> {
  const services = new Map((await listServices(tx)).map((service) => [service.id, service]));
  const terms = (await listTermsOn(tx, building, tx.scope.today)).filter(({ account }) => account === 0);
  const values = await listValuesFor(tx, { building, organization, on: tx.scope.today });
  const index = indexValues(values.filter(({ level }) => level !== "account"));
  const providers = new Map(
    (await findOrganizations(tx, [...new Set(terms.map(({ provider }) => provider))])).map((one) => [
      one.id,
      one.name,
    ]),
  );
  const premises = await listPremises(tx, building);
  const groups = [
    "",
    ...(premises.some(({ stove }) => stove === "electric") ? [ELECTRIC_STOVE] : []),
    ...(premises.some(({ kind }) => kind === "shop") ? [NON_RESIDENTIAL] : []),
  ];
  return terms
    .map((term) => ({ term, service: must(services.get(term.service), "the service of terms") }))
    .sort((a, b) => a.service.position - b.service.position)
    .map(({ term, service }) => ({
      ...serviceNames(service),
      code: service.code,
      provider: providers.get(term.provider) ?? "",
      prices: pricesOf(index, { service, term, groups, on: tx.scope.today }),
    }));
}

/** The prices that are asked of anyone in the house, each once: groups and parts of the day may share one. */
function pricesOf(
  index: ValueIndex,
  of: {
    readonly service: Service;
    readonly term: ServiceTerms;
    readonly groups: readonly string[];
    readonly on: Tx["scope"]["today"];
  },
): HousePage["services"][number]["prices"] {
  const found = of.groups.flatMap((variant) =>
    [0, 1, 2, 3].flatMap((zone) => {
      const asked = {
        service: of.service.id,
        parameter: "rate" as const,
        variant,
        zone,
        provider: of.term.provider,
        account: 0 as AccountId,
      };
      return valuesOn(index, asked, of.on)?.values ?? [];
    }),
  );
  return [...new Set(found)].map((value) =>
    priceOf(of.service, value, of.term.method === "individual_social_norm"),
  );
}
