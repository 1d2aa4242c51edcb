import type { Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import { intArray, type Tx } from "#platform/database";
import type { AllocationPolicy, AllocationRule } from "../model.ts";

/** Of these organizations, 0 for the center's own; in the order of organization and day. */
export async function listAllocationPolicies(
  tx: Tx,
  organizations: readonly (OrganizationId | 0)[],
): Promise<AllocationPolicy[]> {
  const rows = await tx.named<PolicyRow>(
    "payments.list-allocation-policies",
    `select organization_id, lower(in_force) as from_day, upper(in_force) as to_day, penalties, whole_month, barred, basis,
       recorded_at, recorded_by
     from payments.allocation_policies where organization_id = any ($1::integer[]) order by organization_id, in_force`,
    [intArray(organizations)],
  );
  return rows.map((row) => ({
    organization: row.organization_id,
    from: row.from_day,
    to: row.to_day ?? undefined,
    penalties: row.penalties,
    wholeMonth: row.whole_month,
    barred: row.barred,
    basis: row.basis,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by ?? undefined,
  }));
}

/** Ends what is in force on the day and begins the rule there. */
export async function insertAllocationPolicy(
  tx: Tx,
  policy: AllocationRule & {
    readonly organization: OrganizationId | 0;
    readonly from: Day;
    readonly basis: string;
  },
): Promise<void> {
  await tx.query(
    `update payments.allocation_policies set in_force = daterange(lower(in_force), $2::date)
     where organization_id = $1 and in_force @> $2::date`,
    [policy.organization, policy.from],
  );
  await tx.query(
    `insert into payments.allocation_policies
       (organization_id, in_force, penalties, whole_month, barred, basis, recorded_by)
     values ($1, daterange($2::date, null), $3, $4, $5, $6, $7)`,
    [
      policy.organization,
      policy.from,
      policy.penalties,
      policy.wholeMonth,
      policy.barred,
      policy.basis,
      tx.scope.user ?? null,
    ],
  );
}

interface PolicyRow {
  organization_id: OrganizationId | 0;
  from_day: Day;
  to_day: Day | null;
  penalties: AllocationRule["penalties"];
  whole_month: boolean;
  barred: AllocationRule["barred"];
  basis: string;
  recorded_at: Date;
  recorded_by: UserId | null;
}
