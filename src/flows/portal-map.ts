import { findPoints, listBuildingLines } from "#modules/addresses";
import { findOrganizations, listOrganizations } from "#modules/organizations";
import { ACCENT, findAccents } from "#modules/portal";
import type { OrganizationId } from "#core/ids";
import type { Ctx } from "#platform/context";
import { companySlug, housesOf } from "./portal-houses.ts";
import type { MapPage } from "./portal-pages-contract.ts";

/** Houses of the city on its map, or of one company alone; undefined where there is no such company. */
export async function mapPage(ctx: Ctx, asked: OrganizationId | undefined): Promise<MapPage | undefined> {
  return ctx.transaction(async (tx) => {
    const of = asked === undefined ? undefined : (await findOrganizations(tx, [asked]))[0];
    if (asked !== undefined && of?.kind !== "company") return undefined;
    const lines = (await listBuildingLines(tx, undefined)).filter(
      ({ organization }) => organization !== undefined,
    );
    const points = await findPoints(
      tx,
      lines.map(({ id }) => id),
    );
    const organizations = (await listOrganizations(tx, ["company"])).filter(({ id }) =>
      lines.some(({ organization }) => organization === id),
    );
    const accents = await findAccents(
      tx,
      organizations.map(({ id }) => id),
    );
    const asList = lines.filter(({ organization }) => asked === undefined || organization === asked);
    const houses = await housesOf(tx, asList);
    const numbers = new Map(organizations.map(({ id }, at) => [id, at + 1]));
    return {
      page: "portal.map",
      of: of && companySlug(of),
      companies: organizations.map((one) => {
        const own = lines.filter(({ organization }) => organization === one.id);
        return {
          slug: companySlug(one),
          name: one.name,
          accent: accents.get(one.id) ?? ACCENT,
          houses: own.length,
          placed: own.filter(({ id }) => points.has(id)).length,
        };
      }),
      houses: asList.map(({ id, organization }, at) => ({
        ...(houses[at] as (typeof houses)[number]),
        companyNumber: (organization && numbers.get(organization)) ?? 0,
        point: points.get(id),
      })),
    };
  });
}
