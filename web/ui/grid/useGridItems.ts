import {
  createExpandedRowModel,
  type ExpandedState,
  type RowData,
  rowExpandingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Column } from "./columns.ts";
import type { GridItem } from "./GridRow.tsx";

/** Rows under a row, asked for when it is first opened. */
export interface Expansion<Row> {
  readonly canExpand: (row: Row) => boolean;
  readonly load: (row: Row) => Promise<readonly Row[]>;
  /** Told of a loading that failed; the row is closed again, and opening it asks once more. */
  readonly onFailed: (error: unknown, row: Row) => void;
  /** Opened when the list first has rows. */
  readonly isOpenFirst?: (row: Row) => boolean;
  /** Enter and a double click open and close the row instead of telling `onOpen`. */
  readonly isByEnter?: (row: Row, columnId: string) => boolean;
  /** Another value: what lies under rows is asked for anew, opened ones stay open. */
  readonly version?: string | number;
}

export interface GridItems<Row> {
  readonly items: readonly GridItem<Row>[];
  expand(item: GridItem<Row>): void;
  collapse(item: GridItem<Row>): void;
}

const features = tableFeatures({ rowExpandingFeature, expandedRowModel: createExpandedRowModel() });
type Children<Row> = ReadonlyMap<string, readonly Row[] | "loading">;

/** The rows of a list in the order in which they are shown, opened ones with what lies under them. */
export function useGridItems<Row extends RowData>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  expansion: Expansion<Row> | undefined,
): GridItems<Row> {
  const [children, setChildren] = useState<Children<Row>>(new Map());
  const [expanded, setExpanded] = useState<ExpandedState>({});
  // Another array makes the table ask for the rows below once more.
  const data = useMemo(() => withChildren(rows, children), [rows, children]);
  const definitions = useMemo(() => columns.map(({ id, header }) => ({ id, header })), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowKey,
    getSubRows: (row: Row) => {
      const under = children.size === 0 ? undefined : children.get(rowKey(row));
      return under === undefined || under === "loading" ? [] : [...under];
    },
    getRowCanExpand: (row) => expansion?.canExpand(row.original) ?? false,
    state: { expanded },
    onExpandedChange: setExpanded,
    autoResetExpanded: false,
  });
  const shown = table.getRowModel().rows;
  const items = useMemo(
    () =>
      shown.map((row, index): GridItem<Row> => {
        const isOpen = expanded === true || expanded[row.id] === true;
        const isLoading = children.get(row.id) === "loading";
        return {
          id: row.id,
          row: row.original,
          level: row.depth,
          ...(expansion?.canExpand(row.original)
            ? { expansion: isLoading ? "loading" : isOpen ? "open" : "closed" }
            : {}),
          isLastChild: row.depth > (shown[index + 1]?.depth ?? 0),
        };
      }),
    [shown, expanded, children, expansion],
  );
  const opening = useOpening(children, setChildren, setExpanded, expansion);
  const wasOpened = useRef(false);
  useEffect(() => {
    if (wasOpened.current || items.length === 0) return;
    wasOpened.current = true;
    for (const item of items) if (expansion?.isOpenFirst?.(item.row)) opening.expand(item);
  });
  const version = useRef(expansion?.version);
  useEffect(() => {
    if (version.current === expansion?.version) return;
    version.current = expansion?.version;
    opening.loadAgain(items);
  });
  return { items: useSameItems(items), expand: opening.expand, collapse: opening.collapse };
}

const withChildren = <Row>(rows: readonly Row[], _children: Children<Row>): Row[] => [...rows];

function useOpening<Row>(
  children: Children<Row>,
  setChildren: (change: (former: Children<Row>) => Children<Row>) => void,
  setExpanded: (change: (former: ExpandedState) => ExpandedState) => void,
  expansion: Expansion<Row> | undefined,
): Pick<GridItems<Row>, "expand" | "collapse"> & { loadAgain(items: readonly GridItem<Row>[]): void } {
  const collapse = useCallback(
    (item: GridItem<Row>) =>
      setExpanded((former) => ({ ...(former === true ? {} : former), [item.id]: false })),
    [setExpanded],
  );
  const expand = (item: GridItem<Row>): void => {
    if (!expansion) return;
    setExpanded((former) => ({ ...(former === true ? {} : former), [item.id]: true }));
    if (children.has(item.id)) return;
    const put = (under: readonly Row[] | "loading" | undefined): void =>
      setChildren((former) => {
        const next = new Map(former);
        if (under === undefined) next.delete(item.id);
        else next.set(item.id, under);
        return next;
      });
    put("loading");
    expansion.load(item.row).then(put, (error: unknown) => {
      put(undefined);
      collapse(item);
      expansion.onFailed(error, item.row);
    });
  };
  const loadAgain = (items: readonly GridItem<Row>[]): void => {
    // What is closed is forgotten; what is seen stays until the new rows are there.
    const open = items.filter((item) => item.expansion === "open");
    setChildren((former) => new Map([...former].filter(([id]) => open.some((item) => item.id === id))));
    for (const item of open) {
      expansion?.load(item.row).then(
        (under) => setChildren((former) => new Map(former).set(item.id, under)),
        (error: unknown) => expansion.onFailed(error, item.row),
      );
    }
  };
  return { expand, collapse, loadAgain };
}

/** Items that say the same stay the same objects, so that their rows are not drawn anew. */
function useSameItems<Row>(items: readonly GridItem<Row>[]): readonly GridItem<Row>[] {
  const former = useRef<ReadonlyMap<string, GridItem<Row>>>(new Map());
  return useMemo(() => {
    const kept = items.map((item) => {
      const old = former.current.get(item.id);
      return old && isSame(old, item) ? old : item;
    });
    former.current = new Map(kept.map((item) => [item.id, item]));
    return kept;
  }, [items]);
}

const isSame = <Row>(a: GridItem<Row>, b: GridItem<Row>): boolean =>
  a.row === b.row && a.level === b.level && a.expansion === b.expansion && a.isLastChild === b.isLastChild;
