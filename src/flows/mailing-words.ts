import type { MailingRefusal, MailingState } from "#modules/notifications";
import type { Words } from "../words/words.ts";

const STATES: Readonly<Record<"ru" | "en", Readonly<Record<MailingState, string>>>> = {
  ru: {
    counting: "ещё считается",
    ready: "посчитана",
    waiting: "ждёт второго человека",
    sending: "уходит",
    done: "отправлена",
    refused: "отклонена",
    withdrawn: "отозвана",
  },
  en: {
    counting: "is being counted",
    ready: "is counted",
    waiting: "waits for a second person",
    sending: "is leaving",
    done: "is sent",
    refused: "was refused",
    withdrawn: "was taken back",
  },
};

export const mailingWordsRu: Words<MailingRefusal> = {
  "mailings.not_found": (r) => `Рассылки № ${r.mailing} нет. Откройте её из списка.`,
  "mailings.not_in_state": (r) =>
    `Рассылка № ${r.mailing} ${STATES.ru[r.state]}: так с ней поступить уже нельзя.`,
  "mailings.second_person": () =>
    "Столько сообщений отправляют двое: один готовит рассылку, другой её подтверждает.",
  "mailings.reason_missing": () => "Напишите, почему рассылка отклонена.",
  "mailings.text_missing": () => "Напишите заголовок и текст объявления.",
  "mailings.debt_missing": () => "Укажите, от какой суммы долга напоминать.",
  "mailings.nobody": (r) => `Рассылка № ${r.mailing} никого не застанет. Измените условия.`,
  "mailings.building_not_own": () =>
    "Один из домов не в управлении этой организации. Выберите дома из списка.",
};

export const mailingWordsEn: Words<MailingRefusal> = {
  "mailings.not_found": (r) => `There is no mailing No ${r.mailing}. Open it from the list.`,
  "mailings.not_in_state": (r) =>
    `Mailing No ${r.mailing} ${STATES.en[r.state]}: this cannot be done with it now.`,
  "mailings.second_person": () =>
    "So many messages take two people: one prepares the mailing, another approves it.",
  "mailings.reason_missing": () => "Write why the mailing is refused.",
  "mailings.text_missing": () => "Write the title and the text of the announcement.",
  "mailings.debt_missing": () => "Say from what debt on people are reminded.",
  "mailings.nobody": (r) => `Mailing No ${r.mailing} reaches nobody. Change its conditions.`,
  "mailings.building_not_own": () =>
    "One of the buildings is not managed by this organization. Choose buildings from the list.",
};
