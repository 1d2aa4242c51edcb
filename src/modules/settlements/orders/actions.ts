import { assert, must } from "#core/assert";
import { covers, type Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import { money, NOTHING } from "#core/units";
import { findOrganizations, findRequisites, listOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { OrderRefusal } from "../contract.ts";
import type { OrderFile, OrderFormat, OrderState, Party, PaymentOrder, Settlement } from "../model.ts";
import { judgeOutcome, judgeStep, purposeOf } from "../rules/order.ts";
import { listSettlements, listTerms } from "../store.ts";
import * as store from "./store.ts";

export interface Drafted {
  readonly orders: readonly PaymentOrder[];
  /** Providers to whom nothing is ordered: what was taken back is not less than what came. */
  readonly inDebt: readonly OrganizationId[];
}

/**
 * Drafts an order for each provider that approved settlements owe to and no living order pays: one sum for all
 * companies, to the provider's account of the day. What a provider owes is set against what is due to it.
 */
export async function draftOrders(
  ctx: Ctx,
  of: { readonly provider?: OrganizationId | undefined } = {},
): Promise<Result<Drafted, OrderRefusal>> {
  const by = personOf(ctx);
  if (by === undefined) return refuse({ code: "settlements.person_needed" });
  return attempt<Drafted, OrderRefusal>(ctx, async (tx) => {
    await store.lockOrders(tx);
    const payable = await listSettlements(tx, { provider: of.provider, isPayable: true });
    const [center] = await listOrganizations(tx, ["center"]);
    if (!center) return refuse({ code: "settlements.no_center" });
    const parties = await partiesOf(tx, [center.id, ...payable.map(({ provider }) => provider)]);
    const payer = parties.get(center.id);
    if (!payer) return refuse({ code: "settlements.no_account", organization: center.name });
    const ids: number[] = [];
    const inDebt: OrganizationId[] = [];
    for (const [provider, settlements] of Map.groupBy(payable, (one) => one.provider)) {
      const amount = money(settlements.reduce((sum, one) => sum + one.toTransfer, 0n));
      if (amount <= NOTHING) {
        inDebt.push(provider);
        continue;
      }
      const receiver = parties.get(provider);
      if (!receiver) {
        const [organization] = await findOrganizations(tx, [provider]);
        return refuse({
          code: "settlements.no_account",
          organization: must(organization, "a provider is an organization").name,
        });
      }
      const order = await store.insertOrder(tx, {
        provider,
        dated: ctx.today,
        amount,
        purpose: purposeOf({ contract: await contractOf(tx, settlements, ctx.today), settlements }),
        payer,
        receiver,
        draftedBy: by,
      });
      await store.insertOrderSettlements(tx, order, settlements);
      ids.push(order);
    }
    const orders = ids.length === 0 ? [] : await store.listOrders(tx, { ids });
    for (const order of orders) {
      const ordered = order.settlements.reduce((sum, one) => sum + one.amount, 0n);
      assert(ordered === order.amount, "S1 covered: an order is the sum of its settlements");
    }
    return ok({ orders, inDebt });
  });
}

/** The number of the contract in force, a company's own before the center's. */
async function contractOf(tx: Tx, settlements: readonly Settlement[], today: Day): Promise<string> {
  const first = must(settlements[0], "an order pays settlements");
  const terms = await listTerms(tx, first.provider);
  const inSight = terms.filter(
    ({ organization }) => organization === undefined || organization === first.organization,
  );
  const running = inSight.findLast((one) => covers(one, today)) ?? inSight.at(-1);
  return must(running, "what is settled has a contract").facts.contract;
}

/** Names and accounts of the day; an organization without an account is absent. */
async function partiesOf(
  tx: Tx,
  organizations: readonly OrganizationId[],
): Promise<Map<OrganizationId, Party>> {
  const requisites = (await findRequisites(tx, organizations)).filter((one) => covers(one, tx.scope.today));
  const byId = new Map(requisites.map((one) => [one.organization, one.facts]));
  const found = await findOrganizations(tx, organizations);
  return new Map(
    found.flatMap((one): [OrganizationId, Party][] => {
      const account = byId.get(one.id);
      return account
        ? [[one.id, { name: one.name, inn: one.inn ?? "", kpp: one.kpp ?? "", ...account }]]
        : [];
    }),
  );
}

/** Approves an order as the second person. */
export const approveOrder = (ctx: Ctx, order: number): Promise<Result<PaymentOrder, OrderRefusal>> =>
  step(ctx, { order, to: "approved" }, (tx, known, by) =>
    store.insertOrderApproval(tx, { order: known, by }),
  );

/** What the bank said of an order, or that it is given up before it was sent. What is not paid is due again. */
export async function endOrder(
  ctx: Ctx,
  of: {
    readonly order: number;
    readonly outcome: "confirmed" | "rejected" | "returned" | "withdrawn";
    readonly on: Day;
    /** The statement's line, the bank's notice, the reason. */
    readonly document: string;
  },
): Promise<Result<PaymentOrder, OrderRefusal>> {
  const document = of.document.trim();
  if (document === "") return refuse({ code: "settlements.document_missing", field: "document" });
  if (of.on > ctx.today) {
    return refuse({ code: "settlements.day_to_come", through: of.on, today: ctx.today });
  }
  return step(ctx, { order: of.order, to: of.outcome }, (tx, order) =>
    store.insertOutcome(tx, { ...of, order, document }),
  );
}

/**
 * Writes down that the bank carried an order out, as its statement says by number, sum and payee: a person asks for
 * nothing more than that. An order that has its outcome already is left alone.
 */
export async function confirmByStatement(
  ctx: Ctx,
  of: { readonly order: number; readonly on: Day; readonly document: string },
): Promise<Result<PaymentOrder, OrderRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "settlements.person_needed" });
  return attempt<PaymentOrder, OrderRefusal>(ctx, async (tx) => {
    await store.lockOrders(tx);
    const [known] = await store.listOrders(tx, { ids: [of.order] });
    if (!known) return refuse({ code: "settlements.order_not_found", order: of.order });
    const refusal = judgeOutcome(known, "confirmed");
    if (refusal) return refuse(refusal);
    await store.insertOutcome(tx, { ...of, order: known, outcome: "confirmed" });
    return ok(must((await store.listOrders(tx, { ids: [of.order] }))[0], "the order"));
  });
}

