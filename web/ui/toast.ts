import { useSyncExternalStore } from "react";

/** A short word on what has just been done, which needs no answer. */
export interface Toast {
  readonly kind: "ok" | "info" | "warn" | "danger";
  readonly text: string;
  /** "Undo" and the like. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}
export interface ShownToast extends Toast {
  readonly id: number;
}

/** Long enough for two lines; a deed that can be undone waits as long as it can be. Bad news waits for the person. */
export const stayOf = (of: Toast): number | undefined =>
  of.kind === "danger" ? undefined : of.action ? 10_000 : 6000;

const SHOWN_MAX = 4;

let shown: readonly ShownToast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

export function toast(of: Toast): void {
  lastId += 1;
  show([...shown, { ...of, id: lastId }].slice(-SHOWN_MAX));
}

export const dismissToast = (id: number): void => show(shown.filter((one) => one.id !== id));

function show(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export const useShownToasts = (): readonly ShownToast[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
