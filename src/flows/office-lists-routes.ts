import { recordAudit } from "#modules/access";
import { listOfficeLists, maskedSnils } from "#modules/benefits";
import { granted, type Http } from "#platform/http";
import {
  decideOfficeLines,
  receiveOfficeList,
  type Review,
  reviewOfficeList,
  setOfficeCode,
} from "./office-lists.ts";
import * as contract from "./office-lists-contract.ts";

const LIST_BYTES_MAX = 8 * 1_048_576;

/** Lists of beneficiaries that the social office sends: received, reviewed line by line, decided. */
export async function officeListRoutes(app: Http): Promise<void> {
  const tags = ["benefits"];
  const config = { permission: "benefits.lists" } as const;

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    (scope as Http).route({
      method: "POST",
      url: "/api/benefits/lists",
      bodyLimit: LIST_BYTES_MAX,
      config,
      schema: {
        tags,
        summary: "Receive a list of the social office",
        description:
          "The body is the file: DBF, XLSX, or a text with a heading. It changes nothing by itself.",
        querystring: contract.ListUploadQuery,
        response: { 201: contract.ListReceivedResponse },
      },
      handler: async ({ ctx, body, query, id }, reply) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        const received = granted(await receiveOfficeList(ctx, { fileName: query.name, bytes }));
        const subject = `list ${received.list}`;
        await recordAudit(ctx, { action: "benefits.list_received", subject, requestId: id });
        return reply.code(201).send(received);
      },
    });
  });

  app.route({
    method: "GET",
    url: "/api/benefits/lists",
    config,
    schema: {
      tags,
      summary: "Lists that the social office sent",
      response: { 200: contract.ListsResponse },
    },
    handler: async ({ ctx }) => ({ lists: await ctx.transaction(listOfficeLists) }),
  });

  app.route({
    method: "GET",
    url: "/api/benefits/lists/:list",
    config,
    schema: {
      tags,
      summary: "The lines of a list, and whom they may mean",
      params: contract.ListPath,
      response: { 200: contract.ReviewResponse },
    },
    handler: async ({ ctx, params, id }) => {
      const review = granted(await reviewOfficeList(ctx, params.list));
      const subject = `list ${params.list}`;
      await recordAudit(ctx, { action: "benefits.list_read", subject, requestId: id });
      return shownReview(review);
    },
  });

  app.route({
    method: "POST",
    url: "/api/benefits/lists/:list/decisions",
    config,
    schema: {
      tags,
      summary: "Accept or refuse lines of a list",
      description:
        "All of them or none. An accepted one becomes a right of the resident, on the list's days.",
      params: contract.ListPath,
      body: contract.LineDecisionsRequest,
      response: { 200: contract.LineDecisionsResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      const decided = granted(await decideOfficeLines(ctx, { list: params.list, decisions: body.decisions }));
      const subject = `list ${params.list}: ${decided.accepted} accepted, ${decided.refused} refused`;
      await recordAudit(ctx, { action: "benefits.list_decided", subject, requestId: id });
      return decided;
    },
  });

  app.route({
    method: "POST",
    url: "/api/benefits/office-codes",
    config: { permission: "benefits.rules" },
    schema: {
      tags,
      summary: "Say which category a code of the office is",
      body: contract.OfficeCodeRequest,
      response: { 200: contract.OfficeCodeResponse },
    },
    handler: async ({ ctx, body, id }) => {
      const set = granted(await setOfficeCode(ctx, body));
      const subject = `${body.code} is ${body.category}`;
      await recordAudit(ctx, { action: "benefits.office_code_set", subject, requestId: id });
      return set;
    },
  });
}

function shownReview({ list, lines, refused }: Review) {
  return {
    ...list,
    lines: lines.map(({ of, state, category, candidates, decision }) => ({
      line: of.line,
      state,
      name: [of.surname, of.givenName, of.patronymic].filter(Boolean).join(" "),
      snils: maskedSnils(of.snils),
      born: of.born,
      address: [of.settlement, of.street, of.house, of.block, of.flat].filter(Boolean).join(", "),
      code: of.code,
      percent: of.percent,
      category,
      from: of.from,
      to: of.to,
      candidates: candidates.map(({ candidate, doubts }) => ({
        account: candidate.number,
        resident: candidate.resident,
        name: candidate.name,
        born: candidate.born,
        doubts: [...doubts],
      })),
      decision: decision && {
        decision: decision.decision,
        account: decision.account,
        resident: decision.resident,
        reason: decision.reason,
        decidedAt: decision.decidedAt,
      },
    })),
    refusedLines: [...refused],
  };
}
