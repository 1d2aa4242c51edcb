import type { AgentReply, AgentSettings, Reason } from "./model.ts";

/**
 * Comments of the answers, for the agent's engineers; some terminals show them to the payer. So they name neither
 * accounts nor amounts of others. `{parameter}` is the parameter at fault, by the agent's own name for it.
 */
const WORDS: Readonly<Record<AgentSettings["language"], Readonly<Record<Reason, string>>>> = {
  ru: {
    accepted: "Принято",
    repeated: "Принято ранее",
    may_be_paid: "Оплата возможна",
    cancelled: "Платёж отменён",
    cancelled_ahead: "Платёж с этим номером не поступал и принят не будет",
    status_paid: "Платёж принят",
    status_cancelled: "Платёж отменён",
    status_unknown: "Платёж с этим номером не поступал",
    repeat_later: "Временная ошибка. Повторите запрос с тем же номером операции",
    command_unknown: "Неизвестная команда",
    parameter_repeated: "{parameter}: параметр указан дважды",
    transaction_malformed: "{parameter}: от 1 до 20 цифр",
    account_missing: "{parameter}: не указан лицевой счёт",
    amount_malformed: "{parameter}: рубли через точку, не более двух знаков, например 1500.00",
    date_malformed: "{parameter}: дата не читается",
    transaction_differs:
      "Операция с этим номером уже принята с другой суммой или счётом. Обратитесь в расчётный центр",
    transaction_cancelled: "Операция с этим номером отменена. Верните деньги плательщику",
    account_malformed: "Неверный формат лицевого счёта",
    account_not_found: "Лицевой счёт не найден. Проверьте номер по квитанции",
    account_closed: "Лицевой счёт закрыт, долга нет",
    amount_too_small: "Сумма слишком мала",
    amount_too_large: "Сумма слишком велика",
    forbidden: "Платёж не может быть принят. Обратитесь в расчётный центр",
    day_limit_reached: "Дневной предел приёма исчерпан. Обратитесь в расчётный центр",
    cancel_impossible: "Отмена невозможна. Обратитесь в расчётный центр с письмом",
    signature_wrong: "Подпись запроса неверна",
  },
  en: {
    accepted: "Accepted",
    repeated: "Accepted before",
    may_be_paid: "May be paid",
    cancelled: "The payment is cancelled",
    cancelled_ahead: "No payment with this number has come, and none will be taken",
    status_paid: "The payment was accepted",
    status_cancelled: "The payment is cancelled",
    status_unknown: "No payment with this number has come",
    repeat_later: "Temporary error. Repeat the request with the same transaction number",
    command_unknown: "Unknown command",
    parameter_repeated: "{parameter}: given twice",
    transaction_malformed: "{parameter}: 1 to 20 digits",
    account_missing: "{parameter}: the account is missing",
    amount_malformed: "{parameter}: roubles with a point and at most two decimals, such as 1500.00",
    date_malformed: "{parameter}: the date cannot be read",
    transaction_differs:
      "This transaction was accepted with another sum or account. Contact the billing center",
    transaction_cancelled: "This transaction was cancelled. Return the money to the payer",
    account_malformed: "The account number is malformed",
    account_not_found: "No such account. Check the number on the receipt",
    account_closed: "The account is closed and owes nothing",
    amount_too_small: "The sum is too small",
    amount_too_large: "The sum is too large",
    forbidden: "The payment cannot be accepted. Contact the billing center",
    day_limit_reached: "The limit of the day is reached. Contact the billing center",
    cancel_impossible: "Cancellation is impossible. Write to the billing center",
    signature_wrong: "The signature of the request is wrong",
  },
};

export const commentOf = (
  reply: Pick<AgentReply, "reason" | "parameter">,
  settings: Pick<AgentSettings, "language">,
): string => WORDS[settings.language][reply.reason].replace("{parameter}", reply.parameter ?? "");
