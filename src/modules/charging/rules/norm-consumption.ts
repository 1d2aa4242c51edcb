import { compare, type Exact, exact, ONE, plus, times, ZERO } from "#core/exact";
import type { ServiceId } from "#core/ids";
import type { NormDays, Slice } from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import type { Trace } from "../model.ts";
import { askedFor, consumptionServiceOf, improvementAt } from "./asked.ts";
import type { AccountFrame } from "./frame.ts";
import { gasNormVolume } from "./gas.ts";
import type { Month, Series } from "./month.ts";
import { byDays, normVolume } from "./norm.ts";
import { type Asked, hasVariant, valueAt, valuesOfMonth } from "./rates.ts";
import { personsOfPremises, segmentsOf } from "./segments.ts";
import { warnOfAccount, warnOfService } from "./warnings.ts";
import { shownMillionths, sourceOf } from "./workings.ts";

/** Formulas 4 and 4(1), and the gas norm: persons by days, with the norm of each part of the month. */
export function addNorm(
  month: Month,
  series: Series[],
  account: AccountFrame,
  resource: Resource,
  of: NormDays,
  trace?: Trace,
): void {
  const { frame } = month;
  if (account.premises.isNonResidential) {
    warnOfAccount(
      frame.book,
      "charging.non_residential_without_meter",
      account.facts.id,
      consumptionServiceOf(month, resource),
    );
    return;
  }
  const plain: Slice[] = [];
  const multiplied: Slice[] = [];
  for (const segment of segmentsOf(month, account, of.from, of.to)) {
    const { from, to } = segment;
    const whole = monthNorm(month, account, resource, from, segment.persons, trace);
    const volume = byDays(whole, to - from, frame.days);
    const installable = segment.premises?.meterInstallable.includes(resource) ?? false;
    const penalized = of.reason === "unreliable" || (of.reason === "no_meter" && installable);
    (penalized ? multiplied : plain).push({ from, to, volume });
    if (to - from < frame.days) trace?.step("by_days", `${to - from} / ${frame.days}`, `${to - from}`);
  }
  const missing = of.reason === "missing";
  if (plain.length > 0)
    append(series, {
      zone: 0,
      digit: 2,
      basis: "norm",
      formula: missing ? "4.missing" : resource === "gas" ? "gas" : "4",
      multiplied: false,
      slices: plain,
    });
  if (multiplied.length > 0)
    append(series, {
      zone: 0,
      digit: 3,
      basis: "norm",
      formula: "4(1)",
      multiplied: true,
      slices: multiplied,
    });
}

function append(series: Series[], added: Series): void {
  const at = series.findIndex((of) => of.zone === added.zone && of.digit === added.digit);
  const known = series[at];
  if (known) series[at] = { ...known, slices: [...known.slices, ...added.slices] };
  else series.push(added);
}

/** A whole month's norm volume, with the persons and norms of one day of it. */
export function monthNorm(
  month: Month,
  account: AccountFrame,
  resource: Resource,
  at: number,
  persons: number,
  trace?: Trace,
): Exact {
  const service = consumptionServiceOf(month, resource);
  const asked = askedFor(month, account, service, at);
  if (resource === "gas") return gasNorm(month, account, asked, at, persons, trace);
  const variant = normVariant(month, account, resource, service, at, persons);
  const norm = valueAt(month.rates, asked, "norm", at, variant);
  if (!norm) {
    if (valuesOfMonth(month.rates, asked, "norm", variant).every((span) => span.state.length === 0))
      warnOfService(month.frame.book, "charging.norm_gap", service, { parameter: "norm" });
    return ZERO;
  }
  if (persons === 0) warnOfAccount(month.frame.book, "charging.nobody_counted", account.facts.id, service);
  trace?.input("norm", shownMillionths(norm.value), undefined, sourceOf(norm));
  return normVolume({ persons: persons === 1 ? ONE : exact(BigInt(persons)), norm: norm.value }, trace);
}

/**
 * Electricity has a grid of rooms and of all persons of the premises, whoever's account they are on, with or without an
 * electric stove; other norms go by improvement.
 */
function normVariant(
  month: Month,
  account: AccountFrame,
  resource: Resource,
  service: ServiceId,
  at: number,
  persons: number,
): string {
  const improvement = improvementAt(month, at);
  if (resource !== "electricity" || persons === 0) return improvement;
  const state = account.premises.states.find((of) => of.from <= at && at < of.to)?.state;
  if (!state) return improvement;
  const all = personsOfPremises(account.premises, at);
  for (const stove of [`${state.stove}:`, ""])
    for (let n = Math.min(all, GRID_END); n >= 1; n--)
      for (let rooms = Math.min(state.rooms, GRID_END); rooms >= 1; rooms--) {
        const variant = `${stove}${rooms}×${n}`;
        if (hasVariant(month.rates, service, "norm", variant)) return variant;
      }
  return improvement;
}

/** Grids end with "five rooms and more" or earlier; farther cells are not looked for. */
const GRID_END = 10;

function gasNorm(
  month: Month,
  account: AccountFrame,
  asked: Asked,
  at: number,
  persons: number,
  trace?: Trace,
): Exact {
  const { premises, stove, heater, heating } = gasNorms(month, account, asked, at);
  if (stove === 0n && heater === 0n && heating === 0n && premises?.stove === "gas")
    warnOfService(month.frame.book, "charging.norm_gap", asked.service, { parameter: "norm_stove" });
  const whole = gasNormVolume(
    { persons: exact(BigInt(persons)), area: premises?.totalArea ?? 0n, stove, heater, heating },
    trace,
  );
  if (heating === 0n || compare(whole, ZERO) === 0) return whole;
  // The area's part is the premises', not a person's: of several accounts each answers for its share.
  const share = account.holdings.find((of) => of.from <= at && at < of.to)?.share ?? ONE;
  if (share.n === share.d) return whole;
  const byPersons = gasNormVolume({ persons: exact(BigInt(persons)), area: 0n, stove, heater, heating: 0n });
  return plus(
    byPersons,
    times(
      gasNormVolume({ persons: ZERO, area: premises?.totalArea ?? 0n, stove: 0n, heater: 0n, heating }),
      share,
    ),
  );
}

/** What in the premises burns gas, each with its norm of that day; nought where there is none. */
function gasNorms(month: Month, account: AccountFrame, asked: Asked, at: number) {
  const premises = account.premises.states.find((of) => of.from <= at && at < of.to)?.state;
  const building = month.frame.states.find((of) => of.from <= at && at < of.to)?.state;
  const norm = (parameter: "norm_stove" | "norm_heater" | "norm_heating"): bigint =>
    valueAt(month.rates, asked, parameter, at, improvementAt(month, at))?.value ?? 0n;
  const stove = premises?.stove === "gas" ? norm("norm_stove") : 0n;
  const heater = building && !building.centralHotWater ? norm("norm_heater") : 0n;
  const heating = premises?.heating === "own" ? norm("norm_heating") : 0n;
  return { premises, stove, heater, heating };
}

/** A month's gas of so many persons by the norms of one day: what an absent one does not use. */
export function gasOfPersons(month: Month, account: AccountFrame, at: number, persons: number): Exact {
  const asked = askedFor(month, account, consumptionServiceOf(month, "gas"), at);
  const { stove, heater } = gasNorms(month, account, asked, at);
  return gasNormVolume({ persons: exact(BigInt(persons)), area: 0n, stove, heater, heating: 0n });
}
