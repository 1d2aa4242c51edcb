import { readFileSync } from "node:fs";
import path from "node:path";
import type { Http, Language } from "#platform/http";
import type { SiteAssets } from "../flows/site-contract.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
const ICONS = { "icon-192.png": "any", "icon-512.png": "any", "icon-maskable-512.png": "maskable" } as const;
const NAMES: Readonly<Record<Language, { readonly name: string; readonly short: string }>> = {
  ru: { name: "Личный кабинет ЖКУ", short: "Мой дом" },
  en: { name: "Private account of the flat", short: "My home" },
};

/**
 * The private account as an app that can be installed: its manifest and icons, the worker that shows it without a
 * connection, and the page for that.
 */
export async function residentApp(
  app: Http,
  site: Site,
  of: { readonly assets: SiteAssets; readonly workerFile: string },
): Promise<void> {
  // Whatever pages load is named by its content: a new build makes another worker of it.
  const loaded = [of.assets.style, of.assets.script, ...of.assets.fonts];
  const worker = `self.PAYLOGIC_ASSETS=${JSON.stringify(loaded)};\n${readFileSync(of.workerFile, "utf8")}`;

  app.get("/lk/worker.js", HIDE, async (_request, reply) =>
    reply
      .header("cache-control", "no-cache")
      .header("service-worker-allowed", "/lk")
      .type("text/javascript; charset=utf-8")
      .send(worker),
  );

  app.get("/lk/app.webmanifest", HIDE, async (request, reply) => {
    const language = site.languageOf(request);
    const { name, short } = NAMES[language];
    return reply
      .header("cache-control", "no-cache")
      .header("vary", "accept-language, cookie")
      .type("application/manifest+json; charset=utf-8")
      .send(
        JSON.stringify({
          id: "/lk",
          name,
          short_name: short,
          lang: language,
          start_url: "/lk",
          scope: "/lk",
          display: "standalone",
          background_color: "#f6f5f1",
          theme_color: "#f6f5f1",
          icons: Object.entries(ICONS).map(([file, purpose]) => ({
            src: `/lk/${file}`,
            sizes: file.includes("192") ? "192x192" : "512x512",
            type: "image/png",
            purpose,
          })),
        }),
      );
  });

  for (const file of Object.keys(ICONS)) {
    const bytes = readFileSync(path.join(import.meta.dirname, "assets", file));
    app.get(`/lk/${file}`, HIDE, async (_request, reply) =>
      reply.header("cache-control", "public, max-age=86400").type("image/png").send(bytes),
    );
  }

  // Nobody's: it is kept on the device before anybody signs in.
  app.get("/lk/offline", HIDE, async (request, reply) => {
    const { kept } = request.query as { kept?: string };
    return site.send(request, reply, { page: "lk.offline", hasKept: kept === "yes" });
  });
}
