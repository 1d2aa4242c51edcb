import { addDays } from "#core/day";
import { previous, periodOf } from "#core/period";
import {
  insertTold,
  listAccountsUntold,
  listBillsUntold,
  listPaymentsUntold,
  type Notice,
  writeDigests,
} from "#modules/notifications";
import { dueDay } from "#modules/receipts";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { owingToday } from "./account-owing.ts";
import { readingsWindow, windowOn } from "./private-account.ts";
import { tellAnswers, tellCompanyNews, tellDebts, tellOutages, tellSafety } from "./notification-deeds.ts";
import { placesOf } from "./notification-places.ts";
import { notify, putOut } from "./notify.ts";

/** So many accounts are told of in one transaction; the chore goes on until none is left. */
const AT_ONCE = 1_000;

/** Days before the last day to pay, and before the end of the readings' window, on which it is told. */
const DUE_DAYS = 3;
const READINGS_DAYS = 5;

type News =
  | "safety"
  | "outages"
  | "answers"
  | "bills"
  | "payments"
  | "dues"
  | "readings"
  | "debts"
  | "company";

/**
 * Looks for whatever has become so and nobody has been told of, and for last days that are near. Gives how many accounts
 * were looked at; done twice it tells nothing more.
 */
export async function tellNews(ctx: Ctx): Promise<Readonly<Record<News, number>>> {
  return {
    // What hurries is told first.
    safety: await untilNone(() => ctx.transaction(tellSafety)),
    outages: await untilNone(() => ctx.transaction(tellOutages)),
    answers: await untilNone(() => ctx.transaction(tellAnswers)),
    bills: await untilNone(() => ctx.transaction(tellBills)),
    payments: await untilNone(() => ctx.transaction(tellPayments)),
    dues: await untilNone(() => ctx.transaction(tellDues)),
    readings: await untilNone(() => ctx.transaction(tellReadings)),
    debts: await untilNone(() => ctx.transaction(tellDebts)),
    company: await tellCompanyNews(ctx),
  };
}

/** Who owes something is reminded; who does not is looked at once. */
async function tellDues(tx: Tx): Promise<number> {
  const { today } = tx.scope;
  const due = dueDay(previous(periodOf(today)));
  if (today > due || today < addDays(due, -DUE_DAYS)) return 0;
  const key = periodOf(due);
  const accounts = await listAccountsUntold(tx, { event: "due_soon", key, right: "pay", limit: AT_ONCE });
  const places = await placesOf(tx, accounts);
  const owing = await owingToday(tx, accounts);
  await notify(
    tx,
    accounts.flatMap((to): Notice[] => {
      const amount = owing.get(to.account) ?? 0n;
      if (amount <= 0n) return [];
      const { number, address } = places(to);
      const link = `/lk/pay?account=${number}`;
      const data = { account: number, address, amount: String(amount), due, link };
      return [{ event: "due_soon", key: `due:${number}:${key}`, to, data }];
    }),
  );
  await insertTold(
    tx,
    accounts.map((to) => ({ ...to, event: "due_soon", key })),
  );
  return accounts.length;
}

/** Whose meters are awaited is reminded before the window closes. */
async function tellReadings(tx: Tx): Promise<number> {
  const { today } = tx.scope;
  const { period, until } = windowOn(today);
  if (today < addDays(until, -READINGS_DAYS)) return 0;
  const of = { event: "readings_window", key: period, right: "readings", limit: AT_ONCE } as const;
  const accounts = await listAccountsUntold(tx, of);
  const places = await placesOf(tx, accounts);
  const notices: Notice[] = [];
  for (const to of accounts) {
    const { number, address, premises } = places(to);
    const { awaited } = await readingsWindow(tx, { building: to.building, premises });
    if (awaited.length === 0) continue;
    const link = `/lk/readings?account=${number}`;
    const data = { account: number, address, month: period, until, link };
    notices.push({ event: "readings_window", key: `readings:${number}:${period}`, to, data });
  }
  await notify(tx, notices);
  await insertTold(
    tx,
    accounts.map((to) => ({ ...to, event: "readings_window", key: period })),
  );
  return accounts.length;
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
