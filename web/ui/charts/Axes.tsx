import { Axis, Orientation } from "@visx/axis";
import type { scaleBand, scaleLinear } from "@visx/scale";
import classes from "./Charts.module.css";
import type { Write } from "./scales.ts";

/** The drawing of a chart in its own units; it shrinks with its place and never grows blurred. */
export const SIZE = { width: 400, height: 160, left: 60, right: 8, top: 18, bottom: 20 } as const;

export interface Frame {
  readonly width: number;
  readonly height: number;
}

interface AxesProps {
  readonly frame: Frame;
  readonly across: ReturnType<typeof scaleBand<string>>;
  readonly up: ReturnType<typeof scaleLinear<number>>;
  readonly write: Write;
  readonly labelOf: (id: string) => string;
  readonly currentId?: string | undefined;
}

/** Lines of the scale with their values, and the names under the bars. */
export function Axes({ frame, across, up, write, labelOf, currentId }: AxesProps) {
  const right = frame.width - SIZE.right;
  return (
    <>
      {up.ticks(4).map((tick) => (
        <line
          key={tick}
          className={tick === 0 ? classes["zero"] : classes["gridline"]}
          x1={SIZE.left}
          x2={right}
          y1={up(tick)}
          y2={up(tick)}
        />
      ))}
      <Axis
        orientation={Orientation.left}
        left={SIZE.left}
        scale={up}
        tickValues={up.ticks(4)}
        hideAxisLine
        hideTicks
        tickFormat={(value) => write(BigInt(Math.round(Number(value))))}
        tickComponent={({ formattedValue, y }) => (
          <text x={-8} y={y} dy="0.32em" textAnchor="end">
            {formattedValue}
          </text>
        )}
      />
      <Axis
        orientation={Orientation.bottom}
        top={frame.height - SIZE.bottom}
        scale={across}
        tickValues={across.domain()}
        hideAxisLine
        hideTicks
        tickFormat={(id) => id}
        tickComponent={({ formattedValue, x }) => (
          <text
            x={x}
            y={14}
            textAnchor="middle"
            className={formattedValue === currentId ? classes["nowtext"] : undefined}
          >
            {labelOf(formattedValue ?? "")}
          </text>
        )}
      />
    </>
  );
}
