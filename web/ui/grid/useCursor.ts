import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Place } from "./moves.ts";

export interface Cursor {
  readonly place: Place;
  /** Of the row, undefined in the head and in an empty list. */
  readonly id: string | undefined;
  /** Makes a cell the current one and gives it the focus. */
  moveTo(place: Place): void;
  readonly rowIndexOf: (id: string) => number | undefined;
}

const HEAD = "\u0000head";

/**
 * The current cell, remembered by the key of its row: it stays on the row when the list is read anew, sorted or
 * scrolled. A row that is gone leaves the cursor at its place.
 */
export function useCursor(
  scroller: RefObject<HTMLElement | null>,
  ids: readonly string[],
  columnCount: number,
  onMove: (place: Place) => void,
): Cursor {
  const [at, setAt] = useState<{ id: string | undefined; row: number; column: number }>({
    id: undefined,
    row: 0,
    column: 0,
  });
  const byId = useMemo(() => new Map(ids.map((id, index) => [id, index])), [ids]);
  const known = at.id === undefined ? undefined : at.id === HEAD ? -1 : byId.get(at.id);
  const row = known ?? Math.max(0, Math.min(at.row, ids.length - 1));
  const column = Math.max(0, Math.min(at.column, columnCount - 1));
  const id = row < 0 ? undefined : ids[row];

  const wantsFocus = useRef(false);
  const isInside = useRef(false);
  const moveTo = useCallback(
    (place: Place) => {
      wantsFocus.current = true;
      setAt({ id: place.row < 0 ? HEAD : ids[place.row], ...place });
      onMove(place);
    },
    [ids, onMove],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const enter = (): void => {
      isInside.current = true;
    };
    // A row that is taken away takes the focus with it; only a person who goes elsewhere leaves the list.
    const leave = (event: FocusEvent): void => {
      const target = event.target as Element;
      if (target.isConnected && !element.contains(event.relatedTarget as Node | null))
        isInside.current = false;
    };
    element.addEventListener("focusin", enter);
    element.addEventListener("focusout", leave);
    return () => {
      element.removeEventListener("focusin", enter);
      element.removeEventListener("focusout", leave);
    };
  }, [scroller]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const isLost = isInside.current && element.ownerDocument.activeElement === element.ownerDocument.body;
    if (!wantsFocus.current && !isLost) return;
    const cell = element.querySelector<HTMLElement>("[data-current]");
    if (!cell) return;
    wantsFocus.current = false;
    if (!cell.contains(element.ownerDocument.activeElement)) cell.focus({ preventScroll: true });
  });

  return { place: { row, column }, id, moveTo, rowIndexOf: (wanted) => byId.get(wanted) };
}
