import { scaleBand } from "@visx/scale";
import { Bar } from "@visx/shape";
import { useT } from "../../words/words.ts";
import { Axes, SIZE } from "./Axes.tsx";
import { ChartFrame, type ChartText } from "./ChartFrame.tsx";
import classes from "./Charts.module.css";
import { heightScale, type Write } from "./scales.ts";

export interface BarValue {
  readonly id: string;
  /** In full, for the table. */
  readonly label: string;
  /** Under the bar. */
  readonly shortLabel: string;
  readonly value: bigint;
}

export interface BarChartProps extends ChartText {
  readonly bars: readonly BarValue[];
  /** The highlighted bar: darker, its name and value in strong letters. */
  readonly currentId?: string;
  readonly write: Write;
  /** Shorter writing for the scale: whole roubles. */
  readonly writeTick?: Write;
  readonly width?: number;
  readonly height?: number;
}

/** Months side by side, the present one told apart. */
export function BarChart(props: BarChartProps) {
  const { bars, currentId, write, width = SIZE.width, height = SIZE.height } = props;
  const t = useT();
  const across = scaleBand<string>({
    domain: bars.map(({ id }) => id),
    range: [SIZE.left, width - SIZE.right],
    padding: 0.25,
  });
  const up = heightScale(
    bars.map(({ value }) => value),
    [height - SIZE.bottom, SIZE.top],
  );
  const labels = new Map(bars.map(({ id, shortLabel }) => [id, shortLabel]));
  const current = (id: string, label: string): string =>
    id === currentId ? `${label} (${t("ui.chart.current")})` : label;
  return (
    <ChartFrame
      {...props}
      heads={[t("ui.chart.label"), t("ui.chart.value")]}
      lines={bars.map(({ id, label, value }) => [current(id, label), write(value)])}
    >
      {(labelledBy) => (
        <svg
          className={classes["svg"]}
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-labelledby={labelledBy}
        >
          <Axes
            frame={{ width, height }}
            across={across}
            up={up}
            write={props.writeTick ?? write}
            labelOf={(id) => labels.get(id) ?? ""}
            currentId={currentId}
          />
          {bars.map(({ id, value }) => {
            const top = Math.min(up(Number(value)), up(0));
            const x = across(id) ?? 0;
            return (
              <g key={id}>
                <Bar
                  className={classes[id === currentId ? "now" : "bar"] ?? ""}
                  x={x}
                  width={across.bandwidth()}
                  y={top}
                  height={Math.abs(up(Number(value)) - up(0))}
                  rx={1.5}
                />
                {id === currentId ? (
                  <text
                    className={classes["nowtext"]}
                    x={Math.min(x + across.bandwidth() / 2, width - SIZE.right)}
                    y={top - 5}
                    textAnchor={x > width * 0.8 ? "end" : "middle"}
                    dx={x > width * 0.8 ? across.bandwidth() / 2 : 0}
                  >
                    {write(value)}
                  </text>
                ) : null}
              </g>
            );
          })}
        </svg>
      )}
    </ChartFrame>
  );
}
