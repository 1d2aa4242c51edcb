import {
  compare,
  type Exact,
  exact,
  fromKopecks,
  fromMillionths,
  isZero,
  plus,
  times,
  toMillionths,
  ZERO,
} from "#core/exact";
import type { ServiceId } from "#core/ids";
import { toMoney } from "#core/money";
import { type Money, NOTHING } from "#core/units";
import { coveredPart, type EntitlementFacts, percentOf, subsidyPaid } from "#modules/benefits";
import { placeInMonth } from "#modules/metering";
import type { BenefitRow, ChargeLine, Trace } from "../model.ts";
import { normOfPerson } from "./benefit-norms.ts";
import type { AccountFrame } from "./frame.ts";
import { weightOf } from "./holdings.ts";
import type { Month } from "./month.ts";
import { personDays } from "./segments.ts";
import { roundedTogether } from "./settle.ts";
import { SERVICE_BY_ID } from "./terms.ts";
import { shown, shownMillionths, shownMoney } from "./workings.ts";

export interface AccountBenefits {
  /** Of kind "benefit", not above nought. */
  readonly lines: readonly ChargeLine[];
  readonly rows: readonly BenefitRow[];
}

const NONE: AccountBenefits = { lines: [], rows: [] };

/**
 * The benefits of an account's month, on what is charged less reductions.
 *
 * Law       ЖК РФ art. 159, 160, 169 p. 2.1; the region's acts, which are the rules' data
 * Takes     the account's charges and their reductions; rights of its residents with their rules
 * Gives     a benefit line for each service and provider with discounts, and a row for each right; of two rights that
 *           would cover one person's day the better one counts. Not more than what is charged less reductions; never
 *           on the multiplier's surplus and on voluntary services
 * Practice  each line is rounded once, its rows with it: the last takes the rest (docs/law/practice.md 9)
 */
export function benefitsOf(
  month: Month,
  account: AccountFrame,
  lines: readonly ChargeLine[],
  trace: (service: ServiceId) => Trace | undefined = () => undefined,
): AccountBenefits {
  const rights = month.entitlements.get(account.facts.id);
  const subsidies = month.subsidies.get(account.facts.id);
  if (!rights && !subsidies) return NONE;
  const made: { lines: ChargeLine[]; rows: BenefitRow[] } = { lines: [], rows: [] };
  if (rights) {
    const groups = Map.groupBy(lines.filter(isCovered), (line) => `${line.service}|${line.provider}`);
    for (const own of groups.values()) {
      const [first] = own;
      const ofService = first ? rights.filter((right) => right.service === first.service) : [];
      if (first && ofService.length > 0)
        addService(month, account, { lines: own, first, rights: ofService }, made, trace(first.service));
    }
  }
  if (subsidies) addSubsidy(month, account, lines, made);
  return made;
}

const isCovered = (line: ChargeLine): boolean =>
  (line.kind === "charge" || line.kind === "recalculation") &&
  SERVICE_BY_ID.get(line.service)?.group !== "voluntary";

/** A right's exact benefit of one service, with what it covers. */
interface Share {
  readonly right: EntitlementFacts;
  cost: Exact;
  persons: Exact;
  volume: Exact;
  readonly norm: Exact | undefined;
}

