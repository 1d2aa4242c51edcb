import { type Exact, minus, plus, toMillionths, ZERO } from "#core/exact";
import type { AccountId, OrganizationId } from "#core/ids";
import { toMoney } from "#core/money";
import type { Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import type { BilledHeat, BuildingFacts, CorrectionLine, FormulaCode, HeatingYear, Trace } from "../model.ts";
import { buildingMonthOf } from "./building-meters.ts";
import { monthOf } from "./begin-month.ts";
import { draftsOf } from "./drafts.ts";
import { frameOf } from "./frame.ts";
import { valuesOfMonth } from "./rates.ts";
import type { Draft } from "./settle.ts";
import { serviceId, termsOf } from "./terms.ts";
import { shown, shownMoney } from "./workings.ts";

export const HEATING = serviceId("HEATING");

export interface HeatingYearCorrected {
  /** By account, then month; months without a difference are left out. */
  readonly lines: readonly CorrectionLine[];
  /** Months of the season that the building's meter has no reading of. */
  readonly incomplete: readonly Period[];
}

/**
 * What the year's heat really cost by the building's meter, less what was billed for it evenly.
 *
 * Law       Decree 354, annex 2, formulas 3(2) and 3(4): correction = P_actual_year − P_billed_year, the actual one by
 *           the building's meter and the tariff of each month; p. 42(1)
 * Practice  charges.md 4.2: booked per account for the months that it held, so a new holder never gets another's
 *           correction; a negative one is a credit. The year's cost of an account is rounded once: each month takes the
 *           difference of the sums rounded so far, so the months add up to the rounded year (HEAT-07)
 * Takes     twelve months' facts, and what is billed for them
 * Gives     lines of kind "correction"; none for a building without a heat meter, for a year that was not
 *           billed whole, nor while a month of the season has no reading of it: the year is corrected when it comes
 */
export function correctHeatingYear(
  year: HeatingYear,
  options: { trace?: (account: AccountId) => Trace | undefined } = {},
): HeatingYearCorrected {
  const costs = year.months.flatMap((facts) => actualHeatOf(facts) ?? []);
  const billedMonths = new Set(year.billed.map((of) => of.period));
  // Of a year that was paid evenly in part, or billed elsewhere in part, the parts cannot be held against each other.
  if (costs.length < 12 || costs.some(({ period }) => !billedMonths.has(period)))
    return { lines: [], incomplete: [] };
  const incomplete = costs.filter((of) => of.isIncomplete).map((of) => of.period);
  if (incomplete.length > 0) return { lines: [], incomplete };
  const billed = Map.groupBy(year.billed, (of) => of.account);
  const accounts = new Set([...costs.flatMap((of) => [...of.accounts.keys()]), ...billed.keys()]);
  const lines = [...accounts]
    .sort((a, b) => a - b)
    .flatMap((account) =>
      linesOf(account, costs, { billed: billed.get(account) ?? [], trace: options.trace?.(account) }),
    );
  return { lines, incomplete };
}

interface MonthCosts {
  readonly period: Period;
  readonly isIncomplete: boolean;
  readonly accounts: ReadonlyMap<AccountId, ActualHeat>;
}

interface ActualHeat {
  readonly provider: OrganizationId;
  readonly formula: FormulaCode;
  readonly volume: Exact;
  readonly cost: Exact;
  readonly rate: bigint;
}

/** The month as it would have been charged by what the building's meter counted; undefined where it is not paid evenly. */
function actualHeatOf(facts: BuildingFacts): MonthCosts | undefined {
  if (!facts.terms.some((of) => of.service === HEATING && of.method === "heating_even_year"))
    return undefined;
  // A method of the center's own choice is no even payment by law.
  if (facts.methods.some((of) => of.service === HEATING)) return undefined;
  const month = monthOf(
    frameOf({
      ...facts,
      terms: facts.terms
        .filter((of) => of.service === HEATING)
        .map((of) => (of.method === "heating_even_year" ? { ...of, method: "heating_season" } : of)),
    }),
  );
  if (!month.frame.buildingMeters.has("heat")) return undefined;
  const { volume, estimated } = buildingMonthOf(month, "heat");
  const inSeason = valuesOfMonth(
    month.rates,
    { service: HEATING, provider: facts.organization, account: 0 as AccountId },
    "heating_season",
  ).some((span) => (span.state[0]?.value ?? 0n) > 0n);
  const accounts = new Map<AccountId, ActualHeat>();
  for (const account of month.frame.accounts) {
    const drafts = draftsOf(month, account, HEATING, termsOf(month.terms, account, HEATING)).filter(
      (draft) => draft.kind === "charge",
    );
    const actual = sumOfDrafts(drafts);
    if (actual) accounts.set(account.facts.id, actual);
  }
  return {
    period: facts.period,
    isIncomplete: inSeason && (volume === undefined || estimated),
    accounts,
  };
}

function sumOfDrafts(drafts: readonly Draft[]): ActualHeat | undefined {
  const first = drafts[0];
  if (!first) return undefined;
  let volume = ZERO;
  let cost = ZERO;
  for (const draft of drafts) {
    volume = plus(volume, draft.volume);
    cost = plus(cost, draft.cost ?? { n: draft.volume.n * draft.rate, d: draft.volume.d * 1_000_000n });
  }
  return { provider: first.provider, formula: first.formula, volume, cost, rate: first.rate };
}

function linesOf(
  account: AccountId,
  costs: readonly MonthCosts[],
  { billed, trace }: { billed: readonly BilledHeat[]; trace: Trace | undefined },
): CorrectionLine[] {
  const lines: CorrectionLine[] = [];
  let cost = ZERO;
  let rounded: Money = NOTHING;
  // By the meters of all premises the year is formula 3(4), otherwise 3(2).
  const all = costs.flatMap((of) => of.accounts.get(account)?.formula ?? []);
  const formula: FormulaCode = all.length > 0 && all.every((of) => of === "3(3)") ? "3(4)" : "3(2)";
  for (const { period, accounts } of costs) {
    const actual = accounts.get(account);
    cost = plus(cost, actual?.cost ?? ZERO);
    const now = toMoney(cost);
    const due = (now - rounded) as Money;
    rounded = now;
    const before = billed.filter((of) => of.period === period);
    const paid = before.reduce<bigint>((sum, of) => sum + of.amount, 0n);
    const amount = (due - paid) as Money;
    const provider = actual?.provider ?? before[0]?.provider;
    if (provider === undefined) continue;
    if (trace) {
      trace.open("month_corrected", period);
      trace.step("volume", "", shown(actual?.volume ?? ZERO), "Gcal");
      trace.step(
        "actual_cost",
        `${shown(actual?.volume ?? ZERO)} × ${shown({ n: actual?.rate ?? 0n, d: 1_000_000n })}`,
        shownMoney(due),
        "rub",
      );
      trace.step("billed", "", shownMoney(paid), "rub");
      trace.step("correction", `${shownMoney(due)} − ${shownMoney(paid)}`, shownMoney(amount), "rub");
      trace.close();
    }
    if (amount === 0n) continue;
    const billedVolume = before.reduce((sum, of) => sum + of.volume, 0n);
    lines.push({
      account,
      service: HEATING,
      provider,
      part: 0,
      kind: "correction",
      basis: "building_meter",
      formula,
      volume: toMillionths(minus(actual?.volume ?? ZERO, { n: billedVolume, d: 1_000_000n })),
      rate: actual?.rate ?? 0n,
      amount,
      chargedFor: period,
    });
  }
  return lines;
}
