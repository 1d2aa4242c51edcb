import type { Ruler } from "./canvas.ts";
import type { Block, Section } from "./flow.ts";
import { GAP, LEFT, type PageFacts, setHeading, TEMPLATE_VERSION, TYPE, WIDTH } from "./page.ts";
import { paragraph, type Piece, setParagraph } from "./setting.ts";

/** What stands in words on the back: tariffs, what to do, where to pay, what the columns mean, by which order. */
export function notesSections(ruler: Ruler, page: PageFacts): readonly Section[] {
  return [
    ...textSection(ruler, page.words.decisions, page.content.decisions.join(" ")),
    ...columnsSection(ruler, page),
    ...glossarySection(ruler, page),
    formSection(ruler, page),
  ];
}

function textSection(ruler: Ruler, heading: string, text: string): Section[] {
  if (text === "") return [];
  return [
    {
      heading: headingBlock(heading, LEFT, WIDTH),
      rows: [textBlock(ruler, [{ text }], LEFT, WIDTH)],
      gap: GAP,
    },
  ];
}

/** What to do on the left, where to pay on the right. */
function columnsSection(ruler: Ruler, page: PageFacts): Section[] {
  const { content, words } = page;
  const advice = content.advice.map(({ lead, words: rest }) => [
    { text: lead, bold: true },
    { text: ` ${rest}` },
  ]);
  const places = content.payPlaces.map((text) => [{ text }]);
  const lists = [
    { heading: words.advice, items: advice },
    { heading: words.places, items: places },
  ].filter(({ items }) => items.length > 0);
  if (lists.length === 0) return [];
  const columns = lists.map((list, index) => ({ ...list, x: index === 0 ? LEFT : 112 }));
  const width = lists.length === 1 ? WIDTH : 88;
  const heading: Block = {
    height: 4.6,
    draw(canvas, top) {
      for (const { heading: text, x } of columns) setHeading(canvas, text, x, top, width);
    },
  };
  const blocks = columns.map(({ items, x }) =>
    stack(items.map((pieces) => textBlock(ruler, pieces, x, width))),
  );
  return [{ heading, rows: [beside(blocks)], gap: GAP }];
}

function glossarySection(ruler: Ruler, { words }: PageFacts): Section[] {
  const entries = words.glossaryEntries.map(([lead, rest], index) =>
    textBlock(ruler, [{ text: lead, bold: true }, { text: ` ${rest}` }], index % 2 === 0 ? LEFT : 112, 88),
  );
  const rows: Block[] = [];
  for (let at = 0; at < entries.length; at += 2) rows.push(beside(entries.slice(at, at + 2)));
  return [{ heading: headingBlock(words.glossary, LEFT, WIDTH), rows: [stack(rows)], gap: GAP }];
}

function formSection(ruler: Ruler, { content, words, format }: PageFacts): Section {
  const text = words.form(format.date(content.madeOn), TEMPLATE_VERSION);
  return { heading: textBlock(ruler, [{ text }], LEFT, WIDTH), rows: [], gap: GAP };
}

const headingBlock = (text: string, x: number, width: number): Block => ({
  height: 4.6,
  draw: (canvas, top) =>
    canvas.stamp(`heading ${x} ${top.toFixed(2)} ${text}`, (stamp) => setHeading(stamp, text, x, top, width)),
});

/** Notes are the same for all bills of a house, so pages share them. */
function textBlock(ruler: Ruler, pieces: readonly Piece[], x: number, width: number): Block {
  const set = paragraph(ruler, pieces, { width, size: TYPE, pitch: 3.9 });
  const text = pieces.map((piece) => piece.text).join("");
  return {
    height: set.height + 0.6,
    draw: (canvas, top) =>
      canvas.stamp(`note ${x} ${width} ${top.toFixed(2)} ${text}`, (stamp) =>
        setParagraph(stamp, set, x, top),
      ),
  };
}

const stack = (blocks: readonly Block[]): Block => ({
  height: blocks.reduce((sum, block) => sum + block.height, 0),
  draw(canvas, top) {
    let at = top;
    for (const block of blocks) {
      block.draw(canvas, at);
      at += block.height;
    }
  },
});

const beside = (blocks: readonly Block[]): Block => ({
  height: Math.max(...blocks.map((block) => block.height)),
  draw(canvas, top) {
    for (const block of blocks) block.draw(canvas, top);
  },
});
