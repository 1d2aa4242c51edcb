import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { OrganizationId, PaymentId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { listOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import { readyAccount } from "../actions.ts";
import type { PaymentRefusal } from "../contract.ts";
import type { Allocation, AllocationPolicy, AllocationRule } from "../model.ts";
import { ruleOn } from "../rules/allocation-policy.ts";
import { bookTakings } from "../rules/book.ts";
import type { AllocationPolicyRefusal } from "./contract.ts";
import * as store from "./store.ts";

export interface NewAllocationPolicy extends AllocationRule {
  /** 0: the center's own. */
  readonly organization: OrganizationId | 0;
  readonly from: Day;
  /** The decision it rests on. */
  readonly basis: string;
}

/** The rules in sight: the center's and those of the organizations of the scope. */
export const listPolicies = (ctx: Ctx): Promise<AllocationPolicy[]> =>
  ctx.transaction(async (tx) => {
    const organizations = await listOrganizations(tx, ["company"]);
    return store.listAllocationPolicies(tx, [0, ...organizations.map(({ id }) => id)]);
  });

/**
 * From a day on, payments in which the payer names nothing are divided by another rule. What was allocated before stays
 * as it was: a reversal gives back exactly what the payment did.
 */
export async function setAllocationPolicy(
  ctx: Ctx,
  policy: NewAllocationPolicy,
): Promise<Result<NewAllocationPolicy, AllocationPolicyRefusal>> {
  const { organization, from } = policy;
  const basis = policy.basis.trim();
  if (basis === "") return refuse({ code: "payments.rule_basis_missing", field: "basis" });
  if (from < ctx.today)
    return refuse({ code: "payments.rule_begins_in_past", field: "from", from, today: ctx.today });
  return ctx.transaction(async (tx) => {
    const companies = await listOrganizations(tx, ["company"]);
    if (organization !== 0 && !companies.some(({ id }) => id === organization))
      return refuse({ code: "payments.rule_organization_unknown", field: "organization" });
    const [latest] = (await store.listAllocationPolicies(tx, [organization])).slice(-1);
    if (latest && latest.from >= from)
      return refuse({ code: "payments.rule_begun_later", field: "from", from: latest.from });
    await store.insertAllocationPolicy(tx, { ...policy, basis });
    return ok({ ...policy, basis });
  });
}

/**
 * How a payment would be divided, by the rule in force or by another one. Books nothing; the account is locked for as
 * long as the question takes, so that the answer is what `takePayment` would do at the same moment.
 */
export async function tryAllocation(
  ctx: Ctx,
  input: {
    readonly account: string;
    readonly amount: Money;
    readonly paidOn?: Day | undefined;
    readonly statedPeriod?: Period | undefined;
    readonly rule?: AllocationRule | undefined;
  },
): Promise<Result<Allocation, PaymentRefusal>> {
  const paidOn = input.paidOn ?? ctx.today;
  return ctx.transaction(async (tx) => {
    const ready = await readyAccount(tx, { ...input, paidOn });
    if (!ready.ok) return ready;
    const { account, books, period, balance } = ready.value;
    const taking = {
      building: account.building,
      account: account.account,
      payment: 0n as PaymentId,
      amount: input.amount,
      paidOn,
      period,
      statedPeriod: input.statedPeriod,
      rule: input.rule ?? ruleOn(books.policies, paidOn),
    };
    const { allocations } = bookTakings([taking], new Map([[account.account, balance]]));
    return ok(must(allocations[0], "the allocation that was tried"));
  });
}
