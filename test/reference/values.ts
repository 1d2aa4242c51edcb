import type { BuildingFacts } from "#modules/charging";
import type { DatedValue, Level, Parameter } from "#modules/tariffs";
import { isInForce } from "./calendar.ts";
import { type Fraction, ofMillionths } from "./fraction.ts";

export interface Question {
  readonly service: number;
  readonly parameter: Parameter;
  readonly day: string;
  readonly variant?: string;
  readonly zone?: number;
  readonly provider?: number;
  readonly account?: number;
}

const LEVELS: readonly Level[] = ["account", "building", "organization", "city"];

/**
 * Which value is in force: account before building before organization before city; there the provider's own before
 * anyone's; there the variant before the ordinary one; there the zone before the whole day (room of tariffs).
 */
export function allInForce(facts: BuildingFacts, asked: Question): readonly DatedValue[] {
  const answers = known.get(facts) ?? new Map<string, readonly DatedValue[]>();
  known.set(facts, answers);
  const { service, parameter, day, variant, zone, provider, account } = asked;
  const question = [service, parameter, day, variant, zone, provider, account].join();
  const answer = answers.get(question) ?? lookedUp(facts, asked);
  answers.set(question, answer);
  return answer;
}

/** Answers that were given already: slowness has its limits. */
const known = new WeakMap<BuildingFacts, Map<string, readonly DatedValue[]>>();

function lookedUp(facts: BuildingFacts, asked: Question): DatedValue[] {
  const values = facts.values.filter(
    (value) =>
      value.service === asked.service &&
      value.parameter === asked.parameter &&
      isInForce(value, asked.day) &&
      (value.level !== "account" || value.account === asked.account),
  );
  for (const level of LEVELS)
    for (const provider of [asked.provider ?? 0, 0])
      for (const variant of [asked.variant ?? "", ""])
        for (const zone of [asked.zone ?? 0, 0]) {
          const found = values.filter(
            (value) =>
              value.level === level &&
              value.provider === provider &&
              value.variant === variant &&
              value.zone === zone,
          );
          if (found.length > 0) return found.sort((a, b) => (a.rangeFrom < b.rangeFrom ? -1 : 1));
        }
  return [];
}

export function inForce(facts: BuildingFacts, asked: Question): Fraction | undefined {
  const first = allInForce(facts, asked)[0];
  return first && ofMillionths(first.value);
}
