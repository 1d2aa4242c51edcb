import { type Day, daysBetween, type Span } from "#core/day";
import type { AccountId, MeterId, PremisesId, ServiceId } from "#core/ids";
import { endDay, firstDay } from "#core/period";
import type { FailureKind, Supply } from "#modules/metering";
import { type Parameter, type Resource, type Service, SERVICES } from "#modules/tariffs";
import { calculationKey } from "./chosen-methods.ts";
import type {
  AccountState,
  BuildingFacts,
  BuildingState,
  MeterFacts,
  PremisesState,
  ReadingFacts,
} from "../model.ts";

/**
 * A fact that a later calculation of the same month knew otherwise. `was` and `became` are as stored: millionths,
 * kopecks-free; absent where the fact was not there before, or is not there any more.
 */
export type FactChange =
  | {
      readonly kind: "reading";
      readonly premises: PremisesId | undefined;
      readonly resource: Resource;
      readonly serial: string;
      readonly takenOn: Day;
      readonly source: string;
      readonly was: bigint | undefined;
      readonly became: bigint | undefined;
    }
  | {
      readonly kind: "meter";
      readonly premises: PremisesId | undefined;
      readonly resource: Resource;
      readonly serial: string;
      readonly what: "installed" | "removed" | "verified_until" | "broken_from";
      readonly was: Day | undefined;
      readonly became: Day | undefined;
    }
  | {
      readonly kind: "residents";
      readonly account: AccountId;
      /** Days lived in the month, of all residents together. */
      readonly was: number;
      readonly became: number;
    }
  | { readonly kind: "account"; readonly account: AccountId; readonly what: AccountAspect }
  | {
      readonly kind: "premises";
      readonly premises: PremisesId;
      readonly what: keyof Omit<PremisesState, "from" | "to">;
    }
  | { readonly kind: "building"; readonly what: keyof Omit<BuildingState, "from" | "to"> }
  | {
      readonly kind: "value";
      readonly service: ServiceId;
      readonly parameter: Parameter;
      readonly account: AccountId | 0;
      readonly basis: string;
      readonly was: bigint | undefined;
      readonly became: bigint | undefined;
    }
  | { readonly kind: "terms"; readonly service: ServiceId; readonly account: AccountId | 0 }
  | {
      readonly kind: "absence";
      readonly account: AccountId;
      readonly left: Day;
      readonly returned: Day;
      readonly document: string;
      /** False: it was counted before and is withdrawn. */
      readonly counts: boolean;
    }
  | {
      readonly kind: "failure";
      /** Undefined for the whole building. */
      readonly premises: PremisesId | undefined;
      readonly supply: Supply;
      readonly failure: FailureKind;
      readonly document: string;
      readonly counts: boolean;
    }
  | {
      readonly kind: "benefit";
      readonly account: AccountId;
      readonly service: ServiceId;
      readonly category: string;
      readonly document: string;
      readonly counts: boolean;
    };

export type AccountAspect = keyof Omit<AccountState, "from" | "to"> | "opened" | "closed";

/**
 * What is known otherwise of a month than when it was calculated before: the reason of a recalculation.
 *
 * Takes     the facts of one building and month as kept with two runs
 * Gives     the changes in a fixed order; volumes carried over or billed by estimate are consequences, not facts, and
 *           so are left out
 */
export function changedFacts(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  return [
    ...changedReadings(before, after),
    ...changedMeters(before, after),
    ...changedResidents(before, after),
    ...changedAccounts(before, after),
    ...changedPremises(before, after),
    ...aspectsOf(before.states, after.states).map((what): FactChange => ({ kind: "building", what })),
    ...changedValues(before, after),
    ...changedTerms(before, after),
    ...changedAbsences(before, after),
    ...changedFailures(before, after),
    ...changedBenefits(before, after),
  ];
}

/** Changes that can touch an account: its own, those of its premises, and those of the whole building. */
export function changesOf(
  changes: readonly FactChange[],
  of: { account: AccountId; premises: PremisesId },
): FactChange[] {
  return changes.filter((change) => {
    if (change.kind === "reading" || change.kind === "meter")
      return change.premises === undefined || change.premises === of.premises;
    if (change.kind === "failure") return change.premises === undefined || change.premises === of.premises;
    if (
      change.kind === "residents" ||
      change.kind === "account" ||
      change.kind === "absence" ||
      change.kind === "benefit"
    )
      return change.account === of.account;
    if (change.kind === "premises") return change.premises === of.premises;
    if (change.kind === "value" || change.kind === "terms")
      return change.account === 0 || change.account === of.account;
    return true;
  });
}

