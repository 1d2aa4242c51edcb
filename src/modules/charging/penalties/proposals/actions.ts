import { ok, type Result, refuse } from "#core/result";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { PenaltyRefusal } from "../../contract.ts";
import { insertCalendarDay, insertKeyRate, listRules, updateMoratorium } from "../store.ts";
import { judgeChange } from "./judge.ts";
import type { RuleChange, RuleDecision, RuleProposal } from "./model.ts";
import * as store from "./store.ts";

/** Proposes a row of what penalties are reckoned by. It concerns nobody until a second person has approved it. */
export async function proposeRule(
  ctx: Ctx,
  of: { readonly change: RuleChange; readonly basis: string },
): Promise<Result<{ readonly proposal: number }, PenaltyRefusal>> {
  const by = ctx.scope.user;
  if (by === undefined) return refuse({ code: "penalties.second_person" });
  return ctx.transaction(async (tx) => {
    await store.lockRules(tx);
    const refusal = judgeChange(of.change, await listRules(tx));
    if (refusal) return refuse(refusal);
    return ok({ proposal: await store.insertProposal(tx, { ...of, by }) });
  });
}

/**
 * Approves or refuses a proposal. Whoever made it cannot approve it, and may take it back. An approved one is a rule
 * from now on: the next run of each open month looks again at the months that it is about.
 */
export async function decideRule(
  ctx: Ctx,
  of: {
    readonly proposal: number;
    readonly decision: RuleDecision["decision"];
    readonly reason: string;
  },
): Promise<Result<RuleProposal, PenaltyRefusal>> {
  const by = ctx.scope.user;
  return ctx.transaction(async (tx) => {
    await store.lockRules(tx);
    const known = (await store.listProposals(tx)).find(({ proposal }) => proposal === of.proposal);
    if (!known) return refuse({ code: "penalties.proposal_not_found", proposal: of.proposal });
    if (known.decision) return refuse({ code: "penalties.proposal_decided", proposal: of.proposal });
    if (by === undefined || (of.decision === "approved" && by === known.by))
      return refuse({ code: "penalties.second_person" });
    const reason = of.reason.trim();
    if (of.decision === "refused" && reason === "") return refuse({ code: "penalties.reason_missing" });
    if (of.decision === "approved") {
      const refusal = judgeChange(known.change, await listRules(tx));
      if (refusal) return refuse(refusal);
      await record(tx, known);
    }
    await store.insertDecision(tx, {
      proposal: of.proposal,
      proposedBy: known.by,
      decision: of.decision,
      reason,
      by,
    });
    return ok(known);
  });
}

async function record(tx: Tx, { change, basis }: RuleProposal): Promise<void> {
  switch (change.kind) {
    case "key_rate":
      await insertKeyRate(tx, { ...change, basis });
      return;
    case "cap":
      return store.insertCap(tx, { ...change, through: change.through, basis });
    case "moratorium":
      return store.insertMoratorium(tx, {
        ...change,
        through: change.through,
        dueBefore: change.dueBefore,
        basis,
      });
    case "moratorium_applied":
      await updateMoratorium(tx, change);
      return;
    case "due_day":
      return store.insertDueDay(tx, { ...change, basis });
    case "calendar_day":
      await insertCalendarDay(tx, { ...change, basis });
  }
}
