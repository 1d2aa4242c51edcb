import { walkXml, XML_LIMITS, type XmlTrouble } from "../xml/index.ts";
import type { Encoding, RegisterRefusal } from "./model.ts";
import { readSummary, type Summary } from "./read-summary.ts";
import type { FlatColumn } from "./read-values.ts";
import { hasRoom, RAW_MAX, type Reading, type Source, type SourceRow, textOf } from "./source.ts";

const NAMES: Readonly<Record<string, Encoding>> = {
  "windows-1251": "windows-1251",
  cp1251: "windows-1251",
  cp866: "cp866",
  ibm866: "cp866",
  "koi8-r": "koi8-r",
  "utf-8": "utf-8",
  utf8: "utf-8",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
};

/**
 * Reads the elements that the profile calls rows. Nothing that a document declares is followed: one with a DOCTYPE is
 * refused before it is parsed, and only the five entities of XML itself are known.
 */
export function readXmlFile(bytes: Uint8Array, reading: Reading): Source | undefined {
  const { definition, refuse } = reading;
  const text = textOf(bytes, definition.encodings, refuse);
  if (!text || !isXml(text.text, reading) || !isAsDeclared(text.text, text.encoding, reading))
    return undefined;
  const walk = new Walk(reading);
  try {
    const trouble = walk.read(text.text);
    if (trouble) {
      refuse(refusalOf(trouble));
      return undefined;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (error.refusal) refuse(error.refusal);
    return undefined;
  }
  return { encoding: text.encoding, mark: text.mark, rows: walk.rows, summaries: walk.summaries() };
}

function isXml(text: string, { refuse }: Reading): boolean {
  if (/^\s*</.test(text)) return true;
  refuse({ code: "not-this-kind", data: { expected: "XML" } });
  return false;
}

function refusalOf(trouble: XmlTrouble): RegisterRefusal {
  const { line } = trouble;
  if (trouble.kind === "malformed") return { code: "xml-malformed", line, data: { found: trouble.found } };
  if (trouble.kind === "doctype") return { code: "doctype-forbidden", line, data: {} };
  const most = String(trouble.most);
  if (trouble.kind === "deep") return { code: "xml-too-deep", line, data: { most } };
  if (trouble.kind === "long") return { code: "line-too-long", line, data: { most, found: most } };
  return { code: "xml-too-much", line, data: { most } };
}

function isAsDeclared(text: string, encoding: Encoding, { refuse }: Reading): boolean {
  const declared = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)["']/i.exec(text)?.[1];
  if (declared === undefined) return true;
  const known = NAMES[declared.toLowerCase()];
  if (known === encoding || (known?.startsWith("utf-16") && encoding.startsWith("utf-16"))) return true;
  // Plain Latin text is the same in all of them.
  if (known !== undefined && !/\P{ASCII}/u.test(text)) return true;
  refuse({ code: "wrong-encoding", line: 1, data: { found: encoding, expected: declared } });
  return false;
}

class Stopped extends Error {
  readonly refusal: Parameters<Reading["refuse"]>[0] | undefined;
  constructor(refusal?: Parameters<Reading["refuse"]>[0]) {
    super(refusal?.code ?? "stopped");
    this.refusal = refusal;
  }
}

interface OpenElement {
  readonly name: string;
  text: string;
}

class Walk {
  readonly rows: SourceRow[] = [];
  readonly #reading: Reading;
  readonly #open: OpenElement[] = [];
  /** How deep the row stands that is being read; 0 between rows. */
  #rowAt = 0;
  #rowLine = 0;
  #line = 0;
  #values = new Map<string, string>();
  /** How many of each repeated element the row has had so far. */
  #turns = new Map<string, number>();
  /** Values of header and footer, by their paths from the root. */
  readonly #whole = new Map<string, string>();
  readonly #repeats: ReadonlySet<string>;
  readonly #wanted: ReadonlySet<string>;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#repeats = new Set(reading.flat.flatMap(({ repeat }) => repeat?.path ?? []));
    const { header, footer } = reading.definition;
    this.#wanted = new Set(
      [...(header?.columns ?? []), ...(footer?.columns ?? [])].flatMap(({ path }) => path ?? []),
    );
  }

  /** Gives what stopped the reading, if anything did. */
  read(text: string): XmlTrouble | undefined {
    return walkXml(
      text,
      {
        open: ({ name, line, attributes }) => this.#begin(name, line, attributes),
        text: (piece) => this.#add(piece),
        close: ({ line }) => this.#end(line),
      },
      { limits: { letters: Math.max(this.#reading.limits.bytes, XML_LIMITS.letters) } },
    );
  }

  /** One for header and footer together, as far as they were there. */
  summaries(): Summary[] {
    const { definition, isHead, refuse } = this.#reading;
    const { header, footer } = definition;
    const read = (columns: NonNullable<typeof footer>["columns"]): Summary =>
      readSummary(
        columns,
        columns.map(({ path }) => this.#whole.get(path ?? "") ?? ""),
        { line: this.#line },
        refuse,
      );
    const isThere = footer?.columns.some(({ path }) => this.#whole.has(path ?? "")) ?? false;
    if (footer?.required && !isThere && !isHead)
      refuse({ code: "footer-missing", data: { wanted: footer.columns[0]?.path ?? "" } });
    return [...(header ? [read(header.columns)] : []), ...(footer && isThere ? [read(footer.columns)] : [])];
  }

  #begin(name: string, line: number, attributes: Readonly<Record<string, string>>): void {
    this.#line = line;
    this.#open.push({ name, text: "" });
    const path = this.#open.map((one) => one.name).join("/");
    if (this.#rowAt === 0 && path === this.#reading.definition.row) {
      this.#rowAt = this.#open.length;
      this.#rowLine = line;
      this.#values = new Map();
      this.#turns = new Map();
    } else if (this.#rowAt > 0) {
      const inner = this.#pathInRow();
      if (this.#repeats.has(inner)) this.#turns.set(inner, (this.#turns.get(inner) ?? -1) + 1);
    }
    for (const [attribute, value] of Object.entries(attributes)) this.#keep(`@${attribute}`, value);
  }

  #add(text: string): void {
    const element = this.#open.at(-1);
    if (!element) return;
    element.text += text;
    this.#judgeLength(element.text);
  }

  #judgeLength({ length }: string): void {
    const most = this.#reading.limits.line;
    if (length <= most) return;
    throw new Stopped({
      code: "line-too-long",
      line: this.#line,
      data: { most: String(most), found: String(length) },
    });
  }

  #end(line: number): void {
    this.#line = line;
    const element = this.#open.at(-1);
    if (element && element.text.trim() !== "") this.#keep("", element.text.trim());
    if (this.#open.length === this.#rowAt) this.#closeRow();
    this.#open.pop();
  }

  #pathInRow(): string {
    return this.#open
      .slice(this.#rowAt)
      .map((one) => one.name)
      .join("/");
  }

  #keep(attribute: string, value: string): void {
    this.#judgeLength(value);
    const join = (path: string): string =>
      path === "" ? attribute : attribute === "" ? path : `${path}/${attribute}`;
    if (this.#rowAt > 0) {
      const inner = this.#pathInRow();
      const group = [...this.#turns].find(([path]) => inner === path || inner.startsWith(`${path}/`));
      const key = group ? `${join(inner)}#${group[1]}` : join(inner);
      // Of two values for one place it could not be said which is meant.
      if (this.#values.has(key))
        throw new Stopped({ code: "xml-malformed", line: this.#line, data: { found: key } });
      this.#values.set(key, value);
    } else {
      const path = join(this.#open.map((one) => one.name).join("/"));
      if (this.#wanted.has(path)) this.#whole.set(path, value);
    }
  }

  #closeRow(): void {
    if (!hasRoom(this.rows, this.#reading)) throw new Stopped();
    const tooMany = [...this.#turns].find(([path, turn]) => turn >= this.#most(path));
    if (tooMany)
      this.#reading.refuse({
        code: "wrong-number-of-columns",
        line: this.#rowLine,
        data: { found: String(tooMany[1] + 1), expected: String(this.#most(tooMany[0])) },
      });
    this.rows.push({
      line: this.#rowLine,
      cells: this.#reading.flat.map((one) => this.#values.get(keyOf(one)) ?? ""),
      raw: [...this.#values]
        .map(([path, value]) => `${path}=${value}`)
        .join("|")
        .slice(0, RAW_MAX),
    });
    this.#rowAt = 0;
  }

  #most(path: string): number {
    return this.#reading.flat.find(({ repeat }) => repeat?.path === path)?.repeat?.repeat ?? 0;
  }
}

/** Where a column's value is kept: within a repeated element, with the number of its turn. */
function keyOf({ column, repeat, turn }: FlatColumn): string {
  const path = column.path ?? "";
  return repeat?.path === undefined ? path : `${repeat.path}/${path}#${turn ?? 0}`;
}
