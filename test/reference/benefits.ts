import type { AccountFacts, BuildingFacts, PremisesFacts } from "#modules/charging";
import { SERVICES } from "#modules/tariffs";
import { isInForce } from "./calendar.ts";
import { normOf, SERVICE } from "./consumption.ts";
import {
  add,
  divide,
  type Fraction,
  fraction,
  kopecks,
  less,
  multiply,
  NOUGHT,
  ofMillionths,
  roundTo,
  smaller,
  sum,
} from "./fraction.ts";
import { area, buildingState, type House, personsOf, residentsOn, termsOn, weightOf } from "./house.ts";
import { type Charge, chargedOf } from "./reductions.ts";
import type { Due } from "./rounding.ts";
import { inForce } from "./values.ts";

type Right = BuildingFacts["entitlements"][number];

/**
 * Section 6: benefit = min(own share, norm of a person) × tariff × percent, of the charge less reductions; of two rights
 * that cover one person's day the better one. Discounts are rounded together, then cash, and both take no more than the
 * charge.
 */
export function benefitsOf(
  house: House,
  charge: Charge,
  reduction: bigint,
): { discount: bigint; cash: bigint } {
  const none = { discount: 0n, cash: 0n };
  const { account, premises, service } = charge;
  const known = SERVICES.find((of) => of.id === service);
  const whole = chargedOf(charge);
  const net = whole - reduction;
  const persons = personsOf(house, premises, account);
  const isLivedIn = house.days.some((day) => residentsOn(house, account, day) > 0);
  const rights = house.facts.entitlements
    .filter((of) => of.account === account.id && of.service === service)
    .sort((a, b) => a.resident - b.resident || (a.category < b.category ? -1 : 1));
  if (known?.group === "voluntary" || net <= 0n || whole <= 0n || !isLivedIn || rights.length === 0)
    return none;
  if (!less(NOUGHT, persons)) return none;

  const cost = multiply(sum(charge.lines.map(printedCost)), fraction(net, whole));
  const isByArea = known?.unit === "m2" || known?.group === "housing" || service === SERVICE.HEATING;
  const measure = isByArea
    ? multiply(area(house, premises), weightOf(house, premises, account))
    : sum(charge.lines.map((line) => line.volume));
  if (!less(NOUGHT, measure)) return none;
  const worthOf = (right: Right): Fraction => {
    const share = divide(measure, persons);
    const isLimited = isByArea ? right.area === "social_norm" : right.volume === "within_norm";
    const norm = isLimited ? limitOf(house, charge, isByArea, persons) : undefined;
    const covered = norm ? smaller(share, norm) : share;
    return multiply(
      multiply(cost, divide(covered, measure)),
      divide(ofMillionths(right.percent), fraction(100)),
    );
  };
  const worths = rights.map((right) => ({ right, worth: worthOf(right) }));
  const total = { discount: NOUGHT, cash: NOUGHT };
  for (const day of house.days)
    for (const resident of residentsPresent(house, premises, account, day)) {
      let best: (typeof worths)[number] | undefined;
      for (const one of worths) {
        const covers = one.right.covers === "family" || one.right.resident === resident;
        if (!covers || !isInForce(one.right, day)) continue;
        if (!best || less(best.worth, one.worth)) best = one;
      }
      const mode = best?.right.mode;
      if (best && (mode === "discount" || mode === "cash"))
        total[mode] = add(total[mode], divide(best.worth, fraction(house.days.length)));
    }
  const discount = least(kopecks(total.discount), net);
  return { discount, cash: least(kopecks(total.cash), net - discount) };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const residentsPresent = (
  house: House,
  premises: PremisesFacts,
  account: AccountFacts,
  day: string,
): number[] =>
  house.facts.residents
    .filter((of) => of.account === account.id && isInForce(of, day))
    .filter(
      () => premises.id === account.premises && isInForce({ from: account.opened, to: account.closed }, day),
    )
    .flatMap((of) => (of.no === undefined ? [] : [of.no]));

/** The printed volume × the printed rate where that is the line; else the line itself (practice.md 9). */
function printedCost({ volume, rate, kopecks: amount }: Due): Fraction {
  const product = multiply(volume, roundTo(6, rate));
  return kopecks(product) === amount ? product : fraction(amount, 100n);
}

/** The norm of a person on the month's last day; undefined where nothing limits the benefit. */
function limitOf(house: House, charge: Charge, isByArea: boolean, persons: Fraction): Fraction | undefined {
  const last = house.days.at(-1) as string;
  const count = Number((persons.top + persons.bottom - 1n) / persons.bottom);
  if (isByArea) {
    const norm = house.facts.socialNorms.find(
      (of) => of.persons === Math.min(3, count) && isInForce(of, last),
    );
    return norm && ofMillionths(norm.areaPerPerson);
  }
  const { account, premises, service } = charge;
  const ask = (parameter: "norm" | "norm_year" | "heat_per_m3") =>
    inForce(house.facts, {
      service,
      parameter,
      day: last,
      variant: buildingState(house, last)?.improvement ?? "",
      provider: termsOn(house, service, account.id, last)?.provider ?? 0,
      account: account.id,
    });
  const ofPerson = (resource: Parameters<typeof normOf>[3]): Fraction =>
    divide(normOf(house, premises, account, resource, last, fraction(count)), fraction(count));
  switch (service) {
    case WASTE: {
      const norm = ask("norm_year");
      return norm && divide(norm, fraction(12));
    }
    case SERVICE.COLD_WATER:
      return ofPerson("cold_water");
    case SERVICE.HOT_WATER:
    case SERVICE.HOT_WATER_WATER:
      return ofPerson("hot_water");
    case SERVICE.HOT_WATER_HEAT: {
      const heat = ask("heat_per_m3");
      return heat && multiply(ofPerson("hot_water"), heat);
    }
    case SERVICE.SEWERAGE:
      return ask("norm") ? ofPerson("sewerage") : add(ofPerson("cold_water"), ofPerson("hot_water"));
    case SERVICE.ELECTRICITY:
      return ofPerson("electricity");
    case SERVICE.GAS:
      return ofPerson("gas");
    default:
      return undefined;
  }
}
const WASTE = 28;
