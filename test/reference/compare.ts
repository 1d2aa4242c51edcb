import { type BuildingFacts, calculateBuilding } from "#modules/charging";
import { calculate } from "./calculate.ts";

export interface Difference {
  readonly account: number;
  readonly service: number;
  readonly provider: number;
  readonly kind: string;
  readonly product: bigint;
  readonly reference: bigint;
}

/** What every account owes every provider for every service: where the two disagree, in kopecks. */
export function compare(facts: BuildingFacts): { differences: Difference[]; formulas: string[] } {
  const { lines } = calculateBuilding(facts);
  const amounts = new Map<string, { product: bigint; reference: bigint }>();
  const at = (account: number, service: number, provider: number, kind: string) => {
    const key = `${account} ${service} ${provider} ${kind}`;
    const known = amounts.get(key) ?? { product: 0n, reference: 0n };
    amounts.set(key, known);
    return known;
  };
  for (const line of lines) at(line.account, line.service, line.provider, line.kind).product += line.amount;
  for (const owed of calculate(facts))
    at(owed.account, owed.service, owed.provider, owed.kind).reference += owed.kopecks;
  const differences = [...amounts].flatMap(([key, { product, reference }]) => {
    const [account, service, provider, kind] = key.split(" ");
    return product === reference
      ? []
      : [
          {
            account: Number(account),
            service: Number(service),
            provider: Number(provider),
            kind: kind ?? "",
            product,
            reference,
          },
        ];
  });
  return { differences, formulas: lines.map((line) => line.formula) };
}
