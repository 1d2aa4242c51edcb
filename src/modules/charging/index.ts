export * from "./model.ts";
export type { ChargingRefusal } from "./contract.ts";
export {
  calculateBatch,
  cityValuesOf,
  LeaseLost,
  type ReplayDifference,
  replayBuildings,
} from "./actions.ts";
export { parseFacts } from "./facts-codec.ts";
export { type CityValues, gatherFacts } from "./gather.ts";
export { linesHash } from "./line-codec.ts";
export {
  accountsOfRuns,
  attachLeafWhenComplete,
  basisOf,
  countRun,
  countWarnings,
  createLeaf,
  deleteDraft,
  deleteDraftData,
  failBuilding,
  findDraft,
  findRun,
  formulaOf,
  insertRun,
  insertRunEvent,
  isAttached,
  leaseBuildings,
  listBuildingsToCharge,
  listBuildingsWithFacts,
  listDraftsBookedIn,
  listFacts,
  listFailures,
  listRuns,
  listServicesWithoutRate,
  listUnfinishedRuns,
  lockRun,
  nextLeaf,
  nextLeaseEnd,
  progressOf,
  releaseBuildings,
  retryFailed,
  type Run,
  type RunProgress,
} from "./store.ts";
export { calculateBuilding } from "./rules/calculate-building.ts";
export { type Explanation, type ExplanationNode, explainLine } from "./rules/explanation.ts";
export { chargingWords, explanationSentence, renderExplanation, warningSentence } from "./words.ts";
export { runVectors, type VectorResult, type VectorRunner } from "./vectors.ts";
