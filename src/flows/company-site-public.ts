import { must } from "#core/assert";
import type { OrganizationId } from "#core/ids";
import { findOrganizations } from "#modules/organizations";
import {
  ACCENT,
  type CompanyFile,
  findAccents,
  findFile,
  findText,
  listFiles,
  listShownTexts,
  listTextVersions,
  richText,
  type ShownText,
  summaryOf,
  TEXT_KINDS,
} from "#modules/portal";
import { listBuildingLines } from "#modules/addresses";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { companySlug, contactsOf } from "./portal-houses.ts";
import type {
  CompanySheetPage,
  CompanySite,
  CompanyTab,
  PortalFile,
  PortalNews,
} from "./portal-pages-contract.ts";

/* What a company shows of itself, for the public. */

const TEXTS_MAX = 500;
const NEWS_OF_CITY = 4;

/** The company's own sheets, pages, logo and colour: what stands at the head of each of its pages. */
export async function companySite(tx: Tx, organization: OrganizationId): Promise<CompanySite> {
  const texts = await listShownTexts(tx, { organization, kinds: TEXT_KINDS, limit: TEXTS_MAX });
  const files = await listFiles(tx, organization);
  return siteOf({
    texts,
    files,
    accent: (await findAccents(tx, [organization])).get(organization),
  });
}

function siteOf(of: {
  readonly texts: readonly ShownText[];
  readonly files: readonly CompanyFile[];
  readonly accent: string | undefined;
}): CompanySite {
  const has = (kind: ShownText["kind"]): boolean => of.texts.some((text) => text.kind === kind);
  const logo = of.files.find(({ kind }) => kind === "logo");
  const sheets: readonly (readonly [CompanyTab, boolean])[] = [
    ["about", true],
    ["houses", true],
    ["tariffs", true],
    ["disclosure", true],
    ["news", has("news")],
    ["documents", of.files.some(({ kind }) => kind !== "logo")],
    ["vacancies", has("vacancy")],
    ["contacts", true],
  ];
  return {
    accent: of.accent ?? ACCENT,
    logo: logo && `files/${logo.id}/${logo.name}`,
    sheets: sheets.filter(([, isThere]) => isThere).map(([sheet]) => sheet),
    pages: of.texts
      .filter(({ kind }) => kind === "page")
      .map(({ slug, title }) => ({ slug, title }))
      .sort((a, b) => a.title.localeCompare(b.title, "ru")),
  };
}

/** Which of a company's own sheets is asked for. */
export type SheetAsked =
  | { readonly of: "news" | "documents" | "vacancies" }
  | { readonly of: "article" | "page"; readonly slug: string };

/** A sheet that the company fills itself; undefined where it shows nothing there. */
export async function companySheet(
  ctx: Ctx,
  organization: OrganizationId,
  asked: SheetAsked,
): Promise<CompanySheetPage | undefined> {
  return ctx.transaction(async (tx) => {
    const [company] = await findOrganizations(tx, [organization]);
    if (company?.kind !== "company") return undefined;
    const texts = await listShownTexts(tx, { organization, kinds: TEXT_KINDS, limit: TEXTS_MAX });
    const files = await listFiles(tx, organization);
    const accent = (await findAccents(tx, [organization])).get(organization);
    const sheet = sheetOf(asked, texts, files);
    return (
      sheet && {
        page: "portal.sheet",
        company: contactsOf(company),
        houses: (await listBuildingLines(tx, organization)).length,
        site: siteOf({ texts, files, accent }),
        sheet,
      }
    );
  });
}

/** A version of a text as its page would show it, for whoever writes; undefined where the reader sees no such text. */
export async function previewSheet(
  ctx: Ctx,
  of: { readonly text: number; readonly version: number | undefined },
): Promise<CompanySheetPage | undefined> {
  return ctx.transaction(async (tx) => {
    const versions = await listTextVersions(tx, of.text);
    const version = versions.find((one) => of.version === undefined || one.version === of.version);
    const text = await findText(tx, of.text);
    if (version === undefined || text === undefined) return undefined;
    const [company] = await findOrganizations(tx, [text.organization]);
    return {
      page: "portal.sheet",
      company: contactsOf(must(company, "the company of a text")),
      houses: (await listBuildingLines(tx, text.organization)).length,
      site: await companySite(tx, text.organization),
      sheet: {
        of: text.kind === "news" ? "article" : "page",
        slug: text.slug,
        title: version.title,
        day: version.shownFrom,
        changed: version.shownFrom,
        summary: summaryOf(version.body),
        html: richText(version.body),
      },
    };
  });
}

