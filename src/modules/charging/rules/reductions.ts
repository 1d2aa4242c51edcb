import { type Exact, fromKopecks, fromMillionths, times, toMillionths } from "#core/exact";
import type { OrganizationId, ServiceId } from "#core/ids";
import { toMoney } from "#core/money";
import type { Money } from "#core/units";
import {
  minuteOf,
  MINUTES_A_DAY,
  type Supply,
  type SupplyFailureFacts,
  type SupplyStandard,
} from "#modules/metering";
import { SERVICES } from "#modules/tariffs";
import type { ChargeLine, FormulaCode, Trace } from "../model.ts";
import { type AbsentDays, absentCharge, absentDaysOf } from "./absence-volume.ts";
import { askedFor } from "./asked.ts";
import type { AccountFrame } from "./frame.ts";
import type { Month } from "./month.ts";
import { type FailureSpan, minutesBeyond, partOfMonth, QUALITY_RULES } from "./quality.ts";
import { valueAt } from "./rates.ts";
import { serviceId } from "./terms.ts";
import { warnOfService } from "./warnings.ts";
import { shown, shownMillionths, shownMoney } from "./workings.ts";

/** Parts of reductions: the absence's, a standard's own number, and that of what it left unsupplied. */
const ABSENCE_PART = 0;
const UNSUPPLIED_PART = 100;

/**
 * What reduces an account's charges of the month: absence first, then each failure of supply on what is left to pay.
 *
 * Law       Decree 354 p. 86–97 (absence), p. 98–101 and annex 1 (interruptions, quality), p. 148(44) (waste)
 * Takes     the account's charge lines of the month, before any reduction
 * Gives     lines of kind "recalculation", not above nought; those of one service and provider never take more than
 *           its charge. The multiplier's surplus is no consumption and is not reduced
 * Practice  percentages are of the charge less absence; each line is rounded once (docs/law/practice.md 8)
 */
export function reductionsOf(
  month: Month,
  account: AccountFrame,
  charges: readonly ChargeLine[],
  trace: (service: ServiceId) => Trace | undefined = () => undefined,
): ChargeLine[] {
  const absences = month.absences.get(account.facts.id);
  const absent = absences && absentDaysOf(month, account, absences);
  const failures = failuresAt(month, account);
  if (!absent && failures.length === 0) return [];
  const reductions: ChargeLine[] = [];
  for (const lines of byProvider(charges)) {
    const [first] = lines;
    if (!first) continue;
    const work: Work = {
      month,
      account,
      service: first.service,
      provider: first.provider,
      charges: lines,
      whole: sumOf(lines),
      left: sumOf(lines),
      made: reductions,
      trace: trace(first.service),
    };
    if (work.whole <= 0n) continue;
    if (absent) reduceByAbsence(work, absent);
    for (const failure of failures)
      if (suppliedBy(failure.standard.supply).has(first.service)) reduceByFailure(work, failure);
  }
  return reductions;
}

/** One provider's charge for one service while it is reduced. */
interface Work {
  readonly month: Month;
  readonly account: AccountFrame;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly charges: readonly ChargeLine[];
  readonly whole: Money;
  /** What no reduction has taken yet. */
  left: Money;
  readonly made: ChargeLine[];
  readonly trace: Trace | undefined;
}

function reduceByAbsence(work: Work, absent: AbsentDays): void {
  const { month, account, trace } = work;
  trace?.open("reduction", documentsOf(month.absences.get(account.facts.id) ?? []));
  const personDays = absent.reduce((sum, persons) => sum + persons, 0);
  trace?.step("absent_days", "", String(personDays), "day");
  const charge = absentCharge(month, account, { ...work, absent }, trace);
  if (charge) {
    const { formula, rate, cost } = charge;
    const volume = -toMillionths(charge.volume);
    add(work, { part: ABSENCE_PART, formula, volume, rate, amount: toMoney(cost) }, cost);
  }
  trace?.close();
}

