import type { Words } from "../../words/words.ts";
import type { Parameter } from "./queries.ts";

/** What a value is counted in: a tariff in roubles per unit, a norm in units, a multiplier in nothing. */
export function measureOf(t: Words["t"], parameter: Parameter, unit: string): string {
  switch (parameter) {
    case "rate":
      return t("tariffs.perUnit", { unit: t.of("tariffs.unit", unit) });
    case "multiplier":
      return t("tariffs.measure.multiplier");
    case "heating_season":
      return t("tariffs.measure.season");
    case "heating_months":
      return t("tariffs.measure.months");
    case "heat_per_m3":
      return t("tariffs.inUnit", { unit: t("tariffs.unit.Gcal") });
    default:
      return t("tariffs.inUnit", { unit: t.of("tariffs.unit", unit) });
  }
}
