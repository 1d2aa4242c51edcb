import type { OrganizationId, ServiceId } from "#core/ids";
import type { Resource } from "#modules/tariffs";
import type { AccountFrame } from "./frame.ts";
import type { Month } from "./month.ts";
import type { Asked } from "./rates.ts";
import { serviceId, termsOf } from "./terms.ts";

/** Services that bill a resource by its own meter or norm; the first that the building has decides about the norm. */
export const CONSUMPTION_SERVICES: Readonly<Record<Resource, readonly ServiceId[]>> = {
  cold_water: [serviceId("COLD_WATER")],
  hot_water: [serviceId("HOT_WATER_WATER"), serviceId("HOT_WATER")],
  sewerage: [serviceId("SEWERAGE")],
  electricity: [serviceId("ELECTRICITY")],
  gas: [serviceId("GAS")],
  heat: [serviceId("HEATING")],
};

/** The service whose norm and whose earlier estimates stand for a resource in this building. */
export function consumptionServiceOf(month: Month, resource: Resource): ServiceId {
  const services = CONSUMPTION_SERVICES[resource];
  return (
    services.find((service) => month.terms.services.includes(service)) ??
    services[0] ??
    serviceId("COLD_WATER")
  );
}

/** Who supplies the service to the account on a day; the norm of nobody's service is anyone's. */
export function askedFor(month: Month, account: AccountFrame, service: ServiceId, at: number): Asked {
  const spans = termsOf(month.terms, account, service);
  const terms = spans.find((span) => span.from <= at && at < span.to) ?? spans[0];
  return { service, provider: terms?.state.provider ?? (0 as OrganizationId), account: account.facts.id };
}

/** The improvement degree of the building on a day: the variant of most norms. */
export function improvementAt(month: Month, at: number): string {
  const { states } = month.frame;
  const only = states[0];
  if (only && states.length === 1) return only.state.improvement;
  return states.find((of) => of.from <= at && at < of.to)?.state.improvement ?? "";
}
