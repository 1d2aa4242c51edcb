import type { BuildingId, OrganizationId } from "#core/ids";
import { recordAudit } from "#modules/access";
import { found, granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import { keepPaper, papersOf } from "./actions.ts";
import * as contract from "./contract.ts";
import { PAPER_BYTES_MAX } from "./model.ts";
import * as store from "./store.ts";

/** Files of the documents by which things are decided: kept, found by the document's title, given out. */
export async function documentRoutes(app: Http): Promise<void> {
  const tags = ["documents"];

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    (scope as Http).route({
      method: "POST",
      url: "/api/documents",
      bodyLimit: PAPER_BYTES_MAX,
      config: { permission: "documents.attach" },
      schema: {
        tags,
        summary: "Keep a file of a document",
        description:
          "The body is the file: PDF, PNG, JPEG, TIFF, DOC, XLS, DOCX or XLSX. It is kept under the title of its document; the same file again is the one that is there.",
        querystring: contract.KeepPaperQuery,
        response: { 201: contract.PaperKeptResponse },
      },
      handler: async ({ ctx, body, query, id }, reply) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        const kept = granted(
          await keepPaper(ctx, { ...ownerIn(query), title: query.title, fileName: query.name, bytes }),
        );
        await recordAudit(ctx, {
          action: "document.kept",
          subject: `paper ${kept.paper}`,
          organization: query.organization as OrganizationId | undefined,
          data: { title: query.title, file: kept.fileName },
          requestId: id,
        });
        return reply.code(201).send(kept);
      },
    });
  });

  app.route({
    method: "POST",
    url: "/api/documents/find",
    config: { permission: "documents.read" },
    schema: {
      tags,
      summary: "Files of documents by their titles",
      description: "Those of the place asked about, of its companies, and of the city.",
      body: contract.FindPapersRequest,
      response: { 200: contract.PapersResponse },
    },
    handler: async ({ ctx, body }) => ({
      papers: [...granted(await papersOf(ctx, { ...ownerIn(body), titles: body.titles }))],
    }),
  });

  app.route({
    method: "GET",
    url: "/api/documents/:paper",
    config: { permission: "documents.read" },
    schema: {
      tags,
      summary: "A file of a document",
      params: contract.PaperPath,
      response: {
        200: fileOf("application/octet-stream", "Byte for byte, of the kind that it was kept as."),
      },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const kept = await ctx.transaction((tx) => store.findPaper(tx, params.paper));
      const paper = found(kept, { code: "documents.paper_not_found", paper: params.paper });
      // A certificate of a resident is personal data; an order of the region is not.
      if (paper.account !== 0)
        await recordAudit(ctx, {
          action: "document.read",
          subject: `paper ${paper.paper}`,
          requestId: id,
        });
      return reply
        .header("content-type", paper.mediaType)
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(paper.fileName)}`)
        .send(paper.body);
    },
  });
}

const ownerIn = (of: {
  readonly organization?: number | undefined;
  readonly building?: number | undefined;
  readonly account?: string | undefined;
}) => ({
  organization: of.organization as OrganizationId | undefined,
  building: of.building as BuildingId | undefined,
  account: of.account,
});
