import { mkdir } from "node:fs/promises";
import path from "node:path";
import { JobResponse } from "#contracts/access";
import type { OrganizationId } from "#core/ids";
import { periodFromNumber } from "#core/period";
import { ok, type Result } from "#core/result";
import { audited, beginJob, recordAudit } from "#modules/access";
import { listBatches } from "#modules/receipts";
import { countPrintedSlips, revokePrintedSlips, slipsGoodThrough } from "#modules/residents";
import type { Ctx } from "#platform/context";
import { granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import { writeWholeFile } from "#platform/whole-file";
import * as contract from "./contract.ts";
import {
  type PrintOptions,
  printReceipts,
  type Printed,
  type ReceiptRefusal,
  receiptOfNumber,
} from "./issue-receipts.ts";
import { printSlips, type SlipsRefusal } from "./print-slips.ts";
import { previewReceipts } from "./receipt-preview.ts";

/** Receipts: one as a PDF, or an organization's month as a file for the printer. */
export async function receiptRoutes(
  app: Http,
  { filesDir, publicUrl }: { filesDir: string; publicUrl: string | undefined },
): Promise<void> {
  const tags = ["receipts"];

  app.route({
    method: "GET",
    url: "/api/accounts/:number/receipts/:file",
    config: { permission: "receipts.read" },
    schema: {
      tags,
      summary: "A receipt as a PDF",
      description: "Issued when first asked for; the same bytes ever after.",
      params: contract.ReceiptPath,
      querystring: contract.ReceiptQuery,
      response: { 200: fileOf("application/pdf", "The receipt") },
    },
    handler: async ({ ctx, params, query, id }, reply) => {
      const { number, file: period } = params;
      const pdf = granted(await receiptOfNumber(ctx, { number, period, language: query.language ?? "ru" }));
      await recordAudit(ctx, {
        action: "receipt.read",
        subject: `account ${number}`,
        data: { period },
        requestId: id,
      });
      return reply
        .header("content-type", "application/pdf")
        .header("content-disposition", `inline; filename="${number}-${period}.pdf"`)
        .send(pdf);
    },
  });

  app.route({
    method: "GET",
    url: "/api/receipts/batches",
    config: { permission: "receipts.read" },
    schema: {
      tags,
      summary: "Print batches, newest first",
      querystring: contract.BatchesQuery,
      response: { 200: contract.BatchesResponse },
    },
    handler: async ({ ctx, query }) => {
      const organization = query.organization as OrganizationId | undefined;
      const { batches, slips } = await ctx.transaction(async (tx) => {
        const batches = await listBatches(tx, { organization, limit: query.limit });
        const slips = await countPrintedSlips(
          tx,
          batches.map(({ id }) => id),
        );
        return { batches, slips };
      });
      return {
        batches: batches.map((batch) => ({
          ...batch,
          period: periodFromNumber(batch.period),
          slips: slips.get(batch.id),
          job: jobOfFile(batch.fileName),
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/receipts/preview",
    config: { permission: "receipts.read" },
    schema: {
      tags,
      summary: "What printing an organization's month would give",
      querystring: contract.PrintPreviewQuery,
      response: { 200: contract.PrintPreviewResponse },
    },
    handler: async ({ ctx, query }) => {
      const preview = await previewReceipts(ctx, {
        ...query,
        organization: query.organization as OrganizationId,
      });
      return { ...preview, excluded: [...preview.excluded], samples: [...preview.samples] };
    },
  });

  app.route({
    method: "POST",
    url: "/api/receipts/batches",
    config: { permission: "receipts.print" },
    schema: {
      tags,
      summary: "Print an organization's month",
      description:
        "A job makes the file: watch it at `/api/jobs/{job}`, fetch the PDF at `/api/jobs/{job}/file`.",
      body: contract.PrintRequest,
      response: { 202: JobResponse },
    },
    handler: async ({ ctx, body, id, log }, reply) => {
      const organization = body.organization as OrganizationId;
      const job = await beginJob(
        ctx,
        { kind: "receipts.print", subject: `period ${body.period}`, organization },
        (progress, number) => {
          let total: number | undefined;
          const fileName = fileOfJob(number);
          return printToFile(ctx, path.join(filesDir, fileName), {
            ...body,
            organization,
            fileName,
            onTotal: (receipts) => progress(0, (total = receipts)),
            onReceipt: (done) => progress(done, total),
          });
        },
        (error) => log.error({ err: error }, "a print job failed"),
      );
      await recordAudit(ctx, {
        action: "receipts.printed",
        subject: `organization ${organization}`,
        organization,
        data: { period: body.period, job: job.id },
        requestId: id,
      });
      return reply.code(202).send(job);
    },
  });

  app.route({
    method: "POST",
    url: "/api/receipts/slip-batches",
    config: { permission: "residents.let_in" },
    schema: {
      tags,
      summary: "Print codes for the private account to those who have no access yet",
      description:
        "With the receipts of the month, or apart. Who signs in already, or has a code of the company that waits, gets " +
        "none: printing again prints none twice. Codes are good when the job is done. A job makes the file.",
      body: contract.PrintSlipsRequest,
      response: { 202: JobResponse },
    },
    handler: async ({ ctx, body, id, log, protocol, host }, reply) => {
      const organization = body.organization as OrganizationId;
      const slips = {
        goodThrough: slipsGoodThrough(new Date()),
        address: new URL("/activate", publicUrl ?? `${protocol}://${host}`).href,
      };
      const job = await beginJob(
        ctx,
        { kind: "receipts.print", subject: `period ${body.period}`, organization },
        (progress, number) => {
          let total: number | undefined;
          const fileName = fileOfJob(number);
          const file = path.join(filesDir, fileName);
          return body.place === "apart"
            ? printSlipsToFile(ctx, file, { ...body, ...slips, organization, fileName })
            : printToFile(ctx, file, {
                ...body,
                organization,
                slips,
                fileName,
                onTotal: (receipts) => progress(0, (total = receipts)),
                onReceipt: (done) => progress(done, total),
              });
        },
        (error) => log.error({ err: error }, "a print job failed"),
      );
      await recordAudit(ctx, {
        action: "resident.slips_printed",
        subject: `organization ${organization}`,
        organization,
        data: { period: body.period, job: job.id, place: body.place },
        requestId: id,
      });
      return reply.code(202).send(job);
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/receipts/batches/:batch/slips",
    config: { permission: "residents.let_in" },
    schema: {
      tags,
      summary: "Make the codes of a print batch void that nobody has used",
      params: contract.BatchPath,
      response: { 200: contract.SlipsVoidedResponse },
    },
    handler: async ({ ctx, params, id }) =>
      audited<{ voided: number }>(
        ctx,
        (data) => ({
          action: "resident.slips_revoked",
          subject: `batch ${params.batch}`,
          data,
          requestId: id,
        }),
        async (within) => ({ voided: await revokePrintedSlips(within, params.batch) }),
      ),
  });
}

async function printSlipsToFile(
  ctx: Ctx,
  file: string,
  options: Omit<Parameters<typeof printSlips>[1], "write">,
): Promise<Result<object, SlipsRefusal>> {
  await mkdir(path.dirname(file), { recursive: true });
  const printed = await writeWholeFile(
    file,
    (write) => printSlips(ctx, { ...options, write }),
    (made) => made.ok,
  );
  return printed.ok ? ok({ ...printed.value, file: options.fileName }) : printed;
}

/** A batch's file is called by the job that made it; a batch printed without a job has none to fetch. */
const fileOfJob = (job: number): string => `receipts-${job}.pdf`;
const jobOfFile = (fileName: string | undefined): number | undefined => {
  const job = /^receipts-([1-9]\d{0,8})\.pdf$/.exec(fileName ?? "")?.[1];
  return job === undefined ? undefined : Number(job);
};

async function printToFile(
  ctx: Ctx,
  file: string,
  options: Omit<PrintOptions, "write">,
): Promise<Result<Printed & { readonly file: string }, ReceiptRefusal>> {
  await mkdir(path.dirname(file), { recursive: true });
  const printed = await writeWholeFile(
    file,
    (write) => printReceipts(ctx, { ...options, write }),
    (made) => made.ok,
  );
  return printed.ok ? ok({ ...printed.value, file: options.fileName }) : printed;
}
