import type { AddressRefusal, BuildingRowRefusal, PremisesRowRefusal } from "#modules/addresses";
import { dayText, rowsOf, type Words } from "../words.ts";

export const addressWords: Words<AddressRefusal | BuildingRowRefusal | PremisesRowRefusal> = {
  "addresses.code_empty": () => "Код дома пуст. Заполните его.",
  "addresses.settlement_unknown": (r) =>
    `Населённый пункт «${r.stated}» не разобран. Напишите с видом: «г. Боровичи».`,
  "addresses.house_number_unreadable": (r) =>
    `Номер дома «${r.stated}» не разобран. Напишите, например, «7 корп. 1».`,
  "addresses.area_negative": () => "Площадь меньше нуля. Исправьте её.",
  "addresses.building_elsewhere": (r) =>
    `Под этим кодом записан другой адрес: ${r.recorded}, а указано ${r.stated}. Проверьте код.`,
  "addresses.state_contradicts": (r) =>
    `С ${dayText(r.recordedFrom)} уже записано другое, новое действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
  "addresses.manager_contradicts": (r) =>
    `С ${dayText(r.recordedFrom)} уже записана другая управляющая организация, новое действует с ${dayText(r.from)}. Укажите более позднюю дату.`,
  "addresses.manager_not_found": (r) => `Организация № ${r.organization} не найдена. Сначала внесите её.`,
  "addresses.number_empty": () => "Номер помещения пуст. Заполните его.",
  "addresses.building_not_found": (r) => `Дом № ${r.building} не найден. Проверьте номер дома.`,
  "addresses.flat_not_found": (r) => `Коммунальная квартира ${r.flat} не найдена. Сначала внесите её.`,
  "addresses.premises_differs": (r) =>
    `Помещение записано иначе: «${r.recorded}», а указано «${r.stated}». Дайте новому помещению свой номер.`,
  "addresses.center_only": () =>
    "Адресную книгу города меняет только расчётный центр. Обратитесь к его оператору.",
  "addresses.rows_refused": (r) =>
    `Ничего не записано: ошибки в строках ${rowsOf(r.rows)}. Исправьте их и повторите.`,
  "addresses.street_not_found": (r) => `Улица № ${r.street} не найдена. Проверьте номер.`,
  "addresses.street_name_taken": (r) => `Имя «${r.name}» уже носит другая улица города. Выберите другое.`,
  "addresses.street_name_contradicts": (r) =>
    `С ${dayText(r.recordedFrom)} у улицы записано другое имя. Укажите более позднюю дату, чем ${dayText(r.from)}.`,
};
