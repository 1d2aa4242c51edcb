import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refusal } from "#core/result";
import {
  beginPasskey,
  beginSignIn,
  finishPasskey,
  type KeySite,
  removePasskey,
  signInByPasskey,
} from "#modules/residents";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { type Door, ownPath } from "./resident-door.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
/** An answer of a device, with room for a long attestation. */
const JSON_LIMIT = { bodyLimit: 32_768 };
const FORM_LIMIT = 1024;

/**
 * Passkeys of the private account: what web/site/passkeys.ts asks for a device, and its answers. Signing in by name and
 * password needs none of it.
 */
export async function residentPasskeys(
  app: Http,
  options: { readonly database: Database; readonly publicUrl?: string | undefined },
  { door, site }: { readonly door: Door; readonly site: Site },
): Promise<void> {
  const { database } = options;
  const siteOf = (request: FastifyRequest): KeySite => ({
    origin: new URL(options.publicUrl ?? `${request.protocol}://${request.host}`).origin,
    name: "Pay-logic",
  });
  const refused = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) =>
    reply
      .code(refusal.code === "residents.too_often" ? 429 : 422)
      .send({ sentence: site.sentenceOf(request, refusal) });
  const bodyOf = (request: FastifyRequest): Readonly<Record<string, unknown>> =>
    typeof request.body === "object" && request.body !== null
      ? (request.body as Readonly<Record<string, unknown>>)
      : {};
  const textOf = (value: unknown, most: number): string =>
    typeof value === "string" ? value.slice(0, most) : "";

  app.post("/lk/sign-in/passkey/question", { ...HIDE, ...JSON_LIMIT }, async (request, reply) =>
    reply.send(await beginSignIn(database, siteOf(request))),
  );

  app.post("/lk/sign-in/passkey", { ...HIDE, ...JSON_LIMIT }, async (request, reply) => {
    const { response, next } = bodyOf(request);
    const signed = await signInByPasskey(
      database,
      { response, site: siteOf(request) },
      door.originOf(request),
    );
    if (!signed.ok) return refused(request, reply, signed.refusal);
    return door.keepToken(reply, signed.value.token).send({ to: ownPath(textOf(next, 500)) });
  });

  app.post("/lk/passkeys/question", { ...HIDE, ...JSON_LIMIT }, async (request, reply) => {
    const self = await door.residentOf(request);
    if (!self) return reply.code(401).send({});
    const password = textOf(bodyOf(request)["password"], 500);
    const begun = await beginPasskey(database, self, {
      password,
      site: siteOf(request),
      remoteAddress: request.ip,
    });
    return begun.ok ? reply.send(begun.value) : refused(request, reply, begun.refusal);
  });

  app.post("/lk/passkeys", { ...HIDE, ...JSON_LIMIT }, async (request, reply) => {
    const self = await door.residentOf(request);
    if (!self) return reply.code(401).send({});
    const { response, name } = bodyOf(request);
    const kept = await finishPasskey(database, self, {
      response,
      name: textOf(name, 60),
      site: siteOf(request),
    });
    return kept.ok ? reply.send({ to: "/lk/passkeys?done=added" }) : refused(request, reply, kept.refusal);
  });

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: FORM_LIMIT },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.post("/lk/passkeys/remove", HIDE, async (request, reply) => {
      const self = await door.residentOf(request);
      if (!self) return door.toSignIn(request, reply);
      const id = request.body instanceof URLSearchParams ? (request.body.get("passkey") ?? "") : "";
      if (/^\d{1,9}$/.test(id)) await removePasskey(database, self, Number(id));
      return reply.redirect("/lk/passkeys?done=removed", 303);
    });
  });
}
