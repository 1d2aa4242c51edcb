import { useRef, useState } from "react";

/** A function that stays the same and does what the last drawing says. */
export function useLatest<Arguments extends unknown[]>(
  run: (...values: Arguments) => void,
): (...values: Arguments) => void {
  const latest = useRef(run);
  latest.current = run;
  const [same] = useState(
    () =>
      (...values: Arguments): void =>
        latest.current(...values),
  );
  return same;
}
