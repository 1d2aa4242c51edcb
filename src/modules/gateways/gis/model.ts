import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money } from "#core/units";

/** What a message tells: accounts, their documents of a month, payments, which documents those paid. */
export type PackageKind = "accounts" | "documents" | "payments" | "acknowledgments";

/** Identifies a thing inside one message; the answer names it again. A lower-case UUID. */
export type TransportGuid = string;

/** An entry of one of the system's dictionaries: НСИ 50 housing, 51 utilities (the provider's own), 1 additional. */
export interface NsiRef {
  readonly code: string;
  readonly guid: string;
}

/** Whose accounts they are: of a managing company, of a supplier under direct contracts, of a settlement center. */
export type AccountKind = "UO" | "RSO" | "CR" | "RC" | "TKO";

export interface GisAccount {
  readonly transport: TransportGuid;
  readonly kind: AccountKind;
  /** 1 to 30 characters. */
  readonly number: string;
  /** Of an account that the system knows already: its data are renewed. */
  readonly guid?: string | undefined;
  readonly persons?: number | undefined;
  /** Millionths of m². */
  readonly areaTotal?: bigint | undefined;
  readonly areaHeated?: bigint | undefined;
  /** With the reason from НСИ 22. */
  readonly closed?: { readonly on: Day; readonly reason: NsiRef } | undefined;
  /** Premises by the system's GUID; a whole house by its FIAS GUID. */
  readonly place: { readonly premises: string } | { readonly house: string };
  readonly holder?:
    | { readonly surname: string; readonly givenName: string; readonly patronymic: string }
    | undefined;
}

/** How the volume of a service was found: by norm, by a meter, otherwise. */
export type Determined = "N" | "M" | "O";

/** What one document says of one service. Signs are the account's: what lowers the debt is negative. */
export interface GisCharge {
  readonly section: "housing" | "municipal" | "additional";
  readonly service: NsiRef;
  /** Millionths of a rouble per unit. */
  readonly rate: bigint;
  /** Charged for the month itself, without recalculations and benefits. */
  readonly charged: Money;
  /** What earlier months and reductions add. */
  readonly recalculated: Money;
  /** Discounts, not positive. */
  readonly benefit: Money;
  readonly individual?: { readonly volume: bigint; readonly by: Determined } | undefined;
  readonly common?: { readonly volume: bigint; readonly by: Determined } | undefined;
  /** What of the charge was excess for lack of a meter. */
  readonly excess?: Money | undefined;
  /** The organization that provides it, in documents of a settlement center. */
  readonly provider?: string | undefined;
}

export interface GisCapitalRepair {
  readonly rate: bigint;
  readonly charged: Money;
  readonly recalculated: Money;
  readonly benefit: Money;
}

export interface GisDocument {
  readonly transport: TransportGuid;
  readonly accountGuid: string;
  /** 1 to 30 characters. */
  readonly number: string;
  readonly charges: readonly GisCharge[];
  readonly capitalRepair?: GisCapitalRepair | undefined;
  readonly penalty?: { readonly service: NsiRef; readonly amount: Money; readonly cause: string } | undefined;
  /** At the month's beginning; negative: paid ahead. */
  readonly opening: Money;
  /** Day of the month up to which payments are counted. */
  readonly paymentsTaken: number;
}

/** The bank account that a message's documents name. */
export interface GisRequisites {
  readonly transport: TransportGuid;
  readonly bic: string;
  readonly account: string;
}

/** A payment that the provider has had, told to the system. */
export interface GisPayment {
  readonly transport: TransportGuid;
  readonly paidOn: Day;
  readonly period?: Period | undefined;
  /** Of a payment document (ИПД) or, where none is known, of a service (ИЖКУ). */
  readonly of: { readonly document: string } | { readonly service: string };
  readonly amount: Money;
  readonly online: boolean;
}

/** That a bank's notification of an order paid these parts of a document. */
export interface GisAcknowledgment {
  readonly transport: TransportGuid;
  /** The bank's notification by the system's GUID. */
  readonly notification: string;
  readonly document: string;
  readonly service: NsiRef;
  readonly section: GisCharge["section"] | "capital_repair";
  readonly amount: Money;
}

/** What the system said of one thing of a message. */
export type GisResult =
  | {
      readonly transport: TransportGuid;
      readonly ok: true;
      readonly guid: string | undefined;
      /** ЕЛС of an account, ИПД of a document. */
      readonly number: string | undefined;
      /** ИЖКУ of an account. */
      readonly service: string | undefined;
    }
  | {
      readonly transport: TransportGuid;
      readonly ok: false;
      readonly errors: readonly { readonly code: string; readonly sentence: string }[];
    };

/** A bank's notification that an order of a payer was taken for execution. Amounts come in kopecks. */
export interface GisNotification {
  readonly guid: string;
  readonly order: string;
  readonly orderedOn: Day | undefined;
  readonly amount: Money;
  readonly document: string | undefined;
  readonly unifiedAccount: string | undefined;
  readonly account: string | undefined;
}

export type GisAnswer =
  | { readonly kind: "results"; readonly results: readonly GisResult[] }
  | { readonly kind: "notifications"; readonly notifications: readonly GisNotification[] }
  /** The whole message was refused. */
  | { readonly kind: "fault"; readonly code: string; readonly sentence: string };
