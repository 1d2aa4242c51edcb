import type { AccountId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import {
  type BuildingCharges,
  type BuildingFacts,
  type ChargeLine,
  type CommonVolume,
  FORMULAS,
  type FormulaCode,
  type RoundingRule,
  type Trace,
  type TraceName,
  type TraceUnit,
} from "../model.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { correctionsOf } from "./heating-corrections.ts";
import { HEATING } from "./heating-year.ts";
import { shownMillionths, shownMoney } from "./workings.ts";

/** A step of the workings, as plain JSON: numbers are decimal text with a point. */
export interface ExplanationNode {
  readonly name: TraceName;
  /** Which one of several: a meter's serial, a zone, a reason. */
  readonly note?: string;
  readonly expression?: string;
  readonly value?: string;
  readonly unit?: TraceUnit;
  /** Where a value comes from: level, day and document of a rate, day and giver of a reading. See `sourceWords`. */
  readonly source?: string;
  readonly law?: string;
  readonly rule?: RoundingRule;
  /** Who wrote an input down, and when: the facts of a run do not say, the records of the rooms do. */
  readonly recorded?: { readonly at: Date; readonly by: string | undefined };
  readonly children: readonly ExplanationNode[];
}

/** A line of the receipt in decimals. */
export interface ExplainedLine {
  readonly part: number;
  readonly kind: ChargeLine["kind"];
  readonly basis: ChargeLine["basis"];
  readonly formula: FormulaCode;
  readonly volume: string;
  readonly rate: string;
  readonly amount: string;
}

export interface Explanation {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly period: Period;
  /** The sum of the lines. */
  readonly amount: string;
  readonly lines: readonly ExplainedLine[];
  readonly root: ExplanationNode;
  /** What the whole building used and how it was shared; absent where the service shares nothing. */
  readonly building: CommonVolume | undefined;
}

/**
 * The workings of an account's lines, from the facts that the run used: the building's volumes and these lines are calculated again.
 *
 * Takes     the building's facts as kept with the run; an account, and the services asked for
 * Gives     the lines of each service and the tree of their workings, by the same calculation that made them, in the
 *           order asked; a service without a line of the account in that month is left out
 */
export function explainLines(
  facts: BuildingFacts,
  { account, services }: { account: AccountId; services: readonly ServiceId[] },
): Explanation[] {
  const collectors = new Map(services.map((service) => [service, new ExplanationTrace()]));
  const charges = calculateBuilding(facts, {
    only: account,
    trace: (ofAccount, ofService) => (ofAccount === account ? collectors.get(ofService) : undefined),
  });
  return [...collectors].flatMap(([service, collector]) => {
    const lines = charges.lines.filter((line) => line.account === account && line.service === service);
    return lines.length === 0 ? [] : [explanationOf(facts, charges, { account, service, lines, collector })];
  });
}

/** The workings of one service's lines; undefined where the account has none. */
export function explainLine(
  facts: BuildingFacts,
  { account, service }: { account: AccountId; service: ServiceId },
): Explanation | undefined {
  return explainLines(facts, { account, services: [service] })[0];
}

function explanationOf(
  facts: BuildingFacts,
  charges: BuildingCharges,
  of: {
    readonly account: AccountId;
    readonly service: ServiceId;
    readonly lines: readonly ChargeLine[];
    readonly collector: ExplanationTrace;
  },
): Explanation {
  const { account, service } = of;
  const amount = shownMoney(of.lines.reduce((sum, line) => sum + line.amount, 0n));
  const lines = of.lines.map(explainedLine);
  return {
    account,
    service,
    period: facts.period,
    amount,
    lines,
    root: {
      name: "service",
      value: amount,
      unit: "rub",
      children: [...lines.map(lineNode), ...of.collector.nodes(), ...correctionNodes(facts, of)],
    },
    building: charges.common.find((common) => common.service === service),
  };
}

/** The months that the run corrected, each way of correcting them by itself. They are booked for their own months. */
function correctionNodes(
  facts: BuildingFacts,
  { account, service }: { account: AccountId; service: ServiceId },
): ExplanationNode[] {
  if (service !== HEATING) return [];
  const collectors = { year: new ExplanationTrace(), allocators: new ExplanationTrace() };
  const { lines } = correctionsOf(facts, (of, way) => (of === account ? collectors[way] : undefined));
  const own = lines.filter((line) => line.account === account);
  return (["year", "allocators"] as const).flatMap((way): ExplanationNode[] => {
    const ofWay = own.filter(({ formula }) => (formula === "3(5)") === (way === "allocators"));
    const first = ofWay[0];
    if (!first) return [];
    return [
      {
        name: "correction",
        note: FORMULAS[first.formula].text,
        value: shownMoney(ofWay.reduce((sum, line) => sum + line.amount, 0n)),
        unit: "rub",
        law: FORMULAS[first.formula].law,
        children: collectors[way].nodes(),
      },
    ];
  });
}

const explainedLine = (line: ChargeLine): ExplainedLine => ({
  part: line.part,
  kind: line.kind,
  basis: line.basis,
  formula: line.formula,
  volume: shownMillionths(line.volume),
  rate: shownMillionths(line.rate),
  amount: shownMoney(line.amount),
});

/** A surplus of the multiplier is volume × (K − 1) × rate, so its printed product is that of the line. */
function lineNode(line: ExplainedLine): ExplanationNode {
  const { law, text } = FORMULAS[line.formula];
  return {
    name: "line",
    note: text,
    // A percentage of the charge has neither a volume nor a rate, and the sum of an own formula is not their product:
    // their workings say how it came about.
    ...(isPriced(line) && { expression: `${line.volume} × ${line.rate}` }),
    value: line.amount,
    unit: "rub",
    law,
    children: [],
  };
}

const isPriced = ({ kind, volume, rate }: ExplainedLine): boolean =>
  kind === "charge" || kind === "excess" || (volume !== "0" && rate !== "0");

interface OpenNode extends Omit<ExplanationNode, "children"> {
  readonly children: ExplanationNode[];
}

/** Collects the workings as a tree. */
export class ExplanationTrace implements Trace {
  private readonly top: ExplanationNode[] = [];
  private readonly path: OpenNode[] = [];

  nodes(): readonly ExplanationNode[] {
    return this.top;
  }

  input(name: TraceName, value: string, unit?: TraceUnit, source?: string, note?: string): void {
    this.add({
      name,
      ...(note && { note }),
      value,
      ...(unit && { unit }),
      ...(source && { source }),
      children: [],
    });
  }

  step(name: TraceName, expression: string, value: string, unit?: TraceUnit): void {
    this.add({ name, ...(expression && { expression }), value, ...(unit && { unit }), children: [] });
  }

  rounding(name: TraceName, from: string, to: string, rule: RoundingRule): void {
    this.add({ name, expression: from, value: to, rule, children: [] });
  }

  open(name: TraceName, note?: string): void {
    const node: OpenNode = { name, ...(note && { note }), children: [] };
    this.add(node);
    this.path.push(node);
  }

  close(): void {
    this.path.pop();
  }

  private add(node: ExplanationNode): void {
    (this.path.at(-1)?.children ?? this.top).push(node);
  }
}
