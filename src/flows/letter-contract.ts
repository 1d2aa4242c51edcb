import type { Language } from "#platform/http";

/*
 * A letter as plain data, for the module that draws it (web/site, docs/decisions/0026). Sentences are in the reader's
 * language already.
 */

export interface DrawnLetter {
  readonly language: Language;
  /** In whose name. */
  readonly sender: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly button: { readonly label: string; readonly href: string } | undefined;
  /** Why it came, and how it ends: a sentence, or a link. */
  readonly footer: readonly { readonly text: string; readonly href?: string | undefined }[];
}

export type DrawLetter = (letter: DrawnLetter) => string;
