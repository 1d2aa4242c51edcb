import type { AccountFacts, PremisesFacts } from "#modules/charging";
import type { Method, Resource } from "#modules/tariffs";
import { usedBy, volumeOf } from "./consumption.ts";
import {
  add,
  divide,
  type Fraction,
  isNought,
  isEqual,
  larger,
  minus,
  multiply,
  NOUGHT,
  negative,
  ofMillionths,
  ONE,
  roundTo,
  smaller,
  subtract,
  sum,
} from "./fraction.ts";
import {
  accountsOf,
  area,
  buildingState,
  commonArea,
  type House,
  isDwelling,
  persons,
  personsOf,
  remember,
  share,
  totalArea,
  weightOf,
  wholes,
} from "./house.ts";
import { buildingVolume } from "./meters.ts";
import { inForce } from "./values.ts";

const COMMON_RESOURCES: Readonly<Record<number, Resource>> = {
  2: "cold_water",
  3: "hot_water",
  5: "electricity",
  29: "cold_water",
  30: "hot_water",
  31: "electricity",
};
const SOI_COLD_WATER = 2;
const SOI_HOT_WATER = 3;
const SOI_SEWERAGE = 4;
const HOT_WATER = 21;

/** Formula 15: N × S_ои, each by days. */
function normVolume(house: House, service: number, provider: number): Fraction {
  const norms = house.days.map(
    (day) =>
      inForce(house.facts, {
        service,
        parameter: "norm_common",
        day,
        variant: buildingState(house, day)?.improvement ?? "",
        provider,
      }) ?? NOUGHT,
  );
  return multiply(share(norms), commonArea(house));
}

/** Formulas 11 and 12: the building's meter less all premises, less what was made into hot water; absent without it. */
function remainder(house: House, resource: Resource): Fraction | undefined {
  const building = buildingVolume(house, resource, resource === "hot_water" ? [0] : undefined);
  if (building === undefined) return undefined;
  const premises = sum(wholes(house).map((one) => volumeOf(house, one, resource)));
  const isMadeHere = house.facts.terms.some(
    (of) => of.service === HOT_WATER && of.method === "hot_water_made",
  );
  const made = resource === "cold_water" && isMadeHere ? hotWaterMade(house) : NOUGHT;
  return subtract(subtract(building, premises), made);
}

/** Hot water of the whole building, by its meter, else by all premises. */
const hotWaterMade = (house: House): Fraction =>
  buildingVolume(house, "hot_water", [0]) ??
  sum(wholes(house).map((one) => volumeOf(house, one, "hot_water")));

type CommonBasis = "10" | "15" | "47" | "soi.meter" | "soi.norm" | "none";

/** What the building used in common of a service, and how it was found. */
function commonVolume(
  house: House,
  service: number,
  method: Method,
  provider: number,
): { volume: Fraction; by: CommonBasis } {
  const resource = COMMON_RESOURCES[service];
  if (!resource) return { volume: NOUGHT, by: "none" };
  const norm = normVolume(house, service, provider);
  if (method === "common_property_norm") return { volume: norm, by: "soi.norm" };
  const rest = remainder(house, resource);
  if (method === "common_property_meter") {
    if (rest === undefined) return { volume: norm, by: "soi.norm" };
    const carried = sum(
      house.facts.carried.filter((of) => of.service === service).map((of) => ofMillionths(of.volume)),
    );
    return { volume: larger(NOUGHT, add(rest, carried)), by: "soi.meter" };
  }
  if (rest === undefined) return { volume: norm, by: "15" };
  if (negative(rest)) return { volume: rest, by: "47" };
  // p. 44: what a managing company bills goes up to the norm; a supplier bills all.
  return { volume: provider === house.facts.organization ? smaller(rest, norm) : rest, by: "10" };
}

/**
 * What each account of premises has of a common volume. Formulas 10 and 17: the share of the premises to three
 * decimals, which is what is printed and priced (4.7); of several accounts each has a rounded part, the last the rest
 * of what they hold together when that is the whole.
 */
export function commonShares(
  house: House,
  premises: PremisesFacts,
  service: number,
  method: Method,
  provider: number,
): { account: AccountFacts; volume: Fraction }[] {
  const accounts = accountsOf(house, premises);
  if (service === SOI_SEWERAGE) {
    // Sewage of common property is the water of common property of the same premises.
    const waters = [SOI_COLD_WATER, SOI_HOT_WATER].flatMap((water) => {
      const terms = house.facts.terms.find((of) => of.service === water && of.account === 0);
      return terms ? commonShares(house, premises, water, terms.method, terms.provider) : [];
    });
    return accounts.map((account) => ({
      account,
      volume: sum(waters.filter((of) => of.account === account).map((of) => of.volume)),
    }));
  }
  const { volume, by } = remember(house, `common ${service} ${method} ${provider}`, () =>
    commonVolume(house, service, method, provider),
  );
  if (by === "47")
    return accounts.map((account) => ({
      account,
      volume: returned(house, premises, account, service, volume),
    }));
  const total = totalArea(house);
  if (isNought(total)) return [];
  const whole = roundTo(3, divide(multiply(volume, area(house, premises)), total));
  const weights = accounts.map((account) => weightOf(house, premises, account));
  const isFull = isEqual(sum(weights), ONE);
  let left = whole;
  return accounts.map((account, i) => {
    const isLast = isFull && i === accounts.length - 1;
    const part = isLast ? left : roundTo(3, multiply(whole, weights[i] as Fraction));
    left = subtract(left, part);
    return { account, volume: part };
  });
}

/** p. 47: the difference by persons, no volume below nought. */
function returned(
  house: House,
  premises: PremisesFacts,
  account: AccountFacts,
  service: number,
  volume: Fraction,
): Fraction {
  if (!isDwelling(premises)) return NOUGHT;
  const all = sum(house.facts.premises.filter(isDwelling).map((one) => persons(house, one)));
  if (isNought(all)) return NOUGHT;
  const part = roundTo(3, divide(multiply(minus(volume), personsOf(house, premises, account)), all));
  const used = sum(
    usedBy(house, premises, COMMON_RESOURCES[service] as Resource)
      .filter((of) => of.account === account.id)
      .map((of) => of.volume),
  );
  return minus(larger(NOUGHT, smaller(part, used)));
}
