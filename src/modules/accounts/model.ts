import type { Day } from "#core/day";
import type { AccountId, BuildingId, PremisesId } from "#core/ids";

/** Where an account is kept: every question about it needs both. */
export interface AccountPlace {
  readonly building: BuildingId;
  readonly account: AccountId;
}

/** An account that was found by its number or place, open or closed. */
export interface AccountFound extends AccountPlace {
  readonly number: string;
  readonly premises: PremisesId;
  readonly opened: Day;
  /** The first day that is not this account's. */
  readonly closed: Day | undefined;
  readonly unifiedAccountId: string | undefined;
  readonly gisServiceId: string | undefined;
}

/** Who pays an account from a day on, and for which share of the premises. */
export interface AccountStateFacts {
  readonly shareNumerator: bigint;
  readonly shareDenominator: bigint;
  /** Counted where nobody is registered. */
  readonly owners: number;
  readonly holder: "person" | "legal";
  /** Surname, given name and patronymic, or the legal person's name. */
  readonly holderName: string;
  readonly phone?: string | undefined;
}

/** A personal account and its state from a day on, as stated by a person or a file. */
export interface NewAccount extends AccountStateFacts {
  readonly building: BuildingId;
  readonly premises: PremisesId;
  /** Six to twenty digits, unique in the city. */
  readonly number: string;
  readonly opened: Day;
  /** The first day that is not this account's. */
  readonly closed?: Day | undefined;
  /** ЕЛС and ИЖКУ of the state system. */
  readonly unifiedAccountId?: string | undefined;
  readonly gisServiceId?: string | undefined;
  readonly from: Day;
}

/** One registration of one person on one account; the same person registered twice is two. */
export interface NewResident extends AccountPlace {
  /** In full: "Иванова Мария Петровна". */
  readonly name: string;
  readonly born?: Day | undefined;
  readonly registration: "permanent" | "temporary";
  readonly from: Day;
  /** The first day not registered. */
  readonly to?: Day | undefined;
}

export interface Resident extends NewResident {
  readonly no: number;
}

/** An account on a list of found ones. */
export interface AccountLine extends AccountPlace {
  readonly number: string;
  readonly premises: PremisesId;
  /** "г. Североозёрск, ул. Лесная, д. 12, кв. 5". */
  readonly address: string;
  /** On the business date, or the last known one of a closed account. */
  readonly holder: string;
  readonly closed: Day | undefined;
  /** How it was found: an earlier holder's name finds the account too, and the list says so. */
  readonly by: "number" | "phone" | "holder" | "former_holder" | "address";
}

export interface AccountCard extends AccountPlace {
  readonly number: string;
  readonly premises: PremisesId;
  readonly premisesKind: string;
  readonly address: string;
  readonly opened: Day;
  readonly closed: Day | undefined;
  readonly unifiedAccountId: string | undefined;
  readonly gisServiceId: string | undefined;
  readonly state: AccountStateFacts | undefined;
  /** Millionths of m²; undefined when the premises has no state on the business date. */
  readonly area: bigint | undefined;
  readonly ownership: "private" | "municipal" | undefined;
  /** Registered on the business date. */
  readonly registered: number;
  readonly residents: readonly Resident[];
  /** The history of holders and shares, oldest first. */
  readonly states: readonly (AccountStateFacts & { readonly from: Day; readonly to: Day | undefined })[];
}

/** A fact without dates that a row states otherwise than the record. It was left as recorded. */
export interface AccountDifference {
  /** The position of the row in the input, from 0. */
  readonly row: number;
  readonly field: "opened" | "unifiedAccountId" | "gisServiceId" | "to";
  readonly recorded: string;
  readonly stated: string;
}

export interface AccountsRegistered {
  /** Of the input rows, in their order. */
  readonly ids: readonly AccountId[];
  readonly added: number;
  /** Known ones of which a dated change was written, or that were closed. */
  readonly changed: number;
  readonly unchanged: number;
  readonly differences: readonly AccountDifference[];
}

export interface ResidentsRegistered {
  readonly added: number;
  /** Registrations that ended. */
  readonly changed: number;
  readonly unchanged: number;
  readonly differences: readonly AccountDifference[];
}
