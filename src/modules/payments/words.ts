import type { AllocationPolicyRefusal } from "./allocation-policies/contract.ts";
import type {
  AgentRefusal,
  BatchRefusal,
  HeldRefusal,
  HeldRuleRefusal,
  CancellationRefusal,
  PaymentRefusal,
  RegisterAgentRefusal,
  RegistryLineRefusal,
  RegistryRefusal,
  ReversalRefusal,
} from "./contract.ts";
import type { AutopayRefusal } from "./autopay/contract.ts";
import type { CashRefusal } from "./cash/contract.ts";
import type { OnlineOrderRefusal } from "./orders/contract.ts";

/** "23.11.2026": as the screens write a day, in both languages. */
const dayText = (day: string): string => day.split("-").reverse().join(".");

type AnyRefusal =
  | AutopayRefusal
  | CashRefusal
  | OnlineOrderRefusal
  | AgentRefusal
  | AllocationPolicyRefusal
  | BatchRefusal
  | HeldRefusal
  | HeldRuleRefusal
  | CancellationRefusal
  | PaymentRefusal
  | RegisterAgentRefusal
  | RegistryLineRefusal
  | RegistryRefusal
  | ReversalRefusal;

/** A sentence for each refusal: what happened, and what to do next. Does not compile until each has one. */
export type PaymentWords = {
  readonly [C in AnyRefusal["code"]]: (refusal: Extract<AnyRefusal, { code: C }>) => string;
};

