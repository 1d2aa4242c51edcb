/**
 * The product's own templates: one sheet for each room, in the field's words. What they hold is declared once in
 * `template-sheets.ts`; the same declaration writes the empty file, fills it on export, and reads it back.
 */
export {
  mergeReads,
  type FallbackUsed,
  type ReadRow,
  type ReadSheet,
  type ReadSheets,
  readTemplateCsv,
  readTemplateXlsx,
  sheetNamed,
  TEMPLATE_LIMITS,
  type TemplateLimits,
  type TemplateRead,
} from "./template-read.ts";
export { type Rows, SHEET_NAMES, type SheetName, SHEETS } from "./template-sheets.ts";
export { type TemplateRows, writeTemplateCsv, writeTemplateXlsx } from "./template-write.ts";
