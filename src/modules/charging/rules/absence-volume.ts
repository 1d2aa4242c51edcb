import { type Exact, exact, fromKopecks, fromMillionths, isZero, over, plus, times, ZERO } from "#core/exact";
import type { OrganizationId, ServiceId } from "#core/ids";
import { placeInMonth, type Slice } from "#modules/metering";
import type { ServiceTerms } from "#modules/tariffs";
import type { AbsenceFacts, ChargeLine, FormulaCode, Trace } from "../model.ts";
import { absentVolume, fullDaysOfAbsence, isLongAbsence } from "./absence.ts";
import { consumptionOf } from "./consumption.ts";
import { consumerGroups } from "./drafts.ts";
import type { AccountFrame, Timed } from "./frame.ts";
import type { Month } from "./month.ts";
import { gasOfPersons } from "./norm-consumption.ts";
import { valuesOfMonth } from "./rates.ts";
import { personsAt } from "./segments.ts";
import { seriesOf } from "./service-series.ts";
import { SERVICE_BY_ID, termsOf } from "./terms.ts";
import { shown } from "./workings.ts";

/** What the absent would have paid: exact volume and roubles, before the one rounding. */
export interface AbsentCharge {
  readonly volume: Exact;
  readonly cost: Exact;
  /** The last rate that a part of it was priced by. */
  readonly rate: bigint;
  readonly formula: FormulaCode;
}

/** How many of the account's residents are absent on each day of the month, counted from 0. */
export type AbsentDays = readonly number[];

/** Undefined where nobody's absence is long enough and falls into the month and the account's days. */
export function absentDaysOf(
  month: Month,
  account: AccountFrame,
  absences: readonly AbsenceFacts[],
): AbsentDays | undefined {
  const { first, end, days } = month.frame;
  const away = new Map<number, Set<number>>();
  for (const absence of absences) {
    if (!isLongAbsence(absence)) continue;
    const { from, to } = fullDaysOfAbsence(absence);
    const { registered } = absence;
    const start = placeInMonth(from > registered.from ? from : registered.from, first, end, days);
    const last = registered.to !== undefined && registered.to < to ? registered.to : to;
    const own = away.get(absence.resident) ?? new Set<number>();
    away.set(absence.resident, own);
    const stop = Math.min(placeInMonth(last, first, end, days), account.to);
    for (let day = Math.max(start, account.from); day < stop; day++) own.add(day);
  }
  const counts = Array.from({ length: days }, () => 0);
  for (const own of away.values()) for (const day of own) counts[day] = (counts[day] ?? 0) + 1;
  return counts.some((count) => count > 0) ? counts : undefined;
}

/**
 * What an account's absent residents would have paid one provider for one service.
 *
 * Law       Decree 354 p. 86: services by the norm where there is no meter and none can be installed; not heating, not
 *           gas for heating, not common needs. Sewerage follows the water. Waste by persons: p. 148(44)
 * Takes     the provider's charge lines of the service; the days of absence
 * Gives     undefined where the service is not one of these
 */
export function absentCharge(
  month: Month,
  account: AccountFrame,
  of: { service: ServiceId; provider: OrganizationId; charges: readonly ChargeLine[]; absent: AbsentDays },
  trace?: Trace,
): AbsentCharge | undefined {
  let charge: AbsentCharge | undefined;
  for (const terms of termsOf(month.terms, account, of.service)) {
    if (terms.state.provider !== of.provider) continue;
    const slices = slicesByPersons(month, account, terms.state);
    if (slices.length === 0) continue;
    const formula: FormulaCode = terms.state.method === "waste_persons" ? "absence.waste" : "absence";
    for (const { from, to, price } of pricesOf(month, account, terms, of.charges)) {
      const cut = slices.flatMap((slice) => cutTo(slice, from, to));
      const volume = absentVolume(
        {
          slices: cut,
          personsAt: (day) => personsAt(account, day),
          absentAt: (day) => of.absent[day] ?? 0,
        },
        trace,
      );
      if (isZero(volume)) continue;
      const cost = times(volume, price);
      trace?.step("cost", `${shown(volume)} × ${shown(price)}`, shown(cost), "rub");
      charge = {
        volume: plus(charge?.volume ?? ZERO, volume),
        cost: plus(charge?.cost ?? ZERO, cost),
        rate: price.d === 1_000_000n ? price.n : 0n,
        formula,
      };
    }
  }
  return charge;
}

