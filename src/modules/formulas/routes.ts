import type { z } from "zod";
import { must } from "#core/assert";
import type { BuildingId, OrganizationId } from "#core/ids";
import { type AuditEntry, audited } from "#modules/access";
import type { Method } from "#modules/tariffs";
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
import { calculationMethods, endMethod, setMethod, type StatedMethod } from "./methods.ts";
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
    handler: async ({ ctx }) => ({
      formulas: (await listFormulas(ctx)).map((of) => ({
        ...summaryOf(of),
        approvedBy: of.approvedByName,
      })),
    }),
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

/** How services are calculated where it was decided otherwise than their terms say. */
export async function methodRoutes(app: Http): Promise<void> {
  const tags = ["formulas"];

  app.route({
    method: "GET",
    url: "/api/formulas/methods",
    config: { permission: "formulas.read" },
    schema: {
      tags,
      summary: "Calculation methods, by whose they are",
      querystring: contract.MethodsQuery,
      response: { 200: contract.MethodsResponse },
    },
    handler: async ({ ctx, query }) => {
      const { methods, services } = granted(await calculationMethods(ctx, query));
      const codes = new Map(services.map((service) => [service.id, service.code]));
      return {
        methods: methods.map((of) => ({
          level: of.level,
          organization: of.organization === 0 ? undefined : of.organization,
          building: of.building === 0 ? undefined : of.building,
          account: of.account === 0 ? undefined : of.name,
          name: of.name,
          service: must(codes.get(of.service), "the service of the method"),
          method: of.method,
          formula: of.formula,
          volume: of.volume,
          missing: of.missing,
          area: of.area,
          rounding: of.rounding,
          from: of.from,
          to: of.to,
          basis: of.basis,
          recordedAt: of.recordedAt,
        })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/formulas/methods",
    config: { permission: "methods.set" },
    schema: {
      tags,
      summary: "Decide from a day on how a service is calculated",
      description: "The decision that runs ends on that day. The same again changes nothing.",
      body: contract.SetMethodRequest,
      response: { 200: contract.MethodSetResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => methodAudit("method.set", body, id),
        async (inner) => granted(await setMethod(inner, methodIn(body))),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/formulas/methods/end",
    config: { permission: "methods.set" },
    schema: {
      tags,
      summary: "Return to what holds above from a day on",
      body: contract.EndMethodRequest,
      response: { 200: contract.MethodSetResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => methodAudit("method.ended", body, id),
        async (inner) => {
          const { level, account, service, on } = body;
          const owner = { level, account, ...placeIn(body) };
          return { added: 0, ...granted(await endMethod(inner, { ...owner, service, on })) };
        },
      ),
  });
}

type SetIn = z.output<typeof contract.SetMethodRequest>;
type EndIn = z.output<typeof contract.EndMethodRequest>;

const placeIn = (of: {
  readonly organization?: number | undefined;
  readonly building?: number | undefined;
}) => ({
  organization: of.organization as OrganizationId | undefined,
  building: of.building as BuildingId | undefined,
});

const methodIn = (body: SetIn): StatedMethod => ({
  ...body,
  ...placeIn(body),
  // Whether the law knows it is judged by the deed.
  method: body.method as Method | undefined,
  formula: body.formula,
});

/** Who decided what is asked by the service; the document is the reason. */
const methodAudit = (action: string, body: SetIn | EndIn, requestId: string): AuditEntry => ({
  action,
  subject: `method ${body.service}`,
  organization: body.organization as OrganizationId | undefined,
  data: Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name, typeof value === "object" ? `${value.code}@${value.version}` : value]],
    ),
  ),
  requestId,
});

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
