export {
  findAccountLines,
  findAccounts,
  getAccount,
  registerAccounts,
  registerResidents,
} from "./actions.ts";
export type { AccountRefusal, AccountRowRefusal, ResidentRowRefusal } from "./contract.ts";
export * from "./model.ts";
export {
  type AccountHolder,
  countOpenAccounts,
  findAccountsByNumber,
  findAccountsByPlace,
  findResidents,
  findStates,
  listAccountRecords,
  listHolders,
  lockAccounts,
} from "./store.ts";
