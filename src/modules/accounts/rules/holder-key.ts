import { nameKey, prefixEnd } from "#modules/addresses";

// Nobody looks for a company by its legal form, so it stands last: "Ромашка ООО".
const LEGAL_FORMS = new Set([
  "ооо",
  "оао",
  "зао",
  "пао",
  "ао",
  "ип",
  "тсж",
  "тсн",
  "жск",
  "гск",
  "муп",
  "гуп",
  "мбу",
  "фгуп",
]);

/** The stored key of a holder: "ёлкина анна-мария" is "елкина анна мария", "ООО «Ромашка»" is "ромашка ооо". */
export function holderKey(name: string, kind: "person" | "legal"): string {
  const words = nameKey(name).split(" ");
  if (kind === "person") return words.join(" ");
  return [
    ...words.filter((word) => !LEGAL_FORMS.has(word)),
    ...words.filter((word) => LEGAL_FORMS.has(word)),
  ].join(" ");
}

/** A range of stored keys to read from the index, and the beginnings that the further words must have. */
export interface HolderQuery {
  readonly from: string;
  readonly to: string;
  /** In the order typed; the key's words 2, 3 … begin so. */
  readonly beginnings: readonly string[];
}

/**
 * "иванов ив" as typed: whoever has a surname beginning with "иванов" and a given name with "ив". People also write
 * the given name first, so each word in turn is tried as the surname. Nothing for digits and single letters: they
 * would find a tenth of the city.
 */
export function holderQueries(typed: string): HolderQuery[] {
  const words = nameKey(typed)
    .split(" ")
    .filter((word) => word !== "" && !LEGAL_FORMS.has(word));
  if (words.length === 0 || words.length > 4 || words.some((word) => /\d/.test(word))) return [];
  return words.flatMap((surname, at) =>
    surname.length < 2
      ? []
      : [{ from: surname, to: prefixEnd(surname), beginnings: words.filter((_, other) => other !== at) }],
  );
}
