import type { BuildingCharges, LineKind } from "#modules/charging";
import type { Owed } from "./calculate.ts";

/** Where the product and the reference disagree about what an account owes a provider for a service, in kopecks. */
export interface Difference {
  readonly account: number;
  readonly service: number;
  readonly provider: number;
  readonly kind: LineKind | "cash";
  readonly product: bigint;
  readonly reference: bigint;
}

/** What the product made, the budget's cash to residents with it. */
export const madeBy = ({ lines, benefits }: Pick<BuildingCharges, "lines" | "benefits">): Made[] => [
  ...lines,
  ...benefits.flatMap((row): Made[] =>
    row.mode === "cash" && row.service !== undefined && row.provider !== undefined
      ? [{ ...row, service: row.service, provider: row.provider, kind: "cash" }]
      : [],
  ),
];
type Made = Omit<Difference, "product" | "reference"> & { readonly amount: bigint };

export function differencesOf(product: readonly Made[], reference: readonly Owed[]): Difference[] {
  const both = [
    ...product.map((of) => ({ of, product: of.amount as bigint, reference: 0n })),
    ...reference.map((of) => ({ of, product: 0n, reference: of.kopecks })),
  ];
  const sums = new Map<string, Difference>();
  for (const one of both) {
    const { account, service, provider, kind } = one.of;
    const key = `${account} ${service} ${provider} ${kind}`;
    const sum = sums.get(key) ?? { account, service, provider, kind, product: 0n, reference: 0n };
    sums.set(key, {
      ...sum,
      product: sum.product + one.product,
      reference: sum.reference + one.reference,
    });
  }
  return [...sums.values()].filter((sum) => sum.product !== sum.reference);
}

export const sentenceOf = (of: Difference): string =>
  `account ${of.account}, service ${of.service}, provider ${of.provider}, ${of.kind}: ` +
  `product ${of.product}, reference ${of.reference} kopecks`;
