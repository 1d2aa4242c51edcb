import { Readable } from "node:stream";
import { z } from "zod";
import type { BuildingId, OrganizationId } from "#core/ids";
import { audited, type AuditEntry, listUsers } from "#modules/access";
import { findBuilding } from "#modules/addresses";
import { findOrganizations } from "#modules/organizations";
import {
  ACCENT,
  addFile,
  chooseAccent,
  type CompanyFile,
  FILE_BYTES_MAX,
  findAccents,
  listFiles,
  listTexts,
  listTextVersions,
  type PortalRefusal,
  removeFile,
  rewriteText,
  writeText,
} from "#modules/portal";
import type { Ctx } from "#platform/context";
import { found, granted, type Http, Refused, type RequestRefusal } from "#platform/http";
import * as contract from "./company-site-contract.ts";
import {
  companyDisclosure,
  houseDisclosure,
  isOverdue,
  overdueForms,
  stateForm,
} from "./portal-disclosure.ts";
import { companySlug } from "./portal-houses.ts";
import { cityOf } from "./portal-pages.ts";
import { slugOf } from "./site-address.ts";

/** What a company shows of itself on the portal, for whoever writes it. `onChange` is told after each change. */
export async function companySiteRoutes(
  app: Http,
  { onChange }: { readonly onChange: () => void },
): Promise<void> {
  const tags = ["site"];
  const read = { permission: "site.read" } as const;
  const write = { permission: "site.write" } as const;

  /** A change with its line in the audit trail, told to the pages that are kept. */
  const changed = async <T>(
    { ctx, id }: { readonly ctx: Ctx; readonly id: string },
    entry: (value: T) => {
      readonly action: string;
      readonly subject: string;
      readonly data: AuditEntry["data"];
    },
    deed: (within: Ctx) => Promise<T>,
  ): Promise<T> => {
    const value = await audited(ctx, (made: T) => ({ ...entry(made), requestId: id }), deed);
    onChange();
    return value;
  };

  app.route({
    method: "GET",
    url: "/api/site",
    config: read,
    schema: {
      tags,
      summary: "What a company shows of itself on the portal",
      querystring: contract.SiteQuery,
      response: { 200: contract.SiteResponse },
    },
    handler: async ({ ctx, query }) => {
      const organization = query.organization as OrganizationId;
      const city = await cityOf(ctx);
      return ctx.transaction(async (tx) => {
        const [known] = await findOrganizations(tx, [organization]);
        const missing: PortalRefusal = { code: "portal.organization_not_found", organization };
        const company = found(known?.kind === "company" ? known : undefined, missing);
        return {
          organization,
          address: `/${city?.slug ?? "city"}/c/${companySlug(company)}`,
          accent: (await findAccents(tx, [organization])).get(organization) ?? ACCENT,
          texts: await listTexts(tx, organization),
          files: await listFiles(tx, organization),
        };
      });
    },
  });

  app.route({
    method: "POST",
    url: "/api/site/texts",
    config: write,
    schema: {
      tags,
      summary: "Write a page, a piece of news or a vacancy",
      body: contract.NewTextRequest,
      response: { 201: contract.NewTextResponse },
    },
    handler: async (request, reply) => {
      const { body } = request;
      const made = await changed(
        request,
        ({ text }: { readonly text: number }) => ({
          action: "site.text_written",
          subject: `text ${text}`,
          data: { organization: body.organization, kind: body.kind, state: body.state },
        }),
        async (within) =>
          granted(
            await writeText(within, {
              ...body,
              organization: body.organization as OrganizationId,
              slug: slugOf(body.title).slice(0, 60).replace(/-$/, "") || body.kind,
            }),
          ),
      );
      return reply.code(201).send(made);
    },
  });

  app.route({
    method: "GET",
    url: "/api/site/texts/:text",
    config: read,
    schema: {
      tags,
      summary: "All versions of a text, newest first",
      params: contract.TextPath,
      response: { 200: contract.TextVersionsResponse },
    },
    handler: async ({ ctx, params }) => {
      const versions = await ctx.transaction((tx) => listTextVersions(tx, params.text));
      const known = found(versions.length > 0 ? versions : undefined, {
        code: "portal.text_not_found",
        text: params.text,
      });
      return { versions: known };
    },
  });

  app.route({
    method: "POST",
    url: "/api/site/texts/:text/versions",
    config: write,
    schema: {
      tags,
      summary: "Change a text: publish, withdraw, or keep a draft",
      params: contract.TextPath,
      body: contract.TextVersionRequest,
      response: { 201: contract.TextVersionResponse },
    },
    handler: async (request, reply) => {
      const { body, params } = request;
      const made = await changed(
        request,
        ({ version }: { readonly version: number }) => ({
          action: "site.text_changed",
          subject: `text ${params.text}`,
          data: { version, state: body.state, shownFrom: body.shownFrom },
        }),
        async (within) => granted(await rewriteText(within, { ...body, text: params.text })),
      );
      return reply.code(201).send(made);
    },
  });

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    (scope as Http).route({
      method: "POST",
      url: "/api/site/files",
      bodyLimit: FILE_BYTES_MAX,
      config: write,
      schema: {
        tags,
        summary: "Add a document, a report or the logo",
        description:
          "The body is the file itself: PDF, DOCX, XLSX, PNG, JPEG or WebP, by its bytes. A picture is made anew.",
        querystring: contract.NewFileQuery,
        response: { 201: contract.FileResponse },
      },
      handler: async (request, reply) => {
        const { query } = request;
        const bytes = await bytesOf(request.body);
        const organization = query.organization as OrganizationId;
        const made = await changed(
          request,
          (file: CompanyFile) => ({
            action: "site.file_added",
            subject: `file ${file.id}`,
            data: { organization, kind: file.kind, name: file.name, sha256: file.sha256 },
          }),
          async (within) =>
            granted(await addFile(within, { ...query, organization, title: query.title ?? "", bytes })),
        );
        return reply.code(201).send(made);
      },
    });
  });

  app.route({
    method: "DELETE",
    url: "/api/site/files/:file",
    config: write,
    schema: {
      tags,
      summary: "Show a file no more",
      params: contract.FilePath,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { file } = request.params;
      await changed(
        request,
        () => ({ action: "site.file_removed", subject: `file ${file}`, data: {} }),
        async (within) => granted(await removeFile(within, file)),
      );
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "GET",
    url: "/api/site/disclosure",
    config: read,
    schema: {
      tags,
      summary: "The company's forms of disclosure: what is filled, missing and due",
      querystring: contract.DisclosureQuery,
      response: { 200: contract.DisclosureResponse },
    },
    handler: async ({ ctx, query, language }) => {
      const organization = query.organization as OrganizationId;
      const year = query.year === undefined ? undefined : Number(query.year);
      const building = query.building as BuildingId | undefined;
      const names = new Map((await listUsers(ctx)).map(({ id, name }) => [id, name]));
      const nameOf = (one: { readonly nameRu: string; readonly nameEn: string }): string =>
        language === "ru" ? one.nameRu : one.nameEn;
      const shown = await formsAsked(ctx, { organization, building, year });
      return {
        year: shown.year,
        years: [...shown.years],
        basis: shown.basis,
        house: "house" in shown ? shown.house : undefined,
        overdue: [...(await overdueForms(ctx, organization))],
        forms: shown.forms.map((form) => ({
          code: form.code,
          name: nameOf(form),
          due: form.due,
          isOverdue: isOverdue(form, ctx.today),
          stated: form.stated,
          fields: form.fields.map((field) => ({
            code: field.code,
            name: nameOf(field),
            isOpen: field.source !== "books",
            isStated: field.value !== undefined,
            ...(field.source === "company" && {
              value: field.value?.is === "text" ? field.value.text : undefined,
              statedOn: field.statedOn,
              statedBy: field.statedBy && names.get(field.statedBy),
            }),
          })),
        })),
      };
    },
  });

  app.route({
    method: "PUT",
    url: "/api/site/disclosure",
    config: write,
    schema: {
      tags,
      summary: "State fields of a form that the books do not know",
      body: contract.DiscloseRequest,
      response: { 200: contract.DiscloseResponse },
    },
    handler: async (request) => {
      const { body } = request;
      const organization = body.organization as OrganizationId;
      const building = body.building as BuildingId | undefined;
      const count = await changed(
        request,
        (fields: number) => ({
          action: "site.disclosed",
          subject: building === undefined ? `organization ${organization}` : `building ${building}`,
          data: { year: body.year, form: body.form, fields },
        }),
        async (within) => granted(await stateForm(within, { ...body, organization, building })),
      );
      return { changed: count };
    },
  });

  app.route({
    method: "PUT",
    url: "/api/site/branding",
    config: write,
    schema: {
      tags,
      summary: "Choose the company's colour",
      body: contract.BrandingRequest,
      response: { 200: contract.BrandingResponse },
    },
    handler: async (request) => {
      const { body } = request;
      const organization = body.organization as OrganizationId;
      const accent = await changed(
        request,
        (chosen: string) => ({
          action: "site.accent_chosen",
          subject: `organization ${organization}`,
          data: { accent: chosen },
        }),
        async (within) => granted(await chooseAccent(within, { organization, accent: body.accent })),
      );
      return { accent };
    },
  });
}

/** Forms of a company, or of a house that it manages. */
async function formsAsked(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId;
    readonly building: BuildingId | undefined;
    readonly year: number | undefined;
  },
) {
  const { organization, building, year } = of;
  if (building === undefined) {
    const missing: PortalRefusal = { code: "portal.organization_not_found", organization };
    return found(await companyDisclosure(ctx, { organization, form: undefined, year }), missing);
  }
  const missing: PortalRefusal = { code: "portal.house_not_found", building };
  const manages = await ctx.transaction(
    async (tx) => (await findBuilding(tx, building))?.organization === organization,
  );
  return found(manages ? await houseDisclosure(ctx, { building, year }) : undefined, missing);
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (!(body instanceof Readable)) throw new Refused<RequestRefusal>({ code: "request.unreadable" });
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += (piece as Buffer).length;
    if (size > FILE_BYTES_MAX)
      throw new Refused<RequestRefusal>({ code: "request.too_large", bytesMax: FILE_BYTES_MAX });
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
