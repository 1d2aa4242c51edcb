import type { Exact } from "#core/exact";
import type { BaseUnit, Dimension } from "./dimension.ts";

/** A part of the text: from which letter, counted from 0, and how many. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

export type Comparison = "<" | "<=" | ">" | ">=" | "=" | "<>";

/** A formula as read, not yet judged. */
export type Node = Place &
  (
    | { readonly kind: "number"; readonly value: Exact; readonly unit: BaseUnit | undefined }
    | { readonly kind: "input"; readonly code: string }
    | { readonly kind: "negative"; readonly of: Node }
    | { readonly kind: "not"; readonly of: Node }
    | { readonly kind: "+" | "-" | "*" | "and" | "or"; readonly left: Node; readonly right: Node }
    | {
        readonly kind: "/";
        readonly left: Node;
        readonly right: Node;
        /** What stands in where the divisor is zero. */
        readonly otherwise: Node | undefined;
      }
    | { readonly kind: "compare"; readonly by: Comparison; readonly left: Node; readonly right: Node }
    | { readonly kind: "if"; readonly when: Node; readonly yes: Node; readonly no: Node }
    | { readonly kind: "min" | "max"; readonly of: readonly Node[] }
    | { readonly kind: "round"; readonly of: Node; readonly digits: number }
  );

/** What may be wrong with a formula: what, where, and what was expected there. Sentences are in `words.ts`. */
export type FormulaFault = Place &
  (
    | { readonly code: "empty" }
    | { readonly code: "too_long"; readonly most: number }
    | { readonly code: "too_deep"; readonly most: number }
    | { readonly code: "too_large"; readonly most: number }
    | { readonly code: "letter_unknown"; readonly letter: string }
    | { readonly code: "number_too_long" }
    | { readonly code: "decimal_comma"; readonly written: string }
    | { readonly code: "name_unknown"; readonly name: string; readonly nearest: string | undefined }
    | { readonly code: "operand_expected"; readonly found: string }
    | { readonly code: "sign_expected"; readonly found: string }
    | { readonly code: "word_expected"; readonly expected: Expected; readonly found: string }
    | { readonly code: "arguments_few"; readonly name: "min" | "max" }
    | { readonly code: "digits_expected" }
    | { readonly code: "units_differ"; readonly left: Dimension; readonly right: Dimension }
    | { readonly code: "number_expected" }
    | { readonly code: "yes_no_expected" }
    | { readonly code: "divisor_may_be_zero" }
    | { readonly code: "result_unit"; readonly expected: Dimension; readonly found: Dimension }
  );

export type Expected = "so" | "else" | "(" | ")" | "separator";

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly FormulaFault[] };
