import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refusal } from "#core/result";
import {
  activate,
  addAccount,
  DATA_CONSENT_VERSION,
  DATA_CONSENT_WORDS,
  endResidentSession,
  residentBy,
  SESSION_LIMITS,
  type SignedInResident,
  signInResident,
  trySlip,
} from "#modules/residents";
import type { Origin } from "#modules/access";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { fieldOf, formOf, takeForms } from "#platform/http/forms";
import type { FormState } from "../flows/resident-pages-contract.ts";
import type { Site } from "./site.ts";

const COOKIE = "__Host-lk";
const COOKIE_OPTIONS = { path: "/", httpOnly: true, secure: true, sameSite: "lax" } as const;
const FORM_LIMIT = 8192;
const HIDE = { schema: { hide: true } as object };

/** Who reads a page of the private account; undefined: nobody is signed in. */
export type ResidentOf = (request: FastifyRequest) => Promise<SignedInResident | undefined>;

/** Answers with the page that asks to sign in, and leads back afterwards. */
export type ToSignIn = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;

export interface Door {
  readonly residentOf: ResidentOf;
  readonly toSignIn: ToSignIn;
  /** Gives the browser the token of a session that was opened. */
  readonly keepToken: (reply: FastifyReply, token: string) => FastifyReply;
  readonly originOf: (request: FastifyRequest) => Origin;
}

/**
 * The door of the private account: `/activate` by the company's slip, `/lk/sign-in`, `/lk/sign-out`. Plain forms; what
 * is wrong is said above the form and at the field, and nothing typed is lost but passwords.
 */
export async function residentDoor(
  app: Http,
  { database }: { database: Database },
  site: Site,
): Promise<Door> {
  const residentOf: ResidentOf = async (request) => {
    const token = request.cookies[COOKIE];
    return token === undefined ? undefined : residentBy(database, token);
  };
  const keepToken = (reply: FastifyReply, token: string): FastifyReply =>
    reply.setCookie(COOKIE, token, { ...COOKIE_OPTIONS, maxAge: SESSION_LIMITS.absoluteSeconds });
  const letIn = (reply: FastifyReply, token: string, to: string): FastifyReply =>
    keepToken(reply, token).redirect(to, 303);
  const originOf = (request: FastifyRequest): Origin => ({
    remoteAddress: request.ip,
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 200),
  });

  const consentFor = (request: FastifyRequest) => ({
    version: DATA_CONSENT_VERSION,
    wording: DATA_CONSENT_WORDS[site.languageOf(request)],
  });

  await app.register(async (scope) => {
    takeForms(scope, { fieldBytesMax: FORM_LIMIT });

    scope.get("/lk/sign-in", HIDE, async (request, reply) => {
      const { next, over } = request.query as { next?: string; over?: string };
      if (await residentOf(request)) return reply.redirect(ownPath(next), 303);
      return site.send(request, reply, {
        page: "lk.sign_in",
        form: { typed: {} },
        next: ownPath(next),
        isOver: over === "yes",
      });
    });

    scope.post("/lk/sign-in", HIDE, async (request, reply) => {
      const form = formOf(request);
      const name = fieldOf(form, "name");
      const next = ownPath(fieldOf(form, "next"));
      const signed = await signInResident(
        database,
        { name, password: fieldOf(form, "password") },
        originOf(request),
      );
      if (signed.ok) return letIn(reply, signed.value.token, next);
      const wrong = { field: "form", sentence: site.sentenceOf(request, signed.refusal) };
      const page = { page: "lk.sign_in", form: { typed: { name }, wrong }, next, isOver: false } as const;
      return site.send(request, reply, page, statusOf(signed.refusal));
    });

    scope.post("/lk/sign-out", HIDE, async (request, reply) => {
      const self = await residentOf(request);
      if (self) await endResidentSession(database, self);
      return reply.clearCookie(COOKIE, COOKIE_OPTIONS).redirect("/lk/sign-in", 303);
    });

    scope.get("/activate", HIDE, async (request, reply) => {
      // The code on the paper leads here with the account's number; the code itself is typed, and in no address.
      const { number = "" } = request.query as { number?: string };
      const isSignedIn = (await residentOf(request)) !== undefined;
      const form = { typed: { number: number.replaceAll(/\D/g, "").slice(0, 20) } };
      return site.send(request, reply, {
        page: "lk.activate",
        step: "slip",
        form,
        isSignedIn,
        consent: consentFor(request),
      });
    });

    scope.post("/activate", HIDE, async (request, reply) => {
      const form = formOf(request);
      const [number, code, name] = [fieldOf(form, "number"), fieldOf(form, "code"), fieldOf(form, "name")];
      const self = await residentOf(request);
      const answer = (step: "slip" | "login", state: FormState, status = 200) =>
        site.send(
          request,
          reply,
          {
            page: "lk.activate",
            step,
            form: state,
            isSignedIn: self !== undefined,
            consent: consentFor(request),
          },
          status,
        );
      const refused = (step: "slip" | "login", field: string, refusal: Refusal) => {
        const typed = step === "slip" ? { number } : { number, code, name };
        const wrong = { field, sentence: site.sentenceOf(request, refusal) };
        return answer(step, { typed, wrong }, statusOf(refusal));
      };
      if (self) {
        const added = await addAccount(database, self, { number, code }, originOf(request));
        return added.ok ? reply.redirect("/lk", 303) : refused("slip", "code", added.refusal);
      }
      if (!form.has("name")) {
        const tried = await trySlip(database, { number, code }, originOf(request));
        return tried.ok
          ? answer("login", { typed: { number, code } })
          : refused("slip", "code", tried.refusal);
      }
      if (form.get("consent") !== "yes") {
        return refused("login", "consent", { code: "residents.consent_missing" });
      }
      const activated = await activate(
        database,
        {
          number,
          code,
          name,
          password: fieldOf(form, "password"),
          language: site.languageOf(request),
          consentVersion: fieldOf(form, "consentVersion"),
        },
        originOf(request),
      );
      if (activated.ok) return letIn(reply, activated.value.token, "/lk");
      const { refusal } = activated;
      if (refusal.code === "residents.slip_wrong") return refused("slip", "code", refusal);
      if (refusal.code === "residents.consent_missing") return refused("login", "consent", refusal);
      const field = /name/.test(refusal.code) ? "name" : /password/.test(refusal.code) ? "password" : "form";
      return refused("login", field, refusal);
    });
  });

  return {
    residentOf,
    keepToken,
    originOf,
    toSignIn: (request, reply) => {
      const hadOne = request.cookies[COOKIE] !== undefined;
      if (hadOne) void reply.clearCookie(COOKIE, COOKIE_OPTIONS);
      const next = encodeURIComponent(request.method === "GET" ? request.url : "/lk");
      return reply.redirect(`/lk/sign-in?next=${next}${hadOne ? "&over=yes" : ""}`, 303);
    },
  };
}

/** A path under /lk and nothing else: a link from outside must not lead on to outside. */
export const ownPath = (next: string | undefined): string =>
  next !== undefined && /^\/lk(?:[/?][\w\-/?=&.%]*)?$/.test(next) ? next : "/lk";

const statusOf = ({ code }: Refusal): number => (code === "residents.too_often" ? 429 : 422);
