import { Readable } from "node:stream";
import { audited, listUsers } from "#modules/access";
import type { Money } from "#core/units";
import { findFile, getBody, listFileEvents, listFiles, type ReceivedFile } from "#modules/gateways";
import { findAgent, findAgentTransactions, listAgents } from "#modules/payments";
import type { Ctx } from "#platform/context";
import { granted, type Http, Refused, type RequestRefusal } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import * as contract from "./register-files-contract.ts";
import {
  type Intake,
  type IntakeRefusal,
  readAgain,
  receiveRegister,
  registerProfiles,
  retakeRegister,
} from "./register-intake.ts";
import { candidatesOf, problemsOf, readingsOf } from "./register-intake-words.ts";

/** A hundred thousand lines of the widest layout. */
const FILE_BYTES_MAX = 64 * 1_048_576;

/** Files of payment points: uploaded, listed, one with its lines and troubles, its original. */
export async function registerFileRoutes(app: Http): Promise<void> {
  const tags = ["payments"];
  const read = { permission: "registers.read" } as const;
  const take = { permission: "registers.take" } as const;

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    (scope as Http).route({
      method: "POST",
      url: "/api/registers/files",
      bodyLimit: FILE_BYTES_MAX,
      config: take,
      schema: {
        tags,
        summary: "Take a register's file",
        description:
          "The body is the file itself. It is kept, read by its profile, and booked whole or not at all; the same bytes again are a duplicate.",
        querystring: contract.UploadFileQuery,
        response: { 201: contract.FileTakenResponse },
      },
      handler: async ({ ctx, body, query, id }, reply) => {
        const bytes = await bytesOf(body);
        const { file, isDuplicate } = await audited(
          ctx,
          ({ file: taken }: Intake) => ({
            action: "register.received",
            subject: `file ${taken.id}`,
            data: { agent: query.agent, name: query.name, state: taken.state },
            requestId: id,
          }),
          async (inner) => granted(await receiveRegister(inner, { ...query, bytes, source: "upload" })),
        );
        return reply.code(201).send({ ...wireOf(file), isDuplicate });
      },
    });
  });

  app.route({
    method: "GET",
    url: "/api/registers/files",
    config: read,
    schema: {
      tags,
      summary: "Files of payment points, newest first",
      querystring: contract.FilesQuery,
      response: { 200: contract.FilesResponse },
    },
    handler: async ({ ctx, query }) => {
      const { files, agents } = await ctx.transaction(async (tx) => ({
        files: await listFiles(tx, query),
        agents: await listAgents(tx),
      }));
      return {
        files: files.map(wireOf),
        agents: agents.map(({ code, name }) => ({ code, name })),
        profiles: (await registerProfiles(ctx)).map(({ code }) => code),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/registers/files/:file",
    config: read,
    schema: {
      tags,
      summary: "One file: its sums, what is wrong with it, and what became of it",
      params: contract.FilePath,
      response: { 200: contract.FileCardResponse },
    },
    handler: async ({ ctx, params, language }) => {
      const file = await fileAt(ctx, params.file);
      const events = await ctx.transaction((tx) => listFileEvents(tx, file.id));
      const names = new Map((await listUsers(ctx)).map((user) => [user.id, user.name]));
      const wanted = file.detail["wanted"];
      return {
        ...wireOf(file),
        wanted: typeof wanted === "string" ? wanted : undefined,
        candidates: candidatesOf(file.detail),
        problems: problemsOf(file.detail, language),
        readings: readingsOf(file.detail, language),
        events: events.map(({ no, event, profile, detail, recordedAt, recordedBy }) => ({
          no,
          event,
          profile,
          name: typeof detail["name"] === "string" ? detail["name"] : undefined,
          recordedAt,
          recordedByName: recordedBy === undefined ? undefined : names.get(recordedBy),
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/registers/files/:file/lines",
    config: read,
    schema: {
      tags,
      summary: "Lines of a file as its original reads, each with what became of its operation",
      params: contract.FilePath,
      querystring: contract.FileLinesQuery,
      response: { 200: contract.FileLinesResponse },
    },
    handler: async ({ ctx, params, query }) => {
      const file = await fileAt(ctx, params.file);
      const register = await readAgain(ctx, file);
      if (!register) return { count: 0, lines: [] };
      const rows = register.rows.slice(query.after, query.after + query.limit);
      const known = await ctx.transaction(async (tx) => {
        const agent = await findAgent(tx, file.agentCode);
        const operations = rows.map(({ operation }) => operation);
        return agent ? findAgentTransactions(tx, agent.id, operations) : [];
      });
      const booked = new Map(known.map((one) => [one.transaction, one]));
      return {
        count: register.rows.length,
        lines: rows.map(({ line, operation, account, amount, fee, paidOn, payerName, address }) => {
          const of = booked.get(operation);
          const isHeld = of?.building === 0;
          return {
            line,
            operation,
            account,
            amount,
            fee,
            paidOn,
            payerName,
            address,
            building: of === undefined || isHeld ? undefined : of.building,
            payment: isHeld ? undefined : of?.payment,
            held: isHeld ? of.payment : undefined,
          };
        }),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/registers/files/:file/original",
    config: read,
    schema: {
      tags,
      summary: "The file as it came",
      params: contract.FilePath,
      response: { 200: fileOf("application/octet-stream", "Byte for byte.") },
    },
    handler: async ({ ctx, params }, reply) => {
      const file = await fileAt(ctx, params.file);
      return reply
        .header("content-type", "application/octet-stream")
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(await ctx.transaction((tx) => getBody(tx, file.id)));
    },
  });

  app.route({
    method: "POST",
    url: "/api/registers/files/:file/taking",
    config: take,
    schema: {
      tags,
      summary: "Read a file that is not booked again, by the profile that a person chose",
      params: contract.FilePath,
      body: contract.RetakeRequest,
      response: { 201: contract.FileTakenResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const file = await audited(
        ctx,
        (taken: ReceivedFile) => ({
          action: "register.taken_again",
          subject: `file ${params.file}`,
          data: { profile: body.profile, state: taken.state },
          requestId: id,
        }),
        async (inner) => granted(await retakeRegister(inner, params.file, body.profile)),
      );
      return reply.code(201).send({ ...wireOf(file), isDuplicate: false });
    },
  });
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (!(body instanceof Readable)) throw new Refused<RequestRefusal>({ code: "request.unreadable" });
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += (piece as Buffer).length;
    if (size > FILE_BYTES_MAX) {
      throw new Refused<RequestRefusal>({ code: "request.too_large", bytesMax: FILE_BYTES_MAX });
    }
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}

async function fileAt(ctx: Ctx, id: number): Promise<ReceivedFile> {
  const file = await ctx.transaction((tx) => findFile(tx, id));
  if (!file) throw new Refused<IntakeRefusal>({ code: "registers.file_not_found", file: id });
  return file;
}

const wireOf = (file: ReceivedFile) => ({
  file: file.id,
  agent: file.agentCode,
  agentName: file.agentName,
  name: file.name,
  size: file.size,
  hash: file.hash,
  source: file.source,
  state: file.state,
  profile: file.profile,
  registry: file.registry,
  receivedAt: file.receivedAt,
  duplicates: file.duplicates,
  counted: sumIn(file, "counted"),
  taken: sumIn(file, "taken"),
  repeated: sumIn(file, "repeated"),
  held: sumIn(file, "held"),
  reversed: sumIn(file, "reversed"),
});

/** A count and a sum kept as JSON, whose numbers of any size are text. */
function sumIn({ detail }: ReceivedFile, name: string): { count: number; total: Money } | undefined {
  const value = detail[name];
  if (typeof value !== "object" || value === null || !("count" in value) || !("total" in value))
    return undefined;
  const { count, total } = value;
  return typeof count === "number" && typeof total === "string"
    ? { count, total: BigInt(total) as Money }
    : undefined;
}
