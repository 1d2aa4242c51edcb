import { z } from "zod";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  kopecks,
  limitUpTo,
  month,
  numberInPath,
} from "#platform/http/wire";

const id = z.int().positive();

export const TakeCashRequest = z
  .strictObject({
    account: accountNumber,
    amount: kopecks,
    contact: z.string().trim().max(100).default("").meta({
      description: "Where the fiscal receipt goes, if one is asked for: a telephone or an address of mail.",
    }),
    statedPeriod: month
      .optional()
      .meta({ description: "The month that the payer insists on: it is paid first." }),
    statedService: id.optional().meta({
      description: "The service that the payer insists on, of the stated month if one is named.",
    }),
  })
  .meta({ examples: [{ account: "4400110010", amount: "150000", contact: "", statedPeriod: "2026-10" }] });

export const CashTakenResponse = z
  .object({ building: id, payment: documentNumber, amount: kopecks })
  .meta({ examples: [{ building: 31, payment: "10000000042", amount: "150000" }] });

export const CashReturnPath = z.strictObject({
  building: z.coerce.number().int().positive(),
  payment: documentNumber,
});

export const ReturnCashRequest = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .meta({ examples: [{ reason: "Плательщик передумал" }] });

export const CashReturnedResponse = z
  .object({ payment: documentNumber, reversal: documentNumber })
  .meta({ examples: [{ payment: "10000000042", reversal: "10000000043" }] });

const lines = z.object({ count: z.int().min(0), total: kopecks });
const ReportFields = z.object({
  shift: id,
  organization: z.int().min(0).meta({ description: "Whose desk it is; 0: the center's." }),
  desk: z.string(),
  no: id.meta({ description: "Counted at each desk from 1." }),
  cashier: id,
  cashierName: z.string().optional(),
  day: day.meta({ description: "The business date: a shift takes no cash of another." }),
  openedAt: instant,
  closedAt: instant.optional(),
  float: kopecks.meta({ description: "What was in the drawer at first." }),
  sums: z.object({ taken: lines, returned: lines, handed: kopecks }),
  expected: kopecks.meta({
    description:
      "What must lie in the drawer: now (X), or when it was counted, before the last handing over (Z).",
  }),
  handovers: z.array(
    z.object({ no: id, amount: kopecks, receiver: z.string(), document: z.string(), madeAt: instant }),
  ),
  closing: z
    .object({
      declared: kopecks,
      reason: z.string(),
      closedByName: z.string().optional(),
      left: kopecks.meta({ description: "What stays in the drawer after the last handing over." }),
    })
    .optional(),
});
const open = {
  shift: 7,
  organization: 0,
  desk: "Касса 1",
  no: 3,
  cashier: 2,
  cashierName: "Соколова Ирина",
  day: "2026-11-23",
  openedAt: "2026-11-23T05:00:00.000Z",
  float: "500000",
  sums: {
    taken: { count: 2, total: "300050" },
    returned: { count: 1, total: "100050" },
    handed: "0",
  },
  expected: "700000",
  handovers: [],
};
const closed = {
  ...open,
  closedAt: "2026-11-23T14:00:00.000Z",
  handovers: [
    {
      no: 1,
      amount: "200000",
      receiver: "Инкассатор Волков",
      document: "сумка 41",
      madeAt: "2026-11-23T14:00:00.000Z",
    },
  ],
  closing: { declared: "700000", reason: "", closedByName: "Соколова Ирина", left: "500000" },
};

export const ShiftResponse = ReportFields.extend({
  services: z.array(
    z.object({
      service: id.optional().meta({ description: "Absent: the advance." }),
      name: z.string().optional().meta({ description: "In the reader's language." }),
      taken: kopecks,
      returned: kopecks,
    }),
  ),
}).meta({
  examples: [
    {
      ...closed,
      services: [
        { service: 3, name: "Горячее водоснабжение", taken: "200050", returned: "100050" },
        { taken: "100000", returned: "0" },
      ],
    },
  ],
});

export const DeskResponse = z
  .object({
    shift: ReportFields.optional().meta({ description: "The open shift of the person who asks." }),
    desks: z.array(
      z.object({
        desk: z.string(),
        left: kopecks.optional().meta({ description: "Left by its last shift; absent while one is open." }),
      }),
    ),
    receipt: z
      .object({ required: z.boolean(), basis: z.string() })
      .optional()
      .meta({ description: "By which rule a fiscal receipt is owed at the desk (54-FZ), or not." }),
  })
  .meta({
    examples: [
      {
        shift: open,
        desks: [{ desk: "Касса 1" }],
        receipt: { required: true, basis: "54-ФЗ, ст. 1.2 п. 1" },
      },
    ],
  });

export const ShiftsQuery = z.strictObject({
  before: numberInPath.optional().meta({ description: "The last shift of the page before." }),
  limit: limitUpTo(200, 50),
});
export const ShiftsResponse = z
  .object({ shifts: z.array(ReportFields) })
  .meta({ examples: [{ shifts: [open, closed] }] });

export const ShiftPath = z.strictObject({ shift: numberInPath });

export const OpenShiftRequest = z
  .strictObject({ desk: z.string().trim().min(1).max(60), float: kopecks })
  .refine(({ float }) => float >= 0n, { error: "a float is not below nothing" })
  .meta({ examples: [{ desk: "Касса 1", float: "500000" }] });
export const ShiftOpenedResponse = z.object({ shift: id }).meta({ examples: [{ shift: 7 }] });

const handover = z
  .strictObject({
    amount: kopecks,
    receiver: z.string().trim().min(1).max(120).meta({ description: "The bank or its collector." }),
    document: z
      .string()
      .trim()
      .max(60)
      .default("")
      .meta({ description: "The number of a bag, of an order." }),
  })
  .refine(({ amount }) => amount > 0n, { error: "something is handed over" });
export const HandoverRequest = handover.meta({
  examples: [{ amount: "200000", receiver: "Инкассатор Волков", document: "сумка 41" }],
});

export const CloseShiftRequest = z
  .strictObject({
    declared: kopecks.meta({ description: "What was counted in the drawer." }),
    reason: z.string().trim().max(500).default("").meta({
      description: "Why the count differs from what must be there, or why somebody else closes the shift.",
    }),
    handover: handover.optional().meta({ description: "What of it goes to the bank at once." }),
  })
  .refine(({ declared }) => declared >= 0n, { error: "a count is not below nothing" })
  .meta({
    examples: [
      {
        declared: "700000",
        reason: "",
        handover: { amount: "200000", receiver: "Инкассатор Волков", document: "сумка 41" },
      },
    ],
  });

export const PayerPath = z.strictObject({ account: accountNumber });
export const PayerResponse = z
  .object({
    debts: z.array(
      z.object({
        period: month,
        service: id,
        name: z.string().meta({ description: "In the reader's language." }),
        amount: kopecks,
      }),
    ),
  })
  .meta({
    examples: [
      { debts: [{ period: "2026-10", service: 3, name: "Горячее водоснабжение", amount: "151002" }] },
    ],
  });
