import type { Issue, RequestRefusal } from "#platform/http";
import type { Words } from "../words.ts";

export const requestWords: Words<RequestRefusal> = {
  "request.invalid": (r) =>
    `Запрос не принят: ${r.issues.slice(0, 3).map(fault).join("; ")}. Исправьте и повторите.`,
  "request.unreadable": () => "Запрос не читается: ожидается верный JSON. Исправьте и повторите.",
  "request.too_large": (r) => `Запрос больше ${r.bytesMax} байт. Разделите его на части.`,
  "request.media_type_unknown": (r) =>
    `Вид данных «${r.mediaType}» здесь не принимается. Виды названы в описании интерфейса.`,
  "request.cross_site": () =>
    "Запрос пришёл с чужой страницы и не выполнен. Повторите его со своей страницы системы.",
  "request.route_not_found": () => "Такого адреса нет. Адреса перечислены на странице /api.",
  "request.defect": (r) =>
    `Наша ошибка, номер ${r.number}; ничего не проведено. Сообщите этот номер администратору.`,
  "request.database_away": () =>
    "База данных не отвечает. Ничего не проведено; повторите через несколько секунд.",
};

function fault({ field, problem, wanted }: Issue): string {
  const where = field === "" ? "тело запроса" : `«${field}»`;
  switch (problem) {
    case "wrong_type":
      return `${where}: нужно значение вида ${wanted ?? "?"}`;
    case "wrong_form":
      return `${where}: не та запись${wanted === undefined ? "" : `, нужна вида ${wanted}`}`;
    case "unknown_field":
      return `${where}: такого поля нет`;
    case "not_one_of":
      return `${where}: нужно одно из ${wanted ?? "?"}`;
    case "too_small":
      return `${where}: не меньше ${wanted ?? "?"}`;
    case "too_large":
      return `${where}: не больше ${wanted ?? "?"}`;
    case "no_such":
      return `${where}: ${wanted === "date" ? "такой даты нет" : wanted === "month" ? "такого месяца нет" : "такого нет"}`;
    case "unacceptable":
      return `${where}: значение не подходит`;
  }
}
