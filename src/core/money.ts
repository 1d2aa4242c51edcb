import { divideRounded, type Exact, rounded } from "./exact.ts";
import type { Money, Quantity, Rate, Unit } from "./units.ts";

/** Quantity × rate in kopecks, rounded half up once: the only rounding of a simple line. */
export function price<U extends Unit>(quantity: Quantity<U>, rate: Rate<U>): Money {
  return divideRounded(quantity * rate, 10_000_000_000n) as Money;
}

/** An exact sum of roubles in kopecks, rounded half up. */
export const toMoney = (roubles: Exact): Money => rounded(roubles, 2) as Money;

/** Reads roubles with at most two decimals ("1500", "1 500,5"); undefined for anything else. */
export function parseMoney(text: string): Money | undefined {
  const match = /^(-?)(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[\s\u00a0\u202f]/g, ""));
  if (!match) return undefined;
  const kopecks = BigInt(match[2] ?? "") * 100n + BigInt((match[3] ?? "").padEnd(2, "0"));
  return (match[1] ? -kopecks : kopecks) as Money;
}

/** "1510.02", the machine's form of an amount. */
export function moneyText(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const sumOf = (amounts: readonly Money[]): Money =>
  amounts.reduce((sum, amount) => (sum + amount) as Money, 0n as Money);
