export const waitWords = {
  "waits.title": "Ждёт слишком долго",
  "waits.since": "с {at}",
  "waits.dealt": "Разобрались",
  "waits.dealtTitle": "Что сделано?",
  "waits.dealtAbout": "Запись уйдёт из списка. Если это случится снова, она вернётся.",
  "waits.note": "Что сделано",
  "waits.noteHint": "Это увидят коллеги в журнале действий.",
  "waits.mayNot": "Закрывают оператор и главный бухгалтер центра.",
};
