const PREFIX = "paylogic.draft.";

/** What was entered and not sent, with the moment it was kept. */
export interface Draft<V> {
  readonly values: V;
  readonly keptAt: string;
}

/** Sums are bigints, which JSON does not know: each is kept as {"$": "150000"}. */
export function writeDraft(storage: Storage, key: string, draft: Draft<unknown>): void {
  storage.setItem(
    PREFIX + key,
    JSON.stringify(draft, (_name, value: unknown) =>
      typeof value === "bigint" ? { $: String(value) } : value,
    ),
  );
}

/** The draft of this form, or undefined; one that an older version of the page has left behind is dropped. */
export function readDraft<V>(storage: Storage, key: string): Draft<V> | undefined {
  const text = storage.getItem(PREFIX + key);
  if (text === null) return undefined;
  try {
    return JSON.parse(text, (_name, value: unknown) =>
      typeof value === "object" && value !== null && "$" in value ? BigInt(String(value.$)) : value,
    ) as Draft<V>;
  } catch {
    dropDraft(storage, key);
    return undefined;
  }
}

export const dropDraft = (storage: Storage, key: string): void => storage.removeItem(PREFIX + key);
