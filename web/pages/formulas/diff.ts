export interface Change {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Words, numbers, signs and the gaps between them: what a person sees as one change is one. */
const wordsIn = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_.]+|[^\s\p{L}\p{N}_.]/gu) ?? [];

/** What was taken out of a text and what was put in, word by word: the longest common part stays. */
export function differenceOf(before: string, after: string): Change[] {
  const [old, now] = [wordsIn(before), wordsIn(after)];
  // The length of the longest common part of what follows either place.
  const common = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  );
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const changes: { kind: Change["kind"]; text: string }[] = [];
  const put = (kind: Change["kind"], text = ""): void => {
    const last = changes.at(-1);
    if (last?.kind === kind) last.text += text;
    else changes.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      put("same", old[i]);
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) put("removed", old[i++]);
    else put("added", now[j++]);
  }
  return changes;
}
