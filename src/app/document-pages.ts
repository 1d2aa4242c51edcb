import type { FastifyReply, FastifyRequest } from "fastify";
import {
  certificatePdf,
  type CertificateRefusal,
  certificatesOf,
  checkCertificate,
  issueCertificate,
  lineOf,
  yearsOf,
} from "#flows/certificates";
import { accountAround } from "#flows/private-account";
import { CERTIFICATE_KINDS, certificateNumber } from "#modules/receipts";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { Allowance } from "#platform/http/allowance";
import { fieldOf, formOf, takeForms } from "#platform/http/forms";
import type { FormState } from "../flows/resident-pages-contract.ts";
import { numberOf } from "./feedback-pages.ts";
import type { Parts } from "./resident-own.ts";
import type { Reader } from "./resident-pages.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
const FORM_LIMIT = 4096;
/** Whoever tries codes learns nothing; whoever mistypes a few times is not held up. */
const CHECKS = { count: 20, seconds: 600 };

/** Certificates of the account, ordered and taken away: the holder's, and of nobody whom the holder has let in. */
export async function documentPages(
  app: Http,
  database: Database,
  { site, readerOf, notFound }: Parts,
): Promise<void> {
  const send = async (
    { ctx, self, account }: Reader,
    [request, reply]: readonly [FastifyRequest, FastifyReply],
    of: { readonly form: FormState; readonly made?: string | undefined; readonly status?: number },
  ) => {
    const page = await ctx.transaction(async (tx) => ({
      page: "lk.documents" as const,
      around: await accountAround(tx, self, account),
      form: of.form,
      years: await yearsOf(tx, account),
      certificates: (await certificatesOf(tx, account)).map(lineOf),
      made: of.made,
    }));
    return site.send(request, reply, page, of.status);
  };
  /** Whoever may manage the account; undefined: the answer has been given. */
  const holderOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Reader | undefined> => {
    const reader = await readerOf(request, reply);
    if (!reader) return undefined;
    void reply.header("cache-control", "private, no-store");
    if (reader.account.rights.has("manage")) return reader;
    await notFound(request, reply);
    return undefined;
  };

  app.get("/lk/documents", HIDE, async (request, reply) => {
    const reader = await holderOf(request, reply);
    if (!reader) return reply;
    const { made = "" } = request.query as { made?: string };
    const number = /^\d{1,9}-\d{1,9}$/.test(made) ? made : undefined;
    return send(reader, [request, reply], { form: { typed: {} }, made: number });
  });

  app.get("/lk/documents/:number", HIDE, async (request, reply) => {
    const reader = await holderOf(request, reply);
    if (!reader) return reply;
    const no = numberOf((request.params as { number: string }).number);
    const { account, ctx } = reader;
    const pdf = no === undefined ? undefined : await certificatePdf(ctx, { account, no });
    if (no === undefined || !pdf?.ok) return notFound(request, reply);
    const number = certificateNumber({ building: account.building, no });
    return reply
      .type("application/pdf")
      .header("content-disposition", `inline; filename="certificate-${number}.pdf"`)
      .send(Buffer.from(pdf.value));
  });

  await app.register(async (scope) => {
    takeForms(scope, { fieldBytesMax: FORM_LIMIT });

    scope.post("/lk/documents", HIDE, async (request, reply) => {
      const reader = await holderOf(request, reply);
      if (!reader) return reply;
      const form = formOf(request);
      const { account, language, self } = reader;
      if (fieldOf(form, "account") !== account.number) return notFound(request, reply);
      const [kind, year] = fieldOf(form, "kind", 20).split(".");
      const made = await issueCertificate(await centerContext(database), {
        number: account.number,
        kind: CERTIFICATE_KINDS.find((one) => one === kind) ?? "state",
        year: numberOf(year ?? ""),
        language,
        checkAddress: checkAddressOf(site, request),
        login: self.login.id,
      });
      if (made.ok) return reply.redirect(`/lk/documents?made=${certificateNumber(made.value)}`, 303);
      const wrong = { field: "kind", sentence: site.sentenceOf(request, made.refusal) };
      return send(reader, [request, reply], {
        form: { typed: { kind: fieldOf(form, "kind", 20) }, wrong },
        status: made.refusal.code === "certificates.too_many" ? 429 : 422,
      });
    });
  });
}

const checkAddressOf = (site: Site, request: FastifyRequest): string => `${site.originOf(request)}/check`;

/** `/check`: whether a certificate was given, for whoever has one in their hands. A plain form that a code fills in. */
export async function checkPages(app: Http, database: Database, site: Site): Promise<void> {
  const checks = new Allowance(CHECKS);

  app.get("/check", HIDE, async (request, reply) => {
    const { number = "", code = "" } = request.query as { number?: unknown; code?: unknown };
    const typed = { number: String(number).slice(0, 40), code: String(code).slice(0, 40) };
    void reply.header("cache-control", "private, no-store");
    if (typed.number === "" && typed.code === "")
      return site.send(request, reply, { page: "check", form: { typed }, found: undefined });
    const refused = (refusal: CertificateRefusal, status: number) => {
      const wrong = { field: "number", sentence: site.sentenceOf(request, refusal) };
      return site.send(request, reply, { page: "check", form: { typed, wrong }, found: undefined }, status);
    };
    const seconds = checks.ask(request.ip);
    if (seconds > 0) {
      void reply.header("retry-after", String(seconds));
      return refused({ code: "certificates.asked_too_often", seconds }, 429);
    }
    const found = await checkCertificate(await centerContext(database), typed);
    return found.ok
      ? site.send(request, reply, { page: "check", form: { typed: {} }, found: found.value })
      : refused(found.refusal, 404);
  });
}
