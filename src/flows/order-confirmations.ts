import { addDays, type Day } from "#core/day";
import { type Result, refuse } from "#core/result";
import { type Chore, recordAudit } from "#modules/access";
import {
  debitOf,
  type KeptLine,
  listBankAccounts,
  listStatementLines,
  matchAwaiting,
} from "#modules/payments";
import { confirmByStatement, listOrders, type OrderRefusal, type PaymentOrder } from "#modules/settlements";
import type { Ctx } from "#platform/context";

/** So many lines of money out are looked through: a year of a large center. */
const DEBITS_MAX = 100_000;
/** A bank carries an order out within ten days of its date (regulation 762-P); a person may look further. */
const LOOK_DAYS = 45;

/**
 * Confirms the orders whose line of money out stands in a statement of the account that pays: the sum and the payee to
 * the letter, and the number. Where none or several lines fit, the order waits for a person. Bears being done twice.
 */
export async function confirmOrders(ctx: Ctx): Promise<{ readonly confirmed: number }> {
  const orders = (await listOrders(ctx, { isOpen: true })).filter(({ state }) => state === "sent");
  if (orders.length === 0) return { confirmed: 0 };
  const debits = await debitsOf(ctx, orders);
  const taken = new Set<bigint>();
  let confirmed = 0;
  // The oldest first: a number that comes again in another year finds the later line.
  for (const order of orders.toReversed()) {
    const line = debitOf(
      wantedOf(order),
      debits.filter((one) => one.payer === order.payer.account && !taken.has(one.id)),
    );
    if (!line) continue;
    taken.add(line.id);
    const done = await confirmByStatement(ctx, { order: order.id, on: line.date, document: namedBy(line) });
    // Refused where a person was quicker.
    if (!done.ok) continue;
    confirmed += 1;
    await recordAudit(ctx, {
      action: "orders.confirmed",
      subject: `order ${order.id}`,
      data: { number: order.number, amount: String(order.amount), line: String(line.id) },
    });
  }
  return { confirmed };
}

/** A line of money out, with the account that it left. */
export interface Debit extends KeptLine {
  readonly payer: string;
}

async function debitsOf(ctx: Ctx, orders: readonly PaymentOrder[]): Promise<Debit[]> {
  const [first] = orders.map(({ dated }) => dated).toSorted();
  return ctx.transaction(async (tx) => {
    const accounts = new Map((await listBankAccounts(tx)).map(({ id, account }) => [id, account]));
    const lines = await listStatementLines(tx, { direction: "out", from: first, limit: DEBITS_MAX });
    return lines.map((line) => ({ ...line, payer: accounts.get(line.bankAccount) ?? "" }));
  });
}

const wantedOf = ({ amount, receiver, number, dated }: PaymentOrder) => ({
  amount,
  counterpartyAccount: receiver.account,
  number: String(number),
  date: dated,
});

const namedBy = ({ date, number }: KeptLine): string =>
  `Выписка ${date.split("-").reverse().join(".")}, № ${number}`;

export type DebitReason = "number" | "amount" | "payee" | "payer";

export interface DebitCandidate {
  readonly line: Debit;
  /** As the order's outcome would name it. */
  readonly document: string;
  readonly agrees: readonly DebitReason[];
}

/** Lines of money out that a person may say an order was carried out by, with what agrees; the most alike first. */
export async function debitCandidates(
  ctx: Ctx,
  id: number,
): Promise<Result<readonly DebitCandidate[], OrderRefusal>> {
  const [order] = await listOrders(ctx, { ids: [id] });
  if (!order) return refuse({ code: "settlements.order_not_found", order: id });
  const wanted = wantedOf(order);
  const bare = (number: string): string => number.replace(/^0+/, "");
  const until: Day = addDays(order.dated, LOOK_DAYS);
  const found = (await debitsOf(ctx, [order]))
    .filter(({ date }) => date <= until)
    .map((line): DebitCandidate => {
      const holds: Readonly<Record<DebitReason, boolean>> = {
        number: bare(line.number) === bare(wanted.number),
        amount: line.amount === wanted.amount,
        payee: line.counterparty.account === wanted.counterpartyAccount,
        payer: line.payer === order.payer.account,
      };
      const agrees = (Object.keys(holds) as DebitReason[]).filter((reason) => holds[reason]);
      return { line, document: namedBy(line), agrees };
    })
    // The payer's account alone is that of every order.
    .filter(({ agrees }) => agrees.some((reason) => reason === "amount" || reason === "payee"))
    .toSorted(
      (one, other) => other.agrees.length - one.agrees.length || (one.line.date < other.line.date ? -1 : 1),
    )
    .slice(0, 20);
  return { ok: true, value: found };
}

/** Money and its papers come in any order: what waited is looked at again, and twice finds nothing more. */
export const statementChores: readonly Chore[] = [
  {
    name: "match-statements",
    everySeconds: 60,
    leaseSeconds: 300,
    run: async (ctx) => {
      await matchAwaiting(ctx);
      await confirmOrders(ctx);
    },
  },
];
