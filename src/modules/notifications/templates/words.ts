import type { Channel, Language, Template } from "../model.ts";
import type { NotifiedEvent } from "../rules/events.ts";
import { ENGLISH } from "./en.ts";
import { RUSSIAN } from "./ru.ts";

/** What is said of an event where no company has words of its own. */
export interface WordsOfEvent {
  readonly subject: string;
  readonly body: string;
  /** Of a short message, and under the title of a push. */
  readonly short: string;
  /** On the button that leads on. */
  readonly button: string;
}
export type EventWords = Readonly<Record<NotifiedEvent, WordsOfEvent>>;

export const EVENT_WORDS: Readonly<Record<Language, EventWords>> = { ru: RUSSIAN, en: ENGLISH };

export function usualTemplate(event: NotifiedEvent, channel: Channel, language: Language): Template {
  const { subject, body, short } = EVENT_WORDS[language][event];
  return { subject, body: channel === "email" ? body : short };
}

/** Said once a day of all that was gathered. */
export const DIGEST_WORDS: Readonly<Record<Language, { readonly subject: string; readonly button: string }>> =
  {
    ru: { subject: "Новости вашего дома за день", button: "Открыть личный кабинет" },
    en: { subject: "News of your home today", button: "Open the private account" },
  };
