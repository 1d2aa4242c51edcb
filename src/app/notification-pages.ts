import type { FastifyReply, FastifyRequest } from "fastify";
import {
  agreeToPushes,
  askOwnAddress,
  confirmOwnAddress,
  endByLink,
  endOwnAddress,
  endPushes,
  saveWishes,
  unsubscribePage,
  wishesPage,
} from "#flows/notification-wishes";
import { ADDRESS_DONE, type AddressDone } from "../flows/notification-pages-contract.ts";
import { type AddressChannel, CHANNELS, EVENT_NAMES, type Settings } from "#modules/notifications";
import type { SignedInResident } from "#modules/residents";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { numberOf } from "./feedback-pages.ts";
import type { Reader } from "./resident-pages.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
const FORM_LIMIT = 8_192;
const TOKEN = /^[\w-]{22}$/;

/**
 * What residents are told: the matrix of wishes behind the door, and the page to which links of messages lead. That one
 * asks nobody to sign in, and a mail program ends messages by a POST to it (RFC 8058); a GET changes nothing.
 */
export async function notificationPages(
  app: Http,
  { database, pushKey }: { readonly database: Database; readonly pushKey: string },
  of: {
    readonly site: Site;
    readonly readerOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Reader | undefined>;
  },
): Promise<void> {
  const { site, readerOf } = of;
  const center = () => centerContext(database);
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    site.send(request, reply, { page: "trouble", trouble: "not_found", sentence: undefined }, 404);
  const tokenIn = (request: FastifyRequest): string => {
    const { token } = request.params as { token: string };
    return TOKEN.test(token) ? token : "";
  };

  app.get("/lk/notifications", HIDE, async (request, reply) => {
    const reader = await readerOf(request, reply);
    if (!reader) return reply;
    const { self, account, ctx } = reader;
    const { saved, push, address } = request.query as { saved?: string; push?: string; address?: string };
    const page = await wishesPage({ resident: ctx, center: await center() }, self, {
      account,
      isSaved: saved === "yes",
      pushKey,
      done: push === "agreed" || push === "ended" ? push : undefined,
      addressDone: ADDRESS_DONE.find((one) => one === address),
    });
    return site.send(request, reply.header("cache-control", "private, no-store"), page);
  });

  app.get("/u/:token", HIDE, async (request, reply) => {
    const page = await unsubscribePage(await center(), tokenIn(request));
    void reply.header("cache-control", "private, no-store");
    return page ? site.send(request, reply, page) : notFound(request, reply);
  });

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: FORM_LIMIT },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    // Mail programs may post the one-click form as multipart; what is in it decides nothing.
    scope.addContentTypeParser(
      "multipart/form-data",
      { parseAs: "string", bodyLimit: FORM_LIMIT },
      (_r, _b, done) => done(null, new URLSearchParams()),
    );

    scope.post("/lk/notifications", HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const chosen = new Map(
        EVENT_NAMES.map((event) => [event, CHANNELS.filter((one) => form.get(`${event}-${one}`) === "yes")]),
      );
      await saveWishes(await center(), reader.self, {
        chosen,
        settings: settingsIn(form),
        resumes: form.get("resume") === "yes",
      });
      return reply.redirect("/lk/notifications?saved=yes", 303);
    });

    const posted = (request: FastifyRequest): URLSearchParams =>
      request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    // By the page's script, after the browser asked its owner and the owner agreed.
    scope.post("/lk/notifications/push", HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      const form = posted(request);
      const of = (name: string): string => form.get(name) ?? "";
      const isKept = await agreeToPushes(await center(), reader.self, {
        endpoint: of("endpoint"),
        p256dh: of("p256dh"),
        auth: of("auth"),
        userAgent: request.headers["user-agent"] ?? "",
      });
      return isKept ? reply.redirect("/lk/notifications?push=agreed", 303) : notFound(request, reply);
    });
    scope.post("/lk/notifications/push/end", HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      const browser = numberOf(posted(request).get("browser") ?? "");
      const isEnded = browser !== undefined && (await endPushes(await center(), reader.self, browser));
      return isEnded ? reply.redirect("/lk/notifications?push=ended", 303) : notFound(request, reply);
    });

    // Each deed on an address ends on the page, which says what became of it.
    const onAddress = (
      url: string,
      deed: (
        self: SignedInResident,
        of: { readonly channel: AddressChannel; readonly form: URLSearchParams },
      ) => Promise<AddressDone>,
    ): void =>
      void scope.post(url, HIDE, async (request, reply) => {
        const reader = await readerOf(request, reply);
        if (!reader) return reply;
        const form = posted(request);
        const channel = (["email", "sms"] as const).find((one) => one === form.get("channel"));
        if (channel === undefined) return notFound(request, reply);
        const done = await deed(reader.self, { channel, form });
        return reply.redirect(`/lk/notifications?address=${done}#addresses`, 303);
      });
    onAddress("/lk/notifications/address", async (self, { channel, form }) =>
      askOwnAddress(await center(), self, { channel, typed: form.get("address") ?? "" }),
    );
    onAddress("/lk/notifications/address/confirm", async (self, { channel, form }) =>
      confirmOwnAddress(await center(), self, { channel, code: form.get("code") ?? "" }),
    );
    onAddress("/lk/notifications/address/end", async (self, { channel }) =>
      endOwnAddress(await center(), self, channel),
    );

    scope.post("/u/:token", HIDE, async (request, reply) => {
      const page = await endByLink(await center(), tokenIn(request));
      void reply.header("cache-control", "private, no-store");
      return page ? site.send(request, reply, page) : notFound(request, reply);
    });
  });
}

function settingsIn(form: URLSearchParams): Settings {
  const hour = (name: string, usual: number): number => {
    const text = form.get(name) ?? "";
    return /^\d{1,2}$/.test(text) && Number(text) < 24 ? Number(text) : usual;
  };
  const isQuiet = form.get("quiet") === "yes";
  const quietFrom = hour("quietFrom", 22);
  return {
    quietFrom,
    quietUntil: isQuiet ? hour("quietUntil", 9) : quietFrom,
    isDigest: form.get("digest") === "yes",
    attachesBill: form.get("attach") === "yes",
    isPaperless: false,
  };
}
