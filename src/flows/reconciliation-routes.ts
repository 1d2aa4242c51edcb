import { audited } from "#modules/access";
import { granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import {
  type DayCard,
  type DayRow,
  decideDay,
  reconciliationBoard,
  reconciliationDay,
} from "./reconciliation.ts";
import * as contract from "./reconciliation-contract.ts";
import { reconciliationCsv, reconciliationXlsx } from "./reconciliation-file.ts";

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV = "text/csv; charset=utf-8";

/** Online messages, registries and bank statements of each agent's day, held against one another. */
export async function reconciliationRoutes(app: Http): Promise<void> {
  const tags = ["payments"];
  const config = { permission: "statements.read" } as const;

  app.route({
    method: "GET",
    url: "/api/reconciliation",
    config,
    schema: {
      tags,
      summary: "Agents' days with their three legs, differences first",
      querystring: contract.ReconciliationQuery,
      response: { 200: contract.ReconciliationResponse },
    },
    handler: async ({ ctx, query }) => {
      const { days, unclaimed } = await reconciliationBoard(ctx, query);
      return {
        days: days.map(wireOf),
        unclaimed: unclaimed.map(({ id, counterparty, ...line }) => ({
          ...line,
          line: id,
          counterpartyName: counterparty.name,
        })),
      };
    },
  });

  for (const [format, type] of [
    ["csv", CSV],
    ["xlsx", WORKBOOK],
  ] as const) {
    app.route({
      method: "GET",
      url: `/api/reconciliation.${format}`,
      config,
      schema: {
        tags,
        summary: `Agents' days as ${format.toUpperCase()}`,
        querystring: contract.ReconciliationFileQuery,
        response: { 200: fileOf(type, "A line for each agent's day.") },
      },
      handler: async ({ ctx, query, language }, reply) => {
        const { days } = await reconciliationBoard(ctx, query);
        const asked = query.language ?? language;
        return reply
          .header("content-type", type)
          .header(
            "content-disposition",
            `attachment; filename="reconciliation-${query.from}-${query.to}.${format}"`,
          )
          .send(
            format === "csv"
              ? Buffer.from(reconciliationCsv(days, asked))
              : Buffer.from(await reconciliationXlsx(days, asked)),
          );
      },
    });
  }

  app.route({
    method: "GET",
    url: "/api/reconciliation/:agent/:day",
    config,
    schema: {
      tags,
      summary: "An agent's day down to its differences and the lines that brought its money",
      params: contract.ReconciliationPath,
      response: { 200: contract.ReconciliationDayResponse },
    },
    handler: async ({ ctx, params }) => cardOf(granted(await reconciliationDay(ctx, params))),
  });

  app.route({
    method: "POST",
    url: "/api/reconciliation/:agent/:day/decisions",
    config: { permission: "reconciliation.decide" },
    schema: {
      tags,
      summary: "Declare an agent's day in order, or open it again",
      description: "Books nothing. A day with differences needs a word on them.",
      params: contract.ReconciliationPath,
      body: contract.ReconciliationDecisionRequest,
      response: { 200: contract.ReconciliationDayResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      await audited(
        ctx,
        () => ({
          action: body.event === "reconciled" ? "reconciliation.closed" : "reconciliation.reopened",
          subject: `agent ${params.agent}, ${params.day}`,
          data: { note: body.note, differences: body.seen.differences },
          requestId: id,
        }),
        async (inner) => granted(await decideDay(inner, { ...params, ...body })),
      );
      return cardOf(granted(await reconciliationDay(ctx, params)));
    },
  });
}

const wireOf = ({ last, differences, ...day }: DayRow) => ({
  ...day,
  differenceCount: differences.length,
  note: last?.note === "" ? undefined : last?.note,
  decidedAt: last?.recordedAt,
});

const cardOf = (card: DayCard) => ({
  ...wireOf(card),
  differences: [...card.differences],
  registries: card.registries.map((one) => ({
    ...one,
    money: card.money.filter(({ registry }) => registry === one.registry),
  })),
});
