import { z } from "zod";
import { accountNumber, day, instant, kopecks, month, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const count = z.int().min(0);

export const RegisterUploadQuery = z.strictObject({ name: z.string().trim().min(1).max(200) });
export const SubsidyRegisterPath = z.strictObject({ register: numberInPath });
export const SubsidyAccountPath = z.strictObject({ number: accountNumber });

const state = z.enum(["matched", "recorded", "known", "unknown", "several", "snils_differs"]).meta({
  description:
    "matched: would be recorded; known: another line or register tells the same payment; the last three are held.",
});

export const SubsidyReviewResponse = z
  .object({
    rows: count,
    amount: kopecks,
    states: z
      .array(z.object({ state, count, amount: kopecks }))
      .meta({ description: "How many lines are how, and their sums." }),
    held: z
      .array(
        z.object({
          line: id,
          state,
          account: z.string().optional().meta({ description: "As the file has it." }),
          snils: z.string().optional().meta({ description: "Its last digits alone." }),
          month,
          paidOn: day,
          amount: kopecks,
        }),
      )
      .meta({ description: "Lines that are held or were told before, 500 at most." }),
  })
  .meta({
    examples: [
      {
        rows: 2,
        amount: "250000",
        states: [
          { state: "matched", count: 1, amount: "150000" },
          { state: "unknown", count: 1, amount: "100000" },
        ],
        held: [
          {
            line: 3,
            state: "unknown",
            account: "9999999999",
            snils: "•••-•••-494 04",
            month: "2026-10",
            paidOn: "2026-11-10",
            amount: "100000",
          },
        ],
      },
    ],
  });

export const SubsidyReceivedResponse = z
  .object({
    register: id,
    isNew: z.boolean().meta({ description: "False: the same file was here before." }),
    recorded: count.meta({ description: "Payments that are new at their accounts." }),
  })
  .meta({ examples: [{ register: 1, isNew: true, recorded: 1 }] });

export const SubsidyMatchedResponse = z.object({ recorded: count }).meta({ examples: [{ recorded: 1 }] });

export const SubsidyRegistersResponse = z
  .object({
    registers: z.array(
      z.object({
        register: id,
        fileName: z.string(),
        rows: count,
        amount: kopecks,
        receivedAt: instant,
        recorded: count.meta({ description: "Lines that stand at an account." }),
      }),
    ),
  })
  .meta({
    description: "Newest first.",
    examples: [
      {
        registers: [
          {
            register: 1,
            fileName: "subsidies-2026-10.csv",
            rows: 2,
            amount: "250000",
            receivedAt: "2026-11-12T09:15:00.000Z",
            recorded: 1,
          },
        ],
      },
    ],
  });

export const SubsidyPaymentsResponse = z
  .object({
    payments: z.array(z.object({ month, paidOn: day, amount: kopecks, register: id, line: id })),
  })
  .meta({
    description: "Newest first. The office pays people themselves: nothing of it is in the books.",
    examples: [
      {
        payments: [{ month: "2026-10", paidOn: "2026-11-10", amount: "150000", register: 1, line: 2 }],
      },
    ],
  });
