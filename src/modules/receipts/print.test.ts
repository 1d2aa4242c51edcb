import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { FacesFile } from "../../platform/pdf/faces.ts";
import type { ReceiptContent } from "./model.ts";
import { FONT_VERSION, renderReceipt, renderReceipts, TEMPLATE_VERSION } from "./print.ts";
import { formats } from "./rules/format.ts";
import { receiptPayment } from "./rules/receipt-payment.ts";
import { petrov } from "./vectors/petrov.ts";
import { codesOf, textOf } from "./vectors/reading.ts";
import { credit, crowded, firstBill, longNames, plain, rareLetters } from "./vectors/variants.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const plainSpaces = (text: string) => text.replaceAll("\u00a0", " ");

async function batchOf(contents: readonly ReceiptContent[], duplex = false) {
  const pieces: Uint8Array[] = [];
  const summary = await renderReceipts(contents, { write: (piece) => void pieces.push(piece), duplex });
  return { file: new Uint8Array(Buffer.concat(pieces)), summary };
}

describe("text, as another program extracts it", () => {
  for (const language of ["ru", "en"] as const) {
    it(`shows every sum of Petrov's bill (${language})`, async () => {
      const content = petrov(language);
      const [front = "", back = ""] = await textOf(renderReceipt(content));
      const { sum } = formats[language];
      const shows = (text: string, amount: bigint) => expect(text).toContain(plainSpaces(sum(amount)));
      shows(front, content.toPay);
      for (const row of content.balance) shows(front, row.amount);
      for (const line of [...content.groups.flatMap((group) => group.lines), ...content.voluntary]) {
        expect(front).toContain(line.name);
        shows(front, line.charged);
        shows(front, line.total);
      }
      for (const row of content.settlements) {
        expect(back).toContain(row.provider.name);
        shows(back, row.toPay);
      }
      for (const row of content.workings) shows(back, row.amount);
    });
  }

  it("the English document has no Russian words but those of the data", async () => {
    const pages = await textOf(renderReceipt(petrov("en")));
    const russian = pages
      .join(" ")
      .replaceAll("50БЛ573780", "")
      .match(/[а-яё]{2,}/gi);
    expect(russian).toBeNull();
  });

  it("letters beyond the everyday ones come out as they are, and never as a question mark", async () => {
    const content = rareLetters();
    const [front = ""] = await textOf(renderReceipt(content));
    expect(front.replaceAll(" ", "")).toContain("ЂорђевићҰлпанǴurǵevа");
    expect(front).not.toContain("?");
  });

  it("letters that the font does not have are reported, and can still be copied", async () => {
    const content = { ...petrov(), payer: { ...petrov().payer, name: "გიორგი" } };
    const { file, summary } = await batchOf([content]);
    expect(summary.missingLetters).toEqual(["გ", "ი", "ო", "რ"]);
    const [front = ""] = await textOf(file);
    expect(front).toContain("გიორგი");
  });
});

describe("codes, read from grey pixels of 150 dpi", () => {
  const cases: Readonly<Record<string, ReceiptContent>> = {
    ordinary: petrov(),
    "the longest requisites": longNames(),
    "first bill, English": firstBill("en"),
    "twenty-two lines": crowded(),
  };
  for (const [name, content] of Object.entries(cases)) {
    it(`${name}: QR gives the exact bytes, Code 128 the slip's digits`, async () => {
      const codes = await codesOf(renderReceipt(content), 1);
      const qr = codes.find((code) => code.format === "QRCode");
      const payment = receiptPayment(content);
      expect(Buffer.from(qr?.bytes ?? [])).toEqual(Buffer.from(payment.bytes));
      expect(iconv.decode(Buffer.from(qr?.bytes ?? []), "windows-1251")).toBe(payment.text);
      const kopecks = content.toPay.toString().padStart(8, "0");
      expect(codes.find((code) => code.format === "Code128")?.text).toBe(`44001101451126${kopecks}`);
    });
  }

  it("the mark tells job, batch, sequence and the sheet, on every side", async () => {
    const pdf = renderReceipt(petrov());
    const mark = async (page: number) =>
      (await codesOf(pdf, page)).find((code) => code.format === "DataMatrix")?.text;
    expect(await mark(1)).toBe("261107003000152012");
    expect(await mark(2)).toBe("261107003000152022");
  });

  it("where nothing is to be paid there is nothing to scan but the mark", async () => {
    const codes = await codesOf(renderReceipt(credit()), 1);
    expect(codes.map((code) => code.format)).toEqual(["DataMatrix"]);
  });
});

