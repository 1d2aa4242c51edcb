import type { Money } from "#core/units";
import type { FormState } from "./resident-pages-contract.ts";

/** Payment without signing in, as plain data for web/site: which account, then how much of what is due. */
export interface GuestPayPage {
  readonly page: "pay.guest";
  /** No bank takes cards here, or one that takes nobody's money. */
  readonly bank: "none" | "test" | "real";
  readonly form: FormState;
  readonly found: GuestAccount | undefined;
  /** Of one payment. */
  readonly least: Money;
  readonly most: Money;
}

/** An account as whoever knows its number may see it: enough to recognize it, and too little to learn from. */
export interface GuestAccount {
  /** As it was typed, or as the code says: the next form carries it. */
  readonly number: string;
  /** "4400••••10". */
  readonly masked: string;
  /** "ул. Лен•••, 7, кв. 3". */
  readonly address: string;
  /** "И*** М. П."; of an organization its own beginning. */
  readonly holder: string;
  /** What is due today; nothing when it is paid, or paid ahead. */
  readonly due: Money;
}
