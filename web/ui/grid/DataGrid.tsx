import type { RowData } from "@tanstack/react-table";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useRef,
  useState,
} from "react";
import { useWords } from "../../words/words.ts";
import { useHotkeys } from "../hotkeys.ts";
import { cellText, tsvOf } from "./clipboard.ts";
import type { Column, Density, Sort } from "./columns.ts";
import { FilterField, type GridFilter } from "./FilterField.tsx";
import { EXPORT_KEYS, GridBar } from "./GridBar.tsx";
import classes from "./Grid.module.css";
import type { GridItem } from "./GridRow.tsx";
import { GridView } from "./GridView.tsx";
import type { Place } from "./moves.ts";
import { PrintTable } from "./PrintTable.tsx";
import { rangeOf, toggled } from "./selection.ts";
import type { Cursor } from "./useCursor.ts";
import { type Expansion, useGridItems } from "./useGridItems.ts";
import { useExport } from "./useExport.ts";
import { useLatest } from "./useLatest.ts";

/** More rows behind the last one, asked for when the end comes near. */
export interface LoadMore<Row> {
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly load: () => void;
  /** Every row of the list from its beginning, for a file: `told` hears how many there are so far, `most` ends it. */
  readonly all: (told: (rows: number) => void, most: number) => Promise<readonly Row[]>;
}

export interface DataGridProps<Row extends RowData> {
  /** What the list is of: read out by screen readers, printed as the table's name. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Unique among all rows, those under other rows included. */
  readonly rowKey: (row: Row) => string;
  readonly rowCount?: number;
  readonly density?: Density;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row, columnId: string) => void;
  /** The row under the cursor. Keep the function the same between drawings. */
  readonly onPick?: (row: Row | undefined) => void;
  /** F4: the object of the cell in the side panel. */
  readonly onPeek?: (row: Row, columnId: string) => void;
  readonly isSelectable?: boolean;
  readonly onSelect?: (rows: readonly Row[]) => void;
  readonly sort?: Sort | undefined;
  readonly onSort?: (sort: Sort) => void;
  readonly filter?: GridFilter;
  readonly expand?: Expansion<Row>;
  /** Totals by column. */
  readonly footer?: Readonly<Record<string, ReactNode>>;
  readonly isLoading?: boolean;
  readonly emptyState?: ReactNode;
  readonly loadMore?: LoadMore<Row>;
}

const NONE: ReadonlySet<string> = new Set();

