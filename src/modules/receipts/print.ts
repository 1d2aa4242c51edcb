import { assert } from "#core/assert";
import { A4, type Faces, PdfDocument, type PdfSummary, readFaces } from "#platform/pdf/document";
import type { AccessSlip, ReceiptContent } from "./model.ts";
import type { CertificateContent } from "./certificates/model.ts";
import { layOutCertificate } from "./rules/certificate.ts";
import { certificateWords } from "./rules/certificate-words.ts";
import { drawSlipPage, drawSlipSheet, SLIPS_A_SIDE } from "./rules/access-slip.ts";
import { accessSlipWords } from "./rules/access-slip-words.ts";
import type { Canvas, FaceName, Ruler } from "./rules/canvas.ts";
import { formats } from "./rules/format.ts";
import { layOutReceipt } from "./rules/receipt.ts";
import { formWords } from "./rules/words.ts";

export { TEMPLATE_VERSION } from "./rules/page.ts";

/** The fonts that are printed with. With TEMPLATE_VERSION it says which bytes a content gives (I11). */
export const FONT_VERSION = "PT Sans 0.4.1, 1";

interface Press {
  readonly faces: Faces;
  readonly ruler: Ruler;
}

let ready: Press | undefined;

/** Fonts are read when the first receipt is printed: most processes print none. */
function press(): Press {
  if (ready) return ready;
  const faces = readFaces(new URL("./fonts/faces.json", import.meta.url));
  assert(faces.version === FONT_VERSION, "the fonts are those that FONT_VERSION names");
  const { byName } = faces;
  // Widths come in thousandths of an em.
  const widthOf = (face: FaceName, size: number, text: string) =>
    ((byName[face]?.widthOf(text) ?? 0) * size * 25.4) / 72_000;
  ready = { faces, ruler: { widthOf } };
  return ready;
}

/**
 * One receipt as a PDF file.
 *
 * I11: the same content, TEMPLATE_VERSION and FONT_VERSION give the same bytes on any day and any machine. So the
 * pages are not deflated: another release of zlib would give other bytes. The fonts, most of the file, are kept
 * deflated in the repository.
 */
export function renderReceipt(content: ReceiptContent): Uint8Array {
  const { faces, ruler } = press();
  const pieces: Buffer[] = [];
  const words = formWords[content.language];
  const document = new PdfDocument({
    faces,
    title: words.titleOf(content.account.number, formats[content.language].month(content.period)),
    language: words.locale,
    deflate: false,
    write: (piece) => pieces.push(piece),
  });
  for (const draw of layOutReceipt(ruler, content))
    document.page(A4, (sheet) => draw(sheet satisfies Canvas));
  document.close();
  return Buffer.concat(pieces);
}

/** A certificate as a PDF file: the same content gives the same bytes, as of a receipt. */
export function renderCertificate(content: CertificateContent): Uint8Array {
  const { faces, ruler } = press();
  const pieces: Buffer[] = [];
  const words = certificateWords[content.language];
  const document = new PdfDocument({
    faces,
    title: `${words.titles[content.kind]} № ${content.number}`,
    language: words.locale,
    deflate: false,
    write: (piece) => pieces.push(piece),
  });
  for (const draw of layOutCertificate(ruler, content))
    document.page(A4, (sheet) => draw(sheet satisfies Canvas));
  document.close();
  return Buffer.concat(pieces);
}

/** How many sides a receipt takes; nothing is drawn. */
export const sidesOf = (content: ReceiptContent): number => layOutReceipt(press().ruler, content).length;

export interface BatchOptions {
  /** Takes the file's bytes in order. When it gives a promise, the next receipt waits for it. */
  readonly write: (piece: Uint8Array) => void | Promise<void>;
  /** Both sides of the sheet are printed: a receipt with an odd number of sides is followed by a blank one. */
  readonly duplex?: boolean;
  /** What lies behind the receipt in its envelope, on a page of its own. */
  readonly slipOf?: (content: ReceiptContent) => AccessSlip | undefined;
  /** Called after each receipt with its index and the sides it took. */
  readonly onReceipt?: (index: number, sides: number) => void;
  /** Stops between receipts; the file is then not complete and must not be printed. */
  readonly signal?: AbortSignal;
}

export interface BatchSummary extends PdfSummary {
  readonly receipts: number;
}

/**
 * A batch file for the printer: receipts one after the other in one PDF, fonts and the fixed parts once. Memory does
 * not grow with the batch. Files for a printer are best kept to some 5,000 sides.
 */
export async function renderReceipts(
  contents: Iterable<ReceiptContent> | AsyncIterable<ReceiptContent>,
  options: BatchOptions,
): Promise<BatchSummary> {
  const { faces, ruler } = press();
  let waiting: Buffer[] = [];
  let document: PdfDocument | undefined;
  let receipts = 0;
  const drain = async () => {
    const pieces = waiting;
    waiting = [];
    for (const piece of pieces) await options.write(piece);
  };
  for await (const content of contents) {
    options.signal?.throwIfAborted();
    const words = formWords[content.language];
    document ??= new PdfDocument({
      faces,
      title: words.batchTitle,
      language: words.locale,
      deflate: true,
      write: (piece) => waiting.push(piece),
    });
    const sides = layOutReceipt(ruler, content);
    for (const draw of sides) document.page(A4, (sheet) => draw(sheet satisfies Canvas));
    if (options.duplex && sides.length % 2 === 1) document.page(A4, () => undefined);
    const slip = options.slipOf?.(content);
    if (slip) {
      document.page(A4, (sheet) => drawSlipPage(sheet satisfies Canvas, slip));
      if (options.duplex) document.page(A4, () => undefined);
    }
    options.onReceipt?.(receipts, sides.length);
    receipts += 1;
    if (waiting.length > 0) await drain();
  }
  if (!document) return { receipts: 0, pages: 0, bytes: 0, missingLetters: [] };
  const summary = document.close();
  await drain();
  return { receipts, ...summary };
}

/** Slips of the private account alone, four to a side that is cut into strips; nothing where there are none. */
export async function renderSlips(
  slips: readonly AccessSlip[],
  write: (piece: Uint8Array) => void | Promise<void>,
): Promise<PdfSummary> {
  const [first] = slips;
  if (!first) return { pages: 0, bytes: 0, missingLetters: [] };
  const words = accessSlipWords[first.language];
  const waiting: Buffer[] = [];
  const document = new PdfDocument({
    faces: press().faces,
    title: words.batchTitle,
    language: words.locale,
    deflate: true,
    write: (piece) => waiting.push(piece),
  });
  for (let at = 0; at < slips.length; at += SLIPS_A_SIDE) {
    const some = slips.slice(at, at + SLIPS_A_SIDE);
    document.page(A4, (sheet) => drawSlipSheet(sheet satisfies Canvas, some));
    for (const piece of waiting.splice(0)) await write(piece);
  }
  const summary = document.close();
  for (const piece of waiting.splice(0)) await write(piece);
  return summary;
}
