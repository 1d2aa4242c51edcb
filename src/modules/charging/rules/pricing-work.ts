import type { Exact } from "#core/exact";
import type { OrganizationId, ServiceId } from "#core/ids";
import type { Trace } from "../model.ts";
import { askedFor, improvementAt } from "./asked.ts";
import type { AccountFrame } from "./frame.ts";
import type { Month, Series } from "./month.ts";
import { multiplierExcess } from "./norm.ts";
import { priceOf } from "./price.ts";
import { valueAt } from "./rates.ts";
import type { Draft } from "./settle.ts";
import { warnOfService } from "./warnings.ts";
import { shownMillionths, sourceOf } from "./workings.ts";

/** The tens of a line's part: later rates of one month share the last. */
export const POSITIONS_END = 9;

/** One series of an account's service while it is priced. */
export interface Work {
  readonly month: Month;
  readonly account: AccountFrame;
  readonly service: ServiceId;
  readonly series: Series;
  readonly all: Exact;
  readonly drafts: Draft[];
  readonly trace: Trace | undefined;
}

export function gap({ month, service }: Work): void {
  warnOfService(month.frame.book, "charging.tariff_gap", service, { parameter: "rate" });
}

/** Adds the line of a volume at a rate, and the surplus of the multiplier where one is due. */
export function add(
  work: Work,
  provider: OrganizationId,
  volume: Exact,
  rate: bigint,
  range: number,
  position: number,
): void {
  const { account, service, series, drafts, trace } = work;
  if (trace) priceOf(volume, rate, trace);
  const part = series.zone * 1000 + range * 100 + position * 10 + series.digit;
  const draft: Draft = {
    account,
    service,
    provider,
    part,
    kind: "charge",
    basis: series.basis,
    formula: series.formula,
    volume,
    rate,
    cost: undefined,
  };
  drafts.push(draft);
  if (!series.multiplied) return;
  const multiplier = multiplierOf(work);
  if (multiplier === undefined || multiplier <= 1_000_000n) return;
  const excess = multiplierExcess({ base: priceOf(volume, rate), rate, multiplier }, trace);
  drafts.push({ ...draft, kind: "excess", volume: excess.volume, cost: excess.totalCost });
}

/** The multiplier of the period's last day (docs/law/uncertain.md, point 4). */
function multiplierOf({ month, account, service, trace }: Work): bigint | undefined {
  const at = month.frame.days - 1;
  const value = valueAt(
    month.rates,
    askedFor(month, account, service, at),
    "multiplier",
    at,
    improvementAt(month, at),
  );
  if (!value)
    warnOfService(month.frame.book, "charging.multiplier_gap", service, { parameter: "multiplier" });
  else trace?.input("multiplier", shownMillionths(value.value), undefined, sourceOf(value));
  return value?.value;
}
