import type { BuildingFacts, PremisesFacts } from "#modules/charging";
import type { Method, ServiceTerms } from "#modules/tariffs";
import { commonShares } from "./common.ts";
import { SERVICE, type Used, usedBy, volumeOf } from "./consumption.ts";
import {
  add,
  divide,
  type Fraction,
  fraction,
  isNought,
  larger,
  less,
  multiply,
  NOUGHT,
  ofMillionths,
  ONE,
  roundTo,
  smaller,
  subtract,
  sum,
} from "./fraction.ts";
import { benefitsOf } from "./benefits.ts";
import { heatByDays, isHeatByNorm } from "./heating.ts";
import {
  accountsOf,
  area,
  buildingState,
  type House,
  holders,
  houseOf,
  ownAreaOn,
  persons,
  personsOn,
  premisesState,
  termsOn,
  totalArea,
  weightOf,
  wholes,
} from "./house.ts";
import { buildingVolume } from "./meters.ts";
import { type Charge, reductionOf } from "./reductions.ts";
import { type DayCost, type Due, roundWholes } from "./rounding.ts";
import { allInForce, inForce } from "./values.ts";

/** What an account owes a provider for a service, what is taken off it, and what the budget pays in cash. */
export interface Owed {
  readonly account: number;
  readonly service: number;
  readonly provider: number;
  readonly kind: "charge" | "excess" | "recalculation" | "benefit" | "cash";
  readonly kopecks: bigint;
}

/** The month of a building by the text of the law, slowly. */
export function calculate(facts: BuildingFacts): Owed[] {
  const house = houseOf(facts);
  const services = [...new Set(facts.terms.map((of) => of.service))].sort((a, b) => a - b);
  const owed: Owed[] = [];
  for (const premises of facts.premises)
    for (const service of services) {
      const costs = costsOf(house, premises, service);
      const order = accountsOf(house, premises).map((one) => one.id as number);
      const base = roundWholes(costs, order);
      for (const due of base) owed.push({ ...due, service, kind: "charge" });
      owed.push(...afterwards(house, premises, service, base, costs));
      // Formula 4(1): the whole with the multiplier, less the norm that is billed as such.
      const surplus = costs.filter((of) => of.found === "multiplied");
      for (const due of roundWholes(
        surplus.map((of) => ({ ...of, volume: multiply(of.volume, of.multiplier) })),
        order,
      ))
        owed.push({ ...due, service, kind: "excess" });
      for (const due of roundWholes(surplus, order))
        owed.push({ ...due, service, kind: "excess", kopecks: -due.kopecks });
    }
  return owed;
}

/** Section 4.8: reductions of each charge, then the benefits of what is left. */
function afterwards(
  house: House,
  premises: PremisesFacts,
  service: number,
  lines: readonly Due[],
  costs: readonly Cost[],
): Owed[] {
  return accountsOf(house, premises).flatMap((account) =>
    [...new Set(lines.map((line) => line.provider))].flatMap((provider): Owed[] => {
      const isOwn = (of: { account: number; provider: number }): boolean =>
        of.account === account.id && of.provider === provider;
      const own = costs.filter(isOwn);
      const charge: Charge = {
        account,
        premises,
        service,
        provider,
        lines: lines.filter(isOwn),
        byPersons: own.map(({ day, rate, byPersons: volume }) => ({ day, rate, volume })),
        isPricedOnAverage: own.some((of) => of.isPricedOnAverage),
      };
      const reduction = reductionOf(house, charge);
      const { discount, cash } = benefitsOf(house, charge, reduction);
      const of = { account: account.id, service, provider };
      return [
        { ...of, kind: "recalculation", kopecks: -reduction },
        { ...of, kind: "benefit", kopecks: -discount },
        { ...of, kind: "cash", kopecks: cash },
      ];
    }),
  );
}

interface Cost extends DayCost {
  readonly found: Used["found"] | "other";
  readonly multiplier: Fraction;
  readonly byPersons: Fraction;
  readonly isPricedOnAverage: boolean;
}

