import { IdempotencyHeaders } from "#contracts/access";
import type { BuildingId, PaymentId } from "#core/ids";
import { audited } from "#modules/access";
import { granted, type Http } from "#platform/http";
import { returnCash, takeCash } from "./cash.ts";
import * as contract from "./cash-contract.ts";

/** The cashier's desk: cash is taken and given back, each with its fiscal receipt where one is asked for. */
export async function cashRoutes(app: Http): Promise<void> {
  const tags = ["payments"];

  app.route({
    method: "POST",
    url: "/api/cash/payments",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Take cash at the desk",
      description: "Paid today. Its fiscal receipt is owed with it, where the rules in force ask for one.",
      headers: IdempotencyHeaders,
      body: contract.TakeCashRequest,
      response: { 201: contract.CashTakenResponse },
    },
    handler: async (request, reply) => {
      const { body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.CashTakenResponse,
        deed: async (ctx) => {
          const { building, payment, amount } = await audited(
            ctx,
            (taken: { payment: bigint; amount: bigint }) => ({
              action: "payment.taken",
              subject: `account ${body.account}`,
              data: { payment: String(taken.payment), amount: String(taken.amount) },
              requestId: id,
            }),
            async (inner) => granted(await takeCash(inner, body)),
          );
          return { building, payment, amount };
        },
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/cash/payments/:building/:payment/return",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Give back cash of the cashier's own day",
      headers: IdempotencyHeaders,
      params: contract.CashReturnPath,
      body: contract.ReturnCashRequest,
      response: { 201: contract.CashReturnedResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      const ref = { building: params.building as BuildingId, payment: params.payment as PaymentId };
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.CashReturnedResponse,
        deed: async (ctx) => {
          const { reversal } = await audited(
            ctx,
            () => ({
              action: "payment.reversed",
              subject: `payment ${ref.payment}`,
              data: { reason: body.reason },
              requestId: id,
            }),
            async (inner) => granted(await returnCash(inner, ref, body.reason)),
          );
          return { payment: ref.payment, reversal };
        },
      });
    },
  });
}
