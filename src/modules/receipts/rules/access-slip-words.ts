import type { Language } from "../model.ts";

interface AccessSlipWords {
  readonly title: string;
  readonly batchTitle: string;
  readonly locale: string;
  readonly number: string;
  readonly code: string;
  readonly how: (address: string) => string;
  readonly until: (date: string) => string;
  readonly keep: string;
}

/** "eirc.example/activate" of "https://eirc.example/activate?number=1": what a person types. */
const typed = (address: string): string => {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
};

export const accessSlipWords: Readonly<Record<Language, AccessSlipWords>> = {
  ru: {
    locale: "ru-RU",
    title: "Код для входа в личный кабинет",
    batchTitle: "Коды для входа в личный кабинет",
    number: "Лицевой счёт",
    code: "Код",
    how: (address) =>
      "В личном кабинете видно, за что начислено и почему, можно заплатить, передать показания и написать в компанию. " +
      `Наведите камеру телефона на квадрат справа или откройте ${typed(address)}, введите номер счёта и код, придумайте пароль.`,
    until: (date) => `Действует по ${date}, один раз; после пяти ошибок понадобится новый.`,
    keep: "Никому не показывайте код: он открывает счета, показания и платежи вашей квартиры. Новый код выдаёт компания.",
  },
  en: {
    locale: "en",
    title: "Code for the private account",
    batchTitle: "Codes for the private account",
    number: "Account number",
    code: "Code",
    how: (address) =>
      "The private account shows what was charged and why; there you pay, send readings and write to the company. " +
      `Point your telephone at the square on the right or open ${typed(address)}, type the account number and the code, think of a password.`,
    until: (date) => `Good through ${date}, once; after five wrong codes you need a new one.`,
    keep: "Do not show the code to anybody: it opens bills, readings and payments of your flat. The company gives new codes.",
  },
};