interface DayOfAccount {
  readonly day: string;
  readonly account: BuildingFacts["accounts"][number];
  readonly share: Fraction;
  readonly terms: ServiceTerms;
}

function costsOf(house: House, premises: PremisesFacts, service: number): Cost[] {
  const days = house.days.flatMap((day) =>
    holders(house, premises, day).flatMap(({ account, share }): DayOfAccount[] => {
      const terms = termsOn(house, service, account.id, day);
      return terms ? [{ day, account, share, terms }] : [];
    }),
  );
  const methods = [...new Set(days.map((of) => of.terms.method))];
  return methods.flatMap((method) =>
    costsByMethod(
      house,
      premises,
      service,
      method,
      days.filter((of) => of.terms.method === method),
    ),
  );
}

function costsByMethod(
  house: House,
  premises: PremisesFacts,
  service: number,
  method: Method,
  days: readonly DayOfAccount[],
): Cost[] {
  const count = fraction(house.days.length);
  const simple = (volume: (of: DayOfAccount) => Fraction, found: Partial<Found> = {}): Cost[] =>
    days.map((of) => cost(house, premises, of, { volume: volume(of), ...found }));

  switch (method) {
    case "area": // P = S × T
      return simple((of) =>
        isOwed(house, premises, service, of.day)
          ? divide(multiply(ownAreaOn(premises, of.day), of.share), count)
          : NOUGHT,
      );
    case "fixed":
      return simple((of) => divide(of.share, count));
    case "waste_persons": // 9(1): P = n × N / 12 × T
      return simple(
        (of) =>
          divide(
            multiply(personsOn(house, premises, of.account, of.day), valueOn(house, of, "norm_year")),
            multiply(fraction(12), count),
          ),
        { byNorm: true, isAllByPersons: true },
      );
    case "waste_area": // 9(2): P = S × N / 12 × T
      return simple(
        (of) =>
          divide(
            multiply(multiply(ownAreaOn(premises, of.day), of.share), valueOn(house, of, "norm_area")),
            multiply(fraction(12), count),
          ),
        { byNorm: true },
      );
    case "heating_season":
    case "heating_even_year": {
      const provider = days[0]?.terms.provider ?? 0;
      return simple(
        (of) => {
          const heat = heatByDays(house, premises, method, of.terms.provider);
          return multiply(heat[house.days.indexOf(of.day)] as Fraction, of.share);
        },
        { byNorm: isHeatByNorm(house, premises, method, provider) },
      );
    }
    case "heating_made": // 18: P = V_fuel × T_fuel × S / S_total, printed in Gcal
      return days.map((of) => {
        const boiler = ownBoiler(house);
        const volume = boiler ? heatOfOwnBoiler(house, premises, of, boiler) : NOUGHT;
        const rate = boiler && divide(multiply(rateOfFuel(house, of), boiler.fuel), boiler.heat);
        return cost(house, premises, of, { volume, rate: rate ?? NOUGHT });
      });
    case "common_needs":
    case "common_property_meter":
    case "common_property_norm":
      return commonCosts(house, premises, service, method, days);
    case "sewerage_sum": // p. 42: V_cold + V_hot; without any meter of water the norm, where there is one
      return sewageCosts(house, premises, days);
    case "hot_water_heat": // 23: V × Q × T, Gcal to six decimals
      return heatOfHotWater(house, premises, days);
    case "hot_water_made": // 20
      return usedCosts(house, premises, days, usedBy(house, premises, "hot_water"), (of) =>
        priceOfMade(house, of),
      );
    case "gas":
      return usedCosts(house, premises, days, usedBy(house, premises, "gas"));
    case "individual":
    case "individual_social_norm": {
      const resource =
        service === SERVICE.COLD_WATER
          ? "cold_water"
          : service === SERVICE.ELECTRICITY
            ? "electricity"
            : "hot_water";
      const used = usedBy(house, premises, resource);
      return resource === "electricity"
        ? rangedCosts(house, premises, days, used, method)
        : usedCosts(house, premises, days, used);
    }
  }
}