function addService(
  month: Month,
  account: AccountFrame,
  of: { lines: readonly ChargeLine[]; first: ChargeLine; rights: readonly EntitlementFacts[] },
  made: { lines: ChargeLine[]; rows: BenefitRow[] },
  trace: Trace | undefined,
): void {
  const { first } = of;
  const charges = of.lines.filter((line) => line.kind === "charge");
  const whole = sumOf(charges);
  const net = sumOf(of.lines);
  const persons = exact(BigInt(personDays(account)), BigInt(month.frame.days));
  if (net <= 0n || whole <= 0n || isZero(persons) || account.residents.length === 0) return;
  // What is charged, exactly, less reductions in proportion.
  const cost = times(exactCost(charges), { n: net, d: whole });
  const volume = charges.reduce((sum, line) => sum + line.volume, 0n);
  const measured = measureOf(month, account, first.service, fromMillionths(volume));
  const shares = sharesOf(month, account, { ...of, cost, persons, measured });
  if (shares.length === 0) return;
  trace?.open(
    "benefit",
    [...new Set(shares.map(({ right }) => `${right.category}: ${right.document}`))].join("; "),
  );
  trace?.step("net_charge", "", shownMoney(net), "rub");
  trace?.step(
    "benefit_share",
    `${shown(measured.measure)} / ${shown(persons)}`,
    shown(perPerson(measured.measure, persons)),
  );
  const discounts = shares.filter(({ right }) => right.mode === "discount");
  const amounts = rounded(discounts, net, trace);
  const total = amounts.reduce((sum, amount) => sum + amount, 0n) as Money;
  const cash = shares.filter(({ right }) => right.mode === "cash");
  if (cash.length > 0) trace?.open("cash_benefit");
  const paid = rounded(cash, (net - total) as Money, trace);
  if (cash.length > 0) trace?.close();
  trace?.close();
  const rate = charges.length === 1 ? first.rate : 0n;
  for (const [i, share] of [...discounts, ...cash].entries()) {
    const amount = (i < discounts.length ? amounts[i] : paid[i - discounts.length]) ?? NOTHING;
    if (amount > 0n) made.rows.push(rowOf(account, first, share, { rate, net, amount }));
  }
  if (total <= 0n) return;
  made.lines.push({
    account: account.facts.id,
    service: first.service,
    provider: first.provider,
    part: 0,
    kind: "benefit",
    basis: first.basis,
    formula: "benefit",
    volume: -toMillionths(discounts.reduce<Exact>((sum, share) => plus(sum, share.volume), ZERO)),
    rate,
    amount: -total as Money,
  });
}

const perPerson = (measure: Exact, persons: Exact): Exact => ({
  n: measure.n * persons.d,
  d: measure.d * persons.n,
});

function rowOf(
  account: AccountFrame,
  line: ChargeLine,
  { right, persons, volume, norm }: Share,
  of: { rate: bigint; net: Money; amount: Money },
): BenefitRow {
  return {
    account: account.facts.id,
    resident: right.resident,
    service: line.service,
    provider: line.provider,
    category: right.category,
    document: right.document,
    mode: right.mode,
    percent: right.percent,
    persons: toMillionths(persons),
    volume: toMillionths(volume),
    norm: norm && toMillionths(norm),
    rate: of.rate,
    charged: of.net,
    amount: of.amount,
  };
}

/** All rounded as one whole, which the charge caps. */
function rounded(shares: readonly Share[], most: Money, trace: Trace | undefined): Money[] {
  if (shares.length === 0) return [];
  const amounts = roundedTogether(shares.map(({ cost }) => cost));
  for (const [i, { right, cost, persons, norm }] of shares.entries()) {
    if (!trace) continue;
    if (norm) trace.input("benefit_norm", shown(norm), undefined, right.act);
    trace.step("benefit_persons", "", shown(persons), "person");
    trace.rounding(
      "benefit",
      `${shownMillionths(right.percent)} % = ${shown(cost)}`,
      shownMoney(amounts[i] ?? 0n),
      "kopecks",
    );
  }
  let left = most;
  return amounts.map((amount) => {
    const taken = (amount > left ? left : amount) as Money;
    if (taken < amount) trace?.step("benefit_capped", "", shownMoney(taken), "rub");
    left = (left - taken) as Money;
    return taken;
  });
}

/** What a service is measured by for a benefit: its volume, or the area where the area decides. */
interface Measured {
  readonly measure: Exact;
  readonly byArea: boolean;
  readonly volume: Exact;
}

function measureOf(month: Month, account: AccountFrame, service: ServiceId, volume: Exact): Measured {
  if (!isByArea(service)) return { measure: volume, byArea: false, volume };
  const area = times(account.premises.area, weightOf(account, month.frame.days));
  return { measure: area, byArea: true, volume };
}

/** Housing, heating and what is used in common follow the area. */
function isByArea(service: ServiceId): boolean {
  const known = SERVICE_BY_ID.get(service);
  return (
    known?.unit === "m2" ||
    known?.group === "housing" ||
    known?.code === "HEATING" ||
    known?.code.startsWith("ODN_") === true
  );
}

