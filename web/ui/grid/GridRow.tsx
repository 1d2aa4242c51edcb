import { IconChevronDown, IconChevronRight, IconLoader2 } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import type { Column } from "./columns.ts";
import classes from "./Grid.module.css";

export interface GridItem<Row> {
  readonly id: string;
  readonly row: Row;
  /** 0 for a row of the list, 1 and more for rows opened under it. */
  readonly level: number;
  readonly expansion?: "open" | "closed" | "loading";
  readonly isLastChild?: boolean;
}

/** Draws a cell otherwise than its column does: cells of entry. */
export type CellOf<Row> = (row: Row, column: Column<Row>, id: string) => ReactNode | undefined;

export interface GridRowProps<Row> {
  readonly item: GridItem<Row>;
  readonly columns: readonly Column<Row>[];
  readonly tracks: string;
  readonly ariaRow: number;
  readonly top: number;
  readonly height: number;
  /** The current column, or -1 when another row is current. */
  readonly currentColumn: number;
  readonly isTree: boolean;
  readonly isSelectable: boolean;
  readonly isSelected: boolean;
  readonly cellOf?: CellOf<Row> | undefined;
  /** Anything whose change must draw this row anew: an open editor. */
  readonly mark?: unknown;
}

/** Drawn anew only when something of its own changes; all events are heard by the list. */
export const GridRow = memo(GridRowView) as typeof GridRowView;

function GridRowView<Row>(props: GridRowProps<Row>) {
  const { item, columns, tracks, ariaRow, top, height, currentColumn, isTree, isSelected, cellOf } = props;
  const isMarked = isSelected || currentColumn >= 0;
  const rowClass = [
    classes["row"],
    isMarked ? classes["selected"] : "",
    item.level > 0 ? classes["child"] : "",
    item.isLastChild ? classes["lastchild"] : "",
    item.expansion === "open" ? classes["opened"] : "",
  ].join(" ");
  return (
    <div
      role="row"
      className={rowClass}
      data-id={item.id}
      aria-rowindex={ariaRow}
      {...(props.isSelectable ? { "aria-selected": isSelected } : {})}
      {...(isTree ? { "aria-level": item.level + 1 } : {})}
      {...(item.expansion ? { "aria-expanded": item.expansion !== "closed" } : {})}
      style={{ top, height, gridTemplateColumns: tracks }}
    >
      {columns.map((column, index) => {
        const own = cellOf?.(item.row, column, item.id);
        const startsGroup = column.group !== undefined && columns[index - 1]?.group !== column.group;
        const isCurrent = index === currentColumn;
        const isFirst = index === 0;
        return (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={index + 1}
            tabIndex={isCurrent ? 0 : -1}
            data-column={index}
            {...(isCurrent ? { "data-current": "" } : {})}
            className={[
              classes["cell"],
              column.align === "num" ? classes["num"] : "",
              startsGroup ? classes["group"] : "",
              own === undefined ? "" : classes["entry"],
              isTree && isFirst && !item.expansion ? classes["leaf"] : "",
              column.className ?? "",
            ].join(" ")}
          >
            {isFirst && item.expansion ? (
              <span className={classes["twist"]} data-twist="">
                {twistIcon(item.expansion)}
              </span>
            ) : null}
            {own ?? content(column, item.row)}
          </div>
        );
      })}
    </div>
  );
}

const content = <Row,>(column: Column<Row>, row: Row): ReactNode =>
  column.align === "num" ? column.cell(row) : <span className={classes["text"]}>{column.cell(row)}</span>;

function twistIcon(expansion: "open" | "closed" | "loading") {
  if (expansion === "loading") return <IconLoader2 size={14} aria-hidden />;
  return expansion === "open" ? (
    <IconChevronDown size={14} aria-hidden />
  ) : (
    <IconChevronRight size={14} aria-hidden />
  );
}
