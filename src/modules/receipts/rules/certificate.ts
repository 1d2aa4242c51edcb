import { assert } from "#core/assert";
import type { Day } from "#core/day";
import type { CertificateContent } from "../certificates/model.ts";
import type { Canvas, Ruler } from "./canvas.ts";
import { certificateWords } from "./certificate-words.ts";
import { type Block, flow, type Section } from "./flow.ts";
import { type Format, formats } from "./format.ts";
import { GAP, LEFT, RIGHT, WIDTH } from "./page.ts";
import { qrCode } from "./qr.ts";
import { baselineOf, boundedParagraph, paragraph, setLine, setParagraph } from "./setting.ts";
import { type CellText, plain, strong, tableHead, tableOf, tableRow } from "./table.ts";

/** Between head and foot of a page. */
const TOP = 14;
const BOTTOM = 250;
/** The foot, with what the paper is checked by. */
const FOOT = 256;
const QR_SIDE = 26;

type Words = (typeof certificateWords)["ru"];

interface Facts {
  readonly content: CertificateContent;
  readonly words: Words;
  readonly format: Format;
  readonly ruler: Ruler;
}

/**
 * A certificate as the drawings of its pages: who gives it, of whom, what the books say in a sentence, the rows behind
 * it, and on each page how to check it. Refuses to print rows that do not add up to what is said.
 */
export function layOutCertificate(ruler: Ruler, content: CertificateContent): ((canvas: Canvas) => void)[] {
  refuseUntrue(content);
  const facts = {
    content,
    words: certificateWords[content.language],
    format: formats[content.language],
    ruler,
  };
  const pages = flow([{ heading: headOf(facts), rows: [], gap: 0 }, ...rowsOf(facts), closing(facts)], {
    top: TOP,
    bottom: BOTTOM,
  });
  return pages.map((placed, at) => (canvas) => {
    for (const { block, top } of placed) block.draw(canvas, top);
    drawFoot(canvas, facts, { page: at + 1, pages: pages.length });
  });
}

/** R1 truthful: what is listed adds up to what is said. */
function refuseUntrue({ kind, amount, overdue, debts, months }: CertificateContent): void {
  if (kind === "no_debt")
    assert(overdue === 0n, "a certificate of no debt is of an account without overdue debt");
  if (kind === "state" && amount > 0n) {
    const sumOf = (of: CertificateContent["debts"]) => of.reduce((sum, one) => sum + one.amount, 0n);
    assert(sumOf(debts) === amount, "the debts of the months add up to what is owed");
    assert(
      sumOf(debts.filter(({ isLate }) => isLate)) === overdue,
      "the late ones add up to what is overdue",
    );
  }
  for (const { opening, charged, recalculated, benefits, penalties, paid, closing: end } of months)
    assert(
      opening + charged + recalculated + benefits + penalties + paid === end,
      "a month's movements lead from its opening to its closing",
    );
}

function headOf({ content, words, format, ruler }: Facts): Block {
  const { company, account } = content;
  const title = boundedParagraph(ruler, [{ text: words.titles[content.kind], bold: true }], {
    width: WIDTH,
    size: 16,
    pitch: 7,
    linesMax: 2,
  });
  const statement = paragraph(
    ruler,
    statementOf({ content, words, format, ruler }).map((text, at) => ({
      text: at === 0 ? text : `\n${text}`,
      bold: at === 0,
    })),
    { width: WIDTH, size: 11, pitch: 5.4 },
  );
  const lines = [
    [words.account, account.number],
    [words.address, account.address],
    [words.holder, account.holder],
  ] as const;
  const under = [company.inn === "" ? "" : words.inn(company.inn), company.address, company.phone]
    .filter((part) => part !== "")
    .join(" · ");
  return {
    height: 48 + title.height + statement.height,
    draw(canvas, top) {
      setLine(canvas, company.name, {
        x: LEFT,
        width: WIDTH,
        y: baselineOf(top, 5, 11),
        face: "bold",
        size: 11,
      });
      setLine(canvas, under, { x: LEFT, width: WIDTH, y: baselineOf(top + 5, 4.4, 9), size: 9 });
      canvas.line(LEFT, top + 11, RIGHT, top + 11, 0.3);
      setParagraph(canvas, title, LEFT, top + 15);
      const next = top + 15 + title.height;
      setLine(canvas, words.numbered(content.number, format.longDate(content.on)), {
        x: LEFT,
        width: WIDTH,
        y: baselineOf(next, 5, 11),
        size: 11,
      });
      for (const [at, [name, value]] of lines.entries()) {
        const y = baselineOf(next + 9 + at * 5.4, 5, 10);
        setLine(canvas, name, { x: LEFT, width: 34, y, size: 10 });
        setLine(canvas, value, { x: LEFT + 36, width: WIDTH - 36, y, face: "bold", size: 10 });
      }
      setParagraph(canvas, statement, LEFT, next + 28);
    },
  };
}

