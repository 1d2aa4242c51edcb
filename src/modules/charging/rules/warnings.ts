import type { AccountId, ServiceId } from "#core/ids";
import type { ChargeWarning } from "../model.ts";

export type ChargeWarningCode =
  | "charging.tariff_gap"
  | "charging.norm_gap"
  | "charging.multiplier_gap"
  | "charging.nobody_counted"
  | "charging.area_zero"
  | "charging.building_area_zero"
  | "charging.building_state_missing"
  | "charging.non_residential_without_meter"
  | "charging.building_meter_missing"
  | "charging.heating_year_incomplete"
  | "charging.allocators_undivided"
  | "charging.made_heat_unknown"
  | "charging.hot_water_cost_unknown"
  | "charging.share_impossible"
  | "charging.premises_unknown"
  | "charging.common_volume_negative"
  | "charging.room_weights_unknown"
  | "charging.method_unsuitable"
  | "charging.formula_result_impossible";

/** The warnings of one building, each said once for what it concerns. */
export interface WarningBook {
  readonly warnings: ChargeWarning[];
  readonly said: Set<string>;
}

export const newWarningBook = (): WarningBook => ({ warnings: [], said: new Set() });

/** Warns once of a thing of the whole building, however many accounts meet it. */
export function warnOfService(
  book: WarningBook,
  code: ChargeWarningCode,
  service: ServiceId,
  data: Readonly<Record<string, string>> = {},
): void {
  say(book, { code, service, data });
}

export function warnOfAccount(
  book: WarningBook,
  code: ChargeWarningCode,
  account: AccountId,
  service?: ServiceId,
): void {
  say(book, service === undefined ? { code, account } : { code, account, service });
}

export function warnOfBuilding(
  book: WarningBook,
  code: string,
  data: Readonly<Record<string, string>> = {},
): void {
  say(book, { code, data });
}

function say(book: WarningBook, warning: ChargeWarning): void {
  const key = keyOf(warning);
  if (book.said.has(key)) return;
  book.said.add(key);
  book.warnings.push(warning);
}

const keyOf = (warning: ChargeWarning): string =>
  `${warning.code}|${warning.account ?? ""}|${warning.service ?? ""}|${Object.entries(warning.data ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(",")}`;

/** In an order of their own, so that the order of the facts is nothing. */
export const sortedWarnings = (book: WarningBook): readonly ChargeWarning[] =>
  book.warnings
    .map((warning) => ({ warning, key: keyOf(warning) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ warning }) => warning);
