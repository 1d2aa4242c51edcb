import type { OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";

/** Why a deed with a run was refused, in the order in which they are checked. */
export type ChargingRefusal =
  | { code: "charging.run_not_found"; run: number }
  | { code: "charging.no_open_period"; organization: OrganizationId }
  | { code: "charging.period_in_future"; organization: OrganizationId; period: Period; open: Period }
  | { code: "charging.draft_exists"; organization: OrganizationId; run: RunId }
  | { code: "charging.no_buildings"; organization: OrganizationId; period: Period }
  | { code: "charging.rates_missing"; organization: OrganizationId; services: string; buildings: number }
  | { code: "charging.not_calculated"; run: RunId; buildings: number; buildingsDone: number; buildingsFailed: number }
  | { code: "charging.others_not_calculated"; run: RunId }
  | { code: "charging.already_approved"; run: RunId }
  | { code: "charging.already_given_up"; run: RunId }
  | { code: "charging.period_closed"; period: Period };
