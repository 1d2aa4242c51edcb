import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import type { Money, Unit } from "#core/units";

/*
 * What the pages of the portal show. Facts of houses and of companies, and sums of many: nothing here is of a person.
 */

/** A company of the city in one line. */
export interface PortalCompany {
  /** "2-uk-zarechye": the number first, so that a renamed company is still found. */
  readonly slug: string;
  readonly name: string;
  readonly buildings: number;
  readonly accounts: number;
  /** Of all that is in its houses, millionths of m². */
  readonly area: bigint;
  readonly emergencyPhone: string;
  /** Fields of its own forms of this year that say something. */
  readonly disclosed: { readonly stated: number; readonly of: number };
}

/** A price over a span of time. */
export interface PortalPrice {
  /** Millionths of a rouble for one unit. */
  readonly price: bigint;
  readonly unit: Unit;
  /** 0 whole day, 1 day, 2 night, 3 peak. */
  readonly zone: 0 | 1 | 2 | 3;
  /** Whom it is for, where not for everybody. */
  readonly group: "" | "electric_stove" | "non_residential" | "boiler";
  /** It is for what is used in a month beyond this, millionths of the unit; 0 for the first unit on. */
  readonly above: bigint;
  /** It is for what is used beyond the social norm of who lives there; `above` is no quantity then. */
  readonly isAboveSocialNorm: boolean;
  /** "2026-10-01". */
  readonly from: string;
  /** The first day on which it is no longer in force. */
  readonly to: string | undefined;
  readonly basis: string;
}

/** A service's name in both languages. */
export interface PortalService {
  readonly service: string;
  readonly serviceEn: string;
}

/** A price in force for the whole city. */
export type PortalTariff = PortalService & PortalPrice;

export interface CityPage {
  readonly page: "portal.city";
  readonly companies: readonly PortalCompany[];
  readonly tariffs: readonly PortalTariff[];
  /** The latest of all companies. */
  readonly news: readonly (PortalNews & { readonly company: string; readonly companySlug: string })[];
  readonly figures: {
    readonly buildings: number;
    readonly accounts: number;
    /** Of the last charged month: charged and paid in all. */
    readonly charged: Money;
    readonly paid: Money;
  };
}

/** A house on a list. */
export interface PortalHouse {
  readonly id: number;
  /** "ул. Ленина, д. 7": without the city that the page is of. */
  readonly address: string;
  readonly builtYear: number | undefined;
  readonly storeys: number | undefined;
  readonly dwellings: number;
  /** Millionths of m². */
  readonly area: bigint;
  /** "2024-01-01": since when the company manages it. */
  readonly since: string | undefined;
  /** Of the company that manages it. */
  readonly company: string;
}

/** What was typed, when it is not one house alone. */
export interface HouseSearchPage {
  readonly page: "portal.search";
  readonly typed: string;
  /** All of what was typed is met; otherwise these are the nearest. */
  readonly isExact: boolean;
  readonly found: readonly PortalHouse[];
  /** More than these are found. */
  readonly hasMore: boolean;
}

export interface HousePage {
  readonly page: "portal.house";
  readonly id: number;
  readonly address: string;
  readonly postcode: string;
  readonly builtYear: number | undefined;
  readonly storeys: number | undefined;
  readonly entrances: number;
  readonly lifts: number;
  readonly dwellings: number;
  readonly dwellingsArea: bigint;
  readonly others: number;
  readonly othersArea: bigint;
  readonly commonArea: bigint | undefined;
  readonly dilapidated: boolean;
  readonly hotWater: "central" | "own" | undefined;
  readonly company: PortalContacts;
  readonly since: string | undefined;
  readonly services: readonly (PortalService & {
    readonly code: string;
    readonly provider: string;
    readonly prices: readonly PortalPrice[];
  })[];
  readonly meters: readonly {
    readonly resource: PortalSupply;
    readonly serial: string;
    readonly installed: string;
    readonly verifiedUntil: string | undefined;
  }[];
  /** Of the whole house or of an entrance, newest first. */
  readonly failures: readonly {
    readonly supply: PortalSupply;
    readonly kind: "interruption" | "temperature" | "pressure" | "composition";
    readonly entrance: number | undefined;
    /** "2026-10-14T09:00", the local clock. */
    readonly startedAt: string;
    readonly endedAt: string;
  }[];
}

