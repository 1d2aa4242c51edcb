import type { CaseResult, FormulaCase, FormulaVersion, Unit, Write } from "./queries.ts";

/** A case as it is being written: amounts are strings as on the wire, empty where nothing stands in the field. */
export interface DraftCase {
  readonly key: number;
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly expected: string | undefined;
}

/** What stands in the editor. */
export interface Draft {
  readonly title: string;
  readonly unit: Unit;
  readonly gives: FormulaVersion["gives"];
  readonly text: string;
  readonly note: string;
  readonly cases: readonly DraftCase[];
}

export const EMPTY_DRAFT: Draft = { title: "", unit: "m3", gives: "money", text: "", note: "", cases: [] };

export const draftOf = (of: FormulaVersion): Draft => ({
  title: of.title,
  unit: of.unit,
  gives: of.gives,
  text: of.text,
  note: of.note,
  cases: of.cases.map((one, key) => ({ key, ...one })),
});

export const nextKey = (cases: readonly DraftCase[]): number =>
  cases.reduce((most, { key }) => Math.max(most, key + 1), 0);

/**
 * A case asks for what the formula asks for; what it named before the text was changed is left out. The codes stand in
 * one order, so that the same case is the same text whatever the order in which the formula names them.
 */
const caseIn = (of: DraftCase, asked: readonly string[], index: number): FormulaCase => ({
  name: of.name.trim() === "" ? String(index + 1) : of.name.trim(),
  inputs: Object.fromEntries(asked.toSorted().map((code) => [code, of.inputs[code] ?? "0"])),
  expected: of.expected ?? "0",
});

/** What is asked after each pause. */
export const checkOf = (draft: Draft, asked: readonly string[]) => ({
  unit: draft.unit,
  gives: draft.gives,
  text: draft.text,
  cases: draft.cases.map((one, index) => caseIn(one, asked, index)),
});

export const writeOf = (draft: Draft, asked: readonly string[]): Write => ({
  ...checkOf(draft, asked),
  title: draft.title.trim(),
  note: draft.note.trim(),
});

export type Outcome = "passes" | "fails" | "unsaid";

/** How a case came out; nothing is said of one whose sum is not written yet. */
export const outcomeOf = (of: DraftCase, result: CaseResult | undefined): Outcome | undefined =>
  result === undefined
    ? undefined
    : of.expected === undefined
      ? "unsaid"
      : result.passes
        ? "passes"
        : "fails";
