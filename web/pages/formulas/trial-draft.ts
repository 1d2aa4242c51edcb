import type { Level, Owner, Parameter } from "../tariffs/queries.ts";
import { AS_BY_LAW, type MethodDraft } from "./method-draft.ts";
import type { TrialBody } from "./trial-queries.ts";

export type Scope = "concerned" | "organization" | "building";

/** A change that is being thought of, and on whom it is tried. */
export interface TrialDraft {
  readonly kind: "value" | "method";
  readonly service: string | undefined;
  readonly owner: Owner;
  readonly parameter: Parameter;
  /** Which of the values: variant, zone and where a range begins, "|0|0" the ordinary one. */
  readonly part: string;
  /** Millionths. */
  readonly value: bigint | undefined;
  readonly choice: MethodDraft;
  readonly scope: Scope;
  /** The organization or the house of the scope. */
  readonly within: number | undefined;
}

type Query = Readonly<Record<string, string | undefined>>;

const oneOf = <V extends string>(text: string | undefined, all: readonly V[], other: V): V =>
  all.find((one) => one === text) ?? other;
const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

const LEVELS: readonly Level[] = ["city", "organization", "building", "account"];

/** What the address says, so that a link begins with a change and a colleague sees the same. */
export function trialIn(query: Query): TrialDraft {
  const version = numberIn(query["version"]);
  const formula = query["formula"];
  const value = query["value"];
  return {
    kind: oneOf(query["kind"], ["value", "method"], "value"),
    service: query["service"],
    owner: ownerIn(query),
    parameter: (query["parameter"] ?? "rate") as Parameter,
    part: query["part"] ?? "|0|0",
    value: value !== undefined && /^\d{1,18}$/.test(value) ? BigInt(value) : undefined,
    choice: {
      method: query["method"],
      formula: formula !== undefined && version !== undefined ? { code: formula, version } : undefined,
      volume: oneOf(query["volume"], ["law", "norm"], AS_BY_LAW.volume),
      missing: oneOf(query["missing"], ["law", "norm", "nothing"], AS_BY_LAW.missing),
      area: oneOf(query["area"], ["total", "heated"], AS_BY_LAW.area),
      rounding: oneOf(query["rounding"], ["kopecks", "kopecks_down", "roubles"], AS_BY_LAW.rounding),
    },
    scope: oneOf(query["scope"], ["concerned", "organization", "building"], "concerned"),
    within: numberIn(query["in"]),
  };
}

function ownerIn(query: Query): Owner {
  const level = oneOf(query["level"], LEVELS, "city");
  switch (level) {
    case "city":
      return { level };
    case "organization":
      return { level, organization: numberIn(query["of"]) };
    case "building":
      return { level, building: numberIn(query["building"]) };
    case "account":
      return { level, account: query["account"] };
  }
}

/** A change that was tried, as the server keeps it: a trial that is opened from the jobs fills the form again. */
export function trialOf(change: Readonly<Record<string, unknown>>): TrialDraft {
  const text = (name: string): string | undefined => {
    const value = change[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const { formula } = change;
  const chosen =
    typeof formula === "object" && formula !== null && "code" in formula && "version" in formula
      ? { formula: String(formula.code), version: String(formula.version) }
      : {};
  const names = ["kind", "service", "level", "building", "account", "parameter", "value", "method"];
  const choices = ["volume", "missing", "area", "rounding"];
  return trialIn({
    ...Object.fromEntries([...names, ...choices].map((name) => [name, text(name)])),
    of: text("organization"),
    part: `${text("variant") ?? ""}|${text("zone") ?? 0}|${text("above") ?? 0}`,
    ...chosen,
  });
}

/** The same in the address; what is as it would be anyhow is left out. */
export function queryOf(of: TrialDraft): Record<string, string | number | undefined> {
  const isValue = of.kind === "value";
  const unless = (text: string, ordinary: string): string | undefined =>
    isValue || text === ordinary ? undefined : text;
  return {
    kind: of.kind,
    service: of.service,
    level: of.owner.level,
    of: of.owner.organization,
    building: of.owner.building,
    account: of.owner.account,
    parameter: isValue ? of.parameter : undefined,
    part: isValue && of.part !== "|0|0" ? of.part : undefined,
    value: isValue && of.value !== undefined ? String(of.value) : undefined,
    formula: isValue ? undefined : of.choice.formula?.code,
    version: isValue ? undefined : of.choice.formula?.version,
    method: isValue ? undefined : of.choice.method,
    volume: unless(of.choice.volume, AS_BY_LAW.volume),
    missing: unless(of.choice.missing, AS_BY_LAW.missing),
    area: unless(of.choice.area, AS_BY_LAW.area),
    rounding: unless(of.choice.rounding, AS_BY_LAW.rounding),
    scope: of.scope === "concerned" ? undefined : of.scope,
    in: of.scope === "concerned" ? undefined : of.within,
  };
}

/** What the server is asked; the account list comes as a workbook. */
export function bodyOf(of: TrialDraft, period: string): TrialBody {
  const { owner, service = "" } = of;
  const [variant = "", zone = "0", above = "0"] = of.part.split("|");
  return {
    period,
    ...(of.scope === "organization" && of.within !== undefined ? { organization: of.within } : {}),
    ...(of.scope === "building" && of.within !== undefined ? { building: of.within } : {}),
    file: "xlsx",
    change:
      of.kind === "value"
        ? {
            kind: "value",
            ...owner,
            service,
            parameter: of.parameter,
            variant,
            zone: Number(zone),
            above,
            value: String(of.value ?? 0n),
          }
        : { kind: "method", ...owner, service, ...of.choice },
  };
}
