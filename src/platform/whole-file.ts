import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";

/**
 * Writes a file piece by piece. A file cut short must not look like a whole one: it gets its name when it is complete,
 * and where it cannot be (the disk is full, the work failed, or it says that nothing is to be kept), nothing is left.
 */
export async function writeWholeFile<T>(
  file: string,
  work: (write: (piece: Uint8Array) => Promise<void>) => Promise<T>,
  isKept: (made: T) => boolean,
): Promise<T> {
  const part = `${file}.part`;
  const stream = createWriteStream(part);
  // Listened to from the beginning: a disk may refuse while the next piece is still being made.
  const written = finished(stream);
  written.catch(() => undefined);
  try {
    const made = await work(async (piece) => {
      if (!stream.write(piece)) await Promise.race([once(stream, "drain"), written]);
    });
    stream.end();
    await written;
    if (isKept(made)) await rename(part, file);
    return made;
  } finally {
    stream.destroy();
    await rm(part, { force: true });
  }
}
