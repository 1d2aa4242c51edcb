import { addDays, daysBetween } from "#core/day";
import type { Money } from "#core/units";
import type { NewStatementLine, RegistryDue } from "../model.ts";

/** Why a registry may be the one whose money a line is; the screens have a sentence of each. */
export type RegistryReason =
  | "order_number"
  | "net_equal"
  | "total_equal"
  | "day_named"
  | "sum_near"
  | "day_near";

export interface RegistryCandidate {
  readonly registry: RegistryDue;
  readonly reasons: readonly RegistryReason[];
  readonly score: number;
}

const WEIGHTS: Readonly<Record<RegistryReason, number>> = {
  order_number: 60,
  net_equal: 50,
  total_equal: 30,
  day_named: 20,
  sum_near: 10,
  day_near: 10,
};
/** A bank's commission is seldom more. */
const NEAR_PERCENT = 5n;
const NEAR_DAYS = 5;

/**
 * Registries that a person may say a line of money in is of, the likeliest first. Unlike the machine it may choose one
 * for which little speaks; those from after the line are left out, since money does not come before it is taken.
 */
export function registryCandidates(
  line: Pick<NewStatementLine, "amount" | "date" | "number" | "documentDate" | "purpose">,
  due: readonly RegistryDue[],
): RegistryCandidate[] {
  return due
    .filter(({ day }) => day <= line.date)
    .map((registry) => {
      const reasons = reasonsOf(line, registry);
      return { registry, reasons, score: reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0) };
    })
    .toSorted(
      (one, other) =>
        other.score - one.score ||
        daysBetween(one.registry.day, line.date) - daysBetween(other.registry.day, line.date) ||
        one.registry.registry - other.registry.registry,
    );
}

function reasonsOf(
  line: Parameters<typeof registryCandidates>[0],
  { order, net, total, day }: RegistryDue,
): RegistryReason[] {
  const bare = (number: string): string => number.replace(/^0+/, "");
  const far = line.amount > net ? line.amount - net : net - line.amount;
  const holds: Readonly<Record<RegistryReason, boolean>> = {
    order_number: order !== undefined && line.number !== "" && bare(order.number) === bare(line.number),
    net_equal: net === line.amount,
    total_equal: total === line.amount && total !== net,
    day_named: line.purpose.includes(day.split("-").reverse().join(".")),
    sum_near: far > 0n && far * 100n <= net * NEAR_PERCENT,
    day_near: day >= addDays(line.date, -NEAR_DAYS),
  };
  return (Object.keys(holds) as RegistryReason[]).filter((reason) => holds[reason]);
}

/**
 * The line divided among the registries that a person chose, in that order: each gets what the bank transfers of it, and
 * what the bank transferred more or less is the last one's, where it shows as a difference. Undefined where nothing
 * would be left for one of them.
 */
export function dividedAmong(
  amount: Money,
  registries: readonly Pick<RegistryDue, "registry" | "net">[],
): readonly { readonly registry: number; readonly amount: Money }[] | undefined {
  let rest = amount as bigint;
  const parts = registries.map(({ registry, net }, at) => {
    const part = at === registries.length - 1 ? rest : net;
    rest -= part;
    return { registry, amount: part as Money };
  });
  return parts.length > 0 && parts.every((part) => part.amount > 0n) ? parts : undefined;
}