function sheetOf(
  asked: SheetAsked,
  texts: readonly ShownText[],
  files: readonly CompanyFile[],
): CompanySheetPage["sheet"] | undefined {
  switch (asked.of) {
    case "news": {
      const news = texts.filter(({ kind }) => kind === "news").map(newsOf);
      return news.length === 0 ? undefined : { of: "news", news };
    }
    case "vacancies": {
      const vacancies = texts
        .filter(({ kind }) => kind === "vacancy")
        .map((text) => ({ slug: text.slug, title: text.title, day: text.since, html: richText(text.body) }));
      return vacancies.length === 0 ? undefined : { of: "vacancies", vacancies };
    }
    case "documents": {
      const shown = files.filter(({ kind }) => kind !== "logo");
      if (shown.length === 0) return undefined;
      return {
        of: "documents",
        documents: shown.filter(({ kind }) => kind === "document").map(fileOf),
        reports: shown.filter(({ kind }) => kind === "report").map(fileOf),
      };
    }
    case "article":
    case "page": {
      const kind = asked.of === "page" ? "page" : "news";
      const text = texts.find((one) => one.kind === kind && one.slug === asked.slug);
      return (
        text && {
          of: asked.of,
          slug: text.slug,
          title: text.title,
          day: text.since,
          changed: text.changed,
          summary: summaryOf(text.body),
          html: richText(text.body),
        }
      );
    }
  }
}

const newsOf = ({ slug, title, since, body }: ShownText): PortalNews => ({
  slug,
  title,
  day: since,
  summary: summaryOf(body),
});

export const fileOf = (file: CompanyFile): PortalFile => ({
  href: `files/${file.id}/${file.name}`,
  title: file.title,
  type: file.name.split(".").at(-1) ?? "",
  size: file.size,
  day: file.addedOn,
  sha256: file.sha256,
});

/** The latest news of all the companies, for the city's page. */
export async function cityNews(
  tx: Tx,
): Promise<readonly (PortalNews & { company: string; companySlug: string })[]> {
  const texts = await listShownTexts(tx, { kinds: ["news"], limit: NEWS_OF_CITY });
  const companies = new Map(
    (await findOrganizations(tx, [...new Set(texts.map(({ organization }) => organization))])).map((one) => [
      one.id,
      one,
    ]),
  );
  return texts.flatMap((text) => {
    const company = companies.get(text.organization);
    return company ? [{ ...newsOf(text), company: company.name, companySlug: companySlug(company) }] : [];
  });
}

/** A file that a company shows; undefined where it shows none of that number. */
export async function companyFile(ctx: Ctx, organization: OrganizationId, id: number) {
  const file = await ctx.transaction((tx) => findFile(tx, id));
  return file?.organization === organization ? file : undefined;
}

/** News of a company for readers of feeds (RSS 2.0), newest first. */
export async function companyFeed(
  ctx: Ctx,
  organization: OrganizationId,
  at: { readonly origin: string; readonly home: string },
): Promise<string | undefined> {
  const found = await ctx.transaction(async (tx) => {
    const [company] = await findOrganizations(tx, [organization]);
    return (
      company && {
        company,
        texts: await listShownTexts(tx, { organization, kinds: ["news"], limit: FEED_MAX }),
      }
    );
  });
  if (found?.company.kind !== "company") return undefined;
  const own = `${at.origin}${at.home}/c/${companySlug(found.company)}`;
  const items = found.texts.map(({ slug, title, body, since }) =>
    [
      "<item>",
      `<title>${xml(title)}</title>`,
      `<link>${xml(`${own}/news/${slug}`)}</link>`,
      `<guid isPermaLink="true">${xml(`${own}/news/${slug}`)}</guid>`,
      `<pubDate>${new Date(`${since}T09:00:00+03:00`).toUTCString()}</pubDate>`,
      `<description>${xml(summaryOf(body, 500))}</description>`,
      "</item>",
    ].join(""),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    `<title>${xml(found.company.name)}</title><link>${xml(own)}</link>`,
    `<description>${xml(`Новости: ${found.company.name}`)}</description><language>ru</language>`,
    `<atom:link href="${xml(`${own}/news.rss`)}" rel="self" type="application/rss+xml"/>`,
    ...items,
    "</channel></rss>",
  ].join("\n");
}
const FEED_MAX = 50;
const xml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    // What XML 1.0 has no sign for.
    .replaceAll(/(?![\n\r\t])\p{Cc}|[\uFFFE\uFFFF]/gu, "");
