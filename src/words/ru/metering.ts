import type {
  AllocatorRefusal,
  FailureRefusal,
  MeteringRefusal,
  MeterRowRefusal,
  PictureRefusal,
  ReadingRefusal,
} from "#modules/metering";
import { dayText, decimal, monthText, rowsOf, timeText, type Words } from "../words.ts";

export const meteringWords: Words<
  AllocatorRefusal | FailureRefusal | MeteringRefusal | MeterRowRefusal | PictureRefusal | ReadingRefusal
> = {
  "metering.serial_empty": () => "Заводской номер пуст. Заполните его.",
  "metering.digits_impossible": (r) => `Цифр до запятой ${r.digits}: так не бывает.`,
  "metering.ratio_impossible": (r) => `Коэффициент ${r.ratio} невозможен.`,
  "metering.removed_before_installed": (r) =>
    `Прибор снят ${dayText(r.removed)}, раньше установки ${dayText(r.installed)}. Исправьте даты.`,
  "metering.building_not_found": (r) => `Дом № ${r.building} не найден. Проверьте номер дома.`,
  "metering.premises_not_found": (r) => `Помещение № ${r.premises} не найдено. Сначала внесите его.`,
  "metering.serial_taken": (r) => `Номер ${r.serial} уже у прибора другого помещения. Проверьте номер.`,
  "metering.removed_already": (r) => `Прибор уже снят ${dayText(r.removed)}.`,
  "metering.scale_unknown": (r) => `У прибора с ${r.tariffScales} шк. нет шкалы ${r.scale}. Проверьте шкалу.`,
  "metering.reading_too_long": (r) =>
    `Показание не помещается в ${r.integerDigits} цифр прибора. Проверьте запятую.`,
  "metering.meter_not_found": (r) => `Прибор № ${r.meter} не найден. Проверьте номер по карточке счёта.`,
  "metering.reading_in_future": (r) =>
    `Дата ${dayText(r.takenOn)} ещё не наступила (сегодня ${dayText(r.today)}).`,
  "metering.before_installation": (r) =>
    `${dayText(r.takenOn)} раньше установки прибора ${dayText(r.installed)}. Исправьте дату.`,
  "metering.meter_removed": (r) =>
    `Прибор снят ${dayText(r.removed)}, показание за ${dayText(r.takenOn)} не его.`,
  "metering.reading_below_previous": (r) =>
    `${dayText(r.takenOn)} прибор показывал ${decimal("ru", r.previous)}. Если он прошёл через ноль, отметьте это; если заменён, сначала внесите новый прибор.`,
  "metering.reading_above_next": (r) =>
    `${dayText(r.takenOn)} прибор показывал ${decimal("ru", r.next)}, меньше этого. Проверьте показание.`,
  "metering.picture_too_large": (r) =>
    `Фотография больше ${r.megabytesMax} МБ. Снимите её с меньшим качеством и отправьте снова.`,
  "metering.picture_unreadable": () =>
    "Этот файл не читается как фотография. Выберите снимок в формате JPEG, PNG или WebP.",
  "metering.picture_without_reading": () =>
    "Фотография сама по себе не показание: впишите, что показывает прибор, и отправьте вместе.",
  "metering.pictures_too_many": (r) =>
    `За этот день уже отправлено фотографий этого прибора: ${r.most}; больше не принимаем.`,
  "metering.picture_not_found": (r) => `Фотография № ${r.picture} не найдена.`,
  "metering.rows_refused": (r) =>
    `Ничего не записано: ошибки в строках ${rowsOf(r.rows)}. Исправьте их и повторите.`,
  "metering.failure_span_empty": (r) =>
    `Конец ${timeText(r.endedAt)} не позже начала ${timeText(r.startedAt)}. Исправьте время.`,
  "metering.failure_in_future": (r) =>
    `Конец ${timeText(r.endedAt)} ещё не наступил: сегодня ${dayText(r.today)}. Внесите нарушение, когда оно устранено.`,
  "metering.failure_document_missing": () => "Документ не назван. Укажите акт или номер отключения.",
  "metering.failure_place_unknown": () =>
    "Такого подъезда или помещения в доме нет. Выберите одно из двух или весь дом.",
  "metering.standard_not_found": (r) =>
    `В приложении 1 нет требования к такому нарушению (${r.supply}, ${r.kind}, ${r.condition || "обычный случай"}). Выберите другое.`,
  "metering.measurement_missing": () => "Не указано измеренное значение. Возьмите его из акта.",
  "metering.measurement_within_standard": () =>
    "Измеренное значение соответствует требованиям: снижать плату не за что. Проверьте его по акту.",
  "metering.failure_not_found": (r) => `Нарушения № ${r.failure} в доме нет.`,
  "metering.failure_decided": (r) =>
    ({
      proposed: "Решения об этом нарушении ещё нет: отменять нечего.",
      accepted: "Это нарушение уже принято. Его можно отменить.",
      refused: "В этом нарушении уже отказано. Внесите новое.",
      withdrawn: "Это нарушение уже отменено. Внесите новое.",
    })[r.state],
  "metering.allocator_span_impossible": (r) =>
    `С ${monthText("ru", r.from)} по ${monthText("ru", r.to)} — это не от одного до ${r.most} месяцев. Исправьте месяцы.`,
  "metering.allocator_span_not_over": (r) =>
    `Месяц ${monthText("ru", r.to)} ещё не кончился: показания распределителей снимают после конца периода.`,
  "metering.allocator_document_missing": () => "Документ не назван. Укажите акт снятия показаний.",
  "metering.allocator_counted_twice": (r) =>
    `Помещение № ${r.premises} указано дважды. Сложите показания его распределителей в одну строку.`,
  "metering.allocator_spans_overlap": (r) =>
    `Показания дома уже внесены за период ${monthText("ru", r.from)} — ${monthText("ru", r.to)}. Чтобы исправить их, укажите те же месяцы, иначе — месяцы вне этого периода.`,
  "metering.failure_reason_missing": () => "Причина не названа. Напишите, почему отказано или отменено.",
};
