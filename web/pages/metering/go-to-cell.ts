/** Makes a cell of the grid within `area` the current one; a line that is far is scrolled to first. */
export function goToCell(area: HTMLElement | null, line: number, column: number): void {
  const grid = area?.querySelector<HTMLElement>("[role=grid]");
  if (!grid || line < 0 || column < 0) return;
  const cell = (): HTMLElement | null =>
    grid.querySelector(`[role=row][aria-rowindex="${line + 3}"] [data-column="${column}"]`);
  const found = cell();
  if (found) found.click();
  else {
    const row = grid.querySelector<HTMLElement>("[role=rowgroup] [data-id]");
    grid.scrollTo({ top: line * (row?.offsetHeight ?? 32) });
    requestAnimationFrame(() => requestAnimationFrame(() => cell()?.click()));
  }
}
