import type { Office, RecalculationReason, ReceiptContent } from "../model.ts";
import type { Canvas, Ruler } from "./canvas.ts";
import { BODY, LEFT, type PageFacts, setHeading } from "./page.ts";
import {
  baselineOf,
  boundedParagraph,
  type Paragraph,
  paragraph,
  type Piece,
  setLine,
  setParagraph,
} from "./setting.ts";

/** Why earlier months were corrected, and whom to call. */
const TOP = 246.3;
const NOTES_WIDTH = 79;
const NOTE_LINES = 4;

export interface Recalculations {
  readonly shown: readonly { readonly reason: RecalculationReason; readonly set: Paragraph }[];
  readonly overleaf: readonly RecalculationReason[];
}

/** The largest reasons that fit four lines; the others go to the back. */
export function planRecalculations(ruler: Ruler, content: ReceiptContent): Recalculations {
  const size = (reason: RecalculationReason) => (reason.amount < 0n ? 0n - reason.amount : reason.amount);
  const bySize = [...content.recalculations].sort((a, b) =>
    size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1,
  );
  const style = { width: NOTES_WIDTH, size: BODY, pitch: 3.6 };
  const sets = bySize.map((reason) => {
    const pieces = piecesOf(reason);
    const wide = paragraph(ruler, pieces, style);
    return {
      reason,
      set: wide.lines.length <= 2 ? wide : paragraph(ruler, pieces, { ...style, narrow: true }),
    };
  });
  const take = (lines: number) => {
    let left = lines;
    const shown: { readonly reason: RecalculationReason; readonly set: Paragraph }[] = [];
    for (const entry of sets) {
      if (entry.set.lines.length > left) break;
      shown.push(entry);
      left -= entry.set.lines.length;
    }
    return shown;
  };
  const all = take(NOTE_LINES);
  const largest = all.length === sets.length ? all : take(NOTE_LINES - 1);
  const order = (entry: { readonly reason: RecalculationReason }) =>
    content.recalculations.indexOf(entry.reason);
  return {
    shown: largest.sort((a, b) => order(a) - order(b)),
    overleaf: content.recalculations.filter((reason) => !largest.some((entry) => entry.reason === reason)),
  };
}

export const piecesOf = (reason: RecalculationReason): readonly Piece[] => [
  { text: reason.service, bold: true },
  { text: ` ${reason.reason}` },
];

export function drawRecalculations(canvas: Canvas, page: PageFacts, plan: Recalculations): void {
  const { words, format, content } = page;
  setHeading(canvas, words.recalculations, LEFT, TOP, 60);
  const instalments = `${words.instalments} ${content.instalments.length > 0 ? words.overleaf : words.none}`;
  const y = baselineOf(TOP, 4.4, 9.5);
  const width = Math.min(31, canvas.widthOf("regular", BODY, instalments));
  setLine(canvas, instalments, { x: 106 - width, width, y });
  canvas.text("5", 106 - width - 2.4, y, "bold", 9.5);
  let top = TOP + 4.6;
  for (const { reason, set } of plan.shown) {
    setParagraph(canvas, set, LEFT, top);
    setLine(canvas, format.sum(reason.amount), {
      x: LEFT + NOTES_WIDTH + 0.5,
      width: 106 - LEFT - NOTES_WIDTH - 0.5,
      y: baselineOf(top, set.pitch, BODY),
      align: "right",
    });
    top += set.height;
  }
  const count = plan.overleaf.length;
  const rest =
    content.recalculations.length === 0
      ? words.noRecalculations
      : count > 0
        ? words.recalculationsOverleaf(count)
        : undefined;
  if (rest) setLine(canvas, rest, { x: LEFT, width: NOTES_WIDTH, y: baselineOf(top, 3.6, BODY) });
}

/** Whom to call: the same for every bill of a house, so pages share it. */
export function drawContacts(
  canvas: Canvas,
  { content, words }: PageFacts,
  providersOverleaf: boolean,
): void {
  const { center, company, emergencyPhone, language } = content;
  const key = `contacts ${JSON.stringify([language, center, company, emergencyPhone, providersOverleaf])}`;
  canvas.stamp(key, (stamp) => {
    const heading = emergencyPhone === undefined ? words.contacts : words.emergency(emergencyPhone);
    setHeading(stamp, heading, 112, TOP, 88);
    const house = [company.name, inn(company, words.inn), ...waysTo(company)].filter(Boolean).join(", ");
    const bill = [center.name, ...waysTo(center)].join(", ");
    const more = providersOverleaf ? `. ${words.providersOverleaf}` : "";
    const set = boundedParagraph(
      stamp,
      [
        { text: words.houseContact, bold: true },
        { text: ` ${house}\n` },
        { text: words.billContact, bold: true },
        { text: ` ${bill}${more}` },
      ],
      { width: 88, size: BODY, pitch: 3.7, linesMax: 4 },
    );
    setParagraph(stamp, set, 112, TOP + 4.6);
  });
}

const inn = (office: Office, label: string): string => (office.inn ? `${label}\u00a0${office.inn}` : "");
const waysTo = (office: Office): string[] =>
  [office.address, office.phone, office.hours, office.site]
    .filter((part) => part !== undefined)
    // A telephone number or the hours are not torn apart at the end of a line.
    .map((part) => (part.length <= 24 ? part.replaceAll(" ", "\u00a0") : part));
