import { ONE } from "#core/exact";
import { inputNamed, nearestName } from "./catalogue.ts";
import { type Token, tokensOf, type Word } from "./tokens.ts";
import type { Comparison, Expected, FormulaFault, Node, Place, Read } from "./tree.ts";

/** A formula is a sentence, not a program. */
export const LENGTH_MOST = 2000;
export const DEPTH_MOST = 40;
export const NODES_MOST = 400;

const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "=", "<>"]);

/**
 * Reads the text of a formula.
 *
 *   formula    = if … then … else … | alternative
 *   alternative = conjunction { or conjunction }      conjunction = denial { and denial }
 *   denial     = not denial | sum [ < <= > >= = <> sum ]
 *   sum        = product { + - product }              product = factor { * factor | / factor [ otherwise factor ] }
 *   factor     = - factor | number [unit] | unit | input | ( formula )
 *              | min( … ; … ) | max( … ; … ) | round( … ; digits )
 *
 * Gives     the tree, each node with its place in the text; or the first fault
 */
export function parseFormula(text: string): Read<Node> {
  if (text.length > LENGTH_MOST)
    return {
      ok: false,
      faults: [{ code: "too_long", most: LENGTH_MOST, at: LENGTH_MOST, length: text.length - LENGTH_MOST }],
    };
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  if (tokens.value.length === 1)
    return { ok: false, faults: [{ code: "empty", at: 0, length: text.length }] };
  const reader = new Reader(tokens.value);
  try {
    return { ok: true, value: reader.formula() };
  } catch (thrown) {
    if (thrown instanceof Stopped) return { ok: false, faults: [thrown.fault] };
    throw thrown;
  }
}

