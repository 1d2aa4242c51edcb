import type { AccountId, ServiceId } from "#core/ids";
import { type Service, SERVICES, type ServiceTerms } from "#modules/tariffs";
import { accountsWithMethods, type ChargedTerms, chosenMethods, withMethods } from "./chosen-methods.ts";
import type { AccountFrame, Frame, Timed } from "./frame.ts";
import { placeInMonth } from "#modules/metering";

export const SERVICE_BY_ID: ReadonlyMap<ServiceId, Service> = new Map(SERVICES.map((of) => [of.id, of]));
const SERVICE_BY_CODE: ReadonlyMap<string, Service> = new Map(SERVICES.map((of) => [of.code, of]));

/** A service that the law knows by this code. A wrong code is a defect. */
export function serviceId(code: string): ServiceId {
  const of = SERVICE_BY_CODE.get(code);
  if (!of) throw new Error(`no service ${code}`);
  return of.id;
}

/** How the building's services are charged through the month. */
export interface TermsPlan {
  /** In rising order: the order of an account's lines. */
  readonly services: readonly ServiceId[];
  readonly ofBuilding: ReadonlyMap<ServiceId, readonly Timed<ChargedTerms>[]>;
  /** Accounts with terms of their own, for those services alone. */
  readonly ofAccount: ReadonlyMap<AccountId, ReadonlyMap<ServiceId, readonly Timed<ChargedTerms>[]>>;
  /** Some service is calculated otherwise than its terms say. */
  readonly hasMethods: boolean;
}

const NO_TERMS: readonly Timed<ChargedTerms>[] = [];

export function termsPlan(frame: Frame): TermsPlan {
  const ofBuilding = new Map<ServiceId, Timed<ServiceTerms>[]>();
  const ofAccount = new Map<AccountId, Map<ServiceId, Timed<ServiceTerms>[]>>();
  for (const terms of frame.facts.terms) {
    const from = placeInMonth(terms.from, frame.first, frame.end, frame.days);
    const to =
      terms.to === undefined ? frame.days : placeInMonth(terms.to, frame.first, frame.end, frame.days);
    if (from >= to) continue;
    let place = ofBuilding;
    if (terms.account !== 0) {
      place = ofAccount.get(terms.account) ?? new Map<ServiceId, Timed<ServiceTerms>[]>();
      ofAccount.set(terms.account, place);
    }
    const list = place.get(terms.service);
    if (list) list.push({ from, to, state: terms });
    else place.set(terms.service, [{ from, to, state: terms }]);
  }
  for (const [service, list] of ofBuilding) ofBuilding.set(service, joined(list));
  for (const own of ofAccount.values())
    for (const [service, list] of own)
      own.set(service, withBuildings(joined(list), ofBuilding.get(service) ?? NO_TERMS));
  const services = new Set(ofBuilding.keys());
  for (const own of ofAccount.values()) for (const service of own.keys()) services.add(service);
  const hasMethods = choose(frame, ofBuilding, ofAccount);
  return { services: [...services].sort((a, b) => a - b), ofBuilding, ofAccount, hasMethods };
}

/** Puts the calculation methods that were decided over the terms, for the building and for single accounts. */
function choose(
  frame: Frame,
  ofBuilding: Map<ServiceId, Timed<ServiceTerms>[]>,
  ofAccount: Map<AccountId, Map<ServiceId, Timed<ServiceTerms>[]>>,
): boolean {
  const chosen = chosenMethods(frame);
  if (!chosen) return false;
  for (const [service, methods] of chosen) {
    const building = ofBuilding.get(service) ?? [];
    const accounts = new Set(accountsWithMethods(methods));
    for (const [account, own] of ofAccount) if (own.has(service)) accounts.add(account);
    for (const account of accounts) {
      const own = ofAccount.get(account) ?? new Map<ServiceId, Timed<ServiceTerms>[]>();
      ofAccount.set(account, own);
      own.set(service, withMethods(own.get(service) ?? building, methods, account));
    }
    ofBuilding.set(service, withMethods(building, methods, 0));
  }
  return true;
}

/** The terms of a service for an account: its own where it has some, the building's on the other days. */
export function termsOf(
  plan: TermsPlan,
  account: AccountFrame,
  service: ServiceId,
): readonly Timed<ChargedTerms>[] {
  const own = plan.ofAccount.size === 0 ? undefined : plan.ofAccount.get(account.facts.id)?.get(service);
  return own ?? plan.ofBuilding.get(service) ?? NO_TERMS;
}

/** Neighbours that say the same are one: a decision repeated does not split a line. */
function joined(list: readonly Timed<ServiceTerms>[]): Timed<ServiceTerms>[] {
  if (list.length === 1) return [...list];
  const ordered = list.toSorted(
    (a, b) =>
      a.from - b.from ||
      a.to - b.to ||
      a.state.provider - b.state.provider ||
      (a.state.method < b.state.method ? -1 : 1),
  );
  const result: Timed<ServiceTerms>[] = [];
  for (const span of ordered) {
    const last = result.at(-1);
    // Two terms on one day are a fault of the data; the one that began first goes on.
    const from = Math.max(span.from, last?.to ?? 0);
    if (from >= span.to) continue;
    if (
      last &&
      last.to === from &&
      last.state.provider === span.state.provider &&
      last.state.method === span.state.method
    )
      result[result.length - 1] = { ...last, to: span.to };
    else result.push({ from, to: span.to, state: span.state });
  }
  return result;
}

function withBuildings(
  own: readonly Timed<ServiceTerms>[],
  building: readonly Timed<ServiceTerms>[],
): Timed<ServiceTerms>[] {
  const result: Timed<ServiceTerms>[] = [...own];
  for (const span of building) {
    let from = span.from;
    for (const mine of own) {
      if (mine.to <= from || mine.from >= span.to) continue;
      if (mine.from > from) result.push({ from, to: mine.from, state: span.state });
      from = Math.max(from, mine.to);
    }
    if (from < span.to) result.push({ from, to: span.to, state: span.state });
  }
  return result.sort((a, b) => a.from - b.from);
}
