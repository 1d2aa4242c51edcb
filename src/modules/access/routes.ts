import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import cookie from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { must } from "#core/assert";
import type { OrganizationId, UserId } from "#core/ids";
import type { Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import { granted, type Http, Refused } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import * as actions from "./actions.ts";
import type { SignedIn } from "./actions.ts";
import type { AccessRefusal } from "./contract.ts";
import * as contract from "./contract.ts";
import type { Job, User } from "./model.ts";
import { may, type Permission, permissionsOf, rolesWith } from "./rules/permissions.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whom the route lets in. A route of `/api` without it does not start. */
    readonly permission?: Permission | "anyone" | "signed_in";
  }
  interface FastifyRequest {
    /** The reader; a defect where the route lets anyone in. */
    readonly signedIn: SignedIn;
    /** A context with the reader's scope. */
    readonly ctx: Ctx;
    /** Set by the guard before any handler. */
    admitted: { signedIn: SignedIn; ctx: Ctx } | undefined;
    /**
     * Does a command of money once: the header Idempotency-Key is required, and a repeat gets the answer that the
     * first one got, byte for byte.
     */
    answerOnce<Schema extends z.ZodType>(reply: unknown, answer: OneAnswer<Schema>): Promise<void>;
  }
}

interface OneAnswer<Schema extends z.ZodType> {
  readonly status: number;
  readonly schema: Schema;
  /** Works within the context given to it, and throws what it refuses. */
  readonly deed: (ctx: Ctx) => Promise<z.output<Schema>>;
}

const COOKIE = "__Host-session";
const COOKIE_OPTIONS = { path: "/", httpOnly: true, secure: true, sameSite: "lax" } as const;

/**
 * Stands before every route: finds out who asks, and whether their role may. Deny by default: a route of `/api` that
 * does not say whom it lets in cannot be registered.
 */
