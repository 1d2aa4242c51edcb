import { assert } from "#core/assert";
import type { ReceiptContent } from "../model.ts";
import { encodePayment, type PaymentCode, type PaymentFields } from "./payment-qr.ts";

/** Codes of more bytes are hard to scan from cheap paper (practice of the banks' own guides). */
export const BYTES_MAX = 300;

/**
 * What a receipt's payment code says. Written in windows-1251, one byte a letter; requisites that help but that a
 * bank does not need are left out, the least useful first, until the code is short enough. A name with letters that
 * windows-1251 does not have is written in UTF-8.
 *
 * Source   GOST R 56042-2014; PaymPeriod as MMYYYY, TechCode 02 (housing and utilities)
 * Refuses  nothing: requisites are checked when they are entered, so a code that cannot be written is a defect
 */
export function receiptPayment(content: ReceiptContent): PaymentCode {
  const { recipient, account, payer, period, toPay } = content;
  const month = `${period.slice(5)}${period.slice(0, 4)}`;
  const fields: PaymentFields = {
    Name: plainQuotes(recipient.name).slice(0, 160),
    PersonalAcc: recipient.bankAccount,
    BankName: plainQuotes(recipient.bankName).slice(0, 45),
    BIC: recipient.bic,
    CorrespAcc: recipient.correspondentAccount ?? "0",
    PayeeINN: recipient.inn,
    ...(recipient.kpp === undefined ? {} : { KPP: recipient.kpp }),
    Sum: toPay.toString(),
    Purpose: `ЖКУ ЛС ${account.number} ${period.slice(5)}.${period.slice(0, 4)}`,
    ...(payer.lastName === undefined ? {} : { LastName: payer.lastName }),
    PersAcc: account.number,
    PaymPeriod: month,
    TechCode: "02",
  };
  let last: PaymentCode | undefined;
  for (let dropped = 0; dropped <= DROPPED_FIRST.length; dropped++) {
    const attempt = dropped === 0 ? fields : without(fields, DROPPED_FIRST.slice(0, dropped));
    for (const encoding of ["windows-1251", "utf-8"] as const) {
      const code = encodePayment(attempt, encoding);
      if (!code.ok) {
        assert(
          code.refusal.code === "receipts.payment_code_letters",
          `payment code: ${JSON.stringify(code.refusal)}`,
        );
        continue;
      }
      if (code.value.bytes.length <= BYTES_MAX) return code.value;
      last = code.value;
      break;
    }
  }
  assert(last, "a payment code can be written");
  return last;
}

/**
 * In this order: what the bank knows by itself, then what helps only a person. PersAcc and Sum always stay.
 * A name of the greatest length the standard allows still gives 330 bytes: longer than one would wish, but it scans.
 */
const DROPPED_FIRST = ["LastName", "KPP", "TechCode", "PayeeINN", "Purpose", "PaymPeriod"];

const without = (fields: PaymentFields, names: readonly string[]): PaymentFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** Banks compare the name with their own records, which have straight quotes. */
const plainQuotes = (name: string): string => name.replaceAll(/[«»“”„]/g, '"');
