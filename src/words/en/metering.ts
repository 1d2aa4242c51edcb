import type {
  AllocatorRefusal,
  FailureRefusal,
  MeteringRefusal,
  MeterRowRefusal,
  PictureRefusal,
  ReadingRefusal,
} from "#modules/metering";
import { dayText, decimal, monthText, rowsOf, timeText, type Words } from "../words.ts";

export const meteringWords: Words<
  AllocatorRefusal | FailureRefusal | MeteringRefusal | MeterRowRefusal | PictureRefusal | ReadingRefusal
> = {
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
  "metering.picture_too_large": (r) =>
    `The photo is larger than ${r.megabytesMax} MB. Take it in a lower quality and send it again.`,
  "metering.picture_unreadable": () =>
    "This file cannot be read as a photo. Choose a picture in JPEG, PNG or WebP.",
  "metering.picture_without_reading": () =>
    "A photo alone is no reading: type what the meter shows and send both.",
  "metering.pictures_too_many": (r) =>
    `${r.most} photos of this meter were sent for this day already; more are not kept.`,
  "metering.picture_not_found": (r) => `There is no photo No ${r.picture} in your sight.`,
  "metering.rows_refused": (r) =>
    `Nothing was registered: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
  "metering.failure_span_empty": (r) =>
    `The end ${timeText(r.endedAt)} is not after the beginning ${timeText(r.startedAt)}. Correct the times.`,
  "metering.failure_in_future": (r) =>
    `The end ${timeText(r.endedAt)} is yet to come: today is ${dayText(r.today)}. Register the failure once it is over.`,
  "metering.failure_document_missing": () =>
    "No document is named. Give the act or the number of the outage.",
  "metering.failure_place_unknown": () =>
    "The building has no such entrance or premises. Choose one of the two, or the whole building.",
  "metering.standard_not_found": (r) =>
    `Annex 1 has no standard for such a failure (${r.supply}, ${r.kind}, ${r.condition || "ordinary case"}). Choose another.`,
  "metering.measurement_missing": () => "What was measured is missing. Take it from the act.",
  "metering.measurement_within_standard": () =>
    "What was measured is within the standard: there is nothing to reduce. Check it against the act.",
  "metering.failure_not_found": (r) => `The building has no failure ${r.failure}.`,
  "metering.failure_decided": (r) =>
    ({
      proposed: "Nothing was decided of this failure yet: there is nothing to withdraw.",
      accepted: "This failure was accepted already. It can be withdrawn.",
      refused: "This failure was refused already. Register a new one.",
      withdrawn: "This failure was withdrawn already. Register a new one.",
    })[r.state],
  "metering.allocator_span_impossible": (r) =>
    `From ${monthText("en", r.from)} to ${monthText("en", r.to)} is no span of one to ${r.most} months. Correct the months.`,
  "metering.allocator_span_not_over": (r) =>
    `${monthText("en", r.to)} is not over yet: allocators are read once the span has ended.`,
  "metering.allocator_document_missing": () => "No document is named. Give the act of the reading.",
  "metering.allocator_counted_twice": (r) =>
    `Premises No ${r.premises} stand in the list twice. Add their allocators up into one row.`,
  "metering.allocator_spans_overlap": (r) =>
    `The building is counted already from ${monthText("en", r.from)} to ${monthText("en", r.to)}. Choose those very months to correct a count, or months outside them.`,
  "metering.failure_reason_missing": () => "No reason is given. Say why it is refused or withdrawn.",
};
