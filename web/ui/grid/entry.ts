import type { Column } from "./columns.ts";

/** What is known of an entered value. A sentence is said in the last column of the row. */
export type EntryState =
  | { readonly kind: "empty" }
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | { readonly kind: "warning"; readonly sentence: string }
  | { readonly kind: "error"; readonly sentence: string };

export type Parsed = { readonly value: string } | { readonly error: string };

/** How the cells of a column are filled. Rows are values: a changed state comes with another row object. */
export interface Entry<Row> {
  /** False where the row has nothing to enter: the column's own `cell` is drawn then. */
  readonly has?: (row: Row) => boolean;
  /** As it is shown and edited; "" when nothing has been entered. */
  readonly valueOf: (row: Row) => string;
  /** Accepts any sensible writing, and refuses the impossible with a sentence. */
  readonly parse: (text: string) => Parsed;
  /** Saves. The row holds the value before the promise is fulfilled; what it throws is shown and the text kept. */
  readonly commit: (row: Row, value: string) => Promise<void> | void;
  readonly stateOf: (row: Row) => EntryState;
}

export interface EntryColumn<Row> extends Column<Row> {
  readonly entry?: Entry<Row>;
}

/** What was typed and is not yet in the row: being saved, or refused. */
export interface Draft {
  readonly text: string;
  readonly state: EntryState;
}

/** The entry of a cell, undefined where there is nothing to enter. */
export const entryOf = <Row>(column: EntryColumn<Row> | undefined, row: Row): Entry<Row> | undefined =>
  column?.entry && (column.entry.has?.(row) ?? true) ? column.entry : undefined;

const GRAVITY: Readonly<Record<EntryState["kind"], number>> = {
  empty: 0,
  saved: 1,
  saving: 2,
  warning: 3,
  error: 4,
};

/** The gravest state speaks for the row: one error outweighs all that is saved. */
export const gravest = (states: readonly EntryState[]): EntryState =>
  states.reduce<EntryState>((worst, state) => (GRAVITY[state.kind] > GRAVITY[worst.kind] ? state : worst), {
    kind: "empty",
  });
