import { z } from "zod";
import { LATE_SOURCES, RunResponse } from "#contracts/charging";
import { accountNumber, day, instant, kopecks, limitUpTo, month, numberInPath } from "#platform/http/wire";

const id = z.int().positive();

/** A row of the work of reviewing runs; the rules and steps are closed lists, told to the browser as they are. */
export const RULES = [
  "rate_gap",
  "norm_gap",
  "double_service",
  "negative",
  "jump",
  "zero_after_charges",
  "first_charge",
  "missing_reading",
  "common_over_norm",
  "common_negative",
  "composition",
] as const;
export const REASONS = ["checked", "season", "tariff", "composition", "next_month", "other"] as const;

export const StartRunsRequest = z
  .strictObject({
    period: month,
    organizations: z.array(id).min(1).max(500),
    acceptMissingRates: z.boolean().default(false),
  })
  .meta({ examples: [{ period: "2026-11", organizations: [2, 3] }] });

const Refused = z.object({
  code: z.string(),
  title: z.string().meta({ description: "The sentence in the reader's language." }),
});
export const StartedRunsResponse = z
  .object({
    answers: z.array(
      z.object({ organization: id, run: z.int().positive().optional(), refusal: Refused.optional() }),
    ),
  })
  .meta({
    description:
      "An answer for each organization, in their order: the number of its run, or why there is none.",
    examples: [
      {
        answers: [
          { organization: 2, run: 97 },
          {
            organization: 3,
            refusal: {
              code: "charging.draft_exists",
              title: "Run No 96 is a draft of this month already. Approve or discard it.",
            },
          },
        ],
      },
    ],
  });

export const PreparationQuery = z.strictObject({ period: month });
const Building = z.object({ id, address: z.string() });
const Preparation = z.object({
  organization: id,
  name: z.string(),
  buildings: z.int(),
  accounts: z.int(),
  open: month.optional(),
  draft: id.optional(),
  items: z.array(
    z.object({
      code: z.enum([
        "no_open_period",
        "earlier_month_open",
        "month_closed",
        "charged_already",
        "draft_exists",
        "no_buildings",
        "rate_missing",
        "norm_missing",
        "building_readings_missing",
        "readings_missing",
      ]),
      stops: z.boolean().meta({ description: "True: the run does not start until it is mended." }),
      sentence: z.string(),
      count: z.int().optional(),
      service: z.object({ code: z.string(), name: z.string() }).optional(),
      buildings: z.array(Building).meta({ description: "The first few of those concerned." }),
      run: id.optional(),
    }),
  ),
});
export const PreparationResponse = z.object({ organizations: z.array(Preparation) }).meta({
  examples: [
    {
      organizations: [
        {
          organization: 2,
          name: "ООО «Северный дом»",
          buildings: 21,
          accounts: 1740,
          open: "2026-11",
          items: [
            {
              code: "readings_missing",
              stops: false,
              sentence: "212 meters have no reading in this month: they are charged by average or by norm.",
              count: 212,
              buildings: [{ id: 32, address: "г. Североозёрск, ул. Ленина, д. 5" }],
            },
          ],
        },
      ],
    },
  ],
});

