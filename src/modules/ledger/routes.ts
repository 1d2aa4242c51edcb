import { addMonths, periodOf } from "#core/period";
import { findAccountsByNumber } from "#modules/accounts";
import { basisOf, formulaOf } from "#modules/charging";
import { findOrganizations } from "#modules/organizations";
import { listServices } from "#modules/tariffs";
import { found, type Http } from "#platform/http";
import * as contract from "./contract.ts";
import { KINDS } from "./model.ts";
import { listLines, listStatement, listStatementServices, type StatementLine } from "./statement.ts";

const KIND_NAMES = new Map<number, string>(Object.entries(KINDS).map(([name, kind]) => [kind, name]));

/** The statement of an account: month, then service, then line. */
export async function ledgerRoutes(app: Http): Promise<void> {
  const tags = ["accounts"];
  const config = { permission: "accounts.read" } as const;

  app.route({
    method: "GET",
    url: "/api/accounts/:number/statement",
    config,
    schema: {
      tags,
      summary: "Statement of an account by month",
      params: contract.StatementPath,
      querystring: contract.StatementQuery,
      response: { 200: contract.StatementResponse },
    },
    handler: ({ ctx, params, query }) =>
      ctx.transaction(async (tx) => {
        const { building, account } = found(
          (await findAccountsByNumber(tx, [params.number]))[0],
          notFound(params.number),
        );
        const through = query.to ?? periodOf(ctx.today);
        const from = query.from ?? addMonths(through, -12);
        const months = await listStatement(tx, { building, account, from, through });
        return { account: params.number, today: ctx.today, months };
      }),
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/statement/:period",
    config,
    schema: {
      tags,
      summary: "One month of the statement by service and line",
      params: contract.StatementMonthPath,
      response: { 200: contract.StatementMonthResponse },
    },
    handler: ({ ctx, params, language }) =>
      ctx.transaction(async (tx) => {
        const { building, account } = found(
          (await findAccountsByNumber(tx, [params.number]))[0],
          notFound(params.number),
        );
        const { period } = params;
        const names = new Map((await listServices(tx)).map((service) => [service.id as number, service]));
        const services = await listStatementServices(tx, { building, account, period });
        const lines = Map.groupBy(
          await listLines(tx, { buildings: [building], account, period }),
          (line) => `${line.service}|${line.provider}`,
        );
        const providers = new Map(
          (
            await findOrganizations(
              tx,
              services.flatMap(({ provider }) => (provider === 0 ? [] : [provider])),
            )
          ).map((one) => [one.id as number, one.name]),
        );
        return {
          account: params.number,
          period,
          services: services.map((one) => {
            const service = names.get(one.service);
            const name = language === "ru" ? service?.nameRu : service?.nameEn;
            return {
              ...one,
              code: service?.code ?? "ADVANCE",
              name: name ?? (language === "ru" ? "Аванс" : "Advance"),
              unit: service?.unit,
              providerName: providers.get(one.provider) ?? "",
              lines: (lines.get(`${one.service}|${one.provider}`) ?? []).map(lineResponse),
            };
          }),
        };
      }),
  });
}

const notFound = (number: string) => ({ code: "accounts.account_not_found", number });

/** Only charges have a formula and a basis; payments have a sum. */
function lineResponse(line: StatementLine) {
  const { document, lineNo, kind, chargedFor, part, volume, rate, amount } = line;
  return {
    document,
    line: lineNo,
    kind: KIND_NAMES.get(kind) ?? String(kind),
    chargedFor,
    part,
    formula: line.formula === 0 ? undefined : formulaOf(line.formula),
    basis: line.formula === 0 ? undefined : basisOf(line.basis),
    volume,
    rate,
    amount,
  };
}