export const paymentWordsRu: PaymentWords = {
  "payments.amount_not_positive": (r) => `Сумма ${r.amount} не больше нуля. Укажите, сколько внесено.`,
  "payments.paid_in_future": (r) =>
    `Дата оплаты ${dayText(r.paidOn)} позже сегодняшней (${dayText(r.today)}). Проверьте дату.`,
  "payments.account_not_found": (r) =>
    "field" in r
      ? `Лицевой счёт ${r.account} не найден. Проверьте номер по квитанции.`
      : `Лицевой счёт ${r.account} не найден среди счетов вашей организации. Передайте реестр в расчётный центр: он примет такую строку как невыясненную.`,
  "payments.account_closed": (r) =>
    `Лицевой счёт ${r.account} закрыт ${dayText(r.closedOn)}, долга по нему нет. Проверьте номер: вероятно, деньги предназначены другому счёту.`,
  "payments.building_unmanaged": (r) =>
    `Дом № ${r.building} в картотеке сегодня никем не управляется. Укажите управляющую организацию дома.`,
  "payments.period_not_open": (r) =>
    `У организации № ${r.organization} нет открытого месяца. Откройте его и повторите.`,
  "payments.transaction_differs": (r) =>
    `Операция ${r.transaction} уже принята: счёт ${r.recordedAccount}, сумма ${r.recordedAmount}. Выясните у агента, какая запись верна.`,
  "payments.transaction_cancelled": (r) =>
    `Операция ${r.transaction} отменена агентом и больше не принимается. Если деньги пришли, проведите их вручную.`,
  "payments.day_limit_reached": (r) =>
    `С этим платежом агент принял бы за день больше предела ${r.dayTotalMax}. Согласуйте с агентом новый предел.`,
  "payments.cancellation_of_held": (r) =>
    `Деньги по операции ${r.transaction} пришли реестром и не выяснены. Верните их из очереди невыясненных платежей.`,
  "payments.cancellation_too_late": (r) =>
    `Месяц ${r.period}, в котором проведён платёж, закрыт: по договору агент его уже не отменяет. Отмените платёж сами.`,
  "payments.agent_closed": (r) => `Приём платежей от агента ${r.agent} прекращён.`,
  "payments.account_malformed": () => "Номер лицевого счёта не того вида, о котором договорились с агентом.",
  "payments.amount_too_small": (r) => `Сумма меньше наименьшей, которую принимает агент: ${r.amountMin}.`,
  "payments.amount_too_large": (r) => `Сумма больше наибольшей, которую принимает агент: ${r.amountMax}.`,
  "payments.reason_missing": () => "Укажите причину отмены: она останется рядом с платежом.",
  "payments.payment_not_found": (r) => `Платёж ${r.payment} не найден.`,
  "payments.payment_of_order": (r) =>
    `Платёж пришёл по онлайн-заказу ${r.order}: верните деньги возвратом этого заказа, тогда их вернёт и банк.`,
  "payments.payment_already_reversed": (r) =>
    `Платёж уже отменён ${r.reversedOn}. Второй раз он не отменяется.`,
  "payments.transaction_missing": () => "Нет номера операции агента. Без него нельзя отличить повтор строки.",
  "payments.refund_unknown": (r) =>
    `Возврат операции ${r.transaction} не совпадает ни с одним платежом. Передайте реестр в расчётный центр.`,
  "payments.transaction_twice": (r) =>
    `Операция ${r.transaction} уже есть в строке ${r.firstLine} этого же реестра. Запросите реестр заново.`,
  "payments.registry_empty": () => "В реестре нет ни одной строки.",
  "payments.registry_count_differs": (r) =>
    `В реестре объявлено строк: ${r.declared}, а есть ${r.counted}. Файл неполон, запросите его заново.`,
  "payments.registry_total_differs": (r) =>
    `Объявленный итог ${r.declared} не равен сумме строк ${r.counted}. Запросите реестр заново.`,
  "payments.agent_not_found": (r) =>
    `Агент ${r.agent} не зарегистрирован. Зарегистрируйте его или проверьте код.`,
  "payments.registry_lines_refused": (r) =>
    `Ничего не принято: ошибки в строках ${numbersOf(r.lines)}. Исправьте их и загрузите реестр целиком.`,
  "payments.batch_differs": (r) =>
    `Ничего не проведено: по описи платежей ${r.declaredCount} на ${r.declaredTotal}, а введено ${r.counted} на ${r.countedTotal}. Найдите ошибку или укажите причину расхождения.`,
  "payments.batch_rows_refused": (r) => `Ничего не проведено. ${rowsOf(r.rows, "Строка", paymentWordsRu)}`,
  "payments.held_not_found": (r) => `Невыясненный платёж ${r.held} не найден.`,
  "payments.held_resolved": (r) =>
    `Платёж ${r.held} уже выяснен: им занимался другой сотрудник. Переходите к следующему.`,
  "payments.held_is_refund": (r) =>
    `Это возврат (${r.amount}): на лицевой счёт его не зачислить. Сверьтесь с агентом и закройте строку документом.`,
  "payments.held_parts_differ": (r) =>
    `Части в сумме дают ${r.parts}, а выяснить осталось ${r.rest}. Разделите весь остаток без нулевых частей.`,
  "payments.held_account_twice": (r) => `Счёт ${r.account} указан дважды. Объедините его части.`,
  "payments.held_reason_missing": (r) =>
    r.field === "note"
      ? "Напишите, что выяснено: заметка останется у строки."
      : "Укажите причину возврата: она останется у строки.",
  "payments.held_document_missing": () => "Укажите документ, по которому деньги возвращены.",
  "payments.rule_says_nothing": () => "Правилу нужен номер счёта из строки или имя плательщика.",
  "payments.rule_known": (r) =>
    `Такое правило уже есть, оно ведёт на счёт ${r.account}. Сначала отмените его.`,
  "payments.rule_not_found": () => "Такого действующего правила нет: оно уже отменено.",
  "payments.order_amount_out_of_range": (r) =>
    `Онлайн можно оплатить от ${r.amountMin} до ${r.amountMax} рублей за раз. Измените сумму.`,
  "payments.order_not_found": (r) => `Онлайн-платёж № ${r.order} не найден.`,
  "payments.order_not_paid": (r) => `По онлайн-платежу № ${r.order} деньги не поступали или уже возвращены.`,
  "payments.order_refund_too_large": (r) => `Вернуть можно не больше ${r.left}. Уменьшите сумму.`,
  "payments.order_refund_not_found": (r) => `Возврат № ${r.refund} по этому платежу не найден.`,
  "payments.order_refund_decided": (r) => `По возврату № ${r.refund} решение уже принято. Обновите страницу.`,
  "payments.order_refund_second_person": () =>
    "Возврат разрешает не тот, кто его запросил. Попросите об этом другого сотрудника.",
  "payments.order_bank_unknown": (r) =>
    r.bank === ""
      ? "Приём карт и СБП не настроен. Настройте банк в файле card-gateways.json."
      : `Банк «${r.bank}» не настроен. Проверьте файл card-gateways.json.`,
  "payments.card_not_kept": () => "Эта карта уже не сохранена. Сохраните карту заново при следующем платеже.",
  "payments.autopay_set_already": () =>
    "Автоплатёж по этому лицевому счёту уже включён. Сначала отмените действующий.",
  "payments.autopay_not_set": () => "Автоплатёж по этому лицевому счёту не включён.",
  "payments.consent_outdated": (r) =>
    `Текст согласия изменился (действует редакция ${r.version}). Прочитайте его и подтвердите ещё раз.`,
  "payments.agent_code_malformed": (r) =>
    `Код агента «${r.agent}» не подходит: нужны строчные латинские буквы, цифры и дефис, не длиннее 40 знаков.`,
  "payments.agent_code_taken": (r) => `Код ${r.agent} уже занят другим агентом. Выберите другой.`,
  "payments.secret_too_short": (r) => `Пароль агента короче ${r.charactersMin} знаков. Придумайте длиннее.`,
  "payments.limits_impossible": (r) => `Пределы суммы от ${r.amountMin} до ${r.amountMax} невозможны.`,
  "payments.account_pattern_malformed": (r) => `«${r.pattern}» не является регулярным выражением.`,
  "payments.rule_begins_in_past": (r) =>
    `Правило не может начать действовать ${dayText(r.from)}: распределённое не меняется. Укажите день не раньше ${dayText(r.today)}.`,
  "payments.rule_begun_later": (r) =>
    `С ${dayText(r.from)} уже записано другое правило. Укажите более поздний день.`,
  "payments.rule_basis_missing": () => "Укажите решение или договор, на котором основано правило.",
  "payments.rule_organization_unknown": () => "Такой управляющей организации нет. Выберите её из списка.",
  "payments.cash_no_shift": () =>
    "У вас нет открытой смены. Откройте смену: без неё наличные не принимаются.",
  "payments.cash_shift_of_other_day": (r) =>
    `Смена открыта ${dayText(r.day)}, деньги другого дня она не принимает. Закройте её и откройте новую.`,
  "payments.cash_shift_open_already": (r) =>
    `У вас уже открыта смена, касса «${r.desk}». Сначала закройте её.`,
  "payments.cash_desk_taken": (r) =>
    `На кассе «${r.desk}» смену открыл другой кассир. Выберите другую кассу или дождитесь закрытия.`,
  "payments.cash_shift_not_found": (r) => `Кассовой смены ${r.shift} нет.`,
  "payments.cash_shift_closed": () => "Смена уже закрыта: её отчёт больше не меняется.",
  "payments.cash_differs": (r) =>
    `В ящике должно быть ${r.expected}, а объявлено ${r.declared}. Пересчитайте деньги или укажите причину расхождения.`,
  "payments.cash_shift_foreign": () => "Это смена другого кассира. Укажите, почему закрываете её вы.",
  "payments.cash_drawer_short": (r) => `В ящике только ${r.inDrawer}. Уменьшите сумму.`,
};

