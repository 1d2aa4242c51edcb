import { type FormulaRefusal, faultSentence } from "#modules/formulas";
import { decimal, roubles, type Words } from "../words.ts";

export const formulaWords: Words<FormulaRefusal> = {
  "formulas.center_only": () => "Formulas are written by the billing center. Ask its operator.",
  "formulas.not_found": (r) => `There is no formula ${r.formula}. Check its code.`,
  "formulas.version_not_found": (r) =>
    `The formula ${r.formula} has no version ${r.version}. Check the number.`,
  "formulas.text_faulty": (r) =>
    `${r.faults[0] ? faultSentence(r.faults[0], "en") : "The formula cannot be read."} Nothing was saved.`,
  "formulas.case_impossible": (r) =>
    `In the case “${r.name}” the input ${r.input} is not asked for by the formula, or has a value that it cannot have. Correct the case.`,
  "formulas.cases_missing": (r) =>
    `The formula ${r.formula}, version ${r.version}, has no cases. Write a version with at least one.`,
  "formulas.cases_fail": (r) =>
    `Cases fail: ${r.cases.map((one) => `“${one.name}” gives ${valueText(one.found, one.gives)}, not ${valueText(one.expected, one.gives)}`).join("; ")}. Correct the formula or the cases.`,
  "formulas.second_person": (r) =>
    `You wrote version ${r.version} of ${r.formula}. A second person approves it.`,
  "formulas.already_approved": (r) => `Version ${r.version} of ${r.formula} is approved already.`,
  "formulas.already_retired": (r) =>
    `Version ${r.version} of ${r.formula} is out of use. Write a new version.`,
};

const valueText = (value: string, gives: "money" | "volume"): string =>
  gives === "money" ? roubles("en", value) : decimal("en", value);
