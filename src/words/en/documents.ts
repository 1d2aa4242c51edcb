import type { DocumentRefusal } from "#modules/documents";
import type { Words } from "../words.ts";

export const documentWords: Words<DocumentRefusal> = {
  "documents.title_missing": () =>
    "The document has no title. State its kind, number and date, then attach the file.",
  "documents.file_empty": () => "The file is empty. Choose another.",
  "documents.kind_unknown": (r) =>
    `The file "${r.fileName}" is not taken. It must be a PDF, a picture (PNG, JPEG, TIFF) or a DOC, DOCX, XLS or XLSX document.`,
  "documents.has_macros": (r) =>
    `The file "${r.fileName}" contains macros. Save it without them, or as a PDF.`,
  "documents.owner_not_found": () => "The house or account is not found. Check whose document it is.",
  "documents.not_yours": () => "The billing center attaches the city's documents. Ask its operator.",
  "documents.paper_not_found": (r) => `File ${r.paper} is not found. Reload the page.`,
};
