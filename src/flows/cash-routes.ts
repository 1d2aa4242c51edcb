import { IdempotencyHeaders } from "#contracts/access";
import type { BuildingId, PaymentId, ServiceId } from "#core/ids";
import { moneyText } from "#core/money";
import { audited } from "#modules/access";
import { closeShift, handOver, openShift } from "#modules/payments";
import { granted, type Http, type Language } from "#platform/http";
import {
  cashDesk,
  cashShift,
  cashShifts,
  type NamedReport,
  type WholeReport,
  payerDebts,
  returnCash,
  takeCash,
} from "./cash.ts";
import * as contract from "./cash-contract.ts";

/**
 * The cashier's desk: a shift is opened, cash is taken and given back in it, each with its fiscal receipt where one is
 * asked for, handed over, and counted at the end.
 */
export async function cashRoutes(app: Http): Promise<void> {
  const tags = ["payments"];

  app.route({
    method: "GET",
    url: "/api/cash/desk",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "The open shift of the person, or where one may be opened",
      response: { 200: contract.DeskResponse },
    },
    handler: async ({ ctx }) => {
      const { shift, desks, rule } = await cashDesk(ctx);
      return { shift: shift && wireOf(shift), desks: [...desks], receipt: rule };
    },
  });

  app.route({
    method: "GET",
    url: "/api/cash/shifts",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Shifts of cashiers in sight, the latest first",
      querystring: contract.ShiftsQuery,
      response: { 200: contract.ShiftsResponse },
    },
    handler: async ({ ctx, query }) => ({ shifts: (await cashShifts(ctx, query)).map(wireOf) }),
  });

  app.route({
    method: "GET",
    url: "/api/cash/shifts/:shift",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "A shift with its sums: an X report while it is open, the Z report ever after",
      params: contract.ShiftPath,
      response: { 200: contract.ShiftResponse },
    },
    handler: async ({ ctx, params, language }) =>
      wholeOf(granted(await cashShift(ctx, params.shift)), language),
  });

  app.route({
    method: "POST",
    url: "/api/cash/shifts",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Open a shift at a desk",
      description: "One at a time for a person and for a desk. No cash is taken without it.",
      headers: IdempotencyHeaders,
      body: contract.OpenShiftRequest,
      response: { 201: contract.ShiftOpenedResponse },
    },
    handler: async (request, reply) => {
      const { body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.ShiftOpenedResponse,
        deed: async (ctx) => {
          const { shift } = await audited(
            ctx,
            (opened: { shift: number }) => ({
              action: "cash.shift_opened",
              subject: `cash shift ${opened.shift}`,
              data: { desk: body.desk, float: moneyText(body.float) },
              requestId: id,
            }),
            async (inner) => granted(await openShift(inner, body)),
          );
          return { shift };
        },
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/cash/shifts/:shift/handovers",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Hand cash of an open shift over to the bank or its collector",
      headers: IdempotencyHeaders,
      params: contract.ShiftPath,
      body: contract.HandoverRequest,
      response: { 201: contract.ShiftResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.ShiftResponse,
        deed: async (ctx) => {
          await audited(
            ctx,
            () => ({
              action: "cash.handed_over",
              subject: `cash shift ${params.shift}`,
              data: { amount: moneyText(body.amount), receiver: body.receiver, document: body.document },
              requestId: id,
            }),
            async (inner) => granted(await handOver(inner, params.shift, body)),
          );
          return wholeOf(granted(await cashShift(ctx, params.shift)), request.language);
        },
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/cash/shifts/:shift/closing",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Count the drawer and end a shift: its Z report",
      description:
        "A count that differs from what must be there wants a reason, and so does a shift of somebody else.",
      headers: IdempotencyHeaders,
      params: contract.ShiftPath,
      body: contract.CloseShiftRequest,
      response: { 201: contract.ShiftResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.ShiftResponse,
        deed: async (ctx) => {
          await audited(
            ctx,
            ({ expected }: { expected: bigint }) => ({
              action: "cash.shift_closed",
              subject: `cash shift ${params.shift}`,
              data: {
                expected: moneyText(expected),
                declared: moneyText(body.declared),
                reason: body.reason,
              },
              requestId: id,
            }),
            async (inner) => granted(await closeShift(inner, params.shift, body)),
          );
          return wholeOf(granted(await cashShift(ctx, params.shift)), request.language);
        },
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/cash/payers/:account",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "What an account owes, by month and service: what a payer may insist on paying",
      params: contract.PayerPath,
      response: { 200: contract.PayerResponse },
    },
    handler: async ({ ctx, params, language }) => ({
      debts: granted(await payerDebts(ctx, params.account)).map(({ period, service, amount }) => ({
        period,
        service: service.id,
        name: language === "ru" ? service.nameRu : service.nameEn,
        amount,
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/cash/payments",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Take cash at the desk",
      description:
        "Paid today, in the open shift of whoever takes it. Its fiscal receipt is owed with it, where the rules in force ask for one.",
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
            async (inner) =>
              granted(
                await takeCash(inner, {
                  ...body,
                  statedService: body.statedService as ServiceId | undefined,
                }),
              ),
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
      summary: "Give back cash that was taken in the cashier's open shift",
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

const wholeOf = (report: WholeReport, language: Language) => ({
  ...wireOf(report),
  services: report.services.map(({ service, taken, returned }) => ({
    service: service?.id,
    name: language === "ru" ? service?.nameRu : service?.nameEn,
    taken,
    returned,
  })),
});

const wireOf = ({ closing, handovers, closedByName, ...report }: NamedReport) => ({
  ...report,
  handovers: [...handovers],
  closing: closing && { ...closing, closedByName },
});
