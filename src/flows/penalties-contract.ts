import { z } from "zod";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  kopecks,
  millionths,
  month,
  numberInPath,
} from "#platform/http/wire";

const id = z.int().positive();
const title = z.string().trim().min(1).max(300);
const percent = millionths.meta({ description: "Percent a year, in millionths: 9.5 % is 9500000." });
const basis = z.string().meta({ description: "The document that set it." });
const through = day.optional().meta({ description: "The last day; absent: it runs on." });

const steps = z.enum(["resident", "capital_repair", "sector", "sector_130"]).meta({
  description:
    "Which days cost which part of the rate: residents, capital repair, or the sector laws by contract.",
});

export const PenaltyRulesResponse = z
  .object({
    keyRates: z.array(z.object({ from: day, percent, basis })).meta({ description: "Newest first." }),
    caps: z.array(z.object({ from: day, through, percent, basis })),
    moratoria: z.array(
      z.object({
        from: day,
        through,
        dueBefore: day.optional().meta({ description: "Only debts that fell due before are spared." }),
        applied: z.boolean(),
        basis,
      }),
    ),
    dueDays: z
      .array(z.object({ from: month.meta({ description: "The month charged for." }), day: z.int(), basis }))
      .meta({ description: "Newest first. The day is of the month after the one charged for." }),
    calendar: z
      .array(z.object({ day, working: z.boolean(), basis }))
      .meta({ description: "Days that are not what their weekday says, newest first." }),
    policies: z
      .array(
        z.object({
          organization: id,
          name: z.string(),
          from: day,
          through,
          mode: z.enum(["PAYMENT_DATE", "BY_DAY"]),
          legalSteps: steps
            .optional()
            .meta({ description: "Absent: holders who are no residents are not asked." }),
          basis,
        }),
      )
      .meta({ description: "Of the organizations in sight: who asks for penalties, since when and how." }),
  })
  .meta({
    examples: [
      {
        keyRates: [{ from: "2026-02-16", percent: "15500000", basis: "Банк России: ключевая ставка" }],
        caps: [
          { from: "2022-02-28", through: "2026-12-31", percent: "9500000", basis: "ПП РФ 329 от 18.03.2025" },
        ],
        moratoria: [
          { from: "2020-04-06", through: "2020-12-31", applied: true, basis: "ПП РФ 424 от 02.04.2020" },
        ],
        calendar: [{ day: "2026-11-04", working: false, basis: "ТК РФ ст. 112" }],
        dueDays: [{ from: "2026-03", day: 15, basis: "ЖК РФ ст. 155 ч. 1" }],
        policies: [
          {
            organization: 2,
            name: "ООО «УК Заречье»",
            from: "2024-12-01",
            mode: "PAYMENT_DATE",
            legalSteps: "sector",
            basis: "Приказ № 41",
          },
        ],
      },
    ],
  });

const rateOfYear = percent.refine((value) => value > 0n && value <= 100_000_000n, { error: "0…100 %" });

export const RuleChangeFields = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("key_rate"), from: day, percent: rateOfYear }),
  z.strictObject({ kind: z.literal("cap"), from: day, through, percent: rateOfYear }),
  z.strictObject({
    kind: z.literal("moratorium"),
    from: day,
    through,
    dueBefore: day.optional().meta({ description: "Only debts that fell due before are spared." }),
  }),
  z.strictObject({
    kind: z.literal("moratorium_applied"),
    from: day.meta({ description: "The first day of a known moratorium." }),
    applied: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("due_day"),
    from: month.meta({ description: "The month charged for." }),
    day: z.int().min(1).max(28).meta({ description: "Of the month after it." }),
  }),
  z.strictObject({
    kind: z.literal("calendar_day"),
    day,
    working: z
      .boolean()
      .meta({ description: "False: a holiday; true: a Saturday or a Sunday that is worked." }),
  }),
]);

const exampleChange = { kind: "key_rate" as const, from: "2026-12-21", percent: "15000000" };
const exampleBasis = "Информация Банка России от 18.12.2026";

export const ProposeRuleRequest = z
  .strictObject({ change: RuleChangeFields, basis: title })
  .meta({ examples: [{ change: exampleChange, basis: exampleBasis }] });

const Reach = z
  .array(z.object({ name: z.string(), from: month, through: month, months: z.int() }))
  .meta({ description: "Months whose penalties the next run of an organization looks at again." });
