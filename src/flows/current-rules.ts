import type { AccountId, BuildingId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { findAccountsByPlace } from "#modules/accounts";
import { findBuildingLines } from "#modules/addresses";
import {
  type BuildingCharges,
  type BuildingFacts,
  type BuildingSum,
  isOtherwise,
  keyOfSum,
  listBuildingsWithFacts,
  type NotCalculated,
  replayWithCurrentRules,
} from "#modules/charging";
import { listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** A sum that the present rules would have otherwise, in words that a person finds it by. */
export interface JudgedSum extends BuildingSum {
  /** The account's number. */
  readonly number: string;
  readonly address: string;
  /** The service's code. */
  readonly code: string;
}

export interface JudgedService {
  readonly service: ServiceId;
  readonly code: string;
  readonly accounts: number;
  /** Sums that differ: of an account, a provider and a month. */
  readonly sums: number;
  readonly booked: Money;
  readonly due: Money;
}

export interface CurrentRulesJudged {
  readonly months: readonly {
    readonly period: Period;
    readonly documents: number;
    /** Documents whose lines come out otherwise, be it in their workings alone. */
    readonly changed: number;
  }[];
  /** Of what differs; penalties are a service of their own. */
  readonly services: readonly JudgedService[];
  readonly accounts: number;
  readonly sums: number;
  readonly booked: Money;
  readonly due: Money;
  readonly largest: readonly JudgedSum[];
  readonly failed: readonly (NotCalculated & { readonly period: Period })[];
}

const BUILDINGS_AT_ONCE = 40;
const LARGEST = 20;

/**
 * What the rules as they are now would give otherwise than what was booked then, month by month from the kept facts:
 * an upgrade is judged before it is trusted. Writes nothing.
 *
 * @param of.calculate the rules to judge; the present ones where it is absent
 * @param of.onSums gets all the sums that differ, some at a time: a list of them may be long
 */
export async function judgeCurrentRules(
  ctx: Ctx,
  of: {
    readonly periods: readonly Period[];
    readonly calculate?: (facts: BuildingFacts) => BuildingCharges;
    readonly onSums?: (sums: readonly JudgedSum[]) => void;
    readonly onMonth?: (done: number) => void;
  },
): Promise<CurrentRulesJudged> {
  const judged = new Judged(await ctx.transaction((tx) => listServices(tx)));
  const tell = async (sums: readonly BuildingSum[]) => {
    if (sums.length === 0) return;
    const named = await ctx.transaction((tx) => judged.named(tx, sums));
    judged.add(named);
    of.onSums?.(named);
  };
  // Each run reckons penalties and corrections to date: of a sum the last run that speaks of it is heard.
  const toDate = new Map<string, BuildingSum>();
  const months: { period: Period; documents: number; changed: number }[] = [];
  const failed: (NotCalculated & { period: Period })[] = [];
  for (const period of of.periods) {
    const buildings = await ctx.transaction((tx) => listBuildingsWithFacts(tx, period));
    let [documents, changed] = [0, 0];
    for (let at = 0; at < buildings.length; at += BUILDINGS_AT_ONCE) {
      const some = await replayWithCurrentRules(ctx, {
        chargedFor: period,
        buildings: buildings.slice(at, at + BUILDINGS_AT_ONCE),
        calculate: of.calculate,
      });
      documents += some.documents;
      changed += some.changed;
      failed.push(...some.failed.map((one) => ({ ...one, period })));
      for (const sum of some.toDate) {
        const key = `${sum.building}|${keyOfSum(sum)}`;
        if (isOtherwise(sum)) toDate.set(key, sum);
        else toDate.delete(key);
      }
      await tell(some.sums);
    }
    months.push({ period, documents, changed });
    of.onMonth?.(months.length);
  }
  await tell([...toDate.values()]);
  return { months, ...judged.summary(), failed };
}

/** Sums up what differs, and keeps the largest. */
class Judged {
  readonly #codes: ReadonlyMap<ServiceId, string>;
  readonly #services = new Map<
    ServiceId,
    { accounts: Set<AccountId>; sums: number; booked: bigint; due: bigint }
  >();
  #largest: JudgedSum[] = [];

  constructor(services: readonly { readonly id: ServiceId; readonly code: string }[]) {
    this.#codes = new Map(services.map(({ id, code }) => [id, code]));
  }

  async named(tx: Tx, sums: readonly BuildingSum[]): Promise<JudgedSum[]> {
    const places = new Map(sums.map(({ building, account }) => [account, { building, account }]));
    const accounts = await findAccountsByPlace(tx, [...places.values()]);
    const numbers = new Map(accounts.map(({ account, number }) => [account, number]));
    const buildings = [...new Set(sums.map((sum) => sum.building))];
    const lines: ReadonlyMap<BuildingId, { readonly address: string }> = await findBuildingLines(
      tx,
      buildings,
    );
    return sums.map((sum) => ({
      ...sum,
      number: numbers.get(sum.account) ?? "",
      address: lines.get(sum.building)?.address ?? "",
      code: this.#codes.get(sum.service) ?? "",
    }));
  }

  add(sums: readonly JudgedSum[]): void {
    for (const { service, account, booked, due } of sums) {
      const known = this.#services.get(service);
      const at = known ?? { accounts: new Set<AccountId>(), sums: 0, booked: 0n, due: 0n };
      if (!known) this.#services.set(service, at);
      at.accounts.add(account);
      at.sums += 1;
      at.booked += booked.amount;
      at.due += due.amount;
    }
    this.#largest = [...this.#largest, ...sums].sort(byDifference).slice(0, LARGEST);
  }

  summary(): Omit<CurrentRulesJudged, "months" | "failed"> {
    const services = [...this.#services].map(
      ([service, { accounts, sums, booked, due }]): JudgedService => ({
        service,
        code: this.#codes.get(service) ?? "",
        accounts: accounts.size,
        sums,
        booked: booked as Money,
        due: due as Money,
      }),
    );
    services.sort((a, b) => compare(size(b.due - b.booked), size(a.due - a.booked)));
    const total = (sumOf: (service: JudgedService) => bigint): Money =>
      services.reduce((sum, service) => (sum + sumOf(service)) as Money, NOTHING);
    return {
      services,
      accounts: new Set([...this.#services.values()].flatMap(({ accounts }) => [...accounts])).size,
      sums: services.reduce((count, { sums }) => count + sums, 0),
      booked: total(({ booked }) => booked),
      due: total(({ due }) => due),
      largest: this.#largest,
    };
  }
}

/** The largest first; then in an order that does not depend on how they were met. */
const byDifference = (a: JudgedSum, b: JudgedSum): number =>
  compare(size(differenceOf(b)), size(differenceOf(a))) ||
  compare(a.number, b.number) ||
  compare(keyOfSum(a), keyOfSum(b));

const differenceOf = ({ booked, due }: BuildingSum): bigint => due.amount - booked.amount;
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
