import { scaleLinear } from "@visx/scale";
import { LinePath } from "@visx/shape";
import classes from "./Charts.module.css";

export interface SparklineProps {
  /** What the line shows, with its last value: it is all that a screen reader gets. */
  readonly label: string;
  readonly values: readonly bigint[];
  readonly width?: number;
  readonly height?: number;
}

const EDGE = 3;

/** A line the size of a word; its last point is marked. */
export function Sparkline({ label, values, width = 84, height = 20 }: SparklineProps) {
  const along = scaleLinear<number>({
    domain: [0, Math.max(1, values.length - 1)],
    range: [EDGE, width - EDGE],
  });
  const numbers = values.map(Number);
  // A line the size of a word shows the shape, so its scale holds the values alone.
  const up = scaleLinear<number>({
    domain: [Math.min(...numbers), Math.max(...numbers)],
    range: [height - EDGE, EDGE],
  });
  const last = values.at(-1);
  return (
    <svg className={classes["spark"]} width={width} height={height} role="img" aria-label={label}>
      <LinePath
        className={classes["sparkline"] ?? ""}
        data={[...values]}
        x={(_value, index) => along(index)}
        y={(value) => up(Number(value))}
      />
      {last === undefined ? null : (
        <circle className={classes["sparkdot"]} cx={along(values.length - 1)} cy={up(Number(last))} r={2.5} />
      )}
    </svg>
  );
}
