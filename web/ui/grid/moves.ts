/** A cell of a list; row -1 is the head. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
  /** Whether arrow up leads into the head: only where it can sort. */
  readonly hasHead: boolean;
}

/** Where a key leads from a cell, or undefined when it is not a key of movement. Shift is taken off by the caller. */
export function placeAfter(keys: string, at: Place, size: Size): Place | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const row = (wanted: number): Place => ({
    row: Math.max(size.hasHead ? -1 : Math.min(0, last.row), Math.min(last.row, wanted)),
    column: at.column,
  });
  const column = (wanted: number): Place => ({
    row: at.row,
    column: Math.max(0, Math.min(last.column, wanted)),
  });
  switch (keys) {
    case "ArrowUp":
      return row(at.row - 1);
    case "ArrowDown":
      return row(at.row + 1);
    case "PageUp":
      return row(Math.max(Math.min(0, last.row), at.row - size.page));
    case "PageDown":
      return row(at.row + size.page);
    case "ArrowLeft":
      return column(at.column - 1);
    case "ArrowRight":
      return column(at.column + 1);
    case "Home":
      return column(0);
    case "End":
      return column(last.column);
    case "Ctrl+Home":
      return { row: Math.min(0, last.row), column: 0 };
    case "Ctrl+End":
      return last;
    default:
      return undefined;
  }
}

/**
 * The next entry cell that is empty, along the rows from `at`, then from the beginning; undefined when all are filled.
 * `at` itself does not count: it has just been filled.
 */
export function nextEmpty(
  at: Place,
  rows: number,
  entryColumns: readonly number[],
  isEmpty: (place: Place) => boolean,
): Place | undefined {
  const later = (place: Place): boolean =>
    place.row > at.row || (place.row === at.row && place.column > at.column);
  let earlier: Place | undefined;
  for (let step = 0; step < rows; step += 1) {
    const row = (Math.max(0, at.row) + step) % rows;
    for (const column of entryColumns) {
      const place = { row, column };
      if (row === at.row && column === at.column) continue;
      if (!isEmpty(place)) continue;
      // The cells to the left in the row of departure come last, after a whole turn.
      if (later(place) || row < at.row) return place;
      earlier ??= place;
    }
  }
  return earlier;
}

/** The neighbouring entry cell along the rows, for Tab and Shift+Tab; undefined at the ends. */
export function neighbourEntry(
  at: Place,
  rows: number,
  entryColumns: readonly number[],
  step: 1 | -1,
): Place | undefined {
  const inRow = entryColumns.filter((column) => (step === 1 ? column > at.column : column < at.column));
  const column = step === 1 ? inRow[0] : inRow.at(-1);
  if (column !== undefined) return { row: at.row, column };
  const row = at.row + step;
  const edge = step === 1 ? entryColumns[0] : entryColumns.at(-1);
  return edge === undefined || row < 0 || row >= rows ? undefined : { row, column: edge };
}
