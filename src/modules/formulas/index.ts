export {
  approveFormula,
  formulaVersions,
  listFormulas,
  retireFormula,
  writeFormula,
  type Written,
} from "./actions.ts";
export {
  calculationMethods,
  endMethod,
  methodPlace,
  setMethod,
  type StatedMethod,
  type StatedMethodOwner,
} from "./methods.ts";
export type { FormulaRefusal, MethodRefusal } from "./contract.ts";
export * from "./model.ts";
export { CATALOGUE, type Input, inputNamed, type InputSource, sourceOfInput } from "./rules/catalogue.ts";
export type { Gives } from "./rules/check.ts";
export { compileFormula, type CompiledFormula } from "./rules/compile.ts";
export { judgeMethod } from "./rules/judge-method.ts";
export { bareUnit } from "./rules/dimension.ts";
export { printFormula } from "./rules/print.ts";
export type { FormulaFault } from "./rules/tree.ts";
export { listMethodRecords } from "./store.ts";
export { faultSentence, unitCode, unitWords } from "./words.ts";
