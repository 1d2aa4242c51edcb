import type { PremisesFacts } from "#modules/charging";
import type { Resource } from "#modules/tariffs";
import { add, divide, type Fraction, fraction, isNought, multiply, NOUGHT, ofMillionths, ONE, sum } from "./fraction.ts";
import {
  area,
  areaOn,
  buildingState,
  flatOf,
  type House,
  holders,
  isInstallable,
  personsOn,
  premisesState,
  residents,
  roomsOf,
  termsOn,
} from "./house.ts";
import { type MeteredDay, premisesByDays } from "./meters.ts";
import { inForce } from "./values.ts";

export const SERVICE = {
  COLD_WATER: 20,
  HOT_WATER: 21,
  HOT_WATER_WATER: 22,
  HOT_WATER_HEAT: 23,
  SEWERAGE: 24,
  HEATING: 25,
  ELECTRICITY: 26,
  GAS: 27,
  ODN_ELECTRICITY: 31,
} as const;

/** What one account used on one day. */
export interface Used {
  readonly account: number;
  readonly day: string;
  readonly zone: number;
  readonly found: "meter" | "average" | "norm" | "multiplied";
  readonly volume: Fraction;
}

/** The service that a resource is billed by in this building: its norm stands in, its estimates are set off. */
export function serviceOf(house: House, resource: Resource): number {
  if (resource === "cold_water") return SERVICE.COLD_WATER;
  if (resource === "electricity") return SERVICE.ELECTRICITY;
  if (resource === "gas") return SERVICE.GAS;
  if (resource === "heat") return SERVICE.HEATING;
  const isMade = house.facts.terms.some((of) => of.service === SERVICE.HOT_WATER);
  return isMade ? SERVICE.HOT_WATER : SERVICE.HOT_WATER_WATER;
}

/** What was billed to the accounts of premises without a reading, after a month and before this one. */
const billedWithoutReading =
  (house: House, premises: PremisesFacts, service: number) =>
  (zone: number, after: string): Fraction =>
    sum(
      house.facts.estimated
        .filter(
          (of) =>
            of.service === service &&
            Math.trunc(of.part / 1000) === zone &&
            of.period > after &&
            of.period < house.facts.period &&
            house.facts.accounts.some((one) => one.id === of.account && one.premises === premises.id),
        )
        .map((of) => ofMillionths(of.volume)),
    );

export const metered = (house: House, premises: PremisesFacts, resource: Resource): MeteredDay[] | undefined =>
  premisesByDays(
    house.facts,
    resource,
    premises.id,
    billedWithoutReading(house, premises, serviceOf(house, resource)),
  );

/** Formula 4: n × N for a day of a person; gas by stove, heater and heating. */
export function normOfDay(
  house: House,
  premises: PremisesFacts,
  account: House["facts"]["accounts"][number],
  resource: Resource,
  day: string,
): Fraction {
  const service = serviceOf(house, resource);
  const provider = termsOn(house, service, account.id, day)?.provider;
  const ask = (parameter: "norm" | "norm_stove" | "norm_heater" | "norm_heating") =>
    inForce(house.facts, {
      service,
      parameter,
      day,
      variant: buildingState(house, day)?.improvement ?? "",
      ...(provider === undefined ? {} : { provider }),
      account: account.id,
    }) ?? NOUGHT;
  const n = personsOn(house, premises, account, day);
  const days = fraction(house.days.length);
  if (resource !== "gas") return divide(multiply(n, ask("norm")), days);
  const state = premisesState(premises, day);
  let volume = NOUGHT;
  if (state?.stove === "gas") volume = add(volume, multiply(n, ask("norm_stove")));
  if (buildingState(house, day)?.centralHotWater === false) volume = add(volume, multiply(n, ask("norm_heater")));
  if (state?.heating === "own") {
    const held = holders(house, premises, day).find((one) => one.account.id === account.id)?.share ?? NOUGHT;
    volume = add(volume, multiply(multiply(areaOn(house, premises, day), held), ask("norm_heating")));
  }
  return divide(volume, days);
}

/** What the accounts of premises used, by days: by meter, by average, by norm. */
export function usedBy(house: House, premises: PremisesFacts, resource: Resource): Used[] {
  const flat = flatOf(house, premises);
  const ofFlat = flat && metered(house, flat, resource);
  const own = ofFlat ?? metered(house, premises, resource);
  const part = ofFlat && flat ? partOfRoom(house, flat, premises) : ONE;
  return house.days.flatMap((day, i) =>
    holders(house, premises, day).flatMap(({ account, share }): Used[] => {
      const at = { account: account.id, day };
      const norm = own ? own[i]?.norm : isInstallable(premises, resource, day) ? "multiplied" : "plain";
      if (norm === undefined)
        return (own?.[i]?.volumes ?? []).map(({ zone, found, volume }) => ({
          ...at,
          zone,
          found,
          volume: multiply(multiply(volume, part), share),
        }));
      const volume = normOfDay(house, premises, account, resource, day);
      return [{ ...at, zone: 0, found: norm === "multiplied" ? "multiplied" : "norm", volume }];
    }),
  );
}

/** Formula 7: the flat's meter by persons; by area where nobody is counted. */
function partOfRoom(house: House, flat: PremisesFacts, room: PremisesFacts): Fraction {
  const ofFlat = sum(roomsOf(house, flat).map((one) => residents(house, one)));
  if (!isNought(ofFlat)) return divide(residents(house, room), ofFlat);
  const areaOfRooms = sum(roomsOf(house, flat).map((one) => area(house, one)));
  return isNought(areaOfRooms) ? NOUGHT : divide(area(house, room), areaOfRooms);
}

/** What all of one premises used, an empty flat with its meter too. */
export function volumeOf(house: House, premises: PremisesFacts, resource: Resource): Fraction {
  const rooms = roomsOf(house, premises);
  const own = metered(house, premises, resource);
  if (!own && rooms.length > 0) return sum(rooms.map((room) => volumeOf(house, room, resource)));
  const by = own
    ? sum(own.filter((day) => day.norm === undefined).flatMap((day) => day.volumes.map((one) => one.volume)))
    : NOUGHT;
  const holdersOf = rooms.length > 0 ? rooms : [premises];
  const byNorm = holdersOf.flatMap((one) =>
    usedBy(house, one, resource).filter((used) => used.found === "norm" || used.found === "multiplied"),
  );
  return add(by, sum(byNorm.map((used) => used.volume)));
}

