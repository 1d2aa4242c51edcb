import { must } from "#core/assert";
import { walkXml } from "../xml/index.ts";

/** An element of a message of ours, read back. */
export interface MessageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly MessageElement[];
  readonly text: string;
}

/** What was written into a message: a workbook says the same, since it is made of it. */
export function messageTree(xml: string): MessageElement {
  interface Open {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: MessageElement[];
    text: string;
  }
  const open: Open[] = [];
  let root: MessageElement | undefined;
  const trouble = walkXml(xml, {
    open: ({ name, attributes }) => {
      const element: Open = { name, attributes, children: [], text: "" };
      open.at(-1)?.children.push(element);
      root ??= element;
      open.push(element);
    },
    text: (piece) => {
      const element = open.at(-1);
      if (element) element.text += piece;
    },
    close: () => void open.pop(),
  });
  if (trouble) throw new Error(`a message of our own cannot be read: ${trouble.kind}, line ${trouble.line}`);
  return must(root, "the message");
}

/** The children along a path: `all(charge, "Consumption", "Volume")`. */
export const all = (
  from: MessageElement | undefined,
  ...path: readonly string[]
): readonly MessageElement[] =>
  path.reduce<readonly MessageElement[]>(
    (found, name) => found.flatMap((one) => one.children.filter((child) => child.name === name)),
    from ? [from] : [],
  );

export const textAt = (from: MessageElement | undefined, ...path: readonly string[]): string =>
  all(from, ...path)[0]?.text ?? "";
