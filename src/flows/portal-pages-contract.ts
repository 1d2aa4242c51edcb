import type { Money, Unit } from "#core/units";

/** A company of the city in one line. */
export interface PortalCompany {
  /** "2-uk-zarechye": the number first, so that a renamed company is still found. */
  readonly slug: string;
  readonly name: string;
  readonly buildings: number;
  readonly accounts: number;
  readonly emergencyPhone: string;
}

/** A price in force for the whole city. */
export interface PortalTariff {
  readonly service: string;
  readonly serviceEn: string;
  /** Millionths of a rouble for one unit. */
  readonly price: bigint;
  readonly unit: Unit;
  /** 0 whole day, 1 day, 2 night, 3 peak. */
  readonly zone: 0 | 1 | 2 | 3;
  /** "2026-10-01". */
  readonly from: string;
  readonly basis: string;
}

export interface CityPage {
  readonly page: "portal.city";
  readonly companies: readonly PortalCompany[];
  readonly tariffs: readonly PortalTariff[];
  readonly figures: {
    readonly buildings: number;
    readonly accounts: number;
    /** Of the last charged month: charged and paid in all. */
    readonly charged: Money;
    readonly paid: Money;
  };
}

export type PortalPage = CityPage;
