export {
  agreeToKeep,
  announceTurn,
  beginAttempt,
  forgetCard,
  keepCard,
  type NewAutopay,
  nothingDue,
  setAutopay,
  settleTurn,
  stopAutopay,
  stopTurn,
} from "./actions.ts";
export type { AutopayRefusal } from "./contract.ts";
export type * from "./model.ts";
export { amountOf as autopayAmount, type DueIn } from "./rules/turn.ts";
export {
  findKeepConsent,
  findLatestRule,
  findRule as findAutopayRule,
  findToken,
  findTurn,
  listAutopayEvents,
  listCards,
  listRulesDue,
  listTurns,
  listTurnsDue,
  listUntoldEvents,
  lockAutopay,
  markTold,
} from "./store.ts";
