import type { BuildingId } from "#core/ids";
import { allocatorTemplate } from "#modules/gateways";
import { granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import { countFaultSentence, countsOfFile, premisesToCount } from "./allocator-files.ts";
import * as contract from "./allocator-files-contract.ts";

const FILE_BYTES_MAX = 2 * 1_048_576;
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Counts of heat-cost allocators by files: a template of the building's premises, and what a filled one says. */
export async function allocatorFileRoutes(app: Http): Promise<void> {
  const tags = ["metering"];
  const config = { permission: "readings.enter" } as const;

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/allocators/template",
    config,
    schema: {
      tags,
      summary: "A workbook with a line for each premises of the building",
      params: contract.AllocatorFilePath,
      response: { 200: fileOf(WORKBOOK, "Number of the premises, and an empty column of units.") },
    },
    handler: async ({ ctx, params, language }, reply) => {
      const premises = granted(await premisesToCount(ctx, params.building as BuildingId));
      const numbers = premises.map(({ number }) => number);
      return reply
        .header("content-type", WORKBOOK)
        .header("content-disposition", `attachment; filename="allocators-${params.building}.xlsx"`)
        .send(Buffer.from(await allocatorTemplate(numbers, language)));
    },
  });

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    (scope as Http).route({
      method: "POST",
      url: "/api/metering/buildings/:building/allocators/file",
      bodyLimit: FILE_BYTES_MAX,
      config,
      schema: {
        tags,
        summary: "What a file of allocators' counts says of a building",
        description: "The body is the file: XLSX, or a text with a heading. Nothing is written down by it.",
        params: contract.AllocatorFilePath,
        response: { 200: contract.AllocatorFileResponse },
      },
      handler: async ({ ctx, body, params, language }) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        const { refused, ...read } = granted(
          await countsOfFile(ctx, { building: params.building as BuildingId, bytes }),
        );
        return {
          ...read,
          counts: [...read.counts],
          refused: refused.map((one) => ({
            line: one.line,
            found: one.found,
            sentence: countFaultSentence(one, language),
          })),
        };
      },
    });
  });
}
