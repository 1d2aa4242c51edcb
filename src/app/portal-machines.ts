import type { FastifyInstance } from "fastify";
import { DATA_FORMATS, DATA_SETS, dataFile, dataSchema } from "#flows/portal-opendata";
import { portalAddresses } from "#flows/portal-sitemap";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { type Keeping, keeping } from "./keeping.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };

/** What machines read of the portal: sets of open data, the list of its pages, and where they may go. */
export function machinePages(app: Http, database: Database, site: Site): void {
  const files: Keeping<Awaited<ReturnType<typeof dataFile>>> = keeping({
    most: DATA_SETS.length * DATA_FORMATS.length,
    onError: (error) => app.log.error({ err: error }, "a set of open data"),
  });
  for (const set of DATA_SETS) {
    for (const format of DATA_FORMATS) {
      app.get(`/opendata/${set}.${format}`, HIDE, async (_request, reply) => {
        const { value, at } = await files.of(`${set}.${format}`, async () =>
          dataFile(await centerContext(database), { set, format }),
        );
        return reply
          .header("content-disposition", `attachment; filename="${set}.${format}"`)
          .header("last-modified", at.toUTCString())
          .header("access-control-allow-origin", "*")
          .header("cache-control", "public, max-age=300")
          .header("link", '<https://creativecommons.org/licenses/by/4.0/>; rel="license"')
          .type(value.mediaType)
          .send(typeof value.bytes === "string" ? value.bytes : Buffer.from(value.bytes));
      });
    }
  }

  const schemas: Keeping<object> = keeping({
    most: DATA_SETS.length,
    onError: (error) => app.log.error({ err: error }, "the schema of a set of open data"),
  });
  for (const set of DATA_SETS) {
    app.get(`/opendata/${set}.schema.json`, HIDE, async (_request, reply) => {
      const { value } = await schemas.of(set, async () => dataSchema(await centerContext(database), set));
      return reply
        .header("access-control-allow-origin", "*")
        .header("cache-control", "public, max-age=3600")
        .type("application/json; charset=utf-8")
        .send(JSON.stringify(value));
    });
  }

  const has = (url: string): boolean => (app as unknown as FastifyInstance).hasRoute({ method: "GET", url });
  const addresses: Keeping<readonly string[]> = keeping({
    most: 1,
    onError: (error) => app.log.error({ err: error }, "the list of the portal's pages"),
  });
  app.get("/sitemap.xml", HIDE, async (request, reply) => {
    const { city } = await site.around();
    const { value } = await addresses.of("all", async () =>
      portalAddresses(await centerContext(database), {
        home: `/${city.slug}`,
        feedback: has("/:city/feedback"),
        pay: has("/pay"),
      }),
    );
    const origin = site.originOf(request);
    const urls = value.map((path) => `<url><loc>${xml(`${origin}${path}`)}</loc></url>`);
    return reply
      .header("cache-control", "public, max-age=3600")
      .type("application/xml; charset=utf-8")
      .send(
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
          ...urls,
          "</urlset>",
        ].join("\n"),
      );
  });

  // Paying begins at "/pay", which anybody may find; what follows is of one payer.
  app.get("/robots.txt", HIDE, (request, reply) =>
    reply
      .type("text/plain; charset=utf-8")
      .send(
        [
          "User-agent: *",
          ...["/app", "/api", "/lk", "/pay/", "/activate"].map((path) => `Disallow: ${path}`),
          `Sitemap: ${site.originOf(request)}/sitemap.xml`,
          "",
        ].join("\n"),
      ),
  );
}

const xml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
