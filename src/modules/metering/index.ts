export {
  acceptReading,
  acceptReadings,
  findMeters,
  metersOf,
  readingsOf,
  registerMeters,
  replaceMeter,
} from "./actions.ts";
export { type EntryMeter, type EntryRow, type EntrySheet, entryRoute, entrySheetOf } from "./entry.ts";
export { entryScaleOf } from "./rules/entry-scale.ts";
export { scalesOf } from "./rules/judge-reading.ts";
export { type Coverage, countCoverage } from "./store.ts";
export { allocatorsOf, countAllocators, SPAN_MONTHS_MAX } from "./allocators/actions.ts";
export type * from "./allocators/model.ts";
export { keepPicture, remadeDial } from "./pictures/actions.ts";
export { findPicture, listPictures } from "./pictures/store.ts";
export type * from "./pictures/model.ts";
export { decideFailure, findFailure, listFailuresOf, registerFailure } from "./failures/actions.ts";
export type * from "./failures/model.ts";
export { listStandards } from "./failures/store.ts";
export type {
  AllocatorRefusal,
  FailureRefusal,
  MeteringRefusal,
  MeterRowRefusal,
  PictureRefusal,
  ReadingRefusal,
  ReadingWarning,
} from "./contract.ts";
export type {
  Meter,
  MeterDifference,
  MeterLine,
  MetersRegistered,
  NewMeter,
  NewReading,
  Reading,
  ReadingMark,
  ReadingSource,
  ReadingsTaken,
  ReadingTaken,
  ScaleValue,
} from "./model.ts";
export * from "./rules/annex-1.ts";
export * from "./rules/average.ts";
export * from "./rules/facts.ts";
export * from "./rules/limits.ts";
export * from "./rules/month-of-readings.ts";
export * from "./rules/months.ts";
export * from "./rules/points.ts";
export * from "./rules/supply.ts";
export * from "./rules/volumes-of-month.ts";
export * from "./rules/volume-of-year.ts";
export { judgeReading, type ReadingQuestion } from "./rules/judge-reading.ts";
export { findMetersBySerial, listReadingRecords, type ReadingRecord } from "./store.ts";