async function step(
  ctx: Ctx,
  of: { readonly order: number; readonly to: OrderState },
  deed: (tx: Tx, order: PaymentOrder, by: UserId) => Promise<void>,
): Promise<Result<PaymentOrder, OrderRefusal>> {
  const by = personOf(ctx);
  if (by === undefined) return refuse({ code: "settlements.person_needed" });
  return attempt<PaymentOrder, OrderRefusal>(ctx, async (tx) => {
    await store.lockOrders(tx);
    const [known] = await store.listOrders(tx, { ids: [of.order] });
    if (!known) return refuse({ code: "settlements.order_not_found", order: of.order });
    const refusal = judgeStep(known, of.to, by);
    if (refusal) return refuse(refusal);
    await deed(tx, known, by);
    return ok(must((await store.listOrders(tx, { ids: [of.order] }))[0], "the order"));
  });
}

/** Keeps the file that approved orders leave in, and marks them sent. The bytes are made of the orders as they stand. */
export async function sendOrders(
  ctx: Ctx,
  of: {
    readonly orders: readonly number[];
    readonly format: OrderFormat;
    readonly write: (orders: readonly PaymentOrder[]) => {
      readonly name: string;
      readonly bytes: Uint8Array;
    };
  },
): Promise<Result<OrderFile, OrderRefusal>> {
  const by = personOf(ctx);
  if (by === undefined) return refuse({ code: "settlements.person_needed" });
  if (of.orders.length === 0) return refuse({ code: "settlements.no_orders" });
  return attempt<OrderFile, OrderRefusal>(ctx, async (tx) => {
    await store.lockOrders(tx);
    const known = (await store.listOrders(tx, { ids: of.orders })).reverse();
    const missing = of.orders.find((id) => !known.some((order) => order.id === id));
    if (missing !== undefined) return refuse({ code: "settlements.order_not_found", order: missing });
    for (const order of known) {
      const refusal = judgeStep(order, "sent", by);
      if (refusal) return refuse(refusal);
    }
    const file = { format: of.format, ...of.write(known) };
    const id = await store.insertFile(tx, file);
    await store.insertSendings(tx, id, known);
    return ok({ id, ...file });
  });
}

export const listOrders = (ctx: Ctx, of: store.OrderFilter = {}): Promise<PaymentOrder[]> =>
  ctx.transaction((tx) => store.listOrders(tx, of));

export async function findOrderFile(ctx: Ctx, id: number): Promise<Result<OrderFile, OrderRefusal>> {
  const file = await ctx.transaction((tx) => store.findFile(tx, id));
  return file ? ok(file) : refuse({ code: "settlements.file_not_found", file: id });
}

/** Money is moved by named people alone: a machine's deed has no second person. */
const personOf = (ctx: Ctx): UserId | undefined =>
  ctx.scope.sees === "center" ? (ctx.scope.user as UserId | undefined) : undefined;
