import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Language } from "#platform/http";

/** Acts that the workings of a line cite: each has its file in docs/law, and in docs/law/ru. */
export const ACTS = ["pp-354", "pp-491", "zhk"] as const;
export type Act = (typeof ACTS)[number];

export interface LawRow {
  /** The clauses that the row is of, as `clausesOf` names them. */
  readonly clauses: readonly string[];
  readonly cells: readonly string[];
}

/** A part of an act's text; `code` within a text stands between backticks. */
export type LawBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "table"; readonly heads: readonly string[]; readonly rows: readonly LawRow[] };

export interface LawText {
  readonly title: string;
  readonly blocks: readonly LawBlock[];
}

const FOLDER = path.join(import.meta.dirname, "../../docs/law");

/** The stored text of an act in the reader's language. */
export async function lawText(act: Act, language: Language): Promise<LawText> {
  const file = language === "ru" ? path.join("ru", `${act}.md`) : `${act}.md`;
  return parseLaw(await readFile(path.join(FOLDER, file), "utf8"));
}

/** Headings, paragraphs and tables: all that the files of docs/law are written in. */
export function parseLaw(text: string): LawText {
  const [title = "", ...parts] = text.trim().split(/\n{2,}/);
  return { title: title.replace(/^# /, ""), blocks: parts.map(blockOf) };
}

function blockOf(part: string): LawBlock {
  if (part.startsWith("#")) return { kind: "heading", text: part.replace(/^#+ /, "") };
  if (!part.startsWith("|")) return { kind: "paragraph", text: part.replaceAll("\n", " ") };
  const [heads = [], , ...rows] = part.split("\n").map(cellsOf);
  return {
    kind: "table",
    heads,
    rows: rows.map((cells) => ({ clauses: clausesOf(cells[0] ?? ""), cells })),
  };
}

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

/**
 * The clauses that a reference or the first cell of a row names, so that either finds the other: "ПП РФ 354, п. 59, 60;
 * прил. 2, ф. 4" and "p. 59, 60" are of `p59`; a bare number in a cell is a formula's. A range names all between;
 * parts of an article are no places of their own, and annex 1 has clauses of its own.
 */
export function clausesOf(reference: string): string[] {
  const named = new Set<string>();
  let kind = "f";
  let annex = "";
  const pattern = /(?<![\p{L}])(п|p|ст|art|ф|ч|прил|annex)\. ?|(\d+(?:\(\d+\))?(?:\.\d+)?)(?:–(\d+))?/gu;
  for (const [, mark, number, last] of reference.replace(/^(ПП РФ \d+|ЖК РФ),? ?/, "").matchAll(pattern)) {
    if (mark !== undefined) kind = kindOf(mark, { kind, annex });
    else if (kind === "annex") annex = number ?? "";
    else if (kind !== "part" && number !== undefined)
      for (let at = Number(number), end = Number(last ?? number); ; at++) {
        named.add(`${kind}${last === undefined ? number : at}`);
        if (last === undefined || at >= end) break;
      }
  }
  return [...named];
}

function kindOf(mark: string, before: { readonly kind: string; readonly annex: string }): string {
  switch (mark) {
    case "ст":
    case "art":
      return "art";
    case "ф":
      return "f";
    case "прил":
    case "annex":
      return "annex";
    case "п":
    case "p":
      return before.kind === "art" ? "part" : before.annex === "1" ? "a1-" : "p";
    default:
      return "part";
  }
}
