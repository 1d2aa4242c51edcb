import { compare, type Exact, exact, fromMillionths, times } from "#core/exact";
import type { ServiceId } from "#core/ids";
import type { Resource } from "#modules/tariffs";
import { askedFor, improvementAt } from "./asked.ts";
import type { AccountFrame } from "./frame.ts";
import type { Month } from "./month.ts";
import { monthNorm } from "./norm-consumption.ts";
import { valueAt } from "./rates.ts";
import { SERVICE_BY_ID, serviceId } from "./terms.ts";
import { warnOfService } from "./warnings.ts";

const TWELFTH: Exact = { n: 1n, d: 12n };

/**
 * The norm of one person that limits a benefit: square metres of the social norm, or a month's volume by the norm of
 * consumption, on the month's last day.
 *
 * Takes     the service; whether the area measures it; persons counted, above nought
 * Gives     undefined where nothing limits it: a service of fixed sums, or one whose norm nobody has set (warned of)
 */
export function normOfPerson(
  month: Month,
  account: AccountFrame,
  of: { service: ServiceId; byArea: boolean; persons: Exact },
): Exact | undefined {
  return of.byArea ? socialNorm(month, of) : volumeNorm(month, account, of);
}

/** One, two, or three and more; a person who is there for a part of the month counts as one. */
function socialNorm(month: Month, of: { service: ServiceId; persons: Exact }): Exact | undefined {
  const persons = Math.min(3, wholePersons(of.persons));
  const last = month.frame.facts.socialNorms.filter(
    (norm) =>
      norm.persons === persons &&
      norm.from < month.frame.end &&
      (norm.to === undefined || norm.to >= month.frame.end),
  );
  const norm = last[0];
  if (!norm) warnOfService(month.frame.book, "charging.norm_gap", of.service, { parameter: "social_norm" });
  return norm && fromMillionths(norm.areaPerPerson);
}

const wholePersons = (persons: Exact): number => {
  const whole = Number(persons.n / persons.d);
  return Math.max(1, compare(persons, exact(BigInt(whole))) > 0 ? whole + 1 : whole);
};

function volumeNorm(
  month: Month,
  account: AccountFrame,
  of: { service: ServiceId; persons: Exact },
): Exact | undefined {
  const known = SERVICE_BY_ID.get(of.service);
  const at = month.frame.days - 1;
  const value = (parameter: "norm" | "norm_year" | "heat_per_m3", service = of.service) =>
    valueAt(month.rates, askedFor(month, account, service, at), parameter, at, improvementAt(month, at));
  if (known?.code === "WASTE") {
    const norm = value("norm_year");
    return norm && times(fromMillionths(norm.value), TWELFTH);
  }
  if (!known?.resource) return undefined;
  const ofResource = (resource: Resource): Exact => {
    const persons = wholePersons(of.persons);
    const whole = monthNorm(month, account, resource, at, persons);
    return times(whole, exact(1n, BigInt(persons)));
  };
  if (known.code === "HOT_WATER_HEAT") {
    const heat = value("heat_per_m3");
    return heat && times(ofResource("hot_water"), fromMillionths(heat.value));
  }
  // Sewage without a norm of its own is the water that came in.
  if (known.code === "SEWERAGE" && !value("norm", serviceId("SEWERAGE"))) {
    const cold = ofResource("cold_water");
    const hot = ofResource("hot_water");
    return { n: cold.n * hot.d + hot.n * cold.d, d: cold.d * hot.d };
  }
  return ofResource(known.resource);
}
