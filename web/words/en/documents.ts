/** Files of documents that things are decided by. */
export const documentWords = {
  "documents.attach": "Attach a file",
  "documents.file": "File of the document",
  "documents.remove": "Remove the file {file}",
} as const;
