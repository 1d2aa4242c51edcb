import { encodeQR } from "qr";
import { type Modules, modules } from "./canvas.ts";

/** A QR code of level M from bytes, without its quiet zone. */
export function qrCode(bytes: Uint8Array): Modules {
  const rows = encodeQR("bytes", "raw", { ecc: "medium", encoding: "byte", border: 1, textEncoder: () => bytes });
  return modules(rows.slice(1, -1).map((row) => row.slice(1, -1)));
}
