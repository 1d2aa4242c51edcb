import { assert } from "#core/assert";
import type { UserId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import type { Ctx } from "#platform/context";
import { attempt } from "#platform/deed";
import type { FormulaRefusal } from "./contract.ts";
import type { CaseResult, FormulaText, FormulaVersion } from "./model.ts";
import { impossibleInput, resultsOf } from "./rules/cases.ts";
import { compileFormula } from "./rules/compile.ts";
import * as store from "./store.ts";

export interface Written {
  readonly version: number;
  /** How its own cases came out: a draft may have failing ones, an approved version has none. */
  readonly cases: readonly CaseResult[];
}

/**
 * Writes a formula, or the next version of one. A draft concerns nobody until a second person has approved it.
 *
 * Refuses a text with faults, each with its place, and cases that cannot be.
 */
export async function writeFormula(
  ctx: Ctx,
  of: FormulaText & { readonly formula: string },
): Promise<Result<Written, FormulaRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "formulas.center_only" });
  const compiled = compileFormula(of.text, of);
  if (!compiled.ok) return refuse({ code: "formulas.text_faulty", faults: compiled.faults });
  const impossible = impossibleInput(compiled.value, of.cases);
  if (impossible) return refuse({ code: "formulas.case_impossible", ...impossible });
  return attempt<Written, FormulaRefusal>(ctx, async (tx) => {
    await store.lockFormulas(tx);
    const version = await store.insertVersion(tx, { ...of, writtenBy: personOf(ctx) });
    return ok({ version, cases: resultsOf(compiled.value, of) });
  });
}

/**
 * Lets a version be chosen by calculation methods.
 *
 * Refuses its author, a version without cases, and one of which a case fails: each such case is named.
 */
export async function approveFormula(
  ctx: Ctx,
  of: { readonly formula: string; readonly version: number },
): Promise<Result<FormulaVersion, FormulaRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "formulas.center_only" });
  return attempt<FormulaVersion, FormulaRefusal>(ctx, async (tx) => {
    await store.lockFormulas(tx);
    const known = await store.findVersion(tx, of);
    if (!known) return refuse({ code: "formulas.version_not_found", ...named(of) });
    const refusal = judgeApproval(known, personOf(ctx));
    if (refusal) return refuse(refusal);
    await store.insertApproval(tx, { ...named(of), approvedBy: personOf(ctx) });
    return ok({ ...known, state: "approved" });
  });
}

/** Takes a version out of use for new choices: methods that have chosen it go on until they are ended. */
export async function retireFormula(
  ctx: Ctx,
  of: { readonly formula: string; readonly version: number; readonly reason: string },
): Promise<Result<FormulaVersion, FormulaRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "formulas.center_only" });
  return attempt<FormulaVersion, FormulaRefusal>(ctx, async (tx) => {
    await store.lockFormulas(tx);
    const known = await store.findVersion(tx, of);
    if (!known) return refuse({ code: "formulas.version_not_found", ...named(of) });
    if (known.state === "retired") return refuse({ code: "formulas.already_retired", ...named(of) });
    await store.insertRetirement(tx, { ...of, retiredBy: personOf(ctx) });
    return ok({ ...known, state: "retired" });
  });
}

/** Each formula by its newest version. */
export const listFormulas = (ctx: Ctx): Promise<FormulaVersion[]> =>
  ctx.transaction((tx) => store.listFormulas(tx));

/** All versions of a formula, newest first. */
export async function formulaVersions(
  ctx: Ctx,
  formula: string,
): Promise<Result<FormulaVersion[], FormulaRefusal>> {
  const versions = await ctx.transaction((tx) => store.listVersions(tx, formula));
  return versions.length === 0 ? refuse({ code: "formulas.not_found", formula }) : ok(versions);
}

function judgeApproval(known: FormulaVersion, by: UserId): FormulaRefusal | undefined {
  const { formula, version } = known;
  if (known.state === "retired") return { code: "formulas.already_retired", formula, version };
  if (known.state === "approved") return { code: "formulas.already_approved", formula, version };
  if (known.writtenBy === by) return { code: "formulas.second_person", formula, version };
  if (known.cases.length === 0) return { code: "formulas.cases_missing", formula, version };
  // The language may have grown stricter since it was written.
  const compiled = compileFormula(known.text, known);
  if (!compiled.ok) return { code: "formulas.text_faulty", faults: compiled.faults };
  const failed = resultsOf(compiled.value, known).filter(({ passes }) => !passes);
  if (failed.length === 0) return undefined;
  return {
    code: "formulas.cases_fail",
    cases: failed.map(({ name, expected, found }) => ({
      name,
      expected: String(expected),
      found: String(found),
      gives: known.gives,
    })),
  };
}

const named = ({ formula, version }: { readonly formula: string; readonly version: number }) => ({
  formula,
  version,
});

/** A formula has an author and an approver, so it is written by a person who is signed in. */
function personOf(ctx: Ctx): UserId {
  assert(ctx.scope.user !== undefined, "a formula is written and approved by somebody");
  return ctx.scope.user as UserId;
}