describe("I11: the same content gives the same bytes", () => {
  const pinned = JSON.parse(readFileSync(new URL("./vectors/bytes.json", import.meta.url), "utf8")) as {
    readonly template: string;
    readonly fonts: string;
    readonly receipts: Readonly<Record<string, string>>;
  };
  const contents: Readonly<Record<string, ReceiptContent>> = {
    "petrov-ru": petrov(),
    "petrov-en": petrov("en"),
    credit: credit(),
    crowded: crowded(),
    "rare-letters": rareLetters(),
  };

  it("today as yesterday: if this fails, TEMPLATE_VERSION or FONT_VERSION has to change with the bytes", () => {
    const now = Object.fromEntries(
      Object.entries(contents).map(([name, one]) => [name, sha256(renderReceipt(one))]),
    );
    expect({ template: TEMPLATE_VERSION, fonts: FONT_VERSION, receipts: now }).toEqual(pinned);
  });

  it("whatever was printed before in the same process", async () => {
    const before = sha256(renderReceipt(petrov()));
    await batchOf([crowded(), rareLetters(), longNames()]);
    expect(sha256(renderReceipt(petrov()))).toBe(before);
    expect(sha256(renderReceipt(petrov("en")))).not.toBe(before);
  });

  it("the embedded fonts were made from the fonts that are installed", () => {
    const require = createRequire(import.meta.url);
    const file = JSON.parse(
      readFileSync(new URL("./fonts/faces.json", import.meta.url), "utf8"),
    ) as FacesFile;
    const paths: Readonly<Record<string, string>> = {
      regular: "@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf",
      bold: "@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf",
      narrow: "@expo-google-fonts/pt-sans-narrow/400Regular/PTSansNarrow_400Regular.ttf",
      narrowBold: "@expo-google-fonts/pt-sans-narrow/700Bold/PTSansNarrow_700Bold.ttf",
    };
    for (const [name, path] of Object.entries(paths)) {
      expect(file.faces[name]?.source, name).toBe(sha256(readFileSync(require.resolve(path))));
    }
  });
});

describe("a batch file", () => {
  const contents = Array.from({ length: 40 }, (_, index) => {
    const content = index % 3 === 0 ? petrov() : plain();
    return { ...content, account: { ...content.account, number: String(4_400_110_000 + index) } };
  });

  it("has every receipt once, in order, with all its sides", async () => {
    const { file, summary } = await batchOf(contents);
    expect(summary).toMatchObject({ receipts: 40, pages: 54, bytes: file.length, missingLetters: [] });
    const fronts = (await textOf(file)).filter((text) => text.includes("Талон оплаты"));
    expect(fronts).toHaveLength(40);
    for (const [index, text] of fronts.entries()) expect(text).toContain(String(4_400_110_000 + index));
  });

  it("for printing on both sides begins every receipt on a new sheet", async () => {
    const { file, summary } = await batchOf(contents.slice(0, 4), true);
    expect(summary.pages).toBe(8);
    const isFront = (await textOf(file)).map((text) => text.includes("Талон оплаты"));
    expect(isFront).toEqual([true, false, true, false, true, false, true, false]);
  });

  it("keeps fonts and fixed parts once", async () => {
    const { file } = await batchOf(contents);
    const alone = renderReceipt(petrov()).length;
    expect(file.length).toBeLessThan(alone + 40 * 9_000);
  });

  it("waits for the writer, and stops when asked", async () => {
    const stop = new AbortController();
    let done = 0;
    const printing = renderReceipts(contents, {
      write: () => undefined,
      signal: stop.signal,
      onReceipt: () => {
        done += 1;
        if (done === 3) stop.abort();
      },
    });
    await expect(printing).rejects.toThrow("aborted");
    expect(done).toBe(3);
  });

  it("of nothing is nothing", async () => {
    expect((await batchOf([])).summary).toEqual({ receipts: 0, pages: 0, bytes: 0, missingLetters: [] });
  });
});
