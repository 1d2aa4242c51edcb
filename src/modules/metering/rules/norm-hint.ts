import type { Day } from "#core/day";
import type { AccountId } from "#core/ids";
import { type Resource, type Service, type ServiceTerms, type ValueIndex, valueOn } from "#modules/tariffs";

/** What the norm would bill in a month without a reading: beside the average, a clerk's second measure. */
export interface NormHint {
  readonly persons: number;
  /** One person's month, millionths. */
  readonly perPerson: bigint;
}

/** Resources whose norm is by persons, and the services that bill them. */
const SERVICES_OF: Partial<Readonly<Record<Resource, readonly string[]>>> = {
  cold_water: ["COLD_WATER"],
  hot_water: ["HOT_WATER", "HOT_WATER_WATER"],
  electricity: ["ELECTRICITY"],
};
/** Grids of electricity end with five rooms and five persons, or earlier. */
const GRID_END = 5;

/** The norm of a flat for the persons registered there; undefined where nobody is, or no norm is by persons. */
export function normHintOf(of: {
  readonly resource: Resource;
  readonly persons: number;
  readonly rooms: number;
  readonly stove: string;
  readonly improvement: string;
  readonly services: readonly Service[];
  readonly terms: readonly ServiceTerms[];
  readonly values: ValueIndex;
  readonly on: Day;
}): NormHint | undefined {
  const codes = SERVICES_OF[of.resource];
  if (!codes || of.persons === 0) return undefined;
  const terms = of.terms.find(
    ({ account, service }) => account === 0 && codes.includes(codeOf(of.services, service)),
  );
  if (!terms) return undefined;
  for (const variant of variantsOf(of)) {
    const asked = {
      service: terms.service,
      parameter: "norm" as const,
      variant,
      zone: 0,
      provider: terms.provider,
      account: 0 as AccountId,
    };
    const norm = valueOn(of.values, asked, of.on);
    if (norm && (norm.variant === variant || variant === of.improvement)) {
      return { persons: of.persons, perPerson: norm.value };
    }
  }
  return undefined;
}

const codeOf = (services: readonly Service[], id: number): string =>
  services.find((service) => service.id === id)?.code ?? "";

/** Electricity has a grid of rooms and persons, with or without an electric stove; other norms go by improvement. */
function* variantsOf(of: {
  readonly resource: Resource;
  readonly persons: number;
  readonly rooms: number;
  readonly stove: string;
  readonly improvement: string;
}): Generator<string> {
  if (of.resource === "electricity") {
    for (const stove of [`${of.stove}:`, ""])
      for (let persons = Math.min(of.persons, GRID_END); persons >= 1; persons--)
        for (let rooms = Math.min(of.rooms, GRID_END); rooms >= 1; rooms--)
          yield `${stove}${rooms}×${persons}`;
  }
  yield of.improvement;
}
