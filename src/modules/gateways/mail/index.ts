export { folderMailer } from "./folder.ts";
export type { Sender } from "./letter.ts";
export type * from "./model.ts";
export { type SmtpSettings, smtpMailer } from "./smtp.ts";
