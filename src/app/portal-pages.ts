import type { FastifyReply, FastifyRequest } from "fastify";
import type { BuildingId, OrganizationId } from "#core/ids";
import {
  companyFeed,
  companyFile,
  companySheet,
  previewSheet,
  type SheetAsked,
} from "#flows/company-site-public";
import { companyDisclosure, disclosureChanges, houseDisclosure } from "#flows/portal-disclosure";
import { openDataPage } from "#flows/portal-opendata";
import { companiesPage, companyPage } from "#flows/portal-companies";
import { housePage, searchHouses } from "#flows/portal-houses";
import { mapPage } from "#flows/portal-map";
import { cityPage } from "#flows/portal-pages";
import { tariffsPage } from "#flows/portal-tariffs";
import { centerContext, type Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import { type Http, Refused, type RequestRefusal } from "#platform/http";
import { isDatabaseAway } from "#platform/http/problems";
import {
  COMPANY_ORDERS,
  COMPANY_TABS,
  type CompanyOrder,
  type CompanyPage,
} from "../flows/portal-pages-contract.ts";
import type { SitePage } from "../flows/site-contract.ts";
import { type Keeping, keeping } from "./keeping.ts";
import { machinePages } from "./portal-machines.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
const NOT_FOUND: SitePage = { page: "trouble", trouble: "not_found", sentence: undefined };
const AWAY: SitePage = { page: "trouble", trouble: "away", sentence: undefined };
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

export interface PortalPages {
  /** A company changed what it shows: whoever asks next sees it. */
  readonly forget: () => void;
}

/** Pages that are remembered: a city of half a million accounts has some five thousand houses. */
const PAGES_MOST = 6_000;

/**
 * The portal's pages, all below the city's address. Each is a question with an address of its own, and is kept in memory
 * for all who ask it; what somebody types is looked up each time.
 */
export async function portalRoutes(app: Http, database: Database, site: Site): Promise<PortalPages> {
  const pages: Keeping<Answer> = keeping({
    most: PAGES_MOST,
    isKept: (answer) => answer !== undefined && !("location" in answer),
    onError: (error) => app.log.error({ err: error }, "a page of the portal"),
  });
  const page = (path: string, answer: (asked: Asked) => Promise<Answer>): void => {
    app.get(`/:city${path}`, HIDE, async (request: FastifyRequest, reply: FastifyReply) => {
      const params = request.params as Asked["params"];
      const query = request.query as Asked["query"];
      const { slug } = (await site.around()).city;
      if (params["city"] !== slug) return site.send(request, reply, NOT_FOUND, 404);
      const lookUp = async (): Promise<Answer> =>
        answer({ ctx: await centerContext(database), home: `/${slug}`, params, query });
      return answered(request, reply, textOf(query["q"]) === "" ? nameOf(request) : undefined, lookUp);
    });
  };
  /** Without a name it is looked up for this reader alone. */
  const answered = async (
    request: FastifyRequest,
    reply: FastifyReply,
    name: string | undefined,
    lookUp: () => Promise<Answer>,
  ): Promise<FastifyReply> => {
    try {
      const kept =
        name === undefined
          ? { value: await lookUp(), at: new Date(), isOld: false }
          : await pages.of(name, lookUp);
      const { value } = kept;
      if (value === undefined) return await site.send(request, reply, NOT_FOUND, 404);
      return "location" in value
        ? await reply.redirect(value.location, 302)
        : await site.sendKept(request, reply, { ...kept, value });
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      request.log.error({ err: error }, "the database does not answer");
      void reply.header("retry-after", "60");
      return site.send(request, reply, AWAY, 503);
    }
  };
  app.get("/privacy", HIDE, (request, reply) =>
    site.send(request, reply, { page: "words", about: "privacy" }),
  );
  app.get("/", HIDE, async (_request, reply) => reply.redirect(`/${(await site.around()).city.slug}`, 302));
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
  page("/house/:id/disclosure", async ({ ctx, params, query }) => {
    const id = numberOf(params["id"]);
    return id === undefined
      ? undefined
      : houseDisclosure(ctx, { building: id as BuildingId, year: yearOf(query["year"]) });
  });
  page("/map", ({ ctx, query }) =>
    mapPage(ctx, numberOf(textOf(query["company"])) as OrganizationId | undefined),
  );
  page("/companies", ({ ctx, query }) =>
    companiesPage(ctx, { typed: textOf(query["q"]), order: orderOf(query["sort"]) }),
  );
  page("/c/:company", (asked) => companyAnswer(asked, "about"));
  page("/c/:company/:tab", async (asked) => {
    const tab = COMPANY_TABS.find((one) => one !== "about" && one === asked.params["tab"]);
    if (tab !== undefined) return companyAnswer(asked, tab);
    const own = OWN_SHEETS.find((one) => one === asked.params["tab"]);
    return own === undefined ? undefined : sheetAnswer(asked, { of: own });
  });
  page("/c/:company/disclosure", (asked) => disclosureAnswer(asked, undefined));
  page("/c/:company/disclosure/changes", async ({ ctx, home, params }) => {
    const organization = companyIn(params);
    const page = organization === undefined ? undefined : await disclosureChanges(ctx, organization);
    return page === undefined || page.company.slug === params["company"]
      ? page
      : { location: `${home}/c/${page.company.slug}/disclosure/changes` };
  });
  page("/c/:company/disclosure/:form", (asked) => disclosureAnswer(asked, asked.params["form"]));
  page("/c/:company/news/:slug", (asked) =>
    sheetAnswer(asked, { of: "article", slug: asked.params["slug"] ?? "" }),
  );
  page("/c/:company/pages/:slug", (asked) =>
    sheetAnswer(asked, { of: "page", slug: asked.params["slug"] ?? "" }),
  );
  app.get("/opendata", HIDE, (request, reply) =>
    answered(request, reply, "/opendata", async () => openDataPage(await centerContext(database))),
  );
  // Whoever reads the portal is told in its words that there is no such page; programs are told in theirs.
  app.get("/:city/*", HIDE, async (request, reply) => {
    const { slug } = (await site.around()).city;
    if ((request.params as Asked["params"])["city"] !== slug)
      throw new Refused<RequestRefusal>({ code: "request.route_not_found" });
    return site.send(request, reply, NOT_FOUND, 404);
  });
  companyFiles(app, database, site);
  machinePages(app, database, site);
  app.get(
    "/api/site/texts/:text/preview",
    { ...HIDE, config: { permission: "site.read" } },
    async (request, reply) => {
      const text = numberOf((request.params as { text: string }).text);
      const version = numberOf((request.query as { version?: string }).version);
      const page = text === undefined ? undefined : await previewSheet(request.ctx, { text, version });
      void reply.header("cache-control", "private, no-store");
      return page ? site.send(request, reply, page) : site.send(request, reply, NOT_FOUND, 404);
    },
  );
  return { forget: pages.forget };
}

const OWN_SHEETS = ["news", "documents", "vacancies"] as const;

/** The number finds the company; an address with its former name leads to the present one. */
async function companyAnswer({ ctx, home, params }: Asked, tab: CompanyPage["tab"]): Promise<Answer> {
  const organization = companyIn(params);
  const page = organization === undefined ? undefined : await companyPage(ctx, { organization, tab });
  return page === undefined || page.company.slug === params["company"]
    ? page
    : { location: `${home}/c/${page.company.slug}${tab === "about" ? "" : `/${tab}`}` };
}

async function sheetAnswer({ ctx, home, params }: Asked, asked: SheetAsked): Promise<Answer> {
  const organization = companyIn(params);
  const page = organization === undefined ? undefined : await companySheet(ctx, organization, asked);
  if (page === undefined || page.company.slug === params["company"]) return page;
  const rest = "slug" in asked ? `${asked.of === "article" ? "news" : "pages"}/${asked.slug}` : asked.of;
  return { location: `${home}/c/${page.company.slug}/${rest}` };
}

async function disclosureAnswer(
  { ctx, home, params, query }: Asked,
  form: string | undefined,
): Promise<Answer> {
  const organization = companyIn(params);
  const year = yearOf(query["year"]);
  const page =
    organization === undefined ? undefined : await companyDisclosure(ctx, { organization, form, year });
  return page === undefined || page.company.slug === params["company"]
    ? page
    : { location: `${home}/c/${page.company.slug}/disclosure${form === undefined ? "" : `/${form}`}` };
}

const yearOf = (value: unknown): number | undefined =>
  typeof value === "string" && /^20\d\d$/.test(value) ? Number(value) : undefined;

const companyIn = (params: Asked["params"]): OrganizationId | undefined =>
  numberOf(params["company"]?.split("-")[0]) as OrganizationId | undefined;

/** Files of companies, which are saved and not opened in our name, and their news for readers of feeds. */
function companyFiles(app: Http, database: Database, site: Site): void {
  app.get("/:city/c/:company/files/:file/:name", HIDE, async (request, reply) => {
    const params = request.params as Asked["params"];
    const [organization, id] = [companyIn(params), numberOf(params["file"])];
    const file =
      organization === undefined || id === undefined
        ? undefined
        : await companyFile(await centerContext(database), organization, id);
    if (!file) return site.send(request, reply, NOT_FOUND, 404);
    const how = file.kind === "logo" ? "inline" : "attachment";
    void reply
      .header("content-disposition", `${how}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header("content-security-policy", "default-src 'none'; sandbox")
      .header("x-content-type-options", "nosniff")
      .header("cache-control", "public, max-age=86400")
      .header("etag", `"${file.sha256}"`)
      .type(file.mediaType);
    return request.headers["if-none-match"] === `"${file.sha256}"`
      ? reply.code(304).send()
      : reply.send(file.bytes);
  });
  app.get("/:city/c/:company/news.rss", HIDE, async (request, reply) => {
    const organization = companyIn(request.params as Asked["params"]);
    const at = { origin: site.originOf(request), home: `/${(await site.around()).city.slug}` };
    const feed =
      organization === undefined
        ? undefined
        : await companyFeed(await centerContext(database), organization, at);
    if (feed === undefined) return site.send(request, reply, NOT_FOUND, 404);
    return reply
      .header("cache-control", "public, max-age=300")
      .type("application/rss+xml; charset=utf-8")
      .send(feed);
  });
}

/** The page's address with what its answer depends on: the language does not change what is looked up. */
function nameOf(request: FastifyRequest): string {
  const { pathname, searchParams } = new URL(request.url, "http://site");
  const company = numberOf(textOf(searchParams.get("company")));
  return `${pathname} ${orderOf(searchParams.get("sort"))} ${yearOf(searchParams.get("year")) ?? ""} ${company ?? ""}`;
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value.slice(0, TYPED_MAX).trim() : "";
const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
const orderOf = (value: unknown): CompanyOrder => COMPANY_ORDERS.find((one) => one === value) ?? "name";
