import type { AccountId } from "#core/ids";
import type { Period } from "#core/period";
import type { AllocatorSpan, BuildingFacts, CorrectionLine, HeatingYear, Trace } from "../model.ts";
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
  const years = yearsOf(heatingYear).map((year) =>
    correctHeatingYear(year, traceOf && { trace: (of) => traceOf(of, "year") }),
  );
  const ofMeter = years
    .flatMap(({ lines }) => lines)
    .sort((a, b) => a.account - b.account || (a.chargedFor < b.chargedFor ? -1 : 1));
  const months = new Set(heatingYear?.months.map(({ period }) => period));
  const divided =
    allocators &&
    divideByAllocators(allocators, {
      year: heatingYear && { months, lines: ofMeter },
      trace: traceOf && ((of) => traceOf(of, "allocators")),
    });
  return {
    lines: [...ofMeter, ...(divided?.lines ?? [])],
    incomplete: years.flatMap(({ incomplete }) => incomplete),
    undivided: divided?.undivided ?? [],
  };
}

/** The calendar years that the facts hold, oldest first: each is held against its own heat. */
function yearsOf(all: HeatingYear | undefined): HeatingYear[] {
  const yearOf = (month: Period): string => month.slice(0, 4);
  return [...Map.groupBy(all?.months ?? [], ({ period }) => yearOf(period))].map(([year, months]) => ({
    months,
    billed: all?.billed.filter(({ period }) => yearOf(period) === year) ?? [],
  }));
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
  const years = yearsOf(heatingYear).flatMap(({ months }) => {
    const [first, last] = [months[0], months.at(-1)];
    return first && last ? [{ part: YEAR_PART, first: first.period, last: last.period }] : [];
  });
  return [
    ...years,
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
