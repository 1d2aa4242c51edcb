export { type PushKeys, pushKeys } from "./keys.ts";
export type * from "./model.ts";
export { webPusher, type WebPushOptions } from "./web-push.ts";