/** The list of the workplaces: it fills the height of its parent. Sorting and filtering are done by the page. */
export function DataGrid<Row extends RowData>(props: DataGridProps<Row>) {
  const { columns, rows, onOpen, onPeek, onSelect, filter, loadMore, isSelectable = false } = props;
  const { t, language } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const { items, expand, collapse } = useGridItems(columns, rows, props.rowKey, props.expand);
  const [selection, setSelection] = useState(NONE);
  const [current, setCurrent] = useState<{ place: Place; id: string | undefined }>();
  const currentColumn = columns[current?.place.column ?? 0];
  const anchor = useRef<number | undefined>(undefined);
  const [hasFilter, setHasFilter] = useState(false);
  const [isFiltering, setFiltering] = useState(false);
  const file = useExport({ label: props.label, columns, items, footer: props.footer, loadMore });
  const isFilterShown = filter !== undefined && (hasFilter || filter.value !== "");

  const chosen =
    selection.size === 0 ? [] : items.filter((item) => selection.has(item.id)).map((item) => item.row);
  const choose = (next: ReadonlySet<string>): void => {
    setSelection(next);
    onSelect?.(items.filter((item) => next.has(item.id)).map((item) => item.row));
  };
  const sortBy = (column: Column<Row> | undefined): void => {
    if (!column?.sort || !props.onSort) return;
    const isTurned = props.sort?.columnId === column.id && props.sort.direction === "asc";
    props.onSort({ columnId: column.id, direction: isTurned ? "desc" : "asc" });
  };
  const openFilter = (): void => {
    setHasFilter(true);
    frame.current?.querySelector<HTMLInputElement>("[data-filter]")?.focus();
  };
  // The second press finds the field in focus, and is left to the browser.
  useHotkeys(filter && !isFiltering ? [{ keys: "Ctrl+F", label: t("ui.grid.filter"), run: openFilter }] : []);

  const onKey = (keys: string, event: KeyboardEvent, cursor: Cursor): boolean => {
    const { row, column } = cursor.place;
    const item = items[row];
    const columnNow = columns[column];
    if (keys === "Ctrl+F" && filter) return (openFilter(), true);
    if (keys === EXPORT_KEYS && items.length > 0) return (file.run(), true);
    if (row < 0) return (keys === "Enter" || keys === "Space") && (sortBy(columnNow), true);
    if (!item || !columnNow) return false;
    if (keys === "Enter" || keys === "F2") return (openItem(item, columnNow.id, event), true);
    if (keys === "F4" && onPeek) return (onPeek(item.row, columnNow.id), true);
    if (item.expansion === "closed" && column === 0 && keys === "ArrowRight") return (expand(item), true);
    if (item.expansion === "open" && column === 0 && keys === "ArrowLeft") return (collapse(item), true);
    if (item.level > 0 && column === 0 && keys === "ArrowLeft") {
      const parent = items.slice(0, row).findLastIndex((other) => other.level < item.level);
      return (cursor.moveTo({ row: parent, column }), true);
    }
    if (!isSelectable) return false;
    if (keys === "Shift+Space") {
      anchor.current = row;
      return (choose(toggled(selection, item.id)), true);
    }
    if (keys === "Ctrl+A") return (choose(new Set(items.map((one) => one.id))), true);
    if (keys === "Escape" && selection.size > 0) return (choose(NONE), true);
    return false;
  };
  const openItem = (item: GridItem<Row>, columnId: string, event?: KeyboardEvent): void => {
    if (!item.expansion || !props.expand?.isByEnter?.(item.row, columnId)) open(item.row, columnId, event);
    else if (item.expansion === "open") collapse(item);
    else expand(item);
  };
  const open = (row: Row, columnId: string, event?: KeyboardEvent): void => {
    const link = (event?.target as Element | undefined)?.querySelector<HTMLElement>("a, button");
    if (link) link.click();
    else onOpen?.(row, columnId);
  };
  const onMoved = (from: Place, to: Place, hasShift: boolean): void => {
    if (!hasShift || !isSelectable || to.row === from.row) {
      if (!hasShift) anchor.current = undefined;
      return;
    }
    anchor.current ??= from.row;
    choose(
      rangeOf(
        items.map((item) => item.id),
        anchor.current,
        to.row,
      ),
    );
  };
  const onCellClick = (place: Place, event: MouseEvent, cursor: Cursor): void => {
    const item = items[place.row];
    if (place.row < 0) return sortBy(columns[place.column]);
    if (!item) return;
    if ((event.target as Element).closest("[data-twist]")) {
      if (item.expansion === "open") collapse(item);
      else if (item.expansion === "closed") expand(item);
    } else if (isSelectable && event.shiftKey) {
      anchor.current ??= Math.max(0, cursor.place.row);
      choose(
        rangeOf(
          items.map((one) => one.id),
          anchor.current,
          place.row,
        ),
      );
    } else if (isSelectable && (event.ctrlKey || event.metaKey)) {
      anchor.current = place.row;
      choose(toggled(selection, item.id));
    } else anchor.current = undefined;
  };
  const onCopy = (event: ClipboardEvent): void => {
    // Words marked by the mouse are copied as they are.
    if (!(getSelection()?.isCollapsed ?? true)) return;
    const item = items[current?.place.row ?? -1];
    if (selection.size > 0) event.clipboardData.setData("text/plain", tsvOf(columns, chosen, language));
    else if (item && currentColumn) {
      event.clipboardData.setData("text/plain", cellText(currentColumn, item.row, language));
    } else return;
    event.preventDefault();
  };
  const { onPick } = props;
  const picked = useRef<string | undefined>(undefined);
  const onPlace = useLatest((place: Place, id: string | undefined) => {
    setCurrent({ place, id });
    if (id !== picked.current) onPick?.(items[place.row]?.row);
    picked.current = id;
  });
  const onNearEnd = useLatest(() => {
    if (loadMore?.hasMore && !loadMore.isLoading) loadMore.load();
  });

  const summable = (column: Column<Row> | undefined) => (column?.sumOf ? column : undefined);
  return (
    <div ref={frame} className={classes["frame"]}>
      {isFilterShown ? (
        <FilterField
          filter={filter}
          onFocusChange={setFiltering}
          onLeave={(isClosing) => {
            if (isClosing) setHasFilter(false);
            frame.current?.querySelector<HTMLElement>("[data-current]")?.focus();
          }}
        />
      ) : null}
      <GridView
        label={props.label}
        columns={columns}
        items={items}
        rowCount={loadMore?.hasMore ? (props.rowCount ?? -1) : props.rowCount}
        density={props.density}
        isTree={props.expand !== undefined}
        isMultiselectable={isSelectable}
        selection={selection}
        sort={props.sort}
        hasHeadStop={props.onSort !== undefined && columns.some((column) => column.sort)}
        footer={props.footer}
        isLoading={props.isLoading}
        emptyState={props.emptyState ?? t("ui.grid.empty")}
        after={loadMore?.isLoading ? <div className={classes["more"]}>{t("ui.grid.loadingMore")}</div> : null}
        onKey={onKey}
        onMoved={onMoved}
        onCellClick={onCellClick}
        onCellOpen={({ row, column }) => {
          const item = items[row];
          const opened = columns[column];
          if (item && opened) openItem(item, opened.id);
        }}
        onNearEnd={onNearEnd}
        onCopy={onCopy}
        onPlace={onPlace}
      />
      {items.length > 0 ? (
        <GridBar
          chosen={chosen}
          column={summable(currentColumn) ?? columns.find(summable)}
          count={props.rowCount ?? rows.length}
          isPartly={loadMore?.hasMore === true && props.rowCount === undefined}
          file={file}
        />
      ) : null}
      <PrintTable
        label={props.label}
        columns={columns}
        items={items}
        footer={props.footer}
        left={loadMore?.hasMore ? t("ui.grid.printedPart", { count: rows.length }) : undefined}
      />
    </div>
  );
}
