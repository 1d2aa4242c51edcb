import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import { keysOf } from "../hotkeys.ts";
import { type Column, type Density, narrowestOf, ROW_HEIGHTS, type Sort, tracksOf } from "./columns.ts";
import classes from "./Grid.module.css";
import { GridHead, headRowsOf } from "./GridHead.tsx";
import { type CellOf, type GridItem, GridRow } from "./GridRow.tsx";
import { GridSkeleton } from "./GridSkeleton.tsx";
import { type Place, placeAfter } from "./moves.ts";
import { type Cursor, useCursor } from "./useCursor.ts";

/** What the lists have in common: drawing what is seen, one tab stop, moving by keys. What keys mean is theirs. */
export interface GridViewProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly items: readonly GridItem<Row>[];
  /** All rows of the list where more are known of than are loaded; -1 when nobody knows. */
  readonly rowCount?: number | undefined;
  readonly density?: Density | undefined;
  readonly isTree?: boolean;
  readonly isMultiselectable?: boolean;
  readonly selection?: ReadonlySet<string> | undefined;
  readonly sort?: Sort | undefined;
  readonly hasHeadStop?: boolean;
  readonly footer?: Readonly<Record<string, ReactNode>> | undefined;
  readonly isLoading?: boolean | undefined;
  readonly emptyState?: ReactNode;
  readonly after?: ReactNode;
  readonly cellOf?: CellOf<Row> | undefined;
  readonly markOf?: (id: string) => unknown;
  /** A key before it moves the cursor; true when it has been dealt with. */
  readonly onKey: (keys: string, event: KeyboardEvent, cursor: Cursor) => boolean;
  readonly onMoved?: (from: Place, to: Place, hasShift: boolean) => void;
  readonly onCellClick?: (place: Place, event: MouseEvent, cursor: Cursor) => void;
  readonly onCellOpen?: (place: Place) => void;
  readonly onNearEnd?: () => void;
  readonly onCopy?: (event: ClipboardEvent) => void;
  readonly onPaste?: (event: ClipboardEvent, place: Place) => void;
  /** The current cell, whenever it or the row at its place changes. Keep the function the same. */
  readonly onPlace?: (place: Place, id: string | undefined) => void;
}

const NEAR_END = 20;

