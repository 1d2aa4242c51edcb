import { scaleLinear } from "@visx/scale";
import { Fragment } from "react";
import { useT } from "../../words/words.ts";
import { ChartFrame, type ChartText } from "./ChartFrame.tsx";
import classes from "./Charts.module.css";
import type { Write } from "./scales.ts";
import { type WaterfallBar, waterfallOf, type WaterfallStep } from "./waterfall.ts";

export interface WaterfallProps extends ChartText {
  readonly first: WaterfallStep;
  readonly steps: readonly WaterfallStep[];
  readonly last: WaterfallStep;
  readonly write: Write;
  /** With a plus before what is more than zero. */
  readonly writeChange: Write;
}

/** Why an amount differs from another: its parts from the first to the last, and their sum. */
export function Waterfall(props: WaterfallProps) {
  const { first, steps, last, write, writeChange } = props;
  const t = useT();
  const shape = waterfallOf(first, steps, last);
  const along = scaleLinear<number>({
    domain: [Number(shape.axis.from), Number(shape.axis.to)],
    range: [0, 100],
  });
  const amountOf = ({ kind, amount }: WaterfallBar): string =>
    kind === "total" ? write(amount) : writeChange(amount);
  return (
    <ChartFrame
      {...props}
      heads={[t("ui.chart.step"), t("ui.chart.value")]}
      lines={[
        ...shape.bars.map((bar) => [bar.label, amountOf(bar)]),
        [t("ui.chart.difference"), writeChange(shape.difference)],
      ]}
    >
      {(labelledBy) => (
        <>
          <div className={classes["falls"]} role="group" aria-labelledby={labelledBy}>
            {shape.bars.map((bar, index) => {
              const isTotal = bar.kind === "total";
              return (
                <Fragment key={index}>
                  <span className={isTotal ? classes["total"] : undefined}>{bar.label}</span>
                  <FallBar
                    bar={bar}
                    along={(value) => along(Number(value))}
                    place={index === 0 ? "first" : index === shape.bars.length - 1 ? "last" : "step"}
                    isTorn={isTotal && shape.isBroken}
                  />
                  <span
                    className={`${classes["amount"]} ${classes[isTotal ? "total" : `${bar.kind}text`] ?? ""}`}
                  >
                    {amountOf(bar)}
                  </span>
                </Fragment>
              );
            })}
          </div>
          {shape.isBroken ? <p className="label t3">{t("ui.chart.broken")}</p> : null}
          <div className={classes["equals"]}>
            <span>
              {t("ui.chart.difference")}{" "}
              <span className="t2">{steps.map(({ amount }) => writeChange(amount)).join(" ")}</span>
            </span>
            <b>{writeChange(shape.difference)}</b>
            {shape.unexplained === 0n ? null : (
              <span className="danger">
                ≠ {t("ui.chart.notEqual")}: {writeChange(shape.unexplained)}
              </span>
            )}
          </div>
        </>
      )}
    </ChartFrame>
  );
}

interface FallBarProps {
  readonly bar: WaterfallBar;
  /** Percent of the width. */
  readonly along: (value: bigint) => number;
  readonly place: "first" | "step" | "last";
  readonly isTorn: boolean;
}

/** One bar; a thin line under its end leads to where the next begins. */
function FallBar({ bar, along, place, isTorn }: FallBarProps) {
  const from = along(bar.from);
  const to = along(bar.to);
  const tone = place === "step" ? bar.kind : place;
  return (
    <svg aria-hidden>
      <rect
        className={classes[tone] ?? ""}
        x={`${Math.min(from, to)}%`}
        width={`${Math.max(Math.abs(to - from), 0.4)}%`}
        y={3}
        height={15}
        rx={1.5}
      />
      {isTorn ? <path className={classes["tear"]} d="M9 2 L13 8 L9 13 L13 19" /> : null}
      {place === "last" ? null : (
        <line className={classes["link"]} x1={`${to}%`} x2={`${to}%`} y1={18} y2={25} />
      )}
    </svg>
  );
}
