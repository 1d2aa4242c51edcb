/** What is wrong with a whole file: nothing of it can be read. */
export type FileRefusal =
  | { readonly code: "import.file_too_large"; readonly bytes: string; readonly limit: string }
  | { readonly code: "import.unpacked_too_large"; readonly limit: string }
  | { readonly code: "import.too_many_rows"; readonly limit: string }
  | { readonly code: "import.not_a_table"; readonly reason: string }
  | { readonly code: "import.unknown_sheet"; readonly sheet: string; readonly known: string }
  | { readonly code: "import.missing_columns"; readonly sheet: string; readonly columns: string }
  | { readonly code: "import.repeated_column"; readonly sheet: string; readonly column: string }
  | { readonly code: "import.encoding"; readonly line: string };

/** Why a row is not taken. */
export type RowRefusalCode =
  | "broken-record"
  | "wrong-number-of-columns"
  | "value-missing"
  | "not-a-number"
  | "number-out-of-range"
  | "too-many-decimals"
  | "digits-lost"
  | "not-a-date"
  | "not-a-period"
  | "not-a-choice"
  | "text-too-long"
  | "text-not-allowed"
  | "not-an-address"
  | "no-settlement"
  | "no-house-number"
  | "flat-not-building"
  | "house-id-twice"
  | "house-twice"
  | "row-twice"
  | "key-unknown"
  | "key-in-other-building"
  | "dates-reversed"
  | "share-over-whole"
  | "reading-impossible"
  | "refused-by-room";

/** Why a value, or a whole row, is doubted: it is listed, and taken or set aside as `taken` says. */
export type DoubtRule =
  | "not-a-number"
  | "not-a-date"
  | "unknown-word"
  | "impossible-flat-count"
  | "flat-parts-differ-from-whole"
  | "area-parts-exceed-whole"
  | "area-impossible"
  | "common-area-exceeds-remainder"
  | "common-area-not-less-than-whole"
  | "area-per-flat-implausible"
  | "too-many-flats-per-landing"
  | "levels-min-over-max"
  | "levels-impossible"
  | "entrances-impossible"
  | "year-impossible"
  | "year-unusual"
  | "coordinates-elsewhere"
  | "region-differs"
  | "region-missing"
  | "settlement-kind-differs"
  | "words-left-over"
  | "company-spelled-differently"
  | "company-name-repeated";

/** A row that was not taken, with what a person needs to mend it. */
export interface RowRefusal {
  readonly sheet: string;
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** The column's header as in the file; "" for the row as a whole. */
  readonly column: string;
  readonly code: RowRefusalCode;
  readonly value: string;
  readonly data: Readonly<Record<string, string>>;
  /** The row as it stood, cell by cell in the order of the file's columns. */
  readonly original: readonly string[];
  /** The building that the row is about, where it names one: that building is not applied. */
  readonly building?: string;
}

export interface RowDoubt {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly rule: DoubtRule;
  readonly value: string;
  readonly data: Readonly<Record<string, string>>;
  /** False: the value was set aside as if the cell were empty. */
  readonly taken: boolean;
}

/** What became of a column's values: nothing is guessed silently, so every one of them is counted. */
export interface ColumnCount {
  readonly column: string;
  readonly filled: number;
  readonly absent: number;
  readonly doubted: number;
  readonly setAside: number;
}