const exampleReach = [{ name: "ООО «УК Заречье»", from: "2026-09", through: "2026-11", months: 3 }];

export const RuleProposedResponse = z
  .object({ proposal: id, reach: Reach })
  .meta({ examples: [{ proposal: 3, reach: exampleReach }] });

export const RuleProposalsResponse = z
  .object({
    proposals: z.array(
      z.object({
        proposal: id,
        change: RuleChangeFields,
        basis,
        proposedAt: instant,
        proposedBy: z.string().optional(),
        isOwn: z.boolean().meta({ description: "The reader's own: a second person approves it." }),
        reach: Reach.optional().meta({ description: "Of those that wait." }),
        decision: z
          .object({
            decision: z.enum(["approved", "refused"]),
            reason: z.string(),
            decidedAt: instant,
            decidedBy: z.string().optional(),
          })
          .optional()
          .meta({ description: "Absent: it waits for a second person." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        proposals: [
          {
            proposal: 3,
            change: exampleChange,
            basis: exampleBasis,
            proposedAt: "2026-12-18T12:00:00.000Z",
            proposedBy: "Орлова М. П.",
            isOwn: true,
            reach: exampleReach,
          },
        ],
      },
    ],
  });

export const ProposalPath = z.strictObject({ proposal: numberInPath });
export const DecideRuleRequest = z
  .strictObject({ decision: z.enum(["approved", "refused"]), reason: z.string().max(300).default("") })
  .meta({ examples: [{ decision: "approved" }] });
export const RuleDecidedResponse = z
  .object({ proposal: id, decision: z.enum(["approved", "refused"]) })
  .meta({ examples: [{ proposal: 3, decision: "approved" }] });

export const PolicyRequest = z
  .strictObject({
    organization: id,
    from: day,
    mode: z
      .enum(["PAYMENT_DATE", "BY_DAY"])
      .optional()
      .meta({ description: "Absent: no penalties from that day on." }),
    legalSteps: z.enum(["resident", "sector", "sector_130"]).optional(),
    basis: title,
  })
  .meta({ examples: [{ organization: 2, from: "2026-12-01", mode: "BY_DAY", basis: "Приказ № 44" }] });
export const PolicyResponse = z
  .object({ organization: id, from: day })
  .meta({ examples: [{ organization: 2, from: "2026-12-01" }] });

export const PenaltiesPath = z.strictObject({ number: accountNumber });

const waiver = {
  waiver: "10000000042",
  from: "2026-07-16",
  through: "2026-09-13",
  decidedOn: "2026-11-20",
  document: "Приказ № 52",
  reason: "Длительная болезнь",
  period: "2026-11",
  recordedAt: "2026-11-20T09:15:00.000Z",
};

export const AccountPenaltiesResponse = z
  .object({
    account: accountNumber,
    owed: kopecks.meta({ description: "Booked and not paid." }),
    providers: z
      .array(z.object({ id, name: z.string(), owed: kopecks }))
      .meta({ description: "Whose debts they are of, where some are owed." }),
    waivers: z
      .array(
        z.object({
          waiver: documentNumber,
          provider: id.optional().meta({ description: "Absent: all providers." }),
          providerName: z.string().optional(),
          from: day,
          through: day,
          decidedOn: day,
          document: z.string(),
          reason: z.string(),
          period: month.meta({ description: "The month whose run takes it into account first." }),
          recordedAt: instant,
          recordedBy: z.string().optional(),
        }),
      )
      .meta({ description: "Newest first." }),
  })
  .meta({
    examples: [
      {
        account: "1000000012",
        owed: "3301",
        providers: [{ id: 5, name: "АО «Теплосеть»", owed: "3301" }],
        waivers: [waiver],
      },
    ],
  });

export const WaiverRequest = z
  .strictObject({
    provider: id.optional().meta({ description: "Absent: all providers." }),
    from: day,
    through: day.meta({ description: "The last day whose penalty is not asked for." }),
    decidedOn: day,
    document: title,
    reason: title,
  })
  .meta({
    examples: [
      {
        from: "2026-07-16",
        through: "2026-09-13",
        decidedOn: "2026-11-20",
        document: "Приказ № 52",
        reason: "Длительная болезнь",
      },
    ],
  });
export const WaiverResponse = z
  .object({ waiver: documentNumber, account: accountNumber })
  .meta({ examples: [{ waiver: "10000000042", account: "1000000012" }] });
