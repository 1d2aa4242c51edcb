export { type DropRefusal, type FarOptions, openDrop, saveDrop } from "./actions.ts";
export * from "./model.ts";
export { fitsMask, isArchive, isSender, minutesUntilNext } from "./rules/drop-rules.ts";
export { hostKeyOf } from "./sftp.ts";
export {
  findDrop,
  listDrops,
  listItems as listDropItems,
  listVersions as listDropVersions,
  noteItems,
  settleItem,
  takeDueDrops,
  updateState as updateDropState,
} from "./store.ts";
