import type { Words } from "../../words/words.ts";
import type { Method } from "./queries.ts";

/** How a service is calculated, as it is being decided. */
export interface MethodDraft {
  /** A method of the law; undefined: the one of the service's terms. */
  readonly method: string | undefined;
  readonly formula: { readonly code: string; readonly version: number } | undefined;
  readonly volume: Method["volume"];
  readonly missing: Method["missing"];
  readonly area: Method["area"];
  readonly rounding: Method["rounding"];
}

export const AS_BY_LAW: MethodDraft = {
  method: undefined,
  formula: undefined,
  volume: "law",
  missing: "law",
  area: "total",
  rounding: "kopecks",
};

/** Methods that the law knows, as they are written on the wire. */
export const LAW_METHODS = [
  "area",
  "fixed",
  "individual",
  "individual_social_norm",
  "hot_water_heat",
  "hot_water_made",
  "sewerage_sum",
  "heating_season",
  "heating_even_year",
  "heating_made",
  "waste_persons",
  "waste_area",
  "gas",
  "common_needs",
  "common_property_meter",
  "common_property_norm",
] as const;

/** What a decision says beyond the terms, the most telling first; of one that says nothing, that it is as by law. */
export function methodWords(
  of: Pick<Method, "formula" | "method" | "volume" | "missing" | "area" | "rounding">,
  t: Words["t"],
): string[] {
  const said = [
    of.formula && t("methods.byFormula", { code: of.formula.code, version: of.formula.version }),
    of.method !== undefined && t.of("tariffs.method", of.method),
    of.volume !== "law" && t(`methods.volume.${of.volume}`),
    of.missing !== "law" && t(`methods.missing.${of.missing}`),
    of.area !== "total" && t(`methods.area.${of.area}`),
    of.rounding !== "kopecks" && t(`methods.rounding.${of.rounding}`),
  ].filter((one): one is string => typeof one === "string");
  return said.length === 0 ? [t("methods.asByLaw")] : said;
}

export const isInForce = (of: Pick<Method, "from" | "to">, on: string): boolean =>
  of.from <= on && (of.to === undefined || on < of.to);

/** Names whose decision it is: "city", "organization:2", "building:31", "account:4400110010". */
export const keyOfOwner = (of: Pick<Method, "level" | "organization" | "building" | "account">): string =>
  of.level === "city"
    ? "city"
    : of.level === "organization"
      ? `organization:${of.organization}`
      : of.level === "building"
        ? `building:${of.building}`
        : `account:${of.account}`;
