import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { JobResponse } from "#contracts/access";
import { ok, type Result } from "#core/result";
import { beginJob, type Progress, recordAudit } from "#modules/access";
import { type FileRefusal, refusedRowsCsv, writeTemplateXlsx } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import { type Http, type Language, Refused, type RequestRefusal } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import * as contract from "./contract.ts";
import { importHouses, type ImportReport, importTemplates, isHousesHeader } from "./import-city.ts";

/** A region's houses file is some ten million bytes unpacked. */
const UPLOAD_BYTES_MAX = 64 * 1_048_576;

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export type ImportFileRefusal = { readonly code: "import.file_not_found"; readonly file: string };

/** Importing: upload the files, look at a dry run, then apply. */
export async function importRoutes(app: Http, { filesDir }: { filesDir: string }): Promise<void> {
  const tags = ["import"];
  const uploadsDir = path.join(filesDir, "uploads");

  await app.register(async (scope) => {
    // The bytes go to a file as they come, whatever the sender calls them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    (scope as Http).route({
      method: "POST",
      url: "/api/import/files",
      bodyLimit: UPLOAD_BYTES_MAX,
      config: { permission: "import.apply" },
      schema: {
        tags,
        summary: "Upload a file",
        description:
          "The body is the file itself: a workbook or CSV of the product's templates, or the open-data houses file, packed with gzip or not.",
        querystring: contract.UploadQuery,
        response: { 201: contract.UploadResponse },
      },
      handler: async ({ body, query }, reply) => {
        const file = randomBytes(16).toString("hex");
        await mkdir(uploadsDir, { recursive: true });
        const bytes = await keep(body, path.join(uploadsDir, file));
        await writeFile(path.join(uploadsDir, `${file}.name`), query.name);
        return reply.code(201).send({ file, name: query.name, bytes });
      },
    });
  });

  app.route({
    method: "GET",
    url: "/api/import/template",
    config: { permission: "import.apply" },
    schema: {
      tags,
      summary: "The empty templates as a workbook, in the reader's language",
      response: {
        200: fileOf(WORKBOOK, "A sheet for each kind of row, with notes and an example of each column."),
      },
    },
    handler: async ({ language }, reply) =>
      reply
        .header("content-type", WORKBOOK)
        .header("content-disposition", 'attachment; filename="pay-logic-template.xlsx"')
        .send(Buffer.from(await writeTemplateXlsx(language))),
  });

  app.route({
    method: "POST",
    url: "/api/import/runs",
    config: { permission: "import.apply" },
    schema: {
      tags,
      summary: "Check or apply uploaded files",
      description:
        "A job does it. Its result counts what was taken; the rows that were not are in its file, with the reason, in the reader's language. Applying the same files twice changes nothing.",
      body: contract.ImportRequest,
      response: { 202: JobResponse },
    },
    handler: async ({ ctx, body, id, language, log }, reply) => {
      const uploaded = await Promise.all(body.files.map((file) => find(uploadsDir, file)));
      const job = await beginJob(
        ctx,
        {
          kind: body.dryRun ? "import.check" : "import.apply",
          subject: uploaded.map((one) => one.name).join(", "),
        },
        (progress, number) =>
          importFiles(ctx, uploaded, {
            dryRun: body.dryRun,
            progress,
            language,
            refusedFile: path.join(filesDir, `refused-${number}.csv`),
          }),
        (error) => log.error({ err: error }, "an import failed"),
      );
      await recordAudit(ctx, {
        action: body.dryRun ? "import.checked" : "import.applied",
        subject: `job ${job.id}`,
        data: { files: body.files.length },
        requestId: id,
      });
      return reply.code(202).send(job);
    },
  });
}

/** Writes the stream and counts it; one that grows too large is refused and forgotten. */
async function keep(body: unknown, file: string): Promise<number> {
  if (!(body instanceof Readable)) throw new Refused<RequestRefusal>({ code: "request.unreadable" });
  let bytes = 0;
  try {
    await pipeline(
      body,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          bytes += piece.length;
          if (bytes > UPLOAD_BYTES_MAX) {
            throw new Refused<RequestRefusal>({ code: "request.too_large", bytesMax: UPLOAD_BYTES_MAX });
          }
          yield piece;
        }
      },
      createWriteStream(file, { mode: 0o600 }),
    );
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return bytes;
}

interface Uploaded {
  readonly file: string;
  readonly name: string;
}

async function find(uploadsDir: string, id: string): Promise<Uploaded> {
  const file = path.join(uploadsDir, id);
  const name = await readFile(`${file}.name`, "utf8").catch(() => undefined);
  if (name === undefined) throw new Refused<ImportFileRefusal>({ code: "import.file_not_found", file: id });
  return { file, name };
}

interface ImportOrder {
  readonly dryRun: boolean;
  readonly progress: Progress;
  readonly language: Language;
  readonly refusedFile: string;
}

async function importFiles(
  ctx: Ctx,
  uploaded: readonly Uploaded[],
  order: ImportOrder,
): Promise<Result<object, FileRefusal>> {
  const options = {
    dryRun: order.dryRun,
    onProgress: (done: number, total: number) => order.progress(done, total),
  };
  const [first] = uploaded;
  const isHouses = uploaded.length === 1 && first !== undefined && (await isHousesFile(first.file));
  const report = isHouses
    ? await importHouses(ctx, createReadStream(first.file), options)
    : await importTemplates(
        ctx,
        await Promise.all(uploaded.map(async ({ file, name }) => ({ name, bytes: await readFile(file) }))),
        options,
      );
  if (!report.ok) return report;
  const { value } = report;
  if (value.refused.length > 0) {
    await writeFile(
      order.refusedFile,
      [...refusedRowsCsv(value.header, value.refused, order.language)].join(""),
      {
        mode: 0o600,
      },
    );
  }
  return ok({
    ...countsOf(value),
    ...(value.refused.length > 0 ? { file: path.basename(order.refusedFile) } : {}),
  });
}

/** Numbers only: the rows themselves have people in them, and are in the file. */
const countsOf = (report: ImportReport) => ({
  dryRun: report.dryRun,
  rows: report.rows,
  refused: report.refused.length,
  doubts: report.doubts.length,
  organizations: report.organizations,
  buildings: report.buildings,
  refusedBuildings: report.refusedBuildings.length,
  changes: report.changes,
  ignored: report.ignored,
});

/** Looks at the first line, unpacked where the file is packed. */
async function isHousesFile(file: string): Promise<boolean> {
  const handle = await open(file);
  const magic = Buffer.alloc(2);
  await handle.read(magic, 0, 2, 0);
  await handle.close();
  if ((await stat(file)).size === 0) return false;
  const source = createReadStream(file);
  const text = magic[0] === 0x1f && magic[1] === 0x8b ? source.pipe(createGunzip()) : source;
  try {
    for await (const piece of text) {
      return isHousesHeader((piece as Buffer).toString("latin1").split(/\r?\n/, 1)[0] ?? "");
    }
  } catch {
    return false;
  } finally {
    source.destroy();
  }
  return false;
}
