import { type Exact, exact, fromMillionths, isZero, plus, times, toMillionths, ZERO } from "#core/exact";
import type { OrganizationId, ServiceId } from "#core/ids";
import type { CalculationMethod } from "#modules/formulas";
import type { Method, Resource } from "#modules/tariffs";
import type { FormulaCode, Trace, VolumeBasis } from "../model.ts";
import { buildingMonthOf, premisesVolumes, traceBuilding } from "./building-meters.ts";
import {
  cappedCommonVolume,
  commonShare,
  commonVolumeByMeter,
  commonVolumeByNorm,
  returnedVolume,
  SHARE_SCALE,
  volumeAfterCarry,
} from "./common-needs.ts";
import { improvementAt } from "./asked.ts";
import { consumedVolume } from "./consumption.ts";
import type { AccountFrame, PremisesFrame } from "./frame.ts";
import { dividedShare } from "./holdings.ts";
import type { CommonMonth, Month } from "./month.ts";
import { valuesOfMonth } from "./rates.ts";
import { personDays } from "./segments.ts";
import { SERVICE_BY_ID, serviceId } from "./terms.ts";
import { warnOfService } from "./warnings.ts";
import { shown, shownMillionths, sourceOf } from "./workings.ts";

/** How a service of common volumes is charged in this building. */
export interface CommonTerms {
  readonly service: ServiceId;
  readonly method: Method;
  readonly provider: OrganizationId;
  readonly calculation?: CalculationMethod | undefined;
}

/** The common volume of a service and its shares, worked out once for the building. */
export function commonMonthOf(month: Month, terms: CommonTerms): CommonMonth | undefined {
  if (month.shared.has(terms.service)) return month.shared.get(terms.service);
  const found = workedOut(month, terms);
  month.shared.set(terms.service, found);
  return found;
}

function workedOut(month: Month, terms: CommonTerms): CommonMonth | undefined {
  const resource = SERVICE_BY_ID.get(terms.service)?.resource;
  if (!resource) {
    warnOfService(month.frame.book, "charging.method_unsuitable", terms.service, { method: terms.method });
    return undefined;
  }
  if (month.frame.totalArea.n <= 0n) {
    warnOfService(month.frame.book, "charging.building_area_zero", terms.service);
    return undefined;
  }
  if (terms.method === "common_property_norm") return byNorm(month, terms, "soi.norm");
  const building = buildingMonthOf(month, resource);
  if (terms.service === serviceId("SOI_SEWERAGE") && !month.frame.buildingMeters.has("sewerage"))
    return sewageOfWater(month, terms);
  if (!building.volume) {
    warnOfService(month.frame.book, "charging.building_meter_missing", terms.service);
    carryOn(month, terms.service, carriedInto(month, terms.service));
    return byNorm(month, terms, terms.method === "common_needs" ? "15" : "soi.norm");
  }
  return byMeter(month, terms, resource, building.volume, building.estimated);
}

function byMeter(
  month: Month,
  terms: CommonTerms,
  resource: Resource,
  building: Exact,
  estimated: boolean,
): CommonMonth | undefined {
  const { residential, nonResidential } = premisesVolumes(month, resource);
  const usedForHotWater = resource === "cold_water" ? hotWaterMade(month) : ZERO;
  const volumes = { building, nonResidential, residential, usedForHotWater };
  const carried = carriedInto(month, terms.service);
  const cap = terms.method === "common_needs" ? capOf(month, terms) : undefined;
  const sharedVolume = (trace?: Trace): { volume: Exact; carried: Exact } => {
    if (trace) traceBuilding(month, resource, trace);
    const difference = commonVolumeByMeter(volumes, trace);
    if (terms.method === "common_needs")
      return { volume: cappedCommonVolume({ volume: difference, norm: cap }, trace), carried: ZERO };
    const after = volumeAfterCarry({ difference, carried }, trace);
    return { volume: after.billed, carried: after.carried };
  };
  const found = sharedVolume();
  carryOn(month, terms.service, found.carried);
  const premises = plus(plus(residential, nonResidential), usedForHotWater);
  if (found.volume.n < 0n)
    return returned(month, terms, resource, found.volume, (trace) => sharedVolume(trace), {
      building,
      premises,
    });
  return shareOut(month, terms.service, {
    volume: found.volume,
    formula: terms.method === "common_needs" ? "10" : "soi.meter",
    basis: estimated ? "average" : "building_meter",
    building,
    premises,
    explain: (trace) => sharedVolume(trace),
  });
}