export const paymentWordsEn: PaymentWords = {
  "payments.cash_no_shift": () => "You have no open shift. Open one: no cash is taken without it.",
  "payments.cash_shift_of_other_day": (r) =>
    `The shift was opened on ${dayText(r.day)} and takes no cash of another day. Close it and open a new one.`,
  "payments.cash_shift_open_already": (r) => `Your shift at the desk “${r.desk}” is open. Close it first.`,
  "payments.cash_desk_taken": (r) =>
    `Another cashier has a shift open at the desk “${r.desk}”. Choose another desk or wait until it is closed.`,
  "payments.cash_shift_not_found": (r) => `There is no cash shift ${r.shift}.`,
  "payments.cash_shift_closed": () => "The shift is closed: its report does not change any more.",
  "payments.cash_differs": (r) =>
    `The drawer must hold ${r.expected}, and ${r.declared} is declared. Count again or state the reason.`,
  "payments.cash_shift_foreign": () => "It is another cashier's shift. State why you close it.",
  "payments.cash_drawer_short": (r) => `The drawer holds only ${r.inDrawer}. Lower the sum.`,
  "payments.amount_not_positive": (r) => `The amount ${r.amount} is not above zero. Enter how much was paid.`,
  "payments.paid_in_future": (r) =>
    `The day of payment ${dayText(r.paidOn)} is after today (${dayText(r.today)}). Check the date.`,
  "payments.account_not_found": (r) =>
    "field" in r
      ? `There is no account ${r.account}. Check the number on the receipt.`
      : `There is no account ${r.account} among those of your organization. Give the registry to the center, which takes such a line as held money.`,
  "payments.account_closed": (r) =>
    `Account ${r.account} was closed on ${dayText(r.closedOn)} and owes nothing. Check the number: the money is probably meant for another account.`,
  "payments.building_unmanaged": (r) =>
    `Nobody manages building No ${r.building} today. Enter the building's managing organization.`,
  "payments.period_not_open": (r) =>
    `Organization No ${r.organization} has no open month. Open it and try again.`,
  "payments.transaction_differs": (r) =>
    `Operation ${r.transaction} was taken already: account ${r.recordedAccount}, amount ${r.recordedAmount}. Ask the agent which is right.`,
  "payments.transaction_cancelled": (r) =>
    `The agent has cancelled transaction ${r.transaction}; it is not taken any more. If the money has come, take it by hand.`,
  "payments.day_limit_reached": (r) =>
    `With this payment the agent would take more in a day than ${r.dayTotalMax}. Agree on another limit.`,
  "payments.cancellation_of_held": (r) =>
    `The money of transaction ${r.transaction} came in a registry and is held. Return it from the queue of held money.`,
  "payments.cancellation_too_late": (r) =>
    `The month of the payment, ${r.period}, is closed: by contract the agent cancels it no more. Reverse it yourself.`,
  "payments.agent_closed": (r) => `Payments of agent ${r.agent} are no longer taken.`,
  "payments.account_malformed": () => "The account number does not have the form agreed with the agent.",
  "payments.amount_too_small": (r) => `The amount is below the agent's minimum, ${r.amountMin}.`,
  "payments.amount_too_large": (r) => `The amount is above the agent's maximum, ${r.amountMax}.`,
  "payments.reason_missing": () => "Enter the reason of the reversal: it stays beside the payment.",
  "payments.payment_not_found": (r) => `There is no payment ${r.payment}.`,
  "payments.payment_of_order": (r) =>
    `The payment came by online order ${r.order}: refund the order, so that the bank gives the money back too.`,
  "payments.payment_already_reversed": (r) =>
    `The payment was reversed on ${r.reversedOn} already. It cannot be reversed twice.`,
  "payments.transaction_missing": () =>
    "The agent's number of the operation is missing. Without it a repeated line cannot be told.",
  "payments.refund_unknown": (r) =>
    `The refund of operation ${r.transaction} fits no payment. Give the registry to the center.`,
  "payments.transaction_twice": (r) =>
    `Operation ${r.transaction} is in line ${r.firstLine} of the same registry already. Ask for the registry again.`,
  "payments.registry_empty": () => "The registry has no lines.",
  "payments.registry_count_differs": (r) =>
    `The registry declares ${r.declared} lines and has ${r.counted}. The file is incomplete, ask for it again.`,
  "payments.registry_total_differs": (r) =>
    `The declared total ${r.declared} is not the sum of the lines, ${r.counted}. Ask for the registry again.`,
  "payments.agent_not_found": (r) => `Agent ${r.agent} is not registered. Register it, or check the code.`,
  "payments.registry_lines_refused": (r) =>
    `Nothing was taken: lines ${numbersOf(r.lines)} are wrong. Correct them and load the whole registry.`,
  "payments.batch_differs": (r) =>
    `Nothing was booked: ${r.declaredCount} payments of ${r.declaredTotal} were declared, ${r.counted} of ${r.countedTotal} were entered. Find the mistake, or state the reason of the difference.`,
  "payments.batch_rows_refused": (r) => `Nothing was booked. ${rowsOf(r.rows, "Row", paymentWordsEn)}`,
  "payments.held_not_found": (r) => `There is no held payment ${r.held}.`,
  "payments.held_resolved": (r) =>
    `Payment ${r.held} is resolved: somebody else was quicker. Go on to the next one.`,
  "payments.held_is_refund": (r) =>
    `This is a refund (${r.amount}): no account can take it. Settle it with the agent, and close the line by a document.`,
  "payments.held_parts_differ": (r) =>
    `The parts make ${r.parts}, and ${r.rest} is to be resolved. Divide all of it, without empty parts.`,
  "payments.held_account_twice": (r) => `Account ${r.account} stands twice. Make one part of them.`,
  "payments.held_reason_missing": (r) =>
    r.field === "note"
      ? "Write what was found out: the note stays with the line."
      : "Enter why it is returned: the reason stays with the line.",
  "payments.held_document_missing": () => "Enter the document by which the money was returned.",
  "payments.rule_says_nothing": () => "A rule needs the line's account number or the payer's name.",
  "payments.rule_known": (r) => `There is such a rule, to account ${r.account}. Withdraw it first.`,
  "payments.rule_not_found": () => "There is no such rule in force: it was withdrawn.",
  "payments.order_amount_out_of_range": (r) =>
    `One online payment may be from ${r.amountMin} to ${r.amountMax} roubles. Change the amount.`,
  "payments.order_not_found": (r) => `There is no online payment No ${r.order}.`,
  "payments.order_not_paid": (r) =>
    `No money came by online payment No ${r.order}, or all of it was given back.`,
  "payments.order_refund_too_large": (r) => `No more than ${r.left} can be given back. Lower the amount.`,
  "payments.order_refund_not_found": (r) => `This payment has no refund No ${r.refund}.`,
  "payments.order_refund_decided": (r) => `Refund No ${r.refund} is decided already. Load the page again.`,
  "payments.order_refund_second_person": () =>
    "Whoever asked for a refund does not let it through. Ask a colleague to.",
  "payments.order_bank_unknown": (r) =>
    r.bank === ""
      ? "Cards and fast payments are not configured. Configure a bank in card-gateways.json."
      : `Bank "${r.bank}" is not configured. Check card-gateways.json.`,
  "payments.card_not_kept": () => "This card is not kept any more. Keep a card anew with the next payment.",
  "payments.autopay_set_already": () =>
    "Automatic payment of this account is on already. Stop the present one first.",
  "payments.autopay_not_set": () => "Automatic payment of this account is not on.",
  "payments.consent_outdated": (r) =>
    `The words of the consent have changed (version ${r.version} is in force). Read and confirm them again.`,
  "payments.agent_code_malformed": (r) =>
    `The agent's code "${r.agent}" does not do: lower-case Latin letters, digits and hyphens, 40 at most.`,
  "payments.agent_code_taken": (r) => `The code ${r.agent} is another agent's. Choose another.`,
  "payments.secret_too_short": (r) =>
    `The agent's secret is shorter than ${r.charactersMin} characters. Make a longer one.`,
  "payments.limits_impossible": (r) => `The limits ${r.amountMin} to ${r.amountMax} are impossible.`,
  "payments.account_pattern_malformed": (r) => `"${r.pattern}" is not a regular expression.`,
  "payments.rule_begins_in_past": (r) =>
    `A rule cannot begin on ${dayText(r.from)}: what was allocated stays. Give a day not before ${dayText(r.today)}.`,
  "payments.rule_begun_later": (r) => `Another rule is recorded from ${dayText(r.from)}. Give a later day.`,
  "payments.rule_basis_missing": () => "Name the decision or contract that the rule rests on.",
  "payments.rule_organization_unknown": () => "There is no such managing company. Choose one of the list.",
};

/** The first ten; a person corrects a file, not a list. */
function numbersOf(lines: readonly { readonly line: number }[]): string {
  const shown = lines.slice(0, 10).map(({ line }) => line);
  return lines.length > shown.length ? `${shown.join(", ")} … (${lines.length})` : shown.join(", ");
}

/** The first five with their sentences: the page marks all of them. */
function rowsOf(
  rows: Extract<BatchRefusal, { code: "payments.batch_rows_refused" }>["rows"],
  word: string,
  words: PaymentWords,
): string {
  const sentences = rows.slice(0, 5).map(({ row, refusal }) => {
    const sentence = words[refusal.code] as (one: PaymentRefusal) => string;
    return `${word} ${row + 1}: ${sentence(refusal)}`;
  });
  return sentences.join(" ") + (rows.length > sentences.length ? ` … (${rows.length})` : "");
}
