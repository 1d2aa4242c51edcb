import { covers } from "#core/day";
import { ok, type Refusal, type Result, refuse } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import { findAccountsByNumber, findStates } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import { maskedName } from "#modules/gateways";
import { createOrder, type OnlineOrderRefusal, ORDER_AMOUNT_MAX, ORDER_AMOUNT_MIN } from "#modules/payments";
import { parsePayment } from "#modules/receipts";
import type { Ctx } from "#platform/context";
import type { Language } from "#platform/http";
import { codesInPicture } from "#platform/pictures";
import { owingToday } from "./account-owing.ts";
import type { CardBanks } from "./card-banks.ts";
import type { GuestAccount, GuestPayPage } from "./guest-pay-contract.ts";
import { maskedNumber, maskedWords } from "./pay-page.ts";
import { roublesTyped } from "./private-payments.ts";
import type { FormState } from "./resident-pages-contract.ts";

/** A page that is left open is not paid by any more after so long. */
const ORDER_MILLISECONDS = 24 * 3_600_000;

export type GuestPayRefusal =
  | (Refusal & { readonly code: "guest_pay.nothing_given" })
  | (Refusal & { readonly code: "guest_pay.account_unknown" })
  | (Refusal & { readonly code: "guest_pay.not_a_picture" })
  /** There is no payment code in the picture that could be read. */
  | (Refusal & { readonly code: "guest_pay.code_not_found" })
  /** A payment code of somebody else: no account number of ours is in it. */
  | (Refusal & { readonly code: "guest_pay.code_elsewhere" })
  | (Refusal & { readonly code: "guest_pay.amount_unreadable" })
  | (Refusal & { readonly code: "guest_pay.too_often"; readonly seconds: number });

export const guestPayPage = (
  banks: CardBanks,
  of: { readonly form: FormState; readonly found?: GuestAccount | undefined },
): GuestPayPage => {
  const [bank] = banks.list;
  return {
    page: "pay.guest",
    bank: bank === undefined ? "none" : bank.isTest ? "test" : "real",
    form: of.form,
    found: of.found,
    least: ORDER_AMOUNT_MIN,
    most: ORDER_AMOUNT_MAX,
  };
};

/** The number that was typed, or else the one in the payment code of the photographed bill (GOST R 56042, PersAcc). */
export async function accountMeant(
  typed: string,
  picture: Uint8Array | undefined,
): Promise<Result<string, GuestPayRefusal>> {
  const digits = typed.replaceAll(/\D/g, "").slice(0, 20);
  if (digits !== "") return ok(digits);
  if (picture === undefined)
    return refuse({ code: typed.trim() === "" ? "guest_pay.nothing_given" : "guest_pay.account_unknown" });
  const codes = await codesInPicture(picture);
  if (codes === undefined) return refuse({ code: "guest_pay.not_a_picture" });
  const payments = codes.map(parsePayment).filter((one) => one.ok);
  if (payments.length === 0) return refuse({ code: "guest_pay.code_not_found" });
  for (const { value } of payments) {
    const [, number] = Object.entries(value.fields).find(([name]) => name.toLowerCase() === "persacc") ?? [];
    if (number !== undefined && /^\d{1,20}$/.test(number)) return ok(number);
  }
  return refuse({ code: "guest_pay.code_elsewhere" });
}

/** What a stranger may see of an account. How often it is asked is for whoever calls to bound. */
export const accountForGuest = (ctx: Ctx, number: string): Promise<Result<GuestAccount, GuestPayRefusal>> =>
  ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [number]);
    if (!account) return refuse({ code: "guest_pay.account_unknown" });
    const place = (await findPremisesAddresses(tx, [account])).get(account.premises);
    const state = (await findStates(tx, [account])).find((one) => covers(one, ctx.today));
    const owed = (await owingToday(tx, [account])).get(account.account) ?? NOTHING;
    return ok({
      number,
      masked: maskedNumber(number),
      address: maskedWords(place?.address ?? ""),
      holder: maskedName(state?.facts.holderName ?? ""),
      due: owed > 0n ? owed : NOTHING,
    });
  });

/** An order of what is due now, or of another sum; it is paid on a page of its own. */
export async function orderOfGuest(
  ctx: Ctx,
  of: {
    readonly found: GuestAccount;
    readonly choice: "all" | "other";
    readonly other: string;
    readonly banks: CardBanks;
    readonly language: Language;
  },
): Promise<Result<{ readonly token: string }, GuestPayRefusal | OnlineOrderRefusal>> {
  const [bank] = of.banks.list;
  if (!bank) return refuse({ code: "payments.order_bank_unknown", bank: "" });
  const amount: Money | undefined = of.choice === "all" ? of.found.due : roublesTyped(of.other);
  if (amount === undefined) return refuse({ code: "guest_pay.amount_unreadable" });
  return ctx.transaction((tx) =>
    createOrder(tx, {
      account: of.found.number,
      amount,
      bank: bank.code,
      origin: "page",
      language: of.language,
      expiresAt: new Date(Date.now() + ORDER_MILLISECONDS),
    }),
  );
}
