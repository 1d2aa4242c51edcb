import type { OrganizationId, UserId } from "#core/ids";

/** The first three are people of the center; an accountant works for one company, a provider's person for a provider. */
export const ROLES = ["operator", "chief_accountant", "administrator", "accountant", "provider"] as const;
export type Role = (typeof ROLES)[number];

/** A person who signs in. */
export interface User {
  readonly id: UserId;
  /** Lower case. */
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** Undefined for the people of the center, who see every organization. */
  readonly organization: OrganizationId | undefined;
  readonly language: "ru" | "en";
  readonly disabledAt: Date | undefined;
}

export interface NewUser {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
  readonly organization?: OrganizationId | undefined;
  readonly language?: "ru" | "en";
}

/** A session of a person on one device. */
export interface Session {
  /** Names the session to its owner; the token cannot be found from it. */
  readonly id: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/** Whence a request comes, as far as a server can know. */
export interface Origin {
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/** One record of the audit trail. */
export interface AuditEntry {
  /** "payment.taken", "account.read": the room's word and what was done. */
  readonly action: string;
  /** What it was done to: "account 1000000012". */
  readonly subject: string;
  readonly data?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly organization?: OrganizationId | undefined;
  readonly requestId?: string | undefined;
}

export interface AuditRecord extends Omit<AuditEntry, "data"> {
  readonly id: bigint;
  readonly recordedAt: Date;
  readonly user: UserId | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Long work that a person started. */
export interface Job {
  readonly id: number;
  readonly kind: string;
  /** What it is about: "period 2026-11". */
  readonly subject: string;
  readonly organization: OrganizationId | undefined;
  readonly state: "running" | "interrupted" | "done" | "refused" | "failed";
  readonly startedAt: Date;
  readonly startedBy: UserId | undefined;
  readonly endedAt: Date | undefined;
  readonly done: number;
  readonly total: number | undefined;
  readonly result: Readonly<Record<string, unknown>>;
}
