import { z } from "zod";
import { accountNumber, day, documentNumber, instant, kopecks, millionths, month } from "#platform/http/wire";

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

export const KeyRateRequest = z
  .strictObject({
    from: day,
    percent: percent.refine((value) => value > 0n && value <= 100_000_000n, { error: "0…100 %" }),
    basis: title,
  })
  .meta({
    examples: [{ from: "2026-12-21", percent: "15000000", basis: "Информация Банка России от 18.12.2026" }],
  });
export const KeyRateResponse = z.object({ from: day, percent, basis }).meta({
  examples: [{ from: "2026-12-21", percent: "15000000", basis: "Информация Банка России от 18.12.2026" }],
});

const offDay = { day: "2027-01-08", working: false, basis: "Постановление о переносе выходных дней" };
export const CalendarDayRequest = z
  .strictObject({
    day,
    working: z
      .boolean()
      .meta({ description: "False: a holiday; true: a Saturday or a Sunday that is worked." }),
    basis: title,
  })
  .meta({ examples: [offDay] });
export const CalendarDayResponse = z
  .object({ day, working: z.boolean(), basis })
  .meta({ examples: [offDay] });

export const MoratoriumRequest = z
  .strictObject({
    from: day.meta({ description: "Its first day, by which it is known." }),
    applied: z.boolean(),
  })
  .meta({ examples: [{ from: "2022-04-01", applied: true }] });
export const MoratoriumResponse = z
  .object({ from: day, applied: z.boolean() })
  .meta({ examples: [{ from: "2022-04-01", applied: true }] });

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
