import { z } from "zod";
import type { Day } from "#core/day";
import {
  day,
  documentNumber,
  instant,
  kopecks,
  limitUpTo,
  millionths,
  month,
  numberInPath,
} from "#platform/http/wire";
import { BEARERS, COMMISSIONS, ORDER_FORMATS, type OrderState, SCHEDULES } from "./model.ts";

export type TermsRefusal =
  | { readonly code: "settlements.center_only" }
  | { readonly code: "settlements.organization_not_found"; readonly organization: number }
  | { readonly code: "settlements.contract_missing"; readonly field: "contract" }
  /** A value without the paper that it comes from is nobody's. */
  | { readonly code: "settlements.basis_missing"; readonly field: "basis" }
  | { readonly code: "settlements.percent_impossible"; readonly field: "percent" }
  | { readonly code: "settlements.limits_impossible"; readonly field: "least" }
  | { readonly code: "settlements.tiers_impossible"; readonly field: "tiers" }
  | { readonly code: "settlements.day_impossible"; readonly field: "scheduleDay"; readonly last: number }
  /** Other terms begin on that very day or later. */
  | { readonly code: "settlements.terms_contradict"; readonly from: Day; readonly recordedFrom: Day };

export type SettlementRefusal =
  | { readonly code: "settlements.center_only" }
  | { readonly code: "settlements.organization_not_found"; readonly organization: number }
  | { readonly code: "settlements.day_to_come"; readonly through: Day; readonly today: Day }
  | { readonly code: "settlements.not_found"; readonly settlement: number }
  | { readonly code: "settlements.approved_already"; readonly settlement: number };

export type OrderRefusal =
  /** A machine has no second person: orders are people's deeds. */
  | { readonly code: "settlements.person_needed" }
  | { readonly code: "settlements.second_person_needed"; readonly order: number }
  | { readonly code: "settlements.no_center" }
  | { readonly code: "settlements.no_account"; readonly organization: string }
  | { readonly code: "settlements.no_orders" }
  | { readonly code: "settlements.order_not_found"; readonly order: number }
  | {
      readonly code: "settlements.order_not_ready";
      readonly order: number;
      readonly state: OrderState;
      readonly step: OrderState;
    }
  | { readonly code: "settlements.document_missing"; readonly field: "document" }
  | { readonly code: "settlements.day_to_come"; readonly through: Day; readonly today: Day }
  | { readonly code: "settlements.file_not_found"; readonly file: number };

const id = z.int().positive();
const percent = millionths.meta({
  type: "string",
  description: 'Millionths of a percent: "1500000" is 1.5 %.',
  examples: ["1500000"],
});

const TermsFields = z.object({
  contract: z.string().trim().max(60),
  basis: z.string().trim().max(200).meta({ description: "The paper that these values come from." }),
  commission: z.enum(COMMISSIONS),
  percent,
  fixed: kopecks.meta({ description: "Of one payment." }),
  tiers: z
    .array(z.strictObject({ from: kopecks, percent }))
    .max(20)
    .meta({ description: "By the sum of one payment; the first is from nothing." }),
  least: kopecks.optional().meta({ description: "Of one payment; never more than the payment." }),
  most: kopecks.optional(),
  bearer: z.enum(BEARERS).meta({
    description:
      "Withheld from the provider, billed to the company, or paid on top by the payer, outside of the books.",
  }),
  schedule: z.enum(SCHEDULES),
  scheduleDay: z.int().min(1).max(28).meta({ description: "Of the week from Monday, or of the month." }),
});
const terms = {
  contract: "12",
  basis: "Договор № 12 от 01.09.2026",
  commission: "percent",
  percent: "1500000",
  fixed: "0",
  tiers: [],
  bearer: "provider",
  schedule: "weekly",
  scheduleDay: 2,
};

export const TermsQuery = z.strictObject({ provider: numberInPath.optional() });

export const TermsResponse = z
  .object({
    terms: z.array(
      TermsFields.extend({
        id,
        organization: id.optional().meta({ description: "A company's own contract; absent: the center's." }),
        organizationName: z.string().optional(),
        provider: id,
        providerName: z.string(),
        from: day,
        to: day.optional(),
        nextPayment: day.optional().meta({ description: "Of those in force today." }),
      }),
    ),
  })
  .meta({
    examples: [
      {
        terms: [
          {
            ...terms,
            id: 3,
            provider: 6,
            providerName: "МУП «Водоканал»",
            from: "2026-09-01",
            nextPayment: "2026-11-24",
          },
        ],
      },
    ],
  });

export const SetTermsRequest = TermsFields.partial({
  percent: true,
  fixed: true,
  tiers: true,
  scheduleDay: true,
})
  .extend({ organization: id.optional(), provider: id, from: day })
  .strict()
  .meta({ examples: [{ ...terms, provider: 6, from: "2026-09-01" }] });

export const TermsSetResponse = z
  .object({ changed: z.boolean().meta({ description: "False: the same was in force already." }) })
  .meta({ examples: [{ changed: true }] });

