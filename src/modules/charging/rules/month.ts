import type { Day } from "#core/day";
import type { Exact } from "#core/exact";
import type { AccountId, ServiceId } from "#core/ids";
import type { EntitlementFacts, SubsidyFacts } from "#modules/benefits";
import type { MeterVolumes, MonthOfReadings, Slice } from "#modules/metering";
import type { Resource } from "#modules/tariffs";
import type { AbsenceFacts, CarriedVolume, CommonVolume, FormulaCode, Trace, VolumeBasis } from "../model.ts";
import type { AccountFrame, Frame, PremisesFrame } from "./frame.ts";
import type { RateBook } from "./rates.ts";
import type { TermsPlan } from "./terms.ts";

/** A volume of one account that is priced at one rate at a time: a zone, or a way in which it was found. */
export interface Series {
  readonly zone: number;
  /** Tells series of one zone apart: 0 alone or metered, 1 average, 2 norm, 3 norm with the multiplier. */
  readonly digit: number;
  readonly basis: VolumeBasis;
  readonly formula: FormulaCode;
  /** The multiplier makes a surplus line of it. */
  readonly multiplied: boolean;
  readonly slices: readonly Slice[];
}

/** What a building's month is worked out with: the indexed facts, and what has been worked out of them. */
export interface Month {
  readonly frame: Frame;
  readonly rates: RateBook;
  readonly terms: TermsPlan;
  /** Days of the month on which a norm changes, counted from 0. */
  readonly normCuts: readonly number[];
  readonly absences: ReadonlyMap<AccountId, readonly AbsenceFacts[]>;
  readonly entitlements: ReadonlyMap<AccountId, readonly EntitlementFacts[]>;
  readonly subsidies: ReadonlyMap<AccountId, readonly SubsidyFacts[]>;
  /** Handovers before this day do not touch the month's readings. */
  readonly handoversSince: Day;
  /** How the readings of dwellings and of other premises are taken, where nothing was handed over. */
  readonly ofDwellings: MonthOfReadings;
  readonly ofOthers: MonthOfReadings;
  /** Volumes of premises by their meters, kept for the lines that need them again. */
  readonly metered: Map<PremisesFrame, Map<Resource, MeterVolumes>>;
  /** Consumption of accounts, kept likewise. */
  readonly consumed: Map<AccountFrame, Map<Resource, readonly Series[]>>;
  readonly buildings: Map<Resource, BuildingMonth>;
  /** Common volumes already worked out, by service. */
  readonly shared: Map<ServiceId, CommonMonth | undefined>;
  heating: { readonly of: HeatingMonth | undefined } | undefined;
  boiler: { readonly of: BoilerFuel | undefined } | undefined;
  readonly carriedOn: CarriedVolume[];
  readonly commonVolumes: CommonVolume[];
}

/** A building meter's month. */
export interface BuildingMonth {
  /** Undefined where the norm has to stand in. */
  readonly volume: Exact | undefined;
  /** Gcal spent on heating the building's own hot water, where the hot water meter counts it. */
  readonly heat: Exact | undefined;
  readonly estimated: boolean;
  readonly volumes: MeterVolumes | undefined;
}

/** The gas of a boiler that makes both the building's heat and its hot water, and the heat that went into each. */
export interface BoilerFuel {
  /** m³, all of it: the sum of the two below. */
  readonly fuel: Exact;
  readonly heating: Exact;
  readonly water: Exact;
  /** Gcal of heating and of the water, not below nought. */
  readonly heat: Exact;
  readonly waterHeat: Exact;
}

/** A common volume ready to be shared, and the shares of the accounts. */
export interface CommonMonth {
  readonly formula: FormulaCode;
  readonly basis: VolumeBasis;
  readonly shares: ReadonlyMap<AccountFrame, Exact>;
  /** Shows how the volume and the account's share were found, by the same formulas that found them. */
  readonly explain: (account: AccountFrame, trace: Trace) => void;
}

/** The building's heat of the month, ready to be shared. */
export interface HeatingMonth {
  readonly formula: FormulaCode;
  readonly basis: VolumeBasis;
  /** Where premises differ: in a house whose parts have heat meters of their own, or none. */
  readonly foundFor?: (premises: PremisesFrame) => Pick<HeatingMonth, "formula" | "basis">;
  /** Evenly on the month, but by the norm of each of its days where the norm decides. */
  readonly slicesOf: (premises: PremisesFrame, trace?: Trace) => readonly Slice[];
}
