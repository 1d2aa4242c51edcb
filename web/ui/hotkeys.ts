import { useEffect, useRef, useSyncExternalStore } from "react";

/**
 * Keys of the workplace, matched by the physical key (`event.code`), so that they work in the Russian and the English
 * layout alike. What is registered is what F1 lists.
 */
export interface Hotkey {
  /** "F7", "Ctrl+K", "Alt+1", "Ctrl+Enter", "Escape", "Ctrl+ArrowDown", "Shift+F4". */
  readonly keys: string;
  /** A sentence for the list of keys. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
  /** A key of the whole shell (F1, F3) works in dialogs too; the others only on the top layer. */
  readonly everywhere?: boolean;
  /** Not shown by F1: an alias of another key. */
  readonly unlisted?: boolean;
}

interface Registered {
  readonly layer: number;
  readonly current: { readonly hotkeys: readonly Hotkey[] };
}

const registered = new Set<Registered>();
const layers: number[] = [0];
let nextLayer = 1;
const listeners = new Set<() => void>();
let snapshot: readonly Hotkey[] = [];

/** Works while the component is shown; the last registered wins where two want the same key. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const current = useRef({ hotkeys });
  current.current = { hotkeys };
  const names = hotkeys.map(({ keys, label }) => `${keys}\n${label}`).join("\n");
  useEffect(() => {
    const entry: Registered = {
      layer: layers.at(-1) ?? 0,
      get current() {
        return current.current;
      },
    };
    registered.add(entry);
    changed();
    return () => {
      registered.delete(entry);
      changed();
    };
    // Handlers are read at the moment of the key; only another list of keys registers anew.
  }, [names]);
}

/** A dialog or panel that takes the keys of the page behind it while it is open. */
export function useHotkeyLayer(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const layer = nextLayer++;
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      changed();
    };
  }, [isOpen]);
}

/** What can be pressed now, for the list of keys. */
export const useKnownHotkeys = (): readonly Hotkey[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );

function changed(): void {
  snapshot = [...registered].flatMap(({ current }) => current.hotkeys);
  for (const listener of listeners) listener();
}

/** Called once by the shell. */
export function listenToKeys(target: Document): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = keysOf(event);
    const top = layers.at(-1) ?? 0;
    for (const { layer, current } of [...registered].reverse()) {
      const hotkey = current.hotkeys.find((one) => one.keys === pressed);
      if (!hotkey || (layer !== top && !hotkey.everywhere)) continue;
      event.preventDefault();
      hotkey.run(event);
      return;
    }
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}

/** The key of an event in our writing: "Ctrl+K" whatever the layout, Numpad Enter is Enter. */
export function keysOf(
  event: Pick<KeyboardEvent, "code" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">,
): string {
  const name = event.code
    .replace(/^Key(?=[A-Z]$)/, "")
    .replace(/^Digit(?=\d$)/, "")
    .replace(/^NumpadEnter$/, "Enter")
    .replace(/^Numpad(?=\d$)/, "");
  const held = [
    event.ctrlKey || event.metaKey ? "Ctrl+" : "",
    event.altKey ? "Alt+" : "",
    event.shiftKey ? "Shift+" : "",
  ];
  return held.join("") + name;
}
