import { must } from "#core/assert";
import type { BuildingId, OrganizationId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import { refuse, type Result } from "#core/result";
import { JobResponse } from "#contracts/access";
import { audited, beginJob, recordAudit } from "#modules/access";
import { type AddressRefusal, findVisibleBuildings, listPremises } from "#modules/addresses";
import { type Identifier, gisStore as store } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import { found, granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import * as contract from "./gis-contract.ts";
import * as gis from "./gis-exchange.ts";
import { identifiersFile, type ReviewedIdentifiers, takeIdentifiers } from "./gis-identifiers.ts";
import { describedItems, listStandings, workbookOf } from "./gis-standing.ts";
import { identifierFaultSentence } from "./gis-words.ts";

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ANSWER_BYTES_MAX = 64 * 1_048_576;

/** The exchange with the state system by hand: messages are taken out as files, answers are put in. */
export async function gisRoutes(app: Http): Promise<void> {
  const tags = ["gis"];
  const config = { permission: "gis.exchange" } as const;

  app.route({
    method: "GET",
    url: "/api/gis/packages",
    config,
    schema: {
      tags,
      summary: "Messages to the state system, newest first",
      querystring: contract.PackagesQuery,
      response: { 200: contract.PackagesResponse },
    },
    handler: async ({ ctx, query }) => ({
      packages: await ctx.transaction((tx) =>
        store.listPackages(tx, {
          organization: query.organization as OrganizationId | undefined,
          limit: 200,
        }),
      ),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/gis/packages",
    config,
    schema: {
      tags,
      summary: "Make messages of what the system does not know yet",
      description: "Safe to repeat: what was told and not refused is not told again.",
      body: contract.MakeRequest,
      response: { 201: contract.MadeResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const made = await audited(
        ctx,
        ({ things }: gis.MadePackages) => ({
          action: "gis.packages_made",
          subject: `${body.kind} ${body.period ?? ""}`.trim(),
          organization: body.organization as OrganizationId,
          data: { things: String(things) },
          requestId: id,
        }),
        async (inner) => granted(await make(inner, body)),
      );
      return reply.code(201).send({ ...made, packages: [...made.packages] });
    },
  });

  app.route({
    method: "GET",
    url: "/api/gis/packages/:package/file",
    config,
    schema: {
      tags,
      summary: "A message as a file",
      params: contract.PackagePath,
      response: { 200: fileOf("application/xml", "By the public schemas, not signed.") },
    },
    handler: async ({ ctx, params }, reply) => {
      const xml = await ctx.transaction((tx) => store.findPackageXml(tx, params.package));
      return reply
        .header("content-disposition", `attachment; filename="gis-${params.package}.xml"`)
        .type("application/xml")
        .send(found(xml, { code: "gis.package_not_found", package: params.package }));
    },
  });

  app.route({
    method: "GET",
    url: "/api/gis/packages/:package/items",
    config,
    schema: {
      tags,
      summary: "What a message holds, and what became of each thing",
      params: contract.PackagePath,
      response: { 200: contract.ItemsResponse },
    },
    handler: async ({ ctx, params }) => granted(await describedItems(ctx, params)),
  });

  app.route({
    method: "GET",
    url: "/api/gis/packages/:package/workbook",
    config,
    schema: {
      tags,
      summary: "A message as a workbook of the system's import template",
      params: contract.PackagePath,
      response: {
        200: fileOf(WORKBOOK, "Sheets of the template, with empty columns for what the system answers."),
      },
    },
    handler: async ({ ctx, params }, reply) =>
      reply
        .header("content-disposition", `attachment; filename="gis-${params.package}.xlsx"`)
        .type(WORKBOOK)
        .send(Buffer.from(granted(await workbookOf(ctx, params)))),
  });

  app.route({
    method: "POST",
    url: "/api/gis/packages/:package/leaving-out",
    config,
    schema: {
      tags,
      summary: "Tell again, in the next round, what the answers to a message have left out",
      params: contract.PackagePath,
      response: { 200: contract.LeftOutResponse },
    },
    handler: async ({ ctx, params, id }) =>
      audited(
        ctx,
        ({ leftOut }: { readonly leftOut: number }) => ({
          action: "gis.left_out",
          subject: `package ${params.package}`,
          data: { things: String(leftOut) },
          requestId: id,
        }),
        async (inner) => granted(await gis.leaveOut(inner, params)),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/gis/documents",
    config,
    schema: {
      tags,
      summary: "Make messages of a month's payment documents, as a job",
      description:
        "Some buildings at a time: a job that broke off is begun again and goes on where it was. Its result counts messages, documents and those that wait for their account's identifier.",
      body: contract.DocumentsRequest,
      response: { 202: JobResponse },
    },
    handler: async ({ ctx, body, id, log }, reply) => {
      const organization = body.organization as OrganizationId;
      const job = await beginJob(
        ctx,
        { kind: "gis.documents", subject: `ГИС ЖКХ, ${body.period}`, organization },
        async (progress) => {
          const made = await gis.makeDocuments(
            ctx,
            { organization, period: body.period },
            { onBuildings: progress },
          );
          return made.ok
            ? { ok: true, value: { ...made.value, packages: made.value.packages.length } }
            : made;
        },
        (error) => log.error({ err: error }, "documents for the state system were not made"),
      );
      await recordAudit(ctx, {
        action: "gis.documents_begun",
        subject: `organization ${organization}`,
        organization,
        data: { period: body.period, job: job.id },
        requestId: id,
      });
      return reply.code(202).send(job);
    },
  });

  app.route({
    method: "GET",
    url: "/api/gis/participants",
    config,
    schema: {
      tags,
      summary: "Companies in the exchange: what is known of each, and what is missing",
      response: { 200: contract.ParticipantsResponse },
    },
    handler: async ({ ctx }) => ({ participants: await listStandings(ctx) }),
  });

  app.route({
    method: "GET",
    url: "/api/gis/identifiers/file",
    config,
    schema: {
      tags,
      summary: "Houses, premises and accounts as a workbook to fill in with the system's identifiers",
      querystring: contract.IdentifiersFileQuery,
      response: { 200: fileOf(WORKBOOK, "What is known already stands in it.") },
    },
    handler: async ({ ctx, query, language }, reply) =>
      reply
        .header("content-disposition", `attachment; filename="gis-identifiers-${query.organization}.xlsx"`)
        .type(WORKBOOK)
        .send(
          Buffer.from(
            await identifiersFile(ctx, { organization: query.organization as OrganizationId, language }),
          ),
        ),
  });

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, payload, done) => done(null, payload));
    (scope as Http).route({
      method: "PUT",
      url: "/api/gis/packages/:package/answer",
      bodyLimit: ANSWER_BYTES_MAX,
      config,
      schema: {
        tags,
        summary: "Put in the system's answer to a message",
        description:
          "The body is the XML itself, with its envelope or without, or the workbook that the system has filled in.",
        params: contract.PackagePath,
        response: { 200: contract.AnswerResponse },
      },
      handler: async ({ ctx, params, body, id }) =>
        audited(
          ctx,
          ({ accepted, refused, open }: gis.TakenAnswer) => ({
            action: "gis.answer_taken",
            subject: `package ${params.package}`,
            data: { accepted: String(accepted), refused: String(refused), open: String(open) },
            requestId: id,
          }),
          async (inner) => granted(await gis.takeAnswer(inner, { ...params, answer: bytesOf(body) })),
        ),
    });
    (scope as Http).route({
      method: "POST",
      url: "/api/gis/identifiers/file",
      bodyLimit: ANSWER_BYTES_MAX,
      config: { permission: "gis.settings" },
      schema: {
        tags,
        summary: "Judge a filled-in file of identifiers, and take its sound lines",
        description: "XLSX, or a text with separators. Taking a file twice changes nothing.",
        querystring: contract.TakeIdentifiersQuery,
        response: { 200: contract.ReviewedIdentifiersResponse },
      },
      handler: async ({ ctx, query, body, id, language }) => {
        const reviewed = await audited(
          ctx,
          ({ fresh, changed, taken }: ReviewedIdentifiers) => ({
            action: taken ? "gis.identifiers_taken" : "gis.identifiers_checked",
            subject: `organization ${query.organization}`,
            organization: query.organization as OrganizationId,
            data: { fresh: String(fresh), changed: String(changed) },
            requestId: id,
          }),
          async (inner) =>
            granted(
              await takeIdentifiers(inner, {
                organization: query.organization as OrganizationId,
                file: bytesOf(body),
                take: query.take === "yes",
              }),
            ),
        );
        return {
          ...reviewed,
          refused: reviewed.refused.map((one) => ({
            ...one,
            sentence: identifierFaultSentence(language, one),
          })),
        };
      },
    });
    (scope as Http).route({
      method: "POST",
      url: "/api/gis/notifications",
      bodyLimit: ANSWER_BYTES_MAX,
      config,
      schema: {
        tags,
        summary: "Put in banks' notifications of orders, as the system gives them",
        querystring: contract.NotificationsQuery,
        response: { 200: contract.NotificationsResponse },
      },
      handler: async ({ ctx, query, body }) =>
        granted(
          await gis.takeNotifications(ctx, {
            organization: query.organization as OrganizationId,
            answer: bytesOf(body),
          }),
        ),
    });
  });

  app.route({
    method: "GET",
    url: "/api/gis/settings",
    config,
    schema: {
      tags,
      summary: "Who takes part, and which items of the dictionaries our services are",
      querystring: contract.SettingsQuery,
      response: { 200: contract.SettingsResponse },
    },
    handler: async ({ ctx, query }) =>
      ctx.transaction(async (tx) => ({
        participant: await store.findParticipant(tx, query.organization as OrganizationId),
        services: await store.listMappedServices(tx),
      })),
  });

  app.route({
    method: "PUT",
    url: "/api/gis/settings",
    config: { permission: "gis.settings" },
    schema: {
      tags,
      summary: "Record the participant and the services' items",
      body: contract.SettingsRequest,
      response: { 200: contract.SettingsResponse },
    },
    handler: async ({ ctx, body, id }) =>
      audited(
        ctx,
        () => ({
          action: "gis.settings_kept",
          subject: body.participant ? `organization ${body.participant.organization}` : "services",
          data: { services: String(body.services?.length ?? 0) },
          requestId: id,
        }),
        (inner) =>
          inner.transaction(async (tx) => {
            const participant = body.participant && {
              ...body.participant,
              organization: body.participant.organization as OrganizationId,
            };
            if (participant) await store.keepParticipant(tx, participant);
            await store.keepMappedServices(
              tx,
              (body.services ?? []).map((one) => ({ ...one, service: one.service as ServiceId })),
            );
            return { participant, services: await store.listMappedServices(tx) };
          }),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/gis/identifiers",
    config: { permission: "gis.settings" },
    schema: {
      tags,
      summary: "Record what the system calls houses and premises",
      body: contract.IdentifiersRequest,
      response: { 200: contract.IdentifiersResponse },
    },
    handler: async ({ ctx, body }) => granted(await keepPlaces(ctx, body.identifiers)),
  });
}

type Place = { readonly building: number; readonly premises?: string | undefined; readonly guid: string };

/** All of them, or none with the first place that is not known. */
async function keepPlaces(
  ctx: Ctx,
  places: readonly Place[],
): Promise<Result<{ kept: number }, gis.GisRequestRefusal | AddressRefusal>> {
  return ctx.transaction(async (tx) => {
    const identifiers: Identifier[] = [];
    const asked = [...new Set(places.map(({ building }) => building as BuildingId))];
    const visible = await findVisibleBuildings(tx, asked);
    for (const building of asked)
      if (!visible.has(building)) return refuse({ code: "addresses.building_not_found", building });
    for (const [building, some] of Map.groupBy(places, (one) => one.building)) {
      const premises = new Map(
        (await listPremises(tx, building as BuildingId)).map((one) => [one.number, one.id]),
      );
      for (const { premises: number, guid } of some) {
        const id = number === undefined ? building : premises.get(number);
        if (id === undefined)
          return refuse({ code: "gis.premises_unknown", building, premises: must(number, "a number") });
        const kind = number === undefined ? "house" : "premises";
        identifiers.push({ building: building as BuildingId, kind, thing: String(id), guid });
      }
    }
    await store.keepIdentifiers(tx, identifiers);
    return { ok: true, value: { kept: identifiers.length } };
  });
}

const bytesOf = (body: unknown): Uint8Array => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

async function make(
  ctx: Ctx,
  of: { readonly organization: number; readonly kind: string; readonly period?: Period | undefined },
): Promise<Result<gis.MadePackages, gis.GisRefusal | gis.GisRequestRefusal>> {
  const place = { organization: of.organization as OrganizationId };
  if (of.kind === "accounts") return gis.makeAccounts(ctx, place);
  if (of.kind === "acknowledgments") return gis.makeAcknowledgments(ctx, place);
  if (of.period === undefined) return refuse({ code: "gis.period_missing", field: "period" });
  const month = { ...place, period: of.period };
  return of.kind === "documents" ? gis.makeDocuments(ctx, month) : gis.makePayments(ctx, month);
}
