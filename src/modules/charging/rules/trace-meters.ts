import { fromMillionths } from "#core/exact";
import type { MeterVolumes } from "#modules/metering";
import type { Trace } from "../model.ts";
import { sumOfSlices } from "./slices.ts";
import { shown, shownMillionths } from "./workings.ts";

/** The readings, averages and set-offs that a metered volume came from. */
export function traceMeters(trace: Trace, volumes: MeterVolumes): void {
  for (const zone of volumes.zones) {
    trace.open("meter_volume", zone.zone === 0 ? undefined : String(zone.zone));
    for (const { meter, before, after, volume } of zone.increments) {
      trace.open("meter", meter.serial);
      trace.input(
        "reading_before",
        shownMillionths(before.value),
        undefined,
        `${before.takenOn}, ${before.source}`,
      );
      trace.input(
        "reading_after",
        shownMillionths(after.value),
        undefined,
        `${after.takenOn}, ${after.source}`,
      );
      if (meter.ratio !== 1n) trace.input("ratio", meter.ratio.toString());
      const difference = `${shownMillionths(after.value)} − ${shownMillionths(before.value)}`;
      const passed = after.value < before.value ? ` + 10^${meter.integerDigits}` : "";
      trace.step(
        "increment",
        `${difference}${passed}${meter.ratio === 1n ? "" : ` × ${meter.ratio}`}`,
        shown(fromMillionths(volume)),
      );
      trace.close();
    }
    for (const { average, months, ordinal, reason } of zone.estimates) {
      trace.open("average", reason);
      trace.step("average_month", `${months}`, shownMillionths(average));
      trace.input("period_without_reading", String(ordinal));
      trace.close();
    }
    if (zone.setOff !== 0n) trace.input("billed_without_reading", shownMillionths(zone.setOff));
    trace.step("volume_of_meter", "", shown(sumOfSlices([...zone.metered, ...zone.estimated])));
    trace.close();
  }
}
