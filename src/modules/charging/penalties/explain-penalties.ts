import type { Day } from "#core/day";
import { toDecimal, total } from "#core/exact";
import type { AccountId } from "#core/ids";
import { PENALTY_SERVICE } from "#modules/tariffs";
import { type BuildingFacts, FORMULAS, type FormulaCode } from "../model.ts";
import type { Explanation, ExplanationNode } from "../rules/explanation.ts";
import { shownMoney } from "../rules/workings.ts";
import type { DebtItem, PenaltyFacts, PenaltySegment } from "./model.ts";
import { FORMULA_OF_STEPS } from "./penalty-lines.ts";
import { penaltyToDate, segmentsOf, stepsOf } from "./penalty.ts";

/** Enough to see which way a sum is rounded. */
const DECIMALS = 8;

/**
 * The workings of what a month's runs booked to an account as penalties: debt by debt, segment by segment.
 *
 * Takes     the facts of the month's latest run that had debts; the account
 * Gives     a line for each debt whose penalty the month has moved, and the tree of their segments; nothing where none
 *           moved
 */
export function explainPenalties(facts: BuildingFacts, account: AccountId): Explanation | undefined {
  const { penalties } = facts;
  if (!penalties) return undefined;
  const debts = penalties.items
    .filter((item) => item.account === account)
    .map((item) => explainedDebt(item, penalties))
    .filter((debt) => debt.amount !== 0n);
  if (debts.length === 0) return undefined;
  const amount = shownMoney(debts.reduce((sum, debt) => sum + debt.amount, 0n));
  return {
    account,
    service: PENALTY_SERVICE,
    period: facts.period,
    amount,
    lines: debts.map((debt) => ({
      part: debt.item.capitalRepair ? 1 : 0,
      kind: "penalty",
      basis: "fixed",
      formula: debt.formula,
      volume: "0",
      rate: "0",
      amount: shownMoney(debt.amount),
    })),
    root: { name: "service", value: amount, unit: "rub", children: monthNodes(debts) },
    building: undefined,
  };
}

interface ExplainedDebt {
  readonly item: DebtItem;
  readonly formula: FormulaCode;
  /** What the month's runs booked, all together. */
  readonly amount: bigint;
  readonly node: ExplanationNode;
}

/** Who has owed for two years has a hundred debts and more: month by month they can be found. */
function monthNodes(debts: readonly ExplainedDebt[]): ExplanationNode[] {
  const months = Map.groupBy(debts, (debt) => debt.item.chargedFor);
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, own]) => ({
      name: "penalty_month",
      note: month,
      value: shownMoney(own.reduce((sum, debt) => sum + debt.amount, 0n)),
      unit: "rub",
      children: own.map((debt) => debt.node),
    }));
}

function explainedDebt(item: DebtItem, facts: PenaltyFacts): ExplainedDebt {
  const formula = FORMULA_OF_STEPS[stepsOf(item, facts.policies.at(-1)) ?? "resident"];
  const segments = segmentsOf(item, facts);
  const toDate = penaltyToDate(segments);
  const earlier = item.before - item.beforeInMonth;
  const amount = toDate - earlier;
  const unrounded = toDecimal(total(segments.filter(isAsked).map((one) => one.penalty)), DECIMALS);
  return {
    item,
    formula,
    amount,
    node: {
      name: "penalty_debt",
      note: `${item.provider}${item.capitalRepair ? " capital_repair" : ""}`,
      value: shownMoney(amount),
      unit: "rub",
      law: FORMULAS[formula].law,
      children: [
        ...dueNodes(segments),
        ...segments.map(segmentNode),
        {
          name: "penalty_to_date",
          expression: unrounded,
          value: shownMoney(toDate),
          rule: "kopecks",
          children: [],
        },
        { name: "penalty_before", value: shownMoney(earlier), unit: "rub", children: [] },
      ],
    },
  };
}

const isAsked = (segment: PenaltySegment): boolean => segment.waivedBy === undefined;

/** A debt that a recalculation raised has a last day to pay for each of its parts. */
const dueNodes = (segments: readonly PenaltySegment[]): ExplanationNode[] =>
  [...new Set(segments.map((one): Day => one.due))].map((due) => ({
    name: "penalty_due",
    note: due,
    children: [],
  }));

function segmentNode(of: PenaltySegment): ExplanationNode {
  const percent = toDecimal({ n: of.percent, d: 1_000_000n }, 6);
  const { keyRate, cap } = of.rate;
  const rate = cap ? `cap ${cap.from}: ${cap.basis}` : `key_rate ${keyRate.from}: ${keyRate.basis}`;
  return {
    name: of.waivedBy === undefined ? "penalty_segment" : "penalty_waived",
    note: `${of.from} ${of.through}`,
    expression: `${shownMoney(of.base)} × ${percent} % / ${of.denominator} × ${of.days}`,
    value: of.waivedBy === undefined ? toDecimal(of.penalty, DECIMALS) : "0",
    unit: "rub",
    source: of.waivedBy ?? rate,
    children: [],
  };
}
