import type { FastifyReply, FastifyRequest } from "fastify";
import type { BuildingId, OrganizationId } from "#core/ids";
import { companiesPage, companyPage } from "#flows/portal-companies";
import { housePage, searchHouses } from "#flows/portal-houses";
import { cityOf, cityPage } from "#flows/portal-pages";
import { tariffsPage } from "#flows/portal-tariffs";
import { centerContext, type Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import {
  COMPANY_ORDERS,
  COMPANY_TABS,
  type CompanyOrder,
  type CompanyTab,
} from "../flows/portal-pages-contract.ts";
import type { SitePage } from "../flows/site-contract.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
const NOT_FOUND: SitePage = { page: "trouble", trouble: "not_found", sentence: undefined };
/** Longer than any address; what is beyond is not read. */
const TYPED_MAX = 200;

interface Asked {
  readonly ctx: Ctx;
  /** "/severoozyorsk". */
  readonly home: string;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** A page, another address where it is, or nothing where there is none. */
type Answer = SitePage | { readonly location: string } | undefined;

/** The portal's pages, all below the city's address. Each is a question with an address of its own. */
export async function portalRoutes(app: Http, database: Database, site: Site): Promise<void> {
  const page = (path: string, answer: (asked: Asked) => Promise<Answer>): void => {
    app.get(`/:city${path}`, HIDE, async (request: FastifyRequest, reply: FastifyReply) => {
      const ctx = await centerContext(database);
      const params = request.params as Asked["params"];
      const { slug } = await cityOf(ctx);
      const asked = { ctx, home: `/${slug}`, params, query: request.query as Asked["query"] };
      const answered = params["city"] === slug ? await answer(asked) : undefined;
      if (answered === undefined) return site.send(request, reply, NOT_FOUND, 404);
      return "location" in answered
        ? reply.redirect(answered.location, 302)
        : site.send(request, reply, answered);
    });
  };
  app.get("/privacy", HIDE, (request, reply) =>
    site.send(request, reply, { page: "words", about: "privacy" }),
  );
  app.get("/", HIDE, async (_request, reply) => {
    const city = await cityOf(await centerContext(database));
    return reply.redirect(`/${city.slug}`, 302);
  });
  page("", ({ ctx }) => cityPage(ctx));
  page("/tariffs", ({ ctx }) => tariffsPage(ctx));
  page("/house", async ({ ctx, home, query }) => {
    const search = await searchHouses(ctx, textOf(query["q"]));
    const [only, another] = search.found;
    return search.isExact && only !== undefined && another === undefined
      ? { location: `${home}/house/${only.id}` }
      : search;
  });
  page("/house/:id", async ({ ctx, params }) => {
    const id = numberOf(params["id"]);
    return id === undefined ? undefined : housePage(ctx, id as BuildingId);
  });
  page("/companies", ({ ctx, query }) =>
    companiesPage(ctx, { typed: textOf(query["q"]), order: orderOf(query["sort"]) }),
  );
  page("/c/:company", (asked) => companyAnswer(asked, "about"));
  page("/c/:company/:tab", async (asked) => {
    const tab = COMPANY_TABS.find((one) => one !== "about" && one === asked.params["tab"]);
    return tab === undefined ? undefined : companyAnswer(asked, tab);
  });
}

/** The number finds the company; an address with its former name leads to the present one. */
async function companyAnswer({ ctx, home, params }: Asked, tab: CompanyTab): Promise<Answer> {
  const slug = params["company"] ?? "";
  const id = numberOf(slug.split("-")[0]);
  const page =
    id === undefined ? undefined : await companyPage(ctx, { organization: id as OrganizationId, tab });
  return page === undefined || page.company.slug === slug
    ? page
    : { location: `${home}/c/${page.company.slug}${tab === "about" ? "" : `/${tab}`}` };
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value.slice(0, TYPED_MAX).trim() : "";
const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
const orderOf = (value: unknown): CompanyOrder => COMPANY_ORDERS.find((one) => one === value) ?? "name";
