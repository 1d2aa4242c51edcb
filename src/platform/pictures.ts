import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/*
 * Pictures that people send: photographs of a meter, of a receipt. Nobody's file is believed: it is decoded within
 * bounds, and only what was decoded goes on. The libraries are loaded when the first picture comes.
 */

/** More than any telephone's photograph. */
export const PICTURE_BYTES_MAX = 12 * 1024 * 1024;
/** Judged before anything is decoded: a small file may claim to be a large picture. */
const PIXELS_MAX = 60_000_000;

/** Codes are looked for in these sizes, one after the other: small is quick, large finds a code on a whole page. */
const SIDES = [1400, 2800] as const;

/** What the two-dimensional codes in a picture say, as bytes; undefined where it is no picture. */
export async function codesInPicture(file: Uint8Array): Promise<Uint8Array[] | undefined> {
  const readBarcodes = await codeReader();
  for (const side of SIDES) {
    const image = await pixelsOf(file, side);
    if (image === undefined) return undefined;
    // The image of the browser's types is not among this project's; the library takes this one as well.
    const found = await readBarcodes(image as never, {
      formats: ["QRCode", "DataMatrix", "Aztec"],
      tryHarder: true,
      maxNumberOfSymbols: 4,
    });
    if (found.length > 0) return found.map(({ bytes }) => bytes);
    if (Math.max(image.width, image.height) < side) break;
  }
  return [];
}

/**
 * The picture made anew as JPEG, upright and no larger than `side`: what was hidden in the file, and where it was taken,
 * does not survive. Undefined where it is no picture.
 */
export async function remadePicture(file: Uint8Array, side: number): Promise<Uint8Array | undefined> {
  const { default: sharp } = await import("sharp");
  try {
    return await sharp(file, { limitInputPixels: PIXELS_MAX, failOn: "error" })
      .rotate()
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 80, mozjpeg: true })
      .toBuffer();
  } catch {
    // Whatever the decoder says of a stranger's file, to us it is no picture.
    return undefined;
  }
}

/** As a browser gives the pixels of a canvas. */
interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Upright, no larger than `side`. */
async function pixelsOf(file: Uint8Array, side: number): Promise<Pixels | undefined> {
  const { default: sharp } = await import("sharp");
  try {
    const { data, info } = await sharp(file, { limitInputPixels: PIXELS_MAX, failOn: "error" })
      .rotate()
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    return { data: new Uint8ClampedArray(data), width, height };
  } catch {
    return undefined;
  }
}

type CodeReader = typeof import("zxing-wasm/reader").readBarcodes;
let reader: Promise<CodeReader> | undefined;

const codeReader = (): Promise<CodeReader> =>
  (reader ??= import("zxing-wasm/reader").then(({ prepareZXingModule, readBarcodes }) => {
    const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
    return readBarcodes;
  }));
