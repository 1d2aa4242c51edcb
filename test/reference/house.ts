import type { AccountFacts, BuildingFacts, PremisesFacts } from "#modules/charging";
import type { Resource, ServiceTerms } from "#modules/tariffs";
import { daysOf, isInForce, stateOn } from "./calendar.ts";
import { add, divide, type Fraction, fraction, isNought, multiply, NOUGHT, ofMillionths, sum } from "./fraction.ts";

/** The building of a month, asked day by day. */
export interface House {
  readonly facts: BuildingFacts;
  readonly days: readonly string[];
}

export const houseOf = (facts: BuildingFacts): House => ({ facts, days: daysOf(facts.period) });

export const share = (days: readonly Fraction[]): Fraction => divide(sum(days), fraction(days.length));

/** 4.6: the opening day is the holder's, the day of closing is not. */
export function holders(house: House, premises: PremisesFacts, day: string): { account: AccountFacts; share: Fraction }[] {
  return house.facts.accounts
    .filter((account) => account.premises === premises.id && isInForce({ from: account.opened, to: account.closed }, day))
    .flatMap((account) => {
      const state = stateOn(account.states, day);
      return state ? [{ account, share: fraction(state.shareNumerator, state.shareDenominator) }] : [];
    });
}

export const premisesState = (premises: PremisesFacts, day: string) => stateOn(premises.states, day);
export const buildingState = (house: House, day: string) => stateOn(house.facts.states, day);

export const roomsOf = (house: House, flat: PremisesFacts): PremisesFacts[] =>
  house.facts.premises.filter((one) => one.flat === flat.id);
export const flatOf = (house: House, room: PremisesFacts): PremisesFacts | undefined =>
  room.flat === undefined ? undefined : house.facts.premises.find((one) => one.id === room.flat);
/** A room is a part of its flat, so that the flat is counted, not the room. */
export const wholes = (house: House): PremisesFacts[] => house.facts.premises.filter((one) => !flatOf(house, one));

/** S_i of a day; rooms of a communal flat divide its area by theirs. */
export function areaOn(house: House, premises: PremisesFacts, day: string): Fraction {
  const own = ofMillionths(premisesState(premises, day)?.totalArea ?? 0n);
  const flat = flatOf(house, premises);
  if (!flat) return own;
  const rooms = sum(roomsOf(house, flat).map((room) => ofMillionths(premisesState(room, day)?.totalArea ?? 0n)));
  return isNought(rooms) ? NOUGHT : divide(multiply(areaOn(house, flat, day), own), rooms);
}

/** Areas in sums over the building are averages by days. */
export const area = (house: House, premises: PremisesFacts): Fraction =>
  share(house.days.map((day) => areaOn(house, premises, day)));
export const totalArea = (house: House): Fraction => sum(wholes(house).map((one) => area(house, one)));
export const commonArea = (house: House): Fraction =>
  share(house.days.map((day) => ofMillionths(buildingState(house, day)?.commonPropertyArea ?? 0n)));

/** Registered and temporary residents of an account on a day. */
export const residentsOn = (house: House, account: AccountFacts, day: string): number =>
  house.facts.residents.filter((one) => one.account === account.id && isInForce(one, day)).length;

/** Section 2: n by days; where nobody lived in the premises all month, the owners (p. 56(2)). */
export function personsOn(house: House, premises: PremisesFacts, account: AccountFacts, day: string): Fraction {
  const anybody = house.days.some((one) =>
    holders(house, premises, one).some((holder) => residentsOn(house, holder.account, one) > 0),
  );
  return fraction(anybody ? residentsOn(house, account, day) : (stateOn(account.states, day)?.owners ?? 0));
}

/** Persons of the premises, averaged by days. */
export const persons = (house: House, premises: PremisesFacts): Fraction =>
  share(
    house.days.map((day) =>
      sum(holders(house, premises, day).map(({ account }) => personsOn(house, premises, account, day))),
    ),
  );

/** Those who are registered, without the owners that stand in for them. */
export const residents = (house: House, premises: PremisesFacts): Fraction =>
  share(
    house.days.map((day) =>
      holders(house, premises, day)
        .map(({ account }) => fraction(residentsOn(house, account, day)))
        .reduce(add, NOUGHT),
    ),
  );

export function termsOn(house: House, service: number, account: number, day: string): ServiceTerms | undefined {
  const known = house.facts.terms.filter((of) => of.service === service && isInForce(of, day));
  return known.find((of) => of.account === account && account !== 0) ?? known.find((of) => of.account === 0);
}

export const isInstallable = (premises: PremisesFacts, resource: Resource, day: string): boolean =>
  premisesState(premises, day)?.meterInstallable.includes(resource) ?? false;
