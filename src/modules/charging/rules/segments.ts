import type { PremisesState } from "../model.ts";
import type { AccountFrame, PremisesFrame } from "./frame.ts";
import type { Month } from "./month.ts";

/** Days of an account's month on which persons and premises stay the same. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Persons counted on these days. */
  readonly persons: number;
  readonly premises: PremisesState | undefined;
}

/** Days lived, summed over persons; owners' where nobody lived in the premises the whole month. */
export function personDays(account: AccountFrame): number {
  if (account.premises.inhabited) return account.residents.reduce((sum, { from, to }) => sum + to - from, 0);
  let sum = 0;
  for (let day = account.from; day < account.to; day++) sum += ownersAt(account, day);
  return sum;
}

/**
 * The account's days within `[from, to)`, cut wherever a person of the premises comes or goes, the premises, the
 * building or a norm changes. One segment in the ordinary month.
 */
export function segmentsOf(month: Month, account: AccountFrame, from: number, to: number): Segment[] {
  const start = Math.max(from, account.from);
  const end = Math.min(to, account.to);
  if (start >= end) return [];
  const cuts: number[] = [start];
  // The norm's grid counts all who live in the premises.
  for (const other of account.premises.accounts) {
    addCuts(cuts, other.residents, start, end);
    if (other !== account) addCuts(cuts, [other], start, end);
  }
  addCuts(cuts, account.states, start, end);
  addCuts(cuts, account.premises.states, start, end);
  addCuts(cuts, month.frame.states, start, end);
  for (const at of month.normCuts) if (at > start && at < end) cuts.push(at);
  const places = cuts.length === 1 ? cuts : [...new Set(cuts)].sort((a, b) => a - b);
  return places.map((at, i) => ({
    from: at,
    to: places[i + 1] ?? end,
    persons: personsAt(account, at),
    premises: account.premises.states.find((of) => of.from <= at && at < of.to)?.state,
  }));
}

/** The premises' days, cut wherever it, the building or a norm changes. */
export function premisesSegments(
  month: Month,
  of: PremisesFrame,
): { from: number; to: number; premises: PremisesState }[] {
  return of.states.flatMap(({ from, to, state }) => {
    const cuts: number[] = [from];
    addCuts(cuts, month.frame.states, from, to);
    for (const at of month.normCuts) if (at > from && at < to) cuts.push(at);
    const places = cuts.length === 1 ? cuts : [...new Set(cuts)].sort((a, b) => a - b);
    return places.map((at, i) => ({ from: at, to: places[i + 1] ?? to, premises: state }));
  });
}

function addCuts(
  cuts: number[],
  spans: readonly { readonly from: number; readonly to: number }[],
  start: number,
  end: number,
): void {
  for (const { from, to } of spans) {
    if (from > start && from < end) cuts.push(from);
    if (to > start && to < end) cuts.push(to);
  }
}

export function personsAt(account: AccountFrame, at: number): number {
  if (!account.premises.inhabited) return ownersAt(account, at);
  let persons = 0;
  for (const { from, to } of account.residents) if (from <= at && at < to) persons++;
  return persons;
}

/** On all accounts that hold the premises on that day. */
export const personsOfPremises = (premises: PremisesFrame, at: number): number =>
  premises.accounts
    .filter((account) => account.from <= at && at < account.to)
    .reduce((sum, account) => sum + personsAt(account, at), 0);

function ownersAt(account: AccountFrame, at: number): number {
  for (const { from, to, state } of account.states) if (from <= at && at < to) return state.owners;
  return 0;
}
