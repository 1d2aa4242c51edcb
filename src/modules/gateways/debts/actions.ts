import { createHash } from "node:crypto";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import type { DueRow, RegisterWriter } from "../registers/write.ts";
import { insertBodyPart, nextBody, nextBodyPart } from "./store.ts";

/** So many bytes are kept as one part. */
const PART_BYTES = 256 * 1024;

export interface KeptBody {
  readonly body: bigint;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly count: number;
  readonly total: Money;
}

/**
 * Keeps a file while it is written: no more of it is at hand than a part and the rows of a few buildings. What
 * stands before the rows tells of all of them and is known last, so that the bytes are read again for their hash.
 */
export async function keepBody(
  tx: Tx,
  writer: RegisterWriter,
  pages: AsyncIterable<readonly DueRow[]>,
): Promise<KeptBody> {
  const body = await nextBody(tx);
  let part = 0;
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const keep = async (): Promise<void> => {
    part += 1;
    await insertBodyPart(tx, { body, part, bytes: Buffer.concat(waiting) });
    waiting = [];
    bytes = 0;
  };
  for await (const rows of pages) {
    const more = writer.rows(rows);
    waiting.push(more);
    bytes += more.length;
    if (bytes >= PART_BYTES) await keep();
  }
  const { head, tail, count, total } = writer.end();
  waiting.push(tail);
  await keep();
  await insertBodyPart(tx, { body, part: 0, bytes: head });
  const hash = createHash("sha256");
  let size = 0;
  for await (const piece of bodyParts((after) => nextBodyPart(tx, body, after))) {
    hash.update(piece);
    size += piece.length;
  }
  return { body, size, sha256: hash.digest("hex"), count, total };
}

/** The parts of a file one after another, each asked for when it is wanted. */
export async function* bodyParts(
  next: (after: number) => Promise<{ readonly part: number; readonly bytes: Buffer } | undefined>,
): AsyncGenerator<Buffer> {
  for (let one = await next(-1); one; one = await next(one.part)) yield one.bytes;
}
