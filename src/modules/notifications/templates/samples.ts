import type { Value } from "../model.ts";
import type { NotifiedEvent } from "../rules/events.ts";

const ACCOUNT = {
  account: "4400110010",
  address: "ул. Набережная, д. 12, кв. 45",
  link: "/lk",
} as const;

/** An invented account, to show a template by: the texts are as long as real ones. */
export const SAMPLES: Readonly<Record<NotifiedEvent, Readonly<Record<string, Value>>>> = {
  bill_ready: { ...ACCOUNT, month: "2026-10", amount: "615002", due: "2026-11-15" },
  due_soon: { ...ACCOUNT, amount: "615002", due: "2026-11-15" },
  debt: { ...ACCOUNT, amount: "1845006", day: "2026-11-20" },
  payment_posted: { ...ACCOUNT, amount: "615002", day: "2026-11-14" },
  readings_window: { ...ACCOUNT, month: "2026-11", until: "2026-11-25" },
  outage: {
    address: ACCOUNT.address,
    title: { ru: "Отключение: нет горячей воды", en: "Outage: no hot water" },
    text: { ru: "С 24.11.2026 09:00 до 24.11.2026 18:00.", en: "From 24.11.2026 09:00 to 24.11.2026 18:00." },
    link: "/lk",
  },
  request_status: {
    number: "О-2026-00125",
    title: { ru: "вам ответили", en: "you have an answer" },
    text: {
      ru: "Компания ответила на ваше обращение. Прочитать ответ можно в личном кабинете.",
      en: "The company has answered your message. Read the answer in the private account.",
    },
    link: "/lk",
  },
  house_notice: {
    address: ACCOUNT.address,
    title: { ru: "Собрание собственников 1 декабря", en: "Owners meet on 1 December" },
    text: { ru: "В 18:30 во дворе дома. Повестка в кабинете.", en: "At 18:30 in the yard of the house." },
    link: "/lk",
  },
  company_news: {
    title: { ru: "Новый график приёма", en: "New hours of reception" },
    text: { ru: "С декабря принимаем и по субботам.", en: "From December on also on Saturdays." },
    link: "/",
  },
  autopay_tomorrow: { ...ACCOUNT, amount: "615002", day: "2026-11-14" },
  security: {
    title: { ru: "Вход с нового устройства", en: "Sign-in from a new device" },
    text: {
      ru: "24.11.2026 09:00 в ваш личный кабинет вошли с нового устройства: Chrome, Android.",
      en: "On 24.11.2026 09:00 somebody signed in to your private account: Chrome, Android.",
    },
    link: "/lk",
  },
};
