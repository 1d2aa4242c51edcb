import type { Unit } from "#core/units";
import { CATALOGUE, inputNamed, type Sign } from "./catalogue.ts";
import { type Dimension, dimensionOf, divided, isSame, multiplied, PLAIN } from "./dimension.ts";
import type { FormulaFault, Node, Place, Read } from "./tree.ts";

/** What a formula gives: roubles of a line, or the volume that is then priced at the rate. */
export type Gives = "money" | "volume";

/** What is known of an expression. A bare zero is a zero of any unit. */
type Type =
  | { readonly kind: "number"; readonly dimension: Dimension | undefined; readonly sign: Sign }
  | { readonly kind: "yes_no" };

/**
 * Judges the units of a formula, and that no divisor can be zero.
 *
 * Takes     a tree; the unit of the service; what the formula is to give
 * Gives     the codes of the inputs that it asks for, in the catalogue's order
 * Refuses   sums, comparisons and choices of unlike units, a result in another unit, a divisor that may be zero and
 *           has no `otherwise`: every such place at once
 */
export function checkFormula(tree: Node, of: { readonly unit: Unit; readonly gives: Gives }): Read<string[]> {
  const faults: FormulaFault[] = [];
  const asked = new Set<string>();
  const type = typeOf(tree, { unit: of.unit, faults, asked });
  const expected = dimensionOf(of.gives === "money" ? "rub" : of.unit);
  const place = { at: tree.at, length: tree.length };
  // What is wrong inside is said alone: a result that follows from it would only repeat it.
  if (faults.length === 0) {
    if (type.kind === "yes_no") faults.push({ code: "number_expected", ...place });
    else if (type.dimension && !isSame(type.dimension, expected))
      faults.push({ code: "result_unit", expected, found: type.dimension, ...place });
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, value: CATALOGUE.map(({ code }) => code).filter((code) => asked.has(code)) };
}

interface Judging {
  readonly unit: Unit;
  readonly faults: FormulaFault[];
  readonly asked: Set<string>;
}

const YES_NO: Type = { kind: "yes_no" };
const number = (dimension: Dimension | undefined, sign: Sign): Type & { kind: "number" } => ({
  kind: "number",
  dimension,
  sign,
});

function typeOf(node: Node, to: Judging): Type {
  switch (node.kind) {
    case "number":
      return number(
        node.unit ? dimensionOf(node.unit) : node.value.n === 0n ? undefined : PLAIN,
        node.value.n > 0n ? "positive" : "nonnegative",
      );
    case "input": {
      to.asked.add(node.code);
      const input = inputNamed(node.code);
      if (!input || input.kind === "yes_no") return YES_NO;
      return number(input.dimension(to.unit), input.sign);
    }
    case "negative":
      return number(numberOf(node.of, to).dimension, "any");
    case "not":
      expectYesNo(node.of, to);
      return YES_NO;
    case "and":
    case "or":
      expectYesNo(node.left, to);
      expectYesNo(node.right, to);
      return YES_NO;
    case "compare":
      together(node, numberOf(node.left, to), numberOf(node.right, to), to);
      return YES_NO;
    case "+":
    case "-": {
      const left = numberOf(node.left, to);
      const right = numberOf(node.right, to);
      const sign = node.kind === "-" ? "any" : signOfSum(left.sign, right.sign);
      return number(together(node, left, right, to), sign);
    }
    case "*": {
      const left = numberOf(node.left, to);
      const right = numberOf(node.right, to);
      return number(
        multiplied(left.dimension ?? PLAIN, right.dimension ?? PLAIN),
        bothSigns(left.sign, right.sign),
      );
    }
    case "/":
      return typeOfQuotient(node, to);
    case "if": {
      expectYesNo(node.when, to);
      const yes = numberOf(node.yes, to);
      const no = numberOf(node.no, to);
      return number(together(node, yes, no, to), widerSign(yes.sign, no.sign));
    }
    case "min":
    case "max": {
      const types = node.of.map((one) => numberOf(one, to));
      const [first, ...rest] = types;
      let dimension = first?.dimension;
      for (const [i, type] of rest.entries())
        dimension = together(node.of[i + 1] ?? node, number(dimension, "any"), type, to);
      const signs = types.map(({ sign }) => sign);
      return number(dimension, signs.reduce(node.kind === "min" ? widerSign : narrowerSign));
    }
    case "round": {
      const of = numberOf(node.of, to);
      return number(of.dimension, of.sign === "positive" ? "nonnegative" : of.sign);
    }
  }
}

function typeOfQuotient(node: Node & { kind: "/" }, to: Judging): Type {
  const left = numberOf(node.left, to);
  const right = numberOf(node.right, to);
  const quotient = number(
    divided(left.dimension ?? PLAIN, right.dimension ?? PLAIN),
    bothSigns(left.sign, right.sign),
  );
  if (!node.otherwise) {
    if (right.sign !== "positive")
      to.faults.push({ code: "divisor_may_be_zero", at: node.right.at, length: node.right.length });
    return quotient;
  }
  const otherwise = numberOf(node.otherwise, to);
  return number(together(node.otherwise, quotient, otherwise, to), widerSign(quotient.sign, otherwise.sign));
}

/** The one unit of two numbers that stand beside each other. */
function together(
  place: Place,
  left: Type & { kind: "number" },
  right: Type & { kind: "number" },
  to: Judging,
): Dimension | undefined {
  if (!left.dimension || !right.dimension) return left.dimension ?? right.dimension;
  if (!isSame(left.dimension, right.dimension))
    to.faults.push({
      code: "units_differ",
      left: left.dimension,
      right: right.dimension,
      at: place.at,
      length: place.length,
    });
  return left.dimension;
}

function numberOf(node: Node, to: Judging): Type & { kind: "number" } {
  const type = typeOf(node, to);
  if (type.kind === "number") return type;
  to.faults.push({ code: "number_expected", at: node.at, length: node.length });
  return number(undefined, "any");
}

function expectYesNo(node: Node, to: Judging): void {
  if (typeOf(node, to).kind !== "yes_no")
    to.faults.push({ code: "yes_no_expected", at: node.at, length: node.length });
}

const ORDER: readonly Sign[] = ["positive", "nonnegative", "any"];
const widerSign = (a: Sign, b: Sign): Sign => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);
const narrowerSign = (a: Sign, b: Sign): Sign => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);
const bothSigns = widerSign;

/** Nothing below zero added to something above it stays above it. */
const signOfSum = (a: Sign, b: Sign): Sign => (a === "any" || b === "any" ? "any" : narrowerSign(a, b));
