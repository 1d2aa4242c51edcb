export {
  addByApplicant,
  assign,
  caseOfCode,
  type CaseRead,
  close,
  dispute,
  link,
  openByCode,
  openCase,
  type Opened,
  peopleFor,
  publish,
  readCase,
  retireTemplate,
  saveTemplate,
  unpublish,
  write,
} from "./actions.ts";
export type { MessageRefusal } from "./contract.ts";
export * from "./model.ts";
export { FILE_MEGABYTES_MAX, FILES_MAX } from "./pictures.ts";
export { TEXT_MAX } from "./rules/judge-message.ts";
export {
  type CaseFilter,
  type CasePlace,
  countOpenCases,
  findAttachment,
  findCase,
  listCases,
  listCasesOfAccount,
  listEntries,
  listPublished,
  listTemplates,
  placeOf,
} from "./store.ts";
