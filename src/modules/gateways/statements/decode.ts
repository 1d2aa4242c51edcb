import { TextDecoder } from "node:util";

export type StatementEncoding = "utf-8" | "windows-1251" | "cp866";

export const decoded = (bytes: Uint8Array, encoding: StatementEncoding): string =>
  new TextDecoder(encoding === "cp866" ? "ibm866" : encoding).decode(bytes);

/** Without its mark; `undefined` where the bytes are no UTF-8. */
export function decodedUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);
