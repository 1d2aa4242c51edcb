import { useT } from "../../words/words.ts";
import { ChartFrame, type ChartText } from "./ChartFrame.tsx";
import classes from "./Charts.module.css";

export interface HistogramBin {
  readonly id: string;
  /** In full, for the table and for who listens: "from 100 to 500 ₽". */
  readonly label: string;
  /** Under the column. */
  readonly shortLabel: string;
  readonly count: number;
  /** Which side of nothing it is on: told by the place and the words, not only by the colour. */
  readonly side: "less" | "same" | "more";
}

export interface HistogramProps extends ChartText {
  readonly bins: readonly HistogramBin[];
  readonly chosenId: string | undefined;
  readonly writeCount: (count: number) => string;
  /** What is counted, for the head of the table. */
  readonly counted: string;
  /** A column is pressed; pressed again, it is left. */
  readonly onChoose: (id: string | undefined) => void;
}

const HEIGHT = 72;
/** A column of one account beside one of thousands is still seen. */
const LEAST = 2;

/** How many lie where; each column opens what it counts. */
export function Histogram({ bins, chosenId, writeCount, counted, onChoose, ...text }: HistogramProps) {
  const t = useT();
  const most = bins.reduce((greatest, { count }) => Math.max(greatest, count), 1);
  const heightOf = (count: number): number =>
    count === 0 ? 0 : Math.max(LEAST, Math.round((count / most) * HEIGHT));
  return (
    <ChartFrame
      {...text}
      heads={[t("ui.chart.label"), counted]}
      lines={bins.map(({ label, count }) => [label, writeCount(count)])}
    >
      {(labelledBy) => (
        <div role="group" aria-labelledby={labelledBy} className={classes["histogram"]}>
          {bins.map(({ id, label, shortLabel, count, side }) => (
            <button
              key={id}
              type="button"
              className={classes["bin"]}
              aria-pressed={id === chosenId}
              title={label}
              onClick={() => onChoose(id === chosenId ? undefined : id)}
            >
              <span className="hidden">{`${label}: `}</span>
              <span className={count === 0 ? classes["none"] : undefined}>{writeCount(count)}</span>
              <svg height={HEIGHT} aria-hidden>
                <rect
                  className={classes[side] ?? ""}
                  width="100%"
                  y={HEIGHT - heightOf(count)}
                  height={heightOf(count)}
                  rx={1.5}
                />
              </svg>
              <span className={classes["binname"]} aria-hidden>
                {shortLabel}
              </span>
            </button>
          ))}
        </div>
      )}
    </ChartFrame>
  );
}
