import type { ReceiptContent } from "../model.ts";
import { drawBack, planBack } from "./back.ts";
import type { Canvas, Modules, Ruler } from "./canvas.ts";
import { planRecalculations } from "./foot.ts";
import { formats } from "./format.ts";
import { drawFront } from "./front.ts";
import type { PageFacts } from "./page.ts";
import { qrCode } from "./qr.ts";
import { receiptPayment } from "./receipt-payment.ts";
import { planServices } from "./services-plan.ts";
import { assertTruthful } from "./truthful.ts";
import { formWords } from "./words.ts";

/**
 * The sides of one receipt, each to be drawn on a sheet of A4: the front, and as many backs as the content needs.
 * Everything is decided before the first side is drawn, because each says how many there are.
 */
export function layOutReceipt(ruler: Ruler, content: ReceiptContent): readonly ((canvas: Canvas) => void)[] {
  assertTruthful(content);
  const words = formWords[content.language];
  const format = formats[content.language];
  const services = planServices(ruler, content, { words, month: format.month(content.period) });
  const recalculations = planRecalculations(ruler, content);
  const facts = { content, words, format };
  const backs = planBack(ruler, { ...facts, sheets: 0 }, { services, recalculations });
  const page: PageFacts = { ...facts, sheets: 1 + backs.length };
  const providersOverleaf = content.settlements.length > 1;
  const code = paymentCode(content);
  return [
    (canvas) => drawFront(canvas, page, { services, recalculations, code, providersOverleaf }),
    ...backs.map((blocks, index) => (canvas: Canvas) => drawBack(canvas, page, { blocks, sheet: index + 2 })),
  ];
}

/** Nothing to pay, nothing to scan; nor where the center's policy withholds it. */
function paymentCode(content: ReceiptContent): Modules | undefined {
  if (content.toPay <= 0n || content.codesWithheld !== undefined) return undefined;
  return qrCode(receiptPayment(content).bytes);
}
