import { IdempotencyHeaders } from "#contracts/access";
import { must } from "#core/assert";
import type { BuildingId, PaymentId, UserId } from "#core/ids";
import { money } from "#core/units";
import { audited, listChores, listUsers } from "#modules/access";
import {
  findMessage,
  listOutbox,
  listOwed,
  outboxState,
  type OwedReceipt,
  revive,
  reviveAll,
} from "#modules/gateways";
import {
  createOrder,
  decideRefund,
  findOrderNumbered,
  findOrderOfPayment,
  getOrder,
  listOrders,
  type Order,
  type OnlineOrderRefusal,
  requestRefund,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { found, granted, type Http, Refused } from "#platform/http";
import type { CardBanks } from "./card-banks.ts";
import { deadReceipts, oweCorrection, RECEIPTS } from "./fiscal-receipts.ts";
import { sendRefund } from "./online-payments.ts";
import * as contract from "./online-payments-contract.ts";

/** A link lives three days, as those of the fast payment system do. */
const LINK_MILLISECONDS = 72 * 3_600_000;

/** Online payments for the staff: links, the list, one with all that happened to it, refunds, and how gateways are. */
export async function onlinePaymentRoutes(app: Http, { banks }: { banks: CardBanks }): Promise<void> {
  const tags = ["payments"];

  app.route({
    method: "GET",
    url: "/api/online-payments",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Online payments in sight, newest first",
      querystring: contract.OnlinePaymentsQuery,
      response: { 200: contract.OnlinePaymentsResponse },
    },
    handler: async ({ ctx, query }) => {
      const names = await namesOf(ctx);
      const orders = await ctx.transaction((tx) =>
        listOrders(tx, { ...query, incidents: query.incidents !== undefined }),
      );
      return {
        payments: orders.map((order) => wireOf(order, names)),
        banks: banks.list.map(({ code, title, fast, isTest }) => ({ code, title, fast, isTest })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/online-payments/:order",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "An online payment with all that happened to it",
      params: contract.OnlinePaymentPath,
      response: { 200: contract.OnlinePaymentResponse },
    },
    handler: async ({ ctx, params }) => {
      const names = await namesOf(ctx);
      const card = await ctx.transaction(async (tx) => {
        const ref = await findOrderNumbered(tx, params.order);
        const order = ref && (await getOrder(tx, ref));
        return (
          order && { ...order, receipts: await receiptsOf(tx, order.order.building, order.order.payment) }
        );
      });
      const { order, events, refunds, receipts } = found(card, notFound(params.order));
      const asked = refunds
        .filter(({ outcome }) => outcome === "requested" || outcome === "approved")
        .reduce((sum, { amount }) => sum + amount, 0n);
      return {
        ...wireOf(order, names),
        reference: order.reference,
        expiresAt: order.expiresAt,
        events: events.map(({ recordedBy, data, ...event }) => ({
          ...event,
          // The page's address is the payer's.
          data: Object.fromEntries(
            Object.entries(data).filter(([name]) => name !== "payUrl" && name !== "fastLink"),
          ),
          recordedByName: recordedBy && names.get(recordedBy),
        })),
        refunds: refunds.map(({ requestedBy, ...refund }) => ({
          ...refund,
          requestedByName: requestedBy && names.get(requestedBy),
          requestedByMe: requestedBy !== undefined && requestedBy === ctx.scope.user,
        })),
        left: money(order.payment === undefined ? 0n : order.amount - order.refunded - asked),
        receipts,
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/payments/:building/:payment/receipts",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Fiscal receipts of a payment",
      params: contract.PaymentReceiptsPath,
      response: { 200: contract.PaymentReceiptsResponse },
    },
    handler: async ({ ctx, params }) =>
      ctx.transaction(async (tx) => {
        const place = { building: params.building as BuildingId, payment: params.payment as PaymentId };
        const ref = await findOrderOfPayment(tx, place);
        const order = ref && (await getOrder(tx, ref))?.order;
        return {
          order: order?.order,
          receipts: await receiptsOf(tx, place.building, order?.payment ?? place.payment),
        };
      }),
  });

  app.route({
    method: "POST",
    url: "/api/payments/:building/:payment/corrections",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Owe a receipt of correction for a payment that has no receipt",
      description:
        "For a payment of which none was asked for when it came, or whose receipt the cash register has given up.",
      headers: IdempotencyHeaders,
      params: contract.PaymentReceiptsPath,
      body: contract.CorrectionRequest,
      response: { 201: contract.CorrectionResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.CorrectionResponse,
        deed: (ctx) =>
          audited(
            ctx,
            ({ externalId }: { externalId: string }) => ({
              action: "receipt.corrected",
              subject: `payment ${params.payment}`,
              data: { externalId, by: body.by, baseDate: body.baseDate, baseNumber: body.baseNumber },
              requestId: id,
            }),
            (inner) =>
              inner.transaction(async (tx) => {
                const { by, baseDate, baseNumber } = body;
                const correction = { by, baseDate, baseNumber };
                const place = {
                  building: params.building as BuildingId,
                  payment: params.payment as PaymentId,
                };
                return granted(
                  await oweCorrection(tx, { ...place, correction, contact: body.contact ?? "" }),
                );
              }),
          ),
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/payment-links",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Make a link by which anybody pays for the account",
      description:
        "The payer chooses a card or the fast payment system on the bank's page. The address is told once.",
      headers: IdempotencyHeaders,
      params: contract.PaymentLinkPath,
      body: contract.PaymentLinkRequest,
      response: { 201: contract.PaymentLinkResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id, language } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.PaymentLinkResponse,
        deed: async (ctx) => {
          const bank = banks.list.find(({ fast }) => fast || body.fast !== true);
          if (!bank) throw new Refused<OnlineOrderRefusal>({ code: "payments.order_bank_unknown", bank: "" });
          const expiresAt = new Date(Date.now() + LINK_MILLISECONDS);
          return audited(
            ctx,
            ({ order }: { order: number }) => ({
              action: "payment_link.made",
              subject: `account ${params.number}`,
              data: { order: String(order), amount: String(body.amount) },
              requestId: id,
            }),
            async (inner) => {
              const made = granted(
                await inner.transaction((tx) =>
                  createOrder(tx, {
                    account: params.number,
                    amount: body.amount,
                    statedPeriod: body.statedPeriod,
                    bank: bank.code,
                    origin: "link",
                    fast: body.fast ?? false,
                    email: body.email ?? "",
                    language: body.language ?? language,
                    expiresAt,
                  }),
                ),
              );
              return { order: made.ref.order, path: `/pay/${made.token}`, expiresAt };
            },
          );
        },
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/online-payments/:order/refunds",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Ask for money of an online payment to be given back",
      description: "Goes to the bank at once, or above the limit when a second person has let it through.",
      headers: IdempotencyHeaders,
      params: contract.OnlinePaymentPath,
      body: contract.RefundRequest,
      response: { 201: contract.RefundResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.RefundResponse,
        deed: (ctx) =>
          audited(
            ctx,
            ({ refund }: { refund: number }) => ({
              action: "refund.requested",
              subject: `online payment ${params.order}`,
              data: { refund: String(refund), amount: String(body.amount), reason: body.reason },
              requestId: id,
            }),
            (inner) =>
              inner.transaction(async (tx) => {
                const ref = found(await findOrderNumbered(tx, params.order), notFound(params.order));
                const asked = granted(await requestRefund(tx, { ...ref, ...body }));
                if (!asked.needsSecondPerson) await sendRefund(tx, { ...ref, refund: asked.refund });
                return asked;
              }),
          ),
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/online-payments/:order/refunds/:refund/decision",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Let a refund through, or decline it",
      headers: IdempotencyHeaders,
      params: contract.OnlineRefundPath,
      body: contract.RefundDecisionRequest,
      response: { 200: contract.RefundDecisionResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 200,
        schema: contract.RefundDecisionResponse,
        deed: (ctx) =>
          audited(
            ctx,
            () => ({
              action: `refund.${body.decision}`,
              subject: `online payment ${params.order}`,
              data: { refund: String(params.refund) },
              requestId: id,
            }),
            (inner) =>
              inner.transaction(async (tx) => {
                const ref = found(await findOrderNumbered(tx, params.order), notFound(params.order));
                const decided = { ...ref, refund: params.refund, decision: body.decision };
                granted(
                  await decideRefund(
                    tx,
                    body.reason === undefined ? decided : { ...decided, reason: body.reason },
                  ),
                );
                if (body.decision === "approved") await sendRefund(tx, { ...ref, refund: params.refund });
                return { refund: params.refund, outcome: body.decision };
              }),
          ),
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/gateways/health",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "How the gateways are: what waits to leave, which peers are away, the chores",
      response: { 200: contract.GatewayHealthResponse },
    },
    handler: async ({ ctx }) => {
      const kinds = await outboxState(ctx);
      const dead = await listOutbox(ctx, { state: "dead", limit: 50 });
      return {
        kinds,
        dead: dead.map(({ id, kind, key, reason, createdAt }) => ({
          message: id,
          kind,
          key,
          reason,
          createdAt,
        })),
        chores: await listChores(ctx),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/fiscal-receipts/dead",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Fiscal receipts that were given up, the latest first",
      querystring: contract.DeadReceiptsQuery,
      response: { 200: contract.DeadReceiptsResponse },
    },
    handler: async ({ ctx, query }) => ({
      receipts: await deadReceipts(ctx, { ...query, isCorrected: query.corrected !== undefined }),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/fiscal-receipts/dead/revival",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Send all fiscal receipts that were given up once more",
      response: { 200: contract.ReviveAllResponse },
    },
    handler: async ({ ctx, id }) =>
      audited(
        ctx,
        ({ revived }: { readonly revived: number }) => ({
          action: "fiscal_receipts.revived",
          subject: "fiscal receipts",
          data: { count: revived },
          requestId: id,
        }),
        async (inner) => ({ revived: await reviveAll(inner, RECEIPTS) }),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/gateways/outbox/:message/revival",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Send once more what was given up",
      params: contract.OutboxPath,
      response: { 200: contract.ReviveResponse },
    },
    handler: async ({ ctx, params, id }) =>
      audited(
        ctx,
        () => ({ action: "outbox.revived", subject: `message ${params.message}`, data: {}, requestId: id }),
        async (inner) => ({ revived: await revive(inner, params.message) }),
      ),
  });
}

const notFound = (order: number): OnlineOrderRefusal => ({ code: "payments.order_not_found", order });

const namesOf = async (ctx: Ctx): Promise<ReadonlyMap<UserId, string>> =>
  new Map((await listUsers(ctx)).map(({ id, name }) => [id, name]));

const wireOf = (order: Order, names: ReadonlyMap<UserId, string>) => ({
  order: order.order,
  building: order.building,
  account: order.accountNumber,
  amount: order.amount,
  refunded: order.refunded,
  state: order.state,
  incident: order.incident,
  bank: order.bank,
  fast: order.fast,
  statedPeriod: order.statedPeriod,
  createdAt: order.createdAt,
  createdByName: order.createdBy && names.get(order.createdBy),
  payment: order.payment,
});

/** With what became of each: printed, waiting, or given up. */
async function receiptsOf(tx: Tx, building: BuildingId, payment: PaymentId | undefined) {
  if (payment === undefined) return [];
  const owed = await listOwed(tx, { building, payment });
  return Promise.all(owed.map((one) => receiptOf(tx, one)));
}

async function receiptOf(tx: Tx, owed: OwedReceipt) {
  const message = owed.marks
    ? undefined
    : must(
        await findMessage(tx, { kind: "fiscal.receipt", key: owed.externalId }),
        "the message of a receipt",
      );
  return {
    kind: owed.kind,
    amount: owed.amount,
    externalId: owed.externalId,
    state: owed.marks
      ? ("done" as const)
      : message?.state === "dead"
        ? ("dead" as const)
        : ("waiting" as const),
    reason: message?.reason ?? "",
    message: message?.state === "dead" ? message.id : undefined,
    fnNumber: owed.marks?.fnNumber,
    documentNumber: owed.marks?.documentNumber,
    attribute: owed.marks?.attribute,
    positions: owed.positions.map(({ name, amount }) => ({ name, amount })),
  };
}
