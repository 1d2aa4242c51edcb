import type { Day, Span } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PremisesId, ServiceId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { BenefitMode, EntitlementFacts, SocialNorm, SubsidyFacts } from "#modules/benefits";
import type { CalculationMethod } from "#modules/formulas";
import type { MeterFacts, ReadingFacts, SupplyFailureFacts } from "#modules/metering";
import type { DatedValue, Resource, ServiceTerms } from "#modules/tariffs";
import type { PenaltyFacts } from "./penalties/model.ts";

/**
 * Everything that one building's month is calculated from, as plain dated facts. The run keeps these with its
 * result, so that any line can be explained and replayed from them years later.
 */
export interface BuildingFacts {
  readonly building: BuildingId;
  readonly period: Period;
  readonly organization: OrganizationId;
  readonly states: readonly BuildingState[];
  readonly premises: readonly PremisesFacts[];
  readonly accounts: readonly AccountFacts[];
  readonly residents: readonly ResidentFacts[];
  readonly terms: readonly ServiceTerms[];
  /** Decided otherwise than the terms say; none in most months. */
  readonly methods: readonly CalculationMethod[];
  readonly values: readonly DatedValue[];
  readonly meters: readonly MeterFacts[];
  /** By meter, scale, day. */
  readonly readings: readonly ReadingFacts[];
  /** Volumes billed without a reading in the months since a meter's last one; their sum is set off when it comes. */
  readonly estimated: readonly EstimatedVolume[];
  /** Negative common-property volumes carried into this period. */
  readonly carried: readonly CarriedVolume[];
  /** Accepted absences of residents with days in the month. */
  readonly absences: readonly AbsenceFacts[];
  /** Accepted interruptions and poor quality with hours in the month. */
  readonly failures: readonly SupplyFailureFacts[];
  /** Each right with each rule of its category, on the days on which both are in force. */
  readonly entitlements: readonly EntitlementFacts[];
  readonly socialNorms: readonly SocialNorm[];
  readonly subsidies: readonly SubsidyFacts[];
  /** The debts that late payment is reckoned of; absent where there are none, or none are asked about. */
  readonly penalties?: PenaltyFacts | undefined;
  /**
   * Where heating was paid evenly: in the first months of a year the year before; later, and of years before that one,
   * those that a fact reached since they were corrected. Oldest first.
   */
  readonly heatingYear?: HeatingYear | undefined;
  /** Spans that ended in the last year, or that were counted anew since then, where heat-cost allocators were read. */
  readonly allocators?: readonly AllocatorSpan[] | undefined;
}

/** What an account was charged for the heating of one month, corrections left out. */
export interface BilledHeat {
  readonly account: AccountId;
  readonly provider: OrganizationId;
  readonly period: Period;
  /** Millionths of a Gcal. */
  readonly volume: bigint;
  readonly amount: Money;
}

/** A year that a building's even payments are corrected for, or several, one after another. */
export interface HeatingYear {
  /** The facts of its twelve months, January first, as they are known now; of each year. */
  readonly months: readonly BuildingFacts[];
  readonly billed: readonly BilledHeat[];
}

/** What heat-cost allocators counted in a span of months, and what those months were charged. */
export interface AllocatorSpan {
  readonly from: Period;
  /** Its last month. */
  readonly to: Period;
  /** Of all premises on the span's last day, millionths of m². */
  readonly totalArea: bigint;
  readonly places: readonly AllocatorPlace[];
  readonly billed: readonly AllocatedHeat[];
}

export interface AllocatorPlace {
  readonly premises: PremisesId;
  /** On the span's last day, millionths of m². */
  readonly area: bigint;
  /** Of all its allocators, millionths. */
  readonly units: bigint;
  readonly document: string;
}

/** What an account was charged for the heat of a month, or what the year's correction by the building's meter added. */
export interface AllocatedHeat extends BilledHeat {
  readonly premises: PremisesId;
  readonly isCorrection: boolean;
}

export interface BuildingState extends Span {
  /** Millionths of m²; rooms in common use. */
  readonly commonPropertyArea: bigint;
  /** Picks the norms' variant. */
  readonly improvement: string;
  readonly kind: "apartments" | "house";
  readonly dilapidated: boolean;
  /**
   * Hot water comes from a central network. Where it does not, gas is also billed for the heater; a building that
   * makes its own (formula 20) reads m³ as scale 0 and Gcal as scale 1 of its hot water meter.
   */
  readonly centralHotWater: boolean;
}

