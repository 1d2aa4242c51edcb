import type { AccountId, BuildingId, ServiceId } from "#core/ids";
import type { Money } from "#core/units";

/** Grows when a rule finds other things than before; kept with what was found. */
export const ANOMALY_RULES_VERSION = 1;

/**
 * What may be odd about a run, in the order in which a person looks at it. `blocks`: an approval waits until somebody
 * has decided, because the amount is wrong rather than surprising.
 */
export const ANOMALY_RULES = {
  rate_gap: { blocks: true },
  norm_gap: { blocks: true },
  double_service: { blocks: true },
  negative: { blocks: false },
  jump: { blocks: false },
  zero_after_charges: { blocks: false },
  first_charge: { blocks: false },
  missing_reading: { blocks: false },
  common_over_norm: { blocks: false },
  common_negative: { blocks: false },
  composition: { blocks: false },
} as const satisfies Record<string, { blocks: boolean }>;
export type AnomalyRule = keyof typeof ANOMALY_RULES;

/** From where on a change is worth a look. */
export interface ReviewLimits {
  /** A jump is more than both of these: tenths of a percent, kopecks. */
  readonly jumpPermille: number;
  readonly jumpAmount: Money;
  /** A group of anomalies is accepted at once up to this effect. */
  readonly groupAmount: Money;
  /** Who started a run approves it up to this amount. */
  readonly ownRunAmount: Money;
}

/** In force where neither the company nor the center has set its own. */
export const ORDINARY_LIMITS: ReviewLimits = {
  jumpPermille: 500,
  jumpAmount: 500_00n as Money,
  groupAmount: 100_000_00n as Money,
  ownRunAmount: 3_000_000_00n as Money,
};

/** An account's service in the month and in the month before; undefined: no line at all. */
export interface ComparedService {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly was: Money | undefined;
  readonly became: Money | undefined;
  /** Millionths. */
  readonly volumeWas: bigint;
  readonly volume: bigint;
  readonly rateWas: bigint;
  readonly rate: bigint;
  /** To whom something of it is due. */
  readonly providers: number;
  /** Billed by average or by norm for want of a reading. */
  readonly withoutReading: "average" | "norm" | undefined;
  /** How many months in a row, this one included; 0 where there is a reading. */
  readonly monthsWithoutReading: number;
}

/** A service of the whole building in both months. */
export interface ComparedBuildingService {
  readonly service: ServiceId;
  readonly accountsWas: number;
  readonly accounts: number;
  readonly was: Money;
  readonly became: Money;
  /** Millionths: what was shared in common by the building's meter, and what the norm allows; undefined: neither. */
  readonly common: { readonly volume: bigint; readonly norm: bigint | undefined } | undefined;
}

/** An account whose area or people changed within the month. */
export interface ChangedComposition {
  readonly account: AccountId;
  readonly was: Money;
  readonly became: Money;
  readonly areaWas: bigint | undefined;
  readonly area: bigint | undefined;
  readonly movedIn: number;
  readonly movedOut: number;
}

/** What the calculation itself said about a building. */
export interface RunWarning {
  readonly code: string;
  readonly account: AccountId | undefined;
  readonly service: ServiceId | undefined;
  readonly parameter: string | undefined;
}

/** What is compared of one building. `services` may leave out what no rule can speak of. */
export interface ComparedBuilding {
  readonly building: BuildingId;
  readonly services: readonly ComparedService[];
  readonly whole: readonly ComparedBuildingService[];
  readonly compositions: readonly ChangedComposition[];
  readonly warnings: readonly RunWarning[];
}

export interface Anomaly {
  readonly rule: AnomalyRule;
  readonly account: AccountId | undefined;
  readonly service: ServiceId | undefined;
  readonly was: Money;
  readonly became: Money;
  /** What a sentence about it needs: integers as text. */
  readonly data: Readonly<Record<string, string>>;
}

/**
 * What is odd about a building's month beside the month before. A building that was not charged before is compared
 * with nothing: only what is odd in itself is told of it. What came, went or moved for the whole building is one anomaly
 * of the building (the heating season, a colder month); its accounts are told of only where they differ from it.
 */
