import { z } from "zod";
import { parseMoney } from "#core/money";
import { type Encoding, encodePayment } from "./rules/payment-qr.ts";

/** What one vector said and what the product's own rule gave; the same shape as in charging. */
export interface CodeVectorResult {
  readonly id: string;
  readonly ok: boolean;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly why: string;
}

/**
 * Runs the vectors of area "payment-document" through `encodePayment`: the text of the payment code must be the one
 * expected, letter by letter. A vector of a shape that is not known fails with "not supported".
 *
 * Law       GOST R 56042-2014
 */
export function codeVectors(file: unknown): CodeVectorResult[] {
  return FILE.parse(file)
    .vectors.filter((vector) => vector.area === "payment-document")
    .map(({ id, inputs, expected }) => {
      const asked = INPUTS.safeParse(inputs);
      const wanted = EXPECTED.safeParse(expected);
      if (!asked.success || !wanted.success)
        return { id, ok: false, expected, actual: undefined, why: "not supported" };
      const { qr } = wanted.data;
      const actual = codeOf(asked.data);
      const ok = actual === qr;
      return {
        id,
        ok,
        expected: qr,
        actual,
        why: ok ? "" : `qr: expected ${qr}, got ${actual ?? "a refusal"}`,
      };
    });
}

const FILE = z.object({
  vectors: z.array(
    z.object({ id: z.string(), area: z.string(), inputs: z.unknown(), expected: z.unknown() }),
  ),
});
const INPUTS = z.strictObject({
  name: z.string(),
  personalAcc: z.string(),
  bankName: z.string(),
  bic: z.string(),
  correspAcc: z.string(),
  payeeInn: z.string(),
  account: z.string(),
  period: z.string(),
  amount: z.string(),
  encoding: z.enum(["UTF-8", "windows-1251", "KOI8-R"]),
});
const EXPECTED = z.object({ qr: z.string() });

function codeOf(of: z.infer<typeof INPUTS>): string | undefined {
  const sum = parseMoney(of.amount);
  if (sum === undefined) return undefined;
  const code = encodePayment(
    {
      Name: of.name,
      PersonalAcc: of.personalAcc,
      BankName: of.bankName,
      BIC: of.bic,
      CorrespAcc: of.correspAcc,
      PayeeINN: of.payeeInn,
      PersAcc: of.account,
      PaymPeriod: of.period,
      Sum: String(sum),
    },
    of.encoding.toLowerCase() as Encoding,
  );
  return code.ok ? code.value.text : undefined;
}
