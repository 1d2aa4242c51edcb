export { keepPaper, papersOf } from "./actions.ts";
export type { DocumentRefusal } from "./contract.ts";
export * from "./model.ts";
