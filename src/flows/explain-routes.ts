import { must } from "#core/assert";
import { parseMoney } from "#core/money";
import type { Period } from "#core/period";
import { chargingWords, type ExplanationNode, explanationSentence } from "#modules/charging";
import type { Ctx } from "#platform/context";
import { granted, type Http, type Language } from "#platform/http";
import * as contract from "./contract.ts";
import { explainCharges } from "./explain.ts";

/** Why an amount is what it is. */
export async function explainRoutes(app: Http): Promise<void> {
  const common = { tags: ["accounts"] };
  const config = { permission: "accounts.read" } as const;

  app.route({
    method: "GET",
    url: "/api/accounts/:number/charges/:period/explanation",
    config,
    schema: {
      ...common,
      summary: "Explain all charges of a month",
      params: contract.ExplanationPath,
      response: { 200: contract.ExplanationResponse },
    },
    handler: ({ ctx, params, language }) => explained(ctx, { ...params, language }),
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/charges/:period/:service/explanation",
    config,
    schema: {
      ...common,
      summary: "Explain one service's charge of a month",
      params: contract.ServiceExplanationPath,
      response: { 200: contract.ExplanationResponse },
    },
    handler: ({ ctx, params, language }) => explained(ctx, { ...params, language }),
  });
}

async function explained(
  ctx: Ctx,
  of: { number: string; period: Period; service?: string; language: Language },
) {
  const services = granted(
    await explainCharges(ctx, { account: of.number, period: of.period, service: of.service }),
  );
  return {
    account: of.number,
    period: of.period,
    services: services.map(({ service, explanation }) => ({
      service: service.code,
      sentence: explanationSentence(
        explanation,
        of.language,
        of.language === "ru" ? service.nameRu : service.nameEn,
      ),
      amount: must(parseMoney(explanation.amount), "an amount of the workings"),
      lines: [...explanation.lines],
      workings: labelled(explanation.root, of.language),
    })),
  };
}

type Labelled = Omit<ExplanationNode, "children"> & { readonly label: string; children: Labelled[] };

/** Each step with its word in the reader's language. */
const labelled = (node: ExplanationNode, language: Language): Labelled => ({
  ...node,
  label: chargingWords[language].names[node.name],
  children: node.children.map((child) => labelled(child, language)),
});
