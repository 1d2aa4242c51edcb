export {
  type AgentOutcome,
  type AgentPayment,
  cancelAgentPayment,
  type CancelledPayment,
  type DayLimit,
  findAgentPayment,
  judgeForAgent,
  listPaymentsOfAccount,
  listPaymentsOfOrganization,
  type NewPayment,
  owedForAgent,
  registerAgent,
  reversePayment,
  type TakenPayment,
  takeAgentPayment,
  takePayment,
} from "./actions.ts";
export { listPolicies, setAllocationPolicy, tryAllocation } from "./allocation-policies/actions.ts";
export type { AllocationPolicyRefusal } from "./allocation-policies/contract.ts";
export {
  type AgentHealth,
  closeAgent,
  insertIncidentDecision,
  type JournalMessage,
  listAgentHealth,
  listAgentMessages,
  listOnlineTransactions,
  type OnlineTransaction,
  replaceAgentSecret,
  updateAgentTerms,
} from "./agents/store.ts";
export * from "./cash/index.ts";
export { type BatchTaken, type NewBatch, takeBatch } from "./batches.ts";
export type {
  AgentRefusal,
  BatchRefusal,
  HeldRefusal,
  HeldRuleRefusal,
  CancellationRefusal,
  PaymentRefusal,
  RegisterAgentRefusal,
  RegistryLineRefusal,
  RegistryRefusal,
  ReversalRefusal,
} from "./contract.ts";
export {
  findPaymentByNumber,
  findPaymentDocuments,
  findPaymentsDocuments,
  type JournalFilter,
  type JournalPlace,
  type JournalSum,
  listAgents,
  listJournal,
  sumJournal,
} from "./journal.ts";
export type * from "./model.ts";
export { type ListedRegistry, listRegistries, type RegistryTaken, takeRegistry } from "./registries.ts";
export type { NewAgent } from "./rules/agent.ts";
export { allocate } from "./rules/allocate.ts";
export type { Registry, RegistryLine } from "./rules/registry.ts";
export {
  type AgentMessage,
  findAgent,
  findAgentTransactions,
  findPayment,
  findRegistry,
  insertAgentMessage,
  listIncidents,
  listPaidInPeriod,
  listPaymentDocuments,
  type PaymentDocuments,
  type Payer as AgentPayer,
} from "./store.ts";
export {
  assignByRules,
  EQUAL_DECISIONS,
  exactRule,
  findHeldCard,
  type HeldCard,
  type HeldResolved,
  holdMoney,
  learnRule,
  resolveHeld,
  withdrawRule,
} from "./suspense/actions.ts";
export type * from "./suspense/model.ts";
export { type CandidateReason, numbersMeant, scoreOf } from "./suspense/rules/candidates.ts";
export {
  type AssignedBefore,
  listAssignedBefore,
  listHeldOfRegistry,
  listOpenHeld,
  listRules,
  suspenseBalance,
} from "./suspense/store.ts";
export * from "./autopay/index.ts";
export * from "./orders/index.ts";
export {
  candidatesOfLine,
  chooseRegistries,
  debitOf,
  type DebitWanted,
  matchAwaiting,
  registerBankAccount,
  type StatementFile,
  type StatementTaken,
  takeStatements,
} from "./statements/actions.ts";
export type { StatementRefusal } from "./statements/contract.ts";
export type { RegistryCandidate, RegistryReason } from "./statements/rules/registry-candidates.ts";
export type {
  BankAccount,
  KeptLine,
  KeptStatement,
  LineOutcome,
  NewStatement,
  NewStatementLine,
  OutcomeKind,
  OutcomeReason,
  RegistryDue,
  StatementLineId,
} from "./statements/model.ts";
export {
  findFile as findStatementFile,
  findStatement,
  type KeptOutcome,
  type LineFilter,
  listBankAccounts,
  listOutcomes,
  listStatementLines,
  listStatements,
} from "./statements/store.ts";
export { statementWordsEn, statementWordsRu } from "./statements/words.ts";
export {
  type DayState,
  type ReconciledDay,
  reconcileDay,
  reconciliationDays,
  reopenDay,
  type SeenDay,
} from "./reconciliation/actions.ts";
export type { ReconciliationRefusal } from "./reconciliation/contract.ts";
export type { Difference, DifferenceKind } from "./reconciliation/rules/differences.ts";
export { listMoneyOf } from "./reconciliation/store.ts";
export { allocationVectors, type VectorResult } from "./vectors.ts";
export { paymentWordsEn, paymentWordsRu, type PaymentWords } from "./words.ts";
