import { inOtherLayout } from "#core/keyboard-layout";
import type { BatchTaken, FoundAccount } from "./queries.ts";

/** One paper of the batch, its account as it was found when it was entered. Sums are kopecks in strings. */
export interface BatchRow {
  readonly id: number;
  readonly account: string;
  readonly address: string;
  readonly holder: string;
  /** Owed when the row was entered. */
  readonly balance: string | undefined;
  readonly amount: string;
  readonly document: string;
}

/** A batch in the making. Plain data, so that it outlives the browser. */
export interface Batch {
  /** Of the command: the same batch sent again is booked once. */
  readonly key: string;
  readonly paidOn: string;
  /** Counted and added up from the papers; undefined until typed. */
  readonly count: number | undefined;
  readonly total: string | undefined;
  readonly reason: string;
  readonly rows: readonly BatchRow[];
  /** What the server has booked; the batch is over. */
  readonly posted: BatchTaken | undefined;
}

export const emptyBatch = (key: string, paidOn: string): Batch => ({
  key,
  paidOn,
  count: undefined,
  total: undefined,
  reason: "",
  rows: [],
  posted: undefined,
});

export const addedTo = (batch: Batch, row: Omit<BatchRow, "id">): Batch => ({
  ...batch,
  rows: [...batch.rows, { ...row, id: 1 + batch.rows.reduce((most, { id }) => Math.max(most, id), 0) }],
});

/** A row that was taken back to be changed stays in its place until its new self is there. */
export const changedIn = (batch: Batch, id: number, row: Omit<BatchRow, "id">): Batch => ({
  ...batch,
  rows: batch.rows.map((one) => (one.id === id ? { ...row, id } : one)),
});

export const without = (batch: Batch, id: number): Batch => ({
  ...batch,
  rows: batch.rows.filter((row) => row.id !== id),
});

export const sumOfRows = (batch: Batch): bigint =>
  batch.rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

export type Balance =
  | { readonly kind: "undeclared" }
  | { readonly kind: "equal" }
  /** What is still to be entered; negative where too much is. */
  | { readonly kind: "differs"; readonly count: number; readonly total: bigint };

/** The rows beside what the papers came to. */
export function balanceOf(batch: Batch): Balance {
  if (batch.count === undefined || batch.total === undefined) return { kind: "undeclared" };
  const count = batch.count - batch.rows.length;
  const total = BigInt(batch.total) - sumOfRows(batch);
  return count === 0 && total === 0n ? { kind: "equal" } : { kind: "differs", count, total };
}

/** Why the batch cannot be posted now; undefined when it can. */
export function hindranceOf(batch: Batch): "posted" | "empty" | "undeclared" | "differs" | undefined {
  if (batch.posted) return "posted";
  if (batch.rows.length === 0) return "empty";
  const { kind } = balanceOf(batch);
  if (kind === "undeclared") return "undeclared";
  return kind === "differs" && batch.reason.trim() === "" ? "differs" : undefined;
}

/** What is sent. A reason of a batch that is equal after all is left out. */
export const commandOf = (batch: Batch) => ({
  declared: { count: batch.count ?? 0, total: batch.total ?? "0" },
  paidOn: batch.paidOn,
  ...(balanceOf(batch).kind === "equal" ? {} : { reason: batch.reason.trim() }),
  payments: batch.rows.map(({ account, amount, document }) => ({
    account,
    amount,
    ...(document === "" ? {} : { document }),
  })),
});

/**
 * What a scanner types of a receipt: its square code (GOST R 56042) in whichever layout the keyboard stands, or the
 * bars of the tear-off slip (account, month and year, kopecks). Or what a hand types: a number or its last digits.
 */
export function readScan(typed: string): { readonly account: string; readonly amount: bigint | undefined } {
  const text = typed.trim();
  const slip = /^(?<account>\d{10})(?:0[1-9]|1[0-2])\d\d(?<kopecks>\d{8})$/.exec(text)?.groups;
  if (slip) {
    const kopecks = BigInt(slip["kopecks"] ?? 0);
    return { account: slip["account"] ?? "", amount: kopecks === 0n ? undefined : kopecks };
  }
  if (!/^(?:ST|ЫЕ)0001[1-3]/.test(text)) return { account: text, amount: undefined };
  const isRussian = text.startsWith("ЫЕ");
  const separator = text.charAt(7);
  const fields = new Map(
    text
      .slice(8)
      .split(separator)
      .map((pair): [string, string] => {
        const at = pair.indexOf("=");
        const name = pair.slice(0, at);
        return [((isRussian && inOtherLayout(name)) || name).toLowerCase(), pair.slice(at + 1)];
      }),
  );
  const sum = fields.get("sum") ?? "";
  return {
    account: fields.get("persacc") ?? "",
    amount: /^[1-9]\d{0,12}$/.test(sum) ? BigInt(sum) : undefined,
  };
}

/** A closed account that owes nothing takes no money: certainly meant for another one. */
export const isPastPaying = (found: FoundAccount, today: string): boolean =>
  found.closed !== undefined && found.closed <= today && BigInt(found.balance ?? "0") <= 0n;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;
const nameOf = (login: string): string => `paylogic.payments.${login}`;

/** Written at each change, so that a killed browser loses nothing. */
export function keepBatch(store: Store, login: string, batch: Batch): void {
  const isUntouched = batch.rows.length === 0 && batch.count === undefined && batch.total === undefined;
  if (isUntouched) store.removeItem(nameOf(login));
  else store.setItem(nameOf(login), JSON.stringify(batch));
}

/** The batch that this person left, or undefined; what another version of the page has left is dropped. */
export function keptBatch(store: Store, login: string): Batch | undefined {
  try {
    const kept: unknown = JSON.parse(store.getItem(nameOf(login)) ?? "null");
    const isBatch =
      typeof kept === "object" &&
      kept !== null &&
      "key" in kept &&
      "rows" in kept &&
      Array.isArray(kept.rows);
    return isBatch ? (kept as Batch) : undefined;
  } catch {
    // Not JSON, so not ours: there is nothing of a batch in it.
    return undefined;
  }
}
