import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money } from "#core/units";

/**
 * Everything one payment document says (order 43/пр of 26.01.2018, clause 69 of the Rules, decree 354): plain data in
 * one language, gathered once when the receipt is issued and kept as it is. Printing adds nothing to it: no clock, no
 * dictionary, no arithmetic but the totals that `rules/truthful.ts` proves. Texts inside are ready for a person; the
 * words of the form itself are in `rules/words.ts`.
 *
 * Signs are those of the account: what raises the debt is positive, payments, benefits and reductions are negative.
 */
export interface ReceiptContent {
  readonly language: Language;
  readonly period: Period;
  readonly madeOn: Day;
  readonly dueOn: Day;
  /** A repeated print of an issued receipt says so, with this date; everything else stays as it was. */
  readonly reprintedOn?: Day;

  readonly account: AccountNumbers;
  readonly payer: Payer;
  readonly premises: PremisesFacts;

  /** Who calculates and prints. */
  readonly center: Office;
  /** Who manages the house. */
  readonly company: Office;
  readonly emergencyPhone?: string;
  /** Whose bank account takes the money: the center's special account, or the company's own. */
  readonly recipient: Recipient;

  /** Opening balance and every movement up to the sum to pay, in order of date: they add up to `toPay`. */
  readonly balance: readonly BalanceRow[];
  /** Without voluntary services. Negative: an overpayment, and there is nothing to pay. */
  readonly toPay: Money;
  /** Payments up to and including this day are counted. */
  readonly paymentsCountedTo?: Day;
  /** Why no payment codes are printed though a sum is due (court debt, restructuring): a sentence for the payer. */
  readonly codesWithheld?: string;

  /** Section 3: lines in groups, numbered through the whole document. */
  readonly groups: readonly ServiceGroup[];
  /** Voluntary services (insurance): shown after the total, never part of `toPay`. */
  readonly voluntary: readonly ServiceLine[];

  /** Section 2, one row for each scale of each meter. */
  readonly meters: readonly MeterRow[];
  readonly readings?: ReadingDates;
  /** Section 4. A row shares the line of the meter that has the same `resource`. */
  readonly reference: readonly ReferenceRow[];
  readonly house: HouseFacts;

  readonly recalculations: readonly RecalculationReason[];
  /** Section 5; empty is "none". */
  readonly instalments: readonly InstalmentRow[];

  /** Why the month differs from the one before; absent on a first bill. */
  readonly change?: ChangeExplained;
  /** Thirteen months of use, at most three resources. */
  readonly use: readonly UseSeries[];

  /** The back. Several providers, or one: their rows add up to `toPay` without rest. */
  readonly settlements: readonly SettlementRow[];
  readonly workings: readonly WorkingRow[];
  /** Tariffs and the acts that set them, one sentence each. */
  readonly decisions: readonly string[];
  readonly advice: readonly Advice[];
  /** Where to pay and to hand in readings, one sentence each. */
  readonly payPlaces: readonly string[];

  /** Present in a print batch: what a camera reads before and after inserting into the envelope. */
  readonly mark?: PrintMark;
}

export type Language = "ru" | "en";

/** A number to be shown: millionths, with exactly this many decimals on paper (0 to 6). */
export interface Shown {
  readonly millionths: bigint;
  readonly decimals: number;
}

export interface AccountNumbers {
  /** The personal account, digits. Codes on the slip need at most ten of them. */
  readonly number: string;
  /** ЕЛС, ten characters. */
  readonly unified?: string;
  /** ИЖКУ, thirteen characters. */
  readonly service?: string;
  /** Идентификатор платёжного документа, eighteen characters. */
  readonly document?: string;
}

export interface Payer {
  readonly name: string;
  /** "Петров С. И.", for the slip, which a stranger may see. */
  readonly shortName?: string;
  /** For the field of that name in the payment code. */
  readonly lastName?: string;
  /** As on an envelope: street with house and flat, town, postcode. One to four lines. */
  readonly addressLines: readonly string[];
  /** "Озёрная, 12/1–7", for the slip. */
  readonly shortAddress?: string;
}

export interface PremisesFacts {
  /** Millionths of m². */
  readonly areaTotal?: bigint;
  readonly areaHeated?: bigint;
  /** People that the charges of the month count. */
  readonly persons?: number;
  /** "собственность", "социальный наём", "нежилое помещение". */
  readonly title?: string;
}

/** An organization as a resident needs it: whom to call, where to come. */
export interface Office {
  readonly name: string;
  readonly inn?: string;
  readonly kpp?: string;
  readonly address?: string;
  readonly phone?: string;
  /** "пн–пт 9–18". */
  readonly hours?: string;
  readonly site?: string;
}

/** The requisites of GOST R 56042-2014. */
export interface Recipient {
  readonly name: string;
  readonly inn: string;
  readonly kpp?: string;
  /** Twenty digits. */
  readonly bankAccount: string;
  readonly bankName: string;
  /** Nine digits. */
  readonly bic: string;
  /** Twenty digits; absent where the bank has none. */
  readonly correspondentAccount?: string;
}

