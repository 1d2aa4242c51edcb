import { previous, periodOf } from "#core/period";
import { findAccountsByPlace } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import {
  insertTold,
  listBillsUntold,
  listPaymentsUntold,
  type Notice,
  writeDigests,
} from "#modules/notifications";
import { dueDay } from "#modules/receipts";
import type { AccountId, BuildingId } from "#core/ids";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { notify, putOut } from "./notify.ts";

/** So many accounts are told of in one transaction; the chore goes on until none is left. */
const AT_ONCE = 1_000;

/** Looks for bills and payments that nobody has been told of. Done twice it tells nothing more. */
export async function tellNews(ctx: Ctx): Promise<{ readonly bills: number; readonly payments: number }> {
  return {
    bills: await untilNone(() => ctx.transaction(tellBills)),
    payments: await untilNone(() => ctx.transaction(tellPayments)),
  };
}

/** The letter of the day comes at this hour of Moscow; what was gathered by then is in it. */
const DIGEST_HOUR = 18;

/** Writes the letters of the day once it is time, whatever gathered since the last ones. */
export async function writeDailyLetters(ctx: Ctx, now: Date): Promise<number> {
  const local = new Date(now.getTime() + 3 * 3_600_000);
  const day = local.toISOString().slice(0, 10);
  const until = new Date(Date.parse(`${day}T00:00:00+03:00`) + DIGEST_HOUR * 3_600_000);
  if (now < until) return 0;
  return untilNone(() =>
    ctx.transaction(async (tx) => {
      const written = await writeDigests(tx, { until, day });
      await putOut(tx, written);
      return written.length;
    }),
  );
}

async function untilNone(step: () => Promise<number>): Promise<number> {
  for (let told = 0; ; ) {
    const more = await step();
    told += more;
    if (more === 0) return told;
  }
}

async function tellBills(tx: Tx): Promise<number> {
  // A bill of a year ago that somebody opened today is no news.
  const from = previous(previous(periodOf(tx.scope.today)));
  const bills = await listBillsUntold(tx, { from, limit: AT_ONCE });
  const places = await placesOf(tx, bills);
  const notices = bills.map(({ period, toPay, ...to }): Notice => {
    const { number, address } = places(to);
    return {
      event: "bill_ready",
      key: `bill:${number}:${period}`,
      to,
      data: {
        account: number,
        address,
        month: period,
        amount: String(toPay),
        due: dueDay(period),
        link: `/lk/bills/${period}?account=${number}`,
      },
    };
  });
  await notify(tx, notices);
  await insertTold(
    tx,
    bills.map(({ period, ...to }) => ({ ...to, event: "bill_ready", key: period.replace("-", "") })),
  );
  return bills.length;
}

async function tellPayments(tx: Tx): Promise<number> {
  const payments = await listPaymentsUntold(tx, { limit: AT_ONCE });
  const places = await placesOf(tx, payments);
  await notify(
    tx,
    payments.map(({ payment, amount, paidOn, ...to }): Notice => {
      const { number, address } = places(to);
      return {
        event: "payment_posted",
        key: `payment:${payment}`,
        to,
        data: {
          account: number,
          address,
          amount: String(amount),
          day: paidOn,
          link: `/lk/pay?account=${number}#history`,
        },
      };
    }),
  );
  await insertTold(
    tx,
    payments.map(({ payment, ...to }) => ({ ...to, event: "payment_posted", key: String(payment) })),
  );
  return payments.length;
}

interface Place {
  readonly building: BuildingId;
  readonly account: AccountId;
}

/** Numbers and addresses, as letters name them. */
export async function placesOf(
  tx: Tx,
  places: readonly Place[],
): Promise<(of: Place) => { readonly number: string; readonly address: string }> {
  const accounts = await findAccountsByPlace(tx, places);
  const addresses = await findPremisesAddresses(tx, accounts);
  const known = new Map(
    accounts.map(({ account, number, premises }) => [
      account,
      { number, address: addresses.get(premises)?.address ?? "" },
    ]),
  );
  return ({ account }) => known.get(account) ?? { number: "", address: "" };
}
