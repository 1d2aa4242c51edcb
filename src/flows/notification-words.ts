import type { Language } from "#platform/http";

interface LetterWords {
  readonly greeting: string;
  /** Of letters that nobody's company sends. */
  readonly center: string;
  readonly becauseOf: (account: string) => string;
  readonly because: string;
  readonly must: string;
  readonly settings: string;
  readonly unsubscribe: string;
}

/** What stands under every letter. */
export const LETTER_WORDS: Readonly<Record<Language, LetterWords>> = {
  ru: {
    greeting: "Здравствуйте!",
    center: "Расчётный центр",
    becauseOf: (account) => `Вы получили это письмо, потому что вам открыт лицевой счёт ${account}.`,
    because: "Вы получили это письмо, потому что у вас есть личный кабинет.",
    must: "О таком мы обязаны сообщать. Вы можете выбрать, каким способом.",
    settings: "Настроить уведомления",
    unsubscribe: "Больше не присылать таких писем",
  },
  en: {
    greeting: "Hello!",
    center: "Billing center",
    becauseOf: (account) => `You got this letter because account ${account} is open to you.`,
    because: "You got this letter because you have a private account.",
    must: "We have to tell you of this. You can choose by which way.",
    settings: "Choose what you are told",
    unsubscribe: "Do not send such letters any more",
  },
};
