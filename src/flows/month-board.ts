import type { OrganizationId, RunId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import { may, type Role } from "#modules/access";
import { board, listRuns, type MonthOfOrganization, type Run, type RunSummary } from "#modules/charging";
import { listBatches } from "#modules/receipts";
import { listOrders } from "#modules/settlements";
import { periodFromNumber } from "#core/period";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** The steps of a month in their order; delivery is not kept yet. */
export const STEPS = ["readings", "charges", "approval", "closing", "print"] as const;
export type StepName = (typeof STEPS)[number];

/** `waits`: for a person; `stopped`: something failed. */
export type StepState = "done" | "running" | "waits" | "stopped" | "not_yet";

export interface Step {
  readonly step: StepName;
  readonly state: StepState;
  /** What the number is depends on the step: a share in tenths of a percent, anomalies, receipts. */
  readonly number: number | undefined;
  readonly of: number | undefined;
  /** Where the step is looked at. */
  readonly run: RunId | undefined;
}

export interface BoardRow {
  readonly month: MonthOfOrganization;
  readonly steps: readonly Step[];
  /** Due for the month so far: of the latest run that is not given up. */
  readonly charged: Money | undefined;
  /** Charged for the month before and paid in this one. */
  readonly collection: { readonly charged: Money; readonly paid: Money } | undefined;
}

/** Of meters read: from here on the step is done, below it waits for somebody once the window is over. */
const READ_ENOUGH_PERMILLE = 900;

/** Every organization in sight with the steps of one month. The number of questions does not grow with theirs. */
export async function monthBoard(ctx: Ctx, period: Period): Promise<BoardRow[]> {
  return ctx.transaction(async (tx) => {
    const months = await board.listMonths(tx, period);
    const runs = await runsOf(tx, period);
    const summaries = await board.listRunSummaries(
      tx,
      [...runs.values()].map((run) => run.id),
    );
    const printed = await printedOf(tx, period);
    const collections = await board.listCollections(tx, {
      organizations: months.map((one) => one.organization),
      period,
    });
    return months.map((month): BoardRow => {
      const run = runs.get(month.organization);
      const summary = run && summaries.get(run.id);
      return {
        month,
        steps: stepsOf({ month, run, summary, printed: printed.get(month.organization), period }),
        charged: summary?.amount,
        collection: collections.get(month.organization),
      };
    });
  });
}

/** The latest run of each organization for the month that was not given up; an approved one before a later draft. */
async function runsOf(tx: Tx, period: Period): Promise<Map<OrganizationId, Run>> {
  const runs = await listRuns(tx, { chargedFor: period, limit: 5_000 });
  const latest = new Map<OrganizationId, Run>();
  for (const run of runs) {
    if (run.cancelledAt ?? run.discardedAt) continue;
    if (!latest.has(run.organization)) latest.set(run.organization, run);
  }
  return latest;
}

async function printedOf(tx: Tx, period: Period): Promise<Map<OrganizationId, number | undefined>> {
  const printed = new Map<OrganizationId, number | undefined>();
  for (const batch of await listBatches(tx, { limit: 2_000 })) {
    // A batch of codes for the private account alone prints no receipt.
    if (batch.receipts === 0) continue;
    if (periodFromNumber(batch.period) !== period || printed.has(batch.organization)) continue;
    printed.set(batch.organization, batch.receipts);
  }
  return printed;
}

/** What a month's steps say of themselves; nothing is kept of a step but what was done. */
export function stepsOf(of: {
  month: MonthOfOrganization;
  run: Run | undefined;
  summary: RunSummary | undefined;
  printed: number | undefined;
  period: Period;
}): Step[] {
  const { month, run, summary, printed } = of;
  const step = (name: StepName, state: StepState, more: Partial<Step> = {}): Step => ({
    step: name,
    number: undefined,
    of: undefined,
    run: run?.id,
    ...more,
    state,
  });
  const share = month.meters === 0 ? 1000 : Math.floor((month.metersRead * 1000) / month.meters);
  const readings = (): StepState => {
    if (share >= READ_ENOUGH_PERMILLE || month.closedAt) return "done";
    return run ? "waits" : month.opened ? "running" : "not_yet";
  };
  const charges = (): Step => {
    if (!run || !summary) return step("charges", month.opened && !month.closedAt ? "waits" : "not_yet");
    if (summary.buildingsFailed > 0 && !run.calculatedAt)
      return step("charges", "stopped", { number: summary.buildingsFailed });
    if (!run.calculatedAt)
      return step("charges", "running", { number: summary.accountsDone, of: summary.accounts });
    return step("charges", "done", { number: summary.accounts });
  };
  const approval = (): Step => {
    if (run?.approvedAt) return step("approval", "done");
    if (!run?.calculatedAt) return step("approval", "not_yet");
    return step("approval", summary?.blockingOpen ? "stopped" : "waits", { number: summary?.anomaliesOpen });
  };
  const closing = (): StepState => {
    if (month.closedAt) return "done";
    return run?.approvedAt && month.open === of.period ? "waits" : "not_yet";
  };
  return [
    step("readings", readings(), { number: share, of: month.meters }),
    charges(),
    approval(),
    step("closing", closing()),
    step("print", printed !== undefined ? "done" : run?.approvedAt ? "waits" : "not_yet", {
      number: printed,
    }),
  ];
}

export interface WaitingTask {
  readonly code:
    | "run_stopped"
    | "run_blocked"
    | "run_to_approve"
    | "run_to_review"
    | "to_charge"
    | "to_close"
    | "to_print"
    | "order_to_approve";
  readonly organization: OrganizationId;
  readonly name: string;
  readonly run: RunId | undefined;
  readonly number: number | undefined;
  readonly amount: Money | undefined;
  /** Of an order: its number in the list. */
  readonly order?: number;
}

/** Orders to the bank that somebody else drafted: each waits for a second person, the largest sum first. */
export async function ordersWaitingFor(ctx: Ctx, role: Role): Promise<WaitingTask[]> {
  if (!may(role, "orders.approve")) return [];
  const orders = await listOrders(ctx, { isOpen: true });
  return orders
    .filter(({ state, draftedBy }) => state === "drafted" && draftedBy !== ctx.scope.user)
    .sort((a, b) => (a.amount < b.amount ? 1 : -1))
    .map((one) => ({
      code: "order_to_approve",
      organization: one.provider,
      name: one.receiver.name,
      run: undefined,
      number: one.number,
      amount: one.amount,
      order: one.id,
    }));
}

/** What waits for a person of the role, the most urgent first. */
export function waitingFor(rows: readonly BoardRow[], role: Role): WaitingTask[] {
  const order: readonly WaitingTask["code"][] = [
    "run_stopped",
    "run_blocked",
    "run_to_review",
    "run_to_approve",
    "to_charge",
    "to_close",
    "to_print",
  ];
  const tasks = rows.flatMap(({ month, steps, charged }) =>
    steps.flatMap((step): WaitingTask[] => {
      const code = taskOf(step, role);
      if (code === undefined) return [];
      return [
        {
          code,
          organization: month.organization,
          name: month.name,
          run: step.run,
          number: step.number,
          amount: charged,
        },
      ];
    }),
  );
  return tasks.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

function taskOf(step: Step, role: Role): WaitingTask["code"] | undefined {
  if (step.step === "charges" && may(role, "runs.start")) {
    if (step.state === "stopped") return "run_stopped";
    if (step.state === "waits") return "to_charge";
  }
  if (step.step === "approval" && may(role, "runs.approve")) {
    if (step.state === "stopped") return "run_blocked";
    if (step.state === "waits") return step.number === 0 ? "run_to_approve" : "run_to_review";
  }
  if (step.step === "closing" && step.state === "waits" && may(role, "periods.close")) return "to_close";
  if (step.step === "print" && step.state === "waits" && may(role, "receipts.print")) return "to_print";
  return undefined;
}
