import { moneyText } from "#core/money";
import type { Money } from "#core/units";

/** An amount that a peer wants as a number of roubles with a point. */
export interface RoublesJson {
  readonly roubles: Money;
}
export const roublesJson = (amount: Money): RoublesJson => ({ roubles: amount });

export type JsonWithMoney =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | RoublesJson
  | readonly JsonWithMoney[]
  | { readonly [name: string]: JsonWithMoney };

/** JSON text: integers of any size as digits, roubles as "1200.00" without quotes; what is undefined is left out. */
export function jsonText(value: JsonWithMoney): string {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${(value as readonly JsonWithMoney[]).map(jsonText).join(",")}]`;
  if (isRoubles(value)) return moneyText(value.roubles);
  const members = Object.entries(value as { readonly [name: string]: JsonWithMoney }).filter(
    ([, member]) => member !== undefined,
  );
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(",")}}`;
}

const isRoubles = (value: object): value is RoublesJson =>
  "roubles" in value && typeof value.roubles === "bigint";

/** Kopecks that a peer wrote as an integer, or as one in a text; undefined for anything else. */
export function kopecksOf(value: unknown): Money | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? (BigInt(value) as Money) : undefined;
  return typeof value === "string" && /^-?\d{1,18}$/.test(value) ? (BigInt(value) as Money) : undefined;
}
