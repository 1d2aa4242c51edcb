import { useMemo, useRef } from "react";
import { type Line, linesOf } from "./sheet.ts";

/** Lines whose readings did not change stay the same objects, so that the grid draws only what did. */
export function useLines(
  sheet: Parameters<typeof linesOf>[0] | undefined,
  entered: Parameters<typeof linesOf>[1],
): readonly Line[] {
  const before = useRef<{ readonly sheet: typeof sheet; readonly lines: readonly Line[] }>({
    sheet: undefined,
    lines: [],
  });
  return useMemo(() => {
    if (!sheet) return [];
    const known = new Map(
      before.current.sheet === sheet ? before.current.lines.map((line) => [line.key, line]) : [],
    );
    const lines = linesOf(sheet, entered).map((line) => {
      const old = known.get(line.key);
      const isSame =
        old !== undefined &&
        old.entered.size === line.entered.size &&
        [...line.entered].every(([key, one]) => old.entered.get(key) === one);
      return isSame ? old : line;
    });
    before.current = { sheet, lines };
    return lines;
  }, [sheet, entered]);
}
