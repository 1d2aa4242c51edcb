import { periodOf } from "#core/period";
import { recordAudit } from "#modules/access";
import type { Service } from "#modules/tariffs";
import { granted, type Http, type Language } from "#platform/http";
import { accountCard } from "./account-card.ts";
import * as contract from "./account-card-contract.ts";
import { consumptionOfAccount, documentOfAccount } from "./account-documents.ts";
import { accountParameters, accountPeople } from "./account-facts.ts";
import { accountHistory, EVENT_KINDS, type EventKind } from "./account-history.ts";

const nameOf = (service: Service, language: Language): string =>
  language === "ru" ? service.nameRu : service.nameEn;

/** The account card of the workplace, band by band: identity and money, parameters, people, history. */
export async function accountCardRoutes(app: Http): Promise<void> {
  const tags = ["accounts"];
  const config = { permission: "accounts.read" } as const;

  app.route({
    method: "GET",
    url: "/api/accounts/:number/card",
    config,
    schema: {
      tags,
      summary: "Identity and money of an account on a day",
      params: contract.CardPath,
      querystring: contract.CardQuery,
      response: { 200: contract.CardResponse },
    },
    handler: async ({ ctx, params, query, id }) => {
      const { money, traits, ...card } = granted(await accountCard(ctx, { ...params, ...query }));
      await recordAudit(ctx, { action: "account.read", subject: `account ${card.number}`, requestId: id });
      return {
        ...card,
        traits: [...traits],
        money: { ...money, ages: [...money.ages], debts: [...money.debts] },
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/parameters",
    config,
    schema: {
      tags,
      summary: "Dated facts that an account's charges depend on",
      params: contract.CardPath,
      querystring: contract.CardQuery,
      response: { 200: contract.ParametersResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const found = granted(await accountParameters(ctx, { ...params, ...query }));
      return {
        ...found,
        parameters: found.parameters.map((one) => ({ ...one, spans: [...one.spans] })),
        services: found.services.map(({ named, ...one }) => ({
          ...one,
          code: named?.code ?? "",
          name: named ? nameOf(named, language) : "",
          unit: named?.unit ?? "",
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/people",
    config,
    schema: {
      tags,
      summary: "People registered on an account, and their benefits",
      params: contract.CardPath,
      querystring: contract.CardQuery,
      response: { 200: contract.PeopleResponse },
    },
    handler: async ({ ctx, params, query, language, id }) => {
      const { people, ...found } = granted(await accountPeople(ctx, { ...params, ...query }));
      await recordAudit(ctx, {
        action: "account.people_read",
        subject: `account ${params.number}`,
        requestId: id,
      });
      return {
        ...found,
        people: people.map(({ benefits, ...person }) => ({
          ...person,
          benefits: benefits.map(({ code, nameRu, nameEn, from, to, document }) => ({
            code,
            name: language === "ru" ? nameRu : nameEn,
            from,
            to,
            document,
          })),
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/history",
    config,
    schema: {
      tags,
      summary: "What happened to an account, newest first",
      params: contract.CardPath,
      querystring: contract.HistoryQuery,
      response: { 200: contract.HistoryResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const found = granted(
        await accountHistory(ctx, { ...params, kinds: kindsOf(query.kinds), limit: query.limit }),
      );
      return {
        ...found,
        events: found.events.map(({ by, who, service, benefit, ...event }) => ({
          ...event,
          service: service && nameOf(service, language),
          benefit: benefit && (language === "ru" ? benefit.nameRu : benefit.nameEn),
          who: who ?? (by === undefined ? undefined : SOMEBODY[language]),
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/documents/:document",
    config,
    schema: {
      tags,
      summary: "What a payment, a reversal or a run booked on an account",
      params: contract.CardDocumentPath,
      response: { 200: contract.CardDocumentResponse },
    },
    handler: async ({ ctx, params, language }) => {
      const entries = granted(await documentOfAccount(ctx, params));
      return {
        document: params.document,
        entries: entries.map(({ service, provider: _, ...entry }) => ({
          ...entry,
          code: service?.code ?? "ADVANCE",
          name: service ? nameOf(service, language) : language === "ru" ? "Аванс" : "Advance",
        })),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/consumption",
    config,
    schema: {
      tags,
      summary: "Billed volumes of thirteen months",
      params: contract.CardPath,
      querystring: contract.ConsumptionQuery,
      response: { 200: contract.ConsumptionResponse },
    },
    handler: async ({ ctx, params, query, language }) => {
      const through = query.through ?? periodOf(ctx.today);
      const services = granted(await consumptionOfAccount(ctx, { ...params, through }));
      return {
        through,
        services: services.map(({ service, months }) => ({
          code: service.code,
          name: nameOf(service, language),
          unit: service.unit,
          resource: service.resource ?? "",
          months: [...months],
        })),
      };
    },
  });
}

/** A company's people do not see the center's by name. */
const SOMEBODY: Readonly<Record<Language, string>> = {
  ru: "сотрудник расчётного центра",
  en: "a person of the billing center",
};

/** Looking at a card is an event too, told only to who asks for it. */
const ORDINARY = EVENT_KINDS.filter((kind) => kind !== "view");

function kindsOf(text: string | undefined): readonly EventKind[] {
  if (text === undefined) return ORDINARY;
  const wanted = new Set(text.split(","));
  return EVENT_KINDS.filter((kind) => wanted.has(kind));
}
