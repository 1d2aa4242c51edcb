import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type Column, groupsOf, type Sort } from "./columns.ts";
import classes from "./Grid.module.css";

interface GridHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly tracks: string;
  readonly sort?: Sort | undefined;
  /** The current column when the head is current, else -1. */
  readonly currentColumn: number;
}

/** Rows of the head: groups of columns where there are any, then the columns. */
export const headRowsOf = <Row,>(columns: readonly Column<Row>[]): number =>
  columns.some((column) => column.group !== undefined) ? 2 : 1;

export function GridHead<Row>({ columns, tracks, sort, currentColumn }: GridHeadProps<Row>) {
  const hasGroups = headRowsOf(columns) === 2;
  const style = { gridTemplateColumns: tracks };
  return (
    <div role="rowgroup" className={classes["head"]}>
      {hasGroups ? (
        <div role="row" aria-rowindex={1} className={classes["row"]} style={style}>
          {groupsOf(columns).map((group) => (
            <div
              key={group.from}
              role="columnheader"
              aria-colindex={group.from + 1}
              aria-colspan={group.span}
              className={`${classes["headcell"]} ${classes["headgroup"]} ${group.name ? classes["group"] : ""}`}
              style={{ gridColumn: `${group.from + 1} / span ${group.span}` }}
            >
              <span>{group.name}</span>
            </div>
          ))}
        </div>
      ) : null}
      <div role="row" aria-rowindex={hasGroups ? 2 : 1} className={classes["row"]} style={style}>
        {columns.map((column, index) => {
          const direction = sort?.columnId === column.id ? sort.direction : undefined;
          const isCurrent = index === currentColumn;
          const startsGroup = column.group !== undefined && columns[index - 1]?.group !== column.group;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              title={column.header}
              tabIndex={isCurrent ? 0 : -1}
              data-column={index}
              {...(isCurrent ? { "data-current": "" } : {})}
              {...(column.sort ? { "aria-sort": sortWord(direction) } : {})}
              className={[
                classes["headcell"],
                column.align === "num" ? classes["num"] : "",
                column.sort ? classes["sortable"] : "",
                startsGroup ? classes["group"] : "",
              ].join(" ")}
            >
              <span>{column.header}</span>
              {direction === undefined ? null : direction === "asc" ? (
                <IconArrowUp size={14} aria-hidden className={classes["sorticon"]} />
              ) : (
                <IconArrowDown size={14} aria-hidden className={classes["sorticon"]} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const sortWord = (direction: Sort["direction"] | undefined) =>
  direction === undefined ? "none" : direction === "asc" ? "ascending" : "descending";
