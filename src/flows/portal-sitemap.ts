import { listBuildingLines } from "#modules/addresses";
import { listOrganizations } from "#modules/organizations";
import { listShownTexts } from "#modules/portal";
import type { Ctx } from "#platform/context";
import { companySite } from "./company-site-public.ts";
import { companyLine } from "./portal-companies.ts";
import { companySlug } from "./portal-houses.ts";

/** The limit of one list by sitemaps.org. */
const ADDRESSES_MAX = 50_000;
const TEXTS_MAX = 5_000;

/** Every page of the portal that has something of its own to say. */
export async function portalAddresses(
  ctx: Ctx,
  { home, feedback, pay }: { readonly home: string; readonly feedback: boolean; readonly pay: boolean },
): Promise<readonly string[]> {
  return ctx.transaction(async (tx) => {
    const addresses = [
      home,
      `${home}/companies`,
      `${home}/map`,
      `${home}/tariffs`,
      "/opendata",
      "/privacy",
      ...(feedback ? [`${home}/feedback`] : []),
      ...(pay ? ["/pay"] : []),
    ];
    const slugs = new Map<number, string>();
    for (const company of await listOrganizations(tx, ["company"])) {
      if ((await companyLine(tx, company)) === undefined) continue;
      const own = `${home}/c/${companySlug(company)}`;
      slugs.set(company.id, own);
      const { sheets } = await companySite(tx, company.id);
      addresses.push(...sheets.map((sheet) => (sheet === "about" ? own : `${own}/${sheet}`)));
      addresses.push(`${own}/disclosure/changes`);
      if (feedback) addresses.push(`${own}/feedback`);
    }
    for (const text of await listShownTexts(tx, { kinds: ["news", "page"], limit: TEXTS_MAX })) {
      const own = slugs.get(text.organization);
      if (own !== undefined) addresses.push(`${own}/${text.kind === "news" ? "news" : "pages"}/${text.slug}`);
    }
    for (const { id, organization } of await listBuildingLines(tx, undefined)) {
      if (organization !== undefined) addresses.push(`${home}/house/${id}`, `${home}/house/${id}/disclosure`);
    }
    return addresses.slice(0, ADDRESSES_MAX);
  });
}
