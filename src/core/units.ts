/**
 * The vocabulary of amounts. Everything is an integer: money in kopecks, quantities and rates in millionths,
 * so that a float cannot get near a sum. A quantity knows its unit and cannot meet the price of another one.
 */
declare const of: unique symbol;

export type Unit = "m2" | "m3" | "Gcal" | "kWh" | "person" | "point";

/** Kopecks. */
export type Money = bigint & { readonly [of]: "money" };
/** Millionths of a unit: 7.15 m³ is 7_150_000n. */
export type Quantity<U extends Unit = Unit> = bigint & { readonly [of]: U };
/** Millionths of a rouble for one unit: 48.32 per m³ is 48_320_000n. */
export type Rate<U extends Unit = Unit> = bigint & { readonly [of]: `per ${U}` };

export const MILLION = 1_000_000n;

export const money = (kopecks: bigint): Money => kopecks as Money;
export const quantity = <U extends Unit>(millionths: bigint): Quantity<U> => millionths as Quantity<U>;
export const rate = <U extends Unit>(millionths: bigint): Rate<U> => millionths as Rate<U>;
export const NOTHING = 0n as Money;
