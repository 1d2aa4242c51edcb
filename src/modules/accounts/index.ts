export {
  findAccountLines,
  findAccounts,
  getAccount,
  registerAccounts,
  registerResidents,
} from "./actions.ts";
export { decideAbsence, listAbsencesOf, registerAbsence } from "./absences/actions.ts";
export type * from "./absences/model.ts";
export type { AbsenceRefusal, AccountRefusal, AccountRowRefusal, ResidentRowRefusal } from "./contract.ts";
export * from "./model.ts";
export {
  type AccountHolder,
  countOpenAccounts,
  findAccountsByNumber,
  findAccountsByPlace,
  findResidents,
  findStates,
  keepGisNumbers,
  listAccountRecords,
  listHolders,
  lockAccounts,
} from "./store.ts";
