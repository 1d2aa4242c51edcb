import type { Language } from "#platform/http";
import type { Alert } from "./alerts.ts";

/** What the center calls the kinds of messages and the chores; another one keeps its own name. */
const NAMES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: {
    "fiscal.receipt": "чеки",
    "cards.refund": "возвраты на карты",
    "gis.message": "сообщения ГИС ЖКХ",
    "deliver-outbox": "отправка чеков и возвратов",
    "reconcile-online-payments": "сверка онлайн-платежей",
    autopay: "автоплатежи",
    "register-drops": "приём файлов из папок",
    "register-finish": "разбор принятых реестров",
  },
  en: {
    "fiscal.receipt": "receipts",
    "cards.refund": "refunds to cards",
    "gis.message": "messages of GIS",
    "deliver-outbox": "sending of receipts and refunds",
    "reconcile-online-payments": "looking after online payments",
    autopay: "automatic payments",
    "register-drops": "files from folders",
    "register-finish": "reading of received registers",
  },
};

/** An alert as a person reads it: what waits, and what to do. */
export function alertSentence(alert: Alert, language: Language): string {
  const what = NAMES[language][alert.about] ?? alert.about;
  const why = alert.reason === "" ? "" : ` (${alert.reason.slice(0, 120)})`;
  if (language === "ru") {
    switch (alert.code) {
      case "outbox_waits":
        return `Ждут отправки слишком долго: ${what}, ${alert.count}${why}. Проверьте связь с сервисом.`;
      case "outbox_dead":
        return `Отказано в отправке: ${what}, ${alert.count}. Посмотрите причину, отправьте снова или отметьте, что разобрались.`;
      case "peer_away":
        return `Сервис не отвечает: ${what}${why}. Повторяем сами, свяжитесь с ним, если это надолго.`;
      case "orders_unknown":
        return `Банк не сказал, прошла ли оплата: ${alert.count}. Проверьте эти платежи в кабинете банка.`;
      case "agent_silent":
        return `Агент ${alert.name} молчит больше суток. Узнайте, принимает ли он платежи.`;
      case "chore_fails":
        return `Не выполняется: ${what}${why}.`;
    }
  }
  switch (alert.code) {
    case "outbox_waits":
      return `Waiting to leave for too long: ${what}, ${alert.count}${why}. Check the link to the service.`;
    case "outbox_dead":
      return `Given up: ${what}, ${alert.count}. Look at the reason, then send again or mark it as dealt with.`;
    case "peer_away":
      return `A service does not answer: ${what}${why}. It is asked again; call them if it lasts.`;
    case "orders_unknown":
      return `The bank has not said whether money came: ${alert.count}. Check these payments in its cabinet.`;
    case "agent_silent":
      return `Agent ${alert.name} has been silent for more than a day. Find out whether it takes payments.`;
    case "chore_fails":
      return `Not being done: ${what}${why}.`;
  }
}
