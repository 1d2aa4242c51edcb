import { must } from "#core/assert";
import type { AccountId, BuildingId, RunId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { findAccountsByNumber } from "#modules/accounts";
import {
  type BuildingFacts,
  type Explanation,
  explainLines,
  explainPenalties,
  listFacts,
  type MonthsCompared,
  parseFacts,
  sumComparisons,
} from "#modules/charging";
import { findOrganizations } from "#modules/organizations";
import { listServices, PENALTY_SERVICE, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { recordsOf } from "./explain-records.ts";
import { type ComparedWith, compareCharges, comparedMonth, type ServiceCompared } from "./compare-charges.ts";

export type ExplainRefusal =
  | { code: "explain.account_not_found"; account: string }
  | { code: "explain.not_charged"; account: string; period: Period }
  | { code: "explain.service_unknown"; service: string }
  | { code: "explain.service_not_charged"; service: string; period: Period };

export interface ExplainedService {
  readonly service: Service;
  readonly explanation: Explanation;
  readonly compared?: ServiceCompared | undefined;
}

export interface ExplainedCharges {
  readonly services: readonly ExplainedService[];
  /** Names of the providers whose debts penalties are of. */
  readonly providers: ReadonlyMap<number, string>;
  /** Of all services of the month together, those included that were charged in the other month alone. */
  readonly compared: (MonthsCompared & { readonly with: Period }) | undefined;
}

/**
 * How an account's charges of a month came about: the run's own calculation done again from the facts kept with it,
 * this time with its workings. The latest counted run speaks, since a recalculation knows more. A center's clerk
 * without a service asks for all of them. Beside another month, each says why it costs more or less than there.
 */
export async function explainCharges(
  ctx: Ctx,
  of: {
    account: string;
    period: Period;
    service?: string | undefined;
    compare?: ComparedWith | undefined;
    /** As this run calculates it: a draft is looked at before it counts, and its lines are in no book yet. */
    run?: RunId | undefined;
  },
): Promise<Result<ExplainedCharges, ExplainRefusal>> {
  return ctx.transaction(async (tx) => {
    const [place] = await findAccountsByNumber(tx, [of.account]);
    if (!place) return refuse({ code: "explain.account_not_found", account: of.account });
    const services = await listServices(tx);
    const wanted = of.service === undefined ? undefined : services.find((one) => one.code === of.service);
    if (of.service !== undefined && !wanted)
      return refuse({ code: "explain.service_unknown", service: of.service });
    const documents = await listFacts(tx, {
      chargedFor: of.period,
      buildings: [place.building as BuildingId],
      ...(of.run === undefined ? {} : { run: of.run }),
    });
    if (documents.length === 0)
      return refuse({ code: "explain.not_charged", account: of.account, period: of.period });
    const account = place.account as AccountId;
    const parsed = documents.map(({ text }) => parseFacts(text, { debtsOf: account }));
    const facts = withCorrections(parsed);
    const asked: readonly ServiceId[] = wanted
      ? [wanted.id]
      : [...new Set(facts.terms.map((terms) => terms.service))];
    // A recalculation of the month knows nothing of penalties: those are of the month's own run.
    const penalties = wanted && wanted.id !== PENALTY_SERVICE ? [] : explainedPenalties(parsed, account);
    const explanations = [...explainLines(facts, { account, services: asked }), ...penalties];
    if (explanations.length > 0) {
      const earlier = of.run === undefined && of.compare ? comparedMonth(of.period, of.compare) : undefined;
      const compared =
        earlier &&
        (await compareCharges(tx, {
          building: place.building as BuildingId,
          account,
          period: of.period,
          earlier,
          explanations,
        }));
      const tell = await recordsOf(ctx, tx, { place, facts });
      return ok({
        providers: penalties.length === 0 ? new Map() : await providerNames(tx, facts),
        services: explanations
          .map((explanation) => ({
            explanation: { ...explanation, root: tell(explanation.root, explanation.service) },
            service: must(
              services.find((one) => one.id === explanation.service),
              "the service",
            ),
            compared: compared?.get(explanation.service),
          }))
          .sort((a, b) => a.service.position - b.service.position),
        compared: compared && earlier && { ...sumComparisons([...compared.values()]), with: earlier },
      });
    }
    return wanted
      ? refuse({ code: "explain.service_not_charged", service: wanted.code, period: of.period })
      : refuse({ code: "explain.not_charged", account: of.account, period: of.period });
  });
}

/**
 * The latest facts of the month. A recalculation of it knows nothing of what its own run corrected of earlier months'
 * heating: that is kept with the last run that was asked.
 */
function withCorrections(documents: readonly BuildingFacts[]): BuildingFacts {
  const facts = must(documents.at(-1), "facts of the month");
  if (facts.heatingYear || facts.allocators) return facts;
  const asked = documents.slice(0, -1).findLast((one) => one.heatingYear ?? one.allocators);
  return asked ? { ...facts, heatingYear: asked.heatingYear, allocators: asked.allocators } : facts;
}

async function providerNames(tx: Tx, facts: BuildingFacts): Promise<Map<number, string>> {
  const providers = [
    ...facts.terms.map(({ provider }) => provider),
    ...(facts.penalties?.items.map(({ provider }) => provider) ?? []),
  ];
  const found = await findOrganizations(tx, [...new Set(providers)]);
  return new Map(found.map((one) => [one.id, one.name]));
}

function explainedPenalties(documents: readonly BuildingFacts[], account: AccountId): Explanation[] {
  const facts = documents.findLast((one) => one.penalties !== undefined);
  const explained = facts && explainPenalties(facts, account);
  return explained ? [explained] : [];
}
