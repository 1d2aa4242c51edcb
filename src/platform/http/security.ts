import type { FastifyInstance } from "fastify";
import { Refused, type RequestRefusal } from "./problems.ts";

/** Nothing comes from elsewhere, nothing runs inline, nobody frames us. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Headers of every answer, and the refusal of state-changing requests that another site makes a browser send. */
export function protect(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers({
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-request-id": request.id,
      // Nearly everything here is somebody's; what is not says so itself.
      "cache-control": "no-store",
    });
    if (request.protocol === "https") void reply.header("strict-transport-security", "max-age=31536000");
    if (!READING.has(request.method) && isCrossSite(request.headers, request.host)) {
      throw new Refused<RequestRefusal>({ code: "request.cross_site" });
    }
  });
}

/**
 * A browser tells where a request comes from; a machine sends neither header and brings no cookie of anybody's.
 * SameSite cookies are the first wall, this is the second.
 */
export function isCrossSite(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  host: string,
): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const origin = headers["origin"];
  if (origin === undefined) return false;
  if (typeof origin !== "string" || !URL.canParse(origin)) return true;
  const from = new URL(origin);
  // Written by the same rules: a scheme's own port is left out.
  const own = `${from.protocol}//${host}`;
  return !URL.canParse(own) || new URL(own).host !== from.host;
}