const SumsFields = z.object({
  allocated: kopecks,
  returned: kopecks.meta({ description: "Reversals; nothing or negative." }),
  commission: kopecks,
  withheld: kopecks.meta({ description: "The commission that the provider bears." }),
  payments: z.int(),
});
const sums = {
  allocated: "1800000",
  returned: "-30000",
  commission: "26550",
  withheld: "26550",
  payments: 214,
};

const SettlementFields = SumsFields.extend({
  id,
  organization: id,
  organizationName: z.string(),
  provider: id,
  providerName: z.string(),
  period: month,
  through: day,
  number: id.meta({ description: "Of the registry, running for a provider in a year." }),
  toTransfer: kopecks,
  madeOn: day,
  madeByName: z.string().optional(),
  approvedAt: instant.optional(),
  approvedByName: z.string().optional(),
  state: z.enum(["draft", "approved", "ordered", "transferred"]),
  order: id.optional().meta({ description: "The living order that it stands in." }),
  confirmedOn: day.optional(),
});
const settlement = {
  ...sums,
  id: 41,
  organization: 2,
  organizationName: "ООО «УК Заречье»",
  provider: 6,
  providerName: "МУП «Водоканал»",
  period: "2026-10",
  through: "2026-10-31",
  number: 7,
  toTransfer: "1743450",
  madeOn: "2026-11-05",
  madeByName: "Орлова Елена Николаевна",
  state: "draft",
};

export const SettlementsQuery = z.strictObject({
  period: month.optional(),
  organization: numberInPath.optional(),
  provider: numberInPath.optional(),
});

export const SettlementsResponse = z
  .object({ settlements: z.array(SettlementFields) })
  .meta({ examples: [{ settlements: [settlement] }] });

export const BoardQuery = z.strictObject({ period: month, organization: numberInPath.optional() });

export const BoardResponse = z
  .object({
    rows: z
      .array(
        SumsFields.extend({
          organization: id,
          organizationName: z.string(),
          provider: id,
          providerName: z.string(),
          toTransfer: kopecks,
          documents: z
            .array(z.object({ id, number: id }))
            .meta({ description: "Its settlements of the month, the oldest first." }),
          drafts: z.int(),
          approved: kopecks.meta({ description: "Approved, and no order pays it yet." }),
          ordered: kopecks,
          transferred: kopecks,
          waiting: kopecks.meta({ description: "Booked through the month and not settled." }),
          uncovered: kopecks.meta({ description: "Of it what no contract covers." }),
        }),
      )
      .meta({ description: "What differs first: uncovered, then waiting, then drafts." }),
  })
  .meta({
    examples: [
      {
        rows: [
          {
            ...sums,
            organization: 2,
            organizationName: "ООО «УК Заречье»",
            provider: 6,
            providerName: "МУП «Водоканал»",
            toTransfer: "1743450",
            documents: [{ id: 41, number: 7 }],
            drafts: 1,
            approved: "0",
            ordered: "0",
            transferred: "0",
            waiting: "45000",
            uncovered: "0",
          },
        ],
      },
    ],
  });

export const SettlementPath = z.strictObject({ settlement: numberInPath });

export const SettlementResponse = SettlementFields.extend({
  contract: z.string().optional(),
  buildings: z.array(SumsFields.extend({ building: id, address: z.string() })),
}).meta({
  examples: [
    {
      ...settlement,
      contract: "12",
      buildings: [{ ...sums, building: 31, address: "г. Североозёрск, ул. Лесная, д. 12" }],
    },
  ],
});

export const RowsQuery = z.strictObject({
  building: numberInPath.optional(),
  after: z
    .string()
    .regex(/^\d+-\d+-\d+-(?:10|12)$/)
    .optional()
    .meta({ description: "`next` of the page before." }),
  limit: limitUpTo(1000, 200),
});

export const RowsResponse = z
  .object({
    rows: z.array(
      z.object({
        building: id,
        account: z
          .string()
          .meta({ description: "The number, or its last signs for those who may not see it." }),
        document: documentNumber,
        kind: z
          .enum(["payment", "advance"])
          .meta({ description: "A payment or its reversal; a use of an advance." }),
        day,
        bookedIn: month,
        allocated: kopecks,
        commission: kopecks,
        withheld: kopecks,
      }),
    ),
    next: z.string().optional(),
  })
  .meta({
    examples: [
      {
        rows: [
          {
            building: 31,
            account: "••••0012",
            document: "10000000042",
            kind: "payment",
            day: "2026-10-12",
            bookedIn: "2026-10",
            allocated: "9000",
            commission: "135",
            withheld: "135",
          },
        ],
        next: "31-2077-10000000042-10",
      },
    ],
  });

export const SettleRequest = z
  .strictObject({
    organization: id,
    through: day.meta({ description: "Not after today." }),
    provider: id.optional().meta({ description: "Absent: all that something came to." }),
  })
  .meta({ examples: [{ organization: 2, through: "2026-10-31" }] });

export const SettledResponse = z
  .object({
    settlements: z.array(SettlementFields),
    uncovered: z.array(
      z.object({ provider: id, providerName: z.string(), amount: kopecks, payments: z.int() }),
    ),
  })
  .meta({ examples: [{ settlements: [settlement], uncovered: [] }] });

