import { addDays, covers, type Day, daysBetween } from "#core/day";
import type { ServiceId } from "#core/ids";
import { addMonths, type Period, periodOf, previous } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { findManagements, findPremisesAddresses } from "#modules/addresses";
import { KINDS, listLines, listOpenings, listStatement, type StatementLine } from "#modules/ledger";
import { listCasesOfAccount } from "#modules/messages";
import { metersOf, READING_DEADLINE, scalesOf } from "#modules/metering";
import { localMinute, openPeriodOf } from "#modules/organizations";
import { type OwnAccount, ownAccount, type SignedInResident } from "#modules/residents";
import { listServices, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { Language } from "#platform/http";
import { type Balance, balanceOf } from "./account-balance.ts";
import { outagesAt } from "./house-outages.ts";
import type {
  AccountAround,
  AccountMoney,
  BillChange,
  BillLine,
  HomePage,
  ReadingsWindow,
} from "./private-account-contract.ts";

/** So many months a resident looks back over. */
export const MONTHS_SHOWN = 13;

/** A failure of supply is told for so long after its end. */
const FAILURE_DAYS = 45;

/** An answer is news for so long. */
const ANSWER_DAYS = 30;

export const nameOf = (service: Service, language: Language): string =>
  language === "ru" ? service.nameRu : service.nameEn;

/** What stands around every page of an account. Read as the resident. */
export async function accountAround(
  tx: Tx,
  self: SignedInResident,
  account: OwnAccount,
): Promise<AccountAround> {
  const places = await findPremisesAddresses(tx, self.accounts);
  const placed = self.accounts.map(({ number, premises }) => ({
    number,
    address: withoutCity(places.get(premises)?.address ?? ""),
  }));
  return {
    number: account.number,
    address: placed.find(({ number }) => number === account.number)?.address ?? "",
    others: placed.filter(({ number }) => number !== account.number),
    maySend: account.rights.has("readings"),
    mayPay: account.rights.has("pay"),
    mayManage: account.rights.has("manage"),
  };
}

/** "г. Североозёрск, ул. Лесная, 12": who lives there knows the city. */
const withoutCity = (address: string): string => address.replace(/^(?:г|пгт|пос|с|д)\. [^,]+, /, "");

/** The first page: what is to be paid, why it changed, what is awaited. All of it read as the resident. */
export async function homePage(
  ctx: Ctx,
  self: SignedInResident,
  of: { readonly account: OwnAccount; readonly language: Language },
): Promise<HomePage> {
  const { account, language } = of;
  return ctx.transaction(async (tx) => {
    const bills = await listBills(tx, account);
    const [bill] = bills;
    return {
      page: "lk.home",
      around: await accountAround(tx, self, account),
      money: await moneyToday(tx, account),
      bill,
      change: bill && (await changeOf(tx, account, { bill, language })),
      readings: await readingsWindow(tx, account),
      answer: await lastAnswer(tx, self, account),
      outages: await outagesAt(tx, account, {
        now: await localMinute(tx),
        since: addDays(tx.scope.today, -FAILURE_DAYS),
      }),
    };
  });
}

/** Who manages the account reads all that was written of it; a tenant what they wrote themselves. */
export const readerOf = (self: SignedInResident, { rights }: OwnAccount): number | undefined =>
  rights.has("manage") ? undefined : self.login.id;

/** What the company answered last, while it is news. */
async function lastAnswer(tx: Tx, self: SignedInResident, account: OwnAccount): Promise<HomePage["answer"]> {
  const since = addDays(tx.scope.today, -ANSWER_DAYS);
  const cases = await listCasesOfAccount(tx, { ...account, login: readerOf(self, account) });
  const [last] = cases
    .flatMap(({ number, kind, state, answeredOn }) =>
      state === "answered" && answeredOn !== undefined && answeredOn >= since
        ? [{ number, kind, answeredOn }]
        : [],
    )
    .sort((a, b) =>
      a.answeredOn === b.answeredOn ? b.number - a.number : a.answeredOn < b.answeredOn ? 1 : -1,
    );
  return last;
}

/** What an account owes today, and by when. */
export async function moneyToday(
  tx: Tx,
  account: Pick<OwnAccount, "building" | "account">,
): Promise<AccountMoney> {
  const { today } = tx.scope;
  const { amount, overdue, nextDue } = await balanceToday(tx, account);
  return { amount, overdue, due: nextDue && { ...nextDue, days: daysBetween(today, nextDue.day) } };
}

/** What an account owes today by its months, from the books of the month that its company has open. */
export async function balanceToday(
  tx: Tx,
  { building, account }: Pick<OwnAccount, "building" | "account">,
): Promise<Balance> {
  const { today } = tx.scope;
  const manager = (await findManagements(tx, [building])).find((one) => covers(one, today))?.facts;
  const open = manager === undefined ? undefined : await openPeriodOf(tx, manager);
  const period = open !== undefined && open < periodOf(today) ? open : periodOf(today);
  return balanceOf(
    {
      openings: await listOpenings(tx, { buildings: [building], period, account }),
      lines: await listLines(tx, { buildings: [building], account, period }),
    },
    today,
  );
}

/** Months that were charged, the newest first. */
export async function listBills(tx: Tx, { building, account }: OwnAccount): Promise<BillLine[]> {
  const through = periodOf(tx.scope.today);
  const from = addMonths(through, -MONTHS_SHOWN);
  const months = (await listStatement(tx, { building, account, from, through }))
    .filter(({ charged }) => charged !== 0n)
    .reverse()
    .slice(0, MONTHS_SHOWN);
  const bills: BillLine[] = [];
  for (const { period, charged, recalculated, benefits, penalties, paid } of months) {
    // What another system handed over stands among the recalculations of its month, and is on no bill.
    const total =
      recalculated === 0n
        ? charged + benefits + penalties
        : sumOf((await listLines(tx, { buildings: [building], account, period })).filter(isBilled));
    bills.push({ period, total: total as Money, paid: -paid as Money });
  }
  return bills;
}

export const sumOf = (lines: readonly { readonly amount: Money }[]): Money =>
  lines.reduce((sum, { amount }) => (sum + amount) as Money, NOTHING);

/** What a line adds to the month's bill: payments and advances are none of it. */
export const isBilled = ({ kind }: StatementLine): boolean => kind < KINDS.payment && kind !== KINDS.opening;

/** Against the month before, by the books: the causes stand on the bill's own page. */
async function changeOf(
  tx: Tx,
  { building, account }: OwnAccount,
  of: { readonly bill: BillLine; readonly language: Language },
): Promise<BillChange | undefined> {
  const earlier = previous(of.bill.period);
  const sumsOf = async (period: Period) => {
    const lines = await listLines(tx, { buildings: [building], account, period });
    return sumsByService(lines.filter(isBilled));
  };
  const [before, after] = [await sumsOf(earlier), await sumsOf(of.bill.period)];
  if (before.size === 0) return undefined;
  const changes = [...new Set([...before.keys(), ...after.keys()])].map((service) => ({
    service,
    amount: ((after.get(service) ?? 0n) - (before.get(service) ?? 0n)) as Money,
  }));
  const amount = sumOf(changes);
  // What pulled the other way explains nothing of it.
  const [most] = changes
    .filter((one) => one.amount > 0n === amount > 0n && one.amount !== 0n)
    .sort((a, b) => Number(magnitude(b.amount) - magnitude(a.amount)));
  const service = most && (await listServices(tx)).find(({ id }) => id === most.service);
  return {
    earlier,
    amount,
    most: most && service && { service: nameOf(service, of.language), amount: most.amount },
  };
}

const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

function sumsByService(lines: readonly StatementLine[]): Map<ServiceId | 0, Money> {
  const sums = new Map<ServiceId | 0, Money>();
  for (const { service, amount } of lines) sums.set(service, ((sums.get(service) ?? 0n) + amount) as Money);
  return sums;
}

/** The month that a reading of today counts for, and its last day. */
export function windowOn(today: Day): { readonly period: Period; readonly until: Day; readonly after: Day } {
  const month = periodOf(today);
  const period = today <= deadlineOf(month) ? month : addMonths(month, 1);
  return { period, until: deadlineOf(period), after: deadlineOf(previous(period)) };
}

const deadlineOf = (period: Period): Day => `${period}-${READING_DEADLINE}` as Day;

/** Which meters of a flat are awaited, and until when. */
export async function readingsWindow(
  tx: Tx,
  { building, premises }: Pick<OwnAccount, "building" | "premises">,
): Promise<ReadingsWindow> {
  const { period, until, after } = windowOn(tx.scope.today);
  const meters = (await metersOf(tx, { building, premises })).filter(({ removed }) => removed === undefined);
  const awaited = meters.filter((meter) =>
    scalesOf(meter).some((scale) => {
      const last = meter.last.find((one) => one.scale === scale);
      return last === undefined || last.takenOn <= after;
    }),
  );
  return {
    period,
    until,
    meters: meters.length,
    awaited: awaited.map(({ resource, serial }) => ({ resource, serial })),
  };
}

/** The account that a page is asked for: by its number, else the first one. Undefined for one that is not theirs. */
export const accountFor = (self: SignedInResident, number: string | undefined): OwnAccount | undefined =>
  number === undefined ? self.accounts[0] : ownAccount(self, number, "view");
