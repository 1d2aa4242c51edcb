import type { FailureKind, Supply } from "#modules/metering";
import type { AccountAround } from "./private-account-contract.ts";
import type { PortalContacts, PortalFile } from "./portal-pages-contract.ts";

/* The resident's house in the private account, as plain data for web/site. */

/** A supply that was, is or will be cut off or poor where the resident lives. */
export interface HouseOutage {
  readonly supply: Supply;
  readonly kind: FailureKind;
  /** "2026-11-05T08:00" of the city's clock. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Of the whole house, of the resident's entrance or of their flat alone. */
  readonly place: "house" | "entrance" | "flat";
  readonly phase: "now" | "planned" | "past";
  /** The bill takes it into account, or it is being looked into. */
  readonly isAccepted: boolean;
}

export interface OwnHousePage {
  readonly page: "lk.house";
  readonly around: AccountAround;
  /** The house's number on the portal. */
  readonly building: number;
  readonly outages: readonly HouseOutage[];
  /** Nobody manages a house that is between two companies. */
  readonly company: PortalContacts | undefined;
  readonly managedSince: string | undefined;
  /** What the company has published for everybody, documents and reports. */
  readonly documents: readonly PortalFile[];
  readonly reports: readonly PortalFile[];
}
