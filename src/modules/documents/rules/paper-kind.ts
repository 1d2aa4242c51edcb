import { type PaperKind, PAPER_KINDS } from "../model.ts";

const latin = (text: string): Buffer => Buffer.from(text, "latin1");
const ENTRY_OF_WORD = Buffer.from("WordDocument", "utf16le");
const ENTRIES_OF_EXCEL = [Buffer.from("Workbook", "utf16le"), Buffer.from("Book\0", "utf16le")];
const ENTRY_OF_MACROS = Buffer.from("VBA", "utf16le");

const startsWith = (bytes: Buffer, of: Buffer): boolean => bytes.subarray(0, of.length).equals(of);

export type Sniffed = PaperKind | "macros" | "unknown";

/** What a file is by its bytes. A document that carries a program is told apart: it is not kept. */
export function sniffPaper(file: Uint8Array): Sniffed {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  // A PDF may begin after a few strange bytes; readers look in the first thousand.
  if (bytes.subarray(0, 1024).includes("%PDF-")) return "pdf";
  if (startsWith(bytes, latin("\x89PNG\r\n\x1a\n"))) return "png";
  if (startsWith(bytes, latin("\xff\xd8\xff"))) return "jpeg";
  if (startsWith(bytes, latin("II*\0")) || startsWith(bytes, latin("MM\0*"))) return "tiff";
  if (startsWith(bytes, latin("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))) return olderOffice(bytes);
  if (startsWith(bytes, latin("PK\x03\x04")) && bytes.includes("[Content_Types].xml")) {
    if (bytes.includes("vbaProject.bin")) return "macros";
    if (bytes.includes("word/document.xml")) return "docx";
    if (bytes.includes("xl/workbook.xml")) return "xlsx";
  }
  return "unknown";
}

/** A compound file: its directory names what is in it. */
function olderOffice(bytes: Buffer): Sniffed {
  const kind = bytes.includes(ENTRY_OF_WORD)
    ? "doc"
    : ENTRIES_OF_EXCEL.some((entry) => bytes.includes(entry))
      ? "xls"
      : "unknown";
  return kind !== "unknown" && bytes.includes(ENTRY_OF_MACROS) ? "macros" : kind;
}

/** Of a name: no folders, no signs that steer, and the ending of what the file is. */
export function safeFileName(name: string, kind: PaperKind): string {
  const { extension } = PAPER_KINDS.find((one) => one.kind === kind) ?? PAPER_KINDS[0];
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, "").trim();
  const stem = plain.replace(/\.[^.]{1,5}$/u, "").slice(0, NAME_MOST);
  return `${stem === "" ? "document" : stem}${extension}`;
}

const NAME_MOST = 120;
