import { must } from "#core/assert";
import type { AccountId, BuildingId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { findAccountsByNumber } from "#modules/accounts";
import { type Explanation, explainLine, listFacts, parseFacts } from "#modules/charging";
import { listServices, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";

export type ExplainRefusal =
  | { code: "explain.account_not_found"; account: string }
  | { code: "explain.not_charged"; account: string; period: Period }
  | { code: "explain.service_unknown"; service: string }
  | { code: "explain.service_not_charged"; service: string; period: Period };

export interface ExplainedService {
  readonly service: Service;
  readonly explanation: Explanation;
}

/**
 * How an account's charges of a month came about: the run's own calculation done again from the facts kept with it,
 * this time with its workings. The latest counted run speaks, since a recalculation knows more. A center's clerk
 * without a service asks for all of them.
 */
export async function explainCharges(
  ctx: Ctx,
  of: { account: string; period: Period; service?: string | undefined },
): Promise<Result<readonly ExplainedService[], ExplainRefusal>> {
  return ctx.transaction(async (tx) => {
    const [place] = await findAccountsByNumber(tx, [of.account]);
    if (!place) return refuse({ code: "explain.account_not_found", account: of.account });
    const services = await listServices(tx);
    const wanted = of.service === undefined ? undefined : services.find((one) => one.code === of.service);
    if (of.service !== undefined && !wanted)
      return refuse({ code: "explain.service_unknown", service: of.service });
    const kept = (
      await listFacts(tx, { chargedFor: of.period, buildings: [place.building as BuildingId] })
    ).at(-1);
    if (!kept) return refuse({ code: "explain.not_charged", account: of.account, period: of.period });
    const facts = parseFacts(kept.text);
    const asked: readonly ServiceId[] = wanted
      ? [wanted.id]
      : [...new Set(facts.terms.map((terms) => terms.service))];
    const explained = asked.flatMap((id): ExplainedService[] => {
      const explanation = explainLine(facts, { account: place.account as AccountId, service: id });
      return explanation
        ? [
            {
              explanation,
              service: must(
                services.find((one) => one.id === id),
                "the service",
              ),
            },
          ]
        : [];
    });
    if (explained.length > 0) return ok(explained.sort((a, b) => a.service.position - b.service.position));
    return wanted
      ? refuse({ code: "explain.service_not_charged", service: wanted.code, period: of.period })
      : refuse({ code: "explain.not_charged", account: of.account, period: of.period });
  });
}
