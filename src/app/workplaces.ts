import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { Http } from "#platform/http";
import { page } from "./page.ts";
import { html } from "#platform/http/html";

/** What `scripts/web.mjs` builds from `web/`. */
const BUILT = path.join(import.meta.dirname, "../../dist/web");

/** As everywhere, and scripts of our own; no inline script and no inline style, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The workplaces under /app: one page for all their addresses, which the browser's part reads, and its files, whose
 * names change with their content and are kept for good.
 */
export async function workplaceRoutes(app: Http): Promise<void> {
  const hide = { schema: { hide: true } as object };
  if (existsSync(path.join(BUILT, "assets"))) {
    await (app as unknown as FastifyInstance).register(fastifyStatic, {
      root: path.join(BUILT, "assets"),
      prefix: "/app/assets/",
      preCompressed: true,
      immutable: true,
      maxAge: "365d",
      index: false,
      schemaHide: true,
      cacheControl: true,
      setHeaders: (reply) => {
        // Said before by the guard of all answers, for those that are somebody's.
        void reply.header("cache-control", "public, max-age=31536000, immutable");
      },
    });
  }
  for (const url of ["/app", "/app/*"]) {
    app.get(url, hide, async (request, reply) => {
      const file = path.join(BUILT, "index.html");
      if (!existsSync(file)) {
        return reply.code(503).type("text/html; charset=utf-8").send(notBuilt(request.language));
      }
      return reply
        .header("content-security-policy", CONTENT_SECURITY_POLICY)
        .header("cache-control", "no-cache")
        .type("text/html; charset=utf-8")
        .send(await readFile(file));
    });
  }
}

const notBuilt = (language: "ru" | "en"): string =>
  page({
    language,
    title: "Pay-logic",
    subtitle: "",
    links: [],
    body: html`<main><h1>${language === "ru" ? "Рабочие места ещё не собраны" : "The workplaces are not built yet"}</h1><p>${
      language === "ru"
        ? "Выполните на сервере: npm run build, затем обновите страницу."
        : "Run on the server: npm run build, then load this page again."
    }</p></main>`,
  });