/** What the books say on the day: the first sentence is the answer. */
function statementOf({ content, words, format }: Facts): string[] {
  const { kind, on, amount, overdue, year = 0 } = content;
  const date = format.longDate(on);
  /** Of a year that is over, its last day. */
  const through = on.startsWith(`${year}-`) ? date : format.longDate(`${year}-12-31` as Day);
  const { sum } = format;
  switch (kind) {
    case "no_debt":
      return [words.noDebt(date), ...(amount > 0n ? [words.notYetDue(sum(amount))] : [])];
    case "state":
      if (amount < 0n) return [words.ahead(date, sum(-amount))];
      if (amount === 0n) return [words.settled(date)];
      return [words.owes(date, sum(amount)), ...(overdue > 0n ? [words.overdueOf(sum(overdue))] : [])];
    case "payments":
      return [words.paidIn(year, through, sum(paidOf(content)))];
    case "charges":
      return [words.chargedIn(year, through, sum(chargedOf(content)))];
  }
}

export const paidOf = ({ payments }: Pick<CertificateContent, "payments">): bigint =>
  payments.reduce((sum, { amount }) => sum + amount, 0n);

export const chargedOf = ({ months }: Pick<CertificateContent, "months">): bigint =>
  months.reduce((sum, one) => sum + one.charged + one.recalculated + one.benefits + one.penalties, 0n);

function rowsOf({ content, words, format, ruler }: Facts): Section[] {
  const { sum, date, month } = format;
  const { debts, payments, months } = content;
  if (content.kind === "state" && debts.length > 0) {
    const table = tableOf([62, 42, 42, 42], ["left", "left", "left", "right"]);
    return [
      {
        heading: tableHead(table, words.debts, "", words.debtHeads),
        rows: debts.map(({ period, due, amount, isLate }) =>
          tableRow(ruler, table, [
            plain(month(period)),
            plain(date(due)),
            plain(isLate ? words.late : words.inTime),
            plain(sum(amount)),
          ]),
        ),
        gap: GAP,
      },
    ];
  }
  if (content.kind === "payments" && payments.length > 0) {
    const table = tableOf([40, 98, 50], ["left", "left", "right"]);
    const rows = payments.map(({ paidOn, amount, channel }) => [
      plain(date(paidOn)),
      plain(words.channels[channel] ?? channel),
      plain(sum(amount)),
    ]);
    return [
      {
        heading: tableHead(table, words.payments, "", words.paymentHeads),
        rows: [...rows, [strong(words.total), plain(""), strong(sum(paidOf(content)))]].map((cells) =>
          tableRow(ruler, table, cells),
        ),
        gap: GAP,
      },
    ];
  }
  if (content.kind === "charges" && months.length > 0) {
    const table = tableOf(
      [33, 23, 23, 23, 20, 20, 23, 23],
      ["left", ...Array.from({ length: 7 }, () => "right" as const)],
    );
    const total = (of: (one: (typeof months)[number]) => bigint): CellText =>
      strong(sum(months.reduce((all, one) => all + of(one), 0n)));
    const cells: readonly (readonly CellText[])[] = [
      ...months.map((one) => [
        plain(month(one.period)),
        plain(sum(one.opening)),
        plain(sum(one.charged)),
        plain(sum(one.recalculated)),
        plain(sum(one.benefits)),
        plain(sum(one.penalties)),
        plain(sum(-one.paid)),
        plain(sum(one.closing)),
      ]),
      [
        strong(words.total),
        plain(""),
        total(({ charged }) => charged),
        total(({ recalculated }) => recalculated),
        total(({ benefits }) => benefits),
        total(({ penalties }) => penalties),
        total(({ paid }) => -paid),
        plain(""),
      ],
    ];
    return [
      {
        heading: tableHead(table, words.months, "", words.monthHeads),
        rows: cells.map((row) => tableRow(ruler, table, row)),
        gap: GAP,
      },
    ];
  }
  return [];
}

function closing({ content, words, format, ruler }: Facts): Section {
  const text = paragraph(ruler, [{ text: words.made(format.longDate(content.on)) }], {
    width: WIDTH,
    size: 9,
    pitch: 4.4,
  });
  return {
    heading: { height: text.height, draw: (canvas, top) => setParagraph(canvas, text, LEFT, top) },
    rows: [],
    gap: 6,
  };
}

/** Number, code and where they are typed; the square code leads there with both. */
function drawFoot(
  canvas: Canvas,
  { content, words, ruler }: Facts,
  { page, pages }: { readonly page: number; readonly pages: number },
): void {
  const address = `${content.checkAddress}?number=${content.number}&code=${content.code}`;
  const code = qrCode(new TextEncoder().encode(address));
  const module = Math.floor((QR_SIDE / code.size) * 20) / 20;
  const side = code.size * module;
  canvas.line(LEFT, FOOT - 3, RIGHT, FOOT - 3, 0.3);
  const room = WIDTH - side - 12;
  const how = boundedParagraph(ruler, [{ text: words.check(content.checkAddress, content.number) }], {
    width: room,
    size: 9,
    pitch: 4.2,
    linesMax: 4,
  });
  setParagraph(canvas, how, LEFT, FOOT);
  setLine(canvas, words.code, { x: LEFT, width: 30, y: baselineOf(FOOT + 19, 5, 9), size: 9 });
  setLine(canvas, content.code, {
    x: LEFT + 32,
    width: 70,
    y: baselineOf(FOOT + 19, 5, 13),
    face: "bold",
    size: 13,
  });
  setLine(canvas, words.page(page, pages), { x: LEFT, width: 60, y: baselineOf(FOOT + 25, 4, 8.5) });
  canvas.bits(code, RIGHT - side - 3, FOOT + 1, module);
}
