import type { OrganizationId, ServiceId } from "#core/ids";
import { moneyText, parseMoney, sumOf } from "#core/money";
import { parsePeriod } from "#core/period";
import type { Money } from "#core/units";
import { z } from "zod";
import type { Allocation, DebtItem, Wish } from "./model.ts";
import { allocate } from "./rules/allocate.ts";

/** What one vector said and what the product's own rule gave; the same shape as in charging. */
export interface VectorResult {
  readonly id: string;
  readonly ok: boolean;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly why: string;
}

/**
 * Runs the vectors of area "allocation" of a file like `vectors/payment-allocation.json` through `allocate`; those of
 * other areas are left to their rooms. A vector of a shape that is not known fails with "not supported".
 */
export function allocationVectors(file: unknown): VectorResult[] {
  return FILE.parse(file)
    .vectors.filter((vector) => vector.area === "allocation")
    .map((vector) => outcomeOf(vector));
}

const amount = z
  .string()
  .transform((text, context) => parseMoney(text) ?? refused(context, `not an amount: ${text}`));
const period = z
  .string()
  .transform((text, context) => parsePeriod(text) ?? refused(context, `not a period: ${text}`));

const FILE = z.object({
  vectors: z.array(
    z.object({ id: z.string(), area: z.string(), inputs: z.unknown(), expected: z.unknown() }),
  ),
});
const ONE_BILL = z.strictObject({
  payment: amount,
  lines: z.array(z.strictObject({ service: z.string(), provider: z.string().optional(), amount })),
});
const MONTHS = z.strictObject({
  payment: amount,
  statedPeriod: period.optional(),
  debts: z.array(z.strictObject({ period, amount })),
});
const EXPECTED = z.object({
  allocated: z.union([z.array(z.string()), z.record(z.string(), z.string())]),
  sum: z.string().optional(),
  advance: z.string().optional(),
});

const SOME_MONTH = parsePeriod("2025-01")!;

function outcomeOf(vector: z.infer<typeof FILE>["vectors"][number]): VectorResult {
  const { id } = vector;
  const expected = EXPECTED.safeParse(vector.expected);
  const bill = ONE_BILL.safeParse(vector.inputs);
  const months = MONTHS.safeParse(vector.inputs);
  if (!expected.success || !(bill.success || months.success)) {
    return {
      id,
      ok: false,
      expected: vector.expected,
      actual: undefined,
      why: "not supported: neither lines of a bill nor debts by month",
    };
  }
  const actual = bill.success ? ofBill(bill.data) : months.success ? ofMonths(months.data) : {};
  const { allocated, sum, advance } = expected.data;
  const wanted = {
    allocated,
    ...(sum === undefined ? {} : { sum }),
    ...(advance === undefined ? {} : { advance }),
  };
  const got = Object.fromEntries(Object.entries(actual).filter(([name]) => name in wanted));
  const ok = canonical(wanted) === canonical(got);
  return {
    id,
    ok,
    expected: wanted,
    actual: got,
    why: ok ? "" : `expected ${canonical(wanted)}, got ${canonical(got)}`,
  };
}

/** The lines of one bill: each is a service of its own; a provider named in the vector is kept apart. */
function ofBill(inputs: z.infer<typeof ONE_BILL>): Record<string, unknown> {
  const providers = [...new Set(inputs.lines.map((line) => line.provider ?? ""))];
  const items = inputs.lines.map((line, index) =>
    item(index + 1, providers.indexOf(line.provider ?? "") + 1, SOME_MONTH, line.amount),
  );
  const { parts, advance } = allocate(inputs.payment, items);
  const shares = items.map((one) => parts.find((part) => part.service === one.service)?.amount ?? 0n);
  return { allocated: shares.map(moneyText), sum: totalText(parts), advance: moneyText(advance) };
}

function ofMonths(inputs: z.infer<typeof MONTHS>): Record<string, unknown> {
  const items = inputs.debts.map((debt) => item(1, 1, debt.period, debt.amount));
  const wish: Wish = { statedPeriod: inputs.statedPeriod };
  const { parts, advance } = allocate(inputs.payment, items, wish);
  return {
    allocated: Object.fromEntries(parts.map((part) => [part.chargedFor, moneyText(part.amount)])),
    sum: totalText(parts),
    advance: moneyText(advance),
  };
}

const item = (
  service: number,
  provider: number,
  chargedFor: DebtItem["chargedFor"],
  of: Money,
): DebtItem => ({
  service: service as ServiceId,
  provider: provider as OrganizationId,
  chargedFor,
  amount: of,
});

const totalText = (parts: Allocation["parts"]): string => moneyText(sumOf(parts.map((part) => part.amount)));

/** Months in any order are the same answer; the order of a bill's lines is part of it. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

function refused(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
