import type { AccountId, OrganizationId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { ChargeLine, FormulaCode, LineKind, VolumeBasis } from "../model.ts";

/** What is booked for a line's key in all approved runs so far. */
export interface BookedLine {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  readonly part: number;
  readonly kind: LineKind;
  readonly volume: bigint;
  readonly amount: Money;
  /** Of the latest entry: a line that is no longer due is taken back under its old formula. */
  readonly rate: bigint;
  readonly formula: FormulaCode;
  readonly basis: VolumeBasis;
  readonly chargedFor?: Period;
}

/**
 * What a run posts: the difference between what is due and what is booked. A line that is booked in full gives
 * nothing; one that is no longer due is taken back whole. Posting the difference makes due equal to booked, so a
 * second run on the same facts posts nothing.
 */
export function differenceOf(due: readonly ChargeLine[], booked: readonly BookedLine[]): ChargeLine[] {
  if (booked.length === 0) return [...due];
  const left = new Map(booked.map((line) => [keyOf(line), line]));
  const posted: ChargeLine[] = [];
  for (const line of due) {
    const key = keyOf(line);
    const before = left.get(key);
    left.delete(key);
    if (!before) {
      posted.push(line);
    } else if (line.amount !== before.amount || line.volume !== before.volume) {
      posted.push({
        ...line,
        volume: line.volume - before.volume,
        amount: (line.amount - before.amount) as Money,
      });
    }
  }
  for (const before of left.values()) {
    if (before.amount === 0n && before.volume === 0n) continue;
    posted.push({ ...before, volume: -before.volume, amount: -before.amount as Money });
  }
  return posted;
}

const keyOf = (
  line: Pick<ChargeLine, "account" | "service" | "provider" | "part" | "kind" | "chargedFor">,
): string =>
  `${line.account}|${line.service}|${line.provider}|${line.part}|${line.kind}|${line.chargedFor ?? ""}`;
