export * from "./rules/capital-repair-compensation.ts";
export { type Entitlement, listEntitlements } from "./store.ts";
