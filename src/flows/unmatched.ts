import type { AccountId } from "#core/ids";
import type { Result } from "#core/result";
import { ok, refuse } from "#core/result";
import { type AccountLine, findAccountLines, findAccounts, findAccountsByNumber } from "#modules/accounts";
import { nameKey } from "#modules/addresses";
import {
  type CandidateReason,
  EQUAL_DECISIONS,
  findHeldCard,
  type Held,
  type HeldCard,
  type HeldDecision,
  type HeldId,
  type HeldRefusal,
  type HeldResolved,
  type HeldRule,
  listAssignedBefore,
  listOpenHeld,
  listRules,
  numbersMeant,
  resolveHeld,
  scoreOf,
  type SuspenseBalance,
  suspenseBalance,
} from "#modules/payments";
import type { Money } from "#core/units";
import type { Ctx } from "#platform/context";
import { owingToday } from "./account-owing.ts";

/** An account that held money may be meant for. */
export interface Candidate {
  readonly line: AccountLine;
  /** Of 100. */
  readonly score: number;
  readonly reasons: readonly CandidateReason[];
  /** Today, negative when paid ahead; absent where the books of its house are not kept. */
  readonly owes: Money | undefined;
}

export interface UnmatchedCard extends HeldCard {
  /** The likeliest first, five at most. */
  readonly candidates: readonly Candidate[];
}

const CANDIDATES_MAX = 5;
/** So many accounts of a name or an address are weighed. */
const SEARCHED_MAX = 20;

/** What waits for a person, oldest first, and the balance of suspense. */
export async function unmatchedQueue(
  ctx: Ctx,
  of: { readonly after?: HeldId | undefined; readonly registry?: number | undefined; readonly limit: number },
): Promise<{ readonly held: readonly Held[]; readonly balance: SuspenseBalance }> {
  return ctx.transaction(async (tx) => ({
    held: await listOpenHeld(tx, of),
    balance: await suspenseBalance(tx),
  }));
}

/**
 * Held money with the accounts that it may be meant for: by its number with the mistakes that hands make, by what
 * people decided before, by name and by address. The number of queries does not depend on how many are found.
 */
export async function unmatchedCard(
  ctx: Ctx,
  id: HeldId,
): Promise<Result<UnmatchedCard, Extract<HeldRefusal, { code: "payments.held_not_found" }>>> {
  const card = await ctx.transaction((tx) => findHeldCard(tx, id));
  if (!card) return refuse({ code: "payments.held_not_found", held: String(id) });
  const { held } = card;
  const named = held.payerName === "" ? [] : await findAccounts(ctx, held.payerName, SEARCHED_MAX);
  const placed = held.address === "" ? [] : await findAccounts(ctx, held.address, SEARCHED_MAX);
  return ctx.transaction(async (tx) => {
    const meant = numbersMeant(held.statedAccount, held.purpose);
    const numbered = await findAccountsByNumber(tx, [...meant.keys()]);
    const texts = { payerKeys: [held.payerKey], statedAccounts: [held.statedAccount] };
    const before = await listAssignedBefore(tx, texts);
    const rules = await listRules(tx, texts, 100);
    const places = new Map(
      [...numbered, ...named, ...placed, ...before, ...rules].map(({ building, account }) => [
        account,
        { building, account },
      ]),
    );
    const lines = await findAccountLines(tx, [...places.values()]);
    const owing = await owingToday(tx, [...places.values()]);
    const times = new Map<AccountId, number>();
    for (const one of before) times.set(one.account, (times.get(one.account) ?? 0) + one.times);
    const ruled = new Set(rules.map(({ account }) => account));
    const candidates = lines.flatMap((line): Candidate[] => {
      const { score, reasons } = scoreOf(held, {
        number: meant.get(line.number),
        isByRule: ruled.has(line.account),
        paidBefore: times.get(line.account) ?? 0,
        holderKey: nameKey(line.holder),
        address: line.address,
        owes: owing.get(line.account),
      });
      return score === 0 ? [] : [{ line, score, reasons, owes: owing.get(line.account) }];
    });
    candidates.sort((a, b) => b.score - a.score || (a.line.number < b.line.number ? -1 : 1));
    return ok({ ...card, candidates: candidates.slice(0, CANDIDATES_MAX) });
  });
}

/** A rule that equal decisions suggest. */
export interface RuleOffer {
  readonly statedAccount: string;
  readonly payerName: string;
  readonly account: string;
  readonly times: number;
}

/** Decides of held money; gives the rule that may be made of it, once it was decided alike often enough. */
export async function decideUnmatched(
  ctx: Ctx,
  id: HeldId,
  decision: HeldDecision,
): Promise<Result<HeldResolved & { readonly offer: RuleOffer | undefined }, HeldRefusal>> {
  const resolved = await resolveHeld(ctx, id, decision);
  if (!resolved.ok) return resolved;
  return ok({ ...resolved.value, offer: await offerOf(ctx, id, resolved.value) });
}

async function offerOf(ctx: Ctx, id: HeldId, { payments }: HeldResolved): Promise<RuleOffer | undefined> {
  const [payment] = payments;
  if (!payment || payments.length > 1) return undefined;
  return ctx.transaction(async (tx) => {
    const card = await findHeldCard(tx, id);
    if (!card) return undefined;
    const { statedAccount, payerKey, payerName } = card.held;
    const texts = { payerKeys: [payerKey], statedAccounts: [statedAccount] };
    const before = await listAssignedBefore(tx, texts);
    const alike = before.filter((one) => one.statedAccount === statedAccount && one.payerKey === payerKey);
    const times = alike.find((one) => one.account === payment.account)?.times ?? 0;
    // Equal texts that went to another account as well make no rule.
    if (times < EQUAL_DECISIONS || alike.length > 1) return undefined;
    const isKnown = (await listRules(tx, texts, 100)).some(
      (rule) => rule.statedAccount === statedAccount && rule.payerKey === payerKey,
    );
    return isKnown ? undefined : { statedAccount, payerName, account: payment.number, times };
  });
}

/** The rules in force, the newest first. */
export const unmatchedRules = (ctx: Ctx): Promise<HeldRule[]> =>
  ctx.transaction((tx) => listRules(tx, undefined, 500));
