/** Files of documents that things are decided by. */
export const documentWords = {
  "documents.attach": "Приложить файл",
  "documents.file": "Файл документа",
  "documents.remove": "Убрать файл «{file}»",
} as const;
