import type { Unit } from "#core/units";

/** What a number of a formula is made of: roubles, the units of services, days. */
export const BASE_UNITS = ["rub", "m2", "m3", "Gcal", "kWh", "person", "point", "day"] as const;
export type BaseUnit = (typeof BASE_UNITS)[number];

/** Powers of the base units, in their order: ₽/m³ is rub 1, m3 −1. No powers at all is a plain number. */
export type Dimension = readonly number[];

export const PLAIN: Dimension = BASE_UNITS.map(() => 0);

export const dimensionOf = (unit: BaseUnit | Unit): Dimension =>
  BASE_UNITS.map((base) => (base === unit ? 1 : 0));

/** ₽ for one unit, or one unit for another. */
export const per = (unit: BaseUnit | Unit, of: BaseUnit | Unit): Dimension =>
  divided(dimensionOf(unit), dimensionOf(of));

export const multiplied = (a: Dimension, b: Dimension): Dimension => a.map((power, i) => power + (b[i] ?? 0));

export const divided = (a: Dimension, b: Dimension): Dimension => a.map((power, i) => power - (b[i] ?? 0));

export const isSame = (a: Dimension, b: Dimension): boolean => a.every((power, i) => power === b[i]);

/** "rub/m3" as code, each base unit in the words given: "₽/м³". Empty for a plain number. */
export function dimensionText(of: Dimension, words: Readonly<Record<BaseUnit, string>>): string {
  const powers = BASE_UNITS.map((unit, i) => ({ unit, power: of[i] ?? 0 }));
  const above = powers.filter(({ power }) => power > 0);
  const below = powers.filter(({ power }) => power < 0);
  const joined = (list: typeof powers): string =>
    list
      .map(({ unit, power }) => (Math.abs(power) === 1 ? words[unit] : `${words[unit]}^${Math.abs(power)}`))
      .join("·");
  if (above.length === 0 && below.length === 0) return "";
  const top = above.length === 0 ? "1" : joined(above);
  return below.length === 0 ? top : `${top}/${joined(below)}`;
}

/** The unit that a dimension is, if it is one alone. */
export const bareUnit = (of: Dimension): BaseUnit | undefined =>
  BASE_UNITS.find((unit) => isSame(of, dimensionOf(unit)));
