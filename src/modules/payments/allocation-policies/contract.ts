import { z } from "zod";
import { accountNumber, day, instant, kopecks, month } from "#platform/http/wire";

/** Why a rule of allocation was not set. */
export type AllocationPolicyRefusal =
  /** What was allocated stays as it was, so that a rule cannot reach back. */
  | {
      readonly code: "payments.rule_begins_in_past";
      readonly field: "from";
      readonly from: string;
      readonly today: string;
    }
  | { readonly code: "payments.rule_begun_later"; readonly field: "from"; readonly from: string }
  | { readonly code: "payments.rule_basis_missing"; readonly field: "basis" }
  | { readonly code: "payments.rule_organization_unknown"; readonly field: "organization" };

const rule = {
  penalties: z.enum(["after_debts", "after_month"]).meta({
    description:
      "Penalties when no debt is left (Civil Code art. 319), or those of a month right after its debt.",
  }),
  wholeMonth: z.boolean().meta({
    description:
      "A payment that is exactly what one month still owes pays that month, as if the payer had named it.",
  }),
  barred: z.enum(["never", "last"]).meta({
    description: "Months past the limitation: only when the payer names them, or after all else.",
  }),
};
const organization = z.int().min(0).meta({ description: "0: the center's rule for those that have none." });

export const AllocationPoliciesResponse = z
  .object({
    policies: z.array(
      z.object({
        organization,
        from: day,
        to: day.optional(),
        ...rule,
        basis: z.string(),
        recordedAt: instant,
      }),
    ),
  })
  .meta({
    examples: [
      {
        policies: [
          {
            organization: 2,
            from: "2026-12-01",
            penalties: "after_debts",
            wholeMonth: true,
            barred: "never",
            basis: "Решение правления от 20.11.2026 № 14",
            recordedAt: "2026-11-23T09:15:00.000Z",
          },
        ],
      },
    ],
  });

export const AllocationPolicyRequest = z
  .strictObject({ organization, from: day, ...rule, basis: z.string().max(500) })
  .meta({
    examples: [
      {
        organization: 2,
        from: "2026-12-01",
        penalties: "after_debts",
        wholeMonth: true,
        barred: "never",
        basis: "Решение правления от 20.11.2026 № 14",
      },
    ],
  });

export const AllocationPolicyResponse = z
  .object({ organization, from: day })
  .meta({ examples: [{ organization: 2, from: "2026-12-01" }] });

export const AllocationTrialRequest = z
  .strictObject({
    account: accountNumber,
    amount: kopecks,
    paidOn: day.optional(),
    statedPeriod: month.optional(),
    rule: z.strictObject(rule).optional().meta({ description: "Tried instead of the rule in force." }),
  })
  .meta({ examples: [{ account: "1000000012", amount: "150000" }] });

export const AllocationTrialResponse = z
  .object({
    parts: z.array(z.object({ service: z.int(), provider: z.int(), chargedFor: month, amount: kopecks })),
    advance: kopecks,
  })
  .meta({
    examples: [
      { parts: [{ service: 3, provider: 7, chargedFor: "2026-10", amount: "150000" }], advance: "0" },
    ],
  });
