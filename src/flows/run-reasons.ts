import type { AccountId, BuildingId, PremisesId, RunId } from "#core/ids";
import { ok, type Result } from "#core/result";
import { listUsers } from "#modules/access";
import { findAccountsByPlace } from "#modules/accounts";
import { findBuildingLines, findPremisesAddresses } from "#modules/addresses";
import * as charging from "#modules/charging";
import {
  type BuildingFacts,
  type ChargingRefusal,
  type CoveredFact,
  compared,
  type FactChange,
  type LateSource,
  late,
  type Run,
} from "#modules/charging";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";
import { judgeReviewable } from "./run-review.ts";

/** A fact that is known otherwise than when the month was charged before: where, and who recorded facts like it. */
export interface RunReason {
  readonly change: FactChange;
  /** Undefined: the whole building. */
  readonly place: string | undefined;
  /** Numbers of the accounts that the place has; none for a whole building. */
  readonly accounts: readonly string[];
  readonly recorded: readonly (Omit<CoveredFact, "building" | "by"> & { readonly by: string | undefined })[];
}

export interface ReasonsOfRun {
  readonly run: Run;
  readonly isRecalculation: boolean;
  readonly buildings: readonly {
    readonly building: BuildingId;
    readonly address: string;
    readonly reasons: readonly RunReason[];
  }[];
  readonly hasMore: boolean;
}

/**
 * Why a run charges a month again, building by building, before anybody approves it: the facts that it read beside
 * those of the run that had charged the month before.
 */
export async function runReasons(
  ctx: Ctx,
  of: { readonly run: RunId; readonly after: number; readonly limit: number },
): Promise<Result<ReasonsOfRun, ChargingRefusal>> {
  return ctx.transaction(async (tx) => {
    const judged = await judgeReviewable(tx, of.run);
    if (!judged.ok) return judged;
    const run = judged.value;
    const isRecalculation = await compared.isRecalculation(tx, run);
    const found = isRecalculation ? await late.listRunsBefore(tx, { ...of, run, limit: of.limit + 1 }) : [];
    const page = found.slice(0, of.limit);
    const changed = await changedFactsOf(tx, run, page);
    const buildings = page.map(({ building }) => building);
    const lines = await findBuildingLines(tx, buildings);
    const places = await placesOf(tx, changed);
    const names = new Map((await listUsers(within(ctx, tx))).map((user) => [user.id as number, user.name]));
    const marks = Map.groupBy(
      await late.listCoveredFacts(tx, { run: run.id, buildings }),
      (mark) => mark.building,
    );
    return ok({
      run,
      isRecalculation,
      buildings: page.map(({ building }) => ({
        building,
        address: lines.get(building)?.address ?? "",
        reasons: (changed.get(building)?.changes ?? []).map((change) => ({
          change,
          ...places(building, change),
          recorded: (marks.get(building) ?? [])
            .filter((mark) => SOURCES[change.kind].includes(mark.source))
            .map(({ source, from, at, by }) => ({
              source,
              from,
              at,
              by: by === undefined ? undefined : names.get(by),
            })),
        })),
      })),
      hasMore: found.length > of.limit,
    });
  });
}

interface ChangedBuilding {
  readonly facts: BuildingFacts;
  readonly changes: readonly FactChange[];
}

/** One question for the facts of the run, and one for each run before it: most pages have a single one. */
async function changedFactsOf(
  tx: Tx,
  run: Run,
  page: readonly { building: BuildingId; before: RunId | undefined }[],
): Promise<Map<BuildingId, ChangedBuilding>> {
  const textsOf = async (asked: RunId, buildings: readonly BuildingId[]): Promise<Map<BuildingId, string>> =>
    new Map(
      (await charging.listFacts(tx, { chargedFor: run.chargedFor, buildings, run: asked })).map((kept) => [
        kept.building,
        kept.text,
      ]),
    );
  const now = await textsOf(
    run.id,
    page.map(({ building }) => building),
  );
  const changed = new Map<BuildingId, ChangedBuilding>();
  for (const [before, places] of Map.groupBy(page, (place) => place.before)) {
    if (before === undefined) continue;
    const was = await textsOf(
      before,
      places.map(({ building }) => building),
    );
    for (const { building } of places) {
      const [old, present] = [was.get(building), now.get(building)];
      if (old === undefined || present === undefined) continue;
      const facts = charging.parseFacts(present);
      const changes = old === present ? [] : charging.changedFacts(charging.parseFacts(old), facts);
      changed.set(building, { facts, changes });
    }
  }
  return changed;
}

/** Where a change is: its premises with their accounts, found for all changes with two questions. */
async function placesOf(
  tx: Tx,
  changed: ReadonlyMap<BuildingId, ChangedBuilding>,
): Promise<(building: BuildingId, change: FactChange) => Pick<RunReason, "place" | "accounts">> {
  const asked = [...changed].flatMap(([building, { facts, changes }]) =>
    changes.flatMap((change) => {
      const at = premisesOf(facts, change);
      return at === undefined ? [] : [{ building, premises: at }];
    }),
  );
  const addresses = await findPremisesAddresses(tx, asked);
  const wanted = new Set(asked.map(({ building, premises }) => `${building} ${premises}`));
  const accounts = [...changed].flatMap(([building, { facts }]) =>
    facts.accounts
      .filter((account) => wanted.has(`${building} ${account.premises}`))
      .map((account) => ({ building, account: account.id, premises: account.premises })),
  );
  const numbers = new Map(
    (await findAccountsByPlace(tx, accounts)).map((one) => [`${one.building} ${one.account}`, one.number]),
  );
  return (building, change) => {
    const facts = changed.get(building)?.facts;
    const premises = facts && premisesOf(facts, change);
    if (premises === undefined) return { place: undefined, accounts: [] };
    const own = accountOf(change);
    return {
      place: addresses.get(premises)?.address,
      accounts: accounts
        .filter(
          (one) =>
            one.building === building &&
            one.premises === premises &&
            (own === undefined || one.account === own),
        )
        .flatMap((one) => numbers.get(`${building} ${one.account}`) ?? []),
    };
  };
}

const accountOf = (change: FactChange): AccountId | undefined =>
  "account" in change && change.account !== 0 ? change.account : undefined;

function premisesOf(facts: BuildingFacts, change: FactChange): PremisesId | undefined {
  if ("premises" in change) return change.premises;
  const account = accountOf(change);
  return account && facts.accounts.find((one) => one.id === account)?.premises;
}

/** The tables in which a fact of a kind is recorded: where its late marks come from. */
const SOURCES: Readonly<Record<FactChange["kind"], readonly LateSource[]>> = {
  reading: ["metering.readings"],
  meter: ["metering.meters", "metering.verifications", "metering.faults"],
  residents: ["accounts.residents"],
  account: ["accounts.account_states", "accounts.accounts"],
  premises: ["addresses.premises_states"],
  building: ["addresses.building_states"],
  value: ["tariffs.city_values", "tariffs.building_values"],
  terms: ["tariffs.service_terms", "formulas.city_methods", "formulas.building_methods"],
  absence: ["accounts.absence_decisions"],
  failure: ["metering.supply_failure_decisions"],
  benefit: ["benefits.entitlements", "benefits.rules", "benefits.subsidies"],
};
