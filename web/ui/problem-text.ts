import { useMemo } from "react";
import { type Offline, Problem } from "../api/client.ts";
import { type Sentence, useT } from "../words/words.ts";

/** What stops a form or a page: the server's refusal or defect, or its absence. */
export type Trouble = Problem | Offline;

/** One sentence a person can act on: the server's own where it has one. */
export function useProblemText(): (trouble: Trouble) => string {
  const t = useT();
  return useMemo(
    () => (trouble) =>
      !(trouble instanceof Problem)
        ? t("ui.offline")
        : trouble.message === ""
          ? t("ui.error.unknown", { status: trouble.status })
          : trouble.message,
    [t],
  );
}

/** The server's words on single fields, in the form of src/platform/http/issues.ts, or a room's own `field`. */
export interface FieldIssue {
  readonly field: string;
  readonly sentence: Sentence | { readonly text: string };
  readonly wanted: string | undefined;
}

const SENTENCE_OF: Readonly<Record<string, Sentence>> = {
  wrong_type: "ui.issue.wrong_type",
  wrong_form: "ui.issue.wrong_form",
  unknown_field: "ui.issue.unknown_field",
  not_one_of: "ui.issue.not_one_of",
  too_small: "ui.issue.too_small",
  too_large: "ui.issue.too_large",
  no_such: "ui.issue.no_such",
  unacceptable: "ui.issue.unacceptable",
};

export function issuesOf(trouble: Trouble | undefined): readonly FieldIssue[] {
  if (!(trouble instanceof Problem)) return [];
  const { issues, field } = trouble.data;
  const listed = (Array.isArray(issues) ? issues : []).flatMap((issue: unknown): FieldIssue[] => {
    if (typeof issue !== "object" || issue === null || !("field" in issue)) return [];
    const { field, problem, wanted } = issue as Readonly<Record<string, unknown>>;
    const sentence = SENTENCE_OF[String(problem)] ?? "ui.issue.unacceptable";
    return [{ field: String(field), sentence, wanted: typeof wanted === "string" ? wanted : undefined }];
  });
  // A room's refusal names one field, and its sentence is about that field.
  return typeof field === "string" && trouble.message !== ""
    ? [...listed, { field, sentence: { text: trouble.message }, wanted: undefined }]
    : listed;
}
