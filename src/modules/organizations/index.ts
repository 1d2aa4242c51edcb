export {
  businessDate,
  closePeriod,
  lockAllForBooking,
  lockForBooking,
  lockForClosing,
  openNextPeriod,
  openPeriod,
  openPeriodOf,
  openPeriodsOf,
  periodsOf,
  registerOrganizations,
  setBusinessDate,
} from "./actions.ts";
export type { OrganizationRefusal, OrganizationRowRefusal, PeriodRefusal } from "./contract.ts";
export * from "./model.ts";
export {
  findOrganizations,
  findOrganizationsByCode,
  findRequisites,
  listOrganizations,
  localMinute,
} from "./store.ts";
