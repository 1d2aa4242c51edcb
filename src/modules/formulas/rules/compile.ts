import {
  compare,
  type Exact,
  greatest,
  isZero,
  least,
  minus,
  over,
  plus,
  roundedExact,
  times,
} from "#core/exact";
import type { Unit } from "#core/units";
import { checkFormula, type Gives } from "./check.ts";
import { parseFormula } from "./parse.ts";
import type { Comparison, Node, Read } from "./tree.ts";

/** A formula ready to be worked out: it gives a number for any inputs, and never throws. */
export interface CompiledFormula {
  readonly tree: Node;
  /** Codes of the inputs asked for; their values are handed over in this order, yes as one and no as zero. */
  readonly inputs: readonly string[];
  readonly evaluate: (values: readonly Exact[]) => Exact;
}

/** Reads, judges and compiles; or says everything that is wrong. */
export function compileFormula(
  text: string,
  of: { readonly unit: Unit; readonly gives: Gives },
): Read<CompiledFormula> {
  const tree = parseFormula(text);
  if (!tree.ok) return tree;
  const inputs = checkFormula(tree.value, of);
  if (!inputs.ok) return inputs;
  const slots = new Map(inputs.value.map((code, slot) => [code, slot]));
  return {
    ok: true,
    value: { tree: tree.value, inputs: inputs.value, evaluate: numberOf(tree.value, slots) },
  };
}

type Slots = ReadonlyMap<string, number>;
type Values = readonly Exact[];

/** The closure of a checked node that is a number. */
function numberOf(node: Node, slots: Slots): (values: Values) => Exact {
  switch (node.kind) {
    case "number": {
      const { value } = node;
      return () => value;
    }
    case "input": {
      const slot = slotOf(node, slots);
      return (values) => values[slot] as Exact;
    }
    case "negative": {
      const of = numberOf(node.of, slots);
      return (values) => negative(of(values));
    }
    case "+":
      return both(node, slots, plus);
    case "-":
      return both(node, slots, minus);
    case "*":
      return both(node, slots, times);
    case "/": {
      const left = numberOf(node.left, slots);
      const right = numberOf(node.right, slots);
      if (!node.otherwise) return (values) => over(left(values), right(values));
      const otherwise = numberOf(node.otherwise, slots);
      return (values) => {
        const divisor = right(values);
        return isZero(divisor) ? otherwise(values) : over(left(values), divisor);
      };
    }
    case "if": {
      const when = yesNoOf(node.when, slots);
      const yes = numberOf(node.yes, slots);
      const no = numberOf(node.no, slots);
      return (values) => (when(values) ? yes(values) : no(values));
    }
    case "min":
    case "max": {
      const choose = node.kind === "min" ? least : greatest;
      return node.of
        .map((one) => numberOf(one, slots))
        .reduce((a, b) => (values) => choose(a(values), b(values)));
    }
    case "round": {
      const of = numberOf(node.of, slots);
      const { digits } = node;
      return (values) => roundedExact(of(values), digits);
    }
    case "not":
    case "and":
    case "or":
    case "compare":
      throw new Error(`a checked formula has no ${node.kind} where a number stands`);
  }
}

function yesNoOf(node: Node, slots: Slots): (values: Values) => boolean {
  switch (node.kind) {
    case "input": {
      const slot = slotOf(node, slots);
      return (values) => !isZero(values[slot] as Exact);
    }
    case "not": {
      const of = yesNoOf(node.of, slots);
      return (values) => !of(values);
    }
    case "and": {
      const left = yesNoOf(node.left, slots);
      const right = yesNoOf(node.right, slots);
      return (values) => left(values) && right(values);
    }
    case "or": {
      const left = yesNoOf(node.left, slots);
      const right = yesNoOf(node.right, slots);
      return (values) => left(values) || right(values);
    }
    case "compare": {
      const left = numberOf(node.left, slots);
      const right = numberOf(node.right, slots);
      const holds = COMPARED[node.by];
      return (values) => holds(compare(left(values), right(values)));
    }
    default:
      throw new Error(`a checked formula has no ${node.kind} where yes or no stands`);
  }
}

const both = (
  node: Node & { readonly left: Node; readonly right: Node },
  slots: Slots,
  work: (a: Exact, b: Exact) => Exact,
): ((values: Values) => Exact) => {
  const left = numberOf(node.left, slots);
  const right = numberOf(node.right, slots);
  return (values) => work(left(values), right(values));
};

const negative = (of: Exact): Exact => ({ n: -of.n, d: of.d });

function slotOf(node: Node & { kind: "input" }, slots: Slots): number {
  const slot = slots.get(node.code);
  if (slot === undefined) throw new Error(`a checked formula knows its inputs, not ${node.code}`);
  return slot;
}

const COMPARED: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
};
