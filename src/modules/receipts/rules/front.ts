import type { Canvas, Modules } from "./canvas.ts";
import { drawAmount, drawAmountBox } from "./amount.ts";
import { drawChangeBand } from "./change.ts";
import { drawContacts, drawRecalculations, type Recalculations } from "./foot.ts";
import { drawHead } from "./head.ts";
import { dataMatrix, markDigits } from "./data-matrix.ts";
import { BAND, foldMarks, type PageFacts, RIGHT, rule, setSection } from "./page.ts";
import { drawReadings } from "./readings.ts";
import { SERVICES_TOP, type ServicesPlan } from "./services-plan.ts";
import { drawSlips } from "./slips.ts";
import { drawServices, methodLegend, SERVICES_HEAD, stampServicesHead } from "./services-table.ts";

/**
 * The front: who, how much, by when, the code, how the sum came about, why it changed, the lines, the meters, whom to
 * call, the slips.
 */
export function drawFront(
  canvas: Canvas,
  page: PageFacts,
  parts: {
    readonly services: ServicesPlan;
    readonly recalculations: Recalculations;
    readonly code: Modules | undefined;
    readonly providersOverleaf: boolean;
  },
): void {
  const { content, words, sheets } = page;
  canvas.stamp("front", drawFrame);
  drawHead(canvas, page);
  drawAmount(canvas, page, parts.code);
  if (content.mark) {
    canvas.bits(dataMatrix(markDigits(content.mark, 1, sheets)), 82, 60.5, MARK_MODULE);
  }
  drawChangeBand(canvas, page);
  const legend = methodLegend(content, words);
  canvas.stamp(`charges ${content.language} ${legend}`, (stamp) =>
    setSection(stamp, { number: "3", top: 119, right: RIGHT }, words.charges, legend),
  );
  const { services } = parts;
  stampServicesHead(canvas, page, services.columns, SERVICES_TOP - SERVICES_HEAD);
  drawServices(canvas, page, services, SERVICES_TOP);
  drawReadings(canvas, page);
  drawRecalculations(canvas, page, parts.recalculations);
  drawContacts(canvas, page, parts.providersOverleaf);
  drawSlips(canvas, page, parts.code !== undefined);
}

/** Twelve dots of a 600 dpi printer: 8.1 mm a side. */
export const MARK_MODULE = (12 * 25.4) / 600;

function drawFrame(canvas: Canvas): void {
  foldMarks(canvas);
  drawAmountBox(canvas);
  rule(canvas, 92.4, BAND);
  rule(canvas, 118.3, BAND);
  canvas.line(4.6, 267.2, 205.4, 267.2, 0.25, true);
  canvas.line(107, 269.5, 107, 291.5, 0.2, true);
}