/** What goes out follows what came in; by its own norm an absence counts where all the water is counted so too. */
function sewageCosts(house: House, premises: PremisesFacts, days: readonly DayOfAccount[]): Cost[] {
  const cold = usedBy(house, premises, "cold_water");
  const isByNorm = (of: Used): boolean => of.found === "norm" || of.found === "multiplied";
  if (hasSewageNorm(house, premises)) {
    const isOfPersons = cold.every((of) => of.byPersons !== undefined);
    return usedCosts(house, premises, days, usedBy(house, premises, "sewerage")).map((of) =>
      isOfPersons ? of : { ...of, byPersons: NOUGHT },
    );
  }
  const water = [...cold, ...usedBy(house, premises, "hot_water")];
  return usedCosts(
    house,
    premises,
    days,
    water.map((of) => ({ ...of, found: "meter" as const })),
  ).map((of) => ({
    ...of,
    byNorm: water.filter((one) => one.account === of.account && !isNought(one.volume)).every(isByNorm),
  }));
}

function hasSewageNorm(house: House, premises: PremisesFacts): boolean {
  const isMetered = house.facts.meters.some(
    (of) =>
      (of.resource === "cold_water" || of.resource === "hot_water") &&
      of.premises !== undefined &&
      (of.premises === premises.id || of.premises === premises.flat),
  );
  return (
    !isMetered && house.facts.values.some((of) => of.service === SERVICE.SEWERAGE && of.parameter === "norm")
  );
}

/** Of the month: the gas burnt for the rooms and the Gcal it gave, counted or by what a m³ gives. */
function ownBoiler(house: House): { fuel: Fraction; heat: Fraction } | undefined {
  const isForBoth = isOneBoiler(house);
  const both = isForBoth ? fuelByUse(house) : undefined;
  const fuel = isForBoth ? both?.heating : buildingVolume(house, "gas");
  if (!fuel || !less(NOUGHT, fuel)) return undefined;
  const counted = buildingVolume(house, "heat");
  const given = gcalOfCubicMetre(house, SERVICE.HEATING);
  const heat = both?.heat ?? (counted && less(NOUGHT, counted) ? counted : given && multiply(fuel, given));
  return heat && less(NOUGHT, heat) ? { fuel, heat } : undefined;
}

/** The Gcal of a day, shared by the area of all premises; a communal flat stands as its rooms. */
function heatOfOwnBoiler(
  house: House,
  premises: PremisesFacts,
  of: DayOfAccount,
  { heat }: { heat: Fraction },
): Fraction {
  const all = totalArea(house);
  if (isNought(all)) return NOUGHT;
  return divide(
    multiply(multiply(heat, area(house, premises)), of.share),
    multiply(all, fraction(house.days.length)),
  );
}

/** What a cubic metre of hot water, or of gas burnt for the rooms, has of Gcal on the month's last day. */
function gcalOfCubicMetre(house: House, service: number): Fraction | undefined {
  const day = house.days.at(-1) as string;
  return inForce(house.facts, {
    service,
    parameter: "heat_per_m3",
    day,
    variant: service === SERVICE.HEATING ? "" : (buildingState(house, day)?.improvement ?? ""),
    provider: house.facts.terms.find((of) => of.service === service)?.provider ?? 0,
  });
}

/** Heat and hot water are both made in the building: one boiler, one gas meter (p. 54). */
const isOneBoiler = (house: House): boolean =>
  house.facts.terms.some((of) => of.method === "heating_made") &&
  house.facts.terms.some((of) => of.method === "hot_water_made");

/**
 * p. 54: the gas in proportion to the heat of each. Of the water: counted, or its m³ × the norm of heat for one; of the
 * rooms: counted, or what the gas gave less the water's. Undefined where one of them is not known.
 */
