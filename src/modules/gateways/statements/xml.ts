import { walkXml } from "../xml/index.ts";
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

/** A tree takes more room than its text: of a month of a busy account it has some hundred thousand elements. */
const LIMITS = { elements: 1_000_000 };

/** Reads a message into a tree, or says what is wrong with it. */
export function parseXml(text: string, problems: Problems): XmlNode | undefined {
  const open: XmlNode[] = [];
  let root: XmlNode | undefined;
  const trouble = walkXml(
    text,
    {
      open: ({ name, space, line, position, attributes }) => {
        const begin = text.lastIndexOf("<", position - 1);
        const node: XmlNode = { name, space, line, attributes, children: [], text: "", begin, end: 0 };
        open.at(-1)?.children.push(node);
        root ??= node;
        open.push(node);
      },
      text: (piece) => {
        const node = open.at(-1);
        if (node) node.text += piece;
      },
      close: ({ position }) => {
        const node = open.pop();
        if (node) node.end = position;
      },
    },
    { namespaces: true, limits: LIMITS },
  );
  if (!trouble) return root;
  const most = "most" in trouble ? { most: String(trouble.most) } : {};
  if (trouble.kind === "malformed")
    problems.refuse("statement-xml-broken", trouble.line, { reason: cut(trouble.found) });
  else if (trouble.kind === "doctype") problems.refuse("statement-xml-doctype", trouble.line);
  else if (trouble.kind === "deep") problems.refuse("statement-xml-too-deep", trouble.line, most);
  else problems.refuse("statement-xml-too-much", trouble.line, most);
  return undefined;
}

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
