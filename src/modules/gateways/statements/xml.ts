import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { cut, type Problems } from "./problems.ts";

/** An element of a bank's message: its local name, what is in it, and where it began. */
export interface XmlNode {
  readonly name: string;
  readonly space: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
  /** Where it stands in the text, for what is kept of it. */
  readonly begin: number;
  end: number;
}

/** No bank nests deeper than a dozen. */
const DEPTH_MAX = 40;

/** What the parser meets in the middle of a call of its own: thrown to leave it, and caught at its door. */
class XmlTrouble extends Error {}

/**
 * Reads a message into a tree, or says what is wrong with it. A document type is refused whatever it says, so that no
 * entity but the five of the language can exist; depth is bounded here, size by who reads the file.
 */
export function parseXml(text: string, problems: Problems): XmlNode | undefined {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlNode[] = [];
  let root: XmlNode | undefined;
  const leave = (): never => {
    throw new XmlTrouble();
  };
  parser.on("error", (error) => {
    problems.refuse("statement-xml-broken", parser.line, {
      reason: cut(error.message.replace(/^\d+:\d+: /, "")),
    });
    leave();
  });
  parser.on("doctype", () => {
    problems.refuse("statement-xml-doctype", parser.line);
    leave();
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    if (open.length >= DEPTH_MAX) {
      problems.refuse("statement-xml-too-deep", parser.line, { most: String(DEPTH_MAX) });
      leave();
    }
    const node: XmlNode = {
      name: tag.local,
      space: tag.uri,
      line: parser.line,
      attributes: attributesOf(tag.attributes),
      children: [],
      text: "",
      begin: text.lastIndexOf("<", parser.position - 1),
      end: 0,
    };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  const add = (piece: string): void => {
    const node = open.at(-1);
    if (node) node.text += piece;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => {
    const node = open.pop();
    if (node) node.end = parser.position;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof XmlTrouble) return undefined;
    throw error;
  }
  return root;
}

const attributesOf = (attributes: Readonly<Record<string, SaxesAttributeNS>>): Record<string, string> =>
  Object.fromEntries(Object.values(attributes).map(({ local, value }) => [local, value]));

/** The children along a path of names: `all(entry, "NtryDtls", "TxDtls")`. */
export function all(from: XmlNode | undefined, ...path: readonly string[]): XmlNode[] {
  let found: readonly XmlNode[] = from ? [from] : [];
  for (const name of path)
    found = found.flatMap((node) => node.children.filter((child) => child.name === name));
  return [...found];
}

export const first = (from: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined =>
  all(from, ...path)[0];

/** The text at a path, without the blanks around it; empty where there is none. */
export const textAt = (from: XmlNode | undefined, ...path: readonly string[]): string =>
  first(from, ...path)?.text.trim() ?? "";
