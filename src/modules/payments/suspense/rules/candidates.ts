import type { Money } from "#core/units";

/** Why an account may be the one that held money is meant for. */
export type CandidateReason =
  /** The stated number is this account's: it was not taken only because nobody keeps its house's books. */
  | { readonly kind: "number" }
  /** A number with letters that look like digits. */
  | { readonly kind: "look_alike" }
  | { readonly kind: "one_digit" }
  | { readonly kind: "swapped" }
  /** A digit too many or too few. */
  | { readonly kind: "length" }
  /** The number stands in the text of the purpose. */
  | { readonly kind: "in_purpose" }
  | { readonly kind: "rule" }
  /** People gave money of this payer, or with this number, to it before. */
  | { readonly kind: "paid_before"; readonly times: number }
  | { readonly kind: "name" }
  | { readonly kind: "address" }
  /** The amount is what it owes today, to the kopeck. */
  | { readonly kind: "amount_due" };

export type NumberReason = Extract<
  CandidateReason["kind"],
  "number" | "look_alike" | "one_digit" | "swapped" | "length" | "in_purpose"
>;

/** Letters of either alphabet that a hand or a camera takes for digits. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  O: "0",
  О: "0",
  Q: "0",
  D: "0",
  I: "1",
  L: "1",
  "|": "1",
  Z: "2",
  З: "3",
  Ч: "4",
  A: "4",
  А: "4",
  S: "5",
  G: "6",
  Б: "6",
  T: "7",
  Т: "7",
  B: "8",
  В: "8",
};

const DIGITS = "0123456789".split("");

/** Shorter runs of digits in a purpose are houses, flats and dates. */
const IN_PURPOSE = /(?<!\d)\d{8,12}(?!\d)/g;

/** So many numbers of a purpose are looked up: a list of accounts is nobody's purpose. */
const IN_PURPOSE_MAX = 10;

/**
 * The numbers that may have been meant, each with what would have gone wrong; a slighter mistake is told before a
 * greater one. Nothing is taken by them: a person chooses (gateways.md section 0, rule 4).
 */
export function numbersMeant(stated: string, purpose: string): ReadonlyMap<string, NumberReason> {
  const meant = new Map<string, NumberReason>();
  const add = (number: string, reason: NumberReason): void => {
    if (!meant.has(number)) meant.set(number, reason);
  };
  const typed = stated.replaceAll(/[\s.\-_/№]/g, "").toUpperCase();
  const number = typed.replaceAll(/[^\d]/g, (letter) => LOOK_ALIKE[letter] ?? letter);
  if (/^\d{4,20}$/.test(number)) {
    add(number, number === stated ? "number" : "look_alike");
    for (let at = 0; at + 1 < number.length; at += 1) {
      const [one = "", other = ""] = [number[at], number[at + 1]];
      if (one !== other) add(number.slice(0, at) + other + one + number.slice(at + 2), "swapped");
    }
    for (let at = 0; at < number.length; at += 1) {
      for (const digit of DIGITS) add(number.slice(0, at) + digit + number.slice(at + 1), "one_digit");
    }
    for (let at = 0; at < number.length; at += 1) add(number.slice(0, at) + number.slice(at + 1), "length");
    for (let at = 0; at <= number.length; at += 1) {
      for (const digit of DIGITS) add(number.slice(0, at) + digit + number.slice(at), "length");
    }
  }
  for (const [run] of [...purpose.matchAll(IN_PURPOSE)].slice(0, IN_PURPOSE_MAX)) add(run, "in_purpose");
  return meant;
}

/** What is known of an account beside the money that waits. */
export interface CandidateFacts {
  readonly number: NumberReason | undefined;
  readonly isByRule: boolean;
  readonly paidBefore: number;
  /** In the one spelling of names: "иванова мария петровна". */
  readonly holderKey: string;
  readonly address: string;
  /** Absent where the books of the house are not kept. */
  readonly owes: Money | undefined;
}

/** The held money as far as an account can be told by it. */
export interface HeldFacts {
  readonly payerKey: string;
  readonly address: string;
  readonly rest: Money;
}

