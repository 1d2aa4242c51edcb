import type { BuildingId, OrganizationId, PaymentId } from "#core/ids";
import { findAccountsByNumber } from "#modules/accounts";
import { IdempotencyHeaders } from "#contracts/access";
import { audited } from "#modules/access";
import { found, granted, type Http } from "#platform/http";
import {
  listPaymentsOfAccount,
  listPaymentsOfOrganization,
  reversePayment,
  type TakenPayment,
  takePayment,
} from "./actions.ts";
import { listPolicies, setAllocationPolicy, tryAllocation } from "./allocation-policies/actions.ts";
import * as policies from "./allocation-policies/contract.ts";
import { type BatchTaken, takeBatch } from "./batches.ts";
import * as contract from "./contract.ts";
import { listRegistries, takeRegistry } from "./registries.ts";

/** Payments taken by hand and by file. Agents' own protocols are gateways. */
export async function paymentRoutes(app: Http): Promise<void> {
  const tags = ["payments"];

  app.route({
    method: "GET",
    url: "/api/accounts/:number/payments",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Payments of an account, newest first",
      params: contract.PaymentAccountPath,
      querystring: contract.AccountPaymentsQuery,
      response: { 200: contract.PaymentsResponse },
    },
    handler: async ({ ctx, params, query }) => {
      const [place] = await ctx.transaction((tx) => findAccountsByNumber(tx, [params.number]));
      const account = found(place, { code: "accounts.account_not_found", number: params.number });
      return { payments: await listPaymentsOfAccount(ctx, { ...account, limit: query.limit }) };
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/payments",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Take a payment by hand",
      description: "Booked in the open month and allocated to the oldest debts at once.",
      headers: IdempotencyHeaders,
      params: contract.PaymentAccountPath,
      body: contract.TakePaymentRequest,
      response: { 201: contract.TakenPaymentResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.TakenPaymentResponse,
        deed: async (ctx) => {
          const taken = await audited(
            ctx,
            ({ payment, amount }: TakenPayment) => ({
              action: "payment.taken",
              subject: `account ${params.number}`,
              data: { payment: String(payment), amount: String(amount) },
              requestId: id,
            }),
            async (inner) =>
              granted(
                await takePayment(inner, {
                  ...body,
                  account: params.number,
                  paidOn: body.paidOn ?? ctx.today,
                }),
              ),
          );
          const { allocation, ...payment } = taken;
          return { ...payment, parts: [...allocation.parts], advance: allocation.advance };
        },
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/payments",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Payments booked in an organization's month, newest first",
      querystring: contract.PaymentsQuery,
      response: { 200: contract.PaymentsResponse },
    },
    handler: async ({ ctx, query }) => ({
      payments: await listPaymentsOfOrganization(ctx, {
        ...query,
        organization: query.organization as OrganizationId,
        before: query.before as PaymentId | undefined,
      }),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/payments/batches",
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Take a cashier's batch",
      description:
        "All of it or nothing: the count and the sum are declared before the rows are entered, and a difference needs a reason.",
      headers: IdempotencyHeaders,
      body: contract.TakeBatchRequest,
      response: { 201: contract.BatchTakenResponse },
    },
    handler: async (request, reply) => {
      const { body, id } = request;
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.BatchTakenResponse,
        deed: async (ctx) => {
          const taken = await audited(
            ctx,
            ({ count, total, payments }: BatchTaken) => ({
              action: "payments.batch_taken",
              subject: `payments ${payments[0]?.payment ?? ""}–${payments.at(-1)?.payment ?? ""}`,
              data: {
                count,
                total: String(total),
                declaredCount: body.declared.count,
                declaredTotal: String(body.declared.total),
                ...(body.reason ? { reason: body.reason } : {}),
              },
              requestId: id,
            }),
            async (inner) => granted(await takeBatch(inner, { ...body, paidOn: body.paidOn ?? ctx.today })),
          );
          return { ...taken, payments: [...taken.payments] };
        },
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/payments/:building/:payment/reversal",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Reverse a payment",
      description: "Once. The payment stays, with its reversal beside it.",
      headers: IdempotencyHeaders,
      params: contract.PaymentPath,
      body: contract.ReversePaymentRequest,
      response: { 201: contract.ReversalResponse },
    },
    handler: async (request, reply) => {
      const { params, body, id } = request;
      const ref = { building: params.building as BuildingId, payment: params.payment as PaymentId };
      await request.answerOnce(reply, {
        status: 201,
        schema: contract.ReversalResponse,
        deed: async (ctx) => {
          const reversed = await audited(
            ctx,
            () => ({
              action: "payment.reversed",
              subject: `payment ${ref.payment}`,
              data: { reason: body.reason },
              requestId: id,
            }),
            async (inner) => granted(await reversePayment(inner, ref, body.reason)),
          );
          return { payment: ref.payment, ...reversed };
        },
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/payments/registries",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Registries that were taken, newest first",
      description:
        "What each declared of itself, what was booked of it, and what was known before. One that was sent again stands again.",
      querystring: contract.RegistriesQuery,
      response: { 200: contract.RegistriesResponse },
    },
    handler: async ({ ctx, query }) => ({ registries: await listRegistries(ctx, query) }),
  });

  app.route({
    method: "POST",
    url: "/api/payments/registries",
    bodyLimit: REGISTRY_BYTES_MAX,
    config: { permission: "payments.take" },
    schema: {
      tags,
      summary: "Take a payment point's registry",
      description:
        "All of it or nothing. The agent's numbers decide what is new, so that the same registry again books nothing, and is kept as repeated.",
      body: contract.RegistryRequest,
      response: { 200: contract.RegistryTakenResponse },
    },
    handler: ({ ctx, body, id }) =>
      audited(
        ctx,
        () => ({
          action: "registry.taken",
          subject: `registry ${body.document}`,
          data: { agent: body.agent, lines: body.lines.length },
          requestId: id,
        }),
        async (inner) => granted(await takeRegistry(inner, body)),
      ),
  });

  app.route({
    method: "GET",
    url: "/api/payments/allocation-policies",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "By which rules payments are divided, since when",
      response: { 200: policies.AllocationPoliciesResponse },
    },
    handler: async ({ ctx }) => ({ policies: await listPolicies(ctx) }),
  });

  app.route({
    method: "POST",
    url: "/api/payments/allocation-policies",
    config: { permission: "payments.rules" },
    schema: {
      tags,
      summary: "Divide an organization's payments by another rule from a day on",
      description: "What was allocated before stays as it was.",
      body: policies.AllocationPolicyRequest,
      response: { 201: policies.AllocationPolicyResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const organization = body.organization as OrganizationId;
      await audited(
        ctx,
        () => ({
          action: "payment.allocation_rule_set",
          subject: `allocation from ${body.from}`,
          organization: organization === 0 ? undefined : organization,
          data: {
            penalties: body.penalties,
            wholeMonth: String(body.wholeMonth),
            barred: body.barred,
            basis: body.basis,
          },
          requestId: id,
        }),
        async (inner) => granted(await setAllocationPolicy(inner, { ...body, organization })),
      );
      return reply.code(201).send({ organization: body.organization, from: body.from });
    },
  });

  app.route({
    method: "POST",
    url: "/api/payments/allocation-trials",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "How a payment would be divided; books nothing",
      body: policies.AllocationTrialRequest,
      response: { 200: policies.AllocationTrialResponse },
    },
    handler: async ({ ctx, body }) => {
      const { parts, advance } = granted(await tryAllocation(ctx, body));
      return { parts: [...parts], advance };
    },
  });
}

/** A hundred thousand lines. */
const REGISTRY_BYTES_MAX = 24 * 1_048_576;
