export * from "./model.ts";
export { rbs, type RbsSettings } from "./rbs.ts";
export { robokassa, type RobokassaSettings } from "./robokassa.ts";
export { type Sealer, sealer, sealerOf } from "./sealer.ts";
export { stripe, type StripeSettings } from "./stripe.ts";
export { tbank, type TbankSettings, tbankToken } from "./tbank.ts";
export { yookassa, type YookassaSettings } from "./yookassa.ts";
export {
  type CardMessage,
  insertCardMessage,
  insertNotification,
  isNotificationHandled,
  listCardIncidents,
} from "./store.ts";
