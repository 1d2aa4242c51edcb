import { must } from "#core/assert";
import type { BuildingId, OrganizationId, PaymentId } from "#core/ids";
import { granted, type Http } from "#platform/http";
import { type JournalRow, type JournalWish, paymentCard, paymentsJournal } from "./payments-journal.ts";
import * as contract from "./payments-journal-contract.ts";

/** Payments as a list with its sums, and one of them with what it paid. */
export async function paymentsJournalRoutes(app: Http): Promise<void> {
  const tags = ["payments"];
  const config = { permission: "payments.read" } as const;

  app.route({
    method: "GET",
    url: "/api/payments/journal",
    config,
    schema: {
      tags,
      summary: "Payments in sight, the latest day first, with the sums of the whole list",
      querystring: contract.JournalQuery,
      response: { 200: contract.JournalResponse },
    },
    handler: async ({ ctx, query }) => {
      const { period, from, to, q, reversed, mine, organization, ...rest } = query;
      const when: JournalWish["when"] =
        from !== undefined && to !== undefined
          ? { from, to }
          : { period: must(period, "a month where there are no days") };
      const { rows, totals, ...journal } = await paymentsJournal(ctx, {
        ...rest,
        when,
        text: q,
        organization: organization as OrganizationId | undefined,
        reversedOnly: reversed !== undefined,
        isMine: mine !== undefined,
      });
      return {
        ...journal,
        agents: [...journal.agents],
        payments: rows.map(wireOf),
        totals: totals && { ...totals, channels: [...totals.channels] },
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/payments/:building/:payment",
    config,
    schema: {
      tags,
      summary: "A payment, what it paid, and its reversal",
      params: contract.PaymentCardPath,
      response: { 200: contract.PaymentCardResponse },
    },
    handler: async ({ ctx, params, language }) => {
      const { payment, parts } = granted(
        await paymentCard(ctx, {
          building: params.building as BuildingId,
          payment: params.payment as PaymentId,
        }),
      );
      return {
        ...wireOf(payment),
        parts: parts.map(({ service, ...part }) => ({
          ...part,
          code: service?.code ?? "ADVANCE",
          name: service === undefined ? "" : language === "ru" ? service.nameRu : service.nameEn,
        })),
      };
    },
  });
}

const wireOf = ({ reversed, reversedByName, ...row }: JournalRow) => ({
  ...row,
  reversal: reversed && {
    document: reversed.document,
    period: reversed.period,
    on: reversed.on,
    reason: reversed.reason,
    byName: reversedByName,
  },
});