export type PortalSupply = "cold_water" | "hot_water" | "sewerage" | "electricity" | "gas" | "heat" | "waste";

export interface PortalContacts {
  readonly slug: string;
  readonly name: string;
  readonly emergencyPhone: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  /** "zarechye.example": of its own site. */
  readonly site: string;
  readonly inn: string | undefined;
  readonly kpp: string | undefined;
}

export const COMPANY_ORDERS = ["name", "houses", "area", "disclosed"] as const;
export type CompanyOrder = (typeof COMPANY_ORDERS)[number];

export interface CompaniesPage {
  readonly page: "portal.companies";
  readonly typed: string;
  readonly order: CompanyOrder;
  readonly companies: readonly PortalCompany[];
}

/** Sheets that the books fill. */
export const COMPANY_TABS = ["about", "houses", "tariffs", "contacts"] as const;
export type CompanyTab = (typeof COMPANY_TABS)[number] | "disclosure" | "news" | "documents" | "vacancies";

/** How a company presents itself, at the head of each of its pages. */
export interface CompanySite {
  /** "#1864ab". */
  readonly accent: string;
  /** Below the company's address. */
  readonly logo: string | undefined;
  /** Sheets that have something on them, in their order. */
  readonly sheets: readonly CompanyTab[];
  readonly pages: readonly { readonly slug: string; readonly title: string }[];
}

export interface PortalNews {
  readonly slug: string;
  readonly title: string;
  /** "2026-11-20". */
  readonly day: string;
  readonly summary: string;
}

export interface PortalFile {
  /** Below the company's address. */
  readonly href: string;
  readonly title: string;
  /** "pdf". */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly day: string;
  readonly sha256: string;
}

/** A sheet that the company fills itself. The HTML is safe: the room `portal` made it. */
export interface CompanySheetPage {
  readonly page: "portal.sheet";
  readonly company: PortalContacts;
  readonly houses: number;
  readonly site: CompanySite;
  readonly sheet:
    | { readonly of: "news"; readonly news: readonly PortalNews[] }
    | {
        readonly of: "vacancies";
        readonly vacancies: readonly {
          readonly slug: string;
          readonly title: string;
          readonly day: string;
          readonly html: string;
        }[];
      }
    | {
        readonly of: "documents";
        readonly documents: readonly PortalFile[];
        readonly reports: readonly PortalFile[];
      }
    | (PortalNews & { readonly of: "article" | "page"; readonly changed: string; readonly html: string });
}

/** Houses of the city as points, and in rows. */
export interface MapPage {
  readonly page: "portal.map";
  /** The company whose houses alone are shown. */
  readonly of: string | undefined;
  /** Their numbers on the map are their places here, from 1. */
  readonly companies: readonly {
    readonly slug: string;
    readonly name: string;
    readonly accent: string;
    readonly houses: number;
    /** Houses of which it is known where they stand. */
    readonly placed: number;
  }[];
  readonly houses: readonly (PortalHouse & {
    readonly companyNumber: number;
    /** Millionths of a degree; absent: nobody has stated it. */
    readonly point: { readonly latitude: bigint; readonly longitude: bigint } | undefined;
  })[];
}

export interface CompanyPage {
  readonly page: "portal.company";
  readonly tab: (typeof COMPANY_TABS)[number];
  readonly company: PortalContacts;
  readonly site: CompanySite;
  readonly accounts: number;
  readonly area: bigint;
  readonly houses: readonly PortalHouse[];
  /** What it sets itself, for all of its houses or for the one named. */
  readonly tariffs: readonly (PortalTariff & { readonly house: string | undefined })[];
}

