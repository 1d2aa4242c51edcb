export type { AccountBalance, AdvanceUse, DebtItem, Entry, EntryKind } from "./model.ts";
export { KINDS } from "./model.ts";
export { bookTakenOver, type TakenOver } from "./actions.ts";
export { offsetsOf } from "./rules.ts";
export {
  accountBalances,
  countMonthsInArrears,
  type CarriedOver,
  insertEntries,
  insertOpeningsOfAccounts,
  insertOpeningsOfNext,
  listAdvanceUses,
  listEntriesOf,
  nextDocuments,
  type ServiceSum,
  sumByService,
} from "./store.ts";
export {
  type AccountMonth,
  isChargedFor,
  listAccountMonths,
  listCharged,
  type ChargedAccount,
  listChargedAccounts,
  listChargedServices,
  listLines,
  listMiddleVolumes,
  type MiddleVolume,
  listOpenings,
  listRunSums,
  listStatement,
  listStatementServices,
  newestMonthOwed,
  openingTotals,
  type StatementLine,
  type StatementMonth,
  type StatementService,
  turnover,
} from "./statement.ts";
