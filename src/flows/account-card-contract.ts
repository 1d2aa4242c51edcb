import { z } from "zod";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  integer,
  kopecks,
  limitUpTo,
  millionths,
  month,
} from "#platform/http/wire";

const id = z.int().positive();
const EVENTS = [
  "payment",
  "reversal",
  "reading",
  "charge",
  "receipt",
  "holder",
  "resident",
  "area",
  "departure",
  "absence",
  "absence_decision",
  "right",
  "right_end",
  "snils",
  "subsidy",
  "subsidy_end",
  "terms",
  "value",
  "superseded",
  "method",
  "view",
] as const;

export const CardPath = z.strictObject({ number: accountNumber });
export const CardQuery = z.strictObject({
  on: day.optional().meta({ description: "As of this day; absent: today." }),
});
export const CardDocumentPath = CardPath.extend({ document: documentNumber });
export const ConsumptionQuery = z.strictObject({
  through: month.optional().meta({ description: "The last of thirteen months; absent: the present one." }),
});
export const HistoryQuery = z.strictObject({
  kinds: z
    .string()
    .max(400)
    .optional()
    .meta({
      description: `Comma separated, of ${EVENTS.join(", ")}; absent: all but view.`,
      examples: ["payment,reversal"],
    }),
  limit: limitUpTo(500, 100),
});

const MoneyFields = z.object({
  period: month.meta({ description: "The month of the books that the sums are of." }),
  isOpen: z.boolean(),
  amount: kopecks.meta({ description: "What is owed on the day; negative when paid ahead." }),
  charged: kopecks.meta({ description: "For the month itself." }),
  recalculated: kopecks,
  benefits: kopecks,
  penalties: kopecks,
  paid: kopecks.meta({ description: "Negative: up to the day, less what was reversed." }),
  lastPaid: z.object({ day, amount: kopecks }).optional(),
  overdue: kopecks,
  ages: z.array(kopecks).meta({ description: "Of the overdue: to 30 days, 31–90, 91–365, 366–1095, older." }),
  debts: z
    .array(
      z.object({
        chargedFor: month,
        due: day,
        late: z.int().meta({ description: "Days past the due day; 0 and less: not overdue yet." }),
        amount: kopecks,
      }),
    )
    .meta({ description: "What is owed by the month charged for, the oldest first." }),
  nextDue: z
    .object({ day, amount: kopecks })
    .optional()
    .meta({ description: "The nearest due day of what is owed and not overdue." }),
});

export const CardResponse = z
  .object({
    number: accountNumber,
    building: id,
    account: id,
    premises: id,
    on: day,
    premisesKind: z.string(),
    premisesNumber: z.string(),
    address: z.string(),
    opened: day,
    closed: day.optional(),
    unifiedAccountId: z.string().optional(),
    gisServiceId: z.string().optional(),
    manager: z.object({ id, name: z.string() }).optional(),
    holder: z
      .object({
        holderName: z.string(),
        holder: z.enum(["person", "legal"]),
        shareNumerator: integer,
        shareDenominator: integer,
        owners: z.int(),
        phone: z.string().optional(),
      })
      .optional(),
    area: millionths.optional(),
    heatedArea: millionths.optional().meta({ description: "Zero with a boiler of its own or no radiators." }),
    ownership: z.enum(["private", "municipal"]).optional(),
    registered: z.int().meta({ description: "Permanently." }),
    residing: z.int().meta({ description: "Registered permanently or for a time." }),
    traits: z.array(
      z.enum(["closed", "legal", "share", "own_heating", "nobody_registered", "dilapidated", "room"]),
    ),
    money: MoneyFields,
  })
  .meta({
    description:
      "Payments after the day are left out; what was charged for a month counts from its last day on, in the present month at once.",
    examples: [
      {
        number: "4400110010",
        building: 1,
        account: 3,
        premises: 3,
        on: "2026-11-23",
        premisesKind: "flat",
        premisesNumber: "3",
        address: "г. Североозёрск, ул. Ленина, д. 7, кв. 3",
        opened: "2024-11-01",
        manager: { id: 2, name: "ООО «УК Заречье»" },
        holder: {
          holderName: "Иванова Мария Петровна",
          holder: "person",
          shareNumerator: "1",
          shareDenominator: "1",
          owners: 1,
        },
        area: "91990000",
        heatedArea: "91990000",
        ownership: "private",
        registered: 1,
        residing: 1,
        traits: [],
        money: {
          period: "2026-11",
          isOpen: true,
          amount: "2354035",
          charged: "1301936",
          recalculated: "0",
          benefits: "0",
          penalties: "0",
          paid: "0",
          lastPaid: { day: "2026-10-14", amount: "756003" },
          overdue: "1052099",
          ages: ["1052099", "0", "0", "0", "0"],
          debts: [
            { chargedFor: "2026-10", due: "2026-11-15", late: 8, amount: "1052099" },
            { chargedFor: "2026-11", due: "2026-12-15", late: -22, amount: "1301936" },
          ],
          nextDue: { day: "2026-12-15", amount: "1301936" },
        },
      },
    ],
  });

const ValueFields = z.object({
  parameter: z.string(),
  variant: z.string(),
  zone: z.int(),
  above: millionths.meta({ description: "Of a range of consumption: above this volume." }),
  level: z.enum(["city", "organization", "building", "account"]),
  value: millionths,
  basis: z.string().meta({ description: "The document that set it." }),
  from: day,
  to: day.optional(),
});

