import { FILE_BYTES_MAX } from "./model.ts";

export { FILE_KINDS, TEXT_KINDS, TEXT_STATES } from "./model.ts";

export type PortalRefusal =
  | { readonly code: "portal.organization_not_found"; readonly organization: number }
  | { readonly code: "portal.text_not_found"; readonly text: number }
  | { readonly code: "portal.title_empty" }
  /** Somebody saved another version meanwhile. */
  | { readonly code: "portal.text_changed"; readonly text: number; readonly version: number }
  | { readonly code: "portal.file_not_found"; readonly file: number }
  | { readonly code: "portal.file_unknown"; readonly name: string }
  | { readonly code: "portal.file_too_large"; readonly megabytesMax: number }
  /** A picture that cannot be read, or is larger than any picture has to be. */
  | { readonly code: "portal.picture_unreadable"; readonly name: string }
  | { readonly code: "portal.logo_no_picture"; readonly name: string }
  | { readonly code: "portal.form_not_found"; readonly form: string; readonly year: number }
  /** There is none, or another company manages it. */
  | { readonly code: "portal.house_not_found"; readonly building: number }
  | { readonly code: "portal.field_not_open"; readonly field: string }
  | { readonly code: "portal.accent_malformed" }
  | { readonly code: "portal.accent_pale"; readonly contrast: string; readonly contrastMin: string };

export const FILE_MEGABYTES_MAX = FILE_BYTES_MAX / 1_048_576;
