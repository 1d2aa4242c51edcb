import type { Canvas } from "./canvas.ts";

/** A piece of the back that is not divided: its height, and how to draw it from a given top. */
export interface Block {
  readonly height: number;
  draw(canvas: Canvas, top: number): void;
}

/** A heading with its rows. The heading stays with the first row, and is repeated where the rows go on a new page. */
export interface Section {
  readonly heading: Block;
  readonly rows: readonly Block[];
  /** Space before it, if it is not the first on a page. */
  readonly gap: number;
}

export interface Placed {
  readonly block: Block;
  readonly top: number;
}

/** Shares sections out to pages. A block taller than a page gets a page of its own. */
export function flow(
  sections: readonly Section[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
) {
  const pages: Placed[][] = [];
  let page: Placed[] = [];
  let at = top;
  const put = (block: Block) => {
    page.push({ block, top: at });
    at += block.height;
  };
  const turn = () => {
    pages.push(page);
    page = [];
    at = top;
  };
  for (const { heading, rows, gap } of sections) {
    const first = rows[0]?.height ?? 0;
    if (page.length > 0 && at + gap + heading.height + first > bottom) turn();
    if (page.length > 0) at += gap;
    put(heading);
    for (const [index, row] of rows.entries()) {
      if (index > 0 && at + row.height > bottom) {
        turn();
        put(heading);
      }
      put(row);
    }
  }
  if (page.length > 0) pages.push(page);
  return pages;
}
