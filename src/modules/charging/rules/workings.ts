import { type Exact, fromMillionths, toDecimal } from "#core/exact";
import { moneyText } from "#core/money";
import type { DatedValue } from "#modules/tariffs";

/** Numbers as the workings show them: at most twelve decimals, none that says nothing. */
export const shown = (value: Exact): string => toDecimal(value, 12);
export const shownMillionths = (value: bigint): string => toDecimal(fromMillionths(value), 6);
export const shownMoney = moneyText;

/** Whose value it is, since when, and the document that set it; `words.ts` reads it. */
export const sourceOf = (value: Pick<DatedValue, "level" | "from" | "basis">): string =>
  `${value.level} ${value.from}: ${value.basis}`;