export interface BalanceRow {
  readonly on: Day;
  readonly words: string;
  readonly amount: Money;
}

/** How the volume came about; the letter on paper is the language's. */
export type Method = "area" | "meter" | "norm" | "building" | "fixed" | "average";

export interface ServiceGroup {
  readonly name: string;
  readonly lines: readonly ServiceLine[];
}

/** total = charged + excess + recalculation + benefit + fine. */
export interface ServiceLine {
  readonly name: string;
  readonly method?: Method;
  readonly volume?: Shown;
  readonly unit?: string;
  /** Roubles for one unit. */
  readonly tariff?: Shown;
  readonly charged: Money;
  /** The raised coefficient and what it adds. */
  readonly multiplier?: { readonly coefficient: Shown; readonly excess: Money };
  readonly recalculation: Money;
  readonly benefit: Money;
  /** The provider's fine to the consumer's favour, negative; the column is printed when there is one. */
  readonly fine?: Money;
  readonly total: Money;
}

export interface MeterRow {
  /** "Холодная вода"; the key that joins it with section 4 and the name on the readings slip. */
  readonly resource: string;
  /** "м³". */
  readonly unit: string;
  readonly serial: string;
  readonly verifiedUntil?: Day;
  /** The verification had expired in the period: printed as a word, in bold. */
  readonly expired?: boolean;
  readonly previous?: Shown;
  readonly current?: Shown;
  readonly consumption?: Shown;
  /** Digits before the comma on its dial, for the boxes of the slip; 5 if unknown. */
  readonly wholeDigits?: number;
}

export interface ReadingDates {
  readonly acceptedOn?: Day;
  readonly handInFrom?: Day;
  readonly handInTo?: Day;
}

/** Norms and the house's volumes for one resource. */
export interface ReferenceRow {
  readonly resource: string;
  readonly unit: string;
  readonly norm?: Shown;
  readonly normCommon?: Shown;
  readonly houseReading?: Shown;
  readonly premisesVolume?: Shown;
  readonly commonVolume?: Shown;
}

export interface HouseFacts {
  /** Millionths of m². */
  readonly areaTotal?: bigint;
}

export interface RecalculationReason {
  /** "10 Отопление". */
  readonly service: string;
  /** "октябрь: перерыв 31 ч при допустимых 24 ч: 7 ч × 0,15 %. Акт № 214 от 16.10.2026". */
  readonly reason: string;
  readonly amount: Money;
}

export interface InstalmentRow {
  readonly service: string;
  readonly ofThisMonth: Money;
  readonly ofEarlierMonths: Money;
  /** Percent a year. */
  readonly percent: Shown;
  readonly interest: Money;
  readonly toPay: Money;
}

/** The rows add up to `total` − `previousTotal`. */
export interface ChangeExplained {
  readonly previousTotal: Money;
  /** The month's own total, without the balance brought forward. */
  readonly total: Money;
  readonly rows: readonly { readonly words: string; readonly amount: Money; readonly why: string }[];
}

export interface UseSeries {
  /** "Вода": one short word. */
  readonly words: string;
  readonly unit: string;
  readonly decimals: number;
  /** Millionths, the same month a year ago first, this month last: thirteen; undefined where nothing is known. */
  readonly months: readonly (bigint | undefined)[];
}

/** debt + paid + charged + penalty = toPay. */
export interface SettlementRow {
  readonly provider: Office;
  /** The provider's own bank account, for information: money goes to the recipient on the front. */
  readonly bankAccount?: string;
  /** "1–4, 14, 15". */
  readonly lines: string;
  readonly debt: Money;
  readonly paid: Money;
  readonly charged: Money;
  readonly penalty: Money;
  readonly toPay: Money;
}

export interface WorkingRow {
  /** "10 Отопление". */
  readonly line: string;
  /** "214,600 Гкал × 76,11 / 11 482,30 = 1,422468 Гкал × 2 684,57 ₽". */
  readonly working: string;
  /** "ПП 354, прил. 2, ф. 3". */
  readonly basis: string;
  readonly amount: Money;
}

export interface Advice {
  readonly lead: string;
  readonly words: string;
}

export interface PrintMark {
  /** Six digits at most. */
  readonly job: number;
  /** Three digits at most. */
  readonly batch: number;
  /** Place in the batch, seven digits at most. */
  readonly sequence: number;
  /** "Маршрут 012 · участок 3", for the carrier. */
  readonly route?: string;
}

/** What lets a payer into the private account, as it is printed: the code is known this once and kept nowhere. */
export interface AccessSlip {
  readonly language: Language;
  /** Who issues it. */
  readonly company: string;
  /** Whose premises: by it the slip finds its letter box. No name: a stranger may see it. */
  readonly place: string;
  readonly number: string;
  readonly code: string;
  readonly goodThrough: Day;
  /** Of the page where the code is typed, with the account's number and without the code. */
  readonly address: string;
}
