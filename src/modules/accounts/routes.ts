import { recordAudit } from "#modules/access";
import { granted, type Http } from "#platform/http";
import { findAccounts, getAccount } from "./actions.ts";
import * as contract from "./contract.ts";

/** Personal accounts. Who read whose card is recorded: it has a person's data on it (152-FZ, article 19). */
export async function accountRoutes(app: Http): Promise<void> {
  const tags = ["accounts"];
  const config = { permission: "accounts.read" } as const;

  app.route({
    method: "GET",
    url: "/api/accounts",
    config,
    schema: {
      tags,
      summary: "Find accounts by anything typed",
      querystring: contract.AccountsQuery,
      response: { 200: contract.AccountsResponse },
    },
    handler: async ({ ctx, query }) => ({ accounts: await findAccounts(ctx, query.q, query.limit) }),
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number",
    config,
    schema: {
      tags,
      summary: "An account's card",
      description: "Closed accounts are shown, too. The reading is recorded in the audit trail.",
      params: contract.AccountPath,
      response: { 200: contract.AccountResponse },
    },
    handler: async ({ ctx, params, id }) => {
      const { residents, states, ...card } = granted(await getAccount(ctx, params.number));
      await recordAudit(ctx, { action: "account.read", subject: `account ${card.number}`, requestId: id });
      return { ...card, residents: [...residents], states: [...states] };
    },
  });
}