export function GridView<Row>(props: GridViewProps<Row>) {
  const { columns, items, density = "normal", isTree = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const headRows = headRowsOf(columns);
  const headHeight = headRows * ROW_HEIGHTS.normal + 1;
  const footHeight = props.footer ? ROW_HEIGHTS.normal + 1 : 0;
  const rowHeight = ROW_HEIGHTS[density];
  const tracks = useMemo(() => tracksOf(columns), [columns]);
  const ids = useMemo(() => items.map((item) => item.id), [items]);

  const toRow = useRef<(row: number) => void>(() => undefined);
  const onMove = useCallback(({ row }: Place) => row >= 0 && toRow.current(row), []);
  const cursor = useCursor(scroller, ids, columns.length, onMove);
  const current = cursor.place.row;

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.level ? Math.min(rowHeight, ROW_HEIGHTS.compact) : rowHeight),
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: footHeight,
    useFlushSync: false,
    // The current row stays drawn wherever the list is scrolled to: it holds the focus.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return current < 0 || current >= items.length || shown.includes(current)
        ? shown
        : [...shown, current].sort((a, b) => a - b);
    },
  });
  toRow.current = (row) => virtual.scrollToIndex(row);
  useLayoutEffect(() => virtual.measure(), [virtual, items, rowHeight]);

  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  const { onNearEnd, onPlace } = props;
  useEffect(() => {
    if (lastShown >= items.length - NEAR_END) onNearEnd?.();
  }, [lastShown, items.length, onNearEnd]);
  const { row: currentRow, column: currentColumn } = cursor.place;
  // Told before the next key is heard: a key that works on the current row must not meet the one before it.
  useLayoutEffect(
    () => onPlace?.({ row: currentRow, column: currentColumn }, cursor.id),
    [currentRow, currentColumn, cursor.id, onPlace],
  );
  // One tab stop: what can be pressed inside a cell is pressed by Enter.
  useEffect(() => {
    for (const inner of scroller.current?.querySelectorAll("[role=gridcell] :is(a, button)") ?? []) {
      inner.setAttribute("tabindex", "-1");
    }
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const keys = keysOf(event.nativeEvent);
    if (props.onKey(keys, event, cursor)) {
      event.preventDefault();
      return;
    }
    if (event.target instanceof HTMLInputElement) return;
    const hasShift = event.shiftKey;
    const height = scroller.current?.clientHeight ?? 0;
    const next = placeAfter(hasShift ? keys.replace("Shift+", "") : keys, cursor.place, {
      rows: items.length,
      columns: columns.length,
      page: Math.max(1, Math.floor((height - headHeight - footHeight) / rowHeight) - 1),
      hasHead: props.hasHeadStop ?? false,
    });
    if (!next) return;
    event.preventDefault();
    cursor.moveTo(next);
    props.onMoved?.(cursor.place, next, hasShift);
  };

  const placeOf = (event: MouseEvent | ClipboardEvent): Place | undefined => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-column]");
    if (!cell) return undefined;
    const id = cell.closest<HTMLElement>("[data-id]")?.dataset["id"];
    const row = id === undefined ? -1 : cursor.rowIndexOf(id);
    return row === undefined ? undefined : { row, column: Number(cell.dataset["column"]) };
  };
  const onClick = (event: MouseEvent): void => {
    const place = placeOf(event);
    if (!place) return;
    if (place.row >= 0 && !(event.target instanceof HTMLInputElement)) cursor.moveTo(place);
    props.onCellClick?.(place, event, cursor);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const place = placeOf(event);
    if (place && place.row >= 0 && !(event.target as Element).closest("a, button, input"))
      props.onCellOpen?.(place);
  };

  const isEmpty = items.length === 0;
  const known = props.rowCount ?? items.length;
  return (
    <div
      ref={scroller}
      role={isTree ? "treegrid" : "grid"}
      aria-label={props.label}
      aria-rowcount={known < 0 ? -1 : known + headRows + (props.footer ? 1 : 0)}
      aria-colcount={columns.length}
      aria-busy={props.isLoading ?? false}
      {...(props.isMultiselectable ? { "aria-multiselectable": true } : {})}
      {...(isEmpty && cursor.place.row >= 0 ? { tabIndex: 0 } : {})}
      className={classes["scroller"]}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onCopy={props.onCopy}
      onPaste={(event) => props.onPaste?.(event, cursor.place)}
    >
      <div
        className={classes["width"]}
        role="presentation"
        style={isEmpty && !props.isLoading ? {} : { minWidth: narrowestOf(columns) }}
      >
        <GridHead
          columns={columns}
          tracks={tracks}
          sort={props.sort}
          currentColumn={current < 0 ? cursor.place.column : -1}
        />
        {isEmpty ? (
          props.isLoading ? (
            <GridSkeleton columns={columns} tracks={tracks} height={rowHeight} />
          ) : (
            <div role="row" className={classes["empty"]}>
              <div role="gridcell" aria-colspan={columns.length}>
                {props.emptyState}
              </div>
            </div>
          )
        ) : (
          <div role="rowgroup" className={classes["body"]} style={{ height: virtual.getTotalSize() }}>
            {shown.map(({ index, start, size }) => {
              const item = items[index];
              return item === undefined ? null : (
                <GridRow
                  key={item.id}
                  item={item}
                  columns={columns}
                  tracks={tracks}
                  ariaRow={index + headRows + 1}
                  top={start - headHeight}
                  height={size}
                  currentColumn={index === current ? cursor.place.column : -1}
                  isTree={isTree}
                  isSelectable={props.isMultiselectable ?? false}
                  isSelected={props.selection?.has(item.id) ?? false}
                  cellOf={props.cellOf}
                  mark={props.markOf?.(item.id)}
                />
              );
            })}
          </div>
        )}
        {props.after}
        {props.footer ? (
          <div role="rowgroup" className={classes["foot"]}>
            <div
              role="row"
              className={classes["row"]}
              aria-rowindex={Math.max(known, items.length) + headRows + 1}
              style={{ gridTemplateColumns: tracks }}
            >
              {columns.map((column, index) => (
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={index + 1}
                  className={`${classes["cell"]} ${column.align === "num" ? classes["num"] : ""}`}
                >
                  {props.footer?.[column.id]}
                </div>
              ))}
            </div>
          </div>
        ) : null}
      </div>
    </div>
  );
}