export function anomaliesOf(building: ComparedBuilding, limits: ReviewLimits): readonly Anomaly[] {
  const found: Anomaly[] = [];
  const hasBefore = building.whole.some((one) => one.accountsWas > 0);
  const came = new Set<ServiceId>();
  const went = new Set<ServiceId>();
  const moved = new Map<ServiceId, ComparedBuildingService>();
  for (const one of building.whole) {
    found.push(...commonOf(one));
    if (!hasBefore) continue;
    const isWhole = { account: undefined, service: one.service, was: one.was, became: one.became };
    if (one.accountsWas === 0 && one.accounts > 1 && one.became !== 0n) {
      came.add(one.service);
      found.push({ rule: "first_charge", ...isWhole, data: { accounts: String(one.accounts) } });
    }
    if (one.accounts === 0 && one.accountsWas > 1 && one.was !== 0n) {
      went.add(one.service);
      found.push({ rule: "zero_after_charges", ...isWhole, data: { accounts: String(one.accountsWas) } });
    }
    const isMoved = one.accounts > 1 && one.accountsWas > 1 && one.was > 0n && one.became > 0n;
    if (isMoved && isJump(one.was, one.became, limits)) {
      moved.set(one.service, one);
      found.push({ rule: "jump", ...isWhole, data: { accounts: String(one.accounts) } });
    }
  }
  for (const one of building.services) {
    const changed = hasBefore && !came.has(one.service) && !went.has(one.service);
    found.push(...ofItself(one), ...(changed ? againstBefore(one, limits, moved.get(one.service)) : []));
  }
  for (const one of building.compositions) {
    if (one.was === one.became) continue;
    found.push({
      rule: "composition",
      account: one.account,
      service: undefined,
      was: one.was,
      became: one.became,
      data: {
        ...(one.area !== undefined && one.areaWas !== undefined && one.area !== one.areaWas
          ? { areaWas: String(one.areaWas), area: String(one.area) }
          : {}),
        movedIn: String(one.movedIn),
        movedOut: String(one.movedOut),
      },
    });
  }
  return [...found, ...gapsOf(building)];
}

/** Whether the change is worth a look: more than the share and more than the amount, both. */
export function isJump(was: Money, became: Money, limits: ReviewLimits): boolean {
  const change = magnitude(became - was);
  return change > limits.jumpAmount && change * 1000n > magnitude(was) * BigInt(limits.jumpPermille);
}

function ofItself(one: ComparedService): Anomaly[] {
  const base = { account: one.account, service: one.service, ...amountsOf(one) };
  const found: Anomaly[] = [];
  if (one.providers > 1)
    found.push({ rule: "double_service", ...base, data: { providers: String(one.providers) } });
  if (base.became < 0n) found.push({ rule: "negative", ...base, data: changeOf(one) });
  if (one.withoutReading !== undefined) {
    found.push({
      rule: "missing_reading",
      ...base,
      data: { by: one.withoutReading, month: String(one.monthsWithoutReading) },
    });
  }
  return found;
}

function againstBefore(
  one: ComparedService,
  limits: ReviewLimits,
  whole: ComparedBuildingService | undefined,
): Anomaly[] {
  const base = { account: one.account, service: one.service, ...amountsOf(one) };
  if (base.was === 0n) {
    return one.was === undefined && base.became > 0n
      ? [{ rule: "first_charge", ...base, data: changeOf(one) }]
      : [];
  }
  if (base.became === 0n) return [{ rule: "zero_after_charges", ...base, data: changeOf(one) }];
  // Where the whole building moved, an account is odd that did not move with it.
  const expected = whole ? (((base.was * whole.became) / whole.was) as Money) : base.was;
  return base.became > 0n && isJump(expected, base.became, limits)
    ? [{ rule: "jump", ...base, data: changeOf(one) }]
    : [];
}

function commonOf(one: ComparedBuildingService): Anomaly[] {
  if (!one.common) return [];
  const { volume, norm } = one.common;
  const base = { account: undefined, service: one.service, was: one.was, became: one.became };
  if (volume < 0n) return [{ rule: "common_negative", ...base, data: { volume: String(volume) } }];
  if (norm === undefined || volume <= norm) return [];
  return [{ rule: "common_over_norm", ...base, data: { volume: String(volume), norm: String(norm) } }];
}

const GAPS: Readonly<Record<string, AnomalyRule>> = {
  "charging.tariff_gap": "rate_gap",
  "charging.norm_gap": "norm_gap",
  "charging.common_volume_negative": "common_negative",
};

/** A service without a rate or a norm is told once for the building, however many accounts met it. */
function gapsOf({ warnings, whole }: ComparedBuilding): Anomaly[] {
  const gaps = new Map<string, Anomaly>();
  for (const warning of warnings) {
    const rule = GAPS[warning.code];
    if (!rule) continue;
    const of = whole.find((one) => one.service === warning.service);
    gaps.set(`${rule} ${warning.service ?? 0} ${warning.parameter ?? ""}`, {
      rule,
      account: undefined,
      service: warning.service,
      was: of?.was ?? NONE,
      became: of?.became ?? NONE,
      data: warning.parameter === undefined ? {} : { parameter: warning.parameter },
    });
  }
  return [...gaps.values()];
}

/** Enough to guess a reason from: what moved, the volume or the rate. */
const changeOf = (one: ComparedService): Record<string, string> => ({
  volumeWas: String(one.volumeWas),
  volume: String(one.volume),
  rateWas: String(one.rateWas),
  rate: String(one.rate),
});

const NONE = 0n as Money;
const amountsOf = (one: ComparedService) => ({ was: one.was ?? NONE, became: one.became ?? NONE });
const magnitude = (of: bigint): bigint => (of < 0n ? -of : of);