export const TotalsQuery = z.strictObject({
  before: month.optional().meta({
    description:
      "The month beside it; by default the one before its own. A month that is charged again stands beside itself, as it was booked before the run.",
  }),
});
const compared = { was: kopecks, became: kopecks, accounts: z.int() };
export const TotalsResponse = z
  .object({
    period: month,
    before: month,
    ordinary: month.meta({
      description: "What it stands beside unless asked otherwise: its own month where that is charged again.",
    }),
    all: z.object({
      ...compared,
      changed: z.int().meta({ description: "Accounts whose sum is another one than in the month before." }),
      first: z.int().meta({ description: "Accounts charged now and not before." }),
    }),
    penalties: z
      .object({ amount: kopecks, accounts: z.int() })
      .optional()
      .meta({ description: "What the run books for late payment of old debts, beside the month's charges." }),
    services: z.array(z.object({ code: z.string(), name: z.string(), ...compared })),
    buildings: z.array(z.object({ building: id, address: z.string(), ...compared, changed: z.int() })),
  })
  .meta({
    description:
      "Due for the month of the run beside what is booked for an earlier one, of the same accounts.",
    examples: [
      {
        period: "2026-11",
        before: "2026-10",
        ordinary: "2026-10",
        all: { was: "1092001240", became: "1134512377", accounts: 1740, changed: 1622, first: 3 },
        penalties: { amount: "1220145", accounts: 254 },
        services: [
          { code: "HEATING", name: "Heating", was: "402001240", became: "444512377", accounts: 1740 },
        ],
        buildings: [
          {
            building: 32,
            address: "г. Североозёрск, ул. Ленина, д. 5",
            was: "52001240",
            became: "54512377",
            accounts: 80,
            changed: 78,
          },
        ],
      },
    ],
  });

export const ChangesQuery = z.strictObject({
  before: TotalsQuery.shape.before,
  service: z.string().max(40).optional().meta({ description: "Code of one service; absent: of all." }),
});
export const ChangesResponse = z
  .object({
    before: month,
    bins: z.array(
      z.object({
        from: kopecks.optional().meta({ description: "Included; absent: from whatever is less." }),
        to: kopecks.optional().meta({ description: "Included; absent: up to whatever is more." }),
        accounts: z.int(),
        amount: kopecks.meta({ description: "Sum of the changes." }),
      }),
    ),
    first: z
      .object({ accounts: z.int(), amount: kopecks })
      .meta({ description: "Charged now and not in the earlier month." }),
  })
  .meta({
    description: "How many accounts changed by how much, from the greatest fall to the greatest rise.",
    examples: [
      {
        before: "2026-10",
        bins: [
          { to: "-500001", accounts: 2, amount: "-1204410" },
          { from: "1", to: "10000", accounts: 411, amount: "1804410" },
        ],
        first: { accounts: 3, amount: "920110" },
      },
    ],
  });

export const RunAccountsQuery = z.strictObject({
  before: TotalsQuery.shape.before,
  service: ChangesQuery.shape.service,
  building: numberInPath.optional(),
  from: kopecks.optional().meta({ description: "The change is no less." }),
  to: kopecks.optional().meta({ description: "The change is no more." }),
  first: z
    .stringbool({ truthy: ["true"], falsy: ["false"] })
    .default(false)
    .meta({ type: "boolean", description: "Only those that the earlier month did not charge." }),
  after: z
    .string()
    .regex(/^\d{1,9}-\d{1,9}$/)
    .optional()
    .meta({ description: "`next` of the page before.", examples: ["32-4"] }),
  limit: limitUpTo(500, 100),
});
export const RunAccountsResponse = z
  .object({
    accounts: z.array(
      z.object({ number: accountNumber, address: z.string(), was: kopecks, became: kopecks }),
    ),
    next: z.string().optional(),
  })
  .meta({
    description: "The accounts behind the totals of a run, by building.",
    examples: [
      {
        accounts: [
          {
            number: "1000000012",
            address: "г. Североозёрск, ул. Ленина, д. 5, кв. 12",
            was: "712001",
            became: "830110",
          },
        ],
        next: "32-4",
      },
    ],
  });

export const LargestQuery = z.strictObject({ before: TotalsQuery.shape.before, limit: limitUpTo(100, 20) });
export const LargestResponse = z
  .object({
    before: month,
    changes: z.array(
      z.object({
        number: accountNumber,
        address: z.string(),
        service: z.object({ code: z.string(), name: z.string() }),
        was: kopecks,
        became: kopecks,
      }),
    ),
  })
  .meta({
    description: "Where a run changes most: an account and a service each, the largest first.",
    examples: [
      {
        before: "2026-10",
        changes: [
          {
            number: "1000000012",
            address: "г. Североозёрск, ул. Ленина, д. 5, кв. 12",
            service: { code: "HOT_WATER", name: "Hot water" },
            was: "182830",
            became: "71200",
          },
        ],
      },
    ],
  });

