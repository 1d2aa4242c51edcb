import type { FastifyReply, FastifyRequest } from "fastify";
import type { BuildingId, OrganizationId } from "#core/ids";
import type { Refusal } from "#core/result";
import { caseShown, feedbackPage, sendFeedback } from "#flows/feedback";
import {
  addByApplicant,
  type Case,
  caseOfCode,
  type CaseNumber,
  findAttachment,
  openByCode,
  TEXT_MAX,
} from "#modules/messages";
import { centerContext, type Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { filesOf, formOf, takeForms, textOf } from "#platform/http/forms";
import { FEEDBACK_KINDS } from "../flows/feedback-contract.ts";
import type { FormState } from "../flows/resident-pages-contract.ts";
import type { SitePage } from "../flows/site-contract.ts";
import type { Site } from "./site.ts";

/** Five photographs of a telephone; a longer body is refused before it is read. */
export const FORM_LIMITS = { fieldBytesMax: 65_536, fileBytesMax: 24 * 1_048_576 };

const HIDE = { schema: { hide: true } as object };
const NOT_FOUND: SitePage = { page: "trouble", trouble: "not_found", sentence: undefined };

/**
 * Writing to a company from the portal, and the page where its answer is read. The code of a case stands in no address:
 * the browser that sent it, or that typed it, keeps it in a cookie of that one page.
 */
export async function feedbackRoutes(app: Http, database: Database, site: Site): Promise<void> {
  interface Asked {
    readonly ctx: Ctx;
    readonly slug: string;
    readonly params: Readonly<Record<string, string | undefined>>;
  }
  const asked = async (request: FastifyRequest): Promise<Asked | undefined> => {
    const ctx = await centerContext(database);
    const params = request.params as Asked["params"];
    const { slug } = (await site.around()).city;
    return params["city"] === slug ? { ctx, slug, params } : undefined;
  };
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    site.send(request, reply, NOT_FOUND, 404);
  const cookieOf = (number: number): string => `feedback-${number}`;
  const keepCode = (reply: FastifyReply, of: { slug: string; number: number; code: string }): FastifyReply =>
    reply.setCookie(cookieOf(of.number), of.code, {
      path: `/${of.slug}/feedback/${of.number}`,
      httpOnly: true,
      secure: true,
      sameSite: "lax",
    });
  /** The case that this browser may read. */
  const ownCase = async (
    request: FastifyRequest,
    { ctx, params }: Asked,
  ): Promise<{ number: number; code: string | undefined; found: Case | undefined } | undefined> => {
    const number = numberOf(params["number"]);
    if (number === undefined) return undefined;
    const code = request.cookies[cookieOf(number)];
    return { number, code, found: code === undefined ? undefined : await caseOfCode(ctx, { number, code }) };
  };
  const casePage = async (
    { ctx }: Asked,
    of: { number: number; code?: string | undefined; found: Case | undefined; form: FormState },
    language: "ru" | "en",
  ): Promise<SitePage> => {
    const { found } = of;
    return {
      page: "portal.case",
      number: of.number,
      case: found && (await ctx.transaction((tx) => caseShown(tx, found, language))),
      code: of.code,
      form: of.form,
    };
  };

  const formPage = async (request: FastifyRequest, reply: FastifyReply, organization?: number) => {
    const at = await asked(request);
    if (!at) return notFound(request, reply);
    const { house } = request.query as { house?: string };
    const page = await feedbackPage(at.ctx, {
      organization: organization as OrganizationId | undefined,
      house: numberOf(house) as BuildingId | undefined,
      form: { typed: {} },
    });
    return page ? site.send(request, reply, page) : notFound(request, reply);
  };

  app.get("/:city/feedback", HIDE, (request, reply) => formPage(request, reply));
  app.get("/:city/c/:company/feedback", HIDE, (request, reply) => {
    const id = numberOf((request.params as { company: string }).company.split("-")[0]);
    return id === undefined ? notFound(request, reply) : formPage(request, reply, id);
  });

  app.get("/:city/feedback/:number", HIDE, async (request, reply) => {
    const at = await asked(request);
    const own = at && (await ownCase(request, at));
    if (!at || !own) return notFound(request, reply);
    void reply.header("cache-control", "private, no-store");
    const { sent } = request.query as { sent?: string };
    const code = sent === "yes" && own.found ? own.code : undefined;
    const page = await casePage(at, { ...own, code, form: { typed: {} } }, site.languageOf(request));
    return site.send(request, reply, page);
  });

  app.get("/:city/feedback/:number/files/:file", HIDE, async (request, reply) => {
    const at = await asked(request);
    const own = at && (await ownCase(request, at));
    const id = numberOf(at?.params["file"]);
    const found = own?.found;
    if (!at || !found || id === undefined) return notFound(request, reply);
    const file = await at.ctx.transaction((tx) =>
      findAttachment(tx, { number: found.number, id, withNotes: false }),
    );
    return file ? sendFile(reply, file) : notFound(request, reply);
  });

  await app.register(async (scope) => {
    takeForms(scope, FORM_LIMITS);

    scope.post("/:city/feedback", HIDE, async (request, reply) => {
      const at = await asked(request);
      if (!at) return notFound(request, reply);
      const form = formOf(request);
      // Filled by machines alone: they are told what they want to hear, and nothing is kept.
      if (textOf(form, "website") !== "") return reply.redirect(`/${at.slug}/feedback`, 303);
      const typed = Object.fromEntries(
        ["kind", "name", "email", "phone", "address", "company", "house", "publish"].map((name) => [
          name,
          textOf(form, name),
        ]),
      );
      typed["text"] = textOf(form, "text", TEXT_MAX + 1);
      const organization = numberOf(textOf(form, "of"));
      const again = async (field: string, refusal: Refusal) => {
        const page = await feedbackPage(at.ctx, {
          organization: organization as OrganizationId | undefined,
          house: numberOf(textOf(form, "known")) as BuildingId | undefined,
          form: { typed, wrong: { field, sentence: site.sentenceOf(request, refusal) } },
          unclear: refusal.code === "messages.house_unclear" ? typed["address"] : undefined,
        });
        const status = refusal.code === "messages.too_often" ? 429 : 422;
        return page ? site.send(request, reply, page, status) : notFound(request, reply);
      };
      if (textOf(form, "consent") !== "yes") return again("consent", { code: "messages.consent_missing" });
      const sent = await sendFeedback(
        at.ctx,
        {
          kind: FEEDBACK_KINDS.find((one) => one === typed["kind"]) ?? "question",
          text: typed["text"],
          authorName: textOf(form, "name", 201),
          email: textOf(form, "email"),
          phone: textOf(form, "phone"),
          mayPublish: textOf(form, "publish") === "yes",
          organization: (organization ?? numberOf(typed["company"])) as OrganizationId | undefined,
          house: (numberOf(textOf(form, "known")) ?? numberOf(typed["house"])) as BuildingId | undefined,
          address: textOf(form, "address"),
          remoteAddress: request.ip,
        },
        await filesOf(form, "files"),
      );
      if (!sent.ok) return again(FIELDS[sent.refusal.code] ?? "form", sent.refusal);
      const { number, code = "" } = sent.value;
      return keepCode(reply, { slug: at.slug, number, code }).redirect(
        `/${at.slug}/feedback/${number}?sent=yes&lang=${site.languageOf(request)}`,
        303,
      );
    });

    // The form of the city's page for who has a number and no link.
    scope.post("/:city/feedback/find", HIDE, async (request, reply) => {
      const at = await asked(request);
      const number = numberOf(textOf(formOf(request), "number").replaceAll(/\D/g, ""));
      if (!at || number === undefined) return notFound(request, reply);
      return reply.redirect(`/${at.slug}/feedback/${number}`, 303);
    });

    scope.post("/:city/feedback/:number", HIDE, async (request, reply) => {
      const at = await asked(request);
      const own = at && (await ownCase(request, at));
      if (!at || !own) return notFound(request, reply);
      void reply.header("cache-control", "private, no-store");
      const form = formOf(request);
      const { number } = own;
      const language = site.languageOf(request);
      const here = `/${at.slug}/feedback/${number}`;
      const again = async (found: Case | undefined, field: string, refusal: Refusal) => {
        const wrong = { field, sentence: site.sentenceOf(request, refusal) };
        const page = await casePage(
          at,
          { number, found, form: { typed: { text: textOf(form, "text", TEXT_MAX + 1) }, wrong } },
          language,
        );
        return site.send(request, reply, page, refusal.code === "messages.code_too_often" ? 429 : 422);
      };
      const code = textOf(form, "code");
      if (code !== "") {
        const opened = await openByCode(at.ctx, { number, code, remoteAddress: request.ip });
        return opened.ok
          ? keepCode(reply, { slug: at.slug, number, code }).redirect(here, 303)
          : again(undefined, "code", opened.refusal);
      }
      if (!own.found) return again(undefined, "code", { code: "messages.code_wrong" });
      const added = await addByApplicant(
        at.ctx,
        { number: number as CaseNumber, text: textOf(form, "text", TEXT_MAX + 1) },
        await filesOf(form, "files"),
      );
      return added.ok
        ? reply.redirect(here, 303)
        : again(own.found, FIELDS[added.refusal.code] ?? "form", added.refusal);
    });
  });
}

/** The field that a refusal is about. */
export const FIELDS: Readonly<Record<string, string>> = {
  "messages.text_missing": "text",
  "messages.text_too_long": "text",
  "messages.name_missing": "name",
  "messages.contact_missing": "email",
  "messages.email_malformed": "email",
  "messages.phone_malformed": "phone",
  "messages.addressee_missing": "address",
  "messages.house_unclear": "address",
  "messages.unmanaged": "address",
  "messages.too_many_files": "files",
  "messages.file_too_large": "files",
  "messages.file_unknown": "files",
  "messages.picture_unreadable": "files",
};

/** A file of somebody's: downloaded, never run or shown under our name. */
export const sendFile = (
  reply: FastifyReply,
  file: { readonly name: string; readonly mediaType: string; readonly body: Buffer },
): FastifyReply =>
  reply
    .header("cache-control", "private, no-store")
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .type(file.mediaType)
    .send(file.body);

export const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
