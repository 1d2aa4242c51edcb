import { expect, test } from "vitest";
import { keysOf } from "./hotkeys.ts";

const press = (
  code: string,
  held: Partial<Record<"ctrlKey" | "altKey" | "shiftKey" | "metaKey", boolean>> = {},
) => keysOf({ code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held });

test("a key is told by its place, so the Russian layout changes nothing", () => {
  // With the Russian layout this event says key "л"; only the code is read.
  expect(press("KeyK", { ctrlKey: true })).toBe("Ctrl+K");
  const russian = { key: "л", code: "KeyK", ctrlKey: true, altKey: false, shiftKey: false, metaKey: false };
  expect(keysOf(russian)).toBe("Ctrl+K");
});

test.each([
  [press("Digit1", { altKey: true }), "Alt+1"],
  [press("Numpad9", { altKey: true }), "Alt+9"],
  [press("NumpadEnter", { ctrlKey: true }), "Ctrl+Enter"],
  [press("NumpadAdd"), "NumpadAdd"],
  [press("F4", { shiftKey: true }), "Shift+F4"],
  [press("ArrowDown", { ctrlKey: true }), "Ctrl+ArrowDown"],
  [press("KeyA", { ctrlKey: true, altKey: true, shiftKey: true }), "Ctrl+Alt+Shift+A"],
  [press("KeyK", { metaKey: true }), "Ctrl+K"],
  [press("Escape"), "Escape"],
])("%s", (pressed, written) => expect(pressed).toBe(written));