export const SettlementStateResponse = SettlementFields.meta({
  examples: [
    {
      ...settlement,
      state: "approved",
      approvedAt: "2026-11-05T09:15:00.000Z",
      approvedByName: "Ильина Тамара Павловна",
    },
  ],
});

export const ProviderMonthQuery = z.strictObject({ period: month, organization: numberInPath.optional() });
export const ProviderPath = z.strictObject({ provider: numberInPath });

export const ProviderMonthResponse = z
  .object({
    provider: id,
    providerName: z.string(),
    period: month,
    opening: kopecks.meta({ description: "Due at the beginning of the month." }),
    ...SumsFields.shape,
    transferred: kopecks.meta({ description: "Confirmed by the bank in the month." }),
    closing: kopecks,
    settlements: z.array(SettlementFields),
  })
  .meta({
    examples: [
      {
        provider: 6,
        providerName: "МУП «Водоканал»",
        period: "2026-10",
        opening: "0",
        ...sums,
        transferred: "0",
        closing: "1743450",
        settlements: [settlement],
      },
    ],
  });

const party = z.object({
  name: z.string(),
  inn: z.string(),
  kpp: z.string(),
  account: z.string(),
  bank: z.string(),
  bic: z.string(),
  correspondentAccount: z.string(),
});
const bank = { bank: "АО «СЕВЕРБАНК»", bic: "049876543", correspondentAccount: "30101810100000000543" };

const OrderFields = z.object({
  id,
  provider: id,
  number: id.meta({ description: "Running in an account of the payer and a year." }),
  dated: day,
  amount: kopecks,
  purpose: z.string(),
  payer: party,
  receiver: party,
  state: z.enum(["drafted", "approved", "sent", "confirmed", "rejected", "returned", "withdrawn"]),
  settlements: z.array(z.object({ id, amount: kopecks })),
  draftedAt: instant,
  draftedByName: z.string(),
  isOwn: z.boolean().meta({ description: "The reader drafted it: another person approves." }),
  approvedAt: instant.optional(),
  approvedByName: z.string().optional(),
  sentAt: instant.optional(),
  file: z.object({ id, name: z.string(), sha256: z.string() }).optional(),
  outcome: z.object({ on: day, document: z.string() }).optional(),
});
const order = {
  id: 9,
  provider: 6,
  number: 301,
  dated: "2026-11-05",
  amount: "1743450",
  purpose: "Перечисление платежей населения за 10.2026 по договору № 12, реестр № 7. НДС не облагается",
  payer: {
    name: "ООО «ЕИРЦ Североозёрск»",
    inn: "9901001239",
    kpp: "990101001",
    account: "40821810900000000777",
    ...bank,
  },
  receiver: { name: "МУП «Водоканал»", inn: "9901000517", kpp: "", account: "40602810800000000517", ...bank },
  state: "drafted",
  settlements: [{ id: 41, amount: "1743450" }],
  draftedAt: "2026-11-05T09:15:00.000Z",
  draftedByName: "Орлова Елена Николаевна",
  isOwn: false,
};

export const OrdersQuery = z.strictObject({
  open: z.literal("yes").optional(),
  provider: numberInPath.optional(),
});
export const OrdersResponse = z
  .object({ orders: z.array(OrderFields) })
  .meta({ examples: [{ orders: [order] }] });
export const OrderPath = z.strictObject({ order: numberInPath });
export const OrderFilePath = z.strictObject({ file: numberInPath });
export const OrderResponse = OrderFields.meta({ examples: [order] });

export const DraftOrdersRequest = z
  .strictObject({ provider: id.optional().meta({ description: "Absent: all that something is due to." }) })
  .meta({ examples: [{}] });

export const DraftedResponse = z
  .object({
    orders: z.array(OrderFields),
    inDebt: z
      .array(z.object({ provider: id, providerName: z.string() }))
      .meta({ description: "More was taken back than came: it is set against what comes." }),
  })
  .meta({ examples: [{ orders: [order], inDebt: [] }] });

export const SendOrdersRequest = z
  .strictObject({ orders: z.array(id).min(1).max(500), format: z.enum(ORDER_FORMATS) })
  .meta({ examples: [{ orders: [9], format: "1c" }] });

export const SentResponse = z
  .object({ file: id, name: z.string(), sha256: z.string(), orders: z.array(OrderFields) })
  .meta({
    examples: [
      {
        file: 4,
        name: "orders-2026-11-05-301.txt",
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        orders: [{ ...order, state: "sent" }],
      },
    ],
  });

export const EndOrderRequest = z
  .strictObject({
    outcome: z.enum(["confirmed", "rejected", "returned", "withdrawn"]),
    on: day.optional().meta({ description: "Absent: today." }),
    document: z
      .string()
      .trim()
      .max(200)
      .meta({ description: "The statement's line, the bank's notice, the reason." }),
  })
  .meta({ examples: [{ outcome: "confirmed", on: "2026-11-06", document: "Выписка 06.11.2026, № 301" }] });
