import type { BenefitRefusal } from "#modules/benefits";
import {
  type AgentDeedRefusal,
  type AllocatorFileRefusal,
  type DropRefusal,
  type FileRefusal,
  fileRefusalSentence,
  type IdentifierFileRefusal,
  type SettingsFault,
} from "#modules/gateways";
import { monthText, roubles, type Words } from "../words/words.ts";
import type { RegisterRefusal } from "./benefit-register.ts";
import type { MailingRefusal, OwnWordsRefusal } from "#modules/notifications";
import { mailingWordsEn, mailingWordsRu } from "./mailing-words.ts";
import { ownWordsEn, ownWordsRu } from "./notice-words-sentences.ts";
import { debtWordsEn, debtWordsRu } from "./debt-registers-words.ts";
import type { DebtRefusal } from "./debt-registers.ts";
import { dropWordsEn, dropWordsRu } from "./far-drops-words.ts";
import type { CashRefusal } from "./cash.ts";
import type { ExplainRefusal } from "./explain.ts";
import type { FiscalRefusal } from "./fiscal-receipts.ts";
import type { GisRefusal, GisRequestRefusal } from "./gis-exchange.ts";
import { workbookFaultsText } from "./gis-words.ts";
import { guestPayWordsEn, guestPayWordsRu } from "./guest-payment-words.ts";
import type { GuestPayRefusal } from "./guest-payment.ts";
import type { ImportFileRefusal } from "./import-routes.ts";
import type { OfficeRefusal } from "./office-lists.ts";
import type { SubsidyRegisterRefusal } from "./subsidy-registers.ts";
import type { ReceiptRefusal } from "./issue-receipts.ts";
import type { CertificateRefusal } from "./certificates.ts";
import type { SlipsRefusal } from "./print-slips.ts";
import type { CloseRefusal } from "./month-close.ts";
import type { IntakeRefusal } from "./register-intake.ts";
import { intakeWordsEn, intakeWordsRu } from "./register-intake-words.ts";
import type { PrivateRefusal } from "./private-own.ts";
import type { WhatIfRefusal } from "./what-if.ts";

/** What the flows themselves refuse; what the rooms refuse has its sentences in `words/`. */
export type FlowRefusal =
  | AgentDeedRefusal
  | CashRefusal
  | CloseRefusal
  | DebtRefusal
  | MailingRefusal
  | OwnWordsRefusal
  | DropRefusal
  | ExplainRefusal
  | ReceiptRefusal
  | SlipsRefusal
  | CertificateRefusal
  | ImportFileRefusal
  | FileRefusal
  | FiscalRefusal
  | GisRefusal
  | GuestPayRefusal
  | PrivateRefusal
  | GisRequestRefusal
  | IdentifierFileRefusal
  | RegisterRefusal
  | IntakeRefusal
  | Exclude<OfficeRefusal, BenefitRefusal>
  | SubsidyRegisterRefusal
  | AllocatorFileRefusal
  | WhatIfRefusal;

const FAULTS: Readonly<Record<"ru" | "en", Readonly<Record<SettingsFault, string>>>> = {
  ru: {
    malformed: "Настройки не читаются: проверьте имена, коды и адреса полей.",
    time_zone_unknown: "Такого часового пояса нет. Пример: Europe/Moscow.",
    network_malformed: "Адрес не читается. Пример: 192.0.2.0/24 или 2001:db8::/32.",
    limits_impossible: "Наименьшая сумма должна быть больше нуля и не больше наибольшей.",
    pattern_malformed: "Образец номера счёта не читается как регулярное выражение.",
    certificate_missing: "Вход по сертификату требует хотя бы одного отпечатка.",
    public_key_missing: "Вход по подписи требует открытого ключа агента и места подписи.",
    public_key_malformed: "Открытый ключ не читается. Нужен ключ RSA в формате PEM.",
    code_contradicts:
      "Так отказ стал бы успехом или временная ошибка окончательной: деньги вернули бы после проводки. Исправьте коды.",
  },
  en: {
    malformed: "The settings cannot be read: check names, codes and addresses.",
    time_zone_unknown: "There is no such time zone. Example: Europe/Moscow.",
    network_malformed: "An address cannot be read. Example: 192.0.2.0/24 or 2001:db8::/32.",
    limits_impossible: "The least sum must be above zero and not above the largest.",
    pattern_malformed: "The pattern of account numbers is not a regular expression.",
    certificate_missing: "Sign-in by certificate needs a fingerprint.",
    public_key_missing: "Sign-in by signature needs the agent's public key and the place of the signature.",
    public_key_malformed: "The public key cannot be read. It must be an RSA key as PEM.",
    code_contradicts:
      "A refusal would become a success, or a temporary error a final one: money would be returned after it was booked. Change the codes.",
  },
};

