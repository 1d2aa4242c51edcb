import type { MeteringRefusal, MeterRowRefusal, ReadingRefusal } from "#modules/metering";
import { dayText, decimal, rowsOf, type Words } from "../words.ts";

export const meteringWords: Words<MeteringRefusal | MeterRowRefusal | ReadingRefusal> = {
  "metering.serial_empty": () => "The serial is empty. Fill it in.",
  "metering.digits_impossible": (r) => `No meter has ${r.digits} digits before the point.`,
  "metering.ratio_impossible": (r) => `A ratio of ${r.ratio} is impossible.`,
  "metering.removed_before_installed": (r) =>
    `The meter is removed on ${dayText(r.removed)}, before its installation on ${dayText(r.installed)}. Correct the days.`,
  "metering.building_not_found": (r) =>
    `There is no building No ${r.building} in your sight. Check its number.`,
  "metering.premises_not_found": (r) => `There is no premises No ${r.premises}. Register it first.`,
  "metering.serial_taken": (r) => `Serial ${r.serial} is another premises' meter. Check it.`,
  "metering.removed_already": (r) => `The meter was already removed on ${dayText(r.removed)}.`,
  "metering.scale_unknown": (r) => `A meter of ${r.tariffScales} scales has no scale ${r.scale}. Check it.`,
  "metering.reading_too_long": (r) =>
    `The reading does not fit the meter's ${r.integerDigits} digits. Check the decimal point.`,
  "metering.meter_not_found": (r) =>
    `There is no meter No ${r.meter} in your sight. Check the number on the account's card.`,
  "metering.reading_in_future": (r) =>
    `${dayText(r.takenOn)} has not come yet (today is ${dayText(r.today)}).`,
  "metering.before_installation": (r) =>
    `${dayText(r.takenOn)} is before the meter's installation on ${dayText(r.installed)}. Correct the day.`,
  "metering.meter_removed": (r) =>
    `The meter was removed on ${dayText(r.removed)}; the reading of ${dayText(r.takenOn)} is not its own.`,
  "metering.reading_below_previous": (r) =>
    `On ${dayText(r.takenOn)} the meter showed ${decimal("en", r.previous)}. If it passed zero, mark it so; if it was replaced, register the new meter first.`,
  "metering.reading_above_next": (r) =>
    `On ${dayText(r.takenOn)} the meter showed ${decimal("en", r.next)}, less than this. Check the reading.`,
  "metering.rows_refused": (r) =>
    `Nothing was registered: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
};
