/** Words of a month that is charged again: why, and where it changes most. */
export const recalculationWords = {
  "recalculation.largest": "Самые большие изменения",
  "recalculation.largestHow": "По новой сумме открывается её расчёт — таким, как его считает этот запуск.",
  "recalculation.noChange": "Суммы не меняются: опоздавшее на этот месяц не влияет.",
  "recalculation.service": "Услуга",
  "recalculation.why": "Что стало известно",
  "recalculation.whyHow":
    "Данные этого расчёта рядом с теми, по которым {period} начислен раньше. Разница будет проведена в месяце {booked}.",
  "recalculation.summary":
    "{buildings, plural, one {# дом} few {# дома} many {# домов} other {# дома}}; {changed, plural, one {меняется # счёт} few {меняются # счёта} many {меняются # счетов} other {меняются # счёта}}.",
  "recalculation.wholeHouse": "весь дом",
  "recalculation.ofBefore":
    "За сам этот месяц ничего не опоздало: он следует за более ранним, который пересчитан (переносы объёмов, средние).",
  "recalculation.recorded": "{source}, с {from}: внесено {at}, {by}",
  "recalculation.byProgram": "файлом или программой",
  "recalculation.more": "Ещё дома",
} as const;
