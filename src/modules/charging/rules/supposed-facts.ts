import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { firstDay } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import type { CalculationMethod } from "#modules/formulas";
import type { DatedValue, Level } from "#modules/tariffs";
import type { BuildingCharges, BuildingFacts, ChargeWarning } from "../model.ts";
import { calculateBuilding } from "./calculate-building.ts";

/** Whose a supposed value or method is; 0 where it is of something wider. */
export interface SupposedOwner {
  readonly level: Level;
  readonly organization: OrganizationId | 0;
  readonly building: BuildingId | 0;
  readonly account: AccountId | 0;
}

/** A change that nobody has made yet. */
export type SupposedChange = SupposedOwner &
  (
    | {
        readonly kind: "value";
        readonly value: Pick<
          DatedValue,
          "service" | "parameter" | "variant" | "zone" | "rangeFrom" | "provider" | "value"
        >;
      }
    | {
        readonly kind: "method";
        readonly method: Omit<CalculationMethod, "level" | "account" | "from" | "to" | "basis">;
      }
  );

export const serviceOfChange = (change: SupposedChange): ServiceId =>
  change.kind === "value" ? change.value.service : change.method.service;

/** What stands in the workings where a document would. */
export const SUPPOSED = "what-if";

/**
 * The facts of a month as if a value or a method had been in force since its first day. What is of the same owner and
 * says the same thing ends there; nearer ones of an account or a building stay, and go before.
 *
 * Gives     the very same facts where the change is not of this building
 */
export function supposed(facts: BuildingFacts, change: SupposedChange): BuildingFacts {
  if (!reaches(facts, change)) return facts;
  const { level, account } = change;
  const span = { from: firstDay(facts.period), to: undefined };
  if (change.kind === "value") {
    const value: DatedValue = { ...change.value, level, account, ...span, basis: SUPPOSED };
    const others = facts.values.filter((of) => !isSameSource(of, value));
    return { ...facts, values: [...others, value] };
  }
  const method: CalculationMethod = { ...change.method, level, account, ...span, basis: SUPPOSED };
  const others = facts.methods.filter(
    (of) => of.service !== method.service || of.level !== level || of.account !== account,
  );
  return { ...facts, methods: [...others, method] };
}

function reaches(facts: BuildingFacts, change: SupposedChange): boolean {
  switch (change.level) {
    case "city":
      return true;
    case "organization":
      return facts.organization === change.organization;
    case "building":
    case "account":
      return facts.building === change.building;
  }
}

const isSameSource = (a: DatedValue, b: DatedValue): boolean =>
  a.service === b.service &&
  a.parameter === b.parameter &&
  a.variant === b.variant &&
  a.zone === b.zone &&
  a.rangeFrom === b.rangeFrom &&
  a.level === b.level &&
  a.provider === b.provider &&
  a.account === b.account;

export interface SupposedDifference {
  /** By service, before and after, of all accounts; services without a line in either are left out. */
  readonly services: ReadonlyMap<ServiceId, BeforeAfter & { readonly accounts: number }>;
  /** Accounts that owe another sum, and for which services. */
  readonly accounts: readonly (BeforeAfter & {
    readonly account: AccountId;
    readonly services: readonly (BeforeAfter & { readonly service: ServiceId })[];
  })[];
  /** Warnings that the change brings. */
  readonly warnings: readonly ChargeWarning[];
}

export interface BeforeAfter {
  readonly before: Money;
  readonly after: Money;
}

/** What a building's month would be with a change, beside what it is without. */
export function supposedDifference(facts: BuildingFacts, change: SupposedChange): SupposedDifference {
  const before = calculateBuilding(facts);
  const changed = supposed(facts, change);
  const after = changed === facts ? before : calculateBuilding(changed);
  const sums = sumsOf(before, after);
  const services = new Map<ServiceId, BeforeAfter & { accounts: number }>();
  const accounts: SupposedDifference["accounts"][number][] = [];
  for (const [account, own] of sums) {
    const differing = own.filter((of) => of.before !== of.after);
    for (const of of own) {
      const sum = services.get(of.service) ?? { before: NOTHING, after: NOTHING, accounts: 0 };
      services.set(of.service, {
        before: (sum.before + of.before) as Money,
        after: (sum.after + of.after) as Money,
        accounts: sum.accounts + (of.before === of.after ? 0 : 1),
      });
    }
    if (differing.length > 0) accounts.push({ account, ...totalOf(own), services: differing });
  }
  const known = new Set(before.warnings.map((of) => JSON.stringify(of)));
  return { services, accounts, warnings: after.warnings.filter((of) => !known.has(JSON.stringify(of))) };
}

type OfService = BeforeAfter & { readonly service: ServiceId };

function sumsOf(before: BuildingCharges, after: BuildingCharges): Map<AccountId, OfService[]> {
  const sums = new Map<AccountId, Map<ServiceId, { before: Money; after: Money }>>();
  for (const [side, { lines }] of [
    ["before", before],
    ["after", after],
  ] as const)
    for (const line of lines) {
      const own = sums.get(line.account) ?? new Map<ServiceId, { before: Money; after: Money }>();
      sums.set(line.account, own);
      const sum = own.get(line.service) ?? { before: NOTHING, after: NOTHING };
      own.set(line.service, { ...sum, [side]: (sum[side] + line.amount) as Money });
    }
  return new Map(
    [...sums].map(([account, own]) => [account, [...own].map(([service, of]) => ({ service, ...of }))]),
  );
}

const totalOf = (own: readonly BeforeAfter[]): BeforeAfter => ({
  before: own.reduce<bigint>((sum, of) => sum + of.before, NOTHING) as Money,
  after: own.reduce<bigint>((sum, of) => sum + of.after, NOTHING) as Money,
});
