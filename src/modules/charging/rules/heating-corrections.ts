import type { AccountId } from "#core/ids";
import type { Period } from "#core/period";
import type { AllocatorSpan, BuildingFacts, CorrectionLine, Trace } from "../model.ts";
import { ALLOCATORS_PART, divideByAllocators } from "./heat-allocators.ts";
import { correctHeatingYear } from "./heating-year.ts";

export interface HeatingCorrected {
  /** By account, then month; those of the building's meter before those of allocators. */
  readonly lines: readonly CorrectionLine[];
  readonly incomplete: readonly Period[];
  readonly undivided: readonly AllocatorSpan[];
}

/** What earlier months' heating is corrected by: the building's meter first, then what allocators divide of it. */
export function correctionsOf(
  { heatingYear, allocators }: BuildingFacts,
  traceOf?: (account: AccountId, way: "year" | "allocators") => Trace | undefined,
): HeatingCorrected {
  const year =
    heatingYear && correctHeatingYear(heatingYear, traceOf && { trace: (of) => traceOf(of, "year") });
  const months = new Set(heatingYear?.months.map(({ period }) => period));
  const divided =
    allocators &&
    divideByAllocators(allocators, {
      year: year && { months, lines: year.lines },
      trace: traceOf && ((of) => traceOf(of, "allocators")),
    });
  return {
    lines: [...(year?.lines ?? []), ...(divided?.lines ?? [])],
    incomplete: year?.incomplete ?? [],
    undivided: divided?.undivided ?? [],
  };
}

/** The part of lines that the building's meter corrects a year by. */
export const YEAR_PART = 0;

/** Months that a run corrects in one way: what is booked of them otherwise than it finds is taken back. */
export interface CorrectionsAsked {
  readonly part: number;
  readonly first: Period;
  readonly last: Period;
}

export function correctionsAsked({ heatingYear, allocators }: BuildingFacts): CorrectionsAsked[] {
  const first = heatingYear?.months[0];
  const last = heatingYear?.months.at(-1);
  return [
    ...(first && last ? [{ part: YEAR_PART, first: first.period, last: last.period }] : []),
    ...(allocators ?? []).map(({ from, to }) => ({ part: ALLOCATORS_PART, first: from, last: to })),
  ];
}

export const isAskedOf = (
  asked: CorrectionsAsked,
  line: { readonly part: number; readonly chargedFor?: Period | undefined },
): boolean =>
  line.part === asked.part &&
  line.chargedFor !== undefined &&
  line.chargedFor >= asked.first &&
  line.chargedFor <= asked.last;
