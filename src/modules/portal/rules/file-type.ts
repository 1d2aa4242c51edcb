/** What a file is by its own first bytes; its name and what the sender says of it are not asked. */
export interface FileType {
  readonly mediaType: string;
  readonly extension: string;
  readonly isPicture: boolean;
}

const of = (mediaType: string, extension: string, isPicture = false): FileType => ({
  mediaType,
  extension,
  isPicture,
});
const WORD = of("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
const SHEET = of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

/** Documents that people send to one another, and pictures; undefined for anything else, programs among it. */
export function fileTypeOf(bytes: Uint8Array): FileType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536)).toString(
    "latin1",
  );
  if (head.startsWith("%PDF-")) return of("application/pdf", "pdf");
  if (head.startsWith("\x89PNG\r\n\x1A\n")) return of("image/png", "png", true);
  if (head.startsWith("\xFF\xD8\xFF")) return of("image/jpeg", "jpg", true);
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return of("image/webp", "webp", true);
  if (!head.startsWith("PK\x03\x04")) return undefined;
  // A package of Office: programs in it (macros) are not taken.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.includes("vbaProject.bin")) return undefined;
  if (text.includes("word/document.xml")) return WORD;
  if (text.includes("xl/workbook.xml")) return SHEET;
  return undefined;
}

/** A name to be saved under: no folders, no marks that a system takes for its own, the ending of what it really is. */
export function safeName(name: string, { extension }: FileType): string {
  const stem = (name.split(/[/\\]/).at(-1) ?? "")
    .replace(/\.[^.]{1,8}$/, "")
    .replaceAll(/[^\p{L}\p{N} ._()№-]/gu, "_")
    .replace(/^[ .]+/, "")
    .slice(0, 120)
    .trim();
  return `${stem === "" ? "file" : stem}.${extension}`;
}
