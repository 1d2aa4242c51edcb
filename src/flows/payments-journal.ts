import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { OrganizationId, PaymentId, UserId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import { listUsers } from "#modules/access";
import { findAccountLines, findAccounts } from "#modules/accounts";
import { listManagedBuildings } from "#modules/addresses";
import { listEntriesOf } from "#modules/ledger";
import { findOrganizations } from "#modules/organizations";
import {
  type Channel,
  findPaymentDocuments,
  type JournalFilter,
  type JournalPlace,
  type JournalSum,
  listAgents,
  listJournal,
  type PaymentDocuments,
  type PaymentRef,
  type ReversalRefusal,
  sumJournal,
} from "#modules/payments";
import { listServices, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";

export interface JournalWish {
  readonly organization?: OrganizationId | undefined;
  /** Booked in a month, or paid on the days of `[from, to]`. */
  readonly when: { readonly period: Period } | { readonly from: Day; readonly to: Day };
  /** An account's number, holder or address, a payment's number, a piece of its document. */
  readonly text?: string | undefined;
  readonly amount?: Money | undefined;
  readonly channel?: Channel | undefined;
  readonly agent?: number | undefined;
  readonly reversedOnly?: boolean | undefined;
  /** Taken at a desk in this shift. */
  readonly shift?: number | undefined;
  /** Only what the person who asks has taken. */
  readonly isMine?: boolean | undefined;
}

/** A payment as the journal shows it: with its account, and the names of the people. */
export interface JournalRow extends PaymentDocuments {
  readonly number: string;
  readonly address: string;
  readonly holder: string;
  /** Who took it, where the name is in sight. */
  readonly recordedByName: string | undefined;
  readonly reversedByName: string | undefined;
}

export interface JournalTotals {
  readonly count: number;
  readonly amount: Money;
  readonly reversedCount: number;
  readonly reversedAmount: Money;
  readonly channels: readonly JournalSum[];
}

export interface Journal {
  readonly rows: readonly JournalRow[];
  /** The last payment of the page where another page follows. */
  readonly next: JournalPlace | undefined;
  /** Of the whole list; counted for the first page alone. */
  readonly totals: JournalTotals | undefined;
  readonly agents: readonly { readonly id: number; readonly name: string }[];
  /** More accounts than could be looked at answer to the text: some of their payments are missing. */
  readonly isTextTooWide: boolean;
}

/** So many accounts of a typed text are looked at: a street has more, and is chosen by its houses. */
const ACCOUNTS_MAX = 1_000;

/** Payments in sight, the latest day first; the number of questions does not grow with the page. */
export async function paymentsJournal(
  ctx: Ctx,
  of: JournalWish & { readonly after?: JournalPlace | undefined; readonly limit: number },
): Promise<Journal> {
  const meant = await textMeant(ctx, of.text);
  return ctx.transaction(async (tx) => {
    const filter: JournalFilter = {
      ...of,
      text: meant,
      recordedBy: of.isMine ? must(tx.scope.user, "who asks for his own payments") : undefined,
      buildings:
        of.organization === undefined
          ? undefined
          : (await listManagedBuildings(tx, of.organization)).map(({ id }) => id),
    };
    // One more than asked for tells whether another page follows.
    const found = await listJournal(tx, { ...filter, after: of.after, limit: of.limit + 1 });
    const page = found.slice(0, of.limit);
    const last = page.at(-1);
    return {
      rows: await described(ctx, tx, page),
      next: found.length > of.limit && last ? { paidOn: last.paidOn, payment: last.payment } : undefined,
      totals: of.after ? undefined : totalsOf(await sumJournal(tx, filter)),
      agents: of.after ? [] : await listAgents(tx),
      isTextTooWide: meant !== undefined && meant.accounts.length === ACCOUNTS_MAX,
    };
  });
}

async function textMeant(ctx: Ctx, typed: string | undefined): Promise<JournalFilter["text"]> {
  const text = typed?.trim() ?? "";
  if (text === "") return undefined;
  return {
    payment: /^[1-9]\d{0,17}$/.test(text) ? (BigInt(text) as PaymentId) : undefined,
    accounts: await findAccounts(ctx, text, ACCOUNTS_MAX),
    document: text,
  };
}

function totalsOf(channels: readonly JournalSum[]): JournalTotals {
  const sum = (of: (one: JournalSum) => bigint): Money =>
    channels.reduce((total, one) => (total + of(one)) as Money, NOTHING);
  return {
    count: channels.reduce((total, one) => total + one.count, 0),
    amount: sum((one) => one.amount),
    reversedCount: channels.reduce((total, one) => total + one.reversedCount, 0),
    reversedAmount: sum((one) => one.reversedAmount),
    channels,
  };
}

async function described(ctx: Ctx, tx: Tx, page: readonly PaymentDocuments[]): Promise<JournalRow[]> {
  if (page.length === 0) return [];
  const lines = new Map((await findAccountLines(tx, page)).map((line) => [line.account, line]));
  const names = new Map((await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]));
  const nameOf = (user: UserId | undefined) => (user === undefined ? undefined : names.get(user));
  return page.map((payment) => {
    const line = lines.get(payment.account);
    return {
      ...payment,
      number: line?.number ?? "",
      address: line?.address ?? "",
      holder: line?.holder ?? "",
      recordedByName: nameOf(payment.recordedBy),
      reversedByName: nameOf(payment.reversed?.recordedBy),
    };
  });
}

/** What a payment paid: a part of the debt, or the advance. */
export interface PaymentPart {
  /** Absent for the advance. */
  readonly service: Service | undefined;
  readonly providerName: string;
  readonly chargedFor: Period | undefined;
  readonly amount: Money;
}

export interface PaymentCard {
  readonly payment: JournalRow;
  /** As it was allocated when it came; they add up to the payment (P1). */
  readonly parts: readonly PaymentPart[];
}

/** One payment with what it paid and what became of it. */
export async function paymentCard(
  ctx: Ctx,
  ref: PaymentRef,
): Promise<Result<PaymentCard, Extract<ReversalRefusal, { code: "payments.payment_not_found" }>>> {
  return ctx.transaction(async (tx) => {
    const found = await findPaymentDocuments(tx, ref);
    const [payment] = await described(ctx, tx, found ? [found] : []);
    if (!payment) return refuse({ code: "payments.payment_not_found", payment: String(ref.payment) });
    const entries = await listEntriesOf(tx, { ...payment, document: payment.payment });
    const services = new Map((await listServices(tx)).map((service) => [service.id as number, service]));
    const providers = entries.flatMap(({ provider }) => (provider === 0 ? [] : [provider]));
    const names = new Map<number, string>(
      (await findOrganizations(tx, providers)).map(({ id, name }) => [id, name]),
    );
    return ok({
      payment,
      parts: entries.map(({ service, provider, chargedFor, amount }) => ({
        service: services.get(service),
        providerName: names.get(provider) ?? "",
        chargedFor,
        amount,
      })),
    });
  });
}
