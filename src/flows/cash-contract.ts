import { z } from "zod";
import { accountNumber, documentNumber, kopecks } from "#platform/http/wire";

const id = z.int().positive();

export const TakeCashRequest = z
  .strictObject({
    account: accountNumber,
    amount: kopecks,
    contact: z.string().trim().max(100).default("").meta({
      description: "Where the fiscal receipt goes, if one is asked for: a telephone or an address of mail.",
    }),
  })
  .meta({ examples: [{ account: "4400110010", amount: "150000", contact: "" }] });

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
