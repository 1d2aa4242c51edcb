import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CardBanks } from "#flows/card-banks";
import { cityOf, emergencyPhoneOf } from "#flows/portal-pages";
import type { DrawLetter } from "../flows/letter-contract.ts";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Refusal } from "#core/result";
import type { Http, Language } from "#platform/http";
import { isDatabaseAway } from "#platform/http/problems";
import { type Keeping, type Kept, keeping } from "./keeping.ts";
import { LANGUAGE_COOKIE, THEME_COOKIE } from "./cookies.ts";
import { describeRefusal } from "./refusals.ts";
import { checkPages } from "./document-pages.ts";
import { guestPages } from "./guest-pages.ts";
import { residentApp } from "./resident-app.ts";
import { residentDoor } from "./resident-door.ts";
import { residentPages } from "./resident-pages.ts";
import { residentPasskeys } from "./resident-passkeys.ts";
import type { RenderSite, SiteAssets, SiteFrame, SitePage } from "../flows/site-contract.ts";
import { feedbackRoutes } from "./feedback-pages.ts";
import { type PortalPages, portalRoutes } from "./portal-pages.ts";

/** What `scripts/web.mjs` builds from `web/site`. */
const BUILT = path.join(import.meta.dirname, "../../dist/web");

/** Scripts, styles, pictures and the worker of our own; nothing inline, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HTML = "text/html; charset=utf-8";

export interface SiteOptions {
  readonly database: Database;
  /** Where residents pay. */
  readonly banks: CardBanks;
  readonly demo: boolean;
  /** By which browsers know this installation when it tells them something. */
  readonly pushKey: string;
  /** Told of the pages that are kept, so that whoever changes them can say so. */
  readonly onPortal?: (pages: PortalPages) => void;
  /** "https://portal.example.ru"; absent: as the reader's browser names us. */
  readonly publicUrl?: string | undefined;
}

/** A page of the site as an answer; what every handler of a public page ends with. */
export type SendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  page: SitePage,
  status?: number,
) => Promise<FastifyReply>;

export interface Site {
  readonly send: SendPage;
  /** A page for everybody, as it was looked up: the same page again is told by its tag alone. */
  readonly sendKept: (
    request: FastifyRequest,
    reply: FastifyReply,
    page: Kept<SitePage>,
  ) => Promise<FastifyReply>;
  /** The city and its dispatchers' telephone; of an installation without a city, a name of our own. */
  readonly around: () => Promise<Around>;
  /** By the address, else by what was chosen before, else by the browser. */
  readonly languageOf: (request: FastifyRequest) => Language;
  /** What was refused, in the language of the page. */
  readonly sentenceOf: (request: FastifyRequest, refusal: Refusal) => string;
  /** "https://portal.example.ru", for addresses that are handed on. */
  readonly originOf: (request: FastifyRequest) => string;
}

export type Around = Pick<SiteFrame, "city" | "emergencyPhone">;

/** Draws letters as they are drawn for the pages; undefined where nothing is built. */
export async function letterDrawing(): Promise<DrawLetter | undefined> {
  const built = path.join(BUILT, "site-server/server.js");
  if (!existsSync(built)) return undefined;
  const { drawLetter } = (await import(pathToFileURL(built).href)) as { drawLetter: DrawLetter };
  return drawLetter;
}

interface Drawing {
  readonly render: RenderSite;
  readonly assets: SiteAssets;
  /** The private account's worker, as it was built. */
  readonly workerFile: string;
}

/**
 * The public pages: the portal under `/`, and whatever else is drawn by `web/site` (docs/decisions/0026). They need no
 * script and nobody signs in to read them.
 */
export async function siteRoutes(app: Http, options: SiteOptions): Promise<Site | undefined> {
  if (!existsSync(path.join(BUILT, "site-server/server.js"))) return undefined;
  const drawing = await loadDrawing();
  await (app as unknown as FastifyInstance).register(fastifyStatic, {
    root: path.join(BUILT, "site/assets"),
    prefix: "/site/assets/",
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
    index: false,
    schemaHide: true,
    decorateReply: false,
    setHeaders: (reply) => {
      void reply.header("cache-control", "public, max-age=31536000, immutable");
    },
  });
  const site = siteOf(app, options, drawing);
  await residentApp(app, site, { assets: drawing.assets, workerFile: drawing.workerFile });
  await guestPages(app, options, site);
  await checkPages(app, options.database, site);
  await feedbackRoutes(app, options.database, site);
  options.onPortal?.(await portalRoutes(app, options.database, site));
  const door = await residentDoor(app, options, site);
  await residentPasskeys(app, options, { door, site });
  await residentPages(app, options, { site, door });
  return site;
}

