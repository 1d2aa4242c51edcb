import { must } from "#core/assert";
import type { RunId } from "#core/ids";
import { parseMoney } from "#core/money";
import type { Period } from "#core/period";
import {
  chargingWords,
  type ExplanationNode,
  explanationSentence,
  FORMULAS,
  lawWords,
  noteWords,
  sourceWords,
  documentOf,
} from "#modules/charging";
import type { Ctx } from "#platform/context";
import { granted, type Http, type Language } from "#platform/http";
import * as contract from "./contract.ts";
import type { ComparedWith } from "./compare-charges.ts";
import { placeInLaw } from "./law-place.ts";
import { explainCharges, type ExplainedService } from "./explain.ts";

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
      querystring: contract.ExplanationQuery,
      response: { 200: contract.ExplanationResponse },
    },
    handler: ({ ctx, params, query, language }) => explained(ctx, { ...params, ...query, language }),
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/charges/:period/:service/explanation",
    config,
    schema: {
      ...common,
      summary: "Explain one service's charge of a month",
      params: contract.ServiceExplanationPath,
      querystring: contract.ExplanationQuery,
      response: { 200: contract.ExplanationResponse },
    },
    handler: ({ ctx, params, query, language }) => explained(ctx, { ...params, ...query, language }),
  });
}

interface Asked {
  readonly number: string;
  readonly period: Period;
  readonly service?: string;
  readonly compare?: ComparedWith | undefined;
  readonly run?: number | undefined;
  readonly language: Language;
}

async function explained(ctx: Ctx, of: Asked) {
  const { language } = of;
  const { services, compared, providers } = granted(
    await explainCharges(ctx, {
      account: of.number,
      period: of.period,
      service: of.service,
      compare: of.compare,
      run: of.run as RunId | undefined,
    }),
  );
  return {
    account: of.number,
    period: of.period,
    comparison: compared && { ...compared, steps: [...compared.steps] },
    services: services.map((one) => serviceExplained(one, { other: compared?.with, providers, language })),
  };
}

function serviceExplained(
  { service, explanation, compared }: ExplainedService,
  { other, ...telling }: { other: Period | undefined } & Telling,
) {
  const { language } = telling;
  const name = language === "ru" ? service.nameRu : service.nameEn;
  const { building } = explanation;
  return {
    service: service.code,
    name,
    unit: service.unit,
    sentence: explanationSentence(explanation, language, name),
    amount: must(parseMoney(explanation.amount), "an amount of the workings"),
    lines: explanation.lines.map((line) => ({
      ...line,
      law: { ...lawWords(line.formula, language), place: placeInLaw(FORMULAS[line.formula].law) },
    })),
    workings: told(explanation.root, compared?.earlier?.root, telling),
    building: building && { ...building },
    comparison:
      compared && other !== undefined
        ? { with: other, before: compared.before, after: compared.after, steps: [...compared.steps] }
        : undefined,
  };
}

type Told = Omit<ExplanationNode, "children" | "recorded"> & {
  readonly label: string;
  readonly noteText: string | undefined;
  readonly unitText: string | undefined;
  readonly sourceText: string | undefined;
  readonly basis: string | undefined;
  readonly ruleText: string | undefined;
  /** The value of the same step in the other month, where it differs. */
  readonly was: string | undefined;
  readonly recordedAt: string | undefined;
  readonly recordedBy: string | undefined;
  children: Told[];
};

interface Telling {
  readonly language: Language;
  readonly providers: ReadonlyMap<number, string>;
}

/** Dials run on: that they show another number than a month ago says nothing. */
const ALWAYS_OTHER: ReadonlySet<string> = new Set(["reading_before", "reading_after"]);

/** Each step in the reader's language, and beside the same step of another month. */
function told(node: ExplanationNode, earlier: ExplanationNode | undefined, telling: Telling): Told {
  const { language } = telling;
  const words = chargingWords[language];
  const { recorded, ...step } = node;
  // A step's twin is the next one of its name: meters come in the order of the building's facts in both months.
  const free = [...(earlier?.children ?? [])];
  const twinOf = (child: ExplanationNode): ExplanationNode | undefined => {
    const at = free.findIndex((one) => one.name === child.name && one.note === child.note);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  };
  return {
    ...step,
    label: words.names[node.name],
    noteText: node.note === undefined ? undefined : noteWords(node, language, telling.providers),
    unitText: node.unit && words.units[node.unit],
    sourceText: node.source === undefined ? undefined : sourceWords(node.source, language),
    basis: node.source === undefined ? undefined : documentOf(node.source),
    ruleText: node.rule && words.rules[node.rule],
    was:
      earlier?.value !== undefined && earlier.value !== node.value && !ALWAYS_OTHER.has(node.name)
        ? earlier.value
        : undefined,
    recordedAt: recorded?.at.toISOString(),
    recordedBy: recorded?.by,
    children: node.children.map((child) => told(child, twinOf(child), telling)),
  };
}
