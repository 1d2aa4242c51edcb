import type { AccountId, ServiceId } from "#core/ids";
import type { BenefitRow, BuildingCharges, BuildingFacts, ChargeLine, Trace } from "../model.ts";
import { penaltyLines } from "../penalties/penalty-lines.ts";
import { type AccountBenefits, benefitsOf } from "./benefits.ts";
import { draftsOf } from "./drafts.ts";
import { monthOf } from "./begin-month.ts";
import { type AccountFrame, frameOf, type PremisesFrame } from "./frame.ts";
import { correctionsOf } from "./heating-corrections.ts";
import { HEATING } from "./heating-year.ts";
import type { Month } from "./month.ts";
import { reductionsOf } from "./reductions.ts";
import { alone, type Draft, settled } from "./settle.ts";
import { termsOf } from "./terms.ts";
import { sortedWarnings, warnOfService } from "./warnings.ts";
import { shownMoney } from "./workings.ts";

export interface CalculationOptions {
  /** The workings are collected for the lines of an account and service that it gives a trace for. */
  readonly trace?: (account: AccountId, service: ServiceId) => Trace | undefined;
  /**
   * Only the lines of this account are asked for: those of other premises are left out, and so are all penalties. What
   * the whole building used and shares is reckoned all the same.
   */
  readonly only?: AccountId | undefined;
}

/**
 * One building's month: what every account owes for every service.
 *
 * Takes     the building's dated facts of the period, in any order
 * Gives     lines ordered by account and service, charges by part and kind before what reduces them; warnings for a person; common volumes and their carry
 * Refuses   nothing: odd facts become warnings, and a line whose rate or norm nobody has set is not made
 * Promises  C1 repeatable: the same facts give the same lines in any order, with a trace or without;
 *           C2 conserved: lines of the accounts of a premises add up to the rounding of the premises' exact cost,
 *           heat adds up to the building's volume, shares to the common volume but for the roundings reported
 */
export function calculateBuilding(facts: BuildingFacts, options: CalculationOptions = {}): BuildingCharges {
  const month = monthOf(frameOf(facts));
  const lines = new Map<AccountId, ChargeLine[]>();
  for (const account of month.frame.accounts) lines.set(account.facts.id, []);
  for (const premises of month.frame.premises) {
    if (premises.accounts.length === 0) continue;
    if (isLeftOut(premises.accounts, options)) continue;
    for (const service of month.terms.services) chargePremises(month, premises, service, options, lines);
  }
  const ordered: ChargeLine[] = [];
  const benefits: BenefitRow[] = [];
  for (const account of month.frame.accounts) {
    if (isLeftOut([account], options)) continue;
    const due = afterwards(month, account, lines.get(account.facts.id) ?? [], options);
    for (const line of due.lines) ordered.push(line);
    for (const row of due.rows) benefits.push(row);
  }
  const corrected = correctionsOf(facts);
  for (const without of corrected.incomplete)
    warnOfService(month.frame.book, "charging.heating_year_incomplete", HEATING, { month: without });
  for (const { from, to } of corrected.undivided)
    warnOfService(month.frame.book, "charging.allocators_undivided", HEATING, { from, to });
  return {
    lines: ordered,
    corrections: corrected.lines,
    penalties: facts.penalties && options.only === undefined ? penaltyLines(facts.penalties) : [],
    benefits,
    warnings: sortedWarnings(month.frame.book),
    carried: month.carriedOn.toSorted((a, b) => a.service - b.service),
    common: month.commonVolumes.toSorted((a, b) => a.service - b.service),
  };
}

const isLeftOut = (accounts: readonly AccountFrame[], { only }: CalculationOptions): boolean =>
  only !== undefined && accounts.every(({ facts }) => facts.id !== only);

/** The account's charges, each service's followed by what reduces it and by its benefit. */
function afterwards(
  month: Month,
  account: AccountFrame,
  charges: readonly ChargeLine[],
  options: CalculationOptions,
): AccountBenefits {
  const traceOf = (service: ServiceId) => options.trace?.(account.facts.id, service);
  const reductions = reductionsOf(month, account, charges, traceOf);
  const net = reductions.length === 0 ? charges : [...charges, ...reductions];
  const { lines, rows } = benefitsOf(month, account, net, traceOf);
  if (reductions.length + lines.length === 0) return { lines: charges, rows };
  return { lines: [...net, ...lines].sort((a, b) => a.service - b.service), rows };
}

function chargePremises(
  month: Month,
  premises: PremisesFrame,
  service: ServiceId,
  options: CalculationOptions,
  lines: ReadonlyMap<AccountId, ChargeLine[]>,
): void {
  const only = premises.accounts[0];
  const drafts: Draft[] = [];
  for (const account of premises.accounts) {
    const terms = termsOf(month.terms, account, service);
    if (terms.length === 0) continue;
    const own = draftsOf(month, account, service, terms, options.trace?.(account.facts.id, service));
    if (premises.accounts.length === 1 && only) return push(lines.get(only.facts.id), settled(own));
    drafts.push(...own);
  }
  const made = settled(drafts);
  for (const [i, line] of made.entries()) {
    lines.get(line.account)?.push(line);
    const draft = drafts[i];
    if (options.trace && draft) traceRest(draft, line, options.trace(line.account, service));
  }
}

function push(own: ChargeLine[] | undefined, lines: readonly ChargeLine[]): void {
  if (own) for (const line of lines) own.push(line);
}

/** Where the line took the rest of a whole, its amount is not the rounding of its own cost. */
function traceRest(draft: Draft, line: ChargeLine, trace: Trace | undefined): void {
  if (!trace || draft.kind === "excess" || alone(draft) === line.amount) return;
  trace.rounding("rest_of_whole", shownMoney(alone(draft)), shownMoney(line.amount), "last_takes_rest");
}
