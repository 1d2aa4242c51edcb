import type { AgentRefusal } from "#modules/payments";
import type { OsmpFault, OsmpProfile } from "./model.ts";

type Said =
  | AgentRefusal["code"]
  | OsmpFault["code"]
  | "osmp.accepted"
  | "osmp.may_be_paid"
  | "osmp.repeat_later";

/**
 * Comments of the answers, for the agent's engineers; some terminals show them to the payer. So they name neither
 * accounts nor amounts of others.
 */
const WORDS: Readonly<Record<OsmpProfile["language"], Readonly<Record<Said, string>>>> = {
  ru: {
    "osmp.accepted": "Принято",
    "osmp.may_be_paid": "Оплата возможна",
    "osmp.repeat_later": "Временная ошибка. Повторите запрос с тем же номером операции",
    "osmp.command_unknown": "Неизвестная команда. Поддерживаются check и pay",
    "osmp.parameter_repeated": "Параметр указан дважды",
    "osmp.transaction_malformed": "txn_id: от 1 до 20 цифр",
    "osmp.account_missing": "Не указан лицевой счёт (account)",
    "osmp.sum_malformed": "sum: рубли через точку, не более двух знаков, например 1500.00",
    "osmp.date_malformed": "txn_date: ГГГГММДДччммсс",
    "payments.transaction_differs":
      "Операция с этим номером уже принята с другой суммой или счётом. Обратитесь в расчётный центр",
    "payments.agent_closed": "Приём платежей для вас прекращён. Обратитесь в расчётный центр",
    "payments.account_malformed": "Неверный формат лицевого счёта",
    "payments.account_not_found": "Лицевой счёт не найден. Проверьте номер по квитанции",
    "payments.account_closed": "Лицевой счёт закрыт, долга нет",
    "payments.amount_not_positive": "Сумма слишком мала",
    "payments.amount_too_small": "Сумма слишком мала",
    "payments.amount_too_large": "Сумма слишком велика",
    "payments.paid_in_future": "Временная ошибка. Повторите запрос с тем же номером операции",
    "payments.building_unmanaged": "Дом сейчас никем не обслуживается, платежи не принимаются",
    "payments.period_not_open": "Временная ошибка. Повторите запрос с тем же номером операции",
  },
  en: {
    "osmp.accepted": "Accepted",
    "osmp.may_be_paid": "May be paid",
    "osmp.repeat_later": "Temporary error. Repeat the request with the same transaction number",
    "osmp.command_unknown": "Unknown command. Send check or pay",
    "osmp.parameter_repeated": "A parameter is given twice",
    "osmp.transaction_malformed": "txn_id: 1 to 20 digits",
    "osmp.account_missing": "The account is missing",
    "osmp.sum_malformed": "sum: roubles with a point and at most two decimals, such as 1500.00",
    "osmp.date_malformed": "txn_date: YYYYMMDDhhmmss",
    "payments.transaction_differs":
      "This transaction was accepted with another sum or account. Contact the billing center",
    "payments.agent_closed": "Payments are no longer accepted from you. Contact the billing center",
    "payments.account_malformed": "The account number is malformed",
    "payments.account_not_found": "No such account. Check the number on the receipt",
    "payments.account_closed": "The account is closed and owes nothing",
    "payments.amount_not_positive": "The sum is too small",
    "payments.amount_too_small": "The sum is too small",
    "payments.amount_too_large": "The sum is too large",
    "payments.paid_in_future": "Temporary error. Repeat the request with the same transaction number",
    "payments.building_unmanaged": "Nobody manages the building now, payments are not accepted",
    "payments.period_not_open": "Temporary error. Repeat the request with the same transaction number",
  },
};

export const commentOf = (said: Said, profile: OsmpProfile): string => WORDS[profile.language][said];
