import type { Day } from "#core/day";
import type { AccountId, BuildingId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { Language } from "../model.ts";

/** No overdue debt; the state of the account; payments of a year; charges of a year. */
export const CERTIFICATE_KINDS = ["no_debt", "state", "payments", "charges"] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

/** Changes whenever what is drawn of a content changes: a certificate keeps the version it was given with. */
export const CERTIFICATE_TEMPLATE = "1.0";

export const isOfYear = (kind: CertificateKind): boolean => kind === "payments" || kind === "charges";

/** All that a certificate says, in one language. Printing adds nothing. */
export interface CertificateContent {
  readonly kind: CertificateKind;
  readonly language: Language;
  /** "12-7". */
  readonly number: string;
  /** "K7QM-2XTB-9HRC". */
  readonly code: string;
  /** Where number and code are typed: "https://eirc.example/check". */
  readonly checkAddress: string;
  /** The sums are those of the books on that day. */
  readonly on: Day;
  readonly company: {
    readonly name: string;
    readonly inn: string;
    readonly address: string;
    readonly phone: string;
  };
  readonly account: { readonly number: string; readonly address: string; readonly holder: string };
  readonly year: number | undefined;
  /** What is owed on the day; negative when paid ahead. */
  readonly amount: Money;
  readonly overdue: Money;
  /** Of the state: what is owed by the month charged for, the oldest first. */
  readonly debts: readonly {
    readonly period: Period;
    readonly due: Day;
    readonly amount: Money;
    readonly isLate: boolean;
  }[];
  /** Of payments: those that stand, the oldest first. */
  readonly payments: readonly { readonly paidOn: Day; readonly amount: Money; readonly channel: string }[];
  /** Of charges: opening + charged + recalculated + benefits + penalties + paid = closing. */
  readonly months: readonly {
    readonly period: Period;
    readonly opening: Money;
    readonly charged: Money;
    readonly recalculated: Money;
    /** Negative. */
    readonly benefits: Money;
    readonly penalties: Money;
    /** Negative. */
    readonly paid: Money;
    readonly closing: Money;
  }[];
}

/** A certificate that was given. */
export interface Certificate {
  readonly building: BuildingId;
  readonly no: number;
  readonly account: AccountId;
  readonly kind: CertificateKind;
  readonly year: number | undefined;
  readonly language: Language;
  readonly issuedOn: Day;
  readonly issuedAt: Date;
  /** A resident ordered it in the private account; otherwise a clerk gave it. */
  readonly isOrdered: boolean;
  readonly code: string;
  readonly content: CertificateContent;
}

/** "12-7", as it stands on the paper. */
export const certificateNumber = ({
  building,
  no,
}: {
  readonly building: number;
  readonly no: number;
}): string => `${building}-${no}`;

/** A number as it is typed; undefined for what is none. */
export function readCertificateNumber(
  typed: string,
): { readonly building: BuildingId; readonly no: number } | undefined {
  const found = /^(?:№|no\.?|n)?\s*([1-9]\d{0,8})\s*[-–—/]\s*([1-9]\d{0,8})$/i.exec(typed.trim());
  return found ? { building: Number(found[1]) as BuildingId, no: Number(found[2]) } : undefined;
}
