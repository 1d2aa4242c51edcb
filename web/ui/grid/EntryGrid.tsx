import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";
import { useWords } from "../../words/words.ts";
import { blockOf, cellText } from "./clipboard.ts";
import type { Column, Density } from "./columns.ts";
import { type Draft, type EntryColumn, type EntryState, entryOf, gravest } from "./entry.ts";
import { EntryBox, EntryEditor, RowState } from "./EntryCell.tsx";
import classes from "./Grid.module.css";
import type { GridItem } from "./GridRow.tsx";
import { GridView } from "./GridView.tsx";
import { neighbourEntry, nextEmpty, type Place } from "./moves.ts";
import { PrintTable } from "./PrintTable.tsx";
import type { Cursor } from "./useCursor.ts";
import { useDrafts } from "./useDrafts.ts";
import { useLatest } from "./useLatest.ts";

export interface EntryGridProps<Row> {
  readonly label: string;
  readonly columns: readonly EntryColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly density?: Density;
  /** A pasted block of cells and the cell where it begins, for a preview; nothing is entered by itself. */
  readonly onPaste?: (block: readonly (readonly string[])[], at: { row: Row; columnId: string }) => void;
  readonly onPick?: (row: Row | undefined, columnId: string) => void;
  readonly onPeek?: (row: Row, columnId: string) => void;
  /** Width of the last column, where the words stand, px. */
  readonly checkWidth?: number;
  readonly isLoading?: boolean;
  readonly emptyState?: ReactNode;
}

interface Editing {
  readonly id: string;
  readonly columnId: string;
  readonly text: string;
  readonly isMarked: boolean;
  readonly error?: string;
}

const CHECK = "\u0000check";
const isFirstKey = (key: string): boolean => /^[\d.,+-]$/.test(key);