/** What each reason weighs, of 100. */
const NUMBER_WEIGHTS: { readonly [R in NumberReason]: number } = {
  number: 80,
  look_alike: 70,
  swapped: 45,
  one_digit: 40,
  length: 35,
  in_purpose: 55,
};
const RULE = 60;
const PAID_BEFORE = 40;
const PAID_BEFORE_AGAIN = 8;
const PAID_BEFORE_MAX = 64;
const NAME = 30;
const ADDRESS = 25;
const AMOUNT_DUE = 15;
/** A hundred would be certainty, and there is none here. */
const SCORE_MAX = 99;

/** How likely the account is meant, and why, the weightiest reason first. Nothing speaks for it: score 0. */
export function scoreOf(
  held: HeldFacts,
  account: CandidateFacts,
): { readonly score: number; readonly reasons: readonly CandidateReason[] } {
  const weighed: [weight: number, reason: CandidateReason][] = [];
  if (account.isByRule) weighed.push([RULE, { kind: "rule" }]);
  if (account.number) weighed.push([NUMBER_WEIGHTS[account.number], { kind: account.number }]);
  if (account.paidBefore > 0) {
    const weight = Math.min(PAID_BEFORE_MAX, PAID_BEFORE + PAID_BEFORE_AGAIN * (account.paidBefore - 1));
    weighed.push([weight, { kind: "paid_before", times: account.paidBefore }]);
  }
  if (isSameName(held.payerKey, account.holderKey)) weighed.push([NAME, { kind: "name" }]);
  if (isSameAddress(held.address, account.address)) weighed.push([ADDRESS, { kind: "address" }]);
  if (account.owes === held.rest && held.rest > 0n) weighed.push([AMOUNT_DUE, { kind: "amount_due" }]);
  weighed.sort(([one], [other]) => other - one);
  const score = Math.min(
    SCORE_MAX,
    weighed.reduce((sum, [weight]) => sum + weight, 0),
  );
  return { score, reasons: weighed.map(([, reason]) => reason) };
}

/** "иванова м п" and "иванова мария петровна": the surname whole, each further word a beginning of the other. */
export function isSameName(one: string, other: string): boolean {
  const [first, second] = [one.split(" ").filter(Boolean), other.split(" ").filter(Boolean)];
  if (first.length < 2 || second.length < 2 || first[0] !== second[0]) return false;
  const count = Math.min(first.length, second.length);
  return first.slice(1, count).every((word, at) => {
    const against = second[at + 1] ?? "";
    return word.startsWith(against) || against.startsWith(word);
  });
}

/** Words that say what a part of an address is, and not which. */
const ADDRESS_KINDS =
  /^(г|город|обл|область|р-н|ул|улица|пр|пр-кт|просп|пер|пл|б-р|ш|д|дом|кв|квартира|корп|стр|к)$/;

/** Every number of the stated address stands in the account's in the same order, and its words as beginnings. */
export function isSameAddress(stated: string, printed: string): boolean {
  const words = (text: string): string[] =>
    (
      text
        .toLowerCase()
        .replaceAll("ё", "е")
        .match(/[\p{L}]+(?:-[\p{L}]+)*|\d+[а-я]?/gu) ?? []
    ).filter((word) => !ADDRESS_KINDS.test(word));
  const [said, has] = [words(stated), words(printed)];
  const numbers = (of: readonly string[]): string[] => of.filter((word) => /^\d/.test(word));
  const saidNumbers = numbers(said);
  // A street alone, or a house alone, is thousands of accounts.
  if (saidNumbers.length < 2) return false;
  const hasNumbers = numbers(has);
  const isSameNumbers =
    saidNumbers.length === hasNumbers.length && saidNumbers.every((one, at) => one === hasNumbers[at]);
  const street = said.filter((word) => !/^\d/.test(word) && word.length > 2);
  return (
    isSameNumbers && street.length > 0 && street.every((word) => has.some((one) => one.startsWith(word)))
  );
}
