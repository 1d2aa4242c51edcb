import type { PortalRefusal } from "#modules/portal";
import type { Words } from "../words.ts";

export const portalWords: Words<PortalRefusal> = {
  "portal.organization_not_found": (r) =>
    `There is no company No ${r.organization} in your sight. Choose a company that manages houses.`,
  "portal.text_not_found": (r) => `There is no text No ${r.text} in your sight. Load the page again.`,
  "portal.title_empty": () => "Give the text a title: it is what people read first.",
  "portal.text_changed": (r) =>
    `Somebody has saved version ${r.version} meanwhile. Copy what you wrote, load the text again and add it.`,
  "portal.file_not_found": (r) => `There is no file No ${r.file} on the portal. Load the page again.`,
  "portal.file_unknown": (r) =>
    `“${r.name}” is not of a kind that the portal shows. Save it as PDF, DOCX, XLSX, PNG, JPEG or WebP, without macros.`,
  "portal.file_too_large": (r) =>
    `The file is larger than ${r.megabytesMax} MB. Make it smaller, or divide it.`,
  "portal.picture_unreadable": (r) =>
    `“${r.name}” cannot be read as a picture. Open it, save it again as PNG or JPEG, and send that.`,
  "portal.logo_no_picture": (r) => `“${r.name}” is no picture. A logo is a PNG, JPEG or WebP.`,
  "portal.house_not_found": (r) =>
    `This company has no house ${r.building}: another manages it, or none does. Choose one from the list.`,
  "portal.form_not_found": (r) => `There is no form ${r.form} for ${r.year}. Load the page again.`,
  "portal.field_not_open": (r) =>
    `The field “${r.field}” is told by the books, or is not in this form. Change it where it is recorded.`,
  "portal.accent_malformed": () => "A colour is six digits, as #1864ab.",
  "portal.accent_pale": (r) =>
    `White letters on this colour are hard to read: the contrast is ${r.contrast}, and must be ${r.contrastMin}. Take a darker one.`,
};
