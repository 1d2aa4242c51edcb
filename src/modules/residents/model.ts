import type { AccountId, BuildingId, PremisesId } from "#core/ids";

export type LoginId = number & { readonly login: unique symbol };

/** `manage`: lets others in and takes them out; the holder's alone. */
export const RIGHTS = ["view", "readings", "pay", "manage"] as const;
export type Right = (typeof RIGHTS)[number];

/** What somebody may do with an account of theirs. */
export interface OwnAccount {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly premises: PremisesId;
  readonly number: string;
  readonly rights: ReadonlySet<Right>;
}

export interface Login {
  readonly id: LoginId;
  /** An e-mail address, or "+79990000000". */
  readonly name: string;
  readonly language: "ru" | "en";
}

/** Whom an account is open to. */
export interface Grant {
  readonly id: number;
  readonly login: string;
  readonly rights: readonly Right[];
  readonly grantedAt: Date;
  readonly revokedAt: Date | undefined;
  /** A holder let them in, not the company. */
  readonly isInvited: boolean;
}

/** What a resident agreed to, word for word. */
export interface DataConsent {
  readonly version: string;
  readonly wording: string;
  readonly agreedAt: Date;
}

/** A code that was given out, without the code. */
export interface Slip {
  readonly id: number;
  readonly rights: readonly Right[];
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly state: "waiting" | "used" | "expired" | "locked" | "revoked";
  readonly isInvitation: boolean;
}

/** A slip as it is handed over: the only time that its code is known. */
export interface IssuedSlip {
  readonly id: number;
  readonly number: string;
  /** "K7QM-2XTB-9HRC". */
  readonly code: string;
  readonly expiresAt: Date;
}

/** A code as it goes to paper, before it is good: it is kept when the file is whole. */
export interface SlipToPrint {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly code: string;
}

/** What became of the codes of a print batch. */
export interface PrintedSlips {
  readonly printed: number;
  readonly used: number;
  readonly waiting: number;
}

export interface ResidentSession {
  readonly id: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/** A key that a device of the resident keeps: it signs in without a password. */
export interface Passkey {
  readonly id: number;
  /** By which its holder knows it: "My telephone". */
  readonly name: string;
  readonly addedAt: Date;
  readonly usedAt: Date | undefined;
}

export const SAFETY_KINDS = [
  "new_device",
  "password_changed",
  "passkey_added",
  "passkey_removed",
  "access_given",
  "access_ended",
] as const;
export type SafetyKind = (typeof SAFETY_KINDS)[number];

/** What a resident should know of for the safety of their login. */
export interface SafetyEvent {
  readonly id: bigint;
  readonly login: LoginId;
  readonly kind: SafetyKind;
  /** The device; the name of the key; who was let in. */
  readonly detail: string;
  readonly about: { readonly building: BuildingId; readonly account: AccountId } | undefined;
  readonly happenedAt: Date;
}
