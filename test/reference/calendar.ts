/** Days and months as the texts they are: "2026-11-23", "2026-11". Text order is time order. */
export function daysOf(month: string): string[] {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, "0")}`);
}

export function monthAfter(month: string, steps = 1): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const index = year * 12 + number - 1 + steps;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

export function monthsFromTo(from: string, to: string): number {
  const [fromYear, fromMonth] = from.split("-").map(Number) as [number, number];
  const [toYear, toMonth] = to.split("-").map(Number) as [number, number];
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}

export const monthOf = (day: string): string => day.slice(0, 7);
export const dayOfMonth = (day: string): number => Number(day.slice(8));

export interface Dated {
  readonly from: string;
  readonly to?: string | undefined;
}
export const isInForce = (of: Dated, day: string): boolean =>
  of.from <= day && (of.to === undefined || day < of.to);

/** The state of a day; of two that claim it, the one that began later. */
export function stateOn<T extends Dated>(states: readonly T[], day: string): T | undefined {
  let found: T | undefined;
  for (const state of states)
    if (isInForce(state, day) && (found === undefined || state.from >= found.from)) found = state;
  return found;
}
