import { TextDecoder } from "node:util";
import { type SaxesAttributeNS, SaxesParser } from "saxes";

/** Within what a document of a stranger is read. */
export interface XmlLimits {
  /** Letters of the whole. */
  readonly letters: number;
  /** No bank, agent or state system nests deeper than a dozen. */
  readonly depth: number;
  readonly elements: number;
  /** Letters of one text or attribute. */
  readonly text: number;
  readonly milliseconds: number;
}
export const XML_LIMITS: XmlLimits = {
  letters: 64 * 1_048_576,
  depth: 40,
  elements: 2_000_000,
  text: 100_000,
  milliseconds: 60_000,
};

/** Why a document is not read, and where. `most` is the limit that it passed. */
export type XmlTrouble =
  | { readonly kind: "malformed"; readonly line: number; readonly found: string }
  | { readonly kind: "doctype"; readonly line: number }
  | { readonly kind: "deep" | "large" | "long" | "slow"; readonly line: number; readonly most: number };

export interface XmlTag {
  /** Without its prefix, which senders choose. */
  readonly name: string;
  /** Empty unless the document's namespaces are judged. */
  readonly space: string;
  readonly line: number;
  /** Of the tag's last letter in the text. */
  readonly position: number;
  /** By their names without prefixes. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlWalk {
  open(tag: XmlTag): void;
  /** A piece of a text: it may come in several. */
  text(piece: string): void;
  close(tag: Pick<XmlTag, "name" | "line" | "position">): void;
}

/** Thrown to leave the parser, and caught at the door. What a walk itself throws passes. */
class Left extends Error {
  readonly trouble: XmlTrouble;
  constructor(trouble: XmlTrouble) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}

const PIECE = 64 * 1024;

/** Goes through a document; gives what stopped it, if anything did: what was met before that is of no use then. */
export function walkXml(
  text: string,
  walk: XmlWalk,
  options: { readonly namespaces?: boolean; readonly limits?: Partial<XmlLimits> } = {},
): XmlTrouble | undefined {
  const limits = { ...XML_LIMITS, ...options.limits };
  if (text.length > limits.letters) return { kind: "large", line: 0, most: limits.letters };
  const doctype = text.search(/<!(?:DOCTYPE|ENTITY)/i);
  if (doctype >= 0) return { kind: "doctype", line: lineAt(text, doctype) };
  const parser = options.namespaces ? new SaxesParser({ xmlns: true }) : new SaxesParser({ xmlns: false });
  const leave = (trouble: XmlTrouble): never => {
    throw new Left(trouble);
  };
  let depth = 0;
  let elements = 0;
  let letters = 0;
  const put = (piece: string): void => {
    letters += piece.length;
    if (letters > limits.text) leave({ kind: "long", line: parser.line, most: limits.text });
    walk.text(piece);
  };
  parser.on("error", (error) =>
    leave({
      kind: "malformed",
      line: parser.line,
      found: error.message.replace(/^[\w-]*:?\d+:\d+:\s*/, "").slice(0, 120),
    }),
  );
  parser.on("doctype", () => leave({ kind: "doctype", line: parser.line }));
  parser.on("opentag", (tag: { name: string; uri?: string; attributes: Attributes }) => {
    depth += 1;
    elements += 1;
    letters = 0;
    if (depth > limits.depth) leave({ kind: "deep", line: parser.line, most: limits.depth });
    if (elements > limits.elements) leave({ kind: "large", line: parser.line, most: limits.elements });
    const attributes = attributesOf(tag.attributes);
    if (Object.values(attributes).some((value) => value.length > limits.text))
      leave({ kind: "long", line: parser.line, most: limits.text });
    const { line, position } = parser;
    walk.open({ name: localName(tag.name), space: tag.uri ?? "", line, position, attributes });
  });
  parser.on("text", put);
  parser.on("cdata", put);
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    letters = 0;
    walk.close({ name: localName(name), line: parser.line, position: parser.position });
  });
  const began = performance.now();
  try {
    for (let at = 0; at < text.length; at += PIECE) {
      parser.write(text.slice(at, at + PIECE));
      if (performance.now() - began > limits.milliseconds)
        leave({ kind: "slow", line: parser.line, most: limits.milliseconds });
    }
    parser.close();
  } catch (error) {
    if (error instanceof Left) return error.trouble;
    throw error;
  }
  return undefined;
}

type Attributes = Readonly<Record<string, string | SaxesAttributeNS>>;

const attributesOf = (attributes: Attributes): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      localName(name),
      typeof value === "string" ? value : value.value,
    ]),
  );

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;

const DECODERS: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "us-ascii": "utf-8",
  "windows-1251": "windows-1251",
  cp1251: "windows-1251",
};

/**
 * The text of a document that declares its encoding, or says nothing and is UTF-8. One that lies of it is refused: read
 * otherwise than it was written, a name would be somebody else's.
 */
export function decodedXml(
  bytes: Uint8Array,
): { readonly text: string } | { readonly declared: string; readonly line: number } {
  const head = Buffer.from(bytes.subarray(0, 300)).toString("latin1");
  const declared = /^(?:ï»¿)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)["']/i.exec(head)?.[1];
  const name = DECODERS[(declared ?? "utf-8").toLowerCase()];
  const lie = { declared: declared ?? "utf-8", line: 1 };
  if (name === undefined) return lie;
  // Of one byte a letter everything can be read: UTF-8 that calls itself so is told by its own form.
  if (name === "windows-1251" && bytes.some((byte) => byte > 0x7f) && utf8Of(bytes) !== undefined) return lie;
  const text = name === "utf-8" ? utf8Of(bytes) : new TextDecoder(name).decode(bytes);
  return text === undefined ? lie : { text };
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
