import sharp from "sharp";
import { ok, refuse, type Result } from "#core/result";
import type { MessageRefusal } from "./contract.ts";
import type { KeptFile, SentFile } from "./model.ts";
import { safeName, sniff } from "./rules/sniff.ts";

export const FILES_MAX = 5;
export const FILE_MEGABYTES_MAX = 8;
/** Larger than the cameras of telephones, and no bomb: four bytes of memory a pixel. */
const PIXELS_MAX = 50_000_000;
/** Enough to read a meter or a sheet of paper. */
const SIDE_MAX = 2_560;
const MEGABYTE = 1_048_576;

/**
 * What may be kept of the files that were sent; all of them or none. A picture is drawn anew, so that nothing of the
 * file survives but what is seen (no place, no appended data), and its size is judged before it is decoded. A PDF is kept
 * as it came: it is downloaded, and never shown under our name.
 */
export async function keepFiles(files: readonly SentFile[]): Promise<Result<KeptFile[], MessageRefusal>> {
  if (files.length > FILES_MAX) return refuse({ code: "messages.too_many_files", filesMax: FILES_MAX });
  const kept: KeptFile[] = [];
  for (const { name, bytes } of files) {
    if (bytes.length > FILE_MEGABYTES_MAX * MEGABYTE)
      return refuse({ code: "messages.file_too_large", name, megabytesMax: FILE_MEGABYTES_MAX });
    const kind = sniff(bytes);
    if (kind === undefined) return refuse({ code: "messages.file_unknown", name });
    if (kind === "pdf") {
      kept.push({ name: safeName(name, "pdf"), mediaType: "application/pdf", body: Buffer.from(bytes) });
      continue;
    }
    const drawn = await redraw(bytes, kind === "png" ? "png" : "jpeg");
    if (drawn === undefined) return refuse({ code: "messages.picture_unreadable", name });
    kept.push(
      kind === "png"
        ? { name: safeName(name, "png"), mediaType: "image/png", body: drawn }
        : { name: safeName(name, "jpg"), mediaType: "image/jpeg", body: drawn },
    );
  }
  return ok(kept);
}

/** The picture, turned as the camera was held, without anything else of the file; undefined: it cannot be drawn. */
async function redraw(bytes: Uint8Array, as: "png" | "jpeg"): Promise<Buffer | undefined> {
  try {
    const picture = sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: "error", pages: 1 })
      .rotate()
      .resize({ width: SIDE_MAX, height: SIDE_MAX, fit: "inside", withoutEnlargement: true });
    return await (as === "png" ? picture.png() : picture.jpeg({ quality: 82 })).toBuffer();
  } catch (error) {
    // What the decoder says is about the file alone: the sender is told that it cannot be read.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
