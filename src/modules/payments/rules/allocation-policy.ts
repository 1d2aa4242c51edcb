import { covers, type Day } from "#core/day";
import { type AllocationPolicy, type AllocationRule, LAWFUL_RULE } from "../model.ts";

/** The rule for a payment of that day: the organization's own, else the center's, else the law's bare order. */
export function ruleOn(policies: readonly AllocationPolicy[], paidOn: Day): AllocationRule {
  const inForce = policies.filter((policy) => covers(policy, paidOn));
  return inForce.find((policy) => policy.organization !== 0) ?? inForce[0] ?? LAWFUL_RULE;
}