/** What stands in a field of a form. */
export type DisclosedValue =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "count"; readonly count: number }
  | { readonly is: "area"; readonly area: bigint }
  | { readonly is: "money"; readonly kopecks: bigint }
  /** Millionths of a rouble for one m². */
  | { readonly is: "rate"; readonly price: bigint }
  | { readonly is: "day"; readonly day: string }
  | { readonly is: "yes"; readonly yes: boolean }
  | { readonly is: "hotWater"; readonly from: "central" | "own" }
  /** A list that has a page of its own, below the company's or the house's address. */
  | { readonly is: "page"; readonly href: string; readonly count: number };

export interface DisclosedField {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly value: DisclosedValue | undefined;
  /** Who says it: the books, or the company where these do not know. */
  readonly source: "books" | "company" | undefined;
  /** Of what the company says; by whom is for its own workplace. */
  readonly statedOn: Day | undefined;
  readonly statedBy: UserId | undefined;
}

export interface DisclosedForm {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly of: "company" | "house";
  /** "2027-03-31"; absent: it follows each change. */
  readonly due: Day | undefined;
  readonly fields: readonly DisclosedField[];
  /** How many fields say something. */
  readonly stated: number;
}

interface FormsOfYear {
  readonly basis: string;
  readonly year: number;
  readonly years: readonly number[];
  readonly forms: readonly DisclosedForm[];
}

export interface CompanyDisclosurePage extends FormsOfYear {
  readonly page: "portal.disclosure";
  readonly company: PortalContacts;
  readonly houses: number;
  readonly site: CompanySite;
  /** The one that is asked for. */
  readonly form: DisclosedForm | undefined;
}

export interface HouseDisclosurePage extends FormsOfYear {
  readonly page: "portal.houseDisclosure";
  readonly house: { readonly id: number; readonly address: string };
  readonly company: PortalContacts;
}

/** What a company stated in its forms, and in those of its houses, and when. */
export interface DisclosureChangesPage {
  readonly page: "portal.disclosureChanges";
  readonly company: PortalContacts;
  readonly houses: number;
  readonly site: CompanySite;
  readonly changes: readonly {
    readonly day: Day;
    readonly year: number;
    readonly house: { readonly id: number; readonly address: string } | undefined;
    readonly form: string;
    readonly nameRu: string;
    readonly nameEn: string;
    /** Absent: nothing was stated before. */
    readonly before: string | undefined;
    /** Absent: what was stated is taken back. */
    readonly value: string | undefined;
  }[];
  /** There are older ones beyond these. */
  readonly hasMore: boolean;
}

export interface OpenDataPage {
  readonly page: "portal.opendata";
  readonly licence: string;
  /** "2026-11-23": the day of the data. */
  readonly day: string;
  readonly formats: readonly ("csv" | "json" | "xlsx")[];
  readonly sets: readonly {
    readonly set: "houses" | "companies" | "tariffs";
    readonly rows: number;
    readonly columns: readonly {
      readonly name: string;
      readonly type: string;
      readonly ru: string;
      readonly en: string;
    }[];
  }[];
}

export interface TariffsPage {
  readonly page: "portal.tariffs";
  /** "2026-11-23": the day on which they are in force. */
  readonly on: string;
  readonly services: readonly (PortalService & {
    readonly code: string;
    readonly now: readonly PortalPrice[];
    /** Decided, not yet in force. */
    readonly later: readonly PortalPrice[];
    /** Newest first. */
    readonly earlier: readonly PortalPrice[];
  })[];
}

export type PortalPage =
  | CityPage
  | HouseSearchPage
  | HousePage
  | CompaniesPage
  | CompanyPage
  | CompanySheetPage
  | CompanyDisclosurePage
  | HouseDisclosurePage
  | DisclosureChangesPage
  | MapPage
  | OpenDataPage
  | TariffsPage;