export interface PremisesFacts {
  readonly id: PremisesId;
  readonly kind: "flat" | "room" | "shop" | "parking" | "house";
  readonly number: string;
  /** The communal flat that a room is in. */
  readonly flat: PremisesId | undefined;
  readonly states: readonly PremisesState[];
}

export interface PremisesState extends Span {
  /** Millionths of m². */
  readonly totalArea: bigint;
  readonly rooms: number;
  /** `central` has radiators; `own` a legal own boiler; `none` no radiators. */
  readonly heating: "central" | "own" | "none";
  readonly stove: "gas" | "electric";
  readonly ownership: "private" | "municipal";
  /** Resources for which a meter can be installed: the multiplier applies where it can be and is not. */
  readonly meterInstallable: readonly Resource[];
}

export interface AccountFacts {
  readonly id: AccountId;
  readonly number: string;
  readonly premises: PremisesId;
  readonly opened: Day;
  /** The first day that is not this account's. */
  readonly closed: Day | undefined;
  readonly states: readonly AccountState[];
}

export interface AccountState extends Span {
  /** Share of the premises' lines, an exact fraction. */
  readonly shareNumerator: bigint;
  readonly shareDenominator: bigint;
  /** Counted where nobody is registered (decree 354 p. 56(2)). */
  readonly owners: number;
  readonly holder: "person" | "legal";
}

export interface ResidentFacts extends Span {
  readonly account: AccountId;
  readonly registration: "permanent" | "temporary";
  /** Which of the account's residents; unknown in documents kept before reductions named them. */
  readonly no?: number | undefined;
}

/** A resident who was away, by an accepted paper. Neither the day of leaving nor that of the return is of absence. */
export interface AbsenceFacts {
  readonly account: AccountId;
  readonly resident: number;
  readonly left: Day;
  readonly returned: Day;
  /** The resident's own registration: nobody is absent where they are not counted. */
  readonly registered: Span;
  readonly document: string;
}

export type { MeterFacts, ReadingFacts, SupplyFailureFacts };

/** A line billed by average or by norm for want of a reading. */
export interface EstimatedVolume {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly part: number;
  readonly period: Period;
  /** Millionths. */
  readonly volume: bigint;
}

export interface CarriedVolume {
  readonly service: ServiceId;
  /** Millionths, negative. */
  readonly volume: bigint;
}

/** How a line's volume was found; a letter on the receipt. */
export type VolumeBasis = "area" | "meter" | "average" | "norm" | "building_meter" | "fixed";

/**
 * `excess` is the multiplier's surplus: not consumption, so no benefit covers it. `recalculation` reduces a charge of
 * the same month (absence, interruption, poor quality). `benefit` lowers the bill at the budget's expense. `penalty` is
 * of the debt's month. `correction` is the year-end one of heating by the building's meter (part 0) or by allocators (part 1), month by month.
 */
export type LineKind = "charge" | "excess" | "recalculation" | "benefit" | "penalty" | "correction";

/** One amount due: the row of a charge, before the difference to what is booked is taken. */
export interface ChargeLine {
  readonly account: AccountId;
  readonly service: ServiceId;
  readonly provider: OrganizationId;
  /**
   * Tells a service's lines apart, the same in every run: zone × 1000 + range × 100 + position of the rate in the
   * month × 10 (0 for the ordinary single line) + how the volume was found where a zone has several such lines
   * (0 meter, 1 average, 2 norm, 3 norm with the multiplier).
   */
  readonly part: number;
  readonly kind: LineKind;
  readonly basis: VolumeBasis;
  /** Key of FORMULAS. */
  readonly formula: FormulaCode;
  /** Millionths of the service's unit, as printed. */
  readonly volume: bigint;
  /** Millionths of a rouble. */
  readonly rate: bigint;
  readonly amount: Money;
  /** Of a line for another month than the one that is calculated: a correction, a penalty. */
  readonly chargedFor?: Period;
}

/** A correction is booked for the month that it corrects. */
export interface CorrectionLine extends ChargeLine {
  readonly chargedFor: Period;
}

