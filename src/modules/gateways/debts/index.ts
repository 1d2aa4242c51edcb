export * from "./model.ts";
export { bodyParts as debtBodyParts, keepBody as keepDebtBody, type KeptBody } from "./actions.ts";
export {
  findDebtFile,
  findPlan as findDebtPlan,
  insertDebtFile,
  insertPlan as insertDebtPlan,
  isMade as isDebtFileMade,
  isNameTaken as isDebtNameTaken,
  listDebtFiles,
  listDuePlans as listDueDebtPlans,
  listPlans as listDebtPlans,
  lockPlan as lockDebtPlan,
  nextBodyPart as nextDebtBodyPart,
  nextNumber as nextDebtNumber,
  takeFilesToLay,
  updateLaid,
  updatePlan as updateDebtPlan,
  updatePlanTrouble as updateDebtTrouble,
} from "./store.ts";
