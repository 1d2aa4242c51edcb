import { xmlEscaped } from "../xml/index.ts";

/** An element of a message: its qualified name, attributes and what it holds. Nothing is an element that is left out. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly holds: string | readonly (Element | undefined)[];
}

export const element = (
  name: string,
  holds: Element["holds"],
  attributes?: Readonly<Record<string, string>>,
): Element => ({ name, holds, attributes });

/** An element that is there only if there is something to say. */
export const maybe = (name: string, text: string | undefined): Element | undefined =>
  text === undefined || text === "" ? undefined : element(name, text);

/** The whole message, UTF-8. */
export const documentText = (root: Element): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${textOf(root)}\n`;

function textOf({ name, attributes, holds }: Element): string {
  const head = Object.entries(attributes ?? {})
    .map(([key, value]) => ` ${key}="${xmlEscaped(value)}"`)
    .join("");
  const inner =
    typeof holds === "string"
      ? xmlEscaped(holds)
      : holds.map((one) => (one === undefined ? "" : textOf(one))).join("");
  return inner === "" ? `<${name}${head}/>` : `<${name}${head}>${inner}</${name}>`;
}