function siteOf(app: Http, options: SiteOptions, { render, assets }: Drawing): Site {
  const languageOf = (request: FastifyRequest): Language => {
    const { lang } = request.query as { lang?: string };
    const chosen = lang ?? request.cookies[LANGUAGE_COOKIE];
    return chosen === "ru" || chosen === "en" ? chosen : request.language;
  };
  // Asked when a page is drawn: whoever serves these may join after the portal.
  const has = (url: string): boolean => (app as unknown as FastifyInstance).hasRoute({ method: "GET", url });
  const originOf = (request: FastifyRequest): string =>
    options.publicUrl ?? `${request.protocol}://${request.host}`;
  const themeOf = (request: FastifyRequest): SiteFrame["theme"] => {
    const chosen = request.cookies[THEME_COOKIE];
    return chosen === "light" || chosen === "dark" ? chosen : undefined;
  };
  const kept = keptAround(app, options.database);
  const frameOf = async (request: FastifyRequest, shown?: Kept<SitePage>): Promise<SiteFrame> => {
    const around = await kept();
    const address = new URL(request.url, "http://site");
    address.searchParams.delete("lang");
    return {
      language: languageOf(request),
      origin: originOf(request),
      theme: themeOf(request),
      path: address.pathname,
      query: address.searchParams.toString(),
      ...around,
      shownAt: shownAt(shown?.at ?? new Date()),
      isOld: shown?.isOld ?? false,
      isDemo: options.demo,
      ways: { pay: has("/pay"), account: has("/lk"), feedback: has("/:city/feedback") },
    };
  };
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { lang } = request.query as { lang?: string };
    if (lang === "ru" || lang === "en") {
      void reply.setCookie(LANGUAGE_COOKIE, lang, {
        path: "/",
        sameSite: "lax",
        httpOnly: true,
        maxAge: 31_536_000,
      });
    }
    return reply
      .header("content-security-policy", CONTENT_SECURITY_POLICY)
      .header("vary", "accept-language, cookie")
      .header("content-language", languageOf(request))
      .type(HTML);
  };
  return {
    languageOf,
    originOf,
    sentenceOf: (request, refusal) => describeRefusal(refusal, languageOf(request))?.sentence ?? refusal.code,
    around: kept,
    send: async (request, reply, page, status = 200) =>
      answer(request, reply)
        .code(status)
        .send(render(page, await frameOf(request), assets)),
    sendKept: async (request, reply, page) => {
      const html = render(page.value, await frameOf(request, page), assets);
      // Weak: the same page is sent packed or not.
      const tag = `W/"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`;
      void answer(request, reply)
        .header("vary", "accept-language, accept-encoding, cookie")
        .header("etag", tag)
        .header("cache-control", "no-cache");
      if (request.headers["if-none-match"] === tag) return reply.code(304).send();
      if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(html);
      return reply.header("content-encoding", "gzip").send(await packed(html));
    },
  };
}

/** Pages for everybody alone: what is of one person and answers to what was typed is not packed together with it. */
const packed = promisify(gzip);

const WITHOUT_CITY: Around = { city: { name: "Pay-logic", slug: "city" }, emergencyPhone: undefined };

/** What stands around every page is asked for once a minute; a page that tells of an outage is drawn without it too. */
function keptAround(app: Http, database: Database): () => Promise<Around> {
  const kept: Keeping<Around | undefined> = keeping({
    most: 1,
    onError: (error) => app.log.error({ err: error }, "what stands around the public pages"),
  });
  return async () => {
    try {
      const { value } = await kept.of("around", async () => {
        const ctx = await centerContext(database);
        const city = await cityOf(ctx);
        return city && { city, emergencyPhone: await emergencyPhoneOf(ctx) };
      });
      return value ?? WITHOUT_CITY;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      return WITHOUT_CITY;
    }
  };
}

const CLOCK = new Intl.DateTimeFormat("ru-RU", {
  dateStyle: "short",
  timeStyle: "short",
  timeZone: "Europe/Moscow",
});
const shownAt = (at: Date): string => CLOCK.format(at).replace(",", "");

async function loadDrawing(): Promise<Drawing> {
  const { render } = (await import(pathToFileURL(path.join(BUILT, "site-server/server.js")).href)) as {
    render: RenderSite;
  };
  const manifest = JSON.parse(readFileSync(path.join(BUILT, "site/.vite/manifest.json"), "utf8")) as Readonly<
    Record<string, { file: string; css?: readonly string[]; assets?: readonly string[] }>
  >;
  const entry = manifest["enhance.ts"];
  const [style] = entry?.css ?? [];
  const worker = manifest["worker.ts"]?.file;
  if (entry === undefined || style === undefined || worker === undefined)
    throw new Error("dist/web/site has no entry: npm run build");
  return {
    render,
    workerFile: path.join(BUILT, "site", worker),
    assets: {
      style: `/site/${style}`,
      script: `/site/${entry.file}`,
      fonts: (entry.assets ?? [])
        .filter((file) => /cyrillic|latin/.test(file))
        .map((file) => `/site/${file}`),
    },
  };
}