export const ReasonsQuery = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: "`next` of the page before: a building." }),
  limit: limitUpTo(100, 20),
});
const Reason = z.object({
  sentence: z.string().meta({ description: "What is known otherwise, with its document where it has one." }),
  place: z.string().optional().meta({ description: "The premises; absent: the whole building." }),
  accounts: z.array(accountNumber).meta({ description: "The accounts of the place." }),
  recorded: z
    .array(
      z.object({
        source: z.enum(LATE_SOURCES),
        from: day.meta({ description: "The first day that the fact speaks of." }),
        at: instant,
        by: z.string().optional().meta({ description: "Absent: by a file or a program." }),
      }),
    )
    .meta({ description: "When facts of this kind came late in the building, and who recorded them." }),
});
export const ReasonsResponse = z
  .object({
    period: month,
    bookedIn: month,
    isRecalculation: z.boolean().meta({ description: "False: nothing was booked for the month before it." }),
    buildings: z.array(
      z.object({
        building: id,
        address: z.string(),
        reasons: z.array(Reason).meta({ description: "Empty: another month's recalculation reaches it." }),
      }),
    ),
    next: z.int().optional(),
  })
  .meta({
    description: "Why a month is charged again: what is known otherwise than when it was charged before.",
    examples: [
      {
        period: "2026-10",
        bookedIn: "2026-11",
        isRecalculation: true,
        buildings: [
          {
            building: 32,
            address: "г. Североозёрск, ул. Ленина, д. 5",
            reasons: [
              {
                sentence: "reading of meter No 4410077 of 20.10.2026 corrected: 214.2 → 209.81",
                place: "г. Североозёрск, ул. Ленина, д. 5, кв. 12",
                accounts: ["1000000012"],
                recorded: [
                  {
                    source: "metering.readings",
                    from: "2026-10-20",
                    at: "2026-11-23T06:10:02.000Z",
                    by: "Орлова Елена Николаевна",
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });

const Group = z.object({
  rule: z.enum(RULES),
  blocking: z.boolean(),
  count: z.int(),
  open: z.int(),
  effect: kopecks.meta({ description: "What it changes beside the month before." }),
  together: z.boolean().meta({ description: "True: what is open can be accepted at once." }),
});
export const ReviewResponse = z
  .object({
    foundAt: instant,
    rulesVersion: z.int(),
    buildingsWithoutBefore: z
      .int()
      .meta({ description: "Buildings without a charge in the month before: compared with nothing." }),
    limits: z.object({
      jumpPermille: z.int(),
      jumpAmount: kopecks,
      groupAmount: kopecks,
      ownRunAmount: kopecks,
    }),
    groups: z.array(Group),
  })
  .meta({
    examples: [
      {
        foundAt: "2026-11-23T06:10:02.000Z",
        rulesVersion: 1,
        buildingsWithoutBefore: 0,
        limits: {
          jumpPermille: 500,
          jumpAmount: "50000",
          groupAmount: "10000000",
          ownRunAmount: "100000000",
        },
        groups: [{ rule: "jump", blocking: false, count: 31, open: 31, effect: "4821044", together: true }],
      },
    ],
  });

export const AnomaliesQuery = z.strictObject({
  rule: z.enum(RULES).optional(),
  after: z
    .string()
    .regex(/^\d{1,9}-\d{1,9}$/)
    .optional()
    .meta({ description: "`next` of the page before.", examples: ["32-4"] }),
  limit: limitUpTo(500, 200),
});
const Decision = z.object({
  reason: z.enum(REASONS),
  note: z.string(),
  at: instant,
  by: id,
  name: z.string().optional(),
});
const AnomalyFields = z.object({
  building: id,
  no: z.int(),
  rule: z.enum(RULES),
  blocking: z.boolean(),
  address: z.string(),
  number: accountNumber.optional().meta({ description: "Absent: it is of the whole building." }),
  service: z.object({ code: z.string(), name: z.string() }).optional(),
  was: kopecks,
  became: kopecks,
  sentence: z.string().meta({ description: "What is seen, and what it may come from." }),
  decision: Decision.optional(),
});
export const AnomaliesResponse = z
  .object({ anomalies: z.array(AnomalyFields), next: z.string().optional() })
  .meta({
    examples: [
      {
        anomalies: [
          {
            building: 32,
            no: 4,
            rule: "jump",
            blocking: false,
            address: "г. Североозёрск, ул. Ленина, д. 5",
            number: "1000000012",
            service: { code: "HOT_WATER", name: "Hot water" },
            was: "71200",
            became: "182830",
            sentence: "The volume grew from 2.93 to 7.52.",
          },
        ],
        next: "32-4",
      },
    ],
  });

const Anomaly = z.strictObject({ building: id, no: z.int().positive() });
export const DecisionRequest = z
  .strictObject({
    anomalies: z.array(Anomaly).min(1).max(500).optional(),
    rule: z
      .enum(RULES)
      .optional()
      .meta({ description: "Instead of `anomalies`: all that is open of a rule." }),
    reason: z.enum(REASONS),
    note: z.string().max(1000).default(""),
  })
  .refine((body) => (body.anomalies === undefined) !== (body.rule === undefined), {
    error: "anomalies or rule",
    path: ["anomalies"],
  })
  .meta({ examples: [{ anomalies: [{ building: 32, no: 4 }], reason: "checked" }] });
export const RevocationRequest = z
  .strictObject({ anomalies: z.array(Anomaly).min(1).max(500) })
  .meta({ examples: [{ anomalies: [{ building: 32, no: 4 }] }] });
export const DecidedResponse = z.object({ decided: z.int() }).meta({ examples: [{ decided: 1 }] });

export const FailedBuildingPath = z.strictObject({ run: numberInPath, building: numberInPath });
export const RetriedResponse = RunResponse;

export const LimitsRequest = z
  .strictObject({
    organization: id.optional().meta({ description: "Absent: of every company without its own." }),
    from: day,
    jumpPermille: z.int().min(1).max(100_000),
    jumpAmount: kopecks.refine((value) => value >= 0n, { error: "≥ 0" }),
    groupAmount: kopecks.refine((value) => value >= 0n, { error: "≥ 0" }),
    ownRunAmount: kopecks.refine((value) => value >= 0n, { error: "≥ 0" }),
  })
  .meta({
    examples: [
      {
        from: "2026-12-01",
        jumpPermille: 500,
        jumpAmount: "50000",
        groupAmount: "10000000",
        ownRunAmount: "100000000",
      },
    ],
  });
export const LimitsResponse = z.object({ from: day }).meta({ examples: [{ from: "2026-12-01" }] });

const amounts = {
  jumpPermille: z.int().meta({ description: "Tenths of a percent." }),
  jumpAmount: kopecks,
  groupAmount: kopecks,
  ownRunAmount: kopecks,
};
export const LimitsSetResponse = z
  .object({
    ordinary: z
      .object(amounts)
      .meta({ description: "In force where neither the company nor the center has set its own." }),
    limits: z.array(
      z.object({
        organization: id.optional().meta({ description: "Absent: of every company without its own." }),
        from: day,
        to: day.optional().meta({ description: "Not included; absent while nothing follows." }),
        ...amounts,
        at: instant,
        by: z.string().optional().meta({ description: "Absent: set by the system." }),
      }),
    ),
    rulesVersion: z.int(),
    rules: z.array(z.object({ rule: z.enum(RULES), blocks: z.boolean() })),
  })
  .meta({
    examples: [
      {
        ordinary: {
          jumpPermille: 500,
          jumpAmount: "50000",
          groupAmount: "10000000",
          ownRunAmount: "300000000",
        },
        limits: [
          {
            organization: 2,
            from: "2026-12-01",
            jumpPermille: 300,
            jumpAmount: "30000",
            groupAmount: "5000000",
            ownRunAmount: "100000000",
            at: "2026-11-23T06:10:02.000Z",
            by: "Лаптева Ольга Викторовна",
          },
        ],
        rulesVersion: 1,
        rules: [{ rule: "jump", blocks: false }],
      },
    ],
  });

export const STEPS = ["readings", "charges", "approval", "closing", "print"] as const;
const Step = z.object({
  step: z.enum(STEPS),
  state: z.enum(["done", "running", "waits", "stopped", "not_yet"]),
  number: z
    .int()
    .optional()
    .meta({ description: "Tenths of a percent of meters read; accounts; anomalies; receipts." }),
  of: z.int().optional(),
  run: id.optional(),
});
export const BoardQuery = z.strictObject({ period: month });
export const BoardResponse = z
  .object({
    period: month,
    organizations: z.array(
      z.object({
        id,
        name: z.string(),
        buildings: z.int(),
        accounts: z.int(),
        meters: z.int(),
        metersRead: z.int(),
        closedAt: instant.optional(),
        open: month.optional(),
        charged: kopecks.optional(),
        chargedBefore: kopecks.optional().meta({ description: "For the month before." }),
        paid: kopecks.optional().meta({ description: "In this month." }),
        steps: z.array(Step),
      }),
    ),
    waiting: z.array(
      z.object({
        code: z.enum([
          "run_stopped",
          "run_blocked",
          "run_to_approve",
          "run_to_review",
          "to_charge",
          "to_close",
          "to_print",
          "order_to_approve",
        ]),
        organization: id,
        name: z.string(),
        run: id.optional(),
        number: z.int().optional(),
        amount: kopecks.optional(),
        order: id.optional().meta({ description: "A payment order; the organization is its receiver." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        period: "2026-11",
        organizations: [
          {
            id: 2,
            name: "ООО «Северный дом»",
            buildings: 21,
            accounts: 1740,
            meters: 2912,
            metersRead: 2700,
            open: "2026-11",
            charged: "1134512377",
            chargedBefore: "1092001240",
            paid: "987001200",
            steps: [
              { step: "readings", state: "done", number: 927, of: 2912 },
              { step: "charges", state: "done", number: 1740, run: 97 },
              { step: "approval", state: "waits", number: 12, run: 97 },
              { step: "closing", state: "not_yet", run: 97 },
              { step: "print", state: "not_yet", run: 97 },
            ],
          },
        ],
        waiting: [
          {
            code: "run_to_review",
            organization: 2,
            name: "ООО «Северный дом»",
            run: 97,
            number: 12,
            amount: "1134512377",
          },
        ],
      },
    ],
  });

export const LongWorkResponse = z
  .object({
    work: z.array(
      z.object({
        id: z.string(),
        kind: z.enum([
          "run",
          "receipts.print",
          "import.apply",
          "import.check",
          "debts.make",
          "what_if",
          "other",
        ]),
        subject: z.string(),
        organization: id.optional(),
        organizationName: z.string().optional(),
        run: id.optional(),
        job: id.optional(),
        state: z.enum(["running", "interrupted", "done", "refused", "failed", "cancelled"]),
        startedBy: z.string().optional(),
        startedAt: instant,
        endedAt: instant.optional(),
        done: z.int(),
        total: z.int().optional(),
        perMinute: z.int().optional(),
        secondsLeft: z.int().optional(),
        canCancel: z.boolean(),
        file: z.boolean().meta({ description: "True: /api/jobs/{job}/file has what it made." }),
        title: z.string().optional().meta({ description: "Of a refused one, the sentence." }),
      }),
    ),
    running: z.int(),
  })
  .meta({
    examples: [
      {
        work: [
          {
            id: "run 97",
            kind: "run",
            subject: "2026-11",
            organization: 2,
            organizationName: "ООО «Северный дом»",
            run: 97,
            state: "running",
            startedBy: "Орлова Елена Николаевна",
            startedAt: "2026-11-23T06:10:00.000Z",
            done: 870,
            total: 1740,
            perMinute: 52200,
            secondsLeft: 1,
            canCancel: true,
            file: false,
          },
        ],
        running: 1,
      },
    ],
  });