export const ParametersResponse = z
  .object({
    account: accountNumber,
    on: day,
    parameters: z.array(
      z.object({
        of: z.enum(["account", "premises", "building"]),
        name: z.string(),
        type: z.enum(["quantity", "count", "share", "text", "word", "yes_no"]),
        spans: z
          .array(z.object({ value: z.string(), from: day, to: day.optional() }))
          .meta({ description: "Oldest first; neighbours differ." }),
      }),
    ),
    services: z.array(
      z.object({
        service: id,
        code: z.string(),
        name: z.string().meta({ description: "In the reader's language." }),
        unit: z.string(),
        provider: id,
        providerName: z.string(),
        method: z.string(),
        isOwn: z.boolean().meta({ description: "Terms of this account alone, not of the building." }),
        from: day,
        to: day.optional(),
        values: z.array(ValueFields).meta({ description: "In force on the day." }),
        history: z.array(ValueFields).meta({ description: "Values of the building's or the account's own." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        account: "4400110010",
        on: "2026-11-23",
        parameters: [
          {
            of: "premises",
            name: "area",
            type: "quantity",
            spans: [{ value: "91990000", from: "2024-11-01" }],
          },
        ],
        services: [
          {
            service: 21,
            code: "HOT_WATER",
            name: "Hot water",
            unit: "m3",
            provider: 7,
            providerName: "АО «Теплосеть»",
            method: "individual",
            isOwn: false,
            from: "2024-11-01",
            values: [
              {
                parameter: "rate",
                variant: "",
                zone: 0,
                above: "0",
                level: "city",
                value: "243160000",
                basis: "Приказ РЭК № 214 от 18.09.2026",
                from: "2026-10-01",
              },
            ],
            history: [],
          },
        ],
      },
    ],
  });

export const PeopleResponse = z
  .object({
    on: day,
    owners: z.int().meta({ description: "Counted where nobody is registered." }),
    people: z.array(
      z.object({
        no: z.int(),
        name: z.string(),
        born: day.optional(),
        registration: z.enum(["permanent", "temporary"]),
        from: day,
        to: day.optional(),
        isPresent: z.boolean(),
        snils: z.string().optional().meta({ description: "Its last digits alone." }),
        benefits: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            from: day,
            to: day.optional(),
            document: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({
    description: "Those present on the day first. The reading is recorded in the audit trail.",
    examples: [
      {
        on: "2026-11-23",
        owners: 1,
        people: [
          {
            no: 1,
            name: "Иванова Мария Петровна",
            born: "1940-01-10",
            registration: "permanent",
            from: "2024-11-01",
            isPresent: true,
            snils: "•••-•••-494 04",
            benefits: [],
          },
        ],
      },
    ],
  });

export const HistoryResponse = z
  .object({
    events: z.array(
      z.object({
        kind: z.enum(EVENTS),
        at: instant,
        who: z.string().optional(),
        channel: z.string().optional(),
        day: day.optional().meta({ description: "The day that it speaks of: paid, read, in force from." }),
        period: month.optional(),
        document: documentNumber.optional(),
        value: integer.optional().meta({ description: "Kopecks of money, millionths of a reading or area." }),
        before: integer.optional().meta({ description: "What a correction replaced." }),
        text: z.string().optional().meta({ description: "A name, a paper, a reason, a meter's serial." }),
        resource: z.string().optional(),
        until: day.optional().meta({ description: "The first day on which a dated fact holds no more." }),
        basis: z.string().optional().meta({ description: "Title of the document behind a fact." }),
        reason: z.string().optional(),
        decision: z.string().optional().meta({ description: "Of an absence." }),
        service: z.string().optional().meta({ description: "In the reader's language." }),
        benefit: z.string().optional().meta({ description: "In the reader's language." }),
        isOwn: z.boolean().optional().meta({ description: "False: of the whole building." }),
      }),
    ),
    hasMore: z.boolean(),
  })
  .meta({
    description: "Newest first.",
    examples: [
      {
        events: [
          {
            kind: "reading",
            at: "2026-11-22T18:14:00.000Z",
            channel: "resident",
            day: "2026-11-22",
            value: "418560000",
            text: "18-204417",
            resource: "hot_water",
          },
        ],
        hasMore: false,
      },
    ],
  });

export const CardDocumentResponse = z
  .object({
    document: documentNumber,
    entries: z.array(
      z.object({
        kind: z.string(),
        bookedIn: month,
        chargedFor: month.optional(),
        code: z.string().meta({ description: "ADVANCE where no service was paid." }),
        name: z.string(),
        providerName: z.string(),
        amount: kopecks,
      }),
    ),
  })
  .meta({
    examples: [
      {
        document: "10000121003",
        entries: [
          {
            kind: "payment",
            bookedIn: "2026-10",
            chargedFor: "2026-09",
            code: "HOT_WATER",
            name: "Hot water",
            providerName: "АО «Теплосеть»",
            amount: "129604",
          },
        ],
      },
    ],
  });

export const ConsumptionResponse = z
  .object({
    through: month,
    services: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        unit: z.string(),
        resource: z.string(),
        months: z.array(z.object({ period: month, volume: millionths, amount: kopecks })),
      }),
    ),
  })
  .meta({
    description: "What was billed for each of thirteen months.",
    examples: [
      {
        through: "2026-11",
        services: [
          {
            code: "HOT_WATER",
            name: "Hot water",
            unit: "m3",
            resource: "hot_water",
            months: [{ period: "2026-11", volume: "6210000", amount: "151002" }],
          },
        ],
      },
    ],
  });
