export interface WaterfallStep {
  readonly label: string;
  readonly amount: bigint;
}

/** One line of the chart: from where to where its bar goes, in the units of the amounts. */
export interface WaterfallBar extends WaterfallStep {
  readonly kind: "total" | "more" | "less" | "same";
  readonly from: bigint;
  readonly to: bigint;
}

export interface WaterfallShape {
  readonly bars: readonly WaterfallBar[];
  readonly axis: { readonly from: bigint; readonly to: bigint };
  /** The axis does not begin at zero: bars of totals are drawn torn. */
  readonly isBroken: boolean;
  readonly difference: bigint;
  /** What the steps leave unexplained: zero in a true waterfall. */
  readonly unexplained: bigint;
}

/** Bars of a waterfall: each step begins where the one before it ended. */
export function waterfallOf(
  first: WaterfallStep,
  steps: readonly WaterfallStep[],
  last: WaterfallStep,
): WaterfallShape {
  let level = first.amount;
  const levels = [first.amount, last.amount];
  const moves = steps.map((step): WaterfallBar => {
    const from = level;
    level += step.amount;
    levels.push(level);
    return { ...step, kind: step.amount > 0n ? "more" : step.amount < 0n ? "less" : "same", from, to: level };
  });
  const low = levels.reduce((a, b) => (b < a ? b : a));
  const high = levels.reduce((a, b) => (b > a ? b : a));
  const spread = high - low;
  // Small steps between large totals could not be seen on a scale from zero.
  const isBroken = spread > 0n && low > 2n * spread;
  const from = isBroken ? low - spread / 2n : low < 0n ? low : 0n;
  const to = high > 0n ? high : 0n;
  const total = (step: WaterfallStep): WaterfallBar => ({
    ...step,
    kind: "total",
    from: isBroken ? from : 0n,
    to: step.amount,
  });
  return {
    bars: [total(first), ...moves, total(last)],
    axis: { from, to: to === from ? from + 1n : to },
    isBroken,
    difference: last.amount - first.amount,
    unexplained: last.amount - level,
  };
}
