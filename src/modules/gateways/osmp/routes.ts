import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Ctx } from "#platform/context";
import { answerOsmp } from "./handler.ts";
import { OSMP_PROFILE, type OsmpProfile } from "./model.ts";

export interface OsmpRoutesOptions {
  /** A context of the center, made for each request so that it has the day of its own. */
  readonly context: () => Promise<Ctx>;
  /** What differs from the ordinary dialect, by the agent's code. */
  readonly profiles?: Readonly<Record<string, Partial<OsmpProfile>>>;
}

const FORM = "application/x-www-form-urlencoded";
/** A request of the dialect is some two hundred characters. */
const BODY_LIMIT = 16_384;

/**
 * `GET /gateway/osmp/:agent?command=…` and the same as a POST form. The agent signs in by Basic authentication: its
 * code and its secret. Answers are always XML with status 200, except 401 without a right sign-in.
 */
export async function osmpRoutes(app: FastifyInstance, options: OsmpRoutesOptions): Promise<void> {
  // The form is kept as it came: it goes to the journal, and repeated names must not be lost by a parser.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(FORM, { parseAs: "string", bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );

  const handle = async (
    request: FastifyRequest<{ Params: { agent: string } }>,
    reply: FastifyReply,
    raw: string,
  ) => {
    const agent = request.params.agent;
    const answer = await answerOsmp(
      {
        context: options.context,
        profile: {
          ...OSMP_PROFILE,
          ...(Object.hasOwn(options.profiles ?? {}, agent) ? options.profiles?.[agent] : {}),
        },
        onTrouble: (error) =>
          request.log.error({ err: error, agent }, "an agent's request stayed without an outcome"),
      },
      {
        agent,
        authorization: request.headers.authorization,
        method: request.method === "POST" ? "POST" : "GET",
        raw,
        remoteAddress: request.ip,
      },
    );
    void reply.header("cache-control", "no-store");
    if (answer.status === 401) {
      return reply
        .code(401)
        .header("www-authenticate", 'Basic realm="osmp"')
        .type("text/plain; charset=utf-8")
        .send("Sign in with the agent's code and secret.\n");
    }
    return reply.type("application/xml; charset=utf-8").send(answer.xml);
  };

  // A HEAD of the same address would take a payment and hide the answer, so there is none. The address carries
  // account numbers, which have no place in the access log.
  const route = { logLevel: "warn", exposeHeadRoute: false } as const;
  app.get<{ Params: { agent: string } }>("/gateway/osmp/:agent", route, (request, reply) =>
    handle(request, reply, queryOf(request.url)),
  );
  app.post<{ Params: { agent: string }; Body: string | undefined }>(
    "/gateway/osmp/:agent",
    route,
    (request, reply) => handle(request, reply, request.body || queryOf(request.url)),
  );
}

const queryOf = (url: string): string => (url.includes("?") ? url.slice(url.indexOf("?") + 1) : "");