export async function guard(app: Http, database: Database): Promise<void> {
  await app.register(cookie);
  app.decorateRequest("admitted", undefined);
  app.decorateRequest("signedIn", {
    getter(this: FastifyRequest) {
      return must(this.admitted, "somebody signed in").signedIn;
    },
  });
  app.decorateRequest("ctx", {
    getter(this: FastifyRequest) {
      return must(this.admitted, "somebody signed in").ctx;
    },
  });
  app.decorateRequest("answerOnce", function <
    Schema extends z.ZodType,
  >(this: FastifyRequest, reply: unknown, answer: OneAnswer<Schema>) {
    return answerOnce(this, reply as FastifyReply, answer);
  });
  app.addHook("onRoute", (route) => {
    if (route.url.startsWith("/api") && route.config?.permission === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not say whom it lets in`);
    }
  });
  app.addHook("onRequest", async (request, reply) => {
    const permission = request.routeOptions.config?.permission;
    if (permission === undefined || permission === "anyone") return;
    const token = tokenOf(request);
    if (token === undefined) throw new Refused<AccessRefusal>({ code: "access.not_signed_in" });
    const signedIn = await actions.signedInBy(database, token);
    if (!signedIn) {
      void reply.clearCookie(COOKIE, COOKIE_OPTIONS);
      throw new Refused<AccessRefusal>({ code: "access.session_over" });
    }
    request.ownLanguage = signedIn.user.language;
    request.admitted = { signedIn, ctx: actions.contextFor(database, signedIn) };
    if (permission !== "signed_in" && !may(signedIn.user.role, permission)) {
      throw new Refused<AccessRefusal>({
        code: "access.not_permitted",
        action: permission,
        roles: rolesWith(permission),
      });
    }
  });
}

function tokenOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? "")?.[1];
  return bearer ?? request.cookies[COOKIE];
}

async function answerOnce<Schema extends z.ZodType>(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: OneAnswer<Schema>,
): Promise<void> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || !/^[\x21-\x7e]{8,100}$/.test(key)) {
    throw new Refused<AccessRefusal>({ code: "access.idempotency_key_missing" });
  }
  const { method, routeOptions, params, body, signedIn } = request;
  const asked = [method, routeOptions.url, params, body, signedIn.user.id];
  const answered = granted(
    await actions.once(request.ctx, { key, request: JSON.stringify(asked, integersAsText) }, async (ctx) => ({
      status: answer.status,
      text: JSON.stringify(z.encode(answer.schema, await answer.deed(ctx))),
    })),
  );
  await reply
    .code(answered.status)
    .header("idempotency-replayed", String(answered.repeated))
    .type("application/json; charset=utf-8")
    .send(answered.text);
}

const integersAsText = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;

/** Signing in and out, one's sessions and password, and for the administrator users and the audit trail. */
export async function accessRoutes(
  app: Http,
  { database, filesDir }: { database: Database; filesDir: string },
): Promise<void> {
  const session = { tags: ["session"] };

  app.route({
    method: "POST",
    url: "/api/session",
    config: { permission: "anyone" },
    schema: {
      ...session,
      summary: "Sign in",
      description:
        "Opens a session and sets its cookie. Repeated failures are answered 429 with Retry-After, longer and longer.",
      body: contract.SignInRequest,
      response: { 201: contract.SignInResponse },
    },
    handler: async (request, reply) => {
      const result = await actions.signIn(database, request.body, originOf(request));
      if (!result.ok) {
        const { refusal } = result;
        throw new Refused(refusal, refusal.code === "access.sign_in_too_often" ? refusal.seconds : undefined);
      }
      const signedIn = result.value;
      request.ownLanguage = signedIn.user.language;
      await actions.recordAudit(actions.contextFor(database, signedIn), {
        action: "session.started",
        subject: `user ${signedIn.user.login}`,
        data: { remoteAddress: request.ip },
        organization: signedIn.user.organization,
        requestId: request.id,
      });
      const { idleSeconds: _, absoluteSeconds: maxAge } = actions.SESSION_LIMITS;
      void reply.setCookie(COOKIE, signedIn.token, { ...COOKIE_OPTIONS, maxAge });
      return reply.code(201).send({ ...signedInResponse(signedIn), token: signedIn.token });
    },
  });

  app.route({
    method: "GET",
    url: "/api/session",
    config: { permission: "signed_in" },
    schema: { ...session, summary: "Who is signed in", response: { 200: contract.SignedInResponse } },
    handler: (request) => signedInResponse(request.signedIn),
  });

  app.route({
    method: "DELETE",
    url: "/api/session",
    config: { permission: "signed_in" },
    schema: { ...session, summary: "Sign out", response: { 204: z.null() } },
    handler: async (request, reply) => {
      await actions.signOut(database, request.signedIn);
      return reply.clearCookie(COOKIE, COOKIE_OPTIONS).code(204).send(null);
    },
  });

  app.route({
    method: "GET",
    url: "/api/session/all",
    config: { permission: "signed_in" },
    schema: { ...session, summary: "One's running sessions", response: { 200: contract.SessionsResponse } },
    handler: async ({ ctx, signedIn }) => {
      const current = actions.sessionIdOf(signedIn);
      const sessions = await actions.listSessions(ctx, signedIn.user.id);
      return { sessions: sessions.map((one) => ({ ...one, current: one.id === current })) };
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/session/all/:session",
    config: { permission: "signed_in" },
    schema: {
      ...session,
      summary: "End one of one's sessions",
      params: contract.SessionPath,
      response: { 204: z.null() },
    },
    handler: async ({ ctx, signedIn, params }, reply) => {
      granted(await actions.endSession(ctx, { user: signedIn.user.id, id: params.session }));
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "POST",
    url: "/api/session/password",
    config: { permission: "signed_in" },
    schema: {
      ...session,
      summary: "Change one's password",
      description: "All other sessions end.",
      body: contract.ChangePasswordRequest,
      response: { 204: z.null() },
    },
    handler: async ({ ctx, signedIn, body, id }, reply) => {
      granted(await actions.changePassword(ctx, signedIn, body));
      await actions.recordAudit(ctx, {
        action: "user.password_changed",
        subject: `user ${signedIn.user.login}`,
        requestId: id,
      });
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "GET",
    url: "/api/users",
    config: { permission: "users.manage" },
    schema: { tags: ["users"], summary: "Users", response: { 200: contract.UsersResponse } },
    handler: async ({ ctx }) => ({ users: await actions.listUsers(ctx) }),
  });

  app.route({
    method: "POST",
    url: "/api/users",
    config: { permission: "users.manage" },
    schema: {
      tags: ["users"],
      summary: "Register users",
      description: "All of them or, when one is refused, none.",
      body: contract.RegisterUsersRequest,
      response: { 201: contract.UsersResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const users = await actions.audited(
        ctx,
        (registered: readonly User[]) => ({
          action: "user.registered",
          subject: registered.map((one) => `user ${one.login}`).join(", "),
          data: { count: registered.length },
          requestId: id,
        }),
        async (inner) =>
          granted(
            await actions.registerUsers(
              inner,
              body.users.map(({ organization, language, ...one }) => ({
                ...one,
                organization: organization as OrganizationId | undefined,
                ...(language ? { language } : {}),
              })),
            ),
          ),
      );
      return reply.code(201).send({ users: [...users] });
    },
  });

  app.route({
    method: "POST",
    url: "/api/users/:user/disablement",
    config: { permission: "users.manage" },
    schema: {
      tags: ["users"],
      summary: "Disable a user",
      description: "Their sessions end at once.",
      params: contract.UserPath,
      response: { 200: contract.UserResponse.meta({ examples: [EXAMPLE_DISABLED] }) },
    },
    handler: ({ ctx, params, id }) =>
      actions.audited(
        ctx,
        (user: User) => ({ action: "user.disabled", subject: `user ${user.login}`, requestId: id }),
        async (inner) => granted(await actions.disableUser(inner, params.user as UserId)),
      ),
  });

  app.route({
    method: "GET",
    url: "/api/audit",
    config: { permission: "audit.read" },
    schema: {
      tags: ["users"],
      summary: "The audit trail, newest first",
      querystring: contract.AuditQuery,
      response: { 200: contract.AuditResponse },
    },
    handler: async ({ ctx, query }) => ({ entries: await actions.listAudit(ctx, query) }),
  });

  app.route({
    method: "GET",
    url: "/api/jobs",
    config: { permission: "jobs.read" },
    schema: {
      tags: ["jobs"],
      summary: "Long work, newest first",
      querystring: contract.JobsQuery,
      response: { 200: contract.JobsResponse },
    },
    handler: async (request) => ({
      jobs: (await actions.listJobs(request.ctx, request.query.limit)).map((job) =>
        jobResponse(job, request),
      ),
    }),
  });

  app.route({
    method: "GET",
    url: "/api/jobs/:job",
    config: { permission: "jobs.read" },
    schema: {
      tags: ["jobs"],
      summary: "How far a job has come, or what became of it",
      params: contract.JobPath,
      response: { 200: contract.JobResponse },
    },
    handler: async (request) =>
      jobResponse(granted(await actions.findJob(request.ctx, request.params.job)), request),
  });

  app.route({
    method: "GET",
    url: "/api/jobs/:job/file",
    config: { permission: "jobs.files" },
    schema: {
      tags: ["jobs"],
      summary: "The file that a job made",
      params: contract.JobPath,
      response: {
        200: fileOf("application/octet-stream", "A PDF for the printer, or a table of refused rows."),
      },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const job = granted(await actions.findJob(ctx, params.job));
      const name = job.result["file"];
      const file =
        typeof name === "string" && /^[a-z]+-\d+\.(pdf|csv|xlsx)$/.test(name)
          ? path.join(filesDir, name)
          : "";
      const size = file === "" ? undefined : await stat(file).catch(() => undefined);
      if (!size) throw new Refused<AccessRefusal>({ code: "access.job_without_file", job: job.id });
      await actions.recordAudit(ctx, {
        action: "file.read",
        subject: `job ${job.id}`,
        organization: job.organization,
        requestId: id,
      });
      return reply
        .header("content-type", MEDIA_TYPES[path.extname(file)] ?? "text/csv; charset=utf-8")
        .header("content-length", size.size)
        .header("content-disposition", `attachment; filename="${path.basename(file)}"`)
        .send(createReadStream(file));
    },
  });
}

/** Of the files that jobs make; all others are CSV. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".pdf": "application/pdf",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const jobResponse = (job: Job, request: FastifyRequest) => {
  const code = job.result["code"];
  const title =
    job.state === "refused" && typeof code === "string"
      ? request.sentenceOf({ ...job.result, code })
      : undefined;
  return { ...job, result: { ...job.result }, title };
};

const EXAMPLE_DISABLED = {
  id: 4,
  login: "orlova@zarya",
  name: "Орлова Елена Николаевна",
  role: "accountant",
  organization: 2,
  language: "ru",
  disabledAt: "2026-11-23T09:15:00.000Z",
};

const signedInResponse = ({ user, today }: SignedIn) => ({
  user,
  permissions: [...permissionsOf(user.role)],
  today,
});

const originOf = (request: FastifyRequest) => ({
  remoteAddress: request.ip,
  userAgent: (request.headers["user-agent"] ?? "").slice(0, 200),
});