function fuelByUse(house: House): { heating: Fraction; water: Fraction; heat: Fraction } | undefined {
  const fuel = buildingVolume(house, "gas");
  if (fuel === undefined) return undefined;
  const counted = buildingVolume(house, "hot_water", [0]);
  const water = counted ?? sum(wholes(house).map((one) => volumeOf(house, one, "hot_water")));
  const norm = gcalOfCubicMetre(house, SERVICE.HOT_WATER);
  const ofWater =
    (counted && buildingVolume(house, "hot_water", [1])) ?? (norm && larger(NOUGHT, multiply(water, norm)));
  const given = gcalOfCubicMetre(house, SERVICE.HEATING);
  const ofRooms =
    buildingVolume(house, "heat") ??
    (given && ofWater && larger(NOUGHT, subtract(multiply(fuel, given), ofWater)));
  if (!ofWater || !ofRooms) return undefined;
  const all = add(ofWater, ofRooms);
  if (isNought(all)) return undefined;
  const share = divide(multiply(fuel, ofWater), all);
  return { heating: subtract(fuel, share), water: share, heat: ofRooms };
}

const rateOfFuel = (house: House, of: DayOfAccount): Fraction =>
  inForce(house.facts, {
    service: SERVICE.GAS,
    parameter: "rate",
    day: of.day,
    variant: "boiler",
    provider: termsOn(house, SERVICE.GAS, of.account.id, of.day)?.provider ?? 0,
    account: of.account.id,
  }) ?? NOUGHT;

/** Rent is the tenant's, capital repair the owner's, and not in a dilapidated building (section 3). */
function isOwed(house: House, premises: PremisesFacts, service: number, day: string): boolean {
  const RENT = 6;
  const CAPITAL_REPAIR = 7;
  const ownership = premisesState(premises, day)?.ownership;
  if (service === RENT) return ownership === "municipal";
  if (service === CAPITAL_REPAIR)
    return ownership === "private" && buildingState(house, day)?.dilapidated !== true;
  return true;
}

const valueOn = (house: House, of: DayOfAccount, parameter: "norm_year" | "norm_area"): Fraction =>
  inForce(house.facts, {
    service: of.terms.service,
    parameter,
    day: of.day,
    variant: buildingState(house, of.day)?.improvement ?? "",
    provider: of.terms.provider,
    account: of.account.id,
  }) ?? NOUGHT;

/** Whose rate it is: non-residential premises, and flats with electric stoves for power. */
function groupOf(premises: PremisesFacts, service: number, day: string): string {
  if (premises.kind === "shop" || premises.kind === "parking") return "non_residential";
  const isPower = service === SERVICE.ELECTRICITY || service === 5 || service === SERVICE.ODN_ELECTRICITY;
  return isPower && premisesState(premises, day)?.stove === "electric" ? "electric_stove" : "";
}

const ratesOn = (house: House, premises: PremisesFacts, of: DayOfAccount, zone: number) =>
  allInForce(house.facts, {
    service: of.terms.service,
    parameter: "rate",
    day: of.day,
    variant: groupOf(premises, of.terms.service, of.day),
    zone,
    provider: of.terms.provider,
    account: of.account.id,
  });

interface Found {
  readonly byNorm: boolean;
  readonly isAllByPersons: boolean;
}

function cost(
  house: House,
  premises: PremisesFacts,
  of: DayOfAccount,
  what: {
    volume: Fraction;
    zone?: number;
    found?: Cost["found"];
    range?: number;
    rate?: Fraction;
    byPersons?: Fraction | undefined;
  } & Partial<Found>,
): Cost {
  const { volume, zone = 0, found = "other", range = 0 } = what;
  const rateOfDay = () => ofMillionths(ratesOn(house, premises, of, zone)[range]?.value ?? 0n);
  const rate = isNought(volume) ? NOUGHT : (what.rate ?? rateOfDay());
  return {
    account: of.account.id,
    provider: of.terms.provider,
    day: of.day,
    whole: `${zone} ${found}`,
    range,
    volume,
    rate,
    found,
    group: groupOf(premises, of.terms.service, of.day),
    multiplier: found === "multiplied" ? multiplierOf(house, of) : ONE,
    byNorm: what.byNorm ?? (found === "norm" || found === "multiplied"),
    byPersons: what.isAllByPersons === true ? volume : (what.byPersons ?? NOUGHT),
    isPricedOnAverage: of.terms.method === "hot_water_made" || ratesOn(house, premises, of, zone).length > 1,
  };
}

