import type { Day } from "#core/day";

/** Who a line of the office's list speaks of. */
export interface Named {
  /** Eleven digits. */
  readonly snils: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly born: Day | undefined;
}

/** A resident who may be meant. */
export interface Candidate {
  readonly number: string;
  readonly resident: number;
  readonly name: string;
  readonly born: Day | undefined;
  readonly snils: string | undefined;
  /** Registered on the day of looking. */
  readonly isPresent: boolean;
  /** On an account of the premises that the line names. */
  readonly isAtAddress: boolean;
}

export type Doubt =
  | "surname_differs"
  | "born_differs"
  | "born_unknown"
  | "snils_differs"
  | "elsewhere"
  | "not_registered"
  | "several";

export interface Match {
  readonly outcome: "matched" | "doubtful" | "unknown";
  /** The likeliest first; none of an unknown one. */
  readonly candidates: readonly { readonly candidate: Candidate; readonly doubts: readonly Doubt[] }[];
}

/**
 * Whom a line means. One resident without any doubt is a match; whoever shares the insurance number, the whole name, or
 * given name, patronymic and birthday is shown with what speaks against them; nobody is guessed at by surname alone.
 */
export function matchBeneficiary(of: Named, residents: readonly Candidate[]): Match {
  const whole = folded([of.surname, of.givenName, of.patronymic].join(" "));
  const given = folded([of.givenName, of.patronymic].join(" "));
  const candidates = residents
    .flatMap((candidate) => {
      const name = folded(candidate.name);
      const hasName = name === whole;
      const hasGiven = name.split(" ").slice(1).join(" ") === given && given !== "";
      const hasBirthday = of.born !== undefined && candidate.born === of.born;
      const hasSnils = candidate.snils === of.snils;
      if (!hasSnils && !hasName && !(hasGiven && hasBirthday)) return [];
      const doubts: Doubt[] = [];
      if (!hasName) doubts.push("surname_differs");
      if (candidate.born === undefined || of.born === undefined) doubts.push("born_unknown");
      else if (!hasBirthday) doubts.push("born_differs");
      if (candidate.snils !== undefined && !hasSnils) doubts.push("snils_differs");
      if (!candidate.isAtAddress) doubts.push("elsewhere");
      if (!candidate.isPresent) doubts.push("not_registered");
      return [{ candidate, doubts }];
    })
    .sort((a, b) => a.doubts.length - b.doubts.length);
  const [first, second] = candidates;
  if (!first) return { outcome: "unknown", candidates };
  if (first.doubts.length > 0) return { outcome: "doubtful", candidates };
  // The same person on two accounts of one flat: a person says which of them has the right.
  if (second?.doubts.length === 0) {
    return {
      outcome: "doubtful",
      candidates: candidates.map(({ candidate, doubts }) => ({
        candidate,
        doubts: doubts.length === 0 ? ["several" as const] : doubts,
      })),
    };
  }
  return { outcome: "matched", candidates: [first] };
}

/** Ё and Е, capitals, apostrophes and hyphens are spelled as the writer's keyboard had them. */
const folded = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/['’`ʼ]/g, "")
    .replaceAll(/[\s‐‑–-]+/g, " ")
    .trim();
