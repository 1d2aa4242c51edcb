import { audited, recordAudit } from "#modules/access";
import { findAccountsByNumber } from "#modules/accounts";
import type { Certificate } from "#modules/receipts";
import { ok, type Result, refuse } from "#core/result";
import type { Ctx } from "#platform/context";
import { granted, type Http } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import {
  certificatePdf,
  type CertificateRefusal,
  certificatesOf,
  issueCertificate,
  lineOf,
  yearsOf,
} from "./certificates.ts";
import * as contract from "./certificates-contract.ts";

/** Certificates that a clerk gives at the counter, and those that the holder has ordered. */
export async function certificateRoutes(
  app: Http,
  { publicUrl }: { readonly publicUrl: string | undefined },
): Promise<void> {
  const tags = ["accounts"];

  app.route({
    method: "GET",
    url: "/api/accounts/:number/certificates",
    config: { permission: "receipts.read" },
    schema: {
      tags,
      summary: "Certificates that were given of an account, newest first",
      params: contract.CertificatesPath,
      response: { 200: contract.CertificatesResponse },
    },
    handler: async ({ ctx, params }) => {
      const account = granted(await accountOf(ctx, params.number));
      return ctx.transaction(async (tx) => ({
        years: await yearsOf(tx, account),
        certificates: (await certificatesOf(tx, account)).map(answerOf),
      }));
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/certificates",
    config: { permission: "receipts.print" },
    schema: {
      tags,
      summary: "Give a certificate of what the books say today",
      description: "Asked again on the same day with the same sums it is the one that was given.",
      params: contract.CertificatesPath,
      body: contract.CertificateBody,
      response: { 201: contract.CertificateResponse },
    },
    handler: async ({ ctx, params, body, id, protocol, host }, reply) => {
      const { number } = params;
      const made = await audited<Certificate>(
        ctx,
        ({ no, kind }) => ({
          action: "certificate.issued",
          subject: `account ${number}`,
          data: { no, kind },
          requestId: id,
        }),
        async (within) =>
          granted(
            await issueCertificate(within, {
              number,
              ...body,
              year: body.year,
              checkAddress: new URL("/check", publicUrl ?? `${protocol}://${host}`).href,
            }),
          ),
      );
      return reply.code(201).send(answerOf(made));
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/certificates/:no/file.pdf",
    config: { permission: "receipts.read" },
    schema: {
      tags,
      summary: "A certificate as it was printed",
      params: contract.CertificatePath,
      response: { 200: fileOf("application/pdf", "The certificate") },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const account = granted(await accountOf(ctx, params.number));
      const pdf = granted(await certificatePdf(ctx, { account, no: params.no }));
      await recordAudit(ctx, {
        action: "certificate.read",
        subject: `account ${params.number}`,
        data: { no: params.no },
        requestId: id,
      });
      return reply
        .header("content-type", "application/pdf")
        .header("content-disposition", `inline; filename="certificate-${params.number}-${params.no}.pdf"`)
        .send(pdf);
    },
  });
}

async function accountOf(ctx: Ctx, number: string) {
  const [account] = await ctx.transaction((tx) => findAccountsByNumber(tx, [number]));
  return (
    account ? ok(account) : refuse({ code: "certificates.account_not_found", number })
  ) satisfies Result<object, CertificateRefusal>;
}

const answerOf = (certificate: Certificate) => ({
  ...lineOf(certificate),
  issuedAt: certificate.issuedAt,
  isOrdered: certificate.isOrdered,
});