function changedReadings(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  const meters = new Map<MeterId, MeterFacts>([...before.meters, ...after.meters].map((of) => [of.id, of]));
  const key = (of: ReadingFacts) => `${of.meter}|${of.scale}|${of.takenOn}`;
  return differing(before.readings, after.readings, {
    key,
    same: (a, b) => a.value === b.value && a.mark === b.mark,
  }).flatMap(({ was, became }): FactChange[] => {
    const of = became ?? was;
    const meter = of && meters.get(of.meter);
    // Older readings are read only where the present ones leave a doubt, so one that is missing says nothing.
    if (!of || !meter || !became) return [];
    if (!was && olderThanKnown(of, before.readings)) return [];
    return [
      {
        kind: "reading",
        premises: meter.premises,
        resource: meter.resource,
        serial: meter.serial,
        takenOn: of.takenOn,
        source: of.source,
        was: was?.value,
        became: became.value,
      },
    ];
  });
}

const olderThanKnown = (of: ReadingFacts, known: readonly ReadingFacts[]): boolean => {
  const own = known.filter((one) => one.meter === of.meter && one.scale === of.scale);
  return own.length > 0 && own.every((one) => one.takenOn > of.takenOn);
};

function changedMeters(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  return differing(before.meters, after.meters, {
    key: (of) => `${of.id}`,
    same: (a, b) => METER_DAYS.every(({ of }) => of(a) === of(b)),
  }).flatMap(({ was, became }) => {
    const of = became ?? was;
    if (!of) return [];
    return METER_DAYS.filter((day) => (was && day.of(was)) !== (became && day.of(became))).map(
      (day): FactChange => ({
        kind: "meter",
        premises: of.premises,
        resource: of.resource,
        serial: of.serial,
        what: day.what,
        was: was && day.of(was),
        became: became && day.of(became),
      }),
    );
  });
}

const METER_DAYS = [
  { what: "installed", of: (meter: MeterFacts): Day | undefined => meter.installed },
  { what: "removed", of: (meter: MeterFacts): Day | undefined => meter.removed },
  { what: "verified_until", of: (meter: MeterFacts): Day | undefined => meter.verifiedUntil },
  { what: "broken_from", of: (meter: MeterFacts): Day | undefined => meter.brokenFrom },
] as const;

function changedResidents(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  const lived = (facts: BuildingFacts) => {
    const days = new Map<AccountId, number>();
    const first = firstDay(facts.period);
    const end = endDay(facts.period);
    for (const { account, from, to } of facts.residents) {
      const lived = daysBetween(from > first ? from : first, to !== undefined && to < end ? to : end);
      days.set(account, (days.get(account) ?? 0) + Math.max(0, lived));
    }
    return days;
  };
  const was = lived(before);
  const became = lived(after);
  return [...new Set([...was.keys(), ...became.keys()])]
    .sort((a, b) => a - b)
    .filter((account) => (was.get(account) ?? 0) !== (became.get(account) ?? 0))
    .map((account) => ({
      kind: "residents",
      account,
      was: was.get(account) ?? 0,
      became: became.get(account) ?? 0,
    }));
}

function changedAccounts(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  return differing(before.accounts, after.accounts, {
    key: (of) => `${of.id}`,
    same: () => false,
  }).flatMap(({ was, became }) => {
    const of = became ?? was;
    if (!of) return [];
    const changed: AccountAspect[] = aspectsOf(was?.states ?? [], became?.states ?? []);
    if (was?.opened !== became?.opened) changed.unshift("opened");
    if (was?.closed !== became?.closed) changed.unshift("closed");
    return changed.map((what): FactChange => ({ kind: "account", account: of.id, what }));
  });
}

function changedPremises(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  return differing(before.premises, after.premises, {
    key: (of) => `${of.id}`,
    same: () => false,
  }).flatMap(({ was, became }) => {
    const of = became ?? was;
    return of
      ? aspectsOf(was?.states ?? [], became?.states ?? []).map(
          (what): FactChange => ({ kind: "premises", premises: of.id, what }),
        )
      : [];
  });
}

function changedValues(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  type Value = BuildingFacts["values"][number];
  return differing<Value>(before.values, after.values, {
    key: (of) =>
      [
        of.service,
        of.parameter,
        of.variant,
        of.zone,
        of.rangeFrom,
        of.level,
        of.provider,
        of.account,
        of.from,
      ].join("|"),
    same: (a, b) => a.value === b.value && a.to === b.to,
  }).flatMap(({ was, became }): FactChange[] => {
    const of = became ?? was;
    if (!of || (was && became && was.value === became.value)) return [];
    return [
      {
        kind: "value",
        service: of.service,
        parameter: of.parameter,
        account: of.account,
        basis: of.basis,
        was: was?.value,
        became: became?.value,
      },
    ];
  });
}

function changedTerms(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  const places = differing(before.terms, after.terms, {
    key: (of) => [of.service, of.account, of.from].join("|"),
    same: (a, b) => a.method === b.method && a.provider === b.provider && a.to === b.to,
  }).flatMap(({ was, became }) => became ?? was ?? []);
  const methods = differing(before.methods, after.methods, {
    key: (of) => [of.service, of.level, of.account, of.from].join("|"),
    same: (a, b) => calculationKey(a) === calculationKey(b) && a.to === b.to,
  }).flatMap(({ was, became }) => became ?? was ?? []);
  return [...places, ...methods].map(({ service, account }) => ({ kind: "terms", service, account }));
}

