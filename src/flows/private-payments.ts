import type { PaymentId } from "#core/ids";
import { type Result, refuse } from "#core/result";
import { type Money, money } from "#core/units";
import { type FiscalMarks, listOwed } from "#modules/gateways";
import {
  type AutopayRefusal,
  createOrder,
  listPaymentDocuments,
  type OnlineOrderRefusal,
  ORDER_AMOUNT_MAX,
  ORDER_AMOUNT_MIN,
} from "#modules/payments";
import type { OwnAccount, SignedInResident } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { Language } from "#platform/http";
import { orderThatKeepsCard } from "./autopay.ts";
import { type ConsentGiven, CONSENT_VERSION, CONSENT_WORDS } from "./autopay-consents.ts";
import { type CardBanks, keepsCards } from "./card-banks.ts";
import { accountAround, moneyToday } from "./private-account.ts";
import type { PaymentMade, PayChoice, PayPage } from "./private-account-contract.ts";
import type { FormState } from "./resident-pages-contract.ts";

/** Two years of monthly payments. */
const PAYMENTS_SHOWN = 24;
/** A page that is left open is not paid by any more after so long. */
const ORDER_MILLISECONDS = 24 * 3_600_000;

interface Contexts {
  readonly resident: Ctx;
  readonly center: Ctx;
}

/** What there is to pay, and what was paid: who took it is known to the center alone. */
export async function payPageOf(
  ctx: Contexts,
  self: SignedInResident,
  of: {
    readonly account: OwnAccount;
    readonly banks: CardBanks;
    readonly language: Language;
    readonly form: FormState;
  },
): Promise<PayPage> {
  const { account, banks, form, language } = of;
  const own = await ctx.resident.transaction(async (tx) => ({
    around: await accountAround(tx, self, account),
    money: await moneyToday(tx, account),
  }));
  const [bank] = banks.list;
  return {
    page: "lk.pay",
    ...own,
    least: ORDER_AMOUNT_MIN,
    most: ORDER_AMOUNT_MAX,
    bank: bank === undefined ? "none" : bank.isTest ? "test" : "real",
    // Who is let in to pay pays by a card of their own, and keeps none on somebody else's account.
    keep:
      keepsCards(banks) && account.rights.has("manage")
        ? { version: CONSENT_VERSION, wording: CONSENT_WORDS.keep[language] }
        : undefined,
    form,
    payments: await ctx.center.transaction((tx) => paymentsMade(tx, account)),
  };
}

async function paymentsMade(tx: Tx, { building, account }: OwnAccount): Promise<PaymentMade[]> {
  const documents = await listPaymentDocuments(tx, { building, account, limit: PAYMENTS_SHOWN });
  const made: PaymentMade[] = [];
  for (const { payment, paidOn, amount, channel, agentName, reversed } of documents) {
    const marks = channel === "online" ? await marksOf(tx, { building, payment }) : undefined;
    made.push({
      paidOn,
      amount,
      channel,
      agent: agentName,
      isReversed: reversed !== undefined,
      fiscal: marks && { fn: marks.fnNumber, document: marks.documentNumber, attribute: marks.attribute },
    });
  }
  return made;
}

const marksOf = async (
  tx: Tx,
  of: { readonly building: OwnAccount["building"]; readonly payment: PaymentId },
): Promise<FiscalMarks | undefined> =>
  (await listOwed(tx, of)).find(({ kind, marks }) => kind === "sell" && marks !== undefined)?.marks;

/**
 * An order of what was chosen, to be paid on its own page. How much "all" and "debt" are is found out anew: a page may
 * have been open for days. Begun only for an account whose right to pay was looked up.
 */
export async function orderFromAccount(
  ctx: Contexts,
  of: {
    readonly account: OwnAccount;
    readonly choice: PayChoice;
    /** As it was typed, of another amount. */
    readonly other: string;
    readonly banks: CardBanks;
    readonly language: Language;
    /** Given where the card is to be kept. */
    readonly keep?: ConsentGiven | undefined;
  },
): Promise<Result<{ readonly token: string }, OnlineOrderRefusal | AutopayRefusal>> {
  const [bank] = of.banks.list;
  if (!bank) return refuse({ code: "payments.order_bank_unknown", bank: "" });
  const today = await ctx.resident.transaction((tx) => moneyToday(tx, of.account));
  const amount =
    of.choice === "all"
      ? today.amount
      : of.choice === "debt"
        ? today.overdue
        : (roublesTyped(of.other) ?? money(0n));
  const order = {
    account: of.account.number,
    amount,
    bank: bank.code,
    expiresAt: new Date(Date.now() + ORDER_MILLISECONDS),
  };
  const { keep, language } = of;
  return ctx.center.transaction((tx) =>
    keep === undefined
      ? createOrder(tx, { ...order, origin: "page", language })
      : orderThatKeepsCard(tx, { ...order, consent: keep }),
  );
}

/** "1 234,5" as a person types it; undefined for what is no sum of money. */
export function roublesTyped(text: string): Money | undefined {
  const found = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[\s\u00a0\u202f]/g, ""));
  if (!found) return undefined;
  const [, roubles = "", kopecks = ""] = found;
  return money(BigInt(roubles) * 100n + BigInt(kopecks.padEnd(2, "0")));
}
