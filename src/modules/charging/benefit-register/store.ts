import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import type { BenefitRow } from "../model.ts";

/* What benefits came to, as the counted runs know it: the register for the social office. */

/** One right of one month charged for; negative where a recalculation took some of it back. */
export interface RegisterRow extends Omit<BenefitRow, "amount"> {
  readonly building: BuildingId;
  readonly chargedFor: Period;
  readonly amount: Money;
}

/**
 * What an organization's runs of a month say of benefits: all that is known up to the month less all that was known
 * before it. So the month's own rows stand as they are, and of an earlier month that was charged again the difference.
 * By building, account, resident, month charged for, service.
 */
export async function listBenefitRegister(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly bookedIn: Period },
): Promise<RegisterRow[]> {
  const rows = await tx.query<{
    building: number;
    account: number;
    resident: number | null;
    service: number | null;
    provider: number | null;
    category: string;
    document: string;
    mode: BenefitRow["mode"];
    charged_for: number;
    percent: bigint;
    persons: bigint;
    volume: bigint;
    norm: bigint | null;
    rate: bigint;
    charged: bigint;
    amount: bigint;
  }>(
    `with last as (
       select f.building_id, f.charged_for, max(f.run_id) as now, max(f.run_id) filter (where r.booked_in < $2) as before
       from charging.facts f join ledger.counted_runs using (run_id) join charging.runs r using (run_id)
       where r.organization_id = $1 and r.booked_in <= $2 group by 1, 2 having bool_or(r.booked_in = $2)),
     signed as (
       select l.charged_for, 1 as sign, b.* from last l join charging.benefit_rows b on b.building_id = l.building_id and b.run_id = l.now
       union all
       select l.charged_for, -1, b.* from last l join charging.benefit_rows b on b.building_id = l.building_id and b.run_id = l.before)
     select building_id as building, account_id as account, resident_no as resident, service_id as service, provider_id as provider,
       category, mode, charged_for, max(document) as document, max(percent) as percent, max(persons) as persons, sum(sign * volume)::bigint as volume, max(norm) as norm,
       max(rate) as rate, sum(sign * charged)::bigint as charged, sum(sign * amount)::bigint as amount
     from signed group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(sign * amount) <> 0
     order by 1, 2, 3 nulls last, 8, 4, 7, 6`,
    [of.organization, periodNumber(of.bookedIn)],
  );
  return rows.map(({ charged_for, ...row }) => ({
    ...row,
    building: row.building as BuildingId,
    account: row.account as AccountId,
    resident: row.resident ?? undefined,
    service: (row.service ?? undefined) as ServiceId | undefined,
    provider: (row.provider ?? undefined) as OrganizationId | undefined,
    chargedFor: periodFromNumber(charged_for),
    norm: row.norm ?? undefined,
    charged: row.charged as Money,
    amount: row.amount as Money,
  }));
}