/** A list for entry from the keyboard: Enter keeps a value and goes to the next empty cell. */
export function EntryGrid<Row>(props: EntryGridProps<Row>) {
  const { rows, rowKey, checkWidth = 240, onPick } = props;
  const { t, language } = useWords();
  const drafts = useDrafts();
  const [editing, setEditing] = useState<Editing>();
  const now = useRef({ editing, columns: props.columns, leave: () => {} });
  now.current = { ...now.current, editing, columns: props.columns };
  const place = useRef<Place>({ row: 0, column: 0 });

  const stateOf = useCallback(
    (row: Row, column: EntryColumn<Row>): EntryState =>
      drafts.of(rowKey(row), column.id)?.state ?? entryOf(column, row)?.stateOf(row) ?? { kind: "empty" },
    [drafts, rowKey],
  );
  const rowState = useCallback(
    (row: Row): ReactNode => {
      const open = now.current.editing?.id === rowKey(row) ? now.current.editing : undefined;
      const state: EntryState = open?.error
        ? { kind: "error", sentence: open.error }
        : gravest(
            now.current.columns
              .filter((column) => entryOf(column, row))
              .map((column) => stateOf(row, column)),
          );
      return <RowState state={state} isEntering={open !== undefined} />;
    },
    [rowKey, stateOf],
  );
  const columns = useMemo<readonly EntryColumn<Row>[]>(
    () => [...props.columns, { id: CHECK, header: t("ui.grid.check"), minWidth: checkWidth, cell: rowState }],
    [props.columns, t, checkWidth, rowState],
  );
  const items = useMemo(
    () => rows.map((row): GridItem<Row> => ({ id: rowKey(row), row, level: 0 })),
    [rows, rowKey],
  );
  const textOf = (row: Row, column: EntryColumn<Row>): string =>
    drafts.of(rowKey(row), column.id)?.text ?? entryOf(column, row)?.valueOf(row) ?? "";

  // Read when a row is drawn; a row is drawn anew when its mark changes, so the function stays the same.
  const cellOf = useCallback(
    (row: Row, column: Column<Row>, id: string): ReactNode | undefined => {
      const entry = entryOf(column as EntryColumn<Row>, row);
      if (!entry) return undefined;
      const open = now.current.editing;
      if (open?.id === id && open.columnId === column.id) {
        return (
          <EntryEditor
            label={t("ui.grid.enter", {
              column: column.group ? `${column.group}, ${column.header}` : column.header,
            })}
            text={open.text}
            isMarked={open.isMarked}
            error={open.error}
            onLeave={() => now.current.leave()}
          />
        );
      }
      return (
        <EntryBox text={drafts.of(id, column.id)?.text ?? entry.valueOf(row)} state={stateOf(row, column)} />
      );
    },
    [drafts, stateOf, t],
  );
  const marks = useRef({ editing, version: 0 });
  if (marks.current.editing !== editing) marks.current = { editing, version: marks.current.version + 1 };
  const markOf = (id: string): string =>
    `${editing?.id === id ? marks.current.version : ""}/${drafts.versionOf(id)}`;

  const entryColumns = useMemo(
    () => columns.flatMap((column, index) => (column.entry ? [index] : [])),
    [columns],
  );
  const isEmpty = ({ row, column }: Place): boolean => {
    const item = rows[row];
    const entered = columns[column];
    return item !== undefined && !!entered && !!entryOf(entered, item) && textOf(item, entered) === "";
  };

  /** Keeps the typed text; false when it cannot be one. */
  const keep = (row: Row, column: EntryColumn<Row>, text: string): string | undefined => {
    const entry = entryOf(column, row);
    if (!entry || text === textOf(row, column)) return undefined;
    const parsed = entry.parse(text);
    if ("error" in parsed) return parsed.error;
    const id = rowKey(row);
    const draft: Draft = { text: parsed.value, state: { kind: "saving" } };
    drafts.put(id, column.id, draft);
    const refused = (error: unknown): void => {
      const reason = error instanceof Error ? error.message : String(error);
      drafts.put(id, column.id, {
        text: parsed.value,
        state: { kind: "error", sentence: t("ui.grid.failed", { reason }) },
      });
    };
    try {
      Promise.resolve(entry.commit(row, parsed.value)).then(() => drafts.drop(id, column.id, draft), refused);
    } catch (error) {
      refused(error);
    }
    return undefined;
  };
  const close = (): void => {
    now.current.editing = undefined;
    setEditing(undefined);
  };
  const edit = (row: Row, column: EntryColumn<Row>, typed?: string): boolean => {
    if (!entryOf(column, row)) return false;
    setEditing({
      id: rowKey(row),
      columnId: column.id,
      text: typed ?? textOf(row, column),
      isMarked: typed === undefined,
    });
    return true;
  };
  const typedText = (): string =>
    document.querySelector<HTMLInputElement>("[data-editor]")?.value.trim() ?? "";
  // Left by the mouse: what was typed is kept, with its error when it cannot be a value.
  now.current.leave = () => {
    const open = now.current.editing;
    const row = rows.find((one) => rowKey(one) === open?.id);
    const column = columns.find((one) => one.id === open?.columnId);
    if (!open || row === undefined || !column) return;
    const text = typedText();
    const error = keep(row, column, text);
    if (error !== undefined)
      drafts.put(open.id, open.columnId, { text, state: { kind: "error", sentence: error } });
    close();
  };

  const onKeyInEditor = (keys: string, event: KeyboardEvent, cursor: Cursor): boolean => {
    const at = cursor.place;
    const row = rows[at.row];
    const column = columns[at.column];
    if (row === undefined || !column || !editing) return false;
    if (keys === "Escape") {
      event.stopPropagation();
      close();
      return (cursor.moveTo(at), true);
    }
    const step = keys === "Tab" ? 1 : keys === "Shift+Tab" ? -1 : undefined;
    const isVertical = keys === "ArrowDown" || keys === "ArrowUp";
    if (keys !== "Enter" && step === undefined && !isVertical) return false;
    const error = keep(row, column, (event.target as HTMLInputElement).value.trim());
    if (error !== undefined) return (setEditing({ ...editing, error }), true);
    close();
    if (step !== undefined) {
      const next = neighbourEntry(at, rows.length, entryColumns, step);
      const nextRow = next && rows[next.row];
      const nextColumn = next && columns[next.column];
      cursor.moveTo(next ?? at);
      if (nextRow !== undefined && nextColumn) edit(nextRow, nextColumn);
      return next !== undefined;
    }
    const below = { row: at.row + (keys === "ArrowDown" ? 1 : -1), column: at.column };
    const wanted = isVertical ? below : nextEmpty(at, rows.length, entryColumns, isEmpty);
    cursor.moveTo(wanted && rows[wanted.row] !== undefined ? wanted : at);
    return true;
  };
  const onKey = (keys: string, event: KeyboardEvent, cursor: Cursor): boolean => {
    if (event.target instanceof HTMLInputElement) return onKeyInEditor(keys, event, cursor);
    const { row: rowIndex, column: columnIndex } = cursor.place;
    const row = rows[rowIndex];
    const column = columns[columnIndex];
    if (row === undefined || !column) return false;
    if (keys === "F4" && props.onPeek) return (props.onPeek(row, column.id), true);
    if (keys === "Enter" && !column.entry) {
      const next = nextEmpty(cursor.place, rows.length, entryColumns, isEmpty);
      return next !== undefined && (cursor.moveTo(next), true);
    }
    if (keys === "Enter" || keys === "F2") return edit(row, column);
    if (keys === "Ctrl+D") {
      const above = rows[rowIndex - 1];
      const text = above === undefined ? "" : textOf(above, column);
      if (text === "" || !entryOf(column, row)) return true;
      const error = keep(row, column, text);
      if (error !== undefined)
        drafts.put(rowKey(row), column.id, { text, state: { kind: "error", sentence: error } });
      return true;
    }
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    return isPlain && isFirstKey(event.key) && edit(row, column, event.key);
  };

  const onPaste = (event: ClipboardEvent, at: Place): void => {
    const text = event.clipboardData.getData("text/plain");
    const row = rows[at.row];
    const column = columns[at.column];
    if (!props.onPaste || text === "" || row === undefined || !column) return;
    if (event.target instanceof HTMLInputElement && !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    if (editing) close();
    props.onPaste(blockOf(text), { row, columnId: column.id });
  };
  const onCopy = (event: ClipboardEvent): void => {
    const row = rows[place.current.row];
    const column = columns[place.current.column];
    if (event.target instanceof HTMLInputElement || row === undefined || !column) return;
    if (!(getSelection()?.isCollapsed ?? true)) return;
    const shown = entryOf(column, row) ? { ...column, textOf: () => textOf(row, column) } : column;
    event.clipboardData.setData("text/plain", cellText(shown, row, language));
    event.preventDefault();
  };
  const onPlace = useLatest((to: Place) => {
    place.current = to;
    const column = columns[to.column];
    if (column) onPick?.(rows[to.row], column.id);
  });

  // On paper a cell of entry is its value; one with nothing to enter stays as the column draws it.
  const onPaper = columns.map((column) =>
    column.entry
      ? { ...column, cell: (row: Row) => (entryOf(column, row) ? textOf(row, column) : column.cell(row)) }
      : column,
  );
  return (
    <div className={classes["frame"]}>
      <GridView
        label={props.label}
        columns={columns}
        items={items}
        density={props.density}
        isLoading={props.isLoading}
        emptyState={props.emptyState ?? t("ui.grid.empty")}
        cellOf={cellOf}
        markOf={markOf}
        onKey={onKey}
        onPlace={onPlace}
        onCellOpen={({ row, column }) => {
          const opened = columns[column];
          if (rows[row] !== undefined && opened) edit(rows[row], opened);
        }}
        onCopy={onCopy}
        onPaste={onPaste}
      />
      <PrintTable label={props.label} columns={onPaper} items={items} />
    </div>
  );
}