/** A thing that a person should look at; it never stops the calculation. */
export interface ChargeWarning {
  readonly code: string;
  readonly account?: AccountId;
  readonly service?: ServiceId;
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * What one right came to: a row of the register for the social office. A discount is also a part of the account's
 * benefit line; cash and subsidies are in no book of the resident.
 */
export interface BenefitRow {
  readonly account: AccountId;
  /** Absent of a subsidy, as are service and provider. */
  readonly resident: number | undefined;
  readonly service: ServiceId | undefined;
  readonly provider: OrganizationId | undefined;
  readonly category: string;
  /** What proves the right. */
  readonly document: string;
  readonly mode: BenefitMode | "subsidy";
  /** Millionths of a percent. */
  readonly percent: bigint;
  /** Persons and volume covered, and the norm of one person where one limits it; millionths. */
  readonly persons: bigint;
  readonly volume: bigint;
  readonly norm: bigint | undefined;
  readonly rate: bigint;
  /** What the service was charged, less reductions. */
  readonly charged: Money;
  /** Not below nought. */
  readonly amount: Money;
}

/** A penalty: to date in the line, for the month of its debt; and what of it is not booked yet. */
export interface PenaltyLine {
  readonly line: ChargeLine & { readonly chargedFor: Period };
  readonly posted: Money;
}

export interface BuildingCharges {
  /** Ordered by account and service; charges by part and kind, then what reduces them. */
  readonly lines: readonly ChargeLine[];
  /** By account, service, provider, resident; discounts of a service add up to its benefit line. */
  readonly benefits: readonly BenefitRow[];
  /** By account, provider, month; only those that are, or were, more than nothing. */
  readonly penalties: readonly PenaltyLine[];
  /** Of the year before; ordered by account, month. */
  readonly corrections: readonly CorrectionLine[];
  readonly warnings: readonly ChargeWarning[];
  /** To be carried into the next period. */
  readonly carried: readonly CarriedVolume[];
  /** What the building used in common and how it was shared, by service. */
  readonly common: readonly CommonVolume[];
}

/** A common volume and what became of it: the receipt's reference section, and the proof of C2. Millionths. */
export interface CommonVolume {
  readonly service: ServiceId;
  /** By the building's meter; absent by norm. */
  readonly building: bigint | undefined;
  /** All premises together, by their meters, averages and norms. */
  readonly premises: bigint;
  /** What was shared among the premises. */
  readonly shared: bigint;
  /** The sum of the premises' rounded shares; the difference to `shared` is what the roundings leave over. */
  readonly shares: bigint;
}

/** The stored number of a formula never changes; the code is what the law and a clerk call it. */
export const FORMULAS = {
  area: { id: 1, law: "ЖК РФ ст. 154, 156", text: "P = S × T" },
  fixed: { id: 2, law: "contract", text: "P = T" },
  "1": { id: 3, law: "ПП РФ 354, прил. 2, ф. 1", text: "P = V × T" },
  "1.average": { id: 4, law: "ПП РФ 354, п. 59; прил. 2, ф. 1", text: "P = V_avg × T" },
  "1.average_broken": {
    id: 29,
    law: "ПП РФ 354, п. 59 (прибор неисправен или не поверен)",
    text: "P = V_avg × T",
  },
  "1.ranges": { id: 5, law: "ПП РФ 354, прил. 2, ф. 1", text: "P = Σ V_k × T_k" },
  "1.social_norm": {
    id: 6,
    law: "ПП РФ 354, прил. 2, ф. 1; социальная норма",
    text: "P = V_in × T_1 + V_over × T_2",
  },
  "4": { id: 7, law: "ПП РФ 354, прил. 2, ф. 4", text: "P = n × N × T" },
  "4.missing": { id: 30, law: "ПП РФ 354, п. 60; прил. 2, ф. 4", text: "P = n × N × T" },
  "4(1)": { id: 8, law: "ПП РФ 354, прил. 2, ф. 4(1)", text: "P = n × N × K × T" },
  "7": { id: 9, law: "ПП РФ 354, прил. 2, ф. 7", text: "P = V × n_room / n_flat × T" },
  gas: { id: 10, law: "ПП РФ 354, прил. 2 (газ)", text: "P = (n × N_stove + n × N_heater + S × N_heat) × T" },
  "9(1)": { id: 11, law: "ПП РФ 354, прил. 2, ф. 9(1)", text: "P = n × N_year / 12 × T" },
  "9(2)": { id: 12, law: "ПП РФ 354, прил. 2, ф. 9(2)", text: "P = S × N_year / 12 × T" },
  "2": { id: 13, law: "ПП РФ 354, прил. 2, ф. 2", text: "P = S × N × T" },
  "2(1)": { id: 14, law: "ПП РФ 354, прил. 2, ф. 2(1)", text: "P = S × (N × K) × T" },
  "2(3)": {
    id: 15,
    law: "ПП РФ 354, прил. 2, ф. 2(3)",
    text: "P = (V_i + S × (N × S_total − ΣV_i) / S_total) × T",
  },
  "2(4)": {
    id: 16,
    law: "ПП РФ 354, прил. 2, ф. 2(4)",
    text: "P = (V_i + S × (N × K × S_total − ΣV_i) / S_total) × T",
  },
  "3": { id: 17, law: "ПП РФ 354, прил. 2, ф. 3, 3(6)", text: "P = (V_i + S × (V_D − ΣV_i) / S_total) × T" },
  "3(1)": {
    id: 18,
    law: "ПП РФ 354, прил. 2, ф. 3(1), 3(7)",
    text: "P = (V_i + S × (V_D − ΣV_i) / S_total) × T",
  },
  "3(3)": { id: 19, law: "ПП РФ 354, прил. 2, ф. 3(3)", text: "P = (V_i + S × (V_D − ΣV_i) / S_total) × T" },
  "3(2)": { id: 32, law: "ПП РФ 354, п. 42(1); прил. 2, ф. 3(2)", text: "P = P_actual_year − P_billed_year" },
  "3(4)": { id: 33, law: "ПП РФ 354, п. 42(1); прил. 2, ф. 3(4)", text: "P = P_actual_year − P_billed_year" },
  "3(5)": { id: 34, law: "ПП РФ 354, прил. 2, ф. 3(5)", text: "P = ΣP × u_i / Σu − P_billed" },
  "18": { id: 35, law: "ПП РФ 354, прил. 2, ф. 18", text: "P = V_fuel × T_fuel × S / S_total" },
  "20": {
    id: 20,
    law: "ПП РФ 354, прил. 2, ф. 20",
    text: "P = (V_heat × T_heat + V_water × T_water) / V_water × V",
  },
  "23.water": { id: 21, law: "ПП РФ 354, прил. 2, ф. 23", text: "P = V × T_water" },
  "23.heat": { id: 22, law: "ПП РФ 354, прил. 2, ф. 23", text: "P = V × Q × T_heat" },
  sewerage: { id: 23, law: "ПП РФ 354, п. 42", text: "P = (V_cold + V_hot) × T" },
  "10": { id: 24, law: "ПП РФ 354, прил. 2, ф. 10, 11, 12", text: "P = (V_D − ΣV) × S / S_total × T" },
  "15": { id: 25, law: "ПП РФ 354, прил. 2, ф. 10, 15", text: "P = N × S_common × S / S_total × T" },
  "17": { id: 26, law: "ПП РФ 354, прил. 2, ф. 10, 17", text: "P = V_flat × S_room / S_rooms × T" },
  own: { id: 90, law: "формула расчётного центра", text: "P = f(…)" },
  "47": { id: 31, law: "ПП РФ 354, п. 47", text: "P = −min(|V| × n / Σn, V) × T" },
  "soi.meter": {
    id: 27,
    law: "ПП РФ 491, п. 29(1)",
    text: "P = max(0, V_D − ΣV + carried) × S / S_total × T",
  },
  "soi.norm": { id: 28, law: "ПП РФ 491, п. 29(1); ф. 15", text: "P = N × S_common × S / S_total × T" },
  absence: { id: 40, law: "ПП РФ 354, п. 86, 91", text: "P = −V / n × n_absent × d / D × T" },
  "absence.waste": { id: 41, law: "ПП РФ 354, п. 148(44)", text: "P = −V / n × n_absent × d / D × T" },
  "quality.hours": { id: 42, law: "ПП РФ 354, п. 98; прил. 1", text: "P = −R × p × t" },
  "quality.days": { id: 43, law: "ПП РФ 354, прил. 1, п. 17", text: "P = −R × p × t / 24" },
  "quality.degrees": { id: 44, law: "ПП РФ 354, п. 98; прил. 1, п. 5, 15", text: "P = −R × p × Σ(t × Δ)" },
  "quality.no_charge": { id: 45, law: "ПП РФ 354, п. 101; прил. 1", text: "P = −R × d / D" },
  "quality.as_cold": {
    id: 46,
    law: "ПП РФ 354, прил. 1, п. 5",
    text: "P = −V × t / t_month × T + V × t / t_month × T_cold",
  },
  benefit: { id: 50, law: "ЖК РФ ст. 160", text: "P = −min(V / n, N) × T × %" },
  "quality.unsupplied": { id: 47, law: "ПП РФ 354, п. 99, 100", text: "P = −V × t / t_month × T" },
  penalty: { id: 60, law: "ЖК РФ ст. 155 ч. 14", text: "P = Σ D × r / k × n" },
  "penalty.capital_repair": {
    id: 61,
    law: "ЖК РФ ст. 155 ч. 14.1",
    text: "P = Σ D × r / 300 × n",
  },
  "penalty.sector": {
    id: 62,
    law: "190-ФЗ ст. 15, 416-ФЗ ст. 13, 35-ФЗ ст. 37, 69-ФЗ ст. 25",
    text: "P = Σ D × r / k × n",
  },
} as const satisfies Record<string, { id: number; law: string; text: string }>;
export type FormulaCode = keyof typeof FORMULAS;

/** What a step of the workings is called: stable code words, each with its words in `words.ts`. */
export const TRACE_NAMES = [
  "absent_days",
  "absent_volume",
  "account_share",
  "actual_cost",
  "all_allocator_units",
  "allocated_heat",
  "allocated_share",
  "allocator_units",
  "amount",
  "area",
  "area_by_days",
  "as_cold_water",
  "average",
  "average_month",
  "benefit",
  "benefit_capped",
  "benefit_norm",
  "benefit_persons",
  "benefit_share",
  "billed",
  "billed_volume",
  "billed_without_reading",
  "building_meter",
  "building_volume",
  "by_days",
  "capped_volume",
  "cash_benefit",
  "charge_reduced",
  "common_heat",
  "common_property_area",
  "common_volume",
  "common_water",
  "communal_flat",
  "correction",
  "cost",
  "days_without_charge",
  "degrees_by_hour",
  "disconnected_area",
  "excess",
  "full_days_beyond_allowed",
  "formula",
  "formula_input",
  "fuel_of_heating",
  "fuel_of_water",
  "gas_heater",
  "gas_heating",
  "gas_stove",
  "heat",
  "heat_per_m3",
  "held",
  "hot_water_volume",
  "hours_beyond_allowed",
  "hours_of_failure",
  "increment",
  "line",
  "meter",
  "method",
  "meter_volume",
  "month_corrected",
  "multiplier",
  "net_charge",
  "norm",
  "norm_year",
  "own_formula",
  "own_heat",
  "penalty_before",
  "penalty_debt",
  "penalty_due",
  "penalty_month",
  "penalty_segment",
  "penalty_to_date",
  "penalty_waived",
  "period_without_reading",
  "persons",
  "points",
  "price_per_gcal",
  "price_per_m3",
  "range_volume",
  "rate",
  "ratio",
  "reading_after",
  "reading_before",
  "reduction",
  "reduction_capped",
  "reduction_percent",
  "rest_of_whole",
  "returned_volume",
  "room_volume",
  "series",
  "service",
  "share",
  "social_norm",
  "sum_of_own_heat",
  "total_area",
  "total_with_multiplier",
  "unsupplied_volume",
  "volume",
  "volume_of_meter",
] as const;
export type TraceName = (typeof TRACE_NAMES)[number];

/** How a value was rounded. */
export type RoundingRule =
  | "kopecks"
  | "kopecks_down"
  | "roubles"
  | "three_decimals"
  | "six_decimals"
  | "last_takes_rest";

/** Units of the workings: of services, and of money and time. */
export type TraceUnit =
  | "m2"
  | "m3"
  | "Gcal"
  | "kWh"
  | "person"
  | "point"
  | "rub"
  | "day"
  | "hour"
  | "percent";

/**
 * Collects the workings while a formula runs. The same call computes and explains: on a run the trace is absent
 * and `trace?.` skips even its arguments, so there is no second implementation to drift away.
 */
export interface Trace {
  /** A value taken from the facts, with where it comes from. */
  input(name: TraceName, value: string, unit?: TraceUnit, source?: string, note?: string): void;
  /** A value worked out: its expression in words and numbers. */
  step(name: TraceName, expression: string, value: string, unit?: TraceUnit): void;
  /** A rounding is a step of its own. */
  rounding(name: TraceName, from: string, to: string, rule: RoundingRule): void;
  /** Opens a named subtree until `close`. */
  open(name: TraceName, note?: string): void;
  close(): void;
}
