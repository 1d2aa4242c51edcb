import type { OrganizationId } from "#core/ids";
import { type Money, NOTHING } from "#core/units";
import { recordAudit } from "#modules/access";
import { socialRegisterCsv, socialRegisterDbf, socialRegisterXlsx } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import { granted, type Http, type Language } from "#platform/http";
import { fileOf } from "#platform/http/wire";
import { socialRegister } from "./benefit-register.ts";
import * as contract from "./benefit-register-contract.ts";

const DBASE = "application/vnd.dbf";
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The monthly register for the social office: to look at, and as a file. Who read it is recorded. */
export async function benefitRegisterRoutes(app: Http): Promise<void> {
  const tags = ["benefits"];
  const config = { permission: "benefits.register" } as const;

  const rowsOf = async (
    ctx: Ctx,
    of: { query: { organization: number; period: string }; language: Language; id: string },
  ) => {
    const { organization, period } = of.query as { organization: OrganizationId; period: never };
    const rows = granted(await socialRegister(ctx, { organization, period, language: of.language }));
    const subject = `organization ${organization}, ${of.query.period}`;
    await recordAudit(ctx, { action: "benefits.register_read", subject, requestId: of.id });
    return rows;
  };

  app.route({
    method: "GET",
    url: "/api/benefits/register",
    config,
    schema: {
      tags,
      summary: "Benefits of a month, by beneficiary and service",
      querystring: contract.RegisterQuery,
      response: { 200: contract.RegisterResponse },
    },
    handler: async ({ ctx, query, language, id }) => {
      const rows = await rowsOf(ctx, { query, language, id });
      const total = rows.reduce((sum, row) => (sum + row.amount) as Money, NOTHING);
      return { total, rows };
    },
  });

  app.route({
    method: "GET",
    url: "/api/benefits/register.csv",
    config,
    schema: {
      tags,
      summary: "The register as CSV",
      querystring: contract.RegisterQuery,
      response: {
        200: fileOf("text/csv", "Separated by `;`, UTF-8 with its mark; the last line is the total."),
      },
    },
    handler: async ({ ctx, query, language, id }, reply) => {
      const rows = await rowsOf(ctx, { query, language, id });
      return reply
        .header("content-type", "text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="benefits-${query.period}.csv"`)
        .send([...socialRegisterCsv(rows, language)].join(""));
    },
  });

  app.route({
    method: "GET",
    url: "/api/benefits/register.xlsx",
    config,
    schema: {
      tags,
      summary: "The register as a workbook",
      querystring: contract.RegisterQuery,
      response: { 200: fileOf(WORKBOOK, "Sums are numbers; the last line is the total.") },
    },
    handler: async ({ ctx, query, language, id }, reply) => {
      const rows = await rowsOf(ctx, { query, language, id });
      return reply
        .header("content-type", WORKBOOK)
        .header("content-disposition", `attachment; filename="benefits-${query.period}.xlsx"`)
        .send(Buffer.from(await socialRegisterXlsx(rows, language)));
    },
  });

  app.route({
    method: "GET",
    url: "/api/benefits/register.dbf",
    config,
    schema: {
      tags,
      summary: "The register as a DBF file of the social office's layout",
      querystring: contract.RegisterQuery,
      response: {
        200: fileOf(
          DBASE,
          "dBase III, cp866: LCHET, FAM, IM, OT … KODUSL, GOD, MES, OBJEM, NACH, DOLG, SUML.",
        ),
      },
    },
    handler: async ({ ctx, query, language, id }, reply) => {
      const rows = await rowsOf(ctx, { query, language, id });
      return reply
        .header("content-type", DBASE)
        .header("content-disposition", `attachment; filename="benefits-${query.period}.dbf"`)
        .send(Buffer.from(socialRegisterDbf(rows, { day: ctx.today })));
    },
  });
}
