/** What a file is by its first bytes, whatever its name and its sender say; undefined: nothing that is taken. */
export function sniff(bytes: Uint8Array): "jpeg" | "png" | "webp" | "pdf" | undefined {
  if (begins(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  if (begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (begins(bytes, ascii("RIFF")) && begins(bytes.subarray(8), ascii("WEBP"))) return "webp";
  // A document is whole: it begins with its mark at once, and its end is where the end is.
  if (begins(bytes, ascii("%PDF-1.")) || begins(bytes, ascii("%PDF-2.")))
    return Buffer.from(bytes.subarray(-1024)).includes("%%EOF") ? "pdf" : undefined;
  return undefined;
}

const ascii = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));
const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  bytes.length > mark.length && mark.every((byte, at) => bytes[at] === byte);

/** "фото.jpg" of "C:\\fakepath\\фото.jpg": no path, no control signs, and the ending of what it is. */
export function safeName(name: string, ending: "jpg" | "png" | "pdf"): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const bare = last
    .replaceAll(/[\p{C}"<>|?*:;]/gu, "")
    .replace(/\.[^.]*$/, "")
    .trim();
  return `${bare.slice(0, 80) || "file"}.${ending}`;
}
