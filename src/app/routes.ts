import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { figuresOf } from "#flows/figures";
import { DemoResponse } from "../flows/contract.ts";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import { businessDate } from "#platform/context";
import type { Http } from "#platform/http";
import { type ApiDocument, documentOf } from "#platform/http/openapi";
import { contractPage } from "./contract-page.ts";
import { MARK_FILE } from "./page.ts";
import { startPage } from "./start-page.ts";
import { thingsToTry } from "./things-to-try.ts";

const HTML = "text/html; charset=utf-8";
const ASSETS: Readonly<Record<string, string>> = {
  "pages.css": "text/css; charset=utf-8",
  "inter-latin-wght.woff2": "font/woff2",
  "inter-cyrillic-wght.woff2": "font/woff2",
  "inter-ruble-wght.woff2": "font/woff2",
};

/** What the server shows by itself: the start page, the contract to read and to load, and whether it is well. */
export async function pageRoutes(
  app: Http,
  { database, demo, hasSite }: { database: Database; demo: boolean; hasSite: boolean },
): Promise<void> {
  let document: ApiDocument | undefined;
  const contract = (): ApiDocument => (document ??= documentOf(app));
  const hide = { schema: { hide: true } as object };

  if (!hasSite) app.get("/", hide, async (_request, reply) => reply.redirect("/start", 302));
  app.get("/start", hide, async (request, reply) => {
    const figures = demo ? await demoFigures(database) : undefined;
    return reply
      .header("vary", "accept-language")
      .header("content-type", HTML)
      .send(startPage(request.language, figures));
  });

  app.get("/api", { ...hide, config: { permission: "anyone" } }, async (request, reply) =>
    reply
      .header("vary", "accept-language")
      .header("cache-control", "no-cache")
      .header("content-type", HTML)
      .send(contractPage(contract(), request.language)),
  );

  app.get("/api/openapi.json", { ...hide, config: { permission: "anyone" } }, async (_request, reply) =>
    reply.header("cache-control", "no-cache").send(contract()),
  );

  app.route({
    method: "GET",
    url: "/api/demo",
    config: { permission: "anyone" },
    schema: {
      tags: ["session"],
      summary: "Logins of the demo town, where it lives",
      response: { 200: DemoResponse },
    },
    handler: async ({ language }) => {
      if (!demo) return { demo: false };
      const { today, organizations, logins } = await demoFigures(database);
      const { ORGANIZATIONS } = await import("#flows/demo-town");
      return {
        demo: true,
        today,
        buildings: organizations.reduce((sum, one) => sum + one.buildings, 0),
        accounts: organizations.reduce((sum, one) => sum + one.accounts, 0),
        organizations: organizations.length,
        password: logins[0]?.password,
        things: thingsToTry(language),
        logins: logins.map(({ login, name, role, organization }) => ({
          login,
          name,
          role,
          organization: ORGANIZATIONS.find(({ code }) => code === organization)?.shortName,
        })),
      };
    },
  });

  app.get("/health", hide, async (_request, reply) => {
    // Throws where the database is away: answered 503 with Retry-After.
    await businessDate(database);
    return reply.send({ status: "ok" });
  });

  app.get("/assets/mark.svg", hide, async (_request, reply) =>
    reply
      .header("cache-control", "public, max-age=86400")
      .header("content-type", "image/svg+xml")
      .send(MARK_FILE),
  );
  app.get(
    "/assets/:name",
    { schema: { hide: true, params: z.strictObject({ name: z.enum(Object.keys(ASSETS)) }) } as object },
    async (request, reply) => {
      const { name } = request.params as { name: string };
      const bytes = await readFile(path.join(import.meta.dirname, "assets", name));
      return reply
        .header("cache-control", "public, max-age=86400")
        .header("content-type", ASSETS[name] ?? "application/octet-stream")
        .send(bytes);
    },
  );
}

/** Of the demo town alone, which belongs to nobody: the sums of organizations, and the logins that it is tried with. */
async function demoFigures(database: Database) {
  const ctx = await centerContext(database);
  const { DEMO_LOGINS, DEMO_RESIDENT } = await import("#flows/demo-town");
  return {
    today: ctx.today,
    organizations: await figuresOf(ctx),
    logins: DEMO_LOGINS,
    resident: DEMO_RESIDENT.name,
  };
}
