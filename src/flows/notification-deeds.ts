import { addDays, covers } from "#core/day";
import { periodOf, previous } from "#core/period";
import { findManagements } from "#modules/addresses";
import {
  insertTold,
  listAccountsUntold,
  listAnswersUntold,
  listOutagesUntold,
  listWishersUntold,
  type Notice,
} from "#modules/notifications";
import { findOrganizations } from "#modules/organizations";
import { listShownTexts, type ShownText, summaryOf } from "#modules/portal";
import { dueDay } from "#modules/receipts";
import { takeSafetyEvents } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { balancesToday } from "./account-owing.ts";
import { placesOf } from "./notification-places.ts";
import { ANSWER_TITLE, ANSWERED, outageWords, safetyWords } from "./notification-words.ts";
import { notify } from "./notify.ts";
import { companySlug } from "./portal-houses.ts";
import { cityOf } from "./portal-pages.ts";

const AT_ONCE = 1_000;

/** A smaller debt is not worth the letter; days after the last day to pay on which payments have arrived. */
const DEBT_FROM = 100_00n;
const DEBT_DAYS = 5;

/** Once a month, of what should have been paid by now: a bill that is not due yet is no debt. */
export async function tellDebts(tx: Tx): Promise<number> {
  const { today } = tx.scope;
  const key = periodOf(today);
  if (today < addDays(dueDay(previous(key)), DEBT_DAYS)) return 0;
  const accounts = await listAccountsUntold(tx, { event: "debt", key, right: "manage", limit: AT_ONCE });
  const places = await placesOf(tx, accounts);
  const balances = await balancesToday(tx, accounts);
  await notify(
    tx,
    accounts.flatMap((to): Notice[] => {
      const balance = balances.get(to.account);
      if (!balance) return [];
      const late = balance.items.filter(({ chargedFor }) => dueDay(chargedFor) < today);
      const amount = late.reduce((sum, item) => sum + item.amount, 0n) - balance.advance;
      if (amount < DEBT_FROM) return [];
      const { number, address } = places(to);
      const link = `/lk/pay?account=${number}`;
      const data = { account: number, address, amount: String(amount), day: today, link };
      return [{ event: "debt", key: `debt:${number}:${key}`, to, data }];
    }),
  );
  await insertTold(
    tx,
    accounts.map((to) => ({ ...to, event: "debt", key })),
  );
  return accounts.length;
}

/** Of an outage everybody whom it touches; who has no private account by the telephone of the account. */
export async function tellOutages(tx: Tx): Promise<number> {
  const outages = await listOutagesUntold(tx, { limit: AT_ONCE });
  const places = await placesOf(tx, outages);
  await notify(
    tx,
    outages.map(({ no, supply, startedAt, endedAt, phone, ...to }): Notice => {
      const { number, address } = places(to);
      const data = {
        address,
        ...outageWords(supply, { startedAt, endedAt }),
        link: `/lk?account=${number}`,
      };
      return { event: "outage", key: `outage:${to.building}:${no}`, to, data, phone };
    }),
  );
  await insertTold(
    tx,
    outages.map(({ no, building, account }) => ({ building, account, event: "outage", key: String(no) })),
  );
  return outages.length;
}

/** Who wrote to the company learns that it answered; what it wrote is read behind the door. */
export async function tellAnswers(tx: Tx): Promise<number> {
  const answers = await listAnswersUntold(tx, { limit: AT_ONCE });
  const places = await placesOf(tx, answers);
  await notify(
    tx,
    answers.map(({ login, organization, number, entry, ...about }): Notice => {
      const { number: account } = places(about);
      const link = `/lk/messages/${number}?account=${account}`;
      const data = { number: String(number), title: ANSWER_TITLE, text: ANSWERED, link };
      return {
        event: "request_status",
        key: `answer:${entry}`,
        to: { login, about },
        organization,
        data,
      };
    }),
  );
  await insertTold(
    tx,
    answers.map(({ building, account, entry }) => ({
      building,
      account,
      event: "request_status",
      key: String(entry),
    })),
  );
  return answers.length;
}

/** Of what concerns the safety of a login its owner, at once. */
export async function tellSafety(tx: Tx): Promise<number> {
  const events = await takeSafetyEvents(tx, { limit: AT_ONCE });
  const places = await placesOf(
    tx,
    events.flatMap(({ about }) => (about ? [about] : [])),
  );
  await notify(
    tx,
    events.map(({ id, login, kind, detail, about, happenedAt }): Notice => {
      const account = about && places(about).number;
      const { link, ...words } = safetyWords(kind, { detail, account, happenedAt });
      return {
        event: "security",
        key: `security:${id}`,
        to: about ? { login, about } : { login },
        data: { ...words, link },
      };
    }),
  );
  return events.length;
}

/** News that companies have put on their pages since the day before yesterday, for who has asked for them. */
export async function tellCompanyNews(ctx: Ctx): Promise<number> {
  const news = await ctx.transaction(async (tx) => {
    const since = addDays(tx.scope.today, -2);
    return (await listShownTexts(tx, { kinds: ["news"], limit: 200 })).filter((one) => one.since >= since);
  });
  if (news.length === 0) return 0;
  const home = `/${(await cityOf(ctx))?.slug ?? "city"}/c`;
  let told = 0;
  for (const one of news) {
    for (let more = AT_ONCE; more === AT_ONCE; told += more)
      more = await ctx.transaction((tx) => tellArticle(tx, { ...one, home }));
  }
  return told;
}

/** Whoever lives elsewhere is looked at once. */
async function tellArticle(tx: Tx, article: ShownText & { readonly home: string }): Promise<number> {
  const { text, organization, title, body } = article;
  const key = String(text);
  const of = { event: "company_news", key, right: "view", limit: AT_ONCE } as const;
  const accounts = await listWishersUntold(tx, of);
  if (accounts.length === 0) return 0;
  const managements = await findManagements(tx, [...new Set(accounts.map(({ building }) => building))]);
  const managed = new Set(
    managements
      .filter((one) => covers(one, tx.scope.today) && one.facts === organization)
      .map(({ building }) => building),
  );
  const readers = accounts.filter(({ building }) => managed.has(building));
  const [company] = await findOrganizations(tx, [organization]);
  const link = company ? `${article.home}/${companySlug(company)}/news/${article.slug}` : "";
  const data = { title, text: summaryOf(body), link };
  await notify(
    tx,
    readers.map((to): Notice => ({ event: "company_news", key: `news:${text}`, to, organization, data })),
  );
  await insertTold(
    tx,
    accounts.map((to) => ({ ...to, event: "company_news", key })),
  );
  return accounts.length;
}
