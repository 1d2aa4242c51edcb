/** A street of blocks with some windows lit, the same every time; colours follow the theme. Decoration. */
export function Town() {
  return (
    <svg className="town" viewBox="0 0 1400 300" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {ROWS.map(({ colour, blocks }) => (
        <g key={colour}>
          {blocks.map((block) => (
            <g key={block.x}>
              <rect
                x={block.x}
                y={block.y}
                width={block.width}
                height={GROUND - block.y}
                rx="2"
                fill={colour}
              />
              <path d={windows(block, false)} fill="var(--glass)" opacity=".8" />
              <path d={windows(block, true)} fill="var(--amber)" />
            </g>
          ))}
        </g>
      ))}
      <rect x="0" y={GROUND} width="1400" height={300 - GROUND} fill="var(--ground)" />
    </svg>
  );
}

const GROUND = 290;

interface Block {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly seed: number;
}

const ROWS = [
  { colour: "var(--house-far)", blocks: rowOf(11, 110, 90) },
  { colour: "var(--house-mid)", blocks: rowOf(23, 150, 120) },
  { colour: "var(--house-near)", blocks: rowOf(37, 205, 60) },
];

/** Blocks from the left edge to the right one; heights wander by a number that repeats. */
function rowOf(seed: number, top: number, spread: number): Block[] {
  const blocks: Block[] = [];
  let [x, at] = [-20, seed];
  while (x < 1400) {
    at = (at * 48_271) % 2_147_483_647;
    const width = 52 + (at % 7) * 13;
    blocks.push({ x, y: top + (at % spread), width, seed: at });
    x += width + 8 + (at % 3) * 22;
  }
  return blocks;
}

/** Windows of a block as one path: the lit ones, or the others. */
function windows({ x, y, width, seed }: Block, isLit: boolean): string {
  let path = "";
  for (let row = y + 10; row < GROUND - 14; row += 15) {
    for (let column = x + 9; column < x + width - 9; column += 13) {
      const lit = (row * 7 + column * 13 + seed) % 17 === 0;
      if (lit === isLit) path += `M${column} ${row}h6v8h-6z`;
    }
  }
  return path;
}
