import { fromMillionths, toDecimal } from "#core/exact";
import type { Refusal } from "#core/result";
import type { AccountRowRefusal, ResidentRowRefusal } from "#modules/accounts";
import type { BuildingRowRefusal, PremisesRowRefusal } from "#modules/addresses";
import type { MeterRowRefusal, ReadingRefusal } from "#modules/metering";
import type { OrganizationRowRefusal } from "#modules/organizations";
import type { TermsRowRefusal, ValueRowRefusal } from "#modules/tariffs";
import { dayText } from "../words/words.ts";

/** Whatever a room can have against one row of an import. */
type RoomRefusal =
  | OrganizationRowRefusal
  | BuildingRowRefusal
  | PremisesRowRefusal
  | AccountRowRefusal
  | ResidentRowRefusal
  | MeterRowRefusal
  | ReadingRefusal
  | ValueRowRefusal
  | TermsRowRefusal
  | { readonly code: "import.organization_unknown"; readonly organization: string }
  | { readonly code: "import.period_not_open"; readonly organization: string };

type Words = {
  readonly [C in RoomRefusal["code"]]: {
    readonly ru: (refusal: Extract<RoomRefusal, { code: C }>) => string;
    readonly en: (refusal: Extract<RoomRefusal, { code: C }>) => string;
  };
};

