import type { OrganizationId } from "#core/ids";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** Anything that JSON can say; money as text. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Something that is to leave the house, because of what is written in the same transaction. */
export interface NewMessage {
  readonly kind: string;
  /** Names the effect and not the attempt: the peer recognizes a repeat by it, and so do we. */
  readonly key: string;
  readonly payload: Readonly<Record<string, Json>>;
  /** Whose it is; absent: the center's own. */
  readonly organization?: OrganizationId | undefined;
  /** It waits until then; absent: it goes at once. */
  readonly notBefore?: Date | undefined;
}

export interface Message {
  readonly id: bigint;
  readonly kind: string;
  readonly key: string;
  readonly payload: Readonly<Record<string, Json>>;
  /** What the attempts before have learnt. */
  readonly progress: Readonly<Record<string, Json>>;
  /** Of those before this one. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly organization: OrganizationId | undefined;
}

/** A message as the people who watch see it. */
export interface ListedMessage extends Message {
  readonly state: "pending" | "sent" | "dead";
  readonly reason: string;
  readonly nextAt: Date;
  readonly endedAt: Date | undefined;
}

/**
 * What became of an attempt. `waits`: the peer has it and is at work; nothing went wrong. `away`: the peer does not
 * answer, or not in its own words; it counts for the breaker. `dead`: it will never take this message as it is.
 */
export type Attempt =
  | { readonly outcome: "sent"; readonly progress?: Message["progress"] }
  | {
      readonly outcome: "waits";
      readonly reason: string;
      readonly progress?: Message["progress"];
      readonly seconds?: number;
    }
  | { readonly outcome: "away"; readonly reason: string; readonly progress?: Message["progress"] }
  | { readonly outcome: "dead"; readonly reason: string; readonly progress?: Message["progress"] };

/** Who carries messages of one kind out. */
export interface Carrier {
  readonly kind: string;
  /**
   * Asks the peer, outside of any transaction. It may be called again for a message that has arrived already, when
   * the process died before that was noted: the key makes it harmless. What it throws counts as `away`.
   */
  readonly carry: (ctx: Ctx, message: Message) => Promise<Attempt>;
  /** Books what follows, in the transaction that notes the outcome: so it follows once. */
  readonly settle?: (ctx: Ctx, tx: Tx, message: Message, attempt: Attempt) => Promise<void>;
  /** After so many failures in a row the peer is left alone; absent: five. */
  readonly failuresMax?: number;
}

/** How a kind of messages goes: for the people who watch. */
export interface KindState {
  readonly kind: string;
  readonly pending: number;
  readonly sent: number;
  readonly dead: number;
  /** Of the pending ones. */
  readonly oldest: Date | undefined;
  /** Of the dead ones: those that no person has dealt with, from the first that was given up to the last. */
  readonly unseen: number;
  readonly unseenSince: Date | undefined;
  readonly unseenLast: Date | undefined;
  readonly failures: number;
  readonly openUntil: Date | undefined;
  readonly reason: string;
}
