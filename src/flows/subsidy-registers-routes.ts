import { sumOf } from "#core/money";
import { recordAudit } from "#modules/access";
import { findAccountsByNumber } from "#modules/accounts";
import { listSubsidyPayments, listSubsidyRegisters, maskedSnils } from "#modules/benefits";
import { found, granted, type Http } from "#platform/http";
import {
  matchHeldSubsidies,
  previewSubsidies,
  receiveSubsidies,
  reviewSubsidies,
  type SubsidyReview,
} from "./subsidy-registers.ts";
import * as contract from "./subsidy-registers-contract.ts";

const REGISTER_BYTES_MAX = 16 * 1_048_576;
const HELD_SHOWN = 500;

/** What the social office says that it paid of subsidies: looked at, kept, matched with accounts. */
export async function subsidyRegisterRoutes(app: Http): Promise<void> {
  const tags = ["benefits"];
  const config = { permission: "benefits.lists" } as const;
  const description =
    "The body is the file, XLSX or a text with a heading: account, insurance number, month, sum, day paid.";

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    const files = scope as Http;
    files.route({
      method: "POST",
      url: "/api/benefits/subsidy-registers/preview",
      bodyLimit: REGISTER_BYTES_MAX,
      config,
      schema: {
        tags,
        summary: "What a register of paid subsidies would record",
        description: `${description} Nothing is kept.`,
        response: { 200: contract.SubsidyReviewResponse },
      },
      handler: async ({ ctx, body }) => shown(granted(await previewSubsidies(ctx, bytesOf(body)))),
    });
    files.route({
      method: "POST",
      url: "/api/benefits/subsidy-registers",
      bodyLimit: REGISTER_BYTES_MAX,
      config,
      schema: {
        tags,
        summary: "Receive a register of paid subsidies",
        description: `${description} Lines of accounts that are not known are held in it.`,
        querystring: contract.RegisterUploadQuery,
        response: { 201: contract.SubsidyReceivedResponse },
      },
      handler: async ({ ctx, body, query, id }, reply) => {
        const bytes = bytesOf(body);
        const received = granted(await receiveSubsidies(ctx, { fileName: query.name, bytes }));
        const subject = `register ${received.register}: ${received.recorded} recorded`;
        await recordAudit(ctx, { action: "benefits.subsidies_received", subject, requestId: id });
        return reply.code(201).send(received);
      },
    });
  });

  app.route({
    method: "GET",
    url: "/api/benefits/subsidy-registers",
    config,
    schema: {
      tags,
      summary: "Registers of paid subsidies",
      response: { 200: contract.SubsidyRegistersResponse },
    },
    handler: async ({ ctx }) => ({ registers: await ctx.transaction(listSubsidyRegisters) }),
  });

  app.route({
    method: "GET",
    url: "/api/benefits/subsidy-registers/:register",
    config,
    schema: {
      tags,
      summary: "A register of paid subsidies, and what of it is held",
      params: contract.SubsidyRegisterPath,
      response: { 200: contract.SubsidyReviewResponse },
    },
    handler: async ({ ctx, params, id }) => {
      const review = granted(await reviewSubsidies(ctx, params.register));
      const subject = `register ${params.register}`;
      await recordAudit(ctx, { action: "benefits.subsidies_read", subject, requestId: id });
      return shown(review);
    },
  });

  app.route({
    method: "POST",
    url: "/api/benefits/subsidy-registers/:register/match",
    config,
    schema: {
      tags,
      summary: "Look again for the accounts of held lines",
      params: contract.SubsidyRegisterPath,
      response: { 200: contract.SubsidyMatchedResponse },
    },
    handler: async ({ ctx, params, id }) => {
      const matched = granted(await matchHeldSubsidies(ctx, params.register));
      const subject = `register ${params.register}: ${matched.recorded} recorded`;
      await recordAudit(ctx, { action: "benefits.subsidies_matched", subject, requestId: id });
      return matched;
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/subsidy-payments",
    config: { permission: "accounts.read" },
    schema: {
      tags,
      summary: "Subsidies that the social office paid for an account",
      params: contract.SubsidyAccountPath,
      response: { 200: contract.SubsidyPaymentsResponse },
    },
    handler: async ({ ctx, params }) =>
      ctx.transaction(async (tx) => {
        const [place] = await findAccountsByNumber(tx, [params.number]);
        const account = found(place, { code: "accounts.account_not_found", number: params.number });
        return { payments: await listSubsidyPayments(tx, [account]) };
      }),
  });
}

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

function shown({ amount, lines }: SubsidyReview) {
  return {
    rows: lines.length,
    amount,
    states: [...Map.groupBy(lines, ({ state }) => state)].map(([state, own]) => ({
      state,
      count: own.length,
      amount: sumOf(own.map(({ of }) => of.amount)),
    })),
    held: lines
      .filter(({ state }) => state !== "matched" && state !== "recorded")
      .slice(0, HELD_SHOWN)
      .map(({ of, state }) => ({
        line: of.line,
        state,
        account: of.account,
        snils: of.snils === undefined ? undefined : maskedSnils(of.snils),
        month: of.month,
        paidOn: of.paidOn,
        amount: of.amount,
      })),
  };
}
