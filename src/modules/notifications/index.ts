export {
  type AddressChannel,
  askAddress,
  CODE_MINUTES,
  codeRecipient,
  confirmAddress,
} from "./addresses/actions.ts";
export { deleteAddress, listAddresses } from "./addresses/store.ts";
export { planMessages, reachOf, unsubscribe, writeDigests, writeMessages } from "./actions.ts";
export * from "./mailings/model.ts";
export {
  endMailingAccounts,
  findMailing,
  findMailingSample,
  findTerms as findMailingTerms,
  insertMailing,
  insertMailingAccounts,
  insertMailingEvent,
  insertTerms as insertMailingTerms,
  listLog,
  listMailings,
  listMailingsIn,
  lockMailing,
  type LoggedMessage,
  type MailingAccount,
  nextMailingAccounts,
  stopMailing,
} from "./mailings/store.ts";
export * from "./model.ts";
export { channelsFor, type Reachable } from "./rules/channels.ts";
export { EVENT_NAMES, EVENTS, type EventRule, type NotifiedEvent, ruleOf } from "./rules/events.ts";
export { filled, linkOf, type Telling, unknownPlaces } from "./rules/fill.ts";
export {
  costOf,
  isReminded,
  judgeDecision,
  judgeDraft,
  lateAfter,
  messagesOf,
  needsSecond,
  type Overdue,
  overdueOf,
} from "./rules/mailing.ts";
export { quietFor } from "./rules/quiet-hours.ts";
export { judgeOwnWords, type OwnWordsRefusal, type Shown, shownOf } from "./rules/own-words.ts";
export { shortened, smsParts } from "./rules/sms-parts.ts";
export {
  beginSending,
  endReported,
  endStops,
  type Ended,
  endSending,
  endSubscription,
  findMessage as findNotification,
  findMessageByToken,
  findSettings,
  countOfHour,
  findTemplate,
  insertMessages as insertNotifications,
  insertOwnWords,
  listOwnWords,
  type OwnWords,
  insertStop,
  insertTold,
  listAccountsUntold,
  listAnswersUntold,
  listBillsUntold,
  listOutagesUntold,
  listPaymentsUntold,
  listReaders,
  listStops,
  listSubscriptions,
  listWishersUntold,
  listWishes,
  type NewMessage,
  putSettings,
  putSubscription,
  putWishes,
  stopWaiting,
} from "./store.ts";
export { SAMPLES } from "./templates/samples.ts";
export { DIGEST_WORDS, EVENT_WORDS, usualTemplate } from "./templates/words.ts";
