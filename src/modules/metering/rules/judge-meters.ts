import type { MeterRowRefusal } from "../contract.ts";
import type { Meter, MeterDifference, NewMeter } from "../model.ts";
import { fitsDial, scalesOf } from "./judge-reading.ts";

/** What is wrong with a row by itself, whatever is on record. */
export function judgeMeter(row: NewMeter): MeterRowRefusal | undefined {
  if (row.serial.trim() === "") return { code: "metering.serial_empty" };
  if (!Number.isInteger(row.integerDigits) || row.integerDigits < 1 || row.integerDigits > 12) {
    return { code: "metering.digits_impossible", digits: row.integerDigits };
  }
  if (row.ratio < 1n || row.ratio > 2_000_000_000n) {
    return { code: "metering.ratio_impossible", ratio: String(row.ratio) };
  }
  if (row.removed !== undefined && row.removed < row.installed) {
    return { code: "metering.removed_before_installed", installed: row.installed, removed: row.removed };
  }
  for (const { scale, value } of row.opening ?? []) {
    if (!scalesOf(row).includes(scale)) {
      return { code: "metering.scale_unknown", scale, tariffScales: row.tariffScales };
    }
    if (!fitsDial(value, row.integerDigits)) {
      return { code: "metering.reading_too_long", integerDigits: row.integerDigits };
    }
  }
  return undefined;
}

/** What is wrong with a row about a meter that is on record, or that an earlier row is about. */
export function judgeKnownMeter(
  row: NewMeter,
  other: Pick<NewMeter, "premises"> & { readonly removed?: Meter["removed"] },
): MeterRowRefusal | undefined {
  if (row.premises !== other.premises) return { code: "metering.serial_taken", serial: row.serial };
  return other.removed !== undefined && row.removed !== undefined && other.removed !== row.removed
    ? { code: "metering.removed_already", removed: other.removed }
    : undefined;
}

/** What the plate says does not change with time: the record stands, and the difference is listed. */
export const meterDifferences = (at: number, row: NewMeter, recorded: Meter): MeterDifference[] =>
  (["tariffScales", "integerDigits", "ratio", "installed"] as const).flatMap((field) =>
    row[field] === recorded[field]
      ? []
      : [{ row: at, field, recorded: String(recorded[field]), stated: String(row[field]) }],
  );
