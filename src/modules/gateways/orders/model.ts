import type { Day } from "#core/day";
import type { Money } from "#core/units";

/** One side of an order. */
export interface OrderParty {
  readonly name: string;
  readonly inn: string;
  /** Empty where there is none. */
  readonly kpp: string;
  readonly account: string;
  readonly bank: string;
  /** The bank's town; empty where it is not known. */
  readonly bankCity?: string | undefined;
  readonly bic: string;
  readonly correspondentAccount: string;
}

export interface OrderOut {
  readonly number: string;
  readonly dated: Day;
  readonly amount: Money;
  readonly payer: OrderParty;
  readonly receiver: OrderParty;
  readonly purpose: string;
}

/** When the file is made, in local time: "12:00:00", and the zone that pain.001 wants, "+03:00". */
export interface MadeAt {
  readonly on: Day;
  readonly time: string;
  readonly zone: string;
}
