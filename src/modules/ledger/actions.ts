import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import * as store from "./store.ts";

/** What an account brought over from another system: a debt, or an overpayment, for one service and month. */
export interface TakenOver {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly chargedFor: Period;
  readonly amount: Money;
}

/**
 * Books balances taken over from another system in the open period, inside the transaction of the import. What is
 * booked already for an item is left out, so that the same file again books nothing and a corrected one the rest.
 */
export async function bookTakenOver(tx: Tx, rows: readonly TakenOver[], bookedIn: Period): Promise<number> {
  const booked = await store.sumTakenOver(tx, [...new Set(rows.map((row) => row.building))]);
  const due = new Map<string, TakenOver>();
  for (const row of rows) {
    const key = store.takenOverKey(row);
    const before = due.get(key);
    due.set(key, before ? { ...row, amount: (before.amount + row.amount) as Money } : row);
  }
  const open = [...due].flatMap(([key, row]) => {
    const amount = (row.amount - (booked.get(key) ?? 0n)) as Money;
    return amount === 0n ? [] : [{ ...row, amount }];
  });
  const accounts = [...new Set(open.map((row) => row.account))];
  const documents = new Map<AccountId, bigint>();
  const numbers = await store.nextDocuments(tx, accounts.length);
  accounts.forEach((account, index) => documents.set(account, numbers[index] ?? 0n));
  const lineNos = new Map<AccountId, number>();
  await store.insertEntries(
    tx,
    open.map((row) => {
      const lineNo = (lineNos.get(row.account) ?? 0) + 1;
      lineNos.set(row.account, lineNo);
      return {
        ...row,
        document: documents.get(row.account) ?? 0n,
        lineNo,
        bookedIn,
        kind: "opening" as const,
      };
    }),
  );
  return open.length;
}
