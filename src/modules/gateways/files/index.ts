export type * from "./model.ts";
export {
  fileHash,
  findFile,
  findFileByHash,
  findFileByName,
  getBody,
  insertFile,
  insertFileEvent,
  listFileEvents,
  listFiles,
  listUnfinishedFiles,
  listWaitingFiles,
  lockFile,
} from "./store.ts";
