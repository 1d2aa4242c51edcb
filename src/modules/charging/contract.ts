import { z } from "zod";
import { instant, integer, kopecks, limitUpTo, month, numberInPath } from "#platform/http/wire";
import type { OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";

/** The tables whose facts mark a building when they come late; the triggers are in the migrations. */
export const LATE_SOURCES = [
  "metering.readings",
  "metering.meters",
  "metering.verifications",
  "metering.faults",
  "accounts.residents",
  "accounts.account_states",
  "accounts.accounts",
  "accounts.absence_decisions",
  "metering.supply_failure_decisions",
  "benefits.entitlements",
  "benefits.rules",
  "benefits.subsidies",
  "addresses.premises_states",
  "addresses.building_states",
  "tariffs.city_values",
  "tariffs.building_values",
  "tariffs.service_terms",
  "formulas.city_methods",
  "formulas.building_methods",
] as const;
export type LateSource = (typeof LATE_SOURCES)[number];

/** Why a deed with a run was refused, in the order in which they are checked. */
export type ChargingRefusal =
  | { code: "charging.run_not_found"; run: number }
  | { code: "charging.no_open_period"; organization: OrganizationId }
  | { code: "charging.period_in_future"; organization: OrganizationId; period: Period; open: Period }
  | { code: "charging.draft_exists"; organization: OrganizationId; run: RunId }
  | { code: "charging.no_buildings"; organization: OrganizationId; period: Period }
  /** A building that was handed over since stands in the books of another, who has closed `period` and is in `open`. */
  | {
      code: "charging.closed_by_present_manager";
      organization: OrganizationId;
      manager: OrganizationId;
      period: Period;
      open: Period;
    }
  /** Some buildings alone are charged again only where the whole month was charged. */
  | { code: "charging.month_not_charged_yet"; organization: OrganizationId; period: Period }
  | { code: "charging.rates_missing"; organization: OrganizationId; services: string; buildings: number }
  | {
      code: "charging.not_calculated";
      run: RunId;
      buildings: number;
      buildingsDone: number;
      buildingsFailed: number;
    }
  | { code: "charging.others_not_calculated"; run: RunId }
  | { code: "charging.already_approved"; run: RunId }
  | { code: "charging.already_given_up"; run: RunId }
  | { code: "charging.period_closed"; period: Period }
  /** Anomalies that block are not decided. */
  | { code: "charging.anomalies_open"; run: RunId; open: number }
  /** Whoever started a run approves it up to a limit; `amount` and `limit` in kopecks. */
  | { code: "charging.own_run_above_limit"; run: RunId; amount: string; limit: string; approvers: string }
  /** Nobody of the center has opened its review. */
  | { code: "charging.not_reviewed"; run: RunId }
  /** A run is compared with a month before its own. */
  | { code: "charging.month_not_earlier"; period: Period; before: Period }
  | { code: "charging.note_missing" }
  /** What blocks is decided one by one. */
  | { code: "charging.blocking_one_by_one"; run: RunId; open: number }
  | { code: "charging.group_above_limit"; run: RunId; amount: string; limit: string }
  | { code: "charging.building_not_failed"; run: RunId; building: number }
  | { code: "charging.limits_begun_later"; from: string };

/** Why a rule of penalties, or a waiver, was refused. */
export type PenaltyRefusal =
  | { code: "penalties.policy_begun_later"; from: string }
  | { code: "penalties.rate_known"; from: string }
  | { code: "penalties.moratorium_not_found"; from: string }
  | { code: "penalties.day_known"; day: string }
  /** A Saturday that is called a day off, a Monday that is called a working day. */
  | { code: "penalties.day_as_its_weekday"; day: string; working: boolean }
  | { code: "penalties.span_empty"; from: string; through: string }
  | { code: "penalties.cap_begun_later"; from: string }
  | { code: "penalties.moratorium_known"; from: string }
  | { code: "penalties.due_day_known"; from: Period }
  /** The moratorium is applied, or is not, already. */
  | { code: "penalties.nothing_changes" }
  | { code: "penalties.proposal_not_found"; proposal: number }
  | { code: "penalties.proposal_decided"; proposal: number }
  /** A rule of penalties is two people's. */
  | { code: "penalties.second_person" }
  | { code: "penalties.reason_missing" }
  | { code: "penalties.account_not_found"; account: string }
  | { code: "penalties.days_impossible"; field: "through"; from: string; through: string }
  | { code: "penalties.not_open"; account: string };

const id = z.int().positive();
export const RunPath = z.strictObject({ run: numberInPath });
export const RunsQuery = z.strictObject({
  organization: numberInPath.optional(),
  period: month.optional().meta({ description: "The month charged for." }),
  limit: limitUpTo(200, 50),
});
export const ReadinessQuery = z.strictObject({ organization: numberInPath, period: month });

export const ReadinessResponse = z
  .object({
    open: month.optional().meta({ description: "The month that the run would be booked in." }),
    buildings: z.int(),
    accounts: z.int(),
    withoutRate: z.array(z.object({ code: z.string(), buildings: z.int() })),
    draft: id.optional(),
  })
  .meta({ examples: [{ open: "2026-11", buildings: 21, accounts: 1740, withoutRate: [] }] });

export const StartRunRequest = z
  .strictObject({
    organization: id,
    period: month,
    acceptMissingRates: z.boolean().default(false),
    onlyWaiting: z
      .boolean()
      .default(false)
      .meta({ description: "Only the buildings that late facts have reached: a recalculation." }),
  })
  .meta({ examples: [{ organization: 2, period: "2026-11" }] });

export const WaitingQuery = z.strictObject({ organization: numberInPath.optional() });
export const WaitingResponse = z
  .object({
    months: z.array(
      z.object({
        organization: id,
        organizationName: z.string(),
        period: month,
        buildings: z.int(),
        since: instant.meta({ description: "When the first of the late facts was recorded." }),
        sources: z.array(z.enum(LATE_SOURCES)).meta({
          description: "What came late: readings, residents, areas, values …; tables of the facts.",
        }),
      }),
    ),
  })
  .meta({
    description: "Charged months that late facts have reached, oldest first.",
    examples: [
      {
        months: [
          {
            organization: 2,
            organizationName: "УК «Заречье»",
            period: "2026-10",
            buildings: 3,
            since: "2026-11-23T06:10:00.000Z",
            sources: ["metering.readings"],
          },
        ],
      },
    ],
  });

const RunFields = z.object({
  id,
  organization: id,
  chargedFor: month,
  bookedIn: month,
  state: z.enum(["calculating", "calculated", "approved", "discarded", "cancelled"]),
  startedAt: instant,
  startedBy: id.optional(),
  calculatedAt: instant.optional(),
  approvedAt: instant.optional(),
  approvedBy: id.optional(),
  lineCount: integer.optional(),
  amount: kopecks.optional(),
});
const run = {
  id: 97,
  organization: 2,
  chargedFor: "2026-11",
  bookedIn: "2026-11",
  state: "calculated",
  startedAt: "2026-11-23T06:10:00.000Z",
  startedBy: 1,
  calculatedAt: "2026-11-23T06:10:02.000Z",
  lineCount: "20880",
  amount: "1134512377",
};

export const RunResponse = RunFields.meta({ examples: [run] });

const RunSummaryFields = z.object({
  organizationName: z.string(),
  together: id.meta({
    description: "The first of the runs that were started by one deed: they make a group.",
  }),
  buildings: z.int(),
  buildingsDone: z.int(),
  buildingsFailed: z.int(),
  accounts: z.int(),
  accountsDone: z.int(),
  amount: kopecks.meta({ description: "So far." }),
  previousAmount: kopecks.optional().meta({
    description:
      "Approved for the month before, of the same organization. Absent for an earlier month that is charged again: its sum is a difference.",
  }),
  anomalies: z.int().optional().meta({ description: "Absent: nobody has looked yet." }),
  anomaliesOpen: z.int().optional(),
  blockingOpen: z.int().optional(),
  startedByName: z.string().optional(),
  approvedByName: z.string().optional(),
});
const summary = {
  organizationName: "ООО «Северный дом»",
  together: 97,
  buildings: 21,
  buildingsDone: 21,
  buildingsFailed: 0,
  accounts: 1740,
  accountsDone: 1740,
  amount: "1134512377",
  previousAmount: "1092001240",
  anomalies: 31,
  anomaliesOpen: 12,
  blockingOpen: 0,
  startedByName: "Орлова Елена Николаевна",
};
export const RunsResponse = z
  .object({ runs: z.array(RunFields.extend({ summary: RunSummaryFields })) })
  .meta({ examples: [{ runs: [{ ...run, summary }] }] });

export const RunProgressResponse = RunFields.extend({
  progress: z.object({
    buildings: z.int(),
    buildingsDone: z.int(),
    buildingsFailed: z.int(),
    accounts: z.int(),
    accountsDone: z.int(),
    lines: z.int(),
    amount: kopecks,
  }),
  warnings: z.array(
    z.object({
      code: z.string(),
      count: z.int(),
      example: z.string().optional().meta({ description: "An account's number." }),
    }),
  ),
  failures: z.array(
    z.object({
      building: id,
      address: z.string(),
      accounts: z.int(),
      reason: z.string().optional().meta({ description: "For the people of the center." }),
    }),
  ),
  summary: RunSummaryFields.optional(),
}).meta({
  examples: [
    {
      ...run,
      progress: {
        buildings: 21,
        buildingsDone: 21,
        buildingsFailed: 0,
        accounts: 1740,
        accountsDone: 1740,
        lines: 20880,
        amount: "1134512377",
      },
      warnings: [{ code: "metering.reading_missing", count: 212, example: "1000000012" }],
      failures: [],
      summary,
    },
  ],
});
