export * from "./model.ts";
export type { ChargingRefusal, LateSource, PenaltyRefusal } from "./contract.ts";
export {
  applyMoratorium,
  type NewKeyRate,
  type NewPolicy,
  type NewWaiver,
  recordCalendarDay,
  recordKeyRate,
  setPenaltyPolicy,
  waivePenalties,
} from "./penalties/actions.ts";
export {
  type DebtItem as PenaltyItem,
  type PenaltyFacts,
  type PenaltySegment,
  RATE_MODES,
  STEPS,
} from "./penalties/model.ts";
export { decideRule, proposeRule } from "./penalties/proposals/actions.ts";
export { reachOf } from "./penalties/proposals/judge.ts";
export type { RuleChange, RuleProposal } from "./penalties/proposals/model.ts";
export { listProposals as listRuleProposals } from "./penalties/proposals/store.ts";
export { explainPenalties } from "./penalties/explain-penalties.ts";
export { dueDayOf, isWorkingDay } from "./penalties/due-day.ts";
export { penaltiesOf, penaltyToDate, segmentsOf } from "./penalties/penalty.ts";
export { PENALTY_LAW } from "./penalties/reference.ts";
export { listPolicies, listRules, listWaivers, type RecordedRules } from "./penalties/store.ts";
export {
  calculateBatch,
  cityValuesOf,
  LeaseLost,
  type ReplayDifference,
  type TriedMonth,
  replayBuildings,
  tryFact,
} from "./actions.ts";
export {
  type BuildingSum,
  type CurrentRules,
  type NotCalculated,
  replayWithCurrentRules,
} from "./current-rules/actions.ts";
export { type DueOtherwise, isOtherwise, keyOfSum, type SumOf } from "./rules/otherwise.ts";
export { parseFacts } from "./facts-codec.ts";
export { type CityValues, gatherFacts, type TriedFact } from "./gather.ts";
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
  findApprovals,
  findDraft,
  findRun,
  formulaOf,
  insertRun,
  insertRunEvent,
  isAttached,
  isMonthCharged,
  leaseBuildings,
  listBuildingsToCharge,
  listOtherManagers,
  listBuildingsWithFacts,
  listChargedBuildings,
  listChargedMonths,
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
export {
  type BeforeAfter,
  serviceOfChange,
  supposed,
  SUPPOSED,
  type SupposedChange,
  supposedDifference,
  type SupposedOwner,
} from "./rules/supposed-facts.ts";
export { lawWords, type LawWords } from "./law-words.ts";
export {
  type ChangeCause,
  CHANGE_CAUSES,
  compareMonths,
  type MonthsCompared,
  type ServiceMonth,
  sumComparisons,
} from "./rules/comparison.ts";
export { type Explanation, type ExplanationNode, explainLine, explainLines } from "./rules/explanation.ts";
export {
  chargingWords,
  explanationSentence,
  noteWords,
  renderExplanation,
  sourceWords,
  documentOf,
  stepText,
  warningSentence,
} from "./words.ts";
export * from "./rules/anomalies.ts";
export * as late from "./late/store.ts";
export type { CoveredFact, MonthToRecalculate } from "./late/store.ts";
export * from "./rules/changed-facts.ts";
export * as review from "./review/store.ts";
export type { AnomalyGroup, AnomalyRow, Review } from "./review/store.ts";
export * as comparedAccounts from "./compared/accounts/store.ts";
export type { Changes, ComparedAccount, LargestChange } from "./compared/accounts/store.ts";
export * as compared from "./compared/store.ts";
export type { RunTotals } from "./compared/store.ts";
export * as benefitRegister from "./benefit-register/store.ts";
export type { RegisterRow } from "./benefit-register/store.ts";
export * as board from "./board/store.ts";
export type { Lack, MonthOfOrganization, RunSummary } from "./board/store.ts";
export { runVectors, type VectorResult, type VectorRunner } from "./vectors.ts";
export { BASES } from "./line-codec.ts";
export { sourceOf } from "./rules/workings.ts";
