export {
  addFile,
  chooseAccent,
  disclose,
  type NewFile,
  type NewText,
  removeFile,
  rewriteText,
  writeText,
} from "./actions.ts";
export type { PortalRefusal } from "./contract.ts";
export * from "./model.ts";
export { contrastWithWhite } from "./rules/accent.ts";
export {
  type DisclosureForm,
  dueOf,
  type FormField,
  registryOf,
} from "./rules/forms.ts";
export { richText, summaryOf } from "./rules/rich-text.ts";
export {
  findAccents,
  findFile,
  findText,
  listDisclosed,
  listDisclosureChanges,
  listFiles,
  listHouseDisclosed,
  listShownTexts,
  listTexts,
  listTextVersions,
} from "./store.ts";
