export { folderSms } from "./folder.ts";
export { httpSms, type HttpSmsSettings } from "./http.ts";
export type * from "./model.ts";
export { type SmppSettings, smppSender } from "./smpp.ts";