/** Leaves the descent at the first fault; it never leaves this file. */
class Stopped extends Error {
  readonly fault: FormulaFault;
  constructor(fault: FormulaFault) {
    super(fault.code);
    this.fault = fault;
  }
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #nodes = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  formula(): Node {
    const node = this.#expression();
    const { at, length, text, kind } = this.#token;
    if (kind !== "end") throw new Stopped({ code: "sign_expected", found: text, at, length });
    return node;
  }

  get #token(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #expression(): Node {
    return this.#deeper(() => {
      const start = this.#token;
      if (!this.#takesWord("if")) return this.#alternative();
      const when = this.#expression();
      this.#expectWord("so");
      const yes = this.#expression();
      this.#expectWord("else");
      const no = this.#expression();
      return this.#node({ kind: "if", when, yes, no, ...spanning(start, no) });
    });
  }

  #alternative(): Node {
    let left = this.#conjunction();
    while (this.#takesWord("or")) {
      const right = this.#conjunction();
      left = this.#node({ kind: "or", left, right, ...spanning(left, right) });
    }
    return left;
  }

  #conjunction(): Node {
    let left = this.#denial();
    while (this.#takesWord("and")) {
      const right = this.#denial();
      left = this.#node({ kind: "and", left, right, ...spanning(left, right) });
    }
    return left;
  }

  #denial(): Node {
    const start = this.#token;
    if (this.#takesWord("not"))
      return this.#deeper(() => {
        const of = this.#denial();
        return this.#node({ kind: "not", of, ...spanning(start, of) });
      });
    const left = this.#sum();
    const token = this.#token;
    if (token.kind !== "sign" || !COMPARISONS.has(token.sign)) return left;
    this.#next++;
    const right = this.#sum();
    return this.#node({
      kind: "compare",
      by: token.sign as Comparison,
      left,
      right,
      ...spanning(left, right),
    });
  }

  #sum(): Node {
    let left = this.#product();
    for (;;) {
      const kind = this.#takesSign("+") ? "+" : this.#takesSign("-") ? "-" : undefined;
      if (!kind) return left;
      const right = this.#product();
      left = this.#node({ kind, left, right, ...spanning(left, right) });
    }
  }

  #product(): Node {
    let left = this.#factor();
    for (;;) {
      if (this.#takesSign("*")) {
        const right = this.#factor();
        left = this.#node({ kind: "*", left, right, ...spanning(left, right) });
      } else if (this.#takesSign("/")) {
        const right = this.#factor();
        const otherwise = this.#takesWord("otherwise") ? this.#factor() : undefined;
        left = this.#node({ kind: "/", left, right, otherwise, ...spanning(left, otherwise ?? right) });
      } else return left;
    }
  }

  #factor(): Node {
    const token = this.#token;
    this.#next++;
    switch (token.kind) {
      case "number": {
        const unit = this.#token;
        if (unit.kind !== "unit")
          return this.#node({ kind: "number", value: token.value, unit: undefined, ...placeOf(token) });
        this.#next++;
        return this.#node({
          kind: "number",
          value: token.value,
          unit: unit.unit,
          ...spanning(token, unit),
        });
      }
      case "unit":
        return this.#node({ kind: "number", value: ONE, unit: token.unit, ...placeOf(token) });
      case "name": {
        const input = inputNamed(token.text);
        if (!input)
          throw new Stopped({
            code: "name_unknown",
            name: token.text,
            nearest: nearestName(token.text),
            ...placeOf(token),
          });
        return this.#node({ kind: "input", code: input.code, ...placeOf(token) });
      }
      case "sign":
        if (token.sign === "-")
          return this.#deeper(() => {
            const of = this.#factor();
            return this.#node({ kind: "negative", of, ...spanning(token, of) });
          });
        if (token.sign === "(") {
          const inner = this.#expression();
          const end = this.#expectSign(")");
          return { ...inner, ...spanning(token, end) };
        }
        break;
      case "word":
        if (token.word === "min" || token.word === "max") return this.#listed(token, token.word);
        if (token.word === "round") return this.#rounded(token);
        break;
      case "end":
        break;
    }
    throw new Stopped({ code: "operand_expected", found: token.text, ...placeOf(token) });
  }

  #listed(start: Place, kind: "min" | "max"): Node {
    this.#expectSign("(");
    const of = [this.#expression()];
    while (this.#takesSign(";")) of.push(this.#expression());
    const end = this.#expectSign(")");
    if (of.length < 2) throw new Stopped({ code: "arguments_few", name: kind, ...spanning(start, end) });
    return this.#node({ kind, of, ...spanning(start, end) });
  }

  #rounded(start: Place): Node {
    this.#expectSign("(");
    const of = this.#expression();
    this.#expectSign(";");
    const token = this.#token;
    const digits = token.kind === "number" && /^[0-6]$/.test(token.text) ? Number(token.text) : undefined;
    if (digits === undefined) throw new Stopped({ code: "digits_expected", ...placeOf(token) });
    this.#next++;
    const end = this.#expectSign(")");
    return this.#node({ kind: "round", of, digits, ...spanning(start, end) });
  }

  #takesWord(word: Word): boolean {
    const token = this.#token;
    if (token.kind !== "word" || token.word !== word) return false;
    this.#next++;
    return true;
  }

  #takesSign(sign: string): boolean {
    const token = this.#token;
    if (token.kind !== "sign" || token.sign !== sign) return false;
    this.#next++;
    return true;
  }

  #expectWord(word: "so" | "else"): void {
    if (!this.#takesWord(word)) throw this.#missing(word);
  }

  #expectSign(sign: "(" | ")" | ";"): Token {
    const token = this.#token;
    if (!this.#takesSign(sign)) throw this.#missing(sign === ";" ? "separator" : sign);
    return token;
  }

  #missing(expected: Expected): Stopped {
    const token = this.#token;
    return new Stopped({ code: "word_expected", expected, found: token.text, ...placeOf(token) });
  }

  #node(node: Node): Node {
    if (++this.#nodes > NODES_MOST)
      throw new Stopped({ code: "too_large", most: NODES_MOST, at: node.at, length: node.length });
    return node;
  }

  #deeper(read: () => Node): Node {
    if (++this.#depth > DEPTH_MOST)
      throw new Stopped({ code: "too_deep", most: DEPTH_MOST, ...placeOf(this.#token) });
    const node = read();
    this.#depth--;
    return node;
  }
}

const placeOf = ({ at, length }: Place): Place => ({ at, length });
const spanning = (from: Place, to: Place): Place => ({ at: from.at, length: to.at + to.length - from.at });
