import type { Column } from "./columns.ts";
import classes from "./Grid.module.css";

const ROWS = 8;

interface GridSkeletonProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly tracks: string;
  readonly height: number;
}

/** The layout to come, at its true height, while the first rows are on their way. */
export function GridSkeleton<Row>({ columns, tracks, height }: GridSkeletonProps<Row>) {
  return (
    <div className={classes["body"]} style={{ height: ROWS * height }} aria-hidden>
      {Array.from({ length: ROWS }, (_, index) => (
        <div
          key={index}
          className={classes["row"]}
          style={{ top: index * height, height, gridTemplateColumns: tracks }}
        >
          {columns.map((column) => (
            <div
              key={column.id}
              className={`${classes["cell"]} ${column.align === "num" ? classes["num"] : ""}`}
            >
              <span className={classes["bone"]} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
