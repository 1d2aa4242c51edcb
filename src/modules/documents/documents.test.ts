import { describe, expect, it } from "vitest";
import { safeFileName, sniffPaper } from "./rules/paper-kind.ts";

const file = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");
const COMPOUND = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const ZIP = "PK\x03\x04";

describe("a paper is what its bytes are", () => {
  it.each([
    ["pdf", file("%PDF-1.7\n")],
    ["pdf", file("\xef\xbb\xbf\r\n%PDF-1.4\n")],
    ["png", file("\x89PNG\r\n\x1a\n....")],
    ["jpeg", file("\xff\xd8\xff\xe0....")],
    ["tiff", file("II*\0....")],
    ["tiff", file("MM\0*....")],
    ["doc", file(COMPOUND, utf16("WordDocument"))],
    ["xls", file(COMPOUND, utf16("Workbook"))],
    ["docx", file(ZIP, "[Content_Types].xml", "word/document.xml")],
    ["xlsx", file(ZIP, "[Content_Types].xml", "xl/workbook.xml")],
  ])("%s", (kind, bytes) => {
    expect(sniffPaper(bytes)).toBe(kind);
    // Bytes that stand in the middle of a larger buffer are read as well.
    expect(sniffPaper(new Uint8Array(file("..", bytes)).subarray(2))).toBe(kind);
  });

  it.each([
    ["a page", file("<!doctype html><script>alert(1)</script>")],
    ["a drawing that may run", file('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["a program", file("MZ\x90\0")],
    ["any archive", file(ZIP, "readme.txt")],
    ["another compound file", file(COMPOUND, utf16("__properties"))],
    ["nothing", file("")],
  ])("not %s", (_, bytes) => expect(sniffPaper(bytes)).toBe("unknown"));

  it("and not what carries a program", () => {
    expect(sniffPaper(file(ZIP, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"))).toBe(
      "macros",
    );
    expect(sniffPaper(file(COMPOUND, utf16("Workbook"), utf16("_VBA_PROJECT")))).toBe("macros");
  });
});

describe("the name of a paper", () => {
  it.each([
    ["Приказ 61-т.PDF", "Приказ 61-т.pdf"],
    ["C:\\scans\\act.exe", "act.pdf"],
    ["../../etc/passwd", "passwd.pdf"],
    ['a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"],
    ["\u202efdp.act", "fdp.pdf"],
    [".pdf", "document.pdf"],
    ["", "document.pdf"],
  ])("%j is kept as %s", (name, kept) => expect(safeFileName(name, "pdf")).toBe(kept));
});
