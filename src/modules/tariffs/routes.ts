import type { z } from "zod";
import { must } from "#core/assert";
import type { BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { audited } from "#modules/access";
import { findAccountsByNumber } from "#modules/accounts";
import { found, granted, type Http } from "#platform/http";
import { valuesInForce } from "./actions.ts";
import * as contract from "./contract.ts";
import {
  correctStated,
  type EndedValue,
  endValue,
  type Matrix,
  type NamedObject,
  serviceCodes,
  setValue,
  type StatedOwner,
  type StatedValue,
  tariffMatrix,
  type Timeline,
  tryValue,
  valueTimeline,
} from "./matrix.ts";
import { type Level, PARAMETERS } from "./model.ts";
import * as store from "./store.ts";
import type { OwnedValue } from "./store.ts";

/** Services, and the tariffs and norms in force, by the same resolver that charges. */
export async function tariffRoutes(app: Http): Promise<void> {
  const tags = ["tariffs"];
  const config = { permission: "tariffs.read" } as const;

  app.route({
    method: "GET",
    url: "/api/tariffs/services",
    config,
    schema: { tags, summary: "Services", response: { 200: contract.ServicesResponse } },
    handler: async ({ ctx }) => ({ services: await ctx.transaction((tx) => store.listServices(tx)) }),
  });

  app.route({
    method: "GET",
    url: "/api/tariffs/in-force",
    config,
    schema: {
      tags,
      summary: "What a building or an account is charged by on a day",
      querystring: contract.InForceQuery,
      response: { 200: contract.InForceResponse },
    },
    handler: async ({ ctx, query }) => {
      const building = query.building as BuildingId;
      const on = query.on ?? ctx.today;
      const account = query.account === undefined ? undefined : await placeOf(query.account);
      const services = granted(await valuesInForce(ctx, { building, account, on }));
      const codes = new Map(
        (await ctx.transaction((tx) => store.listServices(tx))).map((service) => [service.id, service.code]),
      );
      return {
        on,
        services: services.map(({ terms, values }) => ({
          service: terms.service,
          code: must(codes.get(terms.service), "the service of the terms"),
          provider: terms.provider,
          method: terms.method,
          from: terms.from,
          to: terms.to,
          values: values.map(({ parameter, variant, zone, inForce }) => ({
            parameter,
            variant,
            zone,
            from: inForce.from,
            to: inForce.to,
            level: must(inForce.values[0], "a value in force").level,
            ranges: inForce.values.map(({ rangeFrom, value, basis }) => ({ above: rangeFrom, value, basis })),
          })),
        })),
      };

      async function placeOf(number: string) {
        const [at] = await ctx.transaction((tx) => findAccountsByNumber(tx, [number]));
        const here = at?.building === building ? at.account : undefined;
        return found(here, { code: "accounts.account_not_found", number });
      }
    },
  });

  app.route({
    method: "GET",
    url: "/api/tariffs/matrix",
    config,
    schema: {
      tags,
      summary: "Tariffs or norms on a day, by whose they are",
      querystring: contract.MatrixQuery,
      response: { 200: contract.MatrixResponse },
    },
    handler: async ({ ctx, query }) => {
      const on = query.on ?? ctx.today;
      const organization = query.organization as OrganizationId | undefined;
      const building = query.building as BuildingId | undefined;
      return {
        on,
        ...matrixResponse(await tariffMatrix(ctx, { kind: query.kind, on, organization, building })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/tariffs/values",
    config,
    schema: {
      tags,
      summary: "What a tariff or norm was, is and will be, at each level",
      querystring: contract.TimelineQuery,
      response: { 200: contract.TimelineResponse },
    },
    handler: async ({ ctx, query }) => {
      const { service, parameter, ...owner } = query;
      return timelineResponse(
        granted(await valueTimeline(ctx, { service, parameter, owner: ownerIn(owner) })),
      );
    },
  });

  app.route({
    method: "POST",
    url: "/api/tariffs/values/impact",
    config: { permission: "tariffs.set" },
    schema: {
      tags,
      summary: "Whom a new value would concern",
      description: "The value is tried and taken back: what is refused here would be refused when set.",
      body: contract.SetValueRequest,
      response: { 200: contract.ImpactResponse },
    },
    handler: async ({ ctx, body }) => granted(await tryValue(ctx, valueIn(body))),
  });

  app.route({
    method: "POST",
    url: "/api/tariffs/values",
    config: { permission: "tariffs.set" },
    schema: {
      tags,
      summary: "Set a value from a day on",
      description: "The one that runs ends on that day. The same again changes nothing.",
      body: contract.SetValueRequest,
      response: { 200: contract.ValueSetResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => auditOf("tariff.set", body, id),
        async (inner) => granted(await setValue(inner, valueIn(body))),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/tariffs/values/correct",
    config: { permission: "tariffs.set" },
    schema: {
      tags,
      summary: "Correct a value that was recorded in error, from its very day on",
      description:
        "What it was stays on record with the reason; months charged by it are marked for the next run.",
      body: contract.CorrectValueRequest,
      response: { 200: contract.ValueCorrectedResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => auditOf("tariff.corrected", body, id),
        async (inner) =>
          granted(
            await correctStated(inner, { ...valueIn({ ...body, to: undefined }), reason: body.reason }),
          ),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/tariffs/values/end",
    config: { permission: "tariffs.set" },
    schema: {
      tags,
      summary: "Return to the value above from a day on",
      body: contract.EndValueRequest,
      response: { 200: contract.EndedResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => auditOf("tariff.ended", body, id),
        async (inner) => granted(await endValue(inner, endIn(body))),
      ),
  });
}

type OwnerIn = {
  readonly level: Level;
  readonly organization?: number | undefined;
  readonly building?: number | undefined;
  readonly account?: string | undefined;
};
const ownerIn = (of: OwnerIn): StatedOwner => ({
  level: of.level,
  organization: of.organization as OrganizationId | undefined,
  building: of.building as BuildingId | undefined,
  account: of.account,
});

type SetIn = z.output<typeof contract.SetValueRequest>;
type EndIn = z.output<typeof contract.EndValueRequest>;
type CorrectIn = z.output<typeof contract.CorrectValueRequest>;
const providerIn = (of: SetIn | EndIn) => of.provider as OrganizationId | undefined;

const valueIn = (body: SetIn): StatedValue => {
  const { service, parameter, variant, zone, value, from, to, basis } = body;
  const what = { service, parameter, variant, zone, value, from, to, basis };
  return { ...what, ...ownerIn(body), provider: providerIn(body), rangeFrom: body.above };
};

const endIn = (body: EndIn): EndedValue => {
  const { service, parameter, variant, zone, on } = body;
  return { service, parameter, variant, zone, on, ...ownerIn(body), provider: providerIn(body) };
};

/** Who set what is asked by the tariff's name; the document is the reason. */
const auditOf = (action: string, body: SetIn | EndIn | CorrectIn, requestId: string) => ({
  action,
  subject: `tariff ${body.service} ${body.parameter}`,
  organization: body.organization as OrganizationId | undefined,
  data: Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === "bigint" ? String(value) : value]],
    ),
  ),
  requestId,
});

const namedResponse = ({ level, organization, building, account, name }: NamedObject) => ({
  level,
  organization: organization === 0 ? undefined : organization,
  building: building === 0 ? undefined : building,
  account: account === 0 ? undefined : name,
  name,
});

function matrixResponse({ services, lines }: Matrix) {
  const codes = serviceCodes(services);
  const codeOf = (service: ServiceId): string => must(codes.get(service), "the service of the cell");
  const keys = new Set(
    lines.flatMap(({ cells }) => cells.map(({ service, parameter }) => `${service}|${parameter}`)),
  );
  return {
    columns: services.flatMap(({ id, code, unit, nameRu, nameEn }) =>
      PARAMETERS.filter((parameter) => keys.has(`${id}|${parameter}`)).map((parameter) => ({
        service: code,
        parameter,
        unit,
        nameRu,
        nameEn,
      })),
    ),
    lines: lines.map((line) => ({
      ...namedResponse(line),
      cells: line.cells.map(({ service, parameter, level, value, more, overridden }) => ({
        service: codeOf(service),
        parameter,
        level,
        value: value.value,
        variant: value.variant,
        from: value.from,
        to: value.to,
        basis: value.basis,
        more,
        overridden,
      })),
    })),
  };
}

const timelineValue = (of: OwnedValue) => ({
  ...of,
  above: of.rangeFrom,
  provider: of.provider === 0 ? undefined : of.provider,
});

const timelineResponse = ({ service, parameter, levels, beneath }: Timeline) => ({
  service: service.code,
  parameter,
  unit: service.unit,
  nameRu: service.nameRu,
  nameEn: service.nameEn,
  levels: levels.map((at) => ({
    ...namedResponse(at),
    values: at.values.map((value) => ({ ...timelineValue(value), was: [...value.was] })),
  })),
  beneath: beneath.map((at) => ({ ...namedResponse(at), value: timelineValue(at.value) })),
});
