declare const id: unique symbol;

export type BuildingId = number & { readonly [id]: "building" };
export type AccountId = number & { readonly [id]: "account" };
export type PremisesId = number & { readonly [id]: "premises" };
export type MeterId = number & { readonly [id]: "meter" };
export type OrganizationId = number & { readonly [id]: "organization" };
export type UserId = number & { readonly [id]: "user" };
export type RunId = number & { readonly [id]: "run" };
export type PaymentId = bigint & { readonly [id]: "payment" };
/** Eight characters that never change: COLD_WATER, HEATING … see tariffs/services. */
export type ServiceId = number & { readonly [id]: "service" };
