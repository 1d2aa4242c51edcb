import { expect, test } from "vitest";
import { dropDraft, readDraft, writeDraft } from "./form-draft.ts";

function emptyStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => kept.delete(key),
    setItem: (key, value) => kept.set(key, value),
  };
}

test("sums, dates and fields left empty come back as they were", () => {
  const storage = emptyStorage();
  const draft = {
    values: { amount: 1_788_574n, paidOn: "2026-11-23", note: "", rows: [{ value: -5n }] },
    keptAt: "2026-11-23T11:32:00Z",
  };
  writeDraft(storage, "payment", draft);
  expect(readDraft(storage, "payment")).toEqual(draft);
  expect(readDraft(storage, "reading")).toBeUndefined();
  dropDraft(storage, "payment");
  expect(readDraft(storage, "payment")).toBeUndefined();
});

test("a draft that cannot be read is dropped", () => {
  const storage = emptyStorage();
  writeDraft(storage, "payment", { values: 1, keptAt: "" });
  storage.setItem(String(storage.key(0)), "{");
  expect(readDraft(storage, "payment")).toBeUndefined();
  expect(storage.length).toBe(0);
});