/** The company's cap of p. 44; a supplier that bills the residents itself, and a service without a norm, have none. */
function capOf(month: Month, terms: CommonTerms): Exact | undefined {
  if (terms.provider !== month.frame.facts.organization) return undefined;
  const norm = commonNorm(month, terms);
  return norm && commonVolumeByNorm({ norm, commonPropertyArea: month.frame.commonPropertyArea });
}

function byNorm(month: Month, terms: CommonTerms, formula: FormulaCode): CommonMonth | undefined {
  const norm = commonNorm(month, terms);
  if (!norm) {
    warnOfService(month.frame.book, "charging.norm_gap", terms.service, { parameter: "norm_common" });
    return undefined;
  }
  const sharedVolume = (trace?: Trace): Exact =>
    commonVolumeByNorm({ norm, commonPropertyArea: month.frame.commonPropertyArea }, trace);
  return shareOut(month, terms.service, {
    volume: sharedVolume(),
    formula,
    basis: "norm",
    building: undefined,
    premises: ZERO,
    explain: (trace) => {
      commonNorm(month, terms, trace);
      trace.input("common_property_area", shown(month.frame.commonPropertyArea), "m2");
      sharedVolume(trace);
    },
  });
}

/** The norm of a m² of common property, averaged over the month's days; undefined in a gap. */
function commonNorm(month: Month, terms: CommonTerms, trace?: Trace): Exact | undefined {
  const asked = {
    service: terms.service,
    provider: terms.provider,
    account: 0 as AccountFrame["facts"]["id"],
  };
  const spans = valuesOfMonth(month.rates, asked, "norm_common", improvementAt(month, month.frame.days - 1));
  let sum = ZERO;
  let days = 0;
  for (const { from, to, state } of spans) {
    const [set] = state;
    if (set === undefined) continue;
    const { value } = set;
    trace?.input("norm", shownMillionths(value), undefined, sourceOf(set));
    if (from === 0 && to === month.frame.days) return fromMillionths(value);
    sum = plus(sum, times(fromMillionths(value), exact(BigInt(to - from), BigInt(month.frame.days))));
    days += to - from;
  }
  return days === 0 ? undefined : sum;
}

/** Cold water that became the building's own hot water is not used in common (formula 11). */
function hotWaterMade(month: Month): Exact {
  const made = [...month.terms.ofBuilding.values()].some((spans) =>
    spans.some((of) => of.state.method === "hot_water_made"),
  );
  if (!made) return ZERO;
  const { volume } = buildingMonthOf(month, "hot_water");
  if (volume) return volume;
  const { residential, nonResidential } = premisesVolumes(month, "hot_water");
  return plus(residential, nonResidential);
}

interface Shared {
  readonly volume: Exact;
  readonly formula: FormulaCode;
  readonly basis: VolumeBasis;
  readonly building: Exact | undefined;
  readonly premises: Exact;
  readonly explain: (trace: Trace) => void;
}

