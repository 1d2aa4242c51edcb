export * from "./actions.ts";
export { dialects } from "./dialects.ts";
export { maskedName } from "./mask.ts";
export * from "./model.ts";
export { type AgentRoutesOptions, agentRoutes } from "./routes.ts";
export { SBER_CODES_SECOND } from "./sber.ts";
export { readSettings, type SettingsFault } from "./settings.ts";
export type { SettingsVersion } from "./store.ts";
export { sheetOf } from "./sheet.ts";
