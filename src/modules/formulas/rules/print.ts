import { toDecimal } from "#core/exact";
import { inputNamed } from "./catalogue.ts";
import { DIGITS_MOST, type Language, unitIn, wordIn } from "./tokens.ts";
import type { Node } from "./tree.ts";

/** How strongly each form holds its parts together; a looser one inside a tighter one needs brackets. */
const BINDS = { if: 0, or: 1, and: 2, not: 3, compare: 4, sum: 5, product: 6, factor: 7 } as const;

/** A formula in the words of a language: parsing what is printed gives the same tree. */
export function printFormula(node: Node, language: Language): string {
  const word = (of: Parameters<typeof wordIn>[0]): string => wordIn(of, language);
  const print = (of: Node, least: number): string => {
    const text = inner(of);
    return bindingOf(of) < least ? `(${text})` : text;
  };
  const inner = (of: Node): string => {
    switch (of.kind) {
      case "number": {
        const digits = toDecimal(of.value, DIGITS_MOST.after);
        return of.unit ? `${digits} ${unitIn(of.unit, language)}` : digits;
      }
      case "input":
        return language === "ru" ? (inputNamed(of.code)?.nameRu ?? of.code) : of.code;
      case "negative":
        return `-${print(of.of, BINDS.factor)}`;
      case "not":
        return `${word("not")} ${print(of.of, BINDS.not)}`;
      case "+":
      case "-":
        return `${print(of.left, BINDS.sum)} ${of.kind} ${print(of.right, BINDS.product)}`;
      case "*":
        return `${print(of.left, BINDS.product)} * ${print(of.right, BINDS.factor)}`;
      case "/": {
        const quotient = `${print(of.left, BINDS.product)} / ${print(of.right, BINDS.factor)}`;
        return of.otherwise
          ? `${quotient} ${word("otherwise")} ${print(of.otherwise, BINDS.factor)}`
          : quotient;
      }
      case "and":
        return `${print(of.left, BINDS.and)} ${word("and")} ${print(of.right, BINDS.not)}`;
      case "or":
        return `${print(of.left, BINDS.or)} ${word("or")} ${print(of.right, BINDS.and)}`;
      case "compare":
        return `${print(of.left, BINDS.sum)} ${of.by} ${print(of.right, BINDS.sum)}`;
      case "if":
        return `${word("if")} ${print(of.when, BINDS.if)} ${word("so")} ${print(of.yes, BINDS.if)} ${word("else")} ${print(of.no, BINDS.if)}`;
      case "min":
      case "max":
        return `${word(of.kind)}(${of.of.map((one) => print(one, BINDS.if)).join("; ")})`;
      case "round":
        return `${word("round")}(${print(of.of, BINDS.if)}; ${of.digits})`;
    }
  };
  return print(node, BINDS.if);
}

function bindingOf(node: Node): number {
  switch (node.kind) {
    case "if":
    case "or":
    case "and":
    case "not":
    case "compare":
      return BINDS[node.kind];
    case "+":
    case "-":
      return BINDS.sum;
    case "*":
    case "/":
      return BINDS.product;
    case "negative":
    case "number":
    case "input":
    case "min":
    case "max":
    case "round":
      return BINDS.factor;
  }
}
