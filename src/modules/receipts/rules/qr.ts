import { encodeQR } from "qr";
import type { Modules } from "./canvas.ts";

/** A QR code of level M from bytes, without its quiet zone. */
export function qrCode(bytes: Uint8Array): Modules {
  const rows = encodeQR("bytes", "raw", {
    ecc: "medium",
    encoding: "byte",
    border: 1,
    textEncoder: () => bytes,
  });
  const size = rows.length - 2;
  const stride = (size + 7) >> 3;
  const packed = new Uint8Array(stride * size);
  for (let y = 0; y < size; y++) {
    const row = rows[y + 1] ?? [];
    for (let at = 0; at < stride; at++) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit++)
        byte = (byte << 1) | (at * 8 + bit < size && row[at * 8 + bit + 1] ? 1 : 0);
      packed[y * stride + at] = byte;
    }
  }
  return { size, rows: packed };
}
