import type { Day } from "#core/day";
import type { AccountId, BuildingId, UserId } from "#core/ids";
import type { Money } from "#core/units";
import type { PaymentRef } from "../model.ts";

declare const id: unique symbol;
/** Of the ledger's documents: no payment has the same number. */
export type HeldId = bigint & { readonly [id]: "held" };

/** Where money came from that nobody has an account for. */
export type HeldSource = "registry" | "statement" | "order";

/** Money that came without an account, as its source tells of it. */
export interface NewHeld {
  /** The reference is unique for its kind: the same money is held once, however often it is stated. */
  readonly source: { readonly kind: HeldSource; readonly reference: string };
  readonly agent?: number | undefined;
  readonly registry?: number | undefined;
  /** Not nothing; negative is a refund that names no payment of ours. */
  readonly amount: Money;
  readonly receivedOn: Day;
  readonly payerName?: string | undefined;
  readonly purpose?: string | undefined;
  readonly statedAccount?: string | undefined;
  readonly address?: string | undefined;
  /** The file or the order that brought it; the payment that comes of it carries it on. */
  readonly document?: string | undefined;
  /** The line as it was read. */
  readonly raw: string;
}

export interface Held
  extends Omit<NewHeld, "payerName" | "purpose" | "statedAccount" | "address" | "document"> {
  readonly id: HeldId;
  readonly payerName: string;
  readonly payerKey: string;
  readonly purpose: string;
  readonly statedAccount: string;
  readonly address: string;
  readonly document: string;
  readonly agentName: string | undefined;
  /** Not resolved yet: what was assigned and reversed is held again. */
  readonly rest: Money;
  readonly recordedAt: Date;
  /** The last note of a person who left it. */
  readonly note: string | undefined;
}

/** What became of a part of held money. */
export interface HeldResolution {
  readonly no: number;
  readonly kind: "assigned" | "returned" | "left";
  readonly amount: Money;
  readonly payment: PaymentRef | undefined;
  readonly accountNumber: string | undefined;
  /** The payment was reversed: the part is held again. */
  readonly reversed: boolean;
  readonly reason: string;
  readonly document: string;
  readonly rule: number | undefined;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** What was done with money that a source brought. */
export interface HeldOutcome {
  readonly id: HeldId;
  /** Held before under the same reference; nothing was written now. */
  readonly repeated: boolean;
  /** As it was first held: a repeat with other data is the caller's incident. */
  readonly recorded: { readonly amount: Money; readonly statedAccount: string };
}

/** A person's word of what to do with all that is left of held money. */
export type HeldDecision =
  | {
      readonly kind: "assigned";
      /** Their sum is all that is left. */
      readonly parts: readonly { readonly account: string; readonly amount: Money }[];
    }
  | { readonly kind: "returned"; readonly reason: string; readonly document: string }
  | { readonly kind: "left"; readonly note: string };

/** The payer's text that leads to an account: the number that he states, his name, or both. */
export interface HeldRule {
  readonly id: number;
  readonly statedAccount: string;
  readonly payerKey: string;
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly accountNumber: string;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

export interface SuspenseBalance {
  readonly count: number;
  readonly total: Money;
}
