import type {
  EarlierEstimate,
  Estimate,
  Increment,
  MeteringWarning,
  MeterVolumes,
  NormDays,
  Slice,
  ZoneVolume,
} from "./facts.ts";
import { millionths, type MonthOfReadings, sliceOf } from "./month-of-readings.ts";
import type { ScaleHistory } from "./scale-history.ts";
import { setOffSince } from "./set-off.ts";

/** The volumes of one place while its metering points are walked through. */
export class PlaceWork {
  readonly of: MonthOfReadings;
  readonly warnings: MeteringWarning[] = [];
  readonly norm: NormDays[] = [];
  /** Days without a meter at some point, and days with one. */
  readonly without: { from: number; to: number }[] = [];
  readonly present: { from: number; to: number }[] = [];
  private readonly zones = new Map<number, ZoneWork>();

  constructor(of: MonthOfReadings) {
    this.of = of;
  }

  zone(zone: number): ZoneWork {
    const known = this.zones.get(zone) ?? new ZoneWork(zone);
    this.zones.set(zone, known);
    return known;
  }

  finish(earlier: readonly EarlierEstimate[]): MeterVolumes {
    const norm = this.normDays();
    const whole = norm.some((part) => part.from === 0 && part.to === this.of.days);
    const zones = whole
      ? []
      : [...this.zones.values()].sort((a, b) => a.zone - b.zone).map((zone) => zone.finish(this.of, earlier));
    const written = zones.filter((zone) => zone.metered.length > 0 || zone.estimated.length > 0);
    return { zones: written, norm, warnings: this.warnings };
  }

  /** The norm is billed once for a day, whatever number of the place's meters ask for it; the worst reason counts. */
  private normDays(): NormDays[] {
    const { days } = this.of;
    const reasons: (NormDays["reason"] | undefined)[] = Array.from({ length: days });
    for (const { from, to } of this.without)
      for (let d = from; d < to; d++)
        if (!this.present.some((p) => p.from <= d && d < p.to)) reasons[d] = "no_meter";
    for (const { from, to, reason } of this.norm)
      for (let d = from; d < to; d++) if (reasons[d] !== "unreliable") reasons[d] = reason;
    const spans: NormDays[] = [];
    for (let d = 0; d < days; d++) {
      const reason = reasons[d];
      if (reason === undefined) continue;
      const last = spans.at(-1);
      if (last && last.to === d && last.reason === reason) spans[spans.length - 1] = { ...last, to: d + 1 };
      else spans.push({ from: d, to: d + 1, reason });
    }
    return spans;
  }
}

/** The volumes of one zone while the points of a place are walked through. */
export class ZoneWork {
  readonly zone: number;
  readonly estimated: Slice[] = [];
  readonly estimates: Estimate[] = [];
  readonly histories: ScaleHistory[] = [];

  constructor(zone: number) {
    this.zone = zone;
  }

  addEstimate(estimate: Estimate): void {
    this.estimates.push(estimate);
  }

  /** Metered slices: the month's own increments, and those of estimated months before it, less the estimates. */
  finish(of: MonthOfReadings, earlier: readonly EarlierEstimate[]): ZoneVolume {
    const metered: Slice[] = [];
    const increments: Increment[] = [];
    let setOff = 0n;
    for (const history of this.histories) {
      if (!history.read.has(of.month)) continue;
      const since = setOffSince(history, this.histories, of, earlier);
      setOff += since.setOff;
      for (const increment of history.increments) {
        if (increment.month <= since.after || increment.month > of.month) continue;
        increments.push(increment);
        metered.push(sliceOf(increment, of));
      }
    }
    const first = metered[0];
    if (first && setOff !== 0n) metered.push({ from: first.from, to: first.to, volume: millionths(-setOff) });
    return {
      zone: this.zone,
      metered,
      estimated: this.estimated,
      increments,
      estimates: this.estimates,
      setOff,
    };
  }
}
