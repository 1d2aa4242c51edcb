import { covers, addDays } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { periodOf } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import type { Chore } from "#modules/access";
import { type AccountHolder, findStates, listHolders } from "#modules/accounts";
import { findPremisesAddresses, listBuildingLines, listManagedBuildings } from "#modules/addresses";
import {
  endMailingAccounts,
  EVENT_OF,
  filled,
  findMailing,
  findMailingSample,
  findMailingTerms,
  findTemplate,
  insertMailing,
  insertMailingAccounts,
  insertMailingEvent,
  insertTold,
  isReminded,
  judgeDecision,
  judgeDraft,
  lateAfter,
  listMailingsIn,
  lockMailing,
  type Mailing,
  type MailingAccount,
  type MailingDecision,
  type MailingDraft,
  type MailingRefusal,
  needsSecond,
  type NewMessage,
  nextMailingAccounts,
  type Notice,
  overdueOf,
  planMessages,
  ruleOf,
  shortened,
  smsParts,
  stopMailing,
  type Template,
  usualTemplate,
} from "#modules/notifications";
import { dueDay } from "#modules/receipts";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { balancesToday } from "./account-owing.ts";
import { named, notify } from "./notify.ts";

/** Buildings whose accounts are looked at in one transaction. */
const BUILDINGS_AT_ONCE = 10;
const BUILDINGS_MAX = 100_000;

/** Writes down what is to be told; the dry run follows by itself. A company tells of its own buildings alone. */
export async function draftMailing(
  ctx: Ctx,
  draft: MailingDraft,
): Promise<Result<{ readonly mailing: number }, MailingRefusal>> {
  const by = ctx.scope.user;
  if (by === undefined) return refuse({ code: "mailings.second_person" });
  const organization =
    ctx.scope.sees === "center" ? draft.organization : (ctx.scope.organizations[0] as OrganizationId);
  const of = { ...draft, organization };
  const trouble = judgeDraft(of);
  if (trouble) return refuse(trouble);
  return attempt<{ readonly mailing: number }, MailingRefusal>(ctx, async (tx) => {
    const own = new Set(await buildingsOf(tx, { ...of, buildings: [] }));
    const stranger = of.buildings.find((building) => !own.has(building));
    if (stranger !== undefined) return refuse({ code: "mailings.building_not_own", building: stranger });
    return ok({ mailing: await insertMailing(tx, { ...of, by }) });
  });
}

/** The word of a person about a mailing: send it, ask for a second one, say yes or no, take it back. */
export const decideMailing = (
  ctx: Ctx,
  of: { readonly mailing: number; readonly decision: MailingDecision; readonly reason: string },
): Promise<Result<Mailing, MailingRefusal>> =>
  attempt<Mailing, MailingRefusal>(ctx, async (tx) => {
    const known = await lockMailing(tx, of.mailing);
    if (!known) return refuse({ code: "mailings.not_found", mailing: of.mailing });
    const reason = of.reason.trim();
    const event = judgeDecision(known, of.decision, { user: ctx.scope.user, reason });
    if (typeof event !== "string") return refuse(event);
    await insertMailingEvent(tx, known, { event, reason });
    if (event === "withdrawn") await stopMailing(tx, of.mailing);
    return ok((await findMailing(tx, of.mailing)) ?? known);
  });

/** Counts the new mailings and sends on those that may go. Done twice it finds and sends nothing more. */
export async function workMailings(ctx: Ctx, origin: string): Promise<void> {
  for (const mailing of await ctx.transaction((tx) => listMailingsIn(tx, "counting")))
    await countMailing(ctx, mailing, origin);
  for (const mailing of await ctx.transaction((tx) => listMailingsIn(tx, "sending")))
    while ((await ctx.transaction((tx) => sendNext(tx, mailing))) === "more");
}

export const mailingChore = (origin: string): Chore => ({
  name: "mailings",
  everySeconds: 3,
  leaseSeconds: 1_800,
  run: (ctx) => workMailings(ctx, origin),
});