function shareOut(month: Month, service: ServiceId, of: Shared): CommonMonth {
  const { frame } = month;
  const shares = new Map<AccountFrame, Exact>();
  const shareOf = (premises: PremisesFrame, trace?: Trace): Exact =>
    commonShare({ volume: of.volume, area: premises.area, totalArea: frame.totalArea }, trace);
  let sum = ZERO;
  for (const premises of frame.premises) {
    if (premises.rooms.length > 0 && premises.accounts.length === 0) continue;
    const share = shareOf(premises);
    sum = plus(sum, share);
    for (const [account, part] of dividedShare(share, premises, frame.days, SHARE_SCALE))
      shares.set(account, part);
  }
  report(month, service, of, of.volume, sum);
  return {
    formula: of.formula,
    basis: of.basis,
    shares,
    explain: (account, trace) => {
      of.explain(trace);
      trace.input("area", shown(account.premises.area), "m2");
      trace.input("total_area", shown(frame.totalArea), "m2");
      shareOf(account.premises, trace);
      if (!account.isWhole) trace.step("account_share", "", shown(shares.get(account) ?? ZERO));
    },
  };
}

/** p. 47: the premises counted more than the building; the difference reduces their volumes by persons. */
function returned(
  month: Month,
  terms: CommonTerms,
  resource: Resource,
  volume: Exact,
  explain: (trace: Trace) => void,
  of: { building: Exact; premises: Exact },
): CommonMonth {
  const { frame } = month;
  warnOfService(frame.book, "charging.common_volume_negative", terms.service);
  const residential = frame.accounts.filter((account) => !account.premises.isNonResidential);
  const weight = (account: AccountFrame): Exact =>
    resource === "heat" ? account.premises.area : exact(BigInt(personDays(account)), BigInt(frame.days));
  const allWeights = residential.reduce<Exact>((sum, account) => plus(sum, weight(account)), ZERO);
  const excess = { n: -volume.n, d: volume.d };
  const shareOf = (account: AccountFrame, trace?: Trace): Exact =>
    returnedVolume(
      { excess, weight: weight(account), allWeights, used: consumedVolume(month, account, resource) },
      trace,
    );
  const shares = new Map(residential.map((account) => [account, shareOf(account)]));
  const sum = [...shares.values()].reduce(plus, ZERO);
  report(month, terms.service, of, volume, sum);
  return {
    formula: "47",
    basis: "building_meter",
    shares,
    explain: (account, trace) => {
      explain(trace);
      shareOf(account, trace);
    },
  };
}

/** Sewage of common property is the water of common property, where no meter counts it (decree 491 p. 29(1)). */
function sewageOfWater(month: Month, terms: CommonTerms): CommonMonth | undefined {
  const water = (["SOI_COLD_WATER", "SOI_HOT_WATER"] as const)
    .map((code) => {
      const service = serviceId(code);
      const span = month.terms.ofBuilding.get(service)?.at(-1)?.state;
      return span && commonMonthOf(month, { service, method: span.method, provider: span.provider });
    })
    .filter((of) => of !== undefined);
  if (water.length === 0) return byNorm(month, terms, "soi.norm");
  const shares = new Map<AccountFrame, Exact>();
  for (const of of water)
    for (const [account, share] of of.shares) shares.set(account, plus(shares.get(account) ?? ZERO, share));
  const sum = [...shares.values()].reduce(plus, ZERO);
  report(month, terms.service, { building: undefined, premises: ZERO }, sum, sum);
  return {
    formula: "soi.meter",
    basis: water.some((of) => of.basis === "building_meter") ? "building_meter" : "norm",
    shares,
    explain: (account, trace) => {
      for (const of of water) trace.input("common_water", shown(of.shares.get(account) ?? ZERO), "m3");
    },
  };
}

function report(
  month: Month,
  service: ServiceId,
  of: { building: Exact | undefined; premises: Exact },
  shared: Exact,
  shares: Exact,
): void {
  month.commonVolumes.push({
    service,
    building: of.building && toMillionths(of.building),
    premises: toMillionths(of.premises),
    shared: toMillionths(shared),
    shares: toMillionths(shares),
  });
}

const carriedInto = (month: Month, service: ServiceId): Exact =>
  fromMillionths(
    month.frame.facts.carried.reduce((sum, of) => (of.service === service ? sum + of.volume : sum), 0n),
  );

function carryOn(month: Month, service: ServiceId, volume: Exact): void {
  if (!isZero(volume)) month.carriedOn.push({ service, volume: toMillionths(volume) });
}
