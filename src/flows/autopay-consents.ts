import { ok, refuse, type Result } from "#core/result";
import type { AutopayRefusal, Consent } from "#modules/payments";

/** What the payer's side says: which words he saw, and from where. The words themselves are ours. */
export interface ConsentGiven {
  readonly version: string;
  readonly language: "ru" | "en";
  readonly remoteAddress: string;
}

/** Raised with every change of a word below: a consent to other words is none. */
export const CONSENT_VERSION = "2026-11";

/** What a payer agrees to; kept word for word with his consent. */
export const CONSENT_WORDS = {
  keep: {
    ru: "Я прошу сохранить мою карту для следующих платежей по этому лицевому счёту. Данные карты хранит банк; у расчётного центра остаются последние четыре цифры, срок действия и ключ банка, по которому платить может только он. Карту можно удалить в любой момент, ключ удаляется сразу.",
    en: "I ask to keep my card for later payments of this account. The card's data stay with the bank; the billing center keeps the last four digits, the expiry date and the bank's key by which only it can charge the card. The card can be removed at any time, and its key is removed at once.",
  },
  autopay: {
    ru: "Я разрешаю раз в месяц списывать с сохранённой карты плату по этому лицевому счёту: сумму к оплате, но не больше указанного мной предела, в выбранный мной день. За день до списания мне сообщат сумму, больше неё не спишут. Если банк откажет, попытку повторят не больше трёх раз. Я могу отменить автоплатёж в любой момент, отмена действует сразу.",
    en: "I allow this account's dues to be charged to my kept card once a month: what is to be paid, no more than the limit I set, on the day I chose. I am told the sum a day before, and no more than it is charged. If the bank declines, it is asked again at most three times. I can stop this at any time, at once.",
  },
} as const;

/** The consent as it is kept, if the payer saw the words in force. */
export function consentOf(
  subject: keyof typeof CONSENT_WORDS,
  given: ConsentGiven,
): Result<Consent, AutopayRefusal> {
  if (given.version !== CONSENT_VERSION)
    return refuse({ code: "payments.consent_outdated", version: CONSENT_VERSION });
  return ok({ ...given, wording: CONSENT_WORDS[subject][given.language] });
}
