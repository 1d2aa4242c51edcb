import { inflateRawSync } from "node:zlib";
import { refuse, type Result } from "#core/result";
import type { FileRefusal } from "./problems.ts";

export interface ZipLimits {
  readonly unpackedBytes: number;
  readonly entries: number;
}

/**
 * Unpacks every entry of a zip archive into nothing, to learn that it stays within the limits before a library is
 * let loose on it: what an archive declares of itself is a stranger's word. An entry that unpacks to more than it
 * declares, or two entries that share their bytes, is no honest archive.
 */
export function guardZip(
  bytes: Uint8Array,
  limits: ZipLimits,
): Result<{ unpackedBytes: number }, FileRefusal> {
  const broken = (reason: string) => refuse({ code: "import.not_a_table", reason } as const);
  const tooLarge = () =>
    refuse({ code: "import.unpacked_too_large", limit: String(limits.unpackedBytes) } as const);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > view.length) return broken("the file is no XLSX archive");
  const entries = view.readUInt16LE(end + 10);
  if (entries === 0 || entries > limits.entries) return broken(`the archive has ${entries} entries`);

  let at = view.readUInt32LE(end + 16);
  let total = 0;
  const spans: { from: number; to: number }[] = [];
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50)
      return broken("the archive's directory is damaged");
    const method = view.readUInt16LE(at + 10);
    const packed = view.readUInt32LE(at + 20);
    const declared = view.readUInt32LE(at + 24);
    const local = view.readUInt32LE(at + 42);
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    if (local + 30 > view.length || view.readUInt32LE(local) !== 0x04034b50)
      return broken("the archive's directory is damaged");
    const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    if (from + packed > view.length) return broken("the archive is cut off");
    spans.push({ from: local, to: from + packed });

    if (total + declared > limits.unpackedBytes) return tooLarge();
    if (method === 0) total += packed;
    else if (method === 8) {
      const size = unpackedSize(view.subarray(from, from + packed), limits.unpackedBytes - total);
      if (size === "too large") return tooLarge();
      if (size === "damaged" || size !== declared) return broken("an entry of the archive is damaged");
      total += size;
    } else return broken(`the archive uses packing method ${method}`);
  }
  spans.sort((a, b) => a.from - b.from);
  if (spans.some((span, index) => span.from < (spans[index - 1]?.to ?? 0)))
    return broken("entries of the archive overlap");
  return { ok: true, value: { unpackedBytes: total } };
}

function unpackedSize(packed: Buffer, most: number): number | "too large" | "damaged" {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) }).length;
  } catch (error) {
    return error instanceof RangeError ? "too large" : "damaged";
  }
}
