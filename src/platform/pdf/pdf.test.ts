import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { Bytes } from "./bytes.ts";
import { A4, PdfDocument, type PdfSummary, readFaces, type Sheet } from "./document.ts";
import { cleaned } from "./faces.ts";

// Any faces file will do; the repository has this one.
const faces = readFaces(fileURLToPath(new URL("../../modules/receipts/fonts/faces.json", import.meta.url)));
const regular = must(faces.byName["regular"], "the regular face");

function made(
  pages: readonly ((sheet: Sheet) => void)[],
  deflate = true,
): { file: Uint8Array; summary: PdfSummary } {
  const pieces: Buffer[] = [];
  const document = new PdfDocument({
    faces,
    title: "Проба «титула» (1)",
    language: "ru-RU",
    deflate,
    write: (piece) => pieces.push(piece),
  });
  for (const draw of pages) document.page(A4, draw);
  const summary = document.close();
  return { file: new Uint8Array(Buffer.concat(pieces)), summary };
}

async function read(file: Uint8Array, from = 1): Promise<{ title: unknown; pages: string[] }> {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0 });
  const document = await task.promise;
  const { info } = await document.getMetadata();
  const pages: string[] = [];
  for (let number = from; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(""));
  }
  await task.destroy();
  return { title: (info as { readonly Title?: unknown }).Title, pages };
}

describe("bytes", () => {
  it("numbers are written as they are", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (value) => {
        const bytes = new Bytes();
        bytes.int(value);
        expect(bytes.view().toString("latin1")).toBe(`${value === 0 ? 0 : value} `);
      }),
    );
  });

  it("a buffer grows with what is written", () => {
    const bytes = new Bytes();
    const text = "0123456789".repeat(10_000);
    bytes.text(text);
    bytes.bytes(Buffer.from("end"));
    expect(bytes.view().toString("latin1")).toBe(`${text}end`);
  });
});

describe("text", () => {
  it("comes out as it went in: brackets, backslashes, Cyrillic, rare letters", async () => {
    const text = "Съешь (ещё) \\ этих № 5 — «мягких» Ђорђевић Ұ Įžuolas 12\u00a0849,06 ₽";
    const { file, summary } = made([(sheet) => sheet.text(text, 20, 40, "regular", 11)]);
    const { pages, title } = await read(file);
    expect(pages).toEqual([text.replaceAll("\u00a0", pages[0]?.includes("\u00a0") ? "\u00a0" : " ")]);
    expect(title).toBe("Проба «титула» (1)");
    expect(summary.missingLetters).toEqual([]);
  });

  it("more rare letters than one font has codes for go to further fonts", async () => {
    const rare = Array.from({ length: 480 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    const { file, summary } = made([
      (sheet) => {
        for (let at = 0; at < 480; at += 40)
          sheet.text(rare.slice(at, at + 40), 20, 20 + at / 4, "regular", 9);
      },
    ]);
    expect(summary.missingLetters).toHaveLength(480);
    expect((await read(file)).pages[0]?.replaceAll(/\s/g, "")).toBe(rare);
  });

  it("is composed, and rid of controls, before it is set", () => {
    expect(cleaned(regular, "и\u0306ё\u200b\u00ad\t№")).toBe("йё №");
    expect(cleaned(regular, "10\u202f000")).toBe("10\u00a0000");
    // ǹ is not in the font; its base letter is.
    expect(cleaned(regular, "ǹ")).toBe("n");
    expect(cleaned(regular, "გ")).toBe("გ");
  });

  it("is as wide as its letters, whichever font they are from", () => {
    const parts = ["Съешь", "Ђорђевић", "₽", "გ"];
    const sum = parts.reduce((width, part) => width + regular.widthOf(part), 0);
    expect(regular.widthOf(parts.join(""))).toBe(sum);
    expect(regular.widthOf("0")).toBe(regular.widthOf("9"));
  });
});

describe("a document", () => {
  it("of many pages is read page by page, deflated or not", async () => {
    for (const deflate of [true, false]) {
      const { file, summary } = made(
        Array.from(
          { length: 450 },
          (_, index) => (sheet: Sheet) => sheet.text(`лист ${index}`, 20, 20, "bold", 9),
        ),
        deflate,
      );
      expect(summary).toMatchObject({ pages: 450, bytes: file.length });
      const { pages } = await read(file);
      expect(pages).toEqual(Array.from({ length: 450 }, (_, index) => `лист ${index}`));
    }
  });

  it("has the same bytes for the same pages, and another identifier for others", () => {
    const page = (text: string) => (sheet: Sheet) => sheet.text(text, 20, 20, "regular", 9);
    const first = Buffer.from(made([page("раз")], false).file);
    expect(Buffer.from(made([page("раз")], false).file).equals(first)).toBe(true);
    const id = (file: Uint8Array) => /\/ID\[<(\w+)>/.exec(Buffer.from(file).toString("latin1"))?.[1];
    expect(id(first)).toMatch(/^[0-9a-f]{32}$/);
    expect(id(made([page("два")], false).file)).not.toBe(id(first));
  });

  it("keeps a stamp once, and draws it where it must not keep more", async () => {
    const stamped = (key: string) => (sheet: Sheet) =>
      sheet.stamp(key, (inner) => {
        inner.text(key, 20, 20, "regular", 9);
        inner.stamp("inner", (innermost) => innermost.text("внутри", 20, 30, "regular", 9));
      });
    const { file } = made([...Array.from({ length: 50 }, () => stamped("общий")), stamped("другой")], false);
    const source = Buffer.from(file).toString("latin1");
    expect(source.split("/Subtype/Form").length - 1).toBe(2);
    const { pages } = await read(file);
    expect(pages[49]).toBe("общийвнутри");
    expect(pages[50]).toBe("другойвнутри");

    const many = made(Array.from({ length: 1100 }, (_, index) => stamped(`штамп ${index}`)));
    const text = await read(many.file, 1099);
    expect(text.pages).toEqual(["штамп 1098внутри", "штамп 1099внутри"]);
  });

  it("a picture whose bits look like its own end is written so that readers find the end", async () => {
    const rows = Buffer.from("..\nEI Q EI\n......................".slice(0, 32), "latin1");
    const { file } = made(
      [
        (sheet) => {
          sheet.bits({ size: 16, rows }, 20, 20, 0.5);
          sheet.text("после", 20, 60, "regular", 9);
        },
      ],
      false,
    );
    expect(Buffer.from(file).toString("latin1")).toContain("/F /AHx");
    expect((await read(file)).pages).toEqual(["после"]);
  });
});
