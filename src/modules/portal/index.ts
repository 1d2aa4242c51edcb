export {
  addFile,
  chooseAccent,
  type NewFile,
  type NewText,
  removeFile,
  rewriteText,
  writeText,
} from "./actions.ts";
export type { PortalRefusal } from "./contract.ts";
export * from "./model.ts";
export { contrastWithWhite } from "./rules/accent.ts";
export { richText, summaryOf } from "./rules/rich-text.ts";
export {
  findAccents,
  findFile,
  findText,
  listFiles,
  listShownTexts,
  listTexts,
  listTextVersions,
} from "./store.ts";
