import { must } from "#core/assert";
import { findAccountsByPlace } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import { type FiscalMarks, listOwed } from "#modules/gateways";
import { createOrder, findOrder, findOrderByToken, type Order } from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { CardBanks } from "./card-banks.ts";
import { lookAt } from "./online-payments.ts";

/** An order as whoever has its link may see it: the amount, and no more of the account than makes it recognizable. */
export interface GuestOrder {
  readonly order: Order;
  /** "4400••••10". */
  readonly account: string;
  /** "ул. Лен•••, кв. 3". */
  readonly address: string;
  readonly shows: "form" | "pending" | "succeeded" | "canceled" | "expired" | "refunded";
  /** The page is to ask again by itself. */
  readonly waits: boolean;
  readonly canTryAgain: boolean;
  readonly isTest: boolean;
  /** Those that the cash register has printed: of the sale, and of what was given back. */
  readonly receipts: readonly { readonly isReturn: boolean; readonly marks: FiscalMarks }[];
}

/** Finds an order by the token of its link. A payer who came back is a reason to look, and no proof of anything. */
export async function guestOrder(
  ctx: Ctx,
  banks: CardBanks,
  token: string,
  { look }: { readonly look: boolean },
): Promise<GuestOrder | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const ref = await ctx.transaction((tx) => findOrderByToken(tx, token));
  if (!ref) return undefined;
  const before = must(await ctx.transaction((tx) => findOrder(tx, ref)), "the order of a link");
  const bank = banks.find(before.bank);
  if (look && bank && (before.state === "pending" || before.state === "unknown") && !before.asking)
    await lookAt(ctx, banks, ref);
  return ctx.transaction(async (tx) => {
    const order = must(await findOrder(tx, ref), "the order of a link");
    const [account] = await findAccountsByPlace(tx, [order]);
    const premises = account && (await findPremisesAddresses(tx, [account])).get(account.premises);
    const receipts =
      order.payment === undefined
        ? []
        : await listOwed(tx, { building: order.building, payment: order.payment });
    const isOver = order.state === "canceled" || order.state === "expired";
    const shows =
      order.state === "created"
        ? order.isExpired
          ? "expired"
          : "form"
        : order.state === "unknown"
          ? "pending"
          : order.state;
    return {
      order,
      account: maskedNumber(order.accountNumber),
      address: premises === undefined ? "" : maskedWords(premises.address),
      shows,
      waits:
        shows === "pending" ||
        ((shows === "succeeded" || shows === "refunded") &&
          receipts.some(({ marks, madeAt }) => marks === undefined && isRecent(madeAt))),
      canTryAgain: isOver && !order.isExpired && bank !== undefined,
      isTest: bank?.isTest ?? false,
      receipts: receipts.flatMap(({ kind, marks }) =>
        marks === undefined ? [] : [{ isReturn: kind === "sell_refund", marks }],
      ),
    };
  });
}

/** A receipt that has not come in a quarter of an hour waits for a person: the page is not to ask for it for ever. */
const isRecent = (madeAt: Date): boolean => Date.now() - madeAt.getTime() < 15 * 60_000;

export const maskedNumber = (number: string): string => `${number.slice(0, 4)}••••${number.slice(-2)}`;

/** "г. Северозёрск, ул. Ленина, 7": of a long word the beginning, so that the payer knows it and a stranger does not. */
export const maskedWords = (address: string): string =>
  address.replaceAll(/(\p{L}{3})\p{L}{2,}/gu, (_, beginning: string) => `${beginning}•••`);

/** A further order of the same money, after one that did not go through; gives its token. */
export async function orderAgain(ctx: Ctx, banks: CardBanks, order: Order): Promise<string | undefined> {
  if (!banks.find(order.bank)) return undefined;
  const made = await ctx.transaction((tx) =>
    createOrder(tx, {
      account: order.accountNumber,
      amount: order.amount,
      statedPeriod: order.statedPeriod,
      bank: order.bank,
      origin: "page",
      fast: order.fast,
      email: order.email,
      language: order.language,
      expiresAt: order.expiresAt,
    }),
  );
  return made.ok ? made.value.token : undefined;
}
