import { type Exact, fromMillionths, toMillionths, ZERO } from "#core/exact";
import { toMoney } from "#core/money";
import type { CaseResult, FormulaCase } from "../model.ts";
import { inputNamed } from "./catalogue.ts";
import type { Gives } from "./check.ts";
import type { CompiledFormula } from "./compile.ts";

/**
 * Works out a formula's own cases.
 *
 * Takes     a compiled formula; cases with inputs in millionths
 * Gives     for each what came out, rounded as a line is: kopecks half up, or millionths of a volume
 */
export function resultsOf(
  formula: CompiledFormula,
  of: { readonly gives: Gives; readonly cases: readonly FormulaCase[] },
): CaseResult[] {
  return of.cases.map(({ name, inputs, expected }) => {
    const values = formula.inputs.map((code) => valueOf(inputs[code]));
    const result = formula.evaluate(values);
    const found: bigint = of.gives === "money" ? toMoney(result) : toMillionths(result);
    return { name, expected, found, passes: found === expected };
  });
}

const valueOf = (millionths: bigint | undefined): Exact =>
  millionths === undefined ? ZERO : fromMillionths(millionths);

/** What of a case cannot be: an input that the formula does not ask for, or a value the catalogue rules out. */
export function impossibleInput(
  formula: CompiledFormula,
  cases: readonly FormulaCase[],
): { readonly name: string; readonly input: string } | undefined {
  for (const { name, inputs } of cases) {
    const unknown = Object.keys(inputs).find((code) => !formula.inputs.includes(code));
    if (unknown !== undefined) return { name, input: unknown };
    for (const code of formula.inputs) {
      const value = inputs[code] ?? 0n;
      const input = inputNamed(code);
      const bad =
        (input?.sign === "positive" && value <= 0n) ||
        (input?.sign === "nonnegative" && value < 0n) ||
        (input?.kind === "yes_no" && value !== 0n && value !== 1_000_000n);
      if (bad) return { name, input: code };
    }
  }
  return undefined;
}
