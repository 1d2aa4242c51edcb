import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Ctx } from "#platform/context";
import { readAnswerKey } from "./answer-key.ts";
import { type AgentHttpResponse, type AgentRim, answerAgent } from "./handler.ts";
import { type AgentSettings, DIALECTS, type DialectName } from "./model.ts";
import { ratesOf } from "./rates.ts";
import { signatureOf } from "./sign-in.ts";

export interface AgentRoutesOptions {
  /** A context of the center, made for each request so that it has the day of its own. */
  readonly context: () => Promise<Ctx>;
  /** The proxy in front is ours: it alone writes the header of client certificates. */
  readonly trustsProxy?: boolean | undefined;
  /** In place of the settings' own. */
  readonly deadlineMs?: number | undefined;
  /** The clock by which the messages of a minute are counted; absent: the machine's. */
  readonly now?: (() => number) | undefined;
}

const FORM = "application/x-www-form-urlencoded";
/** A request of any dialect is some two hundred characters, and a signature. */
const BODY_LIMIT = 16_384;
/** Written by the proxy that ends the TLS connection, over whatever a client may have sent under this name. */
const CERTIFICATE_HEADER = "x-client-certificate-sha256";

/**
 * `GET /gateway/{osmp,sber,cyberplat}/:agent?…` and the same as a POST form. Answers are always the dialect's own with
 * status 200, except 401 without a right sign-in.
 */
export async function agentRoutes(app: FastifyInstance, options: AgentRoutesOptions): Promise<void> {
  // The form is kept as it came: it goes to the journal, and repeated names must not be lost by a parser.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(FORM, { parseAs: "string", bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
  const shared = {
    context: options.context,
    rates: ratesOf(options.now ?? Date.now),
    known: new Map<string, AgentSettings>(),
  };

  const handle = async (
    request: FastifyRequest<{ Params: { agent: string } }>,
    reply: FastifyReply,
    { dialect, raw }: { readonly dialect: DialectName; readonly raw: string },
  ) => {
    const { agent } = request.params;
    const rim: AgentRim = {
      ...shared,
      deadlineMs: options.deadlineMs,
      onTrouble: (error) =>
        request.log.error({ err: error, agent }, "an agent's request stayed without an outcome"),
    };
    const response = await answerAgent(rim, {
      agent,
      dialect,
      authorization: request.headers.authorization,
      certificate: options.trustsProxy ? headerOf(request, CERTIFICATE_HEADER) : undefined,
      header: (name) => headerOf(request, name.toLowerCase()),
      method: request.method === "POST" ? "POST" : "GET",
      raw,
      remoteAddress: request.ip,
    });
    return send(reply, response);
  };

  // A HEAD of the same address would take a payment and hide the answer, so there is none. The address carries
  // account numbers, which have no place in the access log.
  const route = { logLevel: "warn", exposeHeadRoute: false } as const;
  for (const dialect of DIALECTS) {
    const url = `/gateway/${dialect}/:agent`;
    app.get<{ Params: { agent: string } }>(url, route, (request, reply) =>
      handle(request, reply, { dialect, raw: queryOf(request.url) }),
    );
    app.post<{ Params: { agent: string }; Body: string | undefined }>(url, route, (request, reply) =>
      handle(request, reply, { dialect, raw: request.body || queryOf(request.url) }),
    );
  }
}

async function send(reply: FastifyReply, response: AgentHttpResponse): Promise<FastifyReply> {
  void reply.header("cache-control", "no-store");
  if (response.status === 401) {
    return reply
      .code(401)
      .header("www-authenticate", 'Basic realm="osmp"')
      .type("text/plain; charset=utf-8")
      .send("Sign in with the agent's code and secret.\n");
  }
  const { answer, settings } = response;
  const { signature } = settings;
  if (signature?.answerKey !== undefined)
    void reply.header(
      "x-signature",
      signatureOf(answer.body, signature, await readAnswerKey(signature.answerKey)),
    );
  return reply.type(answer.contentType).send(answer.body);
}

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
};

const queryOf = (url: string): string => (url.includes("?") ? url.slice(url.indexOf("?") + 1) : "");
