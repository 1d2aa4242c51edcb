import { z } from "zod";
import { audited, recordAudit } from "#modules/access";
import {
  assign,
  type Case,
  type CaseNumber,
  close,
  dispute,
  findAttachment,
  listTemplates,
  type MessageRefusal,
  type Opened,
  publish,
  readCase,
  retireTemplate,
  saveTemplate,
  type Template,
  unpublish,
  write,
} from "#modules/messages";
import type { UserId } from "#core/ids";
import type { Result } from "#core/result";
import type { Ctx } from "#platform/context";
import { found, granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import { inbox, inboxCase, linkProposal, recordCase } from "./inbox.ts";
import * as contract from "./inbox-contract.ts";

/** What people write to the companies: the list, a case with its account, and what is done about it. */
export async function inboxRoutes(app: Http): Promise<void> {
  const tags = ["messages"];
  const reading = { permission: "messages.read" } as const;
  const answering = { permission: "messages.answer" } as const;

  app.route({
    method: "GET",
    url: "/api/inbox",
    config: reading,
    schema: {
      tags,
      summary: "Cases, what is owed an answer soonest first",
      querystring: contract.InboxQuery,
      response: { 200: contract.InboxResponse },
    },
    handler: async ({ ctx, query }) =>
      inbox(ctx, {
        state: query.state,
        kind: query.kind,
        assignedTo: query.mine === "yes" ? (ctx.scope.user as UserId | undefined) : undefined,
        isUnassigned: query.unassigned === "yes",
        isOverdue: query.overdue === "yes",
        number: query.number,
        accountNumber: query.account,
        after: query.after,
        limit: query.limit,
      }),
  });

  app.route({
    method: "POST",
    url: "/api/inbox",
    config: answering,
    schema: {
      tags,
      summary: "Write down what somebody said at the counter or on the telephone",
      body: contract.NewCaseRequest,
      response: { 201: contract.OpenedResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const opened = await audited<Opened>(
        ctx,
        ({ number }) => ({ action: "message.recorded", subject: `case ${number}`, requestId: id }),
        async (inner) => granted(await recordCase(inner, body)),
      );
      return reply.code(201).send(opened);
    },
  });

  app.route({
    method: "GET",
    url: "/api/inbox/:number",
    config: reading,
    schema: {
      tags,
      summary: "A case with its texts, its account and its clock",
      params: contract.CasePath,
      response: { 200: contract.CaseResponse },
    },
    handler: async ({ ctx, params, language, id }) => {
      const card = found(await inboxCase(ctx, params.number, language), {
        code: "messages.not_found",
        number: params.number,
      });
      await recordAudit(ctx, { action: "message.read", subject: `case ${card.number}`, requestId: id });
      return card;
    },
  });

  app.route({
    method: "GET",
    url: "/api/inbox/:number/files/:file",
    config: reading,
    schema: {
      tags,
      summary: "A file of a case: a picture drawn anew, or a PDF to be downloaded",
      params: contract.CaseFilePath,
      response: { 200: fileOf("application/octet-stream", "As it is kept.") },
    },
    handler: async ({ ctx, params }, reply) => {
      const file = found(
        await ctx.transaction((tx) =>
          findAttachment(tx, {
            number: params.number as CaseNumber,
            id: params.file,
            withNotes: true,
          }),
        ),
        { code: "messages.not_found", number: params.number },
      );
      // A PDF is somebody else's: it is never shown under our name.
      const how = file.mediaType === "application/pdf" ? "attachment" : "inline";
      return reply
        .header("cache-control", "private, no-store")
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("content-disposition", `${how}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .type(file.mediaType)
        .send(file.body);
    },
  });

  /** A deed on a case, recorded with it; gives how far the case is. */
  const done = async (
    ctx: Ctx,
    of: { readonly action: string; readonly requestId: string; readonly data?: Record<string, number> },
    deed: (inner: Ctx) => Promise<Result<Case, MessageRefusal>>,
  ) => {
    const { number, state } = await audited<Case>(
      ctx,
      (one) => ({
        action: of.action,
        subject: `case ${one.number}`,
        organization: one.organization,
        data: of.data,
        requestId: of.requestId,
      }),
      async (inner) => granted(await deed(inner)),
    );
    return { number, state };
  };

  app.route({
    method: "POST",
    url: "/api/inbox/:number/texts",
    config: answering,
    schema: {
      tags,
      summary: "Answer the applicant, or leave a note for colleagues",
      params: contract.CasePath,
      body: contract.TextRequest,
      response: { 200: contract.CaseStateResponse },
    },
    handler: async ({ ctx, params, body, id }) =>
      done(ctx, { action: body.isNote ? "message.noted" : "message.answered", requestId: id }, (inner) =>
        write(inner, { ...params, ...body }),
      ),
  });

  app.route({
    method: "PUT",
    url: "/api/inbox/:number/assignee",
    config: answering,
    schema: {
      tags,
      summary: "Give a case to a person, or back to nobody",
      params: contract.CasePath,
      body: contract.AssigneeRequest,
      response: { 200: contract.CaseStateResponse },
    },
    handler: async ({ ctx, params, body, id }) =>
      done(ctx, { action: "message.assigned", requestId: id, data: { user: body.user ?? 0 } }, (inner) =>
        assign(inner, { number: params.number, user: (body.user ?? undefined) as UserId | undefined }),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/inbox/:number/closing",
    config: answering,
    schema: {
      tags,
      summary: "Put a case away; what the law wants answered is answered before",
      params: contract.CasePath,
      response: { 200: contract.CaseStateResponse },
    },
    handler: async ({ ctx, params, id }) =>
      done(ctx, { action: "message.closed", requestId: id }, (inner) => close(inner, params.number)),
  });

  app.route({
    method: "PUT",
    url: "/api/inbox/:number/publication",
    config: answering,
    schema: {
      tags,
      summary: "Put question and answer before everybody, in words that name nobody",
      params: contract.CasePath,
      body: contract.PublicationRequest,
      response: { 200: contract.CaseStateResponse },
    },
    handler: async ({ ctx, params, body, id }) =>
      done(ctx, { action: "message.published", requestId: id }, (inner) =>
        publish(inner, { ...params, ...body }),
      ),
  });

  app.route({
    method: "DELETE",
    url: "/api/inbox/:number/publication",
    config: answering,
    schema: {
      tags,
      summary: "Take a published answer back",
      params: contract.CasePath,
      response: { 200: contract.CaseStateResponse },
    },
    handler: async ({ ctx, params, id }) =>
      done(ctx, { action: "message.unpublished", requestId: id }, (inner) => unpublish(inner, params.number)),
  });

  app.route({
    method: "POST",
    url: "/api/inbox/:number/dispute",
    config: answering,
    schema: {
      tags,
      summary: "Make a dispute of a case, with a day of its own",
      params: contract.CasePath,
      response: { 201: contract.OpenedResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const opened = await audited<Opened>(
        ctx,
        ({ number }) => ({
          action: "message.disputed",
          subject: `case ${params.number}`,
          data: { dispute: number },
          requestId: id,
        }),
        async (inner) => granted(await dispute(inner, params.number)),
      );
      return reply.code(201).send(opened);
    },
  });

  app.route({
    method: "POST",
    url: "/api/inbox/:number/links",
    config: answering,
    schema: {
      tags,
      summary: "Note the proposal of recalculation that came of a case",
      params: contract.CasePath,
      body: contract.LinkRequest,
      response: { 200: contract.CaseStateResponse },
    },
    handler: async ({ ctx, params, body, id }) =>
      done(ctx, { action: "message.linked", requestId: id, data: { [body.kind]: body.reference } }, (inner) =>
        linkProposal(inner, { ...params, ...body }),
      ),
  });

  app.route({
    method: "GET",
    url: "/api/inbox/templates",
    config: reading,
    schema: {
      tags,
      summary: "Answers that are written often",
      response: { 200: contract.TemplatesResponse },
    },
    handler: async ({ ctx }) => ({ templates: await ctx.transaction((tx) => listTemplates(tx)) }),
  });

  app.route({
    method: "POST",
    url: "/api/inbox/templates",
    config: answering,
    schema: {
      tags,
      summary: "Keep an answer as a template of the company that a case belongs to",
      body: contract.TemplateRequest,
      response: { 201: contract.TemplateResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const { number, title, text } = body;
      const { organization } = found(await readCase(ctx, number), { code: "messages.not_found", number });
      const kept = await audited<Template>(
        ctx,
        (one) => ({
          action: "message.template_kept",
          subject: `template ${one.id}`,
          organization,
          requestId: id,
        }),
        async (inner) => granted(await saveTemplate(inner, { organization, title, text })),
      );
      return reply.code(201).send(kept);
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/inbox/templates/:template",
    config: answering,
    schema: {
      tags,
      summary: "Remove a template",
      params: contract.TemplatePath,
      response: { 204: z.null() },
    },
    handler: async ({ ctx, params, id }, reply) => {
      await audited(
        ctx,
        () => ({
          action: "message.template_removed",
          subject: `template ${params.template}`,
          requestId: id,
        }),
        async (inner) => granted(await retireTemplate(inner, params.template)),
      );
      return reply.code(204).send(null);
    },
  });
}