function sharesOf(
  month: Month,
  account: AccountFrame,
  of: {
    first: ChargeLine;
    rights: readonly EntitlementFacts[];
    cost: Exact;
    persons: Exact;
    measured: Measured;
  },
): Share[] {
  const { days, first, end } = month.frame;
  const timed = of.rights.toSorted(byRight).map((right) => ({
    right,
    from: placeInMonth(right.from, first, end, days),
    to: right.to === undefined ? days : placeInMonth(right.to, first, end, days),
    ...worthOf(month, account, right, of),
  }));
  const cuts = new Set([account.from, account.to]);
  for (const { from, to } of [...timed, ...account.residents]) cuts.add(from).add(to);
  const places = [...cuts].filter((at) => at >= account.from && at <= account.to).sort((a, b) => a - b);
  const shares = new Map<EntitlementFacts, Share>();
  for (const [i, from] of places.entries()) {
    const to = places[i + 1];
    if (to === undefined) break;
    const weight = exact(BigInt(to - from), BigInt(days));
    const inForce = timed.filter((one) => one.from <= from && to <= one.to);
    for (const resident of account.residents) {
      if (resident.from > from || resident.to < to) continue;
      const best = inForce
        .filter(({ right }) => right.covers === "family" || right.resident === resident.no)
        .reduce<(typeof timed)[number] | undefined>(
          (a, b) => (a && compare(a.worth, b.worth) >= 0 ? a : b),
          undefined,
        );
      if (!best || isZero(best.worth)) continue;
      const share = shares.get(best.right) ?? {
        right: best.right,
        cost: ZERO,
        persons: ZERO,
        volume: ZERO,
        norm: best.norm,
      };
      shares.set(best.right, share);
      share.cost = plus(share.cost, times(best.worth, weight));
      share.persons = plus(share.persons, weight);
      share.volume = plus(share.volume, times(best.volume, weight));
    }
  }
  return [...shares.values()].sort((a, b) => byRight(a.right, b.right));
}

/** An order of their own, so that the order of the facts decides nothing where two are worth the same. */
const byRight = (a: EntitlementFacts, b: EntitlementFacts): number => {
  const [one, other] = [keyOf(a), keyOf(b)];
  return a.resident - b.resident || (one < other ? -1 : one > other ? 1 : 0);
};
const keyOf = (of: EntitlementFacts): string =>
  [of.category, of.from, of.to, of.mode, of.percent, of.covers, of.area, of.volume, of.document].join("|");

/** What a right is worth to one person who is there the whole month: roubles and volume, exact. */
function worthOf(
  month: Month,
  account: AccountFrame,
  right: EntitlementFacts,
  of: { first: ChargeLine; cost: Exact; persons: Exact; measured: Measured },
): { worth: Exact; volume: Exact; norm: Exact | undefined } {
  const { measured, persons } = of;
  const limited = measured.byArea ? right.area === "social_norm" : right.volume === "within_norm";
  const norm = limited
    ? normOfPerson(month, account, { ...of.first, byArea: measured.byArea, persons })
    : undefined;
  const part = coveredPart({ measure: measured.measure, persons, norm });
  return {
    worth: percentOf(times(of.cost, part), right.percent),
    volume: times(measured.volume, part),
    norm,
  };
}

/** Volume × rate as it was before the line's own rounding; a line that is not its product stands for itself. */
function exactCost(charges: readonly ChargeLine[]): Exact {
  return charges.reduce<Exact>((sum, line) => {
    const product = times(fromMillionths(line.volume), fromMillionths(line.rate));
    return plus(sum, toMoney(product) === line.amount ? product : fromKopecks(line.amount));
  }, ZERO);
}

/** Of the whole account: what housing and utilities cost less every benefit, at most. */
function addSubsidy(
  month: Month,
  account: AccountFrame,
  lines: readonly ChargeLine[],
  made: { lines: readonly ChargeLine[]; rows: BenefitRow[] },
): void {
  const { first } = month.frame;
  const granted = month.subsidies
    .get(account.facts.id)
    ?.find((one) => one.from <= first && (one.to === undefined || first < one.to));
  if (!granted) return;
  const charged = sumOf([...lines, ...made.lines].filter(isHousing));
  const cash = made.rows.reduce((sum, row) => (row.mode === "cash" ? sum + row.amount : sum), 0n);
  const left = (charged - cash) as Money;
  const amount = subsidyPaid(granted, left);
  if (amount <= 0n) return;
  made.rows.push({
    account: account.facts.id,
    resident: undefined,
    service: undefined,
    provider: undefined,
    category: "SUBSIDY",
    document: granted.document,
    mode: "subsidy",
    percent: granted.maxShare,
    persons: BigInt(granted.familySize) * 1_000_000n,
    volume: 0n,
    norm: undefined,
    rate: 0n,
    charged: left,
    amount,
  });
}

const isHousing = (line: ChargeLine): boolean => {
  const group = SERVICE_BY_ID.get(line.service)?.group;
  return group === "housing" || group === "utilities";
};

const sumOf = (lines: readonly ChargeLine[]): Money =>
  lines.reduce((sum, line) => sum + line.amount, 0n) as Money;