const TABLE_RU = {
  too_large: "он больше допустимого",
  too_many_rows: "в нём слишком много строк",
  not_a_table: "это не таблица или она повреждена",
} as const;
const TABLE_EN = {
  too_large: "it is larger than is taken",
  too_many_rows: "it has too many rows",
  not_a_table: "it is no table, or is damaged",
} as const;

const ru: Words<FlowRefusal> = {
  "fiscal.payment_not_found": (r) => `Платежа № ${r.payment} в этом доме нет.`,
  "fiscal.receipt_stands": (r) =>
    `У платежа № ${r.payment} чек уже есть или ещё печатается. Чек коррекции нужен, только если обычного нет.`,
  "gis.not_participant": (r) =>
    `Организация № ${r.organization} не записана участником ГИС ЖКХ. Запишите её идентификатор orgPPAGUID в настройках обмена.`,
  "gis.no_requisites": (r) =>
    `У организации № ${r.organization} нет банковских реквизитов на этот месяц. Заполните их.`,
  "gis.services_unmapped": (r) =>
    `Услугам № ${r.services.join(", ")} не указаны позиции справочников ГИС ЖКХ. Укажите их в настройках обмена.`,
  "gis.package_not_found": (r) => `Сообщения № ${r.package} нет. Обновите список.`,
  "gis.package_answered": (r) =>
    `На сообщение № ${r.package} ответ уже принят. Обновите список и выберите сообщение без ответа.`,
  "gis.answer_of_other_package": (r) =>
    `В ответе названо то, чего нет в этом сообщении (TransportGUID ${r.transport}). Выберите сообщение, на которое это ответ.`,
  "gis.fault": (r) =>
    `Система отвергла запрос: ${r.fault} ${r.sentence}. Устраните причину и запросите извещения снова.`,
  "gis.answer_too_large": (r) => `Ответ больше ${r.bytesMax / 1_048_576} МБ. Проверьте, тот ли это файл.`,
  "gis.answer_declares_type": (r) =>
    `Строка ${r.line}: файл объявляет тип документа (DOCTYPE), такие не читаются. Это не ответ ГИС ЖКХ.`,
  "gis.nothing_left_out": (r) =>
    `По сообщению № ${r.package} нечего передавать снова: ответа ещё не было или он полный. Обновите список.`,
  "gis.workbook_unreadable": (r) =>
    `Книга не читается: ${TABLE_RU[r.trouble]}. Сохраните её из ГИС ЖКХ заново.`,
  "gis.workbook_columns_missing": (r) =>
    `В книге нет столбцов ${r.columns.map((name) => `«${name}»`).join(", ")}. Верните ту книгу, что получена здесь и заполнена ГИС ЖКХ.`,
  "gis.workbook_lines_wrong": (r) =>
    `Строк с ошибками: ${r.count} (${workbookFaultsText("ru", r.lines)}). Ничего не принято; исправьте книгу.`,
  "gis.identifiers_unreadable": (r) =>
    `Файл не читается: ${TABLE_RU[r.trouble]}. Сохраните его как XLSX или CSV.`,
  "gis.identifiers_columns_missing": (r) =>
    `В файле нет столбцов ${r.columns.map((name) => `«${name}»`).join(", ")}. Возьмите файл для заполнения на этой странице.`,
  "gis.answer_encoding": (r) =>
    `Строка ${r.line}: файл записан не в той кодировке, которую называет (${r.declared}). Сохраните ответ системы заново.`,
  "gis.answer_too_much": (r) =>
    `Строка ${r.line}: в файле больше, чем читается (${r.most}). Сохраните ответ на каждое сообщение отдельно.`,
  "gis.answer_not_xml": (r) => `Строка ${r.line}: это не XML (${r.found}). Сохраните ответ системы целиком.`,
  "gis.answer_too_deep": (r) => `Строка ${r.line}: вложенность больше ${r.depthMax}. Это не ответ ГИС ЖКХ.`,
  "gis.answer_field_wrong": (r) =>
    `Строка ${r.line}: в поле ${r.field} стоит «${r.found}», а нужно целое число копеек.`,
  "gis.answer_unknown": (r) =>
    `В файле нет ответа ГИС ЖКХ: он начинается с «${r.found}». Проверьте, тот ли это файл.`,
  "gis.period_missing": () => "Укажите месяц.",
  "gis.premises_unknown": (r) => `В доме № ${r.building} нет помещения ${r.premises}. Проверьте номер.`,
  ...debtWordsRu,
  ...mailingWordsRu,
  ...ownWordsRu,
  ...guestPayWordsRu,
  "private.cap_unreadable": () => "Введите предел в рублях, например 9000, или оставьте поле пустым.",
  "private.autopay_consent_missing": () => "Без согласия карту нельзя списывать. Отметьте его.",
  ...dropWordsRu,
  ...intakeWordsRu,
  "cash.not_of_shift": (r) =>
    `Платёж ${r.payment} принят не в вашей открытой смене. Отмените его в списке платежей.`,
  "agents.agent_not_found": (r) => `Агента с кодом ${r.agent} нет. Выберите его из списка.`,
  "agents.settings_wrong": (r) => FAULTS.ru[r.fault],
  "agents.settings_waiting": (r) =>
    `Изменение № ${r.version} ждёт второго человека. Утвердите его или отклоните, потом предлагайте следующее.`,
  "agents.version_not_found": (r) => `Изменения № ${r.version} у этого агента нет.`,
  "agents.version_decided": (r) => `По изменению № ${r.version} решение уже принято.`,
  "agents.second_person_needed": (r) =>
    `Изменение № ${r.version} расширяет права агента: его утверждает другой человек, не тот, кто предложил.`,
  "agents.incident_not_found": (r) => `Происшествия № ${r.message} у этого агента нет.`,
  "agents.incident_decided": (r) => `По происшествию № ${r.message} решение уже записано.`,
  "agents.closed_before": (r) => `Приём от агента ${r.agent} уже прекращён.`,
  "import.file_not_found": (r) => `Файл ${r.file} не загружен или уже удалён. Загрузите его снова.`,
  "import.file_too_large": (r) => fileRefusalSentence("ru", r),
  "import.unpacked_too_large": (r) => fileRefusalSentence("ru", r),
  "import.too_many_rows": (r) => fileRefusalSentence("ru", r),
  "import.not_a_table": (r) => fileRefusalSentence("ru", r),
  "import.unknown_sheet": (r) => fileRefusalSentence("ru", r),
  "import.missing_columns": (r) => fileRefusalSentence("ru", r),
  "import.repeated_column": (r) => fileRefusalSentence("ru", r),
  "import.encoding": (r) => fileRefusalSentence("ru", r),
  "social.not_dbf": () => "Файл не похож на DBF. Проверьте, тот ли файл прислан.",
  "social.dbf_damaged": (r) =>
    `Файл повреждён: объявлено записей ${r.declared}, помещается ${r.found}. Попросите прислать его снова.`,
  "social.columns_missing": (r) => `В заголовке нет столбцов: ${r.columns.join(", ")}. Добавьте их.`,
  "metering.allocator_file_unread": () => "В файле нет таблицы с заголовком. Пришлите XLSX или CSV.",
  "metering.allocator_file_columns": (r) => `В заголовке нет столбцов: ${r.columns.join(", ")}. Добавьте их.`,
  "social.not_a_list": () => "В файле нет таблицы с заголовком. Пришлите DBF, XLSX или CSV.",
  "social.too_many_lines": (r) => `В списке больше ${r.most} строк. Разделите его.`,
  "social.no_payments": () => "В файле нет ни одной выплаты. Проверьте, тот ли это файл.",
  "social.payments_broken": (r) =>
    `Файл не принят: ошибки в строках ${r.lines.map(({ line, found }) => `${line}${found === "" ? "" : ` («${found}»)`}`).join(", ")}. Исправьте их (всего ${r.count}) и загрузите файл снова.`,
  "social.register_not_found": (r) => `Реестра № ${r.register} нет. Загрузите его.`,
  "social.list_not_found": (r) => `Списка № ${r.list} нет. Загрузите его.`,
  "social.line_not_found": (r) => `Строки ${r.line} в списке № ${r.list} нет. Обновите страницу.`,
  "social.line_decided": (r) => `О строке ${r.line} уже решено. Обновите страницу.`,
  "social.code_unknown": (r) =>
    `Строка ${r.line}: код ${r.office} ни с какой категорией не связан. Выберите для него категорию.`,
  "social.reason_missing": (r) => `Строка ${r.line}: причина отказа не названа. Напишите её.`,
  "social.resident_missing": (r) => `Строка ${r.line}: не выбран житель. Выберите, кого она называет.`,
  "register.organization_not_found": (r) => `Организации № ${r.organization} нет. Выберите её из списка.`,
  "what_if.no_buildings": (r) =>
    `За ${monthText("ru", r.period)} здесь нет домов в управлении: пробовать не на чем. Выберите другой месяц или другой охват.`,
  "what_if.no_result": (r) =>
    `У задания № ${r.job} нет результата пробы. Дождитесь её конца или запустите пробу снова.`,
  "what_if.formula_not_saved": () =>
    "Текст формулы не сохранён. Запишите её, дайте утвердить второму человеку и примените.",
  "close.no_open_period": () => "У организации нет открытого месяца: закрывать нечего.",
  "close.not_the_open_period": (r) =>
    `Открыт ${monthText("ru", r.open)}, а не ${monthText("ru", r.period)}. Закрывается только открытый месяц.`,
  "close.draft_exists": (r) =>
    `Есть неутверждённый расчёт № ${r.run}. Утвердите его или откажитесь от него, потом закройте месяц.`,
  "close.not_charged": (r) =>
    `За ${monthText("ru", r.period)} нет утверждённого расчёта. Рассчитайте месяц или закройте его, подтвердив, что начислений нет.`,
  "explain.account_not_found": (r) => `Лицевой счёт ${r.account} не найден. Проверьте номер по квитанции.`,
  "explain.not_charged": (r) => `По счёту ${r.account} за ${monthText("ru", r.period)} начислений нет.`,
  "explain.service_unknown": (r) =>
    `Услуга ${r.service} неизвестна. Коды перечислены в /api/tariffs/services.`,
  "explain.service_not_charged": (r) =>
    `По услуге ${r.service} за ${monthText("ru", r.period)} начислений нет.`,
  "receipts.not_charged": (r) =>
    `За ${monthText("ru", r.period)} нет утверждённого расчёта: печатать нечего. Сначала рассчитайте и утвердите месяц.`,
  "receipts.no_requisites": (r) =>
    `У организации ${r.organization} нет банковских реквизитов на этот месяц. Внесите их.`,
  "certificates.account_not_found": (r) =>
    `Лицевой счёт ${r.number} не найден. Проверьте номер по квитанции.`,
  "certificates.debt": (r) =>
    `Просрочено ${roubles("ru", String(r.overdue))}, поэтому справки об отсутствии задолженности нет. Оплатите долг или возьмите справку о состоянии счёта.`,
  "certificates.year_missing": () => "Выберите год: этот или один из трёх предыдущих.",
  "certificates.nothing_in_year": (r) => `За ${r.year} год по счёту ничего нет. Выберите другой год.`,
  "certificates.too_many": (r) =>
    `Сегодня по счёту уже выдано справок: ${r.most}. Возьмите одну из них или приходите завтра.`,
  "certificates.not_found": (r) => `Справки № ${r.number} по этому счёту нет.`,
  "certificates.not_confirmed": () =>
    "Центр такой справки не выдавал. Проверьте номер и код: они стоят внизу листа.",
  "certificates.asked_too_often": (r) => `Слишком много проверок подряд. Подождите ${r.seconds} с.`,
  "receipts.nobody_without_access": () =>
    "Печатать некому: у всех счетов уже есть доступ в личный кабинет или код, который ждёт. Новый код печатается с карточки счёта.",
};

