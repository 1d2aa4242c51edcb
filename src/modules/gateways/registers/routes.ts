import { Buffer } from "node:buffer";
import { recordAudit } from "#modules/access";
import { granted, type Http, type Language } from "#platform/http";
import { type ListedProfile, listProfiles, profileVersions, saveProfile } from "./actions.ts";
import * as contract from "./contract.ts";
import { detectProfile } from "./detect.ts";
import type { GivenFile, ReadRegister } from "./model.ts";
import { parseDefinition, type ProfileDefinition } from "./profile.ts";
import { readRegister } from "./read.ts";
import { decoded, encodingFound } from "./rules/encoding.ts";
import { detectionSentence, profileProblemSentence, registerRefusalSentence } from "./words.ts";

/** A sample with its companion in base64, and the definition. */
const BODY_BYTES_MAX = 3 * 1_048_576;
const ROWS_SHOWN = 50;
const LINES_SHOWN = 12;
const LINE_SHOWN = 300;

/** Profiles of registers: listed, tried on a sample, saved in versions. */
export async function registerProfileRoutes(app: Http): Promise<void> {
  const tags = ["gateways"];
  const config = { permission: "gateways.profiles" } as const;

  app.route({
    method: "GET",
    url: "/api/gateways/profiles",
    config,
    schema: { tags, summary: "Profiles of registers", response: { 200: contract.ProfilesResponse } },
    handler: async ({ ctx }) => ({ profiles: (await listProfiles(ctx)).map(summaryOf) }),
  });

  app.route({
    method: "GET",
    url: "/api/gateways/profiles/:code",
    config,
    schema: {
      tags,
      summary: "A profile with its versions",
      params: contract.ProfileParams,
      response: { 200: contract.ProfileResponse },
    },
    handler: async ({ ctx, params }) => ({
      code: params.code,
      versions: granted(await profileVersions(ctx, params.code)).map((one) => ({
        ...summaryOf(one),
        definition: one.definition,
        note: one.saved?.note ?? "",
        sampleName: one.saved?.sampleName,
        layoutChanged: one.saved?.layoutChanged ?? false,
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/gateways/profiles/check",
    config,
    bodyLimit: BODY_BYTES_MAX,
    schema: {
      tags,
      summary: "Try a profile on a sample",
      description: "Nothing is saved and nothing is booked: an editor asks after each pause.",
      body: contract.TryProfileRequest,
      response: { 200: contract.TryProfileResponse },
    },
    handler: async ({ body, language }) => {
      const parsed = parseDefinition(body.definition);
      const sample = body.sample && fileOf(body.sample);
      const lines = sample && linesOf(sample, "definition" in parsed ? parsed.definition : undefined);
      if ("faults" in parsed)
        return {
          faults: parsed.faults.map((fault) => ({
            ...fault,
            sentence: profileProblemSentence(fault.problem, language),
          })),
          lines,
        };
      if (!sample) return { faults: [] };
      const read = await readRegister(
        sample,
        { code: "tried", version: 0, definition: parsed.definition },
        { companion: body.companion && fileOf(body.companion) },
      );
      return { faults: [], read: readResponse(read, language), lines };
    },
  });

  app.route({
    method: "POST",
    url: "/api/gateways/profiles/detect",
    config,
    bodyLimit: BODY_BYTES_MAX,
    schema: {
      tags,
      summary: "Which profiles may read a file",
      body: contract.DetectRequest,
      response: { 200: contract.DetectResponse },
    },
    handler: async ({ ctx, body, language }) => ({
      candidates: (await detectProfile(fileOf(body.sample), await listProfiles(ctx))).map((one) => ({
        code: one.profile.code,
        version: one.profile.version,
        title: one.profile.definition.title,
        reads: one.reads,
        reasons: one.reasons.map((reason) => detectionSentence(reason, language)),
      })),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/gateways/profiles/:code/versions",
    config,
    bodyLimit: BODY_BYTES_MAX,
    schema: {
      tags,
      summary: "Save the next version of a profile, or a new one",
      description:
        "It must read its sample without a refusal, and those of earlier versions unless the bank has changed its files.",
      params: contract.ProfileParams,
      body: contract.SaveProfileRequest,
      response: { 201: contract.SavedProfileResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const { code, version } = granted(
        await saveProfile(ctx, {
          ...body,
          code: params.code,
          sample: fileOf(body.sample),
          companion: body.companion && fileOf(body.companion),
        }),
      );
      await recordAudit(ctx, {
        action: "register_profile.saved",
        subject: `profile ${code}`,
        data: { version },
        requestId: id,
      });
      return reply.code(201).send({ code, version });
    },
  });
}

const fileOf = (of: { readonly name: string; readonly content: string }): GivenFile => ({
  name: of.name,
  bytes: Buffer.from(of.content, "base64"),
});

const summaryOf = ({ code, version, definition, saved }: ListedProfile) => ({
  code,
  version,
  title: definition.title,
  kind: definition.kind,
  direction: definition.direction,
  isOwn: saved !== undefined,
  author: saved?.authorName,
  recordedAt: saved?.recordedAt,
  validFrom: saved?.validFrom,
});

const readResponse = (read: ReadRegister, language: Language) => ({
  encoding: read.encoding,
  mark: read.mark,
  rows: read.rows.slice(0, ROWS_SHOWN).map((row) => ({ ...row, readings: row.readings.length })),
  refusals: read.refusals.map((refusal) => ({
    code: refusal.code,
    line: refusal.line,
    field: refusal.field,
    sentence: registerRefusalSentence(refusal, language),
  })),
  declared: read.declared,
  counted: read.counted,
  order: read.order,
});

/** The first lines of a text as they stand: what a person looks at while saying what they mean. */
function linesOf(sample: GivenFile, definition: ProfileDefinition | undefined): string[] | undefined {
  if (
    definition &&
    definition.kind !== "delimited" &&
    definition.kind !== "fixed" &&
    definition.kind !== "xml"
  )
    return undefined;
  const found = encodingFound(sample.bytes);
  const [wanted] = definition?.encodings ?? [];
  const text = decoded(
    sample.bytes.subarray(0, 64 * 1024),
    found.certain || !wanted ? found.encoding : wanted,
  );
  return text
    ?.split(/\r\n|[\r\n]/)
    .slice(0, LINES_SHOWN)
    .map((line) => line.slice(0, LINE_SHOWN));
}
