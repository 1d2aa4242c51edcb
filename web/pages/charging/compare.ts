import type { Formats } from "../../ui/format.ts";
import type { RunRow } from "./queries.ts";

/** A change beside what was, as a share for `formats.percent`; undefined where there was nothing. */
export function shareOfChange(was: bigint, became: bigint): number | undefined {
  if (was === 0n) return undefined;
  const magnitude = was < 0n ? -was : was;
  // Tenths of a permille are exact enough for one digit of a percent, and small enough for a number.
  return Number(((became - was) * 10_000n) / magnitude) / 10_000;
}

/** What a run comes to beside the month before; undefined where there was nothing. */
export const changeOf = (run: RunRow): bigint | undefined =>
  run.summary.previousAmount === undefined
    ? undefined
    : BigInt(run.amount ?? run.summary.amount) - BigInt(run.summary.previousAmount);

/** "+3,9 %" as text, for a copy; "" where there was nothing. */
export function shareText(was: string | undefined, became: string, formats: Formats): string {
  const share = was === undefined ? undefined : shareOfChange(BigInt(was), BigInt(became));
  return share === undefined ? "" : `${share > 0 ? "+" : ""}${formats.percent(share)}`;
}

/** Length of a bar beside the longest one, in hundredths: for pixels only. */
export function hundredthsOf(value: bigint, longest: bigint): number {
  const magnitude = value < 0n ? -value : value;
  return longest === 0n ? 0 : Number((magnitude * 100n) / longest);
}

export const magnitudeOf = (value: bigint): bigint => (value < 0n ? -value : value);

/** "0:16", "1:02:07" of seconds. */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (of: number): string => String(of).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
