import { inOtherLayout } from "#core/keyboard-layout";
import { readQuery } from "#modules/addresses";
import { holderQueries, type HolderQuery } from "./holder-key.ts";

/** One way to understand what was typed. */
export interface AccountQuery {
  /** Four digits or more, to be met at either end of an account number. */
  readonly digits: string | undefined;
  /** The last digits of a telephone number, ten at most: "+7 912 555-01-45" and "8 (912) 555 01 45" are the same one. */
  readonly phone: string | undefined;
  readonly holders: readonly HolderQuery[];
  /** Words of a building's address and a flat in it. */
  readonly places: readonly { readonly words: readonly string[]; readonly flat: string | undefined }[];
}

/** A shorter run of digits is a house or a flat sooner than a part of an account number. */
export const DIGITS_MIN = 4;

/**
 * What may be meant by a text, the likeliest reading first: as typed, then with the same keys of the other keyboard
 * layout. "лен 5 12" is flat 12 at Лен… 5, or else house 5 or 12 of it; "5/2 кв 12" says so itself.
 */
export function readAccountSearch(typed: string): AccountQuery[] {
  const other = inOtherLayout(typed);
  return [typed, ...(other === undefined ? [] : [other])].map(readOne);
}

function readOne(text: string): AccountQuery {
  const query = readQuery(text);
  const last = query.words.at(-1);
  const places: { words: readonly string[]; flat: string | undefined }[] = [];
  if (query.flat !== undefined) {
    // A flat without a word of its building would be found in every house.
    if (query.words.length > 0) places.push({ words: query.words, flat: query.flat });
  } else if (query.words.length > 0) {
    if (query.words.length > 2 && last !== undefined && /^\d+[а-я]?$/.test(last)) {
      places.push({ words: query.words.slice(0, -1), flat: last });
    }
    places.push({ words: query.words, flat: undefined });
  }
  const phone = /^[+\d\s()-]+$/.test(text) ? text.replaceAll(/\D/g, "").slice(-10) : "";
  return {
    phone: phone.length >= DIGITS_MIN ? phone : undefined,
    digits: query.digits !== undefined && query.digits.length >= DIGITS_MIN ? query.digits : undefined,
    holders: holderQueries(text),
    places: query.digits === undefined || query.words.length > 1 ? places : [],
  };
}
