import type { Issue } from "./issues.ts";
import type { Language } from "./language.ts";
import type { RequestRefusal } from "./problems.ts";

/** A sentence for each refusal of the server itself: what happened, and what to do next. */
export type RequestWords = {
  readonly [C in RequestRefusal["code"]]: (refusal: Extract<RequestRefusal, { readonly code: C }>) => string;
};

const ru: RequestWords = {
  "request.invalid": (r) =>
    `Запрос не принят: ${r.issues.slice(0, 3).map(faultRu).join("; ")}. Исправьте и повторите.`,
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

const en: RequestWords = {
  "request.invalid": (r) =>
    `The request was not taken: ${r.issues.slice(0, 3).map(faultEn).join("; ")}. Correct it and try again.`,
  "request.unreadable": () => "The request cannot be read: valid JSON is wanted. Correct it and try again.",
  "request.too_large": (r) => `The request is larger than ${r.bytesMax} bytes. Send it in parts.`,
  "request.media_type_unknown": (r) =>
    `The media type “${r.mediaType}” is not taken here. The contract names those that are.`,
  "request.cross_site": () =>
    "The request came from another site's page and was not done. Repeat it from the system's own page.",
  "request.route_not_found": () => "There is no such address. The page /api lists them.",
  "request.defect": (r) =>
    `Our mistake, number ${r.number}; nothing was booked. Tell the administrator this number.`,
  "request.database_away": () =>
    "The database does not answer. Nothing was booked; try again in a few seconds.",
};

export const requestWords: Readonly<Record<Language, RequestWords>> = { ru, en };

function faultRu({ field, problem, wanted }: Issue): string {
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

function faultEn({ field, problem, wanted }: Issue): string {
  const where = field === "" ? "the body" : `“${field}”`;
  switch (problem) {
    case "wrong_type":
      return `${where}: a value of type ${wanted ?? "?"} is wanted`;
    case "wrong_form":
      return `${where}: not of the right form${wanted === undefined ? "" : `, ${wanted}`}`;
    case "unknown_field":
      return `${where}: there is no such field`;
    case "not_one_of":
      return `${where}: one of ${wanted ?? "?"} is wanted`;
    case "too_small":
      return `${where}: not below ${wanted ?? "?"}`;
    case "too_large":
      return `${where}: not above ${wanted ?? "?"}`;
    case "no_such":
      return `${where}: there is no such ${wanted ?? "value"}`;
    case "unacceptable":
      return `${where}: the value does not do`;
  }
}
