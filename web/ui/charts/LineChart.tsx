import { scaleBand } from "@visx/scale";
import { LinePath } from "@visx/shape";
import { useT } from "../../words/words.ts";
import { Axes, SIZE } from "./Axes.tsx";
import { ChartFrame, type ChartText } from "./ChartFrame.tsx";
import classes from "./Charts.module.css";
import { heightScale, type Write } from "./scales.ts";

export interface LineChartProps extends ChartText {
  readonly points: readonly { readonly id: string; readonly label: string; readonly shortLabel: string }[];
  /** Three at most, told apart by their strokes. A value that is not known leaves a gap. */
  readonly series: readonly { readonly name: string; readonly values: readonly (bigint | undefined)[] }[];
  readonly write: Write;
  readonly writeTick?: Write;
  readonly width?: number;
  readonly height?: number;
}

const STROKES = ["l1", "l2", "l3"] as const;

/** How something went from month to month. */
export function LineChart(props: LineChartProps) {
  const { points, series, write, width = SIZE.width, height = SIZE.height } = props;
  const t = useT();
  const across = scaleBand<string>({
    domain: points.map(({ id }) => id),
    range: [SIZE.left, width - SIZE.right],
  });
  const up = heightScale(
    series.flatMap(({ values }) => values.filter((value) => value !== undefined)),
    [height - SIZE.bottom, SIZE.top],
  );
  const labels = new Map(points.map(({ id, shortLabel }) => [id, shortLabel]));
  const middle = (index: number): number => (across(points[index]?.id ?? "") ?? 0) + across.bandwidth() / 2;
  const text = (value: bigint | undefined): string => (value === undefined ? "—" : write(value));
  return (
    <ChartFrame
      {...props}
      heads={[t("ui.chart.label"), ...series.map(({ name }) => name)]}
      lines={points.map(({ label }, index) => [label, ...series.map(({ values }) => text(values[index]))])}
    >
      {(labelledBy) => (
        <>
          <ul className={classes["legend"]}>
            {series.map(({ name }, index) => (
              <li key={name}>
                <svg width={24} height={8} aria-hidden className={classes["swatch"]}>
                  <line className={classes[STROKES[index] ?? "l1"]} x1={1} x2={23} y1={4} y2={4} />
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
            <Axes
              frame={{ width, height }}
              across={across}
              up={up}
              write={props.writeTick ?? write}
              labelOf={(id) => labels.get(id) ?? ""}
            />
            {series.map(({ name, values }, index) => (
              <LinePath
                key={name}
                className={classes[STROKES[index] ?? "l1"] ?? ""}
                data={[...values]}
                defined={(value) => value !== undefined}
                x={(_value, at) => middle(at)}
                y={(value) => up(Number(value ?? 0n))}
              />
            ))}
          </svg>
        </>
      )}
    </ChartFrame>
  );
}
