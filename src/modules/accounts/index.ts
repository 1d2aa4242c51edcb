export { findAccounts, getAccount, registerAccounts, registerResidents } from "./actions.ts";
export type { AccountRefusal, AccountRowRefusal, ResidentRowRefusal } from "./contract.ts";
export * from "./model.ts";
export {
  type AccountHolder,
  findAccountsByNumber,
  findAccountsByPlace,
  findResidents,
  findStates,
  listHolders,
  lockAccounts,
} from "./store.ts";
