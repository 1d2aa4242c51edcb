/** Raised with every change of a word below: a consent to other words is none. */
export const DATA_CONSENT_VERSION = "2026-11";

/** What a resident agrees to before the private account is opened; kept word for word with the consent. */
export const DATA_CONSENT_WORDS = {
  ru: "Я согласен на обработку моих данных, чтобы вести лицевой счёт и личный кабинет, и знаю, как они хранятся",
  en: "I agree that my data are processed to keep the account, and have read how they are kept",
} as const;