/** The failures of one standard that an account suffered in the month. */
interface Suffered {
  readonly standard: SupplyStandard;
  readonly spans: readonly FailureSpan[];
  readonly documents: string;
}

function reduceByFailure(work: Work, { standard, spans, documents }: Suffered): void {
  const { month, trace } = work;
  const daysInMonth = month.frame.days;
  // All percentages are of one charge: what is due for the month once nobody absent is charged.
  const base = chargeLessAbsence(work);
  trace?.open("reduction", `${standard.clause}: ${documents}`);
  trace?.step("charge_reduced", "", shownMoney(base), "rub");
  if (standard.removesUnsupplied && minutesBeyond(spans, standard) > 0)
    reduceUnsupplied(work, { standard, part: partOfMonth(spans, daysInMonth), base });
  const { formula, part } = QUALITY_RULES[standard.rule]({ spans, standard, daysInMonth }, trace);
  if (standard.rule === "priced_as_cold_water") reduceToColdWater(work, { standard, part, base });
  else {
    const cost = times(fromKopecks(base), part);
    add(work, { part: standard.id, formula, volume: 0n, rate: 0n, amount: toMoney(cost) }, cost);
  }
  trace?.close();
}

/** What the norm billed for the time of the interruption (p. 99, 100); a meter has not counted it anyway. */
function reduceUnsupplied(
  work: Work,
  { standard, part, base }: { standard: SupplyStandard; part: Exact; base: Money },
): void {
  const byNorm = work.charges.filter((line) => line.basis === "norm");
  const amount = sumOf(byNorm);
  if (amount <= 0n) return;
  const share = times(part, { n: base, d: work.whole });
  const volume = times(fromMillionths(volumeOf(byNorm)), share);
  work.trace?.step(
    "unsupplied_volume",
    `${shownMillionths(volumeOf(byNorm))} × ${shown(share)}`,
    shown(volume),
  );
  const cost = times(fromKopecks(amount), share);
  add(
    work,
    {
      part: UNSUPPLIED_PART + standard.id,
      formula: "quality.unsupplied",
      volume: -toMillionths(volume),
      rate: byNorm.length === 1 ? (byNorm[0]?.rate ?? 0n) : 0n,
      amount: toMoney(cost),
    },
    cost,
  );
}

/** The part's price is taken back and the same water is charged as cold; each is rounded by itself. */
function reduceToColdWater(
  work: Work,
  { standard, part, base }: { standard: SupplyStandard; part: Exact; base: Money },
): void {
  const { month, account, charges, service, trace } = work;
  const share = times(part, { n: base, d: work.whole });
  const removed = toMoney(times(fromKopecks(work.whole), share));
  let added = 0n as Money;
  let rate = 0n;
  // The heat of a tariff of two parts is not charged at all: cold water has none.
  if (service !== HOT_WATER_HEAT) {
    const at = month.frame.days - 1;
    const cold = valueAt(month.rates, askedFor(month, account, COLD_WATER, at), "rate", at);
    if (!cold) {
      warnOfService(month.frame.book, "charging.tariff_gap", COLD_WATER, { parameter: "rate" });
      return;
    }
    rate = cold.value;
    const volume = times(fromMillionths(volumeOf(charges)), share);
    const cost = times(volume, fromMillionths(rate));
    added = toMoney(cost);
    trace?.step("as_cold_water", `${shown(volume)} × ${shownMillionths(rate)}`, shown(cost), "rub");
  }
  const amount = (removed - added) as Money;
  add(work, { part: standard.id, formula: "quality.as_cold", volume: 0n, rate, amount }, fromKopecks(amount));
}
const COLD_WATER = serviceId("COLD_WATER");
const HOT_WATER_HEAT = serviceId("HOT_WATER_HEAT");

