export {
  type Delivered,
  type Delivery,
  deliver,
  listOutbox,
  outboxState,
  revive,
  reviveAll,
} from "./actions.ts";
export type * from "./model.ts";
export {
  findMessage,
  hastenMessage,
  insertAlertSeen,
  insertMessage,
  insertMessages,
  listSilencesSeen,
  lockMessage,
  writeOffMessage,
  type SeenCode,
} from "./store.ts";
