import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawServerDefault,
} from "fastify";
import {
  createSerializerCompiler,
  hasZodFastifySchemaValidationErrors,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type DestinationStream, pino } from "pino";
import type { Refusal } from "#core/result";
import { issuesOf } from "./http/issues.ts";
import { type Language, preferredLanguage } from "./http/language.ts";
import {
  defectNumber,
  isDatabaseAway,
  type Kind,
  problemText,
  Refused,
  type RequestRefusal,
  STATUS_OF_KIND,
} from "./http/problems.ts";
import { protect } from "./http/security.ts";

export type { Issue } from "./http/issues.ts";
export { type Language, preferredLanguage } from "./http/language.ts";
export {
  found,
  granted,
  type Kind,
  type Problem,
  Refused,
  type RequestRefusal,
  STATUS_OF_KIND,
} from "./http/problems.ts";
export { requestWords } from "./http/words.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Of the answer: by Accept-Language, else the reader's own, else English. */
    readonly language: Language;
    /** Set when the reader is known. */
    ownLanguage: Language | undefined;
    /** The sentence of a refusal that is a part of an answer: one row of many. */
    sentenceOf(refusal: Refusal): string;
  }
}

export type LogDestination = DestinationStream;

/** A room's routes are written against this. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface HttpOptions {
  /** Kind and sentence of a refusal; undefined for one that nobody has told of, which is a defect. */
  readonly describe: (refusal: Refusal, language: Language) => { kind: Kind; sentence: string } | undefined;
  /** Where the log goes, one JSON object a line; absent: nowhere. */
  readonly log?: LogDestination | undefined;
  /** True behind a proxy of one's own that sets X-Forwarded-For. */
  readonly trustProxy?: boolean | undefined;
}

/** Of a request's body; uploads of files have a limit of their own. */
export const BODY_BYTES_MAX = 1_048_576;

/** An empty server that knows our manners: contracts by zod, refusals as problems, quiet logs, safe headers. */
export function createHttp(options: HttpOptions): Http {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    // A request's number is ours: one given from outside could be a line of somebody's making in our log.
    genReqId: () => randomBytes(8).toString("hex"),
    requestIdHeader: false,
    // The peer that our own proxy saw: what stands further left in X-Forwarded-For is the client's own writing.
    trustProxy: options.trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    exposeHeadRoutes: false,
    // Streams of progress would otherwise keep a stopping server alive.
    forceCloseConnections: true,
    // Received within a minute, or not at all: a slow client holds no socket for long.
    requestTimeout: 60_000,
    // Every line of a request names it; the lines about requests are our own.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    loggerInstance: pino(
      { level: options.log ? "info" : "silent", base: null, serializers: { err: errorForLog } },
      options.log ?? process.stderr,
    ) as FastifyBaseLogger,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(createSerializerCompiler());
  app.decorateRequest("ownLanguage", undefined);
  app.decorateRequest("language", {
    getter(this: FastifyRequest): Language {
      return preferredLanguage(this.headers["accept-language"]) ?? this.ownLanguage ?? "en";
    },
  });
  app.decorateRequest("sentenceOf", function (this: FastifyRequest, refusal: Refusal): string {
    return options.describe(refusal, this.language)?.sentence ?? refusal.code;
  });
  protect(app as unknown as FastifyInstance);

  // The address of a request has names and account numbers in it; its pattern has not.
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? "",
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      "answered",
    );
  });
  app.setNotFoundHandler((request, reply) =>
    answerRefusal(request, reply, { code: "request.route_not_found" }),
  );
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof Refused)
      return answerRefusal(request, reply, error.refusal, error.retryAfterSeconds);
    const refusal = refusalOfRequest(error, request);
    if (refusal) return answerRefusal(request, reply, refusal);
    if (isDatabaseAway(error)) {
      request.log.error({ err: error }, "the database does not answer");
      return answerRefusal(request, reply, { code: "request.database_away" }, 5);
    }
    return answerDefect(request, reply, error);
  });
  return app;

  function answerRefusal(
    request: FastifyRequest,
    reply: FastifyReply,
    refusal: Refusal,
    retryAfterSeconds?: number,
  ): FastifyReply {
    const described = options.describe(refusal, request.language);
    if (!described) return answerDefect(request, reply, new Error(`no sentence for ${refusal.code}`));
    const { code, ...data } = withRowSentences(refusal, request);
    const status = STATUS_OF_KIND[described.kind];
    if (retryAfterSeconds !== undefined) void reply.header("retry-after", String(retryAfterSeconds));
    if (status === 401) void reply.header("www-authenticate", "Bearer");
    return reply
      .code(status)
      .header("content-language", request.language)
      .header("vary", "accept-language")
      .type("application/problem+json")
      .send(
        problemText({
          type: `urn:paylogic:${code}`,
          title: described.sentence,
          status,
          code,
          requestId: request.id,
          ...(Object.keys(data).length > 0 ? { data } : {}),
        }),
      );
  }

  function answerDefect(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
    const number = defectNumber();
    request.log.error({ err: error, defect: number, route: request.routeOptions.url ?? "" }, "defect");
    const refusal: RequestRefusal = { code: "request.defect", number };
    return answerRefusal(request, reply, refusal);
  }
}

/** Rows refused together each say their sentence, for a list beside the form. */
function withRowSentences(refusal: Refusal, request: FastifyRequest): Refusal {
  const rowsOf = (rows: unknown): unknown =>
    Array.isArray(rows)
      ? rows.map((row: { readonly refusal?: Refusal }) =>
          row.refusal?.code === undefined ? row : { ...row, title: request.sentenceOf(row.refusal) },
        )
      : rows;
  return Object.fromEntries(
    Object.entries(refusal).map(([name, value]) => [name, rowsOf(value)]),
  ) as unknown as Refusal;
}

/** What the server or the contract found wrong with a request, if the error is of that sort. */
function refusalOfRequest(error: FastifyError, request: FastifyRequest): RequestRefusal | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return { code: "request.invalid", issues: issuesOf(error.validation, error.validationContext) };
  }
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { code: "request.too_large", bytesMax: request.routeOptions.bodyLimit };
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return {
        code: "request.media_type_unknown",
        mediaType: (request.headers["content-type"] ?? "").slice(0, 100),
      };
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? { code: "request.unreadable" }
        : undefined;
  }
}

/** PostgreSQL's `detail` and `where` quote rows, so the log gets neither. */
function errorForLog(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : errorForLog(error.cause);
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}
