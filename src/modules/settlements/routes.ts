import { covers } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, UserId } from "#core/ids";
import { type Money, money, NOTHING } from "#core/units";
import { audited, listUsers } from "#modules/access";
import { findOrganizations, listOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import { found, granted, type Http } from "#platform/http";
import {
  approveSettlement,
  discardSettlement,
  listTerms,
  providerMonth,
  setTerms,
  settle,
  type Settled,
} from "./actions.ts";
import * as contract from "./contract.ts";
import type { Settlement, Waiting } from "./model.ts";
import { paymentDay } from "./rules/terms.ts";
import * as store from "./store.ts";

/** Contracts with providers, and what is due to them by the books. */
export async function settlementRoutes(app: Http): Promise<void> {
  const tags = ["settlements"];
  const config = { permission: "settlements.read" } as const;
  const make = { permission: "settlements.make" } as const;

  app.route({
    method: "GET",
    url: "/api/settlements/terms",
    config,
    schema: {
      tags,
      summary: "What was agreed with providers, dated",
      querystring: contract.TermsQuery,
      response: { 200: contract.TermsResponse },
    },
    handler: async ({ ctx, query }) => {
      const terms = await listTerms(ctx, query.provider as OrganizationId | undefined);
      const names = await organizationNames(ctx, [
        ...terms.map((one) => one.provider),
        ...terms.flatMap((one) => one.organization ?? []),
      ]);
      return {
        terms: terms.map(({ facts, ...one }) => ({
          ...one,
          ...facts,
          tiers: [...facts.tiers],
          providerName: names.get(one.provider) ?? "",
          organizationName: one.organization && names.get(one.organization),
          nextPayment: covers(one, ctx.today) ? paymentDay(facts, ctx.today) : undefined,
        })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/settlements/terms",
    config: { permission: "settlements.terms" },
    schema: {
      tags,
      summary: "Set what was agreed with a provider from a day on",
      description: "What ran before ends on that day. The same again changes nothing.",
      body: contract.SetTermsRequest,
      response: { 200: contract.TermsSetResponse },
    },
    handler: ({ ctx, body, id }) =>
      audited(
        ctx,
        () => ({
          action: "settlements.terms_set",
          subject: `provider ${body.provider}, from ${body.from}`,
          data: { contract: body.contract, basis: body.basis, commission: body.commission },
          requestId: id,
        }),
        async (inner) =>
          granted(
            await setTerms(inner, {
              ...body,
              organization: body.organization as OrganizationId | undefined,
              provider: body.provider as OrganizationId,
              percent: body.percent ?? 0n,
              fixed: body.fixed ?? NOTHING,
              tiers: body.tiers ?? [],
              scheduleDay: body.scheduleDay ?? 1,
              least: body.least,
              most: body.most,
            }),
          ),
      ),
  });

  app.route({
    method: "GET",
    url: "/api/settlements/board",
    config,
    schema: {
      tags,
      summary: "A month by companies and providers: settled, ordered, transferred, and what is left",
      querystring: contract.BoardQuery,
      response: { 200: contract.BoardResponse },
    },
    handler: async ({ ctx, query }) => {
      const rows = await boardRows(ctx, {
        period: query.period,
        organization: query.organization as OrganizationId | undefined,
      });
      const names = await organizationNames(
        ctx,
        rows.flatMap((row) => [row.organization, row.provider]),
      );
      return {
        rows: rows.map((row) => ({
          ...row,
          organizationName: names.get(row.organization) ?? "",
          providerName: names.get(row.provider) ?? "",
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/settlements",
    config,
    schema: {
      tags,
      summary: "Settlements, the newest first",
      querystring: contract.SettlementsQuery,
      response: { 200: contract.SettlementsResponse },
    },
    handler: async ({ ctx, query }) => ({
      settlements: await shown(
        ctx,
        await ctx.transaction((tx) => store.listSettlements(tx, query as store.SettlementFilter)),
      ),
    }),
  });

  app.route({
    method: "POST",
    url: "/api/settlements",
    config: make,
    schema: {
      tags,
      summary: "Settle what is due through a day from a company's houses",
      description:
        "Drafts the difference between what is due since ever and what was settled; twice changes nothing.",
      body: contract.SettleRequest,
      response: { 201: contract.SettledResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const organization = body.organization as OrganizationId;
      const settled = await audited(
        ctx,
        ({ settlements }: Settled) => ({
          action: "settlements.settled",
          subject: `organization ${organization}, through ${body.through}`,
          data: { settlements: settlements.length },
          organization,
          requestId: id,
        }),
        async (inner) =>
          granted(
            await settle(inner, {
              organization,
              through: body.through,
              provider: body.provider as OrganizationId | undefined,
            }),
          ),
      );
      const names = await organizationNames(
        ctx,
        settled.uncovered.map((one) => one.provider),
      );
      return reply.code(201).send({
        settlements: await shown(ctx, settled.settlements),
        uncovered: settled.uncovered.map((one) => ({ ...one, providerName: names.get(one.provider) ?? "" })),
      });
    },
  });

  app.route({
    method: "GET",
    url: "/api/settlements/:settlement",
    config,
    schema: {
      tags,
      summary: "A settlement with its houses",
      params: contract.SettlementPath,
      response: { 200: contract.SettlementResponse },
    },
    handler: async ({ ctx, params }) => {
      const [known, buildings] = await ctx.transaction(
        async (tx) =>
          [
            found(await store.findSettlement(tx, params.settlement), notFound(params.settlement)),
            await store.listBuildingSums(tx, params.settlement),
          ] as const,
      );
      const terms = (await listTerms(ctx, known.provider)).filter((one) => covers(one, known.through));
      const own = terms.find((one) => one.organization === known.organization) ?? terms[0];
      const [wire] = await shown(ctx, [known]);
      return { ...found(wire, notFound(params.settlement)), contract: own?.facts.contract, buildings };
    },
  });

  app.route({
    method: "GET",
    url: "/api/settlements/:settlement/rows",
    config,
    schema: {
      tags,
      summary: "A settlement down to the payment",
      params: contract.SettlementPath,
      querystring: contract.RowsQuery,
      response: { 200: contract.RowsResponse },
    },
    handler: async ({ ctx, params, query }) => {
      const rows = await ctx.transaction((tx) =>
        store.listRows(tx, {
          settlement: params.settlement,
          building: query.building as BuildingId | undefined,
          after: query.after === undefined ? undefined : placeOf(query.after),
          limit: query.limit + 1,
        }),
      );
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return {
        rows: page.map(({ number, ...row }) => ({ ...row, account: number })),
        next:
          rows.length > query.limit && last
            ? `${last.building}-${last.account}-${last.document}-${last.kind === "advance" ? 12 : 10}`
            : undefined,
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/settlements/:settlement/approval",
    config: make,
    schema: {
      tags,
      summary: "Approve a settlement: its money may be ordered",
      params: contract.SettlementPath,
      response: { 201: contract.SettlementStateResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const approved = await audited(
        ctx,
        (of: Settlement) => auditOf("settlements.approved", of, id),
        async (inner) => granted(await approveSettlement(inner, params.settlement)),
      );
      const [wire] = await shown(ctx, [approved]);
      return reply.code(201).send(found(wire, notFound(params.settlement)));
    },
  });

  app.route({
    method: "POST",
    url: "/api/settlements/:settlement/discarding",
    config: make,
    schema: {
      tags,
      summary: "Give up a draft: its payments are due again",
      params: contract.SettlementPath,
      response: { 200: contract.SettlementStateResponse },
    },
    handler: async ({ ctx, params, id }) => {
      const discarded = await audited(
        ctx,
        (of: Settlement) => auditOf("settlements.discarded", of, id),
        async (inner) => granted(await discardSettlement(inner, params.settlement)),
      );
      const [wire] = await shown(ctx, [discarded]);
      return found(wire, notFound(params.settlement));
    },
  });

  app.route({
    method: "GET",
    url: "/api/settlements/providers/:provider",
    config,
    schema: {
      tags,
      summary: "A provider's month: due, allocated, kept, transferred, due",
      params: contract.ProviderPath,
      querystring: contract.ProviderMonthQuery,
      response: { 200: contract.ProviderMonthResponse },
    },
    handler: async ({ ctx, params, query }) => {
      const provider = params.provider as OrganizationId;
      const organization = query.organization as OrganizationId | undefined;
      const names = await organizationNames(ctx, [provider]);
      const providerName = found(names.get(provider), {
        code: "settlements.organization_not_found",
        organization: provider,
      });
      const { sums, ...of } = await providerMonth(ctx, { provider, organization, period: query.period });
      const settlements = await ctx.transaction((tx) =>
        store.listSettlements(tx, { provider, organization, period: query.period }),
      );
      const approved = settlements.filter(({ state }) => state !== "draft");
      return {
        provider,
        providerName,
        period: query.period,
        ...of,
        ...sums,
        settlements: await shown(ctx, approved),
      };
    },
  });
}

const notFound = (settlement: number) => ({ code: "settlements.not_found", settlement });

const auditOf = (action: string, of: Settlement, requestId: string) => ({
  action,
  subject: `settlement ${of.id}`,
  data: { number: of.number, toTransfer: String(of.toTransfer), provider: of.provider },
  organization: of.organization,
  requestId,
});

function placeOf(text: string): store.RowPlace {
  const [building = "0", account = "0", document = "0", kind = "0"] = text.split("-");
  return {
    building: Number(building) as BuildingId,
    account: Number(account) as AccountId,
    document: BigInt(document),
    kind: Number(kind),
  };
}

async function organizationNames(
  ctx: Ctx,
  ids: readonly OrganizationId[],
): Promise<Map<OrganizationId, string>> {
  const organizations = await ctx.transaction((tx) => findOrganizations(tx, [...new Set(ids)]));
  return new Map(organizations.map(({ id, name }) => [id, name]));
}

/** With the names of organizations and people, where they are in sight. */
async function shown(ctx: Ctx, settlements: readonly Settlement[]) {
  const names = await organizationNames(
    ctx,
    settlements.flatMap((one) => [one.organization, one.provider]),
  );
  const people = new Map((await listUsers(ctx)).map((user) => [user.id, user.name]));
  const personOf = (id: UserId | undefined) => (id === undefined ? undefined : people.get(id));
  return settlements.map((one) => ({
    ...one,
    organizationName: names.get(one.organization) ?? "",
    providerName: names.get(one.provider) ?? "",
    madeByName: personOf(one.madeBy),
    approvedByName: personOf(one.approvedBy),
  }));
}

interface BoardRow {
  readonly organization: OrganizationId;
  readonly provider: OrganizationId;
  allocated: Money;
  returned: Money;
  commission: Money;
  withheld: Money;
  payments: number;
  toTransfer: Money;
  documents: { readonly id: number; readonly number: number }[];
  drafts: number;
  approved: Money;
  ordered: Money;
  transferred: Money;
  waiting: Money;
  uncovered: Money;
}

/** A row for each company and provider with something to say, what differs first. */
async function boardRows(
  ctx: Ctx,
  of: {
    readonly period: Parameters<typeof providerMonth>[1]["period"];
    readonly organization?: OrganizationId | undefined;
  },
): Promise<BoardRow[]> {
  const [settlements, waiting] = await ctx.transaction(async (tx) => {
    const organizations =
      of.organization === undefined
        ? (await listOrganizations(tx, ["company"])).map(({ id }) => id)
        : [of.organization];
    return [
      await store.listSettlements(tx, of),
      await store.listWaiting(tx, { ...of, organizations }),
    ] as const;
  });
  const rows = new Map<string, BoardRow>();
  const rowOf = ({ organization, provider }: Pick<Waiting, "organization" | "provider">): BoardRow => {
    const key = `${organization}|${provider}`;
    const row = rows.get(key) ?? { organization, provider, documents: [], ...EMPTY };
    rows.set(key, row);
    return row;
  };
  for (const one of settlements) {
    const row = rowOf(one);
    row.allocated = money(row.allocated + one.allocated);
    row.returned = money(row.returned + one.returned);
    row.commission = money(row.commission + one.commission);
    row.withheld = money(row.withheld + one.withheld);
    row.documents.unshift({ id: one.id, number: one.number });
    row.payments += one.payments;
    row.toTransfer = money(row.toTransfer + one.toTransfer);
    if (one.state === "draft") row.drafts += 1;
    else row[one.state] = money(row[one.state] + one.toTransfer);
  }
  for (const one of waiting) {
    const row = rowOf(one);
    row.waiting = money(row.waiting + one.amount);
    if (one.isUncovered) row.uncovered = money(row.uncovered + one.amount);
  }
  const rank = (row: BoardRow): number =>
    row.uncovered !== 0n ? 0 : row.waiting !== 0n ? 1 : row.drafts > 0 ? 2 : row.approved !== 0n ? 3 : 4;
  return [...rows.values()].sort(
    (a, b) => rank(a) - rank(b) || a.organization - b.organization || a.provider - b.provider,
  );
}

const EMPTY = {
  allocated: NOTHING,
  returned: NOTHING,
  commission: NOTHING,
  withheld: NOTHING,
  payments: 0,
  toTransfer: NOTHING,
  drafts: 0,
  approved: NOTHING,
  ordered: NOTHING,
  transferred: NOTHING,
  waiting: NOTHING,
  uncovered: NOTHING,
};
