import type { DocumentRefusal } from "#modules/documents";
import type { Words } from "../words.ts";

export const documentWords: Words<DocumentRefusal> = {
  "documents.title_missing": () => "Не назван документ. Укажите вид, номер и дату, затем приложите файл.",
  "documents.file_empty": () => "Файл пуст. Выберите другой.",
  "documents.kind_unknown": (r) =>
    `Файл «${r.fileName}» не принимается. Нужен PDF, изображение (PNG, JPEG, TIFF) или документ DOC, DOCX, XLS, XLSX.`,
  "documents.has_macros": (r) =>
    `В файле «${r.fileName}» есть макросы. Сохраните его без макросов или как PDF.`,
  "documents.owner_not_found": () => "Дом или счёт не найден. Проверьте, чей это документ.",
  "documents.not_yours": () => "Документы города прикладывает расчётный центр. Обратитесь к его оператору.",
  "documents.paper_not_found": (r) => `Файл № ${r.paper} не найден. Обновите страницу.`,
};
