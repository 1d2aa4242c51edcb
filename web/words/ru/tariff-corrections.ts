/** Corrections of tariffs and norms recorded in error. */
export const tariffCorrectionWords = {
  "tariffCorrections.open": "Исправить…",
  "tariffCorrections.correctOf": "Исправить значение {value}, действующее с {day}",
  "tariffCorrections.correct": "Исправить значение",
  "tariffCorrections.about":
    "Записано {value} с {day}. Если это ошибка ввода, здесь она исправляется с того же дня. Если тариф изменился, установите новое значение.",
  "tariffCorrections.right": "Верное значение",
  "tariffCorrections.reason": "Почему исправляется",
  "tariffCorrections.reasonHint": "Останется в истории: «Цифры переставлены при вводе»",
  "tariffCorrections.reach":
    "Значение уже действует. Месяцы, начисленные по неверному, пересчитает ближайший расчёт открытого месяца; разница пойдёт перерасчётом.",
  "tariffCorrections.done": "Исправлено с {day}",
  "tariffCorrections.recorded": "записано {when}",
  "tariffCorrections.history": "Что было до исправлений",
  "tariffCorrections.corrected": "исправлено {when}: {reason}",
} as const;
