import { must } from "#core/assert";
import type { OrganizationId } from "#core/ids";
import { audited } from "#modules/access";
import { STATEMENT_BYTES_MAX } from "#modules/gateways";
import {
  candidatesOfLine,
  chooseRegistries,
  findStatementFile,
  listAgents,
  listBankAccounts,
  listStatementLines,
  matchAwaiting,
  registerBankAccount,
  type StatementLineId,
  type StatementRefusal,
} from "#modules/payments";
import { found, granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import { confirmOrders, debitCandidates } from "./order-confirmations.ts";
import { statementsTaken, statementWithLines, takeStatementFile } from "./statement-intake.ts";
import * as contract from "./statements-contract.ts";

const BYTES = "application/octet-stream";
const CANDIDATES_MAX = 30;

/** Banks' statements: what came, what each line was found to be, and the accounts that they are of. */
export async function statementRoutes(app: Http): Promise<void> {
  const tags = ["payments"];
  const read = { permission: "statements.read" } as const;
  const take = { permission: "statements.take" } as const;

  await app.register(async (scope) => {
    // The bytes are the bank's: whatever the sender calls them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    (scope as Http).route({
      method: "POST",
      url: "/api/statements",
      bodyLimit: STATEMENT_BYTES_MAX,
      config: take,
      schema: {
        tags,
        summary: "Take a bank's statement",
        description:
          "The body is the file itself: 1CClientBankExchange, camt.053, camt.054 or MT940. All of it or nothing; each line is kept once, and the same file again is refused.",
        querystring: contract.StatementUploadQuery,
        response: { 201: contract.StatementsTakenResponse },
      },
      handler: async ({ ctx, body, query, language, id }, reply) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        const statements = await audited(
          ctx,
          (taken: { statement: number }[]) => ({
            action: "statement.taken",
            subject: `statement ${taken.map(({ statement }) => statement).join(", ")}`,
            data: { file: query.name, bytes: bytes.length },
            requestId: id,
          }),
          async (inner) => [
            ...granted(await takeStatementFile(inner, { name: query.name, bytes }, language)),
          ],
        );
        return reply
          .code(201)
          .send({ statements: statements.map((one) => ({ ...one, found: [...one.found] })) });
      },
    });
  });

  app.route({
    method: "GET",
    url: "/api/statements",
    config: read,
    schema: {
      tags,
      summary: "Statements that were taken, newest first",
      querystring: contract.StatementsQuery,
      response: { 200: contract.StatementsResponse },
    },
    handler: async ({ ctx, query }) => ({ statements: await statementsTaken(ctx, query) }),
  });

  app.route({
    method: "GET",
    url: "/api/statements/:statement",
    config: read,
    schema: {
      tags,
      summary: "A statement with its lines and what became of each",
      params: contract.StatementPath,
      response: { 200: contract.StatementResponse },
    },
    handler: async ({ ctx, params }) => {
      const { lines, ...statement } = granted(await statementWithLines(ctx, params.statement));
      return {
        ...statement,
        lines: lines.map(({ id, outcomes, ...line }) => ({
          ...line,
          line: id,
          outcomes: outcomes.map(({ payment, ...one }) => ({
            ...one,
            payment: payment?.payment,
            building: payment?.building,
          })),
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/statements/:statement/file",
    config: read,
    schema: {
      tags,
      summary: "The file as the bank sent it",
      params: contract.StatementPath,
      response: { 200: fileOf(BYTES, "The bytes of the file.") },
    },
    handler: async ({ ctx, params }, reply) => {
      const file = found(await ctx.transaction((tx) => findStatementFile(tx, params.statement)), {
        code: "statements.not_found",
        statement: params.statement,
      } satisfies StatementRefusal);
      return reply
        .header("content-type", BYTES)
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(file.body);
    },
  });

  app.route({
    method: "POST",
    url: "/api/statements/matches",
    config: take,
    schema: {
      tags,
      summary: "Look again for the registries of money that waits for them",
      description: "Books nothing; doing it twice finds nothing more.",
      response: { 200: contract.MatchedResponse },
    },
    handler: ({ ctx, id }) =>
      audited(
        ctx,
        ({ matched, confirmed }: { matched: number; confirmed: number }) => ({
          action: "statement.lines_matched",
          subject: "statement lines",
          data: { matched, confirmed },
          requestId: id,
        }),
        async (inner) => ({ ...(await matchAwaiting(inner)), ...(await confirmOrders(inner)) }),
      ),
  });

  app.route({
    method: "GET",
    url: "/api/statements/lines/:line/candidates",
    config: read,
    schema: {
      tags,
      summary: "Registries that money which waits may be of",
      params: contract.LinePath,
      response: { 200: contract.LineCandidatesResponse },
    },
    handler: async ({ ctx, params }) => {
      const line = params.line as StatementLineId;
      const candidates = granted(await candidatesOfLine(ctx, { line, limit: CANDIDATES_MAX }));
      const { agents, lines } = await ctx.transaction(async (tx) => ({
        agents: new Map((await listAgents(tx)).map((agent) => [agent.id, agent.name])),
        lines: await listStatementLines(tx, { lines: [line], limit: 1 }),
      }));
      return {
        amount: must(lines[0], "a line with candidates").amount,
        candidates: candidates.map(
          ({ registry: { registry, agent, document, day, total, net }, reasons }) => ({
            registry,
            document,
            agentName: agents.get(agent) ?? "",
            day,
            total,
            net,
            reasons: [...reasons],
          }),
        ),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/statements/lines/:line/registries",
    config: take,
    schema: {
      tags,
      summary: "Say of which registries a line is the money",
      description: "Nothing is posted: registries book their own lines.",
      params: contract.LinePath,
      body: contract.ChooseRegistriesRequest,
      response: { 201: contract.ChosenResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const parts = await audited(
        ctx,
        () => ({
          action: "statement.registries_chosen",
          subject: `statement line ${params.line}`,
          data: { registries: body.registries.join(", ") },
          requestId: id,
        }),
        async (inner) =>
          granted(await chooseRegistries(inner, { line: params.line as StatementLineId, ...body })),
      );
      return reply.code(201).send({
        parts: parts.flatMap(({ registry, amount }) =>
          registry === undefined ? [] : [{ registry, amount }],
        ),
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/orders/:order/debits",
    config: { permission: "orders.send" },
    schema: {
      tags: ["settlements"],
      summary: "Lines of statements by which an order may have been carried out",
      params: contract.OrderDebitsPath,
      response: { 200: contract.OrderDebitsResponse },
    },
    handler: async ({ ctx, params }) => ({
      debits: granted(await debitCandidates(ctx, params.order)).map(({ line, document, agrees }) => ({
        line: line.id,
        statement: line.statement,
        date: line.date,
        number: line.number,
        amount: line.amount,
        receiverName: line.counterparty.name,
        purpose: line.purpose,
        document,
        agrees: [...agrees],
      })),
    }),
  });

  app.route({
    method: "GET",
    url: "/api/bank-accounts",
    config: read,
    schema: {
      tags,
      summary: "Accounts at banks whose statements are taken",
      response: { 200: contract.BankAccountsResponse },
    },
    handler: async ({ ctx }) => ({ accounts: await ctx.transaction((tx) => listBankAccounts(tx)) }),
  });

  app.route({
    method: "POST",
    url: "/api/bank-accounts",
    config: take,
    schema: {
      tags,
      summary: "Write down an account at a bank that no requisites have",
      description:
        "The special account of a paying agent (103-FZ art. 4). Those of the requisites are known by themselves.",
      body: contract.BankAccountRequest,
      response: { 201: contract.BankAccountResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const account = await audited(
        ctx,
        () => ({
          action: "bank_account.registered",
          subject: `bank account ${body.account}`,
          data: { organization: body.organization },
          requestId: id,
        }),
        async (inner) =>
          granted(
            await registerBankAccount(inner, { ...body, organization: body.organization as OrganizationId }),
          ),
      );
      return reply.code(201).send(account);
    },
  });
}
