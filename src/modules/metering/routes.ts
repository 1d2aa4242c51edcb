import { addDays } from "#core/day";
import type { BuildingId, MeterId, OrganizationId, PremisesId } from "#core/ids";
import { listUsers, recordAudit } from "#modules/access";
import { getAccount } from "#modules/accounts";
import { found, granted, type Http, type Language } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import { acceptReadings, metersOf, readingsOf } from "./actions.ts";
import { allocatorsOf, countAllocators } from "./allocators/actions.ts";
import * as contract from "./contract.ts";
import { type EntryRow, entryRoute, entrySheetOf } from "./entry.ts";
import type { MeterLine } from "./model.ts";
import { findPicture, listPictures } from "./pictures/store.ts";
import { readingWarningSentence } from "./words.ts";

/** Meters and their readings; readings are entered many at a time, and judged one by one. */
export async function meteringRoutes(app: Http): Promise<void> {
  const tags = ["metering"];

  app.route({
    method: "GET",
    url: "/api/accounts/:number/meters",
    config: { permission: "readings.read" },
    schema: {
      tags,
      summary: "Meters of an account's premises, with their last readings",
      params: contract.AccountMetersPath,
      response: { 200: contract.MetersResponse },
    },
    handler: async ({ ctx, params }) => {
      const { building, premises } = granted(await getAccount(ctx, params.number));
      return {
        meters: (await ctx.transaction((tx) => metersOf(tx, { building, premises }))).map(meterResponse),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/meters",
    config: { permission: "readings.read" },
    schema: {
      tags,
      summary: "Meters of a building, its own and those of the premises",
      params: contract.BuildingMetersPath,
      response: { 200: contract.MetersResponse },
    },
    handler: async ({ ctx, params }) => {
      const building = params.building as BuildingId;
      return { meters: (await ctx.transaction((tx) => metersOf(tx, { building }))).map(meterResponse) };
    },
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/meters/:meter/readings",
    config: { permission: "readings.read" },
    schema: {
      tags,
      summary: "Readings of a meter, newest first",
      params: contract.MeterPath,
      querystring: contract.ReadingsQuery,
      response: { 200: contract.ReadingsResponse },
    },
    handler: async ({ ctx, params, query }) => {
      const of = { building: params.building as BuildingId, meter: params.meter as MeterId };
      return ctx.transaction(async (tx) => {
        const readings = await readingsOf(tx, of, query.limit);
        const from = readings.at(-1)?.takenOn ?? ctx.today;
        const asked = { building: of.building, meters: [of.meter], from, to: addDays(ctx.today, 1) };
        return { readings, pictures: await listPictures(tx, asked) };
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/pictures/:picture",
    config: { permission: "readings.read" },
    schema: {
      tags,
      summary: "A photograph that a resident sent with a reading",
      params: contract.PicturePath,
      response: { 200: fileOf("image/jpeg", "Made anew: what the file held beside the picture is gone.") },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const building = params.building as BuildingId;
      const picture = await ctx.transaction((tx) => findPicture(tx, { building, picture: params.picture }));
      const { meter, body } = found(picture, { code: "metering.picture_not_found", picture: params.picture });
      const subject = `meter ${meter}, picture ${params.picture}`;
      await recordAudit(ctx, { action: "reading_picture.read", subject, requestId: id });
      return reply.header("cache-control", "private, no-store").type("image/jpeg").send(Buffer.from(body));
    },
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings",
    config: { permission: "readings.read" },
    schema: {
      tags,
      summary: "Buildings to be read in a month, and how far each has been",
      querystring: contract.EntryRouteQuery,
      response: { 200: contract.EntryRouteResponse },
    },
    handler: async ({ ctx, query }) => ({
      period: query.period,
      buildings: await entryRoute(ctx, {
        organization: query.organization as OrganizationId | undefined,
        period: query.period,
      }),
    }),
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/entry",
    config: { permission: "readings.read" },
    schema: {
      tags,
      summary: "A building's meters in a month, as a sheet to be filled in",
      params: contract.EntryPath,
      querystring: contract.EntryQuery,
      response: { 200: contract.EntrySheetResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const sheet = granted(
        await entrySheetOf(ctx, { building: params.building as BuildingId, period: query.period }),
      );
      return { ...sheet, rows: sheet.rows.map((row) => rowResponse(row, language)) };
    },
  });

  app.route({
    method: "POST",
    url: "/api/metering/readings",
    config: { permission: "readings.enter" },
    schema: {
      tags,
      summary: "Enter readings",
      description:
        "The good rows are taken, each refused one says why. The same reading again changes nothing; another value for the same day is a correction.",
      body: contract.AcceptReadingsRequest,
      response: { 200: contract.ReadingsTakenResponse },
    },
    handler: async (request) => {
      const { ctx, body } = request;
      const outcome = await acceptReadings(
        ctx,
        body.readings.map(({ building, meter, takenOn, ...row }) => ({
          ...row,
          building: building as BuildingId,
          meter: meter as MeterId,
          takenOn: takenOn ?? ctx.today,
        })),
      );
      return {
        ...outcome,
        refused: outcome.refused.map(({ row, refusal }) => {
          const { code, ...data } = refusal;
          return { row, code, title: request.sentenceOf(refusal), data };
        }),
        warnings: outcome.warnings.map(({ row, warning }) => {
          const { code, ...data } = warning;
          return { row, code, title: readingWarningSentence(warning, request.language), data };
        }),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/allocators",
    config: { permission: "readings.read" },
    schema: {
      tags,
      summary: "What the heat-cost allocators of a building counted",
      params: contract.AllocatorsPath,
      response: { 200: contract.AllocatorsResponse },
    },
    handler: async ({ ctx, params }) => {
      const counts = granted(await allocatorsOf(ctx, params.building as BuildingId));
      const names = new Map((await listUsers(ctx)).map((user) => [user.id as number, user.name]));
      return {
        counts: counts.map(({ recordedBy, ...one }) => ({
          ...one,
          recordedBy: recordedBy === undefined ? undefined : names.get(recordedBy),
        })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/metering/buildings/:building/allocators",
    config: { permission: "readings.enter" },
    schema: {
      tags,
      summary: "Enter what the heat-cost allocators of a building counted",
      description:
        "In a span of whole months. The next run of an open month divides the heating of those months among the premises anew. The same counts again change nothing; another number for the same premises and span is a correction.",
      params: contract.AllocatorsPath,
      body: contract.CountAllocatorsRequest,
      response: { 200: contract.AllocatorsCountedResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      const building = params.building as BuildingId;
      const counts = body.counts.map((one) => ({ ...one, premises: one.premises as PremisesId }));
      const counted = granted(await countAllocators(ctx, { ...body, building, counts }));
      const subject = `building ${building}, ${body.from}–${body.to}`;
      await recordAudit(ctx, { action: "allocators.counted", subject, requestId: id });
      return counted;
    },
  });
}

const rowResponse = (row: EntryRow, language: Language) => ({
  ...row,
  accounts: [...row.accounts],
  meters: row.meters.map((meter) => ({
    ...meter,
    pictures: [...meter.pictures],
    scales: meter.scales.map((scale) => ({
      ...scale,
      months: scale.months.map((volume) => volume ?? null),
      warnings: scale.warnings.map((warning) => ({
        code: warning.code,
        title: readingWarningSentence(warning, language),
      })),
    })),
  })),
});

const meterResponse = (meter: MeterLine) => ({ ...meter, last: [...meter.last] });
