import { audited } from "#modules/access";
import { findAccountsByNumber } from "#modules/accounts";
import {
  type AccountRef,
  findLatestRule,
  forgetCard,
  listAutopayEvents,
  listCards,
  listTurns,
  type PaymentRefusal,
  stopAutopay,
} from "#modules/payments";
import type { Tx } from "#platform/database";
import { found, granted, type Http } from "#platform/http";
import { CONSENT_VERSION, CONSENT_WORDS } from "./autopay-consents.ts";
import * as contract from "./autopay-contract.ts";

/** Kept cards and automatic payment of an account, as the staff sees and stops them. Setting them is the payer's own. */
export async function autopayRoutes(app: Http): Promise<void> {
  const tags = ["payments"];

  app.route({
    method: "GET",
    url: "/api/accounts/:number/autopay",
    config: { permission: "payments.read" },
    schema: {
      tags,
      summary: "Kept cards and automatic payment of an account, with what has become of each month",
      params: contract.AutopayPath,
      response: { 200: contract.AutopayResponse },
    },
    handler: async ({ ctx, params, language }) =>
      ctx.transaction(async (tx) => {
        const ref = await accountOf(tx, params.number);
        const rule = await findLatestRule(tx, ref);
        const isStopped = rule?.stoppedAt !== undefined;
        return {
          cards: (await listCards(tx, ref)).map(({ consent, ...card }) => ({
            ...card,
            consentVersion: consent.version,
            agreedAt: consent.agreedAt,
          })),
          rule: rule && {
            ...rule,
            schedule: rule.schedule.kind,
            days: rule.schedule.days,
            nextMonth: isStopped ? undefined : rule.nextMonth,
            announceOn: isStopped ? undefined : rule.announceOn,
          },
          turns: (await listTurns(tx, ref)).map((turn) => ({
            ...turn,
            orders: turn.orders.map(({ order }) => order),
          })),
          events: (await listAutopayEvents(tx, { ...ref, limit: 50 })).map((event) => ({
            ...event,
            data: { ...event.data },
          })),
          consent: {
            version: CONSENT_VERSION,
            keep: CONSENT_WORDS.keep[language],
            autopay: CONSENT_WORDS.autopay[language],
          },
        };
      }),
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/autopay/stop",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Stop automatic payment of an account at once",
      params: contract.AutopayPath,
      response: { 200: contract.AutopayStopResponse },
    },
    handler: async ({ ctx, params, id }) =>
      audited(
        ctx,
        () => ({
          action: "autopay.stopped",
          subject: `account ${params.number}`,
          data: {},
          requestId: id,
        }),
        (inner) =>
          inner.transaction(async (tx) => {
            const ref = await accountOf(tx, params.number);
            granted(await stopAutopay(tx, { ...ref, by: "company" }));
            return { stopped: true as const };
          }),
      ),
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/kept-cards/:card/forgetting",
    config: { permission: "payments.reverse" },
    schema: {
      tags,
      summary: "Forget a kept card: its token is destroyed, and what was charged by it stops",
      params: contract.KeptCardPath,
      response: { 200: contract.CardForgottenResponse },
    },
    handler: async ({ ctx, params, id }) =>
      audited(
        ctx,
        () => ({
          action: "kept_card.forgotten",
          subject: `account ${params.number}`,
          data: { card: String(params.card) },
          requestId: id,
        }),
        (inner) =>
          inner.transaction(async (tx) => {
            const ref = await accountOf(tx, params.number);
            granted(await forgetCard(tx, { ...ref, card: params.card }));
            return { forgotten: true as const };
          }),
      ),
  });
}

async function accountOf(tx: Tx, number: string): Promise<AccountRef> {
  const [account] = await findAccountsByNumber(tx, [number]);
  const refusal: PaymentRefusal = { code: "payments.account_not_found", field: "account", account: number };
  return found(account, refusal);
}
