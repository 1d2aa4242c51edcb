import type { BuildingId, OrganizationId } from "#core/ids";
import type { Money } from "#core/units";
import { audited } from "#modules/access";
import {
  costOf,
  findMailing,
  findMailingTerms,
  insertMailingTerms,
  listLog,
  listMailings,
  type Mailing,
  messagesOf,
} from "#modules/notifications";
import { listOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import { found, granted, type Http } from "#platform/http";
import * as contract from "./mailings-contract.ts";
import { decideMailing, draftMailing, sampleOf } from "./mailings.ts";

const LOG_PAGE = 100;

/** Mailings to residents: dry run, second person, progress; and the log of every message. */
export async function mailingRoutes(
  app: Http,
  options: { readonly origin: string | undefined },
): Promise<void> {
  const tags = ["notifications"];

  app.route({
    method: "GET",
    url: "/api/notices",
    config: { permission: "notices.read" },
    schema: {
      tags,
      summary: "Mailings to residents, with what they come to and how far they are",
      response: { 200: contract.MailingsResponse },
    },
    handler: ({ ctx }) =>
      ctx.transaction(async (tx) => ({
        mailings: (await listMailings(tx)).map((one) => rowOf(ctx, one)),
        terms: await findMailingTerms(tx),
        organizations: (await listOrganizations(tx, ["company"]))
          .filter(({ id }) => ctx.scope.sees === "center" || ctx.scope.organizations.includes(id))
          .map(({ id, name }) => ({ organization: id, name })),
      })),
  });

  app.route({
    method: "POST",
    url: "/api/notices",
    config: { permission: "notices.send" },
    schema: {
      tags,
      summary: "Prepare a mailing; its dry run follows, nothing leaves",
      body: contract.MailingRequest,
      response: { 201: contract.MailingDraftedResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const drafted = await audited(
        ctx,
        ({ mailing }: { readonly mailing: number }) => ({
          action: "mailing.drafted",
          subject: `mailing ${mailing}`,
          data: { kind: body.kind, organization: body.organization ?? 0, buildings: body.buildings.length },
          requestId: id,
        }),
        async (inner) =>
          granted(
            await draftMailing(inner, {
              ...body,
              organization: body.organization as OrganizationId | undefined,
              buildings: body.buildings as BuildingId[],
              debtMin: (body.debtMin ?? 0n) as Money,
            }),
          ),
      );
      return reply.code(201).send(drafted);
    },
  });

  app.route({
    method: "GET",
    url: "/api/notices/:mailing",
    config: { permission: "notices.read" },
    schema: {
      tags,
      summary: "A mailing with a sample of what is said",
      params: contract.MailingPath,
      response: { 200: contract.MailingResponse },
    },
    handler: ({ ctx, params, protocol, host }) =>
      ctx.transaction(async (tx) => {
        const origin = options.origin ?? `${protocol}://${host}`;
        const one = found(await findMailing(tx, params.mailing), {
          code: "mailings.not_found",
          mailing: params.mailing,
        });
        return { ...rowOf(ctx, one), textRu: one.textRu, sample: await sampleOf(tx, one, origin) };
      }),
  });

  app.route({
    method: "POST",
    url: "/api/notices/:mailing/decisions",
    config: { permission: "notices.send" },
    schema: {
      tags,
      summary: "Send a mailing, ask for a second person, approve, refuse or take back",
      description: "Above the limit of messages whoever prepared it cannot send it alone.",
      params: contract.MailingPath,
      body: contract.MailingDecisionRequest,
      response: { 200: contract.MailingDecidedResponse },
    },
    handler: async ({ ctx, params, body, id }) => {
      const { state } = await audited(
        ctx,
        (of: Mailing) => ({
          action: "mailing.decided",
          subject: `mailing ${params.mailing}`,
          data: { ...body, messages: messagesOf(of.counts) },
          requestId: id,
        }),
        async (inner) => granted(await decideMailing(inner, { ...params, ...body })),
      );
      return { mailing: params.mailing, state };
    },
  });

  app.route({
    method: "POST",
    url: "/api/notice-terms",
    config: { permission: "notices.terms" },
    schema: {
      tags,
      summary: "Set what a part of a short message costs, and how much one person may send alone",
      body: contract.MailingTermsRequest,
      response: { 201: contract.MailingTermsResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const terms = { ...body, partPrice: body.partPrice as Money };
      await audited(
        ctx,
        () => ({
          action: "mailing.terms_set",
          subject: "mailing terms",
          data: { partPrice: String(body.partPrice), aloneMessages: body.aloneMessages },
          requestId: id,
        }),
        (inner) => inner.transaction((tx) => insertMailingTerms(tx, terms)),
      );
      return reply.code(201).send(terms);
    },
  });

  app.route({
    method: "GET",
    url: "/api/notice-messages",
    config: { permission: "notices.read" },
    schema: {
      tags,
      summary: "What was told to whom, and what became of each message",
      querystring: contract.MessageLogQuery,
      response: { 200: contract.MessageLogResponse },
    },
    handler: ({ ctx, query: { before, ...of } }) =>
      ctx.transaction(async (tx) => {
        const rows = await listLog(tx, {
          ...of,
          before: before === undefined ? undefined : BigInt(before),
          limit: LOG_PAGE,
        });
        const last = rows.length === LOG_PAGE ? rows.at(-1) : undefined;
        return {
          messages: rows.map((row) => ({
            ...row,
            message: String(row.message),
            mailing: row.mailing ?? undefined,
            address: masked(row.address),
            account: row.account ?? undefined,
            parts: row.parts ?? undefined,
            endedAt: row.endedAt ?? undefined,
          })),
          next: last && String(last.message),
        };
      }),
  });
}

/** "ivanova@mail.ru" as "iv•••@mail.ru", "+79000000002" as "+7900•••0002": whose it is, and not more. */
export function masked(address: string): string {
  const at = address.lastIndexOf("@");
  if (at > 0) return `${address.slice(0, Math.min(2, at - 1))}•••${address.slice(at)}`;
  return address.length < 9 ? address : `${address.slice(0, 5)}•••${address.slice(-4)}`;
}

const rowOf = (ctx: Ctx, of: Mailing) => ({
  mailing: of.mailing,
  kind: of.kind,
  organization: of.organization,
  organizationName: of.organizationName,
  buildings: of.buildings.length,
  debtMin: of.debtMin,
  monthsMin: of.monthsMin,
  title: of.titleRu,
  state: of.state,
  draftedAt: of.draftedAt,
  drafter: of.drafter,
  isOwn: of.draftedBy === ctx.scope.user,
  needsSecond: of.needsSecond,
  last: of.last,
  counts: of.counts,
  cost: of.partPrice === undefined ? undefined : costOf(of.counts, of.partPrice),
});
