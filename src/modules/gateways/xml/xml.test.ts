import iconv from "iconv-lite";
import { XMLParser } from "fast-xml-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodedXml, walkXml, type XmlLimits, type XmlTrouble, xmlEscaped } from "./index.ts";

/** What is met, as one line; or the trouble. */
function met(text: string, limits: Partial<XmlLimits> = {}): string | XmlTrouble {
  let all = "";
  const trouble = walkXml(
    text,
    {
      open: ({ name, line, attributes }) => {
        all += `<${line}:${name}${Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`)}>`;
      },
      text: (piece) => {
        all += piece;
      },
      close: ({ name }) => {
        all += `</${name}>`;
      },
    },
    { limits },
  );
  return trouble ?? all;
}

describe("a walk", () => {
  test("meets elements by their names without prefixes, their lines, attributes and texts", () => {
    expect(met('<a:b>\n<c d:e="&lt;1">x&amp;y<![CDATA[<z>]]></c></a:b>')).toBe(
      "<1:b>\n<2:c e=<1>x&y<z></c></b>",
    );
  });

  test.each<[string, string, Partial<XmlLimits>, Partial<XmlTrouble>]>([
    [
      "a document type",
      '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      {},
      { kind: "doctype", line: 2 },
    ],
    ["a document type in small letters", "<!doctype a><a/>", {}, { kind: "doctype", line: 1 }],
    [
      "entities that grow",
      '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
      {},
      { kind: "doctype", line: 1 },
    ],
    ["an entity that nobody declared", "<a>\n&b;</a>", {}, { kind: "malformed", line: 2 }],
    ["an end that is missing", "<a><b></b>", {}, { kind: "malformed" }],
    ["nothing", "", {}, { kind: "malformed" }],
    ["depth", "<a>".repeat(41), {}, { kind: "deep", line: 1, most: 40 }],
    ["many elements", `<a>${"<b/>".repeat(10)}</a>`, { elements: 10 }, { kind: "large", most: 10 }],
    ["a long document", `<a>${"b".repeat(100)}</a>`, { letters: 100 }, { kind: "large", most: 100 }],
    ["a long text", `<a>${"b".repeat(101)}</a>`, { text: 100 }, { kind: "long", most: 100 }],
    ["a long attribute", `<a b="${"b".repeat(101)}"/>`, { text: 100 }, { kind: "long", most: 100 }],
    [
      "a walk that takes long",
      `<a>${"<b/>".repeat(40_000)}</a>`,
      { milliseconds: 0 },
      { kind: "slow", most: 0 },
    ],
  ])("stops at %s", (_, text, limits, trouble) => {
    expect(met(text, limits)).toMatchObject(trouble);
  });

  test("lets pass what the walker itself throws", () => {
    const broken = {
      open: () => {
        throw new RangeError("mine");
      },
      text: () => {},
      close: () => {},
    };
    expect(() => walkXml("<a/>", broken)).toThrow("mine");
  });
});

describe("an encoding", () => {
  const text = '<?xml version="1.0" encoding="NAME"?><a>Иванова</a>';
  const of = (declared: string, actual: string) =>
    decodedXml(iconv.encode(text.replace("NAME", declared), actual));
  test.each([
    ["UTF-8", "utf-8"],
    ["windows-1251", "windows-1251"],
  ])("%s is read as it says", (declared, actual) => {
    expect(of(declared, actual)).toEqual({ text: text.replace("NAME", declared) });
  });
  test("is UTF-8 where none is declared", () => {
    expect(decodedXml(Buffer.from("<a>Иванова</a>"))).toEqual({ text: "<a>Иванова</a>" });
  });
  test.each([
    ["UTF-8", "windows-1251"],
    ["windows-1251", "utf-8"],
    ["utf-7", "utf-8"],
    ["UTF-16", "utf-8"],
  ])("that says %s and is %s is a lie", (declared, actual) => {
    expect(of(declared, actual)).toEqual({ declared, line: 1 });
  });
});

test("whatever is written can be read again as it was, but for signs that XML cannot have", () => {
  const parser = new XMLParser({
    trimValues: false,
    parseTagValue: false,
    ignoreAttributes: false,
    parseAttributeValue: false,
  });
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const escaped = xmlEscaped(text);
      expect(escaped).not.toMatch(/[<>"']/);
      const kept = text.replaceAll(
        /[^\t\n\r\u{20}-\u{7e}\u{85}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu,
        "",
      );
      expect(met(`<a>${escaped}</a>`)).toBe(`<1:a>${kept.replaceAll(/\r\n?/g, "\n")}</a>`);
    }),
    { numRuns: 100 },
  );
  expect(parser.parse(`<a b="${xmlEscaped("\"'<&>")}">${xmlEscaped("a\u0000\ufffe'")}</a>`)).toEqual({
    a: { "#text": "a'", "@_b": "\"'<&>" },
  });
});
