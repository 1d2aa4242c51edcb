import { useCallback, useMemo, useRef, useState } from "react";
import type { Draft } from "./entry.ts";

export interface Drafts {
  of(id: string, columnId: string): Draft | undefined;
  /** Grows whenever a draft of the row changes. */
  versionOf(id: string): number;
  put(id: string, columnId: string, draft: Draft): void;
  /** Takes a draft away, unless a later one has come in its place. */
  drop(id: string, columnId: string, draft: Draft): void;
}

/** What was typed and is not yet in the rows; read at the moment of drawing, by the row that changed. */
export function useDrafts(): Drafts {
  const kept = useRef(new Map<string, Draft>());
  const versions = useRef(new Map<string, number>());
  const [, redraw] = useState(0);
  const touch = useCallback((id: string) => {
    versions.current.set(id, (versions.current.get(id) ?? 0) + 1);
    redraw((count) => count + 1);
  }, []);
  const put = useCallback(
    (id: string, columnId: string, draft: Draft) => {
      kept.current.set(keyOf(id, columnId), draft);
      touch(id);
    },
    [touch],
  );
  const drop = useCallback(
    (id: string, columnId: string, draft: Draft) => {
      if (kept.current.get(keyOf(id, columnId)) !== draft) return;
      kept.current.delete(keyOf(id, columnId));
      touch(id);
    },
    [touch],
  );
  const of = useCallback((id: string, columnId: string) => kept.current.get(keyOf(id, columnId)), []);
  const versionOf = useCallback((id: string) => versions.current.get(id) ?? 0, []);
  return useMemo(() => ({ of, versionOf, put, drop }), [of, versionOf, put, drop]);
}

const keyOf = (id: string, columnId: string): string => `${columnId}\u0000${id}`;