const en: Words<FlowRefusal> = {
  "fiscal.payment_not_found": (r) => `There is no payment No ${r.payment} in this building.`,
  "fiscal.receipt_stands": (r) =>
    `Payment No ${r.payment} has a receipt, or it is being printed. A correction is for a payment without one.`,
  "gis.not_participant": (r) =>
    `Organization No ${r.organization} is not recorded as a participant of GIS ЖКХ. Record its orgPPAGUID in the settings.`,
  "gis.no_requisites": (r) =>
    `Organization No ${r.organization} has no bank requisites in this month. Fill them in.`,
  "gis.services_unmapped": (r) =>
    `Services No ${r.services.join(", ")} are no items of the system's dictionaries yet. Name them in the settings.`,
  "gis.package_not_found": (r) => `There is no message No ${r.package}. Refresh the list.`,
  "gis.package_answered": (r) =>
    `Message No ${r.package} has its answer already. Refresh the list and choose one without an answer.`,
  "gis.answer_of_other_package": (r) =>
    `The answer names what this message does not hold (TransportGUID ${r.transport}). Choose the message that it answers.`,
  "gis.fault": (r) =>
    `The system refused the request: ${r.fault} ${r.sentence}. Mend the cause and ask for the notifications again.`,
  "gis.answer_too_large": (r) =>
    `The answer is over ${r.bytesMax / 1_048_576} MB. Check that it is the right file.`,
  "gis.answer_declares_type": (r) =>
    `Line ${r.line}: the file declares a document type (DOCTYPE), and such are not read. It is no answer of GIS ЖКХ.`,
  "gis.nothing_left_out": (r) =>
    `Nothing of message ${r.package} is to be told again: no answer came yet, or a whole one. Reload the list.`,
  "gis.workbook_unreadable": (r) =>
    `The workbook cannot be read: ${TABLE_EN[r.trouble]}. Save it from GIS ЖКХ again.`,
  "gis.workbook_columns_missing": (r) =>
    `The workbook lacks the columns ${r.columns.map((name) => `“${name}”`).join(", ")}. Put in the one that was taken here and filled in by GIS ЖКХ.`,
  "gis.workbook_lines_wrong": (r) =>
    `${r.count} lines are wrong (${workbookFaultsText("en", r.lines)}). Nothing was taken; mend the workbook.`,
  "gis.identifiers_unreadable": (r) =>
    `The file cannot be read: ${TABLE_EN[r.trouble]}. Save it as XLSX or CSV.`,
  "gis.identifiers_columns_missing": (r) =>
    `The file lacks the columns ${r.columns.map((name) => `“${name}”`).join(", ")}. Take the file to fill in from this page.`,
  "gis.answer_encoding": (r) =>
    `Line ${r.line}: the file is not in the encoding that it names (${r.declared}). Save the system's answer again.`,
  "gis.answer_too_much": (r) =>
    `Line ${r.line}: the file has more than is read (${r.most}). Save the answer to each message by itself.`,
  "gis.answer_not_xml": (r) => `Line ${r.line}: this is no XML (${r.found}). Save the system's whole answer.`,
  "gis.answer_too_deep": (r) =>
    `Line ${r.line}: nested deeper than ${r.depthMax}. It is no answer of GIS ЖКХ.`,
  "gis.answer_field_wrong": (r) =>
    `Line ${r.line}: field ${r.field} holds “${r.found}” instead of whole kopecks.`,
  "gis.answer_unknown": (r) =>
    `The file holds no answer of GIS ЖКХ: it begins with “${r.found}”. Check that it is the right file.`,
  "gis.period_missing": () => "Name the month.",
  "gis.premises_unknown": (r) => `Building No ${r.building} has no premises ${r.premises}. Check the number.`,
  ...debtWordsEn,
  ...mailingWordsEn,
  ...ownWordsEn,
  ...guestPayWordsEn,
  "private.cap_unreadable": () => "Type the limit in roubles, for example 9000, or leave the field empty.",
  "private.autopay_consent_missing": () => "Without your consent the card cannot be charged. Tick it.",
  ...dropWordsEn,
  ...intakeWordsEn,
  "cash.not_of_shift": (r) =>
    `Payment ${r.payment} was not taken in your open shift. Reverse it in the list of payments.`,
  "agents.agent_not_found": (r) => `There is no agent with the code ${r.agent}. Choose it from the list.`,
  "agents.settings_wrong": (r) => FAULTS.en[r.fault],
  "agents.settings_waiting": (r) =>
    `Change ${r.version} waits for a second person. Approve or decline it, then propose the next one.`,
  "agents.version_not_found": (r) => `This agent has no change ${r.version}.`,
  "agents.version_decided": (r) => `Change ${r.version} has been decided.`,
  "agents.second_person_needed": (r) =>
    `Change ${r.version} gives the agent more than it had: another person approves it, not the one who proposed it.`,
  "agents.incident_not_found": (r) => `This agent has no incident ${r.message}.`,
  "agents.incident_decided": (r) => `Incident ${r.message} has been decided.`,
  "agents.closed_before": (r) => `Nothing is taken from agent ${r.agent} any more already.`,
  "import.file_not_found": (r) => `File ${r.file} is not uploaded, or was removed. Upload it again.`,
  "import.file_too_large": (r) => fileRefusalSentence("en", r),
  "import.unpacked_too_large": (r) => fileRefusalSentence("en", r),
  "import.too_many_rows": (r) => fileRefusalSentence("en", r),
  "import.not_a_table": (r) => fileRefusalSentence("en", r),
  "import.unknown_sheet": (r) => fileRefusalSentence("en", r),
  "import.missing_columns": (r) => fileRefusalSentence("en", r),
  "import.repeated_column": (r) => fileRefusalSentence("en", r),
  "import.encoding": (r) => fileRefusalSentence("en", r),
  "social.not_dbf": () => "The file does not look like DBF. Check that it is the right one.",
  "social.dbf_damaged": (r) =>
    `The file is damaged: it declares ${r.declared} records and has room for ${r.found}. Ask for it again.`,
  "social.columns_missing": (r) => `The heading lacks columns: ${r.columns.join(", ")}. Add them.`,
  "metering.allocator_file_unread": () => "The file has no table with a heading. Send XLSX or CSV.",
  "metering.allocator_file_columns": (r) => `The heading lacks columns: ${r.columns.join(", ")}. Add them.`,
  "social.not_a_list": () => "The file has no table with a heading. Send DBF, XLSX or CSV.",
  "social.too_many_lines": (r) => `The list has more than ${r.most} lines. Divide it.`,
  "social.no_payments": () => "The file has no payment. Check that it is the right one.",
  "social.payments_broken": (r) =>
    `The file is not taken: errors in lines ${r.lines.map(({ line, found }) => `${line}${found === "" ? "" : ` ("${found}")`}`).join(", ")}. Correct them (${r.count} in all) and upload it again.`,
  "social.register_not_found": (r) => `There is no register ${r.register}. Upload it.`,
  "social.list_not_found": (r) => `There is no list ${r.list}. Upload it.`,
  "social.line_not_found": (r) => `List ${r.list} has no line ${r.line}. Refresh the page.`,
  "social.line_decided": (r) => `Line ${r.line} is decided already. Refresh the page.`,
  "social.code_unknown": (r) =>
    `Line ${r.line}: the code ${r.office} belongs to no category. Choose a category for it.`,
  "social.reason_missing": (r) => `Line ${r.line}: the reason of the refusal is missing. Write it.`,
  "social.resident_missing": (r) => `Line ${r.line}: no resident is chosen. Choose whom it means.`,
  "register.organization_not_found": (r) =>
    `There is no organization ${r.organization}. Choose one of the list.`,
  "what_if.no_buildings": (r) =>
    `Nothing is managed here in ${monthText("en", r.period)}: there is nothing to try it on. Choose another month or scope.`,
  "what_if.no_result": (r) =>
    `Job No ${r.job} has no result of a trial. Wait until it is done, or try the change again.`,
  "what_if.formula_not_saved": () =>
    "The formula's text is not saved. Write it, have a second person approve it, then apply it.",
  "close.no_open_period": () => "The organization has no open month: there is nothing to close.",
  "close.not_the_open_period": (r) =>
    `${monthText("en", r.open)} is open, not ${monthText("en", r.period)}. Only the open month can be closed.`,
  "close.draft_exists": (r) => `Run No ${r.run} is not decided. Approve or discard it, then close the month.`,
  "close.not_charged": (r) =>
    `${monthText("en", r.period)} has no approved run. Charge the month, or close it stating that nothing is charged.`,
  "explain.account_not_found": (r) =>
    `There is no account ${r.account} in your sight. Check the number on the receipt.`,
  "explain.not_charged": (r) =>
    `Nothing is charged to account ${r.account} for ${monthText("en", r.period)}.`,
  "explain.service_unknown": (r) =>
    `There is no service ${r.service}. /api/tariffs/services lists the codes.`,
  "explain.service_not_charged": (r) =>
    `Nothing is charged for ${r.service} in ${monthText("en", r.period)}.`,
  "receipts.not_charged": (r) =>
    `${monthText("en", r.period)} has no approved run: there is nothing to print. Charge and approve the month first.`,
  "receipts.no_requisites": (r) =>
    `${r.organization} has no bank account in this month. Enter its requisites first.`,
  "certificates.account_not_found": (r) => `There is no account ${r.number}. Check the number on the bill.`,
  "certificates.debt": (r) =>
    `${roubles("en", String(r.overdue))} are overdue, so there is no certificate of no debt. Pay the debt, or take the certificate of the account's state.`,
  "certificates.year_missing": () => "Choose a year: this one or one of the three before.",
  "certificates.nothing_in_year": (r) =>
    `There is nothing on the account for ${r.year}. Choose another year.`,
  "certificates.too_many": (r) =>
    `${r.most} certificates of the account were given today. Take one of them, or come back tomorrow.`,
  "certificates.not_found": (r) => `There is no certificate No ${r.number} of this account.`,
  "certificates.not_confirmed": () =>
    "The centre has given no such certificate. Check the number and the code: they stand at the foot of the sheet.",
  "certificates.asked_too_often": (r) => `Too many checks in a row. Wait ${r.seconds} s.`,
  "receipts.nobody_without_access": () =>
    "There is nobody to print for: every account has access to the private account or a code that waits. A new code is printed from the account's card.",
};

export const flowWords: Readonly<Record<"ru" | "en", Words<FlowRefusal>>> = { ru, en };