/** K of the period's last day, for the whole of it. */
const multiplierOf = (house: House, of: DayOfAccount): Fraction =>
  inForce(house.facts, {
    service: of.terms.service,
    parameter: "multiplier",
    day: house.days.at(-1) as string,
    provider: of.terms.provider,
    account: of.account.id,
  }) ?? ONE;

/** Consumption at the day's rate. */
function usedCosts(
  house: House,
  premises: PremisesFacts,
  days: readonly DayOfAccount[],
  used: readonly Used[],
  price?: (of: DayOfAccount) => Fraction,
): Cost[] {
  return used.flatMap((one) => {
    const of = days.find((day) => day.day === one.day && day.account.id === one.account);
    if (!of) return [];
    const rate = price?.(of);
    return [
      cost(house, premises, of, {
        volume: one.volume,
        zone: one.zone,
        found: one.found,
        byPersons: one.byPersons,
        ...(rate ? { rate } : {}),
      }),
    ];
  });
}

/** Gcal are rounded to six decimals for each volume found in one way, at one norm; they lie on the days as the heat does. */
function heatOfHotWater(house: House, premises: PremisesFacts, days: readonly DayOfAccount[]): Cost[] {
  const used = usedBy(house, premises, "hot_water");
  const heat = used.flatMap((one) => {
    const of = days.find((day) => day.day === one.day && day.account.id === one.account);
    if (!of) return [];
    const norm = heatPerCubicMetre(house, of);
    const key = `${one.account} ${one.found} ${norm.top}/${norm.bottom}`;
    const byPersons = one.byPersons && multiply(one.byPersons, norm);
    return [{ of, key, found: one.found, volume: multiply(one.volume, norm), byPersons }];
  });
  return [...new Set(heat.map((one) => one.key))].flatMap((key) => {
    const together = heat.filter((one) => one.key === key);
    const exact = sum(together.map((one) => one.volume));
    const printed = roundTo(6, exact);
    if (isNought(exact)) return [];
    const asPrinted = (volume: Fraction): Fraction => divide(multiply(volume, printed), exact);
    return together.map(({ of, found, volume, byPersons }) => ({
      ...cost(house, premises, of, {
        volume: asPrinted(volume),
        found,
        byPersons: byPersons && asPrinted(byPersons),
      }),
      // The multiplier is on the water alone (23(1)).
      multiplier: ONE,
    }));
  });
}

const heatPerCubicMetre = (house: House, of: DayOfAccount): Fraction =>
  inForce(house.facts, {
    service: of.terms.service,
    parameter: "heat_per_m3",
    day: of.day,
    variant: buildingState(house, of.day)?.improvement ?? "",
    provider: of.terms.provider,
    account: of.account.id,
  }) ?? NOUGHT;

/** 20: (V_heat × T_heat + V_water × T_water) / V_water; by the norm of heat without the building's meter. */
function priceOfMade(house: House, of: DayOfAccount): Fraction {
  // The rates are those of whoever supplies the building with cold water and with heat.
  const rate = (service: number) => {
    const provider = termsOn(house, service, of.account.id, of.day)?.provider ?? 0;
    return (
      inForce(house.facts, { service, parameter: "rate", day: of.day, provider, account: of.account.id }) ??
      NOUGHT
    );
  };
  const water = buildingVolume(house, "hot_water", [0]);
  if (isOneBoiler(house)) {
    const all = water ?? sum(wholes(house).map((one) => volumeOf(house, one, "hot_water")));
    const fuel = fuelByUse(house)?.water;
    if (!fuel || !less(NOUGHT, all)) return fuel ? rate(SERVICE.COLD_WATER) : NOUGHT;
    return add(divide(multiply(fuel, rateOfFuel(house, of)), all), rate(SERVICE.COLD_WATER));
  }
  const heat = buildingVolume(house, "hot_water", [1]);
  if (water === undefined || heat === undefined || isNought(water)) {
    const norm =
      inForce(house.facts, { service: SERVICE.HOT_WATER, parameter: "heat_per_m3", day: of.day }) ?? NOUGHT;
    return add(multiply(norm, rate(SERVICE.HEATING)), rate(SERVICE.COLD_WATER));
  }
  return divide(add(multiply(heat, rate(SERVICE.HEATING)), multiply(water, rate(SERVICE.COLD_WATER))), water);
}

