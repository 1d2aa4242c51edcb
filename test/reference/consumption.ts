import type { AccountFacts, PremisesFacts } from "#modules/charging";
import type { Resource } from "#modules/tariffs";
import {
  add,
  divide,
  type Fraction,
  fraction,
  isNought,
  multiply,
  NOUGHT,
  ofMillionths,
  sum,
} from "./fraction.ts";
import {
  area,
  buildingState,
  flatOf,
  type House,
  holders,
  isDwelling,
  isInstallable,
  persons,
  personsOf,
  personsOn,
  ownAreaOn,
  premisesState,
  remember,
  roomsOf,
  share,
  termsOn,
} from "./house.ts";
import { type Metered, monthOfPremises } from "./meters.ts";
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
  /** Of it, what persons use where there is no meter and none can be installed (p. 86); absent: nothing. */
  readonly byPersons?: Fraction;
}

/** The service that a resource is billed by in this building: its norm stands in, its estimates are set off. */
export function serviceOf(house: House, resource: Resource): number {
  if (resource === "cold_water") return SERVICE.COLD_WATER;
  if (resource === "electricity") return SERVICE.ELECTRICITY;
  if (resource === "gas") return SERVICE.GAS;
  if (resource === "sewerage") return SERVICE.SEWERAGE;
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

export const metered = (house: House, premises: PremisesFacts, resource: Resource): Metered | undefined =>
  remember(house, `metered ${premises.id} ${resource}`, () =>
    monthOfPremises(
      house,
      resource,
      premises.id,
      billedWithoutReading(house, premises, serviceOf(house, resource)),
    ),
  );

/** Formula 4: n × N for a day of a person; gas by stove, heater and heating. */
const normOfDay = (
  house: House,
  premises: PremisesFacts,
  account: AccountFacts,
  resource: Resource,
  day: string,
  uses: "all" | "persons" = "all",
): Fraction =>
  divide(
    normOf(house, premises, account, resource, day, personsOn(house, premises, account, day), uses),
    fraction(house.days.length),
  );

/** The month's norm of so many persons, as it is on a day; gas with the heating of the rooms or without. */
export function normOf(
  house: House,
  premises: PremisesFacts,
  account: AccountFacts,
  resource: Resource,
  day: string,
  n: Fraction,
  uses: "all" | "persons" = "all",
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
  if (resource === "electricity")
    return multiply(n, inForceOfGrid(house, premises, account, day) ?? ask("norm"));
  if (resource !== "gas") return multiply(n, ask("norm"));
  const state = premisesState(premises, day);
  let volume = NOUGHT;
  if (state?.stove === "gas") volume = add(volume, multiply(n, ask("norm_stove")));
  if (buildingState(house, day)?.centralHotWater === false)
    volume = add(volume, multiply(n, ask("norm_heater")));
  if (state?.heating === "own" && uses === "all") {
    // Of an account that was closed before that day, as it last held the premises.
    const shares = house.days.flatMap((one) =>
      holders(house, premises, one).filter((holder) => holder.account.id === account.id),
    );
    const onDay = holders(house, premises, day).find((one) => one.account.id === account.id);
    const held = (onDay ?? shares.at(-1))?.share ?? NOUGHT;
    volume = add(volume, multiply(multiply(ownAreaOn(premises, day), held), ask("norm_heating")));
  }
  return volume;
}

/**
 * The norm of electricity by rooms and by all persons of the premises (section 3), with the kind of stove; a grid that
 * does not go so far ends with its last cell.
 */
function inForceOfGrid(
  house: House,
  premises: PremisesFacts,
  account: AccountFacts,
  day: string,
): Fraction | undefined {
  const state = premisesState(premises, day);
  if (!state) return undefined;
  const all = sum(holders(house, premises, day).map((one) => personsOn(house, premises, one.account, day)));
  const provider = termsOn(house, SERVICE.ELECTRICITY, account.id, day)?.provider;
  for (let persons = Number(all.top); persons >= 1; persons -= 1)
    for (let rooms = state.rooms; rooms >= 1; rooms -= 1) {
      const variant = `${state.stove}:${rooms}×${persons}`;
      if (!house.facts.values.some((of) => of.parameter === "norm" && of.variant === variant)) continue;
      return inForce(house.facts, {
        service: SERVICE.ELECTRICITY,
        parameter: "norm",
        day,
        variant,
        ...(provider === undefined ? {} : { provider }),
        account: account.id,
      });
    }
  return undefined;
}

/** What the accounts of premises used, by days: by meter, by average, by norm. */
export const usedBy = (house: House, premises: PremisesFacts, resource: Resource): Used[] =>
  remember(house, `used ${premises.id} ${resource}`, () => [
    ...usedByMeter(house, premises, resource),
    ...usedByNorm(house, premises, resource),
  ]);

function usedByMeter(house: House, premises: PremisesFacts, resource: Resource): Used[] {
  const flat = flatOf(house, premises);
  const ofFlat = flat && metered(house, flat, resource);
  if (flat && ofFlat) return usedOfFlat(house, flat, premises, ofFlat);
  const pieces = metered(house, premises, resource)?.pieces ?? [];
  return pieces.flatMap(({ zone, found, from, to, volume }) =>
    house.days.slice(from, to).flatMap((day) =>
      holders(house, premises, day).map(({ account, share }) => ({
        account: account.id,
        day,
        zone,
        found,
        volume: multiply(divide(volume, fraction(to - from)), share),
      })),
    ),
  );
}

/** Formula 7: the flat's volume by persons of each account of its rooms, on the account's own days. */
function usedOfFlat(house: House, flat: PremisesFacts, room: PremisesFacts, of: Metered): Used[] {
  return house.facts.accounts
    .filter((account) => account.premises === room.id)
    .flatMap((account) => {
      const days = house.days.flatMap((day, i) =>
        holders(house, room, day).some((one) => one.account === account) ? [i] : [],
      );
      const first = days[0];
      const last = days.at(-1);
      if (first === undefined || last === undefined) return [];
      const part = partOfFlat(house, flat, room, account);
      return of.pieces.flatMap(({ zone, found, from, to, volume }) => {
        const begin = Math.min(Math.max(from, first), last);
        const end = Math.max(Math.min(to, last + 1), begin + 1);
        const ofDay = divide(multiply(volume, part), fraction(end - begin));
        return house.days
          .slice(begin, end)
          .map((day) => ({ account: account.id, day, zone, found, volume: ofDay }));
      });
    });
}

/** n_room / n_flat; by area where nobody is counted in the flat. A room has no meter: its owners stand in (56(2)). */
function partOfFlat(house: House, flat: PremisesFacts, room: PremisesFacts, account: AccountFacts): Fraction {
  const rooms = roomsOf(house, flat);
  const all = sum(rooms.map((one) => persons(house, one)));
  if (!isNought(all)) return divide(personsOf(house, room, account), all);
  const held = share(
    house.days.map(
      (day) => holders(house, room, day).find((one) => one.account === account)?.share ?? NOUGHT,
    ),
  );
  const ofFlat = area(house, flat);
  return isNought(ofFlat) ? NOUGHT : divide(multiply(area(house, room), held), ofFlat);
}

function usedByNorm(house: House, premises: PremisesFacts, resource: Resource): Used[] {
  // A norm is a person's at home; non-residential premises pay by their meter or contract (4.4).
  if (!isDwelling(premises)) return [];
  const flat = flatOf(house, premises);
  const own = (flat && metered(house, flat, resource)) ?? metered(house, premises, resource);
  return house.days.flatMap((day, i) => {
    const reason = own ? own.norm[i] : "no_meter";
    if (reason === undefined) return [];
    const isMultiplied =
      reason === "unreliable" || (reason === "no_meter" && isInstallable(premises, resource, day));
    const isOfPersons = reason === "no_meter" && !isMultiplied;
    return holders(house, premises, day).map(({ account }) => ({
      account: account.id,
      day,
      zone: 0,
      found: isMultiplied ? ("multiplied" as const) : ("norm" as const),
      volume: normOfDay(house, premises, account, resource, day),
      ...(isOfPersons && { byPersons: normOfDay(house, premises, account, resource, day, "persons") }),
    }));
  });
}

/** What all of one premises used, an empty flat with its meter too. */
export function volumeOf(house: House, premises: PremisesFacts, resource: Resource): Fraction {
  const own = sum((metered(house, premises, resource)?.pieces ?? []).map((piece) => piece.volume));
  const rooms = roomsOf(house, premises);
  const homes = rooms.length > 0 ? rooms : [premises];
  const byNorm = homes.flatMap((one) => usedByNorm(house, one, resource).map((used) => used.volume));
  return add(own, sum(byNorm));
}