/** Everything that reduces a month, as if nothing of it had been known before: the reasons of its reductions. */
export const reductionsKnown = (facts: BuildingFacts): FactChange[] => {
  const none = { ...facts, absences: [], failures: [] };
  return [...changedAbsences(none, facts), ...changedFailures(none, facts)];
};

function changedAbsences(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  return differing(before.absences, after.absences, {
    key: (of) => [of.account, of.resident, of.left, of.returned, of.document].join("|"),
    same: () => true,
  }).flatMap(({ was, became }): FactChange[] => {
    const of = became ?? was;
    if (!of) return [];
    const { account, left, returned, document } = of;
    return [{ kind: "absence", account, left, returned, document, counts: became !== undefined }];
  });
}

function changedFailures(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  return differing(before.failures, after.failures, {
    key: (of) => [of.no, of.premises].join("|"),
    same: () => true,
  }).flatMap(({ was, became }): FactChange[] => {
    const of = became ?? was;
    if (!of) return [];
    const { premises, document, standard } = of;
    const { supply, kind: failure } = standard;
    return [{ kind: "failure", premises, supply, failure, document, counts: became !== undefined }];
  });
}

function changedBenefits(before: BuildingFacts, after: BuildingFacts): FactChange[] {
  return differing(before.entitlements, after.entitlements, {
    key: (of) => [of.account, of.resident, of.category, of.service, of.from, of.act].join("|"),
    same: (a, b) => a.percent === b.percent && a.to === b.to && a.mode === b.mode,
  }).flatMap(({ was, became }): FactChange[] => {
    const of = became ?? was;
    if (!of) return [];
    const { account, service, category, document } = of;
    return [{ kind: "benefit", account, service, category, document, counts: became !== undefined }];
  });
}

/** Aspects in which two dated series differ on some day; a state of the same content cut in two is the same. */
function aspectsOf<S extends Span>(
  before: readonly S[],
  after: readonly S[],
): Exclude<keyof S, "from" | "to">[] {
  const names = new Set<Exclude<keyof S, "from" | "to">>();
  for (const state of [...before, ...after])
    for (const name of Object.keys(state) as (keyof S)[])
      if (name !== "from" && name !== "to") names.add(name as Exclude<keyof S, "from" | "to">);
  return [...names].filter((name) => seriesOf(before, name) !== seriesOf(after, name));
}

function seriesOf<S extends Span>(states: readonly S[], name: keyof S): string {
  const steps: { value: string; to: string }[] = [];
  const text: string[] = [];
  for (const state of states.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const value = String(state[name]);
    const last = steps.at(-1);
    if (last && last.value === value && last.to === state.from) {
      last.to = state.to ?? "";
      continue;
    }
    text.push(`${state.from}`);
    steps.push({ value, to: state.to ?? "" });
  }
  return steps.map(({ value, to }, index) => `${text[index]}…${to}: ${value}`).join("; ");
}

/** Pairs by key of what is not the same, in the order of the keys' first appearance. */
function differing<T>(
  before: readonly T[],
  after: readonly T[],
  of: { key: (one: T) => string; same: (a: T, b: T) => boolean },
): { was: T | undefined; became: T | undefined }[] {
  const old = new Map(before.map((one) => [of.key(one), one]));
  const now = new Map(after.map((one) => [of.key(one), one]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((key) => ({ was: old.get(key), became: now.get(key) }))
    .filter(({ was, became }) => !was || !became || !of.same(was, became));
}

/** Whether a change can be the reason why a service of the account was charged otherwise. */
export function concerns(change: FactChange, service: Service): boolean {
  if (change.kind === "benefit") return change.service === service.id;
  if (change.kind === "value" || change.kind === "terms")
    return change.service === service.id || isPricedBy(service, change.service);
  if (change.kind === "reading" || change.kind === "meter")
    return change.resource === service.resource || (service.code === "SEWERAGE" && isWater(change.resource));
  if (change.kind === "failure")
    return change.supply === "waste" ? service.code === "WASTE" : service.resource === change.supply;
  if (change.kind === "residents" || change.kind === "absence")
    return service.unit !== "m2" && service.unit !== "point";
  return true;
}

const isWater = (resource: Resource): boolean => resource === "cold_water" || resource === "hot_water";

/** Hot water made in the building is priced by water and heat. */
const isPricedBy = (service: Service, other: ServiceId): boolean =>
  service.resource === "hot_water" &&
  SERVICES.some(
    (one) =>
      one.id === other &&
      (one.resource === "hot_water" || one.code === "HEATING" || one.code === "COLD_WATER"),
  );
