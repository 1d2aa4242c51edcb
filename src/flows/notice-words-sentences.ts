import type { OwnWordsRefusal } from "#modules/notifications";
import type { Words } from "../words/words.ts";

export const ownWordsRu: Words<OwnWordsRefusal> = {
  "notice_words.organization_not_found": (r) =>
    `Компании № ${r.organization} нет среди ваших. Выберите её из списка.`,
  "notice_words.subject_missing": () => "Напишите тему: без неё письмо и push не отправить.",
  "notice_words.place_unknown": (r) =>
    `Для этого события нет: ${r.places}. Возьмите подстановки из списка под текстом.`,
  "notice_words.place_missing": (r) => `В тексте не хватает: ${r.places}. Без этого сообщение не о чем.`,
  "notice_words.too_long": (r) =>
    `Получается частей SMS: ${r.parts}, а уходит не больше двух, конец обрежется. Сократите текст.`,
  "notice_words.changed_meanwhile": () =>
    "Пока вы писали, текст изменил кто-то другой. Откройте его заново и внесите правку ещё раз.",
  "notice_words.address_missing": () =>
    "Проверочное сообщение некуда отправить: письмо уходит на почту, с которой вы входите, SMS — на телефон, который вы укажете.",
  "notice_words.tested_often": () =>
    "Проверочных сообщений за час слишком много. Подождите или посмотрите образец на экране.",
};

export const ownWordsEn: Words<OwnWordsRefusal> = {
  "notice_words.organization_not_found": (r) =>
    `Company No ${r.organization} is not among yours. Choose it from the list.`,
  "notice_words.subject_missing": () => "Write a subject: a letter and a push cannot leave without one.",
  "notice_words.place_unknown": (r) =>
    `This event does not fill ${r.places}. Take the places from the list below the text.`,
  "notice_words.place_missing": (r) => `The text lacks ${r.places}. Without it the message tells nothing.`,
  "notice_words.too_long": (r) =>
    `This makes ${r.parts} parts of a short message, and two at most leave: the end would be cut. Shorten the text.`,
  "notice_words.changed_meanwhile": () =>
    "Somebody else changed the text while you wrote. Open it anew and make your change again.",
  "notice_words.address_missing": () =>
    "Nowhere to send the test message to: a letter goes to the mailbox that you sign in with, a short message to the telephone that you name.",
  "notice_words.tested_often": () =>
    "Too many test messages in an hour. Wait, or look at the sample on the screen.",
};
