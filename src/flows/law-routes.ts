import type { Http } from "#platform/http";
import { lawText } from "./law-text.ts";
import * as contract from "./law-contract.ts";

/** The acts that sums are calculated by, as they are kept beside the program. */
export async function lawRoutes(app: Http): Promise<void> {
  app.route({
    method: "GET",
    url: "/api/law/:act",
    config: { permission: "signed_in" },
    schema: {
      tags: ["accounts"],
      summary: "What an act says that sums depend on",
      params: contract.LawParams,
      response: { 200: contract.LawResponse },
    },
    handler: async ({ params, language }) => {
      const { title, blocks } = await lawText(params.act, language);
      return { act: params.act, title, blocks: blocks.map(answered) };
    },
  });
}

type Block = Awaited<ReturnType<typeof lawText>>["blocks"][number];

/** What is read is not to be changed, what is answered may be. */
const answered = (block: Block) =>
  block.kind === "table"
    ? {
        kind: block.kind,
        heads: [...block.heads],
        rows: block.rows.map(({ clauses, cells }) => ({ clauses: [...clauses], cells: [...cells] })),
      }
    : block;