/** What a room says against a row, in both languages; a refusal that gets a new code does not compile without. */
const WORDS: Words = {
  "organizations.code_empty": {
    ru: () => "Код организации пуст. Заполните его.",
    en: () => "The organization's code is empty. Fill it in.",
  },
  "organizations.name_empty": {
    ru: () => "Наименование пусто. Заполните его.",
    en: () => "The name is empty. Fill it in.",
  },
  "organizations.differs": {
    ru: (r) => `Под этим кодом записано другое: «${r.recorded}», а в строке «${r.stated}». Проверьте код.`,
    en: (r) => `Another organization has this code: “${r.recorded}”, not “${r.stated}”. Check the code.`,
  },
  "organizations.twice_in_rows": {
    ru: () => "Две строки с этим кодом говорят разное. Оставьте одну.",
    en: () => "Two rows with this code differ. Keep one.",
  },
  "organizations.requisites_malformed": {
    ru: (r) => `Реквизит «${r.stated}» неверной длины. Проверьте цифры.`,
    en: (r) => `“${r.stated}” has a wrong number of digits. Check them.`,
  },
  "organizations.requisites_contradict": {
    ru: (r) =>
      `С ${dayText(r.recordedFrom)} уже записаны другие реквизиты, строка меняет их с ${dayText(r.from)}. Укажите более позднюю дату.`,
    en: (r) =>
      `Other bank details are on record from ${dayText(r.recordedFrom)}; the row changes them from ${dayText(r.from)}. State a later day.`,
  },
  "addresses.code_empty": {
    ru: () => "Код дома пуст. Заполните его.",
    en: () => "The building's code is empty. Fill it in.",
  },
  "addresses.settlement_unknown": {
    ru: (r) => `Населённый пункт «${r.stated}» не разобран. Напишите с видом: «г. Боровичи».`,
    en: (r) => `The settlement “${r.stated}” could not be read. Write it with its kind: “г. Боровичи”.`,
  },
  "addresses.house_number_unreadable": {
    ru: (r) => `Номер дома «${r.stated}» не разобран. Напишите, например, «7 корп. 1».`,
    en: (r) => `The house number “${r.stated}” could not be read. Write it like “7 корп. 1”.`,
  },
  "addresses.area_negative": {
    ru: () => "Площадь меньше нуля. Исправьте её.",
    en: () => "The area is negative. Correct it.",
  },
  "addresses.building_elsewhere": {
    ru: (r) => `Под этим кодом записан другой адрес: ${r.recorded}, а в строке ${r.stated}. Проверьте код.`,
    en: (r) => `This code is recorded at another address: ${r.recorded}, not ${r.stated}. Check the code.`,
  },
  "addresses.state_contradicts": {
    ru: (r) =>
      `С ${dayText(r.recordedFrom)} уже записано другое, строка действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
    en: (r) =>
      `Something else is on record from ${dayText(r.recordedFrom)}; the row is in force from ${dayText(r.from)}. State a later day.`,
  },
  "addresses.manager_contradicts": {
    ru: (r) =>
      `С ${dayText(r.recordedFrom)} уже записана другая управляющая организация, строка действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
    en: (r) =>
      `Another manager is on record from ${dayText(r.recordedFrom)}; the row is in force from ${dayText(r.from)}. State a later day.`,
  },
  "addresses.manager_not_found": {
    ru: () => "Управляющая организация не найдена. Загрузите её строку.",
    en: () => "The manager was not found. Import its row.",
  },
  "addresses.number_empty": {
    ru: () => "Номер помещения пуст. Заполните его.",
    en: () => "The premises number is empty. Fill it in.",
  },
  "addresses.building_not_found": {
    ru: () => "Дом не найден. Загрузите его строку.",
    en: () => "The building was not found. Import its row.",
  },
  "addresses.flat_not_found": {
    ru: (r) => `Коммунальная квартира ${r.flat} не найдена. Загрузите её строку.`,
    en: (r) => `The communal flat ${r.flat} was not found. Import its row.`,
  },
  "addresses.premises_differs": {
    ru: (r) =>
      `Помещение записано иначе: «${r.recorded}», а в строке «${r.stated}». Дайте новому помещению свой номер.`,
    en: (r) =>
      `The premises is on record as “${r.recorded}”, not “${r.stated}”. Give the new premises a number of its own.`,
  },
  "accounts.number_malformed": {
    ru: (r) => `Номер счёта «${r.number}»: нужно от 6 до 20 цифр.`,
    en: (r) => `The account number “${r.number}” needs 6 to 20 digits.`,
  },
  "accounts.holder_empty": {
    ru: () => "Плательщик не назван. Заполните имя.",
    en: () => "The payer is not named. Fill in the name.",
  },
  "accounts.share_impossible": {
    ru: (r) => `Доля ${r.numerator}/${r.denominator} невозможна.`,
    en: (r) => `A share of ${r.numerator}/${r.denominator} is impossible.`,
  },
  "accounts.closed_before_opened": {
    ru: (r) => `Счёт закрыт ${dayText(r.closed)}, раньше, чем открыт ${dayText(r.opened)}. Исправьте даты.`,
    en: (r) =>
      `The account is closed on ${dayText(r.closed)}, before it is opened on ${dayText(r.opened)}. Correct the days.`,
  },
  "accounts.premises_not_found": {
    ru: () => "Помещение не найдено. Загрузите его строку.",
    en: () => "The premises was not found. Import its row.",
  },
  "accounts.number_taken": {
    ru: (r) => `Номер ${r.number} уже у счёта другого помещения. Дайте счёту другой номер.`,
    en: (r) => `Number ${r.number} is an account of another premises. Choose another number.`,
  },
  "accounts.closed_already": {
    ru: (r) => `Счёт закрыт ${dayText(r.closed)}. Откройте новый.`,
    en: (r) => `The account was closed on ${dayText(r.closed)}. Open a new one.`,
  },
  "accounts.state_contradicts": {
    ru: (r) =>
      `С ${dayText(r.recordedFrom)} о счёте записано другое, строка действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
    en: (r) =>
      `Something else is on record of the account from ${dayText(r.recordedFrom)}; the row is in force from ${dayText(r.from)}. State a later day.`,
  },
  "accounts.resident_name_empty": {
    ru: () => "Имя жителя пусто. Заполните его.",
    en: () => "The resident's name is empty. Fill it in.",
  },
  "accounts.resident_span_empty": {
    ru: (r) => `Регистрация кончается ${dayText(r.to)}, не позже начала ${dayText(r.from)}. Исправьте даты.`,
    en: (r) =>
      `The registration ends on ${dayText(r.to)}, not after it begins on ${dayText(r.from)}. Correct the days.`,
  },
  "accounts.account_not_found": {
    ru: () => "Счёт не найден. Загрузите его строку.",
    en: () => "The account was not found. Import its row.",
  },
  "accounts.resident_twice_in_rows": {
    ru: () => "Эта регистрация уже есть в другой строке. Оставьте одну.",
    en: () => "Another row has this registration. Keep one.",
  },
  "metering.serial_empty": {
    ru: () => "Заводской номер пуст. Заполните его.",
    en: () => "The serial is empty. Fill it in.",
  },
  "metering.digits_impossible": {
    ru: (r) => `Цифр до запятой ${r.digits}: так не бывает.`,
    en: (r) => `No meter has ${r.digits} digits before the point.`,
  },
  "metering.ratio_impossible": {
    ru: (r) => `Коэффициент ${r.ratio} невозможен.`,
    en: (r) => `A ratio of ${r.ratio} is impossible.`,
  },
  "metering.removed_before_installed": {
    ru: (r) => `Прибор снят ${dayText(r.removed)}, раньше установки ${dayText(r.installed)}. Исправьте даты.`,
    en: (r) =>
      `The meter is removed on ${dayText(r.removed)}, before its installation on ${dayText(r.installed)}. Correct the days.`,
  },
  "metering.building_not_found": {
    ru: () => "Дом не найден. Загрузите его строку.",
    en: () => "The building was not found. Import its row.",
  },
  "metering.premises_not_found": {
    ru: () => "Помещение не найдено. Загрузите его строку.",
    en: () => "The premises was not found. Import its row.",
  },
  "metering.serial_taken": {
    ru: (r) => `Номер ${r.serial} уже у прибора другого помещения. Проверьте номер.`,
    en: (r) => `Serial ${r.serial} is another premises' meter. Check it.`,
  },
  "metering.removed_already": {
    ru: (r) => `Прибор уже снят ${dayText(r.removed)}.`,
    en: (r) => `The meter was already removed on ${dayText(r.removed)}.`,
  },
  "metering.scale_unknown": {
    ru: (r) => `У прибора с ${r.tariffScales} шк. нет шкалы ${r.scale}. Проверьте шкалу.`,
    en: (r) => `A meter of ${r.tariffScales} scales has no scale ${r.scale}. Check it.`,
  },
  "metering.reading_too_long": {
    ru: (r) => `Показание не помещается в ${r.integerDigits} цифр прибора. Проверьте запятую.`,
    en: (r) => `The reading does not fit the meter's ${r.integerDigits} digits. Check the decimal point.`,
  },
  "metering.meter_not_found": {
    ru: () => "Прибор не найден. Загрузите его строку.",
    en: () => "The meter was not found. Import its row.",
  },
  "metering.reading_in_future": {
    ru: (r) => `Дата ${dayText(r.takenOn)} ещё не наступила (сегодня ${dayText(r.today)}).`,
    en: (r) => `${dayText(r.takenOn)} has not come yet (today is ${dayText(r.today)}).`,
  },
  "metering.before_installation": {
    ru: (r) => `${dayText(r.takenOn)} раньше установки прибора ${dayText(r.installed)}. Исправьте дату.`,
    en: (r) =>
      `${dayText(r.takenOn)} is before the meter's installation on ${dayText(r.installed)}. Correct the day.`,
  },
  "metering.meter_removed": {
    ru: (r) => `Прибор снят ${dayText(r.removed)}, показание за ${dayText(r.takenOn)} не его.`,
    en: (r) =>
      `The meter was removed on ${dayText(r.removed)}; the reading of ${dayText(r.takenOn)} is not its own.`,
  },
  "metering.reading_below_previous": {
    ru: (r) =>
      `${dayText(r.takenOn)} прибор показывал ${decimal(r.previous)}. Если он прошёл через ноль, отметьте это; если заменён, загрузите новый прибор.`,
    en: (r) =>
      `On ${dayText(r.takenOn)} the meter showed ${decimal(r.previous)}. If it passed zero, mark it so; if it was replaced, import the new meter.`,
  },
  "metering.reading_above_next": {
    ru: (r) =>
      `${dayText(r.takenOn)} прибор показывал ${decimal(r.next)}, меньше этого. Проверьте показание.`,
    en: (r) =>
      `On ${dayText(r.takenOn)} the meter showed ${decimal(r.next)}, less than this. Check the reading.`,
  },
  "tariffs.service_unknown": {
    ru: (r) => `Услуга ${r.service} неизвестна.`,
    en: (r) => `The service ${r.service} is unknown.`,
  },
  "tariffs.value_negative": {
    ru: () => "Значение меньше нуля. Исправьте его.",
    en: () => "The value is negative. Correct it.",
  },
  "tariffs.basis_missing": {
    ru: () => "Не назван документ. Укажите, чем установлено.",
    en: () => "No document is named. State what set the value.",
  },
  "tariffs.span_empty": {
    ru: (r) => `Действие кончается ${dayText(r.to)}, не позже начала ${dayText(r.from)}. Исправьте даты.`,
    en: (r) => `It ends on ${dayText(r.to)}, not after it begins on ${dayText(r.from)}. Correct the days.`,
  },
  "tariffs.owner_missing": {
    ru: () => "Не сказано, чьё это значение. Заполните код для этого уровня.",
    en: () => "Whose value it is was not said. Fill in the code for its level.",
  },
  "tariffs.owner_not_found": {
    ru: () => "Дом или счёт не найден. Загрузите его строку.",
    en: () => "The building or account was not found. Import its row.",
  },
  "tariffs.provider_not_found": {
    ru: () => "Поставщик не найден. Загрузите его строку.",
    en: () => "The provider was not found. Import its row.",
  },
  "tariffs.provider_not_at_this_level": {
    ru: () => "На уровне дома и счёта поставщика не указывают. Очистите ячейку.",
    en: () => "A building's or account's value names no provider. Empty the cell.",
  },
  "tariffs.not_yours": {
    ru: () => "Это значение устанавливает расчётный центр.",
    en: () => "This value is the billing center's to set.",
  },
  "tariffs.value_contradicts": {
    ru: (r) =>
      `С ${dayText(r.recordedFrom)} уже записано ${decimal(r.recordedValue)} (${r.recordedBasis}). Укажите, до какого дня действует строка, или более позднюю дату.`,
    en: (r) =>
      `${decimal(r.recordedValue)} is on record from ${dayText(r.recordedFrom)} (${r.recordedBasis}). State until when the row holds, or a later day.`,
  },
  "tariffs.method_unknown": {
    ru: (r) => `Способ ${r.method} неизвестен.`,
    en: (r) => `The method ${r.method} is unknown.`,
  },
  "tariffs.terms_contradict": {
    ru: (r) =>
      `С ${dayText(r.recordedFrom)} услуга начисляется иначе, строка действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
    en: (r) =>
      `From ${dayText(r.recordedFrom)} the service is charged otherwise; the row is in force from ${dayText(r.from)}. State a later day.`,
  },
  "import.organization_unknown": {
    ru: (r) => `Организация ${r.organization} не найдена. Загрузите её строку.`,
    en: (r) => `Organization ${r.organization} was not found. Import its row.`,
  },
  "import.period_not_open": {
    ru: (r) => `У организации ${r.organization} нет открытого месяца. Откройте его, потом загрузите остатки.`,
    en: (r) => `Organization ${r.organization} has no open month. Open one, then import the balances.`,
  },
};

interface AnyWords {
  ru(refusal: Refusal): string;
  en(refusal: Refusal): string;
}

/** The sentences for a room's refusal; one without words of its own is shown by its code. */
export function roomRefusalWords(refusal: Refusal): { readonly ru: string; readonly en: string } {
  const words = (WORDS as unknown as Readonly<Record<string, AnyWords | undefined>>)[refusal.code];
  return words
    ? { ru: words.ru(refusal), en: words.en(refusal) }
    : { ru: `Отказано: ${refusal.code}.`, en: `Refused: ${refusal.code}.` };
}

/** Rooms hand over millionths as decimal strings of whole numbers. */
const decimal = (millionths: string): string =>
  /^-?\d+$/.test(millionths) ? toDecimal(fromMillionths(BigInt(millionths)), 6) : millionths;
