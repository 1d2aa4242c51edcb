import type { Money } from "#core/units";

/** What a person is to pay, as a bank is told of it. */
export interface AskedPayment {
  /** Our number of the order; the bank keeps it and gives it back. */
  readonly order: string;
  readonly amount: Money;
  /** "ЖКУ, ЛС 4400110010". */
  readonly description: string;
  readonly returnUrl: string;
  readonly notificationUrl: string;
  readonly email?: string | undefined;
  /** By a link of the fast payment system, shown as a code, and not by a card. */
  readonly fast?: boolean | undefined;
  /** The payer agreed that the card is kept for later payments; names the payer to the bank. */
  readonly keepFor?: string | undefined;
  readonly language: "ru" | "en";
  readonly expiresInMinutes: number;
}

/** `unknown`: no answer; whether the bank has it must be asked again. */
export type Created =
  | {
      readonly outcome: "created";
      readonly reference: string;
      readonly payUrl: string;
      readonly fastLink?: string | undefined;
    }
  | { readonly outcome: "refused"; readonly reason: string; readonly decline?: Decline | undefined }
  | { readonly outcome: "unknown"; readonly reason: string };

/** `hard`: this card will not pay later either; `soft`: it may (no money today, the issuer away). */
export type Decline = "soft" | "hard";

/** A card as the bank lets us keep it: a token that only we can use, and what a person knows it by. */
export interface KeptCard {
  readonly token: string;
  /** "•••• 0777". */
  readonly mask: string;
  /** The bank that gave the card to the payer. */
  readonly issuer?: string | undefined;
  /** The last month in which it is good, "2028-11". */
  readonly expires?: string | undefined;
}

/** What the bank says of a payment when it is asked. */
export interface PaymentRead {
  readonly order: string;
  readonly reference: string;
  /** `authorized`: held on the card, not yet ours. */
  readonly status: "pending" | "authorized" | "succeeded" | "canceled" | "expired";
  readonly amount: Money;
  /** ISO code, "RUB". */
  readonly currency: string;
  /** Undefined where the bank does not say how much. */
  readonly refunded: Money | undefined;
  readonly reason?: string | undefined;
  /** Of a canceled one, where the bank says why. */
  readonly decline?: Decline | undefined;
  readonly card?: KeptCard | undefined;
}

export type Read =
  | { readonly outcome: "read"; readonly payment: PaymentRead }
  /** The bank has no such payment. */
  | { readonly outcome: "absent" }
  | { readonly outcome: "unknown"; readonly reason: string };

export type Refunded =
  | { readonly outcome: "refunded" }
  /** Taken in; the bank is at work. */
  | { readonly outcome: "waits" }
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "unknown"; readonly reason: string };

/** A request as it came, before anything has parsed it. */
export interface RawNotification {
  readonly method: string;
  /** Of the address, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly remoteAddress: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/** Why a notification is not believed. */
export type NotBelieved = "source" | "signature" | "too_old" | "malformed";

export type Notification =
  | {
      readonly believed: true;
      /** Our number, where the bank says it. */
      readonly order: string | undefined;
      readonly reference: string | undefined;
      /** Equal for repeats of one notification and for nothing else. */
      readonly replayKey: string;
      readonly card?: KeptCard | undefined;
      /** What the bank wants to read; anything else makes it repeat. */
      readonly answer: string;
    }
  | { readonly believed: false; readonly why: NotBelieved };

/**
 * A bank that takes cards or fast payments. Whatever a notification says, it only tells that there is something to
 * ask: the payment is then read through `read`, and only that counts.
 */
export interface CardGateway {
  /** A repeated `create` of the same order gives the first result; otherwise an unknown one is looked up by `read`. */
  readonly repeatsCreate: boolean;
  /** Whether money can be given back through it; otherwise in the bank's own cabinet. */
  readonly refunds: boolean;
  create(payment: AskedPayment): Promise<Created>;
  read(of: { readonly order: string; readonly reference: string | undefined }): Promise<Read>;
  refund(of: {
    readonly order: string;
    readonly reference: string;
    readonly amount: Money;
    /** Stable through repeats. */
    readonly key: string;
  }): Promise<Refunded>;
  chargeKept(payment: AskedPayment & { readonly token: string }): Promise<Created>;
  /** Judges a request by its raw bytes. */
  notified(raw: RawNotification): Notification;
}
