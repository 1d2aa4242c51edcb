import { NOTHING_TYPED, readingsPage, sendReadings, sendReadingsOnce } from "#flows/private-readings";
import { findPicture } from "#modules/metering";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { fieldOf, fileOf, formOf, takeForms } from "#platform/http/forms";
import { readingWarningSentence } from "../modules/metering/words.ts";
import { numberOf } from "./feedback-pages.ts";
import type { MessageDoor } from "./message-pages.ts";

const HIDE = { schema: { hide: true } as object };
/** Several meters, each with a photograph of a telephone. */
const FORM_LIMITS = { fieldBytesMax: 16_384, fileBytesMax: 24 * 1_048_576 };
/** More meters than a flat has. */
const FIELDS_MAX = 60;
const PHOTOS_MAX = 12;

/** Readings in the private account, with photographs of the dials. */
export async function readingPages(
  app: Http,
  database: Database,
  { site, readerOf, notFound }: MessageDoor,
): Promise<void> {
  const center = () => centerContext(database);

  app.get("/lk/readings", HIDE, async (request, reply) => {
    const reader = await readerOf(request, reply);
    if (!reader) return reply;
    const { sent } = request.query as { sent?: string };
    const count = /^[1-9]\d?$/.test(sent ?? "") ? Number(sent) : undefined;
    const { ctx, self, account, language } = reader;
    void reply.header("cache-control", "private, no-store");
    const contexts = { resident: ctx, center: await center() };
    const page = await readingsPage(contexts, self, { account, language, form: NOTHING_TYPED, sent: count });
    return site.send(request, reply, page);
  });

  app.get("/lk/readings/photos/:number", HIDE, async (request, reply) => {
    const reader = await readerOf(request, reply);
    if (!reader) return reply;
    const picture = numberOf((request.params as { number: string }).number);
    const { ctx, account } = reader;
    const found =
      picture === undefined
        ? undefined
        : await ctx.transaction((tx) => findPicture(tx, { building: account.building, picture }));
    if (!found) return notFound(request, reply);
    return reply
      .header("cache-control", "private, no-store")
      .header("content-security-policy", "default-src 'none'; sandbox")
      .type("image/jpeg")
      .send(Buffer.from(found.body));
  });

  await app.register(async (scope) => {
    takeForms(scope, FORM_LIMITS);

    scope.post("/lk/readings", HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      const form = formOf(request);
      const { account, ctx, self, language } = reader;
      if (!account.rights.has("readings") || form.get("account") !== account.number)
        return notFound(request, reply);
      const fields = [...form].filter(([name]) => /^\d{1,9}-\d$/.test(name)).slice(0, FIELDS_MAX);
      const photos = new Map<string, Uint8Array>();
      for (const name of new Set(form.keys())) {
        const photo = /^photo-\d{1,9}$/.test(name) ? await fileOf(form, name) : undefined;
        if (photo && photos.size < PHOTOS_MAX) photos.set(name, photo);
      }
      const typed = new Map(fields.map(([name]) => [name, fieldOf(form, name, 20)]));
      // Sent by the device, after it had waited for a connection: what is doubtful is asked on the page.
      const key = request.headers["idempotency-key"];
      if (typeof key === "string") {
        if (!/^[\da-f-]{36}$/.test(key)) return notFound(request, reply);
        const once = await sendReadingsOnce(await center(), { key, account, typed, photos });
        return once.ok ? reply.send({ taken: once.value }) : reply.code(422).send({});
      }
      const confirmed = new Map(
        [...typed.keys()].map((field) => [field, fieldOf(form, `confirmed-${field}`)]),
      );
      const taken = await sendReadings(await center(), { account, typed, confirmed, photos });
      if (taken.ok)
        return reply.redirect(`/lk/readings${taken.value > 0 ? `?sent=${taken.value}` : ""}`, 303);
      const wrong = new Map<string, string>();
      const doubts = new Map<string, readonly string[]>();
      for (const one of taken.refusal.fields) {
        if ("warnings" in one)
          doubts.set(
            one.field,
            one.warnings.map((warning) => readingWarningSentence(warning, language)),
          );
        else
          wrong.set(
            one.field,
            one.refusal.code === "readings.not_a_number" ? "" : site.sentenceOf(request, one.refusal),
          );
      }
      const drawn = await readingsPage({ resident: ctx, center: await center() }, self, {
        account,
        language,
        form: { typed, wrong, doubts, photos: new Set(photos.keys()) },
      });
      return site.send(request, reply, drawn, 422);
    });
  });
}