/** A reduction of `amount` (positive), or of what is left of the charge if that is less. */
function add(
  work: Work,
  of: { part: number; formula: FormulaCode; volume: bigint; rate: bigint; amount: Money },
  cost: Exact,
): void {
  const { service, provider, account, charges, trace } = work;
  const amount = of.amount > work.left ? work.left : of.amount;
  trace?.rounding("amount", shown({ n: -cost.n, d: cost.d }), shownMoney(-of.amount), "kopecks");
  if (amount < of.amount) trace?.step("reduction_capped", "", shownMoney(-amount), "rub");
  if (amount <= 0n) return;
  work.left = (work.left - amount) as Money;
  work.made.push({
    account: account.facts.id,
    service,
    provider,
    part: of.part,
    kind: "recalculation",
    basis: charges[0]?.basis ?? "norm",
    formula: of.formula,
    volume: of.volume,
    rate: of.rate,
    amount: -amount as Money,
  });
}

function chargeLessAbsence({ made, service, provider, whole }: Work): Money {
  const absence = made.find(
    (line) => line.service === service && line.provider === provider && line.part === ABSENCE_PART,
  );
  return (whole + (absence?.amount ?? 0n)) as Money;
}

/** By standard, in its order; cut to the account's days. */
function failuresAt(month: Month, account: AccountFrame): Suffered[] {
  const { failures } = month.frame.facts;
  if (failures.length === 0) return [];
  const first = minuteOf(month.frame.first);
  const from = first + account.from * MINUTES_A_DAY;
  const to = first + account.to * MINUTES_A_DAY;
  const { premises } = account;
  const here = failures.filter(
    (of) =>
      (of.premises === undefined ||
        of.premises === premises.facts.id ||
        of.premises === premises.flat?.facts.id) &&
      of.from < to &&
      of.to > from,
  );
  const byStandard = Map.groupBy(here.toSorted(byStandardAndTime), (of) => of.standard.id);
  return [...byStandard.values()].flatMap((own) => {
    const standard = own[0]?.standard;
    const spans = own.map((of) => ({
      from: Math.max(of.from, from),
      to: Math.min(of.to, to),
      measured: of.measured,
    }));
    return standard ? [{ standard, spans, documents: documentsOf(own) }] : [];
  });
}

const byStandardAndTime = (a: SupplyFailureFacts, b: SupplyFailureFacts): number =>
  a.standard.id - b.standard.id || a.from - b.from || a.to - b.to || a.no - b.no;

const documentsOf = (of: readonly { document: string }[]): string =>
  [...new Set(of.map(({ document }) => document))].sort().join("; ");

/** The utility services that a supply is charged by; what the building uses in common is no one's own. */
const suppliedBy = (supply: Supply): ReadonlySet<ServiceId> => SUPPLIED[supply];
const ofResource = (resource: Supply): ReadonlySet<ServiceId> =>
  new Set(
    SERVICES.filter(
      (of) => of.group === "utilities" && of.resource === resource && !of.code.startsWith("ODN_"),
    ).map(({ id }) => id),
  );
const SUPPLIED: Readonly<Record<Supply, ReadonlySet<ServiceId>>> = {
  cold_water: ofResource("cold_water"),
  hot_water: ofResource("hot_water"),
  sewerage: ofResource("sewerage"),
  electricity: ofResource("electricity"),
  gas: ofResource("gas"),
  heat: ofResource("heat"),
  waste: new Set([serviceId("WASTE")]),
};

/** The ordinary lines of each service and provider, in their order. */
function byProvider(charges: readonly ChargeLine[]): Iterable<readonly ChargeLine[]> {
  return Map.groupBy(
    charges.filter((line) => line.kind === "charge"),
    (line) => `${line.service}|${line.provider}`,
  ).values();
}

const sumOf = (lines: readonly ChargeLine[]): Money =>
  lines.reduce((sum, line) => sum + line.amount, 0n) as Money;
const volumeOf = (lines: readonly ChargeLine[]): bigint => lines.reduce((sum, line) => sum + line.volume, 0n);