/** The dry run: which accounts it is for, by which channels each is told, and what short messages come to. */
async function countMailing(ctx: Ctx, mailing: number, origin: string): Promise<void> {
  const start = await ctx.transaction(async (tx) => {
    const known = await findMailing(tx, mailing);
    return known && { known, buildings: await buildingsOf(tx, known) };
  });
  if (!start) return;
  const { known, buildings } = start;
  for (let at = 0; at < buildings.length; at += BUILDINGS_AT_ONCE) {
    const some = buildings.slice(at, at + BUILDINGS_AT_ONCE);
    await ctx.transaction(async (tx) => {
      const chosen = await chosenOf(tx, known, some);
      const notices = await named(tx, noticesOf(known, chosen));
      const planned = Map.groupBy(await planMessages(tx, notices), ({ account }) => account);
      const said = wordsOf(tx, origin);
      const rows: MailingAccount[] = [];
      for (const { account, building, amount } of chosen) {
        const own = planned.get(account) ?? [];
        const by = (channel: NewMessage["channel"]) => own.filter((one) => one.channel === channel);
        let parts = 0;
        for (const one of by("sms")) parts += smsParts(shortened((await said(one)).body));
        rows.push({
          building,
          account,
          amount,
          letters: by("email").length,
          shortMessages: by("sms").length,
          pushes: by("push").length,
          parts,
        });
      }
      await insertMailingAccounts(tx, mailing, rows);
    });
  }
  await ctx.transaction(async (tx) => {
    const counted = await lockMailing(tx, mailing);
    if (counted?.state !== "counting") return;
    const terms = await findMailingTerms(tx);
    await insertMailingEvent(tx, counted, {
      event: "counted",
      partPrice: terms.partPrice,
      needsSecond: needsSecond(counted.counts, terms),
    });
  });
}

/** Tells one building. Who owes no longer what was asked for, or has left, is left out. */
async function sendNext(tx: Tx, mailing: number): Promise<"more" | "done"> {
  const known = await lockMailing(tx, mailing);
  if (known?.state !== "sending") return "done";
  const next = await nextMailingAccounts(tx, mailing);
  const [first] = next;
  if (!first) {
    await insertMailingEvent(tx, known, { event: "finished" });
    return "done";
  }
  const { building } = first;
  const settled = new Set(next.map(({ account }) => account));
  const chosen = (await chosenOf(tx, known, [building])).filter(({ account }) => settled.has(account));
  await notify(tx, noticesOf(known, chosen));
  // Who was reminded in this month is not reminded again by the chore.
  if (known.kind === "debt")
    await insertTold(
      tx,
      chosen.map(({ account }) => ({ building, account, event: "debt", key: periodOf(tx.scope.today) })),
    );
  const told = chosen.map(({ account }) => account);
  await endMailingAccounts(tx, { mailing, building, accounts: told, outcome: "told" });
  const left = [...settled].filter((account) => !told.includes(account));
  await endMailingAccounts(tx, { mailing, building, accounts: left, outcome: "left_out" });
  return "more";
}

/** Buildings of a mailing, without those that are another organization's by now. */
async function buildingsOf(
  tx: Tx,
  { organization, buildings }: Pick<MailingDraft, "organization" | "buildings">,
): Promise<BuildingId[]> {
  const lines =
    organization === undefined
      ? await listBuildingLines(tx, undefined, BUILDINGS_MAX)
      : await listManagedBuildings(tx, organization);
  const own = lines.map(({ id }) => id as BuildingId);
  const wanted = new Set(buildings);
  return wanted.size === 0 ? own : own.filter((id) => wanted.has(id));
}

interface Chosen extends AccountHolder {
  readonly amount: Money;
  readonly address: string;
  readonly phone: string | undefined;
}