/** The month's volume that was counted by persons and norm, where an absence counts at all. */
function slicesByPersons(month: Month, account: AccountFrame, terms: ServiceTerms): readonly Slice[] {
  const { service, method } = terms;
  const resource = SERVICE_BY_ID.get(service)?.resource;
  if (method === "waste_persons") return seriesOf(month, account, terms).flatMap((series) => series.slices);
  if (method === "hot_water_heat") {
    // The heat of each way in which the water was found, in its order.
    const water = consumptionOf(month, account, "hot_water");
    return seriesOf(month, account, terms).flatMap((series, i) =>
      water[i]?.formula === "4" ? series.slices : [],
    );
  }
  if (method === "sewerage_sum") return sewageByPersons(month, account, terms);
  if (!resource || !BY_CONSUMPTION.has(method) || resource === "heat") return [];
  if (resource === "sewerage") return sewageByPersons(month, account, terms);
  if (resource === "gas") return gasByPersons(month, account);
  return byNorm(month, account, resource);
}
const BY_CONSUMPTION = new Set(["individual", "individual_social_norm", "gas", "hot_water_made"]);

const byNorm = (
  month: Month,
  account: AccountFrame,
  resource: "cold_water" | "hot_water" | "sewerage" | "electricity",
): readonly Slice[] =>
  consumptionOf(month, account, resource).flatMap((of) => (of.formula === "4" ? of.slices : []));

/** What goes out follows what comes in: where the water is metered, or should be, its meter tells of the absence. */
function sewageByPersons(month: Month, account: AccountFrame, terms: ServiceTerms): readonly Slice[] {
  const isSummed = seriesOf(month, account, terms).some((of) => of.formula === "sewerage");
  if (isSummed) return [...byNorm(month, account, "cold_water"), ...byNorm(month, account, "hot_water")];
  const cold = consumptionOf(month, account, "cold_water");
  return cold.every((of) => of.formula === "4") ? byNorm(month, account, "sewerage") : [];
}

/** Stove and water heater are used by persons; the gas that heats the rooms burns while they are away. */
function gasByPersons(month: Month, account: AccountFrame): readonly Slice[] {
  return consumptionOf(month, account, "gas").flatMap((of) =>
    of.formula === "gas"
      ? of.slices.map(({ from, to }) => ({
          from,
          to,
          volume: times(
            gasOfPersons(month, account, from, personsAt(account, from)),
            exact(BigInt(to - from), BigInt(month.frame.days)),
          ),
        }))
      : [],
  );
}

interface PriceSpan {
  readonly from: number;
  readonly to: number;
  /** Roubles for one unit. */
  readonly price: Exact;
}

/** The rate of each part of the terms' days; where ranges or a price of the building's own apply, the average paid. */
function pricesOf(
  month: Month,
  account: AccountFrame,
  terms: Timed<ServiceTerms>,
  charges: readonly ChargeLine[],
): PriceSpan[] {
  const { service, provider, method } = terms.state;
  const asked = { service, provider, account: account.facts.id };
  const rates =
    method === "hot_water_made" || method === "heating_made"
      ? []
      : consumerGroups(month, account, service).flatMap((group) =>
          valuesOfMonth(month.rates, asked, "rate", group.variant).flatMap(({ from, to, state }) =>
            from < group.to && group.from < to
              ? [{ from: Math.max(from, group.from), to: Math.min(to, group.to), state }]
              : [],
          ),
        );
  if (rates.length === 0 || rates.some((rate) => rate.state.length !== 1)) {
    const volume = charges.reduce((sum, line) => sum + line.volume, 0n);
    const amount = charges.reduce((sum, line) => sum + line.amount, 0n);
    if (volume <= 0n) return [];
    return [{ from: terms.from, to: terms.to, price: over(fromKopecks(amount), fromMillionths(volume)) }];
  }
  return rates.flatMap(({ from, to, state }) => {
    const start = Math.max(from, terms.from);
    const end = Math.min(to, terms.to);
    const value = state[0];
    return value && start < end ? [{ from: start, to: end, price: fromMillionths(value.value) }] : [];
  });
}

function cutTo(slice: Slice, from: number, to: number): Slice[] {
  const start = Math.max(from, slice.from);
  const end = Math.min(to, slice.to);
  if (start >= end) return [];
  if (start === slice.from && end === slice.to) return [slice];
  const part = exact(BigInt(end - start), BigInt(slice.to - slice.from));
  return [{ from: start, to: end, volume: times(slice.volume, part) }];
}
