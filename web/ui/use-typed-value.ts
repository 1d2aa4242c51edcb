import { useState } from "react";
import type { Result } from "#core/result";

/**
 * The text of a field and the value it stands for. While the text cannot be read the value is undefined, so that the
 * value that stood there before is never sent instead of what is seen.
 */
export function useTypedValue<V, R extends { readonly code: string }>({
  value,
  read,
  write,
  onChange,
}: {
  value: V | undefined;
  read: (text: string) => Result<V | undefined, R>;
  write: (value: V) => string;
  onChange: (value: V | undefined) => void;
}) {
  const written = value === undefined ? "" : write(value);
  const [typed, setTyped] = useState<{ text: string; value: V | undefined; isLeft: boolean } | undefined>();
  // A value that came from elsewhere replaces what was typed.
  const current = typed !== undefined && typed.value === value ? typed : undefined;
  const result = current && read(current.text);
  const refusal = result && !result.ok ? result.refusal : undefined;
  return {
    text: current && (!current.isLeft || refusal) ? current.text : written,
    isUnreadable: refusal !== undefined,
    /** In the middle of a number nothing is said about it. */
    isTyping: current !== undefined && !current.isLeft,
    /** Told once the field was left. */
    refusal: current?.isLeft ? refusal : undefined,
    type(text: string) {
      const next = read(text);
      const nextValue = next.ok ? next.value : undefined;
      setTyped({ text, value: nextValue, isLeft: false });
      if (nextValue !== value) onChange(nextValue);
    },
    leave() {
      if (current) setTyped({ ...current, isLeft: true });
    },
    forget() {
      setTyped(undefined);
    },
  };
}
