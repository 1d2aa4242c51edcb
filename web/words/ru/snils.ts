/** Insurance numbers of residents. */
export const snilsWords = {
  "snils.name": "СНИЛС",
  "snils.add": "Указать…",
  "snils.change": "Исправить…",
  "snils.about":
    "По СНИЛС находят жителя списки и реестры соцзащиты. Целиком номер виден только здесь; просмотр записывается.",
  "snils.hint": "Одиннадцать цифр: 162-498-494 04",
  "snils.write": "Записать СНИЛС",
  "snils.written": "СНИЛС записан",
} as const;
