import { inOtherLayout } from "#core/keyboard-layout";
import type { PaymentId } from "#core/ids";
import type { Money } from "#core/units";
import { type AccountLine, findAccountLines, findAccounts } from "#modules/accounts";
import { type BuildingLine, findBuildings, findPremisesAddresses, readQuery } from "#modules/addresses";
import { findMeters, type Meter } from "#modules/metering";
import { findPaymentByNumber, type PaymentDocuments } from "#modules/payments";
import type { Ctx } from "#platform/context";
import { owingToday } from "./account-owing.ts";

/** What one search box finds, grouped by kind; each group in its own order, the likeliest first. */
export interface Found {
  readonly accounts: readonly FoundAccount[];
  readonly buildings: readonly BuildingLine[];
  readonly meters: readonly FoundMeter[];
  /** One at most: a payment is found by its whole number. */
  readonly payments: readonly FoundPayment[];
}

export interface FoundAccount extends AccountLine {
  /** What it owes today, negative when paid ahead; absent where the books of its building are not kept. */
  readonly balance: Money | undefined;
}

export interface FoundPayment extends PaymentDocuments {
  readonly number: string;
  readonly address: string;
}

export interface FoundMeter extends Meter {
  /** Of the premises; empty for a meter of the whole building. */
  readonly address: string;
}

/**
 * Anything typed: digits of an account number, a holder's name, pieces of an address, a meter's serial, a payment's
 * number; also in the wrong keyboard layout. At most `limit` of each kind.
 */
export async function findAnything(ctx: Ctx, typed: string, limit = 10): Promise<Found> {
  const text = typed.trim();
  if (text === "") return { accounts: [], buildings: [], meters: [], payments: [] };
  return {
    accounts: await findAccountsOwing(ctx, text, limit),
    buildings: await findBuildingsByText(ctx, text, limit),
    meters: await findMetersByText(ctx, text, limit),
    payments: await findPaymentsByText(ctx, text),
  };
}

async function findAccountsOwing(ctx: Ctx, text: string, limit: number): Promise<FoundAccount[]> {
  const found = await findAccounts(ctx, text, limit);
  if (found.length === 0) return [];
  const owing = await ctx.transaction((tx) => owingToday(tx, found));
  return found.map((line) => ({ ...line, balance: owing.get(line.account) }));
}

async function findPaymentsByText(ctx: Ctx, text: string): Promise<FoundPayment[]> {
  if (!/^[1-9]\d{0,17}$/.test(text)) return [];
  return ctx.transaction(async (tx) => {
    const payment = await findPaymentByNumber(tx, BigInt(text) as PaymentId);
    if (!payment) return [];
    const [line] = await findAccountLines(tx, [payment]);
    return [{ ...payment, number: line?.number ?? "", address: line?.address ?? "" }];
  });
}

async function findBuildingsByText(ctx: Ctx, text: string, limit: number): Promise<BuildingLine[]> {
  const query = readQuery(text);
  return ctx.transaction(async (tx) => {
    const found = await findBuildings(tx, query.words, limit);
    return found.length > 0 || !query.otherWords ? found : findBuildings(tx, query.otherWords, limit);
  });
}

async function findMetersByText(ctx: Ctx, text: string, limit: number): Promise<FoundMeter[]> {
  return ctx.transaction(async (tx) => {
    // Serials have letters of either alphabet, which a scanner or a hurried hand enters in either layout.
    const other = inOtherLayout(text);
    let meters = await findMeters(tx, text, limit);
    if (meters.length === 0 && other !== undefined) meters = await findMeters(tx, other, limit);
    const places = meters.flatMap(({ building, premises }) =>
      premises === undefined ? [] : [{ building, premises }],
    );
    const addresses = await findPremisesAddresses(tx, places);
    return meters.map((meter) => ({
      ...meter,
      address: meter.premises === undefined ? "" : (addresses.get(meter.premises)?.address ?? ""),
    }));
  });
}
