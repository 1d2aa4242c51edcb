import { type Exact, plus, toMillionths, ZERO } from "#core/exact";
import type { Rounding } from "#modules/formulas";
import type { OrganizationId, ServiceId } from "#core/ids";
import { toMoney } from "#core/money";
import type { Money } from "#core/units";
import type { ChargeLine, FormulaCode, LineKind, VolumeBasis } from "../model.ts";
import type { AccountFrame } from "./frame.ts";
import { amountOf, costOf, roundedAs } from "./price.ts";

/** A line before its rounding. */
export interface Draft {
  readonly account: AccountFrame;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly part: number;
  readonly kind: LineKind;
  readonly basis: VolumeBasis;
  readonly formula: FormulaCode;
  readonly volume: Exact;
  /** Millionths of a rouble. */
  readonly rate: bigint;
  /** Exact roubles where they are not volume × rate: of a surplus the whole's, its base included. */
  readonly cost: Exact | undefined;
  /** As a calculation method decided; absent: kopecks half up. */
  readonly rounding?: Rounding | undefined;
}

/**
 * Rounds the lines of one service on one premises.
 *
 * Takes     drafts in the order of the premises' accounts (by opening, then number), then of their parts
 * Gives     a line for each, in the same order. What several accounts or several rates of a month share is rounded
 *           as a whole: every line but the last is rounded half up, the last takes the rest (HSG-03), so that the
 *           lines of a premises add up to the rounding of its exact cost. A surplus is its whole less its base
 */
export function settled(drafts: readonly Draft[]): ChargeLine[] {
  const only = drafts[0];
  if (only && drafts.length === 1) return [lineOf(only, alone(only))];
  const amounts = new Map<Draft, Money>();
  for (const series of seriesOf(drafts)) settleSeries(series, amounts);
  return drafts.map((draft) => {
    const amount = amounts.get(draft) ?? (0n as Money);
    return lineOf(
      draft,
      draft.kind === "excess" ? ((amount - baseAmount(draft, drafts, amounts)) as Money) : amount,
    );
  });
}

/** A draft's cost, rounded by itself. */
export const alone = (draft: Draft): Money =>
  draft.rounding === undefined || draft.rounding === "kopecks"
    ? draft.cost
      ? toMoney(draft.cost)
      : amountOf(draft.volume, draft.rate)
    : roundedAs(exactCost(draft), draft.rounding);

const exactCost = (draft: Draft): Exact => draft.cost ?? costOf(draft.volume, draft.rate);

function lineOf(draft: Draft, amount: Money): ChargeLine {
  return {
    account: draft.account.facts.id,
    service: draft.service,
    provider: draft.provider,
    part: draft.part,
    kind: draft.kind,
    basis: draft.basis,
    formula: draft.formula,
    volume: toMillionths(draft.volume),
    rate: draft.rate,
    amount,
  };
}

/** Lines rounded together: of one zone, kind and way of finding the volume, whatever their account, rate or range. */
function seriesOf(drafts: readonly Draft[]): Draft[][] {
  const series = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const zone = Math.trunc(draft.part / 1000);
    const key = (zone * 10 + (draft.part % 10)) * 2 + (draft.kind === "excess" ? 1 : 0);
    const list = series.get(key);
    if (list) list.push(draft);
    else series.set(key, [draft]);
  }
  return [...series.values()];
}

function settleSeries(drafts: readonly Draft[], amounts: Map<Draft, Money>): void {
  const byAccount = new Map<AccountFrame, Draft[]>();
  for (const draft of drafts) {
    const list = byAccount.get(draft.account);
    if (list) list.push(draft);
    else byAccount.set(draft.account, [draft]);
  }
  const own = [...byAccount.values()];
  const costs = own.map((of) => of.reduce<Exact>((sum, draft) => plus(sum, exactCost(draft)), ZERO));
  const totals = roundedTogether(costs, drafts.at(-1)?.rounding);
  for (const [i, of] of own.entries()) {
    const last = of.findLastIndex((draft) => exactCost(draft).n !== 0n);
    let left = totals[i] ?? (0n as Money);
    for (const [k, draft] of of.entries()) {
      const amount = k === last ? left : alone(draft);
      left = (left - amount) as Money;
      amounts.set(draft, amount);
    }
  }
}

/** Each rounded, the last one that costs anything takes the rest of the rounded sum. */
export function roundedTogether(costs: readonly Exact[], rounding: Rounding = "kopecks"): Money[] {
  let left = roundedAs(costs.reduce(plus, ZERO), rounding);
  const last = costs.findLastIndex((cost) => cost.n !== 0n);
  return costs.map((cost, i) => {
    const amount = i === last ? left : roundedAs(cost, rounding);
    left = (left - amount) as Money;
    return amount;
  });
}

function baseAmount(excess: Draft, drafts: readonly Draft[], amounts: ReadonlyMap<Draft, Money>): Money {
  const base = drafts.find(
    (draft) => draft.kind === "charge" && draft.part === excess.part && draft.account === excess.account,
  );
  return (base && amounts.get(base)) ?? (0n as Money);
}
