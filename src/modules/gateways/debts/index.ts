export * from "./model.ts";
export {
  findDebtFile,
  findPlan as findDebtPlan,
  getDebtBody,
  insertDebtFile,
  insertPlan as insertDebtPlan,
  isMade as isDebtFileMade,
  listDebtFiles,
  listDuePlans as listDueDebtPlans,
  listPlans as listDebtPlans,
  lockPlan as lockDebtPlan,
  nextNumber as nextDebtNumber,
  takeFilesToLay,
  updateLaid,
  updatePlan as updateDebtPlan,
  updatePlanTrouble as updateDebtTrouble,
} from "./store.ts";
