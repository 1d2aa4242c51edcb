import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refusal } from "#core/result";
import { messagePage, messagesPage, newMessagePage, ownCase, sendMessage } from "#flows/private-messages";
import { addByApplicant, findAttachment, TEXT_MAX } from "#modules/messages";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { filesOf, formOf, takeForms, textOf } from "#platform/http/forms";
import { FEEDBACK_KINDS } from "../flows/feedback-contract.ts";
import { FIELDS, FORM_LIMITS, numberOf, sendFile } from "./feedback-pages.ts";
import type { Reader } from "./resident-pages.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };

export interface MessageDoor {
  readonly site: Site;
  /** Who reads; undefined: the answer was given already. */
  readonly readerOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Reader | undefined>;
  readonly notFound: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
}

/** Writing to the company from the private account, and reading what it answers. */
export async function messagePages(
  app: Http,
  database: Database,
  { site, readerOf, notFound }: MessageDoor,
): Promise<void> {
  const asked = (request: FastifyRequest) => {
    const { period = "", service = "" } = request.query as { period?: string; service?: string };
    return { period, service };
  };
  const wrongOf = (request: FastifyRequest, refusal: Refusal) => ({
    field: FIELDS[refusal.code] ?? "form",
    sentence: site.sentenceOf(request, refusal),
  });
  const numberIn = (request: FastifyRequest) => numberOf((request.params as { number: string }).number);

  const own = (
    path: string,
    answer: (of: Reader, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ) =>
    app.get(path, HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      void reply.header("cache-control", "private, no-store");
      return answer(reader, request, reply);
    });

  own("/lk/messages", async ({ ctx, self, account }, request, reply) =>
    site.send(request, reply, await messagesPage(ctx, self, account)),
  );
  own("/lk/messages/new", async ({ ctx, self, account, language }, request, reply) => {
    const typed = asked(request).service === "" ? {} : { kind: "question" };
    const page = await newMessagePage(ctx, self, {
      account,
      language,
      form: { typed },
      asked: asked(request),
    });
    return site.send(request, reply, page);
  });
  own("/lk/messages/:number", async ({ ctx, self, account, language }, request, reply) => {
    const number = numberIn(request);
    const { sent } = request.query as { sent?: string };
    const page =
      number === undefined
        ? undefined
        : await messagePage(ctx, self, {
            account,
            number,
            language,
            form: { typed: {} },
            isSent: sent === "yes",
          });
    return page ? site.send(request, reply, page) : notFound(request, reply);
  });
  own("/lk/messages/:number/files/:file", async ({ ctx, self, account }, request, reply) => {
    const number = numberIn(request);
    const id = numberOf((request.params as { file: string }).file);
    if (number === undefined || id === undefined) return notFound(request, reply);
    const file = await ctx.transaction(async (tx) => {
      const found = await ownCase(tx, self, { account, number });
      return found && findAttachment(tx, { number: found.number, id, withNotes: false });
    });
    return file ? sendFile(reply, file) : notFound(request, reply);
  });

  await app.register(async (scope) => {
    takeForms(scope, FORM_LIMITS);

    scope.post("/lk/messages", HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      const form = formOf(request);
      const { account, self, ctx, language } = reader;
      if (textOf(form, "account") !== account.number) return notFound(request, reply);
      const line = { period: textOf(form, "period"), service: textOf(form, "service") };
      const text = textOf(form, "text", TEXT_MAX + 1);
      const kind = FEEDBACK_KINDS.find((one) => one === textOf(form, "kind")) ?? "question";
      const mayPublish = textOf(form, "publish") === "yes";
      const sent = await sendMessage(
        await centerContext(database),
        self,
        { account, kind, text, mayPublish, asked: line },
        await filesOf(form, "files"),
      );
      if (sent.ok) return reply.redirect(`/lk/messages/${sent.value.number}?sent=yes`, 303);
      const wrong = wrongOf(request, sent.refusal);
      const typed = { kind, text, publish: textOf(form, "publish") };
      const page = await newMessagePage(ctx, self, {
        account,
        language,
        form: { typed, wrong },
        asked: line,
      });
      return site.send(request, reply, page, sent.refusal.code === "messages.too_often" ? 429 : 422);
    });

    scope.post("/lk/messages/:number", HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      const form = formOf(request);
      const { account, self, ctx, language } = reader;
      const number = numberIn(request);
      if (number === undefined || textOf(form, "account") !== account.number) return notFound(request, reply);
      const found = await ctx.transaction((tx) => ownCase(tx, self, { account, number }));
      if (!found) return notFound(request, reply);
      const text = textOf(form, "text", TEXT_MAX + 1);
      const added = await addByApplicant(
        await centerContext(database),
        { number: found.number, text },
        await filesOf(form, "files"),
      );
      if (added.ok) return reply.redirect(`/lk/messages/${number}`, 303);
      const wrong = wrongOf(request, added.refusal);
      const page = await messagePage(ctx, self, {
        account,
        number,
        language,
        form: { typed: { text }, wrong },
        isSent: false,
      });
      return page ? site.send(request, reply, page, 422) : notFound(request, reply);
    });
  });
}
