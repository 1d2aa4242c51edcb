import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import { findBuildingLines } from "#modules/addresses";
import {
  type BeforeAfter,
  type Explanation,
  explainLine,
  gatherFacts,
  cityValuesOf,
  listBuildingsToCharge,
  parseFacts,
  serviceOfChange,
  supposed,
  type SupposedChange,
  supposedDifference,
} from "#modules/charging";
import { listOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";

/** Some buildings of one organization, worked out together: what one thread is given at a time. */
export interface TrialTask {
  readonly organization: OrganizationId;
  readonly buildings: readonly BuildingId[];
  readonly period: Period;
  readonly change: SupposedChange;
}

/** An account that would owe another sum. */
export interface TriedAccount extends BeforeAfter {
  readonly organization: OrganizationId;
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly number: string;
  readonly address: string;
  /** Those that differ. */
  readonly services: readonly (BeforeAfter & { readonly service: ServiceId })[];
}

export interface TriedService extends BeforeAfter {
  readonly service: ServiceId;
  /** Accounts that would owe another sum for it. */
  readonly accounts: number;
}

/** What a task comes to. */
export interface TrialPart {
  readonly buildings: number;
  readonly accounts: number;
  readonly services: readonly TriedService[];
  readonly differing: readonly TriedAccount[];
  /** Warnings that the change would bring, and of how many buildings. */
  readonly warnings: readonly { readonly code: string; readonly buildings: number }[];
}

export type WhatIfRefusal =
  /** Nothing is managed in that month within the scope. */
  | { readonly code: "what_if.no_buildings"; readonly period: Period }
  /** The job is no trial, or is not done. */
  | { readonly code: "what_if.no_result"; readonly job: number }
  /** A text that nobody has saved cannot be put in force. */
  | { readonly code: "what_if.formula_not_saved" };

/** Small enough that threads end together, large enough that the city's values are not read for each house. */
const BUILDINGS_OF_A_TASK = 16;

/**
 * The buildings that a change is tried on, cut into tasks: those of an organization, one building, or the whole city
 * in sight, by who manages them in that month.
 */
export async function trialTasks(
  ctx: Ctx,
  of: {
    readonly period: Period;
    readonly organization?: OrganizationId | undefined;
    readonly building?: BuildingId | undefined;
    readonly change: SupposedChange;
  },
): Promise<Result<TrialTask[], WhatIfRefusal>> {
  const { period, change } = of;
  const tasks = await ctx.transaction(async (tx) => {
    const made: TrialTask[] = [];
    for (const { id } of await listOrganizations(tx, ["company"])) {
      if (of.organization !== undefined && of.organization !== id) continue;
      const managed = (await listBuildingsToCharge(tx, { organization: id, period }))
        .map(({ building }) => building)
        .filter((building) => of.building === undefined || of.building === building);
      for (let at = 0; at < managed.length; at += BUILDINGS_OF_A_TASK)
        made.push({
          organization: id,
          buildings: managed.slice(at, at + BUILDINGS_OF_A_TASK),
          period,
          change,
        });
    }
    return made;
  });
  return tasks.length === 0 ? refuse({ code: "what_if.no_buildings", period }) : ok(tasks);
}

/**
 * Works out a task: facts are gathered as for a run, and each building is calculated with the change and without.
 * Nothing is written. It is about the month's own charges: what is reckoned from the books, penalties and the yearly
 * correction of heating, is left out.
 */
export async function tryTask(ctx: Ctx, task: TrialTask): Promise<TrialPart> {
  const { organization, buildings, period, change } = task;
  const values = await cityValuesOf(ctx, { organization, period });
  const { documents, lines } = await ctx.transaction(async (tx) => ({
    documents: await gatherFacts(tx, { buildings, period, organization, values }),
    lines: await findBuildingLines(tx, [...buildings]),
  }));
  const services = new Map<ServiceId, TriedService>();
  const differing: TriedAccount[] = [];
  const warnings = new Map<string, number>();
  let accounts = 0;
  for (const [building, text] of documents) {
    const facts = parseFacts(text);
    accounts += facts.accounts.length;
    const numbers = new Map(facts.accounts.map(({ id, number }) => [id, number]));
    const difference = supposedDifference(facts, change);
    for (const [service, sum] of difference.services) addTo(services, { service, ...sum });
    for (const of of difference.accounts) {
      const number = numbers.get(of.account) ?? "";
      differing.push({ organization, building, number, address: lines.get(building)?.address ?? "", ...of });
    }
    for (const code of new Set(difference.warnings.map((of) => of.code)))
      warnings.set(code, (warnings.get(code) ?? 0) + 1);
  }
  return {
    buildings: documents.size,
    accounts,
    services: [...services.values()],
    differing,
    warnings: [...warnings].map(([code, count]) => ({ code, buildings: count })),
  };
}

function addTo(services: Map<ServiceId, TriedService>, more: TriedService): void {
  const known = services.get(more.service);
  services.set(
    more.service,
    known
      ? {
          service: more.service,
          before: (known.before + more.before) as Money,
          after: (known.after + more.after) as Money,
          accounts: known.accounts + more.accounts,
        }
      : more,
  );
}

/** Changes of one size: kopecks, more than `above` and at most `upTo`; a fall is negative. */
export interface ChangeBand {
  readonly above: Money | undefined;
  readonly upTo: Money | undefined;
  readonly accounts: number;
  readonly difference: Money;
}

export interface Tried {
  readonly buildings: number;
  readonly accounts: number;
  /** Accounts that would owe another sum. */
  readonly affected: number;
  /** Of everything that is charged within the scope. */
  readonly before: Money;
  readonly after: Money;
  /** Services whose sum would differ for some account. */
  readonly services: readonly TriedService[];
  readonly distribution: readonly ChangeBand[];
  /** The largest first, up to twenty. */
  readonly largest: readonly TriedAccount[];
  readonly warnings: TrialPart["warnings"];
}

/** Roubles at which a change is of another size to whoever pays. */
const BANDS = [-1000n, -100n, -10n, 0n, 10n, 100n, 1000n].map((roubles) => roubles * 100n);
const LARGEST = 20;

/**
 * Tries a change on all tasks, as many at once as there are threads, and sums up.
 *
 * @param work does one task, in whatever thread
 * @param onPart is given each part as it comes, for a file or a bar
 */
export async function tryChange(
  tasks: readonly TrialTask[],
  to: {
    readonly work: (task: TrialTask) => Promise<TrialPart>;
    readonly atOnce: number;
    readonly onPart?: (part: TrialPart) => Promise<void> | void;
  },
): Promise<Tried> {
  const summary = new Summary();
  let next = 0;
  const oneAfterAnother = async (): Promise<void> => {
    for (let task = tasks[next++]; task; task = tasks[next++]) {
      const part = await to.work(task);
      summary.add(part);
      await to.onPart?.(part);
    }
  };
  await Promise.all(Array.from({ length: Math.min(to.atOnce, tasks.length) }, oneAfterAnother));
  return summary.tried();
}

class Summary {
  readonly #services = new Map<ServiceId, TriedService>();
  readonly #bands = Array.from({ length: BANDS.length + 1 }, () => ({ accounts: 0, difference: 0n }));
  readonly #warnings = new Map<string, number>();
  #largest: TriedAccount[] = [];
  #buildings = 0;
  #accounts = 0;
  #affected = 0;

  add(part: TrialPart): void {
    this.#buildings += part.buildings;
    this.#accounts += part.accounts;
    for (const service of part.services) addTo(this.#services, service);
    for (const { code, buildings } of part.warnings)
      this.#warnings.set(code, (this.#warnings.get(code) ?? 0) + buildings);
    for (const of of part.differing) {
      this.#affected++;
      const difference = of.after - of.before;
      const at = BANDS.findIndex((edge) => difference <= edge);
      const band = this.#bands[at < 0 ? BANDS.length : at];
      if (!band) continue;
      band.accounts++;
      band.difference += difference;
    }
    this.#largest = [...this.#largest, ...part.differing]
      .sort((a, b) => bySize(b, a) || a.building - b.building || a.account - b.account)
      .slice(0, LARGEST);
  }

  tried(): Tried {
    const services = [...this.#services.values()].sort((a, b) => a.service - b.service);
    return {
      buildings: this.#buildings,
      accounts: this.#accounts,
      affected: this.#affected,
      before: services.reduce<bigint>((sum, of) => sum + of.before, NOTHING) as Money,
      after: services.reduce<bigint>((sum, of) => sum + of.after, NOTHING) as Money,
      services: services.filter(({ accounts }) => accounts > 0),
      distribution: this.#bands.map(({ accounts, difference }, i) => ({
        above: BANDS[i - 1] as Money | undefined,
        upTo: BANDS[i] as Money | undefined,
        accounts,
        difference: difference as Money,
      })),
      largest: this.#largest,
      warnings: [...this.#warnings]
        .map(([code, buildings]) => ({ code, buildings }))
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    };
  }
}

const sizeOf = (of: BeforeAfter): bigint =>
  of.after < of.before ? of.before - of.after : of.after - of.before;
const bySize = (a: BeforeAfter, b: BeforeAfter): number => {
  const [one, other] = [sizeOf(a), sizeOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** An account's sum for the service that differs most, explained without the change and with it. */
export interface TriedExplanation {
  readonly service: ServiceId;
  readonly before: Explanation | undefined;
  readonly after: Explanation | undefined;
}

/** The workings of the largest changes: their buildings are calculated once more, with a trace. */
export async function explainTried(
  ctx: Ctx,
  of: {
    readonly period: Period;
    readonly change: SupposedChange;
    readonly accounts: readonly TriedAccount[];
  },
): Promise<(TriedExplanation | undefined)[]> {
  const { period, change } = of;
  const texts = new Map<BuildingId, string>();
  for (const [organization, own] of Map.groupBy(of.accounts, (one) => one.organization)) {
    const values = await cityValuesOf(ctx, { organization, period });
    const buildings = [...new Set(own.map(({ building }) => building))];
    const documents = await ctx.transaction((tx) =>
      gatherFacts(tx, { buildings, period, organization, values }),
    );
    for (const [building, text] of documents) texts.set(building, text);
  }
  return of.accounts.map(({ building, account, services }) => {
    const text = texts.get(building);
    const own = services.find(({ service }) => service === serviceOfChange(change));
    const [first] = own ? [own] : services.toSorted((a, b) => bySize(b, a));
    if (text === undefined || !first) return undefined;
    const facts = parseFacts(text);
    const asked = { account, service: first.service };
    return {
      service: first.service,
      before: explainLine(facts, asked),
      after: explainLine(supposed(facts, change), asked),
    };
  });
}
