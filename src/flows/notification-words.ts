import type { SafetyKind } from "#modules/residents";
import type { Language } from "#platform/http";
import { deviceOf } from "./private-own.ts";

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

interface BothLanguages {
  readonly ru: string;
  readonly en: string;
}

const SUPPLY_WORDS: Readonly<Record<string, BothLanguages>> = {
  cold_water: { ru: "холодной воды", en: "cold water" },
  hot_water: { ru: "горячей воды", en: "hot water" },
  sewerage: { ru: "водоотведения", en: "sewerage" },
  electricity: { ru: "электричества", en: "electricity" },
  gas: { ru: "газа", en: "gas" },
  heat: { ru: "отопления", en: "heating" },
  waste: { ru: "вывоза мусора", en: "removal of waste" },
};

/** "2026-11-23T08:00" as people read it. */
const minuteText = (minute: string): string =>
  `${minute.slice(8, 10)}.${minute.slice(5, 7)}.${minute.slice(0, 4)} ${minute.slice(11, 16)}`;

/** What an outage is called, and from when to when it lasts. */
export function outageWords(
  supply: string,
  { startedAt, endedAt }: { readonly startedAt: string; readonly endedAt: string },
): { readonly title: BothLanguages; readonly text: BothLanguages } {
  const what = SUPPLY_WORDS[supply] ?? { ru: "услуги", en: "service" };
  const [from, to] = [minuteText(startedAt), minuteText(endedAt)];
  return {
    title: { ru: `Отключение: нет ${what.ru}`, en: `Outage: no ${what.en}` },
    text: { ru: `С ${from} до ${to}.`, en: `From ${from} to ${to}.` },
  };
}

/** The code that proves an address; it stands in the subject, so that a telephone shows it at once. */
export const codeWords = (
  code: string,
  minutes: number,
): { readonly title: BothLanguages; readonly text: BothLanguages; readonly link: string } => ({
  title: { ru: `Код ${code}: подтвердите адрес`, en: `Code ${code}: confirm the address` },
  text: {
    ru: `Введите код ${code} на странице уведомлений в личном кабинете. Он действует ${minutes} минут. Никому его не сообщайте.`,
    en: `Type code ${code} on the page of notifications in the private account. It is good for ${minutes} minutes. Tell it to nobody.`,
  },
  link: "/lk/notifications",
});

/** That the company answered. The answer itself is not sent by mail: whoever reads the mail is not always the resident. */
export const ANSWER_TITLE: BothLanguages = { ru: "вам ответили", en: "you have an answer" };
export const ANSWERED: BothLanguages = {
  ru: "Компания ответила на ваше обращение. Прочитать ответ и написать ещё можно в личном кабинете.",
  en: "The company has answered your message. Read the answer and write again in the private account.",
};

/** What happened to somebody's login, when, and where they look after it. */
export function safetyWords(
  kind: SafetyKind,
  of: { readonly detail: string; readonly account: string | undefined; readonly happenedAt: Date },
): { readonly title: BothLanguages; readonly text: BothLanguages; readonly link: string } {
  // The clocks of the city: Moscow time.
  const at = minuteText(new Date(of.happenedAt.getTime() + 3 * 3_600_000).toISOString());
  const account = of.account ?? "";
  switch (kind) {
    case "new_device": {
      const { browser, system } = deviceOf(of.detail);
      const device = [browser, system].filter((one) => one !== undefined).join(", ");
      return {
        title: { ru: "Вход с нового устройства", en: "Sign-in from a new device" },
        text: {
          ru: `${at} в ваш личный кабинет вошли с нового устройства${device === "" ? "" : `: ${device}`}.`,
          en: `On ${at} somebody signed in to your private account from a new device${device === "" ? "" : `: ${device}`}.`,
        },
        link: "/lk/sessions",
      };
    }
    case "password_changed":
      return {
        title: { ru: "Пароль изменён", en: "Your password was changed" },
        text: {
          ru: `${at} пароль личного кабинета изменён; остальные входы завершены.`,
          en: `On ${at} the password of your private account was changed; all other sessions ended.`,
        },
        link: "/lk/sessions",
      };
    case "passkey_added":
      return {
        title: { ru: "Добавлен ключ входа", en: "A passkey was added" },
        text: {
          ru: `${at} добавлен ключ входа «${of.detail}».`,
          en: `On ${at} the passkey “${of.detail}” was added.`,
        },
        link: "/lk/passkeys",
      };
    case "passkey_removed":
      return {
        title: { ru: "Ключ входа удалён", en: "A passkey was removed" },
        text: {
          ru: `${at} один из ключей входа удалён.`,
          en: `On ${at} one of your passkeys was removed.`,
        },
        link: "/lk/passkeys",
      };
    case "access_given":
      return {
        title: { ru: `К счёту ${account} открыт доступ`, en: `Account ${account} was opened to somebody` },
        text: {
          ru: `${at} доступ к лицевому счёту ${account} получил(а) ${of.detail}.`,
          en: `On ${at} account ${account} was opened to ${of.detail}.`,
        },
        link: `/lk/people?account=${account}`,
      };
    case "access_ended":
      return {
        title: { ru: `Доступ к счёту ${account} закрыт`, en: `Your access to account ${account} ended` },
        text: {
          ru: `${at} ваш доступ к лицевому счёту ${account} закрыт.`,
          en: `On ${at} your access to account ${account} ended.`,
        },
        link: "/lk",
      };
  }
}
