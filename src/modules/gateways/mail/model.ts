export interface LetterAttachment {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

export interface Letter {
  /** Whose name stands before the address of the sender. */
  readonly fromName: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | undefined;
  /** The same at each attempt: "notification-12". */
  readonly id: string;
  readonly language: string;
  /** Where a POST alone ends such letters (RFC 8058); absent: they cannot be ended. */
  readonly unsubscribeUrl?: string | undefined;
  readonly attachments?: readonly LetterAttachment[];
}

/**
 * What became of an attempt to send. `later`: nothing left. `refused`: it will never be taken; `isGone` when nobody is
 * at the address. `unsure`: it left, and no answer came.
 */
export type Sending =
  | { readonly outcome: "accepted"; readonly peerId: string }
  | { readonly outcome: "refused"; readonly reason: string; readonly isGone: boolean }
  | { readonly outcome: "later"; readonly reason: string }
  | { readonly outcome: "unsure"; readonly reason: string };

export interface Mailer {
  /** Calls `leaving` before the first byte leaves; it throws where the letter must not leave. */
  readonly send: (letter: Letter, leaving: () => Promise<void>) => Promise<Sending>;
  readonly close: () => void;
}