/** An account's part of a common volume lies evenly on its days. */
function commonCosts(
  house: House,
  premises: PremisesFacts,
  service: number,
  method: Method,
  days: readonly DayOfAccount[],
): Cost[] {
  const provider = days[0]?.terms.provider ?? 0;
  const shares = commonShares(house, premises, service, method, provider);
  const used = days.map((of): Used => {
    const own = days.filter((one) => one.account === of.account);
    const volume = shares.find((one) => one.account === of.account)?.volume ?? NOUGHT;
    return {
      account: of.account.id,
      day: of.day,
      zone: 0,
      found: "meter",
      volume: divide(volume, fraction(own.length)),
    };
  });
  const isSocial =
    service === SERVICE.ODN_ELECTRICITY &&
    house.facts.terms.some((of) => of.method === "individual_social_norm");
  return isSocial
    ? rangedCosts(
        house,
        premises,
        days,
        used,
        "individual_social_norm",
        usedBy(house, premises, "electricity"),
      )
    : usedCosts(house, premises, days, used);
}

/**
 * Ranges of a month, or the social norm: all zones together fill them, each zone is cut in proportion; an account
 * has its share of the limits. `below` is what already lies on the axis: the flat's own volume and the common one
 * are summed before they are split (section 3).
 */
function rangedCosts(
  house: House,
  premises: PremisesFacts,
  days: readonly DayOfAccount[],
  used: readonly Used[],
  method: Method,
  below: readonly Used[] = [],
): Cost[] {
  return accountsOf(house, premises).flatMap((account) => {
    const own = used.filter((of) => of.account === account.id);
    const all = sum(own.map((of) => of.volume));
    const start = sum(below.filter((of) => of.account === account.id).map((of) => of.volume));
    const weight = weightOf(house, premises, account);
    return own.flatMap((one) => {
      const of = days.find((day) => day.day === one.day && day.account === account);
      if (!of) return [];
      const rates = ratesOn(house, premises, of, one.zone);
      const limits =
        method === "individual_social_norm"
          ? [NOUGHT, multiply(weight, socialNorm(house, premises))]
          : rates.map((rate) => multiply(weight, ofMillionths(rate.rangeFrom)));
      return rates.map((_, range) => {
        const inRange = (axis: Fraction) =>
          upTo(
            axis,
            limits[range] as Fraction,
            range + 1 < rates.length ? limits[range + 1] : undefined,
            range,
          );
        const portion = isNought(all)
          ? NOUGHT
          : divide(subtract(inRange(add(start, all)), inRange(start)), all);
        return cost(house, premises, of, {
          volume: multiply(one.volume, portion),
          zone: one.zone,
          found: one.found,
          range,
          byPersons: range === 0 ? one.byPersons : undefined,
        });
      });
    });
  });
}

/** How much of a volume lies in a range; what is below nought is all the first one's. */
function upTo(volume: Fraction, limit: Fraction, next: Fraction | undefined, range: number): Fraction {
  const end = next === undefined ? volume : smaller(volume, next);
  return range === 0 ? end : larger(NOUGHT, subtract(end, limit));
}

/**
 * 110 kWh for one registered person, 75 for each of several: of the premises, over the days on which it was held, so
 * that a change of holder makes the norm neither larger nor smaller.
 */
function socialNorm(house: House, premises: PremisesFacts): Fraction {
  const held = house.days.filter((day) => holders(house, premises, day).length > 0);
  const n = divide(multiply(persons(house, premises), fraction(house.days.length)), fraction(held.length));
  const ask = (parameter: "social_norm_one" | "social_norm_more") =>
    inForce(house.facts, { service: SERVICE.ELECTRICITY, parameter, day: house.days.at(-1) as string }) ??
    NOUGHT;
  if (isNought(n)) return NOUGHT;
  return less(ONE, n) ? multiply(n, ask("social_norm_more")) : ask("social_norm_one");
}
