import type { z } from "zod";
import { type AuditEntry, audited } from "#modules/access";
import { granted, type Http } from "#platform/http";
import {
  approveFormula,
  formulaVersions,
  listFormulas,
  retireFormula,
  type Written,
  writeFormula,
} from "./actions.ts";
import * as contract from "./contract.ts";
import type { CaseResult, FormulaVersion } from "./model.ts";
import { resultsOf } from "./rules/cases.ts";
import { CATALOGUE } from "./rules/catalogue.ts";
import { compileFormula } from "./rules/compile.ts";
import { printFormula } from "./rules/print.ts";
import { faultSentence, unitCode, unitWords } from "./words.ts";

/** The center's own formulas: written, tried on their cases, approved by a second person. */
export async function formulaRoutes(app: Http): Promise<void> {
  const tags = ["formulas"];
  const config = { permission: "formulas.read" } as const;

  app.route({
    method: "GET",
    url: "/api/formulas/catalogue",
    config,
    schema: {
      tags,
      summary: "What a formula may ask for",
      querystring: contract.CatalogueQuery,
      response: { 200: contract.CatalogueResponse },
    },
    handler: ({ query, language }) => ({
      unit: query.unit,
      inputs: CATALOGUE.map((input) => ({
        code: input.code,
        nameRu: input.nameRu,
        kind: input.kind,
        unit: unitCode(input.dimension(query.unit)),
        unitText: input.kind === "yes_no" ? "" : unitWords(input.dimension(query.unit), language),
        sign: input.sign,
        description: language === "ru" ? input.descriptionRu : input.descriptionEn,
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/formulas/check",
    config,
    schema: {
      tags,
      summary: "Read a formula and try it on its cases",
      description: "Nothing is saved: an editor asks after each pause.",
      body: contract.CheckRequest,
      response: { 200: contract.CheckResponse },
    },
    handler: ({ body, language }) => {
      const compiled = compileFormula(body.text, body);
      if (!compiled.ok) {
        const faults = compiled.faults.map((fault) => ({
          code: fault.code,
          at: fault.at,
          length: fault.length,
          sentence: faultSentence(fault, language),
        }));
        return { faults, inputs: [], cases: [] };
      }
      const { tree, inputs } = compiled.value;
      return {
        faults: [],
        inputs: [...inputs],
        textRu: printFormula(tree, "ru"),
        textEn: printFormula(tree, "en"),
        cases: resultsOf(compiled.value, body).map(resultResponse),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/formulas",
    config,
    schema: { tags, summary: "The center's own formulas", response: { 200: contract.FormulasResponse } },
    handler: async ({ ctx }) => ({ formulas: (await listFormulas(ctx)).map(summaryOf) }),
  });

  app.route({
    method: "GET",
    url: "/api/formulas/:code",
    config,
    schema: {
      tags,
      summary: "A formula with its versions",
      params: contract.FormulaParams,
      response: { 200: contract.FormulaResponse },
    },
    handler: async ({ ctx, params }) => ({
      code: params.code,
      versions: granted(await formulaVersions(ctx, params.code)).map((of) => ({
        ...summaryOf(of),
        text: of.text,
        note: of.note,
        cases: of.cases.map(({ name, inputs, expected }) => ({ name, inputs, expected: String(expected) })),
        approvedAt: of.approvedAt,
        approvedBy: of.approvedByName,
        retiredAt: of.retiredAt,
        retiredBy: of.retiredByName,
        retiredFor: of.retiredFor,
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/formulas/:code/versions",
    config: { permission: "formulas.write" },
    schema: {
      tags,
      summary: "Write a formula, or its next version",
      params: contract.FormulaParams,
      body: contract.WriteRequest,
      response: { 201: contract.WrittenResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const written = await audited(
        ctx,
        ({ version }: Written) => auditOf("formula.written", params.code, version, id, { title: body.title }),
        async (inner) => granted(await writeFormula(inner, { ...body, formula: params.code })),
      );
      return reply.code(201).send({
        code: params.code,
        version: written.version,
        cases: written.cases.map(resultResponse),
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/formulas/:code/versions/:version/approval",
    config: { permission: "formulas.approve" },
    schema: {
      tags,
      summary: "Approve a version as the second person",
      params: contract.VersionParams,
      response: { 201: contract.StateResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const approved = await audited(
        ctx,
        () => auditOf("formula.approved", params.code, params.version, id, {}),
        async (inner) =>
          granted(await approveFormula(inner, { formula: params.code, version: params.version })),
      );
      return reply.code(201).send(stateOf(approved));
    },
  });

  app.route({
    method: "POST",
    url: "/api/formulas/:code/versions/:version/retirement",
    config: { permission: "formulas.approve" },
    schema: {
      tags,
      summary: "Take a version out of use",
      description: "Methods that have chosen it go on by it until they are ended.",
      params: contract.VersionParams,
      body: contract.RetireRequest,
      response: { 201: contract.StateResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const retired = await audited(
        ctx,
        () => auditOf("formula.retired", params.code, params.version, id, { reason: body.reason }),
        async (inner) =>
          granted(
            await retireFormula(inner, {
              formula: params.code,
              version: params.version,
              reason: body.reason,
            }),
          ),
      );
      return reply.code(201).send(stateOf(retired));
    },
  });
}

const summaryOf = (of: FormulaVersion) => ({
  code: of.formula,
  version: of.version,
  title: of.title,
  unit: of.unit,
  gives: of.gives,
  state: of.state,
  writtenAt: of.writtenAt,
  writtenBy: of.writtenByName,
});

const stateOf = (of: FormulaVersion): z.output<typeof contract.StateResponse> => ({
  code: of.formula,
  version: of.version,
  state: of.state,
});

const resultResponse = ({ name, expected, found, passes }: CaseResult) => ({
  name,
  expected: String(expected),
  found: String(found),
  passes,
});

/** Who wrote and approved what is asked by the formula's code. */
const auditOf = (
  action: string,
  code: string,
  version: number,
  requestId: string,
  data: Readonly<Record<string, string>>,
): AuditEntry => ({ action, subject: `formula ${code}`, data: { version, ...data }, requestId });
