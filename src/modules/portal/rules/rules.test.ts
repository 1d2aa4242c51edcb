import { describe, expect, test } from "vitest";
import { contrastWithWhite, readAccent } from "./accent.ts";
import { fileTypeOf, safeName } from "./file-type.ts";
import { richText, summaryOf } from "./rich-text.ts";

describe("what a company wrote", () => {
  test("is paragraphs, headings, lists and links", () => {
    expect(
      richText("## Вода\nС 9:00 <до> 16:00\nи позже\n\n- ул. Мира & Ленина\n- см. https://a.example/x?y=1."),
    ).toBe(
      [
        "<h2>Вода</h2>",
        "<p>С 9:00 &lt;до&gt; 16:00<br />и позже</p>",
        '<ul><li>ул. Мира &amp; Ленина</li><li>см. <a href="https://a.example/x?y=1" rel="nofollow noopener">https://a.example/x?y=1</a>.</li></ul>',
      ].join("\n"),
    );
  });

  test.each([
    ["<p>a<script>alert(1)</script></p>", "<p>a</p>"],
    ['<p onclick="x()" style="color:red">a</p>', "<p>a</p>"],
    ['<p><a href="javascript:alert(1)">a</a></p>', "<p><a>a</a></p>"],
    ['<p><a href="//evil.example">a</a></p>', "<p><a>a</a></p>"],
    ['<p><img src=x onerror="x()">a</p>', "<p>a</p>"],
    ["<iframe src=https://evil.example></iframe><p>a</p>", "<p>a</p>"],
    ["<h1>a</h1><p>b</p>", "<h2>a</h2><p>b</p>"],
    ['<form action="/pay"><input name="card"></form><p>a</p>', "<p>a</p>"],
    ["<svg><p>a</p><style>p{}</style></svg>", "<p>a</p>"],
  ])("%s shows nothing that could harm", (written, shown) => {
    expect(richText(written)).toBe(shown);
  });

  test("has a beginning for lists, in words alone", () => {
    expect(summaryOf("## Вода\n\n- «Мира» & <Ленина>\n- до 16:00")).toBe("Вода «Мира» & <Ленина> до 16:00");
    const long = summaryOf("слово ".repeat(100), 50);
    expect(long.length).toBeLessThanOrEqual(51);
    expect(long.endsWith("слово…")).toBe(true);
  });
});

describe("a file", () => {
  const zip = (inside: string) => Buffer.from(`PK\x03\x04....${inside}`, "latin1");
  test.each([
    ["pdf", Buffer.from("%PDF-1.7\n")],
    ["docx", zip("word/document.xml")],
    ["xlsx", zip("xl/workbook.xml")],
    [undefined, zip("word/document.xml word/vbaProject.bin")],
    [undefined, zip("evil.exe")],
    [undefined, Buffer.from("<html><script>alert(1)</script>")],
    [undefined, Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")],
    [undefined, Buffer.from("MZ")],
    [undefined, Buffer.alloc(0)],
  ])("is %s by its bytes", (extension, bytes) => {
    expect(fileTypeOf(bytes)?.extension).toBe(extension);
  });

  test("has a name without folders and with the ending of what it is", () => {
    const pdf = { mediaType: "application/pdf", extension: "pdf", isPicture: false };
    expect(safeName("C:\\work\\Отчёт № 5 (2025).exe", pdf)).toBe("Отчёт № 5 (2025).pdf");
    expect(safeName("../../etc/passwd", pdf)).toBe("passwd.pdf");
    expect(safeName('a"\r\nb<c>.pdf', pdf)).toBe("a___b_c_.pdf");
    expect(safeName("...", pdf)).toBe("file.pdf");
  });
});

test("a colour lets white letters be read, or is refused", () => {
  expect(readAccent(" 1864AB ")).toBe("#1864ab");
  expect(readAccent("red")).toBeUndefined();
  expect(contrastWithWhite("#000000")).toBeCloseTo(21, 5);
  expect(contrastWithWhite("#ffffff")).toBeCloseTo(1, 5);
  // WebAIM's contrast checker: 4.54 and 4.48.
  expect(contrastWithWhite("#767676")).toBeCloseTo(4.54, 2);
  expect(contrastWithWhite("#777777")).toBeCloseTo(4.48, 2);
});
