import type { AccountFacts, BuildingFacts, PremisesFacts } from "#modules/charging";
import type { Resource, ServiceTerms } from "#modules/tariffs";
import { daysOf, isInForce, monthOf, stateOn } from "./calendar.ts";
import {
  divide,
  type Fraction,
  fraction,
  isNought,
  multiply,
  NOUGHT,
  ofMillionths,
  sum,
} from "./fraction.ts";

/** The building of a month, asked day by day. */
export interface House {
  readonly facts: BuildingFacts;
  readonly days: readonly string[];
  /** Answers that were given already, so that slowness has its limits. */
  readonly answers: Map<string, unknown>;
}

export const houseOf = (facts: BuildingFacts): House => ({
  facts,
  days: daysOf(facts.period),
  answers: new Map(),
});

export function remember<T>(house: House, question: string, answer: () => T): T {
  if (!house.answers.has(question)) house.answers.set(question, answer());
  return house.answers.get(question) as T;
}

export const share = (days: readonly Fraction[]): Fraction => divide(sum(days), fraction(days.length));

interface Holder {
  readonly account: AccountFacts;
  readonly share: Fraction;
}

/** 4.6: the opening day is the holder's, the day of closing is not. */
export const holders = (house: House, premises: PremisesFacts, day: string): Holder[] =>
  remember(house, `holders ${premises.id} ${day}`, () =>
    house.facts.accounts
      .filter((account) => account.premises === premises.id)
      .filter((account) => isInForce({ from: account.opened, to: account.closed }, day))
      .flatMap((account) => {
        const state = stateOn(account.states, day);
        return state ? [{ account, share: fraction(state.shareNumerator, state.shareDenominator) }] : [];
      }),
  );

export const premisesState = (premises: PremisesFacts, day: string) => stateOn(premises.states, day);
export const buildingState = (house: House, day: string) => stateOn(house.facts.states, day);

export const roomsOf = (house: House, flat: PremisesFacts): PremisesFacts[] =>
  house.facts.premises.filter((one) => one.flat === flat.id);
export const flatOf = (house: House, room: PremisesFacts): PremisesFacts | undefined =>
  room.flat === undefined ? undefined : house.facts.premises.find((one) => one.id === room.flat);
/** A room is a part of its flat, so that the flat is counted, not the room. */
export const wholes = (house: House): PremisesFacts[] =>
  house.facts.premises.filter((one) => !flatOf(house, one));

/** What is billed by area is billed by the premises' own: of a room, the room's (section 3: area × rate). */
export const ownAreaOn = (premises: PremisesFacts, day: string): Fraction =>
  ofMillionths(premisesState(premises, day)?.totalArea ?? 0n);

/** S_i of what the building shares; rooms of a communal flat divide its area by theirs (formula 17). */
export function areaOn(house: House, premises: PremisesFacts, day: string): Fraction {
  const own = ownAreaOn(premises, day);
  const flat = flatOf(house, premises);
  if (!flat) return own;
  const rooms = sum(
    roomsOf(house, flat).map((room) => ofMillionths(premisesState(room, day)?.totalArea ?? 0n)),
  );
  return isNought(rooms) ? NOUGHT : divide(multiply(areaOn(house, flat, day), own), rooms);
}

/** Areas in sums over the building are averages by days. */
export const area = (house: House, premises: PremisesFacts): Fraction =>
  remember(house, `area ${premises.id}`, () => share(house.days.map((day) => areaOn(house, premises, day))));
export const totalArea = (house: House): Fraction =>
  remember(house, "total area", () => sum(wholes(house).map((one) => area(house, one))));
export const commonArea = (house: House): Fraction =>
  share(house.days.map((day) => ofMillionths(buildingState(house, day)?.commonPropertyArea ?? 0n)));

/** Registered and temporary residents of an account on a day. */
export const residentsOn = (house: House, account: AccountFacts, day: string): number =>
  house.facts.residents.filter((one) => one.account === account.id && isInForce(one, day)).length;

/** Section 2: n by days; where nobody lived in the premises all month, the owners (p. 56(2)). */
export function personsOn(
  house: House,
  premises: PremisesFacts,
  account: AccountFacts,
  day: string,
): Fraction {
  const anybody = remember(house, `inhabited ${premises.id}`, () =>
    house.days.some((one) =>
      holders(house, premises, one).some((holder) => residentsOn(house, holder.account, one) > 0),
    ),
  );
  return fraction(anybody ? residentsOn(house, account, day) : (stateOn(account.states, day)?.owners ?? 0));
}

/** Persons of an account, and of all accounts of the premises, averaged by days. */
export const personsOf = (house: House, premises: PremisesFacts, account: AccountFacts): Fraction =>
  remember(house, `persons ${account.id}`, () =>
    share(
      house.days.map((day) =>
        holders(house, premises, day).some((one) => one.account === account)
          ? personsOn(house, premises, account, day)
          : NOUGHT,
      ),
    ),
  );
export const persons = (house: House, premises: PremisesFacts): Fraction =>
  sum(
    house.facts.accounts
      .filter((account) => account.premises === premises.id)
      .map((account) => personsOf(house, premises, account)),
  );

/** The accounts that hold the premises in the month, in order of opening, then number: the last takes the rest. */
export const accountsOf = (house: House, premises: PremisesFacts): AccountFacts[] =>
  house.facts.accounts
    .filter((account) =>
      house.days.some((day) => holders(house, premises, day).some((one) => one.account === account)),
    )
    .sort((a, b) => {
      // Whoever opened before this month held the premises from its first day.
      const [opened, other] = [a, b].map((one) =>
        monthOf(one.opened) < house.facts.period ? "" : one.opened,
      ) as [string, string];
      return opened === other ? a.id - b.id : opened < other ? -1 : 1;
    });

/** Share × days: what an account answers for of a volume that knows no days. */
export const weightOf = (house: House, premises: PremisesFacts, account: AccountFacts): Fraction =>
  remember(house, `weight ${account.id}`, () =>
    share(
      house.days.map(
        (day) => holders(house, premises, day).find((one) => one.account === account)?.share ?? NOUGHT,
      ),
    ),
  );

export const isDwelling = (premises: PremisesFacts): boolean =>
  premises.kind !== "shop" && premises.kind !== "parking";

export function termsOn(
  house: House,
  service: number,
  account: number,
  day: string,
): ServiceTerms | undefined {
  const known = house.facts.terms.filter((of) => of.service === service && isInForce(of, day));
  return known.find((of) => of.account === account && account !== 0) ?? known.find((of) => of.account === 0);
}

export const isInstallable = (premises: PremisesFacts, resource: Resource, day: string): boolean =>
  premisesState(premises, day)?.meterInstallable.includes(resource) ?? false;
