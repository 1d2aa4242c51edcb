import { type FormulaRefusal, faultSentence, type MethodRefusal } from "#modules/formulas";
import { dayText, decimal, roubles, type Words } from "../words.ts";

export const formulaWords: Words<FormulaRefusal | MethodRefusal> = {
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
  "formulas.already_approved": (r) =>
    `Version ${r.version} of ${r.formula} is approved already. It can be chosen among the calculation methods.`,
  "formulas.already_retired": (r) =>
    `Version ${r.version} of ${r.formula} is out of use. Write a new version.`,
  "formulas.service_unknown": (r) => `The service ${r.service} is unknown. Choose one of the list.`,
  "formulas.owner_missing": () =>
    "Whose decision it is was not said. Name the organization, building or account.",
  "formulas.owner_not_found": () => "The organization, building or account was not found. Check its number.",
  "formulas.basis_missing": () => "No document is named. State what decided the calculation method.",
  "formulas.span_empty": (r) =>
    `It ends on ${dayText(r.to)}, not after it begins on ${dayText(r.from)}. Correct the days.`,
  "formulas.not_approved": (r) =>
    `Version ${r.version} of the formula ${r.formula} is not approved, or is out of use. Choose an approved one.`,
  "formulas.method_unknown": (r) => `The method ${r.method} is unknown. Choose one of the list.`,
  "formulas.unit_differs": (r) =>
    `The formula ${r.formula} is written for services in ${r.unit}, and ${r.service} is in ${r.serviceUnit}. Choose another formula.`,
  "formulas.choice_unsuitable": (r) =>
    `${r.service} has no meters: volumes by norm and missing readings are nothing to it. Leave them as by law.`,
  "formulas.method_contradicts": (r) =>
    `Another decision is on record from ${dayText(r.recordedFrom)}; the new one is from ${dayText(r.from)}. State until when it holds, or a later day.`,
  "formulas.nothing_to_end": (r) =>
    `There is no own decision before ${dayText(r.on)}: the one above is in force already. Choose another day.`,
};

const valueText = (value: string, gives: "money" | "volume"): string =>
  gives === "money" ? roubles("en", value) : decimal("en", value);
