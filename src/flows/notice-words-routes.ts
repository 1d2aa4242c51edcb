import type { OrganizationId } from "#core/ids";
import { audited } from "#modules/access";
import { EVENT_NAMES, type OwnWordsRefusal, ruleOf } from "#modules/notifications";
import { granted, type Http, type Language } from "#platform/http";
import * as contract from "./notice-words-contract.ts";
import { companiesOf, placesOf, saveWords, showWords, testWords, wordsOfCompany } from "./notice-words.ts";
import { ownWordsEn, ownWordsRu } from "./notice-words-sentences.ts";

/** A company's own words of what residents are told: written, shown by an example, tested, taken back. */
export async function noticeWordsRoutes(
  app: Http,
  options: { readonly origin: string | undefined },
): Promise<void> {
  const tags = ["notifications"];
  const config = { permission: "notices.words" } as const;

  app.route({
    method: "GET",
    url: "/api/notice-words",
    config,
    schema: {
      tags,
      summary: "What is said of each event by each channel: everybody's words and a company's own",
      querystring: contract.NoticeWordsQuery,
      response: { 200: contract.NoticeWordsResponse },
    },
    handler: async ({ ctx, query }) => {
      const organizations = await ctx.transaction(companiesOf);
      const organization =
        (query.organization as OrganizationId | undefined) ?? organizations[0]?.organization;
      const words = organization === undefined ? [] : granted(await wordsOfCompany(ctx, organization));
      return {
        organization,
        organizations,
        events: EVENT_NAMES.map((event) => ({
          event,
          isMust: ruleOf(event).must !== undefined,
          places: placesOf(event),
        })),
        words: [...words],
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/notice-words/preview",
    config,
    schema: {
      tags,
      summary: "Words as their reader will see them, by an invented account",
      body: contract.ShowWordsRequest,
      response: { 200: contract.ShownWordsResponse },
    },
    handler: async ({ ctx, body, language, protocol, host }) => {
      const { subject, body: text, ...place } = body;
      const origin = options.origin ?? `${protocol}://${host}`;
      const { refusal, ...shown } = await ctx.transaction((tx) =>
        showWords(tx, place, { subject, body: text }, origin),
      );
      return { ...shown, fault: refusal && sentenceOf(refusal, language) };
    },
  });

  app.route({
    method: "POST",
    url: "/api/notice-words",
    config,
    schema: {
      tags,
      summary: "Keep a company's words as a new version; an empty text brings everybody's words back",
      body: contract.SaveWordsRequest,
      response: { 201: contract.SavedWordsResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const { subject, body: text, version, ...place } = body;
      const organization = place.organization as OrganizationId;
      const saved = await audited(
        ctx,
        (of: { readonly version: number }) => ({
          action: "notice_words.saved",
          subject: `${place.event} ${place.channel} ${place.language}`,
          organization,
          data: { version: of.version, subject, text },
          requestId: id,
        }),
        async (inner) =>
          granted(await saveWords(inner, { ...place, organization }, { subject, body: text, version })),
      );
      return reply.code(201).send(saved);
    },
  });

  app.route({
    method: "POST",
    url: "/api/notice-words/tests",
    config,
    schema: {
      tags,
      summary: "Send words that are not kept yet to oneself",
      description:
        "A letter goes to the address that the asker signs in with, a short message to the telephone named; twenty an hour.",
      body: contract.TestWordsRequest,
      response: { 202: contract.TestedWordsResponse },
    },
    handler: async ({ ctx, body, id }, reply) => {
      const { subject, body: text, phone, ...place } = body;
      const organization = place.organization as OrganizationId;
      const tested = await audited(
        ctx,
        () => ({
          action: "notice_words.tested",
          subject: `${place.event} ${place.channel} ${place.language}`,
          organization,
          data: {},
          requestId: id,
        }),
        async (inner) =>
          granted(await testWords(inner, { ...place, organization }, { subject, body: text, phone })),
      );
      return reply.code(202).send(tested);
    },
  });
}

/** A fault of words that are still being written is told, not answered as a refusal. */
function sentenceOf(refusal: OwnWordsRefusal, language: Language): string {
  const words = language === "ru" ? ownWordsRu : ownWordsEn;
  return (words[refusal.code] as (of: OwnWordsRefusal) => string)(refusal);
}
