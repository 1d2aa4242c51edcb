import type { Day } from "#core/day";
import { sumOf } from "#core/money";
import type { Money } from "#core/units";

export interface LegSum {
  readonly count: number;
  readonly total: Money;
}

/** A registry of the day with what the bank's lines have brought of it. */
export interface SettledRegistry {
  readonly registry: number;
  readonly document: string;
  readonly count: number;
  readonly total: Money;
  /** What the bank is to transfer. */
  readonly net: Money;
  /** Undefined where the file is silent on it: then it is what the bank kept. */
  readonly fee: Money | undefined;
  readonly received: Money;
}

/** A registry's line that no live message agrees with; `online` is what the message says, where there is one. */
export interface OddRow {
  readonly registry: number;
  readonly transaction: string;
  readonly account: string;
  readonly amount: Money;
  readonly online:
    | { readonly account: string; readonly amount: Money; readonly reversed: boolean }
    | undefined;
}

/** A message that no registry has. */
export interface OddMessage {
  readonly transaction: string;
  readonly account: string;
  readonly amount: Money;
}

export const DIFFERENCE_KINDS = [
  "online_not_in_registry",
  "registry_not_online",
  "amount_differs",
  "account_differs",
  "reversed_in_registry",
  "registry_missing",
  "registry_without_money",
  "money_differs",
  "fee_differs",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly transaction?: string | undefined;
  readonly account?: string | undefined;
  readonly registry?: number | undefined;
  /** By the leg that says so; absent where that leg is silent. */
  readonly online?: Money | undefined;
  readonly inRegistry?: Money | undefined;
  readonly received?: Money | undefined;
}

export interface AgentDayFacts {
  readonly agent: number;
  readonly agentName: string;
  readonly day: Day;
  /** An agent that sends no messages has two legs. */
  readonly isOnline: boolean;
  /** Messages of the day that were not reversed. */
  readonly online: LegSum;
  readonly registries: readonly SettledRegistry[];
  readonly oddRows: readonly OddRow[];
  readonly oddMessages: readonly OddMessage[];
}

export interface AgentDay extends AgentDayFacts {
  readonly registry: LegSum;
  readonly net: Money;
  /** By the files, or what the bank kept where they are silent. */
  readonly fee: Money;
  readonly received: Money;
  readonly differences: readonly Difference[];
}

/** A shortfall above a twentieth is money that is missing, and no fee. */
const FEE_SHARE_MAX = 20n;

/**
 * Holds the three legs of an agent's day against one another. Books nothing and decides nothing: it names each
 * difference, and says which of the legs know of it.
 */
export function reconciled(day: AgentDayFacts): AgentDay {
  const { registries } = day;
  const fees = registries.map(({ total, fee, received }) =>
    fee !== undefined ? fee : received === 0n ? (0n as Money) : ((total - received) as Money),
  );
  return {
    ...day,
    registry: {
      count: registries.reduce((count, one) => count + one.count, 0),
      total: sumOf(registries.map(({ total }) => total)),
    },
    net: sumOf(registries.map(({ net }) => net)),
    fee: sumOf(fees),
    received: sumOf(registries.map(({ received }) => received)),
    differences: [...(day.isOnline ? ofLines(day) : []), ...registries.flatMap(ofMoney)],
  };
}

function ofLines(day: AgentDayFacts): Difference[] {
  if (day.registries.length === 0)
    return day.online.count === 0 ? [] : [{ kind: "registry_missing", online: day.online.total }];
  return [
    ...day.oddRows.map(({ online, amount, ...about }): Difference => {
      const row = { ...about, inRegistry: amount, online: online?.amount };
      if (!online) return { kind: "registry_not_online", ...row };
      if (online.reversed) return { kind: "reversed_in_registry", ...row };
      return { kind: online.amount === amount ? "account_differs" : "amount_differs", ...row };
    }),
    ...day.oddMessages.map(
      ({ amount, ...about }): Difference => ({ kind: "online_not_in_registry", ...about, online: amount }),
    ),
  ];
}

function ofMoney({ registry, net, total, fee, received }: SettledRegistry): Difference[] {
  const about = { registry, inRegistry: net };
  if (received === 0n) return net > 0n ? [{ kind: "registry_without_money", ...about }] : [];
  if (received === net) return [];
  const missing = total - received;
  const isFee = missing >= 0n && missing * FEE_SHARE_MAX <= total;
  // Where the file names no fee, what is missing is one, up to its usual size.
  if (isFee && fee === undefined) return [];
  return [{ kind: isFee ? "fee_differs" : "money_differs", ...about, received }];
}
