import { scaleBand } from "@visx/scale";
import { useId } from "react";
import { useT } from "../../words/words.ts";
import { Axes, SIZE } from "./Axes.tsx";
import { ChartFrame, type ChartText } from "./ChartFrame.tsx";
import classes from "./Charts.module.css";
import { Filled, Patterns } from "./Patterns.tsx";
import { heightScale, type Write } from "./scales.ts";

export interface StackedBarsProps extends ChartText {
  /** Three at most: more cannot be told apart. */
  readonly series: readonly string[];
  /** Values of all series, none below zero. */
  readonly bars: readonly {
    readonly id: string;
    readonly label: string;
    readonly shortLabel: string;
    readonly values: readonly bigint[];
  }[];
  readonly write: Write;
  readonly writeTick?: Write;
  readonly width?: number;
  readonly height?: number;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** Parts of a whole, month by month. */
export function StackedBars(props: StackedBarsProps) {
  const { series, bars, write, width = SIZE.width, height = SIZE.height } = props;
  const t = useT();
  const pattern = useId();
  const across = scaleBand<string>({
    domain: bars.map(({ id }) => id),
    range: [SIZE.left, width - SIZE.right],
    padding: 0.25,
  });
  const up = heightScale(
    bars.map(({ values }) => sum(values)),
    [height - SIZE.bottom, SIZE.top],
  );
  const labels = new Map(bars.map(({ id, shortLabel }) => [id, shortLabel]));
  return (
    <ChartFrame
      {...props}
      heads={[t("ui.chart.label"), ...series, t("ui.chart.total")]}
      lines={bars.map(({ label, values }) => [label, ...values.map(write), write(sum(values))])}
    >
      {(labelledBy) => (
        <>
          <ul className={classes["legend"]}>
            {series.map((name, index) => (
              <li key={name}>
                <svg width={12} height={12} aria-hidden className={classes["swatch"]}>
                  <Filled id={pattern} series={index} x={0} y={0} width={12} height={12} />
                </svg>
                {name}
              </li>
            ))}
          </ul>
          <svg
            className={classes["svg"]}
            viewBox={`0 0 ${width} ${height}`}
            width={width}
            height={height}
            role="img"
            aria-labelledby={labelledBy}
          >
            <Patterns id={pattern} />
            <Axes
              frame={{ width, height }}
              across={across}
              up={up}
              write={props.writeTick ?? write}
              labelOf={(id) => labels.get(id) ?? ""}
            />
            {bars.map(({ id, values }) =>
              values.map((value, index) => {
                const under = sum(values.slice(0, index));
                const top = up(Number(under + value));
                return (
                  <Filled
                    key={`${id} ${index}`}
                    id={pattern}
                    series={index}
                    x={across(id) ?? 0}
                    y={top}
                    width={across.bandwidth()}
                    height={Math.max(0, up(Number(under)) - top - (index === 0 ? 0 : 1))}
                  />
                );
              }),
            )}
          </svg>
        </>
      )}
    </ChartFrame>
  );
}
