export {
  closeShift,
  deskOwner,
  handOver,
  noteReturned,
  openShift,
  ownDesk,
  shiftForTaking,
  shiftReport,
} from "./actions.ts";
export type { CashRefusal as ShiftRefusal } from "./contract.ts";
export type * from "./model.ts";
export {
  findShiftOfPayment,
  insertTaken,
  listReports as listShiftReports,
  listShiftDocuments,
  type ShiftDocument,
} from "./store.ts";