/** Accounts of these buildings that the mailing is for today. */
async function chosenOf(tx: Tx, mailing: MailingDraft, buildings: readonly BuildingId[]): Promise<Chosen[]> {
  const { today } = tx.scope;
  const all = await listHolders(tx, { buildings, from: today, to: addDays(today, 1) });
  const amounts = mailing.kind === "debt" ? await overdueAmounts(tx, mailing, all) : undefined;
  const holders = amounts ? all.filter(({ account }) => amounts.has(account)) : all;
  const addresses = await findPremisesAddresses(tx, holders);
  const isMust = ruleOf(EVENT_OF[mailing.kind]).must !== undefined;
  const states = isMust ? (await findStates(tx, holders)).filter((one) => covers(one, today)) : [];
  const phones = new Map(states.map(({ account, facts }) => [account, facts.phone]));
  return holders.map((holder) => ({
    ...holder,
    amount: amounts?.get(holder.account) ?? (0n as Money),
    address: addresses.get(holder.premises)?.address ?? "",
    phone: phones.get(holder.account),
  }));
}

async function overdueAmounts(tx: Tx, mailing: MailingDraft, holders: readonly AccountHolder[]) {
  const isLate = lateAfter(dueDay, tx.scope.today);
  const balances = await balancesToday(tx, holders);
  return new Map(
    [...balances].flatMap(([account, balance]) => {
      const overdue = overdueOf(balance, isLate);
      return isReminded(overdue, mailing) ? [[account, overdue.amount] as const] : [];
    }),
  );
}

/** Of an announcement everybody of a house hears once, however many accounts are theirs there. */
function noticesOf(of: Mailing, chosen: readonly Chosen[]): Notice[] {
  const { mailing, kind, draftedAt } = of;
  const english = { title: of.titleEn || of.titleRu, text: of.textEn || of.textRu };
  return chosen.map(({ building, account, number, address, amount, phone }): Notice => {
    const base = { event: EVENT_OF[kind], to: { building, account }, phone, mailing };
    if (kind === "debt")
      return {
        ...base,
        key: `mailing:${mailing}:${number}`,
        data: {
          account: number,
          address,
          amount: String(amount),
          day: dayOf(draftedAt),
          link: `/lk/pay?account=${number}`,
        },
      };
    return {
      ...base,
      key: `mailing:${mailing}:house:${building}`,
      data: {
        address,
        title: { ru: of.titleRu, en: english.title },
        text: { ru: of.textRu, en: english.text },
        link: "/lk",
      },
    };
  });
}

const dayOf = (at: Date): string => new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(0, 10);

/** The words of messages before they leave, each template looked up once. */
function wordsOf(tx: Tx, origin: string): (message: NewMessage) => Promise<Template> {
  const known = new Map<string, Template>();
  return async ({ organization, event, channel, language, data }) => {
    if (event === "digest") throw new Error("a mailing is no letter of the day");
    const key = `${organization ?? 0} ${event} ${channel} ${language}`;
    const own =
      known.get(key) ??
      (organization === undefined
        ? undefined
        : await findTemplate(tx, { organization, event, channel, language })) ??
      usualTemplate(event, channel, language);
    known.set(key, own);
    return filled(own, { event, language, data, origin });
  };
}

/** What one of its readers gets by each channel, in the words in which it leaves. */
export async function sampleOf(
  tx: Tx,
  mailing: Mailing,
  origin: string,
): Promise<{ channel: NewMessage["channel"]; subject: string; body: string; parts: number | undefined }[]> {
  const at = await findMailingSample(tx, mailing.mailing);
  if (!at) return [];
  const chosen = (await chosenOf(tx, mailing, [at.building])).filter(({ account }) => account === at.account);
  const planned = await planMessages(tx, await named(tx, noticesOf(mailing, chosen)));
  const said = wordsOf(tx, origin);
  const shown: Awaited<ReturnType<typeof sampleOf>> = [];
  for (const message of new Map(planned.map((one) => [one.channel, one])).values()) {
    const { subject, body } = await said(message);
    const isShort = message.channel === "sms";
    const text = isShort ? shortened(body) : body;
    shown.push({
      channel: message.channel,
      subject,
      body: text,
      parts: isShort ? smsParts(text) : undefined,
    });
  }
  return shown;
}
