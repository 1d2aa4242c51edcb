import { addDays, covers, type Day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { sumOf } from "#core/money";
import { periodOf } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { listUsers } from "#modules/access";
import { findAccountsByNumber } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import {
  listPolicies,
  listRuleProposals,
  listRules,
  listWaivers,
  type PenaltyRefusal,
  reachOf,
  type RecordedRules,
  type RuleChange,
} from "#modules/charging";
import { accountBalances } from "#modules/ledger";
import { findOrganizations, listOrganizations, openPeriodOf, openPeriodsOf } from "#modules/organizations";
import { PENALTY_SERVICE } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";

export interface AccountPenalties {
  readonly owed: Money;
  readonly providers: readonly { readonly id: OrganizationId; readonly name: string; readonly owed: Money }[];
  readonly waivers: readonly (Omit<
    Awaited<ReturnType<typeof listWaivers>>[number],
    "provider" | "recordedBy"
  > & {
    readonly provider: OrganizationId | undefined;
    readonly providerName: string | undefined;
    readonly recordedBy: string | undefined;
  })[];
}

/** What an account owes of penalties, by whose debts they are of, and what was waived. */
export async function penaltiesOfAccount(
  ctx: Ctx,
  number: string,
): Promise<Result<AccountPenalties, PenaltyRefusal>> {
  return ctx.transaction(async (tx) => {
    const [place] = await findAccountsByNumber(tx, [number]);
    if (!place) return refuse({ code: "penalties.account_not_found", account: number });
    const manager = (await findManagements(tx, [place.building])).find((one) =>
      covers(one, ctx.today),
    )?.facts;
    const open = manager === undefined ? undefined : await openPeriodOf(tx, manager);
    const balances = await accountBalances(tx, { accounts: [place], period: open ?? periodOf(ctx.today) });
    const items = (balances.get(place.account)?.items ?? []).filter((one) => one.service === PENALTY_SERVICE);
    const waivers = await listWaivers(tx, place);
    const providers = [...new Set([...items, ...waivers].map(({ provider }) => provider))];
    const names = new Map(
      (
        await findOrganizations(
          tx,
          providers.flatMap((one) => (one === 0 ? [] : [one])),
        )
      ).map((one) => [one.id as number, one.name]),
    );
    const isByHand = waivers.some(({ recordedBy }) => recordedBy !== undefined);
    const users = new Map(
      isByHand ? (await listUsers(within(ctx, tx))).map((user) => [user.id as number, user.name]) : [],
    );
    return ok({
      owed: sumOf(items.map((one) => one.amount)),
      providers: [...Map.groupBy(items, (one) => one.provider)].map(([provider, own]) => ({
        id: provider,
        name: names.get(provider) ?? "",
        owed: sumOf(own.map((one) => one.amount)),
      })),
      waivers: waivers.map(({ provider, recordedBy, ...one }) => ({
        ...one,
        provider: provider === 0 ? undefined : provider,
        providerName: provider === 0 ? undefined : names.get(provider),
        recordedBy: recordedBy === undefined ? undefined : users.get(recordedBy),
      })),
    });
  });
}

/** The last day of a span whose end is the first day outside it. */
const lastOf = (to: Day | undefined): Day | undefined => (to === undefined ? undefined : addDays(to, -1));

/** What penalties are reckoned by: the law, newest first, and the policies of the organizations in sight. */
export async function penaltyRules(ctx: Ctx) {
  return ctx.transaction(async (tx) => {
    const { keyRates, caps, moratoria, dueDays, calendar }: RecordedRules = await listRules(tx);
    const organizations = await listOrganizations(tx, ["company"]);
    const policies = [];
    for (const { id, name } of organizations) {
      for (const one of await listPolicies(tx, id))
        policies.push({ ...one, organization: id, name, through: lastOf(one.to) });
    }
    return {
      keyRates: keyRates.toReversed(),
      caps: caps.map((one) => ({ ...one, through: lastOf(one.to) })),
      moratoria: moratoria.map((one) => ({ ...one, through: lastOf(one.to) })),
      dueDays: dueDays.toReversed(),
      calendar: calendar.toReversed(),
      policies,
    };
  });
}

/** Rows of the law that one person proposes and a second one approves, with the months that each would reach. */
export async function ruleProposals(ctx: Ctx) {
  return ctx.transaction(async (tx) => {
    const proposals = await listRuleProposals(tx);
    const asking = proposals.some(({ decision }) => !decision) ? await organizationsAsking(tx) : [];
    return proposals.map(({ by, ...one }) => ({
      ...one,
      isOwn: by === ctx.scope.user,
      reach: one.decision ? undefined : reachOf(one.change, asking),
    }));
  });
}

/** The months whose penalties a row would have looked at again. */
export const reachOfChange = (ctx: Ctx, change: RuleChange) =>
  ctx.transaction(async (tx) => reachOf(change, await organizationsAsking(tx)));

/** The companies that ask for penalties, since when, and what is open in their books. */
async function organizationsAsking(tx: Tx) {
  const companies = await listOrganizations(tx, ["company"]);
  const open = await openPeriodsOf(
    tx,
    companies.map(({ id }) => id),
  );
  const asking = [];
  for (const { id, name } of companies) {
    const begins = (await listPolicies(tx, id))[0]?.from;
    const period = open.get(id);
    if (begins !== undefined && period !== undefined) asking.push({ name, begins, open: period });
  }
  return asking;
}
