import { must } from "#core/assert";
import type { OrganizationId, UserId } from "#core/ids";
import { audited, listUsers, recordAudit } from "#modules/access";
import { type ProviderFileRow, providerMonthXlsx } from "#modules/gateways";
import { findOrganizations } from "#modules/organizations";
import {
  approveOrder,
  draftOrders,
  type Drafted,
  endOrder,
  findOrderFile,
  listBuildingSums,
  listOrders,
  listRows,
  listSettlements,
  type OrderFile,
  type PaymentOrder,
  providerMonth,
} from "#modules/settlements";
import type { Ctx } from "#platform/context";
import { found, granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import * as contract from "../modules/settlements/contract.ts";
import { sendOrdersToBank } from "./payment-orders.ts";

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** More payments are read from the rows of each settlement. */
const FILE_ROWS_MAX = 200_000;

/** Orders to the bank: drafted, approved by a second person, sent as a file, ended by the bank's word. */
export async function paymentOrderRoutes(app: Http): Promise<void> {
  const tags = ["settlements"];

  app.route({
    method: "GET",
    url: "/api/orders",
    config: { permission: "orders.read" },
    schema: {
      tags,
      summary: "Payment orders, the newest first",
      querystring: contract.OrdersQuery,
      response: { 200: contract.OrdersResponse },
    },
    handler: async ({ ctx, query }) => ({
      orders: await shown(
        ctx,
        await listOrders(ctx, {
          provider: query.provider as OrganizationId | undefined,
          isOpen: query.open !== undefined,
        }),
      ),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/orders",
    config: { permission: "orders.draft" },
    schema: {
      tags,
      summary: "Draft orders for what approved settlements owe",
      description: "One for each provider; twice drafts nothing the second time.",
      body: contract.DraftOrdersRequest,
      response: { 201: contract.DraftedResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const drafted = await audited(
        ctx,
        ({ orders }: Drafted) => ({
          action: "orders.drafted",
          subject: `orders ${orders.map((one) => one.number).join(", ")}`,
          data: { count: orders.length, total: String(orders.reduce((sum, one) => sum + one.amount, 0n)) },
          requestId: id,
        }),
        async (inner) =>
          granted(await draftOrders(inner, { provider: body.provider as OrganizationId | undefined })),
      );
      const names = new Map(
        (await ctx.transaction((tx) => findOrganizations(tx, drafted.inDebt))).map((one) => [
          one.id,
          one.name,
        ]),
      );
      return reply.code(201).send({
        orders: await shown(ctx, drafted.orders),
        inDebt: drafted.inDebt.map((provider) => ({ provider, providerName: names.get(provider) ?? "" })),
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/orders/:order/approval",
    config: { permission: "orders.approve" },
    schema: {
      tags,
      summary: "Approve an order as the second person",
      params: contract.OrderPath,
      response: { 201: contract.OrderResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const approved = await audited(
        ctx,
        (of: PaymentOrder) => auditOf("orders.approved", of, id),
        async (inner) => granted(await approveOrder(inner, params.order)),
      );
      return reply.code(201).send(must((await shown(ctx, [approved]))[0], "the order"));
    },
  });

  app.route({
    method: "POST",
    url: "/api/orders/sending",
    config: { permission: "orders.send" },
    schema: {
      tags,
      summary: "Make the bank's file of approved orders",
      description: "The bytes are kept with their hash; the orders count as sent.",
      body: contract.SendOrdersRequest,
      response: { 201: contract.SentResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const file = await audited(
        ctx,
        (of: OrderFile) => ({
          action: "orders.sent",
          subject: `file ${of.id}`,
          data: { name: of.name, orders: body.orders.join(", ") },
          requestId: id,
        }),
        async (inner) => granted(await sendOrdersToBank(inner, body)),
      );
      const orders = await shown(ctx, await listOrders(ctx, { ids: body.orders }));
      const kept = must(orders[0]?.file, "the file of a sent order");
      return reply.code(201).send({ file: file.id, name: file.name, sha256: kept.sha256, orders });
    },
  });

  app.route({
    method: "GET",
    url: "/api/orders/files/:file",
    config: { permission: "orders.send" },
    schema: {
      tags,
      summary: "A file of orders, as it was sent",
      params: contract.OrderFilePath,
      response: { 200: fileOf("application/octet-stream", "1CClientBankExchange or pain.001.") },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const file = granted(await findOrderFile(ctx, params.file));
      await recordAudit(ctx, { action: "orders.file_read", subject: `file ${file.id}`, requestId: id });
      return reply
        .header("content-type", "application/octet-stream")
        .header("content-disposition", `attachment; filename="${file.name}"`)
        .send(Buffer.from(file.bytes));
    },
  });

  app.route({
    method: "POST",
    url: "/api/orders/:order/outcome",
    config: { permission: "orders.send" },
    schema: {
      tags,
      summary: "Say what the bank did with an order, or withdraw it",
      description: "What is not paid is due again.",
      params: contract.OrderPath,
      body: contract.EndOrderRequest,
      response: { 201: contract.OrderResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const ended = await audited(
        ctx,
        (of: PaymentOrder) => auditOf(`orders.${body.outcome}`, of, id),
        async (inner) =>
          granted(await endOrder(inner, { ...body, order: params.order, on: body.on ?? ctx.today })),
      );
      return reply.code(201).send(must((await shown(ctx, [ended]))[0], "the order"));
    },
  });

  app.route({
    method: "GET",
    url: "/api/settlements/providers/:provider/month.xlsx",
    config: { permission: "settlements.read" },
    schema: {
      tags,
      summary: "A provider's month as a workbook, down to the payment",
      params: contract.ProviderPath,
      querystring: contract.ProviderMonthQuery,
      response: { 200: fileOf(WORKBOOK, "Sums on one sheet, payments on another.") },
    },
    handler: async ({ ctx, params, query, language, id }, reply) => {
      const provider = params.provider as OrganizationId;
      const of = {
        provider,
        organization: query.organization as OrganizationId | undefined,
        period: query.period,
      };
      const { sums, ...month } = await providerMonth(ctx, of);
      const { name, rows } = await fileRows(ctx, of);
      await recordAudit(ctx, {
        action: "settlements.statement_read",
        subject: `provider ${provider}, ${query.period}`,
        requestId: id,
      });
      return reply
        .header("content-type", WORKBOOK)
        .header("content-disposition", `attachment; filename="settlement-${provider}-${query.period}.xlsx"`)
        .send(
          Buffer.from(
            await providerMonthXlsx(
              { provider: name, period: query.period, ...month, ...sums },
              rows,
              language,
            ),
          ),
        );
    },
  });
}

async function fileRows(ctx: Ctx, of: Parameters<typeof providerMonth>[1]) {
  return ctx.transaction(async (tx) => {
    const settlements = (await listSettlements(tx, of)).filter(({ state }) => state !== "draft");
    const organizations = await findOrganizations(tx, [
      of.provider,
      ...settlements.map(({ organization }) => organization),
    ]);
    const names = new Map(organizations.map((one) => [one.id, one.name]));
    const name = found(names.get(of.provider), {
      code: "settlements.organization_not_found",
      organization: of.provider,
    });
    const rows: ProviderFileRow[] = [];
    for (const settlement of settlements) {
      const houses = new Map(
        (await listBuildingSums(tx, settlement.id)).map((one) => [one.building, one.address]),
      );
      const left = FILE_ROWS_MAX - rows.length;
      for (const row of await listRows(tx, { settlement: settlement.id, limit: left })) {
        rows.push({
          ...row,
          company: names.get(settlement.organization) ?? "",
          number: settlement.number,
          address: houses.get(row.building) ?? "",
          account: row.number,
        });
      }
    }
    return { name, rows };
  });
}

const auditOf = (action: string, of: PaymentOrder, requestId: string) => ({
  action,
  subject: `order ${of.id}`,
  data: { number: of.number, amount: String(of.amount), provider: of.provider },
  requestId,
});

/** With the names of people, and whether the reader drafted it. */
async function shown(ctx: Ctx, orders: readonly PaymentOrder[]) {
  const people = new Map((await listUsers(ctx)).map((user) => [user.id, user.name]));
  const nameOf = (id: UserId | undefined) => (id === undefined ? undefined : people.get(id));
  return orders.map((order) => ({
    ...order,
    settlements: [...order.settlements],
    draftedByName: nameOf(order.draftedBy) ?? "",
    approvedByName: nameOf(order.approvedBy),
    isOwn: order.draftedBy === ctx.scope.user,
  }));
}
