import { addDays, type Day } from "#core/day";
import { firstDay, periodNumber, periodOf } from "#core/period";
import type { Tx } from "#platform/database";
import type { RuleChange, RuleDecision, RuleProposal } from "./model.ts";

/** Rules are proposed and decided one after the other: the second person sees what the first has done. */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('charging.rule_proposals'))");
}

export async function insertProposal(
  tx: Tx,
  of: { readonly change: RuleChange; readonly basis: string; readonly by: number },
): Promise<number> {
  const { change } = of;
  const rows = await tx.query<{ proposal: number }>(
    `insert into charging.rule_proposals (kind, from_day, through_day, percent, due_before, due_day, is_on, basis, proposed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning proposal_id as proposal`,
    [
      change.kind,
      change.kind === "calendar_day"
        ? change.day
        : change.kind === "due_day"
          ? firstDay(change.from)
          : change.from,
      "through" in change ? (change.through ?? null) : null,
      "percent" in change ? change.percent : null,
      change.kind === "moratorium" ? (change.dueBefore ?? null) : null,
      change.kind === "due_day" ? change.day : null,
      change.kind === "calendar_day"
        ? change.working
        : change.kind === "moratorium_applied"
          ? change.applied
          : null,
      of.basis,
      of.by,
    ],
  );
  return rows[0]?.proposal ?? 0;
}

interface ProposalRow {
  readonly proposal: number;
  readonly kind: RuleChange["kind"];
  readonly from: Day;
  readonly through: Day | null;
  readonly percent: bigint | null;
  readonly dueBefore: Day | null;
  readonly dueDay: number | null;
  readonly isOn: boolean | null;
  readonly basis: string;
  readonly proposedAt: Date;
  readonly by: number;
  readonly proposedBy: string | null;
  readonly decision: RuleDecision["decision"] | null;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}

const PROPOSALS_MAX = 100;

/** Newest first: those that wait, and what was decided of the earlier ones. */
export async function listProposals(tx: Tx): Promise<RuleProposal[]> {
  const rows = await tx.query<ProposalRow>(
    `select p.proposal_id as proposal, p.kind, p.from_day as from, p.through_day as through, p.percent,
       p.due_before as "dueBefore", p.due_day as "dueDay", p.is_on as "isOn", p.basis, p.proposed_at as "proposedAt",
       p.proposed_by as by, u.name as "proposedBy", d.decision, d.reason, d.decided_at as "decidedAt", v.name as "decidedBy"
     from charging.rule_proposals p left join charging.rule_decisions d using (proposal_id)
     left join access.users u on u.user_id = p.proposed_by left join access.users v on v.user_id = d.decided_by
     order by (d.proposal_id is not null), p.proposal_id desc limit $1`,
    [PROPOSALS_MAX],
  );
  return rows.map((row) => ({
    proposal: row.proposal,
    change: changeOf(row),
    basis: row.basis,
    proposedAt: row.proposedAt,
    by: row.by,
    proposedBy: row.proposedBy ?? undefined,
    decision:
      row.decision === null || row.decidedAt === null
        ? undefined
        : {
            decision: row.decision,
            reason: row.reason ?? "",
            decidedAt: row.decidedAt,
            decidedBy: row.decidedBy ?? undefined,
          },
  }));
}

function changeOf(row: ProposalRow): RuleChange {
  const { kind, from } = row;
  const through = row.through ?? undefined;
  const percent = row.percent ?? 0n;
  const isOn = row.isOn ?? false;
  switch (kind) {
    case "key_rate":
      return { kind, from, percent };
    case "cap":
      return { kind, from, through, percent };
    case "moratorium":
      return { kind, from, through, dueBefore: row.dueBefore ?? undefined };
    case "moratorium_applied":
      return { kind, from, applied: isOn };
    case "due_day":
      return { kind, from: periodOf(from), day: row.dueDay ?? 1 };
    case "calendar_day":
      return { kind, day: from, working: isOn };
  }
}

export async function insertDecision(
  tx: Tx,
  of: {
    readonly proposal: number;
    readonly proposedBy: number;
    readonly decision: RuleDecision["decision"];
    readonly reason: string;
    readonly by: number;
  },
): Promise<void> {
  await tx.query(
    `insert into charging.rule_decisions (proposal_id, proposed_by, decision, reason, decided_by)
     values ($1, $2, $3, $4, $5)`,
    [of.proposal, of.proposedBy, of.decision, of.reason, of.by],
  );
}

/** What runs on the day ends there. */
export async function insertCap(
  tx: Tx,
  of: {
    readonly from: Day;
    readonly through: Day | undefined;
    readonly percent: bigint;
    readonly basis: string;
  },
): Promise<void> {
  await tx.query(
    `update charging.key_rate_caps set in_force = daterange(lower(in_force), $1::date) where in_force @> $1::date`,
    [of.from],
  );
  await tx.query(
    `insert into charging.key_rate_caps (in_force, percent, basis, recorded_by)
     values (daterange($1::date, $2::date), $3, $4, $5)`,
    [of.from, endOf(of.through), of.percent, of.basis, tx.scope.user ?? null],
  );
}

export async function insertMoratorium(
  tx: Tx,
  of: {
    readonly from: Day;
    readonly through: Day | undefined;
    readonly dueBefore: Day | undefined;
    readonly basis: string;
  },
): Promise<void> {
  await tx.query(
    `insert into charging.moratoria (in_force, due_before, applied, basis, recorded_by)
     values (daterange($1::date, $2::date), $3, true, $4, $5)`,
    [of.from, endOf(of.through), of.dueBefore ?? null, of.basis, tx.scope.user ?? null],
  );
}

export async function insertDueDay(
  tx: Tx,
  of: {
    readonly from: Parameters<typeof periodNumber>[0];
    readonly day: number;
    readonly basis: string;
  },
): Promise<void> {
  await tx.query(
    "insert into charging.due_days (from_month, day, basis, recorded_by) values ($1, $2, $3, $4)",
    [periodNumber(of.from), of.day, of.basis, tx.scope.user ?? null],
  );
}

/** Spans end before their second day; people name the last one. */
const endOf = (through: Day | undefined): Day | null => (through === undefined ? null : addDays(through, 1));
