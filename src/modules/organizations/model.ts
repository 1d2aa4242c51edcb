import type { Day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import type { Period } from "#core/period";

/** `company` manages buildings, `supplier` sells a resource, `fund` collects for capital repair. */
export type OrganizationKind = "center" | "company" | "supplier" | "fund" | "agent";

export interface Requisites {
  readonly bank: string;
  /** Nine digits. */
  readonly bic: string;
  /** Twenty digits. */
  readonly account: string;
  readonly correspondentAccount: string;
}

export interface Organization {
  readonly id: OrganizationId;
  readonly kind: OrganizationKind;
  /** The key of imports: INN where there is one, otherwise a code of the source. */
  readonly code: string;
  readonly name: string;
  readonly inn: string | undefined;
  readonly kpp: string | undefined;
  readonly address: string;
  readonly phone: string;
  readonly emergencyPhone: string;
  readonly email: string;
  readonly site: string;
}

export interface PeriodState {
  readonly period: Period;
  readonly closed: boolean;
}

/** An organization as stated by a person or a file; what is absent is left as it was. */
export interface NewOrganization {
  readonly code: string;
  readonly kind: OrganizationKind;
  /** In full, with the legal form. */
  readonly name: string;
  readonly inn?: string | undefined;
  readonly kpp?: string | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly emergencyPhone?: string | undefined;
  readonly email?: string | undefined;
  readonly site?: string | undefined;
  /** The bank account printed on receipts from a day on. */
  readonly requisites?: (Requisites & { readonly from: Day }) | undefined;
}

export interface OrganizationsRegistered {
  /** Of the input rows, in their order. */
  readonly ids: readonly OrganizationId[];
  readonly byCode: ReadonlyMap<string, OrganizationId>;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}
