import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** Reads our PDF as a stranger does: text and pages by pdf.js, codes by ZXing from a raster of 150 dpi. */
const require = createRequire(import.meta.url);
prepareZXingModule({
  overrides: {
    wasmBinary: readFileSync(require.resolve("zxing-wasm/reader/zxing_reader.wasm")).buffer as ArrayBuffer,
  },
});

const opening = (pdf: Uint8Array) =>
  getDocument({ data: new Uint8Array(pdf), disableFontFace: true, useSystemFonts: false, verbosity: 0 });

/** Text of each page, as pdf.js extracts it; spaces of any kind as one. */
export async function textOf(pdf: Uint8Array): Promise<string[]> {
  const task = opening(pdf);
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    const text = content.items.map((item) => ("str" in item ? item.str : "")).join(" ");
    pages.push(text.replaceAll(/\s+/g, " "));
  }
  await task.destroy();
  return pages;
}

export interface ReadCode {
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** The codes of one page, from grey pixels as a cheap scanner gives them. */
export async function codesOf(pdf: Uint8Array, number: number): Promise<ReadCode[]> {
  const task = opening(pdf);
  const document = await task.promise;
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: 150 / 72 });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  // The canvas of the browser's types is not among this project's; the library takes this one as well.
  await page.render({ canvas: canvas as never, viewport, background: "white" }).promise;
  const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < image.data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = image.data.subarray(at, at + 3);
    image.data.fill(Math.round((red + green + blue) / 3), at, at + 3);
  }
  await task.destroy();
  const found = await readBarcodes(image as never, { tryHarder: true, maxNumberOfSymbols: 10 });
  return found.map(({ format, bytes, text }) => ({ format, bytes, text }));
}
